"""Data is followed through a program: branches, loops, functions, classes, collections and texts."""

import pytest

from tests.dataflow.programs import found, lines, refuted

HEAD = "from web import request, read\nimport shell\nx = request.args\n"


def run(body: str) -> list[int]:
    """Return the lines of a body, counted from 1, that run foreign data; `x` is foreign."""
    return [line - HEAD.count("\n") for line in lines(HEAD + body)]


@pytest.mark.parametrize(("origin", "confidence"), [("web.read()", "high"), ("ask()", "medium"), ("open_it()", "low")])
def test_the_origin_decides_how_sure_a_finding_is(origin: str, confidence: str) -> None:
    """Data of a request is high, other input medium, what is merely unknown low."""
    assert found(f"import web, shell\nshell.run({origin})") == [("command", confidence, 2)]


def test_a_constant_is_refuted() -> None:
    """A call with a constant is no finding, and the analysis says that it understood it."""
    assert refuted("import shell\nshell.run('ls')") == [("command", 2)]


def test_a_parameter_is_foreign_but_only_a_little() -> None:
    """What nobody knows the caller of may be anything."""
    assert found("import shell\ndef f(name):\n    shell.run(name)") == [("command", "low", 3)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("y = 'ls' if 1 + 1 == 2 else x\nshell.run(y)", []),
        ("y = 'ls' if 1 + 1 == 3 else x\nshell.run(y)", [2]),
        ("if 7 * 6 - 40 > 200:\n    shell.run(x)", []),
        ("if len(x) > 2:\n    y = x\nelse:\n    y = 'ls'\nshell.run(y)", [5]),
        ("match 'b':\n    case 'a':\n        y = x\n    case 'b':\n        y = 'ls'\nshell.run(y)", []),
        ("match 'a':\n    case 'a' | 'c':\n        y = x\n    case _:\n        y = 'ls'\nshell.run(y)", [6]),
        ("if x:\n    raise ValueError\nshell.run(x)", [3]),
        ("y = 'ls'\nif False:\n    y = x\nshell.run(y)", []),
        ("y = 'a' and x\nshell.run(y)", [2]),
        ("y = '' and x\nshell.run(y)", []),
        ("y = x or 'ls'\nshell.run(y)", [2]),
        ("y = 'ls' or x\nshell.run(y)", []),
    ],
)
def test_a_branch_that_is_never_taken_says_nothing(body: str, expected: list[int]) -> None:
    """Branches on constants are followed as the program would; the others are both."""
    assert run(body) == expected


@pytest.mark.parametrize("test", ["len(x) == 3", "3 == len(x)", "len(x) in (3, 4)"])
def test_the_length_of_a_text_says_nothing_of_it(test: str) -> None:
    """A number that says something of a text is known where it is tested; the text is not."""
    assert run(f"if {test}:\n    shell.run(x)") == [2]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("y = x if x in ('a', 'b') else 'ls'\nshell.run(y)", []),
        ("y = 'ls' if x not in ('a', 'b') else x\nshell.run(y)", []),
        ("y = x if x.isalnum() else 'ls'\nshell.run(y)", []),
        ("y = x if x in ('a', 'b') else x\nshell.run(y)", [2]),
        ("y = 'ls' if x in ('a', 'b') else x\nshell.run(y)", [2]),
        ("y = x if x in ('a', 'b') else 'ls'\nshell.run(x)", [2]),
        ("y = 'ls' if x in ('a', 'b') else (z := x)\nshell.run(z)", [2]),
        ("y = (z := x) if x in ('a', 'b') else 'ls'\nshell.run(z)", []),
    ],
)
def test_a_value_is_what_its_test_lets_it_be(body: str, expected: list[int]) -> None:
    """A test of a conditional expression shows something of the values that it chooses, and of nothing after it."""
    assert run(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("y = ''\nfor i in range(3):\n    y += x\nshell.run(y)", [4]),
        ("y = 'ls'\nwhile x:\n    y = x\n    break\nshell.run(y)", [5]),
        ("y = 'ls'\nfor i in x:\n    if i:\n        y = i\n        continue\n    z = 1\nshell.run(y)", [7]),
        ("a = b = 'ls'\nfor i in range(3):\n    a = b\n    b = x\nshell.run(a)", [5]),
        ("while False:\n    shell.run(x)", []),
        ("try:\n    y = x\nexcept ValueError:\n    y = 'ls'\nshell.run(y)", [5]),
        ("try:\n    y = 'ls'\nexcept ValueError:\n    y = x\nelse:\n    y = 'ls'\nshell.run(y)", [7]),
        ("try:\n    pass\nfinally:\n    shell.run(x)", [4]),
        ("with open(x) as y:\n    shell.run(y)", [2]),
        ("if (y := x):\n    shell.run(y)", [2]),
    ],
)
def test_states_are_kept_where_loops_and_attempts_end(body: str, expected: list[int]) -> None:
    """Whatever may hold where a loop or a `try` ends is known after it."""
    assert run(body) == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("y = ['ls', x]\nshell.run(y[0])\nshell.run(y[1])", [3]),
        ("y = []\ny.append('ls')\ny.append(x)\ny.pop(0)\nshell.run(y[0])", [5]),
        ("y = [x]\ny.insert(0, 'ls')\nshell.run(y[0])", []),
        ("y = {'a': 'ls', 'b': x}\nshell.run(y['a'])\nshell.run(y['b'])\nshell.run(y.get('b'))", [3, 4]),
        ("y = {}\ny['a'] = x\ny['b'] = 'ls'\nshell.run(y['b'])\nshell.run(y['a'])", [5]),
        ("y = Settings()\ny.set('a', 'b', x)\ny.set('a', 'c', 'ls')\nshell.run(y.get('a', 'c'))", []),
        ("y = [x]\ny.clear()\ny.append('ls')\nshell.run(y[0])", []),
        ("y = []\nz = y\ny.append(x)\nshell.run(z[0])", [4]),
        ("def fill(y):\n    y.append(x)\nz = []\nfill(z)\nshell.run(z[0])", [5]),
        ("def fill(y):\n    y.append(x)\nz = []\na = ['ls'][1:]\nb = []\nfill(z)\nb.append('ls')\nshell.run(b[0])", []),
        ("a, b = 'ls', x\nshell.run(a)\nshell.run(b)", [3]),
        ("a, *b = 'ls', x\nshell.run(b)", [2]),
        ("y = [x][0:1] + ['ls']\nshell.run(y[1])\nshell.run(y[0])", [3]),
        ("y = [i for i in x]\nshell.run(y)", [2]),
        ("y = [i for i in x if i.isalnum()]\nshell.run(y)", []),
        ("def f(a, b):\n    shell.run(b)\nf(*['ls', x])", [2]),
        ("def f(a, b='ls'):\n    shell.run(b)\nf(**{'a': x})", [2]),
    ],
)
def test_collections_are_known_by_element(body: str, expected: list[int]) -> None:
    """Lists and dictionaries keep foreign elements apart from the others."""
    assert run(body) == expected


def test_a_list_of_built_texts_becomes_a_text_again() -> None:
    """What a loop appends to a list is still a built text when it is joined."""
    text = """
import shell
def f(verb, options):
    parts = []
    for option in options:
        parts.append(" --%s" % option)
    shell.run(verb + "".join(parts))
"""

    assert found(text) == [("command", "medium", 7)]


def test_a_list_that_was_empty_adds_nothing_to_its_text() -> None:
    """A list that a loop may have filled begins with what the loop puts into it."""
    text = """
def f(database, names):
    parts = []
    for name in names:
        parts.append("select %s" % name)
    database.query("".join(parts))
"""

    assert found(text) == [("sql", "medium", 6)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("def f(a):\n    return a\nshell.run(f(x))", [3]),
        ("def f(a):\n    return 'ls'\nshell.run(f(x))", []),
        ("def f(a, b):\n    return b\nshell.run(f(x, b='ls'))", []),
        ("def f(a):\n    if a == 'one':\n        return x\n    return 'ls'\nshell.run(f('two'))", []),
        ("f = lambda a: a\nshell.run(f('ls'))\nshell.run(f(x))", [3]),
        ("shell.run(g())\ndef g():\n    return 'ls'", []),
        ("def f():\n    y = x\n    def g():\n        shell.run(y)\n    g()\nf()", [4]),
        ("def f(n):\n    return f(n)\nshell.run(f('ls'))", [3]),
    ],
)
def test_functions_of_the_program_are_entered(body: str, expected: list[int]) -> None:
    """A function of the program returns what it returns for these arguments; too deep, it is unknown."""
    assert run(body) == expected


def test_classes_keep_what_the_initialiser_sets() -> None:
    """Class attributes and members that the initialiser sets are known in other methods."""
    text = """
import shell
class A:
    NAME = 'ls'
    def run(self):
        shell.run(self.NAME)
        shell.run(self.fixed)
        shell.run(self.later)
        self.helper()
    def __init__(self, given):
        self.fixed = 'ls'
        self.later = None
        self.given = given
    def helper(self):
        shell.run(self.fixed)
        shell.run(self.fixed + self.given)
"""

    assert found(text) == [("command", "low", 8), ("command", "medium", 16)]


def test_a_method_of_an_own_object_is_entered() -> None:
    """An object of the program's own class does what its method does."""
    text = "import shell, web\nclass A:\n    def f(self, a):\n        return 'ls'\nshell.run(A().f(web.read()))"

    assert lines(text) == []


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("'ls ' + x", True),
        ("f'ls {x}'", True),
        ("f'ls {x:>10}'", True),
        ("'ls %s' % x", True),
        ("'ls %d' % x", False),
        ("'ls %(a)s' % {'a': x}", True),
        ("'ls %(a)s' % {'a': 'b', 'c': x}", False),
        ("'ls {}'.format(x)", True),
        ("'ls {0}{a}'.format('b', a=x)", True),
        ("'ls {a}'.format(a='b', c=x)", False),
        ("' '.join(['ls', x])", True),
        ("' '.join(['ls', 'a'])", False),
        ("'LS'.lower().strip()", False),
        ("'a' * 3", False),
        ("str(int(x))", False),
        ("decode('ls')", False),
        ("decode(x)", True),
        ("shell.quote(x)", False),
        ("'ls ' + shell.quote(x)", False),
        ("'ls ' + shell.quote(x) + x", True),
        ("x.split()[0]", True),
        ("x[2:]", True),
        ("'ls'[0:1]", False),
        ("LIMIT", False),
        ("settings.LIMIT", False),
    ],
)
def test_texts_are_known_by_their_parts(expression: str, expected: bool) -> None:  # noqa: FBT001 - a table
    """A built text is foreign if one of its holes is, each for itself."""
    assert bool(run(f"shell.run({expression})")) == expected


def test_data_is_followed_through_two_modules_of_the_same_name() -> None:
    """An import under another name means the same."""
    assert lines("from shell import run as r\nimport web as w\nr(w.read())") == [3]


def test_a_name_that_nobody_defines_is_that_of_the_library() -> None:
    """A fragment without its imports calls libraries by the last part of their names."""
    assert lines("run(read())") == [1]
    assert lines("def run(a):\n    pass\nrun(read())") == []


def test_a_program_that_ends_in_a_raise_goes_no_further() -> None:
    """What is never reached is no finding."""
    assert run("raise ValueError\nshell.run(x)") == []

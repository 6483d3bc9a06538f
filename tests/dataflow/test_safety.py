"""What makes data safe is believed for what it makes safe, and no further."""

import pytest

from tests.dataflow.programs import found, found_without_trust, lines, refuted

HEAD = "import shell, web, files, page\nx = web.request.args\ny = web.read()\n"


def after(body: str, weakness: str = "command") -> list[int]:
    """Return the lines of a body, counted from 1, with a weakness; `x` and `y` are foreign."""
    return [line - HEAD.count("\n") for line in lines(HEAD + body, weakness)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if x.isalnum():\n    shell.run(x)", []),
        ("if x.isalnum():\n    shell.run(y)", [2]),
        ("if not x.isalnum():\n    raise ValueError\nshell.run(x)", []),
        ("if not x.isalnum():\n    pass\nshell.run(x)", [3]),
        ("assert x.isalnum()\nshell.run(x)", []),
        ("if x.isalnum() and y:\n    shell.run(x)", []),
        ("if x.isalnum() or y:\n    shell.run(x)", [2]),
        ("if not x.isalnum() or not y:\n    raise ValueError\nshell.run(x)", []),
        ("if x in ('a', 'b'):\n    shell.run(x)", []),
        ("if x in y:\n    shell.run(x)", [2]),
        ("if x not in KNOWN:\n    raise ValueError\nshell.run(x)", []),
        ("if x == 'a':\n    shell.run(x)", []),
        ("if x != 'a':\n    raise ValueError\nshell.run(x)", []),
        ("if x == '':\n    shell.run(x)", [2]),
        ("z = 'ls ' + x\nif x.isalnum():\n    shell.run(z)", []),
        ("z = x + y\nif x.isalnum():\n    shell.run(z)", [3]),
        ("while x.isalnum():\n    shell.run(x)", []),
        ("match x:\n    case 'a':\n        shell.run(x)", []),
        ("if x['a'].isalnum():\n    shell.run(x['a'])\n    shell.run(x['b'])", [3]),
        ("a = x.get('a')\nb = x.get('b')\nif a.isalnum():\n    shell.run(a)\n    shell.run(b)", [5]),
        ("if x.startswith('a'):\n    shell.run(x)", [2]),
        ("if ';' in x:\n    raise ValueError\nshell.run(x)", [3]),
        ("if 'q' in x:\n    raise ValueError\nshell.run(x)", [3]),
        ("shell.run(x.replace(';', ''))", [1]),
        ("shell.run(x.replace('a', ''))", [1]),
    ],
)
def test_a_test_shows_what_it_shows(body: str, expected: list[int]) -> None:
    """A test cleans what it is about, where it holds, for what it says."""
    assert after(body) == expected


@pytest.mark.parametrize("name", ["c", "configuration_of_the_house"])
def test_what_replaces_an_object_replaces_its_members(name: str) -> None:
    """Of a variable that is assigned anew, whatever its name, nothing is known any more."""
    known = f"{name}.command = 'ls'\n{name}.all['a'] = 'b'\n"
    body = f"{known}{name} = x\nshell.run({name}.command)\nshell.run({name}.all['a'])"

    assert after(body) == [4, 5]


def test_clean_for_one_context_is_foreign_in_another() -> None:
    """What is quoted for a shell is no HTML."""
    body = "z = shell.quote(x)\nshell.run(z)\npage.show(z)"

    assert (after(body), after(body, "script")) == ([], [3])


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("shell.run(sanitise(x))", 4),
        ("shell.run('ls ' + sanitise(x))", 4),
        ("shell.run(sanitise(x).strip()[1:])", 4),
        ("shell.run([sanitise(x)][0])", 4),
        ("for z in sanitise(x):\n    shell.run(z)", 5),
        ("z = sanitise(x)\nshell.run(z if y else 'a')", 5),
        ("validate(x)\nshell.run(x)", 5),
        ("if is_safe(x):\n    shell.run(x)", 5),
        ("def is_safe(z):\n    return shell.rate(z) > 3\nif is_safe(x):\n    shell.run(x)", 7),
    ],
)
def test_what_rests_on_a_name_is_said(body: str, line: int) -> None:
    """A function that says that it cleans or checks is not proof: who believes no names has a finding."""
    assert lines(HEAD + body) == []
    assert found_without_trust(HEAD + body) == [("command", line)]


@pytest.mark.parametrize(
    "body",
    [
        "shell.run(sanitise(shell.quote(x)))",
        "shell.run(shell.quote(sanitise(x)))",
        "z = sanitise(x)\nif z.isalnum():\n    shell.run(z)",
        "if x.isalnum():\n    validate(x)\n    shell.run(x)",
        "shell.run(sanitise('a'))",
    ],
)
def test_what_is_proved_rests_on_no_name(body: str) -> None:
    """A name beside a proof takes nothing from it."""
    assert found_without_trust(HEAD + body) == []


def test_a_finding_without_trust_stands_only_where_there_is_no_other() -> None:
    """Two ways to one call, one of them unchecked: a weakness for everybody."""
    body = "def run(z):\n    shell.run(z)\nrun(sanitise(x))\nrun(x)"

    assert after(body) == [2]
    assert found_without_trust(HEAD + body) == []


@pytest.mark.parametrize(
    ("body", "is_refuted"),
    [
        ("shell.run(shell.quote(x))", True),
        ("if x.isalnum():\n    shell.run(x)", True),
        ("if x in ['a', 'b']:\n    shell.run(x)", True),
        ("shell.run('a' if y else 'b')", True),
        ("shell.run(sanitise(x))", False),
        ("validate(x)\nshell.run(x)", False),
        ("if x in allowed:\n    shell.run(x)", False),
        ("shell.run(COMMAND)", False),
        ("shell.run(settings.COMMAND)", False),
        ("shell.run(mystery(shell.quote(x)))", False),
        ("shell.run(shell.quote(x) if y else COMMAND)", False),
    ],
)
def test_only_what_is_proved_refutes(body: str, *, is_refuted: bool) -> None:
    """What rests on a name alone is not reported, but speaks against no other engine."""
    assert after(body) == []
    assert bool(refuted(HEAD + body)) == is_refuted


def test_an_own_function_is_seen_not_believed() -> None:
    """What a function of the program does counts, not what it is called."""
    assert after("def sanitise(a):\n    return a\nshell.run(sanitise(x))") == [3]


def test_a_bare_parameter_is_no_path() -> None:
    """A function that opens the file it is given is not yet a weakness; one that builds a path is."""
    text = "import files\ndef f(a):\n    files.read(a)\n    files.read('b/' + a)\n    files.read(files.join('b', a))"

    assert found(text) == [("path", "low", 4), ("path", "low", 5)]


def test_what_a_call_made_can_matter() -> None:
    """A sink that is about joined paths is not about other texts."""
    text = "import files\ndef f(store, a):\n    store.drop('b/' + a)\n    store.drop(1, files.join('b', a))"

    assert found(text) == [("path", "low", 4)]


def test_a_test_of_one_parameter_says_nothing_of_another() -> None:
    """Parameters are named each for itself."""
    text = "import shell\ndef f(a, b):\n    if a.isalnum():\n        shell.run(a)\n        shell.run(b)"

    assert found(text) == [("command", "low", 5)]


def test_a_fixed_beginning_decides_where_it_says_so() -> None:
    """A redirect to a path of our own is none to somebody else's."""
    assert after("visit('/home' + x)\nvisit(x)\nvisit('//' + x)", "redirect") == [2, 3]


def test_a_list_without_a_shell_is_no_command_line() -> None:
    """Only the script that a shell is given counts in a list."""
    assert after("start(['ls', x])\nstart(['sh', '-c', x])\nstart(['ls', '-c', x])") == [2]


def test_a_function_is_known_by_its_look_if_by_nothing_else() -> None:
    """A text that looks like SQL and goes into something that is called like a query is one."""
    text = """
def f(self, name):
    self.db.query("select a from b where c = '%s'" % name)
    self.db._query("select a from b where c = %d" % name)
    self.db.query("select a from " + self.table)
    self.db.query("hello %s" % name)
    self.db.log("select a from b where c = '%s'" % name)
    self.db.query("select a from b where c = %s", name)
"""

    assert found(text) == [("sql", "medium", 3), ("sql", "low", 4)]


def test_options_and_settings_are_found() -> None:
    """Dangerous calls, arguments, constants and variables are found, their harmless twins are not."""
    text = """
import dice, hash, modes
hash.weak(b'')
lock(modes.WORLD | 1)
lock(mode=1)
tls(check=False)
tls(check=True)
user_token = dice.roll()
side = dice.roll()
app.debug = True
start_it(debug=True)
"""

    assert [(name, line) for name, _, line in found(text)] == [
        ("hash", 3),
        ("mode", 4),
        ("certificate", 6),
        ("random", 8),
        ("debug", 10),
        ("debug", 11),
    ]


def test_a_page_is_what_a_route_returns() -> None:
    """Foreign text that a route returns is a page; without a variable part, the path is its own."""
    text = """
@app.route('/a/<b>')
def one(b):
    return b
@app.route('/c')
def two():
    return request.path
"""

    assert found(text) == [("script", "high", 3)]


def test_a_text_with_tags_is_a_page_wherever_it_goes() -> None:
    """Foreign data between tags is a finding where the text is made."""
    assert found("def f(a):\n    b = '<p>' + a\n    c = '<p>' + str(int(a))") == [("script", "low", 2)]


def test_a_parameter_of_a_known_type_is_that_object() -> None:
    """A parameter called `request` or of its type brings what a request brings."""
    text = "import shell, web\ndef f(r: web.Request, n: int):\n    shell.run(r.args)\n    shell.run('kill %s' % n)"

    assert found(text) == [("command", "high", 3)]

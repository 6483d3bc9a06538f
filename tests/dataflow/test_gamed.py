"""What only looks constant, clean or checked refutes nothing: each program here once hid another engine's finding."""

import pytest

from gateway.dataflow.regexes import START, WHOLE, shown
from gateway.dataflow.value import Ground
from tests.dataflow.programs import found_without_trust, lines, refuted

HEAD = "import shell, web, files\nx = web.request.args\n"

REBOUND = {
    "a global": "C = 'ls'\ndef s():\n    global C\n    C = x\ndef f():\n    shell.run(C)",
    "a nonlocal": "def f():\n    c = 'ls'\n    def s():\n        nonlocal c\n        c = x\n    s()\n    shell.run(c)",
    "a namespace": "C = 'ls'\ndef s():\n    globals()['C'] = x\ndef f():\n    shell.run(C)",
    "a whole namespace": "C = 'ls'\nglobals().update(x)\nshell.run(C)",
    "code that is run": "C = 'ls'\nexec(x)\nshell.run(C)",
    "a star import": "C = 'ls'\nfrom odd import *\nshell.run(C)",
    "a class's member": "class A:\n    c = 'ls'\ndef s():\n    A.c = x\ndef f():\n    shell.run(A.c)",
    "an object's member": (
        "class A:\n    def __init__(self):\n        self.c = 'ls'\n"
        "    def s(self):\n        self.c = x\n    def f(self):\n        shell.run(self.c)"
    ),
    "setattr": "class A:\n    c = 'ls'\na = A()\nsetattr(a, 'c', x)\nshell.run(a.c)",
    "an object's dictionary": "class A:\n    c = 'ls'\na = A()\na.c = 'ls'\na.__dict__['c'] = x\nshell.run(a.c)",
    "vars": "class A:\n    c = 'ls'\na = A()\na.c = 'ls'\nvars(a)['c'] = x\nshell.run(a.c)",
    "a later branch": "C = 'ls'\ndef f():\n    shell.run(C)\nif y:\n    C = x",
    "a walrus in a comprehension": "C = 'ls'\n[C := z for z in x]\nshell.run(C)",
    "a pattern": "C = 'ls'\nmatch x:\n    case C:\n        pass\nshell.run(C)",
    "a part of a pattern": "C = 'ls'\nmatch x:\n    case [C, *_]:\n        pass\nshell.run(C)",
    "a decorator": "def d(g):\n    return lambda: x\n@d\ndef f():\n    return 'ls'\nshell.run(f())",
    "a long way round a loop": "a = b = c = d = e = g = h = i = 'ls'\nwhile y:\n    shell.run(a)\n"
    "    a = b\n    b = c\n    c = d\n    d = e\n    e = g\n    g = h\n    h = i\n    i = x",
}


@pytest.mark.parametrize("how", REBOUND)
def test_a_variable_is_no_constant_if_anybody_may_change_it(how: str) -> None:
    """Another function, a namespace, a pattern or the next round of a loop may put something else in its place."""
    assert [] == refuted(HEAD + REBOUND[how])


CHANGED = {
    "another name": "a = ['ls']\nb = a\nb[0] = x\nshell.run(a[0])",
    "another name of a dictionary": "a = {}\nb = a\na['c'] = 'ls'\nb['c'] = x\nshell.run(a['c'])",
    "a member": "a = {'c': 'ls'}\no.d = a\no.d['c'] = x\nshell.run(a['c'])",
    "a function": "def s(d):\n    d['c'] = x\na = {'c': 'ls'}\ns(a)\nshell.run(a['c'])",
    "an inner function": "a = ['ls']\ndef s():\n    a[0] = x\ns()\nshell.run(a[0])",
    "an inner function that somebody calls": (
        "def f():\n    a = ['ls']\n    def s():\n        a[0] = x\n    start_it(s)\n    shell.run(a[0])"
    ),
    "a part": "a = ['ls']\na[:] = x\nshell.run(a[0])",
    "del": "a = ['ls', x]\ndel a[0]\nshell.run(a[0])",
    "del of a part": "a = ['ls', x]\ndel a[:1]\nshell.run(a[0])",
    "its own method": "a = {'c': 'ls'}\na.__setitem__('c', x)\nshell.run(a['c'])",
    "its class's method": "a = {'c': 'ls'}\ndict.__setitem__(a, 'c', x)\nshell.run(a['c'])",
    "an operator": "import operator\na = {'c': 'ls'}\noperator.setitem(a, 'c', x)\nshell.run(a['c'])",
    "another function": "A = ['ls']\ndef s():\n    A.insert(0, x)\ndef f():\n    shell.run(A[0])",
}


@pytest.mark.parametrize("how", CHANGED)
def test_a_collection_is_what_anybody_makes_of_it(how: str) -> None:
    """A list or dictionary is the same under all its names, and in all functions that get it."""
    assert [] == refuted(HEAD + CHANGED[how])


CHECKED = {
    "the beginning": "a = x\nif a[:2] == 'ls':\n    shell.run(a)",
    "the first word": "a = x\nif a.split()[0] in ('ls', 'pwd'):\n    shell.run(a)",
    "the first word's form": "a = x\nif a.split(';')[0].isalnum():\n    shell.run(a)",
    "what is left": "a = x\nif a.strip('; rm') == 'ls':\n    shell.run(a)",
    "an end that comes in any case": (
        "def f():\n    a = x\n    try:\n        assert a.isalnum()\n    finally:\n        shell.run(a)"
    ),
    "a number in an end": "def f():\n    a = x\n    try:\n        a = int(a)\n    finally:\n        shell.run(a)",
    "a method of its own": (
        "class S(str):\n    def isalnum(self):\n        return True\na = S(x)\nif a.isalnum():\n    shell.run(a)"
    ),
    "an equality of its own": (
        "class S(str):\n    def __eq__(self, o):\n        return o\na = S(x)\nif a == 'ls':\n    shell.run(a)"
    ),
    "a quote of its own": "import shell\nsetattr(shell, 'quote', lambda a: a)\nshell.run(shell.quote(x))",
    "a number of its own": "import builtins\nbuiltins.int = str\nshell.run(int(x))",
    "the same object": "a = 'ls'\nif 256 * 256 is not 65536:\n    a = x\nshell.run(a)",
}


@pytest.mark.parametrize("how", CHECKED)
def test_a_check_that_can_be_got_round_is_none(how: str) -> None:
    """Neither a check that need not have been made nor one that the program has written itself makes a text safe."""
    assert [] == refuted(HEAD + CHECKED[how])


def test_a_promised_type_is_a_name() -> None:
    """Python keeps nobody to an annotation: who believes no names has a finding, and nothing is refuted."""
    text = "import shell\ndef f(a: int):\n    shell.run('kill %s' % a)"

    assert [] == lines(text)
    assert [("command", 3)] == found_without_trust(text)
    assert [] == refuted(text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a = ['x', 'ls']\na[0] = x\nshell.run(a[1])", False),
        ("a = ['ls']\nb = [x]\nb[0] = x\nshell.run(a[0])", True),
        ("C = 'ls'\ndef f():\n    C = x\n    return C\ndef g():\n    shell.run(C)", True),
        ("class A:\n    def __init__(self):\n        self.c = 'ls'\n    def f(self):\n        shell.run(self.c)", True),
        (
            "def f():\n def g():\n  if y:\n   a = ['x', 'b']\n   a.append(x)\n   shell.run(a[1])",
            True,
        ),
        ("a = A()\nsetattr(a, y, x)\nshell.run('ls')", True),
        ("vars()['c'] = x\nvars()[y] = x\nshell.run('ls')", True),
        ("n = 0\nwhile n < 3:\n    n = n + 1\n    shell.run('kill %d' % n)", True),
        ("def f():\n    try:\n        g()\n    finally:\n        shell.run('ls')", True),
    ],
)
def test_what_nobody_changes_stays(body: str, *, expected: bool) -> None:
    """What is like these and is safe is still understood to be."""
    assert expected == bool(refuted(HEAD + body))


@pytest.mark.parametrize(
    ("pattern", "matching", "expected"),
    [
        ("^[a-zA-Z0-9_.-]+$", "", Ground.PROOF),
        (r"\A(?:\w+|\d{2,3})-v[0-9]*\Z", "", Ground.PROOF),
        (r"^(?!.*\.\.)[\w.]+$", "", Ground.PROOF),
        ("[a-z]+$", START, Ground.PROOF),
        ("a|b", WHOLE, Ground.PROOF),
        ("/^[a-z]+$/i", "", Ground.PROOF),
        (r"^[\w\s]+$", "", Ground.HINT),
        ("[a-z]+$", "", None),
        ("^[a-z]+", "", None),
        (r"^[a-z]+\$", "", None),
        ("^[a-z]+$|.*", "", None),
        ("^a|b$", "", None),
        ("^.+$", "", None),
        (r"^[^\n]+$", "", None),
        (r"^\S+$", "", None),
        (r"^[\W\w]+$", "", None),
        ("^[ -~]+$", "", None),
        ("^[A-z]+$", "", None),
        ("^[a-z;]+$", "", None),
        (r"^[a-z\x3b]+$", "", None),
        ("^[a-z]+;?$", "", None),
        ("(?m)^[a-z]+$", "", None),
        ("/^[a-z]+$/m", "", None),
        ("^[a-z", "", None),
        (r"^(?=a\)", "", None),
        ("(?=a", WHOLE, Ground.PROOF),
        ("[a", WHOLE, Ground.PROOF),
        ("^" + "a" * 2_000 + "$", "", None),
        ("^" + "a?" * 450 + "$", "", None),
    ],
)
def test_a_regular_expression_shows_what_it_lets_through(pattern: str, matching: str, expected: Ground | None) -> None:
    """Only one that is bound at both ends and lets through letters, digits and harmless marks alone is a proof."""
    assert expected == shown(pattern, matching)[0]


@pytest.mark.parametrize(("pattern", "expected"), [(r"^[\w./]+$", True), (r"^[\w.]+$", False), (r"^[\w/]+$", False)])
def test_a_path_may_lead_elsewhere(pattern: str, *, expected: bool) -> None:
    """Where dots and slashes may stand, the text is no name of a file in a folder of ours."""
    assert expected == shown(pattern, "")[1]

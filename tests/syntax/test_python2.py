"""Python 2 is read as what it says, and every place in its tree is a place in its text."""

import ast

import pytest

from gateway.syntax.python2 import tree_of
from gateway.syntax.repair import repair

SAID = [
    ('print "a", x', "print('a', x)"),
    ('print"a"', "print('a')"),
    ("print >>f, x; print y,", "print(f, x)\nprint(y)"),
    ("if x: print y; z()", "if x:\n    print(y)\n    z()"),
    ("exec code", "exec(code)"),
    ("exec code in scope, names  # why", "exec(code, scope, names)"),
    ('raise E, "m" % x', "raise E('m' % x)"),
    ("try:\n    f()\nexcept (A, B), e:\n    g(e)", "try:\n    f()\nexcept (A, B) as e:\n    g(e)"),
    ("x = `a` + 'b'", "x = a + 'b'"),
    ("if a <> 0777: x = 0x10L + 10L", "if a != 511:\n    x = 16 + 10"),
    ("def f(a, (b, c)=()):\n    return lambda (k, v): k", "def f(a, b, c=()):\n    return lambda k, v: k"),
    ('x = ur"\\d"; print x', "x = '\\\\d'\nprint(x)"),
    ("if x:\n\tf()\n        g()", "if x:\n    f()\n    g()"),
    ('s = """\n\tprint x\n"""; print s', "s = '\\n\\tprint x\\n'\nprint(s)"),
]


@pytest.mark.parametrize(("text", "expected"), SAID)
def test_python2_is_understood(text: str, expected: str) -> None:
    """Old words become the new ones that say the same."""
    module, is_python2 = tree_of(text)

    assert expected == ast.unparse(module)
    assert is_python2


@pytest.mark.parametrize("text", ["print -1", "print('a') % x, y", "if x:\n    f()", 'x = "print y"'])
def test_python3_is_left_alone(text: str) -> None:
    """What parses as Python 3 is never read as anything else."""
    module, is_python2 = tree_of(text)

    assert ast.dump(ast.parse(text), include_attributes=True) == ast.dump(module, include_attributes=True)
    assert not is_python2


@pytest.mark.parametrize("text", ["x = = 1", "print x = ", "print 'a' 1", "`"])
def test_what_is_neither_is_refused(text: str) -> None:
    """A text that is neither Python 3 nor Python 2 stays a syntax error."""
    with pytest.raises(SyntaxError):
        tree_of(text)


def test_places_are_those_of_the_text() -> None:
    """Whatever was moved, each call's place in the tree is where it stands in the text, in bytes."""
    text = "if x:\n\tprint 'é', eval(a)\n        exec `b` in c; eval(d)\ntry: pass\nexcept E, e: eval(e)\n"
    module, _ = tree_of(text)

    calls = [ast.get_source_segment(text, node) for node in ast.walk(module) if isinstance(node, ast.Call)]

    assert ["eval(a)", "eval(d)", "eval(e)", "exec `b` in c", "print 'é', eval(a)"] == sorted(map(str, calls))


def test_repair_says_that_it_read_python2() -> None:
    """A fragment of Python 2 is made whole, with boundaries of its own text, and the record says how it was read."""
    candidate = "    print x\n    eval(x)\n    if x:\n        print x,"
    repaired = repair("python", "def f(x):\n", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert ("read as Python 2",) == repaired.losses
    assert (12, 24, len(candidate)) == repaired.boundaries

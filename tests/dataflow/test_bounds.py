"""No program makes the analysis fail, or run on."""

import ast
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dataflow import python
from gateway.dataflow.analyse import STEPS_MAX, analyse
from gateway.dataflow.python import program
from tests.dataflow.programs import KNOWLEDGE

ROOT = Path(__file__).parents[2]
SOURCES = sorted((ROOT / "gateway").rglob("*.py"))
EXPRESSIONS = (
    "x", "y", "'a'", "1", "-2", "None", "b'c'", "1.5", "[x, y]", "{'a': x}", "{**x}", "{x}", "(x, 'b')", "x.a",
    "x['a']", "x[0]",
    "x[1:]", "x[::2]", "x()", "y(x)", "x(*y, **x)", "x.append(y)", "x.pop()", "x.set('a', y)", "f'{x}b{y!r:>{x}}'",
    "'%s%d' % (x, y)", "'%(a)s' % x", "'{} {a}'.format(x, a=y)", "', '.join(x)", "x + y", "x / y", "x % y", "x ** 9",
    "not x", "x and y", "x or 'a'", "x if y else 1", "[i for i in x if y]", "{i: j for i, j in x}", "lambda a: a(x)",
    "(z := x)", "x < y <= 3", "x in y", "'a' in x", "x.isalnum()", "x.split('a')", "shell.run(x)", "ask()", "x @ y",
    "...", "1j",
)  # fmt: skip
STATEMENTS = (
    "pass", "x = {}", "x, y = {}", "x.a = {}", "x['a'] = {}", "*x, y = {}", "x += {}", "x: int = {}", "del x",
    "global x",
    "if {}:\n    x = y\nelse:\n    y = x", "while {}:\n    x = y\n    break", "for x in {}:\n    y = x\n    continue",
    "try:\n    x = {}\nexcept ValueError as y:\n    raise\nelse:\n    x = y\nfinally:\n    y = 1",
    "with {} as x:\n    pass", "def x(a, *b, c={}, **d):\n    return x(a)",
    "class x(y):\n    a = {}\n    def __init__(self):\n        self.a = x",
    "assert {}",
    "match {}:\n    case 'a':\n        x = y\n    case [y, *_]:\n        pass\n    case _:\n        y = x",
    "import x.y", "from x import y as x", "raise {}", "async def y(request):\n    await {}", "return {}",
    "@y({})\ndef z(self):\n    return self",
    "x = lambda *a: {}", "validate({})",
)  # fmt: skip


@st.composite
def programs(draw: st.DrawFn) -> str:
    """Draw a program of statements that each hold some expression."""
    forms = draw(st.lists(st.tuples(st.sampled_from(STATEMENTS), st.sampled_from(EXPRESSIONS)), max_size=14))
    body = "\n".join([form.replace("{}", expression) for form, expression in forms]) or "pass"
    nested = draw(st.booleans())
    return "def f(x, y=1):\n" + "\n".join(["    " + line for line in body.split("\n")]) if nested else body


@settings(max_examples=250, deadline=None)
@given(programs())
def test_no_program_makes_it_fail(text: str) -> None:
    """Whatever parses is analysed, within the steps."""
    try:
        module = ast.parse(text)
    except SyntaxError:
        return
    analysis = analyse(python.program(module), KNOWLEDGE)

    assert analysis.steps_count <= STEPS_MAX + 1


@pytest.mark.parametrize("path", SOURCES[:: max(1, len(SOURCES) // 25)], ids=lambda path: path.name)
def test_real_files_are_analysed(path: Path) -> None:
    """Our own source is analysed without a failure, and so is each half of it that parses."""
    text = path.read_text(encoding="utf-8")
    halves = [text, text[: len(text) // 2], text[len(text) // 2 :]]
    for half in halves:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                module = ast.parse(half)
            except (SyntaxError, ValueError):
                continue
        analyse(program(module), KNOWLEDGE)

    assert text


def test_the_budget_ends_a_program_that_grows() -> None:
    """Functions that call each other twice on every level end with the steps, and say so."""
    text = "".join([f"def f{n}(a):\n    return f{n + 1}(a) + f{n + 1}(a)\n" for n in range(300)]) + "f0(1)"
    loops = "".join(["    " * n + f"for x{n} in y:\n" for n in range(17)]) + "    " * 17 + "y = y + 1"
    analysis = analyse(python.program(ast.parse(text + "\n" + loops)), KNOWLEDGE)

    assert not analysis.is_complete


def test_a_long_chain_of_calls_takes_steps_in_proportion() -> None:
    """Each call of a chain is evaluated once."""
    chain = "query" + "".join([f".where{n}(x)" for n in range(60)])
    analysis = analyse(python.program(ast.parse(f"y = {chain}")), KNOWLEDGE)

    assert analysis.is_complete
    assert analysis.steps_count < 500


def test_a_function_is_not_entered_within_itself() -> None:
    """A function that calls itself often costs no more than its own length."""
    text = "def f(a):\n" + "    f(a)\n" * 20 + "f(1)"
    analysis = analyse(python.program(ast.parse(text)), KNOWLEDGE)

    assert analysis.is_complete
    assert analysis.steps_count < 1_000


def test_deep_nesting_is_the_callers_to_catch() -> None:
    """An expression that nests too deeply raises RecursionError, nothing else."""
    with pytest.raises(RecursionError):
        analyse(python.program(ast.parse("-" * 500 + "1")), KNOWLEDGE)

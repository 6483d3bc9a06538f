"""Cells of a notebook: Python is shown what its parser reads, and every command is a program of its own."""

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.syntax.embedded import embedded
from gateway.syntax.notebook import as_python, programs
from gateway.syntax.parsing import quiet
from gateway.syntax.repair import repair
from tests.costs import least_cpu_s

_CPU_S_MAX = 1.0
CELLS = {
    "a magic": ("%matplotlib inline\ng(x)\n", "pass              \ng(x)\n", []),
    "a command": ("!ls -l\ng(x)\n", "pass  \ng(x)\n", [("ls -l", (1, 1))]),
    "a command in a block": ("for a in b:\n    !c\n", "for a in b:\n    0 \n", [("c", (2, 5))]),
    "what a command prints": ("a = !ls\ng(x)\n", "a = 0  \ng(x)\n", [("ls", (1, 5))]),
    "a package": ("%pip install a\ng(x)\n", "pass          \ng(x)\n", [("pip install a", (1, 1))]),
    "what is timed": ("%time g(x)\n%timeit -n 10 g(x)\n", "pass; g(x)\npass;         g(x)\n", []),
    "a cell that is measured": ("%%prun f(x)\ng(x)\n", "pass;  f(x)\ng(x)\n", []),
    "a cell that is timed": ("%%time\ng(x)\n", f"{' ' * 6}\ng(x)\n", []),
    "a question": ("a.b?\n??c\ng(x)\n", "pass\n0  \ng(x)\n", []),
    "a cell of a shell": ("%%bash\nls\nrm a\n# In[2]:\n", "pass  \n  \n    \n# In[2]:\n", [("ls\nrm a", (2, 0))]),
    "cells": ("%%sh\nls\n# %%\ng(x)\n", "pass\n  \n# %%\ng(x)\n", [("ls", (2, 0))]),
}
REFUSED = (
    "%sql SELECT 1\n",
    "%%html\n<b>a</b>\n",
    "%%writefile a.py\nimport b\n",
    "%unknown a\n",
    "!a {b(c)}\n",
    "%cd {a(b)}\n",
    "%config a.b = eval(c)\n",
    "%debug eval(a)\n",
    "%alias_magic cd system\n",
    "!sh -c \\\n'a | sh'\n",
)
AS_IT_STANDS = (
    "%time -eval(a)\n",
    '%matplotlib inline\na = """\n%%bash\n"""\neval(b)\nc = """\n# %%\n"""\n',
    '%matplotlib inline\na = f"""\n!ls\n"""\n',
)
PYTHON = ("a = (b\n%time - c)\n", 'a = """\n!ls\n%time b\n"""\n', "a = b != c\n")


@pytest.mark.parametrize(("text", "shown", "commands"), CELLS.values(), ids=CELLS)
def test_a_cell_is_read(text: str, shown: str, commands: list[tuple[str, tuple[int, int]]]) -> None:
    """All of the cell is kept as it is; Python is shown words of the same length, and each command stands by itself."""
    with quiet():
        reading = repair("python", "", text)

        assert reading is not None
        assert text == reading.kept
        assert shown == reading.shown == as_python(text)
        assert commands == [(one.text, one.lines[0]) for one in embedded("python", reading)]


@pytest.mark.parametrize("text", REFUSED)
def test_what_no_engine_reads_is_refused(text: str) -> None:
    """A magic that brings another language, or that is not known, stays what Python does not read."""
    with quiet():
        assert repair("python", "", text) is None


@pytest.mark.parametrize("text", AS_IT_STANDS)
def test_what_may_be_python_stays(text: str) -> None:
    """What may be an expression, or a line of a text in quotes, is blank for nobody."""
    assert text == as_python(text)


@pytest.mark.parametrize("text", PYTHON)
def test_python_is_no_notebook(text: str) -> None:
    """What is Python as it stands is shown as it stands, and holds no commands."""
    assert text == as_python(text)
    assert [] == list(programs(text))


@given(
    st.lists(
        st.sampled_from(
            ["%time ", "!", "x = !", "%%bash", "%cd", "?", "a?", "g(evil())", "{evil()}", "\n", "    ", "if a:\n"]
        )
    )
)
def test_no_line_is_hidden(parts: list[str]) -> None:
    """Whatever is in a cell is shown to Python, or is a command; every line stays where it was."""
    text = "".join(parts)
    shown = as_python(text)
    commands = "\n".join(one.text for one in programs(text))

    assert [len(line) for line in text.split("\n")] == [len(line) for line in shown.split("\n")]
    if text != shown and _is_python(shown):
        assert "g(evil" not in text or "%cd" in text or "%%bash" in text or "g(evil" in shown + commands
        assert text.count("{evil") == (shown + commands).count("{evil")


@pytest.mark.parametrize("part", ["!", "%%bash\n", "a = !", "%time ", "a, ", "%time -n 1 "])
def test_no_cell_is_dear(part: str) -> None:
    """Signs of a notebook again and again cost no more than their length does."""
    text = part * (80_000 // len(part)) + "\n("

    assert least_cpu_s(lambda: list(programs(text)), _CPU_S_MAX) < _CPU_S_MAX


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True

"""No text makes the front end fail."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.syntax.parsing import BudgetSpent
from tests.dataflow_java.running import FOLDER, analysed, entries

_WORDS = (
    "class A {", "}", "void f(", ")", "{", "(", ";", "String p", "int", "=", "p", "switch (p) {", "case 1:", "case",
    "->", "default", "yield", "new", "new int[", "]", "try", "catch (E e)", "finally", "if", "else", "for", "while",
    "do", "return", ".", "append", "instanceof", "@", "record R(", "enum", "interface", "this", "super", "::", '"',
    '"a"', "'", "\\u0041", "/*", "*/", "//", "\n", "import", "import static", "*", "java.io", "?", ":", "+", "==",
    "&&", "lambda", "() ->", "<T>", "static {", "assert", "throw", "synchronized", "0x", "1e9", "\N{SNOWMAN}",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_words(text: str) -> None:
    """Words of the language in any order are analysed."""
    analysed(text)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """Any text is analysed."""
    analysed(text.encode(errors="replace").decode())


@settings(max_examples=100, deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=0), st.integers(min_value=0))
def test_any_cut(which: int, start: int, length: int) -> None:
    """Any part of a program is analysed."""
    text = entries()[which % len(entries())].find
    start %= len(text)
    analysed(text[start : start + 1 + length % len(text)])


@pytest.mark.parametrize("text", ["(" * 20_000, "g(" * 20_000, "if (p) {" * 20_000, "class A {" * 20_000])
def test_deep_text(text: str) -> None:
    """A text that nests too deeply is refused in one way only."""
    with contextlib.suppress(RecursionError, BudgetSpent):
        analysed(text)


def test_long_chains() -> None:
    """Long sums and long chains of calls are analysed in reasonable time."""
    calls = "class A { void f(String p) { g(b" + ".a(p)" * 60 + "); } }"

    assert analysed(calls).is_complete
    assert analysed("class A { String s = " + "p + " * 3_000 + "p; }").is_complete


def test_library_is_there() -> None:
    """The programs that are cut are those of the standard bundle."""
    assert FOLDER.is_dir()

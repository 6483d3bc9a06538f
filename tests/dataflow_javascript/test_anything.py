"""No text makes the front end fail."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.syntax.parsing import BudgetSpent
from tests.dataflow_javascript.running import FOLDER, analysed, entries

_WORDS = (
    "class A {", "class", "extends", "}", "function f(", "function", ")", "{", "(", ";", "p", "=", "=>", "({a: [b]})",
    "...", "switch (p) {", "case 1:", "case", "default:", "new", "[", "]", "try", "catch (e)", "finally", "if", "else",
    "for (", "for (const k in p)", "of", "in", "while", "do", "return", ".", "?.", "push", "instanceof", "typeof", "@d",
    "enum", "this", "super", "`a${", "`", '"', '"a"', "'", "\\u{41}", "/*", "*/", "//", "\n", "import", "export",
    "default", "from 'fs'", "require('fs')", "require('./a')", "require(", "*", "as", "?", ":", "+", "+=", "??=", "==",
    "===", "&&", "??", "async", "await", "yield", "<a b={", "<a>", "</a>", "/>", "/a+/g", ".test(", "get", "static",
    "#p", "var", "let", "const", "const {a, ...b} =", "const [a, , b] =", "throw", "label:", "break label", "0x", "1n",
    "1e9", "indexOf('a') !== -1", "typeof p === 'string'", ".map((x) =>", "\N{SNOWMAN}",
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


@pytest.mark.parametrize(
    "text", ["(" * 20_000, "g(" * 20_000, "if (p) {" * 20_000, "class A {" * 20_000, "`${" * 20_000, "[" * 20_000]
)
def test_deep_text(text: str) -> None:
    """A text that nests too deeply is refused in one way only."""
    with contextlib.suppress(RecursionError, BudgetSpent):
        analysed(text)


def test_long_chains() -> None:
    """Long sums and long chains of calls are analysed in reasonable time."""
    assert analysed("function f(p) { g(b" + ".a(p)" * 60 + "); }").is_complete
    assert analysed("var s = " + "p + " * 3_000 + "p;").is_complete
    assert analysed("var s = " + "p && " * 3_000 + "p;").is_complete


def test_nested_callbacks() -> None:
    """Callbacks within callbacks are entered a bounded number of times."""
    text = "exec(p)"
    for _ in range(8):
        text = f"a.map((x) => {{ {text}; }})"

    assert analysed(text).is_complete


def test_library_is_there() -> None:
    """The programs that are cut are those of the standard bundle."""
    assert FOLDER.is_dir()

"""Rust from before its first version, read in newer words of the same length."""

import pytest

from gateway.syntax.old_rust import in_newer_words
from gateway.syntax.repair import repair

OLD = {
    "a box": ("fn f() { let x = box g(y) as Box<A>; }\n", "box g", "    g"),
    "a box with a place": ("fn f() { let x = box () g(y); }\n", "box () g", "       g"),
    "a macro that is called like a type": ("fn f() { str![g(y)]; }\n", "str![", "___!["),
    "a procedure": ("fn f() { h(proc(x, y) { g(y) }); }\n", "proc(x, y) {", "    |x, y| {"),
    "arrays": ("fn f() { let x: [u8, ..4] = g(y); }\n", ", ..4", ";   4"),
    "a closure's kind": ("fn f() { h(|&: x| g(y)); }\n", "|&: x", "|   x"),
    "a number": ("fn f() { while g(y) < 10u {} }\n", "10u ", "10  "),
}
NEW = (
    'fn f() { g("box x, proc() { 1u }"); }\n',
    'fn f() { g(r#"a "box x" 1u"#); } // box x\n',
    "fn f() { h(a, ..B); }\n",
    "fn f() { if proc(x) || y { g(box_of); } /* box x */ }\n",
)


@pytest.mark.parametrize(("text", "old", "new"), OLD.values(), ids=OLD)
def test_old_words_are_read_in_newer_ones(text: str, old: str, new: str) -> None:
    """The whole text is kept as it is; what an engine is shown is as long and holds what is called."""
    reading = repair("rust", "", text)

    assert reading is not None
    assert text == reading.kept
    assert text.replace(old, new) == in_newer_words(text)
    assert "g(y)" in (reading.shown or reading.text)


def test_what_was_shown_otherwise_is_said() -> None:
    """The proof of a scan says that old words were shown otherwise."""
    reading = repair("rust", "", OLD["a procedure"][0])

    assert reading is not None
    assert reading.losses == ("old or newer words shown otherwise",)


@pytest.mark.parametrize("text", NEW)
def test_what_is_no_old_word_stays(text: str) -> None:
    """Texts, comments and what only looks like an old word are never shown otherwise."""
    assert text == in_newer_words(text)


def test_a_broken_text_with_old_words_is_not_read() -> None:
    """Newer words help a text only if it then parses."""
    assert repair("rust", "", "fn f() { let x = box g(y) = = ; }\n") is None

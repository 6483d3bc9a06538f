"""Bash that its grammars do not read, read in words of the same length."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.syntax.repair import repair
from gateway.syntax.shell_words import in_known_words

RARE = {
    "a loop over the arguments": ("for i do run a; done\n", "for i do", "for i;do"),
    "words side by side": ('if [ "$a" "$b" ]; then run a; fi\n', '[ "$a" "$b" ]', ': "$a" "$b" :'),
    "brackets in a test": ("[ \\( ! -h a \\) ] && run a\n", "[ \\( ! -h a \\) ]", ": \\( ! -h a \\) :"),
    "a home in a test": ('[ "$a" = ~ ] || run a\n', '[ "$a" = ~ ]', ': "$a" = ~ :'),
    "an assignment with its errors thrown away": ("n=$(run a) 2>/dev/null\n", ") 2>/dev/null", ")            "),
    "a file that is read and written": ("run a\nexec 3<>f\n", "<>", "< "),
    "a blank in a pattern": ("case $r in\n?*' '?*)\n run a;;\n*)\n exit 2 ;;\nesac\n", "' '", "'_'"),
    "a pattern's end": ("run a x\\(b$\\)\n", "$\\", "_\\"),
    "a denied assignment": ("if ! I=x y=($(run a)); then b; fi\n", "if ! I", "if   I"),
}
KNOWN = (
    'echo "for i do [ a ] <> \\" ; [ b ]"\n',
    "echo 'for i do [ a ] 3<>f' # [ a ] for i do\n",
    "run 'a' 'b' ' '\n",
    "x[1]=$y; for i in a; do run $i; done\n",
    "[[ $a ]] && run a > /dev/null\n",
)
_PIECES = (
    *("for", "i", "do", " ", "[", "]", "run a", "'", '"', "#", "$(", ")", "\n", ";", "&&", "2>/dev/null", "<>", "!"),
    *("x=", "$\\", "\\", "`"),
)


@pytest.mark.parametrize(("text", "rare", "known"), RARE.values(), ids=RARE)
def test_rare_words_are_read_in_known_ones(text: str, rare: str, known: str) -> None:
    """The whole text is kept as it is; what an engine is shown is as long and holds what is run; the record says so."""
    reading = repair("bash", "", text)

    assert reading is not None
    assert text == reading.kept
    assert text.replace(rare, known) == reading.shown
    assert "run a" in reading.shown
    assert ("rare words shown otherwise",) == reading.losses


@pytest.mark.parametrize("text", KNOWN)
def test_what_is_read_is_shown_as_it_is(text: str) -> None:
    """So is what stands in quotes and comments."""
    assert text == in_known_words(text)


@given(st.lists(st.sampled_from(_PIECES), max_size=30))
def test_only_marks_change(pieces: list[str]) -> None:
    """Length, lines, quotes and substitutions stay, and so does every word but a file that swallows everything."""
    text = "".join(pieces)
    shown = in_known_words(text)
    plain = re.compile(r"\d?>[ \t]*/dev/null")

    assert len(text) == len(shown)
    for mark in ("\n", "'", '"', "`", "(", ")", "#"):
        assert text.count(mark) == shown.count(mark)
    assert re.findall(r"[a-z]+", plain.sub("", text)) == re.findall(r"[a-z]+", plain.sub("", shown))

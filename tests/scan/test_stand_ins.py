"""What stands in a candidate's place says nothing that the candidate says."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.scan.stand_ins import neutral, stand_ins
from gateway.syntax.repair import Repaired


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("x = True", "_neutral = _neutral"),
        ("mode = 0o777", "_neutral = _neutral"),
        ("q = 'DROP ' + name", "_neutral = '_neutral ' == _neutral"),
        ("q = f'a {b}'", "_neutral = '_neutral {_neutral}'"),
        ("q += '%s' % b", "_neutral = ' == ' == _neutral"),
        ("import pickle as json", "import _neutral as _neutral"),
        ("return b''", "return ''"),
        ("c := 'a'", "_neutral := _neutral"),
        ("y = `a ${b}`", "_neutral = `_neutral {_neutral}`"),
    ],
)
def test_only_the_form_stays(text: str, form: str) -> None:
    """Names, numbers, texts and sums go; key words, brackets and line breaks stay."""
    assert form == neutral(text)


def test_a_key_word_that_the_user_began_is_finished() -> None:
    """Else the form could not be read; any other word that was begun stays unnamed."""
    assert ["lass _neutral:", "_neutral _neutral:"] == [neutral("lass Step:", begun) for begun in ("c", "g")]


@given(st.text(alphabet="aZ0'\"`+%$\\{}()[]:=\n _.", max_size=60))
@settings(max_examples=200, deadline=None)
def test_the_form_names_nothing(text: str) -> None:
    """Whatever the text is, its form has no word of it but those behind a backslash."""
    form = neutral(text)

    assert text.count("\n") == form.count("\n")
    assert {"_neutral"} >= set(re.findall(r"(?<![\w\\])\w+", form))


def test_the_least_comes_first() -> None:
    """Nothing, a constant, a name, brackets, the form; each between the same surroundings."""
    reading = Repaired("f(x)\n  (y)", 2, 9, "x)\n  (y", (), context_cut=False, suffix_used=True)
    texts = [other.text for other in stand_ins("python", reading)]

    assert ["f()", "f(None)", "f(_neutral)", "f(None)(None)", "f(_neutral)\n  (_neutral)"] == texts

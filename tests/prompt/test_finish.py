"""The candidate: canonical, ended at a special token, without what the suffix says already."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.errors import ModelUnavailable
from gateway.prompt.compose import LAYOUTS
from gateway.prompt.finish import finish
from gateway.values import Candidate, Generated, Prompt, Sampling

_CHARS_MAX = 1_000


def finished(answer: str, suffix: str = "", layout: str = "seed-coder") -> Candidate:
    """Return the candidate for an answer."""
    prompt = Prompt("", "", suffix, "python", "request", None, Sampling())
    generated = Generated(answer, "stop", 1, 1, "model", "revision")
    return finish(prompt, generated, 2, LAYOUTS[layout], _CHARS_MAX)


def test_plain_answer() -> None:
    """An ordinary answer stays as it is and keeps its number and origin."""
    candidate = finished("x = 1\r\n")

    assert ("x = 1\n", None, 2, "x = 1\r\n") == (
        candidate.text,
        candidate.obfuscation,
        candidate.index,
        candidate.generated.text,
    )


def test_obfuscation_is_named() -> None:
    """An answer that is not canonical carries the reason."""
    assert "lone carriage return" == finished("# x\ros.system(x)").obfuscation


@pytest.mark.parametrize("layout", LAYOUTS)
def test_special_tokens_end_the_answer(layout: str) -> None:
    """The first special token ends the answer, whichever it is."""
    for token in LAYOUTS[layout].special_tokens:
        assert "x = 1\n" == finished(f"x = 1\n{token}y{LAYOUTS[layout].special_tokens[0]}", layout=layout).text


@pytest.mark.parametrize(
    ("answer", "suffix", "expected"),
    [
        ("x = 1\n    return x\n", "    return x\n", "x = 1\n"),
        ("x = 1\n    return x", "\n    return x\n", "x = 1"),
        ("a()\nb()\nc()\n", "b()\nc()\nd()\n", "a()\n"),
        ("x = 1\n", "x = 1", "x = 1\n"),
        ("f(a)", ")", "f(a)"),
        ("  foo()", "foo()\n", "  foo()"),
        ("  if (a) {\n    b();\n  }\n}\n", "}\n", "  if (a) {\n    b();\n  }\n"),
        ("if (a) {\n  b();\n}\n", "}\n", "if (a) {\n  b();\n}\n"),
        ("x\n\n", "\n\ny", "x\n\n"),
        ("x = 1\n", "", "x = 1\n"),
        ("return x\n", "return x\n", ""),
    ],
)
def test_overlap_with_the_suffix(answer: str, suffix: str, expected: str) -> None:
    """A whole line that the suffix repeats is cut; less than that stays."""
    assert expected == finished(answer, suffix).text


@given(st.text("ab{}\n ", max_size=40), st.text("ab{}\n ", max_size=40))
def test_overlap_only_cuts_what_the_suffix_holds(answer: str, suffix: str) -> None:
    """The candidate is a head of the answer, and what was cut begins the suffix."""
    text = finished(answer, suffix).text

    assert answer.startswith(text)
    assert suffix.startswith(answer[len(text) :])


def test_too_long_answer_is_a_failure() -> None:
    """An answer beyond the limit is not cut silently."""
    with pytest.raises(ModelUnavailable):
        finished("x" * (_CHARS_MAX + 1))

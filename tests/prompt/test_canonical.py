"""One canonical text: what makes line numbers or reading order ambiguous is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.prompt import canonical as module
from gateway.prompt.canonical import canonical


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# x\ros.system(x)", module.LONE_CARRIAGE_RETURN),
        ("a\r\r\n", module.LONE_CARRIAGE_RETURN),
        ("a\0", module.CONTROL_CHARACTER),
        ("a\v", module.CONTROL_CHARACTER),
        ("a\x1c", module.CONTROL_CHARACTER),
        ("a\x1f", module.CONTROL_CHARACTER),
        ("a\x7f", module.CONTROL_CHARACTER),
        ("a\x85", module.CONTROL_CHARACTER),
        ("a\x9f", module.CONTROL_CHARACTER),
        ("a\u2028", module.LINE_SEPARATOR),
        ("a\u2029", module.LINE_SEPARATOR),
        *((f"a{mark}b", module.BIDIRECTIONAL_CONTROL) for mark in "\u202a\u202b\u202c\u202d\u202e"),
        *((f"a{mark}b", module.BIDIRECTIONAL_CONTROL) for mark in "\u2066\u2067\u2068\u2069\u200e\u200f\u061c"),
        ("a" + chr(0xD800), module.LONE_SURROGATE),
        ("a" + chr(0xDFFF), module.LONE_SURROGATE),
        ("a\ufeff", module.BYTE_ORDER_MARK),
        ("\ufeff\ufeffa", module.BYTE_ORDER_MARK),
        ("a\ufffe", module.NONCHARACTER),
        ("a\uffff", module.NONCHARACTER),
        ("a\U000e0041", module.TAG_CHARACTER),
        ("a\U000e007f", module.TAG_CHARACTER),
    ],
)
def test_not_canonical(text: str, reason: str) -> None:
    """Each class of character is named."""
    assert reason == canonical(text)[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\r\nb\r\n", "a\nb\n"),
        ("a\r\nb\r", "a\nb\n"),
        ("\ufeffa", "a"),
        ("\tа\n\f\n# 全角（）😀 é\u0301\u200d", "\tа\n\f\n# 全角（）😀 é\u0301\u200d"),  # noqa: RUF001 -- foreign on purpose
        ("", ""),
    ],
)
def test_made_canonical(text: str, expected: str) -> None:
    """Line ends become LF, one leading mark goes, the rest stays as it is."""
    assert (expected, None) == canonical(text)


@given(st.text())
def test_canonical_is_stable(text: str) -> None:
    """A text without a complaint has one reading of its lines, encodes, and stays as it is the second time."""
    plain, reason = canonical(text)
    if reason is None:
        assert (plain, None) == canonical(plain)
        assert plain.encode().decode() == plain
        assert (
            plain.replace("\f", "").splitlines()
            == plain.replace("\f", "").removesuffix("\n").split("\n")[: None if plain.replace("\f", "") else 0]
        )

"""What literals of the languages that descend from C are worth."""

import pytest

from gateway.dataflow.literals import number, unescaped


@pytest.mark.parametrize(
    ("content", "meant"),
    [
        ("plain", "plain"),
        (r"a\tb\\", "a\tb\\"),
        (r"\x41BC", "ABC"),
        (r"\u0041bc", "Abc"),  # four digits, however many could follow
        (r"\u{41}bc", "Abc"),
        (r"\u{1F600}", "\N{GRINNING FACE}"),
        (r"\U0001F600f", "\N{GRINNING FACE}f"),
        (r"\U99999999", ""),
        (r"\1019", "A9"),
        (r"\q", "q"),
    ],
)
def test_escapes(content: str, meant: str) -> None:
    """An escape is the character that it names, and takes no more digits than belong to it."""
    assert unescaped(content) == meant


@pytest.mark.parametrize(
    ("literal", "worth"),
    [("1_000", 1000), ("0x1F", 31), ("0b11", 3), ("017", 15), ("2.5f", 2.5), ("10UL", 10), ("x", None)],
)
def test_numbers(literal: str, worth: float | None) -> None:
    """A number is worth what its base and digits say."""
    assert number(literal) == worth

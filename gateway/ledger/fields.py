"""
Fits any value into the record format: texts are cut and cleaned, integers are clamped. Nothing here ever raises, so
that no caller can keep an event out of the log by what it sends.
"""

import re

from audit.record import INTEGER_MAX
from gateway.ledger.vault import printable

SHORT_CHARS_MAX = 200
_LONG_CHARS_MAX = 500
_KEY_CHARS_MAX = 100
_EXACT_BITS_MAX = 256
_NOT_IN_A_WORD = re.compile(r"[^!-~]")
_NOT_IN_A_KEY = re.compile(r"[^A-Za-z0-9_.:-]")


class Integers:
    """Clamps the integers of one record. What a field could not hold is kept as text, in the record's `details`."""

    def __init__(self) -> None:
        """Begin with nothing clamped."""
        self.misfits: dict[str, str] = {}

    def fit(self, name: str, value: int, low: int = -INTEGER_MAX, high: int = INTEGER_MAX) -> int:
        """Return the value, or the nearest one that the format (and the column) can hold."""
        if low <= value <= high:
            return value
        self.misfits[key_name(f"{name}_given")] = number_text(value)
        return low if value < low else high


def number_text(value: float) -> str:
    """Return a number as text; of an integer beyond 256 bits only its magnitude."""
    if isinstance(value, int) and value.bit_length() > _EXACT_BITS_MAX:
        return f"{'-' if value < 0 else ''}2^{value.bit_length() - 1} or beyond"
    return repr(value)


def microseconds(duration_ms: float) -> int:
    """Return a duration in whole microseconds; what is no number of them counts as 0."""
    try:
        return round(duration_ms * 1000)
    except (OverflowError, ValueError):  # infinite, or not a number
        return 0


def text(value: str | None) -> str | None:
    """Return the text as the record may hold it; None stays None."""
    return None if value is None else printable(value, _LONG_CHARS_MAX)


def short(value: str) -> str:
    """Return a name or header as the record may hold it."""
    return printable(value, SHORT_CHARS_MAX)


def short_or_number(value: str | int) -> str | int:
    """Return a detail as the record may hold it: a text of at most 500 characters, or a number."""
    return printable(value, _LONG_CHARS_MAX) if isinstance(value, str) else value


def word(value: str) -> str:
    """Return a rule or CWE name as printable ASCII without spaces."""
    return _NOT_IN_A_WORD.sub("_", value[:SHORT_CHARS_MAX]) or "_"


def key_name(value: str) -> str:
    """Return a name as a key of the format: 1 to 100 ASCII letters, digits or one of `_.:-`."""
    return _NOT_IN_A_KEY.sub("_", value[:_KEY_CHARS_MAX]) or "_"

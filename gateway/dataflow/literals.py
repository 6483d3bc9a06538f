"""What the literals of the languages that descend from C are worth."""

import re
from typing import Final

_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9a-fA-F]{1,2})|u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|(.)|\n)",
    re.DOTALL,
)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "e": "\x1b"}
_SUFFIX: Final = re.compile(r"(?i)(?<=[0-9a-f.])_?(?:u8|u16|u32|u64|u128|usize|i8|i16|i32|i64|i128|isize|u?l{0,2}u?)$")
_DIGITS_MAX: Final = 40
_CODE_MAX: Final = 0x10FFFF


def unescaped(content: str) -> str:
    """Return the text that stands for a literal's content."""
    return _ESCAPE.sub(_character, content) if "\\" in content else content


def number(literal: str) -> int | float | None:
    """Return the number that a literal stands for, or None for one that is not understood."""
    if len(literal) > _DIGITS_MAX:
        return None
    digits = _SUFFIX.sub("", literal.replace("_", "").replace("'", "").lower())
    try:
        if digits[:2] in {"0x", "0b", "0o"}:
            return int(digits, 0)
        if digits.isdigit():
            return int(digits, 8 if len(digits) > 1 and digits.startswith("0") else 10)
        return float(digits.rstrip("fdm"))
    except ValueError:
        return None


def _character(found: re.Match[str]) -> str:
    *codes, octal, plain = found.groups()
    if any(codes):
        return _of_code(int("".join(code or "" for code in codes), 16))
    if octal:
        return _of_code(int(octal, 8))
    return _PLAIN.get(plain, plain) if plain else ""


def _of_code(code: int) -> str:
    return chr(code) if code <= _CODE_MAX else ""

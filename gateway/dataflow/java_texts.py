"""What the literals of Java are worth."""

import re
from textwrap import dedent
from typing import Final

_ESCAPE: Final = re.compile(r"\\(?:u+([0-9a-fA-F]{4})|([0-3]?[0-7]{1,2})|(.)|\n)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "s": " "}
_BLOCK: Final = '"""'
_DIGITS_MAX: Final = 40


def text(literal: str) -> str:
    """Return the text that a string literal or a text block stands for."""
    if literal.startswith(_BLOCK):
        return _unescaped(dedent(literal.removesuffix(_BLOCK).partition("\n")[2]))
    return _unescaped(literal[1:-1])


def character(literal: str) -> str:
    """Return the character that a literal stands for."""
    return _unescaped(literal[1:-1])


def number(literal: str) -> int | float | None:
    """Return the number that a literal stands for, or None for one that is not understood."""
    digits = literal.replace("_", "").lower()
    if len(digits) > _DIGITS_MAX:
        return None
    try:
        if digits.startswith("0x"):
            return int(digits.rstrip("l"), 16)
        if digits.startswith("0b"):
            return int(digits.rstrip("l"), 2)
        if digits.rstrip("l").isdigit():
            digits = digits.rstrip("l")
            return int(digits, 8 if len(digits) > 1 and digits.startswith("0") else 10)
        return float(digits.rstrip("fd"))
    except ValueError:
        return None


def _unescaped(content: str) -> str:
    return _ESCAPE.sub(_character, content) if "\\" in content else content


def _character(found: re.Match[str]) -> str:
    code, octal, plain = found.groups()
    if code:
        return chr(int(code, 16))
    if octal:
        return chr(int(octal, 8))
    return _PLAIN.get(plain, plain) if plain else ""

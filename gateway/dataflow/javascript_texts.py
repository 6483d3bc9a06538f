"""What the literals of JavaScript are worth, and how modules are called."""

import re
from typing import Final

_ESCAPE: Final = re.compile(
    r"\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r\n|[\s\S]))", re.DOTALL
)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_DIGITS_MAX: Final = 40
_CODE_MAX: Final = 0x10FFFF
_BASES: Final = {"0x": 16, "0o": 8, "0b": 2}
_NO_NAME: Final = re.compile(r"[^\w.$]")


def text(content: str) -> str:
    """Return the text that the inside of a string literal or a template stands for."""
    return _ESCAPE.sub(_character, content) if "\\" in content else content


def number(literal: str) -> int | float | None:
    """Return the number that a literal stands for, or None for one that is not understood."""
    digits = literal.replace("_", "").lower().removesuffix("n")
    if len(digits) > _DIGITS_MAX:
        return None
    try:
        base = _BASES.get(digits[:2])
        if base is not None:
            return int(digits[2:], base)
        return int(digits) if digits.isdigit() else float(digits)
    except ValueError:
        return None


def is_local(module: str) -> bool:
    """Tell whether a module is a file of the program itself."""
    return module.startswith((".", "/"))


def module_name(module: str) -> str:
    """Return how the knowledge calls a module: `fs.promises` for `node:fs/promises`, `koa.router` for `@koa/router`."""
    plain = module.removeprefix("node:").lstrip("@").replace("/", ".")
    return _NO_NAME.sub("_", plain)


def _character(found: re.Match[str]) -> str:
    braced, code, short, plain = found.groups()
    digits = braced or code or short
    if digits:
        value = int(digits, 16)
        return chr(value) if value <= _CODE_MAX else ""
    return _PLAIN.get(plain, plain)

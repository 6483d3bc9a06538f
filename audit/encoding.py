"""
Texts that can be read in one way only: base64 in its canonical form, JSON without doubles.

No second text means the same bytes, so no second text passes for a signed one; and no two readers of one text see
different things in it.
"""

import base64
import binascii
import json
from typing import cast

_SHOWN_CHARS_MAX = 20


def decoded(text: str) -> bytes | None:
    """Return the bytes that a text stands for, or None if it is not their base64 (RFC 4648, section 4)."""
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if encoded(content) == text else None


def encoded(content: bytes) -> str:
    """Return the base64 of some bytes."""
    return base64.b64encode(content).decode()


def json_value(content: bytes) -> object:
    """
    Return the value of a JSON text; raises ValueError unless everybody reads the same in it.

    UTF-8 only; no member twice, of which one reader takes the first and another the last; no floats, NaN or infinity.
    """
    text = content.decode()
    try:
        if text[:1] == "{":  # as nearly all are; what surrounds a value is looked for only if something does
            value, end = _DECODER.raw_decode(text)
            if end == len(text):
                return cast("object", value)
        return cast("object", _DECODER.decode(text))
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member occurs twice")
    return members


def _no_float(text: str) -> object:
    raise ValueError(f"the format has no number such as {text[:_SHOWN_CHARS_MAX]}")


_DECODER = json.JSONDecoder(object_pairs_hook=_members, parse_float=_no_float, parse_constant=_no_float)

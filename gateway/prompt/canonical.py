"""
One canonical text: UTF-8, LF, nothing that makes a compiler or a human read other lines than a scanner. What is scanned
is what leaves. Identifiers and escapes need a parser: `gateway.syntax.obfuscation` looks at those.
"""

import re

LONE_CARRIAGE_RETURN = "lone carriage return"
CONTROL_CHARACTER = "control character"
LINE_SEPARATOR = "line or paragraph separator"
BIDIRECTIONAL_CONTROL = "bidirectional control"
LONE_SURROGATE = "lone surrogate"
BYTE_ORDER_MARK = "byte order mark inside the text"
NONCHARACTER = "noncharacter"
TAG_CHARACTER = "tag character"

_BYTE_ORDER_MARK = "\ufeff"
# In the order in which they are reported. Tab, LF and form feed are the only controls that source code needs.
_CLASSES: tuple[tuple[str, str], ...] = (
    (LONE_CARRIAGE_RETURN, r"\r"),
    (CONTROL_CHARACTER, r"\x00-\x08\x0b\x0e-\x1f\x7f-\x9f"),
    (LINE_SEPARATOR, r"\u2028\u2029"),
    (BIDIRECTIONAL_CONTROL, r"\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c"),
    (LONE_SURROGATE, r"\ud800-\udfff"),
    (BYTE_ORDER_MARK, r"\ufeff"),
    (NONCHARACTER, r"\ufffe\uffff"),
    (TAG_CHARACTER, r"\U000e0000-\U000e007f"),
)
_PATTERNS = tuple((reason, re.compile(f"[{characters}]")) for reason, characters in _CLASSES)
_ANY = re.compile("[" + "".join(characters for _, characters in _CLASSES) + "]")


def canonical(text: str) -> tuple[str, str | None]:
    """
    Return the text with LF line ends and without one leading byte order mark, and what is not canonical in it.

    A CR at the very end is a line end that was cut in two.
    """
    plain = text.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n")
    if plain.endswith("\r"):
        plain = plain[:-1] + "\n"
    if _ANY.search(plain) is None:
        return plain, None
    return plain, next(reason for reason, pattern in _PATTERNS if pattern.search(plain) is not None)

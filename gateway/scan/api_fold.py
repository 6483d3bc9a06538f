"""
Folds constant texts the way Python would: `"sys" + "tem"`, f-strings, `"".join(...)`, slices, a few text methods.

What cannot be folded is unknown, and an unknown name of an API is a finding of its own, so folding only makes the
findings more exact. No operation here can produce more than `CONSTANT_CHARS_MAX` characters.
"""

import ast
import sys
from collections.abc import Callable
from itertools import product

from gateway.scan.api_values import (
    CONSTANT_CHARS_MAX,
    UNKNOWN,
    VALUES_MAX,
    Constant,
    Container,
    Unknown,
    Value,
    Values,
    constant,
    known,
)

_PLAIN_METHODS = frozenset({"casefold", "lower", "lstrip", "rstrip", "strip", "swapcase", "title", "upper"})
_FACTOR_MAX = 64
_ADDEND_LIMIT = 1 << 62


def add(left: Values, right: Values) -> Values:
    """Return the sums of constant texts, bytes and numbers; anything else is unknown."""
    return _pairs(left, right, _sum)


def multiply(left: Values, right: Values) -> Values:
    """Return the repetitions of constant texts; anything else is unknown."""
    return _pairs(left, right, _repetition)


def joined(parts: list[Values]) -> Values:
    """Return the concatenations of an f-string's parts."""
    result = constant("")
    for part in parts:
        result = add(result, part)
    return result


def method(text: str, name: str, arguments: list[Values], ordered: list[str] | None) -> Values:
    """
    Return what a method of a constant text gives.

    `ordered` is the list of texts that a literal sequence argument holds, in its order, or None.
    """
    if name in _PLAIN_METHODS and not arguments:
        return constant(getattr(text, name)())
    if name == "join" and ordered is not None:
        size = sum(map(len, ordered)) + len(text) * len(ordered)
        return constant(text.join(ordered)) if size <= CONSTANT_CHARS_MAX else UNKNOWN
    return UNKNOWN


def subscript(text: str, index: ast.expr) -> Values:
    """Return a constant text's slice or character when the index is literal."""
    if isinstance(index, ast.Slice):
        bounds = [_literal(part) for part in (index.lower, index.upper, index.step)]
        if all(known for known, _ in bounds) and bounds[2][1] != 0:
            return constant(text[slice(*(value for _, value in bounds))])
        return UNKNOWN
    known, position = _literal(index)
    if known and position is not None and -len(text) <= position < len(text):
        return constant(text[position])
    return UNKNOWN


def as_text(values: Values) -> Values:
    """Return the constants as an f-string shows them."""
    shown: set[Value] = set()
    for value in values:
        if isinstance(value, Constant) and isinstance(value.value, str):
            shown.add(value)
        else:
            return UNKNOWN
    return frozenset(shown) or UNKNOWN


def character(values: Values) -> Values:
    """Return what `chr` gives for constant numbers, and unknown: numbers change too often to be followed (`n += 1`)."""
    shown: set[Value] = set()
    for value in values:
        if (
            not isinstance(value, Constant)
            or not isinstance(value.value, int)
            or not 0 <= value.value <= sys.maxunicode
        ):
            return UNKNOWN
        shown.add(Constant(value=chr(value.value)))
    return frozenset(shown) | UNKNOWN


def _literal(node: ast.expr | None) -> tuple[bool, int | None]:
    if node is None:
        return True, None
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        known, value = _literal(node.operand)
        return known and value is not None, -value if value is not None else None
    if isinstance(node, ast.Constant) and isinstance(node.value, int):
        return True, node.value
    return False, None


def _pairs(left: Values, right: Values, combine: Callable[[str | bytes | int, str | bytes | int], Value]) -> Values:
    if left is UNKNOWN or right is UNKNOWN or len(left) * len(right) > VALUES_MAX:
        return UNKNOWN
    result: set[Value] = set()
    for one, other in product(left, right):
        if isinstance(one, Container) and isinstance(other, Container):
            result.add(Container(items=one.items | other.items))
        elif isinstance(one, Constant) and isinstance(other, Constant):
            result.add(combine(one.value, other.value))
        else:
            result |= UNKNOWN
    return frozenset(result) or UNKNOWN


def _sum(one: str | bytes | int, other: str | bytes | int) -> Value:
    if isinstance(one, int) and isinstance(other, int):
        return known(one + other) if max(abs(one), abs(other)) < _ADDEND_LIMIT else Unknown()
    if isinstance(one, str) and isinstance(other, str):
        return known(one + other)
    if isinstance(one, bytes) and isinstance(other, bytes):
        return known(one + other)
    return Unknown()


def _repetition(one: str | bytes | int, other: str | bytes | int) -> Value:
    if isinstance(one, (str, bytes)) and isinstance(other, int) and other <= _FACTOR_MAX:
        return known(one * other)
    return Unknown()

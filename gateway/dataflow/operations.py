"""What operators make of two values: numbers, texts one after the other, lists, and any of these several times."""

import operator
from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from msgspec.structs import replace

from gateway.dataflow.elements import with_items
from gateway.dataflow.texts import percent
from gateway.dataflow.value import (
    CONSTANT_CHARS_MAX,
    EVERYTHING,
    NUMBER,
    Origin,
    Value,
    collected,
    constant,
    joined,
    mixed,
)

if TYPE_CHECKING:
    from gateway.dataflow.tree import Literal

_NUMBERS: Final[dict[str, Callable[[object, object], object]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "|": operator.or_,
    "&": operator.and_,
    "^": operator.xor,
}
_NUMBER_MAX: Final = 2**31  # beyond, some languages begin again from the other side
_SMALLEST_MAX: Final = 127  # what every type of numbers holds
_ALL: Final = frozenset({EVERYTHING})
# What stays with a number that is made of another.
_KEPT: Final = frozenset({Origin.WEAK_RANDOM, Origin.CHOSEN_NUMBER})


def calculated(sign: str, left: Value, right: Value, *, wraps: bool) -> Value:
    """Return `left sign right`; `wraps`: numbers begin again from the other side, each type at its own."""
    if left.is_constant and right.is_constant:
        known = _of_constants(sign, left.constant, right.constant)
        if known is not None:
            return NUMBER if wraps and _may_wrap(known) else known
    if sign == "%" and (isinstance(left.constant, str) or left.pieces):
        return percent(left, right)
    if sign == "+":
        return _added(left, right)
    if sign == "*":
        return _repeated(left, right) or _repeated(right, left) or _mixed_numbers(left, right)
    if sign == "/" and not (left.is_number or right.is_number):
        return joined((left, constant("/"), right))
    return _mixed_numbers(left, right)


def _of_constants(sign: str, left: object, right: object) -> Value | None:
    """Return the result for two constants, or None if it is none, or too big."""
    work = _NUMBERS.get(sign)
    is_number = isinstance(left, int | float) and isinstance(right, int | float)
    is_text = sign == "+" and type(left) is type(right) and isinstance(left, str | bytes)
    if work is None or not (is_number or is_text or _is_repeated(sign, left, right)):
        return None
    if sign in {"%", "//"} and is_number and min(cast("float", left), cast("float", right)) < 0:
        return NUMBER  # which way a negative number is rounded is a matter of the language
    try:
        result = work(left, right)
    except (ArithmeticError, TypeError, ValueError):
        return None
    if isinstance(result, int | float) and not -_NUMBER_MAX < result < _NUMBER_MAX:
        return NUMBER
    return constant(cast("Literal", result))


def _is_repeated(sign: str, left: object, right: object) -> bool:
    """Tell whether a few bytes are repeated some times, as in `b"0" * 16`."""
    is_told = sign == "*" and isinstance(left, bytes) and isinstance(right, int)
    return is_told and len(cast("bytes", left)) * cast("int", right) <= CONSTANT_CHARS_MAX


def _may_wrap(result: Value) -> bool:
    """Tell whether a number may be too big or too small for a type of which nothing is known."""
    return isinstance(result.constant, int | float) and not 0 <= result.constant <= _SMALLEST_MAX


def _added(left: Value, right: Value) -> Value:
    """Return the sum of two numbers, or two texts or collections one after the other."""
    if left.items is not None and right.items is not None:
        return with_items(left.items + right.items)
    if left.is_any_collection or right.is_any_collection:
        return collected((*(left.items or (left,)), *(right.items or (right,))))
    if _may_be_text(left) and _may_be_text(right):
        return joined((left, right))
    return _mixed_numbers(left, right)


def _repeated(one: Value, times: Value) -> Value | None:
    """Return a list, or a text of ours, several times, or None if this is none: `["%s"] * count`."""
    if times.is_any_collection or times.pieces or isinstance(times.constant, str | bytes):
        return None
    if one.is_any_collection:
        return collected(one.items or (one,))
    return Value(clean=_ALL) if isinstance(one.constant, str) else None


def _mixed_numbers(left: Value, right: Value) -> Value:
    is_number = (left.is_number or _is_number(left)) and (right.is_number or _is_number(right))
    if not is_number:
        return mixed((left, right))
    kept = (left.origins | right.origins) & _KEPT
    return replace(NUMBER, origins=kept, clean=mixed((left, right)).clean) if kept else NUMBER


def _may_be_text(value: Value) -> bool:
    return not value.is_constant or isinstance(value.constant, str | bytes)


def _is_number(value: Value) -> bool:
    return isinstance(value.constant, int | float)

"""One call as the knowledge of libraries sees it: names, receiver and arguments, all evaluated."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from msgspec import Struct

from gateway.dataflow.deafness import hoards, is_deaf
from gateway.dataflow.knowledge import ANY, RECEIVER, Argument, Condition, compiled, is_one_of
from gateway.dataflow.tree import Literal, Place
from gateway.dataflow.value import EACH, PART, Origin, Value, as_text

_READ: Final = (".get()", ".getlist()", ".pop()")
_NONE: Final[Mapping[str, Value]] = MappingProxyType({})


class CallSite(Struct, frozen=True):
    """
    A call.

    `qualified` is the callee's resolved name, `member` its last part if it is called on something; `receiver` is that
    something's value, None for a plain function or one of a module. `options` are the entries of objects among the
    arguments: in JavaScript arguments are named like that.
    """

    place: Place
    qualified: str
    member: str
    receiver: Value | None
    positional: tuple[Value, ...]
    named: Mapping[str, Value]
    options: Mapping[str, Value] = _NONE

    @property
    def values(self) -> tuple[Value, ...]:
        """All arguments."""
        return (*self.positional, *self.named.values())

    def argument(self, places: tuple[Argument, ...]) -> Value | None:
        """Return the first of these arguments that is there: a position, -1 for the receiver, or a name."""
        for place in places:
            if isinstance(place, str):
                if place in self.named:
                    return self.named[place]
                if place in self.options:
                    return self.options[place]
            elif place == RECEIVER:
                if self.receiver is not None:
                    return self.receiver
            elif 0 <= place < len(self.positional):
                return self.positional[place]
        return None

    def judged(self, places: tuple[Argument, ...]) -> tuple[Value, ...]:
        """Return the arguments that these places mean: the first that is there, or all."""
        if ANY in places:
            return self.values
        value = self.argument(places)
        return () if value is None else (value,)

    def meets(self, conditions: tuple[Condition, ...]) -> bool:
        """Tell whether all conditions hold."""
        return all(holds(condition, self.argument(condition.argument)) for condition in conditions)


def holds(condition: Condition, value: Value | None) -> bool:
    """Tell whether a condition holds of an argument; for one that is not given, only `missing` and `negate` do."""
    if condition.missing:
        return (value is None) != condition.negate
    if value is None:
        return condition.negate
    return _holds(condition, value) != condition.negate


def _holds(condition: Condition, value: Value) -> bool:
    if condition.entry:
        entry = (value.entries or {}).get(condition.entry)
        return entry is not None and _all_hold(condition, entry)
    return _all_hold(condition, value)


def _all_hold(condition: Condition, value: Value) -> bool:
    if condition.none and value.constant is not None:
        return False
    if not _is_function_meant(condition, value):
        return False
    if condition.head and compiled(condition.head).search(value.head) is None:
        return False
    if condition.raw and (not value.pieces or value.qualified):
        return False
    if condition.sent and not _is_as_sent(value):
        return False
    return _is_number_meant(condition, value) and _is_constant_meant(condition, value) and _is_kin(condition, value)


def _is_function_meant(condition: Condition, value: Value) -> bool:
    """Tell whether what is said of a function of the program holds."""
    if not condition.deaf and not condition.hoards:
        return True
    function = value.function
    return (
        function is not None
        and (not condition.deaf or is_deaf(function))
        and (not condition.hoards or hoards(function))
    )


def _is_as_sent(value: Value) -> bool:
    """Tell whether this is foreign data as it came: read from where it is, and at most kept in one variable."""
    is_made = value.qualified.endswith("()") and not value.qualified.endswith(_READ)
    variables = [name for name in value.names if "." not in name and "[" not in name]
    return bool(value.origins) and not (is_made or value.pieces or len(variables) > 1)


def _is_number_meant(condition: Condition, value: Value) -> bool:
    """Tell whether what is said of a number holds."""
    if not condition.bits and condition.below is None:
        return True
    number = value.constant
    if not isinstance(number, int) or isinstance(number, bool):
        return False
    return (not condition.bits or bool(number & condition.bits)) and (
        condition.below is None or number < condition.below
    )


def _is_constant_meant(condition: Condition, value: Value) -> bool:
    """Tell whether what is said of a constant holds; of a list, of one of its own items: nested ones may explode."""
    if not condition.value and not condition.matches:
        return True
    return any(_is_one_meant(condition, one) for one in ((value,) if value.items is None else value.items))


def _is_one_meant(condition: Condition, value: Value) -> bool:
    if condition.value and not (value.is_constant and is_one_of(_known(value), condition.value)):
        return False
    if not condition.matches:
        return True
    is_text = isinstance(value.constant, str | bytes)
    return is_text and compiled(condition.matches).search(as_text(value.constant)) is not None


def _is_kin(condition: Condition, value: Value) -> bool:
    """Tell whether what is said of where a value comes from holds."""
    if condition.origin and not (_is_from(condition.origin, value) and not value.is_clean_for(condition.context)):
        return False
    if not condition.origin and condition.context and value.is_clean_for(condition.context):
        return False
    if condition.named and not is_named(value, condition.named):
        return False
    return not condition.variable or comes_from(value, condition.variable)


def _is_from(origin: str, value: Value) -> bool:
    """Tell whether data of an origin is in a value; what is sent where a number is meant is a stranger's number."""
    if origin == Origin.CHOSEN_NUMBER and Origin.REQUEST in value.origins:
        return not value.pieces
    return origin in value.origins


def is_named(value: Value, names: tuple[str, ...]) -> bool:
    """Tell whether a value is one of these, or what a call of one of them returned; of a list, one of its items."""
    return any(one.qualified.removesuffix("()") in names for one in (value, *(value.items or ())))


def comes_from(value: Value, variable: str) -> bool:
    """Tell whether a value comes from a variable whose name matches, or is an item or a part of one."""
    return any(compiled(variable).search(name.partition(PART)[0].removesuffix(EACH)) for name in value.names)


def _known(value: Value) -> Literal:
    return value.constant  # type: ignore[return-value]  # the caller has asked `is_constant`

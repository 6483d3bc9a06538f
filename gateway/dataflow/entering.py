"""What parameters are worth when nobody knows the caller: a framework's data, an object of it, or just foreign."""

import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.knowledge import Handler, Knowledge, Sink, Thing
from gateway.dataflow.machine import Pending, path_of
from gateway.dataflow.tree import CALLBACK, OWNERS, Literal, Parameter
from gateway.dataflow.value import ANYTHING, EVERYTHING, NUMBER, UNKNOWN, Ground, Origin, Unknown, Value

NUMBERS: Final = frozenset({"int", "float", "bool", "complex"})
_VARIABLE: Final = frozenset("<{:*(")
# Variables of a route that are numbers: `<int:page>`, or `<page:int>`.
_NUMBERED: Final = re.compile(r"<(?:int|float):(\w+)>|<(\w+):(?:int|float)>")


class Decorator(Struct, frozen=True):
    """A decorator, and the call that it is; one that is not called has no arguments."""

    member: str
    site: CallSite

    @property
    def first(self) -> Literal | Unknown:
        """The first argument, if that is a constant."""
        return self.site.positional[0].constant if self.site.positional else UNKNOWN


class Entering:
    """How one function is entered from outside."""

    def __init__(
        self, knowledge: Knowledge, pending: Pending, decorators: Sequence["Decorator"], *, are_types_kept: bool
    ) -> None:
        """Look for a framework that calls it, by its decorators; `are_types_kept`: the language sees to its types."""
        self._are_types_kept = are_types_kept
        self._knowledge = knowledge
        self._pending = pending
        self._handlers: list[Handler] = []
        self._numbered: set[str] = set()
        self.routes: dict[str, str] = {}
        for decorator in decorators:
            for entry in knowledge.about(decorator.site.qualified, decorator.member):
                if isinstance(entry, Handler) and decorator.site.meets(entry.when):
                    self._handlers.append(entry)
                    self.routes |= _routes(entry, decorator.first)
                    self._numbered |= _numbered(decorator.first)
        self.returns: tuple[Sink, ...] = tuple(_answer(handler) for handler in self._handlers if handler.returns)

    @property
    def is_by_framework(self) -> bool:
        """Whether a framework calls the function."""
        return bool(self._handlers)

    def value_of(self, parameter: Parameter, told: Value = ANYTHING) -> Value:
        """Return what a parameter is worth; its framework is `told` what to accept."""
        value = self._value_of(parameter)
        return value.cleaned(told.clean, Ground.PROOF) if told.clean else value

    def _value_of(self, parameter: Parameter) -> Value:
        if parameter.name in OWNERS:
            return Value(qualified=self._kind() or parameter.name, defined_class=self._pending.owner)
        for name in (parameter.annotation, "(" + parameter.name):
            for entry in self._knowledge.about(self._resolved(name), ""):
                if isinstance(entry, Thing):
                    return Value(qualified=entry.means)
                if isinstance(entry, Handler) and name.startswith("("):
                    return Value(origins=frozenset({entry.origin}), names=frozenset({parameter.name}))
        if parameter.annotation in NUMBERS or parameter.name in self._numbered:
            return self._number(parameter)
        if self._pending.function.name == CALLBACK:
            return Value(names=frozenset({parameter.name}))
        by_type = self._knowledge.about(self._resolved(parameter.annotation), "")
        handlers = [one for one in (*by_type, *self._handlers) if isinstance(one, Handler)]
        origin = handlers[0].origin if handlers else Origin.PARAMETER
        return Value(origins=frozenset({origin}), names=frozenset({parameter.name}))

    def _kind(self) -> str:
        """Return what objects of the function's class are to a library whose class it extends, or nothing."""
        for base in self._pending.owner.bases if self._pending.owner is not None else ():
            for entry in self._knowledge.about(self._resolved(path_of(base) or ""), ""):
                if isinstance(entry, Thing):
                    return entry.means
        return ""

    def _number(self, parameter: Parameter) -> Value:
        """Return what a number is worth; a stranger chooses what a framework reads from a request."""
        if not self._handlers and not self._are_types_kept:
            promised = Value(origins=frozenset({Origin.PARAMETER}), names=frozenset({parameter.name}))
            return promised.cleaned(frozenset({EVERYTHING}), Ground.NAME)
        if not self._handlers or parameter.annotation == "bool" or self._handlers[0].origin != Origin.REQUEST:
            return NUMBER
        names = frozenset({parameter.name})
        return Value(is_number=True, origins=frozenset({Origin.CHOSEN_NUMBER}), names=names)

    def _resolved(self, annotation: str) -> str:
        """Return an annotation's qualified name."""
        first, dot, rest = annotation.partition(".")
        known = self._pending.state.get(first)
        return known.qualified + dot + rest if known is not None and known.qualified else annotation


def _answer(handler: Handler) -> Sink:
    """Return what a handler says of what its function returns."""
    return Sink(
        names=(),
        arguments=(),
        context=handler.returns,
        weakness=handler.weakness,
        only=handler.only,
        parts=handler.parts,
    )


def _routes(handler: Handler, route: Literal | Unknown) -> dict[str, str]:
    """Return what the names of the request's path stand for, if the route has no variable part."""
    if not isinstance(route, str) or _VARIABLE & set(route):
        return {}
    return dict.fromkeys(handler.path, route)


def _numbered(route: Literal | Unknown) -> set[str]:
    """Return the variables of a route that are numbers."""
    found = _NUMBERED.findall(route) if isinstance(route, str) else []
    return {one or other for one, other in found}

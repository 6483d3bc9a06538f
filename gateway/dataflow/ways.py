"""
How a program is followed whose calls are too many to be followed one by one: each function in a few ways only.

A way is what a function is given, told apart by the constants and by which foreign data is in it, made safe for what. A
function that is called in a way that is known leaves behind what it left then. Constants are told apart in a few ways,
foreign data always: a function that is called in more ways than that ends the analysis.

What is found like this is found. It is no proof that anything is safe: what a function was given in another way, what
else the program had changed by then, nobody has looked at.
"""

from collections.abc import Iterable
from functools import reduce
from typing import Final

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.machine import BudgetSpent, Outcome, joined_states
from gateway.dataflow.tree import Function, Literal
from gateway.dataflow.value import Unknown, Value, collected, either_result, mixed

WAYS_MAX: Final = 4
FOREIGN_WAYS_MAX: Final = 16

# By which place or name it is given, its origins, what it is safe for, and which function or class it is.
type _Foreign = tuple[tuple[int | str | None, frozenset[str], frozenset[str], int], ...]
type _Way = tuple[_Foreign, tuple[tuple[type, Literal | Unknown], ...]]


class Ways:
    """The ways in which functions were entered so far, and what came of it."""

    def __init__(self) -> None:
        """Begin with none."""
        self._known: dict[int, dict[_Way, Outcome]] = {}
        self._changing: set[int] = set()

    def outcome(self, function: Function, site: CallSite, owner: Value | None) -> Outcome | None:
        """Return what comes of a call, or None if the function is to be entered. Raises BudgetSpent: too often."""
        known = self._known.get(id(function), {})
        way = _way(site, owner)
        if way in known:
            return known[way]
        if len(known) < WAYS_MAX or all(way[0] != foreign for foreign, _ in known):
            if len(known) >= FOREIGN_WAYS_MAX:
                raise BudgetSpent
            return None
        outcomes = known.values()
        result = reduce(either_result, [outcome.result for outcome in outcomes])
        members = joined_states([outcome.members for outcome in outcomes])
        return Outcome(mixed((result, *site.values) if owner is None else (result, owner, *site.values)), members, {})

    def add(
        self, function: Function, site: CallSite, owner: Value | None, outcome: Outcome, *, is_changing: bool
    ) -> None:
        """Remember what came of a call, and whether it changed collections."""
        self._known.setdefault(id(function), {})[_way(site, owner)] = outcome
        if is_changing:
            self._changing.add(id(function))

    def changes(self, function: Function, site: CallSite) -> list[tuple[Value, Value]]:
        """Return what may have become of collections that a function is given and does not change anew: anything."""
        if id(function) not in self._changing:
            return []
        filled = collected(site.values)
        return [(one, filled) for one in site.values if one.items is not None or one.entries is not None]


def _way(site: CallSite, owner: Value | None) -> _Way:
    given = [(None, owner), *enumerate(site.positional), *site.named.items()]
    parts = [(name, part) for name, value in given if value is not None for part in _parts(value)]
    foreign = tuple([(name, part.origins, part.clean, id(part.function or part.defined_class)) for name, part in parts])
    return foreign, tuple([(type(part.constant), part.constant) for _, part in parts])


def _parts(value: Value) -> Iterable[Value]:
    """Yield a value, and what is in it if that is known."""
    yield value
    yield from value.items or ()
    yield from (value.entries or {}).values()

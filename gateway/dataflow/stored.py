"""
Stored flows: what one function leaves in members, or in what the whole program shares, and another one uses.

Nobody knows in which order functions are called from outside. Each is entered once; those that asked for something in
which foreign data was found to be stored are entered again.
"""

import re
from collections.abc import Collection
from typing import Final

from gateway.dataflow.machine import State
from gateway.dataflow.value import Origin, Value, either

_ROOT: Final = re.compile(r"[^.\[]+")
_FOREIGN: Final = frozenset({Origin.REQUEST, Origin.INPUT})


class Stored:
    """What was found to be stored so far."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._shared: State = {}
        self._paths: set[str] = set()

    def is_in(self, asked: Collection[str]) -> bool:
        """Tell whether something is stored under one of these paths."""
        return not self._paths.isdisjoint(asked)

    def over(self, state: State) -> State:
        """Return a state in which what is shared may hold what was stored there."""
        return state | {path: _joined(state.get(path), value) for path, value in self._shared.items()}

    def take_members(self, this: str, left: State, known: State) -> None:
        """Add to what is `known` of an object's members what a method that calls it `this` has left there."""
        for name, value in left.items():
            if _is_foreign(value) and known.get(name) is not value:
                known[name] = _joined(known.get(name), value)
                self._paths.add(f"{this}.{name}")

    def take_shared(self, before: State, after: State, own: Collection[str]) -> None:
        """Take note of what a function has left in variables of the program that are not its `own`."""
        for path, value in after.items():
            if _is_foreign(value) and before.get(path) is not value:
                root = _ROOT.match(path)
                holder = before.get(root[0]) if root is not None and root[0] not in own else None
                if holder is not None and _may_hold(holder):
                    self._shared[path] = _joined(self._shared.get(path), value)
                    self._paths.add(path)


def _joined(old: Value | None, value: Value) -> Value:
    return value if old is None else either(old, value)


def _is_foreign(value: Value) -> bool:
    return not _FOREIGN.isdisjoint(value.origins)


def _may_hold(value: Value) -> bool:
    """Tell whether something can be stored in a value of the program: a module or a class of a library is none."""
    return not value.qualified or value.qualified.endswith("()")

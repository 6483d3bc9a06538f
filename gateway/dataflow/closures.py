"""
What a function that is made within another sees of its variables: it runs later, when they may be others.

What is assigned behind it is another by then; so is what a loop around it assigns anew each round, unless the variable
is the round's own.
"""

from collections.abc import Iterator
from functools import reduce
from typing import Final

from gateway.dataflow.machine import Pending, State, path_of
from gateway.dataflow.tree import (
    Assign,
    Augment,
    Binding,
    Element,
    Function,
    Loop,
    Member,
    Name,
    Place,
    direct_parts,
    names_in,
    parts_in,
)
from gateway.dataflow.value import either

# Where a variable is the whole function's, in whatever block it is first assigned.
_OF_FUNCTIONS: Final = frozenset({"python"})
# Where a function keeps what variables were when it was made, or no other may be assigned since.
KEEPING: Final = frozenset({"php", "rust"})


def seen_later(made: Pending, within: Function, language: str, assigned: set[str], ends: list[State]) -> State:
    """Return what has become of variables that a function sees, of those that were `assigned` since it was made."""
    later: State = {}
    for path in assigned & made.state.keys():
        value = made.state[path]
        others = [end[path] for end in ends if path in end and end[path] is not value]
        if any(one.origins for one in others) and _may_be_another(path, made.function, within, language):
            later[path] = reduce(either, others, value)
    return later


def _may_be_another(path: str, made: Function, within: Function, language: str) -> bool:
    """Tell whether a variable that a function uses may have been assigned anew when that runs."""
    root = path.partition(".")[0].partition("[")[0]
    if root not in set(names_in(made.body)) or any(one.name == root for one in made.parameters):
        return False
    places = list(_assignments(path, within, made))
    if any(place[:2] >= made.place[2:] for place in places):
        return True
    loops = [one.place for one in parts_in(within.body) if isinstance(one, Loop) and _is_in(made.place, one.place)]
    if not loops:
        return False
    inner = [place for place in places if _is_in(place, min(loops))]
    is_from_outside = len(inner) < len(places) or any(one.name == root for one in within.parameters)
    return bool(inner) and (is_from_outside or language in _OF_FUNCTIONS)


def _assignments(path: str, within: Function, made: Function) -> Iterator[Place]:
    """Yield where a function assigns to a variable or a member, but for what is made within it."""
    pending: list[object] = [within.body]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending += one
        elif one is not made:
            yield from _places(_targets(one), path)
            pending += direct_parts(one)


def _targets(part: object) -> tuple[object, ...]:
    if isinstance(part, Assign):
        return part.targets
    return (part.target,) if isinstance(part, Augment | Binding | Loop) else ()


def _places(targets: tuple[object, ...], path: str) -> Iterator[Place]:
    for part in parts_in(targets):
        if isinstance(part, Name | Member | Element) and path_of(part) == path:
            yield part.place


def _is_in(one: Place, other: Place) -> bool:
    return one[:2] >= other[:2] and one[2:] <= other[2:]

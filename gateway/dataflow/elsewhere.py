"""
What functions change that is not theirs: members of objects, and collections that somebody else made.

Nobody knows when a function runs. So what another function sees of these may be something else by then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from gateway.dataflow.machine import State
from gateway.dataflow.tree import (
    INITIALISERS,
    OWNERS,
    Assign,
    Augment,
    Call,
    Define,
    DefineClass,
    Element,
    Evaluate,
    Expression,
    Function,
    If,
    Items,
    Loop,
    Member,
    Name,
    Slice,
    Spread,
    Statement,
    Switch,
    Try,
)
from gateway.dataflow.value import ANYTHING, Value, either

MEMBER: Final = "."
_TAKERS: Final = frozenset({"pop", "popitem", "shift", "splice", "setdefault", "poll", "remove"})


@dataclass(slots=True)
class Elsewhere:
    """
    Names of the members, and of the variables with collections, that some function changes.

    `captured` are variables with collections of a function that a function within it changes.
    """

    members: set[str] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
    captured: set[str] = field(default_factory=set)

    def weakened(self, state: State) -> State:
        """Return what a function knows of a state that it did not make."""
        if not self.members and not self.collections:
            return dict(state)
        return {path: either(value, ANYTHING) if self._changes(path, value) else value for path, value in state.items()}

    def weakened_members(self, members: State) -> State:
        """Return what is known of an object's members by who does not know when they were set."""
        if not self.members and not self.collections:
            return members
        weak = self.weakened({f"{MEMBER}{name}": value for name, value in members.items()})
        return {name.removeprefix(MEMBER): value for name, value in weak.items()}

    def _changes(self, path: str, value: Value) -> bool:
        base, dot, member = path.rpartition(".")
        if dot and member.partition("[")[0] in self.members:
            return True
        is_collection = value.items is not None or value.entries is not None or "[" in path
        return is_collection and (base or path).partition("[")[0] in self.collections


def changed_in(body: Iterable[Statement], shared: Iterable[str]) -> Elsewhere:
    """Return what the functions of a program change; `shared` are what its front end has seen, members with a dot."""
    found = Elsewhere(members={name.removeprefix(MEMBER) for name in shared if name.startswith(MEMBER)})
    _read(body, None, found)
    return found


def _read(body: Iterable[Statement], inside: Function | None, found: Elsewhere) -> None:
    for statement in body:
        if isinstance(statement, Define):
            function = statement.function
            if inside is None:
                _read(function.body, function, found)
            else:
                within = Elsewhere()
                _read(function.body, function, within)
                found.members |= within.members
                found.collections |= within.collections
                parameters = {parameter.name for parameter in function.parameters}
                found.captured |= within.captured | (within.collections - parameters - set(_own(function.body)))
        elif isinstance(statement, DefineClass):
            _read(statement.body, inside, found)
        elif isinstance(statement, If | Loop | Try | Switch):
            for part in _bodies(statement):
                _read(part, inside, found)
        elif inside is not None:
            _note(statement, inside, found)


def _own(body: Iterable[Statement]) -> Iterator[str]:
    """Yield the names that a function's body assigns, as far as they are easily seen."""
    for statement in body:
        if isinstance(statement, Assign):
            yield from (target.id for target in statement.targets if isinstance(target, Name))
        elif isinstance(statement, If | Loop | Try | Switch):
            for part in _bodies(statement):
                yield from _own(part)


def _bodies(statement: If | Loop | Try | Switch) -> tuple[tuple[Statement, ...], ...]:
    if isinstance(statement, If):
        return statement.then, statement.otherwise
    if isinstance(statement, Loop):
        return statement.body, statement.otherwise
    if isinstance(statement, Switch):
        return tuple([case.body for case in statement.cases])
    return statement.body, *[handler.body for handler in statement.handlers], statement.otherwise, statement.final


def _note(statement: Statement, inside: Function, found: Elsewhere) -> None:
    if isinstance(statement, Assign):
        for target in statement.targets:
            _note_target(target, inside, found)
        if isinstance(statement.value, Call):
            _note_call(statement.value, found, _TAKERS)
    elif isinstance(statement, Augment):
        _note_target(statement.target, inside, found)
    elif isinstance(statement, Evaluate) and isinstance(statement.expression, Call):
        _note_call(statement.expression, found)


def _note_target(target: Expression, inside: Function, found: Elsewhere) -> None:
    if isinstance(target, Member):
        is_begun = inside.name in INITIALISERS and isinstance(target.of, Name) and target.of.id in OWNERS
        found.members.update(() if is_begun else (target.name,))
    elif isinstance(target, Items):
        for one in target.items:
            _note_target(one, inside, found)
    elif isinstance(target, Spread):
        _note_target(target.of, inside, found)
    elif isinstance(target, Element | Slice):
        _note_holder(target.of, found)


def _note_call(call: Call, found: Elsewhere, methods: frozenset[str] | None = None) -> None:
    """Take note of a method that is called for what it does."""
    if isinstance(call.function, Member) and (methods is None or call.function.name in methods):
        _note_holder(call.function.of, found)


def _note_holder(holder: Expression, found: Elsewhere) -> None:
    if isinstance(holder, Name):
        found.collections.add(holder.id)
    elif isinstance(holder, Member):
        found.collections.add(holder.name)
    elif isinstance(holder, Element | Slice):
        _note_holder(holder.of, found)

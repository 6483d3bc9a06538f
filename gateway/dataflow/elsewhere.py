"""
What functions change that is not theirs: members of objects, and collections that somebody else made.

Nobody knows when a function runs. So what another function sees of these may be something else by then.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from msgspec.structs import replace

from gateway.dataflow.machine import State, perhaps
from gateway.dataflow.naming import TAKERS
from gateway.dataflow.patched import Patches
from gateway.dataflow.tree import (
    INITIALISERS,
    OWNERS,
    Assign,
    Augment,
    Call,
    Define,
    DefineClass,
    Element,
    Entries,
    Evaluate,
    Expression,
    Function,
    If,
    Items,
    Loop,
    Member,
    Name,
    Program,
    Slice,
    Spread,
    Statement,
    Switch,
    Try,
)
from gateway.dataflow.value import Value

MEMBER: Final = "."
_OWN_NAMES: Final = frozenset({"python", "javascript", "typescript", "php"})


@dataclass(slots=True)
class Elsewhere:
    """
    Names of the members, and of the variables with collections, that some function changes.

    `names` are variables that some function assigns, in languages that declare their variables. `captured` are
    variables with collections of a function that a function within it changes, `reassigned` those that it assigns.
    `patches` is what of libraries and of the language itself is changed.
    """

    members: set[str] = field(default_factory=set)
    collections: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    captured: set[str] = field(default_factory=set)
    reassigned: set[str] = field(default_factory=set)
    patches: Patches = field(default_factory=Patches)

    def weakened(self, state: State) -> State:
        """Return what a function knows of a state that it did not make."""
        if not self.members and not self.collections and not self.names:
            return dict(state)
        return {
            path: self._weakened(path, value) if self._changes(path, value) else value for path, value in state.items()
        }

    def _weakened(self, path: str, value: Value) -> Value:
        return perhaps(replace(value, function=None) if path in self.names else value)

    def weakened_members(self, members: State) -> State:
        """Return what is known of an object's members by who does not know when they were set."""
        if not self.members and not self.collections and not self.names:
            return members
        weak = self.weakened({f"{MEMBER}{name}": value for name, value in members.items()})
        return {name.removeprefix(MEMBER): value for name, value in weak.items()}

    def _changes(self, path: str, value: Value) -> bool:
        if path in self.names or (value.entries is not None and not self.members.isdisjoint(value.entries)):
            return True
        base, dot, member = path.rpartition(".")
        if dot and member.partition("[")[0] in self.members:
            return True
        is_collection = value.items is not None or value.entries is not None or "[" in path
        return is_collection and (base or path).partition("[")[0] in self.collections


def changed_in(program: Program) -> Elsewhere:
    """Return what the functions of a program change."""
    found = Elsewhere(members={name.removeprefix(MEMBER) for name in program.shared if name.startswith(MEMBER)})
    _read(program.body, None, found)
    found.patches.settled()
    if program.language in _OWN_NAMES:
        # What a function assigns is its own there, or among what the front end has seen.
        found.names.clear()
        found.reassigned.clear()
    return found


def _read(body: Iterable[Statement], inside: Function | None, found: Elsewhere) -> None:
    for statement in body:
        found.patches.note(statement)
        for function in _functions_in(statement):
            _read_function(function, inside, found)
        if isinstance(statement, Define):
            _read_function(statement.function, inside, found)
        elif isinstance(statement, DefineClass):
            _read(statement.body, inside, found)
        elif isinstance(statement, If | Loop | Try | Switch):
            for part in _bodies(statement):
                _read(part, inside, found)
        elif inside is not None:
            _note(statement, inside, found)


def _read_function(function: Function, inside: Function | None, found: Elsewhere) -> None:
    if inside is None:
        _read(function.body, function, found)
        return
    within = Elsewhere(patches=found.patches)
    _read(function.body, function, within)
    found.members |= within.members
    found.collections |= within.collections
    found.names |= within.names
    parameters = {parameter.name for parameter in function.parameters}
    found.captured |= within.captured | (within.collections - parameters - set(_own(function.body)))
    found.reassigned |= within.reassigned | (within.names - parameters)


def _functions_in(statement: Statement) -> Iterator[Function]:
    """Yield the functions that a statement makes without a name, and gives to somebody."""
    given = statement.expression if isinstance(statement, Evaluate) else getattr(statement, "value", None)
    pending = [given]
    while pending:
        one = pending.pop()
        if isinstance(one, Function):
            yield one
        elif isinstance(one, Call):
            pending += [one.function, *one.arguments, *[value for _, value in one.named]]
        elif isinstance(one, Member):
            pending.append(one.of)
        elif isinstance(one, Items):
            pending += one.items
        elif isinstance(one, Entries):
            pending += [value for _, value in one.entries]


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
            _note_call(statement.value, found, TAKERS)
    elif isinstance(statement, Augment):
        _note_target(statement.target, inside, found)
    elif isinstance(statement, Evaluate) and isinstance(statement.expression, Call):
        _note_call(statement.expression, found)


def _note_target(target: Expression, inside: Function, found: Elsewhere) -> None:
    if isinstance(target, Name):
        found.names.add(target.id)
    elif isinstance(target, Member):
        is_own = isinstance(target.of, Name) and target.of.id in OWNERS
        is_begun = inside.name in INITIALISERS and is_own
        if not is_own:
            _note_holder(target.of, found)
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

"""
Runs the functions of the snippet: where they are called, and once more as if called from outside, by nobody knows whom.

What they leave behind for others (stored flows) is kept for those that are entered later, or again.
"""

from collections.abc import Container, Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import reduce
from typing import Final, override

from msgspec.structs import replace

from gateway.dataflow.answers import answer, shown
from gateway.dataflow.callsite import CallSite
from gateway.dataflow.closures import KEEPING, seen_later
from gateway.dataflow.elements import with_entries, with_items
from gateway.dataflow.elsewhere import Elsewhere
from gateway.dataflow.entering import Decorator, Entering
from gateway.dataflow.guards import Facts
from gateway.dataflow.knowledge import Knowledge, Sink
from gateway.dataflow.machine import Outcome, Pending, State, is_safer, joined_states, members_of
from gateway.dataflow.objects import lasting
from gateway.dataflow.showing import Showing
from gateway.dataflow.sinks import parts_of
from gateway.dataflow.stored import Stored
from gateway.dataflow.tree import (
    INITIALISERS,
    OWNERS,
    Call,
    Define,
    DefineClass,
    Expression,
    Function,
    Literal,
    Member,
    Parameter,
    Statement,
)
from gateway.dataflow.value import ANYTHING, Value, constant, either, either_result

RETURNED: Final = "function.return"  # what a function returns whose caller nobody knows, as the knowledge calls it
_REFERRING: Final = frozenset({"csharp", "go", "php", "rust"})
_UNTYPED: Final = frozenset({"python", "typescript"})  # whoever calls a function may give it what it did not ask for


class Functions(Showing):
    """Enters functions; how their statements run, the class above it knows."""

    def __init__(self, knowledge: Knowledge, steps_max: int) -> None:
        """Begin with nothing stored."""
        super().__init__(knowledge, steps_max)
        self._language = ""
        self._elsewhere = Elsewhere()
        self._hidden: frozenset[str] = frozenset()
        self._last: State = {}  # when all of the program has run
        self._stored = Stored()

    @property
    def refers(self) -> bool:
        """Whether a variable may be given as itself, so that what is assigned to a parameter is assigned to it."""
        return self._language in _REFERRING

    def block(self, body: Iterable[Statement]) -> bool:
        """Run statements in order; return whether the rest is never reached."""
        raise NotImplementedError

    def _announce(self, body: Iterable[Statement]) -> None:
        """Make functions and classes known before they are defined: a program calls what stands below."""
        for statement in body:
            if isinstance(statement, Define):
                self.state.setdefault(statement.function.name, Value(function=statement.function))
            elif isinstance(statement, DefineClass):
                self.state.setdefault(statement.name, Value(defined_class=statement))

    # Where they are called.

    @override
    def enter(self, function: Function, site: CallSite, owner: Value | None, *, is_closure: bool = False) -> Outcome:
        kept, changed_before = (self.state, self.returned, self.left, self.ends, self.made), len(self.changes)
        asked = self.given, self.answers
        self.state, self.returned, self.left, self.ends, self.made = dict(self.state), [], [], [], []
        self.inside.append(function)
        self._bind_arguments(function, site, owner)
        self.given, self.answers = _given(function, self.state, kept[0]), []
        bound = {one.name: self.state.get(one.name, ANYTHING) for one in function.parameters if self.points}
        begun = len(self.assigned)
        self._run(function)
        changed = {*self.assigned[begun:]}
        untouched = {name: value for name, value in self.given.items() if name not in changed}
        self.told[id(function), site.place] = shown(self.answers, untouched, changed)
        results, after, ends = self.returned, self.state, self.ends
        self.inside.pop()
        self.given, self.answers = asked
        self.state, self.returned, self.left, self.ends, self.made = kept
        self.take_note(self.changes[changed_before:])
        own = {parameter.name for parameter in function.parameters}
        self._take_over(after, self.state.keys() - own if is_closure else (changed & self._outer_names()) - own)
        this = function.parameters[0].name if owner is not None and function.parameters else ""
        members = self._elsewhere.weakened_members(_members_at(this, ends)) if this else {}
        if self.refers and ends:
            pointed = _assigned(function, ends, changed)
        else:
            spoiled = _spoiled(function, ends, changed)
            pointed = _pointed(function, bound, ends, changed) if bound and ends else spoiled
        return Outcome(reduce(either_result, results) if results else ANYTHING, members, pointed)

    def _run(self, function: Function) -> None:
        """Run a function's body, and take note of where it ends."""
        if not self.block(function.body):
            self.ends.append(self.state)
            self.answer(constant(None), Facts())
        for one in self.made if self._language not in KEEPING else ():
            self._see_later(one, function)

    def _see_later(self, made: Pending, within: Function) -> None:
        """Let a function see what the one that made it, and has ended, has assigned since: it may run only now."""
        later = seen_later(made, within, self._language, {*self.assigned[made.since :]}, self.ends)
        made.later.update(later)
        if later and not made.function.parameters and not any(one is made for one in self.pending):
            # It was called at once, as functions are that a library calls for each item: it may be called later, too.
            self.pending.append(made)

    def answer(self, value: Value, facts: Facts) -> None:
        """Take note of what a function answers that was given foreign data, and of what the answer itself shows."""
        if self._elsewhere.patches.asks_nothing:
            facts = Facts()
        if self.given:
            known = {name: self.state.get(name, ANYTHING) for name in self.given}
            members = {path: one for path, one in self.state.items() if one.origins and self._is_of_given(path)}
            self.answers.append(answer(value, facts, members | known))

    def _is_of_given(self, path: str) -> bool:
        """Tell whether this is a member of a parameter that is foreign."""
        name, dot, member = path.partition(".")
        return bool(dot) and name in self.given and member.isidentifier()

    def _outer_names(self) -> AbstractSet[str]:
        """Return the variables that functions assign which are not their own."""
        return self.shared | self._elsewhere.reassigned

    def _take_over(self, after: State, paths: AbstractSet[str]) -> None:
        """Take note of what a function may have changed that is not its own."""
        for path in paths & self.state.keys():
            value, other = self.state[path], after.get(path)
            if other is not None and other is not value:
                self.state[path] = either(value, other)

    def _bind_arguments(self, function: Function, site: CallSite, owner: Value | None) -> None:
        given = site.positional if owner is None else (owner, *site.positional)
        position = 0
        for parameter in function.parameters:
            if parameter.is_rest:
                value = with_items(given[position:])
            elif parameter.is_named_rest:
                own = {one.name for one in function.parameters}
                rest: dict[Literal, Value] = {name: one for name, one in site.named.items() if name not in own}
                value = with_entries(rest, rest.values())
            elif parameter.name in site.named:
                value = site.named[parameter.name]
            elif position < len(given):
                value = given[position]
                position += 1
            else:
                value = self.evaluate(parameter.default) if parameter.default is not None else ANYTHING
            if self.look_up(parameter.name) is not value:
                self.remember(parameter.name, value)
        if owner is not None and owner.entries is not None and function.parameters:
            this = function.parameters[0].name
            self.state |= {f"{this}.{name!s}": value for name, value in owner.entries.items()}

    # As if from outside.

    def _enter_all(self) -> None:
        """Enter every function from outside, and again if it asks for what another has left since."""
        entered: list[tuple[Pending, set[str]]] = []
        while self.pending:
            pending = self.pending.pop(0)
            entered.append((pending, self._enter_from_outside(pending)))
        for pending, asked in entered:
            if self._stored.is_in(asked):
                self._enter_from_outside(pending)

    def _enter_from_outside(self, pending: Pending) -> set[str]:
        """Run a function whose caller nobody knows, and return the paths that it asked for."""
        function = pending.function
        self.within = pending.within
        # It may run when all of the program has run.
        seen = pending.state | pending.later if pending.is_inner else joined_states([pending.state, self._last])
        self.state = self._stored.over(self._elsewhere.weakened(seen))
        self.returned, self.left, self.ends, self.made, self.changes = [], [], [], [], []
        self.given = {}
        self.asked, begun = set(), len(self.assigned)
        decorators = [self._called(one) for one in function.decorators]
        entering = Entering(self.knowledge, pending, decorators, are_types_kept=self._language not in _UNTYPED)
        self.state |= {path: constant(route) for path, route in entering.routes.items()}
        for parameter in function.parameters:
            self._bind_from_outside(parameter, entering, pending)
        self.inside = [function]
        self._announce(function.body)
        self._run(function)
        self.inside = []
        self._keep(pending, seen, {parameter.name for parameter in function.parameters} | {*self.assigned[begun:]})
        for value in self.returned:
            self._check_returned(value, entering, function)
        return self.asked

    def _check_returned(self, value: Value, entering: Entering, function: Function) -> None:
        """Judge what a function returns to its framework, or to nobody knows whom."""
        for sink in entering.returns:
            for part in parts_of(value, sink.parts):
                self.check_value(sink, part, function.place)
        site = CallSite(function.place, RETURNED, "", None, (value,), {})
        for entry in self.knowledge.about(RETURNED, "") if value.origins else ():
            if isinstance(entry, Sink):
                self.check_sink(entry, site)

    def _called(self, decorator: Expression) -> Decorator:
        """Return what is known of a decorator."""
        call = decorator if isinstance(decorator, Call) else Call(decorator, (), (), decorator.place)
        member = call.function.name if isinstance(call.function, Member) else ""
        named = {name: self.evaluate(value) for name, value in call.named}
        qualified = self.evaluate(call.function).qualified
        return Decorator(member, CallSite(call.place, qualified, "", None, self.evaluate_all(call.arguments), named))

    def _bind_from_outside(self, parameter: Parameter, entering: Entering, pending: Pending) -> None:
        is_told = entering.is_by_framework and isinstance(parameter.default, Call)
        told = self.evaluate(parameter.default) if is_told and parameter.default is not None else ANYTHING
        self.remember(parameter.name, entering.value_of(parameter, told))
        if parameter.name in OWNERS:
            known = self._elsewhere.weakened_members(self.known_members(pending.owner))
            self.state |= {f"{parameter.name}.{name}": value for name, value in known.items()}

    def _keep(self, pending: Pending, before: State, own: set[str]) -> None:
        """Keep what a function leaves behind for others."""
        for end in self.ends:
            self._stored.take_shared(before, end, own - self.shared)
        if pending.owner is None or not pending.function.parameters:
            return
        this = pending.function.parameters[0].name
        known, left = self.members[id(pending.owner)], _members_at(this, self.ends)
        if pending.function.name in INITIALISERS:
            known |= lasting(left)
        self._stored.take_members(this, left, known)


def _given(function: Function, state: State, outside: State) -> State:
    """Return the parameters that are foreign, each with the names that it has outside of the function."""
    found: State = {}
    for parameter in function.parameters:
        value = state.get(parameter.name, ANYTHING)
        if not value.origins:
            continue
        same = outside.get(parameter.name)
        is_same = same is not None and same.names == value.names
        names = value.names if is_same else value.names - {parameter.name}
        found[parameter.name] = replace(value, names=names)
    return found


def _pointed(
    function: Function, bound: State, ends: list[State], changed: Container[str]
) -> Mapping[tuple[int, str], Value]:
    """Return what a function leaves where its parameters point to, wherever it ends."""
    after = {path: value for path, value in joined_states(ends).items() if all(path in end for end in ends)}
    found: dict[tuple[int, str], Value] = {}
    for number, parameter in enumerate(function.parameters):
        name, before = parameter.name, bound.get(parameter.name, ANYTHING)
        value = after.get(name, before)
        # A parameter that is assigned points to something else, or the same is: nobody knows.
        is_spoiled = bool(value.origins) and is_safer(before, value)
        if name not in changed and (
            is_spoiled or (value.origins, value.qualified) != (before.origins, before.qualified)
        ):
            found[number, ""] = value
        elif is_spoiled:
            found[number, ""] = either(before, value)
        found |= {(number, f".{member}"): one for member, one in members_of(name, after).items()}
    return found


def _assigned(function: Function, ends: list[State], changed: Container[str]) -> Mapping[tuple[int, str], Value]:
    """Return what a function has assigned to its parameters, wherever it ends."""
    after = joined_states(ends)
    names = [parameter.name for parameter in function.parameters]
    return {(number, ""): after[name] for number, name in enumerate(names) if name in changed and name in after}


def _spoiled(function: Function, ends: list[State], changed: AbstractSet[str]) -> Mapping[tuple[int, str], Value]:
    """Return the foreign data that a function may have assigned to members of the objects that it was given."""
    own = {parameter.name: number for number, parameter in enumerate(function.parameters)}
    found: dict[tuple[int, str], Value] = {}
    for path in changed:
        name, _, member = path.partition(".")
        values = [end[path] for end in ends if path in end] if member and name in own and name not in changed else []
        if any(value.origins and not value.clean for value in values):
            found[own[name], f".{member}"] = reduce(either, values)
    return found


def _members_at(this: str, ends: list[State]) -> State:
    """Return what is known of an object's members wherever a function ends."""
    found = [{**_entries_of(this, end), **members_of(this, end)} for end in ends]
    return joined_states(found) if found else {}


def _entries_of(this: str, end: State) -> State:
    known = end.get(this)
    return {str(name): value for name, value in (known.entries or {}).items()} if known is not None else {}

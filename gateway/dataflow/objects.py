"""
Objects of the snippet's own classes: their methods, also inherited ones, and what is remembered of their members.

Inside a method the members of its object are remembered under the name of its first parameter (`self.url`). Elsewhere
the object's value holds them as its entries; those of a variable may be newer (`job.url`).
"""

from collections.abc import Mapping, Sequence
from typing import Final, override

from msgspec.structs import replace

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.expressions import Expressions
from gateway.dataflow.knowledge import Sanitiser
from gateway.dataflow.machine import Outcome, State, members_of, path_of
from gateway.dataflow.naming import TAKERS, new_names
from gateway.dataflow.tree import (
    INITIALISERS,
    OWNERS,
    Assign,
    Augment,
    Binding,
    Call,
    Define,
    DefineClass,
    Element,
    Expression,
    Function,
    Member,
    Name,
    names_in,
    parts_in,
)
from gateway.dataflow.value import ANYTHING, Ground, Value, either

LINEAGE_MAX: Final = 12
PARENT: Final = "super"
_OVERLOADING: Final = frozenset({"java", "csharp", "cpp"})  # where methods of one name differ by what they take
_STATIC: Final = "staticmethod"
_GIVEN: Final = "self"  # the object that is an argument where a method is called by its class's name
_PROPERTIES: Final = frozenset({"property", "cached_property"})


class Objects(Expressions):
    """Knows the classes of the snippet."""

    def enter(self, function: Function, site: CallSite, owner: Value | None, *, is_closure: bool = False) -> Outcome:
        """Run a function of the snippet and return what comes of it; a closure may change what it sees."""
        raise NotImplementedError

    # Classes.

    def lineage(self, owner: DefineClass) -> tuple[DefineClass, ...]:
        """Return a class and those of the snippet that it inherits from, the nearest first."""
        found = [owner]
        for one in found:
            for base in one.bases:
                parent = self.look_up(path_of(base) or "")
                known = parent.defined_class if parent is not None else None
                if known is not None and len(found) < LINEAGE_MAX and not any(known is other for other in found):
                    found.append(known)
        return tuple(found)

    def method_of(self, owner: DefineClass | None, name: str, given_count: int | None = None) -> Function | None:
        """Return the method of this name of an object of a class that is given so many arguments, or None."""
        if owner is None:
            return None
        for one in self.lineage(owner) if owner.bases else (owner,):
            found = [part.function for part in one.body if isinstance(part, Define) and part.function.name == name]
            if found and f"{one.name}.{name}" in self.patched_methods:
                return None
            if found:
                return found[0] if len(found) == 1 else self._one_of(found, given_count)
        return None

    def _one_of(self, methods: Sequence[Function], given_count: int | None) -> Function | None:
        """Return which of several methods of one name is called: the last, or the one that takes what it is given."""
        if self.program.language not in _OVERLOADING:
            return methods[-1]
        if given_count is None:
            return methods[0]
        fitting = [
            one for one in methods if len([part for part in one.parameters if part.name not in OWNERS]) == given_count
        ]
        return fitting[0] if len(fitting) == 1 else None

    def known_members(self, owner: DefineClass | None) -> State:
        """Return what is known of the members of every object of a class."""
        known: State = {}
        for one in reversed(self.lineage(owner)) if owner is not None else ():
            known |= self.members.get(id(one), {})
        return known

    def parent_of_this(self) -> Value | None:
        """Return the object whose method runs as one of what its class inherits from, or None if that is unknown."""
        this = self.look_up(self._this())
        owner = this.defined_class if this is not None else None
        parents = self.lineage(owner)[1:] if owner is not None else ()
        return Value(qualified=PARENT, defined_class=parents[0]) if parents else None

    def _this(self) -> str:
        """Return what the object whose method runs is called in it."""
        parameters = self.inside[-1].parameters if self.inside else ()
        return parameters[0].name if parameters else ""

    # Objects.

    def created(self, owner: DefineClass, site: CallSite, made: Value) -> Value:
        """Return a new object of a class, its initialiser run; `made` is what is known of it without."""
        made = self._chosen(owner, made)
        start = next((one for name in INITIALISERS if (one := self.method_of(owner, name)) is not None), None)
        fields: State = {}
        for kind in reversed(self.lineage(owner)):
            fields |= members_of(kind.name, self.state)
        if start is None:
            # Without an initialiser, a class's members are what is given by their names, or what they begin with.
            given = {**({} if site.positional else lasting(fields)), **site.named}
            return replace(made, entries={**given}) if given else made
        if not self.may_enter(start):
            return made
        members = fields | self.enter(start, site, replace(made, entries={**fields})).members
        return replace(made, entries={**lasting(members)})

    def _chosen(self, owner: DefineClass, made: Value) -> Value:
        """Return what a new object is safe for by what its class extends: of an enumeration, one of its members."""
        for base in owner.bases:
            for entry in self.knowledge.about(self.evaluate(base).qualified, ""):
                if isinstance(entry, Sanitiser):
                    made = made.cleaned(frozenset(entry.contexts), Ground.HINT)
        return made

    def call_method(self, method: Function, site: CallSite, of: Expression | None) -> Value:
        """Run a method on an object, whose members it may change, and return what it returns; `of` is the object."""
        receiver = site.receiver or ANYTHING
        path = self._this() if receiver.qualified == PARENT else path_of(of) if of is not None else None
        if _is_without_object(method, receiver):
            return self.enter(method, site, None).result
        outcome = self.enter(method, site, self._whole(receiver, path))
        if path is not None:
            self._set_members(path, outcome.members)
        result = outcome.result
        return replace(result, names=new_names(result, site)) if self._gives_anew(method, result) else result

    def _gives_anew(self, method: Function, result: Value) -> bool:
        """Tell whether a method may give something foreign that is another the next time: it changes its object."""
        if not result.origins:
            return False
        if id(method) not in self.changing:
            self.changing[id(method)] = _is_changing(method)
        return self.changing[id(method)]

    def set_member(self, path: str | None, name: str, value: Value) -> None:
        """Change an object, under whatever names it has."""
        held = self.look_up(path) if path is not None else None
        if path is not None and held is not None and held.entries is not None:
            newer = members_of(path, self.state)
            self.change(path, replace(held, entries={**held.entries, **newer, name: value}))

    def take_pointed(self, arguments: Sequence[Expression], pointed: Mapping[tuple[int, str], Value]) -> None:
        """Take note of what a function has left where its arguments point to."""
        for (number, rest), value in pointed.items():
            path = path_of(arguments[number]) if number < len(arguments) else None
            if path is not None and rest and not self.points:
                self.state[path + rest] = either(self.state.get(path + rest, value), value).named(path + rest)
            elif path is not None and rest:
                self.state[path + rest] = value.named(path + rest)
            elif path is not None and self.points:
                self.remember(path, value)
            elif path is not None and path in self.shared:
                self.remember(path, either(self.state.get(path, ANYTHING), value))

    def _set_members(self, path: str, members: State) -> None:
        """Take note of what a method has left in the members of its object."""
        held = self.look_up(path)
        if held is not None and held.defined_class is not None and held.entries is not None:
            self.change(path, replace(held, entries={**held.entries, **members}))
        else:
            self.state |= {f"{path}.{name}": value for name, value in members.items()}

    def _whole(self, receiver: Value, path: str | None) -> Value:
        """Return an object with all that is known of its members."""
        known = self.look_up(path) if path is not None else None
        members = members_of(path, self.state) if path is not None else {}
        whole = known if receiver.qualified == PARENT and known is not None else receiver
        return replace(whole, entries={**(whole.entries or {}), **members}) if members else whole

    @override
    def member_of(self, node: Member, of: Value) -> Value:
        method = self.method_of(of.defined_class, node.name)
        if method is None or not _is_property(method) or not self.may_enter(method):
            return super().member_of(node, of)
        return self.call_method(method, CallSite(node.place, "", node.name, of, (), {}), node.of)


def lasting(members: State) -> State:
    """Return what the initialiser says of an object's members; what it leaves empty is filled elsewhere."""
    return {name: ANYTHING if value.is_constant and not value.constant else value for name, value in members.items()}


def _is_without_object(method: Function, receiver: Value) -> bool:
    """Tell whether a method gets no object but its arguments: it is static, or called by its class's name."""
    if _STATIC in _decorators(method):
        return True
    is_given = bool(method.parameters) and method.parameters[0].name == _GIVEN
    return is_given and receiver.defined_class is not None and not receiver.qualified


def _is_property(method: Function) -> bool:
    return not _PROPERTIES.isdisjoint(_decorators(method))


def _is_changing(method: Function) -> bool:
    """Tell whether a method changes its object, so that it may give another thing each time."""
    this = method.parameters[0].name if method.parameters else ""
    for one in parts_in(method.body):
        targets: tuple[object, ...] = one.targets if isinstance(one, Assign) else ()
        targets = (one.target,) if isinstance(one, Augment | Binding) else targets
        if isinstance(one, Call) and isinstance(one.function, Member) and one.function.name in TAKERS:
            targets = (one.function.of,)
        if any(isinstance(target, Member | Element) and this in names_in(target) for target in targets):
            return True
    return False


def _decorators(method: Function) -> tuple[str, ...]:
    """Return the last parts of the names of a method's decorators that are called by nothing but their names."""
    plain = [one for one in method.decorators if isinstance(one, Name | Member)]
    return tuple([one.id if isinstance(one, Name) else one.name for one in plain])

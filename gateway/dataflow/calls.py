"""
What calls do: which foreign data they are given, what they return, what they change.

Libraries are known by the bundle's data only; functions of the snippet itself are entered.
"""

from collections.abc import Iterable
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.changes import CHANGES
from gateway.dataflow.elements import item_of
from gateway.dataflow.entering import NUMBERS
from gateway.dataflow.expressions import OPERATORS
from gateway.dataflow.knowledge import (
    ANY,
    NAMED,
    RECEIVER,
    Callback,
    Entry,
    Exit,
    Filling,
    Guard,
    Known,
    Markup,
    Method,
    Option,
    Result,
    Sanitiser,
    Sink,
    Source,
    Thing,
    compiled,
)
from gateway.dataflow.machine import innermost, path_of
from gateway.dataflow.naming import made_names, part_names, source_name
from gateway.dataflow.objects import PARENT, Objects
from gateway.dataflow.positions import standing
from gateway.dataflow.results import given, reworked
from gateway.dataflow.sinks import counts, is_built, is_meant, is_written, parts_of
from gateway.dataflow.texts import folded
from gateway.dataflow.tree import (
    Call,
    Constant,
    Element,
    Expression,
    Function,
    Member,
    Name,
    Place,
    Spread,
)
from gateway.dataflow.value import (
    ANYTHING,
    EVERYTHING,
    NUMBER,
    OBJECT,
    Ground,
    Origin,
    Value,
    collected,
    constant,
    either,
    joined,
    mixed,
)

_CONFIDENCE: Final = ((Origin.REQUEST, "high"), (Origin.INPUT, "medium"), (Origin.PARAMETER, "low"))
# What is dangerous only at sinks that name it.
_MEANT: Final = (*_CONFIDENCE, (Origin.FAILURE, "medium"), (Origin.CLAIM, "medium"), (Origin.STORED, "low"))
LISTED: Final = "list"
GIVEN: Final = frozenset({"list", "itself"})  # the words of the knowledge for what a call of callbacks returns
ORIGINS: Final = frozenset(Origin)
PASSED: Final = frozenset({"item", "itself", "nothing", "number", "rest", "items", "args"}) | ORIGINS
# What names a place is put together of parameters everywhere; only statements are not.
_PLACES: Final = frozenset({"path", "url"})
_CHANCE: Final = frozenset({Origin.WEAK_RANDOM})  # what a generator of chance gives that is called itself
_TRUSTED: Final = (Sanitiser, Guard, Result, Exit)  # what is said of functions that are no longer what they were
_REWORK: Final = "rework"
_GONE: Final = "nothing"  # what a call leaves in a variable of whose content nothing is left, nor of its kind
_EITHER_WAY: Final = frozenset({"*", "==", "!="})


class _Callee(Struct, frozen=True):
    """What is called: its value and, if it is a method of something, that something's value and the method's name."""

    value: Value
    receiver: Value | None
    member: str


class Calls(Objects):
    """Evaluates calls."""

    def call(self, node: Call) -> Value:
        """Check a call, and return what it returns."""
        is_unheeded, callee = node is self.unheeded, self._callee(node.function)
        site = self._site(node, callee)
        entries = self._known_of(node.function, callee)
        for name, value in site.named.items():
            self.check_setting((name,), (value,), site.place)
            self._check_setter(name, value, site)
        for entry in entries:
            if isinstance(entry, Sink):
                self.check_sink(entry, site)
            elif isinstance(entry, Option) and (is_unheeded or not entry.unheeded):
                self._check_option(entry, site)
            elif isinstance(entry, Guard) and entry.raises and ANY in entry.arguments and site.meets(entry.when):
                self.state[EVERYTHING] = self.everything.cleaned(frozenset(entry.contexts), Ground.HINT)
        result = self._result(node, callee.value, site, entries)
        for entry in entries:
            if isinstance(entry, Filling) and site.meets(entry.when):
                self._fill(entry, node, site)
        return result

    def is_exit(self, call: Call) -> bool:
        """Tell whether the program does not come back from a call."""
        if path_of(call.function) is None:
            return False
        known = self._known_of(call.function, self._callee(call.function))
        return any(isinstance(entry, Exit) for entry in known)

    def _callee(self, function: Expression) -> _Callee:
        if isinstance(function, Function):
            return _Callee(Value(function=function), None, "")  # called where it is defined, and nowhere else
        if isinstance(function, Element):
            return self._in_brackets(function)
        if not isinstance(function, Member):
            return _Callee(self.evaluate(function), None, "")
        of = self.evaluate(function.of)
        self.check_reading(of, function.name, function.place)
        return self._method(function, of)

    def _method(self, function: Member, of: Value) -> _Callee:
        receiver = None if of.qualified in self.modules else of
        return _Callee(self.member_of(function, of), receiver, function.name)

    def _in_brackets(self, element: Element) -> _Callee:
        """Return what is called in brackets: the method that a constant names, as in JavaScript, or the element."""
        path = path_of(element)
        known = self.look_up(path) if path is not None else None
        if known is not None:
            return _Callee(known, None, "")
        of, index = self.evaluate(element.of), self.evaluate(element.index)
        if of.qualified and isinstance(index.constant, str):
            return self._method(Member(element.of, index.constant, element.place), of)
        return _Callee(self.element_value(path, of, index), None, "")

    def _site(self, node: Call, callee: _Callee) -> CallSite:
        named = {name: self.evaluate(value) for name, value in node.named}
        positional: list[Value] = []
        options: dict[str, Value] = {}
        for argument in node.arguments:
            value = self.evaluate(argument)
            if isinstance(argument, Spread) and value.entries is not None:
                named |= {str(key): item for key, item in value.entries.items()}
            elif isinstance(argument, Spread) and value.items is not None:
                positional += value.items
            else:
                positional.append(value)
                if value.entries is not None and value.qualified == OBJECT:
                    options |= {str(key): item for key, item in value.entries.items()}
                elif isinstance(argument, Spread) and argument.is_named:
                    options[NAMED] = value
        qualified = callee.value.qualified
        return CallSite(node.place, qualified, callee.member, callee.receiver, tuple(positional), named, options)

    def _known_of(self, function: Expression, callee: _Callee, *, by_name: bool = False) -> tuple[Entry, ...]:
        """
        Return the entries about a call: by the callee's name or, if nobody knows it, by the look of the name.

        What functions of the snippet do is seen, so that their names say nothing, except (`by_name`) what they check.
        """
        value, member = callee.value, callee.member if callee.receiver is not None else ""
        found = self.knowledge.about(value.qualified, member)
        if self.patched and not self.patched.isdisjoint((value.qualified, f".{member}")):
            return tuple([entry for entry in found if not isinstance(entry, _TRUSTED)])
        own = value.function or self._own_method(callee.receiver, callee.member)
        if own is not None and not self.knowledge.knows(value.qualified):
            # What objects of others do under this name, the program's own does not.
            found = tuple([entry for entry in found if isinstance(entry, Sink | Option | Guard)])
        if self.knowledge.knows(value.qualified) or ((own or value.defined_class) and not by_name):
            return found
        shaped = self.knowledge.shaped(_last_name(function))
        return (*found, *[entry for entry in shaped if isinstance(entry, Sink)]) if found else shaped

    # Sinks.

    def check_sink(self, sink: Sink, site: CallSite) -> None:
        """Judge what a dangerous call is given."""
        if not site.meets(sink.when) or self.speaks_of(sink.unless):
            return
        for value in site.judged(sink.arguments):
            for part in parts_of(value, sink.parts):
                if is_meant(sink, part):
                    self.check_value(sink, part, site.place)

    def check_value(self, sink: Sink, value: Value, place: Place) -> None:
        """Judge one value that reaches a sink."""
        if self.everything.is_clean_for(sink.context):
            return
        value = standing(value, sink.context)
        if not value.holes:
            if sink.numbers and value.pieces:
                self.report(sink.weakness, "low", place)
            else:
                self.refute(sink.weakness, place, "a constant or a number")
            return
        if sink.fixed and compiled(sink.fixed).match(value.head):
            self.refute(sink.weakness, place, "it begins with a fixed text")
            return
        if confidence := _confidence(sink, value, value.foreign(sink.context)):
            self.report(sink.weakness, confidence, place)
        elif confidence := _confidence(sink, value, value.foreign_but_for_names(sink.context)):
            self.report(sink.weakness, confidence, place, by_name=True)
        elif all(hole.is_clean_for(sink.context) for hole in value.holes):
            if value.is_proved_for(sink.context):
                self.refute(sink.weakness, place, "made safe before")
        elif sink.unknown or (sink.built and is_built(value, sink)):
            self.report(sink.weakness, "low", place)

    def _check_setter(self, member: str, value: Value, site: CallSite) -> None:
        """Judge what a member of a new object is set to where it is made, as if its setter were called."""
        setter = f"set_{member}"
        made = CallSite(site.place, f"{site.qualified}().{setter}", setter, ANYTHING, (value,), {})
        for entry in self.knowledge.about(made.qualified, setter):
            if isinstance(entry, Sink):
                self.check_sink(entry, made)
            elif isinstance(entry, Option):
                self._check_option(entry, made)

    def put_together(self, text: Value, place: Place) -> Value:
        """Return a text that was just put together, having checked it."""
        if text.pieces and text.origins:
            literal = text.literal
            for entry in self.knowledge.markups:
                if is_written(entry, text, literal) and not self.everything.is_clean_for(entry.context):
                    placed = standing(text, entry.context)
                    foreign = placed.foreign(entry.context)
                    believed = placed.foreign_but_for_names(entry.context)
                    if foreign or believed:
                        self._report_foreign(entry, foreign or believed, place, by_name=not foreign)
        return text

    def _report_foreign(self, entry: Markup, foreign: frozenset[str], place: Place, *, by_name: bool) -> None:
        for origin, confidence in _MEANT if entry.only else _CONFIDENCE:
            if origin in foreign and (not entry.only or origin in entry.only):
                self.report(entry.weakness, confidence, place, by_name=by_name)
                return

    def check_operation(self, sign: str, left: Value, right: Value, place: Place) -> None:
        """Report what an operator must not get; a product is about texts and lists, which it repeats."""
        pairs = ((left, right), (right, left)) if sign in _EITHER_WAY else ((left, right),)
        for one, other in pairs:
            if sign != "*" or isinstance(one.constant, str | bytes) or one.pieces or one.is_any_collection:
                site = CallSite(place, OPERATORS[sign], "", None, (one, other), {})
                for entry in self.knowledge.about(site.qualified, ""):
                    if isinstance(entry, Option):
                        self._check_option(entry, site)

    def _check_option(self, option: Option, site: CallSite) -> None:
        if site.meets(option.when) and self.is_about(option):
            self.report(option.weakness, option.confidence, site.place)

    def check_reading(self, of: Value, member: str, place: Place) -> str:
        """Report a member of what must not be read; return what the knowledge calls any member of it, if anything."""
        any_member = self.knowledge.any_member(of.qualified, member) if of.qualified else ""
        for entry in self.knowledge.about(any_member, ""):
            if isinstance(entry, Option):
                self._check_option(entry, CallSite(place, any_member, "", of, (), {}))
        return any_member

    def check_setting(self, names: Iterable[str], values: tuple[Value, ...], place: Place) -> None:
        """Report what is set to something dangerous."""
        site = CallSite(place, "", "", None, values, {})
        for name in names:
            for entry in self.knowledge.settings(name):
                if site.meets(entry.when) and self.is_about(entry):
                    self.report(entry.weakness, entry.confidence, place)

    # Results.

    def _result(self, node: Call, callee: Value, site: CallSite, entries: tuple[Entry, ...]) -> Value:
        result = self._by_knowledge(node, site, entries) or self._own_result(node, callee, site)
        if result is not None:
            return result
        if site.receiver is not None and not site.receiver.qualified.endswith("()"):
            constant_result = folded(site.member, site.receiver, site.positional)
            if constant_result is not None and not site.named:
                return constant_result
        unknown, chance = self._unknown_result(site), callee.origins & _CHANCE
        return replace(unknown, origins=unknown.origins | chance) if chance else unknown

    def _own_result(self, node: Call, callee: Value, site: CallSite) -> Value | None:
        """Return what a function, class or method of the snippet returns, or None if it is none of these."""
        if callee.function is not None and self.may_enter(callee.function):
            outcome = self.enter(callee.function, site, None, is_closure=isinstance(node.function, Function))
            self.take_pointed(node.arguments, outcome.pointed)
            return outcome.result
        if callee.defined_class is not None:
            made = replace(self._unknown_result(site), qualified=f"{callee.defined_class.name}()")
            return self.created(callee.defined_class, site, replace(made, defined_class=callee.defined_class))
        method = self._own_method(site.receiver, site.member, len(site.values))
        if method is not None and self.may_enter(method):
            return self.call_method(method, site, node.function.of if isinstance(node.function, Member) else None)
        if isinstance(node.function, Name) and node.function.id == PARENT and (parent := self.parent_of_this()):
            return parent
        return None

    def _by_knowledge(self, node: Call, site: CallSite, entries: tuple[Entry, ...]) -> Value | None:
        """Return what the entries about a call say of its result, the functions that it calls having been entered."""
        result: Value | None = None
        for entry in entries:
            if isinstance(entry, Callback):
                returned = self._called_back(entry, node, site)
                known = None if returned is None or not entry.result else returned
                known = collected((known,)) if known is not None and entry.result == LISTED else known
            else:
                known = self._known_result(entry, node, site)
            result = result or known
        return result

    def _unknown_result(self, site: CallSite) -> Value:
        """Return what depends on all arguments and the receiver, called like the callee."""
        parts = site.values if site.receiver is None else (site.receiver, *site.values)
        result = replace(reworked(mixed(parts), site), qualified=f"{site.qualified}()" if site.qualified else "")
        if (names := part_names(site)) is not None:
            whole = result.names if self.is_view(site.qualified, site.member) else frozenset[str]()
            result = self.read(replace(result, names=names | whole), site)
        carried = {origin for value in site.values if (origin := self.knowledge.carried(value.qualified)) is not None}
        return replace(result, origins=result.origins | carried, clean=frozenset()) if carried else result

    def _known_result(self, entry: Entry, node: Call, site: CallSite) -> Value | None:
        if isinstance(entry, Known):
            return constant(entry.value)
        if isinstance(entry, Source):
            name = source_name(path_of(node.function) or site.qualified, entry.origin, site)
            return self.read(Value(origins=frozenset({entry.origin}), names=frozenset({name})), site)
        if isinstance(entry, Sanitiser) and site.meets(entry.when):
            parts = site.values if site.values or site.receiver is None else (site.receiver,)
            base = parts[0] if len(parts) == 1 else mixed(parts)
            if base.is_constant:
                base = replace(mixed(parts), names=frozenset())
            cleaned = base.cleaned(frozenset(entry.contexts), Ground.NAME if entry.called else Ground.PROOF)
            return replace(cleaned, qualified="", items=None, entries=None, names=made_names(cleaned, site))
        if isinstance(entry, Method):
            return self._change(entry.does, node, site)
        if isinstance(entry, Result) and site.meets(entry.when):
            return self.put_together(given(entry.gives, site), site.place)
        return None

    # Functions that are given to a call.

    def _called_back(self, entry: Callback, node: Call, site: CallSite) -> Value | None:
        """Enter the functions that a call is given and calls; return what one of them may return, None without any."""
        result: Value | None = None
        for number, value in enumerate(site.values):
            function = value.function
            name = value.constant.lower() if isinstance(value.constant, str) else value.qualified
            if function is None and name:
                self._called_by_name(name, entry, site, number)
            if function is None or not self.may_enter(function):
                continue
            if entry.parameters and len(function.parameters) not in entry.parameters:
                continue
            passed = self._given(entry, site, number)
            inner = CallSite(site.place, "", "", None, self._taken(function, passed), {})
            returned = self.enter(function, inner, None, is_closure=True).result
            result = returned if result is None else either(result, returned)
            if any(argument is function for argument in node.arguments):
                self.pending = [one for one in self.pending if one.function is not function]
        return result

    def _called_by_name(self, name: str, entry: Callback, site: CallSite, number: int) -> None:
        """Judge what a function of a library gets that is an argument, in PHP by its name alone."""
        inner = CallSite(site.place, name, "", None, self._given(entry, site, number), {})
        for known in self.knowledge.about(inner.qualified, ""):
            if isinstance(known, Sink):
                self.check_sink(known, inner)

    def _given(self, entry: Callback, site: CallSite, number: int) -> tuple[Value, ...]:
        """Return what the function that is the argument of this number gets from the call."""
        behind = site.positional[number + 1 :]
        return tuple([one for what in entry.passes for one in self._passed(what, site, behind)])

    def _taken(self, function: Function, passed: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return what a function takes of what it is given: numbers and objects of libraries, where it says so."""
        return tuple(
            [
                self._as_said(parameter.annotation, value)
                for parameter, value in zip(function.parameters, passed, strict=False)
            ]
        )

    def _as_said(self, annotation: str, value: Value) -> Value:
        things = (entry for entry in self.knowledge.about(annotation, "") if isinstance(entry, Thing))
        thing = next(things, None)
        if thing is not None:
            return Value(qualified=thing.means)
        return NUMBER if annotation in NUMBERS else value

    def _passed(self, what: str, site: CallSite, behind: tuple[Value, ...]) -> tuple[Value, ...]:
        """Return what a function that is given to a call gets from it; `behind` are the arguments that follow it."""
        if what in ORIGINS:
            return (Value(origins=frozenset({what}), names=frozenset({site.qualified or site.member})),)
        if what == "rest":
            return behind
        if what == "items":
            return tuple([item_of(value) for value in behind])
        if what == "args":
            given = site.argument(("args",)) or ANYTHING
            return given.items if given.items is not None else (item_of(given),)
        receiver = site.receiver or ANYTHING
        known = {"nothing": ANYTHING, "number": NUMBER, "item": item_of(receiver), "itself": receiver}
        return (known.get(what) or Value(qualified=what),)

    def _own_method(self, receiver: Value | None, name: str, given_count: int | None = None) -> Function | None:
        """Return the method of the snippet that is called on one of its own objects, or None."""
        return self.method_of(receiver.defined_class, name, given_count) if receiver is not None else None

    # Variables that a call fills.

    def _fill(self, entry: Filling, node: Call, site: CallSite) -> None:
        """Leave in the variables that a call fills what it leaves there."""
        if entry.argument == RECEIVER:
            targets: tuple[Expression, ...] = (self._filled(node.function),)
        else:
            targets = node.arguments[entry.argument :][: None if entry.rest else 1]
        if entry.origin:
            value = Value(origins=frozenset({entry.origin}))
        else:
            value = given(entry.gives, replace(site, positional=site.positional[entry.of :]))
        for target in targets:
            path_ = path_of(innermost(target))
            if path_ is None:
                continue
            self.take_through(path_, value)
            is_whole = entry.gives == _GONE
            filled = value if is_whole else self.put_together(self._added(path_, value, adds=entry.adds), site.place)
            self.remember(path_, filled)

    def _filled(self, function: Expression) -> Expression:
        """Return what a method fills: of a chain of such methods, what the first is called on."""
        while isinstance(function, Member):
            of = function.of
            if not isinstance(of, Call) or not isinstance(of.function, Member):
                return of
            known = self.knowledge.about("", of.function.name)
            if not any(isinstance(entry, Filling) and entry.argument == RECEIVER for entry in known):
                return of
            function = of.function
        return function

    def _added(self, path_: str, value: Value, *, adds: bool) -> Value:
        """Return what is in a variable that was filled; an empty object of a library is an empty text."""
        old = self.look_up(path_)
        if old is None or not adds:
            return value if old is None else replace(value, qualified=old.qualified, defined_class=old.defined_class)
        is_empty = bool(old.qualified) and not (old.pieces or old.origins or old.is_constant)
        return replace(joined((constant("") if is_empty else old, value)), qualified=old.qualified)

    # Collections.

    def _change(self, does: str, node: Call, site: CallSite) -> Value | None:
        """Change the collection on which a method is called, if it is a variable; return the method's result."""
        if site.receiver is None or not isinstance(node.function, Member):
            return None
        receiver, path_ = site.receiver, path_of(node.function.of)
        if does == _REWORK and receiver.entries is None and not receiver.is_any_collection:
            return None
        changed, result = CHANGES[does](receiver, site.positional)
        if path_ is not None and changed is not receiver:
            self.change(path_, changed)
        return result


def _last_name(function: Expression) -> str:
    """Return the last part of the name by which a function is called; of a table of functions, that of the key."""
    if isinstance(function, Element) and isinstance(function.index, Constant):
        return str(function.index.value).rpartition(".")[2]
    if isinstance(function, Member):
        return function.name
    return function.id.rpartition(".")[2] if isinstance(function, Name) else ""


def _confidence(sink: Sink, value: Value, foreign: frozenset[str]) -> str:
    """Return how sure it is that this foreign data in a value is a weakness at a sink; empty if it is none."""
    for origin, confidence in _MEANT if sink.only else _CONFIDENCE:
        if origin in foreign and counts(sink, origin, value):
            is_statement = sink.context not in _PLACES and bool(value.literal.strip("\0"))
            return "medium" if is_statement and origin == Origin.PARAMETER else confidence
    return ""

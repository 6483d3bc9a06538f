"""What tests show, as far as it takes knowledge: guards, each or any of many items, outcomes that were kept."""

import re
from collections.abc import Iterable
from typing import Final

from gateway.dataflow.calls import Calls
from gateway.dataflow.callsite import CallSite
from gateway.dataflow.deafness import is_blind
from gateway.dataflow.elements import items_of
from gateway.dataflow.guards import SIZE, THERE, Fact, Facts, Seen, facts_of, is_part, named_by, of_part
from gateway.dataflow.knowledge import ANY, RECEIVER, Argument, Guard, View
from gateway.dataflow.machine import path_of
from gateway.dataflow.regexes import names_host, shown
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Comprehension,
    Element,
    Expression,
    Function,
    Logical,
    Member,
    Name,
    Place,
    Prefix,
    gives_items,
    names_in,
)
from gateway.dataflow.value import EVERYTHING, Ground, Origin, Value

_PATH: Final = "path"
_ADDRESSES: Final = frozenset({"url", "redirect"})
_ROOT: Final = re.compile(r"[.\[]")
_MEMBERS: Final = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*){1,4}")
_SENT: Final = frozenset({Origin.REQUEST, Origin.INPUT})
_THERE: Final = frozenset({THERE})
_EVERYTHING: Final = Value(names=frozenset({EVERYTHING}))


class Showing(Calls, Seen):
    """Tells what the parts of tests are worth, and what they show."""

    def worth(self, expression: Expression) -> Value:
        """Return what an expression of a test is worth, and remember it: the test may show something of it."""
        for inner in (expression, *_members_in(expression)):
            path = path_of(inner)
            if path is not None:
                value = self.evaluate(inner)
                if value.origins and path in value.names:
                    self.state.setdefault(path, value)
        return self.evaluate(expression)

    def shown_by(self, call: Call, *, alone: bool = False, equal: bool = False) -> Iterable[Fact]:
        """Yield what a call shows (one that stands `alone`, or is `equal` to something), of whatever it guards."""
        yield from () if alone else self._shown_of_each(call, "all")
        yield from self._shown_by_guards(call, alone=alone, equal=equal)

    def _shown_by_guards(
        self, call: Call, *, alone: bool = False, equal: bool = False, failed: bool = False
    ) -> Iterable[Fact]:
        """Yield what the knowledge says that a call shows where it holds, or where it has `failed`."""
        callee = self._callee(call.function)
        method = self._own_method(callee.receiver, callee.member, len(call.arguments) + len(call.named))
        own = callee.value.function or method
        yield from self._shown_by_own(call, own, alone=alone, failed=failed)
        known = self._known_of(call.function, callee, by_name=True)
        guards = [entry for entry in known if isinstance(entry, Guard) and entry.failed == failed]
        guards = [entry for entry in guards if entry.raises or not alone]
        guards = [entry for entry in guards if (entry.called or own is None) and (equal or not entry.equal)]
        if own is not None and any(entry.called for entry in guards) and (is_blind(own) or _runs_later(own, call)):
            guards = [entry for entry in guards if not entry.called]
        if not guards:
            return
        for expression in (call.function.of, *call.arguments) if isinstance(call.function, Member) else call.arguments:
            self.worth(expression)
        site = self._site(call, callee)
        for guard in guards:
            contexts, ground = self._grounds(guard, site)
            for place in guard.arguments if ground is not None and site.meets(guard.when) else ():
                value = _EVERYTHING if place == ANY else site.argument((place,))
                if value is not None and value.names and ground is not None:
                    tested = _given(call, place)
                    fact = Fact(_meant(guard, tested, value), contexts, ground)
                    yield fact if tested is None or not is_part(tested) else of_part(fact)

    def _shown_by_own(self, call: Call, function: Function | None, *, alone: bool, failed: bool) -> tuple[Fact, ...]:
        """Return what a function of the snippet shows that was just called: what it has looked at before it answers."""
        told = self.told.get((id(function), call.place))
        if told is None or (function is not None and _runs_later(function, call)):
            return ()
        facts = told.always if alone else told.facts.otherwise if failed else told.facts.then
        self._remember_members(call.place, facts)
        return facts

    def shown_by_test(self, test: Expression) -> Facts:
        """Return what a test shows, and remember the members of which it shows it through what was made of them."""
        facts = facts_of(test, self)
        # That a number was compared with another says nothing of the one that it was made of.
        told = [fact for some in facts.both for fact in some if fact.contexts != SIZE]
        if told:
            self._remember_read(named_by(told), test.place)
        return facts

    def _remember_read(self, paths: Iterable[str], place: Place) -> None:
        for path in paths:
            if path not in self.state and _MEMBERS.fullmatch(path) is not None:
                of, *members = path.split(".")
                read: Expression = Name(of, place)
                value = self.evaluate(read)
                for member in members:
                    read = Member(read, member, place)
                    value = self.member_of(read, value)
                if value.origins and path in value.names:
                    self.state[path] = value

    def _remember_members(self, place: Place, facts: Iterable[Fact]) -> None:
        """Remember the members of which something is shown: who reads them later reads what was looked at."""
        for path in [path for fact in facts for path in fact.names if _ROOT.search(path) is not None]:
            of, _, member = path.partition(".")
            if of in self.state and member.isidentifier():
                self.state.setdefault(path, self.evaluate(Member(Name(of, place), member, place)))

    def shown_by_absence(self, expression: Expression) -> tuple[Fact, ...]:
        """Return what is shown to be safe by the emptiness of an expression, as of the host in a URL."""
        if isinstance(expression, Call):
            return (*self._shown_of_each(expression, "any"), *self._shown_by_guards(expression, failed=True))
        if not isinstance(expression, Member):
            return ()
        whole = self.worth(expression.of)
        views = [
            one for one in self.knowledge.about(f"{whole.qualified}.{expression.name}", "") if isinstance(one, View)
        ]
        contexts = frozenset([context for view in views for context in view.blank])
        return (Fact(whole.names, contexts, Ground.HINT),) if contexts and whole.names else ()

    def shown_to_be_there(self, expression: Expression) -> tuple[Fact, ...]:
        """Return what it shows of a pointer that somebody looks whether it points to anything."""
        if not self.points or not isinstance(expression, Name | Member | Element):
            return ()
        value = self.worth(expression)
        return (Fact(value.names, _THERE),) if value.qualified.endswith("()") and value.names else ()

    def is_side(self, expression: Expression) -> bool:
        """Tell whether this is one side of what a call made, as the scheme of a URL, which says nothing of the rest."""
        if not isinstance(expression, Member) or not isinstance(expression.of, Call):
            return False
        of = self.evaluate(expression.of).qualified
        views = self.knowledge.about(f"{of}.{expression.name}" if of else "", expression.name)
        return not any(isinstance(entry, View) for entry in views)

    def _shown_of_each(self, call: Call, name: str) -> tuple[Fact, ...]:
        """Return what `all(test for item in items)` shows of all items, or what `any` does where it does not hold."""
        given = call.arguments[0] if len(call.arguments) == 1 else None
        is_meant = isinstance(call.function, Name) and call.function.id == name and self.look_up(name) is None
        if not is_meant or not isinstance(given, Comprehension) or len(given.clauses) != 1:
            return ()
        clause, kept = given.clauses[0], self.state
        found: list[Fact] = []
        iterable = self.evaluate(clause.iterable)
        is_plain = iterable.defined_class is None and not clause.conditions
        for item in items_of(iterable) if is_plain else ():
            self.state = dict(kept)
            self.bind(clause.target, item)
            facts = facts_of(given.elements[-1], self)
            shown = facts.then if name == "all" else facts.otherwise
            found += [of_part(fact) for fact in shown] if is_part(clause.iterable) else shown
        self.state = kept
        return tuple(found)

    def is_yes_or_no(self, test: Expression) -> bool:
        """Tell whether a test says yes or no: neither is nothing, so that who looks whether it is knows no more."""
        if isinstance(test, Binding):
            return self.is_yes_or_no(test.value)
        if isinstance(test, Name):
            behind = self.test_behind(test.id)
            return behind is not None and self.is_yes_or_no(behind)
        if not isinstance(test, Call):
            return isinstance(test, Comparison | Logical | Prefix)
        callee = self._callee(test.function)
        told = self.told.get((id(callee.value.function), test.place))
        if told is not None:
            return told.is_yes_or_no
        guards = [entry for entry in self._known_of(test.function, callee) if isinstance(entry, Guard)]
        return any(not (entry.absent or entry.called) for entry in guards)

    def test_behind(self, name: str) -> Expression | None:
        """Return the test of which a variable is the outcome, if what it is about is still the same."""
        known = self.look_up(name)
        test = known.test if known is not None else None
        if test is None or test.inside is not (self.inside[-1] if self.inside else None):
            return None
        changed = {name} | {_ROOT.split(path)[0] for path in self.assigned[test.since :]}
        return test.expression if changed.isdisjoint(names_in(test.expression)) else None

    def _grounds(self, guard: Guard, site: CallSite) -> tuple[frozenset[str], Ground | None]:
        """Return for which contexts a guard shows its arguments to be safe, and on which ground, if on any."""
        contexts = frozenset(guard.contexts)
        if guard.pattern is None:
            return contexts, Ground.NAME if guard.called else Ground.HINT if guard.failed else Ground.PROOF
        pattern = site.argument((guard.pattern,))
        if pattern is None or not isinstance(pattern.constant, str):
            # Whoever sends the pattern lets through what he likes.
            return contexts, None if pattern is not None and pattern.origins & _SENT else Ground.HINT
        ground, is_path = shown(pattern.constant, guard.matching)
        if ground is None and EVERYTHING in contexts and names_host(pattern.constant, guard.matching):
            return _ADDRESSES, Ground.PROOF
        return (self.knowledge.contexts - {_PATH}) if is_path and EVERYTHING in contexts else contexts, ground


def _runs_later(function: Function, call: Call) -> bool:
    """Tell whether nothing of a function has run when its call is over: it is waited for, or gives items, elsewhere."""
    return not call.is_awaited and (function.is_later or gives_items(function))


def _meant(guard: Guard, tested: Expression | None, value: Value) -> frozenset[str]:
    """Return the names of which a guard says something; that a path is in a folder says nothing of its parts."""
    while isinstance(tested, Call) and isinstance(tested.function, Member):
        tested = tested.function.of
    path = path_of(tested) if tested is not None else None
    is_place = _PATH in guard.contexts and not guard.failed
    return frozenset({path}) if is_place and path is not None and path in value.names else value.names


def _given(call: Call, place: Argument) -> Expression | None:
    """Return what stands at a place of a call, its receiver for -1, if it is plain to see."""
    if place == RECEIVER:
        return call.function.of if isinstance(call.function, Member) else None
    return call.arguments[place] if isinstance(place, int) and place < len(call.arguments) else None


def _members_in(expression: Expression) -> Iterable[Expression]:
    """Yield the members and elements of variables that are given to the calls in an expression."""
    pending: list[Expression] = [expression]
    while pending:
        one = pending.pop()
        if isinstance(one, Call):
            pending += [one.function, *one.arguments]
        elif isinstance(one, Logical):
            pending += one.operands
        elif isinstance(one, Member | Element):
            if path_of(one) is not None and one is not expression:
                yield one
            else:
                pending.append(one.of)

"""
Runs a program on values of which little is known: every branch that may be taken, loops twice, functions of the
snippet where they are called and once more as if called from outside.

It never fails on a program: what it cannot follow is unknown. It ends within its steps.
"""

from collections.abc import Callable, Iterable
from typing import Final, cast, override

from msgspec.structs import replace

from gateway.dataflow.elements import item_of
from gateway.dataflow.elsewhere import changed_in
from gateway.dataflow.functions import Functions
from gateway.dataflow.guards import Fact, Facts, Light, facts_after, facts_of
from gateway.dataflow.machine import State, is_less_known, joined_states, path_of, perhaps
from gateway.dataflow.naming import element_names, is_whole, item_names, names_of_whole
from gateway.dataflow.tree import (
    ANY_NAME,
    INITIALISERS,
    Assign,
    Augment,
    Call,
    Case,
    Comparison,
    Conditional,
    Constant,
    Define,
    DefineClass,
    Element,
    Evaluate,
    Expression,
    Function,
    If,
    Import,
    Items,
    Leave,
    Literal,
    Logical,
    Loop,
    Member,
    Name,
    Prefix,
    Program,
    Raise,
    Return,
    Slice,
    Spread,
    Statement,
    Switch,
    Try,
)
from gateway.dataflow.value import ANYTHING, EACH, EVERYTHING, Origin, Test, Value, collected, constant, either, mixed

_LOOP_ROUNDS_MIN: Final = 2
_LOOP_ROUNDS_MAX: Final = 6
_TESTS: Final = (Call, Comparison, Logical, Prefix)
_POINTING: Final = frozenset({"c", "cpp"})
_WRAPPING: Final = frozenset({"c", "cpp"})
_UPWARDS: Final = frozenset({"<", "<="})
# Where a call gives several results, of which the first is what it is called for; they are no parts of one.
_WITH_SEVERAL_RESULTS: Final = frozenset({"go"})


class Interpreter(Functions):
    """Runs statements. A block that is always left (return, raise, break) says so by returning True."""

    def run(self, program: Program) -> None:
        """Run a whole program, then every function as if called from outside. Raises BudgetSpent."""
        self.shared = program.shared
        self._language = program.language
        self.points = program.language in _POINTING
        self.wraps = program.language in _WRAPPING
        self._elsewhere = changed_in(program)
        self.patched, self.patched_methods = self._elsewhere.patches.names, self._elsewhere.patches.methods
        self._hidden = program.hidden
        self.program = program
        self._announce(program.body)
        self.block(program.body)
        self._last = self.state
        self._enter_all()

    @override
    def block(self, body: Iterable[Statement]) -> bool:
        for statement in body:
            self.step()
            if _FORMS[type(statement)](self, statement):
                return True
        return False

    # Straight statements.

    def _assign(self, node: Assign) -> bool:
        if all(_is_nobodys(target) for target in node.targets):
            self.unheeded = node.value
        value = self.evaluate(node.value)
        if isinstance(node.value, _TESTS) and not value.is_constant:
            inside = self.inside[-1] if self.inside else None
            value = replace(value, test=Test(node.value, inside, len(self.assigned)))
        for target in node.targets:
            self.bind(target, value)
        return False

    def _augment(self, node: Augment) -> bool:
        value = self.operation(node.operator, self.evaluate(node.target), self.evaluate(node.value))
        self.bind(node.target, value)
        return False

    def _evaluate(self, node: Evaluate) -> bool:
        # What a front end writes by itself stands elsewhere than what it is about.
        self.unheeded = node.expression if node.place == node.expression.place else None
        self.evaluate(node.expression)
        if isinstance(node.expression, Call):
            self._learn(facts_after(node.expression, self))
            return self.is_exit(node.expression)
        return False

    def _return(self, node: Return) -> bool:
        if node.value is not None:
            value = self.evaluate(node.value)
            self.returned.append(value)
            is_test = bool(self.given) and isinstance(node.value, _TESTS) and not value.is_constant
            self.answer(value, facts_of(node.value, self) if is_test else Facts())
            if self.inside and value.origins:
                self.check_setting((self.inside[-1].name,), (value,), node.place)
        else:
            self.answer(constant(None), Facts())
        self.ends.append(self.state)
        return True

    def _raise(self, node: Raise) -> bool:
        if node.value is not None:
            self.evaluate(node.value)
        return True

    def _leave(self, _: Leave) -> bool:
        if self.left:
            self.left[-1].append(self.state)
        return True

    def _import(self, node: Import) -> bool:
        for local, qualified in node.names:
            if local == ANY_NAME:
                self.state = {path: _untested(value) for path, value in self.state.items() if path != EVERYTHING}
                continue
            self.modules.add(qualified)
            self.state[local] = self.of_name(qualified, local) or Value(qualified=qualified)
        return False

    def _define(self, node: Define) -> bool:
        function = node.function
        decorators = self.evaluate_all(function.decorators)
        self._check_definition(function)
        # What a decorator of the program's own makes of a function may be another one.
        is_plain = all(one.function is None and one.defined_class is None for one in decorators)
        is_plain = is_plain and not self._is_anybodys(function.name, ANYTHING)
        self.state[function.name] = Value(function=function) if is_plain else ANYTHING
        self.put_off(function, self.state)
        return False

    def _check_definition(self, function: Function) -> None:
        """Report a function that does not do what it is for, and what a parameter is set to where nobody gives it."""
        types = {f"({parameter.annotation}" for parameter in function.parameters if parameter.annotation}
        self.check_setting((function.name, *sorted(types)), (Value(function=function),), function.place)
        for parameter in function.parameters:
            if isinstance(parameter.default, Constant):
                value = self.evaluate(parameter.default)
                self.check_setting((parameter.name,), (value,), parameter.default.place)

    def _define_class(self, node: DefineClass) -> bool:
        self.state[node.name] = Value(defined_class=node)
        kept, self.state = self.state, dict(self.state)
        methods: list[Function] = []
        for statement in node.body:
            if isinstance(statement, Define):
                self.evaluate_all(statement.function.decorators)
                self._check_definition(statement.function)
                methods.append(statement.function)
            else:
                self.block((statement,))
        fields = {path: value for path, value in self.state.items() if kept.get(path) is not value}
        self.members[id(node)] = fields
        self.state = kept
        self.state |= {f"{node.name}.{name}": value for name, value in fields.items()}
        for method in sorted(methods, key=lambda method: method.name not in INITIALISERS):
            self.put_off(method, kept, node)
        return False

    def bind(self, target: Expression, value: Value) -> None:
        """Assign a value to a target: a variable, a member, an element, or several at once."""
        if isinstance(target, Items):
            self._unpack(target, value)
            return
        if isinstance(target, Spread):
            self.bind(target.of, value)
            return
        if self.points and isinstance(target, Member | Element):
            self.check_reading(self.evaluate(target.of), "[]", target.place)
        if isinstance(target, Element | Slice):
            self._store(target, value)
        elif isinstance(target, Member):
            self.set_member(path_of(target.of), target.name, value)
        path = path_of(target)
        if path is not None:
            self.assigned.append(path)
            self.take_through(path, value)
            self.disown(path)
            self.remember(path, self._kept(path, value))
            if path in self.shared and value.origins and self.refers:
                self._take_for_others(path, value)
        index = (self.evaluate(target.index),) if isinstance(target, Element) else ()
        if isinstance(target, Element) and any(one.origins for one in index):
            self.check_operation("[]", self.evaluate(target.of), mixed(index), target.place)
        self.check_setting(self._set_names(target), (value, *index), target.place)

    def _take_for_others(self, path: str, value: Value) -> None:
        """Take note that what is assigned to one variable may be assigned to another, to which it points."""
        for other in (self.shared & self.state.keys()) - {path}:
            known = self.state[other]
            if not known.clean <= value.clean:
                self.state[other] = either(known, value)

    def _kept(self, path: str, value: Value) -> Value:
        """Return what a variable is from now on, as far as it is known whose it is."""
        if path in self._hidden and (outer := self.look_up(path)) is not None:
            # It may be another one of the same name.
            value = either(outer, value)
        return perhaps(replace(value, function=None)) if self._is_anybodys(path, value) else value

    def _is_anybodys(self, path: str, value: Value) -> bool:
        """Tell whether another function may change a variable, nobody knows when."""
        if path in self.shared or path in self._elsewhere.reassigned:
            return True
        if "[" in path and path.partition("[")[0] in self.shared:
            return True
        _, dot, member = path.rpartition(".")
        if dot and f"{dot}{member}" in self.shared:
            return True
        return path in self._elsewhere.captured and (value.items is not None or value.entries is not None)

    def _unpack(self, target: Items, value: Value) -> None:
        for number, part in enumerate(target.items):
            is_known = value.items is not None and number < len(value.items) and not isinstance(part, Spread)
            known = value.items[number] if is_known and value.items is not None else self.by_number(value, number, None)
            if known is None:
                known = item_of(value)
                if value.is_any_collection or self.program.language not in _WITH_SEVERAL_RESULTS:
                    known = replace(known, names=element_names(value, constant(number)))
            self.bind(part, known)

    def _store(self, target: Element | Slice, value: Value) -> None:
        """Change the collection of which an element, or a part, is assigned."""
        path = path_of(target.of)
        collection = self.look_up(path) if path is not None else None
        if path is None or collection is None:
            return
        index = self.evaluate(target.index) if isinstance(target, Element) else ANYTHING
        base = either(collection, value) if collection.items is None else collected((*collection.items, value))
        grown = replace(
            collection,
            constant=ANYTHING.constant,
            items=None,
            entries=None,
            origins=base.origins | index.origins,
            clean=base.clean,
            believed=base.believed,
        )
        if collection.entries is not None and index.is_constant:
            key = cast("Literal", index.constant)
            grown = replace(grown, entries={**collection.entries, key: value})
        self.change(path, grown)

    def _set_names(self, target: Expression) -> tuple[str, ...]:
        """
        Return under which names a target may be known: its own, a member's also behind that of its object's library,
        for an element its key and its collection's.
        """
        if isinstance(target, Name):
            return (target.id,)
        if isinstance(target, Member):
            of = self.evaluate(target.of).qualified
            return (target.name, f"{of}.{target.name}") if of else (target.name,)
        if not isinstance(target, Element):
            return ()
        key = self.evaluate(target.index).constant
        return (*self._set_names(target.of), key) if isinstance(key, str) else self._set_names(target.of)

    # Branches.

    def _if(self, node: If) -> bool:
        test = self.evaluate(node.test)
        if test.is_constant:
            # Where a text is where it stands in memory, an empty one is somewhere, too.
            holds = bool(test.constant) or (self.wraps and isinstance(test.constant, str))
            return self.block(node.then if holds else node.otherwise)
        facts = self.shown_by_test(node.test)
        before = self.state
        ends = [self._outcome(node.then, before, facts.then), self._outcome(node.otherwise, before, facts.otherwise)]
        return self._meet(ends)

    def _outcome(self, body: Iterable[Statement], before: State, facts: tuple[Fact, ...] = ()) -> State | None:
        """Return the state after a body that starts in a copy of the state, or None if its end is never reached."""
        self.state = dict(before)
        self._learn(facts)
        return None if self.block(body) else self.state

    def _meet(self, ends: list[State | None]) -> bool:
        """Go on in what all reached ends have in common; return True if there is none."""
        reached = [end for end in ends if end is not None]
        if not reached:
            return True
        self.state = joined_states(reached)
        if self.points and len(reached) > 1:
            self.state = {path: one for path, one in self.state.items() if not _is_half(path, one, reached)}
        return False

    def _learn(self, facts: tuple[Fact, ...]) -> None:
        if not facts or self._elsewhere.patches.asks_nothing:
            return
        light = Light(facts)
        for path, value in self.state.items():
            self.state[path] = light.on(path, value)

    def conditions(self, tests: Iterable[Expression]) -> None:
        """Take note that these tests hold."""
        for test in tests:
            self._learn(self.shown_by_test(test).then)

    def branches(self, node: Conditional) -> tuple[Value, Value]:
        """Return what both values of a conditional expression are worth, each in the light of its test."""
        facts = self.shown_by_test(node.test)
        if not facts.then and not facts.otherwise:
            return self.evaluate(node.then), self.evaluate(node.otherwise)
        before = self.state
        self.state = dict(before)
        self._learn(facts.then)
        then, after = self.evaluate(node.then), self.state
        self.state = dict(before)
        self._learn(facts.otherwise)
        otherwise = self.evaluate(node.otherwise)
        self.state = joined_states([after, self.state])
        return then, otherwise

    def _loop(self, node: Loop) -> bool:
        facts = Facts()
        if node.test is not None:
            test = self.evaluate(node.test)
            if test.is_constant and not test.constant:
                return self.block(node.otherwise)
            facts = self.shown_by_test(node.test)
            self._check_rounds(node.test)
        items = self.worth(node.iterable) if node.iterable is not None else ANYTHING
        begun = len(self.assigned)
        for number in range(1, _LOOP_ROUNDS_MAX + 1):
            before = self.state
            self._round(node, items, facts)
            if number >= _LOOP_ROUNDS_MIN and not is_less_known(before, self.state):
                break
        else:
            # It goes on and on: of what is assigned in here nothing is known any more.
            changed = {path for path in self.assigned[begun:] if path in self.state}
            self.state |= {path: either(self.state[path], ANYTHING) for path in changed}
            self._round(node, items, facts)
        return self.block(node.otherwise)

    def _round(self, node: Loop, items: Value, facts: Facts) -> None:
        """Run the body of a loop once more, or not."""
        before = self.state
        self.left.append([])
        self.state = dict(before)
        self._learn(facts.then)
        if node.target is not None:
            self.bind(node.target, self.each_of(items))
        is_left = self.block(node.body)
        ends = self.left.pop()
        if not (is_left or ends):
            before, self.state = self._seen_whole(before, items), self._seen_whole(self.state, items)
        self.state = joined_states([before, *ends] if is_left else [before, self.state, *ends])

    def _seen_whole(self, state: State, items: Value) -> State:
        """Return a state in which who has looked at each item of a collection has looked at all of it, or at none."""
        seen = dict(state)
        for path in names_of_whole(item_names(items)) & state.keys():
            each = self.state.get(path + EACH, ANYTHING) if is_whole(items, state[path]) else ANYTHING
            for contexts, ground in each.grounds(items.clean):
                seen[path] = seen[path].cleaned(contexts, ground)
        return seen

    def _check_rounds(self, test: Expression) -> None:
        """Report a loop that counts up to a number that a stranger chooses."""
        if isinstance(test, Comparison) and test.operator in _UPWARDS:
            self.check_operation("until", self.evaluate(test.left), self.evaluate(test.right), test.place)

    def _try(self, node: Try) -> bool:
        before = dict(self.state)
        is_left = self.block(node.body)
        after = self.state
        ends: list[State | None] = []
        for handler in node.handlers:
            middle = joined_states([before, after])
            if handler.name:
                origins = frozenset({Origin.FAILURE}) if handler.is_broad else frozenset[str]()
                names = frozenset({handler.name})
                middle[handler.name] = Value(qualified="exception", origins=origins, names=names)
            ends.append(self._outcome(handler.body, middle))
        ends.append(None if is_left else self._outcome(node.otherwise, after))
        is_never_reached = self._meet(ends)
        if not node.final:
            return is_never_reached
        # What stands in the end runs in any case: also where the body got no further than its beginning.
        reached, self.state = self.state, joined_states([before, after])
        is_left = self.block(node.final)
        if is_never_reached:
            return True
        self.state = reached
        return is_left or self.block(node.final)

    def _switch(self, node: Switch) -> bool:
        subject = self.evaluate(node.subject)
        before = self.state
        ends: list[State | None] = []
        for case in node.cases:
            taken = self._is_taken(case, subject)
            if taken is False:
                continue
            facts = (Fact(subject.names, frozenset({"*"})),) if case.values and subject.names else ()
            ends.append(self._outcome(case.body, before, facts))
            if taken:
                break
        else:
            ends.append(before)
        return self._meet(ends)

    def _is_taken(self, case: Case, subject: Value) -> bool | None:
        """Return whether a case is surely taken, surely not, or None."""
        if case.is_default:
            return True
        values = self.evaluate_all(case.values)
        if not subject.is_constant or not values or not all(value.is_constant for value in values):
            return None
        return any(value.constant == subject.constant for value in values)


def _untested(value: Value) -> Value:
    """Return a value in whose place another may have been put, at which nobody has looked."""
    return perhaps(value.without(value.clean))


def _is_nobodys(target: Expression) -> bool:
    """Tell whether what is assigned here is thrown away: `_ = check()`."""
    if isinstance(target, Items):
        return all(_is_nobodys(item) for item in target.items)
    return isinstance(target, Name) and target.id == "_"


def _is_half(path: str, value: Value, states: list[State]) -> bool:
    """Tell whether a member is what a call made of it in some of the states only; in the others it may be anything."""
    return "." in path and value.qualified.endswith("()") and not all(path in state for state in states)


_FORMS: Final = cast(
    "dict[type[Statement], Callable[[Interpreter, Statement], bool]]",
    {
        Assign: Interpreter._assign,  # noqa: SLF001 - the table belongs to the class
        Augment: Interpreter._augment,  # noqa: SLF001
        Evaluate: Interpreter._evaluate,  # noqa: SLF001
        Return: Interpreter._return,  # noqa: SLF001
        Raise: Interpreter._raise,  # noqa: SLF001
        Leave: Interpreter._leave,  # noqa: SLF001
        If: Interpreter._if,  # noqa: SLF001
        Loop: Interpreter._loop,  # noqa: SLF001
        Try: Interpreter._try,  # noqa: SLF001
        Switch: Interpreter._switch,  # noqa: SLF001
        Define: Interpreter._define,  # noqa: SLF001
        DefineClass: Interpreter._define_class,  # noqa: SLF001
        Import: Interpreter._import,  # noqa: SLF001
    },
)

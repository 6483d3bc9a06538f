"""What expressions are worth, given what is remembered. Calls are in `calls`; this module knows no library."""

import operator
from collections.abc import Callable, Iterable
from typing import Final, cast

from msgspec.structs import replace

from gateway.dataflow.callsite import CallSite
from gateway.dataflow.elements import any_entry, element_of, item_of, with_entries, with_items
from gateway.dataflow.knowledge import Known, Source, View
from gateway.dataflow.machine import Machine, path_of
from gateway.dataflow.naming import element_names, is_same_again, item_names, names_of_whole, slice_names
from gateway.dataflow.operations import calculated
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Comprehension,
    Conditional,
    Constant,
    Element,
    Entries,
    Expression,
    Function,
    Items,
    Literal,
    Logical,
    Member,
    Mixture,
    Name,
    Operation,
    Place,
    Prefix,
    Slice,
    Spread,
    Text,
    Yield,
)
from gateway.dataflow.value import (
    ANYTHING,
    EVERYTHING,
    NUMBER,
    OBJECT,
    Origin,
    Value,
    collected,
    constant,
    either,
    joined,
    mixed,
)

_COMPARISONS: Final = cast(
    "dict[str, Callable[[object, object], bool]]",  # a TypeError is caught
    {
        "==": operator.eq,
        "!=": operator.ne,
        "<": operator.lt,
        "<=": operator.le,
        ">": operator.gt,
        ">=": operator.ge,
        "is": lambda one, other: one is other,
        "is not": lambda one, other: one is not other,
        "~=": operator.eq,
        "in": lambda one, other: one in other,
        "not in": lambda one, other: one not in other,
    },
)
# Operators, and what is done as often as a loop's test says: their names in the knowledge.
OPERATORS: Final = {
    "*": "operator.mul",
    "**": "operator.pow",
    "<<": "operator.lshift",
    "==": "operator.eq",
    "!=": "operator.eq",
    "until": "loop.until",
    "[]": "operator.index",
}
# Whose texts and lists are no objects with members of a stranger's choice.
_TYPED: Final = frozenset({"java", "csharp"})
_LENGTHS: Final = frozenset({"length", "Length", "Count"})
_EQUALITY: Final = frozenset({"==", "!="})
_ALIKE: Final = frozenset({"==", "!=", "~="})
_NOTHING: Final[frozenset[str]] = frozenset()
_ALL: Final = frozenset({EVERYTHING})
_CHANCE: Final = frozenset({Origin.WEAK_RANDOM})


class Expressions(Machine):
    """Evaluates expressions."""

    def evaluate(self, expression: Expression) -> Value:
        """Return what an expression is worth. Raises BudgetSpent."""
        self.step()
        return _FORMS[type(expression)](self, expression)

    def evaluate_all(self, expressions: Iterable[Expression]) -> tuple[Value, ...]:
        """Return what each expression is worth, from the left."""
        return tuple([self.evaluate(one) for one in expressions])

    def call(self, node: Call) -> Value:
        """Return what a call returns, having checked it."""
        raise NotImplementedError

    def bind(self, target: Expression, value: Value) -> None:
        """Assign a value to a target."""
        raise NotImplementedError

    def put_together(self, text: Value, place: Place) -> Value:
        """Return a text that was just put together, having checked it."""
        raise NotImplementedError

    def check_operation(self, sign: str, left: Value, right: Value, place: Place) -> None:
        """Report what an operator must not get; `sign` is one of `OPERATORS`."""
        raise NotImplementedError

    def check_reading(self, of: Value, member: str, place: Place) -> str:
        """Report a member of what must not be read; return what the knowledge calls any member of it, if anything."""
        raise NotImplementedError

    def check_setting(self, names: Iterable[str], values: tuple[Value, ...], place: Place) -> None:
        """Report what is set to something dangerous; `values` are what is assigned and, for an element, the index."""
        raise NotImplementedError

    def conditions(self, tests: Iterable[Expression]) -> None:
        """Take note that these tests hold."""
        raise NotImplementedError

    def branches(self, node: Conditional) -> tuple[Value, Value]:
        """Return what both values of a conditional expression are worth, each in the light of its test."""
        raise NotImplementedError

    def of_name(self, qualified: str, path: str | None) -> Value | None:
        """Return the foreign data or the constant that a name stands for by itself, or None."""
        for entry in self.knowledge.about(qualified, ""):
            if isinstance(entry, Known):
                return replace(constant(entry.value), qualified=qualified)
            if isinstance(entry, Source):
                return Value(
                    origins=frozenset({entry.origin}), names=frozenset({path or qualified}), qualified=qualified
                )
        return None

    def read(self, value: Value, site: CallSite) -> Value:
        """Return what a call reads; what was shown of the same read before holds, as it does for a member."""
        return self.state.setdefault(min(value.names), value) if is_same_again(value, site) else value

    def _constant(self, node: Constant) -> Value:
        return constant(node.value)

    def _name(self, node: Name) -> Value:
        known = self.look_up(node.id)
        if known is not None:
            return known
        qualified = self.knowledge.full_name(node.id)
        clean = _ALL if _is_constant_name(node.id) else _NOTHING
        return self.of_name(qualified, node.id) or Value(qualified=qualified, names=frozenset({node.id}), clean=clean)

    def _member(self, node: Member) -> Value:
        known = self.look_up(path_of(node) or "")
        if known is not None:
            return known
        of = self.evaluate(node.of)
        any_member = self.check_reading(of, node.name, node.place)
        source = self.of_name(any_member, path_of(node)) if any_member else None
        if source is None and node.name in _LENGTHS and self._is_measured(of):
            return replace(NUMBER, names=of.names)
        return source if source is not None else self.member_of(node, of)

    def _is_measured(self, of: Value) -> bool:
        """Tell whether this is a text or a list, not an object that may hold anything under the name of a length."""
        is_text = bool(of.pieces) or isinstance(of.constant, str) or self.program.language in _TYPED
        return of.entries is None and of.defined_class is None and (of.is_any_collection or is_text)

    def member_of(self, node: Member, of: Value) -> Value:
        """Return what a member of this value is worth."""
        path = path_of(node)
        known = self.look_up(path) if path is not None else None
        if known is not None:
            return known
        if of.entries is not None and node.name in of.entries:
            return of.entries[node.name]
        qualified = f"{of.qualified}.{node.name}" if of.qualified else ""
        source = self.of_name(qualified, path) if qualified else None
        if source is not None:
            return source
        names = of.names if path is None else frozenset({path})
        if self.is_view(qualified, node.name):
            names |= of.names
        clean = _ALL if not of.origins and _is_constant_name(node.name) else of.clean
        return Value(origins=of.origins, clean=clean, believed=of.believed, names=names, qualified=qualified)

    def is_view(self, qualified: str, member: str) -> bool:
        """Tell whether who has tested this part has tested the whole."""
        return any(isinstance(entry, View) for entry in self.knowledge.about(qualified, member))

    def _element(self, node: Element) -> Value:
        path = path_of(node)
        known = self.look_up(path) if path is not None else None
        if known is not None:
            return known
        of, index = self.evaluate(node.of), self.evaluate(node.index)
        if index.origins:
            self.check_operation("[]", of, index, node.place)
        if self.points:
            self.check_reading(of, "[]", node.place)
        return self.element_value(path, of, index)

    def element_value(self, path: str | None, of: Value, index: Value) -> Value:
        """Return what an element of this value is worth that no statement has set."""
        found = element_of(of, index) or any_entry(of) or self._member_by_key(of, index, path)
        if found is not None:
            return found
        names = element_names(of, index) if path is None else frozenset({path})
        if isinstance(index.constant, str) and self.is_view(f"{of.qualified}.{index.constant}", ""):
            names |= of.names
        # Which element it is may be a matter of chance, as in `letters[random]`.
        origins = of.origins | (index.origins & _CHANCE) if index.origins else of.origins
        element = Value(
            pieces=of.pieces,
            origins=origins,
            clean=of.clean,
            believed=of.believed,
            names=names,
            is_number=of.is_number and not of.pieces,
        )
        # What is no list may be a text, of which this is a part.
        return element if of.is_any_collection or not of.clean else element.cut()

    def _member_by_key(self, of: Value, index: Value, path: str | None) -> Value | None:
        """Return the foreign data that an object of a library holds under a key, as it does in a member, or None."""
        if not of.qualified:
            return None
        if type(index.constant) is int:
            return self.by_number(of, index.constant, path)
        return self.of_name(f"{of.qualified}.{index.constant}", path) if isinstance(index.constant, str) else None

    def by_number(self, of: Value, number: int, path: str | None) -> Value | None:
        """Return what an object of a library holds at a place, beside what is in the whole of it, or None."""
        found = self.of_name(f"{of.qualified}.<{number}>", path) if of.qualified else None
        if found is None:
            return None
        names = found.names if path is not None else of.names
        return replace(found, origins=found.origins | of.origins, clean=of.clean, proved=of.proved, names=names)

    def _slice(self, node: Slice) -> Value:
        of = self.evaluate(node.of)
        bounds = [None if bound is None else self.evaluate(bound).constant for bound in (node.lower, node.upper)]
        if isinstance(of.constant, str | bytes) and all(bound is None or type(bound) is int for bound in bounds):
            lower, upper = cast("list[int | None]", bounds)
            return constant(of.constant[lower:upper])
        if of.items is not None and all(bound is None or type(bound) is int for bound in bounds):
            lower, upper = cast("list[int | None]", bounds)
            items = of.items[lower:upper]
            return with_items(items)
        names = slice_names(of, (bounds[0], bounds[1]), node.place)
        part = Value(pieces=of.pieces, origins=of.origins, clean=of.clean, believed=of.believed, names=names)
        return part.cut()

    def _spread(self, node: Spread) -> Value:
        return self.evaluate(node.of)

    def _call(self, node: Call) -> Value:
        return self.call(node)

    def _operation(self, node: Operation) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        if node.operator in OPERATORS:
            self.check_operation(node.operator, left, right, node.place)
        return self.put_together(self.operation(node.operator, left, right), node.place)

    def operation(self, sign: str, left: Value, right: Value) -> Value:
        """Return `left sign right`."""
        return calculated(sign, left, right, wraps=self.wraps)

    def _prefix(self, node: Prefix) -> Value:
        operand = self.evaluate(node.operand)
        known = operand.constant
        if node.operator == "not":
            is_told = operand.is_constant and not (self.wraps and isinstance(known, str))
            return constant(not known) if is_told else NUMBER
        if node.operator == "-" and isinstance(known, int | float):
            return NUMBER if self.wraps else constant(-known)
        return operand if node.operator == "+" else NUMBER

    def _comparison(self, node: Comparison) -> Value:
        left, right = self.evaluate(node.left), self.evaluate(node.right)
        if node.operator in _EQUALITY:
            self.check_operation(node.operator, _only_hole(left), _only_hole(right), node.place)
        # Whether two equal texts or numbers are the same object, nobody knows.
        is_told = not node.operator.startswith("is") or _is_unique(left.constant) or _is_unique(right.constant)
        is_told = is_told and not (node.operator in _ALIKE and _may_be_equal(left.constant, right.constant))
        is_told = is_told and node.operator != "~in"
        if left.is_constant and right.is_constant and is_told:
            try:
                return constant(bool(_COMPARISONS[node.operator](left.constant, right.constant)))
            except TypeError:
                return NUMBER
        return NUMBER

    def _logical(self, node: Logical) -> Value:
        """Return what may come of `and` and `or`; an operand that decides ends it."""
        result: Value | None = None
        for operand in node.operands:
            value = self.evaluate(operand)
            if value.is_constant:
                decides = bool(value.constant) == (node.operator == "or")
                if decides:
                    return value if result is None else either(result, value)
                if operand is not node.operands[-1]:
                    continue
            result = value if result is None else either(result, value)
        return result or ANYTHING

    def _conditional(self, node: Conditional) -> Value:
        test = self.evaluate(node.test)
        if test.is_constant:
            return self.evaluate(node.then if test.constant else node.otherwise)
        return either(*self.branches(node))

    def _text(self, node: Text) -> Value:
        return self.put_together(joined((constant(""), *self.evaluate_all(node.parts))), node.place)

    def _items(self, node: Items) -> Value:
        values = self.evaluate_all(node.items)
        if any(isinstance(item, Spread) for item in node.items):
            return mixed(values)
        return with_items(values)

    def _entries(self, node: Entries) -> Value:
        known: dict[Literal, Value] = {}
        values: list[Value] = []
        is_complete = True
        for key, item in node.entries:
            value = self.evaluate(item)
            values.append(value)
            name = self.evaluate(key) if key is not None else ANYTHING
            if name.is_constant:
                known[cast("Literal", name.constant)] = value
                if node.is_object or isinstance(name.constant, str):
                    self.check_setting((str(name.constant),), (value,), item.place)
            else:
                is_complete = False
        if not is_complete:
            return mixed(values)
        made = with_entries(known, values)
        return replace(made, qualified=OBJECT) if node.is_object else made

    def each_of(self, collection: Value) -> Value:
        """Return what a loop takes from a collection, item by item, and remember it: a test of it is one of all."""
        each = replace(item_of(collection), names=item_names(collection))
        self.state |= dict.fromkeys(each.names - collection.names, each)
        return each

    def _comprehension(self, node: Comprehension) -> Value:
        kept, changed_before, bound_before = self.state, len(self.changes), len(self.bound)
        self.state = dict(kept)
        for clause in node.clauses:
            self.bind(clause.target, self.each_of(self.evaluate(clause.iterable)))
            self.evaluate_all(clause.conditions)
            self.conditions(clause.conditions)
        result = collected(self.evaluate_all(node.elements))
        result = replace(result, names=names_of_whole(result.names))
        inner, self.state = self.state, kept
        self.take_note(self.changes[changed_before:])
        for path in self.bound[bound_before:]:
            self.remember(path, either(kept.get(path, ANYTHING), inner.get(path, ANYTHING)))
        return result

    def _binding(self, node: Binding) -> Value:
        value = self.evaluate(node.value)
        self.bind(node.target, value)
        self.bound += [path] if (path := path_of(node.target)) is not None else []
        return value

    def _yield(self, node: Yield) -> Value:
        if node.value is None:
            return ANYTHING
        value = self.evaluate(node.value)
        self.returned.append(item_of(value) if isinstance(node.value, Spread) else value)
        return ANYTHING

    def _mixture(self, node: Mixture) -> Value:
        return mixed(self.evaluate_all(node.parts))

    def _function(self, node: Function) -> Value:
        """Return a function without a name, which somebody will call."""
        if not any(one.function is node for one in self.pending):
            self.put_off(node, self.state)
        return Value(function=node)


_FORMS: Final = cast(
    "dict[type[Expression], Callable[[Expressions, Expression], Value]]",
    {
        Constant: Expressions._constant,  # noqa: SLF001 - the table belongs to the class
        Name: Expressions._name,  # noqa: SLF001
        Member: Expressions._member,  # noqa: SLF001
        Element: Expressions._element,  # noqa: SLF001
        Slice: Expressions._slice,  # noqa: SLF001
        Spread: Expressions._spread,  # noqa: SLF001
        Call: Expressions._call,  # noqa: SLF001
        Operation: Expressions._operation,  # noqa: SLF001
        Prefix: Expressions._prefix,  # noqa: SLF001
        Comparison: Expressions._comparison,  # noqa: SLF001
        Logical: Expressions._logical,  # noqa: SLF001
        Conditional: Expressions._conditional,  # noqa: SLF001
        Text: Expressions._text,  # noqa: SLF001
        Items: Expressions._items,  # noqa: SLF001
        Entries: Expressions._entries,  # noqa: SLF001
        Comprehension: Expressions._comprehension,  # noqa: SLF001
        Binding: Expressions._binding,  # noqa: SLF001
        Yield: Expressions._yield,  # noqa: SLF001
        Mixture: Expressions._mixture,  # noqa: SLF001
        Function: Expressions._function,  # noqa: SLF001
    },
)


def _is_unique(known: object) -> bool:
    """Tell whether there is but one object of this value."""
    return known is None or isinstance(known, bool)


def _may_be_equal(one: object, other: object) -> bool:
    """Tell whether two constants are equal in some languages only: `"1"` and `1`, nothing and an empty text."""
    if one == other:
        return False
    if isinstance(one, str) and isinstance(other, str):
        return _looks_like_number(one) and _looks_like_number(other)
    is_alike = type(one) is type(other) or (isinstance(one, int | float) and isinstance(other, int | float))
    return not is_alike and not (one is None and other) and not (other is None and one)


def _looks_like_number(text: str) -> bool:
    return text.strip()[:1].isdigit()


def _is_constant_name(name: str) -> bool:
    """Tell whether a name is written in capitals: by custom a constant, whose value the program's author has chosen."""
    return len(name) > 1 and name.isupper()


def _only_hole(value: Value) -> Value:
    """Return what stands in a text beside its literals, if that is one thing; else the value itself."""
    return value.holes[0] if len(value.holes) == 1 else value

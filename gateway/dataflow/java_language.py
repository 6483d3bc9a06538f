"""
The classes of Java that other languages have as syntax: texts, text builders, lists and maps. They belong to the
language as much as its operators; every other library is known by the bundle.
"""

import re
from collections.abc import Callable
from typing import Final

from gateway.dataflow.java_names import last
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Constant,
    Element,
    Entries,
    Expression,
    Items,
    Member,
    Mixture,
    Name,
    Place,
    Slice,
    Text,
)

BUILDERS: Final = frozenset({"StringBuilder", "StringBuffer"})
_LISTS: Final = frozenset(
    {"ArrayList", "LinkedList", "Vector", "Stack", "ArrayDeque", "HashSet", "LinkedHashSet", "TreeSet"}
)
_MAPS: Final = frozenset({"HashMap", "LinkedHashMap", "TreeMap", "Hashtable", "ConcurrentHashMap"})
_LISTED: Final = frozenset({"Arrays.asList", "List.of", "Set.of", "Collections.singletonList", "Collections.singleton"})
_MAPPED: Final = frozenset({"Map.of"})
# Methods without arguments that return the text that their object is, or a copy of what it is.
_SAME: Final = frozenset(
    {"toString", "intern", "trim", "strip", "toCharArray", "getBytes", "clone", "stripIndent", "chars"}
)
_EQUALS: Final = frozenset({"equals", "equalsIgnoreCase", "contentEquals"})
BUILDING: Final = frozenset({"append", "insert", "replace", "setLength"})
_ACCESSOR: Final = re.compile(r"^(get|is|has)[A-Z]|^(next|peek|name|value|key)")


type _TextCall = Callable[[Expression, tuple[Expression, ...], Place], Expression]
_TEXT_CALLS: Final[dict[tuple[str, int], _TextCall]] = {
    ("charAt", 1): lambda of, given, where: Element(of, given[0], where),
    ("substring", 1): lambda of, given, where: Slice(of, given[0], None, where),
    ("substring", 2): lambda of, given, where: Slice(of, given[0], given[1], where),
    ("subSequence", 2): lambda of, given, where: Slice(of, given[0], given[1], where),
    ("concat", 1): lambda of, given, where: Text((of, given[0]), where),
    ("contains", 1): lambda of, given, where: Comparison("in", given[0], of, where),
    ("equals", 1): lambda of, given, where: Comparison("==", of, given[0], where),
    ("equalsIgnoreCase", 1): lambda of, given, where: Comparison("==", of, given[0], where),
    ("contentEquals", 1): lambda of, given, where: Comparison("==", of, given[0], where),
}


def created(simple: str, arguments: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the syntax for an object that is created, by its class's simple name, or None for any other class."""
    if simple == "String" or simple in BUILDERS:
        is_size = simple != "String" and arguments and _is_number(arguments[0])
        return Text(() if is_size else arguments[:1], where)
    if simple in _LISTS:
        is_copy = arguments and not _is_number(arguments[0])
        return arguments[0] if is_copy else Items((), where)
    if simple in _MAPS:
        is_copy = arguments and not _is_number(arguments[0])
        return arguments[0] if is_copy else Entries((), where)
    return None


def called(name: str, receiver: Expression, arguments: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the syntax for a call on an object, or None for any other method."""
    if not arguments:
        if name == "isEmpty":
            return Comparison("==", receiver, Constant("", where), where)
        return receiver if name in _SAME else None
    form = _TEXT_CALLS.get((name, len(arguments)))
    if form is not None and not (name in _EQUALS and _is_accessor(receiver)):
        return form(receiver, arguments, where)
    return _collection(name, receiver, arguments, where)


def _is_number(expression: Expression) -> bool:
    return isinstance(expression, Constant) and isinstance(expression.value, int | float)


def _is_accessor(expression: Expression) -> bool:
    """Tell whether this asks an object for a part of it: a test of the part is no test of the object."""
    return (
        isinstance(expression, Call)
        and isinstance(expression.function, Member)
        and _ACCESSOR.match(expression.function.name) is not None
    )


def _collection(name: str, receiver: Expression, arguments: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the list or map that a static method makes of its arguments, or None for another method."""
    called = f"{last(receiver.id)}.{name}" if isinstance(receiver, Name) else ""
    if called in _LISTED:
        return Items(arguments, where)
    if called in _MAPPED:
        return Entries(tuple(zip(arguments[::2], arguments[1::2], strict=False)), where)
    return None


def built(name: str, builder: Expression, arguments: tuple[Expression, ...], where: Place) -> Expression:
    """Return the assignment that changes a text builder."""
    if name == "append":
        value: Expression = Text((builder, arguments[0]), where)
    elif name == "insert":
        value = Text((arguments[-1], builder), where)
    elif name == "setLength":
        value = Text((), where)
    else:
        value = Mixture((builder, *arguments), where)
    target = builder
    while isinstance(target, Binding):
        target = target.target
    return Binding(target, value, where)

"""
The functions of Go that other languages have as syntax or as methods of texts: the package strings, what is built in.

They belong to the language as much as its operators; every other library is known by the bundle.
"""

from collections.abc import Callable
from typing import Final

from gateway.dataflow.tree import (
    Call,
    Comparison,
    Entries,
    Expression,
    Items,
    Member,
    Mixture,
    Operation,
    Place,
)

type _Form = Callable[[tuple[Expression, ...], Place], Expression]


def _method(name: str, *order: int) -> _Form:
    """Return the form of a function that is a method of one of its arguments."""

    def form(given: tuple[Expression, ...], where: Place) -> Expression:
        return Call(Member(given[order[0]], name, where), tuple([given[at] for at in order[1:]]), (), where)

    return form


_TEXTS: Final[dict[tuple[str, int], _Form]] = {
    ("Contains", 2): lambda given, where: Comparison("in", given[1], given[0], where),
    ("ContainsAny", 2): lambda given, where: Comparison("in", given[1], given[0], where),
    ("ContainsRune", 2): lambda given, where: Comparison("in", given[1], given[0], where),
    ("EqualFold", 2): lambda given, where: Comparison("==", given[0], given[1], where),
    ("HasPrefix", 2): _method("startswith", 0, 1),
    ("HasSuffix", 2): _method("endswith", 0, 1),
    ("Index", 2): _method("find", 0, 1),
    ("Count", 2): _method("count", 0, 1),
    ("Join", 2): _method("join", 1, 0),
    ("Split", 2): _method("split", 0, 1),
    ("Fields", 1): _method("split", 0),
    ("ReplaceAll", 3): _method("replace", 0, 1, 2),
    ("Replace", 4): _method("replace", 0, 1, 2),
    ("ToLower", 1): _method("lower", 0),
    ("ToUpper", 1): _method("upper", 0),
    ("Title", 1): _method("title", 0),
    ("TrimSpace", 1): _method("strip", 0),
    ("Trim", 2): _method("strip", 0, 1),
    ("TrimLeft", 2): _method("lstrip", 0, 1),
    ("TrimRight", 2): _method("rstrip", 0, 1),
    ("TrimPrefix", 2): _method("removeprefix", 0, 1),
    ("TrimSuffix", 2): _method("removesuffix", 0, 1),
}
_SAME: Final = frozenset({"string", "any"})


def of_package(package: str, name: str, given: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the syntax for a call of a function of a package, or None for any other function."""
    if package in {"strings", "bytes"}:
        form = _TEXTS.get((name, len(given)))
        return None if form is None else form(given, where)
    if package == "slices" and name == "Contains" and len(given) > 1:
        return Comparison("in", given[1], given[0], where)
    return None


def built_in(name: str, given: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the syntax for a call of a function that every file knows, or None for any other."""
    if name in _SAME and given:
        return given[0]
    if name == "append" and given:
        return Operation("+", given[0], Items(given[1:], where), where)
    return Mixture((), where) if name in {"make", "new"} and not given else None


def made(kind: str, where: Place) -> Expression:
    """Return what `make` makes of a type."""
    if kind.startswith("map["):
        return Entries((), where)
    return Items((), where) if kind == "[]string" else Mixture((), where)

"""What the patterns of Python's `match` take out of their subject, as assignments."""

import ast
from collections.abc import Iterator
from typing import Final

from gateway.dataflow.tree import Assign, Constant, Element, Expression, Member, Mixture, Name, Place, Statement

# Types that may be written around a pattern that takes the whole: `str(name)`.
_PLAIN_TYPES: Final = frozenset(
    {"bool", "bytearray", "bytes", "dict", "float", "frozenset", "int", "list", "set", "str", "tuple"}
)


def captures(pattern: ast.pattern, subject: Expression, place: Place) -> Iterator[Statement]:
    """Yield an assignment for each name that a pattern gives to the subject or a part of it."""
    parts: dict[str, list[Expression]] = {}
    for name, part in _captured(pattern, subject, place):
        parts.setdefault(name, []).append(part)
    for name, several in parts.items():
        # A name in several patterns, of which one matches, may be any of these parts.
        value = several[0] if len(several) == 1 else Mixture(tuple(several), place)
        yield Assign((Name(name, place),), value, place)


def _captured(pattern: ast.pattern, of: Expression, place: Place) -> Iterator[tuple[str, Expression]]:
    if isinstance(pattern, ast.MatchAs | ast.MatchStar | ast.MatchMapping):
        name = pattern.rest if isinstance(pattern, ast.MatchMapping) else pattern.name
        if name is not None:
            yield name, of
    for inner, part in _parts(pattern, of, place):
        yield from _captured(inner, part, place)


def _parts(pattern: ast.pattern, of: Expression, place: Place) -> Iterator[tuple[ast.pattern, Expression]]:
    """Yield the patterns in a pattern, each with the part of the subject that it is about."""
    if isinstance(pattern, ast.MatchAs):
        yield from [(pattern.pattern, of)] if pattern.pattern is not None else []
    elif isinstance(pattern, ast.MatchOr):
        yield from [(inner, of) for inner in pattern.patterns]
    elif isinstance(pattern, ast.MatchSequence):
        is_star = [isinstance(inner, ast.MatchStar) for inner in pattern.patterns]
        for number, inner in enumerate(pattern.patterns):
            yield inner, of if any(is_star[: number + 1]) else Element(of, Constant(number, place), place)
    elif isinstance(pattern, ast.MatchMapping):
        for key, inner in zip(pattern.keys, pattern.patterns, strict=True):
            yield inner, _entry(of, key, place)
    elif isinstance(pattern, ast.MatchClass):
        is_type = isinstance(pattern.cls, ast.Name) and pattern.cls.id in _PLAIN_TYPES
        yield from [(inner, of if is_type else Mixture((of,), place)) for inner in pattern.patterns]
        for name, inner in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            yield inner, Member(of, name, place)


def _entry(of: Expression, key: ast.expr, place: Place) -> Expression:
    """Return the entry under a key; under one that is no literal, any part of the whole."""
    value = key.value if isinstance(key, ast.Constant) else None
    return Element(of, Constant(value, place), place) if isinstance(value, str | int) else of

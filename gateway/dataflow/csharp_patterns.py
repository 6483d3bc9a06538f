"""What the patterns of C# test, and what they take out of their subject: after `is`, and in switch expressions."""

from typing import Final

from gateway.dataflow.machine import path_of
from gateway.dataflow.reader import Reader, place
from gateway.dataflow.tree import (
    Binding,
    Comparison,
    Conditional,
    Constant,
    Expression,
    Items,
    Logical,
    Member,
    Mixture,
    Name,
    Prefix,
)
from gateway.syntax.nodes import Node

_BOTH: Final = {"or_pattern": "or", "and_pattern": "and"}
_SEVERAL: Final = "parenthesized_variable_designation"
_THROWN: Final = "throw_expression"


def tested(read: Reader, subject: Expression, pattern: Node) -> Expression:
    """Return the test whether a subject is like a pattern."""
    where, parts = place(pattern), read.parts(pattern)
    if pattern.type == "parenthesized_pattern" and parts:
        return tested(read, subject, parts[0])
    if pattern.type == "constant_pattern" and parts:
        return Comparison("==", subject, read.expression(parts[0]), where)
    if pattern.type == "negated_pattern" and parts:
        return _negated(read, subject, parts[0])
    if pattern.type in _BOTH and len(parts) > 1:
        return _both(read, subject, pattern)
    if pattern.type == "relational_pattern" and parts:
        return Comparison(read.text(pattern.children[0]), subject, read.expression(parts[-1]), where)
    return Mixture(_taken(read, subject, pattern), where)


def _both(read: Reader, subject: Expression, pattern: Node) -> Expression:
    """Return the test for two patterns; of constants, whether the subject is among them."""
    where, constants = place(pattern), _constants(read, pattern) if pattern.type == "or_pattern" else ()
    if constants:
        return Comparison("in", subject, Items(tuple([read.expression(one) for one in constants]), where), where)
    operands = tuple([tested(read, subject, part) for part in read.parts(pattern)])
    return Logical(_BOTH[pattern.type], operands, where)


def _negated(read: Reader, subject: Expression, inner: Node) -> Expression:
    """Return the test for `not`, which is about the next pattern alone: `not "a" and not "b"` are two."""
    where, parts = place(inner), read.parts(inner)
    if inner.type in _BOTH and len(parts) > 1:
        first, *others = parts
        operands = (_negated(read, subject, first), *[tested(read, subject, one) for one in others])
        return Logical(_BOTH[inner.type], operands, where)
    return Prefix("not", tested(read, subject, inner), where)


def _constants(read: Reader, pattern: Node) -> tuple[Node, ...]:
    """Return the constants of which a subject must be one, or nothing if a pattern is of another kind."""
    if pattern.type == "constant_pattern":
        return tuple(read.parts(pattern)[:1])
    if pattern.type != "or_pattern":
        return ()
    sides = [_constants(read, part) for part in read.parts(pattern)]
    return tuple([one for side in sides for one in side]) if all(sides) else ()


def _taken(read: Reader, of: Expression, pattern: Node) -> tuple[Expression, ...]:
    """Return what a pattern takes out of its subject, each part under its name."""
    where, name = place(pattern), pattern.child_by_field_name("name")
    taken: list[Expression] = []
    if name is not None and pattern.type != "subpattern":
        taken.append(Binding(Name(read.text(name), where), of, where))
    for part in read.parts(pattern):
        if part.type == "subpattern":
            parts = read.parts(part)
            member = Member(of, read.text(parts[0]), where) if len(parts) > 1 else of
            taken.append(tested(read, member, parts[-1]))
        elif part.type.endswith(("_clause", "_pattern")):
            taken += _taken(read, of, part)
        elif part.type == _SEVERAL:
            taken += [Binding(Name(read.text(one), where), of, where) for one in read.parts(part)]
    return tuple(taken)


def chosen(read: Reader, node: Node) -> Expression:
    """Return what a switch expression is worth: the value of the first arm whose pattern the subject is like."""
    where = place(node)
    first, *arms = read.parts(node) or [node]
    subject = read.expression(first)
    again = Name(f"switch@{where[0]}:{where[1]}", where) if path_of(subject) is None else subject
    result: Expression = Constant(None, where)
    for number, arm in reversed([*enumerate(arms)]):
        # What is no variable is looked at once.
        known = Binding(again, subject, where) if number == 0 and again is not subject else again
        result = _arm(read, known, arm, result)
    return result


def _arm(read: Reader, subject: Expression, arm: Node, otherwise: Expression) -> Expression:
    parts = read.parts(arm)
    if not parts or parts[-1].type == _THROWN:
        return otherwise
    pattern, between, value = parts[0], parts[1:-1], parts[-1]
    worth = read.expression(value)
    if pattern.type == "discard" and not between:
        return worth
    test = tested(read, subject, pattern)
    if between:
        test = Logical("and", (test, *[read.inner(one) for one in between]), place(arm))
    return Conditional(test, worth, otherwise, place(arm))

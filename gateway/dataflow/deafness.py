"""
Functions that must decide something, and look at nothing: a check of certificates that says yes to all of them.

A library calls such a function with what it is to judge. One that uses none of its parameters has judged nothing.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from gateway.dataflow.tree import OWNERS, Constant, Function, Name, Raise, Return


def is_deaf(function: Function) -> bool:
    """Tell whether a function uses none of its parameters, and does not refuse everything."""
    own = {parameter.name for parameter in function.parameters} - OWNERS
    refuses = any(_is_refusal(statement) for statement in function.body)
    return not refuses and not any(name in own for name in _names_in(function.body))


def _is_refusal(statement: object) -> bool:
    if isinstance(statement, Return):
        value = statement.value
        return isinstance(value, Constant) and value.value is False
    return isinstance(statement, Raise)


def _names_in(part: object) -> Iterator[str]:
    """Yield the variables that stand anywhere in a part of a program."""
    pending = [part]
    while pending:
        one = pending.pop()
        if isinstance(one, Name):
            yield one.id
        elif isinstance(one, tuple):
            pending += one
        elif is_dataclass(one):
            pending += [getattr(one, field.name) for field in fields(one)]

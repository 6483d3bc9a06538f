"""
Functions that must decide something, and look at nothing: a check of certificates that says yes to all of them.

A library calls such a function with what it is to judge. One that uses none of its parameters has judged nothing.
"""

from gateway.dataflow.tree import OWNERS, Constant, Function, Raise, Return, names_in


def is_deaf(function: Function) -> bool:
    """Tell whether a function uses none of its parameters, and does not refuse everything."""
    own = {parameter.name for parameter in function.parameters} - OWNERS
    refuses = any(_is_refusal(statement) for statement in function.body)
    return not refuses and not any(name in own for name in names_in(function.body))


def _is_refusal(statement: object) -> bool:
    if isinstance(statement, Return):
        value = statement.value
        return isinstance(value, Constant) and value.value is False
    return isinstance(statement, Raise)

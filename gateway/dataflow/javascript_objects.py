"""
Where a JavaScript program goes into an object by a key that it does not know, and changes what it finds there.

Each such step is a call of `Object.descend` with the key, so that the bundle can say which keys must not be foreign: by
`__proto__` a program gets to what all objects share.
"""

import re
from typing import Final

from gateway.dataflow.tree import (
    Binding,
    Call,
    Constant,
    Element,
    Evaluate,
    Expression,
    Logical,
    Member,
    Name,
    Place,
    Statement,
)

_STEP: Final = "Object.descend"
_SETS_AN_ELEMENT: Final = re.compile(r"\]\s*(\|\||\?\?)?=[^=>]")


def sets_an_element(function: str) -> bool:
    """Tell whether the text of a function assigns to an element."""
    return _SETS_AN_ELEMENT.search(function) is not None


def step_of_assignment(target: Expression, value: Expression, where: Place) -> tuple[Statement, ...]:
    """Return the step that an assignment takes: `o[a][b] = v`, or `o = o[a]`."""
    key = _unknown_key(target.of) if isinstance(target, Element) else None
    if key is None and isinstance(target, Name):
        key = _own_key(target.id, value)
    return (_step(key, where),) if key is not None else ()


def step_of_call(call: Expression, inside: str, where: Place) -> tuple[Statement, ...]:
    """Return the step that a function takes which calls itself with an element: `merge(a[key], b[key])`."""
    if not isinstance(call, Call) or not isinstance(call.function, Name | Member):
        return ()
    name = call.function.id if isinstance(call.function, Name) else call.function.name
    keys = [key for argument in call.arguments if (key := _unknown_key(argument)) is not None]
    return (_step(keys[0], where),) if keys and inside and name == inside else ()


def _own_key(name: str, value: Expression) -> Expression | None:
    """Return the key by which a variable becomes an element of what it was, or None."""
    while isinstance(value, Binding | Logical):
        value = value.target if isinstance(value, Binding) else value.operands[0]
    is_own = isinstance(value, Element) and isinstance(value.of, Name) and value.of.id == name
    return _unknown_key(value) if is_own else None


def _unknown_key(expression: Expression) -> Expression | None:
    is_known = not isinstance(expression, Element) or isinstance(expression.index, Constant)
    return None if is_known or not isinstance(expression, Element) else expression.index


def _step(key: Expression, where: Place) -> Statement:
    return Evaluate(Call(Name(_STEP, where), (key,), (), where), where)

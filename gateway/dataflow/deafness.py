"""
Functions that must decide something, and look at nothing: a check of certificates that says yes to all of them, or a
listener that keeps all that a stranger sends.

A library calls such a function with what it is to judge. One that uses none of its parameters has judged nothing, and
one that keeps them all will keep more than there is room for.
"""

from typing import Final

from gateway.dataflow.tree import (
    OWNERS,
    Assign,
    Augment,
    Call,
    Comparison,
    Conditional,
    Constant,
    Function,
    If,
    Logical,
    Member,
    Name,
    Raise,
    Return,
    direct_parts,
    names_in,
    parts_in,
)

_ASKING: Final = (If, Comparison, Conditional, Logical)
# What says no more of a text than whether it is there, of which type or how long it is; and what only shows it.
_GLANCES: Final = frozenset(
    {
        "len", "length", "Length", "size", "strlen", "mb_strlen", "count", "Count", "bool", "isinstance", "type",
        "typeof", "string", "is_string", "is_null", "empty", "isset", "isEmpty", "is_empty", "isBlank", "IsNullOrEmpty",
        "IsNullOrWhiteSpace", "print", "println", "printf", "log", "debug", "info", "warn", "warning", "error",
        "error_log", "Println", "Printf", "WriteLine",
    }
)  # fmt: skip
# What makes another text of one: who is given it has looked at nothing.
_MAKING: Final = frozenset(
    {
        "sub", "replace", "replaceAll", "Replace", "ReplaceAll", "ReplaceAllString", "preg_replace", "str_replace",
        "strip", "trim", "Trim", "TrimSpace", "lower", "toLowerCase", "ToLower", "strtolower", "upper", "toUpperCase",
        "ToUpper", "strtoupper", "escape", "quote", "htmlspecialchars", "htmlentities", "escapeshellarg", "addslashes",
        "strip_tags", "translate", "normalize",
    }
)  # fmt: skip
_NOTHING: Final = (None, "")
_KEEPING: Final = frozenset({"push", "append", "concat", "add"})


def is_deaf(function: Function) -> bool:
    """
    Tell whether a function uses none of its parameters, and does not refuse everything.

    To answer by calling the last of them, always with the same, is to use none: `(origin, done) => done(null, true)`.
    """
    own = {parameter.name for parameter in function.parameters} - OWNERS
    refuses = any(_is_refusal(statement) for statement in function.body)
    used = [name for name in names_in(function.body) if name in own]
    if refuses or not used:
        return not refuses
    answers = [one for one in parts_in(function.body) if _is_yes(one, function.parameters[-1].name)]
    return len(answers) == len(used)


def _is_yes(part: object, answer: str) -> bool:
    """Tell whether this is a call of a function's last parameter that says yes."""
    if not isinstance(part, Call) or not isinstance(part.function, Name) or part.function.id != answer:
        return False
    values = [one.value for one in part.arguments if isinstance(one, Constant)]
    return len(values) == len(part.arguments) and values[-1:] == [True]


def is_blind(function: Function) -> bool:
    """
    Tell whether a function decides nothing by what it is given: it does not use it, makes another text of it, or looks
    only whether it is there, of which type or how long it is.
    """
    own = {parameter.name for parameter in function.parameters} - OWNERS
    pending: list[object] = [function.body]
    while pending:
        one = pending.pop()
        if isinstance(one, Name) and one.id in own:
            return False
        if isinstance(one, tuple):
            pending += one
        elif not _is_glance(one) and not _is_making(one):
            parts = one.operands if isinstance(one, Logical) else direct_parts(one)
            pending += [_tested(part) for part in parts]
    return True


def _tested(part: object) -> object:
    """Return a part of a program; nothing for a variable alone, which is returned, given another name or just there."""
    return () if isinstance(part, Name) else part


def _is_glance(part: object) -> bool:
    """Tell whether this asks only whether something is there, of which type or how long it is, or shows it."""
    if isinstance(part, Comparison):
        return any(isinstance(side, Constant) and side.value in _NOTHING for side in (part.left, part.right))
    if isinstance(part, Member):
        return part.name in _GLANCES
    return isinstance(part, Call) and _called(part) in _GLANCES


def _is_making(part: object) -> bool:
    """Tell whether this returns, or keeps, what is made of a text."""
    return isinstance(part, Return | Assign) and isinstance(part.value, Call) and _called(part.value) in _MAKING


def _called(call: Call) -> str:
    """Return the last part of the name of what is called."""
    function = call.function
    name = function.name if isinstance(function, Member) else function.id if isinstance(function, Name) else ""
    return name.rpartition(".")[2]


def hoards(function: Function) -> bool:
    """Tell whether a function adds its first parameter to something, and asks nothing."""
    own = function.parameters[0].name if function.parameters else ""
    parts = list(parts_in(function.body))
    return not any(isinstance(one, _ASKING) for one in parts) and any(_is_kept(one, own) for one in parts)


def _is_kept(part: object, own: str) -> bool:
    if isinstance(part, Augment):
        return own in names_in(part.value)
    if isinstance(part, Assign):
        targets = set(names_in(part.targets))
        return bool(targets) and {own, *targets} <= set(names_in(part.value))
    if not isinstance(part, Call) or not isinstance(part.function, Member):
        return False
    return part.function.name in _KEEPING and own in names_in(part.arguments)


def _is_refusal(statement: object) -> bool:
    if isinstance(statement, Return):
        value = statement.value
        return isinstance(value, Constant) and value.value is False
    return isinstance(statement, Raise)

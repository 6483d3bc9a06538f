"""Texts that are put together: `%`, `format`, `join` and path joins, with the holes where the unknown parts stand."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final, cast

from msgspec.structs import replace

from gateway.dataflow.value import NUMBER, Ground, Origin, Value, constant, joined, mixed

if TYPE_CHECKING:
    from gateway.dataflow.tree import Literal

_PERCENT: Final = re.compile(r"%(?:\((\w+)\))?[-#0 +]*[\d*]*(?:\.[\d*]+)?([a-zA-Z%])")
_BRACES: Final = re.compile(r"\{\{|\}\}|\{(\w*)[^{}]*\}")
_NUMERIC_FIELD: Final = re.compile(r":[^{}]*[deEfFgGn%oxX]\}$")
_NUMERIC: Final = frozenset("dioxXeEfFgGcn%")
_QUOTED: Final = frozenset("qr")
_LINES: Final = frozenset({"log", "header"})
_CHANCE: Final = frozenset({Origin.WEAK_RANDOM})
_FOLDED: Final[dict[str, Callable[..., object]]] = {
    name: getattr(str, name)
    for name in (
        "strip", "lstrip", "rstrip", "lower", "upper", "title", "capitalize", "casefold", "swapcase", "replace",
        "startswith", "endswith", "split", "rsplit", "splitlines", "removeprefix", "removesuffix", "isdigit",
        "isalnum", "isalpha", "find", "rfind", "index", "count", "partition", "rpartition", "encode", "join",
    )
} | {
    # What JavaScript calls them.
    "trim": str.strip, "trimStart": str.lstrip, "trimEnd": str.rstrip, "toLowerCase": str.lower,
    "toUpperCase": str.upper, "startsWith": str.startswith, "endsWith": str.endswith,
}  # fmt: skip
_FOLD_CHARS_MAX: Final = 2_000


def percent(form: Value, filling: Value) -> Value:
    """Return `form % filling`; what a numeric field takes is a number."""
    if not isinstance(form.constant, str):
        return joined((form, *_fillings(filling)))
    parts: list[Value] = []
    end = position = 0
    for field in _PERCENT.finditer(form.constant):
        parts.append(constant(form.constant[end : field.start()]))
        end = field.end()
        if field[2] == "%":
            parts.append(constant("%"))
            continue
        value = _field(filling, field[1], position)
        position += 1
        parts.append(_written(field[2], value))
    return joined((*parts, constant(form.constant[end:])))


def braces(form: Value, positional: Sequence[Value], named: Mapping[str, Value]) -> Value:
    """Return `form.format(*positional, **named)`."""
    if not isinstance(form.constant, str):
        return joined((form, *positional, *named.values()))
    parts: list[Value] = []
    end = position = 0
    rest = mixed((*positional, *named.values()))
    for field in _BRACES.finditer(form.constant):
        parts.append(constant(form.constant[end : field.start()]))
        end = field.end()
        if field[0] in {"{{", "}}"}:
            parts.append(constant(field[0][0]))
            continue
        name = field[1] or str(position)
        position += not field[1]
        is_place = name.isdigit() and int(name) < len(positional)
        value = positional[int(name)] if is_place else named.get(name, rest)
        parts.append(_written(field[0][-2], value) if _NUMERIC_FIELD.search(field[0]) else value)
    return joined((*parts, constant(form.constant[end:])))


def separated(separator: Value, items: Value) -> Value:
    """Return `separator.join(items)`."""
    if items.items is None:
        return joined((constant(""), items, separator, items)) if separator.is_constant else joined((separator, items))
    parts: list[Value] = [constant("")]
    for number, item in enumerate(items.items):
        parts += [separator, item] if number else [item]
    return joined(parts)


def path(parts: Sequence[Value]) -> Value:
    """Return the path that joins these parts."""
    return separated(constant("/"), Value(items=tuple(parts))) if parts else constant("")


def folded(method: str, receiver: Value, arguments: Sequence[Value]) -> Value | None:
    """Return the result of a text's method, if the text and all arguments are known, or None."""
    work = _FOLDED.get(method)
    if work is None or not isinstance(receiver.constant, str) or len(receiver.constant) > _FOLD_CHARS_MAX:
        return None
    if not all(isinstance(argument.constant, str | int) for argument in arguments):
        return None
    try:
        result = work(receiver.constant, *[argument.constant for argument in arguments])
    except (TypeError, ValueError):
        return None
    if isinstance(result, list | tuple):
        return Value(items=tuple([constant(cast("Literal", item)) for item in result]))
    return constant(cast("Literal", result))


def _written(form: str, value: Value) -> Value:
    """Return a value as a field writes it: as a number, or quoted, with its line breaks escaped."""
    if value.is_constant:
        return value
    if form in _NUMERIC:
        return replace(NUMBER, origins=value.origins & _CHANCE)
    return value.cleaned(_LINES, Ground.PROOF) if form in _QUOTED else value


def _fillings(filling: Value) -> tuple[Value, ...]:
    if filling.items is not None:
        return filling.items
    return tuple(filling.entries.values()) if filling.entries is not None else (filling,)


def _field(filling: Value, name: str | None, position: int) -> Value:
    if name is not None and filling.entries is not None:
        return filling.entries.get(name, Value())
    if filling.items is not None:
        return filling.items[position] if position < len(filling.items) else Value()
    return filling

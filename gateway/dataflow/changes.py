"""What methods do to the collections on which they are called: each returns the collection after it, and its result."""

from typing import TYPE_CHECKING, Final, cast

from msgspec.structs import replace

from gateway.dataflow.elements import any_entry, item_of
from gateway.dataflow.value import ANYTHING, Value, collected, either, mixed

if TYPE_CHECKING:
    from gateway.dataflow.tree import Literal


def _appended(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    added = arguments[-1] if arguments else ANYTHING
    if collection.items is not None and len(arguments) == 1:
        return _with_items(collection, (*collection.items, added)), ANYTHING
    return _grown(collection, arguments), ANYTHING


def _inserted(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    if collection.items is not None and len(arguments) == 2 and type(arguments[0].constant) is int:  # noqa: PLR2004
        items = list(collection.items)
        items.insert(arguments[0].constant, arguments[1])
        return _with_items(collection, tuple(items)), ANYTHING
    return _grown(collection, arguments), ANYTHING


def _popped(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    index = arguments[0].constant if arguments else -1
    if collection.items is not None and type(index) is int and -len(collection.items) <= index < len(collection.items):
        items = list(collection.items)
        item = items.pop(index)
        return _with_items(collection, tuple(items)), item
    if collection.entries is not None and arguments and arguments[0].is_constant:
        key = cast("Literal", arguments[0].constant)
        left = {name: value for name, value in collection.entries.items() if name != key}
        return replace(collection, entries=left), collection.entries.get(key, ANYTHING)
    return replace(collection, items=None, entries=None), item_of(collection)


def _put(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    key = _key(arguments[:-1])
    if key is not None and (collection.entries is not None or not collection.origins):
        entries = {**(collection.entries or {}), key: arguments[-1]}
        return replace(_grown(collection, arguments[-1:]), entries=entries), ANYTHING
    return _grown(collection, arguments), ANYTHING


def _got(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    nested = _key(arguments)
    if nested is not None and collection.entries is not None and nested in collection.entries:
        return collection, collection.entries[nested]
    if arguments and arguments[0].is_constant:
        key = cast("Literal", arguments[0].constant)
        if collection.entries is not None:
            return collection, collection.entries.get(key, arguments[1] if len(arguments) > 1 else ANYTHING)
        if collection.items is not None and type(key) is int and 0 <= key < len(collection.items):
            return collection, collection.items[key]
    default = arguments[1] if len(arguments) > 1 else None
    found = any_entry(collection) or replace(item_of(collection), names=_element_names(collection, arguments))
    return collection, found if default is None or default.is_constant else either(found, default)


def _merged(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    return _grown(collection, arguments), ANYTHING


def _mixed_up(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:
    """Return a collection of which nobody knows any more what stands where."""
    return _grown(collection, arguments), item_of(collection)


def _cleared(collection: Value, arguments: tuple[Value, ...]) -> tuple[Value, Value]:  # noqa: ARG001 - as the others
    return Value(items=(), names=collection.names), ANYTHING


def _element_names(collection: Value, arguments: tuple[Value, ...]) -> frozenset[str]:
    """Return what the element is called by an index, so that a test of the one is a test of the other."""
    if not arguments or not arguments[0].is_constant:
        return collection.names
    return frozenset([f"{name}[{arguments[0].constant!r}]" for name in collection.names])


def _key(arguments: tuple[Value, ...]) -> "Literal | None":
    """Return the key that these arguments are together, several as one text (a section and its option), or None."""
    if not arguments or not all(isinstance(argument.constant, str | int) for argument in arguments):
        return None
    if len(arguments) == 1:
        return cast("Literal", arguments[0].constant)
    return "\0".join([str(argument.constant) for argument in arguments])


def _with_items(collection: Value, items: tuple[Value, ...]) -> Value:
    base = mixed(items)
    return replace(collection, items=items, origins=base.origins, clean=base.clean, believed=base.believed, pieces=())


def _grown(collection: Value, added: tuple[Value, ...]) -> Value:
    """Return the collection with something more in it, no longer known element by element."""
    base = collected((*(collection.items or (collection,)), *added))
    return replace(base, qualified=collection.qualified, defined_class=collection.defined_class)


CHANGES: Final = {
    "append": _appended,
    "insert": _inserted,
    "pop": _popped,
    "put": _put,
    "get": _got,
    "merge": _merged,
    "mix": _mixed_up,
    "clear": _cleared,
    "rework": _mixed_up,
}

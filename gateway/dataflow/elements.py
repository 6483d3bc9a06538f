"""What is in collections: any item, the one under a key, all of them; and collections that are made of values."""

from collections.abc import Iterable, Mapping
from typing import Final, cast

from msgspec.structs import replace

from gateway.dataflow.tree import Literal
from gateway.dataflow.value import ANYTHING, EVERYTHING, NoItems, Value, constant, either, mixed

_ITEMS_MAX: Final = 16
_ALL: Final = frozenset({EVERYTHING})


def item_of(collection: Value) -> Value:
    """Return what one item of a collection may be."""
    if collection.items:
        result = collection.items[0]
        for item in collection.items[1:]:
            result = either(result, item)
        return result
    if collection.is_constant:
        return Value(clean=_ALL)
    return Value(
        pieces=collection.pieces,
        origins=collection.origins,
        clean=collection.clean,
        believed=collection.believed,
        names=collection.names,
        is_number=collection.is_number,
    )


def items_of(collection: Value) -> tuple[Value, ...]:
    """Return what each item of a collection is, if it is short and known; else what any of them may be."""
    known = collection.items
    if known is None and isinstance(collection.constant, str):
        known = tuple([constant(one) for one in collection.constant])
    return known if known and len(known) <= _ITEMS_MAX else (item_of(collection),)


def with_items(values: tuple[Value, ...]) -> Value:
    """Return the list of these."""
    base = mixed(values)
    return replace(base, items=values or NoItems())


def with_entries(known: Mapping[Literal, Value], values: Iterable[Value]) -> Value:
    """Return a dictionary with these entries; `values` are all that was ever put into it."""
    return replace(mixed(values), entries=known)


def any_entry(of: Value) -> Value | None:
    """Return what an entry of a dictionary may be of which all entries are harmless, or None for any other."""
    entries = tuple((of.entries or {}).values())
    is_table = bool(entries) and of.defined_class is None and all(_is_ours(entry) for entry in entries)
    return Value(clean=_ALL) if is_table else None


def _is_ours(entry: Value) -> bool:
    """Tell whether an entry is known to be harmless, or a list of what is."""
    return entry.is_harmless or (bool(entry.items) and all(item.is_harmless for item in entry.items or ()))


def element_of(of: Value, index: Value) -> Value | None:
    """Return the element, if it is known which one it is."""
    if not index.is_constant:
        return None
    key = cast("Literal", index.constant)
    if of.entries is not None:
        return of.entries.get(key, ANYTHING)
    if type(key) is not int:
        return None
    if of.items is not None:
        return of.items[key] if -len(of.items) <= key < len(of.items) else None
    if isinstance(of.constant, str) and -len(of.constant) <= key < len(of.constant):
        return constant(of.constant[key])
    return None

"""
What a Python expression can stand for, as far as the API policy cares: names, constants, containers, functions.

Pure data for `api_names`. Nothing here runs foreign code; sizes are bounded so that a hostile text cannot grow them.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

VALUES_MAX: Final = 32
CONSTANT_CHARS_MAX: Final = 4096
_NAMES_CACHED_MAX: Final = 4096


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value of which nothing is known."""


@dataclass(frozen=True, slots=True)
class Constant:
    """A text, bytes or whole number that is known before the program runs."""

    value: str | bytes | int


@dataclass(frozen=True, slots=True)
class Container:
    """A list, tuple, set or dict; its elements are not kept apart."""

    items: "frozenset[Value]"


@dataclass(frozen=True, slots=True)
class Name:
    """
    A qualified name (`os.system`); `()` stands for what a call or a subscript returns (`socket.socket().connect`).

    `imported` tells a name that an import brought in from one that is merely free or built in.
    """

    path: str
    imported: bool = False


@dataclass(slots=True, eq=False)
class Function:
    """A function or lambda of the analysed text: where its parameters live and what it returns."""

    scope: "Scope"
    parameters: tuple[str, ...]
    returns: "Slot"


type Value = Unknown | Constant | Container | Name | Function
type Values = frozenset[Value]

UNKNOWN: Final[Values] = frozenset({Unknown()})


@dataclass(slots=True, eq=False)
class Slot:
    """What one variable was ever seen to hold; `was_read` lets the resolver notice that it read too early."""

    values: Values = frozenset()
    was_read: bool = False


@dataclass(slots=True, eq=False)
class Scope:
    """
    The variables of a module, class, function or comprehension.

    `certain` are names that straight-line code of a module has bound, so that they hide a built-in. `missed` are names
    that were looked for in vain, `shared` maps names declared global or nonlocal to the scope that owns them.
    """

    kind: str
    parent: "Scope | None" = None
    names: dict[str, Slot] = field(default_factory=dict)
    certain: set[str] = field(default_factory=set)
    missed: set[str] = field(default_factory=set)
    shared: "dict[str, Scope]" = field(default_factory=dict)

    def enclosing(self) -> "Scope | None":
        """Return the scope that a nested function sees next: classes are skipped, as in Python."""
        scope = self.parent
        while scope is not None and scope.kind == "class":
            scope = scope.parent
        return scope


def bounded(values: Values) -> Values:
    """Return the values, or only their names and functions with an unknown when there are too many."""
    if len(values) <= VALUES_MAX:
        return values
    kept = sorted((value for value in values if isinstance(value, Name)), key=lambda name: name.path)[:VALUES_MAX]
    return frozenset(kept) | UNKNOWN


def blurred(values: Values, kinds: tuple[type, ...]) -> Values:
    """Return the values with constants of these kinds replaced by unknown, inside containers too."""
    result: set[Value] = set()
    for value in values:
        if isinstance(value, Constant) and isinstance(value.value, kinds):
            result |= UNKNOWN
        elif isinstance(value, Container):
            result.add(Container(items=blurred(value.items, kinds)))
        else:
            result.add(value)
    return frozenset(result)


def teaches(before: Values, after: Values) -> bool:
    """Return whether reading `after` can resolve more than `before` did, or make a known text uncertain."""
    if any(isinstance(value, Constant) and not isinstance(value.value, int) for value in before):
        return True
    return any(not isinstance(value, Unknown) for value in after - before)


@lru_cache(maxsize=_NAMES_CACHED_MAX)
def named(path: str, *, imported: bool = False) -> Values:
    """Return the one value that a qualified name is; always the same object, as most names come again and again."""
    return frozenset({Name(path=path, imported=imported)})


def known(value: object) -> Constant | Unknown:
    """Return a constant's value, or unknown for kinds and sizes that are of no use."""
    if isinstance(value, int) or (isinstance(value, (str, bytes)) and len(value) <= CONSTANT_CHARS_MAX):
        return Constant(value=value)
    return Unknown()


def constant(value: object) -> Values:
    """Return what a constant can be: just `known`."""
    one = known(value)
    return frozenset({one}) if isinstance(one, Constant) else UNKNOWN


def items_of(values: Values) -> Values:
    """Return what iterating over or indexing into these values can give."""
    items: set[Value] = set()
    for value in values:
        if isinstance(value, Container):
            items |= value.items
        elif isinstance(value, Name):
            items |= named(called(value.path), imported=value.imported)
    return frozenset(items) or UNKNOWN


def called(path: str) -> str:
    """Return the name of what a call of `path` returns; calls of results do not pile up."""
    return path if path.endswith("()") else f"{path}()"


def texts_of(values: Values) -> tuple[list[str], bool]:
    """Return the constant texts among the values in a fixed order, and whether there is nothing else among them."""
    texts = [value.value for value in values if isinstance(value, Constant) and isinstance(value.value, str)]
    return sorted(texts), len(texts) == len(values)

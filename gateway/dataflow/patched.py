"""
Functions of libraries and of the language itself in whose place a program puts something else.

What is known of `shlex.quote` or of a regular expression's `test` is no longer so, once a program has assigned to it:
then it makes nothing safe, and what a test asks shows nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.dataflow.machine import path_of
from gateway.dataflow.tree import (
    OWNERS,
    Assign,
    Call,
    Constant,
    Entries,
    Evaluate,
    Expression,
    Import,
    Member,
    Name,
    Statement,
    words_in,
)

_PROTOTYPE: Final = "prototype"
_OF_ANY: Final = frozenset({"__proto__", "getPrototypeOf"})  # what leads to the prototype of whatever object it is
_BUILT_IN: Final = frozenset({"Array", "Function", "Map", "Number", "Object", "RegExp", "Set", "String", "URL"})
_GLOBAL: Final = frozenset({"globalThis", "window", "global"})
_SETTERS: Final = frozenset({"assign", "defineProperties", "defineProperty", "set"})
# Methods by which tests ask, some of which are read as comparisons.
_ASKING: Final = frozenset(
    {
        ".endsWith", ".every", ".exec", ".has", ".hasOwnProperty", ".includes", ".indexOf", ".match", ".search",
        ".some", ".startsWith", ".test",
    }
)  # fmt: skip


@dataclass(slots=True)
class Patches:
    """
    Names of what is patched: libraries' functions, and, with a dot before them, methods of the language's objects.

    `targets` are what a program assigns to that is not its own object's, `imported` is what its names stand for.
    `methods` are those of the program's own classes, behind these. `asks_nothing`: the methods by which tests ask are
    the program's, so that no test shows anything.
    """

    targets: list[tuple[Expression, str]] = field(default_factory=list)
    imported: dict[str, str] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    methods: frozenset[str] = frozenset()
    asks_nothing: bool = False

    def note(self, statement: Statement) -> None:
        """Take note of what a statement assigns to, and of what it imports."""
        if isinstance(statement, Import):
            self.imported.update(statement.names)
        elif isinstance(statement, Assign):
            self.targets += [(one.of, one.name) for one in statement.targets if isinstance(one, Member)]
            value = path_of(statement.value) if isinstance(statement.value, Member) else None
            if value is not None and value.endswith(_PROTOTYPE):
                self.imported |= {one.id: value for one in statement.targets if isinstance(one, Name)}
        elif isinstance(statement, Evaluate) and isinstance(statement.expression, Call):
            call = statement.expression
            if isinstance(call.function, Member) and call.function.name in _SETTERS and len(call.arguments) > 1:
                self.targets += [(call.arguments[0], name) for name in _keys(call.arguments[1:])]

    def settled(self) -> None:
        """Tell what is patched, all statements having been seen."""
        self.names = frozenset([name for of, member in self.targets for name in _patched(of, member, self.imported)])
        paths = [(path_of(of) or "", member) for of, member in self.targets]
        self.methods = frozenset([f"{path.removesuffix(f'.{_PROTOTYPE}')}.{member}" for path, member in paths if path])
        self.asks_nothing = not self.names.isdisjoint(_ASKING)


def _keys(arguments: Iterable[Expression]) -> Iterator[str]:
    """Yield the names of members that a call sets: the text that it is given, and the keys of its objects."""
    for one in arguments:
        keys = [key for key, _ in one.entries] if isinstance(one, Entries) else [one]
        yield from [key.value for key in keys if isinstance(key, Constant) and isinstance(key.value, str)]


def _patched(of: Expression, member: str, imported: Mapping[str, str]) -> Iterator[str]:
    path = path_of(of)
    if path is None:
        words = set(words_in(of))
        yield from [f".{member}"] if words & _OF_ANY else []
        return
    root, _, rest = path.partition(".")
    full = imported[root] + path[len(root) :] if root in imported else path
    if root in OWNERS:
        return
    if rest.endswith("__proto__") or (full.endswith(f".{_PROTOTYPE}") and full.partition(".")[0] in _BUILT_IN):
        yield f".{member}"
    elif path in _GLOBAL:
        yield member
    elif root in imported:
        yield f"{full}.{member}"

"""
What names of a Go file stand for: packages by imports, types, functions and methods of the file itself.

A package of the standard library is called by its path (`net/http`), any other by the last part of its path that is no
version (`gin`). A package that is used without being imported is looked for among those that the knowledge speaks of.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.dataflow.knowledge import Library
from gateway.dataflow.reader import Reader
from gateway.syntax.kinds import nodes_of
from gateway.syntax.nodes import Node

_VERSION: Final = re.compile(r"v\d+")
_VERSIONED: Final = re.compile(r"\.v\d+$")
_DECLARATIONS: Final = frozenset(
    {"parameter_declaration", "variadic_parameter_declaration", "var_spec", "const_spec", "short_var_declaration"}
    | {"range_clause"}
)
_KINDS: Final = ("import_spec", "function_declaration", "method_declaration", "type_spec", *sorted(_DECLARATIONS))
NUMBERS: Final = re.compile(r"u?int(8|16|32|64|ptr)?|byte|rune|bool|float(32|64)|complex(64|128)")
_LISTS: Final = frozenset({"slice_type", "array_type", "implicit_length_array_type"})
# What go_language knows.
_LANGUAGE: Final = ("bytes", "slices", "strings")
# Of two packages of one name that nobody imports, the one that a program means by a member; and where it says so.
_CHANCE: Final = ("crypto/rand", "math/rand")
_OF_CRYPTO: Final = frozenset({"Prime", "Read", "Reader", "Text"})
_PAGES: Final = "html/template"
_WRAPPED: Final = frozenset({"pointer_type", "parenthesized_type", "generic_type"})


@dataclass(frozen=True, slots=True)
class Packages:
    """The packages of which something is known, by the names they are used by, and all that is known in them."""

    by_name: Mapping[str, tuple[str, ...]]
    members: frozenset[str]


def known_packages(libraries: Iterable[Library]) -> Packages:
    """Return the packages that the knowledge speaks of."""
    members = {
        name.replace("()", "")
        for library in libraries
        for entry in library.entries()
        for name in entry.names
        if "." in name.strip(".")
    }
    by_name: dict[str, dict[str, None]] = {name: {name: None} for name in _LANGUAGE}
    for member in sorted(members):
        package = member.partition(".")[0]
        if package:
            by_name.setdefault(package.rpartition("/")[2], {})[package] = None
    parts = {".".join(member.split(".")[:2]) for member in members}
    return Packages({name: tuple(found) for name, found in by_name.items()}, frozenset(parts))


class Names(Reader):
    """The names of one file."""

    def __init__(self, root: Node, text: str, packages: Packages) -> None:
        """Read the imports and declarations of the whole file."""
        super().__init__(text)
        self._packages = packages
        self._uses_crypto = "rand.Reader" in text
        self._imported: dict[str, str] = {}
        self._declared: set[str] = set()
        self._lists: set[str] = set()
        self._no_lists: set[str] = set()
        self.functions: set[str] = set()
        self.fields: dict[str, tuple[str, ...]] = {}
        self.known_fields: dict[str, dict[str, str]] = {}  # of each type, those whose own type is a library's
        self.methods: dict[str, list[Node]] = {}
        self.used: dict[str, None] = {}
        for node in nodes_of(_KINDS, "go", root):
            self._read(node)
        self.method_names = frozenset(
            [self.text(method.child_by_field_name("name")) for owned in self.methods.values() for method in owned]
        )

    def _read(self, node: Node) -> None:
        if node.type == "import_spec":
            self._import(node)
        elif node.type == "function_declaration":
            self.functions.add(self.text(node.child_by_field_name("name")))
        elif node.type == "method_declaration":
            self.methods.setdefault(self.owner_of(node), []).append(node)
        elif node.type == "type_spec":
            self._type(node)
        elif node.type in _DECLARATIONS:
            left = node.child_by_field_name("left")
            names = self.parts(left) if left is not None else node.children_by_field_name("name")
            declared = {self.text(name) for name in names if name.type == "identifier"}
            self._declared |= declared
            (self._lists if self._gives_list(node) else self._no_lists).update(declared)

    def _gives_list(self, node: Node) -> bool:
        """Tell whether a declaration says that what it declares is a list, by a type or by the list that it makes."""
        declared = node.child_by_field_name("type")
        if declared is not None:
            return node.type.startswith("variadic") or declared.type in _LISTS
        values = self.parts(node.child_by_field_name("right"))
        made = values[0] if len(values) == 1 else None
        if made is not None and made.type == "call_expression":  # make([]string, n)
            made = next(iter(self.parts(made.child_by_field_name("arguments"))), None)
            return made is not None and made.type in _LISTS
        kind = made.child_by_field_name("type") if made is not None and made.type == "composite_literal" else None
        return kind is not None and kind.type in _LISTS

    def is_list(self, name: str) -> bool:
        """Tell whether the file declares a variable of this name, and each time as a list."""
        return name in self._lists and name not in self._no_lists

    def _import(self, node: Node) -> None:
        path = self.text(node.child_by_field_name("path")).strip('"`')
        hosted = "." in path.partition("/")[0]
        name = next((part for part in reversed(path.split("/")) if not _VERSION.fullmatch(part)), path)
        name = _VERSIONED.sub("", name).removeprefix("go-").replace("-", "_")
        alias = self.text(node.child_by_field_name("name")) or name
        self._imported[alias] = name if hosted else path

    def _type(self, node: Node) -> None:
        declared = node.child_by_field_name("type")
        if declared is not None and declared.type == "struct_type":
            fields = [field for part in self.parts(declared) for field in self.parts(part)]
            typed = [
                (self.text(name), self.type_name(field.child_by_field_name("type")))
                for field in fields
                for name in field.children_by_field_name("name")
            ]
            owner = self.text(node.child_by_field_name("name"))
            self.fields[owner] = tuple([name for name, _ in typed])
            self.known_fields[owner] = {name: kind for name, kind in typed if kind in self._packages.members}

    def owner_of(self, method: Node) -> str:
        """Return the type whose method this is."""
        receiver = next(iter(self.parts(method.child_by_field_name("receiver"))), None)
        return self.type_name(None if receiver is None else receiver.child_by_field_name("type"))

    def type_name(self, node: Node | None) -> str:
        """Return a type as the interpreter calls it: numbers are `int`, a pointer is what it points to."""
        while node is not None and node.type in _WRAPPED:
            node = next(iter(self.parts(node)), None)
        if node is not None and node.type == "qualified_type":
            package = self.text(node.child_by_field_name("package"))
            name = self.text(node.child_by_field_name("name"))
            return f"{self.package(package, name) or package}.{name}"
        name = self.text(node)
        return "int" if NUMBERS.fullmatch(name) else name

    def package(self, name: str, member: str) -> str:
        """Return the package that a name before a member stands for, or nothing if it is a variable."""
        imported = self._imported.get(name)
        if imported is not None:
            is_meant = name not in self._declared or f"{imported}.{member}" in self._packages.members
            return imported if is_meant else ""
        if name in self._declared:
            return ""
        candidates = self._packages.by_name.get(name, ())
        if candidates == _CHANCE:
            return candidates[0] if member in _OF_CRYPTO or self._uses_crypto else candidates[1]
        if _PAGES in candidates:
            return _PAGES
        fitting = [one for one in candidates if f"{one}.{member}" in self._packages.members]
        return next(iter((*fitting, *candidates)), "")

    def use(self, package: str) -> str:
        """Remember that a package is used, and return it."""
        self.used[package] = None
        return package

    def is_own(self, name: str) -> bool:
        """Tell whether the file declares a variable, function or type of this name."""
        return name in self._declared or name in self.functions or name in self.fields or name in self.methods

"""
What names of a Java file stand for: classes by imports and packages, variables by their declared types.

A class is called by its qualified name, a class of the file itself by its own name alone. A class of which the file
does not say where it comes from is looked for among those that the knowledge speaks of.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from gateway.dataflow.knowledge import Library
from gateway.syntax.nodes import Node

_CLASSES: Final = frozenset(
    {
        "class_declaration",
        "interface_declaration",
        "enum_declaration",
        "record_declaration",
        "annotation_type_declaration",
    }
)
_OPEN: Final = frozenset(
    {"program", "ERROR", "class_body", "interface_body", "enum_body", "enum_body_declarations", "annotation_type_body"}
)
_COMMENTS: Final = frozenset({"line_comment", "block_comment"})
_IMPLICIT: Final = "java.lang"
# The packages of Java EE have moved; knowledge speaks of them as they were called for twenty years.
_MOVED: Final = {"jakarta": "javax"}

type Classes = Mapping[str, tuple[str, ...]]


def known_classes(libraries: Iterable[Library]) -> Classes:
    """Return the qualified names of the classes that the knowledge speaks of, by their simple names."""
    found: dict[str, dict[str, None]] = {}
    for library in libraries:
        for entry in library.entries():
            named = [name for condition in getattr(entry, "when", ()) for name in condition.named]
            for name in (*entry.names, *named):
                qualified = class_of(name.replace("()", ""))
                if qualified:
                    found.setdefault(qualified.rpartition(".")[2], {})[qualified] = None
    return {simple: tuple(names) for simple, names in found.items()}


def class_of(dotted: str) -> str:
    """Return a dotted name up to its first part that is called like a class, or nothing."""
    parts = dotted.split(".")
    for number, part in enumerate(parts):
        if part[:1].isupper():
            return ".".join(parts[: number + 1])
    return ""


def last(dotted: str) -> str:
    """Return the last part of a dotted name."""
    return dotted.rpartition(".")[2]


def parts_of(node: Node) -> list[Node]:
    """Return the named children without comments."""
    return [child for child in node.named_children if child.type not in _COMMENTS]


def is_class(node: Node) -> bool:
    """Tell whether a node declares a class, interface, enumeration or record."""
    return node.type in _CLASSES


class Names:
    """The names of one file: its imports, its own classes and their methods, and the variables in sight."""

    def __init__(self, root: Node, source: bytes, classes: Classes) -> None:
        """Read imports and declarations of the whole file."""
        self._source = source
        self._classes = classes
        self._imported: dict[str, str] = {}
        self._packages: list[str] = []
        self._scopes: list[dict[str, str]] = [{}]
        self._holders: list[dict[str, str]] = [{}]
        self.methods: dict[str, frozenset[str]] = {}
        self.used: dict[str, None] = {}
        self.read(root)

    def read(self, root: Node) -> None:
        """Read the imports and classes that stand in a node, but not in methods."""
        pending = [root]
        while pending:
            node = pending.pop()
            if node.type == "import_declaration":
                self._import(node)
            elif is_class(node):
                self.methods[self.text(node.child_by_field_name("name"))] = frozenset(self._methods(node))
            if node.type in _OPEN or is_class(node):
                pending.extend(node.named_children)

    def _import(self, node: Node) -> None:
        dotted = "".join(self.text(parts_of(node)[0]).split()) if parts_of(node) else ""
        dotted = _moved(dotted)
        if any(child.type == "asterisk" for child in node.children):
            self._packages.append(dotted)
        elif dotted:
            self._imported[dotted.rpartition(".")[2]] = dotted

    def text(self, node: Node | None) -> str:
        """Return the text of a node, nothing for none."""
        return self._source[node.start_byte : node.end_byte].decode(errors="replace") if node is not None else ""

    def type_name(self, node: Node | None) -> str:
        """Return a type as it is called in the file, without its parameters; an array is called like its elements."""
        while node is not None and node.type in {"generic_type", "array_type", "annotated_type"}:
            inner = node.child_by_field_name("element")
            named = [part for part in parts_of(node) if "annotation" not in part.type]
            node = inner if inner is not None else (named[0] if named else None)
        return "".join(self.text(node).split())

    def _methods(self, node: Node) -> Iterator[str]:
        """Yield the names of the methods that a class itself declares."""
        body = node.child_by_field_name("body")
        for member in parts_of(body) if body is not None else ():
            inner = parts_of(member) if member.type == "enum_body_declarations" else [member]
            for one in inner:
                if one.type == "method_declaration":
                    yield self.text(one.child_by_field_name("name"))

    def declared(self, node: Node | None) -> str:
        """Return the qualified name of a declared type, with `[]` for an array."""
        is_array = node is not None and node.type == "array_type"
        return self.resolved(self.type_name(node)) + "[]" * is_array

    # Classes.

    def resolved(self, dotted: str) -> str:
        """Return the qualified name of a class, or of a static import, as the file calls it."""
        dotted = _moved(dotted)
        first, dot, rest = dotted.partition(".")
        if not rest:
            return self._simple(first)
        last = class_of(dotted).rpartition(".")[2]
        if last in self.methods:
            inner = dotted.rpartition(".")[2]
            return inner if inner in self.methods else last
        return self._simple(first) + dot + rest if first[:1].isupper() else dotted

    def _simple(self, name: str) -> str:
        if name in self.methods:
            return name
        if name in self._imported:
            return self._imported[name]
        candidates = self._classes.get(name, ())
        for package in (*self._packages, _IMPLICIT):
            if f"{package}.{name}" in candidates:
                return f"{package}.{name}"
        return candidates[0] if candidates else name

    def use(self, dotted: str) -> str:
        """Return the qualified name of a class whose static members the file uses, and remember that it does."""
        qualified = self.resolved(dotted)
        if qualified not in self.methods:
            self.used[qualified] = None
        return qualified

    def imported(self, name: str) -> str:
        """Return what a static import makes of a method's name; the name itself without one."""
        return self._imported.get(name, name)

    # Variables.

    def enter(self) -> None:
        """Begin a scope."""
        self._scopes.append({})
        self._holders.append({})

    def enter_class(self) -> None:
        """Begin the scope of a class's fields."""
        self.enter()
        self._holders[-1]["this"] = "this"

    def leave(self) -> None:
        """End a scope."""
        self._scopes.pop()
        self._holders.pop()

    def declare(self, name: str, declared: str) -> None:
        """Remember a variable's resolved type."""
        self._scopes[-1][name] = declared

    def declare_field(self, name: str, declared: str, owner: str, *, is_static: bool) -> None:
        """Remember a field's resolved type and where it is found: in `this`, or in its class."""
        self.declare(name, declared)
        self._holders[-1][name] = owner if is_static else "this"

    def holder_of(self, name: str) -> str:
        """Return whose member a variable in sight is: `this`, or a class; nothing for no field."""
        is_inner = False
        for scope, holders in zip(reversed(self._scopes), reversed(self._holders), strict=True):
            if name in scope:
                holder = holders.get(name, "")
                return "" if is_inner and holder == "this" else holder
            is_inner = is_inner or bool(holders)
        return ""

    def type_of(self, name: str) -> str | None:
        """Return a variable's resolved type, or None if there is no such variable."""
        for scope in reversed(self._scopes):
            if name in scope:
                return scope[name]
        return None


def _moved(dotted: str) -> str:
    first, dot, rest = dotted.partition(".")
    return _MOVED.get(first, first) + dot + rest

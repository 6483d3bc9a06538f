"""How the front end for JavaScript and TypeScript reads a syntax tree: texts, places, names of its own making."""

from collections.abc import Iterable
from typing import Final

from gateway.dataflow.tree import Assign, Expression, Name, Place, Statement
from gateway.syntax.nodes import Node

FUNCTIONS: Final = frozenset(
    {"function_expression", "arrow_function", "generator_function", "function", "function_declaration"}
)
CLASSES: Final = frozenset({"class", "class_declaration", "abstract_class_declaration"})
# What wraps an expression and changes nothing of its value: signs of types, brackets, waiting.
WRAPPERS: Final = frozenset(
    {
        "parenthesized_expression",
        "await_expression",
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "instantiation_expression",
    }
)
_SKIPPED: Final = frozenset({"comment", "html_comment"})


def place(node: Node) -> Place:
    """Return the place of a node; columns are UTF-8 bytes here, and become code points at the end."""
    (line, column), (end_line, end_column) = node.start_point, node.end_point
    return line + 1, column + 1, end_line + 1, end_column + 1


def parts_of(node: Node) -> list[Node]:
    """Return the named children without comments."""
    return [child for child in node.named_children if child.type not in _SKIPPED]


def unwrapped(node: Node) -> Node:
    """Return the expression within brackets, casts and `await`."""
    while node.type in WRAPPERS:
        inner = parts_of(node)
        if not inner:
            break
        node = inner[0]
    return node


class Reading:
    """One text while it is read; `before` are the statements that must run before the one that is being read."""

    def __init__(self, source: bytes) -> None:
        """Begin with a text."""
        self._source = source
        self.before: list[Statement] = []
        self.modules: dict[str, str] = {}
        self.shared: set[str] = set()
        self.scopes: list[set[str]] = [set()]

    def text(self, node: Node | None) -> str:
        """Return the text of a node, nothing for none."""
        return self._source[node.start_byte : node.end_byte].decode(errors="replace") if node is not None else ""

    def between(self, start: int, end: int) -> str:
        """Return the text between two places in the source."""
        return self._source[start:end].decode(errors="replace")

    def declare(self, targets: Iterable[Statement]) -> None:
        """Remember the variables that a function declares, by the assignments of their first values."""
        for statement in targets:
            if isinstance(statement, Assign):
                self.scopes[-1].update(target.id for target in statement.targets if isinstance(target, Name))

    def assigned(self, target: Expression) -> Expression:
        """Take note of what is assigned to: a variable of another function is shared with it."""
        if isinstance(target, Name) and len(self.scopes) > 1 and target.id not in self.scopes[-1]:
            self.shared.add(target.id)
        return target

    def module(self, qualified: str, where: Place) -> Name:
        """Return the name of a module that is used where it is loaded, and remember to import it."""
        name = f"require {qualified}"
        self.modules[name] = qualified
        return Name(name, where)

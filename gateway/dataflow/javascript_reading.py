"""How the front end for JavaScript and TypeScript reads a syntax tree: texts, places, names of its own making."""

from collections.abc import Iterable
from typing import Final

from gateway.dataflow.reader import PreparingReader
from gateway.dataflow.tree import Assign, Expression, Name, Place, Statement
from gateway.syntax.nodes import Node

FUNCTIONS: Final = frozenset(
    {"function_expression", "arrow_function", "generator_function", "function", "function_declaration"}
)
CLASSES: Final = frozenset({"class", "class_declaration", "abstract_class_declaration"})
# What wraps an expression and changes nothing of its value: signs of types, brackets, waiting.
_AWAIT: Final = "await_expression"
WRAPPERS: Final = frozenset(
    {
        "parenthesized_expression",
        _AWAIT,
        "as_expression",
        "satisfies_expression",
        "non_null_expression",
        "instantiation_expression",
    }
)


class Reading(PreparingReader):
    """One text while it is read."""

    blocks = frozenset({"statement_block"})
    texts = frozenset({"string", "template_string"})

    def __init__(self, text: str) -> None:
        """Begin with a text."""
        super().__init__(text)
        self.modules: dict[str, str] = {}
        self.shared: set[str] = set()
        self.scopes: list[set[str]] = [set()]

    def unwrapped(self, node: Node) -> Node:
        """Return the expression within brackets, casts and `await`."""
        while node.type in WRAPPERS:
            inner = self.parts(node)
            if not inner:
                break
            node = inner[0]
        return node

    def waits(self, node: Node) -> bool:
        """Tell whether the program waits for an expression, within brackets and casts or without."""
        while node.type in WRAPPERS and node.type != _AWAIT and (inner := self.parts(node)):
            node = inner[0]
        return node.type == _AWAIT

    def between(self, start: int, end: int) -> str:
        """Return the text between two places in the source."""
        return self._source[start:end].decode(errors="replace")

    def declare(self, targets: Iterable[Statement]) -> None:
        """Remember the variables that a function declares, by the assignments of their first values."""
        for statement in targets:
            if isinstance(statement, Assign):
                self.scopes[-1].update(target.id for target in statement.targets if isinstance(target, Name))

    def written(self, target: Expression) -> Expression:
        """Take note of what is assigned to: a variable of another function is shared with it."""
        if isinstance(target, Name) and len(self.scopes) > 1 and target.id not in self.scopes[-1]:
            self.shared.add(target.id)
        return target

    def module(self, qualified: str, where: Place) -> Name:
        """Return the name of a module that is used where it is loaded, and remember to import it."""
        name = f"require {qualified}"
        self.modules[name] = qualified
        return Name(name, where)

"""What the readers of all languages share: how a syntax node becomes a form, by a table of node types."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final

from gateway.scan.apis.form import NOTHING, Block, Either, Form, Member, Name, Parts, Place
from gateway.syntax.nodes import Node

_ESCAPE: Final = re.compile(
    r"\\(?:x([0-9A-Fa-f]{2})|u\{([0-9A-Fa-f]{1,6})\}|u+([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([0-7]{1,3})|(\r?\n)|(.))",
    re.DOTALL,
)
_PLAIN: Final = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "a": "\a", "0": "\0"}
_CODE_POINT_MAX: Final = 0x10FFFF


class Reader:
    """Reads one text's tree; a subclass says in `NODES` what to make of its language's nodes."""

    NODES: ClassVar[Mapping[str, Callable[[Any, Node], Form]]] = {}

    def __init__(self, source: bytes) -> None:
        """Take the text that was parsed, in UTF-8."""
        self._source = source

    def read(self, node: Node | None) -> Form:
        """Return the form of a node; of one that the table does not know, the forms of its children."""
        if node is None:
            return NOTHING
        handler = self.NODES.get(node.type)
        return handler(self, node) if handler is not None else self.parts(node)

    def field(self, node: Node, role: str) -> Form:
        """Return the form of the child in a role, or nothing."""
        return self.read(node.child_by_field_name(role))

    def all(self, nodes: Iterable[Node]) -> tuple[Form, ...]:
        """Return the forms of nodes, without those that hold nothing."""
        return tuple([form for node in nodes if (form := self.read(node)) is not NOTHING])

    def text(self, node: Node | None) -> str:
        """Return the text of a node."""
        return "" if node is None else self._source[node.start_byte : node.end_byte].decode(errors="replace")

    def name_in(self, node: Node, role: str) -> str:
        """Return the text of the child in a role, or an empty one."""
        return self.text(node.child_by_field_name(role))

    @staticmethod
    def place(node: Node) -> Place:
        """Return where a node stands."""
        line, column = node.start_point
        end_line, end_column = node.end_point
        return line + 1, column + 1, end_line + 1, end_column + 1

    def parts(self, node: Node) -> Form:
        """Return the forms of the children."""
        forms = self.all(node.named_children)
        return Parts(forms) if forms else NOTHING

    def nothing(self, _node: Node) -> Form:
        """Leave a node out."""
        return NOTHING

    def either(self, node: Node) -> Form:
        """Return what may be any of the children: parentheses, casts, `a or b`."""
        return Either(self.all(node.named_children))

    def block(self, node: Node) -> Form:
        """Return the statements in a scope of their own."""
        return Block(self.all(node.named_children))

    def identifier(self, node: Node) -> Form:
        """Return a bare name."""
        return Name(self.text(node), self.place(node))

    def chain(self, path: str, node: Node) -> Form:
        """Return the form of a qualified name, all of it at the place of one node."""
        place = self.place(node)
        head, *rest = path.split(".")
        form: Form = Name(head, place)
        for name in rest:
            form = Member(form, name, place)
        return form


def unescaped(text: str) -> str:
    """Return what the inside of a literal stands for."""
    return _ESCAPE.sub(_character, text) if "\\" in text else text


def _character(found: re.Match[str]) -> str:
    *numbers, octal, line_end, plain = found.groups()
    if octal is not None:
        return chr(int(octal, 8))
    if line_end is not None:
        return ""
    if plain is not None:
        return _PLAIN.get(plain, plain)
    code = int(next(number for number in numbers if number is not None), 16)
    return chr(code) if code <= _CODE_POINT_MAX else ""


def dotted(form: Form) -> str:
    """Return a chain of names as one path, or an empty text if it is anything else."""
    names: list[str] = []
    while isinstance(form, Member):
        names.append(form.name)
        form = form.of
    return ".".join([form.name, *reversed(names)]) if isinstance(form, Name) else ""

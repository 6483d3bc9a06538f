"""
Where C jumps: a `goto` to a label further down in the same function is what stands from there on, and the end of it.

A jump back, into a block, or out of what a jump has led to is one to nobody knows where, as it is elsewhere.
"""

from typing import Final

from gateway.dataflow.reader import Reader, place
from gateway.dataflow.tree import Return, Statement
from gateway.syntax.nodes import Node

# What stands behind labels is read once for each jump: so much of a text at most.
_JUMPED_BYTES_MAX: Final = 8_000


class Jumps(Reader):
    """Reads functions with labels."""

    def __init__(self, text: str) -> None:
        """Begin outside of any function."""
        super().__init__(text)
        self._behind: dict[str, list[Node]] = {}  # by label: the statements from there on
        self._jumped_bytes = 0

    def with_labels(self, block: Node | None) -> tuple[Statement, ...]:
        """Return a function's body."""
        kept, parts = self._behind, self.parts(block)
        self._behind = {
            self.text(part.child_by_field_name("label")): parts[number:]
            for number, part in enumerate(parts)
            if part.type == "labeled_statement"
        }
        body = self.block(block)
        self._behind = kept
        return body

    def goto(self, node: Node) -> tuple[Statement, ...]:
        """Return what a jump leads to."""
        behind = self._behind.get(self.text(node.child_by_field_name("label")), [])
        if not behind or behind[0].start_byte < node.start_byte:
            return self.jump(node)
        self._jumped_bytes += behind[-1].end_byte - behind[0].start_byte
        if self._jumped_bytes > _JUMPED_BYTES_MAX:
            return self.jump(node)
        kept, self._behind = self._behind, {}
        body = self.body(behind)
        self._behind = kept
        return (*body, Return(None, place(node)))

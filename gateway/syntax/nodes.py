"""
What readers of a syntax tree may know of it: the few members of a node that they need. The parsers' own nodes have
them, so nobody outside of `syntax` has to know a parser.
"""

from collections.abc import Sequence
from typing import Protocol


class Node(Protocol):
    """A node of a concrete syntax tree; points are rows from 0 and columns from 0 in UTF-8 bytes."""

    @property
    def type(self) -> str:
        """What kind of node it is, as the grammar calls it."""

    @property
    def is_named(self) -> bool:
        """Whether the grammar has a name for it."""

    @property
    def start_byte(self) -> int:
        """Where it begins in the text's UTF-8 bytes; slicing them is much faster than asking a node for its text."""

    @property
    def end_byte(self) -> int:
        """Where it ends, exclusive."""

    @property
    def start_point(self) -> tuple[int, int]:
        """Where it begins."""

    @property
    def end_point(self) -> tuple[int, int]:
        """Where it ends, exclusive."""

    @property
    def children(self) -> Sequence["Node"]:
        """All children, signs and comments included."""

    @property
    def named_children(self) -> Sequence["Node"]:
        """The children that the grammar has a name for."""

    def child_by_field_name(self, name: str, /) -> "Node | None":
        """Return the first child in a role."""

    def children_by_field_name(self, name: str, /) -> Sequence["Node"]:
        """Return all children in a role."""

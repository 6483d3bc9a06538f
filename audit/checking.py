"""
Checks the records of a log one by one: bytes against the leaf's hash, columns against the bytes, the tenant, and that
no sequence number of a writer occurs twice.

Only the standard library is needed, so that a process that does nothing but check records stays small.
"""

from dataclasses import dataclass, field
from typing import Any, Final, cast

from audit.columns import NUMBERS, columns_of
from audit.encoding import json_value
from audit.leaves import COLUMNS, Leaf
from audit.record import FORMAT_VERSION, leaf_hash

_TENANT: Final = COLUMNS.index("tenant")
_PAGE_BITS: Final = 6
_PAGE_MASK: Final = (1 << _PAGE_BITS) - 1

type Pages = dict[int, int]  # the number of 64 numbers in a row -> a bit for each that was seen


class CannotVerify(Exception):
    """Something that verification needs is missing or unreadable; nothing is said about the log."""


class Tampered(Exception):
    """
    The log is not what was signed.

    `index` is the first leaf at which that shows; None if it shows only in the whole.
    """

    def __init__(self, reason: str, index: int | None = None) -> None:
        """Say what is wrong, and where."""
        where = "" if index is None else f" at index {index}"
        super().__init__(f"{reason}{where}")
        self.index = index


@dataclass(slots=True)
class Writers:
    """The sequence numbers seen of each writer: one number twice is a record that was put in or copied."""

    seen: dict[str | None, Pages] = field(default_factory=dict)

    def add(self, writer: str, sequence: int, index: int) -> None:
        """Take note of a record's number; raises Tampered if it was there before."""
        pages = self.seen.get(writer)
        if pages is None:
            pages = self.seen[writer] = {}
        page, bit = sequence >> _PAGE_BITS, 1 << (sequence & _PAGE_MASK)
        seen = pages.get(page, 0)
        if seen & bit:
            raise Tampered(f"sequence number {sequence} of writer {writer} occurs twice", index)
        pages[page] = seen | bit

    def add_all(self, other: "Writers") -> bool:
        """Take note of the numbers of other records; if one was there before, of none, and return False."""
        for writer, pages in other.seen.items():
            mine = self.seen.get(writer, {})
            if any(mine.get(page, 0) & bits for page, bits in pages.items()):
                return False
        for writer, pages in other.seen.items():
            mine = self.seen.setdefault(writer, {})
            for page, bits in pages.items():
                mine[page] = mine.get(page, 0) | bits
        return True

    def missing(self) -> int:
        """Return how many numbers below each writer's largest were not seen: other tenants' records, or gaps."""
        return sum(_missing(pages) for pages in self.seen.values())

    def document(self) -> list[object]:
        """Return the numbers as JSON, for another process."""
        return [[writer, list(pages.items())] for writer, pages in self.seen.items()]

    @classmethod
    def of(cls, document: list[Any]) -> "Writers":
        """Return the numbers of their JSON."""
        return cls({writer: dict(pages) for writer, pages in document})


def check_record(leaf: Leaf, tenant: str) -> dict[str, Any] | None:
    """
    Check that the bytes are the leaf's, that the columns are the bytes', and that the log is its tenant's.

    Returns the record's JSON, or None if the record was dropped; raises Tampered or CannotVerify.
    """
    if leaf.canonical is None:
        return None
    if leaf_hash(leaf.canonical) != leaf.hash:
        raise Tampered("the record's bytes do not have the hash that is in the log", leaf.index)
    try:
        document = cast("dict[str, Any]", json_value(leaf.canonical))
        columns = columns_of(document)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotVerify(
            f"the record at index {leaf.index} is not one of format {FORMAT_VERSION}: {error}"
        ) from error
    if columns[_TENANT] != tenant:
        raise Tampered("the record belongs to another tenant", leaf.index)
    if leaf.columns != columns or any(type(leaf.columns[place]) is not int for place in NUMBERS):
        names = [name for name, one, other in zip(COLUMNS, columns, leaf.columns or (), strict=False) if one != other]
        raise Tampered(f"the database's columns disagree with the record ({', '.join(names) or 'count'})", leaf.index)
    return document


def _missing(pages: Pages) -> int:
    first, last = min(pages), max(pages)
    lowest = (first << _PAGE_BITS) + (pages[first] & -pages[first]).bit_length() - 1
    highest = (last << _PAGE_BITS) + pages[last].bit_length() - 1
    return highest - lowest + 1 - sum(bits.bit_count() for bits in pages.values())

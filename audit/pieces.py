"""
A range of the log in pieces, each of which can be checked without the others: by this process, or by one of its own.

A piece is well or it is not. What is wrong with one that is not, and at which index, is for who reads it again from its
beginning, knowing all that came before: so it is said in the same words whoever looked first.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from audit.checking import CannotVerify, Tampered, Writers, check_record
from audit.leaves import LINE_BYTES_MAX, BundleInvalid, leaves_from
from audit.merkle import complete_subtrees, root_hash
from audit.pruning import Drop, drop_of

BLOCK_BYTES = 131_072
_WITH_RECORD = b'","columns":['  # in a line as exports have it; one that is written otherwise is found out


@dataclass(frozen=True, slots=True)
class Place:
    """Where reading stands: the index and the number of the next line, and the next byte of both files."""

    index: int
    number: int = 1
    leaves_at: int = 0
    records_at: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """So many lines from a place on; the next piece begins at `end`."""

    start: Place
    end: Place

    @property
    def lines(self) -> int:
        """Return how many lines it has."""
        return self.end.number - self.start.number


@dataclass(slots=True)
class Checked:
    """
    What a piece that is well adds to the whole.

    `subtrees` are the roots of the complete subtrees that its leaves make, and `hashes` their hashes, if these are
    wanted; `missed` are the indexes of leaves without a record.
    """

    subtrees: tuple[bytes, ...] = ()
    hashes: tuple[bytes, ...] = ()
    writers: Writers = field(default_factory=Writers)
    missed: list[int] = field(default_factory=list)
    drops: list[Drop] = field(default_factory=list)


def pieces_of(leaves: BinaryIO, records: BinaryIO, index: int) -> Iterator[Piece]:
    """Yield the pieces of a range that begins at this index, up to a line that has no end or is too long."""
    start = Place(index)
    while block := leaves.read(BLOCK_BYTES):
        if not block.endswith(b"\n"):
            block += leaves.readline(LINE_BYTES_MAX)
        length = _length(records, block.count(_WITH_RECORD))
        if not block.endswith(b"\n") or length is None:
            return
        lines = block.count(b"\n")
        end = Place(start.index + lines, start.number + lines, start.leaves_at + len(block), start.records_at + length)
        yield Piece(start, end)
        start = end


def check_piece(leaves: BinaryIO, records: BinaryIO, piece: Piece, tenant: str, *, is_hashed: bool) -> Checked | None:
    """Return what a piece adds to the whole, or None if anything about it is not as it should be."""
    leaves.seek(piece.start.leaves_at)
    records.seek(piece.start.records_at)
    checked, hashes = Checked(), []
    indexes = range(piece.start.index, piece.end.index)
    try:
        for index, leaf in zip(indexes, leaves_from(leaves, records, piece.start.number), strict=False):
            if leaf.index != index:
                return None
            document = check_record(leaf, tenant)
            hashes.append(leaf.hash)
            if document is None:
                checked.missed.append(index)
                continue
            checked.writers.add(document["writer"], document["sequence"], index)
            drop = drop_of(document, index)
            if drop is not None:
                checked.drops.append(drop)
    except (Tampered, CannotVerify, BundleInvalid):
        return None
    if len(hashes) != piece.lines or (leaves.tell(), records.tell()) != (piece.end.leaves_at, piece.end.records_at):
        return None
    checked.subtrees = tuple(
        root_hash(hashes[first - indexes.start : first - indexes.start + (1 << height)])
        for first, height in complete_subtrees(indexes.start, indexes.stop)
    )
    checked.hashes = tuple(hashes) if is_hashed else ()
    return checked


def _length(records: BinaryIO, lines: int) -> int | None:
    """Go over so many lines and return their bytes, or None if there are fewer."""
    began = records.tell()
    while block := records.read(BLOCK_BYTES):
        ends = block.count(b"\n")
        if ends < lines:
            lines -= ends
            continue
        at = 0
        for _ in range(lines):
            at = block.index(b"\n", at) + 1
        records.seek(at - len(block), 1)
        return records.tell() - began
    return None if lines else 0

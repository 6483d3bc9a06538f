"""
Goes through the leaves of a range of the log, index after index, in one process or in several.

Whatever several processes find wrong in a piece, this one reads that piece again, leaf by leaf: so the first index at
which something is wrong is the same, and so are the words.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from audit.bundle import Manifest
from audit.checking import Tampered, Writers, check_record
from audit.leaves import LEAVES, RECORDS, Leaf, all_leaves_from, leaves_from
from audit.merkle import Frontier, complete_subtrees
from audit.pieces import Checked, Piece, Place, pieces_of
from audit.pruning import Pruning, drop_of
from audit.published import PublishedTiles
from audit.workers import Asked, Workers, cores

PROGRESS_EVERY = 10_000
_RECORDS_ALONE_MAX = 20_000  # one process is done with them before others have started

type Progress = Callable[[int, int], None]  # leaves seen, leaves in all


def dense(leaves: Iterable[Leaf], manifest: Manifest, first: int, *, is_rest: bool = True) -> Iterator[Leaf]:
    """Yield the leaves from the first index on, refusing one that is not the next; the rest ends where it must."""
    expected = first
    for leaf in leaves:
        if leaf.index != expected:
            raise Tampered(f"the export goes on with index {leaf.index}", expected)
        if expected >= manifest.end:
            raise Tampered("there is a leaf beyond the range", expected)
        expected += 1
        yield leaf
    if is_rest and expected != manifest.end:
        raise Tampered(f"the export ends, though it promises records up to {manifest.end - 1}", expected)


@dataclass(slots=True)
class DenseCheck:
    """
    What is known of a range up to the leaf that was read last.

    `known` are roots by size, of checkpoints that were kept elsewhere; `tree` begins with what lies before the range.
    """

    manifest: Manifest
    known: Mapping[int, bytes]
    published: PublishedTiles
    tree: Frontier
    progress: Progress
    pruning: Pruning
    writers: Writers = field(default_factory=Writers)

    def read(self, folder: Path, processes: int) -> None:
        """Check every leaf, in so many processes (0: as many as pay); raises Tampered, CannotVerify, BundleInvalid."""
        if processes == 0:
            processes = 1 if self.manifest.end - self.manifest.start <= _RECORDS_ALONE_MAX else cores()
        place = Place(self.manifest.start)
        with (folder / LEAVES).open("rb") as leaves, (folder / RECORDS).open("rb") as records:
            if processes > 1:
                with Workers(folder, self.manifest.tenant, processes) as workers:
                    place = self._read_pieces(workers, folder, leaves, records)
            leaves.seek(place.leaves_at)
            records.seek(place.records_at)
            rest = all_leaves_from(leaves, records, place.number)
            for leaf in dense(rest, self.manifest, place.index):
                self._add(leaf)

    def _read_pieces(self, workers: Workers, folder: Path, leaves: BinaryIO, records: BinaryIO) -> Place:
        """Check pieces as long as they follow each other, and return where the rest begins."""
        place = Place(self.manifest.start)
        for piece, checked in workers.check(self._asked(folder)):
            if checked is None or piece.end.index > self.manifest.end or not self._add_piece(piece, checked):
                leaves.seek(piece.start.leaves_at)
                records.seek(piece.start.records_at)
                again = islice(leaves_from(leaves, records, piece.start.number), piece.lines)
                for leaf in dense(again, self.manifest, piece.start.index, is_rest=False):
                    self._add(leaf)
                if records.tell() != piece.end.records_at:  # written by another hand: the next piece begins elsewhere
                    return Place(piece.end.index, piece.end.number, leaves.tell(), records.tell())
            place = piece.end
            self.progress(self.tree.size - self.manifest.start, self.manifest.end - self.manifest.start)
        return place

    def _asked(self, folder: Path) -> Iterator[Asked]:
        """Yield the pieces; hashes are wanted where each leaf is to be compared with something."""
        with (folder / LEAVES).open("rb") as leaves, (folder / RECORDS).open("rb") as records:
            for piece in pieces_of(leaves, records, self.manifest.start):
                is_anchored = any(piece.start.index < size <= piece.end.index for size in self.known)
                yield piece, is_anchored or self.published.is_given

    def _add(self, leaf: Leaf) -> None:
        """Check the next leaf."""
        self.published.check(leaf.index, leaf.hash)
        document = check_record(leaf, self.manifest.tenant)
        if document is None:
            self.pruning.miss(leaf.index)
        else:
            self.writers.add(document["writer"], document["sequence"], leaf.index)
            drop = drop_of(document, leaf.index)
            if drop is not None:
                self.pruning.see(drop)
        self._append(leaf.hash)
        if self.tree.size % PROGRESS_EVERY == 0:
            self.progress(self.tree.size - self.manifest.start, self.manifest.end - self.manifest.start)

    def _add_piece(self, piece: Piece, checked: Checked) -> bool:
        """Add a piece that is well by itself; if one of its numbers was there before, add nothing and return False."""
        if not self.writers.add_all(checked.writers):
            return False
        for index in checked.missed:
            self.pruning.miss(index)
        for drop in checked.drops:
            self.pruning.see(drop)
        for index, leaf in enumerate(checked.hashes, piece.start.index):
            self.published.check(index, leaf)
            self._append(leaf)
        if not checked.hashes:
            covered = complete_subtrees(piece.start.index, piece.end.index)
            for (_, height), subtree in zip(covered, checked.subtrees, strict=True):
                self.tree.append_subtree(height, subtree)
        return True

    def _append(self, leaf: bytes) -> None:
        """Add a leaf's hash, and compare with an anchor of that size."""
        self.tree.append(leaf)
        if self.tree.size in self.known and self.tree.root() != self.known[self.tree.size]:
            raise Tampered(f"an anchor of {self.tree.size} records shows another history below that index")

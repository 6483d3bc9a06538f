"""
Proof files. Of inclusion (C2SP tlog-proof): one leaf's index, its path to the root, and the checkpoint with that root.
Of consistency (as C2SP tlog-witness sends it): an older size, the path from there, and the newer checkpoint.

Whoever has the record's bytes (or its leaf hash, or the older checkpoint), the proof and the log's public key needs
nothing and nobody else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audit.checkpoint import Checkpoint, CheckpointInvalid, SignedCheckpoint, open_checkpoint
from audit.encoding import decoded, encoded
from audit.merkle import HASH_BYTES, ProofInvalid, check_consistency, root_of_inclusion
from audit.note import VerifierKey

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")
_OLD = re.compile(r"old (0|[1-9][0-9]{0,15})")
_EXTRA = "extra "
_PATH_MAX = 64


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """A leaf's place and path, and the checkpoint's note, not yet verified."""

    index: int
    path: tuple[bytes, ...]
    note: bytes

    def text(self) -> bytes:
        """Return the file's bytes."""
        return _file(f"{_FIRST_LINE}\nindex {self.index}", self.path, self.note)


@dataclass(frozen=True, slots=True)
class ConsistencyProof:
    """What leads from the tree of an older size to that of a newer checkpoint, whose note is not yet verified."""

    old_size: int
    path: tuple[bytes, ...]
    note: bytes

    def text(self) -> bytes:
        """Return the file's bytes."""
        return _file(f"old {self.old_size}", self.path, self.note)


@dataclass(frozen=True, slots=True)
class ProvenRecord:
    """A record's leaf, its canonical bytes unless it was dropped, and its proof."""

    leaf: bytes
    canonical: bytes | None
    proof: InclusionProof


def parse_proof(text: bytes) -> InclusionProof:
    """Return the proof of a file's bytes; raises ProofInvalid for any other bytes."""
    lines, note = _head(text)
    if lines[0] != _FIRST_LINE:
        raise ProofInvalid(f"a proof file begins with {_FIRST_LINE}")
    rest = lines[2:] if lines[1:] and lines[1].startswith(_EXTRA) else lines[1:]
    index = _INDEX.fullmatch(rest[0]) if rest else None
    if index is None or len(rest) > _PATH_MAX + 1:
        raise ProofInvalid("a proof file says the index and then at most 64 hashes")
    return InclusionProof(int(index[1]), tuple(_hash(line) for line in rest[1:]), note)


def parse_consistency(text: bytes) -> ConsistencyProof:
    """Return the proof of consistency of a file's bytes; raises ProofInvalid for any other bytes."""
    lines, note = _head(text)
    old = _OLD.fullmatch(lines[0])
    if old is None or len(lines) > _PATH_MAX + 1:
        raise ProofInvalid("a consistency proof says the old size and then at most 64 hashes")
    return ConsistencyProof(int(old[1]), tuple(_hash(line) for line in lines[1:]), note)


def check_growth(older: Checkpoint, newer: Checkpoint, proof: ConsistencyProof) -> None:
    """Raise ProofInvalid unless the proof leads from one checkpoint of a log to the other."""
    if older.origin != newer.origin:
        raise ProofInvalid(f"the checkpoints are of different logs: {older.origin} and {newer.origin}")
    if proof.old_size != older.size:
        raise ProofInvalid(f"the proof is for {proof.old_size} records, the older checkpoint has {older.size}")
    check_consistency((older.size, older.root), (newer.size, newer.root), proof.path)


def check_inclusion(leaf: bytes, proof: InclusionProof, keys: Iterable[VerifierKey]) -> SignedCheckpoint:
    """Return the checkpoint that has the leaf; raises ProofInvalid if nothing trusted shows that it does."""
    try:
        signed = open_checkpoint(proof.note, keys)
    except CheckpointInvalid as error:
        raise ProofInvalid(str(error)) from error
    checkpoint = signed.checkpoint
    if root_of_inclusion(leaf, proof.index, checkpoint.size, proof.path) != checkpoint.root:
        raise ProofInvalid(f"the path does not lead from this record at index {proof.index} to the checkpoint's root")
    return signed


def _hash(line: str) -> bytes:
    node = decoded(line)
    if node is None or len(node) != HASH_BYTES:
        raise ProofInvalid("a line of the path is not a hash of 32 bytes in base64")
    return node


def _file(head: str, path: Iterable[bytes], note: bytes) -> bytes:
    """Return a proof file: the head, a line for each hash, an empty line, the checkpoint."""
    return "\n".join((head, *map(encoded, path), "", "")).encode() + note


def _head(text: bytes) -> tuple[list[str], bytes]:
    """Return the lines before the checkpoint, and its note."""
    head, separator, note = text.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise ProofInvalid("a proof file is ASCII before its checkpoint") from error
    if not separator:
        raise ProofInvalid("a proof file has an empty line, and then a checkpoint")
    return lines, note

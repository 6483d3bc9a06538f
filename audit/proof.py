"""
Proof files (C2SP tlog-proof): one leaf's index, its path to the root, and the checkpoint with that root.

Whoever has the record's bytes (or its leaf hash), the proof and the log's public key needs nothing and nobody else.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audit.checkpoint import CheckpointInvalid, SignedCheckpoint, open_checkpoint
from audit.encoding import decoded, encoded
from audit.merkle import HASH_BYTES, ProofInvalid, root_of_inclusion
from audit.note import VerifierKey

_FIRST_LINE = "c2sp.org/tlog-proof@v1"
_INDEX = re.compile(r"index (0|[1-9][0-9]{0,15})")
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
        path = "".join(f"{encoded(node)}\n" for node in self.path)
        return f"{_FIRST_LINE}\nindex {self.index}\n{path}\n".encode() + self.note


def parse_proof(text: bytes) -> InclusionProof:
    """Return the proof of a file's bytes; raises ProofInvalid for any other bytes."""
    head, separator, note = text.partition(b"\n\n")
    try:
        lines = head.decode("ascii").split("\n")
    except UnicodeDecodeError as error:
        raise ProofInvalid("a proof file is ASCII before its checkpoint") from error
    if not separator or lines[0] != _FIRST_LINE:
        raise ProofInvalid(f"a proof file begins with {_FIRST_LINE}")
    rest = lines[2:] if lines[1:] and lines[1].startswith(_EXTRA) else lines[1:]
    index = _INDEX.fullmatch(rest[0]) if rest else None
    if index is None or len(rest) > _PATH_MAX + 1:
        raise ProofInvalid("a proof file says the index and then at most 64 hashes")
    return InclusionProof(int(index[1]), tuple(_hash(line) for line in rest[1:]), note)


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

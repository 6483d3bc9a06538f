"""
The Merkle tree of RFC 6962: hashes, roots, and proofs of inclusion and of consistency.

Pure functions over SHA-256 hashes of 32 bytes. A tree of `size` leaves is named by its root; `start` and `end` bound a
range of leaves, `end` excluded. Verification follows RFC 9162, sections 2.1.3.2 and 2.1.4.2.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
_NODE_PREFIX = b"\x01"

type Subtree = Callable[[int, int], bytes]  # the hash over the leaves from start to end


class ProofInvalid(ValueError):
    """A proof does not show what it claims; the text says which step fails."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node."""
    return hashlib.sha256(_NODE_PREFIX + left + right).digest()


def root_hash(hashes: Sequence[bytes]) -> bytes:
    """Return the root over hashes that stand side by side: leaves, or roots of complete trees of one size."""
    if not hashes:
        return EMPTY_ROOT
    level = list(hashes)
    while len(level) > 1:
        pairs = [node_hash(level[at], level[at + 1]) for at in range(0, len(level) - 1, 2)]
        if len(level) % 2:
            pairs.append(level[-1])
        level = pairs
    return level[0]


@dataclass(slots=True)
class Frontier:
    """
    The complete subtrees that make up the leaves seen so far, left to right: enough to append and to know the root.

    `append` takes leaves; `append_subtree` takes the hash of 2**height leaves where such a subtree may begin.
    """

    size: int = 0
    _subtrees: list[tuple[int, bytes]] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf's hash."""
        self.append_subtree(0, leaf)

    def append_subtree(self, height: int, subtree: bytes) -> None:
        """Add the root of 2**height leaves at once; raises ProofInvalid where no such subtree may begin."""
        if self.size % (1 << height):
            raise ProofInvalid(f"no subtree of {1 << height} leaves begins at index {self.size}")
        self.size += 1 << height
        while self._subtrees and self._subtrees[-1][0] == height:
            subtree = node_hash(self._subtrees.pop()[1], subtree)
            height += 1
        self._subtrees.append((height, subtree))

    def root(self) -> bytes:
        """Return the root over all leaves so far."""
        if not self._subtrees:
            return EMPTY_ROOT
        root = self._subtrees[-1][1]
        for _, subtree in reversed(self._subtrees[:-1]):
            root = node_hash(subtree, root)
        return root


def inclusion_path(index: int, size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the siblings from the leaf at `index` up to the root of the tree with `size` leaves."""
    _require(0 <= index < size, f"a tree of {size} leaves has no index {index}")
    path: list[bytes] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start = middle
    return tuple(reversed(path))


def root_of_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes:
    """Return the root that the path leads to; raises ProofInvalid if the path has not the length that it must have."""
    _require(0 <= index < size, f"a tree of {size} leaves has no index {index}")
    here, last, root = index, size - 1, leaf
    for sibling in path:
        _require(last > 0, "the path is too long")
        if here & 1 or here == last:
            root = node_hash(sibling, root)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            root = node_hash(root, sibling)
        here, last = here >> 1, last >> 1
    _require(last == 0, "the path is too short")
    return root


def consistency_path(old_size: int, new_size: int, subtree: Subtree) -> tuple[bytes, ...]:
    """Return the nodes that show the old tree to be a beginning of the new one; empty for sizes that need none."""
    _require(0 <= old_size <= new_size, f"a tree of {new_size} leaves never had {old_size}")
    if old_size in (0, new_size):
        return ()
    path: list[bytes] = []
    start, end, is_whole = 0, new_size, True
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            path.append(subtree(middle, end))
            end = middle
        else:
            path.append(subtree(start, middle))
            start, is_whole = middle, False
    if not is_whole:
        path.append(subtree(start, end))
    return tuple(reversed(path))


def check_consistency(old: tuple[int, bytes], new: tuple[int, bytes], path: Sequence[bytes]) -> None:
    """Raise ProofInvalid unless the path shows that the new tree (size, root) begins with the old one."""
    (old_size, old_root), (new_size, new_root) = old, new
    _require(0 <= old_size <= new_size, f"a tree of {new_size} leaves never had {old_size}")
    if old_size in (0, new_size):
        _require(not path, "the proof is too long")
        _require(old_root == (new_root if old_size else EMPTY_ROOT), "the roots differ though the sizes do not")
        return
    nodes = list(path) if old_size & (old_size - 1) else [old_root, *path]
    _require(bool(nodes), "the proof is too short")
    here, last = old_size - 1, new_size - 1
    while here & 1:
        here, last = here >> 1, last >> 1
    old_seen = new_seen = nodes[0]
    for node in nodes[1:]:
        _require(last > 0, "the proof is too long")
        if here & 1 or here == last:
            old_seen, new_seen = node_hash(node, old_seen), node_hash(node, new_seen)
            while here and not here & 1:
                here, last = here >> 1, last >> 1
        else:
            new_seen = node_hash(new_seen, node)
        here, last = here >> 1, last >> 1
    _require(last == 0, "the proof is too short")
    _require(old_seen == old_root, "the proof does not lead to the old root")
    _require(new_seen == new_root, "the proof does not lead to the new root")


def complete_subtrees(start: int, end: int) -> tuple[tuple[int, int], ...]:
    """Return the complete subtrees (start, height) that cover the leaves from start to end, left to right."""
    covered: list[tuple[int, int]] = []
    while start < end:
        height = (end - start).bit_length() - 1
        if start:
            height = min(height, (start & -start).bit_length() - 1)
        covered.append((start, height))
        start += 1 << height
    return tuple(covered)


def _split(size: int) -> int:
    """Return the largest power of two below the size."""
    return 1 << ((size - 1).bit_length() - 1)


def _require(holds: bool, otherwise: str) -> None:  # noqa: FBT001  # a condition reads well here
    if not holds:
        raise ProofInvalid(otherwise)

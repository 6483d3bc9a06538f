"""Trees for tests: leaves out of numbers, stored as tiles in memory."""

from collections.abc import Sequence
from functools import cache

from audit.record import leaf_hash
from audit.tiles import TileTree


@cache
def leaves(count: int) -> tuple[bytes, ...]:
    """Return the hashes of `count` different leaves."""
    return tuple(leaf_hash(str(index).encode()) for index in range(count))


class StoredTree:
    """What a log keeps: leaf hashes, and the nodes above them as they became complete."""

    def __init__(self, hashes: Sequence[bytes]) -> None:
        """Append all the leaves to an empty tree."""
        self.tree = TileTree()
        for leaf in hashes:
            self.tree.append(leaf)
        self._levels: dict[int, list[bytes]] = {0: list(hashes)}
        for level, index, node in self.tree.complete:
            nodes = self._levels.setdefault(level, [])
            assert len(nodes) == index
            nodes.append(node)

    def hashes(self, level: int, first: int, count: int) -> Sequence[bytes]:
        """Return hashes of one level, as many as asked for."""
        found = self._levels.get(level, [])[first : first + count]
        assert count == len(found)
        return found

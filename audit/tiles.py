"""
The tree as tiles (C2SP tlog-tiles): 256 hashes side by side, each tile's root being one hash of the level above.

Level 0 holds leaf hashes. Only complete tiles count in the level above. From tiles any proof can be made.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from audit.merkle import EMPTY_ROOT, root_hash

TILE_HASHES = 256
_LEVELS_MAX = 8  # 256**8 leaves are more than there will ever be
_PATH = re.compile(r"tile/([0-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/){0,4}[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")

type Hashes = Callable[[int, int, int], Sequence[bytes]]  # level, first, count -> hashes of that level


@dataclass(frozen=True, slots=True)
class Tile:
    """One tile's place: level, index within the level, and how many hashes wide it is (1 to 256)."""

    level: int
    index: int
    width: int = TILE_HASHES

    @property
    def path(self) -> str:
        """Return the tile's path below the log's prefix, such as `tile/0/x001/234.p/17`."""
        groups = [f"{self.index % 1000:03d}"]
        rest = self.index // 1000
        while rest:
            groups.append(f"x{rest % 1000:03d}")
            rest //= 1000
        partial = f".p/{self.width}" if self.width < TILE_HASHES else ""
        return f"tile/{self.level}/{'/'.join(reversed(groups))}{partial}"

    @classmethod
    def parse(cls, path: str) -> "Tile | None":
        """Return the tile that a path names, or None if it names none: only the one form above is accepted."""
        match = _PATH.fullmatch(path)
        if match is None:
            return None
        level, groups, width = match.groups()
        tile = cls(int(level), int(groups.replace("/", "").replace("x", "")), int(width or TILE_HASHES))
        return tile if tile.path == path else None


@dataclass(slots=True)
class TileTree:
    """
    The right edge of a tree, for its only writer: append leaves, take what became complete, know the root.

    `edges` are the hashes of each level's incomplete tile; `complete` collects (level, index, hash) of the nodes above
    level 0 that appending made.
    """

    size: int = 0
    edges: list[list[bytes]] = field(default_factory=lambda: [[] for _ in range(_LEVELS_MAX)])
    complete: list[tuple[int, int, bytes]] = field(default_factory=list)

    def append(self, leaf: bytes) -> None:
        """Add one leaf's hash."""
        self.edges[0].append(leaf)
        self.size += 1
        level = 0
        while len(self.edges[level]) == TILE_HASHES:
            node = root_hash(self.edges[level])
            self.edges[level].clear()
            level += 1
            self.edges[level].append(node)
            self.complete.append((level, self.size // TILE_HASHES**level - 1, node))

    def root(self) -> bytes:
        """Return the root over all leaves."""
        below: list[bytes] = []
        for edge in self.edges:
            hashes = [*edge, *below]
            below = [root_hash(hashes)] if hashes else []
        return below[0] if below else EMPTY_ROOT


def edge_places(size: int) -> tuple[tuple[int, int, int], ...]:
    """Return where the right edge of a tree of that size is stored: (level, first index, count), none of them empty."""
    nodes = [size // TILE_HASHES**level for level in range(_LEVELS_MAX)]
    return tuple(
        (level, count - count % TILE_HASHES, count % TILE_HASHES)
        for level, count in enumerate(nodes)
        if count % TILE_HASHES
    )


def subtree_of(hashes: Hashes, start: int, end: int) -> bytes:
    """Return the hash over the leaves from start to end, a range that is a node of some tree, with few hashes read."""
    size = end - start
    level = 0
    while TILE_HASHES ** (level + 1) <= size:
        level += 1
    span = TILE_HASHES**level
    whole = size // span
    nodes = list(hashes(level, start // span, whole))
    rest = start + whole * span
    if rest < end:
        nodes.append(subtree_of(hashes, rest, end))
    return root_hash(nodes)


def tiles_of(old_size: int, new_size: int) -> tuple[Tile, ...]:
    """Return the tiles that a tree of the new size has and one of the old size had not, lowest level first."""
    tiles: list[Tile] = []
    for level in range(_LEVELS_MAX):
        had, has = old_size // TILE_HASHES**level, new_size // TILE_HASHES**level
        if has == had:
            continue
        indexes = range(had // TILE_HASHES, -(-has // TILE_HASHES))
        tiles.extend(Tile(level, index, min(TILE_HASHES, has - index * TILE_HASHES)) for index in indexes)
    return tuple(tiles)

"""The leaf hashes of published tiles: whoever rewrote records and hashes did not rewrite files that are elsewhere."""

from collections.abc import Iterable
from pathlib import Path

from audit.checking import CannotVerify, Tampered
from audit.leaves import Leaf
from audit.merkle import HASH_BYTES
from audit.tiles import TILE_HASHES, Tile


class PublishedTiles:
    """The tiles of one log, in a folder that is trusted; None: there are none. Call it once the origin is proven."""

    def __init__(self, folder: Path | None) -> None:
        """Read below this folder, a tile at a time."""
        self._folder = folder
        self._index = -1
        self._hashes = b""
        self._compared = self._unpublished = 0
        self._hole: int | None = None

    @property
    def is_given(self) -> bool:
        """Return whether there is anything to compare with."""
        return self._folder is not None

    def check(self, index: int, leaf: bytes) -> None:
        """
        Raise Tampered if the leaf's hash is not the published one; a tile that is not there is no evidence.

        Raises CannotVerify if later ones are there. Call it in the order of the log.
        """
        compared = self._compared
        if self._differs(index, leaf):
            raise Tampered("the leaf is not the one that was published", index)
        if self._compared == compared:
            self._hole = index if self._hole is None else self._hole
        elif self._hole is not None:
            tile = Tile(0, self._hole // TILE_HASHES).path
            raise CannotVerify(f"the tile {tile} is missing or too short in {self._folder}, and later ones are there")

    def locate(self, contradiction: Tampered, leaves: Iterable[Leaf]) -> None:
        """Raise Tampered with the first leaf that is not the published one, if there is any."""
        for leaf in leaves:
            if self._differs(leaf.index, leaf.hash):
                raise Tampered(f"{contradiction}; the first leaf that is not the one published is", leaf.index)

    def notes(self) -> tuple[str, ...]:
        """Say what was not compared; raises CannotVerify if nothing was, though there should be tiles."""
        if self._folder is None:
            return ("a change would be located by published tiles (--tiles)",)
        if not self._compared:
            raise CannotVerify(f"there is no published tile of these records in {self._folder}")
        return (f"{self._unpublished} leaves are in no published tile",) if self._unpublished else ()

    def _differs(self, index: int, leaf: bytes) -> bool:
        if self._folder is None:
            return False
        tile, at = divmod(index, TILE_HASHES)
        if tile != self._index:
            self._index, self._hashes = tile, _hashes(self._folder, tile)
        published = self._hashes[at * HASH_BYTES : (at + 1) * HASH_BYTES]
        self._compared += bool(published)
        self._unpublished += not published
        return bool(published) and published != leaf


def _hashes(folder: Path, index: int) -> bytes:
    """Return the widest published tile of this index, empty if there is none."""
    whole = folder / Tile(0, index).path
    found = [whole] if whole.is_file() else [path for path in whole.parent.glob(f"{whole.name}.p/*") if path.is_file()]
    if not found:
        return b""
    with max(found, key=lambda path: path.stat().st_size).open("rb") as file:
        return file.read(TILE_HASHES * HASH_BYTES)

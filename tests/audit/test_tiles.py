"""Tiles hold the whole tree: paths as the specification writes them, roots and proofs as the tree itself gives them."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.merkle import consistency_path, inclusion_path, root_hash, root_of_inclusion
from audit.tiles import TILE_HASHES, Tile, TileTree, edge_places, subtree_of, tiles_of
from tests.audit.trees import StoredTree, leaves

SMALL = 1000  # two levels
LEAVES = 70_000  # the example of the specification: three levels, each with a partial tile


@cache
def _stored(count: int = LEAVES) -> StoredTree:
    return StoredTree(leaves(count))


@pytest.mark.parametrize(
    ("tile", "path"),
    [
        (Tile(0, 0), "tile/0/000"),
        (Tile(0, 1234067), "tile/0/x001/x234/067"),
        (Tile(1, 1000, 17), "tile/1/x001/000.p/17"),
        (Tile(63, 999, 255), "tile/63/999.p/255"),
    ],
)
def test_a_tile_has_one_path(tile: Tile, path: str) -> None:
    """A path names its tile, and the tile its path."""
    assert path == tile.path
    assert tile == Tile.parse(path)


NO_PATHS = (
    "tile/0/0",
    "tile/00/000",
    "tile/64/000",
    "tile/0/x000/001",
    "tile/0/001/000",
    "tile/0/000.p/256",
    "tile/0/000.p/0",
    "tile/0/000.p/",
    "/tile/0/000",
    "tile/0/../000",
    "tile/0/000\n",
    "tile/0/x001/x000/x000/x000/x000/000",
    "tile/0/\u0660\u0660\u0660",
)


@pytest.mark.parametrize("path", NO_PATHS)
def test_no_other_path_names_a_tile(path: str) -> None:
    """There is no second way to write a path, and no way out of the folder."""
    assert Tile.parse(path) is None


def test_a_tree_has_the_tiles_that_the_specification_counts() -> None:
    """70,000 leaves are 273 full tiles and one of 112, one full and one of 17 above, and one of 1 on top."""
    tiles = tiles_of(0, LEAVES)

    partial = [(tile.level, tile.index, tile.width) for tile in tiles if tile.width < TILE_HASHES]
    assert [(0, 273, 112), (1, 1, 17), (2, 0, 1)] == partial
    assert 273 + 1 == sum(tile.width == TILE_HASHES for tile in tiles)


def test_growing_by_one_leaf_makes_few_tiles_new() -> None:
    """A leaf that completes a tile changes that tile and the one above it."""
    assert (Tile(0, 0, 256), Tile(1, 0, 1)) == tiles_of(255, 256)
    assert (Tile(0, 1, 1),) == tiles_of(256, 257)
    assert () == tiles_of(257, 257)


@pytest.mark.parametrize("size", [0, 1, 255, 256, 257, 511, 512, 600, LEAVES])
def test_the_edge_alone_knows_the_root(size: int) -> None:
    """A tree read back from its tiles has the same edge and the same root as the one that was written."""
    written = _stored(size).tree

    read = TileTree(size)
    for level, first, count in edge_places(size):
        read.edges[level].extend(_stored().hashes(level, first, count))

    assert written.edges == read.edges
    assert root_hash(_stored().hashes(0, 0, size)) == written.root() == read.root()


@given(st.integers(1, SMALL), st.data())
def test_any_proof_can_be_made_of_tiles(size: int, data: st.DataObject) -> None:
    """Paths out of tiles are those out of leaves."""
    index = data.draw(st.integers(0, size - 1))

    def from_tiles(start: int, end: int) -> bytes:
        return subtree_of(_stored(SMALL).hashes, start, end)

    def from_leaves(start: int, end: int) -> bytes:
        return root_hash(_stored(SMALL).hashes(0, start, end - start))

    assert inclusion_path(index, size, from_leaves) == inclusion_path(index, size, from_tiles)
    assert consistency_path(index, size, from_leaves) == consistency_path(index, size, from_tiles)


@given(st.integers(0, LEAVES - 1))
def test_a_tree_of_three_levels_proves_each_leaf(index: int) -> None:
    """Every path out of a large tree's tiles leads to its root."""
    stored = _stored()

    path = inclusion_path(index, LEAVES, lambda start, end: subtree_of(stored.hashes, start, end))

    assert stored.tree.root() == root_of_inclusion(stored.hashes(0, index, 1)[0], index, LEAVES, path)

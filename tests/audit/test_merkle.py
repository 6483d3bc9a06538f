"""The tree agrees with RFC 6962's test vectors, with another implementation, and with itself."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from audit.merkle import (
    EMPTY_ROOT,
    Frontier,
    ProofInvalid,
    check_consistency,
    complete_subtrees,
    consistency_path,
    inclusion_path,
    root_hash,
    root_of_inclusion,
)
from audit.record import leaf_hash
from tests.audit.trees import leaves

LEAVES_MAX = 300
# The inputs and roots of the test vectors that Certificate Transparency's implementations share.
VECTOR_LEAVES = tuple(
    bytes.fromhex(text)
    for text in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
)
VECTOR_ROOTS = (
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
SIZES = st.integers(1, LEAVES_MAX)


@cache
def _oracle() -> InmemoryTree:
    tree = InmemoryTree(algorithm="sha256")
    for index in range(LEAVES_MAX):
        tree.append_entry(str(index).encode())
    return tree


def _subtree(start: int, end: int) -> bytes:
    return root_hash(leaves(end)[start:])


@pytest.mark.parametrize("count", range(1, len(VECTOR_LEAVES) + 1))
def test_roots_are_those_of_the_shared_vectors(count: int) -> None:
    """The roots of the first leaves are the ones that Certificate Transparency publishes."""
    frontier = Frontier()
    for entry in VECTOR_LEAVES[:count]:
        frontier.append(leaf_hash(entry))

    assert VECTOR_ROOTS[count - 1] == frontier.root().hex()
    assert VECTOR_ROOTS[count - 1] == root_hash([leaf_hash(entry) for entry in VECTOR_LEAVES[:count]]).hex()


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    """An empty tree has a root, too."""
    assert EMPTY_ROOT == Frontier().root() == root_hash([])


@given(SIZES)
def test_roots_agree_with_another_implementation(size: int) -> None:
    """An implementation that shares no code with ours has the same roots."""
    frontier = Frontier()
    for leaf in leaves(size):
        frontier.append(leaf)

    assert _oracle().get_root(size) == frontier.root() == root_hash(leaves(size))


@given(SIZES, st.data())
def test_inclusion_agrees_with_another_implementation(size: int, data: st.DataObject) -> None:
    """Every leaf's path is the other implementation's, and leads to the root."""
    index = data.draw(st.integers(0, size - 1))

    path = inclusion_path(index, size, _subtree)

    theirs = _oracle().prove_inclusion(index + 1, size).serialize()["path"]
    assert theirs == [node.hex() for node in (leaves(size)[index], *path)]
    assert root_hash(leaves(size)) == root_of_inclusion(leaves(size)[index], index, size, path)


@given(SIZES, SIZES, st.integers(0, 20), st.integers(0, 255))
def test_no_changed_inclusion_proof_leads_to_the_root(size: int, index: int, place: int, bit: int) -> None:
    """A path with one node more, one less or one bit changed, or for another index or leaf, proves nothing."""
    index %= size
    leaf, root = leaves(size)[index], root_hash(leaves(size))
    path = inclusion_path(index, size, _subtree)
    others = [(leaf, index, (*path, leaf)), (leaf_hash(b"another"), index, path)]
    if path:
        place %= len(path)
        changed = (int.from_bytes(path[place], "big") ^ 1 << bit).to_bytes(32, "big")
        others += [
            (leaf, index, path[:-1]),
            (leaf, index, (*path[:place], changed, *path[place + 1 :])),
            (leaf, (index + 1) % size, path),
        ]

    for other in others:
        try:
            led_to = root_of_inclusion(other[0], other[1], size, other[2])
        except ProofInvalid:
            continue
        assert root != led_to


@given(SIZES, SIZES)
def test_a_later_tree_is_shown_to_begin_with_an_earlier_one(first: int, second: int) -> None:
    """Every proof of consistency holds, and none holds for another root."""
    old_size, new_size = sorted((first, second))
    old, new = (old_size, root_hash(leaves(old_size))), (new_size, root_hash(leaves(new_size)))

    path = consistency_path(old_size, new_size, _subtree)

    check_consistency(old, new, path)
    other = leaf_hash(b"another")
    for forged_old, forged_new in (((old_size, other), new), (old, (new_size, other))):
        with pytest.raises(ProofInvalid):
            check_consistency(forged_old, forged_new, path)
    with pytest.raises(ProofInvalid):
        check_consistency(old, new, (*path, other))
    if path:
        with pytest.raises(ProofInvalid):
            check_consistency(old, new, path[:-1])


def test_every_tree_begins_with_the_empty_one_only_under_its_own_root() -> None:
    """Consistency with nothing needs no path, but the right root of nothing."""
    new = (3, root_hash(leaves(3)))

    check_consistency((0, EMPTY_ROOT), new, ())
    with pytest.raises(ProofInvalid, match="the roots differ"):
        check_consistency((0, leaf_hash(b"")), new, ())


@pytest.mark.parametrize(("index", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_for_an_index_outside(index: int, size: int) -> None:
    """Neither making nor checking a proof accepts an index that the tree does not have."""
    with pytest.raises(ProofInvalid, match="no index"):
        inclusion_path(index, size, _subtree)
    with pytest.raises(ProofInvalid, match="no index"):
        root_of_inclusion(leaves(1)[0], index, size, ())


def test_a_tree_never_shrinks() -> None:
    """There is no proof from a larger tree to a smaller one."""
    with pytest.raises(ProofInvalid, match="never had"):
        consistency_path(3, 2, _subtree)
    with pytest.raises(ProofInvalid, match="never had"):
        check_consistency((3, EMPTY_ROOT), (2, EMPTY_ROOT), ())


@given(SIZES, SIZES)
def test_a_range_of_leaves_and_the_subtrees_around_it_make_the_root(first: int, second: int) -> None:
    """What lies left and right of a range needs few hashes: the range is provable without the other leaves."""
    start, end = sorted((first, second))
    frontier = Frontier()

    for at, height in complete_subtrees(0, start):
        frontier.append_subtree(height, _subtree(at, at + (1 << height)))
    for leaf in leaves(end)[start:]:
        frontier.append(leaf)
    for at, height in complete_subtrees(end, LEAVES_MAX):
        frontier.append_subtree(height, _subtree(at, at + (1 << height)))

    assert LEAVES_MAX == frontier.size
    assert root_hash(leaves(LEAVES_MAX)) == frontier.root()


def test_a_subtree_begins_only_where_one_may() -> None:
    """Two leaves make one node only at an even index."""
    frontier = Frontier()
    frontier.append(leaves(1)[0])

    with pytest.raises(ProofInvalid, match="no subtree of 2 leaves begins at index 1"):
        frontier.append_subtree(1, leaves(1)[0])

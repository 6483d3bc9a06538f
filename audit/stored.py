"""Reads the stored Merkle tree as the reader's role: checkpoints, what confirms them, hashes, paths to the root."""

import uuid

from sqlalchemy import Connection, func, select

from audit.checkpoint import CheckpointInvalid, unverified
from audit.confirmation import STAMP, STAMPED, WITNESSED
from audit.finding import NoSuchRange, NothingSigned, QueryFailed
from audit.merkle import consistency_path, inclusion_path, node_hash
from audit.proof import ConsistencyProof
from audit.schema import CHECKPOINT, CONFIRMATION, LEAF, NODE
from audit.tiles import TILE_HASHES, subtree_of

_TILE_HEIGHT = 8
_TILES_MAX = 32
_COSIGNATURE, _TIMESTAMP = "cosignature", "timestamp"
_LATELY = 100


def newest_checkpoint(connection: Connection, tenant: str) -> bytes | None:
    """
    Return the note of a tenant's newest checkpoint with its cosignatures, or None if none is signed.

    Raises QueryFailed for bytes that are no checkpoint.
    """
    return checkpoint_of(connection, tenant, None)


def checkpoint_of(connection: Connection, tenant: str, size: int | None) -> bytes | None:
    """Return the note of a tenant's checkpoint of this size (None: the newest) as `newest_checkpoint` does."""
    statement = select(CHECKPOINT.c.size, CHECKPOINT.c.note).where(CHECKPOINT.c.tenant == tenant)
    if size is not None:
        statement = statement.where(CHECKPOINT.c.size == size)
    row = connection.execute(statement.order_by(CHECKPOINT.c.size.desc()).limit(1)).first()
    if row is None:
        return None
    note = bytes(row.note) + b"".join(_contents(connection, tenant, _COSIGNATURE, row.size))
    try:
        unverified(note)
    except CheckpointInvalid as error:
        raise QueryFailed(f"the checkpoint in the database cannot be read: {error}") from error
    return note


def growth_of(connection: Connection, tenant: str, old_size: int, new_size: int | None) -> ConsistencyProof:
    """
    Return what leads from an older size to a checkpoint (None: the newest).

    Raises NothingSigned or NoSuchRange if there is no such checkpoint or size, QueryFailed if the tree lacks a hash.
    """
    newest = newest_checkpoint(connection, tenant)
    if newest is None:
        raise NothingSigned(f"tenant {tenant!r} has no signed checkpoint: is a `gateway worker` running?")
    note = newest if new_size is None else checkpoint_of(connection, tenant, new_size)
    if note is None:
        raise NoSuchRange(f"no checkpoint of {new_size} records was signed")
    size = unverified(note).size
    if not 0 < old_size <= size:
        raise NoSuchRange(f"the checkpoint has {size} records: it continues none of {old_size}")
    return ConsistencyProof(old_size, StoredTree(connection, tenant, size).consistency(old_size), note)


def newest_confirmed(connection: Connection, tenant: str, size: int) -> dict[str, bytes]:
    """
    Return what others said of checkpoints up to a size, as the files of a bundle: the newest cosigned checkpoint of
    those that most witnesses cosigned lately, and the newest that was stamped, with its stamp.
    """
    files: dict[str, bytes] = {}
    for kind, name in ((_COSIGNATURE, WITNESSED), (_TIMESTAMP, STAMPED)):
        confirmed = _confirmed_size(connection, tenant, kind, size)
        statement = select(CHECKPOINT.c.note).where(CHECKPOINT.c.tenant == tenant, CHECKPOINT.c.size == confirmed)
        note = None if confirmed is None else connection.execute(statement).scalar()
        if confirmed is None or note is None:
            continue
        contents = _contents(connection, tenant, kind, confirmed)
        if kind == _COSIGNATURE:
            files[name] = bytes(note) + b"".join(contents)
        else:
            files |= {name: bytes(note), STAMP: contents[0]}
    return files


def _confirmed_size(connection: Connection, tenant: str, kind: str, size: int) -> int | None:
    """Return the size that most confirm, of the newest ones, or None if nobody confirms any."""
    table = CONFIRMATION.c
    mine = (table.tenant == tenant, table.kind == kind, table.size <= size)
    lately = select(table.size).where(*mine).order_by(table.size.desc()).limit(_LATELY).subquery()
    statement = select(lately.c.size).group_by(lately.c.size).order_by(func.count().desc(), lately.c.size.desc())
    return connection.execute(statement.limit(1)).scalar()


def _contents(connection: Connection, tenant: str, kind: str, size: int) -> tuple[bytes, ...]:
    table = CONFIRMATION.c
    statement = select(table.content).where(table.tenant == tenant, table.kind == kind, table.size == size)
    return tuple(bytes(content) for content in connection.execute(statement.order_by(table.name)).scalars())


def place_of(connection: Connection, request_id: uuid.UUID, kind: str, candidate: int) -> tuple[str, int] | None:
    """Return the tenant and the index of a record's leaf, or None if it has none."""
    statement = select(LEAF.c.tenant, LEAF.c.index.label("leaf_index")).where(
        LEAF.c.request_id == request_id, LEAF.c.kind == kind, LEAF.c.candidate == candidate
    )
    row = connection.execute(statement).first()
    return None if row is None else (row.tenant, row.leaf_index)


def hashes_there(connection: Connection, tenant: str, level: int, first: int, count: int) -> tuple[bytes, ...]:
    """Return as many of the hashes of one level as are there."""
    table = NODE if level else LEAF
    statement = select(table.c.hash).where(
        table.c.tenant == tenant, table.c.index >= first, table.c.index < first + count
    )
    if level:
        statement = statement.where(NODE.c.level == level)
    return tuple(bytes(node) for node in connection.execute(statement.order_by(table.c.index)).scalars())


def hashes_of(connection: Connection, tenant: str, level: int, first: int, count: int) -> tuple[bytes, ...]:
    """Return hashes of one level; raises QueryFailed if one is missing."""
    found = hashes_there(connection, tenant, level, first, count)
    if len(found) != count:
        raise QueryFailed(f"the stored tree lacks hashes at level {level} from index {first}")
    return found


class StoredTree:
    """
    A tenant's tree of one size, for many questions in a row: a tile is read once, and its inner nodes are made once.

    Keeps a few tiles; for leaves in their order that is all it needs.
    """

    def __init__(self, connection: Connection, tenant: str, size: int) -> None:
        """Read by this connection."""
        self._connection = connection
        self._tenant = tenant
        self._size = size
        self._tiles: dict[tuple[int, int], list[tuple[bytes, ...]]] = {}
        self._edges: dict[tuple[int, int], bytes] = {}

    def path(self, index: int) -> tuple[bytes, ...]:
        """Return the inclusion path of a leaf; raises QueryFailed if the stored tree lacks a hash."""
        return inclusion_path(index, self._size, self.subtree)

    def consistency(self, old_size: int) -> tuple[bytes, ...]:
        """Return what leads from the tree of an older size to this one."""
        return consistency_path(old_size, self._size, self.subtree)

    def subtree(self, start: int, end: int) -> bytes:
        """Return the hash over the leaves from start to end, a range that is a node of the tree."""
        count = end - start
        if count & (count - 1) or start % count:
            if (start, end) not in self._edges:  # the right edge: the same few nodes for every leaf
                self._edges[start, end] = subtree_of(self._hashes, start, end)
            return self._edges[start, end]
        level, height = divmod(count.bit_length() - 1, _TILE_HEIGHT)
        tile, at = divmod(start >> (level * _TILE_HEIGHT), TILE_HASHES)
        return self._tile(level, tile)[height][at >> height]

    def _hashes(self, level: int, first: int, count: int) -> tuple[bytes, ...]:
        return hashes_of(self._connection, self._tenant, level, first, count)

    def _tile(self, level: int, index: int) -> list[tuple[bytes, ...]]:
        """Return a tile's hashes, and above them the nodes over each whole pair."""
        if (level, index) not in self._tiles:
            if len(self._tiles) >= _TILES_MAX:
                del self._tiles[next(iter(self._tiles))]
            width = min(TILE_HASHES, self._size // TILE_HASHES**level - index * TILE_HASHES)
            rows = [self._hashes(level, index * TILE_HASHES, width)]
            while len(rows[-1]) > 1:
                below = rows[-1]
                rows.append(tuple(node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)))
            self._tiles[level, index] = rows
        return self._tiles[level, index]


def path_of(connection: Connection, tenant: str, index: int, size: int) -> tuple[bytes, ...]:
    """Return the inclusion path of a leaf in the tree of that size."""
    return StoredTree(connection, tenant, size).path(index)

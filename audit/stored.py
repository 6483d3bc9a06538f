"""Reads the stored Merkle tree as the reader's role: the newest checkpoint, hashes side by side, paths to the root."""

import uuid

from sqlalchemy import Connection, select

from audit.checkpoint import CheckpointInvalid, unverified
from audit.finding import QueryFailed
from audit.merkle import inclusion_path
from audit.schema import CHECKPOINT, LEAF, NODE
from audit.tiles import subtree_of


def newest_checkpoint(connection: Connection, tenant: str) -> bytes | None:
    """Return the note of a tenant's newest checkpoint, None if none is signed; raises QueryFailed for other bytes."""
    statement = select(CHECKPOINT.c.note).where(CHECKPOINT.c.tenant == tenant).order_by(CHECKPOINT.c.size.desc())
    note = connection.execute(statement.limit(1)).scalar()
    if note is None:
        return None
    try:
        unverified(bytes(note))
    except CheckpointInvalid as error:
        raise QueryFailed(f"the checkpoint in the database cannot be read: {error}") from error
    return bytes(note)


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


def subtree(connection: Connection, tenant: str, start: int, end: int) -> bytes:
    """Return the hash over the leaves from start to end, a range that is a node of some tree."""
    return subtree_of(lambda level, first, count: hashes_of(connection, tenant, level, first, count), start, end)


def path_of(connection: Connection, tenant: str, index: int, size: int) -> tuple[bytes, ...]:
    """Return the inclusion path of a leaf in the tree of that size."""
    return inclusion_path(index, size, lambda start, end: subtree(connection, tenant, start, end))

"""
What can be exported of a tenant's log: a range of indexes, or what a search finds; read page by page as the reader's
role, so that memory stays bounded whatever the size.

The checkpoint is the newest one; what was recorded after it is not exported, because nothing is signed over it yet.
"""

import datetime as dt
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, Row, Select, and_, any_, select
from sqlalchemy import cast as cast_sql
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import BigInteger

from audit.bundle import CHECKPOINT, Manifest
from audit.checkpoint import unverified
from audit.confirmation import STAMP
from audit.finding import Extent, NoSuchRange, NothingSigned, QueryFailed, Search
from audit.leaves import COLUMNS, Leaf
from audit.merkle import complete_subtrees
from audit.queries import Key, indexes
from audit.record import leaf_hash
from audit.schema import ENTRY, LEAF
from audit.stored import StoredTree, newest_checkpoint, newest_confirmed

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_STORED = [ENTRY.c["time" if name == "time_us" else name] for name in COLUMNS]


@dataclass(frozen=True, slots=True)
class Head:
    """
    The beginning of an export: its small files by name (the newest checkpoint, and older ones that others confirmed),
    and a manifest that does not know its leaves yet.
    """

    files: dict[str, bytes]
    manifest: Manifest


def head_of(connection: Connection, tenant: str, extent: Extent) -> Head:
    """Return the beginning of an export; raises QueryFailed if nothing is signed, or not so much."""
    note = newest_checkpoint(connection, tenant)
    if note is None:
        raise NothingSigned(f"tenant {tenant!r} has no signed checkpoint: is a `gateway worker` running?")
    checkpoint = unverified(note)
    manifest = Manifest(
        origin=checkpoint.origin,
        tenant=tenant,
        scope="range",
        start=0,
        end=checkpoint.size,
        count=0,
        pruned=0,
        size=checkpoint.size,
        root=checkpoint.root,
    )
    if extent.search is None:
        manifest = _ranged(connection, manifest, extent)
    else:
        manifest = replace(manifest, scope="selection", query=told(extent.search))
    confirmed = newest_confirmed(connection, tenant, checkpoint.size)
    tree = StoredTree(connection, tenant, checkpoint.size)
    paths = {name: tree.consistency(unverified(older).size) for name, older in confirmed.items() if name != STAMP}
    return Head({CHECKPOINT: note, **confirmed}, replace(manifest, consistency=paths))


def told(search: Search) -> dict[str, str]:
    """Return the conditions of a search as texts; the tenant is the log's own, commitments mean nothing to a reader."""
    names = [name for name in search.__slots__ if name not in {"tenant", "released"}]
    values = {name: getattr(search, name) for name in names}
    return {
        name: value.isoformat() if isinstance(value, dt.datetime) else str(value)
        for name, value in values.items()
        if value is not None
    }


def found_indexes(
    connection: Connection, tenant: str, search: Search, after: Key | None, size: int
) -> tuple[array[int], Key | None]:
    """Return where the next records that a search finds lie in the log, and from where to go on (None: that is all)."""
    found, last = indexes(connection, replace(search, tenant=tenant), after, size)
    return array("q", found), last


def read_range(connection: Connection, tenant: str, first: int, end: int) -> tuple[Leaf, ...]:
    """Return the leaves of a page that are there; that none is missing is for the verifier to say."""
    rows = connection.execute(_leaves(tenant).where(LEAF.c.index >= first, LEAF.c.index < end)).all()
    return tuple(_leaf(row) for row in rows)


def read_chosen(connection: Connection, tenant: str, chosen: Sequence[int], size: int) -> tuple[Leaf, ...]:
    """Return leaves that lie anywhere, in their order, each with its path to the root of that size."""
    wanted = LEAF.c.index == any_(cast_sql(list(chosen), ARRAY(BigInteger)))
    rows = connection.execute(_leaves(tenant).where(wanted)).all()
    if len(rows) != len(chosen):
        raise QueryFailed(f"the log lacks leaves from index {chosen[0]} on: the table was tampered with")
    tree = StoredTree(connection, tenant, size)
    leaves = (_leaf(row) for row in rows)
    return tuple(replace(leaf, path=tree.path(leaf.index)) for leaf in leaves)


def _ranged(connection: Connection, manifest: Manifest, extent: Extent) -> Manifest:
    size, start = manifest.size, extent.start
    end = size if extent.end is None else extent.end
    if not 0 <= start < end <= size:
        raise NoSuchRange(f"the signed log has {size} records, numbered from 0: there is no range {start} to {end}")
    around = _around(StoredTree(connection, manifest.tenant, size).subtree)
    query = {"from": str(start), "to": str(end)}
    return replace(manifest, start=start, end=end, query=query, left=around(0, start), right=around(end, size))


def _around(subtree: Callable[[int, int], bytes]) -> Callable[[int, int], tuple[bytes, ...]]:
    """Return what gives the hashes that cover the leaves beside a range."""
    return lambda start, end: tuple(
        subtree(first, first + (1 << height)) for first, height in complete_subtrees(start, end)
    )


def _leaves(tenant: str) -> Select[*tuple[object, ...]]:
    """Return the query for leaves with their records, as far as these are still there."""
    of_record = and_(
        ENTRY.c.request_id == LEAF.c.request_id, ENTRY.c.kind == LEAF.c.kind, ENTRY.c.candidate == LEAF.c.candidate
    )
    own = [LEAF.c.index.label("leaf_index"), LEAF.c.hash.label("leaf_hash"), ENTRY.c.leaf.label("record_leaf")]
    joined = select(*own, ENTRY.c.canonical, *_STORED).select_from(LEAF.outerjoin(ENTRY, of_record))
    return joined.where(LEAF.c.tenant == tenant).order_by(LEAF.c.index)


def _leaf(row: Row[*tuple[object, ...]]) -> Leaf:
    if row.canonical is None:
        return Leaf(row.leaf_index, bytes(row.leaf_hash), None, None)
    # An export does not hold this column, so nobody after us could compare it. What else is wrong, the verifier tells.
    if bytes(row.record_leaf) != bytes(row.leaf_hash) == leaf_hash(bytes(row.canonical)):
        reason = "the hash beside the record is not that of its bytes"
        raise QueryFailed(f"the table was tampered with: {reason} at index {row.leaf_index}")
    values = {name: getattr(row, "time" if name == "time_us" else name) for name in COLUMNS}
    for name in ("record_id", "writer", "request_id", "key_id"):
        values[name] = str(values[name]) if values[name] is not None else None
    values["time_us"] = round((values["time_us"] - _EPOCH) / _MICROSECOND)
    return Leaf(row.leaf_index, bytes(row.leaf_hash), bytes(row.canonical), tuple(values[name] for name in COLUMNS))

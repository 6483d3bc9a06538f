"""
The sequencer's one connection. Being leader is a lock of its session: who loses the connection loses the lead, and the
transaction with it, so two leaders never write.
"""

from collections.abc import Collection, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Self
from uuid import UUID

from gateway.errors import LedgerUnavailable
from gateway.ledger.session import Session

_LEADER_LOCK = 7_204_713_303
_NOTHING = UUID(int=0)

# Rows below the oldest transaction that still runs: none can appear before them any more. The snapshot is the
# statement's own. A row that has a leaf (restored from another cluster) is not taken again.
_TAKE = """
SELECT record.xid::text, record.sequence, record.request_id, record.kind, record.candidate, record.tenant, record.leaf
FROM audit.record AS record
WHERE (record.xid, record.sequence, record.request_id, record.kind, record.candidate)
    > (%s::text::xid8, %s, %s, %s, %s)
  AND record.xid < pg_snapshot_xmin(pg_current_snapshot())
  AND NOT EXISTS (SELECT FROM audit.leaf AS leaf WHERE leaf.request_id = record.request_id
    AND leaf.kind = record.kind AND leaf.candidate = record.candidate)
ORDER BY record.xid, record.sequence, record.request_id, record.kind, record.candidate
LIMIT %s
"""
_TAKE_ANY = """
SELECT record.xid::text, record.sequence, record.request_id, record.kind, record.candidate, record.tenant, record.leaf
FROM audit.record AS record LEFT JOIN audit.leaf AS leaf USING (request_id, kind, candidate)
WHERE leaf.tenant IS NULL AND record.tenant <> ALL (%s)
ORDER BY record.time, record.sequence, record.request_id, record.kind, record.candidate
LIMIT %s
"""
# The next row in order stands for all that wait: looking for the oldest would read every one of them, at every look.
# Rows of another cluster (restored) with a number that is yet to come have their leaves.
_LAG = """
SELECT coalesce((SELECT extract(epoch FROM now() - record.time) FROM audit.record AS record
WHERE (record.xid, record.sequence, record.request_id, record.kind, record.candidate)
    > (%s::text::xid8, %s, %s, %s, %s)
  AND record.xid < pg_snapshot_xmax(pg_current_snapshot())
  AND NOT EXISTS (SELECT FROM audit.leaf AS leaf WHERE leaf.request_id = record.request_id
    AND leaf.kind = record.kind AND leaf.candidate = record.candidate)
ORDER BY record.xid, record.sequence, record.request_id, record.kind, record.candidate LIMIT 1), 0)::float8
"""
_PLACE_UPSERT = """
INSERT INTO audit.place (system, xid, sequence, request_id, kind, candidate)
SELECT system_identifier, %s::text::xid8, %s, %s, %s, %s FROM pg_control_system()
ON CONFLICT (single) DO UPDATE SET system = excluded.system, xid = excluded.xid, sequence = excluded.sequence,
  request_id = excluded.request_id, kind = excluded.kind, candidate = excluded.candidate
"""
_PLACE = """
SELECT place.system = control.system_identifier, xid::text, sequence, request_id, kind, candidate
FROM audit.place AS place, pg_control_system() AS control
"""
# A distinct by steps along the index, without reading every leaf.
_COSIGNATURES = """
SELECT content FROM audit.confirmation WHERE tenant = %s AND kind = 'cosignature' AND size = %s ORDER BY name
"""
_TENANTS = """
WITH RECURSIVE walk AS (
  SELECT min(tenant) AS tenant FROM audit.leaf
  UNION ALL
  SELECT (SELECT min(tenant) FROM audit.leaf WHERE leaf.tenant > walk.tenant) FROM walk WHERE walk.tenant IS NOT NULL
) SELECT tenant FROM walk WHERE tenant IS NOT NULL
"""
_LEAF_COPY = "COPY audit.leaf (tenant, index, hash, request_id, kind, candidate) FROM STDIN"
_NODE_COPY = "COPY audit.node (tenant, level, index, hash) FROM STDIN"
_CHECKPOINT_UPSERT = """
INSERT INTO audit.checkpoint (tenant, size, root, first_time, time, note)
VALUES (%(tenant)s, %(size)s, %(root)s, to_timestamp(%(time_s)s), to_timestamp(%(time_s)s), %(note)s)
ON CONFLICT (tenant, size) DO UPDATE SET time = excluded.time, note = excluded.note
"""


@dataclass(frozen=True, slots=True)
class Place:
    """How far the sequencer came: everything up to this row, in this order, has a leaf."""

    xid: str
    sequence: int = 0
    request_id: UUID = _NOTHING
    kind: str = ""
    candidate: int = -1


@dataclass(frozen=True, slots=True)
class Unsequenced:
    """A committed record without a place in its log."""

    place: Place
    tenant: str
    leaf: bytes


@dataclass(frozen=True, slots=True)
class Placed:
    """A record's place in its tenant's log."""

    row: Unsequenced
    index: int


@dataclass(frozen=True, slots=True)
class Node:
    """The root of a complete tile. `level` counts tiles: 1 is above the leaves."""

    tenant: str
    level: int
    index: int
    hash: bytes


@dataclass(frozen=True, slots=True)
class StoredCheckpoint:
    """The newest checkpoint of a tenant's log."""

    tenant: str
    size: int
    root: bytes
    time_s: int
    note: bytes


class SequencerConnection(Session):
    """Every statement of the sequencer; each raises LedgerUnavailable, and the connection is then to be closed."""

    @classmethod
    async def open(cls, url: str, statement_ms_max: int) -> Self:
        """Connect as a login of the role gateway_sequencer."""
        return cls(
            await cls.connected(url, "gateway sequencer", statement_ms_max), "the sequencer's", "gateway_sequencer"
        )

    async def lead(self) -> bool:
        """Return whether this connection becomes the leader, for as long as it lives."""
        return bool((await self._one("SELECT pg_try_advisory_lock(%s)", _LEADER_LOCK))[0])

    async def place(self) -> Place | None:
        """Return how far the log is sequenced; None if that was in another cluster: `take_any` comes first."""
        rows = await self._all(_PLACE)
        if not rows:
            return Place("0")
        is_ours, *place = rows[0]
        return Place(*place) if is_ours else None

    async def horizon(self) -> str:
        """Return the number of a transaction that begins now."""
        return str((await self._one("SELECT pg_current_xact_id()::text"))[0])

    async def is_past(self, horizon: str) -> bool:
        """Return whether every transaction before the horizon has ended."""
        return bool((await self._one("SELECT pg_snapshot_xmin(pg_current_snapshot()) >= %s::text::xid8", horizon))[0])

    async def take_any(self, besides: Collection[str], limit: int) -> tuple[Unsequenced, ...]:
        """Return rows of all tenants but these that have no leaf, whatever their transaction was."""
        return tuple(_unsequenced(row) for row in await self._all(_TAKE_ANY, (list(besides), limit)))

    async def take(self, after: Place, limit: int) -> tuple[Unsequenced, ...]:
        """Return the next rows in their order, as far as nothing can be committed before them any more."""
        rows = await self._all(_TAKE, (*astuple(after), limit))
        return tuple(_unsequenced(row) for row in rows)

    async def lag_s(self, after: Place) -> float:
        """Return for how long the next record without a leaf has been waiting."""
        return float((await self._one(_LAG, *astuple(after)))[0])

    async def size(self, tenant: str) -> int:
        """Return how many leaves a tenant's log has."""
        return int((await self._one("SELECT coalesce(max(index) + 1, 0) FROM audit.leaf WHERE tenant = %s", tenant))[0])

    async def hashes(self, tenant: str, level: int, first: int, count: int) -> tuple[bytes, ...]:
        """Return hashes of one level; raises LedgerUnavailable if one of them is missing."""
        bounds = (tenant, first, first + count)
        if level == 0:
            query = "SELECT hash FROM audit.leaf WHERE tenant = %s AND index >= %s AND index < %s ORDER BY index"
            rows = await self._all(query, bounds)
        else:
            query = (
                "SELECT hash FROM audit.node WHERE tenant = %s AND index >= %s AND index < %s AND level = %s"
                " ORDER BY index"
            )
            rows = await self._all(query, (*bounds, level))
        if len(rows) != count:
            raise LedgerUnavailable(f"the log's tree lacks hashes at level {level} from index {first}")
        return tuple(bytes(row[0]) for row in rows)

    async def store(self, placed: Sequence[Placed], nodes: Sequence[Node], place: Place | None) -> None:
        """Make leaves and nodes durable, and the place if there is a new one: all or nothing."""
        with self._errors_mapped():
            async with self._connection.transaction(), self._connection.cursor() as cursor:
                async with cursor.copy(_LEAF_COPY) as copy:
                    for one in placed:
                        key = one.row.place
                        row = (one.row.tenant, one.index, one.row.leaf, key.request_id, key.kind, key.candidate)
                        await copy.write_row(row)
                async with cursor.copy(_NODE_COPY) as copy:
                    for node in nodes:
                        await copy.write_row((node.tenant, node.level, node.index, node.hash))
                if place is not None:
                    await cursor.execute(_PLACE_UPSERT, astuple(place))

    async def tenants(self) -> tuple[str, ...]:
        """Return the tenants that have a log."""
        return tuple(row[0] for row in await self._all(_TENANTS))

    async def newest_checkpoint(self, tenant: str) -> StoredCheckpoint | None:
        """Return the checkpoint of the largest size, or None if there is none yet."""
        query = (
            "SELECT tenant, size, root, extract(epoch FROM time)::bigint, note FROM audit.checkpoint"
            " WHERE tenant = %s ORDER BY size DESC LIMIT 1"
        )
        rows = await self._all(query, (tenant,))
        return (
            StoredCheckpoint(rows[0][0], rows[0][1], bytes(rows[0][2]), rows[0][3], bytes(rows[0][4])) if rows else None
        )

    async def cosignatures(self, tenant: str, size: int) -> tuple[bytes, ...]:
        """Return the lines by which witnesses cosigned the checkpoint of a size."""
        return tuple(bytes(row[0]) for row in await self._all(_COSIGNATURES, (tenant, size)))

    async def store_checkpoint(self, checkpoint: StoredCheckpoint) -> None:
        """Make a checkpoint durable; one of the same size is renewed."""
        values: dict[str, object] = {
            "tenant": checkpoint.tenant,
            "size": checkpoint.size,
            "root": checkpoint.root,
            "time_s": checkpoint.time_s,
            "note": checkpoint.note,
        }
        await self._do(_CHECKPOINT_UPSERT, values)


def _unsequenced(row: tuple[Any, ...]) -> Unsequenced:
    *place, tenant, leaf = row
    return Unsequenced(Place(*place), tenant, bytes(leaf))

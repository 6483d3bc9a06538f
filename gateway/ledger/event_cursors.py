"""
The connection of one sink of events: it reads leaves with their records, in order, and keeps how far the sink came.

A lock of its session makes the sink's deliverer one among all workers; who loses the connection loses it.
"""

import zlib
from dataclasses import dataclass
from typing import Final, Self

from psycopg import AsyncConnection

from gateway.ledger.session import Session

_LOCKS: Final = 7_204_714
_STATEMENT_MS_MAX: Final = 10_000
_SIGN_BIT: Final = 2**31

# A distinct by steps along the index, without reading every leaf.
_TENANTS: Final = """
WITH RECURSIVE walk AS (
  SELECT min(tenant) AS tenant FROM audit.leaf
  UNION ALL
  SELECT (SELECT min(tenant) FROM audit.leaf WHERE leaf.tenant > walk.tenant) FROM walk WHERE walk.tenant IS NOT NULL
)
SELECT walk.tenant, coalesce(cursor.next_index, 0), (SELECT max(index) + 1 FROM audit.leaf WHERE tenant = walk.tenant)
FROM walk LEFT JOIN audit.event_cursor AS cursor ON cursor.tenant = walk.tenant AND cursor.sink = %s
WHERE walk.tenant IS NOT NULL
"""
_TAKE: Final = """
SELECT leaf.index, entry.canonical
FROM audit.leaf AS leaf LEFT JOIN audit.entry AS entry USING (request_id, kind, candidate)
WHERE leaf.tenant = %s AND leaf.index >= %s ORDER BY leaf.index LIMIT %s
"""
_MOVE: Final = """
INSERT INTO audit.event_cursor AS cursor (sink, tenant, next_index) VALUES (%s, %s, %s)
ON CONFLICT (sink, tenant) DO UPDATE SET next_index = excluded.next_index, time = now()
WHERE cursor.next_index < excluded.next_index
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a sink came in one tenant's log, and how far that goes."""

    tenant: str
    next_index: int
    size: int


@dataclass(frozen=True, slots=True)
class Row:
    """One leaf; `canonical` is None if its record was dropped at the end of its retention."""

    index: int
    canonical: bytes | None


class CursorConnection(Session):
    """Every statement of one sink; each raises LedgerUnavailable, and the connection is then to be closed."""

    def __init__(self, connection: AsyncConnection, sink: str) -> None:
        """Use `open` instead."""
        super().__init__(connection, "the events'", "gateway_shipper")
        self._sink = sink

    @classmethod
    async def open(cls, url: str, sink: str) -> Self:
        """Connect as a login of the role gateway_shipper."""
        return cls(await cls.connected(url, f"gateway events {sink}", _STATEMENT_MS_MAX), sink)

    async def lead(self) -> bool:
        """Return whether this connection becomes the sink's deliverer, for as long as it lives."""
        number = zlib.crc32(self._sink.encode())
        return bool((await self._one("SELECT pg_try_advisory_lock(%s, %s)", _LOCKS, number - _SIGN_BIT))[0])

    async def progress(self) -> tuple[Progress, ...]:
        """Return the logs, and how far the sink came in each."""
        return tuple(Progress(*row) for row in await self._all(_TENANTS, (self._sink,)))

    async def take(self, tenant: str, start: int, limit: int) -> tuple[Row, ...]:
        """Return the next leaves of a log."""
        rows = await self._all(_TAKE, (tenant, start, limit))
        return tuple(Row(index, None if canonical is None else bytes(canonical)) for index, canonical in rows)

    async def move(self, tenant: str, next_index: int) -> None:
        """Make it durable that everything before this index was delivered; a cursor never goes back."""
        await self._do(_MOVE, (self._sink, tenant, next_index))

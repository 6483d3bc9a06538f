"""
What the keeper asks of the database: months, holds, shreds, keys wrapped anew. Every check is the database's own: the
role gateway_keeper has no right to any table.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, LiteralString, Self
from uuid import UUID

import psycopg

from gateway.errors import LedgerUnavailable
from gateway.ledger.connection import CONFIRMING_LOCK
from gateway.ledger.session import Session
from gateway.ledger.vault import Vault
from gateway.values import WrappedKey

_HOLD = "SELECT audit.place_hold(%s, %s, %s, %s, %s, %s, %s, %s)"
_SHRED = "SELECT epoch, keys, names, fingerprints FROM audit.shred_keys(%s, %s, %s, %s)"
_UNCONFIRMED = """
SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted AND classid = %s AND objid < %s
  AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""


class KeepingRefused(LedgerUnavailable):
    """The database's own check said no: a hold is in force, or a month is too young. The text says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldScope:
    """What a hold covers; None does not restrict. `owner` is the keyed digest of a subject, `until` is exclusive."""

    tenant: str | None = None
    owner: str | None = None
    repository: str | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold. `lifted` is None while it is in force."""

    hold_id: str
    scope: HoldScope
    reason: str
    placed_by: str
    placed: dt.datetime
    lifted: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Extent:
    """Where a month's records lie in one tenant's log."""

    tenant: str
    first: int
    last: int
    records: int


@dataclass(frozen=True, slots=True)
class ShredOrder:
    """A shred that the log has a record of: of one owner's keys, of one month or of all (None)."""

    record: str
    tenant: str
    owner: str
    month: dt.date | None


@dataclass(frozen=True, slots=True)
class Shredded:
    """What a shred destroyed, and its number."""

    epoch: int
    keys: int
    names: int
    fingerprints: int


class KeeperConnection(Session):
    """Every statement of the keeper; each raises LedgerUnavailable, or KeepingRefused if a check says no."""

    @classmethod
    async def open(cls, url: str, statement_ms_max: int) -> Self:
        """Connect as a login of the role gateway_keeper."""
        try:
            return cls(await cls.connected(url, "gateway keeper", statement_ms_max), "the keeper's", "gateway_keeper")
        except LedgerUnavailable as error:
            raise LedgerUnavailable(f"no connection as keeper ([keeping] url): {error.reason}") from None

    async def make_months(self, ahead: int) -> tuple[str, ...]:
        """Make the months ahead and return the names of the new ones."""
        return tuple(row[0] for row in await self._all("SELECT audit.ensure_partitions(%s)", (ahead,)))

    async def forget_batches(self, count_max: int = 50_000) -> int:
        """Forget the batch numbers that no writer can ask about any more, `count_max` at a time; return how many."""
        total = 0
        while forgotten := int((await self._one("SELECT audit.forget_batches(%s)", count_max))[0]):
            total += forgotten
        return total

    async def months(self) -> tuple[dt.date, ...]:
        """Return the months that are there, the oldest first."""
        return tuple(row[0] for row in await self._all("SELECT audit.months()"))

    async def month_refusal(self, month: dt.date, retention_days: int) -> str:
        """Return why this month cannot be dropped now; empty if it can."""
        (row,) = await self._all("SELECT audit.month_refusal(%s, %s)", (month, retention_days))
        return row[0] or ""

    async def unrecorded_extents(self, month: dt.date) -> tuple[Extent, ...]:
        """Return where the month lies in the tenants' logs that have no record of its drop yet."""
        query: LiteralString = (
            "SELECT tenant, first, last, records FROM audit.month_extent(%s)"
            " WHERE tenant NOT IN (SELECT tenant FROM audit.pending_drops(%s))"
        )
        return tuple(Extent(*row) for row in await self._all(query, (month, month)))

    async def unsigned_drops(self, month: dt.date) -> tuple[str, ...]:
        """Return the tenants whose signed log does not say yet that this month is dropped."""
        return tuple(row[0] for row in await self._all("SELECT audit.unsigned_drops(%s)", (month,)))

    async def drop_month(self, month: dt.date, retention_days: int) -> None:
        """Drop a month; its leaf hashes stay."""
        await self._all("SELECT audit.drop_month(%s, %s)", (month, retention_days))

    async def place_hold(self, hold_id: str, scope: HoldScope, reason: str, placed_by: str) -> None:
        """Put a hold into force, of which the log has a record."""
        values = (scope.tenant, scope.owner, scope.repository, scope.since, scope.until, reason, placed_by)
        await self._all(_HOLD, (hold_id, *values))

    async def lift_hold(self, hold_id: str, record: str) -> None:
        """End a hold, of which the log has a record."""
        await self._all("SELECT audit.lift_hold(%s, %s)", (hold_id, record))

    async def holds(self) -> tuple[Hold, ...]:
        """Return every hold, the oldest first."""
        return tuple(_hold(row) for row in await self._all("SELECT * FROM audit.holds()"))

    async def shred_refusal(self, tenant: str, owner: str, month: dt.date | None) -> str:
        """Return why the owner's keys cannot be destroyed now; empty if they can."""
        rows = await self._all("SELECT audit.shred_refusal(%s, %s, %s)", (tenant, owner, month))
        return (rows[0][0] or "") if rows else ""

    async def shred(self, order: ShredOrder) -> Shredded:
        """Destroy keys, names and fingerprints in one transaction; the same order again changes nothing."""
        (row,) = await self._all(_SHRED, (order.record, order.tenant, order.owner, order.month))
        return Shredded(*row)

    async def unfinished_shreds(self) -> tuple[ShredOrder, ...]:
        """Return the shreds that were recorded and not carried out."""
        rows = await self._all("SELECT record, tenant, owner, month FROM audit.unfinished_shreds()")
        return tuple(ShredOrder(str(row[0]), *row[1:]) for row in rows)

    async def unplaced_holds(self) -> tuple[str, ...]:
        """Return the holds that the log calls placed and that are not in force: a crash came between, or a forger."""
        return tuple(str(row[0]) for row in await self._all("SELECT audit.unplaced_holds()"))

    async def unconfirmed(self, epoch: int) -> tuple[int, ...]:
        """Return the server processes of gateways that have not said that they forgot the keys of this epoch."""
        return tuple(row[0] for row in await self._all(_UNCONFIRMED, (CONFIRMING_LOCK, epoch)))

    async def keys_wrapped_otherwise(self, wrapping_id: str, count_max: int) -> tuple[WrappedKey, ...]:
        """Return data keys that are wrapped by another key than this."""
        query: LiteralString = (
            "SELECT id::text, tenant, owner, month, writer::text, wrapping_key_id, wrapped"
            " FROM audit.keys_wrapped_otherwise(%s, %s)"
        )
        return tuple(WrappedKey(*row) for row in await self._all(query, (wrapping_id, count_max)))

    async def store_rewrapped(self, rows: Sequence[WrappedKey], wrapping_id: str) -> None:
        """Replace the wrappings of these keys, all or none."""
        ids, wrapped = [UUID(row.id) for row in rows], [row.wrapped for row in rows]
        await self._all("SELECT audit.rewrap(%s::uuid[], %s::bytea[], %s)", (ids, wrapped, wrapping_id))

    async def rewrap_all(self, vault: Vault, wrapping_id: str, count_max: int = 1000) -> int:
        """Wrap every data key by the key in force, `count_max` at a time, and return how many were not."""
        total = 0
        while rows := await self.keys_wrapped_otherwise(wrapping_id, count_max):
            await self.store_rewrapped([vault.rewrap(row) for row in rows], wrapping_id)
            total += len(rows)
        return total

    @contextmanager
    def _errors_mapped(self) -> Iterator[None]:
        """Turn the answers of the database's own checks into ours, and every other error as usual."""
        with super()._errors_mapped():
            try:
                yield
            except psycopg.errors.RaiseException as refused:
                raise KeepingRefused(refused.diag.message_primary or "refused") from None
            except psycopg.errors.LockNotAvailable:
                raise LedgerUnavailable("the log is too busy for this now: try again") from None


def _hold(row: tuple[Any, ...]) -> Hold:
    hold_id, tenant, owner, repository, since, until, reason, placed_by, placed, lifted = row
    scope = HoldScope(tenant=tenant, owner=owner, repository=repository, since=since, until=until)
    return Hold(str(hold_id), scope, reason, placed_by, placed, lifted)

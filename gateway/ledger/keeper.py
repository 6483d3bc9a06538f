"""
Deeds of keeping: legal holds, months past retention, erasure. Each is a record in the log first and done after that, so
that nothing is ever erased of which the log says nothing; what was recorded and not done (a crash) is done again.
"""

import asyncio
import datetime as dt
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Protocol

import structlog

from audit.record import Kind
from gateway.errors import LedgerUnavailable
from gateway.ledger.keeping import HoldScope, KeeperConnection, KeepingRefused, Shredded, ShredOrder
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.settings import LedgerSettings

_LOOK_S = 0.05
_APPEND_MS_MAX = 10_000  # an operator waits longer than an IDE

log = structlog.get_logger()


class Recorder(Protocol):
    """Makes records that nobody's key seals."""

    async def record_deed(self, kind: Kind, tenant: str, details: Mapping[str, str | int]) -> str:
        """Make the record durable and return its request id; raises LedgerUnavailable if it is not."""
        ...


class Keeper:
    """Does what the settings and the operator ask, as far as the database's checks let it."""

    def __init__(self, settings: KeepingSettings, connection: KeeperConnection, recorder: Recorder) -> None:
        """Work on one connection."""
        self._settings = settings
        self._connection = connection
        self._recorder = recorder

    async def hold(self, scope: HoldScope, reason: str, placed_by: str) -> str:
        """Place a hold and return its id."""
        details = {"deed": "placed", "reason": reason, "by": placed_by, **_scope_details(scope)}
        hold_id = await self._recorder.record_deed(Kind.HOLD, scope.tenant or "", details)
        await self._connection.place_hold(hold_id, scope, reason, placed_by)
        return hold_id

    async def lift(self, hold_id: str, reason: str, lifted_by: str) -> None:
        """Lift a hold; raises KeepingRefused if there is none of this id in force."""
        found = [hold for hold in await self._connection.holds() if hold.hold_id == hold_id and hold.lifted is None]
        if not found:
            raise KeepingRefused("there is no hold of this id in force: see 'gateway hold list'")
        details = {"deed": "lifted", "hold": hold_id, "reason": reason, "by": lifted_by}
        record = await self._recorder.record_deed(Kind.HOLD, found[0].scope.tenant or "", details)
        await self._connection.lift_hold(hold_id, record)

    async def shred(self, tenant: str, owner: str, month: dt.date | None, reason: str, by: str) -> Shredded:
        """
        Destroy an owner's data keys and what its pseudonyms stand for, and wait until running gateways forgot them.

        Raises KeepingRefused while a hold is in force, LedgerUnavailable if gateways do not confirm in time: the keys
        are destroyed then, and the text says what is still to be done.
        """
        refusal = await self._connection.shred_refusal(tenant, owner, month)
        if refusal:
            raise KeepingRefused(refusal)
        details = {"owner": owner, "month": _month_name(month), "reason": reason, "by": by}
        record = await self._recorder.record_deed(Kind.SHRED, tenant, details)
        return await self._carry_out(ShredOrder(record, tenant, owner, month))

    async def finish_shreds(self) -> int:
        """
        Carry out what was recorded before a crash; return how many. What is held meanwhile waits for the lift.

        A hold that was recorded and not placed is said aloud only: placed by itself, it would let whoever may write
        records hold up every erasure. Its operator never saw its id, and is to place it again.
        """
        for hold_id in await self._connection.unplaced_holds():
            log.error("keeper.hold_not_in_force", record=hold_id)
        done = 0
        for order in await self._connection.unfinished_shreds():
            try:
                await self._carry_out(order)
            except KeepingRefused as refused:
                log.warning("keeper.shred_waits", record=order.record, reason=refused.reason)
            else:
                done += 1
        return done

    async def drop_months(self) -> tuple[dt.date, ...]:
        """Drop every month that may be dropped, the oldest first, and return them."""
        dropped: list[dt.date] = []
        for month in await self._connection.months():
            refusal = await self._connection.month_refusal(month, self._settings.retention_days)
            if not refusal:
                await self._record_drop(month)
                refusal = await self._unsigned(month)
            if refusal:
                log.info("keeper.month_stays", month=_month_name(month), reason=refusal)
                break
            await self._connection.drop_month(month, self._settings.retention_days)
            log.warning("keeper.month_dropped", month=_month_name(month))
            dropped.append(month)
        return tuple(dropped)

    async def _record_drop(self, month: dt.date) -> None:
        for extent in await self._connection.unrecorded_extents(month):
            details: dict[str, str | int] = {
                "month": _month_name(month),
                "first_index": extent.first,
                "last_index": extent.last,
                "records": extent.records,
                "retention_days": self._settings.retention_days,
                "short_retention_reason": self._settings.short_retention_reason,
            }
            await self._recorder.record_deed(Kind.DROP, extent.tenant, details)

    async def _unsigned(self, month: dt.date) -> str:
        """Wait until signed checkpoints cover the records of a drop; return what is lacking if they do not in time."""
        deadline_s = time.monotonic() + self._settings.confirm_ms_max / 1000
        while tenants := await self._connection.unsigned_drops(month):
            if time.monotonic() > deadline_s:
                return f"{len(tenants)} logs have not signed the record of this drop: is the sequencer running?"
            await asyncio.sleep(_LOOK_S)
        return ""

    async def _carry_out(self, order: ShredOrder) -> Shredded:
        done = await self._connection.shred(order)
        deadline_s = time.monotonic() + self._settings.confirm_ms_max / 1000
        while waiting := await self._connection.unconfirmed(done.epoch):
            if time.monotonic() > deadline_s:
                raise LedgerUnavailable(
                    f"the keys are destroyed in the database, but {len(waiting)} running gateways did not say that they"
                    f" forgot them (Postgres processes {', '.join(map(str, waiting))}): restart those gateways"
                )
            await asyncio.sleep(_LOOK_S)
        return done


@asynccontextmanager
async def keeping(
    settings: KeepingSettings, ledger_settings: LedgerSettings
) -> AsyncIterator[tuple[Keeper, KeeperConnection, PostgresLedger]]:
    """Yield a keeper with its own connection and its own writer's life in the log."""
    patient = replace(ledger_settings, append_ms_max=_APPEND_MS_MAX)
    ledger = PostgresLedger.from_settings(patient, create_keys=False)
    async with await KeeperConnection.open(settings.url, settings.statement_ms_max) as connection:
        await ledger.start()
        try:
            yield Keeper(settings, connection, ledger), connection, ledger
        finally:
            await ledger.stop()


def _scope_details(scope: HoldScope) -> dict[str, str]:
    values = {
        "owner": scope.owner,
        "repository": scope.repository,
        "since": scope.since.isoformat() if scope.since else None,
        "until": scope.until.isoformat() if scope.until else None,
    }
    return {name: value for name, value in values.items() if value is not None}


def _month_name(month: dt.date | None) -> str:
    return month.strftime("%Y-%m") if month else ""

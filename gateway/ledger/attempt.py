"""
One request's place in the ledger: its opening is queued at entry, and exactly one outcome is appended at exit.

Appends belong to the writer, so a hang-up in mid-wait cancels the waiting and nothing else.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

from audit.record import Kind
from gateway.errors import GatewayError, LedgerUnavailable
from gateway.ledger.queue import Entry
from gateway.ledger.seal import Draft, ReceiptSeal, Sealed, Sealer, tenant_of
from gateway.ledger.writer import GroupCommitWriter
from gateway.values import Event, Receipt


class Appender:
    """Drafts events, queues them and waits for their COMMIT until the deadline."""

    def __init__(self, writer: GroupCommitWriter, sealer: Sealer, seal: ReceiptSeal, append_s_max: float) -> None:
        """Append through one writer."""
        self._writer = writer
        self._sealer = sealer
        self._seal = seal
        self._append_s_max = append_s_max

    def queue(self, events: Sequence[Event], *, is_awaited: bool = True) -> tuple[Entry, ...]:
        """
        Queue events without waiting; raises LedgerUnavailable if they cannot be records, or cannot even wait.

        What is not `is_awaited` may stay a moment, for company.
        """
        try:
            drafts = [self._sealer.draft(event) for event in events]
        except LedgerUnavailable as error:
            self._writer.lose([tenant_of(event) for event in events], error.reason)
            raise
        return self._writer.submit(drafts, is_awaited=is_awaited)

    def queue_probe(self) -> tuple[Entry, ...]:
        """Queue a durable write that leaves no record."""
        probe: Draft | None = None
        return self._writer.submit([probe])

    async def durable(self, entries: Sequence[Entry]) -> tuple[Sealed | None, ...]:
        """Return the rows once all are durable; raises LedgerUnavailable at the deadline or if one failed."""
        _, pending = await asyncio.wait([entry.future for entry in entries], timeout=self._append_s_max)
        if pending:
            trouble = f" ({self._writer.trouble})" if self._writer.trouble else ""
            reason = f"not durable within {round(self._append_s_max * 1000)} ms{trouble}"
            self._writer.abandon(entries, reason)
            raise LedgerUnavailable(reason)
        return tuple([entry.future.result() for entry in entries])

    def receipt(self, row: Sealed | None) -> Receipt:
        """Sign the receipt of a durable row; raises LedgerUnavailable for an event that was recorded before."""
        if row is None:
            raise LedgerUnavailable("the event was recorded before, so there is no receipt for these bytes")
        return self._seal.issue(row)


class LedgerAttempt:
    """The context manager behind `Ledger.attempt`; use it once."""

    def __init__(self, appender: Appender, opening: Event) -> None:
        """Prepare an attempt; nothing happens before entry."""
        self._appender = appender
        self._opening = opening
        self._opened: tuple[Entry, ...] = ()
        self._concluded = False

    async def __aenter__(self) -> Self:
        """Queue the opening record, without waiting; raises LedgerUnavailable if it cannot be recorded."""
        self._opened = self._appender.queue((self._opening,), is_awaited=False)
        return self

    async def conclude(self, outcomes: Sequence[Event]) -> tuple[Receipt, ...]:
        """Make opening and outcomes durable and return the outcomes' receipts, in order."""
        if self._concluded:
            raise LedgerUnavailable("an attempt is concluded once")
        entries = (*self._opened, *self._appender.queue(outcomes))
        self._concluded = True  # from here on the outcomes are on their way, whatever happens to the caller
        try:
            rows = await self._appender.durable(entries)
        except LedgerUnavailable:
            self._concluded = False
            raise
        return tuple([self._appender.receipt(row) for row in rows[len(self._opened) :]])

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        """Append the failure or the cancel if nothing was concluded; the original exception goes on."""
        if self._concluded:
            return
        try:
            entries = self._appender.queue((self._outcome(error),))
        except LedgerUnavailable:
            return  # counted as lost; a gap record will say so
        if error is None or isinstance(error, LedgerUnavailable | asyncio.CancelledError):
            return  # nobody is left to wait for, or waiting was just tried
        try:
            await self._appender.durable((*self._opened, *entries))
        except LedgerUnavailable:
            return  # likewise: the caller gets the original failure

    def _outcome(self, error: BaseException | None) -> Event:
        """Return the event that says why there is no answer; an unknown error only by its type's name."""
        outcome_kind = Kind.CANCEL if isinstance(error, asyncio.CancelledError) else Kind.FAILURE
        if isinstance(error, GatewayError):
            failure_kind, reason = error.kind, error.reason
        elif isinstance(error, asyncio.CancelledError):
            failure_kind, reason = "cancelled", "the caller hung up"
        else:
            failure_kind, reason = "internal_error", type(error).__name__ if error else "nothing was concluded"
        return replace(self._opening, kind=outcome_kind, prompt=None, failure_kind=failure_kind, failure_reason=reason)

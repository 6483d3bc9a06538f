"""
Delivers every sequenced record to the sinks: at least once, in the order of each tenant's log, from where it stopped.

Never in the path of a request, nor of the sequencer: each sink has a task, a connection and a cursor of its own, so
that a slow or dead sink holds up nobody else. A cursor moves only after its batch was delivered; a crash in between
delivers the batch again, with the same indexes.
"""

import asyncio
import time
from collections.abc import Sequence
from typing import Final

import structlog

from audit.checkpoint import origin_of
from audit.events import Placed, kind_and_line
from audit.record import RecordInvalid, parse
from gateway.errors import LedgerUnavailable
from gateway.ledger.event_cursors import CursorConnection, Progress, Row
from gateway.ledger.event_settings import EventSettings
from gateway.ledger.event_sinks import DeliveryFailed, EventSink, FileSink, Rendered, WebhookSink, renderer
from gateway.ledger.event_syslog import SyslogEventSink
from gateway.ledger.session import pause

_RETRY_S_MIN: Final = 0.5
_LAG_S: Final = 60.0

log = structlog.get_logger()


def sink_of(settings: EventSettings) -> EventSink:
    """Return the sink that the settings describe; raises SettingsInvalid if it could not work."""
    if settings.kind == "webhook":
        return WebhookSink(settings)
    return FileSink(settings) if settings.kind == "file" else SyslogEventSink(settings)


class _Unreadable(DeliveryFailed):
    """A record is not one that this version knows: its log waits, the others do not."""


class Shipper:
    """One sink's deliverer. `lag_count` is for a metric: how many records wait for it."""

    def __init__(self, settings: EventSettings, url: str, origin: str, sink: EventSink | None = None) -> None:
        """Prepare; nothing is opened before `run`."""
        self.name = settings.name
        self._settings = settings
        self._url = url
        self._origin = origin
        self._sink = sink or sink_of(settings)
        self._render = renderer(settings.format)
        self._is_plain = settings.format == "json" and settings.kind != "syslog"
        self._failures = 0
        self._lag_said_s = -_LAG_S
        self.lag_count = 0
        self.is_leader = False
        self.stepped = asyncio.Event()

    async def run(self, stopping: asyncio.Event) -> None:
        """Deliver until `stopping` is set; whatever fails is tried again, with pauses that grow."""
        while not stopping.is_set():
            try:
                await self._run_connected(stopping)
            except (LedgerUnavailable, DeliveryFailed) as error:
                self._failures += 1
                reason = error.reason if isinstance(error, LedgerUnavailable) else str(error)
                log.warning("events.not_delivered", sink=self._settings.name, reason=reason, lag=self.lag_count)
            self.is_leader = False
            self.stepped.set()
            await pause(stopping, self._pause_s())

    async def _run_connected(self, stopping: asyncio.Event) -> None:
        connection = await CursorConnection.open(self._url, self._settings.name)
        try:
            self.is_leader = await connection.lead()
            while self.is_leader and not stopping.is_set():
                is_behind = await self._round(connection, stopping)
                self.stepped.set()
                if not is_behind:
                    await pause(stopping, self._settings.poll_ms / 1000)
        finally:
            await connection.close()

    async def _round(self, connection: CursorConnection, stopping: asyncio.Event) -> bool:
        """Deliver one batch of each log; return whether there is more. What one log holds stops no other log."""
        wanted = self._settings.tenants
        logs = [one for one in await connection.progress() if not wanted or one.tenant in wanted]
        self._say_lag(logs)
        is_behind, unreadable = False, None
        for one in logs:
            if one.next_index < one.size and not stopping.is_set():
                try:
                    reached = await self._batch(connection, one)
                except _Unreadable as error:
                    unreadable = error
                else:
                    is_behind = is_behind or reached < one.size
        if unreadable is not None and not is_behind:
            raise unreadable
        return is_behind

    async def _batch(self, connection: CursorConnection, place: Progress) -> int:
        """Deliver the next batch of one log, and say so durably; return the index after it."""
        rows = await connection.take(place.tenant, place.next_index, self._settings.batch_events_max)
        batch, reached = self._rendered(place, rows)
        if batch:
            try:
                async with asyncio.timeout(self._settings.deliver_ms_max / 1000):
                    await self._sink.deliver(batch)
            except TimeoutError:
                raise DeliveryFailed(f"not within {self._settings.deliver_ms_max} ms") from None
        await connection.move(place.tenant, reached)
        self._failures = 0
        self.lag_count = max(0, self.lag_count - (reached - place.next_index))
        return reached

    def _rendered(self, place: Progress, rows: Sequence[Row]) -> tuple[list[Rendered], int]:
        """Return what fits into one delivery, and the index after it. What retention dropped is said in the log."""
        batch: list[Rendered] = []
        origin, size, reached = origin_of(self._origin, place.tenant), 0, place.next_index
        for row in rows:
            if row.canonical is None:
                log.warning("events.pruned", sink=self._settings.name, origin=origin, index=row.index)
            else:
                try:
                    one = self._event(row.canonical, origin, row.index)
                except RecordInvalid as error:
                    if reached > place.next_index:
                        break
                    name = f"the record at index {row.index} of {origin}"
                    raise _Unreadable(f"{name} cannot be read: {error}") from None
                if one is not None:
                    size += len(one.line)
                    if batch and size > self._settings.batch_bytes_max:
                        break
                    batch.append(one)
            reached = row.index + 1
        return batch, reached

    def _event(self, canonical: bytes, origin: str, index: int) -> Rendered | None:
        """Return a record as an event, or None if its kind is not wanted here; raises RecordInvalid."""
        wanted = self._settings.kinds
        if self._is_plain:
            kind, line = kind_and_line(canonical, origin, index)
            return Rendered(origin, index, line) if not wanted or kind in wanted else None
        record = parse(canonical)
        is_wanted = not wanted or record.kind.value in wanted
        return self._render(Placed(record, origin, index, canonical)) if is_wanted else None

    def _say_lag(self, logs: Sequence[Progress]) -> None:
        self.lag_count = sum(one.size - one.next_index for one in logs)
        now_s = time.monotonic()
        if now_s - self._lag_said_s >= _LAG_S:
            self._lag_said_s = now_s
            log.info("events.lag", sink=self._settings.name, records=self.lag_count)

    def _pause_s(self) -> float:
        doublings = min(max(self._failures - 1, 0), 20)
        return min(_RETRY_S_MIN * 2.0**doublings, float(self._settings.retry_s_max))

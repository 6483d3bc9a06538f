"""
Group commit: one task owns the connection and writes whatever waits, in one transaction, as soon as the last is done.

Promises. A future resolves only after COMMIT. Nobody's hang-up cancels an append. Sequence numbers are dense: a number
is given when a batch is written, and taken back only when that batch surely is not durable. When the connection breaks
in mid-commit, the batch is *in doubt*: after reconnecting, its number is fenced (see `WriterConnection.fence`), which
tells exactly whether it was durable. If it was, its futures resolve; if not, its records queue again. So there is no
duplicate and no record that is durable and yet counted as lost. What is lost is counted, and a gap record follows.

Known sad path: a record whose waiter gave up while it was in doubt may turn out durable. The log then holds an outcome
that nobody received, and a failure record of the same request after it. The log may say more than was released, never
less.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field

import structlog

from audit.record import RecordInvalid
from gateway.errors import LedgerUnavailable
from gateway.ledger.connection import Batch, BatchRefused, ConnectionLost, WriterConnection
from gateway.ledger.losses import Losses
from gateway.ledger.seal import Draft, Sealed, Sealer
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import KeyRow, NameRow, Vault

_PAUSE_S_MIN = 0.02

log = structlog.get_logger()


@dataclass(eq=False, slots=True)
class Entry:
    """One waiting record. `draft` is None for a probe, which writes a batch number and nothing else."""

    draft: Draft | None
    future: asyncio.Future[Sealed | None] = field(repr=False)
    abandoned: bool = False
    gap_of: str | None = None

    @property
    def size_bytes(self) -> int:
        """About how much memory the entry takes."""
        return self.draft.size_bytes if self.draft else 0


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A batch of which nobody knows whether it is durable."""

    batch: Batch
    entries: tuple[Entry, ...]


class GroupCommitWriter:
    """Owns the queue, the connection, the sequence and the losses of one process."""

    def __init__(self, settings: LedgerSettings, sealer: Sealer, vault: Vault, writer: str) -> None:
        """Write as `writer`, an id that no other process's life has."""
        self._settings = settings
        self._sealer = sealer
        self._vault = vault
        self._writer = writer
        self._queue: dict[Entry, None] = {}  # ordered, and an entry can be withdrawn from its middle
        self._queued_bytes = 0
        self._wake = asyncio.Event()
        self._connection: WriterConnection | None = None
        self._doubt: _Doubt | None = None
        self._sequence = 0
        self._batch_number = 0
        self._losses = Losses()
        self._pause_s = 0.0
        self._must_pause = False
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    @property
    def lost_count(self) -> int:
        """How many events could not be recorded since the start, for a metric."""
        return self._losses.count_total

    async def start(self) -> None:
        """Connect, check the role's rights and begin; raises LedgerUnavailable or SettingsInvalid."""
        async with contextlib.AsyncExitStack() as cleaning:
            connection = await WriterConnection.open(self._settings)
            cleaning.push_async_callback(connection.close)
            try:
                await connection.check_rights()
            except (BatchRefused, ConnectionLost) as error:
                raise LedgerUnavailable(f"the audit database did not say what the role may do: {error}") from error
            cleaning.pop_all()
        self._connection = connection
        self._task = asyncio.create_task(self._run(), name="ledger writer")

    async def stop(self) -> None:
        """Write what waits, for at most `stop_ms_max`; what is left then is lost and its waiters are told."""
        self._stopping = True
        self._wake.set()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=self._settings.stop_ms_max / 1000)
            if self._connection is not None:
                self._connection.hang_up()  # a cancelled statement would first ask a silent server to cancel
                await asyncio.wait({self._task}, timeout=_PAUSE_S_MIN)
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._doubt is not None:
            self._fail(self._doubt.entries, "the ledger stopped before it knew")
        self._fail(tuple(self._queue), "the ledger stopped")
        self._queue.clear()
        await self._disconnect()

    def submit(self, drafts: Sequence[Draft | None]) -> tuple[Entry, ...]:
        """Queue records (None: a probe) without waiting; raises LedgerUnavailable if they cannot even wait."""
        size = sum(draft.size_bytes for draft in drafts if draft)
        reason = self._refusal(len(drafts), size)
        if reason:
            for draft in drafts:
                self._losses.add(draft)
            raise LedgerUnavailable(reason)
        loop = asyncio.get_running_loop()
        entries = tuple(Entry(draft, loop.create_future()) for draft in drafts)
        for entry in entries:
            self._queue[entry] = None
        self._queued_bytes += size
        self._wake.set()
        return entries

    def abandon(self, entries: Sequence[Entry], reason: str) -> None:
        """Give up waiting: what is still queued is withdrawn and counted as lost; what is being written goes on."""
        for entry in entries:
            entry.abandoned = True
            if entry in self._queue:
                self._dequeue(entry)
                self._fail((entry,), reason)

    def _refusal(self, count: int, size: int) -> str:
        if self._stopping or self._task is None or self._task.done():
            return "the ledger's writer is not running"
        if len(self._queue) + count > self._settings.queue_depth_max:
            return "the ledger's queue is full (queue_depth_max)"
        if self._queued_bytes + size > self._settings.queue_bytes_max:
            return "the ledger's queue is full (queue_bytes_max)"
        return ""

    async def _run(self) -> None:
        while True:
            if self._must_pause:
                self._must_pause = False
                await asyncio.sleep(self._pause_s)
            elif not self._queue and self._doubt is None:
                if self._stopping:
                    return
                self._wake.clear()
                await self._wake.wait()
            elif await self._connected():
                await self._work()

    async def _work(self) -> None:
        """Resolve the doubt if there is one, else write the next batch."""
        try:
            if self._doubt is not None:
                await self._resolve_doubt(self._doubt)
            else:
                await self._write(self._take())
        except ConnectionLost as lost:
            log.warning("ledger.connection_lost", reason=str(lost))
            await self._disconnect()

    async def _connected(self) -> bool:
        """Return whether there is a connection; if not and it cannot be had, the next turn begins with a pause."""
        if self._connection is not None:
            return True
        try:
            self._connection = await WriterConnection.open(self._settings)
        except LedgerUnavailable as error:
            log.warning("ledger.unreachable", reason=error.reason)
            self._back_off()
            return False
        log.info("ledger.connected")
        return True

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    def _back_off(self) -> None:
        """Let the next turn begin with a pause, twice as long as the one before; success ends the series."""
        self._pause_s = min(max(self._pause_s * 2, _PAUSE_S_MIN), self._settings.reconnect_ms_max / 1000)
        self._must_pause = True

    def _take(self) -> tuple[Entry, ...]:
        """Take the oldest entries, after the gap records that are due."""
        gaps = tuple(self._gap_entry(tenant) for tenant in self._losses.tenants())
        room = max(1, self._settings.batch_records_max - len(gaps))
        entries = tuple(entry for entry, _ in zip(tuple(self._queue), range(room), strict=False))
        for entry in entries:
            self._dequeue(entry)
        return (*gaps, *entries)

    def _gap_entry(self, tenant: str) -> Entry:
        draft = self._sealer.gap(tenant, self._losses.take(tenant))
        return Entry(draft, asyncio.get_running_loop().create_future(), gap_of=tenant)

    def _dequeue(self, entry: Entry) -> None:
        del self._queue[entry]
        self._queued_bytes -= entry.size_bytes

    def _requeue(self, entries: Sequence[Entry]) -> None:
        """Put entries that surely are not durable back in front; whoever was given up on meanwhile is lost."""
        self._fail([entry for entry in entries if entry.abandoned], "not durable in time")
        kept = {entry: None for entry in entries if not entry.abandoned and entry.gap_of is None}
        for entry in entries:
            if entry.gap_of is not None:
                self._losses.put_back(entry.draft)
        self._queued_bytes += sum(entry.size_bytes for entry in kept)
        self._queue = kept | self._queue

    async def _write(self, entries: Sequence[Entry]) -> None:
        """Write the entries as one batch; if a row is to blame, in halves, so that it fails alone."""
        batch, entries = self._numbered(entries)
        if not entries or self._connection is None:
            return
        try:
            await self._connection.insert(batch)
        except ConnectionLost:
            self._doubt = _Doubt(batch, tuple(entries))
            raise
        except BatchRefused as refused:
            await self._refused(entries, refused)
        else:
            self._durable(batch, entries)

    async def _refused(self, entries: Sequence[Entry], refused: BatchRefused) -> None:
        """Nothing was written: blame the one row, look for it in halves, or wait until the database is well."""
        if not refused.data:
            log.warning("ledger.refused", reason=str(refused))
            self._requeue(entries)
            self._back_off()
        elif len(entries) == 1:
            log.error("ledger.record_refused", reason=str(refused))
            self._fail(entries, f"the database refused the record: {refused}")
        else:
            middle = len(entries) // 2
            rest = entries[middle:]
            try:
                await self._write(entries[:middle])
            except ConnectionLost:
                self._requeue(rest)
                raise
            await self._write(rest)

    def _numbered(self, entries: Sequence[Entry]) -> tuple[Batch, list[Entry]]:
        """Seal the entries with the next sequence numbers; one that cannot be a record fails alone."""
        rows: list[Sealed] = []
        kept: list[Entry] = []
        for entry in entries:
            if entry.draft is not None:
                try:
                    rows.append(self._sealer.number(entry.draft, self._sequence + len(rows) + 1))
                except RecordInvalid as error:
                    self._fail((entry,), f"the event cannot be a record: {error}")
                    continue
            kept.append(entry)
        self._batch_number += 1
        keys, names = self._new_keys_and_names(rows)
        return Batch(self._writer, self._batch_number, tuple(rows), keys, names), kept

    def _new_keys_and_names(self, rows: Sequence[Sealed]) -> tuple[tuple[KeyRow, ...], tuple[NameRow, ...]]:
        """Return what the rows need and this process has not yet committed."""
        keys = {row.draft.key.id: row.draft.key for row in rows if row.draft.key}
        names = {(name.key_id, name.pseudonym): name for row in rows for name in row.draft.names}
        return (
            tuple(key for key in keys.values() if not self._vault.is_stored(key.id)),
            tuple(name for name in names.values() if not self._vault.is_stored(name.key_id, name.pseudonym)),
        )

    def _durable(self, batch: Batch, entries: Sequence[Entry]) -> None:
        """After COMMIT: keep the sequence, remember the keys, tell the waiters."""
        self._pause_s = 0.0
        self._sequence += len(batch.rows)
        for key in batch.keys:
            self._vault.mark_stored(key.id)
        for name in batch.names:
            self._vault.mark_stored(name.key_id, name.pseudonym)
        rows = iter(batch.rows)
        for entry in entries:
            sealed = next(rows) if entry.draft is not None else None
            if not entry.future.done():
                entry.future.set_result(sealed)

    async def _resolve_doubt(self, doubt: _Doubt) -> None:
        """Find out about the batch in doubt; a connection lost again leaves it in doubt."""
        if self._connection is None:
            return
        try:
            was_durable = await self._connection.fence(doubt.batch)
        except BatchRefused as refused:
            log.warning("ledger.refused", reason=str(refused))
            self._back_off()
            return
        self._doubt = None
        if was_durable:
            self._durable(doubt.batch, doubt.entries)
        else:
            self._requeue(doubt.entries)

    def _fail(self, entries: Sequence[Entry], reason: str) -> None:
        """Count the entries as lost and tell their waiters, if there are any."""
        for entry in entries:
            if entry.gap_of is not None:
                self._losses.put_back(entry.draft)
            else:
                self._losses.add(entry.draft)
            if not entry.future.done():
                entry.future.set_exception(LedgerUnavailable(reason))
                entry.future.exception()  # a waiter that is gone must not become a warning

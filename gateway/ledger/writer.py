"""
Group commit: one task owns the connection and writes whatever waits, in one transaction, as soon as the last is done.
A record that nobody waits for yet (a request, while the model works) stays for the next batch of one that somebody does
wait for, but not for long: half as many transactions leave more of the machine to each.

Promises. A future resolves only after COMMIT. Nobody's hang-up cancels an append. Sequence numbers are dense: a number
is given when a batch is written, and taken back only when that batch surely is not durable. When the connection breaks
in mid-commit, the batch is *in doubt*: after reconnecting, its number is fenced (see `WriterConnection.fence`), which
tells exactly whether it was durable. If it was, its futures resolve; if not, its records queue again. So there is no
duplicate and no record that is durable and yet counted as lost. What is lost is counted, and a gap record follows: with
the next batch, or by itself, and before a shutdown ends if the database lets it.

An event that releases nothing (failure, cancel, denial, search, export) and is recorded twice is a retry: the log has
its request, kind and candidate, so it is neither written again nor lost, and there is no receipt. Any other event is
refused then: its bytes are not the ones in the log, and a receipt is for exactly its own bytes.

Known sad path: a record whose waiter gave up while it was in doubt may turn out durable. The log then holds an outcome
that nobody received, and a failure record of the same request after it. The log may say more than was released, never
less.
"""

import asyncio
import contextlib
import secrets
import traceback
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from audit.record import Kind
from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.ledger.connection import Batch, BatchRefused, ConnectionLost, WriterConnection
from gateway.ledger.losses import Losses
from gateway.ledger.queue import Entry, EntryQueue
from gateway.ledger.reads import event_of
from gateway.ledger.seal import Draft, Sealed, Sealer, now_us
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import NameRow, Vault
from gateway.values import WrappedKey

_PAUSE_S_MIN = 0.02
_REFUSALS_MAX = 3
_LINGER_S = 0.02  # how long a record stays that nobody waits for
_GAPS_S_MIN = 1.0  # between gap records that nothing else makes us write
_NOTES_S = 2.0  # between looks for notes of reads past the gateway
_NOTES_REFUSED_S = 60.0
_RELEASES_NOTHING = frozenset({Kind.FAILURE, Kind.CANCEL, Kind.DENIAL, Kind.SEARCH, Kind.EXPORT})

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Doubt:
    """A batch of which nobody knows whether it is durable."""

    batch: Batch
    entries: tuple[Entry, ...]


class GroupCommitWriter:
    """Owns the queue, the connection, the sequence and the losses of one process."""

    def __init__(self, settings: LedgerSettings, sealer: Sealer, vault: Vault) -> None:
        """Prepare; nothing is opened before `start`."""
        self._settings = settings
        self._sealer = sealer
        self._vault = vault
        self._life = str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))
        self._queue = EntryQueue(settings)
        self._wake = asyncio.Event()
        self._was_news = False  # whether the last turn was for what the server says
        self._is_due = False  # whether something that waits is to be written now
        self._linger: asyncio.TimerHandle | None = None
        self._connection: WriterConnection | None = None
        self._doubt: _Doubt | None = None
        self._sequence = 0
        self._batch_number = 0
        self._durable_count = 0
        self._at_once = settings.batch_records_max
        self._losses = Losses()
        self._gaps_not_before_s = 0.0
        self._notes_not_before_s = 0.0
        self._pause_s = 0.0
        self._must_pause = False
        self._stopping = False
        self._task: asyncio.Task[None] | None = None
        self._trouble = ""

    @property
    def trouble(self) -> str:
        """Why the last batch could not be written; empty when all is well."""
        return self._trouble

    @property
    def lost_count(self) -> int:
        """How many events could not be recorded since the start, for a metric."""
        return self._losses.count_total

    async def start(self) -> None:
        """Connect, check the role's rights and begin; raises LedgerUnavailable or SettingsInvalid."""
        await self._connect()
        self._task = asyncio.create_task(self._run(), name="ledger writer")
        self._task.add_done_callback(self._ended)

    async def stop(self) -> None:
        """Write what waits and what was lost, for at most `stop_ms_max`; who still waits then is told."""
        self._stopping = True
        self._hurry()
        if self._task is not None:
            await asyncio.wait({self._task}, timeout=self._settings.stop_ms_max / 1000)
            if self._connection is not None:
                self._connection.hang_up()  # a cancelled statement would first ask a silent server to cancel
                await asyncio.wait({self._task}, timeout=_PAUSE_S_MIN)
            self._task.cancel()
            await asyncio.wait({self._task}, timeout=self._settings.stop_ms_max / 1000)
        if self._doubt is not None:
            self._fail(self._doubt.entries, "the ledger stopped before it knew")
        self._fail(self._queue.take(len(self._queue)), "the ledger stopped")
        if self._losses.count_pending:
            log.error("ledger.losses_not_recorded", count=self._losses.count_pending)
        await self._disconnect()

    def _ended(self, task: asyncio.Task[None]) -> None:
        """Say what ended the writer, if nobody did: from then on nothing is recorded, so nothing is released."""
        error = None if task.cancelled() else task.exception()
        if error is not None:
            self._trouble = f"the ledger's writer has failed: {type(error).__name__}"
            # Where it happened, not what was said: that may be somebody's code.
            last = traceback.extract_tb(error.__traceback__)[-1]
            log.critical("ledger.writer_failed", where=f"{type(error).__name__} in {last.name}, line {last.lineno}")

    def lose(self, tenants: Sequence[str], reason: str) -> None:
        """Count events that cannot even be drafted as lost, one of each tenant given."""
        log.error("ledger.event_refused", reason=reason)
        for tenant in tenants:
            self._losses.count(tenant, now_us())
        self._wake.set()

    def submit(self, drafts: Sequence[Draft | None], *, is_awaited: bool = True) -> tuple[Entry, ...]:
        """Queue records (None: a probe) without waiting; raises LedgerUnavailable if they cannot even wait."""
        reason = self._queue.refusal(drafts) if self._is_running() else self._trouble or "the ledger is not running"
        if reason:
            for draft in drafts:
                self._losses.add(draft)
            self._wake.set()
            raise LedgerUnavailable(reason)
        loop = asyncio.get_running_loop()
        entries = tuple(Entry(draft, loop.create_future()) for draft in drafts)
        self._queue.add(entries)
        if is_awaited:
            self._hurry()
        elif self._linger is None:
            self._linger = loop.call_later(_LINGER_S, self._hurry)
        return entries

    def _hurry(self) -> None:
        """Let what waits be written now."""
        self._is_due = True
        self._wake.set()

    def abandon(self, entries: Sequence[Entry], reason: str) -> None:
        """Give up waiting: what is still queued is withdrawn and counted as lost; what is being written goes on."""
        for entry in entries:
            entry.abandoned = True
            if entry in self._queue:
                self._queue.remove(entry)
                self._fail((entry,), reason)

    def _is_running(self) -> bool:
        return not self._stopping and self._task is not None and not self._task.done()

    async def _run(self) -> None:
        while True:
            if self._must_pause:
                self._must_pause = False
                await asyncio.sleep(self._pause_s)
            elif self._is_write_due() or self._doubt is not None or self._wait_s() == 0.0 or self._has_news():
                if await self._connected():
                    await self._work()
            elif self._stopping:
                return
            else:
                await self._idle()

    def _is_write_due(self) -> bool:
        return self._is_due and len(self._queue) > 0

    def _gap_wait_s(self) -> float | None:
        """Return how long gap records must wait without other traffic, or None if nothing was lost."""
        if not self._losses.count_pending:
            return None
        if self._stopping:
            return 0.0
        return max(0.0, self._gaps_not_before_s - asyncio.get_running_loop().time())

    def _notes_wait_s(self) -> float | None:
        """Return how long until somebody has to look for notes of reads, or None while nobody can."""
        if self._connection is None or self._stopping:
            return None
        return max(0.0, self._notes_not_before_s - asyncio.get_running_loop().time())

    def _wait_s(self) -> float | None:
        """Return how long until there is something to do though nobody asks for it, or None if never."""
        return min(
            (wait_s for wait_s in (self._gap_wait_s(), self._notes_wait_s()) if wait_s is not None), default=None
        )

    async def _idle(self) -> None:
        """Wait for something to write, or until something is to be done of itself."""
        self._wake.clear()
        with contextlib.ExitStack() as stack:
            stack.enter_context(contextlib.suppress(TimeoutError))
            async with asyncio.timeout(self._wait_s()):
                await self._wake.wait()

    def _has_news(self) -> bool:
        return self._connection is not None and self._connection.has_news

    def _is_news_due(self) -> bool:
        """Tell whether to hear the server now: any login can make it say something all the time, so by turns."""
        return self._has_news() and not (self._was_news and self._is_write_due())

    async def _work(self) -> None:
        """Resolve the doubt if there is one, forget destroyed keys, look for notes, else write the next batch."""
        try:
            if self._doubt is not None:
                await self._resolve_doubt(self._doubt)
            elif self._connection is not None and self._is_news_due():
                self._was_news = True
                await self._forget_destroyed(self._connection)
            elif self._connection is not None and self._notes_wait_s() == 0.0:
                await self._take_notes(self._connection)
            else:
                self._was_news = False
                await self._write(await self._proven(self._take()))
        except ConnectionLost as lost:
            self._note_trouble("ledger.connection_lost", str(lost))
            await self._disconnect()

    async def _forget_destroyed(self, connection: WriterConnection) -> None:
        """Use no destroyed key from now on, and say so; a server that cannot hear it now is told again."""
        try:
            destroyed = await connection.destroyed()
            self._vault.forget(destroyed.owners)
            await connection.confirm(destroyed)
        except BatchRefused as refused:
            raise ConnectionLost(str(refused)) from refused  # a new connection begins without any key

    async def _take_notes(self, connection: WriterConnection) -> None:
        """Queue a record of each read past the gateway; one that cannot wait here is taken again, by whoever."""
        loop = asyncio.get_running_loop()
        self._notes_not_before_s = loop.time() + _NOTES_S
        try:
            notes = await connection.take_notes()
        except BatchRefused as refused:
            log.warning("ledger.notes_not_taken", reason=str(refused))
            self._notes_not_before_s = loop.time() + _NOTES_REFUSED_S
            return
        for note in notes:
            try:
                draft = self._sealer.draft(event_of(note))
            except LedgerUnavailable as refused:  # of one note; it waits, and nothing else does for it
                log.warning("ledger.note_refused", note=note.note_id, reason=refused.reason)
                continue
            if not self._queue.refusal((draft,)):
                self._queue.add((Entry(draft, loop.create_future()),))
                self._is_due = True

    async def _proven(self, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
        """Return the entries, without the probes if the rights or the month's partition are missing."""
        probes = [entry for entry in entries if entry.draft is None]
        if not probes or self._connection is None:
            return entries
        try:
            await self._connection.check_rights()
        except ConnectionLost:
            self._requeue(entries)
            raise
        except (BatchRefused, SettingsInvalid) as refused:
            self._note_trouble("ledger.cannot_write", str(refused))
            self._fail(probes, str(refused))
            return tuple(entry for entry in entries if entry.draft is not None)
        return entries

    async def _connect(self) -> None:
        """Connect and check the role; raises LedgerUnavailable or SettingsInvalid, and then is not connected."""
        async with contextlib.AsyncExitStack() as cleaning:
            self._connection = await WriterConnection.open(self._settings)
            cleaning.push_async_callback(self._disconnect)
            try:
                self._connection.watch(self._wake.set)
                await self._connection.check_rights()
                await self._connection.listen()
            except (BatchRefused, ConnectionLost) as error:
                raise LedgerUnavailable(f"the audit database did not say what the role may do: {error}") from error
            cleaning.pop_all()

    async def _connected(self) -> bool:
        """Return whether there is a connection; if not and it cannot be had, the next turn begins with a pause."""
        if self._connection is not None:
            return True
        try:
            await self._connect()
        except (LedgerUnavailable, SettingsInvalid) as error:
            self._note_trouble("ledger.unreachable", error.reason)
            self._back_off()
            return False
        log.info("ledger.connected")
        return True

    async def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        self._vault.forget_all()
        if connection is not None:
            await connection.close()

    def _note_trouble(self, event: str, reason: str) -> None:
        """Log the trouble and remember it for whoever waits in vain; success ends it."""
        log.warning(event, reason=reason)
        self._trouble = reason

    def _back_off(self) -> None:
        """Let the next turn begin with a pause, twice as long as the one before; success ends the series."""
        self._pause_s = min(max(self._pause_s * 2, _PAUSE_S_MIN), self._settings.reconnect_ms_max / 1000)
        self._must_pause = True

    def _take(self) -> tuple[Entry, ...]:
        """Take the oldest entries, after the gap records that are due; these wait while there is less at once."""
        is_looking = self._at_once < self._settings.batch_records_max and len(self._queue) > 0
        gaps = () if is_looking else tuple(self._gap_entry(tenant) for tenant in self._losses.tenants())
        room = max(1, self._at_once - len(gaps))
        taken = self._queue.take(room)
        self._is_due = len(self._queue) > 0
        if self._linger is not None:
            self._linger.cancel()
            self._linger = None
        return (*gaps, *taken)

    def _gap_entry(self, tenant: str) -> Entry:
        draft = self._sealer.gap(tenant, self._losses.take(tenant))
        return Entry(draft, asyncio.get_running_loop().create_future(), gap_of=tenant)

    def _requeue(self, entries: Sequence[Entry]) -> None:
        """Put entries that surely are not durable back in front; whoever was given up on meanwhile is lost."""
        self._fail([entry for entry in entries if entry.abandoned], "not durable in time")
        for entry in entries:
            if entry.gap_of is not None:
                self._losses.put_back(entry.draft)
        self._queue.put_back(entry for entry in entries if not entry.abandoned and entry.gap_of is None)
        self._is_due = True

    async def _write(self, entries: Sequence[Entry]) -> None:
        """Write the entries as one batch; if a row is to blame, in halves, so that it fails alone."""
        if not entries or self._connection is None:
            return
        batch = self._numbered(entries)
        try:
            await self._connection.insert(batch)
        except (ConnectionLost, asyncio.CancelledError):
            self._doubt = _Doubt(batch, tuple(entries))
            raise
        except BatchRefused as refused:
            await self._refused(entries, refused)
        else:
            self._durable(batch, entries)

    async def _refused(self, entries: Sequence[Entry], refused: BatchRefused) -> None:
        """Nothing was written: blame the one row, look for it in halves, or wait until the database is well."""
        if not refused.data:
            self._refused_now(entries, refused)
        elif len(entries) == 1:
            self._refused_alone(entries[0], refused)
        else:
            middle = len(entries) // 2
            rest = entries[middle:]
            try:
                await self._write(entries[:middle])
            except ConnectionLost:
                self._requeue(rest)
                raise
            await self._write(rest)

    def _refused_now(self, entries: Sequence[Entry], refused: BatchRefused) -> None:
        """
        Try again later, and less at once. What is refused alone lets others pass after a while; if they can, it is
        lost: that it takes too long, or meets a damaged page, the server does not call the row's fault.
        """
        self._note_trouble("ledger.refused", str(refused))
        self._at_once = max(1, len(entries) // 2)
        self._back_off()
        first = entries[0]
        first.refusals += len(entries) == 1
        if first.refusals < _REFUSALS_MAX or len(entries) > 1 or first.gap_of is not None or first.abandoned:
            self._requeue(entries)
        elif first.passed is not None and self._durable_count > first.passed:
            self._fail(entries, f"the database does not take the record: {refused}")
        else:
            first.passed = self._durable_count
            self._queue.add(entries)
            self._is_due = True

    def _refused_alone(self, entry: Entry, refused: BatchRefused) -> None:
        """Tell the waiter that the record is refused, or was only a retry of one that released nothing."""
        kind = entry.draft.record.kind if entry.draft else None
        if refused.recorded and kind in _RELEASES_NOTHING:
            log.info("ledger.recorded_before", kind=kind)
            if not entry.future.done():
                entry.future.set_result(None)
            return
        log.error("ledger.record_refused", reason=str(refused))
        self._fail((entry,), f"the database refused the record: {refused}")

    def _numbered(self, entries: Sequence[Entry]) -> Batch:
        """Seal the entries with the next sequence numbers."""
        drafts = [entry.draft for entry in entries if entry.draft is not None]
        rows = [self._sealer.number(draft, self._sequence + place) for place, draft in enumerate(drafts, start=1)]
        self._batch_number += 1
        keys, names = self._new_keys_and_names(rows)
        return Batch(self._life, self._batch_number, tuple(rows), keys, names)

    def _new_keys_and_names(self, rows: Sequence[Sealed]) -> tuple[tuple[WrappedKey, ...], tuple[NameRow, ...]]:
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
        self._trouble = ""
        self._sequence += len(batch.rows)
        self._durable_count += 1
        self._at_once = min(self._at_once * 2, self._settings.batch_records_max)
        for key in batch.keys:
            self._vault.mark_stored(key.id)
        for name in batch.names:
            self._vault.mark_stored(name.key_id, name.pseudonym)
        rows = iter(batch.rows)
        for entry in entries:
            sealed = next(rows) if entry.draft is not None else None
            if entry.gap_of is not None:
                self._gaps_not_before_s = asyncio.get_running_loop().time() + _GAPS_S_MIN
            if not entry.future.done():
                entry.future.set_result(sealed)

    async def _resolve_doubt(self, doubt: _Doubt) -> None:
        """Find out about the batch in doubt; a connection lost again leaves it in doubt."""
        if self._connection is None:
            return
        try:
            was_durable = await self._connection.fence(doubt.batch)
        except BatchRefused as refused:
            self._note_trouble("ledger.refused", str(refused))
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
                self._back_off()  # the loss is pending again, and would be tried again at once
            else:
                self._losses.add(entry.draft)
            if not entry.future.done():
                entry.future.set_exception(LedgerUnavailable(reason))
                entry.future.exception()  # a waiter that is gone must not become a warning
        self._wake.set()

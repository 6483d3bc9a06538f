"""
Has checkpoints confirmed by others: witnesses cosign them, an authority stamps the time. Beside the sequencer, never in
its way: what fails or is slow is logged, counted and tried again at the next round.

What others said is kept in the database, published beside the checkpoint (`witnessed`, `stamped`, `stamped.tsr`), and
attached to the published checkpoint itself as long as that is still the newest one.
"""

import asyncio
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

import httpx2
import structlog

from audit.checkpoint import Checkpoint, origin_of
from audit.merkle import consistency_path
from audit.tiles import subtree_of
from gateway.errors import LedgerUnavailable
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.publishing import FolderSink
from gateway.ledger.sequencing import SequencerConnection, StoredCheckpoint
from gateway.ledger.session import pause
from gateway.ledger.timestamps import NotConfirmed, TimestampAuthority
from gateway.ledger.witnesses import Wanted, Witness

_LEADER_LOCK = 7_204_713_305  # 304 is the lock of holds, shreds and drops
_TIMESTAMP = "timestamp"
_FOLDER = "folder"
_STORE = """
INSERT INTO audit.confirmation (tenant, kind, size, name, content) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (tenant, kind, size, name) DO UPDATE SET time = now(), content = excluded.content
"""
_NEWEST = """
SELECT coalesce(max(size), 0) FROM audit.confirmation WHERE tenant = %s AND kind = 'cosignature' AND name = %s
"""

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Subject:
    """What is to be confirmed."""

    newest: StoredCheckpoint
    checkpoint: Checkpoint


class ConfirmingConnection(SequencerConnection):
    """The sequencer's statements, and those about confirmations."""

    async def lead_confirming(self) -> bool:
        """Return whether this connection becomes the one that asks for confirmations, for as long as it lives."""
        return bool((await self._one("SELECT pg_try_advisory_lock(%s)", _LEADER_LOCK))[0])

    async def confirmed_size(self, tenant: str, name: str) -> int:
        """Return the largest size that a witness cosigned."""
        return int((await self._one(_NEWEST, tenant, name))[0])

    async def store_confirmation(self, tenant: str, kind: str, size: int, name: str, content: bytes) -> None:
        """Make a confirmation durable."""
        await self._do(_STORE, (tenant, kind, size, name, content))

    async def consistency(self, tenant: str, new_size: int, old_size: int) -> tuple[bytes, ...]:
        """Return what leads from an older size to a newer one."""
        wanted: list[tuple[int, int, int]] = []

        def ask(level: int, first: int, count: int) -> Sequence[bytes]:
            wanted.append((level, first, count))
            return [b""] * count

        consistency_path(old_size, new_size, partial(subtree_of, ask))
        found = {place: await self.hashes(tenant, *place) for place in wanted}
        return consistency_path(
            old_size, new_size, partial(subtree_of, lambda level, first, count: found[level, first, count])
        )


@dataclass(frozen=True, slots=True)
class _Round:
    """One look at all logs. Who fails in it is asked about no other log."""

    connection: ConfirmingConnection
    client: httpx2.AsyncClient
    failed: set[str] = field(default_factory=set)


class Confirmer:
    """Runs until told to stop. `failures` counts by who failed; `looked` is set after each look at the logs."""

    def __init__(self, settings: LogSettings, folder: FolderSink | None) -> None:
        """Prepare; raises SettingsInvalid for a witness that is none. Nothing is opened before `run`."""
        self._settings = settings
        self._folder = folder
        self._witnesses = tuple(Witness.parse(text) for text in settings.witnesses)
        self._authority = TimestampAuthority(settings.timestamp_url) if settings.timestamp_url else None
        self._asked_s: dict[tuple[str, str], float] = {}
        self._stamped: dict[str, int] = {}
        asked = [one.key.name for one in self._witnesses] + ([_TIMESTAMP] if self._authority else [])
        self.failures: Counter[str] = Counter(dict.fromkeys((*asked, _FOLDER), 0))
        self.looked = asyncio.Event()

    async def run(self, stopping: asyncio.Event) -> None:
        """Ask until `stopping` is set; a database that fails is tried again, with pauses."""
        while not stopping.is_set():
            try:
                await self._run_connected(stopping)
            except LedgerUnavailable as error:
                log.warning("confirming.interrupted", reason=error.reason)
            await pause(stopping, self._settings.retry_ms / 1000)

    async def _run_connected(self, stopping: asyncio.Event) -> None:
        async with await ConfirmingConnection.open(self._settings.url, self._settings.statement_ms_max) as connection:
            if not await connection.lead_confirming():
                return
            # No redirect is followed, no proxy or password of the environment is used.
            async with httpx2.AsyncClient(
                follow_redirects=False, trust_env=False, timeout=self._settings.confirm_ms_max / 1000
            ) as client:
                while not stopping.is_set():
                    await self._look(_Round(connection, client))
                    self.looked.set()
                    await pause(stopping, self._settings.checkpoint_ms_min / 1000)

    async def _look(self, now: _Round) -> None:
        """Ask whoever is due about every log."""
        for tenant in await now.connection.tenants():
            newest = await now.connection.newest_checkpoint(tenant)
            if newest is not None:
                origin = origin_of(self._settings.origin, tenant)
                subject = _Subject(newest, Checkpoint(origin, newest.size, newest.root))
                await _all(self._stamp(now, subject), self._witness(now, subject))

    async def _witness(self, now: _Round, subject: _Subject) -> None:
        """Collect cosignatures of those who are due, and publish them together."""
        tenant, rest_s = subject.newest.tenant, self._settings.witness_s
        due = [one for one in self._witnesses if self._is_due(tenant, one.key.name, rest_s)]
        answers = await _all(*(self._cosign(now, one, subject) for one in due))
        lines = [line for line in answers if line is not None]
        if lines and self._folder is not None:
            await self._published(self._folder.witnessed(subject.checkpoint, subject.newest.note, lines))

    async def _cosign(self, now: _Round, witness: Witness, subject: _Subject) -> bytes | None:
        """Return a witness's line once it is stored, or None if it did not cosign."""
        tenant, size, name = subject.newest.tenant, subject.checkpoint.size, witness.key.name
        old_size = min(await now.connection.confirmed_size(tenant, name), size)
        proof = partial(now.connection.consistency, tenant, size)
        wanted = Wanted(subject.newest.note, subject.checkpoint, old_size, proof)
        line = await self._answer(now, name, partial(witness.cosign, now.client, wanted))
        if line is not None:
            await now.connection.store_confirmation(tenant, "cosignature", size, name, line)
        return line

    async def _stamp(self, now: _Round, subject: _Subject) -> None:
        """Have the time stamped, if the log has grown since it was, and it is time."""
        tenant, size = subject.newest.tenant, subject.checkpoint.size
        if self._authority is None or self._stamped.get(tenant) == size:
            return
        if not self._is_due(tenant, _TIMESTAMP, self._settings.timestamp_s):
            return
        text = subject.checkpoint.text().encode()
        token = await self._answer(now, _TIMESTAMP, partial(self._authority.stamp, now.client, text))
        if token is None:
            return
        await now.connection.store_confirmation(tenant, _TIMESTAMP, size, _TIMESTAMP, token)
        self._stamped[tenant] = size
        if self._folder is not None:
            await self._published(self._folder.stamped(subject.checkpoint, subject.newest.note, token))

    def _is_due(self, tenant: str, name: str, rest_s: int) -> bool:
        """Return whether it is time to ask again, and if so take note that it is done."""
        now_s = time.monotonic()
        if now_s - self._asked_s.get((tenant, name), -rest_s) < rest_s:
            return False
        self._asked_s[tenant, name] = now_s
        return True

    async def _answer(self, now: _Round, name: str, ask: Callable[[], Awaitable[bytes]]) -> bytes | None:
        """Return what somebody answers in time, or None: that is logged and counted."""
        if name in now.failed:
            return None
        try:
            async with asyncio.timeout(self._settings.confirm_ms_max / 1000):
                return await ask()
        except (NotConfirmed, TimeoutError) as error:
            now.failed.add(name)
            self.failures[name] += 1
            log.warning("checkpoint.not_confirmed", by=name, reason=str(error) or type(error).__name__)
            return None

    async def _published(self, writing: Awaitable[None]) -> None:
        try:
            await writing
        except OSError as error:
            self.failures[_FOLDER] += 1
            log.warning("confirmation.not_published", reason=str(error))


async def _all[T](*waiting: Awaitable[T]) -> list[T]:
    """Return all results; an error waits until everybody else is done, so that nobody is left behind."""
    results = await asyncio.gather(*waiting, return_exceptions=True)
    for result in results:
        if isinstance(result, BaseException):
            raise result
    return [result for result in results if not isinstance(result, BaseException)]

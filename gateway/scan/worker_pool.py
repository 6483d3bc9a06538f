"""
The analysis workers: a few children and a warm spare, supervised.

A worker that dies, is late, or answers nonsense is replaced; its question is asked once more of another worker. A text
that loses two workers is quarantined by its hash: it is refused from then on without being tried. Waiting is bounded.
"""

import asyncio
import hashlib
import itertools
import os
import time
from collections import OrderedDict, deque
from typing import Final

import structlog

from gateway.errors import ScanIncomplete
from gateway.scan import sandbox, worker
from gateway.scan.sandbox_exec import Plan
from gateway.scan.settings import WorkerSettings
from gateway.scan.worker import Worker, WorkerLost
from gateway.scan.worker_messages import Analyse, Analysed, Configuration, Prepare, Prepared, Refused, Reply, Request

_log = structlog.get_logger()


_OWN_USER: Final = -1  # what a Plan calls keeping our user


class Unanalysable(Exception):
    """The text itself cannot be analysed: `reason` is a report's unscannable reason, `detail` says more."""

    def __init__(self, reason: str, detail: str) -> None:
        """Take fixed texts only; nothing of the analysed text."""
        super().__init__(reason)
        self.reason = reason
        self.detail = detail


_REFUSALS = {
    "syntax": ("syntax", "it does not parse"),
    "nesting": ("too_large", "it nests too deeply"),
    # CPython's parser also says so of deep nesting.
    "memory": ("too_large", "it nests too deeply or takes too much memory"),
    "crash": ("quarantined", "a test of Bandit crashed on it"),
}


class WorkerPool:
    """Keeps `workers_count` workers busy at most, and one more warm. Use it from one event loop."""

    def __init__(self, settings: WorkerSettings, configuration: Configuration) -> None:
        """Take the limits and what each worker is told at its start."""
        self._settings = settings
        self._configuration = configuration
        self._plan: Plan | None = None
        self._idle: deque[Worker] = deque()
        self._arrival = asyncio.Condition()
        self._slots = asyncio.Semaphore(settings.workers_count)
        self._waiting = 0
        self._tasks: set[asyncio.Task[object]] = set()
        self._quarantine: OrderedDict[bytes, float] = OrderedDict()
        self._ids = itertools.count(1)
        self._alive: set[Worker] = set()
        self._is_stopping = False
        self._busy_count = 0

    @property
    def pids(self) -> tuple[int, ...]:
        """The process ids of all living workers, the spare included."""
        return tuple(sorted(one.pid for one in self._alive))

    @property
    def busy_count(self) -> int:
        """How many workers are at work."""
        return self._busy_count

    @property
    def version(self) -> str:
        """Bandit's version, as the newest worker told it."""
        return next((one.ready.bandit_version for one in self._alive), "")

    async def start(self) -> None:
        """Start all workers and wait until they are warm. Raises ScanIncomplete if one does not come up."""
        self._plan = await _sandbox_plan(self._settings)
        count = self._settings.workers_count + 1
        started = await asyncio.gather(*(self._start_one() for _ in range(count)), return_exceptions=True)
        failed = [outcome for outcome in started if isinstance(outcome, BaseException)]
        if failed:
            await self.stop()
            raise ScanIncomplete("the analysis worker does not start") from failed[0]

    async def stop(self) -> None:
        """Kill all workers and forget whoever still waits."""
        self._is_stopping = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(one.kill() for one in tuple(self._alive)))
        self._alive.clear()
        self._idle.clear()

    async def prepare(
        self, *, language: str, prefix: str, candidate: str, suffix: str, context_chars_max: int
    ) -> Prepared:
        """Repair a fragment. Raises Unanalysable, or ScanIncomplete when no worker could answer."""
        request = Prepare(
            id=next(self._ids),
            language=language,
            prefix=prefix,
            candidate=candidate,
            suffix=suffix,
            context_chars_max=context_chars_max,
        )
        key = _key("prepare", language, prefix, candidate, suffix)
        reply = await self._ask(request, key, self._settings.prepare_ms_max)
        if not isinstance(reply, Prepared):
            raise ScanIncomplete("the analysis worker answered another question")
        return reply

    async def analyse(self, *, language: str, text: str, nonce: str) -> Analysed:
        """Run Bandit and the API policy. Raises Unanalysable, or ScanIncomplete when no worker could answer."""
        request = Analyse(id=next(self._ids), language=language, text=text, nonce=nonce)
        reply = await self._ask(request, _key("analyse", language, text), self._settings.analyse_ms_max)
        if not isinstance(reply, Analysed):
            raise ScanIncomplete("the analysis worker answered another question")
        return reply

    async def _ask(self, request: Request, key: bytes | None, answer_ms_max: int) -> Reply:
        if key is None:
            raise Unanalysable("obfuscated_text", "a lone surrogate: no UTF-8 says this")
        if self._is_quarantined(key):
            raise Unanalysable("quarantined", "it cost two analysis workers before")
        if self._is_stopping or self._waiting >= self._settings.queue_depth_max:
            raise ScanIncomplete("the analysis workers' queue is full or closed")
        self._waiting += 1
        try:
            await self._slots.acquire()
        finally:
            self._waiting -= 1
        # A caller that hangs up does not take the worker with it: the exchange ends by itself, within its deadline.
        task = asyncio.create_task(self._exchange(request, key, answer_ms_max))
        task.add_done_callback(lambda _: self._slots.release())
        self._keep(task)
        reply = await asyncio.shield(task)
        if isinstance(reply, Refused):
            raise Unanalysable(*_REFUSALS.get(reply.why, ("quarantined", "it was refused")))
        return reply

    async def _exchange(self, request: Request, key: bytes, answer_ms_max: int) -> Reply:
        is_blamed = False
        for _ in range(2):
            one = await self._take()
            self._busy_count += 1
            try:
                reply = await one.ask(request, answer_ms_max=answer_ms_max)
            except WorkerLost as loss:
                _log.warning("scan.worker_lost", pid=one.pid, why=str(loss), starved=loss.is_starved)
                is_blamed = is_blamed or not loss.is_starved
                self._replace(one)
                # Whoever killed this one from outside may be killing others; the text must not be blamed for those.
                await asyncio.sleep(self._settings.loss_pause_ms / 1000)
                continue
            except asyncio.CancelledError:
                self._replace(one)
                raise
            finally:
                self._busy_count -= 1
            async with self._arrival:
                self._idle.append(one)
                self._arrival.notify()
            return reply
        if not is_blamed:
            raise ScanIncomplete("the machine is too busy for the analysis workers")
        self._put_in_quarantine(key)
        raise Unanalysable("quarantined", "it cost two analysis workers")

    async def _take(self) -> Worker:
        """Return a living idle worker, the latest used first; wait for a restart as long as a start may last."""
        while self._idle:
            one = self._idle.pop()
            if one.is_alive:
                return one
            self._replace(one)
        try:
            async with asyncio.timeout(self._settings.start_ms_max / 1000), self._arrival:
                await self._arrival.wait_for(lambda: bool(self._idle))
                return self._idle.pop()
        except TimeoutError:
            raise ScanIncomplete("no analysis worker is alive") from None

    def _replace(self, lost: Worker) -> None:
        self._alive.discard(lost)
        self._keep(asyncio.create_task(lost.kill()))
        if not self._is_stopping:
            self._keep(asyncio.create_task(self._restart()))

    async def _restart(self) -> None:
        """Start a worker in the place of a lost one; try again until it comes up or the pool stops."""
        while not self._is_stopping:
            try:
                await self._start_one()
            except WorkerLost as loss:
                _log.error("scan.worker_start_failed", why=str(loss))
                await asyncio.sleep(self._settings.restart_pause_ms / 1000)
            else:
                return

    async def _start_one(self) -> None:
        if self._plan is None:
            raise WorkerLost("the pool was never started")
        one = await worker.start(self._configuration, self._plan, start_ms_max=self._settings.start_ms_max)
        self._alive.add(one)
        async with self._arrival:
            self._idle.appendleft(one)
            self._arrival.notify()

    def _keep(self, task: "asyncio.Task[object]") -> None:
        self._tasks.add(task)
        task.add_done_callback(self._forget)

    def _forget(self, task: "asyncio.Task[object]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # The caller who waited has it already; if it hung up, nobody is left to be told.
            task.exception()

    def _is_quarantined(self, key: bytes) -> bool:
        since = self._quarantine.get(key)
        if since is None:
            return False
        if time.monotonic() - since > self._settings.quarantine_s_max:
            del self._quarantine[key]
            return False
        self._quarantine.move_to_end(key)
        return True

    def _put_in_quarantine(self, key: bytes) -> None:
        _log.warning("scan.quarantined", input_sha256=key.hex())
        self._quarantine[key] = time.monotonic()
        while len(self._quarantine) > self._settings.quarantine_entries_max:
            self._quarantine.popitem(last=False)


async def _sandbox_plan(settings: WorkerSettings) -> Plan:
    """Return the strictest sandbox that this machine permits. Raises ScanIncomplete if it does not say."""
    limits = sandbox.Limits(memory_bytes_max=settings.memory_bytes_max)
    found = await sandbox.probe(limits, must_read=())
    return Plan(
        memory_bytes_max=limits.memory_bytes_max,
        file_size_bytes_max=limits.file_size_bytes_max,
        open_files_max=limits.open_files_max,
        user_id=_OWN_USER if found.user_id is None else found.user_id,
        network=found.network,
        drop_capabilities=found.drop_capabilities,
        parent_pid=os.getpid(),
    )


def _key(*parts: str) -> bytes | None:
    """Return a hash of the parts that no other parts share, or None if a part has no UTF-8."""
    digest = hashlib.sha256()
    for part in parts:
        try:
            data = part.encode()
        except UnicodeEncodeError:
            return None
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()

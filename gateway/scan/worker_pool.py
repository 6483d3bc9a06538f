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
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True, slots=True)
class Fragment:
    """A candidate between the text before and after it, of which at most `context_chars_max` count on each side."""

    language: str
    prefix: str
    candidate: str
    suffix: str
    context_chars_max: int


class Examination:
    """A prepared fragment, and the analyses of its readings that are still under way in the same worker."""

    def __init__(self, prepared: Prepared, replies: "asyncio.Task[tuple[Reply, ...]]") -> None:
        """Take what has come, and the task that gathers all replies."""
        self.prepared = prepared
        self._replies = replies

    async def analyses(self) -> tuple[Analysed, ...]:
        """Return one analysis a reading. Raises Unanalysable, or ScanIncomplete when no worker could answer."""
        first, *others = await asyncio.shield(self._replies)
        if first != self.prepared:
            # A worker was lost in between, and the next one, shorter of time perhaps, repaired the text differently.
            raise ScanIncomplete("two analysis workers read the text differently")
        return tuple(_as(Analysed, reply) for reply in others)


@dataclass(frozen=True, slots=True)
class Question:
    """A fragment that a worker has been given: its first reply to come, and the task that gathers all of them."""

    first: asyncio.Future[Reply]
    replies: "asyncio.Task[tuple[Reply, ...]]"

    async def examination(self) -> Examination:
        """Return the fragment once it is prepared. Raises Unanalysable, or ScanIncomplete."""
        return Examination(_as(Prepared, await self.first), self.replies)


_REFUSALS = {
    "syntax": ("syntax", "it does not parse"),
    "nesting": ("too_large", "it nests too deeply"),
    # CPython's parser also says so of deep nesting.
    "memory": ("too_large", "it nests too deeply or takes too much memory"),
    "crash": ("quarantined", "a test of Bandit crashed on it"),
    "inside": ("too_large", "it holds more code inside code than one scan may read"),
    "steps": ("too_large", "its data flow cannot be followed in time"),
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
        """
        Start one worker and wait until it is warm; the others and the spare come up behind it.

        Raises ScanIncomplete if it does not come up.
        """
        self._plan = await _sandbox_plan(self._settings)
        try:
            await self._start_one()
        except WorkerLost as loss:
            await self.stop()
            raise ScanIncomplete("the analysis worker does not start") from loss
        for _ in range(self._settings.workers_count):
            self._keep(asyncio.create_task(self._restart()))

    async def stop(self) -> None:
        """Kill all workers and forget whoever still waits."""
        self._is_stopping = True
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(one.kill() for one in tuple(self._alive)))
        self._alive.clear()
        self._idle.clear()

    async def prepare(self, fragment: Fragment) -> Prepared:
        """Repair a fragment. Raises Unanalysable, or ScanIncomplete when no worker could answer."""
        return (await self.examine(fragment, nonce="")).prepared

    async def examine(self, fragment: Fragment, *, nonce: str) -> Examination:
        """
        Repair a fragment and, given a nonce, go on to analyse every reading of it in the same worker.

        Raises Unanalysable, or ScanIncomplete when no worker could answer.
        """
        return await (await self.begin(fragment, nonce=nonce)).examination()

    async def begin(self, fragment: Fragment, *, nonce: str) -> "Question":
        """Ask what `examine` asks, without waiting for an answer. Raises what `examine` raises."""
        request = Prepare(
            id=next(self._ids),
            language=fragment.language,
            prefix=fragment.prefix,
            candidate=fragment.candidate,
            suffix=fragment.suffix,
            context_chars_max=fragment.context_chars_max,
            nonce=nonce,
        )
        key = _key("prepare", fragment.language, fragment.prefix, fragment.candidate, fragment.suffix)
        return Question(*await self._asked(request, key, self._settings.prepare_ms_max))

    async def analyse(self, *, language: str, text: str, nonce: str) -> Analysed:
        """Run the worker's engines. Raises Unanalysable, or ScanIncomplete when no worker could answer."""
        request = Analyse(id=next(self._ids), language=language, text=text, nonce=nonce)
        first, _ = await self._asked(request, _key("analyse", language, text), self._settings.analyse_ms_max)
        return _as(Analysed, await first)

    async def _asked(
        self, request: Request, key: bytes | None, answer_ms_max: int
    ) -> tuple[asyncio.Future[Reply], "asyncio.Task[tuple[Reply, ...]]"]:
        """Ask as soon as a worker is free; return the first reply to come, and the task that gathers all of them."""
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
        # A caller that hangs up does not take the worker with it: the exchange ends by itself, within its deadlines.
        first: asyncio.Future[Reply] = asyncio.get_running_loop().create_future()
        task = asyncio.create_task(self._exchange(request, key, answer_ms_max, first))
        task.add_done_callback(lambda _: self._slots.release())
        task.add_done_callback(partial(_pass_failure, first))
        self._keep(task)
        return first, task

    async def _exchange(
        self, request: Request, key: bytes, answer_ms_max: int, first: asyncio.Future[Reply]
    ) -> tuple[Reply, ...]:
        is_blamed = False
        for _ in range(2):
            one = await self._take()
            self._busy_count += 1
            try:
                replies = await self._replies(one, request, answer_ms_max, first)
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
            return replies
        if not is_blamed:
            raise ScanIncomplete("the machine is too busy for the analysis workers")
        self._put_in_quarantine(key)
        raise Unanalysable("quarantined", "it cost two analysis workers")

    async def _replies(
        self, one: Worker, request: Request, answer_ms_max: int, first: asyncio.Future[Reply]
    ) -> tuple[Reply, ...]:
        """Return all replies of one worker; `first` gets the first as soon as it is there. Raises WorkerLost."""
        replies = [await one.ask(request, answer_ms_max=answer_ms_max)]
        if not first.done():
            first.set_result(replies[0])
        follow_count = replies[0].analyses_count if isinstance(replies[0], Prepared) else 0
        while len(replies) <= follow_count:
            replies += [await one.hear(request, answer_ms_max=self._settings.analyse_ms_max)]
        return tuple(replies)

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
        """Start the spare, or a worker in the place of a lost one; try again until it comes up or the pool stops."""
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


def _pass_failure(first: asyncio.Future[Reply], task: "asyncio.Task[tuple[Reply, ...]]") -> None:
    """Give the failure of an exchange to whoever still waits for its first reply."""
    if first.done():
        return
    failure = None if task.cancelled() else task.exception()
    if failure is None:
        first.cancel()
    else:
        first.set_exception(failure)


def _as[Wanted: (Prepared, Analysed)](wanted: type[Wanted], reply: Reply) -> Wanted:
    """Return the reply as what was asked for. Raises Unanalysable if it is a refusal, ScanIncomplete if another."""
    if isinstance(reply, Refused):
        raise Unanalysable(*_REFUSALS.get(reply.why, ("quarantined", "it was refused")))
    if not isinstance(reply, wanted):
        raise ScanIncomplete("the analysis worker answered another question")
    return reply


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

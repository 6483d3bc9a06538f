"""
A pool of warm Semgrep engines. Every scan comes with evidence, or it is not a scan.

An engine that dies, overruns its deadline or answers without evidence is killed and replaced, and the text tried once
more in another. The pool must never return "clean" for want of an answer, lose capacity for good, or leave a process or
a file behind.
"""

import asyncio
import json
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path

import semgrep
import structlog

from gateway.errors import PolicyInvalid, ScanIncomplete
from gateway.scan import sandbox
from gateway.scan.canary import FORMS, Form, new_nonce
from gateway.scan.semgrep_evidence import (
    EvidenceMissing,
    Match,
    Question,
    demand_evidence,
    matches,
    rules_with_canaries,
)
from gateway.scan.semgrep_folder import PoolFolder
from gateway.scan.semgrep_process import Answer, Blueprint, EngineLost, SemgrepProcess
from gateway.scan.semgrep_settings import SemgrepSettings
from gateway.scan.unproven import EngineUnproven

__all__ = ["EngineKilled", "Foreseen", "Match", "PoolBusy", "SemgrepPool", "SemgrepResult"]

_ATTEMPTS = 2
_RSS_EVERY_SCANS = 16
_PAUSE_MS_FIRST = 50
_PARTLY_READ = ("syntax",)
_IDLE_MIN = 2
FORESEEN_CHARS_MAX = 8_000
_log = structlog.get_logger(__name__)


class EngineKilled(ScanIncomplete):
    """The same text ended or overran two engines, one after the other: quarantine it."""


class PoolBusy(ScanIncomplete):
    """No engine was free in time, or too many callers wait already."""


@dataclass(frozen=True, slots=True)
class SemgrepResult:
    """
    What Semgrep says of one text.

    `errors` are codes of ours for what the engine complained of (syntax, rule_timeout, memory, unexpected_output,
    canary_unseen, nul, not_unicode, too_large). With errors, parts of the text were not scanned, and the same text
    will fail the same way again; if `proof` is not empty all the same, it proves that the rest was.
    """

    matches: tuple[Match, ...]
    proof: str
    duration_ms: float
    errors: tuple[str, ...]

    def joined(self, other: "SemgrepResult") -> "SemgrepResult":
        """Return all matches in this text and in it as it was shown once more, with the proof of that."""
        found = sorted({*self.matches, *other.matches}, key=lambda match: (match.line, match.column, match.rule))
        proof = other.proof and f"{other.proof}; macros shown otherwise"
        return SemgrepResult(tuple(found), proof, self.duration_ms + other.duration_ms, other.errors)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A scan of a whole file's text that has begun before anybody knows that it is the text to be scanned."""

    language: str
    text: str
    attempt: asyncio.Task[SemgrepResult]


@dataclass(frozen=True, slots=True)
class _RuleFile:
    """The rules as the engine gets them, and what must be seen of them."""

    data: bytes
    ids: frozenset[str]
    count: int


def _compile(rules: bytes, rule_count: int) -> _RuleFile:
    """Add the canaries; raises PolicyInvalid if the file does not hold `rule_count` rules with different ids."""
    try:
        document = json.loads(rules)
        ids = [rule["id"] for rule in document["rules"]]
    except (ValueError, TypeError, KeyError) as error:
        raise PolicyInvalid("the compiled Semgrep rules are not JSON of the form {'rules': [{'id': …}]}") from error
    if len(ids) != rule_count or len(set(ids)) != len(ids):
        raise PolicyInvalid(f"{rule_count} Semgrep rules expected, {len(ids)} given, {len(set(ids))} different ids")
    data = json.dumps(rules_with_canaries(document, FORMS)).encode()
    return _RuleFile(data, frozenset(ids), rule_count + len({form.rule_id for form in FORMS.values()}))


def _program() -> str:
    """Return the path of the engine's binary; raises ScanIncomplete if the wheel does not hold it."""
    program = Path(semgrep.__file__).with_name("bin") / "semgrep-core"
    if not program.is_file():
        raise ScanIncomplete("semgrep: the engine's binary is not installed")
    return str(program.resolve())


class SemgrepPool:
    """Warm engines under one rule file. Use it from one event loop, in the thread that lives as long as the service."""

    def __init__(self, settings: SemgrepSettings, rules: bytes, rule_count: int) -> None:
        """Keep compiled rules (JSON, `rule_count` of them, canaries not among them); nothing starts yet."""
        self._settings = settings
        self._rule_bytes = rules
        self._rule_count = rule_count
        self._rules = _RuleFile(b"", frozenset(), 0)
        self._blueprint: Blueprint | None = None
        self._idle: deque[SemgrepProcess] = deque()
        self._waiting: deque[asyncio.Future[SemgrepProcess]] = deque()
        self._all: set[SemgrepProcess] = set()
        self._worn: dict[SemgrepProcess, asyncio.Event] = {}
        self._retiring: set[SemgrepProcess] = set()
        self._keepers: list[asyncio.Task[None]] = []
        self._attempts: set[asyncio.Task[SemgrepResult]] = set()
        self._version = ""

    @property
    def version(self) -> str:
        """The engine's version; empty before `start`."""
        return self._version

    @property
    def capabilities(self) -> sandbox.Capabilities | None:
        """The sandbox layers in force; None before `start`."""
        return self._blueprint.capabilities if self._blueprint else None

    @property
    def process_ids(self) -> tuple[int, ...]:
        """The engines' process ids, spares included."""
        return tuple(process.process_id for process in self._all)

    @property
    def scans_running(self) -> int:
        """How many scans are under way in an engine now."""
        return len(self._attempts)

    @property
    def folder(self) -> Path | None:
        """The pool's private folder; None before `start`."""
        return self._blueprint.folder.path if self._blueprint else None

    async def start(self) -> None:
        """
        Start and check every engine, in each language.

        Raises PolicyInvalid if fewer rules load than were given (the engine drops broken ones silently), ScanIncomplete
        if an engine does not start or gives no evidence. Leaves nothing behind when it raises.
        """
        self._rules = _compile(self._rule_bytes, self._rule_count)
        program = _program()
        capabilities = await sandbox.probe(self._settings.limits, (program,))
        try:
            folder = PoolFolder(self._settings.folder)
        except OSError as error:
            raise ScanIncomplete("semgrep: no folder for scanned files") from error
        self._blueprint = Blueprint(program, self._rules.data, self._settings, capabilities, folder)
        folder.sweep()
        started = await asyncio.gather(
            *(self._new_process() for _ in range(self._settings.processes_count)), return_exceptions=True
        )
        for process in started:
            if isinstance(process, BaseException):
                await self.stop()
                raise process
        for process in started:
            if isinstance(process, SemgrepProcess):
                self._keepers.append(asyncio.create_task(self._keep(process)))
                self._offer(process)
        _log.info("semgrep.started", version=self._version, rules=self._rules.count, **capabilities.status())

    async def stop(self) -> None:
        """End every engine and remove the folder; waiting callers get PoolBusy. Safe to call twice."""
        for task in (*self._keepers, *self._attempts):
            task.cancel()
        await asyncio.gather(*self._keepers, *self._attempts, return_exceptions=True)
        self._keepers.clear()
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_exception(PoolBusy("semgrep: stopped"))
        self._idle.clear()
        await asyncio.gather(*(self._discard(process) for process in tuple(self._all)))
        if self._blueprint is not None:
            self._blueprint.folder.remove()
            self._blueprint = None

    def foresee(self, language: str, text: str) -> Foreseen | None:
        """
        Begin a scan that `scan` will probably be asked for; None unless two engines are idle.

        So a guess that is wrong takes nobody's turn, not even that of the text which is scanned instead.
        """
        form = FORMS.get(language)
        is_quiet = len(self._idle) >= _IDLE_MIN
        if form is None or not is_quiet or len(text) > FORESEEN_CHARS_MAX or self._refuse(text):
            return None
        process = self._idle_engine()
        if process is None:
            return None
        deadline = time.monotonic() + self._settings.call_ms_max / 1_000
        return Foreseen(language, text, self._started(process, form, text, deadline))

    async def scan(self, language: str, text: str, foreseen: Foreseen | None = None) -> SemgrepResult:
        """
        Scan one whole file's text, with evidence, within `call_ms_max`; what was foreseen is used if it is this text.

        What the engine cannot read comes back as `errors`. Raises PoolBusy, EngineKilled, EngineUnproven or plain
        ScanIncomplete, all of them ScanIncomplete. A caller that hangs up does not cost an engine.
        """
        form = FORMS.get(language)
        if form is None:
            raise ScanIncomplete("semgrep: no canary for this language")
        if refusal := self._refuse(text):
            return SemgrepResult((), "", 0.0, (refusal,))
        deadline = time.monotonic() + self._settings.call_ms_max / 1_000
        failures: list[str] = []
        is_foreseen = foreseen is not None and (foreseen.language, foreseen.text) == (language, text)
        attempt = foreseen.attempt if foreseen is not None and is_foreseen else None
        while len(failures) < _ATTEMPTS:
            attempt = attempt or self._started(await self._take(deadline), form, text, deadline)
            try:
                return await asyncio.shield(attempt)
            except EngineLost as lost:
                failures.append(lost.cause)
            except EvidenceMissing as missing:
                failures.append(missing.which)
            except asyncio.CancelledError:
                if attempt.cancelled():
                    raise PoolBusy("semgrep: stopped") from None
                raise
            attempt = None
        reason = f"semgrep: no proof in {_ATTEMPTS} attempts: {', '.join(failures)}"
        if all(failure in {"deadline", "ended", "protocol"} for failure in failures):
            raise EngineKilled(reason)
        raise EngineUnproven(reason)

    def _started(self, process: SemgrepProcess, form: Form, text: str, deadline: float) -> asyncio.Task[SemgrepResult]:
        """Return a scan in this engine, begun; it ends by itself, whoever waits for it."""
        attempt = asyncio.create_task(self._attempt(process, form, text, deadline))
        self._attempts.add(attempt)
        attempt.add_done_callback(self._forget)
        return attempt

    def _forget(self, attempt: asyncio.Task[SemgrepResult]) -> None:
        self._attempts.discard(attempt)
        if not attempt.cancelled():
            attempt.exception()  # mark as seen: the caller may have hung up

    def _refuse(self, text: str) -> str | None:
        """Return why the text is not even shown to the engine."""
        if "\x00" in text:
            return "nul"
        try:
            size = len(text.encode())
        except UnicodeEncodeError:
            return "not_unicode"
        return "too_large" if size > self._settings.text_bytes_max else None

    async def _attempt(self, process: SemgrepProcess, form: Form, text: str, deadline: float) -> SemgrepResult:
        """Scan once in this engine, then give it back, or throw it away if it did not prove its work."""
        started = time.monotonic()
        try:
            seconds = min(self._settings.scan_ms_max / 1_000, deadline - started)
            result = await self._proven(process, form, text, seconds)
        except (EngineLost, EvidenceMissing) as failure:
            _log.warning("semgrep.engine_lost", cause=str(failure), scans=process.scans_done)
            process.ended.set()  # its keeper discards and replaces it
            raise
        finally:
            self._give_back(process)
        return SemgrepResult(result.matches, result.proof, (time.monotonic() - started) * 1_000, result.errors)

    async def _proven(self, process: SemgrepProcess, form: Form, text: str, seconds_max: float) -> SemgrepResult:
        """
        Ask the engine and judge its answer.

        When all is there but the canary, a file that surely parses is scanned next: if its canary is seen, the engine
        is well and the text swallowed the first one.
        """
        question = Question(text, form, new_nonce(), self._rules.count)
        answer = await process.scan(form, question.data(), seconds_max)
        errors = tuple(answer.transcript.errors)
        found = matches(question, answer, self._rules.ids)
        if errors and (errors != _PARTLY_READ or not (form.has_macros or form.has_raw_rules)):
            return SemgrepResult(found, "", 0.0, errors)
        try:
            proof = demand_evidence(question, answer)
        except EvidenceMissing as missing:
            if errors:
                return SemgrepResult(found, "", 0.0, errors)
            if missing.which != "canary":
                raise
            await self._check(process, form, seconds_max)
            return SemgrepResult(found, "", 0.0, ("canary_unseen",))
        return SemgrepResult(found, proof, 0.0, errors)

    async def _check(self, process: SemgrepProcess, form: Form, seconds_max: float) -> Answer:
        """Scan a file that surely parses; raises EvidenceMissing or EngineLost if the engine is not well."""
        question = Question(form.control, form, new_nonce(), self._rules.count)
        answer = await process.scan(form, question.data(), seconds_max)
        if answer.transcript.errors:
            raise EvidenceMissing("control")
        demand_evidence(question, answer)
        return answer

    # Who has which engine. An engine is idle, or held by one attempt, or on its way out; its keeper replaces it.

    def _give_back(self, process: SemgrepProcess) -> None:
        """Free an engine that was held, unless it is lost or about to retire."""
        if process in self._retiring:
            process.ended.set()
        if not process.ended.is_set():
            self._note_wear(process)
            self._offer(process)

    def _offer(self, process: SemgrepProcess) -> None:
        """Give a free engine to the caller who waits longest, or keep it idle."""
        while self._waiting:
            waiting = self._waiting.popleft()
            if not waiting.done():
                waiting.set_result(process)
                return
        self._idle.append(process)

    def _idle_engine(self) -> SemgrepProcess | None:
        """Take an engine that is idle and alive, or None."""
        while self._idle:
            process = self._idle.popleft()
            if not process.ended.is_set():
                return process
        return None

    async def _take(self, deadline: float) -> SemgrepProcess:
        """Return a free engine before the deadline; raises PoolBusy."""
        if self._blueprint is None:
            raise PoolBusy("semgrep: not running")
        if (process := self._idle_engine()) is not None:
            return process
        if sum(not waiting.done() for waiting in self._waiting) >= self._settings.queue_depth_max:
            raise PoolBusy("semgrep: too many callers wait")
        waiting: asyncio.Future[SemgrepProcess] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiting)
        try:
            async with asyncio.timeout(max(0.0, deadline - time.monotonic())):
                return await waiting
        except TimeoutError as error:
            self._hand_back(waiting)
            raise PoolBusy("semgrep: no engine was free in time") from error
        except asyncio.CancelledError:
            self._hand_back(waiting)
            raise

    def _hand_back(self, waiting: "asyncio.Future[SemgrepProcess]") -> None:
        """Pass on an engine that was given to a caller who had just left."""
        if waiting.done() and not waiting.cancelled() and waiting.exception() is None:
            self._give_back(waiting.result())
        elif waiting in self._waiting:
            self._waiting.remove(waiting)

    def _note_wear(self, process: SemgrepProcess) -> None:
        """Ask for a successor when the engine has done its share or grown too big; it works on until that is warm."""
        worn = process.scans_done >= self._settings.scans_max
        if not worn and process.scans_done % _RSS_EVERY_SCANS == 0:
            worn = process.rss_bytes() > self._settings.rss_bytes_max
        if worn and process in self._worn:
            self._worn[process].set()

    async def _keep(self, process: SemgrepProcess) -> None:
        """Keep one seat of the pool filled, for ever: replace its engine when it ends, and before it is worn out."""
        while True:
            worn = self._worn[process] = asyncio.Event()
            await _first_of(process.ended, worn)
            if not process.ended.is_set():
                successor = await self._replacement()
                self._offer(successor)
                self._retire(process)
                await process.ended.wait()
                _log.info("semgrep.recycled", scans=process.scans_done)
                await self._discard(process)
                process = successor
            else:
                await self._discard(process)
                process = await self._replacement()
                self._offer(process)

    def _retire(self, process: SemgrepProcess) -> None:
        """Let an engine end as soon as nobody holds it."""
        self._retiring.add(process)
        if process in self._idle:
            self._idle.remove(process)
            process.ended.set()

    async def _replacement(self) -> SemgrepProcess:
        """Start a new engine, however often it takes, with a growing pause between attempts."""
        pause_ms = _PAUSE_MS_FIRST
        while True:
            try:
                return await self._new_process()
            except (ScanIncomplete, PolicyInvalid) as error:
                _log.error("semgrep.restart_failed", reason=error.reason, pause_ms=pause_ms)
            await asyncio.sleep(pause_ms / 1_000)
            pause_ms = min(2 * pause_ms, self._settings.restart_pause_ms_max)

    async def _new_process(self) -> SemgrepProcess:
        """Start one engine and check it in every language; raises ScanIncomplete or PolicyInvalid."""
        if self._blueprint is None:
            raise ScanIncomplete("semgrep: not running")
        process = SemgrepProcess(self._blueprint)
        self._all.add(process)
        try:
            await process.start()
            for form in FORMS.values():
                await self._check(process, form, self._settings.start_ms_max / 1_000)
        except EvidenceMissing as missing:
            await self._discard(process)
            if missing.which == "rules_loaded":
                raise PolicyInvalid("Semgrep dropped rules that it cannot read") from missing
            raise ScanIncomplete(f"semgrep: the start-up check failed: {missing.which}") from missing
        except (EngineLost, OSError) as error:
            await self._discard(process)
            _log.error("semgrep.start_failed", error=str(error), words=process.last_words.decode(errors="replace"))
            raise ScanIncomplete("semgrep: an engine did not start") from error
        except asyncio.CancelledError:
            await asyncio.shield(self._discard(process))
            raise
        self._version = process.version
        return process

    async def _discard(self, process: SemgrepProcess) -> None:
        """End an engine and forget it."""
        if process in self._idle:
            self._idle.remove(process)
        self._worn.pop(process, None)
        self._retiring.discard(process)
        await process.stop()
        self._all.discard(process)


async def _first_of(*events: asyncio.Event) -> None:
    """Return when any of the events is set."""
    waits = [asyncio.create_task(event.wait()) for event in events]
    try:
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for wait in waits:
            wait.cancel()

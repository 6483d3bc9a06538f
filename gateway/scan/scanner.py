"""
The Scanner port: every candidate through every engine that its language needs, with evidence, or a report that says why
the text may not be trusted to the engines.

It never says "clean" for want of an answer: an engine that cannot prove that it ran is a ScanIncomplete.
"""

import asyncio
import contextlib
import hashlib
import secrets
import time
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import structlog

from gateway.errors import ScanIncomplete
from gateway.policy.bundle import ApiCatalogue, Bundle
from gateway.scan import fusion, inside, packages
from gateway.scan.baseline import Asked, Baselines, Seen
from gateway.scan.canary import FORMS
from gateway.scan.facts import BANDIT_TESTS_COUNT, FLOW_LANGUAGES
from gateway.scan.package_index import read_indexes
from gateway.scan.probes import PROBES
from gateway.scan.raw_text import RawText
from gateway.scan.refutation import Refutations
from gateway.scan.semgrep_pool import Foreseen, SemgrepPool, SemgrepResult
from gateway.scan.settings import ScanSettings
from gateway.scan.unproven import EngineUnproven
from gateway.scan.worker_messages import Analysed, Catalogue, Configuration, Prepared
from gateway.scan.worker_pool import Examination, Fragment, Unanalysable, WorkerPool
from gateway.syntax.languages import SUPPORTED
from gateway.syntax.repair import Repaired
from gateway.syntax.spans import span_in_candidate
from gateway.values import (
    Candidate,
    Engine,
    Evidence,
    Finding,
    Generated,
    Prompt,
    Sampling,
    ScanReport,
    sha256_hex,
)

_log = structlog.get_logger()
_ANALYSED: Final = frozenset({"python"})
_NONCE_BYTES: Final = 8
type _Parts = tuple[list[Finding], list[Evidence]]


@dataclass(frozen=True, slots=True)
class _Examined:
    """A candidate in the worker's hands: the nonce of its canaries, and the scan of it that Semgrep has begun."""

    examination: Examination
    nonce: str
    foreseen: Foreseen | None


class Scanner:
    """Semgrep, Bandit, the API policy and the data flow, warm under one policy bundle. Use it from one event loop."""

    def __init__(
        self,
        settings: ScanSettings,
        bundle: Bundle,
        *,
        semgrep: SemgrepPool | None = None,
        workers: WorkerPool | None = None,
    ) -> None:
        """
        Take the limits and the bundle to warm; the pools are made from them unless given.

        Raises SettingsInvalid if an index of packages cannot be read.
        """
        self._settings = settings
        self._bundle = bundle
        self._semgrep = semgrep or SemgrepPool(settings.semgrep, bundle.semgrep_rules, bundle.rule_count)
        self._workers = workers or WorkerPool(settings.worker, worker_configuration(bundle))
        self._api_digests = {language: _digest(catalogue) for language, catalogue in bundle.apis.items()}
        self._packages = packages.engines(bundle.packages, bundle.apis, read_indexes(settings.packages_folder))
        self._flow_digests = {
            language: hashlib.sha256(libraries).hexdigest()
            for language, libraries in bundle.knowledge.items()
            if language in FLOW_LANGUAGES
        }
        self._raw_text = RawText(bundle.texts, bundle.rules_digest)
        self._languages = tuple(one for one in SUPPORTED if one in FORMS or self._raw_text.reads(one))
        self._baselines = Baselines(self._prepare_without)
        self._timer: asyncio.Task[None] | None = None
        self._is_ready = False

    @property
    def is_ready(self) -> bool:
        """Whether the last probe found every planted vulnerability; costs nothing to ask."""
        return self._is_ready

    @property
    def workers(self) -> WorkerPool:
        """The analysis workers, for metrics."""
        return self._workers

    @property
    def baseline_scans_count(self) -> int:
        """How many texts were scanned without their candidate so far, for metrics."""
        return self._baselines.scans_count

    @property
    def semgrep(self) -> SemgrepPool:
        """The Semgrep pool, for metrics."""
        return self._semgrep

    async def start(self) -> None:
        """Start and warm every engine, probe them, and go on probing. Raises ScanIncomplete, with all stopped again."""
        try:
            await _all(self._semgrep.start(), self._workers.start())
            await self._probe_at_start()
        except (ScanIncomplete, asyncio.CancelledError):
            await self.stop()
            raise
        self._timer = asyncio.create_task(self._keep_probing())

    async def stop(self) -> None:
        """Stop every engine; scans that still run fail."""
        self._is_ready = False
        if self._timer is not None:
            self._timer.cancel()
            await asyncio.gather(self._timer, return_exceptions=True)
        await asyncio.gather(self._semgrep.stop(), self._workers.stop())

    async def scan(self, candidate: Candidate, prompt: Prompt, policy: Bundle) -> ScanReport:
        """Scan the candidate in its context within `scan_ms_max`; see the port. Raises ScanIncomplete."""
        if policy.revision != self._bundle.revision:
            raise ScanIncomplete("the policy is not warmed")
        if not _has_utf8(candidate.text):
            raise ScanIncomplete("a text with lone surrogates is not what would leave")
        early = self._without_engines(candidate, prompt.language)
        if early is not None:
            return early
        try:
            async with asyncio.timeout(self._settings.scan_ms_max / 1000):
                return await self._scan(candidate, prompt)
        except TimeoutError:
            raise ScanIncomplete("the scan's deadline has passed") from None
        except Unanalysable as refusal:
            return self._unscannable(candidate, prompt.language, refusal.reason, refusal.detail)

    async def _probe_at_start(self) -> None:
        """Probe, once more if that fails: engines that have just begun may lack time on a busy machine."""
        with contextlib.suppress(ScanIncomplete):  # it is in the log
            await self.probe()
        if not self._is_ready:
            await self.probe()

    async def probe(self) -> None:
        """Scan a planted vulnerability in every language. Raises ScanIncomplete if an engine misses its own."""
        try:
            for language in self._languages:
                await self._probe(language)
        except ScanIncomplete as failure:
            self._is_ready = False
            _log.error("scan.probe_failed", why=failure.reason)
            raise
        self._is_ready = True

    async def _keep_probing(self) -> None:
        while True:
            await asyncio.sleep(self._settings.probe_interval_s)
            # The failure is logged and shown by `is_ready`; the next round may find the engines restarted.
            await asyncio.gather(self.probe(), return_exceptions=True)

    async def _probe(self, language: str) -> None:
        text = PROBES[language]
        generated = Generated(
            text=text, finish_reason="stop", prompt_tokens=0, completion_tokens=0, model_id="", model_revision=""
        )
        prompt = Prompt(
            text="",
            prefix="",
            suffix="",
            language=language,
            language_source="probe",
            filepath=None,
            sampling=Sampling(),
        )
        try:
            async with asyncio.timeout(self._settings.scan_ms_max / 1000):
                parts = await self._parts(Candidate(index=0, text=text, generated=generated), prompt)
        except TimeoutError:
            raise ScanIncomplete(f"the probe for {language} has no answer in time") from None
        except Unanalysable as refusal:
            raise ScanIncomplete(f"the probe for {language} is refused: {refusal.reason}: {refusal.detail}") from None
        engines = {finding.engine for finding in parts[1][0]}
        for engine in self._engines_of(language):
            if engine not in engines:
                raise ScanIncomplete(f"{engine} does not find the planted vulnerability in {language}")

    def _without_engines(self, candidate: Candidate, language: str) -> ScanReport | None:
        """Return the report of a text that no engine needs to see, or None."""
        if candidate.obfuscation is not None:
            return self._unscannable(candidate, language, "obfuscated_text", candidate.obfuscation)
        if "\0" in candidate.text:
            return self._unscannable(candidate, language, "obfuscated_text", "a NUL character")
        if language not in self._languages:
            return self._unscannable(candidate, language, "unsupported_language", "no engine reads this language")
        if len(candidate.text) > self._settings.candidate_chars_max:
            return self._unscannable(candidate, language, "too_large", "more text than the scanners may take")
        if not candidate.text.strip():
            return self._report(candidate, language, candidate.text, ([], [self._by_eye("empty: nothing to scan")]), ())
        return None

    async def _scan(self, candidate: Candidate, prompt: Prompt) -> ScanReport:
        repaired, (found, proofs) = await self._parts(candidate, prompt)
        parts = [*found, *self._raw_text.begun(prompt.prefix, candidate.text, prompt.language)], proofs
        # What one of the readings had to drop was not scanned in it, so it is not part of what was scanned.
        text = min((reading.kept for reading in repaired.readings), key=len)
        boundaries = tuple(offset for offset in repaired.boundaries if offset <= len(text))
        return self._report(candidate, prompt.language, text, parts, boundaries)

    async def _parts(self, candidate: Candidate, prompt: Prompt, depth: int = 0) -> tuple[Repaired, _Parts]:
        nonce = secrets.token_hex(_NONCE_BYTES) if self._is_analysed(prompt.language) else ""
        fragment = Fragment(
            language=prompt.language,
            prefix=prompt.prefix,
            candidate=candidate.text,
            suffix=prompt.suffix,
            context_chars_max=self._settings.context_chars_max,
        )
        question = await self._workers.begin(fragment, nonce=nonce)
        # Most texts need no repair: Semgrep begins with this one while the worker still reads it.
        foreseen = self._semgrep.foresee(prompt.language, prompt.prefix + candidate.text + prompt.suffix)
        examination = await question.examination()
        prepared = examination.prepared
        repaired = prepared.repaired
        if prepared.hidden is not None:
            raise Unanalysable("obfuscated_text", prepared.hidden)
        if prepared.misdeclared is not None:
            detail = f"it reads as {prepared.misdeclared}: declare the language that it is in"
            raise Unanalysable("misdeclared_language", detail)
        if repaired is None:
            raise Unanalysable("syntax", "it does not parse, even repaired")
        if prompt.language_source == "text" and (repaired.context_cut or repaired.outside_errors):
            raise Unanalysable("syntax", "the language is a guess, and not all of the text parses in it")
        readings = prepared.readings
        examined = _Examined(examination, nonce, foreseen)
        programs = [inside.Inside(one, repaired) for one in prepared.embedded]
        if programs and depth == inside.DEPTH_MAX:
            raise Unanalysable("too_large", "it holds code inside code, and so on")
        parts = await _all(
            *(self._judged(prompt, examined, number) for number in range(len(readings))),
            *(self._read_inside(candidate, prompt, one, depth) for one in programs),
        )
        findings = [finding for part in parts for finding in part[0]]
        lost = [self._by_eye(f"context: {', '.join(one.losses)}") for one in readings if one.losses]
        return repaired, (findings, [proof for part in parts for proof in part[1]] + lost)

    async def _read_inside(self, candidate: Candidate, prompt: Prompt, one: inside.Inside, depth: int) -> _Parts:
        """Return what the engines see in a program, at its place in the text that holds it."""
        program = replace(candidate, text=one.program.text)
        asked = replace(
            prompt, prefix="", suffix="", language=one.program.language, language_source="inside", filepath=None
        )
        if asked.language not in self._languages:
            return one.unread(self._bundle.rules), []
        try:
            repaired, (found, proofs) = await self._parts(program, asked, depth + 1)
        except Unanalysable as refusal:
            if refusal.reason not in inside.UNREAD:
                raise
            return one.unread(self._bundle.rules), []
        is_read = one.program.is_known and repaired.kept == program.text
        raw = self._raw_text.findings(program.text, asked.language)
        return [*one.moved([*found, *raw]), *([] if is_read else one.unread(self._bundle.rules))], proofs

    def _semgrep_asked(self, language: str) -> Asked:
        worker = self._worker_asked(language) if self._is_analysed(language) else None
        return Asked(name="semgrep", language=language, ask=self._ask_semgrep, reader=worker)

    def _worker_asked(self, language: str) -> Asked:
        return Asked(name="worker", language=language, ask=partial(self._ask_worker, language))

    async def _judged(self, prompt: Prompt, examined: _Examined, number: int) -> _Parts:
        """Return what the engines see in one reading, and what the candidate brings about in the text around it."""
        language, nonce = prompt.language, examined.nonce
        reading = examined.examination.prepared.readings[number]
        if language not in FORMS:
            found_in_text, proof = self._raw_text.proven(reading, language)
            return found_in_text, [proof]
        result, proof = await self._matched(reading, examined.foreseen)
        if not nonce:
            seen = partial(fusion.from_semgrep, result.matches, self._bundle.rules)
            return await self._with_news(self._semgrep_asked(language), reading, seen), [proof]
        analysed = (await examined.examination.analyses())[number]
        proofs = self._proven(language, nonce, analysed)
        refutations = Refutations(analysed.flow, self._bundle.rules)
        by_semgrep = partial(fusion.from_semgrep, result.matches, self._bundle.rules, refutations=refutations)
        by_worker = partial(fusion.from_worker, language, analysed, self._bundle.rules)
        found = await _all(
            self._with_news(self._semgrep_asked(language), reading, by_semgrep),
            self._with_news(self._worker_asked(language), reading, by_worker),
        )
        imported, checked = self._imported(prompt, analysed, reading)
        return [*(finding for each in found for finding in each), *imported], [proof, *proofs, *checked]

    def _imported(self, prompt: Prompt, analysed: Analysed, reading: Repaired) -> _Parts:
        """Return what is wrong with the packages that the candidate imports, and what was checked."""
        began = time.perf_counter()
        engine = self._packages.get(prompt.language)
        if engine is None:
            return [], []
        own = packages.own_modules(prompt.modules, prompt.filepath)
        suspects = engine.suspects(analysed.imports, partial(span_in_candidate, reading), own)
        return fusion.from_packages(suspects, self._bundle.rules), [engine.evidence(analysed.imports, began)]

    async def _with_news(self, asked: Asked, reading: Repaired, seen: Seen) -> list[Finding]:
        return seen(partial(span_in_candidate, reading)) + await self._baselines.news(asked, reading, seen)

    async def _prepare_without(self, language: str, prefix: str) -> Prepared:
        fragment = Fragment(language, prefix, candidate="", suffix="", context_chars_max=len(prefix))
        return await self._workers.prepare(fragment)

    async def _ask_semgrep(self, reading: Repaired) -> Seen:
        """Return what Semgrep sees in a text without a candidate; refuted or not, it was there before."""
        result, _ = await self._matched(reading)
        return partial(fusion.from_semgrep, result.matches, self._bundle.rules)

    async def _matched(self, reading: Repaired, foreseen: Foreseen | None = None) -> tuple[SemgrepResult, Evidence]:
        has_macros = FORMS[reading.dialect].has_macros
        first = (reading.bare if has_macros else reading.shown) or reading.text
        result = await self._semgrep.scan(reading.dialect, first, foreseen)
        # What our parser could not read as it stands, Semgrep may take for something else without a word.
        if has_macros and reading.shown and (result.errors or reading.rendered or reading.skipped):
            result = result.joined(await self._semgrep.scan(reading.dialect, reading.shown))
        is_no_loss = reading.skipped or FORMS[reading.dialect].has_raw_rules
        if result.errors and not (is_no_loss and result.proof):
            # Its messages do not say reliably where; what it skipped may be the candidate.
            raise Unanalysable("syntax", f"Semgrep could not read all of it ({', '.join(result.errors)})")
        return result, Evidence(
            engine=Engine.SEMGREP,
            version=self._semgrep.version,
            rules_digest=self._bundle.rules_digest,
            proof=result.proof,
            duration_ms=result.duration_ms,
        )

    async def _ask_worker(self, language: str, reading: Repaired) -> Seen:
        nonce = secrets.token_hex(_NONCE_BYTES)
        result = await self._workers.analyse(language=language, text=reading.text, nonce=nonce)
        self._proven(language, nonce, result)
        return partial(fusion.from_worker, language, result, self._bundle.rules)

    def _is_analysed(self, language: str) -> bool:
        """Tell whether an engine of the worker reads this language."""
        return language in _ANALYSED or language in self._flow_digests or language in self._api_digests

    def _engines_of(self, language: str) -> tuple[Engine, ...]:
        """Return the engines that must find the planted vulnerability of a language: what no other reads, raw text."""
        if language not in FORMS:
            return (Engine.TEXT,)
        bandit = (Engine.BANDIT,) if language in _ANALYSED else ()
        api = (Engine.API,) if language in self._api_digests else ()
        flow = (Engine.DATAFLOW,) if language in self._flow_digests else ()
        return (Engine.SEMGREP, *bandit, *api, *flow)

    def _proven(self, language: str, nonce: str, result: Analysed) -> list[Evidence]:
        """Return the evidence of the worker's engines. Raises EngineUnproven if one gives no proof."""
        proofs = [self._proven_bandit(nonce, result)] if language in _ANALYSED else []
        if language in _ANALYSED or language in self._api_digests:
            proofs.append(self._proven_api(language, nonce, result))
        if language not in self._flow_digests:
            return proofs
        if result.flow_nonce != nonce:
            raise EngineUnproven("the data flow did not prove that it ran over all of the text")
        kept_short = ", functions in few ways" if result.flow_in_few_ways else ""
        flow = Evidence(
            engine=Engine.DATAFLOW,
            version="1",
            rules_digest=self._flow_digests[language],
            proof=f"canary {nonce} reached, {result.flow_steps_count} steps{kept_short}",
            duration_ms=result.flow_ms,
        )
        return [*proofs, flow]

    def _proven_bandit(self, nonce: str, result: Analysed) -> Evidence:
        if result.bandit_nonce != nonce or result.bandit_tests_count < BANDIT_TESTS_COUNT:
            raise EngineUnproven("Bandit did not prove that it ran with all its tests")
        return Evidence(
            engine=Engine.BANDIT,
            version=self._workers.version,
            rules_digest=self._bundle.revision,
            proof=f"canary {nonce} seen, {result.bandit_tests_count} tests",
            duration_ms=result.bandit_ms,
        )

    def _proven_api(self, language: str, nonce: str, result: Analysed) -> Evidence:
        if result.api_nonce != nonce:
            raise EngineUnproven("the API policy did not prove that it ran")
        return Evidence(
            engine=Engine.API,
            version="2",
            rules_digest=self._api_digests.get(language, ""),
            proof=f"canary {nonce} resolved, {result.api_nodes_count} nodes",
            duration_ms=result.api_ms,
        )

    def _report(
        self, candidate: Candidate, language: str, text: str, parts: _Parts, boundaries: tuple[int, ...]
    ) -> ScanReport:
        return ScanReport(
            candidate=candidate.index,
            text=text,
            text_sha256=sha256_hex(text),
            language=language,
            findings=fusion.fuse([*parts[0], *self._in_raw_text(candidate, language)]),
            evidence=(*parts[1], *self._raw_text_read(candidate, language)),
            policy_revision=self._bundle.revision,
            dropped_chars=len(candidate.text) - len(text),
            boundaries=boundaries,
        )

    def _unscannable(self, candidate: Candidate, language: str, reason: str, detail: str) -> ScanReport:
        return ScanReport(
            candidate=candidate.index,
            text=candidate.text,
            text_sha256=sha256_hex(candidate.text),
            language=language,
            findings=fusion.fuse(self._in_raw_text(candidate, language)),
            evidence=(self._by_eye(f"{reason}: {detail}"), *self._raw_text_read(candidate, language)),
            policy_revision=self._bundle.revision,
            unscannable=reason,
            detail=detail,
        )

    def _in_raw_text(self, candidate: Candidate, language: str) -> list[Finding]:
        """Return what the rules over raw text find in all of the candidate, also in what a repair dropped."""
        if len(candidate.text) > self._settings.candidate_chars_max:
            return []
        return self._raw_text.findings(candidate.text, language)

    def _raw_text_read(self, candidate: Candidate, language: str) -> list[Evidence]:
        if len(candidate.text) > self._settings.candidate_chars_max:
            return []
        return self._raw_text.read(candidate.text, language)

    def _by_eye(self, proof: str) -> Evidence:
        return Evidence(
            engine=Engine.TEXT, version="1", rules_digest=self._bundle.rules_digest, proof=proof, duration_ms=0.0
        )


def worker_configuration(bundle: Bundle) -> Configuration:
    """Return what the analysis workers have to know of a bundle."""
    return Configuration(
        apis=tuple(
            Catalogue(language=api.language, capabilities=dict(api.capabilities), allowed=api.allowed)
            for api in bundle.apis.values()
        ),
        report_unlisted=any(profile.default_api == "deny" for profile in bundle.profiles.values()),
        knowledge=dict(bundle.knowledge),
        names=dict(bundle.names),
    )


def _has_utf8(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _digest(catalogue: ApiCatalogue) -> str:
    lines = [f"{name}={','.join(held)}" for name, held in sorted(catalogue.capabilities.items())]
    return hashlib.sha256("\n".join([*lines, *catalogue.allowed]).encode()).hexdigest()


async def _all[Result](*work: Coroutine[object, object, Result]) -> list[Result]:
    """Return all results in order; the first failure cancels the others and is raised by itself."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one) for one in work]
    except* (ScanIncomplete, Unanalysable) as failures:
        first = failures.exceptions[0]
    else:
        return [task.result() for task in tasks]
    raise first

"""
Each tool over the same samples: the whole product, parts of it, and the free tools as they come.

A tool says of each sample whether it scanned all of it, and the CWEs that it reports ("-" for a report without one).
"""

import ast
import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from gateway.flow import judge
from gateway.policy.bundle import Bundle
from gateway.policy.decide import decide
from gateway.prompt.compose import LAYOUTS
from gateway.prompt.finish import finish
from gateway.scan.bandit_engine import BanditEngine, BanditTestCrashed
from gateway.scan.scanner import Scanner
from gateway.scan.semgrep_pool import SemgrepPool
from gateway.syntax.languages import SUPPORTED
from gateway.values import (
    Action,
    Candidate,
    Confidence,
    Decision,
    Engine,
    Finding,
    Generated,
    Prompt,
    Sampling,
    ScanReport,
    Standing,
)
from tests.bench.detection_data import Sample
from tests.counting import ENGINES, SEVERITIES, counts
from tests.scan.building import PATIENT, running

PRODUCT: Final = "product"
WITHOUT_REFUTATION: Final = "without refutation"
STRICT: Final = "stopped by strict"
SEMGREP: Final = "Semgrep alone"
BANDIT: Final = "Bandit alone"
_JOBS: Final = 4
_CHARS_MAX: Final = 1_000_000
_NO_CWE: Final = "-"
_STOPPED: Final = frozenset({Action.TRIM, Action.BLOCK})

type Progress = Callable[[str], None]
type Predictions = Mapping[str, "Prediction"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """
    What a tool says of one sample: whether it scanned all of it, and the CWEs of what it reports.

    `is_sure` if one report is of high confidence; `is_stopped` if the profile would trim or block the text.
    """

    is_scanned: bool
    cwes: frozenset[str] = frozenset()
    is_sure: bool = False
    is_stopped: bool = False

    @property
    def is_flagged(self) -> bool:
        """Whether the tool reports anything; what was not scanned is not flagged."""
        return self.is_scanned and bool(self.cwes)


NOT_SCANNED: Final = Prediction(is_scanned=False)


async def by_product(samples: Sequence[Sample], bundle: Bundle, progress: Progress) -> dict[str, Predictions]:
    """
    Return what the whole product says, what it would say if nothing were refuted, and what each engine adds.

    Where two engines report the same weakness, the one with the stronger grade is credited. What the profile `strict`
    would trim or block, by whatever engine, is flagged in a table of its own.
    """
    tables: dict[str, dict[str, Prediction]] = {PRODUCT: {}, WITHOUT_REFUTATION: {}, STRICT: {}}
    tables |= {f"by {engine}": {} for engine in sorted(ENGINES)}
    slots = asyncio.Semaphore(_JOBS)
    async with running(bundle) as scanner:

        async def one(sample: Sample) -> None:
            async with slots:
                decision, is_stopped_strictly = await _judged(sample, bundle, scanner)
            findings = (*decision.offences, *decision.report.findings)
            is_scanned, is_stopped = decision.report.unscannable is None, decision.action in _STOPPED
            counted = [finding for finding in findings if counts(finding)]
            doubted = [finding for finding in findings if _would_count(finding, bundle)]
            tables[PRODUCT][sample.id] = replace(_prediction(is_scanned, counted), is_stopped=is_stopped)
            tables[WITHOUT_REFUTATION][sample.id] = _prediction(is_scanned, [*counted, *doubted])
            tables[STRICT][sample.id] = Prediction(is_scanned, frozenset({_NO_CWE} if is_stopped_strictly else ()))
            for engine in ENGINES:
                credited = [finding for finding in counted if finding.engine is engine]
                tables[f"by {engine}"][sample.id] = _prediction(is_scanned, credited)

        await _all(map(one, samples), progress, PRODUCT)
    return dict(tables)


async def by_semgrep(samples: Sequence[Sample], bundle: Bundle, progress: Progress) -> Predictions:
    """Return what Semgrep says of each text as it is, with our rules: no repair, no other engine."""
    said: dict[str, Prediction] = {}
    pool = SemgrepPool(PATIENT.semgrep, bundle.semgrep_rules, bundle.rule_count)
    slots = asyncio.Semaphore(_JOBS)

    async def one(sample: Sample) -> None:
        if sample.language not in SUPPORTED:
            said[sample.id] = NOT_SCANNED
            return
        async with slots:
            result = await pool.scan(sample.language, sample.code)
        rules = [bundle.rules[match.rule] for match in result.matches]
        cwes = frozenset(cwe for rule in rules if rule.severity in SEVERITIES for cwe in rule.cwe or (_NO_CWE,))
        said[sample.id] = Prediction(is_scanned=not result.errors, cwes=cwes)

    try:
        await pool.start()
        await _all(map(one, samples), progress, SEMGREP)
    finally:
        await pool.stop()
    return said


def by_bandit(samples: Sequence[Sample]) -> Predictions:
    """Return what Bandit says of each Python text as it is, all its tests and grades."""
    engine = BanditEngine()
    return {sample.id: _by_bandit(engine, sample) for sample in samples if sample.language == "python"}


def _by_bandit(engine: BanditEngine, sample: Sample) -> Prediction:
    try:
        matches, _ = engine.analyse(ast.parse(sample.code), sample.code, "")
    except (SyntaxError, ValueError, RecursionError, MemoryError, BanditTestCrashed):
        return NOT_SCANNED
    return Prediction(
        is_scanned=True, cwes=frozenset(f"CWE-{match.cwe}" if match.cwe else _NO_CWE for match in matches)
    )


class _Remembering:
    """A scanner that remembers its first report."""

    def __init__(self, scanner: Scanner) -> None:
        self._scanner = scanner
        self.first: ScanReport | None = None

    async def scan(self, candidate: Candidate, prompt: Prompt, policy: Bundle) -> ScanReport:
        report = await self._scanner.scan(candidate, prompt, policy)
        self.first = self.first or report
        return report

    async def probe(self) -> None:
        await self._scanner.probe()


async def _judged(sample: Sample, bundle: Bundle, scanner: Scanner) -> tuple[Decision, bool]:
    """Return what `standard` decides of a text, and whether `strict` would trim or block it."""
    prompt = Prompt("", "", "", sample.language, "request", None, Sampling())
    candidate = finish(prompt, Generated(sample.code, "stop", 0, 0, "", ""), 0, LAYOUTS["none"], _CHARS_MAX)
    remembering = _Remembering(scanner)
    decision = await judge(candidate, prompt, bundle, bundle.profiles["standard"], remembering)
    assert remembering.first is not None
    return decision, decide(remembering.first, bundle.profiles["strict"]).action in _STOPPED


def _would_count(finding: Finding, bundle: Bundle) -> bool:
    """Tell whether a refuted finding would count in the policy's own grade."""
    rule = bundle.rules.get(finding.rule)
    graded = finding if rule is None else replace(finding, severity=rule.severity)
    return finding.standing is Standing.REFUTED and finding.engine is not Engine.DATAFLOW and counts(graded)


def _prediction(is_scanned: bool, findings: Iterable[Finding]) -> Prediction:  # noqa: FBT001 - a field of the result
    found = list(findings)
    cwes = frozenset(cwe for finding in found for cwe in finding.cwe or (_NO_CWE,))
    return Prediction(is_scanned, cwes, is_sure=any(finding.confidence is Confidence.HIGH for finding in found))


async def _all(work: Iterable[object], progress: Progress, name: str) -> None:
    tasks = [asyncio.ensure_future(one) for one in work]  # type: ignore[call-overload] # each is a coroutine
    every = max(len(tasks) // 5, 1)
    for number, done in enumerate(asyncio.as_completed(tasks), 1):
        await done
        if number % every == 0:
            progress(f"detection: {name}: {number} of {len(tasks)}")

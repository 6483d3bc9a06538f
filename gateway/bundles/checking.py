"""Runs every rule over its own samples, and every entry's programs, with the real engines that the caller passes in."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from gateway.bundles.loading import load_with_samples
from gateway.bundles.programs import Flow, ProgramsReport, check_programs
from gateway.bundles.samples import Sample
from gateway.errors import ScanIncomplete

type Scan = Callable[[str, str], Awaitable[tuple[tuple[str, int], ...]]]
"""Takes a language and a text, returns (rule id, line) of every match."""


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """What one rule did with its samples: lines that it missed, and lines that it flagged but must not."""

    rule: str
    language: str
    flagged_count: int
    passed_count: int
    missed: tuple[int, ...]
    unexpected: tuple[int, ...]

    @property
    def is_good(self) -> bool:
        """Say whether the rule flagged exactly what it must."""
        return not self.missed and not self.unexpected


@dataclass(frozen=True, slots=True)
class Report:
    """What a bundle's rules did with their samples, by rule id, and the data flow with its entries' programs."""

    revision: str
    rules: tuple[RuleCheck, ...]
    programs: ProgramsReport

    @property
    def failures(self) -> tuple[RuleCheck, ...]:
        """Return the rules that missed a line or flagged one too many."""
        return tuple(rule for rule in self.rules if not rule.is_good)

    @property
    def passed(self) -> bool:
        """Say whether every rule did what its samples ask, and every program what its entry says."""
        return not self.failures and self.programs.passed

    def text(self) -> str:
        """Return the report for a reader: each failure with its lines, then the sum."""
        lines = [
            f"{rule.rule}: missed lines {list(rule.missed)}, unexpected lines {list(rule.unexpected)}\n"
            for rule in self.failures
        ]
        flagged = sum(rule.flagged_count for rule in self.rules)
        passed = sum(rule.passed_count for rule in self.rules)
        total = (
            f"{len(self.rules)} rules, {flagged} samples to flag, {passed} to pass: {len(self.failures)} rules failed\n"
        )
        return "".join([*lines, total, self.programs.text(), f"revision {self.revision}\n"])


async def check(folder: Path, scan: Scan, flow: Flow, *, scan_ms_max: int = 30_000) -> Report:
    """
    Return what each rule did with its samples and the data flow with its entries' programs.

    One scan runs after the other, each within `scan_ms_max`.

    Raises PolicyInvalid when the bundle does not load (a rule without both kinds of samples does not), ScanIncomplete
    when a scan takes too long or `scan` says so.
    """
    loaded = load_with_samples(folder)
    checks = [await _check(sample, scan, scan_ms_max) for sample in loaded.samples]
    return Report(
        revision=loaded.bundle.revision,
        rules=tuple(sorted(checks, key=lambda one: one.rule)),
        programs=await check_programs(loaded.knowledge, flow, program_ms_max=scan_ms_max),
    )


async def _check(sample: Sample, scan: Scan, scan_ms_max: int) -> RuleCheck:
    try:
        async with asyncio.timeout(scan_ms_max / 1000):
            matches = await scan(sample.language, sample.text)
    except TimeoutError as error:
        raise ScanIncomplete(f"the samples of {sample.rule} were not scanned within {scan_ms_max} ms") from error
    found = {line for rule, line in matches if rule == sample.rule}
    return RuleCheck(
        rule=sample.rule,
        language=sample.language,
        flagged_count=len(sample.flagged),
        passed_count=len(sample.passed),
        missed=tuple(sorted(set(sample.flagged) - found)),
        unexpected=tuple(sorted(found - set(sample.flagged))),
    )

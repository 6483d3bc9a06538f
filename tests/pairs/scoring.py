"""
Tells pairs apart with the whole product: the service's own scanner, warm, under the bundle that we ship.

A pair is told apart if its vulnerable half is flagged and its fixed half is not. Flagged means: by an engine that looks
for weaknesses, at medium or above, with a CWE of the pair's class.
"""

import asyncio
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from gateway.policy.bundle import Bundle
from gateway.policy.decide import decide
from gateway.prompt.compose import LAYOUTS
from gateway.prompt.finish import finish
from gateway.scan.families import families
from gateway.scan.scanner import Scanner
from gateway.values import Finding, Generated, Prompt, Sampling
from tests.counting import counts
from tests.pairs.pairs import HELD, TRAIN, Pair
from tests.scan.building import running
from tests.standard import standard

_JOBS: Final = 4
_CHARS_MAX: Final = 100_000
# Weaknesses that a class holds beside those of its family: a pair of the class may show them.
_KIN: Final[Mapping[str, tuple[str, ...]]] = {
    "CWE-93": ("CWE-113",),
    "CWE-272": ("CWE-250", "CWE-271", "CWE-273"),
    "CWE-306": ("CWE-284", "CWE-287", "CWE-862"),
    "CWE-319": ("CWE-311", "CWE-523"),
    "CWE-320": ("CWE-311", "CWE-312", "CWE-321", "CWE-522", "CWE-532", "CWE-732"),
    "CWE-326": ("CWE-327", "CWE-916"),
    "CWE-347": ("CWE-345",),
    "CWE-400": ("CWE-409", "CWE-770"),
    "CWE-522": ("CWE-538",),
    "CWE-639": ("CWE-284", "CWE-566", "CWE-862", "CWE-863"),
    "CWE-668": ("CWE-284", "CWE-653"),
    "CWE-676": ("CWE-119", "CWE-120", "CWE-242", "CWE-787", "CWE-908"),
    "CWE-759": ("CWE-760", "CWE-916"),
}


@dataclass(frozen=True, slots=True)
class Judged:
    """What the product says of one half: whether all of it was scanned, and the findings that count for the class."""

    is_scanned: bool
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the product says of a pair."""

    pair: Pair
    vulnerable: Judged
    fixed: Judged

    @property
    def is_told_apart(self) -> bool:
        """Tell whether the weakness is found, and its fix is passed."""
        return self.is_scanned and bool(self.vulnerable.findings) and not self.fixed.findings

    @property
    def is_scanned(self) -> bool:
        """Tell whether both halves were scanned whole."""
        return self.vulnerable.is_scanned and self.fixed.is_scanned


@dataclass(slots=True)
class Tally:
    """The counts of one half of a class."""

    pairs: int = 0
    told_apart: int = 0
    found: int = 0
    false_alarms: int = 0
    not_scanned: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count one pair."""
        self.pairs += 1
        self.told_apart += outcome.is_told_apart
        self.found += bool(outcome.vulnerable.findings)
        self.false_alarms += bool(outcome.fixed.findings)
        self.not_scanned += not outcome.is_scanned


@dataclass(slots=True)
class ClassTally:
    """The counts of a language's class, the halves apart."""

    halves: dict[str, Tally] = field(default_factory=lambda: {TRAIN: Tally(), HELD: Tally()})

    @property
    def pairs(self) -> int:
        """How many pairs the class has."""
        return sum(half.pairs for half in self.halves.values())

    @property
    def percent(self) -> float:
        """How many percent of all pairs are told apart."""
        return 100 * sum(half.told_apart for half in self.halves.values()) / max(self.pairs, 1)


async def score(pairs: Iterable[Pair]) -> list[Outcome]:
    """Return what the product says of each pair, in order. Raises ScanIncomplete if an engine breaks down."""
    bundle = standard()
    slots = asyncio.Semaphore(_JOBS)
    async with running(bundle) as scanner:

        async def judged(pair: Pair) -> Outcome:
            async with slots:
                halves = [await _judge(scanner, bundle, pair, text) for text in (pair.vulnerable, pair.fixed)]
            return Outcome(pair, *halves)

        return list(await asyncio.gather(*map(judged, pairs)))


def tally(outcomes: Iterable[Outcome]) -> dict[tuple[str, str], ClassTally]:
    """Return the counts by language and class."""
    counts: dict[tuple[str, str], ClassTally] = {}
    for outcome in outcomes:
        pair = outcome.pair
        counts.setdefault((pair.language, pair.cwe), ClassTally()).halves[pair.half].add(outcome)
    return dict(sorted(counts.items()))


def table(counts: Mapping[tuple[str, str], ClassTally]) -> str:
    """Return the counts as lines to print."""
    head = f"{'class':24}{'half':>7}{'pairs':>7}{'told apart':>12}{'found':>7}{'false':>7}{'not scanned':>13}\n"
    rows = [
        f"{f'{language} {cwe}':24}{half:>7}{one.pairs:>7}{one.told_apart:>12}{one.found:>7}{one.false_alarms:>7}"
        f"{one.not_scanned:>13}\n"
        for (language, cwe), of_class in counts.items()
        for half, one in of_class.halves.items()
    ]
    return head + "".join(rows)


async def _judge(scanner: Scanner, bundle: Bundle, pair: Pair, text: str) -> Judged:
    prompt = Prompt("", "", "", pair.language, "request", None, Sampling())
    candidate = finish(prompt, Generated(text, "stop", 0, 0, "", ""), 0, LAYOUTS["none"], _CHARS_MAX)
    report = decide(await scanner.scan(candidate, prompt, bundle), bundle.profiles["standard"]).report
    is_scanned = report.unscannable is None and not report.dropped_chars
    return Judged(is_scanned, tuple([finding for finding in report.findings if _counts(finding, pair)]))


def _counts(finding: Finding, pair: Pair) -> bool:
    """Tell whether a finding is one of the pair's class, of an engine and a grade that count."""
    cwe = pair.cwe.upper()
    meant = families({cwe, *_KIN.get(cwe, ())})
    return counts(finding) and bool(families(finding.cwe) & meant)

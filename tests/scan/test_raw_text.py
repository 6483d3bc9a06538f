"""Rules over raw text see all of a completion: what no engine reads, and what a repair drops."""

import re
from dataclasses import replace

from gateway.policy.texts import TextRule
from gateway.scan.scanner import Scanner
from gateway.values import Confidence, Engine, Severity
from tests.fakes.bundle import small_bundle
from tests.scan.building import PATIENT, candidate_of, prompt_of, running

_RULE = TextRule(
    id="secret-mark",
    engine=Engine.SECRETS,
    severity=Severity.HIGH,
    confidence=Confidence.HIGH,
    cwe=("CWE-798",),
    message="m",
    remedy="r",
    pattern=re.compile("MARK[0-9]{4}"),
)
BUNDLE = replace(small_bundle(), texts=(_RULE,))


async def test_what_a_repair_drops_is_read() -> None:
    """The line that does not parse is not released, and its secret is on record all the same."""
    async with running(BUNDLE) as scanner:
        report = await scanner.scan(candidate_of("x = 1\ny = = 'MARK1234'\n"), prompt_of(), BUNDLE)

    assert 0 < report.dropped_chars
    assert [("secret-mark", 2)] == [(finding.rule, finding.span.line) for finding in report.findings]
    assert Engine.TEXT in {evidence.engine for evidence in report.evidence}


async def test_a_language_that_no_engine_reads_is_read() -> None:
    """It stays unscannable, with what the raw text shows."""
    report = await Scanner(PATIENT, BUNDLE).scan(candidate_of("MOVE MARK1234 TO X."), prompt_of("cobol"), BUNDLE)

    assert ("unsupported_language", "secret-mark") == (report.unscannable, report.findings[0].rule)


async def test_more_text_than_the_scanners_take_is_not_read() -> None:
    """What is too large is refused, whatever it holds."""
    large = "MARK1234 " * (PATIENT.candidate_chars_max // 8)
    report = await Scanner(PATIENT, BUNDLE).scan(candidate_of(large), prompt_of(), BUNDLE)

    assert ("too_large", ()) == (report.unscannable, report.findings)

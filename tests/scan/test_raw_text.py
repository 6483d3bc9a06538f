"""Rules over raw text see all of a completion: what no engine reads, and what a repair drops."""

import re
from dataclasses import replace

import pytest

from gateway.errors import ScanIncomplete
from gateway.policy.texts import TextRule
from gateway.scan.raw_text import RawText
from gateway.scan.scanner import Scanner
from gateway.syntax.repair import repair
from gateway.values import Confidence, Engine, Severity, Span
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


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("x = 1\ny = 'MA", "RK1234'\nz = 1\n", [Span(1, 1, 1, 7)]),
        ("y = 'MARK1234' + '", "MARK5678'\n", []),
        ("y = 'MARK1234", "'\n", []),
        ("MA\n", "RK1234", []),
        ("", "MARK1234", []),
    ],
)
def test_what_begins_before_the_completion_is_read(before: str, text: str, expected: list[Span]) -> None:
    """A secret of which the user's line holds the beginning is one; what lies on either side alone is seen there."""
    found = RawText((_RULE,), "").begun(before, text, "python")

    assert expected == [finding.span for finding in found]


async def test_a_secret_on_both_sides_is_found() -> None:
    """What the user begins and the completion ends is the completion's own finding."""
    async with running(BUNDLE) as scanner:
        report = await scanner.scan(candidate_of("RK1234'\n"), prompt_of(prefix="y = 'MA"), BUNDLE)

    assert ["secret-mark"] == [finding.rule for finding in report.findings]


async def test_a_language_that_no_engine_reads_is_read() -> None:
    """It stays unscannable, with what the raw text shows."""
    report = await Scanner(PATIENT, BUNDLE).scan(candidate_of("MOVE MARK1234 TO X."), prompt_of("cobol"), BUNDLE)

    assert ("unsupported_language", "secret-mark") == (report.unscannable, report.findings[0].rule)


async def test_more_text_than_the_scanners_take_is_not_read() -> None:
    """What is too large is refused, whatever it holds."""
    large = "MARK1234 " * (PATIENT.candidate_chars_max // 8)
    report = await Scanner(PATIENT, BUNDLE).scan(candidate_of(large), prompt_of(), BUNDLE)

    assert ("too_large", ()) == (report.unscannable, report.findings)


async def test_a_language_that_only_raw_text_reads_proves_it() -> None:
    """SQL is judged in its context, in the candidate's own places, with a canary as evidence."""
    prompt = prompt_of("sql", prefix="GRANT ALL ON a TO PUBLIC;\nGRANT ALL ON b TO ")
    async with running(small_bundle()) as scanner:
        report = await scanner.scan(candidate_of("PUBLIC;\nSELECT 'é;\n"), prompt, small_bundle())

    assert (None, 0, (8,)) == (report.unscannable, report.dropped_chars, report.boundaries)
    assert [("sql-public", Span(1, 1, 1, 7))] == [(finding.rule, finding.span) for finding in report.findings]
    proof = next(one.proof for one in report.evidence if one.engine is Engine.TEXT)
    assert proof.endswith("seen in line 5, 1 rules for sql")


async def test_without_rules_of_its_own_it_is_not_read() -> None:
    """A bundle that has no rule for SQL does not read it, and says so."""
    report = await Scanner(PATIENT, BUNDLE).scan(candidate_of("SELECT 1;"), prompt_of("sql"), BUNDLE)

    assert "unsupported_language" == report.unscannable


@pytest.mark.parametrize(
    "rules",
    [pytest.param((), id="no rule"), pytest.param((_RULE,), id="rules for others only")],
)
def test_no_proof_is_no_scan(rules: tuple[TextRule, ...]) -> None:
    """Rules that do not name the language prove nothing about it, whatever they find."""
    reading = repair("sql", "", "SELECT 1;")
    assert reading is not None

    with pytest.raises(ScanIncomplete, match="prove"):
        RawText(rules, "digest").proven(reading, "sql")

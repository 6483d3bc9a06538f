"""The Scanner port's contract, on the real scanner and on the fake."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.errors import ScanIncomplete
from gateway.ports import Scanner as ScannerPort
from gateway.scan.scanner import Scanner
from gateway.values import sha256_hex
from tests.fakes.bundle import small_bundle
from tests.fakes.scanner import FakeScanner
from tests.scan.building import PATIENT, candidate_of, prompt_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = small_bundle()
CLEAN = "def add(one, other):\n    return one + other\n"


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["real", "fake"])
async def scanner(request: pytest.FixtureRequest) -> AsyncIterator[ScannerPort]:
    """Yield each implementation."""
    if request.param == "fake":
        yield FakeScanner(BUNDLE)
        return
    real = Scanner(PATIENT, BUNDLE)
    await real.start()
    try:
        yield real
    finally:
        await real.stop()


async def test_a_clean_text_has_evidence(scanner: ScannerPort) -> None:
    """A report without findings says what was scanned, under which policy, and proves that engines ran."""
    report = await scanner.scan(candidate_of(CLEAN, index=2), prompt_of(), BUNDLE)

    assert (2, CLEAN, sha256_hex(CLEAN)) == (report.candidate, report.text, report.text_sha256)
    assert ("python", BUNDLE.revision) == (report.language, report.policy_revision)
    assert (None, (), 0) == (report.unscannable, report.findings, report.dropped_chars)
    assert all(evidence.proof for evidence in report.evidence)
    assert report.evidence


async def test_boundaries_are_inside_the_text_and_ascend(scanner: ScannerPort) -> None:
    """Boundaries are offsets at which the text may be cut."""
    report = await scanner.scan(candidate_of(CLEAN), prompt_of(), BUNDLE)

    assert sorted(set(report.boundaries)) == list(report.boundaries)
    assert all(0 < boundary <= len(CLEAN) for boundary in report.boundaries)


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        ("python", "a = 1\nb = eval(a)\n", 2),
        ("javascript", "const a = 1;\nconst b = eval(a);\n", 2),
    ],
)
async def test_a_weakness_is_found_where_it_is(scanner: ScannerPort, language: str, text: str, line: int) -> None:
    """A finding points into the candidate."""
    report = await scanner.scan(candidate_of(text), prompt_of(language), BUNDLE)

    assert {line} == {finding.span.line for finding in report.findings}


async def test_the_prefix_is_not_judged(scanner: ScannerPort) -> None:
    """What the user wrote is no finding."""
    prompt = prompt_of(prefix="import os\neval(input())\n")
    report = await scanner.scan(candidate_of(CLEAN), prompt, BUNDLE)

    assert () == report.findings


async def test_obfuscated_text_is_blocked_unseen(scanner: ScannerPort) -> None:
    """A candidate that reads differently to a compiler is unscannable, with its reason."""
    report = await scanner.scan(candidate_of("x = 1", obfuscation="a lone CR"), prompt_of(), BUNDLE)

    assert ("obfuscated_text", "a lone CR") == (report.unscannable, report.detail)


@pytest.mark.parametrize("language", ["cobol", "", "kotlin"])
async def test_an_unknown_language_is_said_to_be(scanner: ScannerPort, language: str) -> None:
    """A language without engines is unscannable, never clean."""
    report = await scanner.scan(candidate_of("x"), prompt_of(language), BUNDLE)

    assert "unsupported_language" == report.unscannable


async def test_a_syntax_error_is_said_to_be(scanner: ScannerPort) -> None:
    """A text that does not parse is unscannable, never clean."""
    report = await scanner.scan(candidate_of("def f(:\n    x\n" * 8), prompt_of(), BUNDLE)

    assert "syntax" == report.unscannable


async def test_another_policy_is_refused(scanner: ScannerPort) -> None:
    """A bundle that the engines were not warmed with judges nothing."""
    with pytest.raises(ScanIncomplete):
        await scanner.scan(candidate_of(CLEAN), prompt_of(), small_bundle(revision="sha256:other"))


async def test_the_probe_passes(scanner: ScannerPort) -> None:
    """A scanner in good order passes its own probe."""
    assert await scanner.probe() is None  # type: ignore[func-returns-value]  # that it returns is the promise


async def test_fifty_at_once_each_get_their_own(scanner: ScannerPort) -> None:
    """Concurrent scans do not mix."""
    texts = [f"a = {index}\n" + "b = 1\n" * (index % 7) + "eval(a)\n" for index in range(50)]
    reports = await asyncio.gather(
        *(scanner.scan(candidate_of(text, index=index), prompt_of(), BUNDLE) for index, text in enumerate(texts))
    )

    assert texts == [report.text for report in reports]
    assert [{index % 7 + 2} for index in range(50)] == [
        {finding.span.line for finding in report.findings} for report in reports
    ]

"""The scanner on real engines: every trap that would make a bad text look clean."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from msgspec.structs import replace as change

from gateway.errors import ScanIncomplete
from gateway.scan.canary import FORMS
from gateway.scan.probes import PROBES
from gateway.scan.scanner import Scanner, worker_configuration
from gateway.scan.worker_messages import Configuration
from gateway.scan.worker_pool import WorkerPool
from gateway.syntax.languages import SUPPORTED
from gateway.values import Engine, ScanReport
from tests.fakes.bundle import small_bundle
from tests.scan.building import PATIENT, candidate_of, prompt_of, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = small_bundle()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield one scanner for all tests that leave it whole."""
    async with running(BUNDLE) as one:
        yield one


async def scan(scanner: Scanner, text: str, *, language: str = "python", prefix: str = "") -> ScanReport:
    """Scan a text after a prefix."""
    return await scanner.scan(candidate_of(text), prompt_of(language, prefix=prefix), BUNDLE)


def rules_of(report: ScanReport) -> set[str]:
    """Return the rules that a report names."""
    return {finding.rule for finding in report.findings}


@pytest.mark.parametrize("language", sorted(set(SUPPORTED) & set(FORMS)))
async def test_semgrep_sees_every_language(scanner: Scanner, language: str) -> None:
    """The planted vulnerability of each language that it reads is found, with its evidence."""
    report = await scan(scanner, PROBES[language], language=language)

    assert Engine.SEMGREP in {finding.engine for finding in report.findings}
    assert Engine.SEMGREP in {evidence.engine for evidence in report.evidence}


async def test_python_has_evidence_of_three_engines(scanner: Scanner) -> None:
    """Every engine that Python needs proves that it ran."""
    report = await scan(scanner, "x = 1\n")

    assert [Engine.SEMGREP, Engine.BANDIT, Engine.API] == [evidence.engine for evidence in report.evidence]


async def test_a_fragment_is_judged_in_its_context(scanner: Scanner) -> None:
    """An import in the user's prefix is known, and columns count from the candidate's own start."""
    report = await scan(scanner, ".call(x, shell=True)\n", prefix="import subprocess as sp\nsp")

    assert {"B602", "api-process"} <= rules_of(report)
    assert {1} == {finding.span.column for finding in report.findings if finding.rule == "B602"}


async def test_python2_is_read_by_every_engine(scanner: Scanner) -> None:
    """Code of Python 2 is scanned, at its own places, and the evidence says how it was read."""
    report = await scan(scanner, "import os\n\ndef f(x):\n\tprint 'é', os.system('ls ' + x)\n")

    found = {(finding.engine, finding.span.line, finding.span.column) for finding in report.findings}
    assert (Engine.API, 4, 13) in found
    assert found & {(engine, 4, 13) for engine in (Engine.BANDIT, Engine.DATAFLOW)}
    assert "context: read as Python 2" in [one.proof for one in report.evidence]


async def test_an_alias_of_the_prefix_is_followed(scanner: Scanner) -> None:
    """What the user named differently is still the same API."""
    report = await scan(scanner, "run('ls')\n", prefix="from os import system as run\n")

    assert "api-process" in rules_of(report)


async def test_a_use_before_the_candidate_on_its_line_hides_none(scanner: Scanner) -> None:
    """The same API in the user's text just before the candidate does not stand for the candidate's own use."""
    report = await scan(scanner, "os.remove(x)", prefix="import os; os.remove('a'); ")

    assert "api-file-write" in rules_of(report)


async def test_an_argument_of_the_users_call_is_judged(scanner: Scanner) -> None:
    """The candidate is one argument, on a line of its own, left of where the call ends on the line above."""
    prefix = "import ssl\ndef f(q):\n    completed_process_application_server = something_foo(\n        ssl_version="
    report = await scan(scanner, "ssl.PROTOCOL_SSLv2", prefix=prefix)

    assert "B502" in rules_of(report)


async def test_the_strongest_report_of_one_weakness_stays(scanner: Scanner) -> None:
    """Semgrep and Bandit on the same line with the same CWE are one finding; the API policy speaks for itself."""
    report = await scan(scanner, "import subprocess\nsubprocess.call(x, shell=True)\n")

    assert "B602" in rules_of(report)
    assert "python-shell" not in rules_of(report)
    assert "api-process" in rules_of(report)


async def test_code_cannot_excuse_itself(scanner: Scanner) -> None:
    """`nosec` and `nosemgrep` in generated code change nothing."""
    report = await scan(scanner, "import subprocess\nsubprocess.call(x, shell=True)  # nosec\neval(x)  # nosemgrep\n")

    assert {"B602", "python-eval"} <= rules_of(report)


async def test_messages_never_quote_the_code(scanner: Scanner) -> None:
    """Bandit's own message would quote the password."""
    report = await scan(scanner, "password = 'hunter2hunter2'\n")

    assert "B105" in rules_of(report)
    assert not [finding for finding in report.findings if "hunter2" in f"{finding.message}{finding.remedy}"]


async def test_code_inside_a_string_of_the_context_is_read_as_code_too(scanner: Scanner) -> None:
    """A candidate that is inert where the prompt says may be inserted elsewhere, so it is judged by itself as well."""
    report = await scan(scanner, "eval(x)\n", prefix='def f():\n    """Explain.\n')

    assert "python-eval" in rules_of(report)


async def test_columns_count_code_points(scanner: Scanner) -> None:
    """Bandit and `ast` count bytes; a finding does not."""
    report = await scan(scanner, "a = 'äöü'; eval(x)\n")

    assert {12} == {finding.span.column for finding in report.findings}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("x = 1\0", "obfuscated_text"),
        ("x = 1\n" * 20_000, "too_large"),
        ("((((\n" * 30_000, "too_large"),
        ("(" * 10_000, "syntax"),
        ("def f(:\n    x\n" * 8, "syntax"),
    ],
    ids=["nul", "long", "long nesting", "nesting", "syntax"],
)
async def test_what_cannot_be_scanned_says_why(scanner: Scanner, text: str, reason: str) -> None:
    """Each bad text has its reason, and never passes as clean."""
    report = await scan(scanner, text)

    assert reason == report.unscannable


async def test_the_evidence_says_which_obfuscation_it_is(scanner: Scanner) -> None:
    """The record, which holds the evidence, tells a lone carriage return from look-alike letters."""
    candidate = candidate_of("x = 1\n", obfuscation="a lone carriage return")
    report = await scanner.scan(candidate, prompt_of(), BUNDLE)

    assert ["obfuscated_text: a lone carriage return"] == [evidence.proof for evidence in report.evidence]


@pytest.mark.parametrize("text", ["", "\n", "   \n\t"])
async def test_nothing_is_nothing_to_scan(scanner: Scanner, text: str) -> None:
    """White space is complete without an engine; the evidence says so."""
    report = await scan(scanner, text)

    assert (None, ()) == (report.unscannable, report.findings)
    assert ["empty: nothing to scan"] == [evidence.proof for evidence in report.evidence]


async def test_lone_surrogates_are_a_failure(scanner: Scanner) -> None:
    """A text without UTF-8 cannot be hashed or released, so there is no report of it."""
    with pytest.raises(ScanIncomplete):
        await scan(scanner, "x = '\ud800'\n")


async def test_what_a_repair_drops_is_not_in_the_report(scanner: Scanner) -> None:
    """The report's text is the head that was scanned; the rest is counted."""
    text = "x = 1\ny = 2\n}}} ???\n"
    report = await scan(scanner, text)

    assert text.startswith(report.text)
    assert len(text) - len(report.text) == report.dropped_chars
    assert report.unscannable is not None or "}}}" not in report.text


async def test_a_killed_worker_never_makes_a_clean_report(scanner: Scanner) -> None:
    """While workers are killed, each scan ends with its findings or with a failure."""
    asked = [asyncio.create_task(scan(scanner, f"a = {index}\neval(a)\n")) for index in range(20)]
    for pid in scanner.workers.pids:
        os.kill(pid, signal.SIGKILL)
    outcomes = await asyncio.gather(*asked, return_exceptions=True)

    assert not [
        outcome
        for outcome in outcomes
        if not isinstance(outcome, ScanIncomplete)
        and not (isinstance(outcome, ScanReport) and (outcome.unscannable or "python-eval" in rules_of(outcome)))
    ]
    assert [outcome for outcome in outcomes if isinstance(outcome, ScanReport)]


async def test_a_rule_without_a_catalogue_entry_is_a_failure() -> None:
    """A match that the policy cannot grade is never dropped."""
    bundle = replace(BUNDLE, rules={})
    async with asyncio.timeout(60):
        with pytest.raises(ScanIncomplete):
            await Scanner(PATIENT, bundle).start()


async def test_a_scanner_without_bandits_tests_does_not_start() -> None:
    """Missing plugins are seen at the start, and nothing is left running."""
    crippled = WorkerPool(PATIENT.worker, only_tests("B999"))
    scanner = Scanner(PATIENT, BUNDLE, workers=crippled)
    with pytest.raises(ScanIncomplete):
        await scanner.start()

    assert () == crippled.pids
    assert not scanner.is_ready


async def test_a_scan_without_one_of_bandits_tests_is_a_failure(scanner: Scanner) -> None:
    """Even where the canary's own test is loaded, a missing one spoils the evidence."""
    crippled = WorkerPool(PATIENT.worker, only_tests("B105", "B602"))
    await crippled.start()
    try:
        other = Scanner(PATIENT, BUNDLE, semgrep=scanner.semgrep, workers=crippled)
        with pytest.raises(ScanIncomplete):
            await scan(other, "x = 1\n")
    finally:
        await crippled.stop()


async def test_the_deadline_holds(scanner: Scanner) -> None:
    """A scan that takes longer than its deadline is a failure."""
    hasty = Scanner(replace(PATIENT, scan_ms_max=1), BUNDLE, semgrep=scanner.semgrep, workers=scanner.workers)
    with pytest.raises(ScanIncomplete):
        await scan(hasty, "x = 1\n")


async def test_a_failed_probe_shows_as_not_ready(scanner: Scanner) -> None:
    """Readiness follows the probe, down and up."""
    await scanner.probe()
    before = scanner.is_ready
    hasty = Scanner(replace(PATIENT, scan_ms_max=1), BUNDLE, semgrep=scanner.semgrep, workers=scanner.workers)
    with pytest.raises(ScanIncomplete):
        await hasty.probe()

    assert (True, False) == (before, hasty.is_ready)


async def test_a_probe_that_fails_at_the_start_is_tried_once_more() -> None:
    """An engine that is not up to its first text on a busy machine costs no start; one that stays so does."""
    failures = [ScanIncomplete("too early")]

    class Late(Scanner):
        async def _probe(self, language: str) -> None:
            if failures:
                raise failures.pop()
            await super()._probe(language)

    late = Late(PATIENT, BUNDLE)
    await late.start()
    is_ready = late.is_ready
    await late.stop()

    assert is_ready


def only_tests(*tests: str) -> Configuration:
    """Return what a worker is told, with only some of Bandit's tests."""
    return change(worker_configuration(BUNDLE), bandit_tests_only=tests)

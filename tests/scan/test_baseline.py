"""A finding outside the completion counts only if the completion brings it about."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio

from gateway.errors import ScanIncomplete
from gateway.scan.baseline import ENTRIES_MAX, Asked, Baselines, Seen
from gateway.scan.fusion import Clip
from gateway.scan.scanner import Scanner
from gateway.scan.unproven import EngineUnproven
from gateway.scan.worker_messages import Prepared
from gateway.scan.worker_pool import Unanalysable
from gateway.syntax.repair import Repaired
from gateway.values import Confidence, Engine, Finding, ScanReport, Severity, Span
from tests.fakes.bundle import small_bundle
from tests.scan.building import PATIENT, candidate_of, prompt_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = small_bundle()
DANGER = "\n\ndef danger(cmd):\n    subprocess.run(cmd, shell=True)\n    eval(cmd)\n"
NEWS = {
    "a constant for the suffix": (
        "import subprocess\ndef f(cmd):\n    ",
        "shell = True",
        "\n    subprocess.run(cmd, shell=shell)\n",
        "python-shell",
    ),
    "a constant of the module": (
        "import subprocess\n",
        "SHELL = True\n",
        "def f(cmd):\n    subprocess.run(cmd, shell=SHELL)\n",
        "python-shell",
    ),
    "an import for the suffix": ("", "import pickle as json\n", "x = json.loads(y)\n", "api-deserialisation"),
    "an import for the prefix": ("def f(x):\n    m.system(x)\n", "import os as m\n", "", "api-process"),
    "on a line with an old one": (
        "import os, sys; os.remove('a'); ",
        "sys = os",
        "; sys.remove(b)\n",
        "api-file-write",
    ),
    "where nothing cannot stand": (
        "import subprocess\ndef f(cmd):\n    shell = ",
        "True",
        "\n    subprocess.run(cmd, shell=shell)\n",
        "python-shell",
    ),
}
OLD = {
    "suffix": ("import subprocess\ndef f(x):\n    ", "y = 1", DANGER),
    "prefix": (f"import subprocess\n{DANGER}", "y = 1\n", ""),
    "both": (f"import subprocess\n{DANGER}", "y = 1\n", DANGER),
    "closes a bracket": ("import subprocess\ndef f(x):\n    return g(", "x, 1)", DANGER),
    "closes a bracket of the prefix": (f"import subprocess{DANGER}x = g(", "1, [2", ""),
    "closes a signature": ("import subprocess\ndef f(", "x):\n    if x:\n        return g(x % 2)\n", DANGER),
    "finishes a key word": (
        "import subprocess\nif x:\n    pass\nel",
        "if y:\n    y = 1\n",
        f"else:\n    pass\n{DANGER}",
    ),
    "needs a name": ("import subprocess\nimport ", "json", DANGER),
    "needs a value": ("import subprocess\nx = ", "1 + 2", DANGER),
    "needs a block": ("import subprocess\nif x:\n", "    y = 1\n", f"y = 2\n{DANGER}"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield one scanner for all tests."""
    one = Scanner(PATIENT, BUNDLE)
    await one.start()
    try:
        yield one
    finally:
        await one.stop()


async def scan(scanner: Scanner, prefix: str, text: str, suffix: str, language: str = "python") -> ScanReport:
    """Scan a text between a prefix and a suffix."""
    return await scanner.scan(candidate_of(text), prompt_of(language, prefix=prefix, suffix=suffix), BUNDLE)


@pytest.mark.parametrize("name", NEWS)
async def test_what_the_completion_brings_about_elsewhere_counts(scanner: Scanner, name: str) -> None:
    """The finding lies in the user's lines, but it was not there before; it covers the whole candidate."""
    prefix, text, suffix, rule = NEWS[name]
    report = await scan(scanner, prefix, text, suffix)
    lines = text.split("\n")

    assert [Span(1, 1, len(lines), len(lines[-1]) + 1)] == [
        finding.span for finding in report.findings if finding.rule == rule
    ]


@pytest.mark.parametrize("name", OLD)
async def test_what_the_user_wrote_does_not_count(scanner: Scanner, name: str) -> None:
    """However the completion fits into the text, the user's own weaknesses are not its own."""
    report = await scan(scanner, *OLD[name])

    assert (None, ()) == (report.unscannable, report.findings)


async def test_other_languages_are_compared_too(scanner: Scanner) -> None:
    """A suffix in JavaScript has what it had before, and no more."""
    old = await scan(
        scanner, "function f(x", "x) {\n  if (x) { y = `a`;", "\n}}\nfunction g(x) { eval(x); }\n", "javascript"
    )
    new = await scan(scanner, "/* ", "*/ y = 1;", "\neval(x); /* */\n", "javascript")

    assert [None, None] == [old.unscannable, new.unscannable]
    assert ([], ["javascript-eval"]) == ([one.rule for one in old.findings], [one.rule for one in new.findings])


async def test_imports_of_the_user_need_no_baseline(scanner: Scanner) -> None:
    """A one-line import before the completion cannot be its doing; one with a second statement still is compared."""
    before = scanner.baseline_scans_count
    await scan(scanner, "import subprocess\nfrom os import system\n\n\ndef f(x):\n    ", "y = 12\n", "")
    plain = scanner.baseline_scans_count
    await scan(scanner, "import subprocess; subprocess.run(z)\n\n\ndef f(x):\n    ", "y = 13\n", "")

    assert before == plain
    assert scanner.baseline_scans_count > plain


async def test_surroundings_are_scanned_once_and_only_for_grave_findings(scanner: Scanner) -> None:
    """Another completion at the same place costs nothing more; surroundings without grave findings cost nothing."""
    before = scanner.baseline_scans_count
    await scan(scanner, "import json\nassert x\n", "y = 1\n", "json.dumps(y)\n")
    harmless = scanner.baseline_scans_count
    await scan(scanner, "def once(x):\n    eval(x)\n", "y = 1\n", "")
    first = scanner.baseline_scans_count
    await scan(scanner, "def once(x):\n    eval(x)\n", "y = 2\n", "")

    assert (before, first) == (harmless, scanner.baseline_scans_count)
    assert first > harmless


def reading_of(prefix: str, text: str = "x", suffix: str = "\neval(x)\n") -> Repaired:
    """Return a reading with a suffix."""
    start, end = len(prefix), len(prefix + text)
    return Repaired(prefix + text + suffix, start, end, text, (), context_cut=False, suffix_used=True)


def seen_at(line: int, severity: Severity = Severity.HIGH, confidence: Confidence = Confidence.HIGH) -> Seen:
    """Return an engine's sight of one grave finding."""

    def seen(clip: Clip) -> list[Finding]:
        span = clip(line, 1, line, 8)
        return [] if span is None else [Finding("r", Engine.SEMGREP, severity, confidence, (), span, "m")]

    return seen


def asking(result: Seen | Exception) -> Asked:
    """Return an engine that always answers the same."""

    async def ask(_reading: Repaired) -> Seen:
        if isinstance(result, Exception):
            raise result
        return result

    return Asked(name="semgrep", language="python", ask=ask)


async def unprepared(_language: str, _prefix: str) -> Prepared:
    """Repair nothing."""
    return Prepared(id=1, repaired=None, hidden=None)


@pytest.mark.parametrize("suffix_used", [True, False])
@pytest.mark.parametrize("failure", [Unanalysable("syntax", "it does not parse"), EngineUnproven("no canary")])
async def test_without_a_readable_baseline_all_counts(failure: Exception, *, suffix_used: bool) -> None:
    """What cannot be compared is held to be new."""
    reading = reading_of("eval(y)\n")
    reading = Repaired(
        reading.text, reading.start, reading.end, reading.kept, (), context_cut=False, suffix_used=suffix_used
    )
    found = await Baselines(unprepared).news(asking(failure), reading, seen_at(1))

    assert [Span(1, 1, 1, 2)] == [finding.span for finding in found]


@pytest.mark.parametrize(
    ("before", "after", "is_news"),
    [
        ((Severity.HIGH, Confidence.LOW), (Severity.HIGH, Confidence.HIGH), True),
        ((Severity.MEDIUM, Confidence.HIGH), (Severity.CRITICAL, Confidence.HIGH), True),
        ((Severity.HIGH, Confidence.HIGH), (Severity.HIGH, Confidence.HIGH), False),
        ((Severity.CRITICAL, Confidence.HIGH), (Severity.HIGH, Confidence.LOW), False),
    ],
)
async def test_what_the_completion_makes_graver_is_its_doing(
    before: tuple[Severity, Confidence], after: tuple[Severity, Confidence], *, is_news: bool
) -> None:
    """A weakness that might be, and now is, counts like a new one; one that is no graver than before does not."""
    found = await Baselines(unprepared).news(asking(seen_at(1, *before)), reading_of("eval(y)\n"), seen_at(1, *after))

    assert is_news == bool(found)


async def test_an_engine_that_fails_fails_the_scan() -> None:
    """No answer about the baseline is no answer at all."""
    with pytest.raises(ScanIncomplete):
        await Baselines(unprepared).news(asking(ScanIncomplete("no engine")), reading_of("eval(y)\n"), seen_at(1))


async def test_few_surroundings_are_remembered() -> None:
    """The memory is bounded, and the oldest goes first."""
    baselines = Baselines(unprepared)
    for number in range(ENTRIES_MAX + 1):
        await baselines.news(asking(seen_at(1)), reading_of(f"a{number}\n"), seen_at(1))
    before = baselines.scans_count
    await baselines.news(asking(seen_at(1)), reading_of(f"a{ENTRIES_MAX}\n"), seen_at(1))
    newest = baselines.scans_count
    await baselines.news(asking(seen_at(1)), reading_of("a0\n"), seen_at(1))

    assert (ENTRIES_MAX + 1, 0, 1) == (before, newest - before, baselines.scans_count - newest)


async def test_what_the_reader_cannot_read_is_not_asked() -> None:
    """The cheaper engines say first whether a text can be read at all."""
    baselines = Baselines(unprepared)
    reader = replace(asking(Unanalysable("syntax", "it does not parse")), name="worker")
    asked = replace(asking(AssertionError("asked")), reader=reader)
    found = await baselines.news(asked, reading_of("eval(y)\n"), seen_at(1))

    assert [Span(1, 1, 1, 2)] == [finding.span for finding in found]

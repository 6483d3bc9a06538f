"""The data flow in the whole scanner: demanded evidence, its findings, what it refutes, and what it must not refute."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from msgspec.structs import replace as change

from gateway.errors import ScanIncomplete
from gateway.policy.decide import action_for, decide
from gateway.scan.scanner import Scanner, worker_configuration
from gateway.scan.worker_pool import WorkerPool
from gateway.values import Action, Confidence, Engine, Finding, ScanReport, Severity, Standing
from tests.fakes.flow import flow_bundle
from tests.policy.samples import profile
from tests.scan.building import PATIENT, candidate_of, prompt_of, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = flow_bundle()
CONSTANT = 'TABLE = "users"\n\ndef f(cursor):\n    cursor.execute("SELECT a FROM " + TABLE + " WHERE b = 1")\n'
REAL = (
    "from flask import request\n\ndef f(cursor):\n"
    '    cursor.execute("SELECT a FROM users WHERE b = " + request.args["b"])\n'
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield one scanner for all tests."""
    async with running(BUNDLE) as one:
        yield one


async def scan(scanner: Scanner, text: str, *, prefix: str = "", suffix: str = "") -> ScanReport:
    """Scan a Python text in its context."""
    return await scanner.scan(candidate_of(text), prompt_of(prefix=prefix, suffix=suffix), BUNDLE)


def only(report: ScanReport, rule: str) -> Finding:
    """Return the one finding of a rule."""
    (found,) = [finding for finding in report.findings if finding.rule == rule]
    return found


async def test_python_has_evidence_of_four_engines(scanner: Scanner) -> None:
    """With knowledge in the bundle, the data flow proves that it came to the end of the text, under that knowledge."""
    report = await scan(scanner, "raise ValueError\n")

    assert [Engine.SEMGREP, Engine.BANDIT, Engine.API, Engine.DATAFLOW] == [one.engine for one in report.evidence]
    assert report.evidence[-1].proof.startswith("canary ")
    assert 64 == len(report.evidence[-1].rules_digest)


async def test_a_worker_without_the_knowledge_proves_nothing() -> None:
    """A scan without the data flow's proof fails, even though the other engines have theirs."""
    bare = WorkerPool(PATIENT.worker, change(worker_configuration(BUNDLE), knowledge={}))
    one = Scanner(PATIENT, BUNDLE, workers=bare)
    with pytest.raises(ScanIncomplete, match="data flow did not prove"):
        await one.start()


async def test_what_is_too_much_for_the_data_flow_is_refused() -> None:
    """A text of which only a part could be followed is too large, not clean; with fewer ways, it may be followed."""
    few = WorkerPool(PATIENT.worker, change(worker_configuration(BUNDLE), flow_steps_max=200))
    one = Scanner(PATIENT, BUNDLE, workers=few)
    await one.start()
    try:
        report = await scan(one, "x = f(y)\n" * 300)
        other = await scan(one, "def f(a):\n" + "    b = a\n" * 10 + "f(1)\n" * 15)
    finally:
        await one.stop()

    assert "too_large" == report.unscannable
    assert other.unscannable is None
    assert other.evidence[-1].proof.endswith("functions in few ways")


async def test_a_constant_query_is_refuted(scanner: Scanner) -> None:
    """Bandit's report of a text that is put together of constants stays, in the lowest grade and with the reason."""
    found = only(await scan(scanner, CONSTANT), "B608")

    assert (Engine.BANDIT, Severity.LOW, Confidence.LOW) == (found.engine, found.severity, found.confidence)
    assert "The data flow understands this to be safe" in found.message
    assert Action.ALLOW is action_for(found, profile())


async def test_a_query_of_request_data_is_not_refuted(scanner: Scanner) -> None:
    """The real thing is reported once, by the data flow, which is as sure as can be and covers Bandit's report."""
    report = await scan(scanner, REAL)
    found = only(report, "flow-sql-injection")

    assert (Engine.DATAFLOW, Severity.CRITICAL, Confidence.HIGH) == (found.engine, found.severity, found.confidence)
    assert (4, 5) == (found.span.line, found.span.column)
    assert not any("understands" in one.message for one in report.findings)


async def test_a_query_of_unknown_parts_is_not_refuted(scanner: Scanner) -> None:
    """What the data flow knows nothing of, it does not excuse."""
    report = await scan(scanner, 'def f(cursor):\n    cursor.execute("SELECT a FROM users WHERE b = " + g())\n')

    assert not any("understands" in one.message for one in report.findings)
    assert {"B608", "flow-sql-injection"} & {one.rule for one in report.findings}


async def test_a_real_call_beside_a_refuted_one_stands(scanner: Scanner) -> None:
    """One line, two calls: only the report of the harmless one is refuted."""
    report = await scan(scanner, "import subprocess as s\ns.call('ls', shell=True); s.call(g(), shell=True)\n")
    grades = {one.span.column: one.severity for one in report.findings if one.rule == "B602"}

    assert {1: Severity.LOW, 27: Severity.CRITICAL} == grades


async def test_columns_count_code_points(scanner: Scanner) -> None:
    """The data flow's columns count characters, as everybody's, though Python's parser counts bytes."""
    report = await scan(scanner, "from flask import request\n'äöü'; eval(request.args)\n")

    assert 8 == only(report, "flow-code-injection").span.column


async def test_context_is_read(scanner: Scanner) -> None:
    """A source in the user's prefix reaches a call in the candidate."""
    report = await scan(scanner, "eval(x)\n", prefix="from flask import request\nx = request.args\n")

    assert 1 == only(report, "flow-code-injection").span.line


async def test_what_the_candidate_feeds_into_the_suffix_is_news(scanner: Scanner) -> None:
    """The user's call after the completion was harmless before: the completion is to blame, as a whole."""
    prefix = "from flask import request\nimport os\nimport shlex\n\ndef f():\n    name = 'a'\n"
    report = await scan(scanner, "    name = request.args['x']\n", prefix=prefix, suffix="    os.system(name)\n")

    assert 1 == only(report, "flow-command-injection").span.line


async def test_what_was_there_before_is_no_news(scanner: Scanner) -> None:
    """The user's own flow around a harmless completion is the user's affair."""
    prefix = "from flask import request\nimport os\n\ndef f():\n    name = request.args['x']\n"
    report = await scan(scanner, "    y = 1\n", prefix=prefix, suffix="    os.system(name)\n")

    assert [] == [one.rule for one in report.findings if one.engine is Engine.DATAFLOW]


async def test_java_has_evidence_of_the_data_flow(scanner: Scanner) -> None:
    """Another language with a front end and knowledge: Semgrep and the data flow, in its columns."""
    text = 'class A { void f(javax.servlet.http.HttpServletRequest r) throws Exception {\n    String ä = "ä"; '
    text += 'Runtime.getRuntime().exec("ls " + r.getParameter("x"));\n} }\n'
    report = await scanner.scan(candidate_of(text), prompt_of("java"), BUNDLE)
    found = only(report, "flow-command-injection")

    assert [Engine.SEMGREP, Engine.DATAFLOW] == [one.engine for one in report.evidence]
    assert (2, 21) == (found.span.line, found.span.column)


GAMED = "def f(name):\n    os.system('ls ' + clean_name(request.args['x']))\n"


async def test_a_gamed_name_hides_nothing_by_default(scanner: Scanner) -> None:
    """A function that nobody knows says that it cleans: a critical finding, unless the profile believes names."""
    report = await scan(scanner, GAMED, prefix="import os\nfrom flask import request\n")
    found = only(report, "flow-command-injection")

    assert (Severity.CRITICAL, Standing.BY_NAME) == (found.severity, found.standing)
    assert found.rule in decide(report, profile()).reasons
    assert found.rule not in decide(report, profile(trust_names=True)).reasons


async def test_a_check_that_the_completion_takes_away_is_news(scanner: Scanner) -> None:
    """The user's call rested on a name before; after the completion it rests on nothing."""
    prefix = "from flask import request\nimport os\n\ndef f():\n    name = clean_name(request.args['x'])\n"
    suffix = "    os.system(name)\n"
    before = await scan(scanner, "    y = 1\n", prefix=prefix, suffix=suffix)
    after = await scan(scanner, "    name = request.args['x']\n", prefix=prefix, suffix=suffix)

    assert [] == [one.rule for one in before.findings if one.engine is Engine.DATAFLOW]
    assert Standing.FIRM is only(after, "flow-command-injection").standing

"""Each entry of the knowledge is proven by a program that it must find and one that it must pass."""

import asyncio
from pathlib import Path

from gateway.bundles.knowledge import LoadedKnowledge
from gateway.bundles.loading import load_with_samples
from gateway.bundles.programs import ProgramFailure, ProgramsReport, check_programs
from gateway.errors import ScanIncomplete
from gateway.scan.scanner import worker_configuration
from gateway.scan.settings import WorkerSettings
from gateway.scan.worker_pool import WorkerPool
from tests.bundles.minimal import write
from tests.bundles.test_knowledge import FILE, SINK, files

REAL = "from flask import request\\nc.execute(request.args)"
PROGRAMS = f'find = "{REAL}"\nsafe = "c.execute(1)"\n'
SOURCE = f'[[sources]]\nnames = ["flask.request.args"]\norigin = "request"\n{PROGRAMS}'


def knowledge(folder: Path, library: str) -> LoadedKnowledge:
    """Return the knowledge of a bundle with this library."""
    return load_with_samples(write(folder, files(f'library = "small"\n{library}'))).knowledge


async def checked(known: LoadedKnowledge, *found: str) -> ProgramsReport:
    """Return the report when the data flow finds these weaknesses in every program but those with a 1."""

    async def flow(language: str, text: str) -> frozenset[str] | None:
        assert "python" == language
        return frozenset() if "1" in text else frozenset(found)

    return await check_programs(known, flow, program_ms_max=10_000)


async def test_good_entries_pass(tmp_path: Path) -> None:
    """`find` gives the weakness, `safe` none."""
    report = await checked(knowledge(tmp_path, SOURCE + SINK + PROGRAMS), "sql-injection")

    assert ProgramsReport(run_count=4, missing_count=0, unread_count=0, failures=()) == report
    assert report.passed


async def test_a_program_that_is_not_found_fails(tmp_path: Path) -> None:
    """A sink must give its own weakness, a source any."""
    report = await checked(knowledge(tmp_path, SOURCE + SINK + PROGRAMS), "another")

    assert (ProgramFailure(FILE, "sink .execute", "find", "does not give sql-injection"),) == report.failures
    assert f"{FILE}: sink .execute: `find` does not give sql-injection\n4 programs" in report.text()
    assert not report.passed


async def test_a_program_that_must_pass_and_does_not_fails(tmp_path: Path) -> None:
    """What is safe gives nothing."""
    report = await checked(knowledge(tmp_path, SOURCE.replace("(1)", "(2)") + SINK + PROGRAMS), "sql-injection")

    assert (ProgramFailure(FILE, "source flask.request.args", "safe", "gives sql-injection"),) == report.failures


async def test_a_failure_names_what_else_the_bare_name_may_mean(tmp_path: Path) -> None:
    """Another library's entry takes a name away from programs that import nothing: the check says which."""
    other = SOURCE.replace('"flask.request.args"', '"web.args"')
    report = await checked(knowledge(tmp_path, other + SOURCE + SINK + PROGRAMS))

    assert {
        "source flask.request.args": "does not give any weakness; the bare name may mean web.args, too: import the "
        "library in the program",
        "source web.args": "does not give any weakness; the bare name may mean flask.request.args, too: import the "
        "library in the program",
        "sink .execute": "does not give sql-injection",
    } == {one.entry: one.why for one in report.failures}


async def test_missing_programs_are_a_failure(tmp_path: Path) -> None:
    """An entry without programs proves nothing."""
    report = await checked(knowledge(tmp_path, SOURCE + SINK), "sql-injection")

    assert (2, 2) == (report.run_count, report.missing_count)
    assert not report.passed
    assert "2 missing" in report.text()


async def test_a_language_that_is_not_read_is_counted(tmp_path: Path) -> None:
    """Knowledge may come before its front end."""

    async def unread(_language: str, _text: str) -> frozenset[str] | None:
        return None

    report = await check_programs(knowledge(tmp_path, SOURCE), unread, program_ms_max=10_000)

    assert (0, 2) == (report.run_count, report.unread_count)


async def test_a_program_without_an_answer_fails(tmp_path: Path) -> None:
    """Neither a refusal nor silence is a pass."""

    async def flow(_language: str, text: str) -> frozenset[str] | None:
        if "1" in text:
            await asyncio.Event().wait()
        raise ScanIncomplete("it does not parse")

    report = await check_programs(knowledge(tmp_path, SOURCE), flow, program_ms_max=10)

    assert ["could not be read: it does not parse", "did not end within 10 ms"] == [one.why for one in report.failures]


async def test_the_real_engine_runs_programs(tmp_path: Path) -> None:
    """In the worker, with the bundle's knowledge, as the service does."""
    loaded = load_with_samples(write(tmp_path, files(f'library = "small"\n{SOURCE}{SINK}{PROGRAMS}')))
    workers = WorkerPool(WorkerSettings(analyse_ms_max=10_000), worker_configuration(loaded.bundle))

    async def flow(language: str, text: str) -> frozenset[str] | None:
        result = await workers.analyse(language=language, text=text, nonce="abc")
        return frozenset(match.weakness for match in result.flow if not match.safe)

    await workers.start()
    try:
        report = await check_programs(loaded.knowledge, flow, program_ms_max=10_000)
    finally:
        await workers.stop()

    assert (4, ()) == (report.run_count, report.failures)

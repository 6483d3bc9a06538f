"""The analysis workers are supervised: no death, silence or bomb ever looks like a clean text."""

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import pytest_asyncio

from gateway.errors import ScanIncomplete
from gateway.scan import worker
from gateway.scan.settings import WorkerSettings
from gateway.scan.worker_messages import Analysed, Catalogue, Configuration, Prepared, Refused, Reply
from gateway.scan.worker_pool import Examination, Fragment, Unanalysable, WorkerPool
from tests.fakes.bundle import CATALOGUE
from tests.scan.semgrep_parts import until

pytestmark = pytest.mark.asyncio(loop_scope="module")

CONFIGURATION = Configuration(
    apis=(Catalogue(language="python", capabilities=dict(CATALOGUE.capabilities), allowed=CATALOGUE.allowed),)
)
# Generous, so that a busy machine does not quarantine by itself; the tests of deadlines set their own.
PATIENT = WorkerSettings(workers_count=1, prepare_ms_max=10_000, analyse_ms_max=10_000)
BAD = "import os\nos.system(x)\n"
_BUSY_MAX = 100


@asynccontextmanager
async def running(
    settings: WorkerSettings = PATIENT, configuration: Configuration = CONFIGURATION
) -> AsyncIterator[WorkerPool]:
    """Yield a started pool, its spare warm too, and stop it."""
    pool = WorkerPool(settings, configuration)
    await pool.start()
    await until(lambda: len(pool.pids) == 2)
    try:
        yield pool
    finally:
        await pool.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[WorkerPool]:
    """Yield one pool for all tests that leave it whole."""
    async with running() as started:
        yield started


async def analyse(pool: WorkerPool, text: str) -> Analysed:
    """Ask the pool about a Python text."""
    return await pool.analyse(language="python", text=text, nonce="abc")


# A string that the prefix opens: is the candidate inside it, or code?
OPEN = 'doc = """\n'
INERT = "x\neval(y)\n"


def fragment(candidate: str, *, prefix: str = "") -> Fragment:
    """Return a Python fragment."""
    return Fragment("python", prefix=prefix, candidate=candidate, suffix="", context_chars_max=32_000)


def answered(*replies: Reply) -> asyncio.Task[tuple[Reply, ...]]:
    """Return a task with these replies of a worker."""

    async def give() -> tuple[Reply, ...]:
        return replies

    return asyncio.create_task(give())


# Much more work than three hundred milliseconds hold, on any machine.
LONG = "os.system(input())\n" * 20_000


async def test_analyses_with_proof_from_inside_both_engines(pool: WorkerPool) -> None:
    """An answer holds both engines' findings and the nonce that each of them saw."""
    result = await analyse(pool, BAD)

    assert ["B605"] == [match.test for match in result.bandit]
    assert ["api-process"] == [fact.rule for fact in result.api]
    assert ("abc", "abc") == (result.bandit_nonce, result.api_nonce)


async def test_proof_is_missing_when_bandit_has_no_tests() -> None:
    """A Bandit that loaded no plugins gives no proof, whatever it answers."""
    crippled = Configuration(bandit_tests_only=("B999",))
    async with running(configuration=crippled) as pool:
        result = await analyse(pool, BAD)

    assert ("", 0) == (result.bandit_nonce, result.bandit_tests_count)


async def test_prepares_fragments(pool: WorkerPool) -> None:
    """A fragment comes back as a whole text that parses, with the candidate's place in it."""
    prepared = await pool.prepare(fragment("    return g(", prefix="def f():\n"))

    assert prepared.repaired is not None
    assert "    return g(" == prepared.repaired.kept


async def test_examines_every_reading(pool: WorkerPool) -> None:
    """Whoever asks for an examination gets the fragment prepared, and an analysis with proof for each reading of it."""
    examination = await pool.examine(fragment(INERT, prefix=OPEN), nonce="abc")
    analyses = await examination.analyses()

    assert 2 == len(examination.prepared.readings)
    assert [("abc", "abc")] * 2 == [(one.bandit_nonce, one.api_nonce) for one in analyses]
    assert ["B307"] in [[match.test for match in one.bandit] for one in analyses]


async def test_what_is_hidden_is_not_analysed(pool: WorkerPool) -> None:
    """A text that misleads a compiler comes back with the reason, and costs no analysis."""
    examination = await pool.examine(fragment("x = 1\n", prefix="# coding: utf-7\n"), nonce="abc")

    assert examination.prepared.hidden is not None
    assert () == await examination.analyses()


async def test_a_refused_reading_is_no_analysis() -> None:
    """A reading that the engines refuse makes the whole examination unanalysable."""
    first = Prepared(id=1, repaired=None, hidden=None, analyses_count=1)

    with pytest.raises(Unanalysable):
        await Examination(first, answered(first, Refused(id=1, why="nesting"))).analyses()


async def test_a_worker_killed_between_its_replies_is_asked_again_elsewhere(pool: WorkerPool) -> None:
    """A death after the preparation costs a repetition, not the analysis."""
    examination = await pool.examine(fragment("import os\n" + "os.system(x)\n" * 1_500), nonce="abc")
    os.kill(pool.pids[0], signal.SIGKILL)
    os.kill(pool.pids[-1], signal.SIGKILL)
    analyses = await examination.analyses()

    assert [1_500] == [len(one.bandit) for one in analyses]
    await until(lambda: len(pool.pids) == 2)


async def test_another_preparation_is_no_basis_for_an_analysis() -> None:
    """When the worker that took over repaired the text differently, its analysis is of another text: a failure."""
    first = Prepared(id=1, repaired=None, hidden=None)
    other = Prepared(id=1, repaired=None, hidden="something")

    with pytest.raises(ScanIncomplete):
        await Examination(first, answered(other)).analyses()


async def test_a_dead_idle_worker_is_replaced() -> None:
    """Workers killed while idle cost no request, and the pool is whole again after."""
    async with running() as pool:
        before = pool.pids
        for pid in before:
            os.kill(pid, signal.SIGKILL)
        result = await analyse(pool, BAD)
        await until(lambda: len(pool.pids) == 2 and not set(before) & set(pool.pids))

    assert ["B605"] == [match.test for match in result.bandit]


async def test_a_worker_killed_in_mid_call_is_asked_again_elsewhere() -> None:
    """A death in the middle of a question is answered by another worker."""
    async with running() as pool:
        before = pool.pids
        for pid in before:
            os.kill(pid, signal.SIGSTOP)
        asked = asyncio.create_task(analyse(pool, BAD))
        await until(lambda: pool.busy_count == 1)
        busiest = before
        os.kill(busiest[0], signal.SIGKILL)
        os.kill(busiest[1], signal.SIGCONT)
        result = await asked

    assert ["B605"] == [match.test for match in result.bandit]


async def test_a_silent_worker_ends_at_its_deadline() -> None:
    """Workers that get no processor are given up within two deadlines and replaced; the text is not blamed."""
    settings = WorkerSettings(workers_count=1, analyse_ms_max=300)
    async with running(settings) as pool:
        before = pool.pids
        for pid in before:
            os.kill(pid, signal.SIGSTOP)
        started = time.monotonic()
        with pytest.raises(ScanIncomplete):
            await analyse(pool, BAD)
        took = time.monotonic() - started
        await until(lambda: len(pool.pids) == 2)
        after = pool.pids
        result = await analyse(pool, BAD)

        assert took < 3
        assert not set(before) & set(after)
        assert ["B605"] == [match.test for match in result.bandit]


async def refused(pool: WorkerPool, text: str) -> str:
    """Return why a text is refused; a worker that the machine gave no time says nothing of the text, so ask again."""
    for _ in range(_BUSY_MAX):
        try:
            await analyse(pool, text)
        except Unanalysable as refusal:
            return refusal.reason
        except ScanIncomplete as busy:
            if "too busy" not in busy.reason:
                raise
    raise AssertionError("the text was never refused")


def _all_of_the_time_ms(_pid: int) -> float:
    """Be a clock by which a worker has the processor all the time, so that no text must be tried many times."""
    return time.monotonic() * 1000


async def test_a_text_that_takes_too_long_is_quarantined() -> None:
    """A text on which two workers spent their whole time is refused at once from then on."""
    async with running(WorkerSettings(workers_count=1, analyse_ms_max=300)) as pool:
        reason = await refused(pool, LONG)
        await until(lambda: len(pool.pids) == 2)
        before = pool.pids
        await refused(pool, LONG)

        assert "quarantined" == reason
        assert before == pool.pids


async def test_quarantine_is_bounded_and_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many texts are remembered, and only so long: then the text is tried again, on new workers."""
    monkeypatch.setattr(worker, "_cpu_ms", _all_of_the_time_ms)
    async with running(WorkerSettings(workers_count=1, analyse_ms_max=300, quarantine_s_max=0)) as pool:
        await refused(pool, LONG)
        await until(lambda: len(pool.pids) == 2)
        before = pool.pids
        await refused(pool, LONG)

        assert set(before) != set(pool.pids)


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("def f(:\n", {"syntax"}),
        ("x = 1\0", {"syntax"}),
        ("(" * 100_000, {"syntax", "too_large"}),
        ("x = " + "-" * 50_000 + "1\n", {"too_large"}),
        ("x = " + "+".join(["y"] * 20_000), {"too_large", "quarantined"}),
        ("x = '\ud800'\n", {"obfuscated_text"}),
    ],
    ids=["syntax", "nul", "nesting", "unary", "sum", "surrogate"],
)
async def test_a_text_that_cannot_be_analysed_is_refused(text: str, reasons: set[str], pool: WorkerPool) -> None:
    """Syntax errors, NUL and nesting bombs are refused by name, and the next text is analysed."""
    with pytest.raises(Unanalysable) as refusal:
        await analyse(pool, text)
    result = await analyse(pool, BAD)

    assert refusal.value.reason in reasons
    assert ["B605"] == [match.test for match in result.bandit]


async def test_a_memory_bomb_costs_no_more_than_the_limit() -> None:
    """A text that needs more memory than a worker may have is refused, and the next text is analysed."""
    settings = WorkerSettings(
        workers_count=1, prepare_ms_max=20_000, analyse_ms_max=20_000, memory_bytes_max=96 * 1024 * 1024
    )
    async with running(settings) as pool:
        with pytest.raises(Unanalysable) as refusal:
            await analyse(pool, "x = [" + "1," * 600_000 + "]\n")
        result = await analyse(pool, BAD)

    assert refusal.value.reason in {"too_large", "quarantined"}
    assert ["B605"] == [match.test for match in result.bandit]


async def test_answers_fifty_questions_at_once(pool: WorkerPool) -> None:
    """Concurrent callers each get the answer to their own question."""
    results = await asyncio.gather(
        *(pool.analyse(language="python", text=f"\n{'x = 1\n' * index}eval(y)\n", nonce=f"{index}")
          for index in range(50))
    )  # fmt: skip

    assert [index + 2 for index in range(50)] == [result.bandit[0].line for result in results]
    assert [str(index) for index in range(50)] == [result.api_nonce for result in results]


async def test_a_full_queue_is_a_failure() -> None:
    """More callers than may wait are turned away, not left hanging."""
    async with running(WorkerSettings(workers_count=1, queue_depth_max=1, analyse_ms_max=10_000)) as pool:
        outcomes = await asyncio.gather(*(analyse(pool, BAD) for _ in range(20)), return_exceptions=True)

    assert any(isinstance(outcome, ScanIncomplete) for outcome in outcomes)
    assert any(isinstance(outcome, Analysed) for outcome in outcomes)


async def test_a_hang_up_does_not_cost_the_worker(pool: WorkerPool) -> None:
    """A cancelled question leaves the worker fit for the next one, which gets its own answer."""
    before = pool.pids
    asked = asyncio.create_task(analyse(pool, "x = 1\n" * 2000))
    await until(lambda: pool.busy_count == 1)
    asked.cancel()
    result = await analyse(pool, BAD)
    outcome = await asyncio.gather(asked, return_exceptions=True)

    assert isinstance(outcome[0], asyncio.CancelledError)
    assert before == pool.pids
    assert ["B605"] == [match.test for match in result.bandit]


async def test_a_stopped_pool_refuses() -> None:
    """After stop no worker is left, and a question fails at once."""
    async with running() as pool:
        pids = pool.pids
    with pytest.raises(ScanIncomplete):
        await analyse(pool, BAD)

    assert [] == [pid for pid in pids if _exists(pid)]


async def test_workers_run_without_our_environment() -> None:
    """A worker inherits none of our environment, where secrets may be."""
    os.environ["GATEWAY_TEST_SECRET"] = "visible"
    try:
        async with running() as pool:
            with open(f"/proc/{pool.pids[0]}/environ", "rb") as file:  # noqa: ASYNC230, PTH123 - procfs does not wait
                environment = file.read() if os.geteuid() == 0 else b""
    finally:
        del os.environ["GATEWAY_TEST_SECRET"]

    assert b"visible" not in environment


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True

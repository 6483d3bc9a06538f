"""The ledger when things break: clear failures before the deadline, recovery by itself, nothing lost or doubled."""

import asyncio
import os
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest

from audit.record import parse
from gateway.embedded.postgres import EmbeddedPostgres
from gateway.errors import LedgerUnavailable
from gateway.ledger.connection import Batch, BatchRefused, WriterConnection
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls, create_logins, migrate
from gateway.ledger.seal import Sealer, new_id
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import Vault
from tests.ledger.proxy import Proxy, Weather
from tests.ledger.support import KEYS, kinds, opening, outcome, rows, running_ledger
from tests.soak.disk import fill, is_small, small_disk
from tests.soak.faults import terminate_before_commit

DEADLINE_MS = 250
SLACK_S = 1.0
HURRIED = LedgerSettings(append_ms_max=DEADLINE_MS, statement_ms_max=700, reconnect_ms_max=100)
STEADY = LedgerSettings(append_ms_max=10_000, statement_ms_max=5000)
RECOVERY_S_MAX = 20


@pytest.fixture(scope="module")
def private_server() -> Iterator[EmbeddedPostgres]:
    """Yield a server that these tests may break, on a small disk of its own if we may mount one."""
    with small_disk() as (folder, _), EmbeddedPostgres(folder) as server:
        yield server


@pytest.fixture
def private_database(private_server: EmbeddedPostgres, postgres_folder: Path) -> LedgerUrls:
    """Return a migrated database on the private server, which runs."""
    private_server.start()
    name = f"ledger_{time.monotonic_ns()}"
    with psycopg.connect(private_server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    url = private_server.url(name)
    migrate(url)
    return create_logins(url, postgres_folder / "private-passwords")


def tree(pid: int) -> list[int]:
    """Return the process ids of a process and its descendants."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(grandchild for child in children for grandchild in tree(int(child)))]


@contextmanager
def paused(server: EmbeddedPostgres) -> Iterator[None]:
    """Stop every process of the server inside the block, as a hanging machine does."""
    pids = tree(server.pid)
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in reversed(pids):
            os.kill(pid, signal.SIGCONT)


async def one_attempt(ledger: PostgresLedger) -> None:
    """Ask for one completion."""
    first = opening()
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])


async def refused_in_time(ledger: PostgresLedger) -> None:
    """Check that an attempt is refused before the deadline."""
    began = time.monotonic()
    with pytest.raises(LedgerUnavailable):
        await one_attempt(ledger)

    assert time.monotonic() - began < DEADLINE_MS / 1000 + SLACK_S


async def recovered(ledger: PostgresLedger) -> None:
    """Wait until the ledger is well again by itself."""
    async with asyncio.timeout(RECOVERY_S_MAX):
        while True:
            try:
                await ledger.probe()
            except LedgerUnavailable:
                continue  # a probe waits its own deadline, or is refused when the queue is full
            return


def assert_complete(url: str, ledger: PostgresLedger) -> None:
    """Check that the sequence is dense and that gap records say exactly what was lost."""
    stored = rows(url)
    gaps = [dict(parse(row["canonical"]).details) for row in stored if row["kind"] == "gap"]

    assert list(range(1, len(stored) + 1)) == [row["sequence"] for row in stored]
    assert ledger.lost_count == sum(int(gap["lost_count"] or 0) for gap in gaps)


def kill(server_pid: int) -> None:
    """Kill a server and all its processes: one that outlives the first for a moment may still commit."""
    children = Path(f"/proc/{server_pid}/task/{server_pid}/children").read_text().split()
    for process_id in (server_pid, *map(int, children)):
        os.kill(process_id, signal.SIGKILL)


async def test_killed(private_server: EmbeddedPostgres, private_database: LedgerUrls) -> None:
    """Postgres killed -9: 503 in time; after its restart all is well, and the loss has its gap record."""
    async with running_ledger(private_database.writer, HURRIED) as ledger:
        await one_attempt(ledger)
        kill(private_server.pid)
        await refused_in_time(ledger)
        await ledger.note(opening())
        private_server.stop()
        private_server.start()
        await recovered(ledger)
        await one_attempt(ledger)
        await ledger.probe()

        assert "gap" in kinds(private_database.owner)
        assert_complete(private_database.owner, ledger)


async def test_stopped_and_started(private_server: EmbeddedPostgres, private_database: LedgerUrls) -> None:
    """A clean restart of Postgres: the same."""
    async with running_ledger(private_database.writer, HURRIED) as ledger:
        await one_attempt(ledger)
        private_server.stop()
        await refused_in_time(ledger)
        with pytest.raises(LedgerUnavailable):
            await ledger.probe()
        private_server.start()
        await recovered(ledger)
        await one_attempt(ledger)
        await ledger.probe()

        assert_complete(private_database.owner, ledger)


async def test_paused(private_server: EmbeddedPostgres, private_database: LedgerUrls) -> None:
    """A hanging Postgres (SIGSTOP): 503 in time, while it hangs and for as long as it hangs."""
    async with running_ledger(private_database.writer, HURRIED) as ledger:
        await one_attempt(ledger)
        with paused(private_server):
            for _ in range(5):
                await refused_in_time(ledger)
        await recovered(ledger)
        await one_attempt(ledger)
        await ledger.probe()

        assert_complete(private_database.owner, ledger)


async def test_backend_terminated(private_database: LedgerUrls) -> None:
    """A terminated connection costs a reconnect, not an answer."""
    async with running_ledger(private_database.writer, STEADY) as ledger:
        await one_attempt(ledger)
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gateway ledger'"
        rows(private_database.owner, end)
        await one_attempt(ledger)

        assert ["request", "completion"] * 2 == kinds(private_database.owner)
        assert 0 == ledger.lost_count


async def test_terminated_before_commit(private_database: LedgerUrls) -> None:
    """A writer that is terminated after its INSERT and before its COMMIT writes again: a receipt, no duplicate."""
    async with running_ledger(private_database.writer, STEADY) as ledger:
        await one_attempt(ledger)
        ending = asyncio.create_task(asyncio.to_thread(terminate_before_commit, private_database.owner))
        while not ending.done():
            await one_attempt(ledger)
        await ending

        assert {"request", "completion"} == set(kinds(private_database.owner))
        assert 0 == ledger.lost_count
        assert_complete(private_database.owner, ledger)


@contextmanager
def full_disk(server: EmbeddedPostgres, owner_url: str) -> Iterator[None]:
    """Leave Postgres no room to write; where no disk could be mounted, one backend may write no more."""
    ballast = server.data_folder.parent / "ballast"
    limited: list[tuple[int, tuple[int, int]]] = []
    try:
        if is_small(ballast.parent):
            fill(ballast)
        else:
            pid = rows(owner_url, "SELECT pid FROM pg_stat_activity WHERE application_name = 'gateway ledger'")[0][
                "pid"
            ]
            before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
            limited.append((pid, before))
        yield
    finally:
        ballast.unlink(missing_ok=True)
        for pid, before in limited:
            with suppress(ProcessLookupError):  # it ended, and the next one has room
                resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


async def test_full_disk(private_server: EmbeddedPostgres, private_database: LedgerUrls) -> None:
    """A full disk: nothing is released, the answer comes in time, and room is all that it takes to go on."""
    async with running_ledger(private_database.writer, HURRIED) as ledger:
        await one_attempt(ledger)
        refused = 0
        with full_disk(private_server, private_database.owner):
            while refused == 0:  # a page that is half empty takes some more
                try:
                    await one_attempt(ledger)
                except LedgerUnavailable:
                    refused += 1
        await recovered(ledger)
        await one_attempt(ledger)
        await ledger.probe()

        assert_complete(private_database.owner, ledger)


async def test_clock_set_back(private_database: LedgerUrls, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that is set back by an hour stops nothing: order comes from sequence and index, never from the time."""
    true_time_ns = time.time_ns
    async with running_ledger(private_database.writer, STEADY) as ledger:
        await one_attempt(ledger)
        monkeypatch.setattr(time, "time_ns", lambda: true_time_ns() - 3600 * 10**9)
        await one_attempt(ledger)

        stored = rows(private_database.owner)
        assert stored[2]["time"] < stored[0]["time"]
        assert_complete(private_database.owner, ledger)


async def test_locked_table(private_database: LedgerUrls) -> None:
    """A table that somebody locked: 503 in time, and well again after."""
    async with running_ledger(private_database.writer, HURRIED) as ledger:
        with psycopg.connect(private_database.owner) as connection:
            connection.execute("LOCK TABLE audit.record IN ACCESS EXCLUSIVE MODE")
            await refused_in_time(ledger)
        await recovered(ledger)
        await one_attempt(ledger)
        await ledger.probe()

        assert_complete(private_database.owner, ledger)


async def test_black_hole(private_database: LedgerUrls) -> None:
    """A network that swallows everything without closing: 503 in time, and well again after."""
    async with Proxy(private_database.writer).running() as proxy, running_ledger(proxy.url, HURRIED) as ledger:
        await one_attempt(ledger)
        proxy.weather = Weather.ALL_LOST
        for _ in range(3):
            await refused_in_time(ledger)
        proxy.weather = Weather.FAIR
        await recovered(ledger)
        await one_attempt(ledger)
        await ledger.probe()

        assert_complete(private_database.owner, ledger)


async def test_commit_whose_answer_is_lost(private_database: LedgerUrls) -> None:
    """A COMMIT that happened, but whose answer was lost, is found out: a receipt, and no duplicate."""
    async with Proxy(private_database.writer).running() as proxy, running_ledger(proxy.url, STEADY) as ledger:
        for _ in range(2):  # the second one prepares the statement; after it an attempt is one round trip
            await one_attempt(ledger)
        proxy.weather = Weather.REPLIES_LOST
        attempt = asyncio.create_task(one_attempt(ledger))
        await asyncio.wait_for(proxy.lost_something.wait(), RECOVERY_S_MAX)
        proxy.weather = Weather.FAIR
        proxy.cut()
        await attempt

        assert ["request", "completion"] * 3 == kinds(private_database.owner)
        assert 0 == ledger.lost_count


async def test_commit_that_never_arrived(private_database: LedgerUrls) -> None:
    """A COMMIT that never reached Postgres is sent again: a receipt, and no gap in the sequence."""
    async with Proxy(private_database.writer).running() as proxy, running_ledger(proxy.url, STEADY) as ledger:
        for _ in range(2):  # the second one prepares the statement; after it an attempt is one round trip
            await one_attempt(ledger)
        proxy.weather = Weather.ALL_LOST
        attempt = asyncio.create_task(one_attempt(ledger))
        await asyncio.wait_for(proxy.lost_something.wait(), RECOVERY_S_MAX)
        proxy.weather = Weather.FAIR
        proxy.cut()
        await attempt

        assert ["request", "completion"] * 3 == kinds(private_database.owner)
        assert_complete(private_database.owner, ledger)


async def test_fence_whose_answer_is_lost(private_database: LedgerUrls) -> None:
    """Whether a batch is durable is asked again when that answer is lost, too: what asked before is no batch."""
    async with Proxy(private_database.writer).running() as proxy, running_ledger(proxy.url, STEADY) as ledger:
        for _ in range(2):
            await one_attempt(ledger)
        proxy.weather = Weather.ALL_LOST
        attempt = asyncio.create_task(one_attempt(ledger))
        await asyncio.wait_for(proxy.lost_something.wait(), RECOVERY_S_MAX)
        proxy.lost_something.clear()
        proxy.weather, proxy.unanswered = Weather.FAIR, ledger._writer._life.encode()  # noqa: SLF001 (a fence names it)
        proxy.cut()
        await asyncio.wait_for(proxy.lost_something.wait(), RECOVERY_S_MAX)
        proxy.weather, proxy.unanswered = Weather.FAIR, b""
        proxy.cut()
        await attempt

        assert ["request", "completion"] * 3 == kinds(private_database.owner)
        assert_complete(private_database.owner, ledger)


@pytest.mark.parametrize("was_written", [True, False])
async def test_a_fence_says_the_same_again(ledger_database: LedgerUrls, *, was_written: bool) -> None:
    """However often it is asked, and though nobody heard the answers before."""
    writer = new_id()
    sealer = Sealer(Vault(KEYS, writer, 10), writer)
    batch = Batch(new_id(), 1, (sealer.number(sealer.draft(opening()), 1),))
    connection = await WriterConnection.open(LedgerSettings(url=ledger_database.writer))
    try:
        await connection.listen()
        if was_written:
            await connection.insert(batch)
        said = [await connection.fence(batch) for _ in range(3)]
        if not was_written:
            with pytest.raises(BatchRefused):
                await connection.insert(batch)
    finally:
        await connection.close()

    assert [was_written] * 3 == said
    assert int(was_written) == len(rows(ledger_database.owner))


async def test_stop_does_not_wait_for_a_hanging_database(
    private_server: EmbeddedPostgres, private_database: LedgerUrls
) -> None:
    """A shutdown ends in bounded time, and whoever waits is told."""
    async with running_ledger(private_database.writer, LedgerSettings(append_ms_max=60_000, stop_ms_max=300)) as ledger:
        with paused(private_server):
            waiting = asyncio.create_task(ledger.probe())
            began = time.monotonic()
            await ledger.stop()

            assert time.monotonic() - began < 0.3 + SLACK_S
        with pytest.raises(LedgerUnavailable):
            await waiting


async def test_start_without_a_database(private_server: EmbeddedPostgres, private_database: LedgerUrls) -> None:
    """A ledger that cannot connect does not start."""
    private_server.stop()

    with pytest.raises(LedgerUnavailable):
        async with running_ledger(private_database.writer, HURRIED):
            pass

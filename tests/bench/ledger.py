"""
The ledger's speed on a real Postgres with fsync on: appends, group commit, sequencing, storage. Part of `make bench`;
alone: `python -m tests.bench.ledger`.
"""

import asyncio
import gc
import os
import random
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median, quantiles

import psycopg
import uvloop

from gateway.ledger.keys import load_keys
from gateway.ledger.ledger import PostgresLedger
from gateway.values import Event
from tests.ledger.support import opening, outcome
from tests.soak.filling import fill
from tests.soak.house import House, house
from tests.soak.matrix import sequenced

CLIENTS, APPENDS, ROUNDS, MODEL_S, SPREAD = 32, 20, 5, 0.15, 0.5
SYNCS, SYNC_BYTES = 300, 8192
COMMITTED, AT_ONCE = 20_000, 256
RATE_PER_S, RATE_S, TICK_S = 1000, 10, 0.02
CATCH_UP = 100_000
_LAG = """
SELECT coalesce(extract(epoch FROM clock_timestamp() - min(record.time)), 0)::float8 FROM audit.record AS record
WHERE record.time > now() - interval '60 seconds' AND NOT EXISTS (SELECT FROM audit.leaf AS leaf
  WHERE leaf.request_id = record.request_id AND leaf.kind = record.kind AND leaf.candidate = record.candidate)
"""
_BYTES = """
SELECT sum(pg_total_relation_size(oid))::bigint FROM pg_class
WHERE relnamespace = 'audit'::regnamespace AND relkind IN ('r', 'm')
"""
_COMPLETIONS = "SELECT count(*) FROM audit.record WHERE kind = 'completion'"

type Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Bound:
    """A measured figure, its limit, and whether the limit is a least or a most."""

    name: str
    measured: float
    limit: float
    is_least: bool = False

    def __str__(self) -> str:
        """Return one line of the report."""
        is_kept = self.measured >= self.limit if self.is_least else self.measured <= self.limit
        verdict = "ok" if is_kept else ("UNDER" if self.is_least else "OVER")
        return f"  {self.name:<37}{self.measured:12,.2f}{self.limit:12,.2f}  {verdict}"


def measure(progress: Progress) -> dict[str, float]:
    """Return all figures of the ledger."""
    return uvloop.run(_measure(progress))  # as the service does


def bounds(figures: dict[str, float]) -> tuple[Bound, ...]:
    """Return the figures that have a limit."""
    return (
        Bound("append p95 ms, 32 completions", figures["append_p95_ms"], 3 * figures["fdatasync_p95_ms"] + 2),
        Bound("durable records/s, group commit", figures["durable_records_per_s"], 5000, is_least=True),
        Bound("sequencing lag p99 s, 1,000 records/s", figures["lag_p99_s"], 1),
        Bound("leaves/s, catching up", figures["leaves_per_s"], 10_000, is_least=True),
    )


def report(figures: dict[str, float]) -> None:
    """Print the figures and their limits."""
    print("\nledger                                   measured       limit")
    for bound in bounds(figures):
        print(bound)
    print(f"  fdatasync p95 {figures['fdatasync_p95_ms']:.2f} ms; append p50 {figures['append_p50_ms']:.2f} ms,")
    print(
        f"  p95 {figures['append_in_step_p95_ms']:.2f} ms with all 32 in one moment;"
        f" {figures['append_cpu_ms']:.2f} ms of this process's CPU a completion"
    )
    print(f"  {figures['sealed_records_per_s']:,.0f} records/s sealed and durable by one process")
    print(f"  {figures['bytes_per_completion']:,.0f} bytes a completion (request, completion, indexes, leaves)")


async def _measure(progress: Progress) -> dict[str, float]:
    async with house() as built:
        figures: dict[str, float] = {}
        progress("ledger: appends of 32 completions at a time")
        async with running(built) as ledger:
            figures.update(await _append_figures(ledger, built.parts.postgres.data_folder.parent))
            await built.start_worker("worker")
            await sequenced(built.owner_url)
            figures["bytes_per_completion"] = _bytes_each(built.owner_url)
            await built.kill("worker")
            progress("ledger: group commit")
            figures["sealed_records_per_s"] = await _sealed(ledger)
            figures["durable_records_per_s"] = await _committed(ledger)
            await built.start_worker("worker")
            await sequenced(built.owner_url)
            progress(f"ledger: {RATE_PER_S} records/s for {RATE_S} s")
            figures["lag_p99_s"] = await _lag(ledger, built.owner_url)
        await built.kill("worker")
        progress("ledger: catching up")
        figures["leaves_per_s"] = await _catching_up(built, progress)
        return figures


async def _append_figures(ledger: PostgresLedger, folder: Path) -> dict[str, float]:
    """Return medians of several rounds, each with its own measure of the disk, and what an append costs in CPU."""
    samples: list[dict[str, float]] = []
    for _ in range(ROUNDS):
        before, sent = _syncs(folder), _sent(APPENDS)
        cpu_s = time.process_time()
        spent = await _appended(ledger, sent, SPREAD)
        cpu_ms = (time.process_time() - cpu_s) * 1000 / len(spent)
        in_step = await _appends(ledger, APPENDS // 4, 0)
        disk_ms = share([*before, *_syncs(folder)], 95)
        sample = {"fdatasync_p95_ms": disk_ms, "append_cpu_ms": cpu_ms, "append_in_step_p95_ms": share(in_step, 95)}
        sample |= {"append_p50_ms": share(spent, 50), "append_p95_ms": share(spent, 95)}
        samples.append(sample)
    return {name: median(sample[name] for sample in samples) for name in samples[0]}


def running(built: House) -> "_Running":
    """Return a ledger on the house's Postgres, for an `async with`."""
    files = built.parts.settings.ledger
    keys = load_keys(Path(files.wrapping_key_file), Path(files.signing_key_file), create=False)
    # Straight to Postgres: the house's proxy is for faults. Nothing is refused here, only measured.
    settings = replace(
        files,
        url=built.direct_url,
        append_ms_max=60_000,
        queue_depth_max=100_000,
        queue_bytes_max=1 << 30,
        queue_bytes_per_caller_max=1 << 30,
    )
    return _Running(PostgresLedger(settings, keys))


class _Running:
    def __init__(self, ledger: PostgresLedger) -> None:
        self._ledger = ledger

    async def __aenter__(self) -> PostgresLedger:
        await self._ledger.start()
        return self._ledger

    async def __aexit__(self, *_: object) -> None:
        await self._ledger.stop()


def _syncs(folder: Path) -> list[float]:
    """Return the ms of small durable writes beside the database's files."""
    path = folder / "fdatasync"
    spent = []
    with path.open("wb", buffering=0) as file:
        for _ in range(SYNCS):
            began = time.perf_counter()
            file.write(bytes(SYNC_BYTES))
            os.fdatasync(file.fileno())
            spent.append((time.perf_counter() - began) * 1000)
    path.unlink()
    return spent


async def _appends(ledger: PostgresLedger, rounds: int, spread: float) -> list[float]:
    return await _appended(ledger, _sent(rounds), spread)


def _sent(rounds: int) -> list[list[tuple[Event, Event]]]:
    """Return what each client sends, made beforehand: that is the clients' work, not the ledger's."""
    openings = [opening() for _ in range(rounds * CLIENTS)]
    pairs = [(first, outcome(first)) for first in openings]
    gc.collect()
    return [pairs[number::CLIENTS] for number in range(CLIENTS)]


async def _appended(ledger: PostgresLedger, sent: list[list[tuple[Event, Event]]], spread: float) -> list[float]:
    """
    Return the ms that each completion waits for its records, beside 31 others.

    `spread` is how much the model's time differs between requests, as it does where lengths differ. With 0 the clients
    fall into step: whoever was written together asks together again, and all 32 end in one moment.
    """
    spent: list[float] = []
    chance = random.Random(CLIENTS)  # noqa: S311 (when, not a secret)

    async def client(number: int) -> None:
        await asyncio.sleep(MODEL_S * number / CLIENTS * spread)
        for first, last in sent[number]:
            async with ledger.attempt(first) as attempt:
                await asyncio.sleep(MODEL_S * chance.uniform(1 - spread, 1 + spread))
                began = time.perf_counter()
                await attempt.conclude([last])
                spent.append((time.perf_counter() - began) * 1000)

    await asyncio.gather(*(client(number) for number in range(CLIENTS)))
    return spent


async def _sealed(ledger: PostgresLedger) -> float:
    """Return how many records one process seals and makes durable in a second, with all that belongs to it."""
    rest = iter(range(COMMITTED // 4))

    async def client() -> None:
        for _ in rest:
            await ledger.note(opening())

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(AT_ONCE)))
    return COMMITTED // 4 / (time.perf_counter() - began)


async def _committed(ledger: PostgresLedger) -> float:
    """Return how many records, already drafted, the group commit makes durable in a second."""
    appender = ledger._appender  # noqa: SLF001 (what is measured is the part behind it)
    drafts = [appender._sealer.draft(opening()) for _ in range(COMMITTED)]  # noqa: SLF001
    began = time.perf_counter()
    entries = appender._writer.submit(drafts)  # noqa: SLF001
    await asyncio.wait([entry.future for entry in entries])
    return COMMITTED / (time.perf_counter() - began)


async def _lag(ledger: PostgresLedger, owner_url: str) -> float:
    """Return, as p99 of many looks, for how long the oldest record without a leaf has been waiting."""
    stopping = asyncio.Event()
    looking = asyncio.create_task(_looks(owner_url, stopping))
    await notes_at_a_rate(ledger)
    stopping.set()
    return share(await looking, 99)


async def notes_at_a_rate(ledger: PostgresLedger) -> None:
    """Record 1,000 events a second for some seconds, and wait until all are durable."""
    notes: set[asyncio.Task[None]] = set()
    began = time.perf_counter()
    for number in range(RATE_PER_S * RATE_S):
        due = began + number / RATE_PER_S
        if due > time.perf_counter() + TICK_S:
            await asyncio.sleep(TICK_S)
        notes.add(asyncio.create_task(ledger.note(opening())))
    await asyncio.gather(*notes)


async def _looks(owner_url: str, stopping: asyncio.Event) -> list[float]:
    looks = []
    async with await psycopg.AsyncConnection.connect(owner_url, autocommit=True) as connection:
        while not stopping.is_set():
            row = await (await connection.execute(_LAG)).fetchone()
            looks.append(float(row[0]) if row else 0.0)
            await asyncio.sleep(TICK_S)
    return looks


async def _catching_up(built: House, progress: Progress) -> float:
    await asyncio.to_thread(fill, built.owner_url, CATCH_UP, progress)
    await built.start_worker("worker")
    with psycopg.connect(built.owner_url, autocommit=True) as connection:
        query = "SELECT count(*) FROM audit.leaf"
        had = first = connection.execute(query).fetchall()[0][0]
        while first == had:  # the worker starts: that is not what is measured
            await asyncio.sleep(TICK_S)
            first = connection.execute(query).fetchall()[0][0]
        began = time.perf_counter()
        await sequenced(built.owner_url)
        last = connection.execute(query).fetchall()[0][0]
    return float(last - first) / (time.perf_counter() - began)


def _bytes_each(owner_url: str) -> float:
    with psycopg.connect(owner_url) as connection:
        ((size,),) = connection.execute(_BYTES).fetchall()
        ((completions,),) = connection.execute(_COMPLETIONS).fetchall()
    return float(size) / float(completions)


def share(values: list[float], percent: int) -> float:
    """Return the value that so many percent do not exceed."""
    return quantiles(values, n=100)[percent - 1]


if __name__ == "__main__":
    report(measure(lambda text: print(f"bench: {text}", file=sys.stderr, flush=True)))

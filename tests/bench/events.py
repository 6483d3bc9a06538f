"""
How fast events leave the log, sink by sink, and how far the worker lags under load. Part of `make bench`; alone:
`python -m tests.bench.trail events`.
"""

import asyncio
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from gateway.launch import write
from gateway.ledger.event_settings import EventSettings
from gateway.ledger.ledger import PostgresLedger
from tests.bench.ledger import RATE_PER_S, RATE_S, TICK_S, notes_at_a_rate, running, share
from tests.ledger.support import opening, outcome
from tests.soak.filling import fill
from tests.soak.house import House, house
from tests.soak.matrix import sequenced

RECORDS = 20_000
_DELIVERED_S_MAX = 600.0
_SECRET_BYTES = 32
_CURSOR = "SELECT coalesce(sum(next_index), 0)::bigint FROM audit.event_cursor WHERE sink = %s"
_LAG = """
SELECT sink.name, (SELECT count(*) FROM audit.leaf) - coalesce((SELECT sum(next_index) FROM audit.event_cursor AS cursor
  WHERE cursor.sink = sink.name), 0)::bigint FROM unnest(%s::text[]) AS sink (name)
"""

type Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class _Sinks:
    """What is measured: a sink of each kind."""

    all: tuple[EventSettings, ...]

    @property
    def names(self) -> list[str]:
        return [sink.name for sink in self.all]


def measure(progress: Progress) -> dict[str, Any]:
    """Return events a second of each sink, and how many records wait for it under load (p99)."""
    return asyncio.run(_measure(progress))


def report(figures: dict[str, Any]) -> None:
    """Print a row for each sink."""
    print(f"\nevents out (sink, form)      events/s    waiting at {RATE_PER_S:,} records/s (p99)")
    for name, rate in figures["per_s"].items():
        print(f"  {name:<24}{rate:>12,.0f}{figures['waiting_p99'][name]:>16,.0f} records")


async def _measure(progress: Progress) -> dict[str, Any]:
    async with house() as built:
        with _collecting(built.published.parent) as sinks:
            async with running(built) as ledger:
                await _completion(ledger)
                await asyncio.to_thread(fill, built.owner_url, RECORDS, lambda text: progress(f"events: {text}"))
                await built.start_worker("worker")
                await sequenced(built.owner_url)
                await built.kill("worker")
                rates = {}
                for sink in sinks.all:
                    progress(f"events: {sink.name}")
                    rates[sink.name] = await _rate(built, sink)
                progress(f"events: {RATE_PER_S} records/s for {RATE_S} s")
                waiting = await _waiting(built, ledger, sinks)
    return {"per_s": rates, "waiting_p99": waiting}


@contextmanager
def _collecting(folder: Path) -> Iterator[_Sinks]:
    """Yield a sink of each kind, with somebody who takes what it delivers."""
    command = [sys.executable, "-m", "tests.bench.collector"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 (our own module)
        try:
            posts, lines = (process.stdout.readline() if process.stdout else "").split()
            secret = folder / "webhook.secret"
            secret.write_bytes(b"s" * _SECRET_BYTES)
            file = EventSettings(name="file-json", kind="file", address=str(folder / "events.jsonl"))
            yield _Sinks(
                (
                    file,
                    replace(file, name="file-ocsf", address=str(folder / "ocsf.jsonl"), format="ocsf"),
                    EventSettings(
                        name="webhook-json",
                        kind="webhook",
                        address=f"http://127.0.0.1:{posts}/events",
                        secret_file=str(secret),
                    ),
                    EventSettings(
                        name="syslog-tcp-cef", kind="syslog", address=f"tcp://127.0.0.1:{lines}", format="cef"
                    ),
                )
            )
        finally:
            process.kill()


async def _completion(ledger: PostgresLedger) -> None:
    first = opening()
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])


async def _rate(built: House, sink: EventSettings) -> float:
    """Return how many events a second leave through one sink, from its first batch to its last."""
    await _start(built, (sink,))
    async with (
        asyncio.timeout(_DELIVERED_S_MAX),
        await psycopg.AsyncConnection.connect(built.owner_url, autocommit=True) as connection,
    ):
        ((size,),) = await (await connection.execute("SELECT count(*) FROM audit.leaf")).fetchall()
        first = last = await _delivered(connection, sink.name)
        began = time.perf_counter()
        while last < size:
            await asyncio.sleep(TICK_S)
            last = await _delivered(connection, sink.name)
            if not first:
                first, began = last, time.perf_counter()
    took = time.perf_counter() - began
    await built.kill("worker")
    return float(last - first) / took


async def _delivered(connection: psycopg.AsyncConnection, sink: str) -> int:
    ((count,),) = await (await connection.execute(_CURSOR, (sink,))).fetchall()
    return int(count)


async def _waiting(built: House, ledger: PostgresLedger, sinks: _Sinks) -> dict[str, float]:
    """Return, as p99 of many looks, how many records that have a place were not delivered yet."""
    await _start(built, sinks.all)
    stopping = asyncio.Event()
    looking = asyncio.create_task(_looks(built.owner_url, sinks.names, stopping))
    await notes_at_a_rate(ledger)
    stopping.set()
    looks = await looking
    await built.kill("worker")
    return {name: share([look[name] for look in looks], 99) for name in sinks.names}


async def _looks(owner_url: str, names: Sequence[str], stopping: asyncio.Event) -> list[dict[str, float]]:
    looks = []
    async with await psycopg.AsyncConnection.connect(owner_url, autocommit=True) as connection:
        while not stopping.is_set():
            rows = await (await connection.execute(_LAG, (list(names),))).fetchall()
            looks.append({name: float(count) for name, count in rows})
            await asyncio.sleep(TICK_S)
    return looks


async def _start(built: House, sinks: tuple[EventSettings, ...]) -> None:
    write(replace(built.parts.settings, events=sinks), built.parts.settings_file)
    await built.start_worker("worker")

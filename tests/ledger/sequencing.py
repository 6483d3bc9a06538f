"""Runs a sequencer until the log is signed up to where a test needs it."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace

from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import Publisher, Sink
from gateway.ledger.sequencer import Sequencer
from tests.ledger.support import CALLER, opening, outcome, rows, running_ledger

SETTINGS = LogSettings(sequence_ms=10, checkpoint_ms_min=10, retry_ms=10)
PATIENCE_S = 30


async def record(database: LedgerUrls, count: int, tenant: str = "acme") -> None:
    """Record so many requests with their completions."""
    async with running_ledger(database.writer) as ledger:
        for _ in range(count):
            begun = opening(caller=replace(CALLER, tenant=tenant))
            async with ledger.attempt(begun) as attempt:
                await attempt.conclude([outcome(begun)])


@asynccontextmanager
async def sequencing(
    database: LedgerUrls, signer: LogSigner, *sinks: Sink, settings: LogSettings = SETTINGS
) -> AsyncIterator[Sequencer]:
    """Yield a running sequencer."""
    sequencer = Sequencer(replace(settings, url=database.sequencer), signer, Publisher(sinks, settings.sink_ms_max))
    stopping = asyncio.Event()
    task = asyncio.create_task(sequencer.run(stopping))
    try:
        yield sequencer
    finally:
        stopping.set()
        await asyncio.wait_for(task, PATIENCE_S)


async def until(sequencer: Sequencer, holds: Callable[[], bool]) -> None:
    """Wait, step by step of the sequencer, until something holds."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            sequencer.stepped.clear()
            await sequencer.stepped.wait()


async def sequence(database: LedgerUrls, signer: LogSigner, sizes: Mapping[str, int], *sinks: Sink) -> None:
    """Sequence until each tenant's log is signed with the given size."""
    query = "SELECT tenant, max(size) AS size FROM audit.checkpoint GROUP BY tenant"
    async with sequencing(database, signer, *sinks) as sequencer:
        await until(
            sequencer,
            lambda: sizes.items() <= {row["tenant"]: row["size"] for row in rows(database.owner, query)}.items(),
        )

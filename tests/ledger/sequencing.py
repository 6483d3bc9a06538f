"""Runs a sequencer until the log is signed up to where a test needs it."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace

from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import Publisher, Sink
from gateway.ledger.sequencer import Sequencer
from tests.ledger.support import rows

SETTINGS = LogSettings(sequence_ms=10, checkpoint_ms_min=10, retry_ms=10)
PATIENCE_S = 30


async def sequence(database: LedgerUrls, signer: LogSigner, sizes: Mapping[str, int], *sinks: Sink) -> None:
    """Sequence until each tenant's log is signed with the given size."""
    sequencer = Sequencer(replace(SETTINGS, url=database.sequencer), signer, Publisher(sinks, SETTINGS.sink_ms_max))
    stopping = asyncio.Event()
    task = asyncio.create_task(sequencer.run(stopping))
    query = "SELECT tenant, max(size) AS size FROM audit.checkpoint GROUP BY tenant"
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not sizes.items() <= {row["tenant"]: row["size"] for row in rows(database.owner, query)}.items():
                sequencer.stepped.clear()
                await sequencer.stepped.wait()
    finally:
        stopping.set()
        await task

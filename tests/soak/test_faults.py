"""A small share of `make soak`: gateway and sequencer as processes, under load, killed -9."""

import random

from tests.ledger.invariants import Invariants
from tests.soak.clients import clients_of
from tests.soak.faults import GATEWAY_KILLED, LEADER_KILLED
from tests.soak.house import house
from tests.soak.matrix import Matrix, table


async def test_killed_processes_lose_nothing_that_anybody_received() -> None:
    """Completions received are committed, every record has one leaf, indexes are dense, checkpoints agree."""
    async with house() as built:
        for name in ("worker 1", "worker 2"):
            await built.start_worker(name)
        await built.start_gateway()
        checks = Invariants(built.owner_url, built.parts.settings.log.origin, built.published)
        matrix = Matrix(built, clients_of(built), checks, random.Random(4))  # noqa: S311 (when, not a secret)
        for fault in (LEADER_KILLED, GATEWAY_KILLED):
            row = await matrix.cause(fault)

            assert 0 == row.broken, table(matrix.rows)
            assert row.received > 0

"""
`make soak`: the whole house under load, with every fault many times, and the gateway killed at random points beside a
log of a million records. Prints which invariant was checked how often for which fault; exits with 1 if one was broken.
"""

import argparse
import asyncio
import json
import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.ledger.invariants import Invariants
from tests.soak.clients import clients_of
from tests.soak.disk import MEGABYTES, is_small
from tests.soak.faults import FAULTS, GATEWAY_KILLED
from tests.soak.filling import fill
from tests.soak.house import House, house
from tests.soak.matrix import RECOVERY_S_MAX, Matrix, Row, sequenced, table

BUILD = Path("build")

type Progress = Callable[[str], None]


def main() -> int:
    """Run the soak; return 0 if everything held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="how often the gateway is killed (default 100)")
    parser.add_argument("--rounds", type=int, default=3, help="how often every other fault is caused (default 3)")
    parser.add_argument("--records", type=int, default=1_000_000, help="how long the log is (default 1,000,000)")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the random points, to repeat a run")
    chosen = parser.parse_args()
    size = Size(chosen.kills, chosen.rounds, chosen.records, chosen.seed)
    rows = soak(size, lambda text: print(f"soak: {text}", file=sys.stderr, flush=True))
    BUILD.mkdir(exist_ok=True)
    (BUILD / "soak.json").write_text(json.dumps(counts(rows), indent=1) + "\n")
    print("\n" + table(rows))
    return 1 if any(row.broken for row in rows.values()) else 0


@dataclass(frozen=True, slots=True)
class Size:
    """How often the gateway is killed beside how long a log, how often all else is done, and the seed of chance."""

    kills: int
    rounds: int
    records: int
    seed: int


def soak(size: Size, progress: Progress) -> dict[str, Row]:
    """Break everything; return the table's rows."""
    progress(f"seed {size.seed}")
    rows: dict[str, Row] = {}
    if size.rounds:
        asyncio.run(_all_faults(size, rows, progress))
    if size.kills:
        asyncio.run(_kills(size, rows, progress))
    return rows


async def _all_faults(size: Size, rows: dict[str, Row], progress: Progress) -> None:
    """Cause every fault in turn, on a small disk, so that it can be filled."""
    async with house(megabytes=MEGABYTES) as built:
        matrix = await _started(built, size.seed, rows)
        can_fill = is_small(built.parts.postgres.data_folder)
        if not can_fill:
            progress("disk full: not possible here, because this account may not mount a disk")
        for number in range(1, size.rounds + 1):
            for fault in FAULTS:
                if fault.name != "disk full" or can_fill:
                    row = await matrix.cause(fault)
                    progress(f"round {number} of {size.rounds}: {fault.name}: {_verdict(row)}")


async def _kills(size: Size, rows: dict[str, Row], progress: Progress) -> None:
    """Kill the gateway again and again, beside a long log."""
    async with house() as built:
        matrix = await _started(built, size.seed, rows)
        async with matrix.clients.asking(1):
            await matrix.clients.until_answered(1, RECOVERY_S_MAX)
        await asyncio.to_thread(fill, built.owner_url, size.records, progress)
        began = time.monotonic()
        await sequenced(built.owner_url)
        progress(f"the long log has its leaves after {time.monotonic() - began:.0f} s more")
        progress(f"the whole log: {_verdict(await matrix.check_all(GATEWAY_KILLED))}")
        matrix.whole = False
        for number in range(1, size.kills + 1):
            row = await matrix.cause(GATEWAY_KILLED)
            progress(f"kill {number} of {size.kills}: {_verdict(row)}")
        progress(f"the whole log: {_verdict(await matrix.check_all(GATEWAY_KILLED))}")


async def _started(built: House, seed: int, rows: dict[str, Row]) -> Matrix:
    for name in ("worker 1", "worker 2"):
        await built.start_worker(name)
    await built.start_gateway()
    checks = Invariants(built.owner_url, built.parts.settings.log.origin, built.published)
    return Matrix(built, clients_of(built), checks, random.Random(seed), rows)  # noqa: S311 (when, not a secret)


def _verdict(row: Row) -> str:
    return f"{row.broken} BROKEN" if row.broken else f"all held, {row.received} received so far"


def counts(rows: Mapping[str, Row]) -> dict[str, dict[str, object]]:
    """Return the rows as JSON can hold them."""
    return {
        name: {
            "times": row.times,
            "received": row.received,
            **{held: {"checked": verdict.checked, "broken": verdict.broken} for held, verdict in row.verdicts.items()},
        }
        for name, row in rows.items()
    }


if __name__ == "__main__":
    sys.exit(main())

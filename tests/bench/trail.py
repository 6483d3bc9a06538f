"""
The audit trail in the bench: its speed, what auditors wait for, and the two matrices of faults and of tampering. Part
of `make bench`; alone: `python -m tests.bench.trail [--full] [PART…]`. About six minutes, in full an hour and a half.
"""

import argparse
import sys
import time
from collections.abc import Callable, Collection
from typing import Any

from tests.bench import events, ledger, search, tampering, verify
from tests.soak import __main__ as soak
from tests.soak.matrix import Row, table

_AUDITED, _AUDITED_FULL = 100_000, 1_000_000
_SOAK, _SOAK_FULL = (3, 1, 20_000), (100, 3, 1_000_000)  # kills of the gateway, rounds of all else, records beside it

type Progress = Callable[[str], None]


def measure(progress: Progress, *, full: bool, parts: Collection[str] = ()) -> dict[str, Any]:
    """Return the figures of the parts (all if none is named); `full` takes a million records and more of everything."""
    records = _AUDITED_FULL if full else _AUDITED
    found: dict[str, Callable[[], Any]] = {
        "ledger": lambda: ledger.measure(progress),
        "events": lambda: events.measure(progress),
        "search": lambda: search.measure(progress, records),
        "verify": lambda: verify.measure(progress, records),
        "tampering": lambda: tampering.measure(progress, tampering.TIMES_FULL if full else tampering.TIMES),
        "faults": lambda: _faults(progress, full=full),
    }
    return {name: part() for name, part in found.items() if not parts or name in parts}


def report(result: dict[str, Any]) -> None:
    """Print what was measured."""
    shown: dict[str, Callable[[Any], None]] = {
        "ledger": ledger.report,
        "events": events.report,
        "search": search.report,
        "verify": verify.report,
        "tampering": tampering.report,
        "faults": lambda rows: print("\n" + rows["table"]),
    }
    for name, show in shown.items():
        if name in result:
            show(result[name])


def _faults(progress: Progress, *, full: bool) -> dict[str, Any]:
    kills, rounds, records = _SOAK_FULL if full else _SOAK
    size = soak.Size(kills=kills, rounds=rounds, records=records, seed=int(time.time()))
    rows: dict[str, Row] = soak.soak(size, lambda text: progress(f"faults: {text}"))
    return {"seed": size.seed, "rows": soak.counts(rows), "table": table(rows)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="a million records, and more of everything")
    parser.add_argument(
        "parts", nargs="*", help="ledger, events, search, verify, tampering, faults; all if none is named"
    )
    chosen = parser.parse_args()
    report(
        measure(lambda text: print(f"bench: {text}", file=sys.stderr, flush=True), full=chosen.full, parts=chosen.parts)
    )

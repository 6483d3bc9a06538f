"""
The tamper matrix with its counts: everything that may be done to an export and to a database, again and again at random
places, and what an auditor finds of it. Part of `make bench`; alone: `python -m tests.bench.tampering [TIMES]`.
"""

import asyncio
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from gateway.embedded.postgres import EmbeddedPostgres
from gateway.ledger.migrate import create_logins, migrate
from tests.tamper import databases, exports
from tests.tamper.counts import Count, count, table

TIMES, TIMES_FULL = 10, 200
_EXPORTED = 120
_COMPLETIONS = (100, 120, 80)  # signed after each lot; together more than two tiles
_SEED = 4


def measure(progress: Callable[[str], None], times: int) -> dict[str, Any]:
    """Return each row of the table."""
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        progress(f"tampering: exports, {times} times each")
        with exports.exported(folder, _EXPORTED) as log:
            rows = count(exports.attempts(log), times, _SEED)
        with EmbeddedPostgres(folder / "postgres") as process:
            migrate(process.url())
            urls = create_logins(process.url(), folder / "passwords")
            signed = asyncio.run(databases.record(urls, _COMPLETIONS))
            progress(f"tampering: a database, {times} times each")
            with databases.stored(urls, signed) as stored:
                rows |= count(databases.attempts(stored), times, _SEED)
    return {name: asdict(row) for name, row in rows.items()}


def report(result: dict[str, Any]) -> None:
    """Print the table."""
    rows = {name: Count(**row) for name, row in result.items()}
    whole = sum(row.is_whole for row in rows.values())
    print(f"\n{table(rows)}\n  {whole} of {len(rows)} always detected and located")


if __name__ == "__main__":
    chosen = int(sys.argv[1]) if sys.argv[1:] else TIMES_FULL
    report(measure(lambda text: print(f"bench: {text}", file=sys.stderr, flush=True), chosen))

"""A small share of the tamper matrix in the bench: everything once or twice, at random places."""

from pathlib import Path

from gateway.ledger.migrate import LedgerUrls
from tests.tamper import databases, exports
from tests.tamper.counts import Count, count, table

SEED = 4


def _assert_whole(rows: dict[str, Count]) -> None:
    assert [] == [name for name, row in rows.items() if not row.is_whole], table(rows)


def test_whatever_is_done_to_an_export_is_detected_and_located(tmp_path: Path) -> None:
    """Each tampering with the export of a log; untouched it is called well."""
    with exports.exported(tmp_path, 40) as log:
        assert (None, None) == exports.untouched(log)
        _assert_whole(count(exports.attempts(log), 2, SEED))


async def test_whatever_is_done_to_the_database_is_detected_and_located(ledger_database: LedgerUrls) -> None:
    """Each tampering by somebody who owns the database; untouched it is called well."""
    signed = await databases.record(ledger_database, (4, 3, 5))
    with databases.stored(ledger_database, signed) as log:
        assert databases.untouched(log) is None
        _assert_whole(count(databases.attempts(log), 2, SEED))


async def test_a_changed_node_of_a_long_log_is_located(ledger_database: LedgerUrls) -> None:
    """Inner nodes are stored from 256 records on; the first record whose proof does not hold is named."""
    signed = await databases.record(ledger_database, (130,))
    with databases.stored(ledger_database, signed) as log:
        _assert_whole(count({databases.NODE: databases.attempts(log)[databases.NODE]}, 2, SEED))

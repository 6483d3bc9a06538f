"""The queue's tasks run whichever worker takes them, one at a time, and are tried again when they fail."""

import asyncio
import datetime as dt
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from psycopg import errors

from audit.record import Kind
from gateway.ledger.background import Background
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.keys import load_ledger_keys
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.settings import LedgerSettings
from gateway.settings import Settings
from gateway.worker import Worker
from tests.ledger.support import opening, rows

PATIENCE_S = 30
JOBS = "SELECT task_name, status::text, attempts FROM queue.procrastinate_jobs ORDER BY task_name"


def _settings(database: LedgerUrls, folder: Path) -> tuple[KeepingSettings, LedgerSettings]:
    ledger = LedgerSettings(
        url=database.writer,
        wrapping_key_file=str(folder / "wrapping.key"),
        signing_key_file=str(folder / "signing.key"),
        append_ms_max=5000,
    )
    load_ledger_keys(ledger, create=True)
    return KeepingSettings(url=database.keeper, months_ahead=5, confirm_ms_max=5000), ledger


async def test_the_chores_are_done_soon_after_the_start(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """Months are made, an interrupted shred is finished, and nothing is left in the queue."""
    settings, ledger_settings = _settings(ledger_database, tmp_path)
    ledger = PostgresLedger.from_settings(ledger_settings, create_keys=False)
    await ledger.start()
    await ledger.note(opening())
    owner = rows(ledger_database.owner, "SELECT owner FROM audit.data_key")[0]["owner"]
    await ledger.record_deed(Kind.SHRED, "acme", {"owner": owner, "month": ""})
    log = LogSettings(url=ledger_database.sequencer)

    async with Worker(Settings(ledger=ledger_settings, log=log, keeping=settings)) as worker:
        assert worker.background is not None
        async with asyncio.timeout(PATIENCE_S):
            while rows(ledger_database.owner, "SELECT * FROM audit.data_key") or _months(ledger_database) < 7:
                worker.background.worked.clear()
                await worker.background.worked.wait()
    await ledger.stop()

    assert 1 == len(rows(ledger_database.owner, "SELECT * FROM audit.shred"))


async def test_two_workers_share_what_is_due(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """What waits is not asked for twice, and what is done leaves nothing behind."""
    settings, ledger_settings = _settings(ledger_database, tmp_path)
    one, other = Background(settings, ledger_settings), Background(settings, ledger_settings)
    async with one.app.open_async(), other.app.open_async():
        await one.defer_all()
        await other.defer_all()
        waiting = rows(ledger_database.owner, JOBS)
        await asyncio.gather(
            *(
                each.app.run_worker_async(wait=False, install_signal_handlers=False, delete_jobs="successful")
                for each in (one, other)
            )
        )

    assert ["drop_months", "finish_shreds", "forget_batches", "make_months"] == [job["task_name"] for job in waiting]
    assert 7 == _months(ledger_database)


async def test_what_fails_is_tried_again_later(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A task whose database refuses is not lost: it waits for its next attempt, and holds up no other."""
    settings, ledger_settings = _settings(ledger_database, tmp_path)
    hasty = Background(settings, replace(ledger_settings, url=_of_nobody(ledger_settings.url)))
    began = dt.datetime.now(dt.UTC)
    async with hasty.app.open_async():
        await hasty.defer_all()
        await hasty.app.run_worker_async(wait=False, install_signal_handlers=False)

    jobs = rows(ledger_database.owner, "SELECT status::text, attempts, scheduled_at FROM queue.procrastinate_jobs")
    assert [("todo", 1)] * 4 == [(job["status"], job["attempts"]) for job in jobs]
    assert all(job["scheduled_at"] > began for job in jobs)


def test_the_queue_is_the_keepers_alone(untouched_database: LedgerUrls) -> None:
    """No other role sees it, and the keeper may not change its shape."""
    for url in (untouched_database.writer, untouched_database.reader, untouched_database.sequencer):
        with psycopg.connect(url) as connection, pytest.raises(errors.InsufficientPrivilege):
            connection.execute("SELECT FROM queue.procrastinate_jobs")
    with psycopg.connect(untouched_database.keeper) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("DROP TABLE queue.procrastinate_jobs")


def _months(database: LedgerUrls) -> int:
    return len(rows(database.owner, "SELECT audit.months()"))


def _of_nobody(url: str) -> str:
    """Return the URL with a password that the server refuses."""
    scheme, _, rest = url.partition("://")
    user, _, place = rest.partition("@")
    return f"{scheme}://{user.partition(':')[0]}:wrong@{place}"

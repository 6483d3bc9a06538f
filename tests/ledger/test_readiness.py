"""A probe is well only if a record could be written now; whoever cannot connect is told why and what to do."""

import asyncio
from collections.abc import Awaitable, Callable

import psycopg
import pytest
from psycopg import sql

from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.ledger.event_cursors import CursorConnection
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls, ensure_partitions
from gateway.ledger.sequencing import SequencerConnection
from gateway.ledger.settings import LedgerSettings
from tests.ledger.support import PATIENT, kinds, opening, rows, running_ledger
from tests.ledger.test_migrations import partitions

_RECOVERY_S_MAX = 20
_QUICK_TO_GIVE_UP = LedgerSettings(append_ms_max=1000, statement_ms_max=400)


def as_owner(urls: LedgerUrls, statement: str) -> None:
    """Execute a statement as the owner."""
    with psycopg.connect(urls.owner) as connection:
        connection.execute(statement.encode())


async def recovered(ledger: PostgresLedger) -> None:
    """Wait until a probe is well."""
    async with asyncio.timeout(_RECOVERY_S_MAX):
        while True:
            try:
                await ledger.probe()
            except LedgerUnavailable:
                continue  # a probe waits for the database
            return


async def test_a_probe_needs_the_month(ledger_database: LedgerUrls) -> None:
    """Without a partition for this month every record would fail, so the probe fails too, and says what to run."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.probe()
        with psycopg.connect(ledger_database.owner) as connection:
            for name in partitions(ledger_database.owner):
                connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier("audit", name)))
        with pytest.raises(LedgerUnavailable, match="partition for this month: run 'gateway migrate'"):
            await ledger.probe()
        ensure_partitions(ledger_database.owner)
        await ledger.probe()
        await ledger.note(opening())

    assert ["request"] == kinds(ledger_database.owner)


async def test_a_failed_probe_does_not_fail_its_neighbours(ledger_database: LedgerUrls) -> None:
    """What shares a batch with a probe of a role with too many rights is written."""
    async with running_ledger(ledger_database.writer) as ledger:
        as_owner(ledger_database, "GRANT SELECT ON audit.data_key TO gateway_writer")
        (entry,) = ledger._appender.queue([opening()])  # noqa: SLF001  # in the same batch as the probe
        with pytest.raises(LedgerUnavailable, match="more than INSERT"):
            await ledger.probe()
        await entry.future

    assert ["request"] == kinds(ledger_database.owner)


@pytest.mark.parametrize("table", ["record", "data_key", "pseudonym"])
async def test_a_probe_needs_the_right_to_insert(ledger_database: LedgerUrls, table: str) -> None:
    """A right that was taken away meanwhile makes the probe fail, whichever table it is."""
    async with running_ledger(ledger_database.writer) as ledger:
        as_owner(ledger_database, f"REVOKE INSERT ON audit.{table} FROM gateway_writer")
        with pytest.raises(LedgerUnavailable, match="may not INSERT"):
            await ledger.probe()


async def test_a_probe_meets_the_lock_of_the_log(ledger_database: LedgerUrls) -> None:
    """A table that somebody locked makes the probe fail as it would any record."""
    async with running_ledger(ledger_database.writer, _QUICK_TO_GIVE_UP) as ledger:
        with psycopg.connect(ledger_database.owner) as connection:
            connection.execute("LOCK TABLE audit.record IN ACCESS EXCLUSIVE MODE")
            with pytest.raises(LedgerUnavailable):
                await ledger.probe()
        await recovered(ledger)


async def test_rights_are_checked_at_every_connection(ledger_database: LedgerUrls) -> None:
    """A role that got more rights is refused after a reconnect as it is at the start, until it is mended."""
    async with running_ledger(ledger_database.writer, LedgerSettings(append_ms_max=2000)) as ledger:
        as_owner(ledger_database, "GRANT SELECT ON audit.data_key TO gateway_writer")
        end = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        rows(ledger_database.owner, f"{end} WHERE application_name = 'gateway ledger'")
        with pytest.raises(LedgerUnavailable, match="more than INSERT"):
            async with ledger.attempt(opening()) as attempt:
                await attempt.conclude([])
        as_owner(ledger_database, "REVOKE SELECT ON audit.data_key FROM gateway_writer")
        await recovered(ledger)


@pytest.mark.parametrize(
    ("part", "wrong", "told"),
    [
        ("password", "wrong-secret", "28P01: check user and password"),
        ("user", "nobody", "28"),
        ("dbname", "elsewhere", "3D000: check the database name"),
        ("port", "1", "check host and port"),
    ],
)
async def test_a_refused_connection_says_what_to_do(
    ledger_database: LedgerUrls, part: str, wrong: str, told: str
) -> None:
    """The reason names class, SQLSTATE and remedy, and quotes neither password nor host."""
    parts = psycopg.conninfo.conninfo_to_dict(ledger_database.writer) | {part: wrong}
    url = "postgresql://{user}:{password}@{host}:{port}/{dbname}".format(**parts)

    with pytest.raises((LedgerUnavailable, SettingsInvalid)) as refused:
        async with running_ledger(url, PATIENT):
            pass

    assert told in refused.value.reason
    assert "OperationalError" in refused.value.reason
    assert [] == [part for part in ("wrong-secret", "127.0.0.1", "nobody", "elsewhere") if part in refused.value.reason]


def test_the_url_is_not_printed() -> None:
    """The settings can be logged without the password."""
    shown = repr(LedgerSettings(url="postgresql://writer:very-secret@database/log"))

    assert "very-secret" not in shown
    assert "append_ms_max" in shown  # the check can see


@pytest.mark.parametrize(
    ("opened", "role"),
    [
        (lambda url: SequencerConnection.open(url, 5000), "gateway_sequencer"),
        (lambda url: CursorConnection.open(url, "archive"), "gateway_shipper"),
    ],
    ids=["sequencer", "events"],
)
async def test_a_login_of_the_wrong_role_is_told_which_one_it_needs(
    untouched_database: LedgerUrls,
    opened: Callable[[str], Awaitable[SequencerConnection | CursorConnection]],
    role: str,
) -> None:
    """The writer's login in a worker's settings: the refusal names the worker's role, not the writer's."""
    async with await opened(untouched_database.writer) as connection:
        with pytest.raises(LedgerUnavailable, match=f"grant {role}"):
            await (connection.tenants() if isinstance(connection, SequencerConnection) else connection.progress())

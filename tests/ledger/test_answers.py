"""Whatever the server answers, and when: no receipt without a committed record, and the next record goes on."""

import asyncio
from contextlib import suppress
from typing import LiteralString

import psycopg
import pytest
from psycopg import sql

from audit.record import parse
from gateway.errors import LedgerUnavailable
from gateway.ledger.keeping import KeeperConnection
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.settings import LedgerSettings
from tests.ledger.support import kinds, opening, outcome, rows, running_ledger

_HABITS: LiteralString = "SELECT current_setting('transaction_isolation'), current_setting('synchronous_commit')"
_BRIEF = LedgerSettings(append_ms_max=700, statement_ms_max=400)
_RECOVERY_S_MAX = 20
# The work of the statement is done and its tag is sent when a deferred trigger runs: what it raises, COMMIT raises.
_AT_COMMIT = "CREATE CONSTRAINT TRIGGER fault AFTER INSERT ON audit.record DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
_AT_ONCE = "CREATE TRIGGER fault AFTER INSERT ON audit.record FOR EACH ROW"


def fault(urls: LedgerUrls, trigger: str, body: str) -> None:
    """Let the server do something for each record of a language named fault; `tried` counts how often."""
    with psycopg.connect(urls.owner) as owner:
        owner.execute("CREATE SEQUENCE public.tried")
        owner.execute(
            "CREATE FUNCTION public.fault() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$ DECLARE turn bigint"
            " := nextval('public.tried'); BEGIN %BODY% RETURN NULL; END $$".replace("%BODY%", body).encode()
        )
        owner.execute(f"{trigger} WHEN (NEW.language = 'fault') EXECUTE FUNCTION public.fault()".encode())


async def completed(ledger: PostgresLedger, language: str = "python") -> None:
    """Ask for one completion."""
    first = opening(language=language)
    async with ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])


def assert_told(urls: LedgerUrls, ledger: PostgresLedger) -> None:
    """Check that the sequence is dense and that gap records say exactly what was lost."""
    stored = rows(urls.owner)
    gaps = [dict(parse(bytes(row["canonical"])).details) for row in stored if row["kind"] == "gap"]

    assert list(range(1, len(stored) + 1)) == [row["sequence"] for row in stored]
    assert ledger.lost_count == sum(int(gap["lost_count"] or 0) for gap in gaps)


@pytest.mark.parametrize("trigger", [_AT_COMMIT, _AT_ONCE])
@pytest.mark.parametrize("state", ["40001", "40P01", "53100", "55P03", "57014", "XX000"])
async def test_what_is_no_rows_fault_is_tried_again(ledger_database: LedgerUrls, trigger: str, state: str) -> None:
    """Also when the statement went well and COMMIT did not: the receipt comes after the second try."""
    fault(ledger_database, trigger, f"IF turn <= 2 THEN RAISE EXCEPTION 'no' USING ERRCODE = '{state}'; END IF;")
    async with running_ledger(ledger_database.writer) as ledger:
        await completed(ledger, "fault")

    assert ["request", "completion"] == kinds(ledger_database.owner)
    assert_told(ledger_database, ledger)


@pytest.mark.parametrize("trigger", [_AT_COMMIT, _AT_ONCE])
async def test_a_row_that_commit_refuses_fails_alone(ledger_database: LedgerUrls, trigger: str) -> None:
    """Its neighbours of the same batch are written, and it has no receipt."""
    fault(ledger_database, trigger, "RAISE EXCEPTION 'no' USING ERRCODE = '23514';")
    async with running_ledger(ledger_database.writer) as ledger:
        entries = ledger._appender.queue([opening(), opening(language="fault"), opening()])  # noqa: SLF001 (one batch)
        with pytest.raises(LedgerUnavailable, match="refused the record"):
            await ledger._appender.durable(entries)  # noqa: SLF001 (likewise)
        await ledger.note(opening())

    assert ["request", "request", "gap", "request"] == kinds(ledger_database.owner)
    assert_told(ledger_database, ledger)


async def completed_at_last(ledger: PostgresLedger) -> None:
    """Ask for completions until one comes."""
    async with asyncio.timeout(_RECOVERY_S_MAX):
        while True:
            with suppress(LedgerUnavailable):
                return await completed(ledger)


async def test_a_record_that_the_server_never_takes_holds_up_no_other(ledger_database: LedgerUrls) -> None:
    """Nor does the server blame it: its INSERT takes too long. It has no receipt and is lost, and that is told."""
    fault(ledger_database, _AT_ONCE, "PERFORM pg_sleep(30);")
    async with running_ledger(ledger_database.writer, _BRIEF) as ledger:
        with pytest.raises(LedgerUnavailable, match="not durable"):
            await completed(ledger, "fault")  # its failure's record, for which nobody waits, is no better
        await completed_at_last(ledger)

    assert "fault" not in {row["language"] for row in rows(ledger_database.owner)}
    assert_told(ledger_database, ledger)


async def test_a_commit_that_goes_on_without_us_gives_no_receipt(ledger_database: LedgerUrls) -> None:
    """It outlives our patience, and no time-out of the server ends it: in doubt until it is over, then in the log."""
    fault(ledger_database, _AT_COMMIT, "IF turn = 1 THEN PERFORM pg_sleep(1); END IF;")
    async with running_ledger(ledger_database.writer, _BRIEF) as ledger:
        with pytest.raises(LedgerUnavailable, match="not durable"):
            await completed(ledger, "fault")
        await completed_at_last(ledger)

    assert ["request", "completion", "failure"] == [
        row["kind"] for row in rows(ledger_database.owner) if row["language"] == "fault"
    ]
    assert_told(ledger_database, ledger)


async def test_a_server_that_ends_the_session_at_commit_gives_no_receipt(ledger_database: LedgerUrls) -> None:
    """The session goes between the statement's tag and the end of COMMIT: in doubt, found out, written again."""
    fault(ledger_database, _AT_COMMIT, "IF turn = 1 THEN PERFORM pg_terminate_backend(pg_backend_pid()); END IF;")
    async with running_ledger(ledger_database.writer) as ledger:
        await completed(ledger, "fault")

    assert ["request", "completion"] == kinds(ledger_database.owner)
    assert_told(ledger_database, ledger)


@pytest.mark.parametrize(
    "body",
    [
        "RAISE NOTICE '%', repeat('x', 1000000);",
        "FOR turn IN 1..2000 LOOP RAISE WARNING 'once more'; END LOOP;",
        "PERFORM pg_notify('audit_shredded', '9 x');",
        "PERFORM set_config('application_name', turn::text, false);",
    ],
)
async def test_what_is_said_besides_is_no_answer(ledger_database: LedgerUrls, body: str) -> None:
    """Notices, notifications and changed settings between the answers neither stop a batch nor count as one."""
    fault(ledger_database, _AT_ONCE, body)
    async with running_ledger(ledger_database.writer) as ledger:
        for _ in range(3):
            await completed(ledger, "fault")

    assert ["request", "completion"] * 3 == kinds(ledger_database.owner)
    assert 0 == ledger.lost_count


@pytest.mark.parametrize("isolation", ["repeatable read", "serializable"])
async def test_the_databases_own_habits_change_nothing(ledger_database: LedgerUrls, isolation: str) -> None:
    """What the database sets for every session is not what the ledger's sessions do."""
    habits = {"default_transaction_isolation": isolation, "synchronous_commit": "off", "statement_timeout": "1"}
    with psycopg.connect(ledger_database.owner, autocommit=True) as owner:
        for habit in habits.items():
            owner.execute(
                sql.SQL("ALTER DATABASE {} SET {} = {}").format(*map(sql.Identifier, (owner.info.dbname, *habit)))
            )
    async with running_ledger(ledger_database.writer) as ledger:
        await completed(ledger)
        assert ledger._writer._connection is not None  # noqa: SLF001 (its session is asked)
        cursor = await ledger._writer._connection._run(_HABITS, ())  # noqa: SLF001 (likewise)
        writers = await cursor.fetchone()
    async with await KeeperConnection.open(ledger_database.keeper, 5000) as keeper:
        keepers = await keeper._one(_HABITS)  # noqa: SLF001 (likewise)

    assert ("read committed", "on") == writers == keepers

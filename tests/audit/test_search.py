"""`gateway-audit search` on a real log: finds by caller, decision, rule and time; pages; and says what went wrong."""

import datetime as dt
import json

import psycopg
import pytest

from audit.__main__ import main
from audit.commands.shared import URL_VARIABLE
from audit.queries import PAGE_RECORDS_MAX, QueryFailed, Search, reading, search
from gateway.ledger.migrate import LedgerUrls
from gateway.values import Action
from tests.conftest import PostgresServer
from tests.ledger.support import CALLER, COMPLETION, PROMPT, opening, outcome, running_ledger


async def fill(urls: LedgerUrls, count: int = 1) -> None:
    """Record some completions of alice, one of them blocked, and a failure."""
    async with running_ledger(urls.writer) as ledger:
        for _ in range(count):
            first = opening()
            async with ledger.attempt(first) as attempt:
                await attempt.conclude([outcome(first)])
        blocked = opening(caller=None, address="198.51.100.9", language="java")
        async with ledger.attempt(blocked) as attempt:
            await attempt.conclude([outcome(blocked, decision=Action.BLOCK, findings=(), model_id=None)])


def found(urls: LedgerUrls, wanted: Search, limit: int = 100) -> list[tuple[str, str | None]]:
    """Return kind and decision of what a search finds."""
    with reading(urls.reader) as connection:
        return [(one.kind, one.decision) for one in search(connection, wanted, limit)]


async def test_every_criterion_finds_and_excludes(ledger_database: LedgerUrls) -> None:
    """Each restriction finds what it should and nothing else; names and pseudonyms both work for callers."""
    await fill(ledger_database)
    hour = dt.timedelta(hours=1)
    now = dt.datetime.now(dt.UTC)
    alice = [("request", None), ("completion", "flag")]
    with reading(ledger_database.reader) as connection:
        everything = list(search(connection, Search(), 10))
    with psycopg.connect(ledger_database.owner) as owner:
        row = owner.execute("SELECT caller FROM audit.record WHERE decision = 'flag'").fetchone()
    assert row is not None

    assert 4 == len(everything)
    assert {*alice} == {*found(ledger_database, Search(caller=CALLER.subject))}
    assert {*alice} == {*found(ledger_database, Search(caller=row[0]))}
    assert [] == found(ledger_database, Search(caller="bob"))
    assert [("completion", "block")] == found(ledger_database, Search(decision="block"))
    assert [("completion", "flag")] == found(ledger_database, Search(rule="python.sql.string-concatenation"))
    assert [] == found(ledger_database, Search(rule="no.such.rule"))
    assert 2 == len(found(ledger_database, Search(kind="request")))
    assert {*alice} == {*found(ledger_database, Search(tenant="acme"))}
    assert 4 == len(found(ledger_database, Search(since=now - hour, until=now + hour)))
    assert [] == found(ledger_database, Search(until=now - hour))
    assert [] == found(ledger_database, Search(since=now + hour))
    assert 4 == len(found(ledger_database, Search(repository="acme/shop")))


async def test_details_are_shown_where_there_are_some(ledger_database: LedgerUrls) -> None:
    """A record without any shows none, whatever its texts say."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening(details=(("count", 3),)))
        await ledger.note(opening(route='/"details":{}'))
    with reading(ledger_database.reader) as connection:
        later, earlier = search(connection, Search(), 10)

    assert ((), (("count", 3),)) == (later.details, earlier.details)


async def test_a_clock_that_is_ahead_or_set_back_hides_nothing(ledger_database: LedgerUrls) -> None:
    """A request id may be half an hour younger than its record, and hours older."""
    now = dt.datetime.now(dt.UTC)
    async with running_ledger(ledger_database.writer) as ledger:
        for hours in (0.5, -20):
            milliseconds = int((now + dt.timedelta(hours=hours)).timestamp() * 1000)
            tail = "7000-8000-000000000000"
            early, late = f"{milliseconds:012x}"[:8], f"{milliseconds:012x}"[8:]
            await ledger.note(opening(request_id=f"{early}-{late}-{tail}"))
    minute = dt.timedelta(minutes=1)

    assert 2 == len(found(ledger_database, Search(since=now - minute, until=now + minute)))
    assert 2 == len(found(ledger_database, Search(kind="request", until=now + minute)))
    assert [] == found(ledger_database, Search(kind="denial", model_id="seed-coder"))


async def test_pages_lose_and_double_nothing(ledger_database: LedgerUrls, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any page size gives the same list, newest request first."""
    await fill(ledger_database, 10)
    with reading(ledger_database.reader) as connection:
        whole = [one.record_id for one in search(connection, Search(), PAGE_RECORDS_MAX)]
        monkeypatch.setattr("audit.queries.PAGE_RECORDS_MAX", 3)
        paged = list(search(connection, Search(), 1000))

    assert whole == [one.record_id for one in paged]
    assert 22 == len(set(whole))
    assert sorted((one.request_id for one in paged), reverse=True) == [one.request_id for one in paged]


async def test_the_command_line_prints_metadata_and_no_text(
    ledger_database: LedgerUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    """A table for people and JSON lines for programs, with exit code 0; 1 when nothing was found."""
    await fill(ledger_database)

    assert 0 == main(["search", "--database", ledger_database.reader, "--decision", "flag"])
    table = capsys.readouterr().out
    assert 0 == main(["search", "--database", ledger_database.reader, "--json", "--limit", "3"])
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert 1 == main(["search", "--database", ledger_database.reader, "--caller", "bob"])
    assert "no records\n" == capsys.readouterr().out

    assert CALLER.subject in table
    assert 3 == len(lines)
    assert {CALLER.subject, None} == {line["caller"] for line in lines}
    assert PROMPT.split("\n", maxsplit=1)[0] not in table + str(lines)
    assert COMPLETION.strip() not in table + str(lines)


async def test_the_url_may_come_from_the_environment(
    ledger_database: LedgerUrls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A password need not stand on the command line."""
    monkeypatch.setenv(URL_VARIABLE, ledger_database.reader)

    assert 1 == main(["search"])
    assert "no records\n" == capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        ["search", "--since", "yesterday"],
        ["search", "--limit", "0"],
        ["search", "--limit", "many"],
        ["search", "--decision", "maybe"],
        ["search", "--kind", "surprise"],
        ["search", "--request-id", "1"],
        ["find"],
        [],
    ],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """The usage says what is wrong."""
    with pytest.raises(SystemExit) as left:
        main(arguments)

    assert 2 == left.value.code
    assert "usage:" in capsys.readouterr().err


def test_help_has_examples(capsys: pytest.CaptureFixture[str]) -> None:
    """Help shows commands that one can copy."""
    with pytest.raises(SystemExit) as left:
        main(["search", "--help"])

    assert 0 == left.value.code
    assert "gateway-audit search --caller" in capsys.readouterr().out


def test_no_database_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names both ways to give a URL."""
    monkeypatch.delenv(URL_VARIABLE, raising=False)

    assert 2 == main(["search"])
    assert URL_VARIABLE in capsys.readouterr().err


@pytest.mark.parametrize(
    ("url", "advice"),
    [
        ("nonsense", "has the form"),
        ("postgresql://someone:hunter2@127.0.0.1:1/none", "check host, port"),
    ],
)
def test_unreachable_databases(url: str, advice: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2, what to do, and no password."""
    assert 2 == main(["search", "--database", url])
    complaint = capsys.readouterr().err

    assert advice in complaint
    assert "hunter2" not in complaint


async def test_other_roles_and_databases(
    ledger_database: LedgerUrls, postgres_server: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    """The writer may not search; a database without a log says what to run."""
    assert 2 == main(["search", "--database", ledger_database.writer])
    assert "gateway_reader" in capsys.readouterr().err
    assert 2 == main(["search", "--database", postgres_server.process.url()])
    assert "gateway migrate" in capsys.readouterr().err


def test_a_reading_connection_cannot_write(ledger_database: LedgerUrls) -> None:
    """Even a URL with more rights reads only."""
    with pytest.raises(QueryFailed), reading(ledger_database.owner) as connection:
        connection.exec_driver_sql("CREATE TABLE audit.mine (number int)")


async def test_shredded_names_leave_pseudonyms(ledger_database: LedgerUrls) -> None:
    """When a name's row is gone, the record is still found by its pseudonym and shows nothing else."""
    await fill(ledger_database)
    with psycopg.connect(ledger_database.owner) as connection:
        connection.execute("DELETE FROM audit.pseudonym")
    with reading(ledger_database.reader) as reader:
        (one,) = search(reader, Search(decision="flag"), 5)

    assert one.caller is not None
    assert 32 == len(one.caller)
    assert [] == found(ledger_database, Search(caller=CALLER.subject))

"""Notes of reads past the gateway become records: one of each, in the log that was read, whoever takes them."""

import json
from contextlib import AsyncExitStack
from typing import Any

import psycopg
import pytest

from audit.record import Kind, canonical, parse
from gateway.errors import LedgerUnavailable
from gateway.ledger.migrate import LedgerUrls
from tests.ledger.support import CALLER, opening, rows, running_ledger

_LEAVE = "SELECT audit.leave_note(%s, %s, %s)"
_READS = "SELECT * FROM audit.record WHERE kind IN ('search', 'export') ORDER BY sequence"
_WAITING = "SELECT * FROM audit.read_note WHERE NOT recorded"


def leave(urls: LedgerUrls, asked: dict[str, str], tenant: str | None = None) -> None:
    """Leave a note as the reader's login."""
    with psycopg.connect(urls.reader) as reader:
        reader.execute(_LEAVE, ("search", tenant, json.dumps(asked)))


async def recorded(urls: LedgerUrls, ledgers: int = 1) -> list[dict[str, Any]]:
    """Return the records of reads once so many gateways have looked for notes: each does so before it writes."""
    async with AsyncExitStack() as stack:
        for _ in range(ledgers):
            await (await stack.enter_async_context(running_ledger(urls.writer))).probe()
    return rows(urls.owner, _READS)


async def test_a_note_becomes_a_record(ledger_database: LedgerUrls) -> None:
    """It is found by login and tenant; what names a person is a commitment; the note's own time is there."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
    leave(ledger_database, {"caller": CALLER.subject, "decision": "block", "read_at": "never"}, CALLER.tenant)
    (note,) = rows(ledger_database.owner, _WAITING)
    (row,) = await recorded(ledger_database)
    record = parse(bytes(row["canonical"]))
    names = {one["pseudonym"]: one["value"] for one in rows(ledger_database.owner, "SELECT * FROM audit.pseudonym")}
    details = dict(record.details)

    assert (note["id"], "acme", 0) == (row["request_id"], row["tenant"], row["candidate"])
    assert note["login"] == names[row["caller"]]
    assert "database" == record.route
    assert ("block", note["time"].isoformat()) == (details["decision"], details["read_at"])
    assert CALLER.subject.encode() not in canonical(record)
    assert 64 == len(str(details["caller"]))


async def test_two_gateways_make_one_record_of_each(ledger_database: LedgerUrls) -> None:
    """However many look at once, and one of them after the other had it already: no second record, no loss."""
    for number in range(30):
        leave(ledger_database, {"language": f"{number}"})
    await recorded(ledger_database, ledgers=2)
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.read_note SET taken = now() - interval '1 minute', recorded = false")

    assert 30 == len(await recorded(ledger_database))
    assert 30 == len(rows(ledger_database.owner))


async def test_what_a_killed_gateway_took_is_taken_again(ledger_database: LedgerUrls) -> None:
    """A note counts as done when its record is there, not when somebody took it."""
    leave(ledger_database, {})
    with psycopg.connect(ledger_database.writer) as killed:
        taken = killed.execute("SELECT id FROM audit.take_notes(10)").fetchall()
        again = killed.execute("SELECT id FROM audit.take_notes(10)").fetchall()
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.read_note SET taken = taken - interval '1 minute'")
    (row,) = await recorded(ledger_database)

    assert [(row["request_id"],)] == taken
    assert [] == again


async def test_a_note_that_is_taken_twice_makes_no_gap(ledger_database: LedgerUrls) -> None:
    """A gateway that was slow, not dead, has the record that another one wrote: it is there once, nothing is lost."""
    leave(ledger_database, {})
    (read,) = await recorded(ledger_database)
    async with running_ledger(ledger_database.writer) as slow:
        with pytest.raises(LedgerUnavailable, match="recorded before"):
            await slow.record(opening(kind=Kind.SEARCH, request_id=str(read["request_id"]), prompt=None))
        await slow.note(opening())

    assert ["search", "request"] == [row["kind"] for row in rows(ledger_database.owner)]
    assert 0 == slow.lost_count


async def test_recorded_notes_go(ledger_database: LedgerUrls) -> None:
    """The table holds what waits, and the last minutes: they count against a login's rate."""
    leave(ledger_database, {})
    await recorded(ledger_database)
    leave(ledger_database, {})
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.read_note SET time = time - interval '11 minutes'")
    with psycopg.connect(ledger_database.writer) as writer:
        writer.execute("SELECT audit.take_notes(10)")

    assert [False] == [row["recorded"] for row in rows(ledger_database.owner, "SELECT * FROM audit.read_note")]


async def test_a_note_of_a_month_that_is_not_there_waits(ledger_database: LedgerUrls) -> None:
    """No record could be made of it: it makes no gap record either, and holds up no other note."""
    leave(ledger_database, {"language": "long ago"})
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.read_note SET id = '01000000-0000-7000-8000-000000000000', time = '2005-01-01'")
    leave(ledger_database, {"language": "now"})

    assert 1 == len(await recorded(ledger_database))
    assert 1 == len(rows(ledger_database.owner))


async def test_a_note_that_can_be_no_record_stops_no_gateway(ledger_database: LedgerUrls) -> None:
    """Its id was changed to one that no request has: it waits, what else is to be recorded does not."""
    leave(ledger_database, {"language": "changed"})
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.read_note SET id = '11111111-1111-4111-8111-111111111111'")
    leave(ledger_database, {"language": "now"})

    assert 1 == len(await recorded(ledger_database))
    assert 2 == len(rows(ledger_database.owner, _WAITING))


async def test_a_schema_without_notes_stops_no_gateway(ledger_database: LedgerUrls) -> None:
    """A gateway that is newer than its schema records on."""
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("DROP FUNCTION audit.take_notes")
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
        await ledger.probe()

    assert 1 == len(rows(ledger_database.owner))

"""A read past the gateway leaves a note first: who, from where, what. Without it nothing is read."""

import json
import uuid
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from audit.__main__ import main
from audit.bundle import read_manifest
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.migrate import LedgerUrls
from tests.ledger.sequencing import sequence
from tests.ledger.support import CALLER, KEYS, opening, rows, running_ledger

_NOTES = "SELECT * FROM audit.read_note ORDER BY time, tenant"
_STANDBY = """
CREATE OR REPLACE FUNCTION audit.leave_note(deed text, whose text, asked jsonb) RETURNS SETOF uuid LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'as a standby says' USING ERRCODE = 'read_only_sql_transaction'; END $$
"""
_LEAVE = "SELECT audit.leave_note(%s, %s, %s)"


async def record(urls: LedgerUrls, *tenants: str) -> None:
    """Record a request of each tenant."""
    async with running_ledger(urls.writer) as ledger:
        for tenant in tenants:
            caller = CALLER if tenant == CALLER.tenant else None
            await ledger.note(opening(caller=caller))


def left(urls: LedgerUrls) -> list[dict[str, Any]]:
    """Return the notes that wait."""
    return rows(urls.owner, _NOTES)


async def test_a_search_leaves_a_note_in_the_log_that_it_reads(
    ledger_database: LedgerUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    """The note says who asked what; its id is printed, for it will be the record's request id."""
    await record(ledger_database, "acme", "")
    arguments = ["search", "--database", ledger_database.reader, "--tenant", "acme", "--caller", CALLER.subject]

    assert 0 == main([*arguments, "--limit", "7"])
    (note,) = left(ledger_database)
    said = capsys.readouterr().err

    assert ("search", "acme") == (note["kind"], note["tenant"])
    assert {"caller": CALLER.subject, "limit": "7", "tenant": "acme"} == note["query"]
    assert note["login"].startswith("gateway_reader")
    assert "127.0.0.1" == note["address"]
    assert "break-glass" in said
    assert str(note["id"]) in said
    assert 7 == note["id"].version


async def test_a_search_of_all_logs_leaves_one_in_each(
    ledger_database: LedgerUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    """Every tenant's auditor sees that the tenant's log was read."""
    await record(ledger_database, "acme", "")

    assert 0 == main(["search", "--database", ledger_database.reader])
    assert 1 == main(["search", "--database", ledger_database.reader, "--tenant", "nobody"])
    shown = [(note["tenant"], note["query"]) for note in left(ledger_database)]

    assert [("", {"limit": "100"}), ("acme", {"limit": "100"}), ("", {"limit": "100", "tenant": "nobody"})] == shown
    assert "and 1 more, one in each log" in capsys.readouterr().err


async def test_an_export_and_a_proof_leave_notes(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """The bundle names the note; a proof of what is not there shows nothing, and leaves none."""
    await record(ledger_database, "acme")
    await sequence(ledger_database, LogSigner((KEYS.signing,)), {"acme": 1})
    (row,) = rows(ledger_database.owner)
    database = ("--database", ledger_database.reader)

    assert 0 == main(["export", *database, "--tenant", "acme", "--out", str(tmp_path / "out")])
    wanted = ["prove", *database, "--kind", "request", "--out", str(tmp_path / "record"), "--request-id"]
    assert 0 == main([*wanted, str(row["request_id"])])
    assert 1 == main([*wanted, str(uuid.uuid4())])
    export, proof = left(ledger_database)

    assert read_manifest(tmp_path / "out").recorded == str(export["id"])
    assert {"form": "bundle", "from": "0", "scope": "range"} == export["query"]
    assert ("export", "acme") == (proof["kind"], proof["tenant"])
    assert str(row["request_id"]) == proof["query"]["request_id"]


@pytest.mark.parametrize(
    ("statement", "advice"),
    [
        ("DROP FUNCTION audit.leave_note", "gateway migrate"),
        ("REVOKE EXECUTE ON FUNCTION audit.leave_note FROM gateway_reader", "gateway_reader"),
        (_STANDBY, "read-only"),
    ],
)
async def test_nothing_is_read_where_no_note_can_be_left(
    ledger_database: LedgerUrls, capsys: pytest.CaptureFixture[str], statement: str, advice: str
) -> None:
    """Exit code 2 and what to do, on an older schema, without the right, and on a standby."""
    await record(ledger_database, "acme")
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute(statement.encode())

    assert 2 == main(["search", "--database", ledger_database.reader])
    said = capsys.readouterr()

    assert "" == said.out
    assert advice in said.err


@pytest.mark.parametrize(
    ("deed", "tenant", "asked"),
    [
        ("shred", "acme", "{}"),
        (None, "acme", "{}"),
        ("search", "x" * 2000, "{}"),
        ("search", "acme", "[]"),
        ("search", "acme", None),
        ("search", "acme", '{"a": 1}'),
        ("search", "acme", json.dumps({"a": "x" * 9000})),
    ],
)
def test_a_note_is_bounded(untouched_database: LedgerUrls, deed: str | None, tenant: str, asked: str | None) -> None:
    """Only a search or an export, only texts, only so much."""
    with psycopg.connect(untouched_database.reader) as reader, pytest.raises(errors.InvalidParameterValue):
        reader.execute(_LEAVE, (deed, tenant, asked))

    assert [] == left(untouched_database)


def test_a_login_leaves_so_many_a_minute(ledger_database: LedgerUrls, capsys: pytest.CaptureFixture[str]) -> None:
    """The 61st is refused, also within one transaction, and then nothing is read either."""
    with psycopg.connect(ledger_database.reader) as reader:
        for _ in range(60):
            reader.execute(_LEAVE, ("search", None, "{}"))
        with pytest.raises(errors.ProgramLimitExceeded):
            reader.execute(_LEAVE, ("search", None, "{}"))
        reader.rollback()
        for _ in range(60):
            reader.execute(_LEAVE, ("search", None, "{}"))
        reader.commit()

    assert 2 == main(["search", "--database", ledger_database.reader])
    assert "wait a minute" in capsys.readouterr().err
    assert 60 == len(left(ledger_database))


@pytest.mark.parametrize("statement", ["SELECT FROM {}", "INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}"])
@pytest.mark.parametrize("role", ["reader", "writer"])
def test_nobody_touches_the_notes_themselves(untouched_database: LedgerUrls, role: str, statement: str) -> None:
    """The reader leaves notes and the writer takes them, by the owner's functions alone."""
    with psycopg.connect(getattr(untouched_database, role)) as thief, pytest.raises(errors.InsufficientPrivilege):
        thief.execute(statement.format("audit.read_note").encode())
    for function in ("take_notes(1)",) if role == "reader" else ("leave_note('search', '', '{}')", "logs()"):
        with psycopg.connect(getattr(untouched_database, role)) as thief, pytest.raises(errors.InsufficientPrivilege):
            thief.execute(f"SELECT audit.{function}".encode())

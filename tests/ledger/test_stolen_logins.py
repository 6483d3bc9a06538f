"""What somebody with one role's login can do to the log: what the design says, and nothing that stops or fools it."""

import asyncio
import datetime as dt
import threading

import psycopg
import pytest
from psycopg import errors, sql

from audit.record import Kind
from gateway.ledger.connection import CONFIRMING_LOCK
from gateway.ledger.keeper import Keeper
from gateway.ledger.keeping import Extent, HoldScope, KeeperConnection, KeepingRefused
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import Vault
from tests.ledger.support import KEYS, opening, request_id, rows, running_ledger

_LOCKED = "SELECT objid FROM pg_locks WHERE locktype = 'advisory' AND classid = {} AND objsubid = 2"
_LIES = ("", "nonsense", "-1 x", "x y", "7", "2000000000 x", "99999999999999999999 x", "9 x")
_JUNK = (
    b"x",
    b"\xff",
    b"[]",
    b'{"details":"\\u0000"}',
    b"[" * 100_000,
    b'{"details":{"deed":"lifted"}}',
    b'{"details":{"month":"2024-13","owner":"o"}}',
    b'{"details":{"month":"0000-01","owner":"o"}}',
    b'{"details":{"month":""}}',
)
_FORGE = """
INSERT INTO audit.record (request_id, kind, candidate, record_id, time, writer, sequence, tenant, rules, cwes,
  canonical, leaf, xid)
VALUES (%(id)s, %(kind)s, 0, %(id)s, now(), %(id)s, 1, %(tenant)s, '{}', '{}', %(canonical)s, sha256('x'), coalesce(
  %(xid)s::text::xid8, pg_current_xact_id()))
"""


def _forge(database: LedgerUrls, kind: Kind, canonical: bytes, xid: str | None = None, tenant: str = "acme") -> str:
    """Write a record as the thief of the writer's login can; return its request id."""
    forged = request_id()
    with psycopg.connect(database.writer) as thief:
        thief.execute(_FORGE, {"id": forged, "kind": kind.value, "canonical": canonical, "xid": xid, "tenant": tenant})
    return forged


async def test_no_login_can_stop_a_gateway_by_what_it_notifies(ledger_database: LedgerUrls) -> None:
    """Any login may say anything on the channel of shreds: the gateway records on, and confirms none that was not."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
        with psycopg.connect(ledger_database.reader, autocommit=True) as thief:
            for payload in _LIES:
                thief.execute(sql.SQL("NOTIFY audit_shredded, {}").format(sql.Literal(payload)))
        await ledger.note(opening())
        await ledger.probe()
        confirmed = [row["objid"] for row in rows(ledger_database.owner, _LOCKED.format(CONFIRMING_LOCK))]

    assert 2 == len(rows(ledger_database.owner))
    assert [0] == confirmed


async def test_a_flood_of_lies_holds_up_no_record(ledger_database: LedgerUrls) -> None:
    """Who says something on that channel all the time is heard between two batches, not instead of them."""
    over = threading.Event()

    def flood() -> None:
        with psycopg.connect(ledger_database.reader, autocommit=True) as thief:
            while not over.is_set():
                thief.execute("NOTIFY audit_shredded, '9 x'")

    async with running_ledger(ledger_database.writer, LedgerSettings(append_ms_max=2000)) as ledger:
        flooding = asyncio.gather(*(asyncio.to_thread(flood) for _ in range(4)))
        try:
            for _ in range(40):
                await ledger.record(opening())
        finally:
            over.set()
            await flooding

    assert 40 == len(rows(ledger_database.owner))


def test_a_flood_of_lies_costs_one_look_at_the_keys() -> None:
    """However many owners somebody names at once, each key is looked at once: the gateway's loop goes on."""
    looks: list[object] = []

    class Named(frozenset[str]):
        def __contains__(self, owner: object) -> bool:
            looks.append(owner)
            return super().__contains__(owner)

    vault = Vault(KEYS, request_id(), 100)
    before = [vault.key_for("acme", f"owner {number}", 0) for number in range(50)]
    vault.forget(Named([*(f"lie {number}" for number in range(10_000)), vault.owner_digest("acme", "owner 7")]))
    after = [vault.key_for("acme", f"owner {number}", 0) for number in range(50)]

    assert 50 == len(looks)
    assert [7] == [number for number in range(50) if before[number] is not after[number]]


async def test_nobody_can_keep_notes_of_reads_to_himself(ledger_database: LedgerUrls) -> None:
    """Who takes every note and holds its lock delays its record; what is late goes to every gateway that asks."""
    with psycopg.connect(ledger_database.reader) as reader:
        for number in range(3):
            reader.execute("SELECT audit.leave_note('search', 'acme', %s)", (f'{{"language": "{number}"}}',))
    with psycopg.connect(ledger_database.writer) as thief:
        thief.execute("SELECT audit.take_notes(100)")
        with psycopg.connect(ledger_database.writer) as honest:
            soon = honest.execute("SELECT id FROM audit.take_notes(100)").fetchall()
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.read_note SET time = time - interval '3 minutes', taken = NULL")
    with psycopg.connect(ledger_database.writer) as thief:
        thief.execute("SELECT audit.take_notes(100)")  # its transaction goes on
        for _ in range(2):
            async with running_ledger(ledger_database.writer) as ledger:
                await ledger.probe()

    assert [] == soon
    assert ["search"] * 3 == [row["kind"] for row in rows(ledger_database.owner)]
    assert 0 == ledger.lost_count


async def test_a_batch_is_named_by_a_secret(ledger_database: LedgerUrls) -> None:
    """Whoever reads records does not learn the name under which a later batch could be made to look durable."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
        named = {row["writer"] for row in rows(ledger_database.owner, "SELECT writer FROM audit.batch")}

    assert not named & {row["writer"] for row in rows(ledger_database.owner)}


async def test_forged_records_of_keeping_stop_no_chore(ledger_database: LedgerUrls) -> None:
    """Bytes that are no record, forged as hold, drop or shred, are passed over, and nothing is erased for them."""
    for canonical in _JUNK:
        for kind in (Kind.HOLD, Kind.DROP, Kind.SHRED):
            forged = _forge(ledger_database, kind, canonical)
    placed = _forge(ledger_database, Kind.HOLD, b'{"details":{"deed":"placed"}}')
    async with (
        running_ledger(ledger_database.writer) as ledger,
        await KeeperConnection.open(ledger_database.keeper, 5000) as connection,
    ):
        keeper = Keeper(KeepingSettings(), connection, ledger)

        assert (placed,) == await connection.unplaced_holds()
        assert 0 == await keeper.finish_shreds()
        assert () == await keeper.drop_months()
        with pytest.raises(KeepingRefused, match="no record of this hold"):
            await connection.place_hold(forged, HoldScope(tenant="acme"), "reason", "thief")
    assert [] == rows(ledger_database.owner, "SELECT * FROM audit.shred")


async def test_only_a_true_record_of_a_drop_counts(ledger_database: LedgerUrls) -> None:
    """One that was forged ahead, to explain later deletions, or that became stale, is followed by what is true."""
    this = dt.datetime.now(dt.UTC).date().replace(day=1)
    true: dict[str, str | int] = {"month": f"{this:%Y-%m}", "first_index": 0, "last_index": 0, "records": 1}
    async with (
        running_ledger(ledger_database.writer) as ledger,
        await KeeperConnection.open(ledger_database.keeper, 5000) as connection,
    ):
        await ledger.note(opening())
        with psycopg.connect(ledger_database.owner) as owner:
            owner.execute("INSERT INTO audit.leaf SELECT tenant, 0, leaf, request_id, kind, 0 FROM audit.record")
        await ledger.record_deed(Kind.DROP, "acme", true | {"last_index": 999, "records": 1000})
        forged = await connection.unrecorded_extents(this)
        await ledger.record_deed(Kind.DROP, "acme", true)

        assert (Extent("acme", 0, 0, 1),) == forged
        assert () == await connection.unrecorded_extents(this)


@pytest.mark.parametrize("xid", ["3", "4611686018427387904"])
def test_no_record_hides_from_the_sequencer(untouched_database: LedgerUrls, xid: str) -> None:
    """A number of a transaction long ago, or far ahead, is never looked at: the log would lack what it promised."""
    with pytest.raises(errors.InsufficientPrivilege, match="the number of the transaction that writes it"):
        _forge(untouched_database, Kind.REQUEST, b"x", xid)


def test_the_keeper_makes_no_million_months(ledger_database: LedgerUrls) -> None:
    """A stolen login cannot fill the catalogue with tables; two years ahead are enough."""
    with psycopg.connect(ledger_database.keeper) as thief:
        made = thief.execute("SELECT audit.ensure_partitions(1000000)").fetchall()

    assert 21 == len(made)


async def test_the_keeper_cannot_destroy_keys_by_wrapping_garbage(ledger_database: LedgerUrls) -> None:
    """What a key was wrapped as is kept out of the keeper's reach until the key itself is shredded or dropped."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
    query = "SELECT id, wrapping_key_id, wrapped FROM audit.data_key"
    former = "SELECT key_id AS id, wrapping_key_id, wrapped FROM audit.former_wrapping"
    before = rows(ledger_database.owner, query)
    with psycopg.connect(ledger_database.keeper) as thief:
        thief.execute(
            "SELECT audit.rewrap(%s::uuid[], %s::bytea[], 'x')", ([one["id"] for one in before], [b"garbage"])
        )
    kept = rows(ledger_database.owner, former)
    with psycopg.connect(ledger_database.keeper) as thief, pytest.raises(errors.InsufficientPrivilege):
        thief.execute(former.encode())
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("DELETE FROM audit.data_key")  # as a shred does

    assert 1 == len(before)
    assert before == kept
    assert [] == rows(ledger_database.owner, former)


def test_no_record_has_a_name_that_other_tables_cannot_hold(untouched_database: LedgerUrls) -> None:
    """One tenant's name that is too long for an index would stop what goes through all logs."""
    with pytest.raises(errors.CheckViolation):
        _forge(untouched_database, Kind.REQUEST, b"x", tenant="x" * 2600)

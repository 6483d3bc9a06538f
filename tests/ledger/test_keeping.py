"""Holds, retention and erasure: nothing is erased without a record, nothing that is held, and every proof stays."""

import datetime as dt
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from psycopg import errors, sql

from audit.__main__ import main as audit_main
from audit.commands.shared import URL_VARIABLE
from audit.record import Kind
from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.connection import CONFIRMING_LOCK
from gateway.ledger.keeper import Keeper
from gateway.ledger.keeping import HoldScope, KeeperConnection, KeepingRefused, ShredOrder
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from tests.ledger.sequencing import sequencing, until
from tests.ledger.support import CALLER, KEYS, opening, outcome, request_id, rows, running_ledger

SETTINGS = KeepingSettings(confirm_ms_max=30_000)
SIGNER = LogSigner.of(KEYS.signing)
OLD = dt.date(2024, 2, 1)
OLDER = dt.date(2024, 1, 1)
WHO = ("a court's order", "dpo@example.com")


@asynccontextmanager
async def _keeping(
    database: LedgerUrls, settings: KeepingSettings = SETTINGS
) -> AsyncIterator[tuple[Keeper, KeeperConnection, PostgresLedger]]:
    """Yield a keeper with its connection and the ledger that it records in."""
    async with (
        running_ledger(database.writer) as ledger,
        await KeeperConnection.open(database.keeper, settings.statement_ms_max) as connection,
    ):
        yield Keeper(settings, connection, ledger), connection, ledger


async def _record(ledger: PostgresLedger, **changes: Any) -> None:  # noqa: ANN401  # any field of an event
    begun = opening(**changes)
    async with ledger.attempt(begun) as attempt:
        await attempt.conclude([outcome(begun)])


def _details(database: LedgerUrls, kind: Kind) -> list[dict[str, Any]]:
    query = "SELECT convert_from(canonical, 'UTF8')::jsonb AS record FROM audit.record ORDER BY sequence"
    records = [row["record"] for row in rows(database.owner, query)]
    return [{"tenant": one["tenant"], **one["details"]} for one in records if one["kind"] == kind]


def _old_month(database: LedgerUrls, month: dt.date) -> None:
    """Make a month of the past, with a copy of one of today's records in it."""
    name = sql.Identifier("audit", f"record_{month:%Y_%m}")
    with psycopg.connect(database.owner) as connection:
        connection.execute(
            sql.SQL("CREATE TABLE {} PARTITION OF audit.record FOR VALUES FROM ({}::uuid) TO ({}::uuid)").format(
                name,
                sql.Literal(connection.execute("SELECT audit.month_floor(%s)", (month,)).fetchone()[0]),  # type: ignore[index]
                sql.Literal(
                    connection.execute(
                        "SELECT audit.month_floor((%s::date + interval '1 month')::date)", (month,)
                    ).fetchone()[0]  # type: ignore[index]
                ),
            )
        )
        connection.execute(
            "INSERT INTO audit.record SELECT (jsonb_populate_record(record, jsonb_build_object("
            "'request_id', audit.month_floor(%s), 'time', %s::timestamptz, 'xid', pg_current_xact_id()::text))).*"
            " FROM audit.record WHERE kind = 'request' ORDER BY request_id DESC LIMIT 1",
            (month, month),
        )


@asynccontextmanager
async def _signed(database: LedgerUrls) -> AsyncIterator[None]:
    """Sequence in the background, from when everything that is there is signed."""
    query = (
        "SELECT (SELECT count(*) FROM audit.record) - (SELECT sum(size) FROM"
        " (SELECT max(size) AS size FROM audit.checkpoint GROUP BY tenant) AS newest) AS missing"
    )
    async with sequencing(database, SIGNER) as sequencer:
        await until(sequencer, lambda: rows(database.owner, query)[0]["missing"] == 0)
        yield


async def test_a_month_past_retention_is_dropped_and_its_leaves_stay(ledger_database: LedgerUrls) -> None:
    """The oldest goes first, each tenant's log says so before, and leaf hashes outlive the records."""
    async with _keeping(ledger_database) as (keeper, connection, ledger):
        await _record(ledger)
        for month in (OLDER, OLD):
            _old_month(ledger_database, month)
        async with _signed(ledger_database):
            dropped = await keeper.drop_months()
        months = await connection.months()

    assert (OLDER, OLD) == dropped
    assert OLD not in months
    assert [("acme", "2024-01", 2, 2, 1), ("acme", "2024-02", 3, 3, 1)] == [
        (one["tenant"], one["month"], one["first_index"], one["last_index"], one["records"])
        for one in _details(ledger_database, Kind.DROP)
    ]
    assert 6 == len(rows(ledger_database.owner, "SELECT * FROM audit.leaf"))
    pruned = (
        "SELECT index FROM audit.leaf JOIN audit.dropped ON request_id >= first_id AND request_id < end_id ORDER BY 1"
    )
    assert [2, 3] == [row["index"] for row in rows(ledger_database.reader, pruned)]


async def test_an_export_after_a_drop_verifies(
    ledger_database: LedgerUrls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """From the moment that a month is gone, the signed log explains why its records are."""
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        _old_month(ledger_database, OLD)
        async with _signed(ledger_database):
            assert (OLD,) == await keeper.drop_months()
    monkeypatch.setenv(URL_VARIABLE, ledger_database.reader)
    key = tmp_path / "signing.pub"
    key.write_bytes(KEYS.signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))

    assert 0 == audit_main(["export", "--tenant", "acme", "--out", str(tmp_path / "export")])
    assert 0 == audit_main(["verify", str(tmp_path / "export"), "--key", str(key)])

    assert "1 records are pruned" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("has_leaves", "named"), [(False, "without a place in the Merkle log"), (True, "no signed checkpoint covers")]
)
async def test_a_month_that_the_log_does_not_prove_stays(
    ledger_database: LedgerUrls, *, has_leaves: bool, named: str
) -> None:
    """What is not sequenced and signed is not dropped: nobody could tell afterwards what was there."""
    async with _keeping(ledger_database) as (keeper, connection, ledger):
        await _record(ledger)
        _old_month(ledger_database, OLD)
        if has_leaves:
            with psycopg.connect(ledger_database.owner) as owner:
                owner.execute(
                    "INSERT INTO audit.leaf SELECT tenant, row_number() OVER () - 1, leaf, request_id, kind, candidate"
                    " FROM audit.record"
                )

        assert () == await keeper.drop_months()
        with pytest.raises(KeepingRefused, match=named):
            await connection.drop_month(OLD, 365)


async def test_a_month_stays_until_the_record_of_its_drop_is_signed(ledger_database: LedgerUrls) -> None:
    """An export in between would show records missing, and nothing that is signed to say why."""
    hasty = replace(SETTINGS, confirm_ms_max=100)
    async with _keeping(ledger_database, hasty) as (keeper, connection, ledger):
        await _record(ledger)
        _old_month(ledger_database, OLD)
        async with _signed(ledger_database):
            pass

        assert () == await keeper.drop_months()
        assert ("acme",) == await connection.unsigned_drops(OLD)
        with pytest.raises(KeepingRefused, match="covers the record of this drop"):
            await connection.drop_month(OLD, 365)
        async with _signed(ledger_database):
            assert (OLD,) == await keeper.drop_months()
    assert 1 == len(_details(ledger_database, Kind.DROP))


async def test_only_batches_that_nobody_can_ask_about_are_forgotten(ledger_database: LedgerUrls) -> None:
    """The newest number of a writer, however old, may still be in doubt; whatever is younger than a day, too."""
    old, silent, young = (uuid.UUID(int=number) for number in (1, 2, 3))
    with psycopg.connect(ledger_database.owner) as owner:
        owner.cursor().executemany(
            "INSERT INTO audit.batch VALUES (%s, %s, now() - make_interval(hours => %s))",
            [(old, 1, 60), (old, 2, 50), (old, 3, 1), (silent, 7, 50), (young, 1, 2), (young, 2, 1)],
        )
    async with _keeping(ledger_database) as (_, connection, _ledger):
        forgotten = await connection.forget_batches(count_max=1)

    left = {(row["writer"], row["number"]) for row in rows(ledger_database.owner, "SELECT * FROM audit.batch")}
    assert 2 == forgotten
    assert {(old, 3), (silent, 7), (young, 1), (young, 2)} <= left
    assert not {(old, 1), (old, 2)} & left


async def test_the_database_itself_refuses_a_young_month(ledger_database: LedgerUrls) -> None:
    """A stolen keeper's login cannot shorten the retention, take a later month first or leave out the record."""
    async with _keeping(ledger_database) as (_, connection, ledger):
        await _record(ledger)
        (this,) = [
            month for month in await connection.months() if month == dt.datetime.now(dt.UTC).date().replace(day=1)
        ]
        _old_month(ledger_database, OLDER)
        _old_month(ledger_database, OLD)
        async with _signed(ledger_database):
            pass
        for month, days, named in (
            (this, 365, "not past retention"),
            (OLDER, 183, "below the 184"),
            (OLD, 365, "the oldest goes first"),
            (OLDER, 365, "does not say that this month is dropped"),
            (dt.date(1999, 1, 1), 365, "no such month"),
        ):
            with pytest.raises(KeepingRefused, match=named):
                await connection.drop_month(month, days)


@pytest.mark.parametrize(
    "scope",
    [
        HoldScope(tenant="acme"),
        HoldScope(repository="acme/shop"),
        HoldScope(since=dt.datetime(2024, 1, 31, tzinfo=dt.UTC), until=dt.datetime(2024, 2, 2, tzinfo=dt.UTC)),
        HoldScope(tenant="acme", owner="the subject"),
    ],
    ids=["tenant", "repository", "time", "subject"],
)
async def test_a_hold_beats_retention_until_it_is_lifted(ledger_database: LedgerUrls, scope: HoldScope) -> None:
    """A held month stays, and goes when the hold is lifted; both are records."""
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        _old_month(ledger_database, OLD)
        owner = ledger.owner_digest("acme", CALLER.subject) if scope.owner else None
        hold_id = await keeper.hold(replace(scope, owner=owner), *WHO)
        async with _signed(ledger_database):
            kept = await keeper.drop_months()
            await keeper.lift(hold_id, "settled", "dpo@example.com")
            dropped = await keeper.drop_months()

        assert ((), (OLD,)) == (kept, dropped)
        with pytest.raises(KeepingRefused, match="no hold of this id in force"):
            await keeper.lift(hold_id, *WHO)
    assert ["placed", "lifted"] == [one["deed"] for one in _details(ledger_database, Kind.HOLD)]


async def test_a_hold_that_concerns_something_else_keeps_nothing(ledger_database: LedgerUrls) -> None:
    """Another tenant, repository, subject or time does not hold this month."""
    late = dt.datetime(2024, 3, 1, tzinfo=dt.UTC)
    async with _keeping(ledger_database) as (keeper, connection, ledger):
        await _record(ledger)
        _old_month(ledger_database, OLD)
        for scope in (
            HoldScope(tenant="other"),
            HoldScope(repository="acme/other"),
            HoldScope(since=late),
            HoldScope(tenant="acme", owner="somebody else"),
        ):
            await keeper.hold(scope, *WHO)

        async with _signed(ledger_database):
            assert (OLD,) == await keeper.drop_months()
        assert 4 == len(await connection.holds())


async def test_a_shred_destroys_keys_and_names_of_one_subject_alone(ledger_database: LedgerUrls) -> None:
    """The record names the owner's digest only; records and leaves are untouched, and a second shred finds nothing."""
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        await _record(ledger, caller=replace(CALLER, subject="bob@example.com"))
        before = rows(ledger_database.owner, "SELECT leaf, canonical FROM audit.record ORDER BY sequence")
        owner = ledger.owner_digest("acme", CALLER.subject)
        done = await keeper.shred("acme", owner, None, *WHO)
        again = await keeper.shred("acme", owner, None, *WHO)

    after = rows(ledger_database.owner, "SELECT leaf, canonical FROM audit.record ORDER BY sequence")
    assert (1, 1, 0) == (done.keys, done.epoch, again.keys)
    assert done.names > 3
    assert before == after[: len(before)]
    values = {row["value"] for row in rows(ledger_database.owner, "SELECT value FROM audit.pseudonym")}
    assert "bob@example.com" in values
    assert CALLER.subject not in values
    assert [owner] * 2 == [one["owner"] for one in _details(ledger_database, Kind.SHRED)]
    assert not any(CALLER.subject in str(one) for one in _details(ledger_database, Kind.SHRED))


def _add_fingerprints(database: LedgerUrls) -> None:
    """Write two fingerprints for every key that is there, as the writer's login may."""
    with psycopg.connect(database.writer) as writer:
        for row in rows(database.owner, "SELECT id, tenant FROM audit.data_key"):
            for algorithm in (1, 2):
                values = (row["tenant"], algorithm, 4711, request_id(), row["id"])
                writer.execute("INSERT INTO audit.fingerprint VALUES (%s, %s, %s, %s, 0, %s)", values)


def _fingerprinted(database: LedgerUrls) -> set[str]:
    """Return the owners of which there are fingerprints."""
    query = "SELECT owner FROM audit.fingerprint JOIN audit.key_owner AS key ON key.id = key_id"
    return {row["owner"] for row in rows(database.owner, query)}


async def test_a_shred_destroys_fingerprints_of_one_subject_alone(ledger_database: LedgerUrls) -> None:
    """With the key, for good: what a gateway still writes under a destroyed key is not kept."""
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        await _record(ledger, caller=replace(CALLER, subject="bob@example.com"))
        alice, bob = (ledger.owner_digest("acme", name) for name in (CALLER.subject, "bob@example.com"))
        _add_fingerprints(ledger_database)
        (old,) = rows(ledger_database.owner, f"SELECT id FROM audit.data_key WHERE owner = '{alice}'")  # noqa: S608 (hex)
        before = _fingerprinted(ledger_database)
        done = await keeper.shred("acme", alice, None, *WHO)
        after = _fingerprinted(ledger_database)
        with psycopg.connect(ledger_database.writer) as late:
            late.execute("INSERT INTO audit.fingerprint VALUES ('acme', 1, 1, %s, 0, %s)", (request_id(), old["id"]))

    assert ({alice, bob}, {bob}, {bob}) == (before, after, _fingerprinted(ledger_database))
    assert (1, 2) == (done.keys, done.fingerprints)


async def test_fingerprints_go_with_their_month(ledger_database: LedgerUrls) -> None:
    """What retention destroys of a key, it destroys of its fingerprints."""
    copied = "INSERT INTO audit.data_key SELECT (jsonb_populate_record(key, %s::jsonb)).* FROM audit.data_key AS key"
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        with psycopg.connect(ledger_database.owner) as owner:
            owner.execute(copied, (f'{{"id": "{uuid.uuid4()}", "month": "{OLDER}", "owner": "long ago"}}',))
        _add_fingerprints(ledger_database)
        before = _fingerprinted(ledger_database)
        for month in (OLDER, OLD):
            _old_month(ledger_database, month)
        async with _signed(ledger_database):
            await keeper.drop_months()

    assert {"long ago"} == before - _fingerprinted(ledger_database)
    assert 2 == len(rows(ledger_database.owner, "SELECT FROM audit.fingerprint"))


async def test_a_shred_of_one_month_leaves_the_others(ledger_database: LedgerUrls) -> None:
    """Only the month that is named is erased."""
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        owner = ledger.owner_digest("acme", CALLER.subject)

        assert 0 == (await keeper.shred("acme", owner, OLD, *WHO)).keys
        assert 1 == (await keeper.shred("acme", owner, dt.datetime.now(dt.UTC).date().replace(day=1), *WHO)).keys


@pytest.mark.parametrize(
    "scope",
    [
        HoldScope(tenant="acme"),
        HoldScope(repository="acme/shop"),
        HoldScope(since=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
    ],
)
async def test_a_hold_beats_a_shred(ledger_database: LedgerUrls, scope: HoldScope) -> None:
    """What is held is not erased, whether the operator asks or a login goes round the operator's tools."""
    async with _keeping(ledger_database) as (keeper, connection, ledger):
        await _record(ledger)
        owner = ledger.owner_digest("acme", CALLER.subject)
        hold_id = await keeper.hold(scope, *WHO)
        with pytest.raises(KeepingRefused, match=f"hold {hold_id} is in force"):
            await keeper.shred("acme", owner, None, *WHO)
        record = await ledger.record_deed(Kind.SHRED, "acme", {"owner": owner, "month": ""})
        with pytest.raises(KeepingRefused, match="is in force"):
            await connection.shred(ShredOrder(record, "acme", owner, None))

        assert 0 == await keeper.finish_shreds()
        await keeper.lift(hold_id, *WHO)
        assert 1 == await keeper.finish_shreds()
        assert 0 == await keeper.finish_shreds()


async def test_nothing_is_done_without_its_record(ledger_database: LedgerUrls) -> None:
    """The keeper's login alone can neither hold nor lift nor shred."""
    async with _keeping(ledger_database) as (keeper, connection, ledger):
        await _record(ledger)
        owner = ledger.owner_digest("acme", CALLER.subject)
        other = await keeper.hold(HoldScope(tenant="other"), *WHO)
        with pytest.raises(KeepingRefused, match="no record of this hold"):
            await connection.place_hold(request_id(), HoldScope(tenant="acme"), *WHO)
        with pytest.raises(KeepingRefused, match="no record in the log that this hold is lifted"):
            await connection.lift_hold(other, other)
        with pytest.raises(KeepingRefused, match="no record of this shred"):
            await connection.shred(ShredOrder(other, "acme", owner, None))


async def test_a_shredded_key_does_not_come_back(ledger_database: LedgerUrls) -> None:
    """A gateway that still holds the key in memory cannot write it or a name of it again."""
    async with _keeping(ledger_database) as (keeper, _, ledger):
        await _record(ledger)
        with psycopg.connect(ledger_database.owner) as connection:
            connection.execute("CREATE TABLE audit.copy AS SELECT * FROM audit.data_key")
            connection.execute("CREATE TABLE audit.copied AS SELECT * FROM audit.pseudonym")
        await keeper.shred("acme", ledger.owner_digest("acme", CALLER.subject), None, *WHO)
    with psycopg.connect(ledger_database.owner) as connection:
        connection.execute("INSERT INTO audit.data_key SELECT * FROM audit.copy")
        connection.execute("INSERT INTO audit.pseudonym SELECT * FROM audit.copied")

    assert [] == rows(ledger_database.owner, "SELECT * FROM audit.data_key")
    assert [] == rows(ledger_database.owner, "SELECT * FROM audit.pseudonym")


async def test_a_running_gateway_has_forgotten_the_keys_when_the_shred_is_done(ledger_database: LedgerUrls) -> None:
    """An idle gateway hears of it by itself; what it records after that has a new key, other owners keep theirs."""
    async with running_ledger(ledger_database.writer) as gateway, _keeping(ledger_database) as (keeper, _, ledger):
        for subject in (CALLER.subject, "bob@example.com"):
            await _record(gateway, caller=replace(CALLER, subject=subject))
        done = await keeper.shred("acme", ledger.owner_digest("acme", CALLER.subject), None, *WHO)
        for subject in (CALLER.subject, "bob@example.com"):
            await _record(gateway, caller=replace(CALLER, subject=subject))

    used = [row["key_id"] for row in rows(ledger_database.owner) if row["key_id"]]
    stored = {row["id"] for row in rows(ledger_database.owner, "SELECT id FROM audit.data_key")}
    assert 1 == done.keys
    assert 3 == len(set(used))
    assert {used[0]} == set(used) - stored


async def test_a_gateway_that_does_not_answer_is_named(ledger_database: LedgerUrls) -> None:
    """The keys are gone; the operator hears which gateway may still hold them in memory, and what to do."""
    hasty = replace(SETTINGS, confirm_ms_max=100)
    async with _keeping(ledger_database) as (_, connection, ledger):
        await _record(ledger)
        with psycopg.connect(ledger_database.writer) as silent:
            silent.execute("SELECT pg_advisory_lock_shared(%s, 0)", (CONFIRMING_LOCK,))
            with pytest.raises(LedgerUnavailable, match=f"did not say .*{silent.info.backend_pid}.*restart"):
                await Keeper(hasty, connection, ledger).shred(
                    "acme", ledger.owner_digest("acme", CALLER.subject), None, *WHO
                )

    assert [] == rows(ledger_database.owner, "SELECT * FROM audit.data_key")


@pytest.mark.parametrize(
    "table", ["record", "data_key", "pseudonym", "fingerprint", "hold", "leaf", "shred", "retention"]
)
@pytest.mark.parametrize("statement", ["SELECT FROM {}", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"])
def test_the_keeper_may_touch_no_table(untouched_database: LedgerUrls, table: str, statement: str) -> None:
    """It has functions that check, and nothing else."""
    with psycopg.connect(untouched_database.keeper) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(sql.SQL(statement).format(sql.Identifier("audit", table)))


@pytest.mark.parametrize("role", ["writer", "reader", "sequencer"])
def test_nobody_else_may_keep(untouched_database: LedgerUrls, role: str) -> None:
    """No other role can drop a month."""
    url = getattr(untouched_database, role)
    with psycopg.connect(url) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("SELECT audit.drop_month('2024-01-01', 365)")


def test_a_short_retention_needs_a_reason() -> None:
    """Below six months is refused, unless somebody says why."""
    with pytest.raises(SettingsInvalid, match="short_retention_reason"):
        KeepingSettings(retention_days=183)

    assert 30 == KeepingSettings(retention_days=30, short_retention_reason="a test system").retention_days

"""The schema's promises: append-only on every partition, and roles that can do no more than they must."""

from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql

from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.ledger.migrate import LedgerUrls, ensure_partitions, migrate
from gateway.ledger.settings import LedgerSettings
from tests.conftest import PostgresServer
from tests.ledger.support import opening, rows, running_ledger

COLUMNS = {"record": "kind", "data_key": "tenant", "pseudonym": "kind", "batch": "number"}
TABLES = tuple(COLUMNS)
ROLES = ("decryptor", "keeper", "reader", "sequencer", "shipper", "writer")


def partitions(owner_url: str) -> list[str]:
    """Return the names of all partitions."""
    query = "SELECT relname FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY relname"
    return [row["relname"] for row in rows(owner_url, query)]


def attempt(url: str, statement: str, table: str) -> None:
    """Execute a statement with the table's name in it."""
    with psycopg.connect(url) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier("audit", table)))


def test_migrating_twice_changes_nothing(ledger_database: LedgerUrls) -> None:
    """A second run is a no-op."""
    before = rows(ledger_database.owner, "SELECT relname, relfilenode FROM pg_class ORDER BY oid")
    migrate(ledger_database.owner)

    assert before == rows(ledger_database.owner, "SELECT relname, relfilenode FROM pg_class ORDER BY oid")


def test_months_are_made_ahead(ledger_database: LedgerUrls) -> None:
    """Last month, this one and three to come; more when asked, none twice."""
    made = partitions(ledger_database.owner)
    more = ensure_partitions(ledger_database.owner, months_ahead=5)

    assert 5 == len(made)
    assert 2 == len(more)
    assert () == ensure_partitions(ledger_database.owner, months_ahead=5)
    assert sorted([*made, *more]) == partitions(ledger_database.owner)


def test_a_month_takes_its_first_and_last_request_id(ledger_database: LedgerUrls) -> None:
    """Partition bounds follow from one another without a hole."""
    query = (
        "SELECT pg_get_expr(relpartbound, oid) AS bound FROM pg_class WHERE relispartition AND relkind = 'r' ORDER BY 1"
    )
    bounds = [row["bound"].split("'") for row in rows(ledger_database.owner, query)]

    assert [bound[3] for bound in bounds[:-1]] == [bound[1] for bound in bounds[1:]]


@pytest.mark.parametrize("statement", ["UPDATE {} SET kind = 'x'", "DELETE FROM {}", "TRUNCATE {}"])
async def test_triggers_stop_even_the_owner(ledger_database: LedgerUrls, statement: str) -> None:
    """Nobody changes the log by accident: neither through the parent nor through any partition, new ones included."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
    ensure_partitions(ledger_database.owner, months_ahead=4)

    for table in ("record", *partitions(ledger_database.owner)):
        with pytest.raises(errors.InsufficientPrivilege, match="append-only"):
            attempt(ledger_database.owner, statement, table)
    assert 1 == len(rows(ledger_database.owner))


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "statement", ["SELECT FROM {}", "UPDATE {} SET column = NULL", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"]
)
def test_the_writer_may_only_insert(untouched_database: LedgerUrls, table: str, statement: str) -> None:
    """The gateway's own role cannot read or change what it wrote."""
    with pytest.raises(errors.InsufficientPrivilege):
        attempt(untouched_database.writer, statement.replace("column", COLUMNS[table]), table)


@pytest.mark.parametrize("table", [*TABLES, "entry", "name"])
def test_the_reader_may_not_write(untouched_database: LedgerUrls, table: str) -> None:
    """The auditor's role changes nothing."""
    with pytest.raises((errors.InsufficientPrivilege, errors.ObjectNotInPrerequisiteState)):
        attempt(untouched_database.reader, "DELETE FROM {}", table)


@pytest.mark.parametrize("table", TABLES)
def test_the_reader_sees_views_only(untouched_database: LedgerUrls, table: str) -> None:
    """Ciphertexts and wrapped keys are not for the reader."""
    with pytest.raises(errors.InsufficientPrivilege):
        attempt(untouched_database.reader, "SELECT FROM {}", table)


@pytest.mark.parametrize("role", ["owner", "reader"])
async def test_a_role_that_can_do_more_is_refused(ledger_database: LedgerUrls, role: str) -> None:
    """The ledger does not start with any role but the writer's."""
    with pytest.raises(SettingsInvalid):
        async with running_ledger(getattr(ledger_database, role)):
            pass


async def test_one_more_privilege_is_one_too_many(ledger_database: LedgerUrls) -> None:
    """A single grant beside INSERT is found at start."""
    with psycopg.connect(ledger_database.owner) as connection:
        connection.execute("GRANT SELECT ON audit.data_key TO gateway_writer")

    with pytest.raises(SettingsInvalid, match="more than INSERT"):
        async with running_ledger(ledger_database.writer):
            pass


async def test_a_database_without_schema_is_refused(postgres_server: PostgresServer) -> None:
    """The message says what to run."""
    writer = postgres_server.template.writer.rsplit("/", 1)[0] + "/postgres"

    with pytest.raises(SettingsInvalid, match="gateway migrate"):
        async with running_ledger(writer):
            pass


async def test_a_month_without_partition_is_refused(ledger_database: LedgerUrls) -> None:
    """The ledger does not start if it could not write now."""
    with psycopg.connect(ledger_database.owner) as connection:
        for name in partitions(ledger_database.owner):
            connection.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier("audit", name)))

    with pytest.raises(SettingsInvalid, match="partition"):
        async with running_ledger(ledger_database.writer):
            pass


@pytest.mark.parametrize("url", ["", "not a url", "mysql://x/y", "postgresql://nobody:x@127.0.0.1:1/none"])
async def test_a_wrong_url_is_refused(url: str) -> None:
    """Whatever the URL is, the error is one of ours and quotes no password."""
    with pytest.raises((SettingsInvalid, LedgerUnavailable)) as refused:
        async with running_ledger(url, LedgerSettings(connect_ms_max=2000)):
            pass

    assert ":x@" not in str(refused.value)
    with pytest.raises((SettingsInvalid, LedgerUnavailable)) as refused_too:
        migrate(url)
    assert ":x@" not in str(refused_too.value)


def test_same_key_twice_is_refused_by_the_table(ledger_database: LedgerUrls) -> None:
    """(request_id, kind, candidate) is unique over the whole log, whatever the record's own time is."""
    (index,) = rows(ledger_database.owner, "SELECT pg_get_indexdef('audit.record_pkey'::regclass) AS definition")

    assert "UNIQUE" in index["definition"]
    assert "(request_id, kind, candidate)" in index["definition"]


def test_passwords_are_private(postgres_server: PostgresServer) -> None:
    """The files with the logins' passwords can be read by their owner only."""
    files = list(Path(postgres_server.folder / "passwords").iterdir())

    assert [f"gateway_{role}.password" for role in ROLES] == sorted(file.name for file in files)
    assert {0o600} == {file.stat().st_mode & 0o777 for file in files}

"""
Fixtures that several folders share: one real Postgres for the whole run, and a fresh copy of the log's database for
each test that asks for one.
"""

import dataclasses
import gc
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from gateway.embedded.postgres import EmbeddedPostgres
from gateway.ledger.migrate import LedgerUrls, create_logins, migrate

_TEMPLATE = "ledger_template"


def pytest_collection_finish() -> None:
    """
    Take what all tests are made of out of the collector's sight, as a worker does with what it is made of.

    Else a look through the heap of twelve thousand tests is charged to the CPU budget of whatever runs just then.
    """
    gc.collect()
    gc.freeze()


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """The run's server with a migrated database to copy."""

    process: EmbeddedPostgres
    folder: Path
    template: LedgerUrls


@pytest.fixture(scope="session")
def postgres_folder() -> Iterator[Path]:
    """Yield a folder that an account without rights can reach, which pytest's own are not."""
    folder = Path(tempfile.mkdtemp(prefix="gateway-tests-"))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres_server(postgres_folder: Path) -> Iterator[PostgresServer]:
    """Yield a running Postgres with the migrated template database and logins for its roles."""
    with EmbeddedPostgres(postgres_folder / "shared") as process:
        with psycopg.connect(process.url(), autocommit=True) as connection:
            # No test of this server cuts the power; to create and drop a hundred databases costs minutes of syncing.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(_TEMPLATE)))
        url = process.url(_TEMPLATE)
        migrate(url)
        template = create_logins(url, postgres_folder / "passwords")
        yield PostgresServer(process, postgres_folder, template)


@pytest.fixture
def ledger_database(postgres_server: PostgresServer) -> Iterator[LedgerUrls]:
    """Yield the URLs (owner, writer, reader, sequencer, keeper) of a migrated, empty database of the test's own."""
    with _database(postgres_server) as urls:
        yield urls


@pytest.fixture(scope="module")
def untouched_database(postgres_server: PostgresServer) -> Iterator[LedgerUrls]:
    """Yield the URLs of a migrated, empty database for all tests of a file that are refused whatever they try."""
    with _database(postgres_server) as urls:
        yield urls


@contextmanager
def _database(postgres_server: PostgresServer) -> Iterator[LedgerUrls]:
    name = f"ledger_{uuid.uuid4().hex}"
    with psycopg.connect(postgres_server.process.url(), autocommit=True) as connection:
        connection.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(_TEMPLATE))
        )
        template = postgres_server.template
        urls = (url.replace(f"/{_TEMPLATE}", f"/{name}") for url in dataclasses.astuple(template))
        yield LedgerUrls(*urls)
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

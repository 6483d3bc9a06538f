"""
Brings a database to the schema that this version needs, and makes months and logins. Runs as the owner, never as the
gateway: what serves callers can only INSERT.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

import gateway
from gateway.errors import LedgerUnavailable, SettingsInvalid

MONTHS_AHEAD = 3
_CONNECT_S_MAX = 5
_ROLES = (
    "gateway_writer",
    "gateway_reader",
    "gateway_sequencer",
    "gateway_keeper",
    "gateway_shipper",
    "gateway_decryptor",
)


@dataclass(frozen=True, slots=True)
class LedgerUrls:
    """One database, seen by its roles."""

    owner: str
    writer: str
    reader: str
    sequencer: str
    keeper: str
    shipper: str
    decryptor: str


def migrate(url: str) -> None:
    """Bring the owner's database to the newest schema and make the months ahead; a second run changes nothing."""
    scripts = _scripts()
    with _connected(url) as connection:
        config = Config()
        config.set_main_option("script_location", str(scripts))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise SettingsInvalid(f"the database's schema is not one of this version: {error}") from error
    ensure_partitions(url)


def ensure_partitions(url: str, months_ahead: int = MONTHS_AHEAD) -> tuple[str, ...]:
    """Make the partitions of last, this and the coming months as the owner; return the names of the new ones."""
    with _connected(url) as connection:
        connection.exec_driver_sql("SET lock_timeout = '5s'")
        statement = "SELECT audit.ensure_partitions(%s)"
        made = tuple(connection.exec_driver_sql(statement, (months_ahead,)).scalars())
        connection.commit()
    return made


def create_logins(url: str, folder: Path) -> LedgerUrls:
    """
    Give the embedded database a login for each role; passwords lie in `folder`, mode 0600.

    Needs a URL that may create roles. On a managed Postgres the operator makes the logins and grants them
    `gateway_writer`, `gateway_reader`, `gateway_sequencer`, `gateway_keeper`, `gateway_shipper` or `gateway_decryptor`.
    """
    target = _parsed(url)
    urls = {}
    with _connected(url) as connection:
        for role in _ROLES:
            login = f"{role}_login"
            password = _password(folder / f"{role}.password")
            _ensure_login(connection, login, role, password)
            urls[role] = target.set(username=login, password=password).render_as_string(hide_password=False)
        connection.commit()
    return LedgerUrls(
        owner=url,
        writer=urls["gateway_writer"],
        reader=urls["gateway_reader"],
        sequencer=urls["gateway_sequencer"],
        keeper=urls["gateway_keeper"],
        shipper=urls["gateway_shipper"],
        decryptor=urls["gateway_decryptor"],
    )


def _ensure_login(connection: Connection, login: str, role: str, password: str) -> None:
    exists = connection.exec_driver_sql("SELECT 1 FROM pg_roles WHERE rolname = %s", (login,)).scalar() is not None
    raw = connection.connection.driver_connection
    verb = sql.SQL("ALTER" if exists else "CREATE")
    statement = sql.SQL("{} ROLE {} LOGIN PASSWORD {}").format(verb, sql.Identifier(login), sql.Literal(password))
    grant = sql.SQL("GRANT {} TO {}").format(sql.Identifier(role), sql.Identifier(login))
    for text in (statement, grant):
        connection.exec_driver_sql(text.as_string(raw))


def _password(path: Path) -> str:
    """Return the password in the file, made at the first call."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text()
    password = secrets.token_urlsafe(24)
    with os.fdopen(handle, "w") as file:
        file.write(password)
    return password


def _scripts() -> Path:
    """Return the folder of the migration scripts: in the wheel, or beside the package in a checkout."""
    package = Path(gateway.__file__).parent
    for folder in (package / "_bundled" / "migrations", package.parent / "migrations"):
        if (folder / "env.py").is_file():
            return folder
    raise SettingsInvalid("the migration scripts are missing from this installation")


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise SettingsInvalid("the database URL has the form postgresql://user:password@host:port/database") from error
    return parsed


def _engine(url: str) -> Engine:
    """Return an engine without a pool, with time-outs, that never prints parameters."""
    target = _parsed(url).set(drivername="postgresql+psycopg")
    options = {"connect_timeout": _CONNECT_S_MAX, "application_name": "gateway migrate"}
    return create_engine(target, poolclass=NullPool, hide_parameters=True, connect_args=options)


@contextmanager
def _connected(url: str) -> Iterator[Connection]:
    """Yield a connection; everything that the database refuses becomes LedgerUnavailable, without parameters."""
    engine = _engine(url)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise LedgerUnavailable(f"the database refused the migration: {_first_line(error)}") from None
    finally:
        engine.dispose()


def _first_line(error: SQLAlchemyError) -> str:
    """Return the server's own words, without statement and parameters."""
    cause = getattr(error, "orig", None) or error
    return f"{type(cause).__name__}: {str(cause).splitlines()[0] if str(cause) else ''}"[:300]

"""
Backs the whole log up into a folder, and brings such a folder back into an empty database. Postgres's own tools do the
copying; nothing here changes what they copy.

A backup is `dump` (pg_dump's custom format), `checkpoints/` (what was published when it began) and `manifest.json` (how
much there is, and the SHA-256 of every file). It holds what the database holds: ciphertexts, wrapped keys and names. It
holds no key of the settings: back those up elsewhere, or nothing in it can ever be decrypted or signed again.
"""

import json
import os
import shutil
import subprocess
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from audit.bundle import digest
from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.ledger.advice import on_connecting, on_refusal
from gateway.ledger.publishing import write_durably

FORMAT = 1
_CONNECT_S_MAX = 5
_DUMP, _MANIFEST, CHECKPOINTS = "dump", "manifest.json", "checkpoints"
_MANIFEST_BYTES_MAX = 16_000_000
_WORDS_MAX = 300
_ENVIRONMENT = {
    "host": "PGHOST",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
_ROLES = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'gateway\\_%' AND NOT rolcanlogin ORDER BY rolname"
_LEAVES = "SELECT tenant, max(index) + 1 FROM audit.leaf GROUP BY tenant ORDER BY tenant"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `leaves` are the sizes of the tenants' logs; `files` the digests by path."""

    format: int
    time: str
    server: str
    records: int
    leaves: dict[str, int]
    roles: tuple[str, ...]
    files: dict[str, str]


def back_up(url: str, published: Path | None, target: Path, tools: Path | None) -> Manifest:
    """
    Write a backup into a new folder, complete or not at all; raises SettingsInvalid or LedgerUnavailable.

    `url` is the owner's; `published` is the folder of published checkpoints; `tools` is where pg_dump lies.
    """
    if target.exists():
        raise SettingsInvalid(f"{target} is there already: name a new folder")
    partial = target.with_name(f"{target.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(mode=0o700, parents=True)
    # Before the dump: whatever they promise is in it.
    for path in sorted(published.rglob("checkpoint")) if published else ():
        write_durably(partial / CHECKPOINTS / path.relative_to(published or path), path.read_bytes())
    with _connected(url) as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _only(connection, "SELECT pg_export_snapshot()")
        options = ("--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={partial / _DUMP}")
        _run("pg_dump", tools, url, *options)
        manifest = Manifest(
            format=FORMAT,
            time=datetime.now(UTC).isoformat(timespec="seconds"),
            server=str(_only(connection, "SHOW server_version")),
            records=int(str(_only(connection, "SELECT count(*) FROM audit.record"))),
            leaves=dict(connection.execute(_LEAVES.encode()).fetchall()),
            roles=tuple(name for (name,) in connection.execute(_ROLES.encode()).fetchall()),
            files=_digests(partial),
        )
    (partial / _DUMP).chmod(0o600)
    write_durably(partial / _MANIFEST, (json.dumps(asdict(manifest), indent=1, ensure_ascii=False) + "\n").encode())
    partial.rename(target)
    return manifest


def read_backup(folder: Path) -> Manifest:
    """Return a backup's manifest after checking every file against it; raises SettingsInvalid if one differs."""
    try:
        with (folder / _MANIFEST).open("rb") as file:
            values = json.loads(file.read(_MANIFEST_BYTES_MAX))
        manifest = Manifest(**{**values, "roles": tuple(values["roles"])})
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise SettingsInvalid(f"{folder} holds no backup that can be read: {type(error).__name__}") from None
    if manifest.format != FORMAT:
        raise SettingsInvalid(f"the backup's format is {manifest.format}, this version reads {FORMAT}")
    found = _digests(folder)
    wrong = sorted(name for name in {*found, *manifest.files} if found.get(name) != manifest.files.get(name))
    if wrong:
        raise SettingsInvalid(f"the backup is not what was written: {', '.join(wrong[:5])} differs from the manifest")
    return manifest


def bring_back(url: str, folder: Path, manifest: Manifest, tools: Path | None) -> None:
    """Restore into a database that has no log, all or nothing; raises SettingsInvalid or LedgerUnavailable."""
    with _connected(url) as connection:
        if _only(connection, "SELECT to_regnamespace('audit') IS NOT NULL"):
            raise SettingsInvalid("the database has a log already: restore into a new, empty database")
        known = {name for (name,) in connection.execute(_ROLES.encode()).fetchall()}
        for role in manifest.roles:
            if role not in known:
                connection.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(role)))
    options = ("--no-owner", "--single-transaction", "--exit-on-error", "--dbname=", str(folder / _DUMP))
    _run("pg_restore", tools, url, *options)


def _connected(url: str) -> psycopg.Connection:
    try:
        return psycopg.connect(url, connect_timeout=_CONNECT_S_MAX, autocommit=True, application_name="gateway backup")
    except psycopg.Error as error:
        raise LedgerUnavailable(on_connecting(error)) from None


def _only(connection: psycopg.Connection, query: str) -> object:
    """Return the only value of the only row."""
    try:
        ((value,),) = connection.execute(query.encode()).fetchall()
    except psycopg.Error as error:
        raise LedgerUnavailable(f"the database refused: {on_refusal(error, 'the owner of the schema')}") from None
    return value


def _run(name: str, tools: Path | None, url: str, *options: str) -> None:
    """Run one of Postgres's tools; the URL's password goes by environment, where other users do not see it."""
    program = str(tools / name) if tools else shutil.which(name)
    if program is None:
        raise SettingsInvalid(f"{name} is not on PATH: install Postgres's client tools, or give --tools FOLDER")
    parameters = {_ENVIRONMENT[key]: str(value) for key, value in conninfo_to_dict(url).items() if key in _ENVIRONMENT}
    database = parameters.get("PGDATABASE", "")
    words = [option if option != "--dbname=" else f"--dbname={database}" for option in options]
    try:
        done = subprocess.run(  # noqa: S603  # Postgres's own tool, fixed words, no shell
            [program, "--no-password", *words],
            env={**os.environ, **parameters, "PGAPPNAME": f"gateway {name}"},
            check=False,
            capture_output=True,
            text=True,
        )
    except OSError as error:
        raise SettingsInvalid(f"{program} cannot be run: {error.strerror}") from None
    if done.returncode:
        raise LedgerUnavailable(f"{name} failed: {done.stderr.strip()[-_WORDS_MAX:]}")


def _digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file but the manifest, by its path in the folder."""
    names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return {name: digest(folder / name) for name in names if name != _MANIFEST}

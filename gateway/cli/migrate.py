"""`gateway migrate`: bring a database to the schema that this version needs."""

import argparse
import os

from gateway.cli.parsers import Commands, command

_VARIABLE = "GATEWAY_MIGRATE_DATABASE_URL"


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    text = "bring a Postgres database to this version's schema, as its owner; a second run changes nothing"
    examples = ("gateway migrate --database postgresql://owner:secret@db.internal/audit",)
    parser = command(commands, "migrate", text, examples, _run)
    known = os.environ.get(_VARIABLE)
    text = f"the owner's URL, which the service never uses; ${_VARIABLE} keeps it out of the process list"
    parser.add_argument("--database", required=known is None, default=known, metavar="URL", help=text)


def _run(chosen: argparse.Namespace) -> int:
    from gateway.ledger.migrate import migrate  # noqa: PLC0415 (imports the database layer: only when migrating)

    migrate(chosen.database)
    return 0

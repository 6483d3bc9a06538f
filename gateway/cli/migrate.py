"""`gateway migrate`: bring a database to the schema that this version needs."""

import argparse

from gateway.cli.parsers import Commands, command


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    text = "bring a Postgres database to this version's schema, as its owner; a second run changes nothing"
    examples = ("gateway migrate --database postgresql://owner:secret@db.internal/audit",)
    parser = command(commands, "migrate", text, examples, _run)
    parser.add_argument("--database", required=True, metavar="URL", help="the owner's URL; the service never uses it")


def _run(chosen: argparse.Namespace) -> int:
    from gateway.ledger.migrate import migrate  # noqa: PLC0415 (imports the database layer: only when migrating)

    migrate(chosen.database)
    return 0

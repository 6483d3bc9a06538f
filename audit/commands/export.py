"""`gateway-audit export`: take a part of the log away, with what proves it."""

import argparse
import getpass
from pathlib import Path

from audit.commands.shared import (
    DOES_NOT_HOLD,
    HOLDS,
    UNDECIDED,
    Commands,
    Progress,
    add_database,
    command,
    database_of,
    say,
)
from audit.views import VIEWS

_FILTERS = {
    "caller": "only of this subject or pseudonym",
    "decision": "only with this decision",
    "kind": "only of this kind",
    "rule": "only with a finding of this rule",
    "repository": "only for this repository",
}


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = (
        "gateway-audit export --tenant acme --out export/",
        "gateway-audit export --tenant acme --from 10000 --to 20000 --out export/ --format csv --format parquet",
        "gateway-audit export --tenant acme --out export/ --format ocsf --format cef    (for a SIEM)",
        "gateway-audit export --tenant acme --decision block --out blocked/    (a selection: proves no completeness)",
    )
    text = "export a range of the log, or what a search finds, as a folder that verifies offline"
    parser = command(commands, "export", text, examples, _run)
    add_database(parser)
    parser.add_argument("--tenant", required=True, help="whose log")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="INDEX", help="first index (%(default)s)")
    parser.add_argument("--to", dest="end", type=int, metavar="INDEX", help="index after the last (all that is signed)")
    parser.add_argument("--format", action="append", default=[], choices=tuple(VIEWS), help="write this, too")
    for name, text in _FILTERS.items():
        parser.add_argument(f"--{name}", help=text)


def _run(options: argparse.Namespace) -> int:
    from audit.export import Wanted, export  # noqa: PLC0415  # needs the database's driver
    from audit.queries import QueryFailed, Search, reading  # noqa: PLC0415  # needs the database's driver

    filters = {name: getattr(options, name) for name in _FILTERS}
    chosen = Search(**filters) if any(filters.values()) else None
    wanted = Wanted(options.tenant, options.start, options.end, chosen, tuple(options.format), getpass.getuser())
    try:
        with reading(database_of(options)) as connection:
            manifest = export(connection, wanted, options.out, Progress)
    except QueryFailed as error:
        return say(UNDECIDED, str(error))
    except OSError as error:
        return say(UNDECIDED, f"{options.out} cannot be written: {error.strerror}")
    if manifest.count == 0:
        return say(DOES_NOT_HOLD, "nothing found: the bundle is empty")
    if manifest.scope == "range" and manifest.count < manifest.end - manifest.start:
        missing = manifest.end - manifest.start - manifest.count
        reason = f"the log lacks {missing:,} leaves that were signed: the table was tampered with"
        return say(DOES_NOT_HOLD, f"{reason}; `gateway-audit verify {options.out}` names the first")
    return say(HOLDS, f"exported {manifest.count:,} records of {manifest.origin} to {options.out} ({manifest.scope})")

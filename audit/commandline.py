"""The auditor's command line: searches, exports, proves and verifies the log; it never decrypts a text."""

import argparse
import dataclasses
import datetime as dt
import json
import os
import sys
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from audit import commands
from audit.commands.shared import DOES_NOT_HOLD, HOLDS, UNDECIDED, URL_VARIABLE, noted, say
from audit.finding import Found, QueryFailed, Search
from audit.record import Kind
from audit.remote import Gateway

_LIMIT_DEFAULT = 100
_LIMIT_MAX = 1_000_000
_COLUMNS = ("time", "kind", "tenant", "caller", "decision", "language", "rules", "request_id")

_EXAMPLES = f"""
examples:
  gateway-audit search --gateway https://gateway.internal --token-file auditor.token --decision block
  gateway-audit search --since 2026-11-01 --decision block
  gateway-audit search --caller alice@example.com --json | jq .rules
  gateway-audit search --rule python-sql-format --since 2026-11-01T08:00 --until 2026-11-01T18:00
  gateway-audit search --kind gap          (events that could not be recorded)

With --gateway the search is itself a record of the log. Without it, it goes to the database, where it leaves a note
first, of which the next gateway makes a record: only for when there is no gateway.
The database URL is that of a login with the role gateway_reader: postgresql://user:password@host:port/database,
by --database or in {URL_VARIABLE} (better: a command line is visible to other users of the machine).
Times are UTC unless they say otherwise. Exit status: 0 something found, 1 nothing found, 2 the search was not possible.
"""


def run(arguments: Sequence[str] | None) -> int:
    """Run the command line and return its exit status."""
    options = _parser().parse_args(arguments)
    code: int = options.run(options)
    return code


def _run_search(options: argparse.Namespace) -> int:
    wanted = Search(
        since=options.since,
        until=options.until,
        caller=options.caller,
        tenant=options.tenant,
        decision=options.decision,
        kind=options.kind,
        rule=options.rule,
        cwe=options.cwe,
        repository=options.repository,
        language=options.language,
        model_id=options.model,
        policy_revision=options.policy_revision,
        request_id=options.request_id,
    )
    try:
        with _found(options, wanted) as records:
            count = _print_lines(records) if options.json else _print_table(records)
    except QueryFailed as error:
        return say(UNDECIDED, str(error))
    except BrokenPipeError:
        sys.stderr.close()  # `| head` has seen enough
        return HOLDS
    return HOLDS if count else DOES_NOT_HOLD


@contextmanager
def _found(options: argparse.Namespace, wanted: Search) -> Iterator[Iterable[Found]]:
    """Yield what the gateway finds, or the database if that is what was asked for; raises QueryFailed."""
    url = options.database or os.environ.get(URL_VARIABLE, "")
    if options.gateway:
        if not options.token_file or options.database or options.tenant:
            raise QueryFailed("--gateway needs --token-file, and no --database or --tenant: the tenant is the token's")
        yield Gateway.of(options.gateway, options.token_file).search(wanted, options.limit, options.text_sha256)
        return
    if not url:
        raise QueryFailed(
            f"no log is named: give --gateway URL and --token-file FILE, or --database URL, or set {URL_VARIABLE}"
        )
    if options.text_sha256:
        raise QueryFailed("--text-sha256 needs --gateway: only it holds the key to the log's commitments")
    from audit.noting import asked_in, leave_note  # noqa: PLC0415  # verifying needs no database
    from audit.queries import reading, search  # noqa: PLC0415  # verifying needs no database

    with reading(url) as connection:
        notes = leave_note(connection, "search", wanted.tenant, asked_in(wanted, options.limit))
        say(UNDECIDED, noted("search", notes))
        yield search(connection, wanted, options.limit)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="gateway-audit", description=__doc__)
    known = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for command in commands.ALL:
        command.register(known)
    finder = known.add_parser(
        "search",
        help="find records by time, caller, tenant, decision, kind or rule",
        description="Find records, newest request first. Prints metadata, never texts.",
        epilog=_EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    finder.set_defaults(run=_run_search)
    finder.add_argument("--gateway", metavar="URL", help="the gateway, whose log then shows the search")
    finder.add_argument("--token-file", type=Path, metavar="FILE", help="holds an auditor's token for the gateway")
    finder.add_argument("--database", metavar="URL", help="break-glass: the database itself, as the reader's login")
    finder.add_argument(
        "--since", type=_moment, metavar="TIME", help="at or after, such as 2026-11-01 or 2026-11-01T08:00"
    )
    finder.add_argument("--until", type=_moment, metavar="TIME", help="before")
    finder.add_argument("--caller", metavar="SUBJECT", help="who asked, by name or pseudonym")
    finder.add_argument("--tenant", help="whose log")
    finder.add_argument("--decision", choices=("allow", "flag", "trim", "block"))
    finder.add_argument("--kind", choices=[kind.value for kind in Kind], metavar="KIND", help=", ".join(Kind))
    finder.add_argument("--rule", help="a rule that was broken")
    finder.add_argument("--cwe", help="a weakness that was found, such as CWE-89")
    finder.add_argument("--repository", help="where the code was to go")
    finder.add_argument("--language", help="of the code, such as python")
    finder.add_argument("--model", metavar="ID", help="which model wrote it")
    finder.add_argument("--policy-revision", metavar="REVISION", help="which policy judged it")
    finder.add_argument("--text-sha256", metavar="HASH", help="a released text (needs the role decryptor, too)")
    finder.add_argument("--request-id", type=uuid.UUID, metavar="ID", help="one request")
    finder.add_argument(
        "--limit", type=_count, default=_LIMIT_DEFAULT, help=f"at most so many (default {_LIMIT_DEFAULT})"
    )
    finder.add_argument("--json", action="store_true", help="one JSON object a line, with every column")
    return parser


def _moment(text: str) -> dt.datetime:
    """Return a time; without an offset it is UTC."""
    try:
        moment = dt.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a time such as 2026-11-01 or 2026-11-01T08:00+02:00"
        ) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:9]) <= _LIMIT_MAX:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {_LIMIT_MAX}")
    return int(text[:9])


def _print_lines(records: Iterable[Found]) -> int:
    """Print one JSON object a record; return how many there were."""
    count = 0
    for record in records:
        document = dataclasses.asdict(record) | {"time": record.time.isoformat(), "details": dict(record.details)}
        sys.stdout.write(json.dumps(document, ensure_ascii=False) + "\n")
        count += 1
    return count


def _print_table(records: Iterable[Found]) -> int:
    """Print columns that are as wide as their content; return how many records there were."""
    lines = [_COLUMNS, *(tuple(_cell(record, name) for name in _COLUMNS) for record in records)]
    if len(lines) == 1:
        sys.stdout.write("no records\n")
        return 0
    widths = [max(len(line[place]) for line in lines) for place in range(len(_COLUMNS))]
    for line in lines:
        padded = "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))
        sys.stdout.write(padded.rstrip() + "\n")
    return len(lines) - 1


def _cell(record: Found, name: str) -> str:
    """Return a value as one line that cannot write to the terminal anything but itself."""
    value = getattr(record, name)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(sep=" ", timespec="milliseconds").removesuffix("+00:00")
    if isinstance(value, tuple):
        value = ",".join(value)
    if name == "decision" and record.failure_kind:
        value = record.failure_kind
    return "".join(letter if letter.isprintable() else "?" for letter in value or "-")

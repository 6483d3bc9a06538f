"""What the commands share: parsers with examples, trust files, progress, and how a result is said."""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from audit.checkpoint import CheckpointInvalid, trusted_keys
from audit.note import NoteInvalid, VerifierKey, split_note

HOLDS = 0
DOES_NOT_HOLD = 1
UNDECIDED = 2
URL_VARIABLE = "GATEWAY_AUDIT_DATABASE_URL"
_FILE_BYTES_MAX = 16_000_000
_PROGRESS_S = 1.0

type Commands = argparse._SubParsersAction[argparse.ArgumentParser]  # noqa: SLF001  # argparse names it nowhere else


class NotUsable(Exception):
    """A file or an option cannot be used; the text says which and why."""


def command(
    commands: Commands, name: str, text: str, examples: Sequence[str], run: Callable[[argparse.Namespace], int]
) -> argparse.ArgumentParser:
    """Add a command with its examples and return its parser."""
    shown = "".join(f"  {example}\n" for example in examples)
    parser = commands.add_parser(
        name,
        help=text,
        description=text[0].upper() + text[1:] + ".",
        epilog=f"examples:\n{shown}\nExit status: 0 it holds, 1 it does not, 2 it could not be decided.\n",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

    def guarded(options: argparse.Namespace) -> int:
        try:
            return run(options)
        except NotUsable as error:
            return say(UNDECIDED, str(error))

    parser.set_defaults(run=guarded)
    return parser


def add_database(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the database."""
    text = f"the database, as a login of gateway_reader; {URL_VARIABLE} keeps it out of the process list"
    parser.add_argument("--database", metavar="URL", help=text)


def database_of(options: argparse.Namespace) -> str:
    """Return the database's URL; raises NotUsable if none was named."""
    url: str = options.database or os.environ.get(URL_VARIABLE, "")
    if not url:
        raise NotUsable(f"no database: give --database URL or set {URL_VARIABLE}")
    return url


def add_keys(parser: argparse.ArgumentParser) -> None:
    """Add the option that names the trust file."""
    text = "the log's public key: a PEM file, or verifier keys, one a line; get it from elsewhere than the data"
    parser.add_argument("--key", type=Path, required=True, metavar="FILE", help=text)


def keys_for(options: argparse.Namespace, origin: str) -> tuple[VerifierKey, ...]:
    """Return the trusted keys for a log; raises NotUsable if the file holds none."""
    try:
        keys = trusted_keys(read(options.key), origin)
    except CheckpointInvalid as error:
        raise NotUsable(f"{options.key}: {error}") from error
    if not keys:
        raise NotUsable(f"{options.key} holds no key")
    return keys


def signer_keys(path: Path, note: Path) -> tuple[VerifierKey, ...]:
    """Return the keys of a file; one in PEM form is trusted under the name of the note's first signer."""
    try:
        _, lines = split_note(read(note)) if note.exists() else ("", ("— nobody",))
        return trusted_keys(read(path), lines[0].split(" ")[1])
    except (CheckpointInvalid, NoteInvalid) as error:
        raise NotUsable(f"{path}: {error}") from error


def read(path: Path) -> bytes:
    """Return a file's bytes; raises NotUsable if it cannot be read or is too large."""
    try:
        with path.open("rb") as file:
            content = file.read(_FILE_BYTES_MAX + 1)
    except OSError as error:
        raise NotUsable(f"{path} cannot be read: {error.strerror}") from error
    if len(content) > _FILE_BYTES_MAX:
        raise NotUsable(f"{path} is larger than {_FILE_BYTES_MAX} bytes")
    return content


def say(code: int, text: str) -> int:
    """Print the result, a complaint on stderr, and return the exit status. What a file holds writes itself only."""
    text = "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in text)
    if code == HOLDS:
        sys.stdout.write(f"{text}\n")
    else:
        sys.stderr.write(f"gateway-audit: {text}\n")
    return code


def noted(deed: str, notes: Sequence[str]) -> str:
    """Return the words for a read past the gateway that left these notes."""
    shown = notes[0] if len(notes) == 1 else f"{notes[0]} and {len(notes) - 1} more, one in each log"
    return (
        f"break-glass: this {deed} goes to the database itself. It left a note there, of which the next gateway makes"
        f" a record: request {shown}"
    )


class Progress:
    """Says on stderr how far long work is, once a second, if a person watches."""

    def __init__(self, verb: str) -> None:
        """Say this verb."""
        self._verb = verb
        self._began_s = self._said_s = time.monotonic()

    def __call__(self, seen: int, total: int) -> None:
        """Say how far it is, if the last word is a second old."""
        now_s = time.monotonic()
        if now_s - self._said_s < _PROGRESS_S or not sys.stderr.isatty():
            return
        self._said_s = now_s
        rate = seen / (now_s - self._began_s)
        sys.stderr.write(f"\r{self._verb} {seen:,} of {total:,} records, {rate:,.0f} a second    ")
        sys.stderr.flush()

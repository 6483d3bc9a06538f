"""`gateway-audit export`: take a part of the log away, with what proves it."""

import argparse
import getpass
from collections.abc import Callable
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from audit.bundle import Manifest
from audit.commands.shared import (
    DOES_NOT_HOLD,
    HOLDS,
    UNDECIDED,
    Commands,
    NotUsable,
    Progress,
    add_database,
    command,
    database_of,
    noted,
    read,
    say,
)
from audit.finding import Extent, QueryFailed, Search
from audit.remote import Gateway
from audit.remote_export import export_from
from audit.statement import StatementInvalid, signed_statement
from audit.views import VIEWS

_FILTERS = {
    "caller": "only of this subject or pseudonym",
    "decision": "only with this decision",
    "kind": "only of this kind",
    "rule": "only with a finding of this rule",
    "cwe": "only with a finding of this weakness",
    "repository": "only for this repository",
    "language": "only in this language",
}


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    through = "gateway-audit export --gateway https://gateway.internal --token-file auditor.token"
    examples = (
        f"{through} --out export/",
        f"{through} --from 10000 --to 20000 --out export/ --format csv --format parquet",
        f"{through} --decision block --out blocked/    (a selection: proves no completeness)",
        "gateway-audit export --tenant acme --out export/ --format ocsf --format cef    (past the gateway)",
        "gateway-audit export --tenant acme --out export/ --sign-with alice.key",
    )
    text = "export a range of the log, or what a search finds, as a folder that verifies offline"
    parser = command(commands, "export", text, examples, _run)
    parser.add_argument("--gateway", metavar="URL", help="the gateway, whose log then shows the export and signs it")
    parser.add_argument("--token-file", type=Path, metavar="FILE", help="holds an auditor's token for the gateway")
    add_database(parser)
    parser.add_argument("--tenant", help="whose log (through the gateway: the token's)")
    parser.add_argument("--out", type=Path, required=True, metavar="FOLDER", help="a new folder")
    parser.add_argument("--from", dest="start", type=int, default=0, metavar="INDEX", help="first index (%(default)s)")
    parser.add_argument("--to", dest="end", type=int, metavar="INDEX", help="index after the last (all that is signed)")
    parser.add_argument("--format", action="append", default=[], choices=tuple(VIEWS), help="write this, too")
    text = "sign the manifest with a private key of yours (Ed25519, PEM), where no gateway does"
    parser.add_argument("--sign-with", type=Path, metavar="FILE", help=text)
    for name, text in _FILTERS.items():
        parser.add_argument(f"--{name}", help=text)


def _run(options: argparse.Namespace) -> int:
    filters = {name: getattr(options, name) for name in _FILTERS}
    extent = Extent(options.start, options.end, Search(**filters) if any(filters.values()) else None)
    if extent.search is not None and (options.start or options.end is not None):
        raise NotUsable("a search goes over the whole log: give either --from and --to, or conditions")
    take = _through_gateway if options.gateway else _from_database
    try:
        manifest = take(options, extent)
    except (QueryFailed, StatementInvalid) as error:
        return say(UNDECIDED, str(error))
    except OSError as error:
        return say(UNDECIDED, f"{options.out} cannot be written: {error.strerror}")
    if manifest.count == 0:
        return say(DOES_NOT_HOLD, "nothing found: the bundle is empty")
    if manifest.scope == "range" and manifest.count < manifest.end - manifest.start:
        missing = manifest.end - manifest.start - manifest.count
        reason = f"the log lacks {missing:,} leaves that were signed: the table was tampered with"
        return say(DOES_NOT_HOLD, f"{reason}; `gateway-audit verify {options.out}` names the first")
    shown = f"{'on record' if options.gateway else 'noted'} as request {manifest.recorded}"
    words = f"exported {manifest.count:,} records of {manifest.origin} to {options.out} ({manifest.scope}, {shown})"
    return say(HOLDS, words)


def _through_gateway(options: argparse.Namespace, extent: Extent) -> Manifest:
    if not options.token_file or options.database or options.tenant or options.sign_with:
        raise NotUsable(
            "--gateway needs --token-file, and no --database, --tenant or --sign-with: the tenant is the token's, and"
            " the log itself signs"
        )
    gateway = Gateway.of(options.gateway, options.token_file)
    return export_from(gateway, extent, options.out, tuple(options.format), Progress)


def _from_database(options: argparse.Namespace, extent: Extent) -> Manifest:
    url = database_of(options)
    if not options.tenant:
        raise NotUsable("--tenant is missing: whose log?")
    from audit.export import Wanted, export  # noqa: PLC0415  # needs the database's driver
    from audit.noting import asked_of, leave_note  # noqa: PLC0415  # needs the database's driver
    from audit.queries import reading  # noqa: PLC0415  # needs the database's driver

    actor = getpass.getuser()
    signer = _signer(options.sign_with, actor) if options.sign_with else None
    with reading(url) as connection:
        notes = leave_note(connection, "export", options.tenant, asked_of(extent))
        say(UNDECIDED, noted("export", notes))
        wanted = Wanted(options.tenant, extent, tuple(options.format), actor, signer, recorded=notes[0])
        return export(connection, wanted, options.out, Progress)


def _signer(path: Path, name: str) -> Callable[[Manifest], bytes]:
    """Return what signs a manifest with the key in a file, under the exporter's name."""
    try:
        private = load_pem_private_key(read(path), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NotUsable(f"{path} is not a private key in PEM form, without a password") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise NotUsable(f"{path} is not an Ed25519 key: openssl genpkey -algorithm ed25519 makes one")
    public = private.public_key().public_bytes_raw()
    return lambda manifest: signed_statement(manifest, name, public, private.sign)

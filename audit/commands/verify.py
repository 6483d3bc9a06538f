"""`gateway-audit verify`: check an export offline."""

import argparse
from pathlib import Path

from audit.bundle import SIGNATURE
from audit.checkpoint import CheckpointInvalid, trusted_keys
from audit.commands.shared import (
    DOES_NOT_HOLD,
    HOLDS,
    UNDECIDED,
    Commands,
    NotUsable,
    Progress,
    add_keys,
    command,
    keys_for,
    read,
    say,
    signer_keys,
)
from audit.note import TIMED, NoteInvalid, VerifierKey
from audit.verify import CannotVerify, Tampered, Trust, Verified, verify_bundle
from audit.workers import PROCESSES_MAX


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = (
        "gateway-audit verify export/ --key signing.pub",
        "gateway-audit verify export/ --key signing.pub --anchor kept-in-may.checkpoint --tiles /srv/log",
        "gateway-audit verify export/ --key signing.pub --signed          (fails unless the log signed the manifest)",
        "gateway-audit verify export/ --key signing.pub --signed --exporter-key alice.pub",
        "gateway-audit verify export/ --key signing.pub --witness witnesses.txt --quorum 2 --timestamp-roots tsa.pem",
    )
    text = "verify an export offline: every hash, index, column and proof, up to the signed checkpoint"
    parser = command(commands, "verify", text, examples, _run)
    parser.add_argument("folder", type=Path, help="the export bundle")
    add_keys(parser)
    text = "a checkpoint of this log that was kept elsewhere; may be given several times"
    parser.add_argument("--anchor", type=Path, action="append", default=[], metavar="FILE", help=text)
    text = "the folder of published tiles (the one in `log.folder`), which locate a change"
    parser.add_argument("--tiles", type=Path, metavar="FOLDER", help=text)
    text = "the public key of who took the export: a PEM file, or verifier keys, one a line"
    parser.add_argument("--exporter-key", type=Path, metavar="FILE", help=text)
    text = "a witness's verifier key, or a file with such keys, one a line; may be given several times"
    parser.add_argument("--witness", action="append", default=[], metavar="KEY", help=text)
    text = "how many of them must have cosigned (all that are given)"
    parser.add_argument("--quorum", type=int, metavar="N", help=text)
    text = "root certificates of time-stamping authorities, PEM: fail unless one below them stamped a checkpoint"
    parser.add_argument("--timestamp-roots", type=Path, metavar="FILE", help=text)
    text = "fail unless the log, or who has the exporter's key, signed the manifest"
    parser.add_argument("--signed", action="store_true", help=text)
    text = "check the records in so many processes (as many as the machine has a use for)"
    parser.add_argument("--processes", type=int, metavar="N", help=text)


def _run(options: argparse.Namespace) -> int:
    anchors = tuple(read(path) for path in options.anchor)
    witnesses = tuple(key for text in options.witness for key in _witness_keys(text))
    quorum = len({key.public for key in witnesses}) if options.quorum is None else options.quorum
    if not 0 <= quorum <= len({key.public for key in witnesses}):
        raise NotUsable(f"--quorum {quorum}: {len(witnesses)} witnesses are given")
    if options.processes is not None and not 1 <= options.processes <= PROCESSES_MAX:
        raise NotUsable(f"--processes {options.processes}: from 1 to {PROCESSES_MAX}")
    roots = read(options.timestamp_roots) if options.timestamp_roots else b""

    def trust(origin: str) -> Trust:
        return Trust(
            keys_for(options, origin),
            anchors,
            options.tiles,
            exporters=signer_keys(options.exporter_key, options.folder / SIGNATURE) if options.exporter_key else (),
            is_signature_needed=options.signed,
            witnesses=witnesses,
            quorum=quorum,
            roots=roots,
        )

    try:
        verified = verify_bundle(options.folder, trust, Progress("verified"), processes=options.processes or 0)
    except Tampered as error:
        return say(DOES_NOT_HOLD, f"NOT WHAT WAS SIGNED: {error}")
    except CannotVerify as error:
        return say(UNDECIDED, f"cannot verify: {error}")
    return say(HOLDS, _words(verified))


def _witness_keys(text: str) -> tuple[VerifierKey, ...]:
    """Return the keys that an option names: one itself, or a file's."""
    try:
        if "+" in text and not Path(text).exists():
            keys: tuple[VerifierKey, ...] = (VerifierKey.parse(text),)
        else:
            keys = trusted_keys(read(Path(text)), "")
    except (NoteInvalid, CheckpointInvalid) as error:
        raise NotUsable(f"--witness: {error}") from error
    if not keys or any(key.kind != TIMED for key in keys):
        raise NotUsable(f"--witness: {text} is no file of cosignature/v1 keys (NAME+ID+KEY), one a line")
    return keys


def _words(verified: Verified) -> str:
    checkpoint = verified.checkpoint.checkpoint
    lines = [
        f"verified {verified.count:,} records of {checkpoint.origin}",
        f"  checkpoint of {checkpoint.size:,} records, signed by {', '.join(verified.checkpoint.signers)}",
    ]
    if verified.pruned:
        lines.append(f"  {verified.pruned:,} records are pruned: hash only, and these are the hashes that were signed")
    if verified.anchors:
        lines.append(f"  agrees with {verified.anchors} checkpoints that were kept elsewhere")
    lines.extend(f"  note: {note}" for note in verified.notes)
    return "\n".join(lines)

"""`gateway-audit prove`: that one record is in the log, or that the log only grew since an older checkpoint."""

import argparse
import uuid
from pathlib import Path
from typing import cast

from audit.checkpoint import Checkpoint, CheckpointInvalid, tenant_of, unverified
from audit.commands.shared import (
    DOES_NOT_HOLD,
    HOLDS,
    UNDECIDED,
    Commands,
    NotUsable,
    add_database,
    command,
    database_of,
    noted,
    read,
    say,
)
from audit.encoding import json_value
from audit.finding import NotThere, QueryFailed
from audit.merkle import ProofInvalid, root_of_inclusion
from audit.proof import ConsistencyProof, ProvenRecord, check_growth
from audit.record import leaf_hash
from audit.remote import Gateway
from audit.remote_prove import growth_from, record_from


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    through = "gateway-audit prove --gateway https://gateway.internal --token-file auditor.token"
    examples = (
        f"{through} --request-id 01930000-0000-7000-8000-000000000000 --out record",
        f"{through} --older kept-in-may.checkpoint --out since-may",
        "gateway-audit prove --request-id 01930000-0000-7000-8000-000000000000 --out record    (past the gateway)",
    )
    text = "write proof files: of one record, or that nothing was rewritten since an older checkpoint"
    parser = command(commands, "prove", text, examples, _run)
    parser.add_argument("--gateway", metavar="URL", help="the gateway, whose log then shows what was proven")
    parser.add_argument("--token-file", type=Path, metavar="FILE", help="holds an auditor's token for the gateway")
    add_database(parser)
    what = parser.add_mutually_exclusive_group(required=True)
    text = "prove a record of this request: OUT.json and OUT.tlog-proof (C2SP tlog-proof)"
    what.add_argument("--request-id", type=uuid.UUID, metavar="ID", help=text)
    text = "prove that the log continues this checkpoint: OUT.consistency and OUT.checkpoint"
    what.add_argument("--older", type=Path, metavar="FILE", help=text)
    parser.add_argument("--kind", default="completion", help="which of the request's records (%(default)s)")
    parser.add_argument("--candidate", type=int, default=0, help="which of its answers (%(default)s)")
    parser.add_argument("--to", type=int, metavar="SIZE", help="the size of the newer checkpoint (the newest)")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="where to write, without the ending")


def _run(options: argparse.Namespace) -> int:
    try:
        gateway = _gateway(options)
        if options.older:
            return _prove_growth(options, gateway)
        return _prove_record(options, gateway)
    except NotThere as error:
        return say(DOES_NOT_HOLD, str(error))
    except QueryFailed as error:
        return say(UNDECIDED, str(error))
    except OSError as error:
        return say(UNDECIDED, f"{options.out} cannot be written: {error.strerror}")


def _gateway(options: argparse.Namespace) -> Gateway | None:
    """Return the gateway to ask, or None if it is the database."""
    if not options.gateway:
        return None
    if not options.token_file or options.database:
        raise NotUsable("--gateway needs --token-file, and no --database")
    return Gateway.of(options.gateway, options.token_file)


def _prove_record(options: argparse.Namespace, gateway: Gateway | None) -> int:
    if gateway is not None:
        found = record_from(gateway, str(options.request_id), options.kind, options.candidate)
    else:
        found = _stored_record(options)
    if not _holds(found):
        return say(DOES_NOT_HOLD, f"CHANGED: what the log shows at index {found.proof.index} is not in the tree")
    if found.canonical is not None and not _is_asked(found.canonical, options):
        return say(DOES_NOT_HOLD, f"CHANGED: the record at index {found.proof.index} is not the one that was asked for")
    written = _write(options.out, ".tlog-proof", found.proof.text())
    if found.canonical is not None:
        _write(options.out, ".json", found.canonical)
    return say(HOLDS, f"{written}: index {found.proof.index}, leaf {found.leaf.hex()}")


def _prove_growth(options: argparse.Namespace, gateway: Gateway | None) -> int:
    older = _checkpoint(read(options.older), str(options.older))
    proof = growth_from(gateway, older.size, options.to) if gateway is not None else _stored_growth(options, older)
    newer = _checkpoint(proof.note, "the newer checkpoint")
    if older.origin != newer.origin:
        return say(UNDECIDED, f"{options.older} is of the log {older.origin}, the answer of {newer.origin}")
    try:
        check_growth(older, newer, proof)
    except ProofInvalid as error:
        return say(DOES_NOT_HOLD, f"THE HISTORY WAS REWRITTEN: {error}")
    written = _write(options.out, ".consistency", proof.text())
    kept = _write(options.out, ".checkpoint", proof.note)
    return say(HOLDS, f"{written}: {kept} of {newer.size:,} records continues the older one of {older.size:,}")


def _stored_record(options: argparse.Namespace) -> ProvenRecord:
    from audit.export import prove  # noqa: PLC0415  # needs the database's driver
    from audit.noting import leave_note  # noqa: PLC0415  # needs the database's driver
    from audit.queries import reading  # noqa: PLC0415  # needs the database's driver

    with reading(database_of(options)) as connection:
        found = prove(connection, options.request_id, options.kind, options.candidate)
        if found is None:
            raise NotThere("no signed checkpoint has such a record")
        origin = _checkpoint(found.proof.note, "the proof's checkpoint").origin
        names = ("request_id", "kind", "candidate")
        asked = {"form": "record", **{name: str(getattr(options, name)) for name in names}}
        say(UNDECIDED, noted("proof", leave_note(connection, "export", _tenant_of(origin), asked)))
        return found


def _stored_growth(options: argparse.Namespace, older: Checkpoint) -> ConsistencyProof:
    from audit.noting import leave_note  # noqa: PLC0415  # needs the database's driver
    from audit.queries import reading  # noqa: PLC0415  # needs the database's driver
    from audit.stored import growth_of  # noqa: PLC0415  # needs the database's driver

    tenant = _tenant_of(older.origin)
    if tenant is None:
        raise NotUsable(f"{options.older} is of {older.origin}, which names no tenant's log")
    asked = {"form": "consistency", "from": str(older.size), **({"to": str(options.to)} if options.to else {})}
    with reading(database_of(options)) as connection:
        say(UNDECIDED, noted("proof", leave_note(connection, "export", tenant, asked)))
        return growth_of(connection, tenant, older.size, options.to)


def _tenant_of(origin: str) -> str | None:
    return tenant_of(origin.rpartition("/")[0], origin)


def _holds(found: ProvenRecord) -> bool:
    """Return whether the record has the leaf's hash, and the path leads to the checkpoint's root."""
    checkpoint = _checkpoint(found.proof.note, "the proof's checkpoint")
    if found.canonical is not None and leaf_hash(found.canonical) != found.leaf:
        return False
    try:
        root = root_of_inclusion(found.leaf, found.proof.index, checkpoint.size, found.proof.path)
    except ProofInvalid:
        return False
    return root == checkpoint.root


def _is_asked(canonical: bytes, options: argparse.Namespace) -> bool:
    """Return whether the record is the one that was asked for."""
    record = cast("dict[str, object]", json_value(canonical))  # its bytes are in the tree
    key = (str(options.request_id), options.kind, options.candidate)
    return key == (record["request_id"], record["kind"], record["candidate"])


def _checkpoint(note: bytes, name: str) -> Checkpoint:
    try:
        return unverified(note)
    except CheckpointInvalid as error:
        raise NotUsable(f"{name}: {error}") from error


def _write(out: Path, ending: str, content: bytes) -> Path:
    path = out.with_name(out.name + ending)
    path.write_bytes(content)
    return path

"""`gateway-audit prove`: one record, and the file that proves it to be in the log."""

import argparse
import uuid
from pathlib import Path

from audit.bundle import Leaf
from audit.checkpoint import unverified
from audit.commands.shared import DOES_NOT_HOLD, HOLDS, UNDECIDED, Commands, add_database, command, database_of, say
from audit.merkle import root_of_inclusion
from audit.proof import InclusionProof
from audit.record import leaf_hash


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = ("gateway-audit prove --request-id 01930000-0000-7000-8000-000000000000 --out record",)
    text = "write a record's bytes and its proof file (C2SP tlog-proof): OUT.json and OUT.tlog-proof"
    parser = command(commands, "prove", text, examples, _run)
    add_database(parser)
    parser.add_argument("--request-id", type=uuid.UUID, required=True, metavar="ID", help="the request")
    parser.add_argument("--kind", default="completion", help="which of its records (%(default)s)")
    parser.add_argument("--candidate", type=int, default=0, help="which of its answers (%(default)s)")
    parser.add_argument("--out", type=Path, required=True, metavar="OUT", help="where to write, without the ending")


def _run(options: argparse.Namespace) -> int:
    from audit.export import prove  # noqa: PLC0415  # needs the database's driver
    from audit.queries import QueryFailed, reading  # noqa: PLC0415  # needs the database's driver

    try:
        with reading(database_of(options)) as connection:
            found = prove(connection, options.request_id, options.kind, options.candidate)
    except QueryFailed as error:
        return say(UNDECIDED, str(error))
    if found is None:
        return say(DOES_NOT_HOLD, "no signed checkpoint has such a record")
    leaf, note = found
    if not _holds(leaf, note):
        return say(DOES_NOT_HOLD, f"CHANGED: what the database has at index {leaf.index} is not in the tree")
    proof = options.out.with_name(options.out.name + ".tlog-proof")
    try:
        proof.write_bytes(InclusionProof(leaf.index, leaf.path, note).text())
        if leaf.canonical is not None:
            options.out.with_name(options.out.name + ".json").write_bytes(leaf.canonical)
    except OSError as error:
        return say(UNDECIDED, f"{proof} cannot be written: {error.strerror}")
    return say(HOLDS, f"{proof}: index {leaf.index}, leaf {leaf.hash.hex()}")


def _holds(leaf: Leaf, note: bytes) -> bool:
    """Return whether the record has the leaf's hash, and the path leads to the checkpoint's root."""
    checkpoint = unverified(note)
    if leaf.canonical is not None and leaf_hash(leaf.canonical) != leaf.hash:
        return False
    return root_of_inclusion(leaf.hash, leaf.index, checkpoint.size, leaf.path) == checkpoint.root

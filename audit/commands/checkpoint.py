"""`gateway-audit checkpoint`: check a checkpoint's signatures, and that a later one continues an earlier one."""

import argparse
import datetime as dt
from pathlib import Path

from audit.checkpoint import CheckpointInvalid, SignedCheckpoint, open_checkpoint, unverified
from audit.commands.shared import (
    DOES_NOT_HOLD,
    HOLDS,
    UNDECIDED,
    Commands,
    NotUsable,
    add_keys,
    command,
    keys_for,
    read,
    say,
)
from audit.merkle import HASH_BYTES, ProofInvalid, check_consistency, consistency_path
from audit.proof import ConsistencyProof, check_growth, parse_consistency
from audit.tiles import TILE_HASHES, Tile, subtree_of


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = (
        "gateway-audit checkpoint log/checkpoint --key signing.pub",
        "gateway-audit checkpoint log/checkpoint --key signing.pub --older kept-in-may.checkpoint --tiles log/",
        "gateway-audit checkpoint new.checkpoint --key signing.pub --older old.checkpoint --proof since.consistency",
    )
    text = "verify a checkpoint, and with --older and --tiles or --proof that nothing before it was rewritten"
    parser = command(commands, "checkpoint", text, examples, _run)
    parser.add_argument("file", type=Path, help="the checkpoint")
    add_keys(parser)
    parser.add_argument("--older", type=Path, metavar="FILE", help="an earlier checkpoint of the same log")
    link = parser.add_mutually_exclusive_group()
    link.add_argument("--tiles", type=Path, metavar="FOLDER", help="the log's folder: the one that holds tile/")
    link.add_argument("--proof", type=Path, metavar="FILE", help="what `gateway-audit prove --older` wrote")


def _run(options: argparse.Namespace) -> int:
    if (options.older is None) != (options.tiles is None and options.proof is None):
        raise NotUsable("--older and --tiles or --proof belong together: these hold what links two checkpoints")
    try:
        newer = _open(options, options.file)
        older = _open(options, options.older) if options.older else None
    except CheckpointInvalid as error:
        return say(DOES_NOT_HOLD, str(error))
    for file, signed in ((options.file, newer), (options.older, older)):
        if signed is not None and signed.checkpoint.size == 0:
            return say(UNDECIDED, f"{file} is of an empty log: it shows nothing, and every log continues it")
    if older is None:
        return say(HOLDS, _words(newer))
    if older.checkpoint.origin != newer.checkpoint.origin:
        return say(UNDECIDED, "the two checkpoints are of different logs")
    try:
        if options.proof:
            check_growth(older.checkpoint, newer.checkpoint, _proof(options.proof))
        else:
            _check(older, newer, options.tiles)
    except ProofInvalid as error:
        return say(DOES_NOT_HOLD, f"THE HISTORY WAS REWRITTEN: {error}")
    return say(HOLDS, f"{_words(newer)}\n  continues the older one of {older.checkpoint.size:,} records")


def _open(options: argparse.Namespace, path: Path) -> SignedCheckpoint:
    note = read(path)
    try:
        return open_checkpoint(note, keys_for(options, unverified(note).origin))
    except CheckpointInvalid as error:
        raise CheckpointInvalid(f"{path}: {error}") from error


def _proof(path: Path) -> ConsistencyProof:
    try:
        return parse_consistency(read(path))
    except ProofInvalid as error:
        raise NotUsable(f"{path}: {error}") from error


def _check(older: SignedCheckpoint, newer: SignedCheckpoint, folder: Path) -> None:
    """Raise ProofInvalid unless the published tiles lead from one checkpoint to the other."""
    old, new = older.checkpoint, newer.checkpoint

    def hashes(level: int, first: int, count: int) -> tuple[bytes, ...]:
        return tuple(_published(folder, new.size, level, at) for at in range(first, first + count))

    path: tuple[bytes, ...] = ()
    if old.size <= new.size:
        path = consistency_path(old.size, new.size, lambda start, end: subtree_of(hashes, start, end))
    check_consistency((old.size, old.root), (new.size, new.root), path)


def _published(folder: Path, size: int, level: int, at: int) -> bytes:
    """Return one hash out of the published tiles of a tree of that size; raises NotUsable if its tile is missing."""
    index, place = divmod(at, TILE_HASHES)
    width = min(TILE_HASHES, size // TILE_HASHES**level - index * TILE_HASHES)
    for tile in (Tile(level, index), Tile(level, index, width)):
        if (folder / tile.path).is_file():
            return read(folder / tile.path)[place * HASH_BYTES : (place + 1) * HASH_BYTES]
    raise NotUsable(f"the tile {Tile(level, index, width).path} is missing in {folder}")


def _words(signed: SignedCheckpoint) -> str:
    checkpoint = signed.checkpoint
    when = "no time stated" if signed.time_s is None else dt.datetime.fromtimestamp(signed.time_s, dt.UTC).isoformat()
    return f"{checkpoint.origin}: {checkpoint.size:,} records at {when}, signed by {', '.join(signed.signers)}"

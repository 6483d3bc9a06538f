"""
A process that checks pieces of a bundle for the verifier: a line of JSON for each piece, and one for each answer.

It says only whether a piece is well, and what it adds to the whole. It ends when nobody asks any more.
"""

import json
import signal
import sys
from pathlib import Path
from typing import BinaryIO

from audit.checking import Writers
from audit.leaves import LEAVES, RECORDS
from audit.pieces import Checked, Piece, Place, check_piece
from audit.pruning import Drop

type Question = tuple[Piece, bool]  # a piece, and whether the hashes of its leaves are wanted


def question_line(piece: Piece, *, is_hashed: bool) -> bytes:
    """Return a question as a line."""
    ends = ((place.index, place.number, place.leaves_at, place.records_at) for place in (piece.start, piece.end))
    return json.dumps([*ends, is_hashed]).encode() + b"\n"


def question_of(line: bytes) -> Question:
    """Return the question of its line."""
    start, end, is_hashed = json.loads(line)
    return Piece(Place(*start), Place(*end)), is_hashed


def answer_line(checked: Checked | None) -> bytes:
    """Return an answer as a line."""
    if checked is None:
        return b"null\n"
    hashes = [[node.hex() for node in nodes] for nodes in (checked.subtrees, checked.hashes)]
    drops = [[drop.first, drop.last, drop.records, drop.index, drop.month] for drop in checked.drops]
    return json.dumps([*hashes, checked.writers.document(), checked.missed, drops]).encode() + b"\n"


def answer_of(line: bytes) -> Checked | None:
    """Return the answer of its line."""
    answer = json.loads(line)
    if answer is None:
        return None
    subtrees, hashes, writers, missed, drops = answer
    return Checked(
        tuple(map(bytes.fromhex, subtrees)),
        tuple(map(bytes.fromhex, hashes)),
        Writers.of(writers),
        missed,
        [Drop(*drop) for drop in drops],
    )


def serve(folder: Path, tenant: str, questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer until no question comes any more."""
    with (folder / LEAVES).open("rb") as leaves, (folder / RECORDS).open("rb") as records:
        for line in questions:
            piece, is_hashed = question_of(line)
            answers.write(answer_line(check_piece(leaves, records, piece, tenant, is_hashed=is_hashed)))
            answers.flush()


def main() -> None:
    """Serve the bundle that the first line names, to whoever started this process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the verifier, too, and that ends this process
    folder, tenant = json.loads(sys.stdin.buffer.readline())
    try:
        serve(Path(folder), tenant, sys.stdin.buffer, sys.stdout.buffer)
    except BrokenPipeError:
        sys.exit(1)  # who asked is gone

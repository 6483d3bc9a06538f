"""Several processes find in a bundle what one finds, at the same index, in the same words; one that dies is no 'ok'."""

import io
import json
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from audit.__main__ import main
from audit.bundle import MANIFEST, digest, read_leaves, read_manifest
from audit.checking import Writers
from audit.commands.shared import UNDECIDED
from audit.leaves import LEAVES, LINE_BYTES_MAX, RECORDS, Leaf
from audit.merkle import complete_subtrees, root_hash
from audit.pieces import BLOCK_BYTES, Checked, pieces_of
from audit.pruning import Drop
from audit.record import leaf_hash
from audit.tiles import TILE_HASHES, Tile
from audit.verify import CannotVerify, Tampered, Trust, Verified, verify_bundle
from audit.worker import answer_line, answer_of, question_line, serve
from audit.workers import cores
from tests.audit.bundles import TENANT, change, columns_of, sealed_records, write, write_range
from tests.audit.signing import KEY, ORIGIN, TIMED_KEY, checkpoint_note
from tests.bench.processes import tree

COUNT = 700
AT = 500


@dataclass(frozen=True)
class _Log:
    """A log of several pieces, its bundle, and what was published of it."""

    folder: Path
    leaves: list[Leaf]
    tiles: Path
    anchors: tuple[bytes, ...]


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> _Log:
    """Return the log."""
    folder = tmp_path_factory.mktemp("log")
    bundle = write_range(folder / "bundle", sealed_records(COUNT))
    leaves = list(read_leaves(bundle))
    hashes = [leaf.hash for leaf in leaves]
    for index in range(0, COUNT, TILE_HASHES):
        tile = Tile(0, index // TILE_HASHES, min(TILE_HASHES, COUNT - index))
        path = folder / "tiles" / ORIGIN / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(hashes[index : index + tile.width]))
    anchors = tuple(checkpoint_note(size, root_hash(hashes[:size])) for size in (1, 400, COUNT))
    return _Log(bundle, leaves, folder / "tiles", anchors)


def _verify(folder: Path, processes: int, trust: Trust | None = None) -> Verified:
    return verify_bundle(folder, lambda _origin: trust or Trust((KEY, TIMED_KEY)), processes=processes)


def _verdict(folder: Path, processes: int, trust: Trust) -> tuple[type, str, int | None]:
    with pytest.raises((Tampered, CannotVerify)) as found:
        _verify(folder, processes, trust)
    return type(found.value), str(found.value), getattr(found.value, "index", None)


def _rehashed(leaf: Leaf, canonical: bytes) -> Leaf:
    return Leaf(leaf.index, leaf_hash(canonical), canonical, columns_of(canonical))


def _numbered(leaves: list[Leaf]) -> list[Leaf]:
    return [replace(leaf, index=index) for index, leaf in enumerate(leaves)]


def _changed(leaf: Leaf) -> Leaf:
    return replace(_rehashed(leaf, change(leaf.canonical or b"", language="go")), hash=leaf.hash)


def _with(leaves: list[Leaf], *others: Leaf) -> list[Leaf]:
    changed = {leaf.index: leaf for leaf in others}
    return [changed.get(leaf.index, leaf) for leaf in leaves]


def _copied(leaves: list[Leaf], at: int = AT) -> list[Leaf]:
    return _with(leaves, replace(leaves[3], index=at))


# What somebody does to the leaves, and what every verifier must say.
FORGERIES: dict[str, tuple[Callable[[list[Leaf]], list[Leaf]], str]] = {
    "a record changed": (lambda all_: _with(all_, _changed(all_[AT])), f"do not have the hash .* at index {AT}"),
    "a copy from another piece": (_copied, f"occurs twice at index {AT}"),
    "a copy before a change": (
        lambda all_: _copied(_with(all_, _changed(all_[AT + 20]))),
        f"occurs twice at index {AT}",
    ),
    "a change before a copy": (
        lambda all_: _copied(_with(all_, _changed(all_[AT - 20]))),
        f"do not have the hash .* at index {AT - 20}",
    ),
    "another tenant's": (
        lambda all_: _with(all_, _rehashed(all_[AT], change(all_[AT].canonical or b"", tenant="other"))),
        f"another tenant at index {AT}",
    ),
    "a column": (
        lambda all_: _with(all_, replace(all_[AT], columns=("x", *(all_[AT].columns or ())[1:]))),
        f"record_id.* at index {AT}",
    ),
    "a record deleted": (
        lambda all_: _with(all_, replace(all_[AT], canonical=None, columns=None)),
        f"is missing, .* at index {AT}",
    ),
    "a leaf deleted": (lambda all_: [*all_[:AT], *all_[AT + 1 :]], f"goes on with index {AT + 1} at index {AT}"),
    "the tail": (lambda all_: all_[:-2], f"promises records up to 699 at index {COUNT - 2}"),
    "a leaf too many": (
        lambda all_: [*all_, _rehashed(replace(all_[0], index=COUNT), sealed_records(1)[0])],
        f"beyond the range at index {COUNT}",
    ),
    "a future version": (
        lambda all_: _with(all_, _future(all_[AT])),
        f"index {AT} is not one of format 1: version 2 is newer",
    ),
    "swapped": (
        lambda all_: _numbered([*all_[:AT], all_[AT + 1], all_[AT], *all_[AT + 2 :]]),
        "do not make the root that was signed",
    ),
}


def _future(leaf: Leaf) -> Leaf:
    canonical = change(leaf.canonical or b"", version=2)
    return replace(leaf, hash=leaf_hash(canonical), canonical=canonical)


@pytest.mark.parametrize("name", FORGERIES)
def test_what_was_done_to_the_leaves_is_said_in_the_same_words(tmp_path: Path, log: _Log, name: str) -> None:
    """The first bad index is the same, whoever found that something is wrong."""
    forge, says = FORGERIES[name]
    note = checkpoint_note(COUNT, root_hash([leaf.hash for leaf in log.leaves]))
    folder = write(tmp_path / "forged", read_manifest(log.folder), forge(log.leaves), note)

    alone = _verdict(folder, 1, Trust((KEY, TIMED_KEY)))

    assert alone == _verdict(folder, 2, Trust((KEY, TIMED_KEY)))
    with pytest.raises(alone[0], match=says):
        _verify(folder, 1)


def test_a_log_that_is_well_is_well_for_all(log: _Log) -> None:
    """Untouched, with anchors and tiles compared leaf by leaf."""
    trust = Trust((KEY, TIMED_KEY), log.anchors, log.tiles)

    assert _verify(log.folder, 1) == _verify(log.folder, 2) == _verify(log.folder, 0)
    assert _verify(log.folder, 1, trust) == _verify(log.folder, 2, trust)
    assert 3 == _verify(log.folder, 2, trust).anchors


def test_a_rewritten_history_is_found_at_the_same_place(tmp_path: Path, log: _Log) -> None:
    """Anchors and tiles are compared in the order of the log, whoever checked the piece."""
    leaves = _with(log.leaves, _rehashed(log.leaves[300], change(log.leaves[300].canonical or b"", language="go")))
    note = checkpoint_note(COUNT, root_hash([leaf.hash for leaf in leaves]))
    folder = write(tmp_path / "rewritten", read_manifest(log.folder), leaves, note)

    for trust, says in (
        (Trust((KEY, TIMED_KEY), log.anchors[:2]), "an anchor of 400 records shows another history"),
        (Trust((KEY, TIMED_KEY), log.anchors[:2], log.tiles), "not the one that was published at index 300"),
    ):
        verdict = _verdict(folder, 2, trust)
        assert verdict == _verdict(folder, 1, trust)
        assert says in verdict[1]


def test_records_that_were_dropped_are_counted_and_explained(tmp_path: Path, log: _Log) -> None:
    """Leaves without a record, and the record of the drop in another piece."""
    details = {"month": "2024-01", "first_index": 0, "last_index": 9, "records": 10}
    drop = _rehashed(log.leaves[AT], change(log.leaves[AT].canonical or b"", kind="drop", details=details))
    gone = [replace(leaf, canonical=None, columns=None) for leaf in log.leaves[:10]]
    leaves = _with(log.leaves, drop, *gone)
    note = checkpoint_note(COUNT, root_hash([leaf.hash for leaf in leaves]))
    folder = write(tmp_path / "pruned", read_manifest(log.folder), leaves, note)

    verified = _verify(folder, 2)

    assert (verified, 10) == (_verify(folder, 1), verified.pruned)
    assert f"2024-01 (record at index {AT})" in verified.notes[0]


def _line(at: int, other: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def spoil(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        lines[at] = other(lines[at])
        return b"".join(lines)

    return spoil


@pytest.mark.parametrize(
    ("name", "spoil", "says"),
    [
        (LEAVES, _line(AT, lambda _line: b"no leaf\n"), "line 501 of leaves.jsonl is not a leaf"),
        (LEAVES, _line(AT, lambda _line: b" " * LINE_BYTES_MAX + b"\n"), "line 501 of leaves.jsonl is too long"),
        (LEAVES, lambda content: content[:-1], "line 700 of leaves.jsonl is too long, or has no end"),
        (RECORDS, _line(COUNT - 1, lambda _line: b""), "records.jsonl ends before the record at index 699"),
        (RECORDS, lambda content: content + b"{}\n", "records.jsonl has more records than leaves.jsonl has leaves"),
        (LEAVES, _line(AT, lambda line: line.replace(b'"columns":', b'"columns":null,"columns":')), "line 501"),
        (LEAVES, _line(AT, lambda line: line.replace(b"}", b',"columns":["","columns"]}')), "line 501"),
    ],
)
def test_corrupt_files_are_said_to_be_that(
    tmp_path: Path, log: _Log, name: str, spoil: Callable[[bytes], bytes], says: str
) -> None:
    """The line that is none is the same for all, however it deceives who cuts the file in pieces."""
    folder = _spoilt(tmp_path, log, name, spoil)

    verdict = _verdict(folder, 2, Trust((KEY, TIMED_KEY)))

    assert verdict == _verdict(folder, 1, Trust((KEY, TIMED_KEY)))
    assert says in verdict[1]


def test_a_file_in_another_hand_is_read_as_well(tmp_path: Path, log: _Log) -> None:
    """JSON with spaces is JSON: the pieces are cut in the wrong places, which is found out."""
    folder = _spoilt(tmp_path, log, LEAVES, _line(5, lambda line: json.dumps(json.loads(line)).encode() + b"\n"))

    assert COUNT == _verify(folder, 2).count == _verify(folder, 1).count


def _spoilt(tmp_path: Path, log: _Log, name: str, spoil: Callable[[bytes], bytes]) -> Path:
    folder = write(tmp_path / "spoilt", read_manifest(log.folder), log.leaves, (log.folder / "checkpoint").read_bytes())
    (folder / name).write_bytes(spoil((folder / name).read_bytes()))
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"][name] = digest(folder / name)
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return folder


@pytest.mark.parametrize(("program", "says"), [("/bin/false", "ended with status 1"), ("/nowhere", "can be started")])
def test_a_process_that_dies_decides_nothing(
    log: _Log, monkeypatch: pytest.MonkeyPatch, program: str, says: str
) -> None:
    """What was not checked is not called well, nor tampered with."""
    monkeypatch.setattr(sys, "executable", program)

    with pytest.raises(CannotVerify, match=f"{says}.*--processes 1"):
        _verify(log.folder, 2)


def _children() -> set[int]:
    """Return the processes below this one; a Postgres of other tests starts some whenever it likes."""
    return {pid for pid, usage in tree(os.getpid()).items() if usage.name != "postgres"}


def test_a_process_that_never_answers_is_ended(log: _Log, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every wait has a deadline."""
    program = tmp_path / "silent"
    program.write_text("#!/bin/sh\nexec tail -f /dev/null\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    monkeypatch.setattr("audit.workers._ANSWER_S_MAX", 0.05)
    monkeypatch.setattr("audit.workers._LOOK_S", 0.01)

    with pytest.raises(CannotVerify, match="ended with status -9"):
        _verify(log.folder, 2)


def test_processes_end_with_the_verifier(log: _Log) -> None:
    """Ctrl-C, in the middle of the work, leaves none behind."""
    before = _children()
    started: set[int] = set()

    def interrupted(seen: int, _all: int) -> None:
        started.update(_children() - before)
        assert 0 < seen < COUNT
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        verify_bundle(log.folder, lambda _origin: Trust((KEY, TIMED_KEY)), interrupted, processes=2)

    assert 2 == len(started)
    assert not started & _children()


def test_a_worker_answers_in_order(log: _Log) -> None:
    """For each piece what it adds to the tree; nothing for one that is not well."""
    with (log.folder / LEAVES).open("rb") as leaves, (log.folder / RECORDS).open("rb") as records:
        pieces = list(pieces_of(leaves, records, 0))
    moved = replace(pieces[1], start=replace(pieces[1].start, index=0))
    asked = [(pieces[0], False), (pieces[1], True), (moved, False)]
    questions = io.BytesIO(b"".join(question_line(piece, is_hashed=is_hashed) for piece, is_hashed in asked))
    answers = io.BytesIO()

    serve(log.folder, TENANT, questions, answers)

    first, second, third = (answer_of(line + b"\n") for line in answers.getvalue().splitlines())
    assert first is not None
    assert second is not None
    covered = complete_subtrees(0, pieces[0].lines)
    hashes = [leaf.hash for leaf in log.leaves]
    assert tuple(root_hash(hashes[at : at + (1 << height)]) for at, height in covered) == first.subtrees
    assert (tuple(hashes[pieces[0].lines : pieces[1].end.index]), ()) == (second.hashes, first.hashes)
    assert third is None
    assert pieces[0].end.leaves_at >= BLOCK_BYTES


def test_an_answer_survives_the_way() -> None:
    """Numbers of writers, missing records and drops arrive as they were found."""
    writers = Writers()
    for sequence in (1, 2, 64, 2**52):
        writers.add("a", sequence, 0)
    checked = Checked((bytes(32),), (bytes(32),), writers, [1, 3], [Drop(0, 2, 2, 9, "2024-01")])

    assert checked == answer_of(answer_line(checked))
    assert 2**52 - 4 == writers.missing()
    assert writers.add_all(Writers())
    assert not writers.add_all(writers)


def test_how_many_processes_there_may_be(log: _Log, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A number out of range is refused."""
    (tmp_path / "key").write_text(str(KEY))
    for number in ("0", "65"):
        assert UNDECIDED == main(["verify", str(log.folder), "--key", str(tmp_path / "key"), "--processes", number])
    assert "from 1 to 64" in capsys.readouterr().err
    assert 1 <= cores() <= 8

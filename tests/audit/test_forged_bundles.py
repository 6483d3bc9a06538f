"""
What a careful forger hands over: nothing of it is called verified, and none of it holds the verifier up.

The forger rebuilds every digest. With the log's own key, too, only an anchor can tell.
"""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from audit.bundle import CHECKPOINT, MANIFEST, SIGNATURE, digest, read_leaves, read_manifest
from audit.checkpoint import Checkpoint, CheckpointInvalid, open_checkpoint
from audit.commands.shared import DOES_NOT_HOLD, say
from audit.leaves import COLUMNS, LEAVES, RECORDS, Leaf
from audit.merkle import root_hash
from audit.note import PLAIN, VerifierKey
from audit.pruning import Drop, Pruning, Unexplained, drop_of
from audit.record import leaf_hash
from audit.tiles import Tile
from audit.verify import CannotVerify, Tampered, Trust, Verified, verify_bundle
from tests.audit.bundles import columns_of, sealed_records, write, write_range, write_selection
from tests.audit.signing import KEY, ORIGIN, TIMED_KEY, checkpoint_note, timed_line

COUNT = 7
RECORDS_OF_LOG = sealed_records(COUNT)
HASHES = [leaf_hash(record) for record in RECORDS_OF_LOG]


def _verify(folder: Path, anchors: tuple[bytes, ...] = (), tiles: Path | None = None) -> Verified:
    return verify_bundle(folder, lambda _origin: Trust((KEY, TIMED_KEY), anchors, tiles))


def _note(size: int = COUNT) -> bytes:
    return checkpoint_note(size, root_hash(HASHES[:size]))


def _of_one(folder: Path, canonical: bytes, columns: tuple[object, ...]) -> Path:
    """Write the bundle of a log of one record, as whoever may write records and sign the log could make it."""
    leaf = Leaf(0, leaf_hash(canonical), canonical, columns)
    base = write_range(folder / "base", RECORDS_OF_LOG[:1])
    return write(folder / "forged", read_manifest(base), [leaf], checkpoint_note(1, leaf.hash))


def _with(**values: object) -> tuple[object, ...]:
    return tuple(values.get(name, value) for name, value in zip(COLUMNS, columns_of(RECORDS_OF_LOG[0]), strict=True))


def test_the_forgers_first_bundle_is_genuine(tmp_path: Path) -> None:
    """What the forgeries below change verifies when it is not changed."""
    assert 1 == _verify(_of_one(tmp_path, RECORDS_OF_LOG[0], _with())).count


@pytest.mark.parametrize(
    "columns",
    [{"candidate": False}, {"sequence": True}],
    ids=str,
)
def test_a_column_is_no_number_because_python_takes_it_for_one(tmp_path: Path, columns: dict[str, object]) -> None:
    """`false` is not 0 and `true` is not 1, whatever `==` says."""
    with pytest.raises(Tampered, match="columns disagree"):
        _verify(_of_one(tmp_path, RECORDS_OF_LOG[0], _with(**columns)))


def _replaced(old: bytes, new: bytes) -> bytes:
    changed = RECORDS_OF_LOG[0].replace(old, new)
    assert changed != RECORDS_OF_LOG[0]
    return changed


@pytest.mark.parametrize(
    ("record", "says"),
    [
        (_replaced(b'{"address":', b'{"decision":"allow","address":'), "a member occurs twice"),
        (_replaced(b'"sequence":1', b'"sequence":1.0'), "no number such as 1.0"),
        (_replaced(b'"sequence":1', b'"sequence":NaN'), "no number such as NaN"),
        (_replaced(b'"sequence":1', b'"sequence":true'), "sequence has the wrong type"),
        (_replaced(b'"sequence":1', b'"sequence":[]'), "sequence has the wrong type"),
        (_replaced(b'"kind":"request"', b'"kind":' + b"[" * 500 + b"]" * 500), "kind has the wrong type"),
        (b"[" * 300_000, "nested too deeply"),
        (b"9" * 10_000, ""),
        (b"[]", ""),
        (RECORDS_OF_LOG[0].decode().encode("utf-16"), ""),
        (b"\xef\xbb\xbf" + RECORDS_OF_LOG[0], ""),
    ],
    ids=range(11),
)
def test_a_record_that_two_readers_read_differently_is_none(tmp_path: Path, record: bytes, says: str) -> None:
    """Signed or not: members that occur twice, floats, other encodings and endless nesting are no record."""
    with pytest.raises(CannotVerify, match=f"index 0 is not one of format 1: .*{says}"):
        _verify(_of_one(tmp_path, record, _with()))


def test_a_record_without_a_part_of_the_format_is_none(tmp_path: Path) -> None:
    """A member that the verifier needs is missing: said, and no traceback."""
    document = json.loads(RECORDS_OF_LOG[0])
    for name in ("findings", "writer", "kind"):
        less = {key: value for key, value in document.items() if key != name}
        (tmp_path / name).mkdir()
        with pytest.raises(CannotVerify, match="is not one of format 1"):
            _verify(_of_one(tmp_path / name, json.dumps(less).encode(), _with()))


def test_a_log_of_another_tenant_is_not_this_ones(tmp_path: Path) -> None:
    """The tenant that a bundle names is the one in its log's signed name."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    manifest = replace(read_manifest(folder), tenant="other")

    with pytest.raises(Tampered, match="is not that of the tenant 'other'"):
        _verify(write(tmp_path / "forged", manifest, list(read_leaves(folder)), _note()))


def test_a_selection_is_compared_with_anchors_and_tiles(tmp_path: Path) -> None:
    """Whoever rewrote the history with the log's key is found out; what was not compared is said."""
    folder = write_selection(tmp_path / "bundle", RECORDS_OF_LOG, [1, 4])
    place = tmp_path / "tiles" / ORIGIN / Tile(0, 0, COUNT).path
    place.parent.mkdir(parents=True)
    place.write_bytes(b"".join([*HASHES[:4], bytes(32), *HASHES[5:]]))

    assert any("no anchor" in note for note in _verify(folder).notes)
    assert 1 == _verify(folder, anchors=(_note(),)).anchors
    assert any("of other sizes" in note for note in _verify(folder, anchors=(_note(3),)).notes)
    with pytest.raises(Tampered, match="the history was rewritten"):
        _verify(folder, anchors=(checkpoint_note(COUNT, bytes(32)),))
    with pytest.raises(Tampered, match="not the one that was published at index 4"):
        _verify(folder, tiles=tmp_path / "tiles")


def test_a_selection_holds_records(tmp_path: Path) -> None:
    """A leaf without its record hides what the search found."""
    folder = write_selection(tmp_path / "bundle", RECORDS_OF_LOG, [1, 4])
    first, second = read_leaves(folder)
    hidden = [first, replace(second, canonical=None, columns=None)]

    with pytest.raises(Tampered, match="the selection has none at index 4"):
        _verify(write(tmp_path / "forged", read_manifest(folder), hidden, _note()))


def test_tiles_that_are_not_there_were_not_compared(tmp_path: Path) -> None:
    """A wrong folder is no folder in which everything agrees; leaves after the newest tile are counted."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    place = tmp_path / "tiles" / ORIGIN / Tile(0, 0, 5).path
    place.parent.mkdir(parents=True)
    place.write_bytes(b"".join(HASHES[:5]))

    with pytest.raises(CannotVerify, match="no published tile of these records"):
        _verify(folder, tiles=tmp_path)
    assert "2 leaves are in no published tile" in _verify(folder, tiles=tmp_path / "tiles").notes


def _link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE, CHECKPOINT, LEAVES, RECORDS])
@pytest.mark.parametrize("put", [_link, _pipe])
def test_a_file_that_never_ends_is_not_read(tmp_path: Path, name: str, put: Callable[[Path], None]) -> None:
    """A link to a device, or a pipe, would hold the verifier for ever."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    (folder / SIGNATURE).touch()
    put(folder / name)

    with pytest.raises(CannotVerify, match="there is no such file in the bundle"):
        _verify(folder)


@pytest.mark.parametrize("name", ["\0", "\ud800", "..", ".", "", "a/b", "\x1b[2Kverified"])
def test_an_odd_name_of_a_file_is_no_name(tmp_path: Path, name: str) -> None:
    """NUL, half a character, other folders and control sequences for the terminal."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"][name] = ""
    (folder / MANIFEST).write_text(json.dumps(manifest))

    with pytest.raises(CannotVerify, match=r"manifest\.json names a file outside|there is no such file"):
        _verify(folder)


def test_a_manifest_is_read_in_one_way_only(tmp_path: Path) -> None:
    """A member that occurs twice, and a name of the log that writes on the terminal."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(text.replace('"start": 0', '"start": 5, "start": 0'))
    with pytest.raises(CannotVerify, match="a member occurs twice"):
        _verify(folder)
    (folder / MANIFEST).write_text(text.replace(ORIGIN, "\\u001b[2K\\rverified"))
    with pytest.raises(CannotVerify, match="printable"):
        _verify(folder)


def test_a_checkpoint_of_any_length_is_read_up_to_its_limit(tmp_path: Path) -> None:
    """A huge file is refused after as many bytes as a note may have."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    (folder / CHECKPOINT).write_bytes(_note() + b"x" * 1_000_000)
    manifest = read_manifest(folder)
    manifest = replace(manifest, files=manifest.files | {CHECKPOINT: digest(folder / CHECKPOINT)})
    (folder / MANIFEST).write_text(manifest.text())

    with pytest.raises(Tampered, match="a note has at most"):
        _verify(folder)


def test_what_is_said_does_not_write_on_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """No file's content can overwrite the complaint."""
    say(DOES_NOT_HOLD, "bad\x1b[2K\rverified\nnote")

    assert "gateway-audit: bad?[2K?verified\nnote\n" == capsys.readouterr().err


def test_a_time_beyond_every_calendar_is_refused() -> None:
    """Whoever holds the key may sign it; nobody can print it."""
    text = Checkpoint(ORIGIN, 1, HASHES[0]).text()
    note = f"{text}\n{timed_line(text, 2**63)}".encode()

    with pytest.raises(CheckpointInvalid, match="after the year 9999"):
        open_checkpoint(note, (VerifierKey(ORIGIN, PLAIN, KEY.public), TIMED_KEY))


def _drop(first: object, last: int, records: int, index: int) -> Drop | None:
    details = {"first_index": first, "last_index": last, "records": records, "month": "2024-01"}
    return drop_of({"kind": "drop", "details": details}, index)


def _seen(pruning: Pruning, drop: Drop | None) -> None:
    assert drop is not None
    pruning.see(drop)


def test_drops_before_a_range_do_not_pay_for_it() -> None:
    """Of a drop that begins before the range, no more records count than it has leaves within."""
    pruning = Pruning(start=4)
    pruning.miss(4)
    _seen(pruning, _drop(0, 4, 5, 10))
    assert ("2024-01 (record at index 10)",) == pruning.explain()

    pruning.miss(6)
    assert _drop("6", 6, 1, 11) is None
    _seen(pruning, _drop(0, 3, 4, 12))
    with pytest.raises(Unexplained) as found:
        pruning.explain()
    assert 6 == found.value.index


def test_drops_that_overlap_cover_together() -> None:
    """Months border on each other; many runs and drops are gone through once."""
    pruning = Pruning()
    for index in range(0, 20_000, 2):
        pruning.miss(index)
    for first in range(0, 20_000, 10):
        _seen(pruning, _drop(first, first + 12, 8, 30_000))

    assert 2_000 == len(pruning.explain())

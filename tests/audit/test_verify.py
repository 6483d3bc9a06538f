"""Whatever is done to a log after it was signed is detected and located; what cannot be known is never called well."""

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.bundle import CHECKPOINT, MANIFEST, digest, read_leaves, read_manifest
from audit.leaves import LEAVES, RECORDS, Leaf
from audit.merkle import EMPTY_ROOT, root_hash
from audit.note import VerifierKey
from audit.record import Kind, leaf_hash
from audit.tiles import Tile
from audit.verify import CannotVerify, Tampered, Trust, Verified, verify_bundle
from gateway.ledger.seal import Sealer, new_id
from gateway.ledger.vault import Vault
from tests.audit.bundles import TENANT, change, columns_of, sealed_records, write, write_range, write_selection
from tests.audit.signing import KEY, ORIGIN, OTHER_KEY, TIMED_KEY, checkpoint_note
from tests.ledger.support import KEYS as KEYS_OF_LEDGER

COUNT = 11
AT = 6
KEYS = (KEY, TIMED_KEY)
RECORDS_OF_LOG = sealed_records(COUNT)
HASHES = [leaf_hash(record) for record in RECORDS_OF_LOG]


def _verify(
    folder: Path, keys: tuple[VerifierKey, ...] = KEYS, anchors: tuple[bytes, ...] = (), tiles: Path | None = None
) -> Verified:
    return verify_bundle(folder, lambda _origin: Trust(keys, anchors, tiles))


def _anchor(size: int) -> bytes:
    return checkpoint_note(size, root_hash(HASHES[:size]))


@pytest.mark.parametrize(("start", "end"), [(0, COUNT), (0, 4), (3, 7), (10, 11), (5, COUNT)])
def test_an_untouched_range_verifies(tmp_path: Path, start: int, end: int) -> None:
    """Any range of the log leads to the signed root, with few hashes beside it."""
    verified = _verify(write_range(tmp_path / "bundle", RECORDS_OF_LOG, start, end))

    assert (end - start, COUNT) == (verified.count, verified.checkpoint.checkpoint.size)
    assert "no anchor" in verified.notes[0]


def test_an_untouched_selection_verifies_and_promises_no_completeness(tmp_path: Path) -> None:
    """Each record has its own path; that nothing is missing is not claimed."""
    verified = _verify(write_selection(tmp_path / "bundle", RECORDS_OF_LOG, [1, 4, 9]))

    assert 3 == verified.count
    assert "not that nothing is missing" in verified.notes[0]


def test_anchors_inside_and_at_the_end_are_compared(tmp_path: Path) -> None:
    """Checkpoints that were kept elsewhere agree with the history that the export shows."""
    verified = _verify(write_range(tmp_path / "bundle", RECORDS_OF_LOG), anchors=(_anchor(3), _anchor(COUNT)))

    assert 2 == verified.anchors
    assert not [note for note in verified.notes if "no anchor" in note]


def _pruned(folder: Path, records: list[bytes], missing: range, end: int | None = None) -> Path:
    """Write the bundle of a log of which some records are only hashes."""
    whole = write_range(folder / "whole", records, 0, end)
    leaves = [Leaf(one.index, one.hash, None, None) if one.index in missing else one for one in read_leaves(whole)]
    hashes = [leaf_hash(record) for record in records]
    return write(folder / "pruned", read_manifest(whole), leaves, checkpoint_note(len(records), root_hash(hashes)))


def _with_drop(first: int, last: int, records: int) -> list[bytes]:
    """Return the log with the record of a drop at its end."""
    writer = new_id()
    sealer = Sealer(Vault(KEYS_OF_LEDGER, writer, 1), writer)
    details: dict[str, str | int] = {"month": "2024-01", "first_index": first, "last_index": last, "records": records}
    return [*RECORDS_OF_LOG, sealer.number(sealer.keyless(Kind.DROP, TENANT, details), 1).canonical]


def test_a_dropped_record_is_only_its_hash(tmp_path: Path) -> None:
    """After retention dropped records their hashes still verify, and the verifier says how many there are."""
    verified = _verify(_pruned(tmp_path, _with_drop(0, 3, 4), range(4)))

    assert (COUNT + 1, 4) == (verified.count, verified.pruned)
    assert "dropped the months 2024-01 (record at index 11): were they due?" in verified.notes[0]


@pytest.mark.parametrize(
    ("drop", "missing", "says", "index"),
    [
        (None, range(2, 4), "no record of the log says that it was dropped", 2),
        ((0, 2, 3), range(4), "no record of the log says that it was dropped", 3),
        ((0, 9, 3), range(4), "4 records are missing, the log says that 3 were dropped", 0),
        ((0, COUNT, 4), range(4), "no record of the log says that it was dropped", 0),
        ((0, 9, 2**40), range(4), "no record of the log says that it was dropped", 0),
        ((-5, 9, 4), range(4), "no record of the log says that it was dropped", 0),
    ],
)
def test_a_deleted_record_does_not_pass_as_dropped(
    tmp_path: Path, drop: tuple[int, int, int] | None, missing: range, says: str, index: int
) -> None:
    """A row deleted in the database leaves its hash behind; only the log's own record of a drop makes that lawful."""
    records = _with_drop(*drop) if drop else list(RECORDS_OF_LOG)
    with pytest.raises(Tampered, match=says) as found:
        _verify(_pruned(tmp_path, records, missing))

    assert index == found.value.index


def test_a_part_of_the_log_cannot_tell_why_records_are_missing(tmp_path: Path) -> None:
    """The record of the drop may lie beyond the range: undecided, or a shorter range would hide a deletion."""
    with pytest.raises(CannotVerify, match=r"index 0 is missing, .* up to the end of the log"):
        _verify(_pruned(tmp_path, _with_drop(0, 3, 4), range(4), end=8))


@dataclass(frozen=True)
class _Forgery:
    """What somebody does to the leaves of a bundle, and what the verifier must say."""

    forge: Callable[[list[Leaf]], list[Leaf]]
    says: str
    index: int | None


def _changed(leaf: Leaf, **values: object) -> Leaf:
    canonical = change(leaf.canonical or b"", **values)
    return Leaf(leaf.index, leaf.hash, canonical, columns_of(canonical))


def _rehashed(leaf: Leaf, **values: object) -> Leaf:
    changed = _changed(leaf, **values)
    return replace(changed, hash=leaf_hash(changed.canonical or b""))


def _at(index: int, other: Callable[[Leaf], Leaf]) -> Callable[[list[Leaf]], list[Leaf]]:
    return lambda leaves: [other(leaf) if leaf.index == index else leaf for leaf in leaves]


def _numbered(leaves: list[Leaf]) -> list[Leaf]:
    return [replace(leaf, index=index) for index, leaf in enumerate(leaves)]


def _swapped(leaves: list[Leaf]) -> list[Leaf]:
    return [*leaves[:AT], leaves[AT + 1], leaves[AT], *leaves[AT + 2 :]]


FORGERIES = {
    "a record changed": _Forgery(_at(AT, lambda leaf: _changed(leaf, decision="allow")), "do not have the hash", AT),
    "a record changed with its hash": _Forgery(
        _at(AT, lambda leaf: _rehashed(leaf, language="go")), "do not make the root", None
    ),
    "a column changed": _Forgery(
        _at(AT, lambda leaf: replace(leaf, columns=("x", *(leaf.columns or ())[1:]))), "disagree", AT
    ),
    "a column left out": _Forgery(
        _at(AT, lambda leaf: replace(leaf, columns=(leaf.columns or ())[:-1])), "disagree", AT
    ),
    "a record dropped": _Forgery(lambda leaves: [*leaves[:AT], *leaves[AT + 1 :]], "goes on with index 7", AT),
    "a record dropped and the rest renumbered": _Forgery(
        lambda leaves: _numbered([*leaves[:AT], *leaves[AT + 1 :]]), "though it promises", COUNT - 1
    ),
    "a record put in": _Forgery(lambda leaves: _numbered([*leaves[:AT], leaves[0], *leaves[AT:]]), "occurs twice", AT),
    "a leaf beyond the end": _Forgery(
        lambda leaves: [*leaves, replace(leaves[0], index=COUNT)], "beyond the range", COUNT
    ),
    "two records swapped": _Forgery(_swapped, "goes on with index 7", AT),
    "two records swapped and renumbered": _Forgery(lambda leaves: _numbered(_swapped(leaves)), "make the root", None),
    "the tail cut off": _Forgery(lambda leaves: leaves[:-2], "though it promises", COUNT - 2),
    "another tenant's record": _Forgery(_at(AT, lambda leaf: _rehashed(leaf, tenant="other")), "another tenant", AT),
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_what_was_done_to_the_leaves_is_detected(tmp_path: Path, forgery: _Forgery) -> None:
    """The forger also mends the digests; the verifier says what is wrong and at which index it shows first."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    leaves = forgery.forge(list(read_leaves(folder)))
    forged = write(tmp_path / "forged", read_manifest(folder), leaves, _anchor(COUNT))

    with pytest.raises(Tampered, match=forgery.says) as caught:
        _verify(forged)

    assert forgery.index == caught.value.index


@pytest.mark.parametrize("name", ["a record changed with its hash", "two records swapped and renumbered"])
def test_published_tiles_locate_what_hashes_alone_do_not(tmp_path: Path, name: str) -> None:
    """Whoever rewrote records and hashes did not rewrite the files that were published."""
    place = tmp_path / "tiles" / ORIGIN / Tile(0, 0, COUNT).path
    place.parent.mkdir(parents=True)
    place.write_bytes(b"".join(HASHES))
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    leaves = FORGERIES[name].forge(list(read_leaves(folder)))
    forged = write(tmp_path / "forged", read_manifest(folder), leaves, _anchor(COUNT))

    with pytest.raises(Tampered, match="not the one that was published") as caught:
        _verify(forged, tiles=tmp_path / "tiles")

    assert AT == caught.value.index
    assert COUNT == _verify(folder, tiles=tmp_path / "tiles").count


def test_a_missing_tile_is_named(tmp_path: Path) -> None:
    """One that is not there although later ones are: the log published it, so whoever gives the folder took it out."""
    records = sealed_records(600)
    hashes = [leaf_hash(record) for record in records]
    folder = write_range(tmp_path / "bundle", records)
    for tile in (Tile(0, 0), Tile(0, 1), Tile(0, 2, 600 - 512)):
        path = tmp_path / "tiles" / ORIGIN / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(hashes[tile.index * 256 : tile.index * 256 + tile.width]))
    assert 600 == _verify(folder, tiles=tmp_path / "tiles").count
    (tmp_path / "tiles" / ORIGIN / "tile/0/001").unlink()

    with pytest.raises(CannotVerify, match="the tile tile/0/001 is missing"):
        _verify(folder, tiles=tmp_path / "tiles")


def test_a_history_that_was_rewritten_by_the_keys_owner_contradicts_an_anchor(tmp_path: Path) -> None:
    """With the log's own key anybody can sign another history; a checkpoint kept elsewhere shows it."""
    rewritten = [*RECORDS_OF_LOG[:2], change(RECORDS_OF_LOG[2], language="go"), *RECORDS_OF_LOG[3:]]
    folder = write_range(tmp_path / "bundle", rewritten)

    assert COUNT == _verify(folder).count
    with pytest.raises(Tampered, match="another history below"):
        _verify(folder, anchors=(_anchor(5),))
    with pytest.raises(Tampered, match="the history was rewritten"):
        _verify(folder, anchors=(_anchor(COUNT),))
    with pytest.raises(Tampered, match="contradict each other"):
        _verify(folder, anchors=(_anchor(5), checkpoint_note(5, EMPTY_ROOT)))


def test_an_old_checkpoint_is_found_out_by_a_newer_anchor(tmp_path: Path) -> None:
    """A log whose tail was cut, or an old state that is served as the newest, has fewer records than was known."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG[:8])

    with pytest.raises(Tampered, match="an anchor has 11 records, the export's checkpoint only 8"):
        _verify(folder, anchors=(_anchor(COUNT),))


def test_another_key_is_not_the_logs(tmp_path: Path) -> None:
    """A bundle that is signed by somebody else, or is of another log, is refused."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    other = checkpoint_note(COUNT, root_hash(HASHES), origin="gateway.example/log/other")
    foreign = write_range(tmp_path / "foreign", RECORDS_OF_LOG, note=other)
    keys = (*KEYS, VerifierKey("gateway.example/log/other", KEY.kind, KEY.public))

    with pytest.raises(Tampered, match="no trusted key"):
        _verify(folder, keys=(OTHER_KEY,))
    with pytest.raises(Tampered, match=r"is of the log gateway\.example/log/other"):
        _verify(foreign, keys=keys)


def test_a_checkpoint_of_fewer_records_than_are_exported_is_refused(tmp_path: Path) -> None:
    """Nothing is signed over what lies beyond the checkpoint."""
    with pytest.raises(Tampered, match="the checkpoint has 8 records, the export claims those from 0 to 11"):
        _verify(write_range(tmp_path / "bundle", RECORDS_OF_LOG, note=_anchor(8)))


def test_hashes_around_the_range_must_be_the_right_ones(tmp_path: Path) -> None:
    """A manifest with too few of them, or with others, does not lead to the root."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG, 3, 7)
    manifest, leaves = read_manifest(folder), list(read_leaves(folder))
    fewer = write(tmp_path / "fewer", replace(manifest, left=manifest.left[1:]), leaves, _anchor(COUNT))
    others = write(tmp_path / "others", replace(manifest, right=manifest.right[::-1]), leaves, _anchor(COUNT))

    with pytest.raises(Tampered, match="1 hashes left of the range, there must be 2"):
        _verify(fewer)
    with pytest.raises(Tampered, match="do not make the root"):
        _verify(others)


def test_an_empty_log_is_never_called_well(tmp_path: Path) -> None:
    """It is said to be empty, and that is no verification."""
    folder = write_range(tmp_path / "bundle", [], note=checkpoint_note(0, EMPTY_ROOT))

    with pytest.raises(CannotVerify, match="the log is empty"):
        _verify(folder)
    with pytest.raises(CannotVerify, match="the selection is empty"):
        _verify(write_selection(tmp_path / "none", RECORDS_OF_LOG, []))


@pytest.mark.parametrize(
    ("chosen", "says"),
    [([4, 1], "not in order"), ([4, 4], "not in order")],
)
def test_a_selection_is_in_the_order_of_the_log(tmp_path: Path, chosen: list[int], says: str) -> None:
    """No record counts twice."""
    with pytest.raises(Tampered, match=says):
        _verify(write_selection(tmp_path / "bundle", RECORDS_OF_LOG, chosen))


def test_a_selections_paths_must_lead_to_the_root(tmp_path: Path) -> None:
    """A changed record, a path of another one, a path too short, one record less than promised."""
    folder = write_selection(tmp_path / "bundle", RECORDS_OF_LOG, [1, 4])
    manifest, (first, second) = read_manifest(folder), tuple(read_leaves(folder))
    forged = {
        "do not have the hash": [first, _changed(second, language="go")],
        "does not lead to the root": [first, replace(_rehashed(second, language="go"), path=second.path)],
        "too short": [first, replace(second, path=second.path[:-1])],
        "promises 2 records, there are 1": [first],
    }

    for number, (says, leaves) in enumerate(forged.items()):
        with pytest.raises(Tampered, match=says):
            _verify(write(tmp_path / str(number), manifest, leaves, _anchor(COUNT)))


@given(st.data())
def test_no_changed_byte_of_any_file_is_called_well(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """One bit anywhere in the bundle: detected by the file's digest, or by what lies below it."""
    base = tmp_path_factory.getbasetemp() / "untouched"
    if not base.exists():
        write_range(base, RECORDS_OF_LOG[:4])
    folder = tmp_path_factory.mktemp("flipped") / "bundle"
    shutil.copytree(base, folder)
    path = folder / data.draw(st.sampled_from([CHECKPOINT, LEAVES, RECORDS]))
    content = bytearray(path.read_bytes())
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    path.write_bytes(content)

    with pytest.raises(CannotVerify, match="is not the file that was exported"):
        _verify(folder)
    _mend_digests(folder)
    try:
        verified = _verify(folder)
    except (Tampered, CannotVerify):
        return
    assert path.name == CHECKPOINT  # a signature line was spoilt: the other one still holds
    assert root_hash(HASHES[:4]) == verified.checkpoint.checkpoint.root


def _mend_digests(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text())
    manifest["files"] = {name: digest(folder / name) for name in manifest["files"]}
    (folder / MANIFEST).write_text(json.dumps(manifest))


@pytest.mark.parametrize(
    ("change_manifest", "says"),
    [
        (lambda manifest: manifest | {"version": 3}, "format version 3; this code knows 2"),
        (lambda manifest: manifest | {"more": 1}, "does not have the fields"),
        (lambda manifest: manifest | {"start": -1}, "does not have the fields"),
        (lambda manifest: manifest | {"scope": "all"}, "does not have the fields"),
        (lambda manifest: manifest | {"left": ["QUJD"]}, "does not have the fields"),
        (lambda manifest: manifest | {"query": {"a": 1}}, "does not have the fields"),
        (lambda manifest: manifest | {"root": "QUJD"}, "does not have the fields"),
        (lambda manifest: manifest | {"consistency": []}, "does not have the fields"),
        (lambda manifest: manifest | {"consistency": {"a": ["QUJD"]}}, "does not have the fields"),
        (lambda manifest: manifest | {"tenant": 1}, "does not have the fields"),
        (lambda manifest: manifest | {"files": {}}, "does not name checkpoint"),
        (lambda manifest: manifest | {"files": manifest["files"] | {"../x": ""}}, "outside the bundle"),
        (lambda manifest: manifest | {"files": manifest["files"] | {"x": ""}}, "x cannot be read"),
        (lambda _manifest: [], "is not an object"),
    ],
)
def test_a_manifest_that_this_code_does_not_know_is_refused(
    tmp_path: Path, change_manifest: Callable[[dict[str, object]], object], says: str
) -> None:
    """A future version, a missing field, a file outside: cannot verify, and why."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    manifest = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps(change_manifest(manifest)))

    with pytest.raises(CannotVerify, match=says):
        _verify(folder)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        (LEAVES, b"no leaf\n", "line 1 of leaves.jsonl is not a leaf"),
        (LEAVES, b'{"index":"0","leaf":"' + b"00" * 32 + b'"}\n', "is not a leaf"),
        (LEAVES, b'{"index":0,"leaf":"00"}\n', "is not a leaf"),
        (LEAVES, b'{"index":0,"leaf":"' + b"aB" * 32 + b'"}\n', "is not a leaf"),
        (LEAVES, b'{"index":0,"leaf":"' + b"ab" * 32 + b'","Path":[]}\n', "is not a leaf"),
        (LEAVES, b'{"index":0', "has no end"),
        (RECORDS, b"", "ends before the record at index 0"),
        (RECORDS, b"".join(record + b"\n" for record in [*RECORDS_OF_LOG, b"{}"]), "more records"),
    ],
)
def test_files_that_do_not_belong_together_are_refused(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    """Corrupt files are said to be that."""
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG)
    (folder / name).write_bytes(content)
    _mend_digests(folder)

    with pytest.raises(CannotVerify, match=says):
        _verify(folder)


def test_a_record_of_a_future_version_cannot_be_verified(tmp_path: Path) -> None:
    """Its hash may be right; what it says is not known."""
    future = change(RECORDS_OF_LOG[0], version=2)
    leaf = Leaf(0, leaf_hash(future), future, ())
    folder = write_range(tmp_path / "bundle", RECORDS_OF_LOG[:1])
    note = checkpoint_note(1, leaf.hash)

    with pytest.raises(CannotVerify, match="the record at index 0 is not one of format 1: version 2 is newer"):
        _verify(write(tmp_path / "future", read_manifest(folder), [leaf], note))


def test_a_folder_that_is_no_bundle_is_said_to_be_none(tmp_path: Path) -> None:
    """Nothing there, or nothing readable."""
    with pytest.raises(CannotVerify, match=r"manifest\.json cannot be read"):
        _verify(tmp_path)
    (tmp_path / MANIFEST).write_bytes(b" " * 1_000_001)
    with pytest.raises(CannotVerify, match="larger than"):
        _verify(tmp_path)

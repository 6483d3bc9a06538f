"""What witnesses and authorities say of a checkpoint is believed from trusted ones alone, and of nothing but it."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

import pytest
from rfc3161_client import TimestampRequestBuilder

from audit.__main__ import main
from audit.bundle import CHECKPOINT, MANIFEST, digest, read_manifest
from audit.confirmation import STAMP, STAMPED, WITNESSED
from audit.merkle import consistency_path, root_hash
from audit.note import TIMED, VerifierKey, split_note
from audit.record import leaf_hash
from audit.verify import CannotVerify, Tampered, Trust, Verified, verify_bundle
from tests.audit.bundles import sealed_records, write_range
from tests.audit.signing import KEY, OTHER_PRIVATE, PRIVATE, TIMED_KEY, checkpoint_note, public, timed_line
from tests.ledger.confirmers import Authority

RECORDS = sealed_records(6)
HASHES = [leaf_hash(record) for record in RECORDS]
OLD = 4
ONE = VerifierKey("one.example", TIMED, public(OTHER_PRIVATE))
ABSENT = VerifierKey("absent.example", TIMED, bytes(range(32)))


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return a time-stamping authority."""
    return Authority.make(tmp_path_factory.mktemp("authority") / "good")


def old_note(size: int = OLD) -> bytes:
    """Return an older checkpoint of the log."""
    return checkpoint_note(size, root_hash(HASHES[:size]))


def cosigned(note: bytes) -> bytes:
    """Return a checkpoint that the witness cosigned."""
    return note + timed_line(split_note(note)[0], 1_790_000_001, OTHER_PRIVATE, ONE.name).encode()


def stamp(authority: Authority, note: bytes) -> bytes:
    """Return the authority's stamp over a checkpoint."""
    request = TimestampRequestBuilder().data(split_note(note)[0].encode()).build()
    return authority.answer("/", request.as_bytes())[2]


def bundle(folder: Path, files: Mapping[str, bytes], *, is_proven: bool = True) -> Path:
    """Return a bundle with these files besides, or in place of its own."""
    write_range(folder, RECORDS)
    for name, content in files.items():
        (folder / name).write_bytes(content)
    manifest = read_manifest(folder)
    digests = {name: digest(folder / name) for name in files}
    proof = consistency_path(OLD, len(HASHES), lambda start, end: root_hash(HASHES[start:end]))
    paths = dict.fromkeys(set(files) - {STAMP, CHECKPOINT}, proof if is_proven else ())
    whole = replace(manifest, files={**manifest.files, **digests}, consistency=paths)
    (folder / MANIFEST).write_text(whole.text())
    return folder


def verify(folder: Path, **trust: object) -> Verified:
    """Verify with the log's key and this trust besides."""
    return verify_bundle(folder, lambda _origin: replace(Trust((KEY, TIMED_KEY)), **trust))  # type: ignore[arg-type]


def test_a_cosignature_counts_towards_the_quorum(tmp_path: Path) -> None:
    """On an older checkpoint that the newest one continues, or on the newest one itself."""
    older = bundle(tmp_path / "older", {WITNESSED: cosigned(old_note())})
    newest = bundle(tmp_path / "newest", {CHECKPOINT: cosigned(checkpoint_note(6, root_hash(HASHES)))})

    for folder, size in ((older, 4), (newest, 6)):
        notes = verify(folder, witnesses=(ONE, ABSENT), quorum=1).notes
        assert f"cosigned by one.example: the checkpoint of {size} records" in notes
        with pytest.raises(Tampered, match=r"1 trusted witnesses cosigned \(one\.example\), 2 must"):
            verify(folder, witnesses=(ONE, ABSENT), quorum=2)
    assert any("--witness" in note for note in verify(older).notes)


def test_a_witness_counts_once_and_the_log_never(tmp_path: Path) -> None:
    """A second name of the same key is no second witness, and nobody is a witness of themselves."""
    note = old_note()
    twice = cosigned(note) + timed_line(split_note(note)[0], 1_790_000_001, OTHER_PRIVATE, "two.example").encode()
    folder = bundle(tmp_path / "bundle", {WITNESSED: twice})
    two = VerifierKey("two.example", TIMED, public(OTHER_PRIVATE))

    with pytest.raises(Tampered, match="1 trusted witnesses"):
        verify(folder, witnesses=(ONE, two), quorum=2)
    with pytest.raises(Tampered, match="0 trusted witnesses"):
        verify(folder, witnesses=(VerifierKey(TIMED_KEY.name, TIMED, public(PRIVATE)),), quorum=1)


def test_a_forged_cosignature_is_found(tmp_path: Path) -> None:
    """A line in a witness's name that their key did not sign spoils the export."""
    note = old_note()
    others = cosigned(old_note(3)).rpartition(b"\n\n")[2].split(b"\n", 2)[2]
    folder = bundle(tmp_path / "bundle", {WITNESSED: note + others})

    with pytest.raises(Tampered, match=r"the signature of one\.example does not belong"):
        verify(folder, witnesses=(ONE,), quorum=1)


@pytest.mark.parametrize("name", [WITNESSED, STAMPED])
def test_another_history_that_was_confirmed_is_found(tmp_path: Path, name: str) -> None:
    """What others confirmed must lead to the export's checkpoint: another root, or a proof that is none, does not."""
    other = checkpoint_note(OLD, root_hash(HASHES[1 : OLD + 1]))
    folders = (
        bundle(tmp_path / "root", {name: other}),
        bundle(tmp_path / "proof", {name: old_note(3)}, is_proven=False),
        bundle(tmp_path / "larger", {name: checkpoint_note(9, root_hash(HASHES))}),
    )
    for folder in folders:
        with pytest.raises(Tampered, match=f"{name}: what others confirmed is of another history"):
            verify(folder)


def test_a_time_stamp_says_when(tmp_path: Path, authority: Authority) -> None:
    """An authority below a trusted root saw the checkpoint; without roots that is said, and not believed."""
    folder = bundle(tmp_path / "bundle", {STAMPED: old_note(), STAMP: stamp(authority, old_note())})

    assert any("of 4 records was there at 2" in note for note in verify(folder, roots=authority.roots).notes)
    assert any("--timestamp-roots" in note for note in verify(folder).notes)


def test_what_is_no_time_stamp_of_this_checkpoint_is_refused(tmp_path: Path, authority: Authority) -> None:
    """A stamp for another checkpoint, of an untrusted authority, of one whose certificate had expired; and none."""
    expired = Authority.make(tmp_path / "expired", valid_from_days=-9, valid_to_days=-2)
    early = Authority.make(tmp_path / "early", valid_from_days=2)
    good = stamp(authority, old_note())
    cases = (
        (stamp(authority, old_note(3)), authority.roots, "for another checkpoint"),
        (good, expired.roots, "not below the given roots"),
        (stamp(expired, old_note()), expired.roots, "had expired"),
        (stamp(early, old_note()), early.roots, "not valid yet"),
        (good[:-1], authority.roots, "does not hold"),
        (b"", authority.roots, "does not hold"),
    )
    for number, (token, roots, says) in enumerate(cases):
        folder = bundle(tmp_path / f"bundle-{number}", {STAMPED: old_note(), STAMP: token})
        with pytest.raises(Tampered, match=says):
            verify(folder, roots=roots)
    with pytest.raises(Tampered, match="has no time stamp"):
        verify(bundle(tmp_path / "none", {}), roots=authority.roots)
    with pytest.raises(CannotVerify, match="no certificates"):
        verify(bundle(tmp_path / "roots", {STAMPED: old_note(), STAMP: good}), roots=b"-----BEGIN")


def test_without_the_library_it_is_said(tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else verifies; with roots, the complaint says what to install."""
    folder = bundle(tmp_path / "bundle", {STAMPED: old_note(), STAMP: b"x"})
    monkeypatch.setitem(cast("dict[str, object]", sys.modules), "rfc3161_client", None)

    assert 6 == verify(folder).count
    with pytest.raises(CannotVerify, match="pip install rfc3161-client"):
        verify(folder, roots=authority.roots)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--witness", "no+such+key"],
        ["--witness", "/no/such/file"],
        ["--witness", "/dev/null"],
        ["--witness", str(KEY)],
        ["--witness", str(ONE), "--quorum", "2"],
        ["--quorum", "-1"],
    ],
    ids=str,
)
def test_wrong_use_is_said(tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Exit status 2, and which option is at fault."""
    folder = bundle(tmp_path / "bundle", {})
    (tmp_path / "keys").write_text(f"{KEY}\n{TIMED_KEY}\n")

    assert 2 == main(["verify", str(folder), "--key", str(tmp_path / "keys"), *arguments])
    assert arguments[-2] in capsys.readouterr().err or "no/such/file" in arguments[1]

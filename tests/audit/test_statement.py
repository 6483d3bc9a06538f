"""The signed manifest: who exported what, when, with which digests. Whatever is changed in it is seen."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.__main__ import main
from audit.bundle import CHECKPOINT, MANIFEST, SIGNATURE, Manifest, digest, parse_manifest
from audit.leaves import LEAVES, RECORDS
from audit.note import PLAIN, VerifierKey
from audit.statement import StatementInvalid, check_statement, signed_statement
from audit.verify import CannotVerify, Tampered, Trust, Verified, verify_bundle
from gateway.ledger.checkpoints import BundleSigner
from tests.audit.bundles import sealed_records, write_range, write_selection
from tests.audit.signing import KEY, ORIGIN, OTHER_PRIVATE, PRIVATE, TIMED_KEY, plain_line, public

ALICE = VerifierKey("alice", PLAIN, public(OTHER_PRIVATE))
RECORDED = "01930000-0000-7000-8000-00000000eeee"
RECORDS_MADE = sealed_records(6)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a bundle that the log signed for."""
    return signed_by_log(write_range(tmp_path / "bundle", RECORDS_MADE))


def manifest_of(folder: Path) -> Manifest:
    """Return the manifest, whatever it claims."""
    return parse_manifest((folder / MANIFEST).read_bytes())


def signed_by_log(folder: Path) -> Path:
    """Sign a bundle as the gateway does."""
    manifest = replace(manifest_of(folder), actor="auditor@example.com", time_us=1, recorded=RECORDED)
    (folder / MANIFEST).write_text(manifest.text())
    (folder / SIGNATURE).write_bytes(BundleSigner(PRIVATE).statement(manifest))
    return folder


def verify(folder: Path, **trust: object) -> Verified:
    """Verify with the log's key, and demand a signature unless told otherwise."""
    trusted = replace(Trust((KEY, TIMED_KEY), is_signature_needed=True), **trust)  # type: ignore[arg-type]
    return verify_bundle(folder, lambda _origin: trusted)


def test_the_logs_signature_is_said(folder: Path) -> None:
    """Who exported, and under which request the log shows it."""
    notes = verify(folder).notes

    assert f"the manifest is signed by {ORIGIN}: exported by auditor@example.com" in notes
    assert f"the log shows this export as request {RECORDED}" in notes


def test_a_selection_is_signed_alike(tmp_path: Path) -> None:
    """The same for what a search found."""
    folder = signed_by_log(write_selection(tmp_path / "bundle", RECORDS_MADE, (1, 4)))

    assert any("signed by" in note for note in verify(folder).notes)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("actor", "mallory"),
        ("time_us", 2),
        ("query", {"decision": "block"}),
        ("recorded", ""),
        ("recorded", RECORDED[:-1] + "f"),
        ("count", 7),
        ("pruned", 1),
        ("tenant", "other"),
        ("scope", "selection"),
        ("size", 7),
        ("root", "A" * 43 + "="),
        ("left", ["A" * 43 + "="]),
        ("consistency", {"older": []}),
    ],
    ids=str,
)
def test_a_changed_manifest_is_found(folder: Path, name: str, value: object) -> None:
    """Each member is under the signature; what was changed is named."""
    document = json.loads((folder / MANIFEST).read_text())
    (folder / MANIFEST).write_text(json.dumps({**document, name: value}))

    with pytest.raises(Tampered, match=name):
        verify(folder)


@pytest.mark.parametrize("name", [CHECKPOINT, RECORDS, LEAVES])
def test_a_file_with_a_new_digest_is_found(folder: Path, name: str) -> None:
    """Whoever changes a file and its digest cannot change what was signed."""
    (folder / name).write_bytes((folder / name).read_bytes() + b"\n")
    manifest = manifest_of(folder)
    changed = replace(manifest, files={**manifest.files, name: digest(folder / name)})
    (folder / MANIFEST).write_text(changed.text())

    with pytest.raises(Tampered, match=f"not those that were signed for: {name}"):
        verify(folder)


def test_a_missing_signature_is_said_or_refused(folder: Path) -> None:
    """Without --signed it is a note; with it, a failure."""
    (folder / SIGNATURE).unlink()

    assert any("nobody signed" in note for note in verify(folder, is_signature_needed=False).notes)
    with pytest.raises(Tampered, match="nobody who is trusted"):
        verify(folder)


def test_an_exporter_does_not_speak_for_the_log(folder: Path) -> None:
    """Whoever's key is given as an exporter's may sign under any name: under the log's it counts for nothing."""
    manifest = manifest_of(folder)
    public_key = public(OTHER_PRIVATE)
    (folder / SIGNATURE).write_bytes(signed_statement(manifest, ORIGIN, public_key, OTHER_PRIVATE.sign))

    with pytest.raises(Tampered, match="nobody who is trusted"):
        verify(folder, exporters=(VerifierKey(ORIGIN, PLAIN, public_key),))


def test_a_missing_manifest_is_no_bundle(folder: Path) -> None:
    """What broke off cannot pass for whole."""
    (folder / MANIFEST).unlink()

    with pytest.raises(CannotVerify, match=MANIFEST):
        verify(folder)


@pytest.mark.parametrize("name", ["more.jsonl", ".hidden", "folder"])
def test_a_file_that_the_manifest_does_not_name_is_refused(folder: Path, name: str) -> None:
    """Nobody can put something beside the evidence that looks like a part of it."""
    (folder / name).mkdir() if name == "folder" else (folder / name).touch()

    with pytest.raises(CannotVerify, match=f"{name} lies in the bundle"):
        verify(folder)


def test_a_view_may_be_added_and_is_not_signed_for(folder: Path) -> None:
    """Who took the export renders it; the log vouches for the records alone, and verification says so."""
    (folder / "records.csv").write_text("mine")
    manifest = manifest_of(folder)
    whole = replace(manifest, files={**manifest.files, "records.csv": digest(folder / "records.csv")})
    (folder / MANIFEST).write_text(whole.text())

    assert "not signed for: records.csv" in verify(folder).notes


def test_an_exporters_signature_is_theirs_alone(tmp_path: Path) -> None:
    """It counts with their key only, and is never taken for the log's."""
    folder = write_range(tmp_path / "bundle", RECORDS_MADE)
    manifest = replace(manifest_of(folder), actor="alice")
    (folder / MANIFEST).write_text(manifest.text())
    (folder / SIGNATURE).write_bytes(signed_statement(manifest, "alice", ALICE.public, OTHER_PRIVATE.sign))
    notes = verify(folder, exporters=(ALICE,)).notes

    assert "the manifest is signed by alice: exported by alice" in notes
    assert "the log did not sign this export" in notes
    assert any(
        "signed by alice, whose key was not given" in one for one in verify(folder, is_signature_needed=False).notes
    )
    with pytest.raises(Tampered, match="nobody who is trusted"):
        verify(folder)


def _other_key(note: bytes, manifest: Manifest) -> bytes:
    """Sign under the log's name with another key, and keep the key id of the log's."""
    forged = signed_statement(manifest, ORIGIN, public(PRIVATE), OTHER_PRIVATE.sign)
    assert forged.split(b"\n\n")[0] == note.split(b"\n\n")[0]
    return forged


@pytest.mark.parametrize(
    "forge",
    [
        _other_key,
        lambda note, _: note.replace(b"code-gateway-export-v1", b"code-gateway-export-v2"),
        lambda note, _: note[:-3],
        lambda note, _: note.split(b"\n\n")[0],
        lambda _note, _: b"",
    ],
)
def test_a_forged_signature_is_found(folder: Path, forge: Callable[[bytes, Manifest], bytes]) -> None:
    """A note that is not the log's own spoils the bundle, whether a signature is demanded or not."""
    note = (folder / SIGNATURE).read_bytes()
    (folder / SIGNATURE).write_bytes(forge(note, manifest_of(folder)))

    with pytest.raises(Tampered):
        verify(folder, is_signature_needed=False)


@pytest.mark.parametrize(
    "text", ["a checkpoint\n6\nAAAA\n", "code-gateway-export-v1\n[]\n", "code-gateway-export-v1\n{\n"]
)
def test_another_signed_text_is_no_statement(folder: Path, text: str) -> None:
    """What the log signed for another purpose cannot be passed off as a manifest's signature."""
    with pytest.raises(StatementInvalid, match="not the statement of an export"):
        check_statement(f"{text}\n{plain_line(text)}".encode(), manifest_of(folder), (KEY,))


def test_a_name_that_no_key_can_have_signs_nothing(folder: Path) -> None:
    """Said before anything is written."""
    with pytest.raises(StatementInvalid, match="under the name 'two words'"):
        signed_statement(manifest_of(folder), "two words", ALICE.public, OTHER_PRIVATE.sign)


def test_the_command_demands_a_signature(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--signed`: exit status 0 with the log's signature, 1 without, and 2 for a key that is none."""
    key = tmp_path / "signing.pub"
    key.write_bytes(PRIVATE.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    check = ["verify", str(folder), "--key", str(key), "--signed"]

    assert 0 == main(check)
    assert f"signed by {ORIGIN}" in capsys.readouterr().out
    assert 2 == main([*check, "--exporter-key", str(folder / RECORDS)])
    (folder / SIGNATURE).unlink()
    assert 1 == main(check)
    assert 1 == main([*check, "--exporter-key", str(key)])

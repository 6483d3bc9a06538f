"""The key files: made private, and refused when they are not."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from gateway.errors import SettingsInvalid
from gateway.ledger.keys import load_keys


def test_keys_are_made_once_and_private(tmp_path: Path) -> None:
    """The second start reads what the first one made; the public key lies beside."""
    files = (tmp_path / "keys" / "wrapping.key", tmp_path / "keys" / "signing.key")

    first = load_keys(*files, create=True)
    second = load_keys(*files, create=False)

    assert (first.wrapping, first.signing_id) == (second.wrapping, second.signing_id)
    assert {0o600} == {file.stat().st_mode & 0o777 for file in files}
    assert b"PUBLIC KEY" in (tmp_path / "keys" / "signing.pub").read_bytes()
    assert first.wrapping.hex() not in repr(first)


def test_missing_keys_are_not_invented(tmp_path: Path) -> None:
    """Outside embedded mode a missing key stops the start: a new one could not open old texts."""
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        load_keys(tmp_path / "a", tmp_path / "b", create=False)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o644])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    """A weak permission is a reason not to start, with the command that mends it."""
    load_keys(tmp_path / "a", tmp_path / "b", create=True)
    (tmp_path / "a").chmod(mode)

    with pytest.raises(SettingsInvalid, match="chmod 600"):
        load_keys(tmp_path / "a", tmp_path / "b", create=True)


@pytest.mark.parametrize("text", ["", "00" * 32, "ab" * 31, "zz" * 32, "ff" * 33])
def test_a_weak_wrapping_key_is_refused(tmp_path: Path, text: str) -> None:
    """Too short, too long, no hex, or one digit repeated is no key."""
    load_keys(tmp_path / "a", tmp_path / "b", create=True)
    (tmp_path / "a").write_text(text)

    with pytest.raises(SettingsInvalid, match="64 hex digits"):
        load_keys(tmp_path / "a", tmp_path / "b", create=False)


@pytest.mark.parametrize("kind", ["garbage", "another algorithm"])
def test_a_wrong_signing_key_is_refused(tmp_path: Path, kind: str) -> None:
    """Only an unencrypted Ed25519 key signs receipts."""
    load_keys(tmp_path / "a", tmp_path / "b", create=True)
    other = generate_private_key(SECP256R1()).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    (tmp_path / "b").write_bytes(b"garbage" if kind == "garbage" else other)

    with pytest.raises(SettingsInvalid, match="signing key"):
        load_keys(tmp_path / "a", tmp_path / "b", create=False)

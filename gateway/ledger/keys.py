"""
The ledger's two keys: one wraps data keys, one signs receipts. They live in files that only their owner can read,
never in the database.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.errors import SettingsInvalid

_KEY_BITS = 256
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ID_CHARS = 16


@dataclass(frozen=True, slots=True)
class LedgerKeys:
    """The two keys and their public names; never printed."""

    wrapping: bytes = field(repr=False)
    wrapping_id: str
    signing: Ed25519PrivateKey = field(repr=False)
    signing_id: str


def load_keys(wrapping_file: Path, signing_file: Path, *, create: bool) -> LedgerKeys:
    """
    Read both keys; with `create` (embedded mode) make the missing ones, and the public key beside the signing key.

    Raises SettingsInvalid if a file is missing, weakly protected or not a key.
    """
    wrapping_text = _load_or_refuse(wrapping_file, _new_wrapping_key if create else None)
    signing_text = _load_or_refuse(signing_file, _new_signing_key if create else None)
    wrapping = _parsed_wrapping_key(wrapping_file, wrapping_text)
    signing = _parsed_signing_key(signing_file, signing_text)
    public = signing.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    if create:
        _publish(signing, signing_file.with_suffix(".pub"))
    return LedgerKeys(
        wrapping=wrapping,
        wrapping_id=_name(b"wrapping" + wrapping),
        signing=signing,
        signing_id=_name(public),
    )


def load_signing_key(path: Path) -> Ed25519PrivateKey:
    """Read a signing key; raises SettingsInvalid if the file is missing, weakly protected or not a key."""
    return _parsed_signing_key(path, _load_or_refuse(path, None))


def _load_or_refuse(path: Path, make: Callable[[], bytes] | None) -> bytes:
    """Return the file's bytes if only its owner can read it; make it first if it may be made."""
    if make is not None and not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(file.fileno())
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            text = file.read()
    except OSError as error:
        raise SettingsInvalid(f"the key file {path} cannot be read: {error.strerror}") from error
    if state.st_mode & _OTHERS:
        raise SettingsInvalid(f"the key file {path} is open to others: run chmod 600 on it")
    return text


def _new_wrapping_key() -> bytes:
    return AESGCM.generate_key(bit_length=_KEY_BITS).hex().encode() + b"\n"


def _new_signing_key() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _parsed_wrapping_key(path: Path, text: bytes) -> bytes:
    try:
        key = bytes.fromhex(text.decode().strip())
    except ValueError as error:
        raise SettingsInvalid(f"the wrapping key in {path} is not 64 hex digits") from error
    if len(key) * 8 != _KEY_BITS or len(set(key)) == 1:
        raise SettingsInvalid(f"the wrapping key in {path} is not 64 hex digits of chance")
    return key


def _parsed_signing_key(path: Path, text: bytes) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(text, password=None)
    except (ValueError, TypeError) as error:
        raise SettingsInvalid(f"the signing key in {path} is not an unencrypted PEM key") from error
    if not isinstance(key, Ed25519PrivateKey):
        raise SettingsInvalid(f"the signing key in {path} is not an Ed25519 key")
    return key


def _publish(signing: Ed25519PrivateKey, path: Path) -> None:
    """Write the public key where auditors can fetch it."""
    path.write_bytes(
        signing.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    )


def _name(material: bytes) -> str:
    """Return a short public name of a key, which reveals nothing of it."""
    return hashlib.sha256(b"code-gateway-key-name-v1\n" + material).hexdigest()[:_ID_CHARS]

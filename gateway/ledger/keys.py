"""
The ledger's two keys: one wraps data keys, one signs receipts. They live in files that only their owner can read,
never in the database.
"""

import hashlib
import os
import shlex
import stat
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from gateway.errors import SettingsInvalid
from gateway.ledger.settings import LedgerSettings

_KEY_BITS = 256
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_ID_CHARS = 16
_COMMAND_S_MAX = 10


@dataclass(frozen=True, slots=True)
class LedgerKeys:
    """
    The two keys and their public names; never printed.

    `retired` are wrapping keys, by name, that data keys may still be wrapped with. `owner` names owners, whatever the
    wrapping key is; None: a key derived from the wrapping key does.
    """

    wrapping: bytes = field(repr=False)
    wrapping_id: str
    signing: Ed25519PrivateKey = field(repr=False)
    signing_id: str
    retired: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    owner: bytes | None = field(default=None, repr=False)


def load_ledger_keys(settings: LedgerSettings, *, create: bool) -> LedgerKeys:
    """
    Read the keys that the settings name, retired ones too; with `create` (embedded mode) make missing files.

    Raises SettingsInvalid if one cannot be had, or if the wrapping key is rotated while owners are named by it.
    """
    source = settings.wrapping_key_file
    if settings.retired_wrapping_key_files and not settings.owner_key_file:
        raise SettingsInvalid(
            "ledger.owner_key_file is not set, so a new wrapping key would give every owner a new name and a shred"
            " would miss old keys: run 'gateway keys pin-owner' while the old wrapping key is in force"
        )
    wrapping = _outside_key(source)
    keys = load_keys(Path(source), Path(settings.signing_key_file), create=create, wrapping=wrapping)
    retired = [_wrapping_key(text) for text in settings.retired_wrapping_key_files]
    return replace(
        keys,
        retired={wrapping_name(key): key for key in retired},
        owner=_wrapping_key(settings.owner_key_file) if settings.owner_key_file else None,
    )


def load_keys(wrapping_file: Path, signing_file: Path, *, create: bool, wrapping: bytes | None = None) -> LedgerKeys:
    """
    Read both keys; with `create` (embedded mode) make the missing ones, and the public key beside the signing key.

    Raises SettingsInvalid if a file is missing, weakly protected or not a key.
    """
    if wrapping is None:
        wrapping_text = _load_or_refuse(wrapping_file, _new_wrapping_key if create else None)
        wrapping = _parsed_wrapping_key(str(wrapping_file), wrapping_text)
    signing_text = _load_or_refuse(signing_file, _new_signing_key if create else None)
    signing = _parsed_signing_key(signing_file, signing_text)
    public = signing.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    if create:
        _publish(signing, signing_file.with_suffix(".pub"))
    return LedgerKeys(
        wrapping=wrapping,
        wrapping_id=wrapping_name(wrapping),
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


def wrapping_name(key: bytes) -> str:
    """Return the public name of a wrapping key, as the rows of data keys bear it."""
    return _name(b"wrapping" + key)


def write_key(path: Path, key: bytes) -> None:
    """Write a key of 32 bytes into a new file that only its owner can read; raises SettingsInvalid if it is there."""
    if path.exists():
        raise SettingsInvalid(f"{path} is there already: a key is never overwritten")
    _load_or_refuse(path, lambda: key.hex().encode() + b"\n")


def _wrapping_key(source: str) -> bytes:
    """Return the key of a file, an environment variable or a command."""
    outside = _outside_key(source)
    return _parsed_wrapping_key(source, _load_or_refuse(Path(source), None)) if outside is None else outside


def _outside_key(source: str) -> bytes | None:
    """Return the key that `environment:NAME` or `command:PROGRAM ARGUMENT …` gives; None if the source is a file."""
    kind, _, rest = source.partition(":")
    if kind == "environment":
        return _parsed_wrapping_key(source, os.environ.get(rest, "").encode())
    if kind == "command":
        return _parsed_wrapping_key(source, _said(rest))
    return None


def _said(command_line: str) -> bytes:
    """Return what a command (the client of a key management service, say) prints."""
    try:
        words = shlex.split(command_line)
        done = subprocess.run(words, stdin=subprocess.DEVNULL, capture_output=True, timeout=_COMMAND_S_MAX, check=True)  # noqa: S603  # the operator's own command, from the settings
    except (OSError, ValueError, IndexError, subprocess.SubprocessError) as error:
        program = command_line.split(" ", 1)[0]
        raise SettingsInvalid(f"the command {program} gave no wrapping key: {type(error).__name__}") from None
    return done.stdout


def _parsed_wrapping_key(source: str, text: bytes) -> bytes:
    try:
        key = bytes.fromhex(text.decode().strip())
    except ValueError as error:
        raise SettingsInvalid(f"the wrapping key in {source} is not 64 hex digits") from error
    if len(key) * 8 != _KEY_BITS or len(set(key)) == 1:
        raise SettingsInvalid(f"the wrapping key in {source} is not 64 hex digits of chance")
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

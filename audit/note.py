"""
Signed notes (C2SP signed-note): a text and the signatures of named keys under it. Verifies; never signs.

Two kinds of signature are known: Ed25519 over the text (0x01), and Ed25519 over a checkpoint and a time
(C2SP tlog-cosignature, 0x04). A signature of a known key that does not verify spoils the whole note; those of unknown
keys are ignored.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from audit.encoding import decoded, encoded

PLAIN = 0x01
TIMED = 0x04
NOTE_BYTES_MAX = 65_536
_PUBLIC_BYTES = 32
_SIGNATURE_BYTES = 64
_TIME_BYTES = 8
_TIME_S_MAX = 253_402_300_799
_ID_BYTES = 4
_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_NAME = re.compile(r"[^\s+]+")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")


class NoteInvalid(ValueError):
    """These bytes are not a note, or nobody who is trusted signed them; the text says which."""


class NotSigned(NoteInvalid):
    """The bytes are a note, but no key that is trusted signed it."""


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """A public key under a name, for one kind of signature. `public` is the raw key, 32 bytes."""

    name: str
    kind: int
    public: bytes

    @property
    def key_id(self) -> bytes:
        """Return the four bytes by which a signature line names the key."""
        material = self.name.encode() + b"\n" + bytes([self.kind]) + self.public
        return hashlib.sha256(material).digest()[:_ID_BYTES]

    def __str__(self) -> str:
        """Return the key in its textual form (vkey): name, id and key, joined by `+`."""
        public = encoded(bytes([self.kind]) + self.public)
        return f"{self.name}+{self.key_id.hex()}+{public}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """Return the key of its textual form; raises NoteInvalid for any other text."""
        name, _, rest = text.strip().partition("+")
        key_id, _, key_text = rest.partition("+")
        material = decoded(key_text)
        if material is None or len(material) != 1 + _PUBLIC_BYTES or material[0] not in (PLAIN, TIMED):
            raise NoteInvalid("a verifier key has the form NAME+ID+KEY, with an Ed25519 key")
        key = cls(name, material[0], material[1:])
        if _NAME.fullmatch(name) is None or key.key_id.hex() != key_id:
            raise NoteInvalid("the verifier key's id does not belong to its name and key")
        return key


@dataclass(frozen=True, slots=True)
class Signature:
    """A signature that was verified; `time_s` (since 1970, UTC) only if the signer states when."""

    key: VerifierKey
    time_s: int | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note whose text at least one trusted key signed."""

    text: str
    signatures: tuple[Signature, ...]


def keys_of_pem(pem: bytes, name: str) -> tuple[VerifierKey, VerifierKey]:
    """Return both kinds of verifier key of a public key in PEM form, under a name; raises NoteInvalid for another."""
    try:
        public = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise NoteInvalid("not a public key in PEM form") from error
    if not isinstance(public, Ed25519PublicKey):
        raise NoteInvalid("the public key is not an Ed25519 key")
    raw = public.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return VerifierKey(name, PLAIN, raw), VerifierKey(name, TIMED, raw)


def signature_line(key: VerifierKey, signature: bytes, time_s: int | None = None) -> str:
    """Return the line that a signer adds below a note's text."""
    timed = time_s.to_bytes(_TIME_BYTES, "big") if time_s is not None else b""
    return f"— {key.name} {encoded(key.key_id + timed + signature)}\n"


def timed_bytes(text: str, time_s: int) -> bytes:
    """Return the bytes under a signature that states a time."""
    return f"cosignature/v1\ntime {time_s}\n{text}".encode()


def split_note(note: bytes) -> tuple[str, tuple[str, ...]]:
    """Return the text of a note and its signature lines; raises NoteInvalid if the bytes are not one note."""
    if len(note) > NOTE_BYTES_MAX:
        raise NoteInvalid(f"a note has at most {NOTE_BYTES_MAX} bytes")
    try:
        whole = note.decode()
    except UnicodeDecodeError as error:
        raise NoteInvalid("a note is UTF-8") from error
    text, separator, lines = whole.rpartition("\n\n")
    if not separator or not lines.endswith("\n") or _CONTROL.search(whole):
        raise NoteInvalid("a note is a text, an empty line and lines of signatures")
    signatures = tuple(lines[:-1].split("\n"))
    if any(_LINE.fullmatch(line) is None for line in signatures):
        raise NoteInvalid("a line below the note is not a signature")
    return text + "\n", signatures


def open_note(note: bytes, keys: Iterable[VerifierKey]) -> Note:
    """Return the note if a trusted key signed it; raises NoteInvalid if none did, or if a signature is forged."""
    text, lines = split_note(note)
    known = {(key.name, key.key_id): key for key in keys}
    verified: list[Signature] = []
    for line in lines:
        name, _, signature = line.removeprefix("— ").partition(" ")
        signed = decoded(signature)
        if signed is None or len(signed) <= _ID_BYTES:
            raise NoteInvalid("a line below the note is not a signature")
        key = known.get((name, signed[:_ID_BYTES]))
        if key is not None:
            verified.append(_verified(key, text, signed[_ID_BYTES:]))
    if not verified:
        raise NotSigned("no trusted key signed the note")
    return Note(text, tuple(verified))


def _verified(key: VerifierKey, text: str, signed: bytes) -> Signature:
    time_bytes = _TIME_BYTES if key.kind == TIMED else 0
    time_s = int.from_bytes(signed[:time_bytes], "big") if time_bytes else None
    signature = signed[time_bytes:]
    message = text.encode() if time_s is None else timed_bytes(text, time_s)
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature as error:
        raise NoteInvalid(f"the signature of {key.name} does not belong to the note") from error
    if time_s is not None and time_s > _TIME_S_MAX:
        raise NoteInvalid(f"{key.name} states a time after the year 9999")
    return Signature(key, time_s)

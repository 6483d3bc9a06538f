"""
Checkpoints (C2SP tlog-checkpoint): a log's name, its size and its root, signed by the log, and by when it was so.

The time is in the log's own timed signature: with it, a checkpoint also proves that nothing more had happened by then.
"""

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass

from audit.encoding import decoded, encoded
from audit.merkle import HASH_BYTES
from audit.note import Note, NoteInvalid, VerifierKey, keys_of_pem, open_note, split_note

TENANT_BYTES_MAX = 255  # escaped: what file systems take for the name of a folder
UNPROVEN = "~unproven"
SIZE_MAX = 2**53 - 1
_LINES_MIN = 3
_SIZE = re.compile(r"0|[1-9][0-9]{0,15}")
_ESCAPE = re.compile(rb"%([0-9A-F]{2})")
_PLAIN = frozenset(string.ascii_letters + string.digits + "._-")
_PEM = b"-----BEGIN"


class CheckpointInvalid(ValueError):
    """These bytes are not a checkpoint that may be trusted; the text says why."""


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log says of itself: `origin` is its name, `root` the RFC 6962 root over its first `size` leaves."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the note's text, which is what is signed."""
        return f"{self.origin}\n{self.size}\n{encoded(self.root)}\n"


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint that was verified. `time_s` is the latest time that a signer states; None if none states one."""

    checkpoint: Checkpoint
    note: bytes
    signers: tuple[str, ...]
    time_s: int | None


def origin_of(prefix: str, tenant: str) -> str:
    """Return the name of a tenant's log; the empty tenant is that of callers who were never proven."""
    return f"{prefix}/{_escaped(tenant) if tenant else UNPROVEN}"


def is_publishable(tenant: str) -> bool:
    """Return whether the tenant's part of a log's name is short enough to be a folder's, where its log is published."""
    return len(_escaped(tenant)) <= TENANT_BYTES_MAX


def tenant_of(prefix: str, origin: str) -> str | None:
    """Return the tenant whose log has this name, or None if it is nobody's."""
    if not origin.startswith(prefix + "/"):
        return None
    escaped = origin.removeprefix(prefix + "/")
    if escaped == UNPROVEN:
        return ""
    try:
        tenant = _ESCAPE.sub(lambda match: bytes([int(match[1], 16)]), escaped.encode()).decode()
    except UnicodeDecodeError:
        return None
    return tenant if tenant and origin_of(prefix, tenant) == origin else None


def parse_checkpoint(text: str) -> Checkpoint:
    """Return the checkpoint of a note's text; raises CheckpointInvalid for any other text."""
    lines = text.split("\n")
    if len(lines) <= _LINES_MIN or lines[-1] or not all(lines[:-1]):
        raise CheckpointInvalid("a checkpoint has three lines: origin, size and root")
    origin, size, root_text = lines[:_LINES_MIN]
    if _SIZE.fullmatch(size) is None or int(size) > SIZE_MAX:
        raise CheckpointInvalid("the size of a checkpoint is a decimal number")
    root = decoded(root_text)
    if root is None or len(root) != HASH_BYTES:
        raise CheckpointInvalid("the root of a checkpoint is 32 bytes in base64")
    return Checkpoint(origin, int(size), root)


def unverified(note: bytes) -> Checkpoint:
    """Return what a note claims, without looking at its signatures; raises CheckpointInvalid if it is no checkpoint."""
    try:
        text, _ = split_note(note)
    except NoteInvalid as error:
        raise CheckpointInvalid(str(error)) from error
    return parse_checkpoint(text)


def open_checkpoint(note: bytes, keys: Iterable[VerifierKey]) -> SignedCheckpoint:
    """Return the checkpoint if the log itself signed it with a trusted key; raises CheckpointInvalid if not."""
    try:
        opened = open_note(note, keys)
    except NoteInvalid as error:
        raise CheckpointInvalid(str(error)) from error
    checkpoint = parse_checkpoint(opened.text)
    signers = {signature.key.name for signature in opened.signatures}
    if checkpoint.origin not in signers:
        raise CheckpointInvalid(f"no trusted key of the log {checkpoint.origin} signed its checkpoint")
    return SignedCheckpoint(checkpoint, note, tuple(sorted(signers)), _latest(opened))


def trusted_keys(text: bytes, origin: str) -> tuple[VerifierKey, ...]:
    """
    Return the keys of a trust file for one log.

    The file holds verifier keys, one a line (`#` begins a comment), or one public key in PEM form, which is then
    trusted for this log. Old keys stay in it, so that what they signed still verifies.
    """
    try:
        if text.lstrip().startswith(_PEM):
            return keys_of_pem(text, origin)
        lines = [line.partition("#")[0].strip() for line in text.decode().splitlines()]
        return tuple(VerifierKey.parse(line) for line in lines if line)
    except (NoteInvalid, UnicodeDecodeError) as error:
        raise CheckpointInvalid(f"the trust file cannot be used: {error}") from error


def _escaped(tenant: str) -> str:
    """
    Return the tenant in letters, digits and `._-` only; every other byte of its UTF-8 as % and two hex digits.

    Dots alone would be the name of another folder, so there they are escaped, too.
    """
    plain = _PLAIN if tenant.strip(".") else frozenset[str]()
    return "".join(chr(byte) if chr(byte) in plain else f"%{byte:02X}" for byte in tenant.encode())


def _latest(note: Note) -> int | None:
    times = [signature.time_s for signature in note.signatures if signature.time_s is not None]
    return max(times, default=None)

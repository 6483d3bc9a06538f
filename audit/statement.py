"""
The statement of an export: its manifest in one line, signed as a note (C2SP signed-note) by the log that gave it, or by
who took it. It binds who exported, when, what was asked, the tree's size and root, and the digests of the files.

The views are not under the log's signature, because who asked made them: they prove nothing, whoever signs.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from audit.bundle import CORE, Manifest
from audit.note import PLAIN, NoteInvalid, NotSigned, VerifierKey, open_note, signature_line, split_note

_FIRST_LINE = "code-gateway-export-v1"

type Sign = Callable[[bytes], bytes]


class StatementInvalid(ValueError):
    """The manifest is not what was signed; the text says what differs."""


@dataclass(frozen=True, slots=True)
class Stated:
    """Who signed a manifest: names of trusted keys, of unknown ones if none is trusted, and the files left out."""

    signers: tuple[str, ...]
    unknown: tuple[str, ...] = ()
    unsigned_files: tuple[str, ...] = ()


def statement(manifest: Manifest) -> str:
    """Return the text that is signed."""
    document = json.dumps(manifest.document(), sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return f"{_FIRST_LINE}\n{document}\n"


def signed_statement(manifest: Manifest, name: str, public: bytes, sign: Sign) -> bytes:
    """Return the statement as a note, signed under a name; raises StatementInvalid for a name that no key can have."""
    text = statement(manifest)
    key = VerifierKey(name, PLAIN, public)
    note = f"{text}\n{signature_line(key, sign(text.encode()))}".encode()
    try:
        split_note(note)
    except NoteInvalid as error:
        raise StatementInvalid(f"a manifest cannot be signed under the name {name!r}: {error}") from error
    return note


def check_statement(note: bytes, manifest: Manifest, keys: Iterable[VerifierKey]) -> Stated:
    """Return who signed the manifest; raises StatementInvalid if it is not the one that was signed."""
    try:
        text, lines = split_note(note)
        signers = tuple(sorted({signature.key.name for signature in open_note(note, keys).signatures}))
        unknown: tuple[str, ...] = ()
    except NotSigned:
        signers, unknown = (), tuple(line.split(" ")[1] for line in lines)
    except NoteInvalid as error:
        raise StatementInvalid(str(error)) from error
    return Stated(signers, unknown, _unsigned(text, manifest.document()))


def _unsigned(text: str, claimed: dict[str, Any]) -> tuple[str, ...]:
    """Return the files that the signed text leaves out; raises StatementInvalid if it says anything else."""
    first, _, line = text.removesuffix("\n").partition("\n")
    try:
        signed = json.loads(line) if first == _FIRST_LINE else None
    except (ValueError, RecursionError):
        signed = None
    if not isinstance(signed, dict) or not isinstance(signed.get("files"), dict):
        raise StatementInvalid("what was signed is not the statement of an export")
    differing = sorted(name for name in {*signed, *claimed} - {"files"} if signed.get(name) != claimed.get(name))
    if differing:
        raise StatementInvalid(f"the manifest is not the one that was signed: {', '.join(differing)}")
    files = claimed["files"]
    changed = sorted(name for name in {*signed["files"], *CORE} if signed["files"].get(name) != files.get(name))
    if changed:
        raise StatementInvalid(f"these files are not those that were signed for: {', '.join(changed)}")
    return tuple(sorted(set(files) - set(signed["files"])))

"""
Asks witnesses (C2SP tlog-witness) to cosign checkpoints: each of them saw every checkpoint that it cosigned grow out of
the one before, so two histories of one log cannot both be cosigned.
"""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Self

import httpx2

from audit.checkpoint import Checkpoint
from audit.encoding import encoded
from audit.note import TIMED, NoteInvalid, VerifierKey, open_note
from gateway.errors import SettingsInvalid
from gateway.ledger.timestamps import NotConfirmed, bounded

_SIZE = re.compile(rb"(0|[1-9][0-9]{0,15})\n")
_LINES_MAX = 8
_CONFLICT = 409

type Proof = Callable[[int], Awaitable[tuple[bytes, ...]]]  # an older size -> what leads from it to the checkpoint


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a witness is to cosign: the checkpoint with its note, the size that it last saw, and what gives proofs."""

    note: bytes
    checkpoint: Checkpoint
    old_size: int
    proof: Proof


@dataclass(frozen=True, slots=True)
class Witness:
    """One witness: its key, and the prefix of its URLs."""

    key: VerifierKey
    url: str

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the witness of a setting: verifier key, space, URL; raises SettingsInvalid."""
        key_text, _, url = text.partition(" ")
        try:
            key = VerifierKey.parse(key_text)
        except NoteInvalid as error:
            raise SettingsInvalid(f"log.witnesses: {error}") from error
        if key.kind != TIMED or not url.startswith(("https://", "http://")):
            raise SettingsInvalid("log.witnesses: 'NAME+ID+KEY https://HOST/PREFIX', with a cosignature/v1 key")
        return cls(key, url.strip().rstrip("/"))

    async def cosign(self, client: httpx2.AsyncClient, wanted: Wanted) -> bytes:
        """
        Return the witness's signature line; raises NotConfirmed.

        A witness that last saw another size says which, and is asked once more.
        """
        status, body = await self._add(client, wanted, wanted.old_size)
        said = _SIZE.fullmatch(body)
        if status == _CONFLICT and said is not None:
            seen, size = int(said[1]), wanted.checkpoint.size
            if seen > size:
                raise NotConfirmed(f"{self.key.name} saw {seen} records already, the checkpoint has {size}")
            status, body = await self._add(client, wanted, seen)
        if status != httpx2.codes.OK:
            raise NotConfirmed(f"{self.key.name} answers {status}")
        return self._own_line(wanted.checkpoint, body)

    async def _add(self, client: httpx2.AsyncClient, wanted: Wanted, old_size: int) -> tuple[int, bytes]:
        hashes = "".join(f"{encoded(node)}\n" for node in await wanted.proof(old_size))
        body = f"old {old_size}\n{hashes}\n".encode() + wanted.note
        return await bounded(client, f"{self.url}/add-checkpoint", body, {"content-type": "text/plain"})

    def _own_line(self, checkpoint: Checkpoint, body: bytes) -> bytes:
        """Return the one line that this witness's key signed; other lines are ignored."""
        lines = body.splitlines(keepends=True)[:_LINES_MAX]
        own = next((line for line in lines if is_line_of(self.key, checkpoint, line)), None)
        if own is not None:
            return own
        raise NotConfirmed(f"{self.key.name} answers without a cosignature of its key")


def is_line_of(key: VerifierKey, checkpoint: Checkpoint, line: bytes) -> bool:
    """Return whether a line is what this key signs below a checkpoint, whenever the log signed it."""
    try:
        open_note(checkpoint.text().encode() + b"\n" + line, (key,))
    except NoteInvalid:
        return False
    return True

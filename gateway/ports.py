"""
What the flow and the edge ask of the world, as protocols of one to four methods. Each docstring is the contract that
the port's suite under `tests/contracts` checks on every implementation, fakes included.
"""

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from audit.bundle import Manifest
from audit.finding import Extent, Page, Search
from audit.proof import ConsistencyProof, ProvenRecord
from audit.tiles import Tile
from gateway.policy.bundle import Bundle
from gateway.values import (
    Asked,
    Caller,
    Candidate,
    Event,
    Generated,
    OpenedTexts,
    Place,
    Prompt,
    Receipt,
    ScanReport,
    SealedTexts,
    WrappedKey,
)


class Access(Protocol):
    """Proves callers."""

    async def authenticate(self, peer: str, headers: Mapping[str, str]) -> Caller:
        """
        Prove address and token, both, and return the caller.

        `peer` is the address of the TCP peer; `headers` have lower-case names. Raises Unauthenticated or Forbidden with
        the true reason, which is for the record only. Never waits longer than a key refresh's own deadline.
        """
        ...

    def admit(self, peer: str, headers: Mapping[str, str]) -> str:
        """Prove the address alone and return it, for what is public within the networks; raises as above."""
        ...


class Admission(Protocol):
    """Shares the capacity fairly."""

    def slot(self, caller: Caller) -> AbstractAsyncContextManager[None]:
        """
        Wait in the fair queue, hold one slot inside the block, free it after.

        Raises Overloaded (with `retry_after_s`) at once when the caller's rate is spent or the queue is full, and when
        the wait exceeds its deadline. A cancelled wait frees its place.
        """
        ...


class Model(Protocol):
    """Writes code. Nothing that it answers is trusted."""

    async def generate(self, prompt: Prompt, candidates: int) -> tuple[Generated, ...]:
        """
        Return one to `candidates` answers, before the model's deadline.

        Raises ModelUnavailable, ModelRejected, ModelOverloaded or ModelTimeout, and nothing else. When the caller hangs
        up (cancellation) the request to the model server is closed, so that it stops generating.
        """
        ...

    async def probe(self) -> None:
        """Return if the model server is well; raise ModelError if not."""
        ...


class Scanner(Protocol):
    """Runs every engine that a language needs, with evidence."""

    async def scan(self, candidate: Candidate, prompt: Prompt, policy: Bundle) -> ScanReport:
        """
        Scan the candidate in its context, before the scan deadline.

        The report holds evidence of every engine, or says why the text cannot be scanned (`unscannable`). Raises
        ScanIncomplete when the engines could not prove that they ran; never returns "clean" for want of an answer.
        """
        ...

    async def probe(self) -> None:
        """Return if planted vulnerabilities are found in every supported language; raise ScanIncomplete if not."""
        ...


class Attempt(Protocol):
    """One request's place in the ledger: accepted at entry, exactly one outcome at exit."""

    async def conclude(self, outcomes: Sequence[Event]) -> tuple[Receipt, ...]:
        """
        Make the opening record and these outcomes durable and return a receipt for each outcome, in order.

        Raises LedgerUnavailable when not durable before the deadline. A hang-up does not cancel the append.
        """
        ...


class Notes(Protocol):
    """Takes what releases nothing; the ledger does, and what stands before it."""

    async def note(self, event: Event) -> None:
        """Make the event count; never raises because the ledger is unavailable."""
        ...


class Ledger(Protocol):
    """The audit log. A record is durable (committed, flushed) before its receipt exists."""

    def attempt(self, opening: Event) -> AbstractAsyncContextManager[Attempt]:
        """
        Open an attempt: enqueue `opening` at once, without waiting.

        Leaving the block without `conclude` appends one failure or cancel event, shielded from hang-up; the original
        exception goes on.
        """
        ...

    async def record(self, event: Event) -> Receipt:
        """Make one event durable, before what it speaks of leaves; raises LedgerUnavailable if it is not in time."""
        ...

    async def note(self, event: Event) -> None:
        """
        Append an event that releases nothing (a denial, a refused request) and wait for it.

        If the ledger is unavailable the loss is counted, and a gap record says so when it is back; it does not raise.
        """
        ...

    async def probe(self) -> None:
        """Return if a write is durable now; raise LedgerUnavailable if not."""
        ...


class Seal(Protocol):
    """Knows whether a receipt is the ledger's own."""

    def is_genuine(self, receipt: Receipt) -> bool:
        """Return whether the receipt's signature verifies with the ledger's public key."""
        ...


class Opener(Protocol):
    """Opens what the ledger sealed. Only who holds the wrapping key can."""

    def owner(self, tenant: str, subject: str) -> str:
        """Return the digest under which a subject's data keys are kept."""
        ...

    def texts(self, sealed: SealedTexts) -> OpenedTexts:
        """Return the plain texts; raises LedgerUnavailable if key, ciphertext or place do not belong together."""
        ...

    def commitments(self, text_sha256: str, keys: Iterable[WrappedKey]) -> tuple[str, ...]:
        """Return under which commitment each key's records would hold a released text with this hash."""
        ...


class ExportSigner(Protocol):
    """Signs for what leaves of the log, with the log's own key."""

    def statement(self, manifest: Manifest) -> bytes:
        """Return the manifest's statement as a note that the log signed under its name."""
        ...


class Evidence(Protocol):
    """
    Shows the audit log to auditors, each of them the log of their own tenant.

    Whatever is shown was recorded durably before: who, what was asked, how much was found. Raises LedgerUnavailable if
    it could not be recorded, EvidenceUnavailable if the log could not be read, Overloaded if too many read it.
    """

    async def search(
        self, asked: Asked, wanted: Search, text_sha256: str | None, after: Place | None, limit: int
    ) -> Page:
        """
        Return one page of metadata, newest first, of the asking caller's tenant whatever the search says.

        `text_sha256` is the hash of a released text; raises Unprocessable if too many keys would have to be tried.
        """
        ...

    async def decrypt(self, asked: Asked, place: Place, reason: str) -> OpenedTexts:
        """Return the texts of one record; raises NotFound if there is none, or if they were erased."""
        ...

    async def export(self, asked: Asked, extent: Extent) -> AsyncGenerator[bytes]:
        """
        Return the lines of a bundle, in pieces, with the signed manifest as the last one.

        It may take minutes; one that is given up frees its place. Raises NotFound if nothing is signed, Unprocessable
        if there is no such range, or too much of it.
        """
        ...


class Proofs(Protocol):
    """
    Proves to auditors what their own tenant's log holds, and that it only grew.

    Recorded before, and with the same failures, as by `Evidence`.
    """

    async def prove(self, asked: Asked, place: Place, *, is_shown: bool) -> ProvenRecord:
        """Return a record's proof, with the record if it `is_shown`; raises NotFound if no checkpoint has it (yet)."""
        ...

    async def growth(self, asked: Asked, old_size: int, new_size: int | None) -> ConsistencyProof:
        """
        Return what leads from an older size to a signed one (None: the newest).

        Raises NotFound if nothing is signed, Unprocessable if no checkpoint has the new size, or fewer than the old.
        """
        ...


class PublicLog(Protocol):
    """Shows what is public of every tenant's log: checkpoints and hashes, no record."""

    async def checkpoint(self, tenant: str) -> bytes:
        """Return the newest checkpoint, a signed note; raises NotFound if there is none."""
        ...

    async def tile(self, tenant: str, tile: Tile) -> bytes:
        """Return the hashes of one tile; raises NotFound if the log is not that long."""
        ...


class Policies(Protocol):
    """Holds the bundle in force."""

    def current(self) -> Bundle:
        """Return the bundle in force. A request keeps the one with which it began."""
        ...


class Clock(Protocol):
    """Tells durations, for the pure rings."""

    def now_us(self) -> int:
        """Return a monotonic time in microseconds."""
        ...

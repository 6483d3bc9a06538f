"""
What the flow and the edge ask of the world, as protocols of one to four methods. Each docstring is the contract that
the port's suite under `tests/contracts` checks on every implementation, fakes included.
"""

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Protocol

from gateway.policy.bundle import Bundle
from gateway.values import Caller, Candidate, Event, Generated, Prompt, Receipt, ScanReport


class Access(Protocol):
    """Proves callers."""

    async def authenticate(self, peer: str, headers: Mapping[str, str]) -> Caller:
        """
        Prove address and token, both, and return the caller.

        `peer` is the address of the TCP peer; `headers` have lower-case names. Raises Unauthenticated or Forbidden with
        the true reason, which is for the record only. Never waits longer than a key refresh's own deadline.
        """
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

"""A ledger in memory, for tests of what comes after it. It can be made unavailable, and it keeps what was recorded."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from audit.record import Kind
from gateway.errors import GatewayError, LedgerUnavailable
from gateway.ledger.keys import LedgerKeys
from gateway.ledger.seal import ReceiptSeal, Sealer, new_id
from gateway.ledger.vault import Vault
from gateway.values import Event, Receipt

_RELEASES_NOTHING = frozenset({Kind.FAILURE, Kind.CANCEL, Kind.DENIAL})


class FakeLedger:
    """Keeps events in `events`; `seal` is a real one. Set `available` to False to make every append fail."""

    def __init__(self) -> None:
        """Begin empty and available."""
        keys = LedgerKeys(bytes(range(32)), "wrapping", Ed25519PrivateKey.generate(), "signing")
        writer = new_id()
        self.events: list[Event] = []
        self.available = True
        self.lost_count = 0
        self.seal = ReceiptSeal(keys)
        self._sealer = Sealer(Vault(keys, writer, data_keys_max=100), writer)

    @asynccontextmanager
    async def attempt(self, opening: Event) -> AsyncIterator["FakeAttempt"]:
        """Open an attempt; what is not concluded becomes a failure or a cancel."""
        self.check(opening)
        attempt = FakeAttempt(self, opening)
        try:
            yield attempt
        except BaseException as error:
            if not attempt.concluded:
                attempt.fail(error)
            raise
        if not attempt.concluded:
            attempt.fail(None)

    async def record(self, event: Event) -> Receipt:
        """Keep an event, or raise as the port says."""
        self.check(event)
        if not self.keep((event,)):
            raise LedgerUnavailable("the fake ledger is not available")
        return self.receipt(event)

    async def note(self, event: Event) -> None:
        """Keep an event, or count it as lost."""
        try:
            self.check(event)
        except LedgerUnavailable:
            return
        self.keep((event,))

    async def probe(self) -> None:
        """Return if the ledger is available."""
        if not self.available:
            raise LedgerUnavailable("the fake ledger is not available")

    def keep(self, events: Sequence[Event]) -> bool:
        """Keep the events, or count them as lost; return which. A retry of what released nothing is kept once."""
        if self.available:
            known = {_place(event) for event in self.events}
            events = [event for event in events if event.kind not in _RELEASES_NOTHING or _place(event) not in known]
            if self.lost_count:
                self.events.append(Event(kind=Kind.GAP, request_id=new_id()))
                self.lost_count = 0
            self.events += events
        else:
            self.lost_count += len(events)
        return self.available

    def check(self, event: Event) -> None:
        """Refuse an event of which the real ledger could not make a record, and count it as lost."""
        try:
            self._sealer.draft(event)
        except LedgerUnavailable:
            self.lost_count += 1
            raise

    def receipt(self, event: Event) -> Receipt:
        """Seal the event as the real ledger does and sign its receipt."""
        return self.seal.issue(self._sealer.number(self._sealer.draft(event), len(self.events)))


class FakeAttempt:
    """One request's place in the fake ledger."""

    def __init__(self, ledger: FakeLedger, opening: Event) -> None:
        """Keep the opening until the outcome."""
        self._ledger = ledger
        self._opening = opening
        self.concluded = False

    async def conclude(self, outcomes: Sequence[Event]) -> tuple[Receipt, ...]:
        """Keep opening and outcomes and return the outcomes' receipts."""
        if not self._ledger.keep((self._opening, *outcomes)):
            raise LedgerUnavailable("the fake ledger is not available")
        self.concluded = True
        return tuple([self._ledger.receipt(event) for event in outcomes])

    def fail(self, error: BaseException | None) -> None:
        """Keep opening and failure, or cancel."""
        failed = error is None or isinstance(error, Exception)
        kind = error.kind if isinstance(error, GatewayError) else "internal_error"
        outcome = replace(self._opening, kind=Kind.FAILURE if failed else Kind.CANCEL, prompt=None, failure_kind=kind)
        self._ledger.keep((self._opening, outcome))


def _place(event: Event) -> tuple[str, Kind, int]:
    """Return what is unique in the log."""
    return event.request_id, event.kind, event.candidate

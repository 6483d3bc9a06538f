"""A whole edge on fakes: what it answers and what it records."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import httpx2
import pytest

from audit.record import Kind
from gateway.app import MonotonicClock
from gateway.bundles import BundlePolicies
from gateway.errors import ModelError
from gateway.evidence import NoEvidence
from gateway.flow import House
from gateway.http import application
from gateway.http.application import ShownLog
from gateway.http.edge import Edge
from gateway.http.floods import DenialFloods
from gateway.http.gate import Application
from gateway.http.health import Probe
from gateway.http.meters import Meters
from gateway.http.settings import HttpSettings
from gateway.policy.bundle import Bundle
from gateway.ports import Model, Scanner, Seal
from gateway.prompt.compose import LAYOUTS
from gateway.values import Caller, Event, Generated, Role
from tests.fakes.access import FakeAccess, caller_of
from tests.fakes.admission import FakeAdmission
from tests.fakes.bundle import small_bundle
from tests.fakes.ledger import FakeLedger
from tests.fakes.model import FakeModel
from tests.fakes.scanner import FakeScanner

AUDITOR = replace(caller_of("auditor"), roles=frozenset({Role.AUDITOR}))
OPERATOR = replace(caller_of("operator"), roles=frozenset({Role.OPERATOR}))
GOOD = "good"
CALLERS: dict[str, Caller] = {GOOD: caller_of(), "auditor": AUDITOR, "operator": OPERATOR}


@dataclass(slots=True)
class Site:
    """One edge and everything behind it."""

    model: Model
    scanner: Scanner = field(default_factory=lambda: FakeScanner(small_bundle()))
    ledger: FakeLedger = field(default_factory=FakeLedger)
    admission: FakeAdmission = field(default_factory=FakeAdmission)
    seal: Seal | None = None
    settings: HttpSettings = field(default_factory=HttpSettings)
    meters: Meters = field(default_factory=Meters)
    bundle: Bundle = field(default_factory=small_bundle)
    evidence: ShownLog = field(default_factory=NoEvidence)
    denials: DenialFloods = field(init=False)

    def house(self) -> House:
        """Put the flow's parts together."""
        return House(
            policies=BundlePolicies(self.bundle),
            admission=self.admission,
            model=self.model,
            scanner=self.scanner,
            ledger=self.ledger,
            seal=self.seal or self.ledger.seal,
            clock=MonotonicClock(),
            layout=LAYOUTS["none"],
            prompt_chars_max=8000,
            candidate_chars_max=8000,
        )

    def application(self) -> Application:
        """Build the ASGI application."""
        probes = (Probe("ledger", self.ledger.probe, rest_s=0, wait_s_max=1),)
        self.denials = DenialFloods(self.ledger, self.settings)
        edge = Edge(self.house(), self.settings, self.meters, "fake-model")
        return application.create(edge, FakeAccess(CALLERS), self.denials, self.evidence, probes)

    @asynccontextmanager
    async def client(self, token: str = GOOD, peer: str = "127.0.0.1") -> AsyncIterator[httpx2.AsyncClient]:
        """Yield a client that speaks to the application without a socket."""
        transport = httpx2.ASGITransport(self.application(), client=(peer, 1234))
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with httpx2.AsyncClient(transport=transport, base_url="http://gateway", headers=headers) as client:
            yield client

    def kinds(self) -> list[Kind]:
        """Return what was recorded, in order."""
        return [event.kind for event in self.ledger.events]

    def last(self) -> Event:
        """Return the latest event."""
        return self.ledger.events[-1]


def site(*answers: str | Generated | ModelError) -> Site:
    """Return an edge whose model gives these answers."""
    return Site(FakeModel(answers or ("1 + 1",)))


@pytest.fixture
def routes() -> Iterable[str]:
    """Return the routes that complete."""
    return ("/v1/completions", "/generate", "/", "/generate_stream")

"""The audit API over a real log: a real ledger and reader behind the real edge, asked by a real client."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import httpx2
import pytest

from audit.record import Record, parse
from gateway.evidence import EvidenceSettings, PostgresEvidence
from gateway.http import application
from gateway.http.edge import Edge
from gateway.http.server import Server
from gateway.http.settings import HttpSettings
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import Publisher
from gateway.ledger.sequencer import Sequencer
from gateway.values import Caller, Role
from tests.fakes.access import FakeAccess, caller_of
from tests.http.conftest import site
from tests.ledger.support import KEYS, opening, outcome, rows, running_ledger

ALICE = caller_of("alice@example.com")
SIGNER = LogSigner.of(KEYS.signing)
PATIENCE_S = 20
_AUDITOR = frozenset({Role.AUDITOR})
CALLERS: dict[str, Caller] = {
    "alice": ALICE,
    "auditor": replace(caller_of("auditor@example.com"), roles=_AUDITOR),
    "decryptor": replace(caller_of("officer@example.com"), roles=_AUDITOR | {Role.DECRYPTOR}),
    "half": replace(caller_of("half@example.com"), roles=frozenset({Role.DECRYPTOR})),
    "stranger": replace(caller_of("auditor@other.example", tenant="other"), roles=_AUDITOR | {Role.DECRYPTOR}),
}


@dataclass(frozen=True, slots=True)
class Archive:
    """A log with its API."""

    urls: LedgerUrls
    ledger: PostgresLedger
    application: Any
    evidence: PostgresEvidence

    @asynccontextmanager
    async def client(self, token: str = "auditor", peer: str = "127.0.0.1") -> AsyncIterator[httpx2.AsyncClient]:
        """Yield a client with this caller's token; none with an empty one."""
        transport = httpx2.ASGITransport(self.application, client=(peer, 1234))
        headers = {"authorization": f"Bearer {token}"} if token else {}
        async with httpx2.AsyncClient(transport=transport, base_url="http://gateway", headers=headers) as client:
            yield client

    async def get(self, path: str, token: str = "auditor", **parameters: str) -> httpx2.Response:
        """Ask once."""
        async with self.client(token) as client:
            return await client.get(path, params=parameters or None)

    async def post(self, body: dict[str, object], token: str = "decryptor") -> httpx2.Response:
        """Ask for a decryption."""
        async with self.client(token) as client:
            return await client.post("/v1/audit/decrypt", json=body)

    async def complete(self, **changes: Any) -> str:  # noqa: ANN401  # any field of an event
        """Record a completion; return its request id."""
        begun = opening(caller=ALICE, **changes)
        async with self.ledger.attempt(begun) as attempt:
            await attempt.conclude([outcome(begun)])
        return begun.request_id

    def recorded(self, kind: str) -> list[Record]:
        """Return the records of a kind, in order."""
        query = f"SELECT canonical FROM audit.record WHERE kind = '{kind}' ORDER BY sequence"  # noqa: S608  # a test's own
        return [parse(row["canonical"]) for row in rows(self.urls.owner, query)]

    async def sequence(self, size: int) -> None:
        """Give every record its place, and wait until a checkpoint has so many."""
        settings = LogSettings(url=self.urls.sequencer, sequence_ms=10, checkpoint_ms_min=10)
        sequencer = Sequencer(settings, SIGNER, Publisher((), settings.sink_ms_max))
        stopping = asyncio.Event()
        task = asyncio.create_task(sequencer.run(stopping))
        async with asyncio.timeout(PATIENCE_S):
            while not rows(self.urls.owner, f"SELECT 1 AS one FROM audit.checkpoint WHERE size = {size}"):  # noqa: S608
                sequencer.stepped.clear()
                await sequencer.stepped.wait()
        stopping.set()
        await task


@asynccontextmanager
async def serving(archive: Archive) -> AsyncIterator[str]:
    """Serve the API on a real socket and yield its URL."""
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = Server(archive.application, replace(HttpSettings(), listen_port=0), ready.set_result)
    task = asyncio.create_task(server.run_until_signal())
    try:
        yield f"http://127.0.0.1:{await asyncio.wait_for(ready, PATIENCE_S)}"
    finally:
        server.should_exit = True
        await asyncio.wait_for(task, PATIENCE_S)


@asynccontextmanager
async def archive_on(urls: LedgerUrls, settings: EvidenceSettings | None = None) -> AsyncIterator[Archive]:
    """Yield the API over a database."""
    settings = settings or EvidenceSettings(url=urls.reader, decrypt_url=urls.decryptor)
    async with AsyncExitStack() as stack:
        ledger = await stack.enter_async_context(running_ledger(urls.writer))
        evidence = PostgresEvidence(settings, ledger, ledger.opener, signer=ledger.signer)
        stack.push_async_callback(evidence.stop)
        place = site()
        edge = Edge(place.house(), HttpSettings(), place.meters, "fake-model")
        yield Archive(urls, ledger, application.create(edge, FakeAccess(CALLERS), ledger, evidence, ()), evidence)


@pytest.fixture
async def archive(ledger_database: LedgerUrls) -> AsyncIterator[Archive]:
    """Yield the API over an empty log."""
    async with archive_on(ledger_database) as opened:
        yield opened

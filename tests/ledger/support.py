"""Events, keys and a short way to a running ledger, for the ledger's tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import psycopg
import uuid_utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from psycopg.rows import dict_row

from audit.record import Kind
from gateway.ledger.keys import LedgerKeys
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.settings import LedgerSettings
from gateway.values import (
    Action,
    Caller,
    Confidence,
    Engine,
    Event,
    Evidence,
    Finding,
    Role,
    Sampling,
    Severity,
    Span,
    sha256_hex,
)

CALLER = Caller(
    subject="alice@example.com",
    tenant="acme",
    token_id="token-4711",
    issuer="https://issuer.example",
    address="192.0.2.17",
    client="ide/1.0",
    roles=frozenset({Role.DEVELOPER}),
    profile="standard",
)
PATIENT = LedgerSettings(append_ms_max=5000)
PROMPT = "def find_the_customer(name):\n    # a secret plan\n"
COMPLETION = "    return database.run('select ' + name)\n"
KEYS = LedgerKeys(bytes(range(32)), "wrapping-1", Ed25519PrivateKey.from_private_bytes(bytes(range(32))), "signing-1")


def request_id() -> str:
    """Return a new UUIDv7."""
    return str(uuid_utils.uuid7())


def opening(**changes: Any) -> Event:  # noqa: ANN401  # any field of an event
    """Return the event that a request was accepted."""
    event = Event(
        kind=Kind.REQUEST,
        request_id=request_id(),
        caller=CALLER,
        dialect="openai",
        route="/v1/completions",
        repository="acme/shop",
        filepath="src/very_private/customers.py",
        branch="feature/secret-branch",
        language="python",
        sampling=Sampling(temperature=0.2, stop=("\n\n",)),
        prompt=PROMPT,
    )
    return replace(event, **changes)


def outcome(of: Event, **changes: Any) -> Event:  # noqa: ANN401  # any field of an event
    """Return the event that the request got a completion."""
    finding = Finding(
        rule="python.sql.string-concatenation",
        engine=Engine.SEMGREP,
        severity=Severity.HIGH,
        confidence=Confidence.MEDIUM,
        cwe=("CWE-89",),
        span=Span(1, 12, 1, 43),
        message="SQL from a string",
    )
    event = replace(
        of,
        kind=Kind.COMPLETION,
        prompt=None,
        completion=COMPLETION,
        released_sha256=sha256_hex(COMPLETION),
        model_id="seed-coder",
        model_revision="abc",
        policy_revision="sha256:" + "0" * 64,
        profile="standard",
        evidence=(Evidence(Engine.SEMGREP, "1.182.0", "d" * 64, "scanned 1", 3.25),),
        findings=(finding,),
        decision=Action.FLAG,
        reasons=("python.sql.string-concatenation",),
        parts_us=(("scan", 3250), ("model", 150_000)),
    )
    return replace(event, **changes)


@asynccontextmanager
async def running_ledger(url: str, settings: LedgerSettings = PATIENT) -> AsyncIterator[PostgresLedger]:
    """Yield a started ledger on the database and stop it after."""
    ledger = PostgresLedger(replace(settings, url=url), KEYS)
    await ledger.start()
    try:
        yield ledger
    finally:
        await ledger.stop()


def rows(owner_url: str, query: str = "SELECT * FROM audit.record ORDER BY sequence") -> list[dict[str, Any]]:
    """Return what the owner reads."""
    with psycopg.connect(owner_url, row_factory=dict_row) as connection:
        return connection.execute(query.encode()).fetchall()


def kinds(owner_url: str) -> list[str]:
    """Return the kinds of all records in the order of the writer."""
    return [row["kind"] for row in rows(owner_url)]

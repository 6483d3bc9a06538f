"""How a batch goes out: openings in company, large ones in pieces, and a server that goes is noticed at once."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

import psycopg
import pytest

from gateway.ledger.connection import Batch, BatchRefused, ConnectionLost, WriterConnection
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.seal import Sealer, new_id
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import Vault
from gateway.ledger.wire import Wire
from tests.ledger.support import KEYS, PATIENT, opening, outcome, rows, running_ledger

if TYPE_CHECKING:
    from psycopg.pq.abc import PGconn

_LARGE = 12_000_000
_BATCHES = "SELECT * FROM audit.batch"
_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'gateway ledger' AND datname = %s"
)


async def test_an_opening_goes_with_its_outcome(ledger_database: LedgerUrls) -> None:
    """Nobody waits for it by itself, so it costs no transaction of its own."""
    first = opening()
    async with running_ledger(ledger_database.writer) as ledger, ledger.attempt(first) as attempt:
        await attempt.conclude([outcome(first)])

    assert 1 == len(rows(ledger_database.owner, _BATCHES))
    assert 2 == len(rows(ledger_database.owner))


async def test_an_opening_does_not_wait_for_long(ledger_database: LedgerUrls) -> None:
    """While the model works, the log shows that it was asked."""
    first = opening()
    async with running_ledger(ledger_database.writer) as ledger, ledger.attempt(first) as attempt:
        await attempt._opened[0].future  # noqa: SLF001 (nobody else waits for it)
        shown = rows(ledger_database.owner)
        await attempt.conclude([outcome(first)])

    assert ["request"] == [row["kind"] for row in shown]


async def test_a_stop_writes_what_nobody_waits_for(ledger_database: LedgerUrls) -> None:
    """What is still in company's hope when the gateway stops is in the log, and nothing is lost."""
    async with running_ledger(ledger_database.writer) as ledger:
        ledger._appender.queue((opening(),), is_awaited=False)  # noqa: SLF001 (an attempt that never ends)

    assert ["request"] == [row["kind"] for row in rows(ledger_database.owner)]
    assert 0 == ledger.lost_count


async def test_a_record_larger_than_a_socket_takes_at_once(ledger_database: LedgerUrls) -> None:
    """It leaves in pieces, and comes whole."""
    settings = replace(PATIENT, append_ms_max=60_000, statement_ms_max=60_000)
    async with running_ledger(ledger_database.writer, settings) as ledger:
        await ledger.record(opening(prompt="x" * _LARGE))
    (row,) = rows(ledger_database.owner, "SELECT octet_length(prompt_ciphertext) AS size FROM audit.record")

    assert _LARGE < row["size"]


async def test_nobody_waits_for_a_server_that_nobody_listens_to(ledger_database: LedgerUrls) -> None:
    """A connection that was lost unnoticed would hold up the writer for ever: its deadline cuts what nobody hears."""
    connection = await WriterConnection.open(LedgerSettings(url=ledger_database.writer))
    try:
        with pytest.raises(ConnectionLost):
            await connection.insert(Batch(new_id(), 1, ()))
    finally:
        await connection.close()


class _Speechless:
    """A connection that is never busy, and never has a result."""

    def send_prepare(self, name: bytes, command: bytes) -> None:
        """Take a statement."""

    def flush(self) -> int:
        """Say that all is sent."""
        return 0

    def is_busy(self) -> int:
        """Say that the answer is there."""
        return 0

    def get_result(self) -> None:
        """Have none."""


async def test_no_answer_is_no_success() -> None:
    """A statement of which the server has said nothing is not done."""
    wire = Wire(cast("PGconn", _Speechless()), lambda: None)
    with pytest.raises(psycopg.OperationalError, match="answered nothing"):
        await wire.execute(b"SELECT 1", ())


async def test_a_connection_that_is_ended_says_so(ledger_database: LedgerUrls) -> None:
    """Asked or not, what comes then is an error that leaves the batch in doubt, never one that calls it refused."""
    called: list[bool] = []
    connection = await WriterConnection.open(LedgerSettings(url=ledger_database.writer))
    connection.watch(lambda: called.append(True))
    await connection.listen()
    writer = new_id()
    sealer = Sealer(Vault(KEYS, writer, 10), writer)
    batch = Batch(new_id(), 1, (sealer.number(sealer.draft(opening()), 1),))
    try:
        await connection.insert(batch)
        with pytest.raises(BatchRefused) as refused:
            await connection.insert(batch)
        with psycopg.connect(ledger_database.owner) as owner:
            owner.execute(_END, (owner.info.dbname,))
        with pytest.raises(ConnectionLost):
            await connection.insert(replace(batch, number=2))
        with pytest.raises(ConnectionLost):
            await connection.insert(replace(batch, number=3))
    finally:
        await connection.close()

    assert refused.value.recorded

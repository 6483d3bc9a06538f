"""The promises of the Ledger and Seal ports, held by Postgres and by the fake."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from audit.record import Kind
from gateway.errors import LedgerUnavailable, ScanIncomplete
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ports import Ledger, Seal
from gateway.values import sha256_hex
from tests.fakes.ledger import FakeLedger
from tests.ledger.support import COMPLETION, kinds, opening, outcome, running_ledger


@dataclass(frozen=True, slots=True)
class House:
    """A ledger, its seal, and how to see and break it."""

    ledger: Ledger
    seal: Seal
    real: PostgresLedger | None
    fake: FakeLedger | None
    urls: LedgerUrls

    def recorded(self) -> list[str]:
        """Return the kinds of what was recorded, in order."""
        if self.fake is not None:
            return [event.kind.value for event in self.fake.events]
        return kinds(self.urls.owner)

    async def close(self) -> None:
        """Make every later append fail."""
        if self.fake is not None:
            self.fake.available = False
        if self.real is not None:
            await self.real.stop()


@pytest.fixture(params=["real", "fake"])
async def house(request: pytest.FixtureRequest, ledger_database: LedgerUrls) -> AsyncIterator[House]:
    """Yield one implementation after the other."""
    if request.param == "fake":
        fake = FakeLedger()
        yield House(fake, fake.seal, None, fake, ledger_database)
        return
    async with running_ledger(ledger_database.writer) as real:
        yield House(real, real.seal, real, None, ledger_database)


async def test_conclusion_gives_one_genuine_receipt_an_outcome(house: House) -> None:
    """Receipts come in the outcomes' order, name their text and verify; changed ones do not."""
    first = opening()
    second = outcome(first, candidate=1, completion="x = 1\n", released_sha256=sha256_hex("x = 1\n"))
    async with house.ledger.attempt(first) as attempt:
        receipts = await attempt.conclude([outcome(first), second])

    assert ["request", "completion", "completion"] == house.recorded()
    assert [sha256_hex(COMPLETION), sha256_hex("x = 1\n")] == [receipt.text_sha256 for receipt in receipts]
    assert all(house.seal.is_genuine(receipt) for receipt in receipts)
    assert not house.seal.is_genuine(replace(receipts[0], text_sha256="0" * 64))


async def test_an_exception_is_one_failure_and_goes_on(house: House) -> None:
    """Exactly one outcome, whatever happens."""
    with pytest.raises(ScanIncomplete):
        async with house.ledger.attempt(opening()):
            raise ScanIncomplete("the worker died")

    assert ["request", "failure"] == house.recorded()


async def test_an_exception_after_the_conclusion_adds_nothing(house: House) -> None:
    """What was concluded stays the outcome."""
    first = opening()

    async def late_failure() -> None:
        async with house.ledger.attempt(first) as attempt:
            await attempt.conclude([outcome(first)])
            raise ScanIncomplete("too late")

    with pytest.raises(ScanIncomplete):
        await late_failure()
    await house.ledger.probe()

    assert ["request", "completion"] == house.recorded()


async def test_a_hang_up_is_one_cancel(house: House) -> None:
    """Cancellation is recorded and goes on."""
    entered = asyncio.Event()

    async def caller() -> None:
        async with house.ledger.attempt(opening()):
            entered.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(caller())
    await entered.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await house.ledger.probe()

    assert ["request", "cancel"] == house.recorded()


async def test_nothing_is_concluded_without_the_log(house: House) -> None:
    """An unavailable ledger means no receipt."""
    first = opening()

    async def ask() -> None:
        async with house.ledger.attempt(first) as attempt:
            await house.close()
            await attempt.conclude([outcome(first)])

    with pytest.raises(LedgerUnavailable):
        await ask()


async def test_a_note_never_raises(house: House) -> None:
    """A denial is answered whether or not it could be recorded."""
    await house.ledger.note(opening(kind=Kind.DENIAL))
    before = house.recorded()
    await house.close()
    await house.ledger.note(opening(kind=Kind.DENIAL))

    assert ["denial"] == before == house.recorded()


async def test_a_probe_tells(house: House) -> None:
    """The probe returns, or raises LedgerUnavailable."""
    await house.ledger.probe()
    await house.close()

    with pytest.raises(LedgerUnavailable):
        await house.ledger.probe()


async def test_an_opening_that_cannot_be_recorded_stops_the_attempt_at_entry(house: House) -> None:
    """Nothing is asked of the model on behalf of a request that the log cannot name."""
    entered = False
    with pytest.raises(LedgerUnavailable):
        async with house.ledger.attempt(opening(request_id="not an id")):
            entered = True

    assert not entered


@pytest.mark.parametrize("kind", [Kind.FAILURE, Kind.CANCEL, Kind.DENIAL])
async def test_a_retry_of_what_released_nothing_is_recorded_once(house: House, kind: Kind) -> None:
    """The same failure, cancel or denial twice is one record and no loss."""
    event = opening(kind=kind)
    await house.ledger.note(event)
    await house.ledger.note(event)
    await house.ledger.probe()

    assert [kind.value] == house.recorded()


async def test_one_event_is_recorded_before_it_speaks(house: House) -> None:
    """`record` returns a genuine receipt of a durable record; when nothing is durable it raises."""
    event = opening(
        kind=Kind.SEARCH, prompt=None, details=(("count", 3), ("decision", "flag")), hidden=(("caller", "bob"),)
    )
    receipt = await house.ledger.record(event)

    assert ["search"] == house.recorded()
    assert house.seal.is_genuine(receipt)
    await house.close()
    with pytest.raises(LedgerUnavailable):
        await house.ledger.record(replace(event, request_id=opening().request_id))

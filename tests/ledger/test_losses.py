"""What could not be recorded is itself recorded: soon, without other traffic, and before a shutdown ends."""

import asyncio
import time
from dataclasses import replace

import pytest

from audit.record import Kind, parse
from gateway.errors import LedgerUnavailable
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.settings import LedgerSettings
from gateway.values import Event
from tests.ledger.proxy import Proxy, Weather
from tests.ledger.support import CALLER, PATIENT, kinds, opening, outcome, rows, running_ledger

_UNRECORDABLE = "not an id"
_SOON_S_MAX = 10
_SLACK_S = 1.0


def gaps(owner_url: str) -> list[int]:
    """Return how many events each gap record says are missing."""
    found = [parse(row["canonical"]).details for row in rows(owner_url) if row["kind"] == "gap"]
    return [int(dict(details)["lost_count"] or 0) for details in found]


async def gaps_written(owner_url: str, count: int) -> None:
    """Wait until there are so many gap records."""
    async with asyncio.timeout(_SOON_S_MAX):
        while len(gaps(owner_url)) < count:
            await asyncio.to_thread(gaps, owner_url)


async def test_a_loss_is_recorded_without_other_traffic(ledger_database: LedgerUrls) -> None:
    """Nobody needs to ask for anything before the log admits what it lacks; a later loss follows at a bounded pace."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening(request_id=_UNRECORDABLE))
        await gaps_written(ledger_database.owner, 1)
        for _ in range(20):
            await ledger.note(opening(request_id=_UNRECORDABLE))
        await gaps_written(ledger_database.owner, 2)
    first, second = (row["time"] for row in rows(ledger_database.owner))

    assert [1, 20] == gaps(ledger_database.owner)
    assert (second - first).total_seconds() >= 1.0


async def test_a_shutdown_records_the_losses_first(ledger_database: LedgerUrls) -> None:
    """A clean stop leaves no loss behind, not even one that came just now."""
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening(request_id=_UNRECORDABLE))
        await gaps_written(ledger_database.owner, 1)
        for _ in range(3):
            await ledger.note(opening(request_id=_UNRECORDABLE))

    assert [1, 3] == gaps(ledger_database.owner)


async def test_a_shutdown_does_not_wait_long_to_record_losses(ledger_database: LedgerUrls) -> None:
    """With losses pending and a network that swallows everything, a stop still ends in time."""
    hurried = LedgerSettings(stop_ms_max=300, statement_ms_max=60_000)
    async with Proxy(ledger_database.writer).running() as proxy, running_ledger(proxy.url, hurried) as ledger:
        proxy.weather = Weather.ALL_LOST
        await ledger.note(opening(request_id=_UNRECORDABLE))
        began = time.monotonic()
        await ledger.stop()

        assert time.monotonic() - began < 0.3 + _SLACK_S


@pytest.mark.parametrize("kind", [Kind.FAILURE, Kind.CANCEL, Kind.DENIAL])
async def test_a_retry_is_no_loss(ledger_database: LedgerUrls, kind: Kind) -> None:
    """An event that releases nothing and is in the log already is neither written again nor missing."""
    event = opening(kind=kind)
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(event)
        ledger._appender.queue([opening(), event, opening()])  # noqa: SLF001  # as one batch with neighbours
        await ledger.probe()

        assert 0 == ledger.lost_count
    assert sorted([kind.value, "request", "request"]) == sorted(kinds(ledger_database.owner))


@pytest.mark.parametrize("kind", [Kind.REQUEST, Kind.COMPLETION])
async def test_what_leads_to_a_release_is_never_taken_for_a_retry(ledger_database: LedgerUrls, kind: Kind) -> None:
    """A second opening or completion of a request has other bytes than the log, so it fails and is a loss."""
    event = outcome(opening(), kind=kind)
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(event)
        (entry,) = ledger._appender.queue([event])  # noqa: SLF001  # what an attempt does
        with pytest.raises(LedgerUnavailable, match="23505"):
            await entry.future

        assert 1 == ledger.lost_count


async def test_a_retry_gets_no_receipt(ledger_database: LedgerUrls) -> None:
    """A conclusion whose outcome was recorded before gets no receipt: these bytes were not stored."""
    first = opening()
    failure = replace(first, kind=Kind.FAILURE, prompt=None)

    async def ask(ledger: PostgresLedger) -> None:
        async with ledger.attempt(first) as attempt:
            await attempt.conclude([failure])

    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(failure)
        with pytest.raises(LedgerUnavailable, match="recorded before"):
            await ask(ledger)


def large(subject: str) -> Event:
    """Return a request of which two fit into a small share."""
    return opening(caller=replace(CALLER, subject=subject), prompt="x" * 20_000)


async def test_a_caller_cannot_fill_the_queue_of_others(ledger_database: LedgerUrls) -> None:
    """Beyond its share a caller is refused, alone, and only while its records wait."""
    small = replace(PATIENT, queue_bytes_per_caller_max=60_000)
    async with running_ledger(ledger_database.writer, small) as ledger:
        queue = ledger._appender.queue  # noqa: SLF001  # without waiting, as attempts do
        entries = [*queue([large("alice")]), *queue([large("alice")])]
        with pytest.raises(LedgerUnavailable, match="this caller's share"):
            queue([large("alice")])
        entries += queue([large("bob")])
        await asyncio.gather(*(entry.future for entry in entries))
        (again,) = queue([large("alice")])
        await again.future

        assert 1 == ledger.lost_count
    assert [1] == gaps(ledger_database.owner)

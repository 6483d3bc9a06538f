"""A flood of denials neither drowns the log nor vanishes from it: records and counts add up, and memory has a bound."""

import asyncio
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.record import Kind, parse
from gateway.errors import LedgerUnavailable
from gateway.http import floods as floods_module
from gateway.http.floods import DenialFloods
from gateway.http.settings import HttpSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.values import Event
from tests.fakes.ledger import FakeLedger
from tests.http.conftest import site
from tests.ledger.support import CALLER, request_id, rows, running_ledger

FEW = HttpSettings(denials_per_minute_max=2, denial_sources_max=4)
ADDRESSES = (
    "192.0.2.1",
    "192.0.2.2",
    "2001:db8::1",
    "2001:db8::2",
    "2001:db8:0:1::1",
    "::ffff:192.0.2.1",
    "no address",
)


def denial(address: str = "192.0.2.1", kind: str = "unauthenticated") -> Event:
    """Return a denial."""
    return Event(kind=Kind.DENIAL, request_id=request_id(), address=address, failure_kind=kind)


def counted(events: list[Event]) -> int:
    """Return for how many denials these records stand."""
    return sum(int(dict(event.details).get("count", 1)) for event in events if event.kind is Kind.DENIAL)


steps = st.lists(
    st.tuples(st.sampled_from(ADDRESSES), st.sampled_from(["unauthenticated", "forbidden"]))
    | st.sampled_from(["minute", "down", "up"]),
    max_size=60,
)


@settings(max_examples=100, deadline=None)
@given(steps)
def test_records_and_counts_add_up(steps: list[tuple[str, str] | str]) -> None:
    """Whatever comes, in whatever order, with a ledger that fails at the ends of minutes: no denial is forgotten."""

    async def play() -> None:
        ledger = FakeLedger()
        floods = DenialFloods(ledger, FEW)
        sent = single_in_outage = 0
        for step in steps:
            if step == "minute":
                await floods.flush()
            elif isinstance(step, str):
                ledger.available = step == "up"
            else:
                before = ledger.lost_count
                await floods.note(denial(*step))
                single_in_outage += ledger.lost_count > before
                sent += 1
            assert floods.sources_count <= FEW.denial_sources_max + 1
        ledger.available = True
        await floods.stop()

        assert sent == counted(ledger.events) + single_in_outage  # a lost single is in the ledger's own count
        assert 0 == floods.sources_count

    asyncio.run(play())


async def test_the_first_few_are_recorded_and_the_rest_is_one_record() -> None:
    """The count has a beginning and an end, and the next minute begins anew."""
    ledger, times = FakeLedger(), iter(range(10, 100, 10))
    floods = DenialFloods(ledger, FEW, lambda: next(times))
    for _ in range(5):
        await floods.note(denial())
    await floods.flush()
    await floods.note(denial())
    await floods.stop()

    assert [(), (), (("count", 3), ("from_us", 10), ("to_us", 30)), ()] == [event.details for event in ledger.events]
    assert "192.0.2.1" == ledger.events[2].address


async def test_a_64_is_one_source_and_too_many_sources_share_a_record() -> None:
    """Who owns a /64 cannot make one record an address; a thousand networks cannot make a thousand records."""
    ledger = FakeLedger()
    floods = DenialFloods(ledger, FEW)
    for host in range(10):
        await floods.note(denial(f"2001:db8::{host:x}"))
    for network in range(10):
        await floods.note(denial(f"198.51.100.{network}"))
    await floods.stop()

    found = Counter((event.address, event.failure_kind) for event in ledger.events if event.details)
    assert {("2001:db8::/64", "unauthenticated"): 1, ("", "others"): 1} == dict(found)
    assert {8, 7} == {dict(event.details)["count"] for event in ledger.events if event.details}
    assert 20 == counted(ledger.events)


async def test_proven_callers_are_counted_apart_and_in_their_own_log() -> None:
    """A caller without the role stays in its tenant's log."""
    ledger = FakeLedger()
    floods = DenialFloods(ledger, FEW)
    for caller in (CALLER, replace(CALLER, tenant="other")):
        for _ in range(4):
            await floods.note(replace(denial(CALLER.address, "forbidden"), caller=caller))
    await floods.stop()

    assert {("acme", 2), ("other", 2)} == {
        (event.caller.tenant, dict(event.details)["count"]) for event in ledger.events if event.details and event.caller
    }


async def test_the_minute_ends_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody has to knock again, and a ledger that comes back gets the counts that waited for it."""
    ledger, recorded, failed = FakeLedger(), asyncio.Event(), asyncio.Event()

    async def note(event: Event) -> None:
        ledger.keep((event,))
        if event.details:
            recorded.set()

    async def probe() -> None:
        if not failed.is_set():
            failed.set()
            raise LedgerUnavailable

    monkeypatch.setattr(floods_module, "WINDOW_S", 0)
    monkeypatch.setattr(ledger, "note", note)
    monkeypatch.setattr(ledger, "probe", probe)
    floods = DenialFloods(ledger, FEW)
    for _ in range(5):
        await floods.note(denial())
    await asyncio.wait_for(recorded.wait(), 20)
    await floods.stop()

    assert failed.is_set()
    assert 5 == counted(ledger.events)


async def test_only_denials_are_counted() -> None:
    """A failure is a record each, however many there are."""
    ledger = FakeLedger()
    floods = DenialFloods(ledger, FEW)
    for _ in range(9):
        await floods.note(replace(denial(), kind=Kind.FAILURE))
    await floods.stop()

    assert 9 == len(ledger.events)


async def test_the_log_holds_the_count(ledger_database: LedgerUrls) -> None:
    """In Postgres an aggregated denial is a record whose address is a pseudonym and whose details are the counts."""
    async with running_ledger(ledger_database.writer) as ledger:
        floods = DenialFloods(ledger, FEW)
        for _ in range(7):
            await floods.note(denial())
        await floods.stop()
    (*singles, last) = [parse(bytes(row["canonical"])) for row in rows(ledger_database.owner)]

    assert 2 == len(singles)
    assert 5 == dict(last.details)["count"]
    assert singles[0].address == last.address != "192.0.2.1"


async def test_the_edge_answers_a_flood_and_records_its_beginning() -> None:
    """Each knock is answered 401; the log keeps the first few of the minute."""
    house = site()
    async with house.client(token="wrong") as client:
        answers = [await client.post("/v1/completions", json={"prompt": "x"}) for _ in range(15)]
    kept = house.kinds().count(Kind.DENIAL)
    await house.denials.stop()

    assert {401} == {answer.status_code for answer in answers}
    assert house.settings.denials_per_minute_max == kept
    assert 15 == counted(house.ledger.events)

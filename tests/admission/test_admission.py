"""Rates, slots and the fair queue."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.admission import AdmissionSettings, InProcessAdmission
from gateway.admission.rates import Rates
from gateway.errors import Overloaded, SettingsInvalid
from tests.fakes.access import caller_of

WAIT_S_MAX = 10.0


class Hand:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at some time that is not zero."""
        self.now_s = 1000.0

    def __call__(self) -> float:
        """Return the time that the test has set."""
        return self.now_s


@asynccontextmanager
async def held(admission: InProcessAdmission, count: int) -> AsyncIterator[asyncio.Event]:
    """Hold `count` slots until the event is set or the block ends."""
    done = asyncio.Event()
    ready = asyncio.Semaphore(0)

    async def hold() -> None:
        async with admission.slot(caller_of("holder")):
            ready.release()
            await done.wait()

    async with asyncio.timeout(WAIT_S_MAX), asyncio.TaskGroup() as group:
        for _ in range(count):
            group.create_task(hold())
        for _ in range(count):
            await ready.acquire()
        yield done
        done.set()


async def until_waiting(admission: InProcessAdmission, count: int) -> None:
    """Let others run until so many requests wait."""
    async with asyncio.timeout(WAIT_S_MAX):
        while admission.queue_depth != count:  # noqa: ASYNC110 - the admission has no event for this, and needs none
            await asyncio.sleep(0)


async def enter(admission: InProcessAdmission, subject: str, log: list[str]) -> None:
    """Take a slot once and write down whose turn it was."""
    async with admission.slot(caller_of(subject)):
        log.append(subject)


async def test_callers_take_turns_whatever_each_has_waiting() -> None:
    """One caller with a hundred requests in the queue delays another's by one turn, not by a hundred."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1, requests_burst_max=1000))
    log: list[str] = []
    async with asyncio.TaskGroup() as group, held(admission, 1):
        for _ in range(100):
            group.create_task(enter(admission, "greedy", log))
        await until_waiting(admission, 100)
        group.create_task(enter(admission, "modest", log))
        await until_waiting(admission, 101)

    assert log.index("modest") <= 1
    assert (101, 1, 0) == (len(log), admission.slots_free, admission.queue_depth)


async def test_turns_go_round() -> None:
    """Three callers with three requests each are served a, b, c, a, b, c, a, b, c."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1))
    log: list[str] = []
    async with asyncio.TaskGroup() as group, held(admission, 1):
        for count, subject in enumerate("aaabbbccc", start=1):
            group.create_task(enter(admission, subject, log))
            await until_waiting(admission, count)

    assert list("abcabcabc") == log


async def test_a_full_queue_makes_room_for_who_has_less_waiting() -> None:
    """A caller that fills the queue loses its newest request to another caller, who is not turned away."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1, queue_depth_max=3))
    log: list[str] = []
    async with held(admission, 1) as done:
        greedy = [asyncio.create_task(enter(admission, "greedy", log)) for _ in range(3)]
        await until_waiting(admission, 3)
        modest = asyncio.create_task(enter(admission, "modest", log))
        results = await asyncio.gather(greedy[2], return_exceptions=True)
        done.set()
        await asyncio.gather(*greedy[:2], modest)

    assert [Overloaded] == [type(result) for result in results]
    assert ["greedy", "greedy", "modest"] == sorted(log)
    assert 1 == admission.slots_free


async def test_a_full_queue_refuses_at_once() -> None:
    """Nobody waits outside the queue, and the refusal says when to come back."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1, queue_depth_max=2, queue_ms_max=1500))
    log: list[str] = []
    async with asyncio.TaskGroup() as group, held(admission, 1):
        group.create_task(enter(admission, "a", log))
        group.create_task(enter(admission, "b", log))
        await until_waiting(admission, 2)
        with pytest.raises(Overloaded) as refusal:
            await enter(admission, "c", log)

    assert (2, "the queue is full") == (refusal.value.retry_after_s, refusal.value.reason)


async def test_a_wait_ends_at_its_deadline() -> None:
    """Who waits too long is told so, and leaves no trace."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1, queue_ms_max=20))
    async with held(admission, 1):
        with pytest.raises(Overloaded) as refusal:
            await enter(admission, "late", [])
        depth = admission.queue_depth

    assert (0, 1, 1) == (depth, refusal.value.retry_after_s, admission.slots_free)


async def test_a_cancelled_wait_frees_its_place() -> None:
    """A hang-up in the queue gives the place to others."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1))
    async with held(admission, 1):
        waiting = asyncio.create_task(enter(admission, "gone", []))
        await until_waiting(admission, 1)
        waiting.cancel()
        results = await asyncio.gather(waiting, return_exceptions=True)
        depth = admission.queue_depth

    assert ([asyncio.CancelledError], 0) == ([type(result) for result in results], depth)
    assert 1 == admission.slots_free


async def test_a_hang_up_at_the_very_moment_of_the_turn_gives_the_slot_back() -> None:
    """A slot that was granted to a request that is cancelled before it notices is not lost."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1))
    first = admission.slot(caller_of("first"))
    await first.__aenter__()
    waiting = asyncio.create_task(enter(admission, "gone", []))
    await until_waiting(admission, 1)
    await first.__aexit__(None, None, None)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)

    assert (1, 0) == (admission.slots_free, admission.queue_depth)


async def test_a_hang_up_just_before_its_turn_passes_the_slot_on() -> None:
    """A slot never goes to a request that is gone, while another waits."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=1))
    log: list[str] = []
    first = admission.slot(caller_of("first"))
    await first.__aenter__()
    gone = asyncio.create_task(enter(admission, "gone", log))
    await until_waiting(admission, 1)
    next_one = asyncio.create_task(enter(admission, "next", log))
    await until_waiting(admission, 2)
    gone.cancel()
    await first.__aexit__(None, None, None)
    await asyncio.gather(gone, next_one, return_exceptions=True)

    assert (["next"], 1, 0) == (log, admission.slots_free, admission.queue_depth)


async def test_the_rate_is_per_caller_and_comes_back_with_time() -> None:
    """A spent rate stops its own caller only, for as long as the refusal says."""
    clock = Hand()
    limits = AdmissionSettings(requests_per_minute_max=6, requests_burst_max=2)
    admission = InProcessAdmission(limits, monotonic=clock)
    log: list[str] = []
    await enter(admission, "fast", log)
    await enter(admission, "fast", log)
    with pytest.raises(Overloaded) as refusal:
        await enter(admission, "fast", log)
    await enter(admission, "other", log)
    clock.now_s += refusal.value.retry_after_s or 0
    await enter(admission, "fast", log)

    assert (10, ["fast", "fast", "other", "fast"]) == (refusal.value.retry_after_s, log)


def test_a_long_pause_saves_up_no_more_than_the_burst() -> None:
    """After a day of silence a caller may send its burst at once, and not one more."""
    clock = Hand()
    rates = Rates(per_second=1, burst=2, callers_max=10, monotonic=clock)
    rates.spend(("t", "s"))
    clock.now_s += 86_400

    assert [0, 0, 1] == [rates.spend(("t", "s")) for _ in range(3)]


def test_a_clock_that_goes_back_gives_nothing() -> None:
    """Only time that passed forwards fills a rate again."""
    clock = Hand()
    rates = Rates(per_second=1, burst=1, callers_max=10, monotonic=clock)
    rates.spend(("t", "s"))
    clock.now_s -= 60

    assert 1 == rates.spend(("t", "s"))


def test_the_same_subject_in_two_tenants_is_two_callers() -> None:
    """A tenant cannot spend another's rate."""
    rates = Rates(per_second=1, burst=1, callers_max=10, monotonic=Hand())

    assert [0, 0] == [rates.spend(("one", "dev")), rates.spend(("two", "dev"))]


def test_the_table_of_callers_is_bounded() -> None:
    """The caller unseen for longest is forgotten; the others' rates stay spent."""
    rates = Rates(per_second=1, burst=1, callers_max=2, monotonic=Hand())
    for name in ("a", "b", "a", "c"):
        rates.spend(("t", name))

    assert (2, 1, 0) == (len(rates), rates.spend(("t", "a")), rates.spend(("t", "b")))


@given(st.lists(st.floats(min_value=-5, max_value=120), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_rhythm_of_requests_beats_the_rate(gaps: list[float]) -> None:
    """However requests are spaced, even by a clock that goes back, burst plus rate times time is never exceeded."""
    clock = Hand()
    rates = Rates(per_second=0.5, burst=3, callers_max=10, monotonic=clock)
    passed = 0
    forward_s = 0.0
    for gap in gaps:
        clock.now_s += gap
        forward_s += max(0.0, gap)
        passed += rates.spend(("t", "s")) == 0

    assert passed <= 3 + 0.5 * forward_s + 1e-6


@given(st.lists(st.tuples(st.sampled_from("abc"), st.booleans()), min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_slots_are_never_lost_nor_made(requests: list[tuple[str, bool]]) -> None:
    """Any mix of callers and cancellations ends with all slots free, nobody waiting, and never too many inside."""
    worst = asyncio.run(_storm(requests))

    assert worst <= 2


async def _storm(requests: list[tuple[str, bool]]) -> int:
    """Run the requests, cancel some, and return how many were inside at once."""
    admission = InProcessAdmission(AdmissionSettings(slots_count=2, queue_depth_max=8, queue_ms_max=5000))
    inside = worst = 0

    async def one(subject: str) -> None:
        nonlocal inside, worst
        async with admission.slot(caller_of(subject)):
            inside += 1
            worst = max(worst, inside)
            try:
                await asyncio.sleep(0)
            finally:
                inside -= 1

    async with asyncio.timeout(WAIT_S_MAX):
        tasks = []
        for subject, cancelled in requests:
            task = asyncio.create_task(one(subject))
            tasks.append(task)
            await asyncio.sleep(0)
            if cancelled:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if (admission.slots_free, admission.queue_depth) != (2, 0):
        raise AssertionError(admission.slots_free, admission.queue_depth)
    return worst


@pytest.mark.parametrize(
    "limits",
    [
        AdmissionSettings(requests_per_minute_max=0),
        AdmissionSettings(requests_burst_max=0),
        AdmissionSettings(slots_count=0),
        AdmissionSettings(queue_depth_max=-1),
        AdmissionSettings(queue_ms_max=0),
        AdmissionSettings(callers_count_max=0),
    ],
)
def test_limits_that_admit_nobody_are_refused(limits: AdmissionSettings) -> None:
    """A limit that can only be a mistake stops the start."""
    with pytest.raises(SettingsInvalid):
        InProcessAdmission(limits)

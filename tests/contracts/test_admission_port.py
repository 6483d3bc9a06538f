"""The promises of the Admission port, held by the real thing and by the fake."""

from collections.abc import Callable

import pytest

from gateway.admission import AdmissionSettings, InProcessAdmission
from gateway.errors import Overloaded
from gateway.ports import Admission
from tests.fakes.access import caller_of
from tests.fakes.admission import FakeAdmission


def real() -> Admission:
    """Return the real thing with one slot and no queue."""
    return InProcessAdmission(AdmissionSettings(slots_count=1, queue_depth_max=0))


def fake() -> Admission:
    """Return the fake with one slot."""
    return FakeAdmission(slots=1)


both = pytest.mark.parametrize("make", [real, fake], ids=["real", "fake"])


@both
async def test_a_slot_is_held_inside_the_block_and_free_after(make: Callable[[], Admission]) -> None:
    """One slot serves any number of requests, one after the other."""
    admission = make()
    for _ in range(3):
        async with admission.slot(caller_of()):
            pass


@both
async def test_no_slot_means_overloaded_with_a_time_to_retry(make: Callable[[], Admission]) -> None:
    """Who cannot be admitted hears so, and when to come back."""
    admission = make()
    async with admission.slot(caller_of("first")):
        with pytest.raises(Overloaded) as refusal:
            async with admission.slot(caller_of("second")):
                pytest.fail("two requests in one slot")

    assert 1 <= (refusal.value.retry_after_s or 0)


@both
async def test_a_failure_in_the_block_frees_the_slot(make: Callable[[], Admission]) -> None:
    """Whatever happens inside, the slot comes back."""
    admission = make()
    with pytest.raises(KeyError):
        async with admission.slot(caller_of()):
            raise KeyError

    async with admission.slot(caller_of()):
        pass

"""Admission in this process: a rate per caller, then a slot from the fair queue. Replicas do not know of each other."""

import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from types import TracebackType

from gateway.admission.queue import FairQueue
from gateway.admission.rates import CallerKey, Rates
from gateway.admission.settings import AdmissionSettings
from gateway.errors import Overloaded, SettingsInvalid
from gateway.values import Caller


class InProcessAdmission:
    """Implements the Admission port for one process; one event loop owns it."""

    def __init__(self, settings: AdmissionSettings, *, monotonic: Callable[[], float] = time.monotonic) -> None:
        """Check the settings; raise SettingsInvalid if a limit is not above zero. `monotonic` tells seconds."""
        _check(settings)
        self._rates = Rates(
            per_second=settings.requests_per_minute_max / 60,
            burst=settings.requests_burst_max,
            callers_max=settings.callers_count_max,
            monotonic=monotonic,
        )
        self._queue = FairQueue(
            slots=settings.slots_count, depth_max=settings.queue_depth_max, wait_ms_max=settings.queue_ms_max
        )

    @property
    def slots_free(self) -> int:
        """Return how many slots are free, for metrics."""
        return self._queue.free

    @property
    def queue_depth(self) -> int:
        """Return how many requests wait, for metrics."""
        return self._queue.depth

    @property
    def callers_count(self) -> int:
        """Return how many callers' rates are remembered, for metrics."""
        return len(self._rates)

    def slot(self, caller: Caller) -> AbstractAsyncContextManager[None]:
        """
        Wait in the fair queue, hold one slot inside the block, free it after.

        Entering raises Overloaded (with `retry_after_s`) at once when the caller's rate is spent or the queue is full,
        and when the wait exceeds its deadline. A cancelled wait frees its place.
        """
        return _Slot(self._rates, self._queue, (caller.tenant, caller.subject))


class _Slot:
    """One use of `slot`; a class of its own because a generator would cost more than the rest together."""

    __slots__ = ("_key", "_queue", "_rates")

    def __init__(self, rates: Rates, queue: FairQueue, key: CallerKey) -> None:
        self._rates = rates
        self._queue = queue
        self._key = key

    async def __aenter__(self) -> None:
        wait_s = self._rates.spend(self._key)
        if wait_s:
            raise Overloaded("the caller's rate is spent", retry_after_s=wait_s)
        await self._queue.acquire(self._key)

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._queue.release()


def _check(settings: AdmissionSettings) -> None:
    """Raise SettingsInvalid, naming it, for a limit that would admit nobody."""
    limits = {
        "requests_per_minute_max": settings.requests_per_minute_max,
        "requests_burst_max": settings.requests_burst_max,
        "slots_count": settings.slots_count,
        "queue_ms_max": settings.queue_ms_max,
        "callers_count_max": settings.callers_count_max,
    }
    for name, limit in limits.items():
        if limit <= 0:
            raise SettingsInvalid(f"admission.{name} must be above 0, it is {limit}")
    if settings.queue_depth_max < 0:
        raise SettingsInvalid("admission.queue_depth_max may not be below 0")

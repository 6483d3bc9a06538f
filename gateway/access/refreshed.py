"""
A value that is loaded at start, loaded again from time to time, and kept for a bounded time when loading fails.

Key sets and revocation lists are such values. All state belongs to one event loop.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from gateway.errors import SettingsInvalid, Unauthenticated

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Timing:
    """
    When to load again.

    interval_s: in the background; floor_s: least time between the starts of two loads on demand; age_s_max: how long a
    value is used after its last good load; load_ms_max: deadline of one load.
    """

    interval_s: float
    floor_s: float
    age_s_max: float
    load_ms_max: int


class Refreshed[T]:
    """
    Holds the newest value that could be loaded.

    `load` raises SettingsInvalid and nothing else. At start that goes through; later it is logged and the old value is
    kept, until it is older than `age_s_max`: then `value` refuses. Loads never overlap: who asks while one runs, joins.
    """

    def __init__(
        self, name: str, load: Callable[[], Awaitable[T]], timing: Timing, *, monotonic: Callable[[], float]
    ) -> None:
        """Remember how to load; nothing is loaded before `start`. `monotonic` tells seconds."""
        self._name = name
        self._load = load
        self._timing = timing
        self._monotonic = monotonic
        self._current: tuple[T, float] | None = None
        self._attempted_s = 0.0
        self._loading: asyncio.Task[None] | None = None
        self._background: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Load once and keep loading in the background; raise SettingsInvalid if the first load fails."""
        await self._load_once()
        self._background = asyncio.create_task(self._keep_loading(), name=f"refresh {self._name}")

    async def stop(self) -> None:
        """Stop loading. The last value stays readable until it is too old."""
        tasks = [task for task in (self._background, self._loading) if task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._background = None

    def value(self) -> T:
        """Return the newest value; raise Unauthenticated if there is none, or none that is young enough."""
        if self._current is None:
            raise Unauthenticated(f"{self._name} were never loaded")
        value, loaded_s = self._current
        if self._monotonic() - loaded_s > self._timing.age_s_max:
            raise Unauthenticated(f"{self._name} could not be refreshed for {self._timing.age_s_max:.0f} s")
        return value

    async def refresh(self) -> None:
        """Load now, or join a load that runs; do nothing within the floor. Failures are only logged."""
        if self._loading is None:
            if self._monotonic() - self._attempted_s < self._timing.floor_s:
                return
            self._loading = asyncio.create_task(self._load_quietly(), name=f"load {self._name}")
            self._loading.add_done_callback(self._loaded)
        await asyncio.shield(self._loading)

    def _loaded(self, _task: asyncio.Task[None]) -> None:
        self._loading = None

    async def _keep_loading(self) -> None:
        """Load again at every interval, for ever."""
        while True:
            await asyncio.sleep(self._timing.interval_s)
            if self._loading is None:
                self._loading = asyncio.create_task(self._load_quietly(), name=f"load {self._name}")
                self._loading.add_done_callback(self._loaded)
            await asyncio.shield(self._loading)

    async def _load_quietly(self) -> None:
        """Load; on failure keep what there is and say so in the log."""
        try:
            await self._load_once()
        except SettingsInvalid as error:
            _log.warning("access.refresh_failed", what=self._name, reason=error.reason)

    async def _load_once(self) -> None:
        """Load before the deadline."""
        self._attempted_s = self._monotonic()
        try:
            async with asyncio.timeout(self._timing.load_ms_max / 1000):
                value = await self._load()
        except TimeoutError:
            raise SettingsInvalid(
                f"{self._name}: no answer within {self._timing.load_ms_max} ms (access.jwks_ms_max)"
            ) from None
        self._current = (value, self._monotonic())

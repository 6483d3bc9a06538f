"""
Slots, and a fair queue for them: callers take turns, whatever each has waiting.

Invariant: as long as somebody waits, no slot is free. All state belongs to one event loop; nothing here waits but
`acquire`.
"""

import asyncio
from collections import OrderedDict, deque
from dataclasses import dataclass

from gateway.admission.rates import CallerKey
from gateway.errors import Overloaded


@dataclass(frozen=True, slots=True, eq=False)
class _Waiter:
    """One request in the queue. `turn` becomes True with a slot, False when it must give way to another caller."""

    key: CallerKey
    turn: asyncio.Future[bool]


class FairQueue:
    """Hands out slots, in rounds by caller."""

    def __init__(self, *, slots: int, depth_max: int, wait_ms_max: int) -> None:
        """Start with all slots free and nobody waiting."""
        self._free = slots
        self._depth_max = depth_max
        self._wait_s_max = wait_ms_max / 1000
        self._retry_after_s = max(1, -(-wait_ms_max // 1000))
        # Callers with somebody waiting, in the order of their turns.
        self._lines: OrderedDict[CallerKey, deque[_Waiter]] = OrderedDict()
        self._depth = 0

    @property
    def free(self) -> int:
        """Return how many slots are free."""
        return self._free

    @property
    def depth(self) -> int:
        """Return how many requests wait."""
        return self._depth

    async def acquire(self, key: CallerKey) -> None:
        """Take a slot, in turn; raise Overloaded if the queue is full or the wait exceeds its deadline."""
        if self._free and not self._depth:
            self._free -= 1
            return
        waiter = self._enter(key)
        try:
            async with asyncio.timeout(self._wait_s_max):
                granted = await waiter.turn
        except TimeoutError:
            self._leave(waiter)
            raise self._overloaded("no slot before the queue's deadline") from None
        except asyncio.CancelledError:
            self._leave(waiter)
            raise
        if not granted:
            raise self._overloaded("gave way in a full queue to a caller with fewer requests waiting")

    def release(self) -> None:
        """Give a slot back: to the next in turn, or to the free ones."""
        while self._lines:
            key, line = self._lines.popitem(last=False)
            waiter = line.popleft()
            self._depth -= 1
            if line:
                self._lines[key] = line
            if not waiter.turn.done():
                waiter.turn.set_result(True)
                return
        self._free += 1

    def _enter(self, key: CallerKey) -> _Waiter:
        """Join the caller's line; raise Overloaded if there is no room."""
        if self._depth >= self._depth_max:
            self._make_room(key)
        waiter = _Waiter(key, asyncio.get_running_loop().create_future())
        self._lines.setdefault(key, deque()).append(waiter)
        self._depth += 1
        return waiter

    def _make_room(self, key: CallerKey) -> None:
        """Turn away the newest request of the longest line, if that is longer than the caller's would become."""
        mine = len(self._lines.get(key, ()))
        longest = max(self._lines.values(), key=len, default=None)
        if longest is None or len(longest) <= mine + 1:
            raise self._overloaded("the queue is full")
        displaced = longest.pop()
        self._depth -= 1
        if not displaced.turn.done():
            displaced.turn.set_result(False)

    def _leave(self, waiter: _Waiter) -> None:
        """Free the place of a wait that ended without use: in the queue, or, when both met, its slot."""
        if waiter.turn.done() and not waiter.turn.cancelled():
            if waiter.turn.result():
                self.release()
            return
        line = self._lines.get(waiter.key)
        if line is None or waiter not in line:
            return
        line.remove(waiter)
        self._depth -= 1
        if not line:
            del self._lines[waiter.key]

    def _overloaded(self, reason: str) -> Overloaded:
        return Overloaded(reason, retry_after_s=self._retry_after_s)

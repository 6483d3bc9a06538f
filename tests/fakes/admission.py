"""Admission without fairness: so many slots, no waiting, for tests of what comes after."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.errors import Overloaded
from gateway.values import Caller


class FakeAdmission:
    """Gives out `slots` at a time, and refuses at once when none is free."""

    def __init__(self, slots: int = 1000) -> None:
        """Start with all slots free."""
        self.free = slots
        self.admitted: list[Caller] = []

    @asynccontextmanager
    async def slot(self, caller: Caller) -> AsyncIterator[None]:
        """Hold one slot inside the block; raise Overloaded if none is free."""
        if not self.free:
            raise Overloaded("no slot is free", retry_after_s=1)
        self.free -= 1
        self.admitted.append(caller)
        try:
            yield
        finally:
            self.free += 1

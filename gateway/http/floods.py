"""
Keeps a flood of denials from drowning the log: per address and kind, the first few a minute are recorded one by one,
and what comes after them in the minute becomes one record with a count and the first and last time.

Nothing is silently lost: recorded denials and counts add up to all denials. Memory is bounded: when there are too many
addresses, the others share one record. While the ledger cannot write, the counts wait.

A known sad path: who kills the process (SIGKILL) loses the counts of the minute that has not ended.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

import structlog
import uuid_utils

from audit.record import Kind
from gateway.errors import LedgerUnavailable
from gateway.http.settings import HttpSettings
from gateway.ports import Ledger
from gateway.values import Caller, Event

WINDOW_S: Final = 60.0
_NETWORK_BITS: Final = 64
_UNREADABLE: Final = "unreadable"

log = structlog.get_logger("gateway.http")


@dataclass(frozen=True, slots=True)
class _Source:
    """Whose denials are counted together: an address (IPv4) or a /64 (IPv6), a proven caller if any, and the kind."""

    network: str
    tenant: str
    subject: str
    failure_kind: str


@dataclass(slots=True)
class _Tally:
    """What one source did in this minute; `count` is what was not recorded one by one."""

    caller: Caller | None
    recorded: int = 0
    count: int = 0
    from_us: int = 0
    to_us: int = 0

    def add(self, time_us: int) -> None:
        """Count one more; a clock that was set back never makes the end come before the beginning."""
        self.from_us = min(self.from_us, time_us) if self.count else time_us
        self.to_us = max(self.to_us, time_us) if self.count else time_us
        self.count += 1


_OTHERS = _Source("", "", "", "others")


class DenialFloods:
    """What the gate notes passes through here; everything but denials goes straight to the ledger."""

    def __init__(
        self, ledger: Ledger, settings: HttpSettings, now_us: Callable[[], int] = lambda: time.time_ns() // 1000
    ) -> None:
        """Begin with an empty minute; its end is waited for as soon as there is something in it."""
        self._ledger = ledger
        self._settings = settings
        self._now_us = now_us
        self._tallies: dict[_Source, _Tally] = {}
        self._minute: asyncio.Task[None] | None = None

    async def note(self, event: Event) -> None:
        """Record the event, or count it if it is one denial too many; never raises for the ledger's sake."""
        if event.kind is not Kind.DENIAL or self._is_recorded(event):
            await self._ledger.note(event)

    async def flush(self) -> None:
        """End the minute: make a record of each count. A ledger that cannot write leaves them as they are."""
        if not self._tallies:
            return
        try:
            await self._ledger.probe()
        except LedgerUnavailable as error:
            log.warning("denials.wait", reason=error.reason, sources=len(self._tallies))
            return
        for source in tuple(self._tallies):
            tally = self._tallies.pop(source)
            if tally.count:
                await self._ledger.note(_aggregate(source, tally))

    async def stop(self) -> None:
        """Stop waiting and record what was counted."""
        if self._minute is not None:
            self._minute.cancel()
            await asyncio.wait({self._minute})
        await self.flush()

    @property
    def sources_count(self) -> int:
        """How many sources are counted now."""
        return len(self._tallies)

    def _is_recorded(self, event: Event) -> bool:
        """Return whether this denial gets a record of its own; if not, it has been counted."""
        if self._minute is None or self._minute.done():
            self._minute = asyncio.create_task(self._end_of_minute(), name="denials")
        source = _source(event)
        if source not in self._tallies and len(self._tallies) >= self._settings.denial_sources_max:
            source = _OTHERS
        tally = self._tallies.setdefault(source, _Tally(event.caller if source is not _OTHERS else None))
        if source is not _OTHERS and tally.recorded < self._settings.denials_per_minute_max:
            tally.recorded += 1
            return True
        tally.add(self._now_us())
        return False

    async def _end_of_minute(self) -> None:
        await asyncio.sleep(WINDOW_S)
        await self.flush()
        while self._tallies and any(tally.count for tally in self._tallies.values()):
            await asyncio.sleep(WINDOW_S)
            await self.flush()


def _aggregate(source: _Source, tally: _Tally) -> Event:
    """Return the one event that stands for many."""
    return Event(
        kind=Kind.DENIAL,
        request_id=str(uuid_utils.uuid7()),
        caller=tally.caller,
        address=source.network,
        failure_kind=source.failure_kind,
        failure_reason="more denials within a minute than are recorded one by one; details say how many",
        details=(("count", tally.count), ("from_us", tally.from_us), ("to_us", tally.to_us)),
    )


def _source(event: Event) -> _Source:
    tenant, subject = (event.caller.tenant, event.caller.subject) if event.caller else ("", "")
    return _Source(_network(event.address), tenant, subject, event.failure_kind or "")


def _network(text: str) -> str:
    """Return an IPv4 address as it is, an IPv6 address as its /64; whoever has one of those has all of it."""
    try:
        address = ip_address(text)
    except ValueError:
        return _UNREADABLE
    if not isinstance(address, IPv6Address):
        return str(address)
    if address.ipv4_mapped is not None:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), _NETWORK_BITS), strict=False))

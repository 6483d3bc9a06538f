"""Causes faults one after the other, checks every invariant after each, and keeps the counts as one table."""

import asyncio
import random
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

import psycopg

from tests.ledger import invariants
from tests.ledger.invariants import Invariants, Verdict
from tests.soak.clients import Clients
from tests.soak.faults import Fault
from tests.soak.house import House

RECOVERED = "recovered by itself"
CLEAR = "refusals are clear"
RECOVERY_S_MAX = 120
_CLIENTS = 8
_POLL_S = 0.05
_ANSWERS = 10  # before and after each fault
_COLUMNS = (RECOVERED, CLEAR, *invariants.ALL)
_UNCLEAR = "500"  # the gateway did not know what happened


@dataclass(slots=True)
class Row:
    """One fault's line of the table."""

    times: int = 0
    received: int = 0
    verdicts: dict[str, Verdict] = field(default_factory=dict)

    def add(self, verdicts: Mapping[str, Verdict], received: int, times: int = 1) -> None:
        """Count one more time that the fault was caused, or none and one more check."""
        self.times += times
        self.received += received
        for name, new in verdicts.items():
            old = self.verdicts.get(name, Verdict(0, 0))
            self.verdicts[name] = Verdict(old.checked + new.checked, old.broken + new.broken)

    @property
    def broken(self) -> int:
        """How often something did not hold."""
        return sum(verdict.broken for verdict in self.verdicts.values())


@dataclass(slots=True)
class Matrix:
    """The house, its clients, and what held."""

    house: House
    clients: Clients
    invariants: Invariants
    chance: random.Random
    rows: dict[str, Row] = field(default_factory=dict)
    whole: bool = True  # whether each check reads all of the log

    async def cause(self, fault: Fault) -> Row:
        """Cause one fault under load; wait until all is well by itself; check."""
        before, refused = len(self.clients.received), dict(self.clients.refused)
        async with self.clients.asking(_CLIENTS):
            await self.clients.until_answered(_ANSWERS, RECOVERY_S_MAX)
            await fault.inject(self.house, self.chance)
            recovered = await self._answers()
        recovered = await self._is_sequenced() and recovered
        verdicts = {
            RECOVERED: Verdict(1, 0 if recovered else 1),
            CLEAR: self._refusals(refused),
            **await self._checked(whole=self.whole),
        }
        row = self.rows.setdefault(fault.name, Row())
        row.add(verdicts, len(self.clients.received) - before)
        return row

    async def check_all(self, fault: Fault) -> Row:
        """Check all of the log once more, in the row of a fault."""
        row = self.rows.setdefault(fault.name, Row())
        row.add(await self._checked(whole=True), 0, times=0)
        return row

    async def _checked(self, *, whole: bool) -> Mapping[str, Verdict]:
        return await asyncio.to_thread(self.invariants.check, dict(self.clients.received), whole=whole)

    def _refusals(self, before: Mapping[str, int]) -> Verdict:
        """Return how many requests were refused since, and how many of them by an error that nobody foresaw."""
        now = self.clients.refused
        checked = sum(now.values()) - sum(before.values())
        return Verdict(checked, now.get(_UNCLEAR, 0) - before.get(_UNCLEAR, 0))

    async def _answers(self) -> bool:
        """Return whether clients receive completions again, without any help."""
        try:
            await self.clients.until_answered(_ANSWERS, RECOVERY_S_MAX)
        except TimeoutError:
            return False
        return True

    async def _is_sequenced(self) -> bool:
        """Return whether every record gets its leaf, without any help."""
        try:
            async with asyncio.timeout(RECOVERY_S_MAX):
                await sequenced(self.house.owner_url)
        except TimeoutError:
            return False
        return True


async def sequenced(owner_url: str) -> None:
    """Return when everything that is committed has a leaf."""
    with psycopg.connect(owner_url, autocommit=True) as connection:
        while not invariants.is_sequenced(connection):
            await asyncio.to_thread(time.sleep, _POLL_S)  # another process works; there is no event to wait for


def table(rows: Mapping[str, Row]) -> str:
    """Return faults by invariants: how many things were checked, and how many did not hold if any."""
    head = ("fault", "times", "received", *_COLUMNS)
    lines: list[tuple[str, ...]] = [head]
    for name, row in rows.items():
        cells = [_cell(row.verdicts.get(column, Verdict(0, 0))) for column in _COLUMNS]
        lines.append((name, str(row.times), str(row.received), *cells))
    widths = [max(len(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(
            [line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )
        for line in lines
    )


def _cell(verdict: Verdict) -> str:
    return f"{verdict.checked} ({verdict.broken} broken)" if verdict.broken else str(verdict.checked)

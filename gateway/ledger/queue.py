"""
What waits for the database, oldest first, within three bounds: records, bytes, and bytes of one caller. The last one
is there so that a caller with large prompts cannot make the others wait outside.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from gateway.ledger.seal import Draft, Sealed
from gateway.ledger.settings import LedgerSettings

type Owner = tuple[str, str]


@dataclass(eq=False, slots=True)
class Entry:
    """
    One waiting record. `draft` is None for a probe, which leaves none; the result is None if nothing was written.

    `refusals`: how often the database refused this record by itself, without blaming it; `passed`: how many batches
    were durable when it was sent behind the others for that.
    """

    draft: Draft | None
    future: asyncio.Future[Sealed | None] = field(repr=False)
    abandoned: bool = False
    gap_of: str | None = None
    refusals: int = 0
    passed: int | None = None

    @property
    def size_bytes(self) -> int:
        """About how much memory the entry takes."""
        return self.draft.size_bytes if self.draft else 0


class EntryQueue:
    """Waiting entries in order; any of them can be withdrawn."""

    def __init__(self, settings: LedgerSettings) -> None:
        """Begin empty."""
        self._settings = settings
        self._entries: dict[Entry, None] = {}
        self._bytes = 0
        self._bytes_by_owner: Counter[Owner] = Counter()

    def __len__(self) -> int:
        """Return how many entries wait."""
        return len(self._entries)

    def __contains__(self, entry: Entry) -> bool:
        """Return whether the entry waits."""
        return entry in self._entries

    def __iter__(self) -> Iterator[Entry]:
        """Return the entries, oldest first."""
        return iter(tuple(self._entries))

    def refusal(self, drafts: Sequence[Draft | None]) -> str:
        """Return why these may not wait, or nothing if they may."""
        if len(self._entries) + len(drafts) > self._settings.queue_depth_max:
            return "the ledger's queue is full (queue_depth_max)"
        wanted: Counter[Owner] = Counter()
        for draft in drafts:
            if draft is not None:
                wanted[draft.owner] += draft.size_bytes
        if self._bytes + wanted.total() > self._settings.queue_bytes_max:
            return "the ledger's queue is full (queue_bytes_max)"
        share = self._settings.queue_bytes_per_caller_max
        if any(self._bytes_by_owner[owner] + size > share for owner, size in wanted.items()):
            return "this caller's share of the ledger's queue is full (queue_bytes_per_caller_max)"
        return ""

    def add(self, entries: Iterable[Entry]) -> None:
        """Let entries wait behind all others."""
        for entry in entries:
            self._entries[entry] = None
            self._account(entry, entry.size_bytes)

    def put_back(self, entries: Iterable[Entry]) -> None:
        """Let entries that were taken wait in front of all others again, whatever the bounds say."""
        returned = dict.fromkeys(entries)
        for entry in returned:
            self._account(entry, entry.size_bytes)
        self._entries = returned | self._entries

    def remove(self, entry: Entry) -> None:
        """Withdraw a waiting entry."""
        del self._entries[entry]
        self._account(entry, -entry.size_bytes)

    def take(self, count: int) -> tuple[Entry, ...]:
        """Take the oldest entries."""
        taken = tuple(entry for entry, _ in zip(self, range(count), strict=False))
        for entry in taken:
            self.remove(entry)
        return taken

    def _account(self, entry: Entry, size: int) -> None:
        if entry.draft is None:
            return
        owner = entry.draft.owner
        self._bytes += size
        self._bytes_by_owner[owner] += size
        if not self._bytes_by_owner[owner]:
            del self._bytes_by_owner[owner]  # who waits for nothing costs nothing

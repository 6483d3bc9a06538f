"""
Records of which only the hash is left: lawful if the log itself says that their month was dropped, else deleted.

The log's own record of a drop names the range of indices and how many records went. It is part of the signed tree, so
nobody can add one later without the log's key. It speaks of what was before it, and of no more records than its range
has; who may write records could still have forged one, so the verifier names each that it believed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

_NAMES = ("first_index", "last_index", "records")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")


class Unexplained(Exception):
    """A record is missing, and the log does not say that it was dropped. `index` is the first such leaf."""

    def __init__(self, reason: str, index: int) -> None:
        """Say what is wrong, and where."""
        super().__init__(reason)
        self.index = index


@dataclass(frozen=True, slots=True, order=True)
class Drop:
    """What a record of a drop says: of the leaves from first to last, so many were dropped."""

    first: int
    last: int
    records: int
    index: int
    month: str


def drop_of(document: Mapping[str, object], index: int) -> Drop | None:
    """Return what a record says of a drop, if it is one that can be: of leaves before it, no more than are there."""
    details = document.get("details")
    if document.get("kind") != "drop" or not isinstance(details, Mapping):
        return None
    first, last, records = (details.get(name) for name in _NAMES)
    if type(first) is not int or type(last) is not int or type(records) is not int:
        return None
    if not (0 <= first <= last < index and 0 < records <= last - first + 1):
        return None
    month = str(details.get("month"))
    return Drop(first, last, records, index, month if _MONTH.fullmatch(month) else "no month")


@dataclass(slots=True)
class Pruning:
    """The missing records of a range that begins at `start`, as runs of indices, and the drops that it tells of."""

    start: int = 0
    count: int = 0
    _runs: list[list[int]] = field(default_factory=list)
    _drops: list[Drop] = field(default_factory=list)

    def miss(self, index: int) -> None:
        """Take note of a leaf without a record; call it in the order of the log."""
        self.count += 1
        if self._runs and self._runs[-1][1] == index - 1:
            self._runs[-1][1] = index
        else:
            self._runs.append([index, index])

    def see(self, drop: Drop) -> None:
        """Take note of a drop, if it reaches into the range."""
        if drop.last >= self.start:
            self._drops.append(drop)

    def explain(self) -> tuple[str, ...]:
        """Return the drops; raise Unexplained unless each missing record is in one, and no more are than dropped."""
        drops, at = sorted(self._drops), 0
        reached = 0  # every leaf between the present run's first and this one was dropped
        for first, last in self._runs:
            reached = max(reached, first)
            while at < len(drops) and drops[at].first <= reached:
                reached = max(reached, drops[at].last + 1)
                at += 1
            if reached <= last:
                raise Unexplained("the record is missing, and no record of the log says that it was dropped", reached)
        dropped = sum(min(drop.records, drop.last - max(drop.first, self.start) + 1) for drop in drops)
        if self.count > dropped:
            reason = f"{self.count} records are missing, the log says that {dropped} were dropped"
            raise Unexplained(reason, self._runs[0][0])
        return tuple(f"{drop.month} (record at index {drop.index})" for drop in drops) if self.count else ()

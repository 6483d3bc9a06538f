"""
Records of which only the hash is left: lawful if the log itself says that their month was dropped, else deleted.

The log's own record of a drop names the range of indices and how many records went. It is part of the signed tree, so
nobody can add one later without the log's key.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

_NAMES = ("first_index", "last_index", "records")


class Unexplained(Exception):
    """A record is missing, and the log does not say that it was dropped. `index` is the first such leaf."""

    def __init__(self, reason: str, index: int) -> None:
        """Say what is wrong, and where."""
        super().__init__(reason)
        self.index = index


@dataclass(slots=True)
class Pruning:
    """The missing records of a range, as runs of indices, and the drops that its records tell of."""

    count: int = 0
    _runs: list[list[int]] = field(default_factory=list)
    _drops: list[tuple[int, int, int]] = field(default_factory=list)

    def miss(self, index: int) -> None:
        """Take note of a leaf without a record; call it in the order of the log."""
        self.count += 1
        if self._runs and self._runs[-1][1] == index - 1:
            self._runs[-1][1] = index
        else:
            self._runs.append([index, index])

    def see(self, document: Mapping[str, object]) -> None:
        """Take note of a record, if it is one of a drop."""
        details = document["details"]
        if document["kind"] != "drop" or not isinstance(details, Mapping):
            return
        first, last, records = (details.get(name) for name in _NAMES)
        if type(first) is int and type(last) is int and type(records) is int:
            self._drops.append((first, last, records))

    def explain(self) -> None:
        """Raise Unexplained unless every missing record lies in a drop, and no more are missing than were dropped."""
        for first, last in self._runs:
            index = first
            for drop_first, drop_last, _ in sorted(self._drops):
                if drop_first <= index <= drop_last:
                    index = drop_last + 1
            if index <= last:
                raise Unexplained("the record is missing, and no record of the log says that it was dropped", index)
        dropped = sum(records for _, _, records in self._drops)
        if self.count > dropped:
            reason = f"{self.count} records are missing, the log says that {dropped} were dropped"
            raise Unexplained(reason, self._runs[0][0])

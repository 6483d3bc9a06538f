"""Counts what was tried, what was detected, and what was located at the place where it was done."""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from audit.finding import QueryFailed
from audit.verify import CannotVerify, Tampered, Trust

_INDEX = re.compile(r"at index (\d+)")
_LINE = re.compile(r"line (\d+) of leaves\.jsonl")
_NAMED = (
    "the checkpoint",
    "the manifest",
    "leaves.jsonl",
    "records.jsonl",
    "the signature of one.example",
    "0 trusted witnesses",
    "the time stamp",
)

type Found = Tampered | CannotVerify | QueryFailed
# Does one tampering and returns what the auditor says, with the key alone and with all evidence; and where it was done.
type Attempt = Callable[[random.Random], tuple[Found | None, Found | None, str]]


@dataclass(slots=True)
class Count:
    """One row of the table. `by_key` counts what the log's public key alone was enough for."""

    tried: int = 0
    detected: int = 0
    by_key: int = 0
    located: int = 0
    first_miss: str = ""

    @property
    def is_whole(self) -> bool:
        """Return whether everything that was tried was detected, and located."""
        return self.tried == self.detected == self.located > 0


def count(attempts: Mapping[str, Attempt], times: int, seed: int) -> dict[str, Count]:
    """Try everything so many times, at random places."""
    chance = random.Random(seed)  # noqa: S311 (where, not a secret)
    return {name: _counted(attempt, times, chance) for name, attempt in attempts.items()}


def place_of(found: Found) -> str:
    """Return where the auditor says that something is wrong."""
    if isinstance(found, Tampered) and found.index is not None:
        return f"index {found.index}"
    text = str(found)
    if match := _INDEX.search(text):
        return f"index {match[1]}"
    if match := _LINE.search(text):
        return f"index {int(match[1]) - 1}"
    return next((name for name in _NAMED if text.startswith(name)), "nowhere")


def table(rows: Mapping[str, Count]) -> str:
    """Return the counts as lines of text."""
    lines = [f"  {'tampering':<62}{'tried':>7}{'detected':>10}{'by the key':>12}{'located':>9}"]
    for name, row in rows.items():
        missed = "" if row.is_whole else f"  MISSED: {row.first_miss}"
        lines.append(f"  {name:<62}{row.tried:>7}{row.detected:>10}{row.by_key:>12}{row.located:>9}{missed}")
    return "\n".join(lines)


def trusts(trust: Trust) -> tuple[Trust, Trust]:
    """Return what an auditor has who keeps nothing but the key, and who keeps all that was published."""
    return Trust(trust.keys), trust


def _counted(attempt: Attempt, times: int, chance: random.Random) -> Count:
    row = Count()
    for _ in range(times):
        by_key, found, where = attempt(chance)
        row.tried += 1
        row.by_key += by_key is not None
        row.detected += found is not None
        row.located += found is not None and place_of(found) == where
        if not row.first_miss and (found is None or place_of(found) != where):
            row.first_miss = f"{where}: {found or 'not detected'}"
    return row

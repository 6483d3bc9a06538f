"""What a peer's measurement comes to, and the small arithmetic behind it. It must never start or install anything."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

_PORT = re.compile(r"^\s*(\d{1,5})\s*$")


class PeerFailed(Exception):
    """A peer could not be installed or measured, or did not do what it promises; the message says which."""


@dataclass(frozen=True, slots=True)
class PeerResult:
    """
    One peer's times in milliseconds over `runs` measured calls.

    With an `error` nothing was measured: times are NaN, runs is 0, and no ratio may be printed.
    """

    p50_ms: float
    p95_ms: float
    runs: int
    note: str
    error: str | None


def percentile(samples: Sequence[float], share: float) -> float:
    """Return the sample below or at which `share` (0 to 1) of all samples lie (nearest rank); ValueError if empty."""
    if not samples:
        raise ValueError("no samples")
    return sorted(samples)[max(0, math.ceil(share * len(samples)) - 1)]


def summarise(samples: Sequence[float], note: str) -> PeerResult:
    """Return the result for samples in milliseconds; a PeerFailed if there are none."""
    if not samples:
        raise PeerFailed("nothing was measured")
    return PeerResult(percentile(samples, 0.50), percentile(samples, 0.95), len(samples), note, error=None)


def failed(reason: str) -> PeerResult:
    """Return the result of a peer that gave no number."""
    return PeerResult(math.nan, math.nan, runs=0, note="", error=reason)


def spread(samples: Sequence[float]) -> str:
    """Return samples in milliseconds as `p50 / p95 ms (count)`, or `none`."""
    if not samples:
        return "none"
    return f"{percentile(samples, 0.50):.1f} / {percentile(samples, 0.95):.1f} ms ({len(samples)})"


def cycle(texts: Sequence[str], count: int) -> list[str]:
    """Return `count` texts, beginning again from the first when they run out; ValueError if there are none."""
    if not texts:
        raise ValueError("no texts")
    return [texts[number % len(texts)] for number in range(count)]


def port_in(line: str) -> int:
    """Return the TCP port that a server printed alone on a line; PeerFailed if it is none."""
    found = _PORT.match(line)
    if not found or not 0 < int(found[1]) < 65536:
        raise PeerFailed(f"no port in {line[:80]!r}")
    return int(found[1])

"""A token bucket for each caller, in a table of bounded size."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

type CallerKey = tuple[str, str]


@dataclass(slots=True)
class _Bucket:
    """How many requests were left at a time. The only state of a caller; owned by the event loop."""

    left: float
    at_s: float


class Rates:
    """Counts requests per caller."""

    def __init__(self, *, per_second: float, burst: int, callers_max: int, monotonic: Callable[[], float]) -> None:
        """Start with no caller known; each begins with a full bucket."""
        self._per_second = per_second
        self._burst = float(burst)
        self._callers_max = callers_max
        self._monotonic = monotonic
        self._buckets: OrderedDict[CallerKey, _Bucket] = OrderedDict()

    def __len__(self) -> int:
        """Return how many callers are remembered."""
        return len(self._buckets)

    def spend(self, key: CallerKey) -> int:
        """Take one request of the caller's rate and return 0; or, if none is left, whole seconds until one is."""
        now_s = self._monotonic()
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(self._burst, now_s)
            if len(self._buckets) > self._callers_max:
                self._buckets.popitem(last=False)
        else:
            self._buckets.move_to_end(key)
            bucket.left = min(self._burst, bucket.left + max(0.0, now_s - bucket.at_s) * self._per_second)
            bucket.at_s = now_s
        if bucket.left < 1.0:
            return max(1, math.ceil((1.0 - bucket.left) / self._per_second))
        bucket.left -= 1.0
        return 0

"""What a call costs, for rules that say that no text is dear; a busy machine may spoil one look, not each of three."""

import gc
import time
from collections.abc import Callable

_LOOKS_MAX = 3


def least_cpu_s(call: Callable[[], object], enough_s: float) -> float:
    """Return the CPU seconds of this thread that a call takes at least: of three looks, or the first cheap enough.

    The collector is off meanwhile: it would look through all that the tests before this one have left.
    """
    least_s = float("inf")
    gc.disable()
    try:
        for _ in range(_LOOKS_MAX):
            started = time.thread_time()
            call()
            least_s = min(least_s, time.thread_time() - started)
            if least_s < enough_s:
                break
    finally:
        gc.enable()
    return least_s

"""The settings of admission: rates, slots and the queue for them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AdmissionSettings:
    """
    How much one caller, and all together, may ask.

    requests_per_minute_max: the rate of one caller (tenant and subject) in the long run.
    requests_burst_max: how many requests it may send at once after a pause.
    slots_count: how many requests are worked on at the same time.
    queue_depth_max: how many requests may wait for a slot, of all callers together.
    queue_ms_max: the longest wait for a slot.
    callers_count_max: how many callers' rates are remembered; the one unseen for longest is forgotten first.
    """

    requests_per_minute_max: float = 240.0
    requests_burst_max: int = 60
    slots_count: int = 32
    queue_depth_max: int = 128
    queue_ms_max: int = 2000
    callers_count_max: int = 10_000

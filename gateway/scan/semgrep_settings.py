"""The settings of the warm Semgrep pool."""

from dataclasses import dataclass, field
from typing import Final

from gateway.ranges import Ranges, check_ranges
from gateway.scan.sandbox import Limits

# From and to, both included.
SEMGREP_RANGES: Final[Ranges] = {
    "processes_count": (1, 64),
    "scan_ms_max": (1, 60_000),
    "call_ms_max": (1, 120_000),
    "queue_depth_max": (1, 100_000),
    "start_ms_max": (100, 120_000),
    "restart_pause_ms_max": (1, 600_000),
    "scans_max": (1, 1_000_000),
    "rss_bytes_max": (1_000_000, 68_719_476_736),
    "text_bytes_max": (1, 16_777_216),
    "answer_bytes_max": (1_024, 1_073_741_824),
}
LIMIT_RANGES: Final[Ranges] = {
    "memory_bytes_max": (67_108_864, 68_719_476_736),
    "file_size_bytes_max": (4_096, 1_073_741_824),
    "open_files_max": (16, 65_536),
    "user_id": (1, 4_294_967_294),
}


@dataclass(frozen=True, slots=True)
class SemgrepSettings:
    """
    Limits of the Semgrep pool.

    `processes_count` engines are kept warm. `scan_ms_max` bounds one attempt in one process: the longest texts take 300
    ms of a whole core, and have time on a machine half as fast. `call_ms_max` bounds a whole call with waiting and its
    one retry. `queue_depth_max` callers may wait for a process. `start_ms_max` bounds a start;
    `restart_pause_ms_max` the growing pause between failed restarts. A process is replaced after `scans_max` scans or
    above `rss_bytes_max` of memory. `text_bytes_max` is the longest text taken. `answer_bytes_max` bounds what one scan
    may write on either pipe. `folder` holds the scanned files; empty means /dev/shm, else the temporary folder.
    """

    processes_count: int = 2
    scan_ms_max: int = 1_000
    call_ms_max: int = 2_500
    queue_depth_max: int = 64
    start_ms_max: int = 10_000
    restart_pause_ms_max: int = 5_000
    scans_max: int = 1_500
    rss_bytes_max: int = 262_144_000
    text_bytes_max: int = 262_144
    answer_bytes_max: int = 8_388_608
    folder: str = ""
    limits: Limits = field(default_factory=Limits)

    def __post_init__(self) -> None:
        """Refuse a limit outside its range; raise SettingsInvalid that names both."""
        check_ranges("scan.semgrep", self, SEMGREP_RANGES)
        check_ranges("scan.semgrep.limits", self.limits, LIMIT_RANGES)

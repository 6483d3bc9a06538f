"""The settings of the warm Semgrep pool."""

from dataclasses import dataclass, field

from gateway.scan.sandbox import Limits


@dataclass(frozen=True, slots=True)
class SemgrepSettings:
    """
    Limits of the Semgrep pool.

    `processes_count` engines are kept warm. `scan_ms_max` bounds one attempt in one process, `call_ms_max` a whole call
    with waiting and its one retry. `queue_depth_max` callers may wait for a process. `start_ms_max` bounds a start;
    `restart_pause_ms_max` the growing pause between failed restarts. A process is replaced after `scans_max` scans or
    above `rss_bytes_max` of memory. `text_bytes_max` is the longest text taken. `answer_bytes_max` bounds what one scan
    may write on either pipe. `folder` holds the scanned files; empty means /dev/shm, else the temporary folder.
    """

    processes_count: int = 2
    scan_ms_max: int = 500
    call_ms_max: int = 2_000
    queue_depth_max: int = 64
    start_ms_max: int = 10_000
    restart_pause_ms_max: int = 5_000
    scans_max: int = 1_500
    rss_bytes_max: int = 262_144_000
    text_bytes_max: int = 262_144
    answer_bytes_max: int = 8_388_608
    folder: str = ""
    limits: Limits = field(default_factory=Limits)

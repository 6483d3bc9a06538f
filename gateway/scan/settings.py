"""The scan section of the settings."""

from dataclasses import dataclass, field
from typing import Final

from gateway.ranges import Ranges, check_ranges
from gateway.scan.semgrep_settings import SemgrepSettings

# From and to, both included.
WORKER_RANGES: Final[Ranges] = {
    "workers_count": (1, 64),
    "prepare_ms_max": (1, 60_000),
    "analyse_ms_max": (1, 60_000),
    "start_ms_max": (100, 120_000),
    "restart_pause_ms": (1, 60_000),
    "loss_pause_ms": (0, 10_000),
    "queue_depth_max": (1, 100_000),
    "memory_bytes_max": (67_108_864, 68_719_476_736),
    "quarantine_entries_max": (1, 1_000_000),
    "quarantine_s_max": (0, 604_800),
}
SCAN_RANGES: Final[Ranges] = {
    "scan_ms_max": (1, 120_000),
    "candidate_chars_max": (1, 1_000_000),
    "context_chars_max": (1, 1_000_000),
    "probe_interval_s": (1, 3_600),
}


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """
    Limits of the analysis workers (fragment repair, Bandit, API policy).

    `workers_count` work at a time, one more is kept warm. (Two, because one
    waits half of its time for the event loop.) `prepare_ms_max` and `analyse_ms_max` bound one answer;
    `start_ms_max` a start. A start that fails is tried again after `restart_pause_ms`, a question whose
    worker was lost after `loss_pause_ms`. `queue_depth_max` callers may
    wait. `memory_bytes_max` is a worker's address space. A text that cost two workers is refused for
    `quarantine_s_max` seconds; `quarantine_entries_max` such texts are remembered.
    """

    workers_count: int = 2
    prepare_ms_max: int = 1_200
    analyse_ms_max: int = 3_000
    start_ms_max: int = 10_000
    restart_pause_ms: int = 500
    loss_pause_ms: int = 20
    queue_depth_max: int = 256
    memory_bytes_max: int = 1024 * 1024 * 1024
    quarantine_entries_max: int = 1024
    quarantine_s_max: int = 3600

    def __post_init__(self) -> None:
        """Refuse a limit outside its range; raise SettingsInvalid that names both."""
        check_ranges("scan.worker", self, WORKER_RANGES)


@dataclass(frozen=True, slots=True)
class ScanSettings:
    """
    Limits of scanning.

    `scan_ms_max` bounds a whole scan, all engines and retries included. `candidate_chars_max` is the longest completion
    that is scanned, `context_chars_max` how much of the text around it goes along. `probe_interval_s` is the time
    between two checks that planted vulnerabilities are found. `packages_folder` holds the indexes of packages
    (`pypi.txt`, `npm.txt`, `go.txt`); empty: no import is checked.
    """

    semgrep: SemgrepSettings = field(default_factory=SemgrepSettings)
    worker: WorkerSettings = field(default_factory=WorkerSettings)
    scan_ms_max: int = 5_000
    candidate_chars_max: int = 100_000
    context_chars_max: int = 32_000
    probe_interval_s: int = 60
    packages_folder: str = ""

    def __post_init__(self) -> None:
        """Refuse a limit outside its range; raise SettingsInvalid that names both."""
        check_ranges("scan", self, SCAN_RANGES)

"""The ledger's section of the settings."""

from dataclasses import dataclass, field
from typing import Final

from gateway.ranges import Ranges, check_ranges

# From and to, both included.
RANGES: Final[Ranges] = {
    "append_ms_max": (1, 60_000),
    "queue_depth_max": (1, 1_000_000),
    "queue_bytes_max": (1_000, 8_589_934_592),
    "queue_bytes_per_caller_max": (1_000, 8_589_934_592),
    "batch_records_max": (1, 10_000),
    "connect_ms_max": (2_000, 60_000),
    "statement_ms_max": (100, 60_000),
    "reconnect_ms_max": (20, 60_000),
    "stop_ms_max": (1, 600_000),
    "data_keys_max": (1, 1_000_000),
}


@dataclass(frozen=True, slots=True)
class LedgerSettings:
    """
    How records become durable.

    `url` is the writer role's database URL (INSERT only, checked whenever it connects); empty means the embedded
    Postgres. It holds a password, so it is never printed.
    `wrapping_key_file` and `signing_key_file` hold the two keys, readable by their owner only. The wrapping key may
    also come from `environment:NAME`, or from `command:PROGRAM ARGUMENT …` (a key management service's own client),
    which prints its 64 hex digits.
    `retired_wrapping_key_files`: keys, given in the same way, that data keys may still be wrapped with.
    `owner_key_file`: the key that names owners, in the same way; empty: derived from the wrapping key. It must be set
    before the wrapping key is rotated (`gateway keys pin-owner`), for a subject is found by that name.
    `append_ms_max`: how long a caller waits for its record before the answer is 503.
    `queue_depth_max`, `queue_bytes_max`: what may wait for the database; more is refused at once.
    `queue_bytes_per_caller_max`: what one caller (tenant and subject) may have waiting; more is refused to it alone.
    `batch_records_max`: how many records one transaction takes.
    `connect_ms_max` (at least 2000, the driver's floor), `statement_ms_max`: how long the database may be silent; it
    gives up a statement by itself after three quarters of that.
    `reconnect_ms_max`: the longest pause between two attempts to connect.
    `stop_ms_max`: how long a shutdown may drain.
    `data_keys_max`: how many callers' data keys are kept in memory.
    """

    url: str = field(default="", repr=False)
    wrapping_key_file: str = "keys/wrapping.key"
    signing_key_file: str = "keys/signing.key"
    retired_wrapping_key_files: tuple[str, ...] = ()
    owner_key_file: str = ""
    append_ms_max: int = 250
    queue_depth_max: int = 4096
    queue_bytes_max: int = 67_108_864
    queue_bytes_per_caller_max: int = 16_777_216
    batch_records_max: int = 256
    connect_ms_max: int = 2000
    statement_ms_max: int = 2000
    reconnect_ms_max: int = 500
    stop_ms_max: int = 5000
    data_keys_max: int = 4096

    def __post_init__(self) -> None:
        """Refuse a limit outside its range; raise SettingsInvalid that names both."""
        check_ranges("ledger", self, RANGES)

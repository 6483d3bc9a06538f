"""The settings' section about the Merkle log: who sequences it, how often it is signed, where it is published."""

from dataclasses import dataclass, field
from typing import Final

from gateway.errors import SettingsInvalid
from gateway.ranges import Ranges, check_ranges

# From and to, both included.
RANGES: Final[Ranges] = {
    "sequence_ms": (10, 60_000),
    "batch_records_max": (1, 100_000),
    "checkpoint_ms_min": (10, 60_000),
    "checkpoint_s_max": (1, 60),
    "lag_s_max": (1, 3600),
    "statement_ms_max": (1000, 600_000),
    "retry_ms": (10, 60_000),
    "sink_ms_max": (100, 60_000),
    "witness_s": (1, 86_400),
    "timestamp_s": (1, 86_400),
    "confirm_ms_max": (100, 60_000),
}


@dataclass(frozen=True, slots=True)
class LogSettings:
    """
    How records become a log that can be verified.

    `url` is the database URL of a login with the role gateway_sequencer; it holds a password, so it is never printed.
    `events_url` is that of a login with the role gateway_shipper, which delivers to the sinks of `[[events]]`.
    `origin` is the beginning of every log's name, without a scheme; a tenant's log is `origin/TENANT`.
    `folder`: where checkpoints and tiles are published as files; empty: nowhere.
    `repository`: a git working tree where each checkpoint is committed; `push` also pushes it.
    `syslog`: HOST:PORT of a collector that gets each checkpoint (RFC 5424 over UDP).
    `retired_signing_key_files`: keys that sign beside the one in force while it is being rotated.
    `sequence_ms`: how often records get their places; `batch_records_max`: at most so many at once.
    `checkpoint_ms_min`: the least time between two checkpoints of a log that grows; `checkpoint_s_max`: the most time
    between two, whether it grew or not.
    `lag_s_max`: a record that waits longer for its place raises an alarm.
    `statement_ms_max`: how long the database may take; `retry_ms`: the pause before another attempt.
    `sink_ms_max`: how long one place of publication may take.
    `witnesses`: who cosigns checkpoints (C2SP tlog-witness), each as `NAME+ID+KEY URL`; `witness_s`: how often.
    `timestamp_url`: an RFC 3161 time-stamping authority; `timestamp_s`: how often a log that grew is stamped.
    `confirm_ms_max`: how long one of them may take; none of them holds up the log.
    """

    url: str = field(default="", repr=False)
    events_url: str = field(default="", repr=False)
    origin: str = "gateway.internal/log"
    folder: str = ""
    repository: str = ""
    push: bool = False
    syslog: str = ""
    retired_signing_key_files: tuple[str, ...] = ()
    sequence_ms: int = 200
    batch_records_max: int = 5000
    checkpoint_ms_min: int = 1000
    checkpoint_s_max: int = 60
    lag_s_max: int = 10
    statement_ms_max: int = 10_000
    retry_ms: int = 500
    sink_ms_max: int = 5000
    witnesses: tuple[str, ...] = ()
    witness_s: int = 60
    timestamp_url: str = ""
    timestamp_s: int = 600
    confirm_ms_max: int = 10_000

    def __post_init__(self) -> None:
        """Refuse a limit outside its range, and a name that no checkpoint can carry; raise SettingsInvalid."""
        check_ranges("log", self, RANGES)
        is_name = self.origin and self.origin.isascii() and self.origin.isprintable()
        if not is_name or set(self.origin) & set(" +") or self.origin.endswith("/"):
            raise SettingsInvalid("log.origin is a name such as gateway.example/log: no scheme, space or plus")
        if self.syslog and not self.syslog.rpartition(":")[2].isdecimal():
            raise SettingsInvalid("log.syslog is HOST:PORT")
        if self.timestamp_url and not self.timestamp_url.startswith(("https://", "http://")):
            raise SettingsInvalid("log.timestamp_url begins with https:// or http://")

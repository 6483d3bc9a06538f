"""The settings' section about what auditors may see."""

from dataclasses import dataclass, field
from typing import Final

from gateway.ranges import Ranges, check_ranges

# From and to, both included.
RANGES: Final[Ranges] = {
    "connections_max": (1, 100),
    "waiting_max": (0, 1000),
    "wait_ms_max": (1, 60_000),
    "statement_ms_max": (100, 60_000),
    "text_keys_max": (1, 100_000),
    "exports_max": (1, 20),
    "export_s_max": (1, 86_400),
    "export_records_max": (1, 1_000_000_000),
}


@dataclass(frozen=True, slots=True)
class EvidenceSettings:
    """
    How auditors read the log through the gateway. They never share a connection with completions.

    `url` is the database URL of a login with the role gateway_reader; empty: nothing is shown.
    `decrypt_url` is that of a login with the role gateway_decryptor; empty: no text is decrypted, and none searched by
    its hash. Both hold a password, so they are never printed.
    `connections_max`: how many questions the database answers at once; `waiting_max`: how many more may wait, and
    `wait_ms_max` for how long. More are answered 429.
    `statement_ms_max`: how long the database may take for one.
    `text_keys_max`: how many data keys a search by text hash may try; `since`, `until` and `caller` make them fewer.
    `exports_max`: how many exports run at once; more are answered 429. `export_s_max`: after so long an export is
    ended, also one that nobody reads; `export_records_max`: how many records one may have.
    """

    url: str = field(default="", repr=False)
    decrypt_url: str = field(default="", repr=False)
    connections_max: int = 2
    waiting_max: int = 16
    wait_ms_max: int = 2000
    statement_ms_max: int = 5000
    text_keys_max: int = 10_000
    exports_max: int = 1
    export_s_max: int = 3600
    export_records_max: int = 1_000_000

    def __post_init__(self) -> None:
        """Refuse a limit outside its range; raise SettingsInvalid that names both."""
        check_ranges("evidence", self, RANGES)

"""The settings' section about what is kept: for how long, and which months are made ahead."""

from dataclasses import dataclass, field
from typing import Final

from gateway.errors import SettingsInvalid
from gateway.ranges import Ranges, check_ranges

LAWFUL_DAYS_MIN: Final = 184

# From and to, both included.
RANGES: Final[Ranges] = {
    "retention_days": (1, 36_500),
    "months_ahead": (1, 24),
    "statement_ms_max": (1000, 3_600_000),
    "confirm_ms_max": (100, 600_000),
}


@dataclass(frozen=True, slots=True)
class KeepingSettings:
    """
    What is kept, and for how long.

    `url` is the database URL of a login with the role gateway_keeper; it holds a password, so it is never printed.
    Empty: nothing is dropped, held or shredded, and months are made by `gateway migrate` alone.
    `retention_days`: a month is dropped when its last day is older. Less than 184 (six months: EU AI Act Art. 19 and
    26, China's Cybersecurity Law Art. 21) needs `short_retention_reason`, and the owner's consent in the database
    (`UPDATE audit.retention SET days_min = …`).
    `months_ahead`: how many months after this one are ready for records.
    `statement_ms_max`: how long the database may take.
    `confirm_ms_max`: how long a shred waits for running gateways to forget the keys, and a drop for its record to be
    signed.
    """

    url: str = field(default="", repr=False)
    retention_days: int = 365
    short_retention_reason: str = ""
    months_ahead: int = 3
    statement_ms_max: int = 300_000
    confirm_ms_max: int = 10_000

    def __post_init__(self) -> None:
        """Refuse a limit outside its range, and a short retention without a reason; raise SettingsInvalid."""
        check_ranges("keeping", self, RANGES)
        if self.retention_days < LAWFUL_DAYS_MIN and not self.short_retention_reason.strip():
            raise SettingsInvalid(
                f"keeping.retention_days is {self.retention_days}: below {LAWFUL_DAYS_MIN} (six months, which the EU AI"
                " Act and China's Cybersecurity Law ask for) set keeping.short_retention_reason, too"
            )

"""The check of ranges that sections of the settings share."""

from collections.abc import Mapping

from gateway.errors import SettingsInvalid

type Ranges = Mapping[str, tuple[int, int]]


def check_ranges(section: str, settings: object, ranges: Ranges) -> None:
    """Raise SettingsInvalid, naming setting and range, for a value below the first or above the second number."""
    for name, (least, most) in ranges.items():
        value: int = getattr(settings, name)
        if not least <= value <= most:
            raise SettingsInvalid(f"{section}.{name} must be between {least} and {most}, it is {value}")

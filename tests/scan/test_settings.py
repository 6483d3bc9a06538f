"""The scanners' settings refuse what could not work, and say which value may stand there."""

from dataclasses import fields
from typing import Any

import pytest

from gateway.errors import SettingsInvalid
from gateway.ranges import Ranges
from gateway.scan.sandbox import Limits
from gateway.scan.semgrep_settings import LIMIT_RANGES, SEMGREP_RANGES, SemgrepSettings
from gateway.scan.settings import SCAN_RANGES, WORKER_RANGES, ScanSettings, WorkerSettings

type Section = type[ScanSettings | WorkerSettings | SemgrepSettings | Limits]
_SECTIONS: dict[str, tuple[Section, Ranges]] = {
    "scan": (ScanSettings, SCAN_RANGES),
    "scan.worker": (WorkerSettings, WORKER_RANGES),
    "scan.semgrep": (SemgrepSettings, SEMGREP_RANGES),
    "scan.semgrep.limits": (Limits, LIMIT_RANGES),
}
_NO_LIMITS = {"semgrep", "worker", "folder", "packages_folder", "limits"}
_LIMITS = [(section, name) for section, (_, ranges) in _SECTIONS.items() for name in ranges]


def _settings(section: str, name: str, value: int) -> object:
    """Return the section with one setting."""
    if section == "scan.semgrep.limits":
        return SemgrepSettings(limits=Limits(**{name: value})).limits
    changed: dict[str, Any] = {name: value}
    return _SECTIONS[section][0](**changed)


@pytest.mark.parametrize("section", _SECTIONS)
def test_every_limit_has_a_range(section: str) -> None:
    """A new limit cannot be forgotten: only folders and whole sections have none."""
    kind, ranges = _SECTIONS[section]

    assert {item.name for item in fields(kind)} - _NO_LIMITS == set(ranges)


@pytest.mark.parametrize(("section", "name"), _LIMITS, ids=[".".join(limit) for limit in _LIMITS])
def test_a_limit_outside_its_range_is_refused(section: str, name: str) -> None:
    """Negative or absurd: the message names the setting, its range and the value. The ends are allowed."""
    least, most = _SECTIONS[section][1][name]
    kept = [_settings(section, name, value) for value in (least, most)]

    assert [least, most] == [getattr(settings, name) for settings in kept]
    for wrong in {-1, least - 1, most + 1, 10**30}:
        with pytest.raises(SettingsInvalid) as refused:
            _settings(section, name, wrong)
        assert f"{section}.{name} must be between {least} and {most}, it is {wrong}" == refused.value.reason


def test_zero_only_where_it_means_something() -> None:
    """No pause after a loss, and a quarantine that forgets at once; everywhere else zero would let nothing work."""
    zero = {name for _, ranges in _SECTIONS.values() for name, (least, _) in ranges.items() if least == 0}

    assert {"loss_pause_ms", "quarantine_s_max"} == zero


def test_a_call_has_time_for_two_attempts() -> None:
    """As the settings come, an attempt that hangs leaves time for another, and the call for what follows it."""
    settings = ScanSettings()

    assert 2 * settings.semgrep.scan_ms_max < settings.semgrep.call_ms_max < settings.scan_ms_max

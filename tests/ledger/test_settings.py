"""The ledger's settings refuse what could not work, and say which value may stand there."""

from dataclasses import fields
from typing import Any

import pytest

from gateway.errors import SettingsInvalid
from gateway.ledger.settings import RANGES, LedgerSettings


def _settings(name: str, value: int) -> LedgerSettings:
    changed: dict[str, Any] = {name: value}
    return LedgerSettings(**changed)


def test_every_limit_has_a_range() -> None:
    """A new limit cannot be forgotten: only the URL and the key files have none."""
    limits = (
        {item.name for item in fields(LedgerSettings)}
        - {"url", "wrapping_key_file", "signing_key_file", "retired_wrapping_key_files"}
        - {"owner_key_file"}
    )

    assert limits == set(RANGES)


@pytest.mark.parametrize("name", RANGES)
def test_a_limit_outside_its_range_is_refused(name: str) -> None:
    """Zero, negative or absurd: the message names the setting, its range and the value. The ends are allowed."""
    least, most = RANGES[name]
    kept = [_settings(name, value) for value in (least, most)]

    assert [least, most] == [getattr(settings, name) for settings in kept]
    for wrong in {0, -1, least - 1, most + 1, 10**30}:
        with pytest.raises(SettingsInvalid) as refused:
            _settings(name, wrong)
        assert f"ledger.{name} must be between {least} and {most}, it is {wrong}" == refused.value.reason

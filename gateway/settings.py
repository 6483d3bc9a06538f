"""
Settings: one TOML file, read once, frozen. Each adapter owns its section; this file only puts them together.

A key that nobody knows stops the start: a misspelt limit would otherwise silently be the default.
"""

import tomllib
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import msgspec

from gateway.access.settings import AccessSettings
from gateway.admission.settings import AdmissionSettings
from gateway.errors import SettingsInvalid
from gateway.evidence.settings import EvidenceSettings
from gateway.http.settings import HttpSettings
from gateway.inference.settings import ModelSettings
from gateway.ledger.event_settings import EventSettings, check_sinks
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.settings import LedgerSettings
from gateway.prompt.compose import LAYOUTS
from gateway.ranges import check_ranges
from gateway.scan.settings import ScanSettings

_FILE_BYTES_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """
    Which policy bundle is in force.

    `folder` holds the bundle; empty: the `standard` bundle that comes with the gateway.
    """

    folder: str = ""


@dataclass(frozen=True, slots=True)
class WorkSettings:
    """
    What the worker says of itself.

    `metrics_host`, `metrics_port`: where `gateway worker` answers `GET /metrics` (Prometheus); port 0: nowhere. Nobody
    is asked who they are there, so let only your own monitoring reach it.
    """

    metrics_host: str = "127.0.0.1"
    metrics_port: int = 0

    def __post_init__(self) -> None:
        """Refuse a port that is none; raise SettingsInvalid."""
        check_ranges("worker", self, {"metrics_port": (0, 65_535)})


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set, one section a part of the house."""

    http: HttpSettings = field(default_factory=HttpSettings)
    access: AccessSettings = field(default_factory=AccessSettings)
    admission: AdmissionSettings = field(default_factory=AdmissionSettings)
    model: ModelSettings = field(default_factory=ModelSettings)
    scan: ScanSettings = field(default_factory=ScanSettings)
    ledger: LedgerSettings = field(default_factory=LedgerSettings)
    log: LogSettings = field(default_factory=LogSettings)
    keeping: KeepingSettings = field(default_factory=KeepingSettings)
    evidence: EvidenceSettings = field(default_factory=EvidenceSettings)
    events: tuple[EventSettings, ...] = ()
    policy: PolicySettings = field(default_factory=PolicySettings)
    worker: WorkSettings = field(default_factory=WorkSettings)

    def __post_init__(self) -> None:
        """Refuse what no single section can see."""
        check_sinks(self.events)
        if self.events and not self.log.events_url:
            raise SettingsInvalid("events: log.events_url is not set: they need a login with the role gateway_shipper")
        if self.model.layout not in LAYOUTS:
            raise SettingsInvalid(f"model.layout must be one of {', '.join(sorted(LAYOUTS))}")


def load(path: Path) -> Settings:
    """Read the settings from a TOML file. Raises SettingsInvalid, naming the key and what is wrong with it."""
    try:
        with path.open("rb") as file:
            text = file.read(_FILE_BYTES_MAX).decode()
        values = tomllib.loads(text)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsInvalid(f"{path} cannot be read: {error}") from None
    _refuse_unknown(values, Settings, "")
    try:
        return msgspec.convert(values, Settings)
    except msgspec.ValidationError as error:
        raise SettingsInvalid(f"{path}: {error}") from None


def _refuse_unknown(values: dict[str, Any], section: type, path: str) -> None:
    hints = get_type_hints(section)
    names = {item.name for item in fields(section)}
    for key, value in values.items():
        here = f"{path}.{key}" if path else key
        if key not in names:
            raise SettingsInvalid(f"{here} is not a setting; known here: {', '.join(sorted(names))}")
        kinds = [kind for kind in (hints[key], *get_args(hints[key])) if isinstance(kind, type) and is_dataclass(kind)]
        for item in value if isinstance(value, list) else [value]:
            if kinds and isinstance(item, dict):
                _refuse_unknown(item, kinds[0], here)

"""The settings of one sink of events: a place outside to which every record of the log is delivered."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final
from urllib.parse import urlsplit

from audit.record import Kind
from gateway.errors import SettingsInvalid
from gateway.ranges import Ranges, check_ranges

SINKS_MAX: Final = 16
KINDS: Final = ("webhook", "syslog", "file")
FORMATS: Final = ("json", "ocsf", "cef")
SYSLOG_SCHEMES: Final = ("udp", "tcp", "tls")
_NAME: Final = re.compile(r"[a-z0-9_-]{1,50}")
# From and to, both included.
RANGES: Final[Ranges] = {
    "batch_events_max": (1, 10_000),
    "batch_bytes_max": (1_000, 16_777_216),
    "deliver_ms_max": (100, 600_000),
    "poll_ms": (10, 60_000),
    "retry_s_max": (1, 3600),
    "file_bytes_max": (1_000, 1_099_511_627_776),
    "files_max": (1, 10_000),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """
    One `[[events]]` table: where events go, which, and in which form.

    `name` is under which the sink's place in each log is kept: rename it, and it begins at the first record again.
    `kind` is webhook, syslog or file. `address` is an https address for a webhook (http on loopback only); for syslog
    udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT; for a file its path.
    `format` is json (the whole record with its place), ocsf (OCSF 1.8.0, API Activity) or cef.
    `secret_file` holds the key (32 bytes or more) under which a webhook's batches are signed (HMAC-SHA-256).
    `ca_file`: PEM file of the authorities that vouch for a webhook or a tls:// collector; empty: the system's.
    `tenants`: whose records; empty: everybody's, and those of nobody proven. `kinds`: which kinds; empty: all.
    `batch_events_max`, `batch_bytes_max`: what is delivered at once; one event may be larger.
    `deliver_ms_max`: how long one delivery may take; after a failure the pauses grow up to `retry_s_max`.
    `poll_ms`: how often a sink that has everything looks for more.
    `file_bytes_max`, `files_max`: a file that would grow beyond this is renamed, and so many old ones are kept.
    """

    name: str
    kind: str
    address: str
    format: str = "json"
    secret_file: str = ""
    ca_file: str = ""
    tenants: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    batch_events_max: int = 500
    batch_bytes_max: int = 1_048_576
    deliver_ms_max: int = 10_000
    poll_ms: int = 500
    retry_s_max: int = 60
    file_bytes_max: int = 104_857_600
    files_max: int = 10

    def __post_init__(self) -> None:
        """Refuse what could not work, naming sink and key; raise SettingsInvalid."""
        if _NAME.fullmatch(self.name) is None:
            raise SettingsInvalid("events.name is 1 to 50 small letters, digits, _ or -")
        where = f"events ({self.name})"
        check_ranges(where, self, RANGES)
        for key, value, known in (("kind", self.kind, KINDS), ("format", self.format, FORMATS)):
            if value not in known:
                raise SettingsInvalid(f"{where}.{key} is one of {', '.join(known)}")
        for kind in self.kinds:
            if kind not in Kind:
                raise SettingsInvalid(f"{where}.kinds: {kind!r} is no kind; known: {', '.join(Kind)}")
        self._check_address(where)

    def _check_address(self, where: str) -> None:
        if self.kind == "file":
            if not self.address:
                raise SettingsInvalid(f"{where}.address is the path of a file")
            return
        try:
            parts = urlsplit(self.address)
            host, port = parts.hostname or "", parts.port
        except ValueError:
            raise SettingsInvalid(f"{where}.address is no address") from None
        if self.kind == "syslog":
            if parts.scheme not in SYSLOG_SCHEMES or not host or not port:
                raise SettingsInvalid(f"{where}.address is udp://HOST:PORT, tcp://HOST:PORT or tls://HOST:PORT")
            return
        if not host or parts.username is not None or parts.password is not None:
            raise SettingsInvalid(f"{where}.address needs a host, and may not hold a user or a password")
        if parts.scheme != "https" and not (parts.scheme == "http" and _is_loopback(host)):
            raise SettingsInvalid(f"{where}.address must begin with https:// (http only on loopback)")
        if not self.secret_file:
            raise SettingsInvalid(f"{where}.secret_file is missing: a webhook's batches are signed")


def check_sinks(sinks: tuple[EventSettings, ...]) -> None:
    """Refuse too many sinks, and two of one name; raise SettingsInvalid."""
    if len(sinks) > SINKS_MAX or len({sink.name for sink in sinks}) < len(sinks):
        raise SettingsInvalid(f"events: at most {SINKS_MAX} sinks, each with a name of its own")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"

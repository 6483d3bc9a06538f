"""
Start the embedded parts (Postgres, keys, an issuer of tokens) in one folder, and write the settings file that a gateway
on them reads. For trying the gateway out: log, keys and gateway share one host here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from gateway.access import AccessSettings, EmbeddedIssuer
from gateway.embedded.postgres import EmbeddedPostgres
from gateway.errors import SettingsInvalid
from gateway.evidence import EvidenceSettings
from gateway.http.settings import HttpSettings
from gateway.inference import ModelSettings
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.keys import load_keys
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import create_logins, migrate
from gateway.ledger.settings import LedgerSettings
from gateway.settings import Settings

_PORT_MAX = 65_535
NETWORKS = ("127.0.0.1/32", "::1/128")


@dataclass(frozen=True, slots=True)
class Embedded:
    """What was started: the settings and their file to serve with, and the handles that a tour needs."""

    settings: Settings
    settings_file: Path
    postgres: EmbeddedPostgres
    issuer: EmbeddedIssuer
    reader_url: str


def issuer(folder: Path) -> EmbeddedIssuer:
    """Return the issuer of the embedded parts in `folder`; raises SettingsInvalid if nothing was started there."""
    place = folder.resolve() / "issuer"
    if not place.is_dir():
        raise SettingsInvalid(f"there are no embedded parts in {folder}: run `gateway serve --embedded` first")
    return EmbeddedIssuer(str(place))


def prepare(
    folder: Path,
    model_url: str,
    *,
    listen: str = "127.0.0.1:0",
    model_id: str = "",
    debug_timings: bool = False,
) -> Embedded:
    """
    Start Postgres in `folder`, migrate it, make keys and issuer, write the settings. The caller stops Postgres.

    Raises SettingsInvalid with what to do. Takes 3-5 s the first time, about 0.5 s after that.
    """
    folder = folder.resolve()
    # Postgres runs as another account when we are root: it must pass through the folder, and read nothing in it.
    folder.mkdir(mode=0o711, parents=True, exist_ok=True)
    for place in (folder / "issuer", folder / "keys"):
        place.mkdir(mode=0o700, exist_ok=True)
    host, port = _address(listen)
    keys = LedgerSettings(
        wrapping_key_file=str(folder / "keys" / "wrapping.key"), signing_key_file=str(folder / "keys" / "signing.key")
    )
    load_keys(Path(keys.wrapping_key_file), Path(keys.signing_key_file), create=True)
    tokens = EmbeddedIssuer(str(folder / "issuer"))
    postgres = EmbeddedPostgres(folder / "postgres").start()
    migrate(postgres.url())
    urls = create_logins(postgres.url(), folder / "keys")
    settings = Settings(
        http=HttpSettings(listen_host=host, listen_port=port, debug_timings=debug_timings),
        access=AccessSettings(networks=NETWORKS, issuers=(tokens.issuer_settings(),), embedded=True),
        model=ModelSettings(url=model_url, model_id=model_id),
        ledger=replace(keys, url=urls.writer),
        log=LogSettings(url=urls.sequencer, events_url=urls.shipper, folder=str(folder / "log")),
        keeping=KeepingSettings(url=urls.keeper),
        evidence=EvidenceSettings(url=urls.reader, decrypt_url=urls.decryptor),
    )
    settings_file = folder / "gateway.toml"
    write(settings, settings_file)
    return Embedded(settings, settings_file, postgres, tokens, urls.reader)


def write(settings: Settings, path: Path) -> None:
    """Write the settings as TOML, readable by their owner only: the database's password is among them."""
    values: dict[str, object] = msgspec.to_builtins(settings)
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text("".join(_section(name, section) for name, section in values.items()))


def _section(name: str, section: object) -> str:
    """Return a section in TOML: a table, or one table for each of a list."""
    if isinstance(section, Mapping):
        return f"[{name}]\n{_table(section)}\n"
    tables = section if isinstance(section, list | tuple) else ()
    return "".join(f"[[{name}]]\n{_table(one)}\n" for one in tables)


def _table(section: Mapping[str, object]) -> str:
    return "".join(f"{key} = {_value(value)}\n" for key, value in section.items())


def _value(value: object) -> str:
    """Return a value in TOML; strings, numbers and booleans are written as JSON writes them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_value(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    return json.dumps(value)


def _address(listen: str) -> tuple[str, int]:
    host, _, port = listen.rpartition(":")
    if not host or not port.isascii() or not port.isdecimal() or int(port) > _PORT_MAX:
        raise SettingsInvalid(f"--listen wants HOST:PORT, not {listen!r}")
    return host.strip("[]"), int(port)

"""Keys are rotated while gateways run: old texts stay readable, subjects stay findable, nothing secret is printed."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.cli import main
from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.launch import write
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.keys import load_ledger_keys
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.seal import place_of
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import Vault
from gateway.settings import Settings
from gateway.values import WrappedKey
from tests.ledger.support import CALLER, PROMPT, opening, rows

OLD, NEW = "5a" * 16 + "01" * 16, "a5" * 16 + "02" * 16


def _settings(database: LedgerUrls, folder: Path) -> Settings:
    ledger = LedgerSettings(
        url=database.writer,
        wrapping_key_file=str(folder / "old.key"),
        signing_key_file=str(folder / "signing.key"),
        append_ms_max=5000,
    )
    return Settings(ledger=ledger, keeping=KeepingSettings(url=database.keeper))


async def _record(settings: LedgerSettings, *, create: bool = False) -> None:
    ledger = PostgresLedger.from_settings(settings, create_keys=create)
    await ledger.start()
    await ledger.note(opening())
    await ledger.stop()


def _prompts(database: LedgerUrls, vault: Vault) -> list[str]:
    """Return every prompt in the log, decrypted."""
    query = (
        "SELECT k.id::text, k.tenant, k.owner, k.month, k.writer::text, k.wrapping_key_id, k.wrapped,"
        " r.record_id::text, r.prompt_ciphertext FROM audit.record r JOIN audit.data_key k ON k.id = r.key_id"
    )
    found = []
    for row in rows(database.owner, query):
        *key, record_id, ciphertext = row.values()
        found.append(vault.unwrap(WrappedKey(*key)).decrypt(ciphertext, place_of(record_id, "prompt")))
    return found


def test_the_wrapping_key_is_rotated_without_downtime(
    ledger_database: LedgerUrls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The whole way of the README: pin owners, new key in force, wrap anew, old key gone."""
    settings = _settings(ledger_database, tmp_path)
    config = tmp_path / "gateway.toml"
    to = ("--config", str(config))
    asyncio.run(_record(settings.ledger, create=True))
    write(settings, config)
    assert 0 == main(["keys", "pin-owner", *to, "--out", str(tmp_path / "owner.key")])

    (tmp_path / "new.key").write_text(NEW)
    (tmp_path / "new.key").chmod(0o600)
    rotated = replace(
        settings.ledger,
        wrapping_key_file=str(tmp_path / "new.key"),
        retired_wrapping_key_files=(str(tmp_path / "old.key"),),
        owner_key_file=str(tmp_path / "owner.key"),
    )
    write(replace(settings, ledger=rotated), config)
    asyncio.run(_record(rotated))  # a gateway that has the new key already
    both = Vault(load_ledger_keys(rotated, create=False), "w", 1)
    assert [PROMPT] * 2 == _prompts(ledger_database, both)
    capsys.readouterr()
    assert 0 == main(["keys", "rotate-wrapping", *to])
    assert capsys.readouterr().out.startswith("1 data keys are wrapped anew")
    assert 0 == main(["keys", "rotate-wrapping", *to])
    assert capsys.readouterr().out.startswith("0 data keys")
    assert 0 == main(["keys", "show", *to])
    assert NEW not in capsys.readouterr().out

    alone = load_ledger_keys(replace(rotated, retired_wrapping_key_files=()), create=False)
    assert [PROMPT] * 2 == _prompts(ledger_database, Vault(alone, "w", 1))
    owners = {row["owner"] for row in rows(ledger_database.owner, "SELECT owner FROM audit.data_key")}
    assert {Vault(alone, "w", 1).owner_digest("acme", CALLER.subject)} == owners


def test_owners_keep_their_names(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A rotation that would make subjects unfindable does not start, and a key is never overwritten."""
    settings = _settings(ledger_database, tmp_path)
    load_ledger_keys(settings.ledger, create=True)
    write(settings, tmp_path / "gateway.toml")

    with pytest.raises(SettingsInvalid, match="pin-owner"):
        load_ledger_keys(replace(settings.ledger, retired_wrapping_key_files=("x",)), create=False)
    to = ["--config", str(tmp_path / "gateway.toml"), "--out", str(tmp_path / "old.key")]
    assert 2 == main(["keys", "pin-owner", *to])


def test_a_key_comes_from_the_environment_or_a_command(
    ledger_database: LedgerUrls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All three sources give the same key; what gives none is named, without its words."""
    settings = _settings(ledger_database, tmp_path).ledger
    made = load_ledger_keys(settings, create=True)
    monkeypatch.setenv("WRAPPING", made.wrapping.hex())
    command = f"command:cat {tmp_path / 'old.key'}"
    for source in ("environment:WRAPPING", command):
        given = load_ledger_keys(replace(settings, wrapping_key_file=source), create=False)
        assert (made.wrapping, made.wrapping_id) == (given.wrapping, given.wrapping_id)

    for source, named in (
        ("environment:NO_SUCH_VARIABLE", "environment:NO_SUCH_VARIABLE is not 64 hex digits"),
        ("command:/no/such/program secret", "/no/such/program gave no wrapping key: FileNotFoundError"),
        ("command:false", "false gave no wrapping key: CalledProcessError"),
        ("command:", "gave no wrapping key"),
        ("command:'", "gave no wrapping key: ValueError"),
    ):
        with pytest.raises(SettingsInvalid, match=named):
            load_ledger_keys(replace(settings, wrapping_key_file=source), create=False)


async def test_a_key_that_nobody_has_is_named(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A data key wrapped by a key that the settings lack is not passed over in silence."""
    settings = _settings(ledger_database, tmp_path).ledger
    await _record(settings, create=True)
    old = load_ledger_keys(settings, create=False)
    (tmp_path / "old.key").write_text(NEW)

    with pytest.raises(LedgerUnavailable, match=f"add {old.wrapping_id} to retired_wrapping_key_files"):
        _prompts(ledger_database, Vault(load_ledger_keys(settings, create=False), "w", 1))

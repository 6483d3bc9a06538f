"""`gateway hold` and `gateway shred` on a real log: they say what they did, and what was refused."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.cli import main
from gateway.launch import write
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.keys import load_keys
from gateway.ledger.ledger import PostgresLedger
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.settings import LedgerSettings
from gateway.settings import Settings
from tests.ledger.support import CALLER, opening, rows

SUBJECT = ("--tenant", "acme", "--subject", CALLER.subject, "--reason", "case 4711")


@pytest.fixture
def config(ledger_database: LedgerUrls, tmp_path: Path) -> Path:
    """Return the settings' file of a log."""
    wrapping, signing = tmp_path / "wrapping.key", tmp_path / "signing.key"
    load_keys(wrapping, signing, create=True)
    ledger = LedgerSettings(
        url=ledger_database.writer, wrapping_key_file=str(wrapping), signing_key_file=str(signing), append_ms_max=5000
    )
    write(Settings(ledger=ledger, keeping=KeepingSettings(url=ledger_database.keeper)), tmp_path / "gateway.toml")
    return tmp_path / "gateway.toml"


async def _record(config: Path, database: LedgerUrls) -> None:
    settings = LedgerSettings(
        url=database.writer,
        wrapping_key_file=str(config.parent / "wrapping.key"),
        signing_key_file=str(config.parent / "signing.key"),
        append_ms_max=5000,
    )
    ledger = PostgresLedger.from_settings(settings, create_keys=False)
    await ledger.start()
    await ledger.note(opening())
    await ledger.stop()


def test_a_held_subject_is_shredded_only_when_the_hold_is_lifted(
    config: Path, ledger_database: LedgerUrls, capsys: pytest.CaptureFixture[str]
) -> None:
    """An operator's whole way: hold, refused shred, lift, shred."""
    asyncio.run(_record(config, ledger_database))
    to = ("--config", str(config))
    assert 0 == main(["hold", "add", *to, *SUBJECT, "--since", "2020-01-01"])
    hold_id = capsys.readouterr().out.strip()
    assert 1 == main(["shred", *to, *SUBJECT])
    assert f"hold {hold_id} is in force" in capsys.readouterr().err
    assert 0 == main(["hold", "list", *to])
    assert f"{hold_id} " in capsys.readouterr().out
    assert 0 == main(["hold", "lift", hold_id, *to, "--reason", "closed"])
    assert 0 == main(["hold", "list", *to])
    assert not capsys.readouterr().out
    assert 0 == main(["hold", "list", "--all", *to])
    assert "lifted=" in capsys.readouterr().out
    assert 0 == main(["shred", *to, *SUBJECT])
    assert "1 data keys" in capsys.readouterr().out
    assert [] == rows(ledger_database.owner, "SELECT * FROM audit.data_key")


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("hold", "add", "--subject", "alice", "--reason", "x"), "--subject needs --tenant"),
        (("hold", "add", "--since", "yesterday", "--reason", "x"), "is not a time such as"),
        (("shred", "--tenant", "a", "--subject", "b", "--reason", "x", "--month", "March"), "is not a month such as"),
    ],
)
def test_a_wrong_argument_is_named(
    tmp_path: Path, words: tuple[str, ...], named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The exit code is 2, and the text says what was expected."""
    try:
        code = main([*words, "--config", str(tmp_path / "none.toml")])
    except SystemExit as left:
        code = int(left.code or 0)

    assert 2 == code
    assert named in capsys.readouterr().err


def test_without_a_keepers_login_nothing_happens(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the setting."""
    write(replace(Settings(), keeping=KeepingSettings()), config)

    assert 2 == main(["hold", "list", "--config", str(config)])
    assert "keeping.url is not set" in capsys.readouterr().err

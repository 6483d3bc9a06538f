"""A backup comes back as it was, and the restore says what it lacks of what was promised to the world."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from audit.checkpoint import unverified
from gateway.cli import main
from gateway.errors import SettingsInvalid
from gateway.launch import write
from gateway.ledger.backup import read_backup
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.keys import load_keys
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import FolderSink
from gateway.ledger.settings import LedgerSettings
from gateway.settings import Settings
from tests.conftest import PostgresServer
from tests.ledger.sequencing import SETTINGS, record, sequencing, until
from tests.ledger.support import rows

RESTORED = "restored"
LEAVES = "SELECT tenant, index, hash FROM audit.leaf ORDER BY tenant, index"


class House:
    """A log with its settings file, keys and published folder."""

    def __init__(self, database: LedgerUrls, folder: Path) -> None:
        """Make keys and settings."""
        files = LedgerSettings(
            wrapping_key_file=str(folder / "wrapping.key"), signing_key_file=str(folder / "signing.key")
        )
        keys = load_keys(Path(files.wrapping_key_file), Path(files.signing_key_file), create=True)
        self.database = database
        self.signer = LogSigner.of(keys.signing)
        self.published = folder / "log"
        self.published.mkdir()
        self.settings_file = folder / "gateway.toml"
        self.log = LogSettings(url=database.sequencer, folder=str(self.published))
        write(Settings(ledger=files, log=self.log), self.settings_file)

    async def record(self, count: int, size: int) -> None:
        """Record so many completions, and return when a checkpoint of this size is published."""
        await record(self.database, count)
        await self.publish(self.database, size)

    async def publish(self, database: LedgerUrls, size: int, origin: str = "") -> None:
        """Run a sequencer until a checkpoint of this size is published."""
        sink = FolderSink(self.published)
        settings = replace(SETTINGS, origin=origin or self.log.origin)
        async with sequencing(database, self.signer, sink, settings=settings) as sequencer:
            name = f"{settings.origin}/acme"
            await until(sequencer, lambda: (name, size) in {(one, at.size) for one, at in sink.published()})

    def run(self, command: str, url: str, folder: Path) -> int:
        """Run `gateway backup` or `gateway restore`."""
        return main([command, "--config", str(self.settings_file), "--database", url, str(folder)])


@pytest.fixture
def house(ledger_database: LedgerUrls, tmp_path: Path) -> House:
    """Return a log that nothing has happened in yet."""
    return House(ledger_database, tmp_path)


@pytest.fixture
def restored(postgres_server: PostgresServer, ledger_database: LedgerUrls) -> Iterator[LedgerUrls]:
    """Yield the URLs of an empty database on the same server."""
    name = ledger_database.owner.rpartition("/")[2]
    with psycopg.connect(postgres_server.process.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {RESTORED}".encode())
        yield replace(
            ledger_database,
            owner=ledger_database.owner.replace(name, RESTORED),
            writer=ledger_database.writer.replace(name, RESTORED),
            sequencer=ledger_database.sequencer.replace(name, RESTORED),
        )
        connection.execute(f"DROP DATABASE {RESTORED} WITH (FORCE)".encode())


async def test_what_came_after_the_backup_is_named_and_a_new_name_goes_on(
    house: House, restored: LedgerUrls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The restored log is the old one up to the backup; the range that is missing is said; it can be continued."""
    await house.record(2, 4)
    assert 0 == house.run("backup", house.database.owner, tmp_path / "backup")
    kept = rows(house.database.owner, LEAVES)
    await house.record(1, 6)

    assert 1 == house.run("restore", restored.owner, tmp_path / "backup")
    said = capsys.readouterr().out
    assert "agrees with the checkpoint of size 4" in said
    assert "MISSING: the records with index 4 to 5" in said
    assert f'origin = "{house.log.origin}-2"' in said
    assert kept == rows(restored.owner, LEAVES)

    await record(restored, 1)
    await house.publish(restored, 6, f"{house.log.origin}-2")
    new = unverified((house.published / f"{house.log.origin}-2" / "acme" / "checkpoint").read_bytes())
    old = unverified((house.published / house.log.origin / "acme" / "checkpoint").read_bytes())
    assert (6, 6) == (new.size, old.size)
    assert new.root != old.root
    assert list(range(6)) == [leaf["index"] for leaf in rows(restored.owner, LEAVES)]


async def test_a_backup_of_everything_lacks_nothing(
    house: House, restored: LedgerUrls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In another cluster the sequencer goes on under the old name; a record without a place gets one."""
    await house.record(2, 4)
    await record(house.database, 1)
    assert 0 == house.run("backup", house.database.owner, tmp_path / "backup")

    assert 0 == house.run("restore", restored.owner, tmp_path / "backup")
    assert "4 records with a place, 2 that will get one" in capsys.readouterr().out
    with psycopg.connect(restored.owner) as owner:
        owner.execute("UPDATE audit.place SET system = system + 1, xid = '99999999999'")
    await house.publish(restored, 6)
    assert list(range(6)) == [leaf["index"] for leaf in rows(restored.owner, LEAVES)]


async def test_a_changed_record_is_found(
    house: House, restored: LedgerUrls, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever changes a leaf before the backup is contradicted by what was published."""
    await house.record(2, 4)
    with psycopg.connect(house.database.owner) as owner:
        owner.execute("ALTER TABLE audit.leaf DISABLE TRIGGER ALL")
        owner.execute("UPDATE audit.leaf SET hash = sha256('other') WHERE index = 1")
    house.run("backup", house.database.owner, tmp_path / "backup")

    assert 1 == house.run("restore", restored.owner, tmp_path / "backup")
    said = capsys.readouterr().out
    assert "WRONG: 1 records do not have the hash that the log has for them" in said
    assert "WRONG: the checkpoint of size 4 is of another history" in said


async def test_a_damaged_backup_is_not_restored(house: House, tmp_path: Path) -> None:
    """A file that differs from the manifest stops the restore before anything is written."""
    folder = tmp_path / "backup"
    house.run("backup", house.database.owner, folder)
    with (folder / "dump").open("ab") as dump:
        dump.write(b"x")

    with pytest.raises(SettingsInvalid, match="dump differs"):
        read_backup(folder)


def test_nothing_is_overwritten(house: House, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that is there, a database that has a log, and a folder without a backup are refused."""
    (tmp_path / "empty").mkdir()
    assert 2 == house.run("backup", house.database.owner, tmp_path / "empty")
    assert 0 == house.run("backup", house.database.owner, tmp_path / "backup")
    assert 2 == house.run("restore", house.database.owner, tmp_path / "backup")
    assert 2 == house.run("restore", house.database.owner, tmp_path / "empty")

    said = capsys.readouterr().err
    for words in ("name a new folder", "has a log already", "holds no backup"):
        assert words in said

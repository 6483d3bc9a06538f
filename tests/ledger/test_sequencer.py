"""Every committed record gets one place in its tenant's log, and what was signed is never contradicted."""

import asyncio
import base64
import time
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from functools import partial
from pathlib import Path

import psycopg
import pytest

from audit.checkpoint import open_checkpoint, origin_of, unverified
from audit.merkle import EMPTY_ROOT, root_hash
from audit.tiles import tiles_of
from gateway.errors import SettingsInvalid
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import FolderSink, GitSink, Publisher, Sink, SyslogSink
from gateway.ledger.sequencer import Sequencer
from tests.audit.signing import OTHER_PRIVATE, PRIVATE
from tests.ledger.sequencing import PATIENCE_S, SETTINGS, record, sequencing, until
from tests.ledger.support import rows

SIGNER = LogSigner.of(PRIVATE)
ORIGIN = origin_of(SETTINGS.origin, "acme")
LEAVES = "SELECT * FROM audit.leaf ORDER BY tenant, index"
CHECKPOINTS = "SELECT * FROM audit.checkpoint ORDER BY tenant, size"


def _sequencing(
    database: LedgerUrls, *sinks: Sink, settings: LogSettings = SETTINGS, signer: LogSigner = SIGNER
) -> AbstractAsyncContextManager[Sequencer]:
    """Yield a running sequencer."""
    return sequencing(database, signer, *sinks, settings=settings)


def _is_signed(database: LedgerUrls, size: int, tenant: str = "acme") -> Callable[[], bool]:
    query = f"SELECT 1 AS one FROM audit.checkpoint WHERE tenant = '{tenant}' AND size = {size}"  # noqa: S608  # a test's own
    return lambda: bool(rows(database.owner, query))


def _is_published(sink: Sink, size: int) -> bool:
    return [size] == [checkpoint.size for _, checkpoint in sink.published()]


async def test_every_record_gets_one_dense_place_in_its_tenants_log(ledger_database: LedgerUrls) -> None:
    """Two tenants have two logs; each is dense, holds the records' own leaf hashes, and is signed."""
    await record(ledger_database, 3)
    await record(ledger_database, 2, tenant="other")

    async with _sequencing(ledger_database) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 6))
        await until(sequencer, _is_signed(ledger_database, 4, "other"))

    leaves = rows(ledger_database.owner, LEAVES)
    assert [("acme", at) for at in range(6)] + [("other", at) for at in range(4)] == [
        (leaf["tenant"], leaf["index"]) for leaf in leaves
    ]
    assert {row["leaf"] for row in rows(ledger_database.owner)} == {leaf["hash"] for leaf in leaves}
    checkpoint = rows(ledger_database.owner, CHECKPOINTS)[-2]
    signed = open_checkpoint(checkpoint["note"], SIGNER.verifier_keys(ORIGIN))
    assert root_hash([leaf["hash"] for leaf in leaves[:6]]) == signed.checkpoint.root == checkpoint["root"]
    assert int(checkpoint["time"].timestamp()) == signed.time_s


async def test_a_request_stands_before_its_completion(ledger_database: LedgerUrls) -> None:
    """Records of one transaction get their places in the order in which their writer made them."""
    await record(ledger_database, 3)

    async with _sequencing(ledger_database) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 6))

    query = "SELECT sequence FROM audit.leaf JOIN audit.record USING (request_id, kind, candidate) ORDER BY index"
    assert ["request", "completion"] * 3 == [leaf["kind"] for leaf in rows(ledger_database.owner, LEAVES)]
    assert [1, 2, 3, 4, 5, 6] == [row["sequence"] for row in rows(ledger_database.owner, query)]


async def test_what_comes_later_is_appended(ledger_database: LedgerUrls) -> None:
    """A sequencer that starts anew goes on where the last one stopped."""
    for count in (2, 3):
        await record(ledger_database, count)
        async with _sequencing(ledger_database) as sequencer:
            await until(sequencer, _is_signed(ledger_database, 4 if count == 2 else 10))

    leaves = rows(ledger_database.owner, LEAVES)
    assert list(range(10)) == [leaf["index"] for leaf in leaves]
    roots = {row["size"]: row["root"] for row in rows(ledger_database.owner, CHECKPOINTS)}
    assert roots[4] == root_hash([leaf["hash"] for leaf in leaves[:4]])
    assert roots[10] == root_hash([leaf["hash"] for leaf in leaves])


async def test_a_transaction_that_still_runs_holds_up_what_came_after_it(ledger_database: LedgerUrls) -> None:
    """No record gets a place while an earlier one may still appear; none is forgotten when it does."""
    await record(ledger_database, 1)
    with psycopg.connect(ledger_database.owner) as slow:
        slow.execute(
            "INSERT INTO audit.record SELECT (jsonb_populate_record(record,"
            " jsonb_build_object('record_id', gen_random_uuid(), 'candidate', 7,"
            " 'xid', pg_current_xact_id()::text))).* FROM audit.record LIMIT 1"
        )
        await record(ledger_database, 1)
        async with _sequencing(ledger_database) as sequencer:
            await until(sequencer, _is_signed(ledger_database, 2))
            assert 2 == len(rows(ledger_database.owner, LEAVES))
            slow.commit()
            await until(sequencer, _is_signed(ledger_database, 5))

    assert 5 == len(
        {(leaf["request_id"], leaf["kind"], leaf["candidate"]) for leaf in rows(ledger_database.owner, LEAVES)}
    )


async def test_records_that_wait_too_long_are_an_alarm(
    ledger_database: LedgerUrls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Any login can leave a transaction open, in any database of the server: nothing gets a place, which is said."""
    true_time_ns = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: true_time_ns() - 60 * 10**9)
    with psycopg.connect(ledger_database.reader.rpartition("/")[0] + "/postgres") as idle:
        idle.execute("SELECT pg_current_xact_id()")
        await record(ledger_database, 1)
        async with _sequencing(ledger_database) as sequencer:
            await until(sequencer, lambda: sequencer.lag_s > 0)
            waiting, lag_s = rows(ledger_database.owner, LEAVES), sequencer.lag_s
            idle.rollback()
            await until(sequencer, _is_signed(ledger_database, 2))

    assert ([], True) == (waiting, 59 < lag_s < 120)
    assert "sequencer.lags" in capsys.readouterr().out


async def test_only_one_leads_and_another_takes_over(ledger_database: LedgerUrls) -> None:
    """Two sequencers never write at once; when the leader goes, the other goes on."""
    await record(ledger_database, 2)
    async with _sequencing(ledger_database) as first:
        await until(first, _is_signed(ledger_database, 4))
        async with _sequencing(ledger_database) as second:
            assert (True, False) == (first.is_leader, second.is_leader)
            with psycopg.connect(ledger_database.owner, autocommit=True) as owner:
                owner.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks JOIN pg_stat_activity USING (pid)"
                    " WHERE locktype = 'advisory' AND application_name = 'gateway sequencer'"
                    " AND pg_stat_activity.datname = current_database()"
                )
            await record(ledger_database, 1)
            await _until_either(first, second, _is_signed(ledger_database, 6))
            assert not (first.is_leader and second.is_leader)

    assert list(range(6)) == [leaf["index"] for leaf in rows(ledger_database.owner, LEAVES)]


async def _until_either(first: Sequencer, second: Sequencer, holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            waits = [asyncio.create_task(one.stepped.wait()) for one in (first, second)]
            first.stepped.clear()
            second.stepped.clear()
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for wait in waits:
                wait.cancel()


async def test_a_log_in_which_nothing_happens_is_signed_again(ledger_database: LedgerUrls) -> None:
    """The newest checkpoint's time goes on: nothing has happened, and somebody is there to say so."""
    await record(ledger_database, 1)
    settings = replace(SETTINGS, checkpoint_s_max=1)

    async with _sequencing(ledger_database, settings=settings) as sequencer:
        query = "SELECT 1 AS one FROM audit.checkpoint WHERE size = 2 AND time > first_time"
        await until(sequencer, lambda: bool(rows(ledger_database.owner, query)))

    assert 1 == len([row for row in rows(ledger_database.owner, CHECKPOINTS) if row["size"] == 2])


async def test_a_restored_database_is_adopted(ledger_database: LedgerUrls) -> None:
    """In another cluster transaction numbers begin anew: rows without a place are found all the same, once each."""
    await record(ledger_database, 2)
    async with _sequencing(ledger_database) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 4))
    await record(ledger_database, 1)
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("UPDATE audit.place SET system = system + 1, xid = '99999999999'")

    async with _sequencing(ledger_database) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 6))
        await record(ledger_database, 1)
        await until(sequencer, _is_signed(ledger_database, 8))

    assert list(range(8)) == [leaf["index"] for leaf in rows(ledger_database.owner, LEAVES)]


async def test_files_hold_the_whole_tree(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """The published folder has the checkpoint and every tile that its size needs, from the leaves up."""
    sink = FolderSink(tmp_path)
    for size in (4, 6):
        await record(ledger_database, 2 if size == 4 else 1)
        async with _sequencing(ledger_database, sink) as sequencer:
            await until(sequencer, partial(_is_published, sink, size))

    place = tmp_path / ORIGIN
    hashes = b"".join(leaf["hash"] for leaf in rows(ledger_database.owner, LEAVES))
    assert [hashes] == [(place / tile.path).read_bytes() for tile in tiles_of(0, 6)]
    assert 6 == open_checkpoint((place / "checkpoint").read_bytes(), SIGNER.verifier_keys(ORIGIN)).checkpoint.size


async def test_more_leaves_than_a_tile_has(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """Nodes above the leaves are stored as they become complete, in several batches, and published."""
    await record(ledger_database, 130)
    sink = FolderSink(tmp_path)
    settings = replace(SETTINGS, batch_records_max=100)

    async with _sequencing(ledger_database, sink, settings=settings) as sequencer:
        await until(sequencer, partial(_is_published, sink, 260))

    leaves = [leaf["hash"] for leaf in rows(ledger_database.owner, LEAVES)]
    assert root_hash(leaves[:256]) == (tmp_path / ORIGIN / "tile/1/000.p/1").read_bytes()
    assert root_hash(leaves) == unverified((tmp_path / ORIGIN / "checkpoint").read_bytes()).root


async def test_each_checkpoint_is_a_commit(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A git repository keeps every checkpoint, with its size in the subject."""
    await _git(tmp_path, "init", "--quiet")
    await record(ledger_database, 1)
    sink = GitSink(tmp_path, push=False)

    async with _sequencing(ledger_database, sink) as sequencer:
        await until(sequencer, partial(_is_published, sink, 2))
        await until(sequencer, lambda: True)

    assert f"{ORIGIN} 2" in await _git(tmp_path, "log", "--format=%s")


async def _git(folder: Path, *arguments: str) -> str:
    process = await asyncio.create_subprocess_exec("git", "-C", str(folder), *arguments, stdout=asyncio.subprocess.PIPE)
    printed, _ = await process.communicate()
    return printed.decode()


async def test_a_place_that_fails_holds_up_no_other(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A repository that is none fails, is counted, and the files are published all the same."""
    await record(ledger_database, 1)
    folder = FolderSink(tmp_path / "files")
    (tmp_path / "none").mkdir()
    publisher = Publisher((GitSink(tmp_path / "none", push=True), folder), 5000)
    sequencer = Sequencer(replace(SETTINGS, url=ledger_database.sequencer), SIGNER, publisher)
    stopping = asyncio.Event()
    task = asyncio.create_task(sequencer.run(stopping))

    await until(sequencer, partial(_is_published, folder, 2))
    stopping.set()
    await task

    assert publisher.failures["git"] >= 1
    assert 0 == publisher.failures["folder"]


async def test_a_collector_gets_each_checkpoint(ledger_database: LedgerUrls) -> None:
    """The whole note is one syslog message."""
    received: asyncio.Queue[bytes] = asyncio.Queue()

    class _Collector(asyncio.DatagramProtocol):
        def datagram_received(self, data: bytes, addr: object) -> None:
            del addr
            received.put_nowait(data)

    loop = asyncio.get_running_loop()
    transport, _ = await loop.create_datagram_endpoint(_Collector, local_addr=("127.0.0.1", 0))
    port = transport.get_extra_info("sockname")[1]
    await record(ledger_database, 1)
    async with _sequencing(ledger_database, SyslogSink(f"127.0.0.1:{port}")):
        message = await asyncio.wait_for(received.get(), PATIENCE_S)
    transport.close()

    head, _, note = message.partition(b" checkpoint - ")
    assert head.startswith(b"<109>1 ")
    assert 2 == open_checkpoint(note.replace(b"\\n", b"\n"), SIGNER.verifier_keys(ORIGIN)).checkpoint.size


@pytest.mark.parametrize("forged", ["shorter", "other"])
async def test_a_log_that_contradicts_what_was_signed_is_signed_no_more(
    ledger_database: LedgerUrls, tmp_path: Path, forged: str
) -> None:
    """A database whose tail was cut, or whose history was rewritten, gets no checkpoint; others still do."""
    await record(ledger_database, 1)
    await record(ledger_database, 1, tenant="other")
    size, root = (3, EMPTY_ROOT) if forged == "shorter" else (2, EMPTY_ROOT)
    place = tmp_path / ORIGIN / "checkpoint"
    place.parent.mkdir(parents=True)
    note = f"{ORIGIN}\n{size}\n{base64.b64encode(root).decode()}\n\n— x AAAA\n".encode()
    place.write_bytes(note)

    async with _sequencing(ledger_database, FolderSink(tmp_path)) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 2, "other"))
        await record(ledger_database, 1, tenant="other")
        await until(sequencer, _is_signed(ledger_database, 4, "other"))

    assert {"acme"} == sequencer.diverged
    assert "acme" not in {row["tenant"] for row in rows(ledger_database.owner, CHECKPOINTS) if row["size"]}
    assert note == place.read_bytes()


async def test_a_log_that_contradicts_gives_no_index_twice_and_loses_nothing(
    ledger_database: LedgerUrls, tmp_path: Path
) -> None:
    """What comes after a cut tail waits for its place, while other logs go on, and has it once that is mended."""
    await record(ledger_database, 1)
    place = tmp_path / ORIGIN / "checkpoint"
    place.parent.mkdir(parents=True)
    place.write_bytes(f"{ORIGIN}\n9\n{base64.b64encode(EMPTY_ROOT).decode()}\n\n— x AAAA\n".encode())
    async with _sequencing(ledger_database, FolderSink(tmp_path)) as sequencer:
        await record(ledger_database, 1)
        await record(ledger_database, 1, tenant="other")
        await until(sequencer, _is_signed(ledger_database, 2, "other"))
    meanwhile = {leaf["tenant"] for leaf in rows(ledger_database.owner, LEAVES)}
    place.unlink()

    async with _sequencing(ledger_database, FolderSink(tmp_path)) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 4))

    assert {"other"} == meanwhile
    leaves = rows(ledger_database.owner, LEAVES)
    assert [("acme", at) for at in range(4)] + [("other", at) for at in range(2)] == [
        (leaf["tenant"], leaf["index"]) for leaf in leaves
    ]


async def test_a_rotated_key_signs_beside_the_new_one(ledger_database: LedgerUrls) -> None:
    """While a key is rotated, whoever trusts the old or the new one accepts the checkpoint."""
    await record(ledger_database, 1)
    async with _sequencing(ledger_database, signer=LogSigner.of(OTHER_PRIVATE, PRIVATE)) as sequencer:
        await until(sequencer, _is_signed(ledger_database, 2))

    note = rows(ledger_database.owner, CHECKPOINTS)[-1]["note"]
    for trusted in (PRIVATE, OTHER_PRIVATE):
        assert 2 == open_checkpoint(note, LogSigner.of(trusted).verifier_keys(ORIGIN)).checkpoint.size


def test_the_sequencer_can_neither_change_records_nor_read_them(ledger_database: LedgerUrls) -> None:
    """Its role sees a record's place and hash, nothing of its content, and cannot take a leaf back."""
    with psycopg.connect(ledger_database.sequencer, autocommit=True) as connection:
        for statement in (
            "SELECT canonical FROM audit.record",
            "SELECT prompt_ciphertext FROM audit.record",
            "SELECT * FROM audit.pseudonym",
            "DELETE FROM audit.record",
            "UPDATE audit.leaf SET index = 1",
            "DELETE FROM audit.leaf",
            "TRUNCATE audit.node",
            "DELETE FROM audit.checkpoint",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(statement.encode())


@pytest.mark.parametrize("origin", ["", "a b", "a+b", "log/", "lög", "a\n"])
def test_a_name_that_no_checkpoint_can_carry_is_refused(origin: str) -> None:
    """The settings say so before anything is signed."""
    with pytest.raises(SettingsInvalid, match=r"log\.origin"):
        LogSettings(origin=origin)


def test_a_collector_has_a_port() -> None:
    """An address without a port is refused."""
    with pytest.raises(SettingsInvalid, match=r"log\.syslog"):
        LogSettings(syslog="collector")

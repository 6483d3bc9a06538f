"""Events leave the log at least once and in order, to every sink, whatever one of them does."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import errors

from audit.record import canonical, encode, parse
from gateway.errors import SettingsInvalid
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.event_settings import EventSettings
from gateway.ledger.event_sinks import DeliveryFailed, EventSink, Rendered
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import Publisher
from gateway.ledger.sequencer import Sequencer
from gateway.ledger.shipper import Shipper
from gateway.settings import Settings
from tests.audit.signing import PRIVATE
from tests.ledger.support import CALLER, opening, rows, running_ledger

ORIGIN = "gateway.internal/log"
FILE = EventSettings(name="archive", kind="file", address="unused", poll_ms=10, batch_events_max=3)
PATIENCE_S = 20


class Collector:
    """A sink in memory that fails when it is told to, before or after it has taken a batch."""

    def __init__(self) -> None:
        """Begin well."""
        self.taken: list[tuple[str, int]] = []
        self.batches: list[int] = []
        self.fails = 0
        self.fails_after = 0
        self.blocks: asyncio.Event | None = None

    async def deliver(self, batch: Sequence[Rendered]) -> None:
        """Take a batch, or not."""
        if self.blocks is not None:
            await self.blocks.wait()
        if self.fails:
            self.fails -= 1
            raise DeliveryFailed("told to")
        self.batches.append(len(batch))
        self.taken += [(one.origin, one.index or 0) for one in batch]
        if self.fails_after:
            self.fails_after -= 1
            raise DeliveryFailed("after it was taken")


async def record(database: LedgerUrls, count: int, tenant: str = "acme") -> None:
    """Make so many sequenced records."""
    async with running_ledger(database.writer) as ledger:
        for _ in range(count):
            await ledger.note(opening(caller=replace(CALLER, tenant=tenant)))
    before = len(rows(database.owner, "SELECT 1 AS one FROM audit.leaf"))
    settings = LogSettings(url=database.sequencer, sequence_ms=10, retry_ms=10)
    sequencer = Sequencer(settings, LogSigner.of(PRIVATE), Publisher((), settings.sink_ms_max))
    stopping = asyncio.Event()
    task = asyncio.create_task(sequencer.run(stopping))
    while len(rows(database.owner, "SELECT 1 AS one FROM audit.leaf")) < before + count:
        sequencer.stepped.clear()
        await asyncio.wait_for(sequencer.stepped.wait(), PATIENCE_S)
    stopping.set()
    await task


@asynccontextmanager
async def shipping(
    database: LedgerUrls, sink: EventSink | None, settings: EventSettings = FILE
) -> AsyncIterator[Shipper]:
    """Yield a running shipper."""
    shipper = Shipper(settings, database.shipper, ORIGIN, sink)
    stopping = asyncio.Event()
    task = asyncio.create_task(shipper.run(stopping))
    try:
        yield shipper
    finally:
        stopping.set()
        await asyncio.wait_for(task, PATIENCE_S)


async def until(shipper: Shipper, holds: Callable[[], bool]) -> None:
    """Wait, step by step of the shipper, until something holds."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            shipper.stepped.clear()
            await shipper.stepped.wait()


def cursors(database: LedgerUrls) -> list[tuple[str, str, int]]:
    """Return the stored cursors."""
    found = rows(database.owner, "SELECT * FROM audit.event_cursor ORDER BY sink, tenant")
    return [(row["sink"], row["tenant"], row["next_index"]) for row in found]


async def test_every_record_arrives_in_the_order_of_its_log_and_only_once_if_nothing_fails(
    ledger_database: LedgerUrls,
) -> None:
    """Two tenants, more than one batch, a restart in between: each log's indexes are 0, 1, 2 and so on."""
    collector = Collector()
    await record(ledger_database, 7)
    async with shipping(ledger_database, collector) as shipper:
        await until(shipper, lambda: ("archive", "acme", 7) in cursors(ledger_database))
    await record(ledger_database, 2)
    await record(ledger_database, 2, tenant="other")
    async with shipping(ledger_database, collector) as shipper:
        await until(shipper, lambda: len(collector.taken) == 11 and shipper.lag_count == 0)

    assert list(range(9)) == [index for origin, index in collector.taken if origin == f"{ORIGIN}/acme"]
    assert [0, 1] == [index for origin, index in collector.taken if origin == f"{ORIGIN}/other"]
    assert [("archive", "acme", 9), ("archive", "other", 2)] == cursors(ledger_database)


async def test_a_batch_that_fails_comes_again_and_nothing_before_it_is_left_out(ledger_database: LedgerUrls) -> None:
    """A sink that failed after it took a batch gets that batch twice: at least once, and in order."""
    collector = Collector()
    collector.fails, collector.fails_after = 1, 1
    await record(ledger_database, 4)
    async with shipping(ledger_database, collector) as shipper:
        await until(shipper, lambda: cursors(ledger_database) == [("archive", "acme", 4)])

    assert [0, 1, 2, 0, 1, 2, 3] == [index for _, index in collector.taken]


async def test_a_sink_that_hangs_holds_up_no_other(ledger_database: LedgerUrls) -> None:
    """One sink never answers; the other gets everything, and the hanging one has its deadline."""
    hanging, well = Collector(), Collector()
    hanging.blocks = asyncio.Event()
    await record(ledger_database, 4)
    impatient = replace(FILE, name="hanging", deliver_ms_max=100)
    async with shipping(ledger_database, hanging, impatient) as stuck, shipping(ledger_database, well) as shipper:
        await until(shipper, lambda: len(well.taken) == 4)
        await until(stuck, lambda: not stuck.is_leader)
        assert [] == hanging.taken
        hanging.blocks.set()
        await until(stuck, lambda: len(hanging.taken) == 4)


async def test_kinds_and_tenants_choose_what_is_delivered(ledger_database: LedgerUrls) -> None:
    """What a sink does not want is passed over, and not looked at again."""
    collector = Collector()
    await record(ledger_database, 2)
    await record(ledger_database, 1, tenant="other")
    chosen = replace(FILE, tenants=("acme",), kinds=("denial",))
    async with shipping(ledger_database, collector, chosen) as shipper:
        await until(shipper, lambda: cursors(ledger_database) == [("archive", "acme", 2)])

    assert [] == collector.taken


async def test_one_of_two_workers_delivers_and_another_takes_over(ledger_database: LedgerUrls) -> None:
    """Two workers never deliver to one sink at once; when the first one's connection ends, either goes on."""
    collector = Collector()
    await record(ledger_database, 2)
    async with shipping(ledger_database, collector) as first:
        await until(first, lambda: first.is_leader and len(collector.taken) == 2)
        async with shipping(ledger_database, collector) as second:
            await until(second, lambda: True)
            assert not second.is_leader
            with psycopg.connect(ledger_database.owner, autocommit=True) as owner:
                owner.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE application_name LIKE 'gateway events%' AND datname = current_database()"
                )
            await record(ledger_database, 1)
            async with asyncio.timeout(PATIENCE_S):
                while len(collector.taken) < 3:
                    first.stepped.clear()
                    second.stepped.clear()
                    waits = {asyncio.create_task(one.stepped.wait()) for one in (first, second)}
                    _, late = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
                    for task in late:
                        task.cancel()

    assert [0, 1, 2] == [index for _, index in collector.taken]


async def test_a_batch_has_a_size(ledger_database: LedgerUrls) -> None:
    """Events that do not fit together come one after the other, and one that is too large by itself comes alone."""
    collector = Collector()
    await record(ledger_database, 3)
    async with shipping(ledger_database, collector, replace(FILE, batch_bytes_max=1000)) as shipper:
        await until(shipper, lambda: cursors(ledger_database) == [("archive", "acme", 3)])

    assert [1, 1, 1] == collector.batches
    assert [0, 1, 2] == [index for _, index in collector.taken]


async def test_what_retention_dropped_is_passed_over_and_what_cannot_be_read_is_not(
    ledger_database: LedgerUrls,
) -> None:
    """A leaf without its record does not hold the rest up; bytes that are no record do, but not other tenants' logs."""
    collector = Collector()
    await record(ledger_database, 4)
    await record(ledger_database, 2, tenant="other")
    place = "(request_id) = (SELECT request_id FROM audit.leaf WHERE tenant = 'acme' AND index = {})"
    with psycopg.connect(ledger_database.owner) as owner:
        owner.execute("SET session_replication_role = replica")  # past the triggers, as a drop or a forger would be
        owner.execute(f"DELETE FROM audit.record WHERE {place.format(0)}".encode())  # noqa: S608  # a test's own
        owner.execute(f"UPDATE audit.record SET canonical = '{{}}' WHERE {place.format(3)}".encode())  # noqa: S608
    async with shipping(ledger_database, collector, replace(FILE, batch_events_max=1)) as shipper:
        await until(shipper, lambda: len(collector.taken) == 4 and not shipper.is_leader)

    assert [1, 2] == [index for origin, index in collector.taken if origin == f"{ORIGIN}/acme"]
    assert [("archive", "acme", 3), ("archive", "other", 2)] == cursors(ledger_database)


async def test_the_file_holds_the_records_as_they_are_in_the_log(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """Each line of a real file is a record without texts, with its place; its canonical bytes can be made again."""
    path = tmp_path / "events.jsonl"
    await record(ledger_database, 4)
    async with shipping(ledger_database, None, replace(FILE, address=str(path))) as shipper:
        await until(shipper, lambda: cursors(ledger_database) == [("archive", "acme", 4)])
    lines = [json.loads(line) for line in path.read_text().splitlines()]
    stored = {bytes(row["canonical"]) for row in rows(ledger_database.owner)}

    assert list(range(4)) == [line["index"] for line in lines]
    assert stored == {canonical(parse(encode(line["record"]))) for line in lines}
    assert "secret" not in path.read_text()


@pytest.mark.parametrize("statement", ["SELECT caller_name FROM audit.entry", "SELECT FROM audit.record",
    "SELECT FROM audit.data_key", "DELETE FROM audit.event_cursor", "SELECT FROM audit.pseudonym"])  # fmt: skip
def test_the_shipper_may_read_no_name_and_no_key(untouched_database: LedgerUrls, statement: str) -> None:
    """Its role reads leaves and canonical records, and moves its cursors."""
    with psycopg.connect(untouched_database.shipper) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"name": "Not A Name"}, r"events\.name"),
        ({"kind": "pigeon"}, "kind is one of"),
        ({"format": "xml"}, "format is one of"),
        ({"kinds": ("nothing",)}, "is no kind"),
        ({"address": ""}, "path of a file"),
        ({"poll_ms": 1}, "poll_ms"),
        ({"kind": "syslog", "address": "udp://host"}, "HOST:PORT"),
        ({"kind": "syslog", "address": "udp://[host:1"}, "no address"),
        ({"kind": "webhook", "address": "http://siem.example/x"}, "https"),
        ({"kind": "webhook", "address": "https://user:word@siem.example/x"}, "user or a password"),
        ({"kind": "webhook", "address": "https://siem.example/x"}, "secret_file"),
        ({"kind": "webhook", "address": "http://localhost:1/x"}, "secret_file"),
    ],
)
def test_settings_that_cannot_work_are_refused(changes: dict[str, Any], complaint: str) -> None:
    """Each message names the sink and the key."""
    with pytest.raises(SettingsInvalid, match=complaint):
        replace(FILE, **changes)


def test_sinks_have_names_of_their_own_and_a_login() -> None:
    """Two sinks of one name would share a cursor; without a login nothing could be read."""
    with pytest.raises(SettingsInvalid, match="name of its own"):
        Settings(events=(FILE, FILE))
    with pytest.raises(SettingsInvalid, match=r"log\.events_url"):
        Settings(events=(FILE,))


async def test_a_database_that_is_not_there_is_tried_again() -> None:
    """The worker starts before its database."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    shipper = Shipper(FILE, f"postgresql://nobody@127.0.0.1:{port}/none", ORIGIN, Collector())
    stopping = asyncio.Event()
    task = asyncio.create_task(shipper.run(stopping))
    await asyncio.wait_for(shipper.stepped.wait(), PATIENCE_S)
    stopping.set()
    await asyncio.wait_for(task, PATIENCE_S)

    assert not shipper.is_leader

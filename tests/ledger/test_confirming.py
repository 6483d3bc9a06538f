"""Checkpoints are cosigned by witnesses and stamped by an authority; whoever fails or is slow holds up nothing."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from audit.__main__ import main
from audit.bundle import read_manifest
from audit.checkpoint import Checkpoint, origin_of, unverified
from audit.commands.shared import URL_VARIABLE
from audit.confirmation import STAMP, STAMPED, WITNESSED, cosigners
from audit.note import VerifierKey
from gateway.errors import SettingsInvalid
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.confirming import Confirmer
from gateway.ledger.keeper import Keeper
from gateway.ledger.keeping import HoldScope, KeeperConnection
from gateway.ledger.keeping_settings import KeepingSettings
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.publishing import FolderSink, Publication
from gateway.ledger.witnesses import Witness
from tests.ledger.confirmers import Answer, Authority, WitnessServer, serving
from tests.ledger.sequencing import SETTINGS, sequence, sequencing
from tests.ledger.sequencing import until as stepped_until
from tests.ledger.support import CALLER, KEYS, opening, rows, running_ledger

ORIGIN = origin_of(SETTINGS.origin, "acme")
SIGNER = LogSigner.of(KEYS.signing)
PATIENCE_S = 30
CONFIRMED = "SELECT kind, size, name FROM audit.confirmation ORDER BY kind, size, name"


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Return a time-stamping authority."""
    return Authority.make(tmp_path_factory.mktemp("authority") / "good")


def witness(name: str) -> WitnessServer:
    """Return a witness that trusts the log."""
    return WitnessServer(name, KEYS.signing.public_key().public_bytes_raw())


@contextmanager
def witnesses(*servers: WitnessServer) -> Iterator[tuple[str, ...]]:
    """Serve witnesses and yield them as settings name them."""
    if not servers:
        yield ()
        return
    first, *rest = servers
    with serving(first.answer) as url, witnesses(*rest) as others:
        yield (f"{first.verifier_key} {url}", *others)


async def grown(database: LedgerUrls, size: int, sink: FolderSink, count: int = 1) -> None:
    """Record something, until the log has this size."""
    async with running_ledger(database.writer) as ledger:
        for _ in range(count):
            await ledger.note(opening())
    await sequence(database, SIGNER, {"acme": size}, sink)


@asynccontextmanager
async def confirming(settings: LogSettings, sink: FolderSink | None) -> AsyncIterator[Confirmer]:
    """Ask for confirmations inside the block."""
    confirmer = Confirmer(settings, sink)
    stopping = asyncio.Event()
    task = asyncio.create_task(confirmer.run(stopping))
    try:
        yield confirmer
    finally:
        stopping.set()
        await asyncio.wait_for(task, PATIENCE_S)


async def until(confirmer: Confirmer, holds: Callable[[], bool]) -> None:
    """Wait until it holds after a look at the logs."""
    async with asyncio.timeout(PATIENCE_S):
        while not holds():
            confirmer.looked.clear()
            await confirmer.looked.wait()


def settings_for(database: LedgerUrls, **changes: object) -> LogSettings:
    """Return settings that ask often."""
    return replace(SETTINGS, url=database.sequencer, witness_s=1, timestamp_s=1, **changes)  # type: ignore[arg-type]


async def test_a_renewed_checkpoint_keeps_its_cosignatures(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """They are over the same text; what no key of ours signed is not carried over, though it lies in the database."""
    one, two = witness("one.example/w"), witness("two.example/w")
    sink = FolderSink(tmp_path / "log")
    published = tmp_path / "log" / ORIGIN / "checkpoint"
    keys = [VerifierKey.parse(server.verifier_key) for server in (one, two)]
    await grown(ledger_database, 1, sink)
    with witnesses(one, two) as named:
        settings = settings_for(ledger_database, witnesses=named)
        async with confirming(settings, sink) as confirmer:
            await until(confirmer, lambda: 2 == len(cosigners(published.read_bytes(), keys)))
        assert ("one.example/w", "two.example/w") == await _renewed(ledger_database, settings, keys)
        with psycopg.connect(ledger_database.sequencer) as sequencer:
            sequencer.execute("UPDATE audit.confirmation SET content = 'junk' WHERE name = 'one.example/w'")
        assert ("two.example/w",) == await _renewed(ledger_database, settings, keys)
    await grown(ledger_database, 2, sink)
    assert () == cosigners(published.read_bytes(), keys)


@dataclass
class _Kept:
    """A place of publication that keeps what it was given."""

    name: str = "kept"
    notes: list[bytes] = field(default_factory=list)

    def published(self) -> Iterator[tuple[str, Checkpoint]]:
        yield from ()

    async def publish(self, publication: Publication) -> None:
        self.notes.append(publication.note)


async def _renewed(database: LedgerUrls, settings: LogSettings, keys: Sequence[VerifierKey]) -> tuple[str, ...]:
    """Have the checkpoint signed anew, as whoever takes the lead does at once, and return who cosigned it."""
    kept = _Kept()
    async with sequencing(database, SIGNER, kept, settings=settings) as sequencer:
        await stepped_until(sequencer, lambda: bool(kept.notes))
    return cosigners(kept.notes[0], keys)


async def test_a_bundle_shows_what_witnesses_and_an_authority_say(
    ledger_database: LedgerUrls, tmp_path: Path, authority: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From the first checkpoint to a larger one, with proofs; in the folder, in the bundle, verified by the command."""
    one, two = witness("one.example/w"), witness("two.example/w")
    sink = FolderSink(tmp_path / "log")
    folder = tmp_path / "log" / ORIGIN
    await grown(ledger_database, 3, sink, 3)
    with witnesses(one, two) as named, serving(authority.answer) as url:
        settings = settings_for(ledger_database, witnesses=named, timestamp_url=url)
        async with confirming(settings, sink) as confirmer:
            await until(confirmer, lambda: (folder / STAMPED).exists() and (folder / WITNESSED).exists())
        assert {3} == {unverified((folder / name).read_bytes()).size for name in (STAMPED, WITNESSED, "checkpoint")}
        await grown(ledger_database, 7, sink, 4)
        async with confirming(settings, sink) as confirmer:
            await until(confirmer, lambda: 7 == unverified((folder / WITNESSED).read_bytes()).size)
            await until(confirmer, lambda: 7 == unverified((folder / STAMPED).read_bytes()).size)
        await grown(ledger_database, 8, sink)

    expected = [("cosignature", size, server.name) for size in (3, 7) for server in (one, two)]
    expected += [("timestamp", size, "timestamp") for size in (3, 7)]
    assert expected == [tuple(row.values()) for row in rows(ledger_database.owner, CONFIRMED)]
    assert ([0, 3], [0, 3]) == ([*dict.fromkeys(one.asked)], [*dict.fromkeys(two.asked)])

    monkeypatch.setenv(URL_VARIABLE, ledger_database.reader)
    key, roots = tmp_path / "signing.pub", tmp_path / "roots.pem"
    key.write_bytes(KEYS.signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo))
    roots.write_bytes(authority.roots)
    (tmp_path / "witnesses").write_text(f"{one.verifier_key}\n{two.verifier_key}\n")
    check = ["--key", str(key), "--witness", str(tmp_path / "witnesses"), "--timestamp-roots", str(roots)]
    for name, chosen in (("all", ["--from", "5"]), ("found", ["--kind", "request"])):
        out = tmp_path / name
        assert 0 == main(["export", "--tenant", "acme", "--out", str(out), *chosen])
        assert 0 == main(["verify", str(out), *check])
        assert 0 == main(["verify", str(out), *check, "--quorum", "1"])
        assert 1 == main(["verify", str(out), *check, "--witness", witness("three").verifier_key])
        assert {STAMP, STAMPED, WITNESSED} < set(read_manifest(out).files)


async def test_a_cosigned_checkpoint_is_the_published_one(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """Its lines are below the log's own, in the file and in what the database gives out; but never over a newer one."""
    one = witness("one.example/w")
    sink = FolderSink(tmp_path / "log")
    path = tmp_path / "log" / ORIGIN / "checkpoint"
    await grown(ledger_database, 1, sink)
    with witnesses(one) as named:
        async with confirming(settings_for(ledger_database, witnesses=named), sink) as confirmer:
            await until(confirmer, lambda: b"one.example/w" in path.read_bytes())
    cosigned = path.read_bytes()
    await grown(ledger_database, 2, sink)
    newer = path.read_bytes()
    await sink.witnessed(unverified(cosigned), cosigned, ())

    assert ("one.example/w",) == cosigners(cosigned, (VerifierKey.parse(one.verifier_key),))
    assert newer == path.read_bytes()


async def test_a_witness_that_knows_more_or_less_is_asked_again(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """409 names its size: the proof begins there; one that saw more than there is gives nothing."""
    sink = FolderSink(tmp_path / "log")
    await grown(ledger_database, 2, sink, 2)
    behind, ahead = witness("behind"), witness("ahead")
    with witnesses(behind, ahead) as named:
        async with confirming(settings_for(ledger_database, witnesses=named), sink) as confirmer:
            await until(confirmer, lambda: len(behind.seen) == len(ahead.seen) == 1)
        behind.seen.clear()  # it lost its memory
        ahead.seen[ORIGIN] = (9, bytes(32))
        await grown(ledger_database, 5, sink, 3)
        async with confirming(settings_for(ledger_database, witnesses=named), sink) as confirmer:
            await until(
                confirmer, lambda: 5 == behind.seen.get(ORIGIN, (0, b""))[0] and confirmer.failures["ahead"] > 0
            )

    assert [2, 0] == behind.asked[-2:]
    assert 9 == ahead.seen[ORIGIN][0]


def _junk(_body: bytes) -> Answer:
    return 200, "text/plain", "— one AAAA\n".encode()


def _too_much(_body: bytes) -> Answer:
    return 200, "text/plain", b"x" * 70_000


@pytest.mark.parametrize("broken", [_junk, _too_much, lambda _: (500, "text/plain", b""), lambda _: (302, "a/b", b"")])
async def test_whoever_fails_is_counted_and_tried_again(
    ledger_database: LedgerUrls, tmp_path: Path, broken: Callable[[bytes], Answer]
) -> None:
    """Nothing of it is kept; the other witness is heard, and the first one, too, when it is well again."""
    sink = FolderSink(tmp_path / "log")
    await grown(ledger_database, 1, sink)
    bad, good = witness("bad"), witness("good")
    bad.broken = broken
    with witnesses(bad, good) as named, serving(lambda _path, body: broken(body)) as url:
        settings = settings_for(ledger_database, witnesses=named, timestamp_url=url)
        async with confirming(settings, sink) as confirmer:
            await until(confirmer, lambda: confirmer.failures["bad"] > 0 and confirmer.failures["timestamp"] > 0)
            await until(confirmer, lambda: len(good.seen) == 1)
            assert ["good"] == [row["name"] for row in rows(ledger_database.owner, CONFIRMED)]
            bad.broken = None
            await until(confirmer, lambda: len(bad.seen) == 1)


async def test_a_silent_witness_holds_up_neither_the_log_nor_others(
    ledger_database: LedgerUrls, tmp_path: Path
) -> None:
    """It is given up after its time, while the log goes on being signed."""
    heard, release = threading.Event(), threading.Event()

    def silent(_body: bytes) -> Answer:
        heard.set()
        release.wait(PATIENCE_S)
        return 500, "text/plain", b""

    sink = FolderSink(tmp_path / "log")
    await grown(ledger_database, 1, sink)
    bad, good = witness("bad"), witness("good")
    bad.broken = silent
    with witnesses(bad, good) as named:
        settings = settings_for(ledger_database, witnesses=named, confirm_ms_max=300)
        async with confirming(settings, sink) as confirmer:
            await asyncio.to_thread(heard.wait, PATIENCE_S)
            await grown(ledger_database, 2, sink)
            await until(confirmer, lambda: confirmer.failures["bad"] > 0 and 2 in (s for s, _ in good.seen.values()))
        release.set()


async def test_who_asks_witnesses_holds_up_no_hold_and_no_shred(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """The lock by which one worker leads is none that keeping waits for."""
    sink = FolderSink(tmp_path / "log")
    server = witness("one.example")
    with witnesses(server) as named:
        await grown(ledger_database, 1, sink)
        async with confirming(settings_for(ledger_database, witnesses=named), sink) as confirmer:
            await until(confirmer, lambda: len(rows(ledger_database.owner, CONFIRMED)) > 0)
            async with (
                running_ledger(ledger_database.writer) as ledger,
                await KeeperConnection.open(ledger_database.keeper, 5000) as connection,
            ):
                keeper = Keeper(KeepingSettings(), connection, ledger)
                await keeper.hold(HoldScope(tenant="other"), "a case", "an operator")
                done = await keeper.shred("acme", ledger.owner_digest("acme", CALLER.subject), None, "asked", "one")

    assert 1 == done.keys


@pytest.mark.parametrize(
    "text", ["", "one", "one+00000000+AAAA https://x", f"{SIGNER.verifier_keys(ORIGIN)[0]} https://x", "KEY ftp://x"]
)
def test_a_setting_that_names_no_witness_stops_the_start(text: str) -> None:
    """Also one with a key of another kind, or an address that is none."""
    with pytest.raises(SettingsInvalid, match=r"log\.witnesses"):
        Witness.parse(text.replace("KEY", witness("one").verifier_key))


def test_an_authority_has_an_address() -> None:
    """A scheme that nobody can ask is refused."""
    with pytest.raises(SettingsInvalid, match=r"log\.timestamp_url"):
        LogSettings(timestamp_url="ftp://authority")

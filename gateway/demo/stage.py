"""The stage of the tour: the parts, started with progress shown, and stopped whatever happens."""

import asyncio
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx2

from gateway.embedded.local_model import LocalModel, LocalModelSettings
from gateway.errors import SettingsInvalid
from gateway.launch import Embedded, prepare

_READY_S_MAX = 30
_STOP_S_MAX = 30


@dataclass(frozen=True, slots=True)
class Stage:
    """Everything that a step may use."""

    house: Embedded
    url: str
    model_url: str
    gateway_pid: int
    client: httpx2.Client
    log: Path
    asked: list[str] = field(default_factory=list)

    def token(self, subject: str = "alice@example.com", *, profile: str | None = None) -> str:
        """Return a good developer's token."""
        return self.house.issuer.token(subject, roles=("developer",), tenant="demo", profile=profile)

    def complete(self, prompt: str, tokens_max: int, token: str | None = None, **fields: object) -> httpx2.Response:
        """Ask the gateway for a Python completion, as an IDE plugin would."""
        body = {"prompt": prompt, "max_tokens": tokens_max, "temperature": 0, "language": "python", **fields}
        headers = {"authorization": f"Bearer {token or self.token()}"}
        answer = self.client.post(f"{self.url}/v1/completions", json=body, headers=headers)
        self.asked.append(answer.headers["x-gateway-request-id"])
        return answer

    def scanner_pids(self) -> list[int]:
        """Return the process ids of the gateway's Semgrep processes."""
        found = []
        for path in Path("/proc").glob("[0-9]*/stat"):
            try:
                parent = int(path.read_text().rsplit(")", 1)[1].split()[1])
                command = (path.parent / "cmdline").read_bytes()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if parent == self.gateway_pid and b"osemgrep" in command:
                found.append(int(path.parent.name))
        return found


@contextmanager
def stage(say: Callable[[str], None]) -> Iterator[Stage]:
    """Start Postgres, model and gateway in a temporary folder; stop them at the end, errors or not."""
    with asyncio.Runner() as runner, ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="gateway-demo-")))
        folder.chmod(0o711)  # Postgres passes through it as another account when we are root
        model = LocalModel(LocalModelSettings())
        with _timed(say, "local model (SmolLM2-135M behind TGI's protocol)"):
            runner.run(model.start())
        stack.callback(lambda: runner.run(model.stop()))
        with _timed(say, "Postgres (embedded, fsync on), schema, keys, roles"):
            house = prepare(folder / "house", model.url)
        stack.callback(house.postgres.stop)
        with _timed(say, "gateway (its own process: access, scanners, ledger)"):
            log = folder / "gateway.log"
            process, port = _start_gateway(house, log)
        stack.callback(_stop, process)
        stack.callback(_stop, _start_worker(house, log))
        client = stack.enter_context(httpx2.Client(timeout=30, trust_env=False))
        yield Stage(house, f"http://127.0.0.1:{port}", model.url, process.pid, client, log)


def _start_gateway(house: Embedded, log: Path) -> tuple[subprocess.Popen[bytes], int]:
    command = [sys.executable, "-m", "gateway.cli", "serve", "--config", str(house.settings_file), "--announce"]
    with log.open("wb") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors)  # noqa: S603 (our own module)
    assert process.stdout is not None  # noqa: S101 (it is a pipe: asked for one line above)
    readable, _, _ = select.select([process.stdout], [], [], _READY_S_MAX)
    line = process.stdout.readline() if readable else b""
    if not line:
        _stop(process)
        raise SettingsInvalid(f"the gateway did not start: {log.read_text()[-1000:]}")
    return process, int(json.loads(line)["port"])


def _start_worker(house: Embedded, log: Path) -> subprocess.Popen[bytes]:
    """Start the sequencer beside the gateway; it waits for nobody, and nobody waits for it."""
    command = [sys.executable, "-m", "gateway.cli", "worker", "--config", str(house.settings_file)]
    with log.open("ab") as errors:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)  # noqa: S603 (our own module)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_STOP_S_MAX)
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
        process.wait(_STOP_S_MAX)


@contextmanager
def _timed(say: Callable[[str], None], what: str) -> Iterator[None]:
    say(f"  starting {what} …")
    began = time.monotonic()
    yield
    say(f"    ready after {time.monotonic() - began:.1f} s")

"""Starts the local model as a process of its own and stops it again. The process dies with ours, whatever happens."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from dataclasses import dataclass
from typing import Self

import msgspec
import structlog

from gateway.errors import ModelUnavailable, SettingsInvalid

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class LocalModelSettings:
    """
    How the local model is started.

    port: on loopback; 0 takes a free one. ready_ms_max: from start to ready. stop_ms_max: to a polite end, then killed.
    """

    port: int = 0
    ready_ms_max: int = 30_000
    stop_ms_max: int = 3_000

    def __post_init__(self) -> None:
        """Refuse times that are not positive; raise SettingsInvalid."""
        if self.ready_ms_max <= 0 or self.stop_ms_max <= 0:
            raise SettingsInvalid("local_model.ready_ms_max and stop_ms_max must be positive")


class _Ready(msgspec.Struct):
    port: int


class LocalModel:
    """The local model's process. `async with LocalModel(settings) as model: model.url`."""

    def __init__(self, settings: LocalModelSettings) -> None:
        """Start nothing yet."""
        self._settings = settings
        self._process: Process | None = None
        self._port = 0

    @property
    def url(self) -> str:
        """The base address; raises ModelUnavailable before the start."""
        if not self._port:
            raise ModelUnavailable("the local model is not started")
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        """The process id; raises ModelUnavailable before the start."""
        if self._process is None:
            raise ModelUnavailable("the local model is not started")
        return self._process.pid

    async def start(self) -> Self:
        """Start the process and return when it answers; raise ModelUnavailable after `ready_ms_max` or if it ends."""
        command = (sys.executable, "-m", "gateway.embedded.model")
        options = ("--port", str(self._settings.port), "--parent", str(os.getpid()))
        self._process = await asyncio.create_subprocess_exec(
            *command, *options, stdin=DEVNULL, stdout=PIPE, start_new_session=True
        )
        try:
            async with asyncio.timeout(self._settings.ready_ms_max / 1_000):
                self._port = await _ready_port(self._process)
        except TimeoutError:
            raise ModelUnavailable(f"the local model is not ready after {self._settings.ready_ms_max} ms") from None
        finally:
            if not self._port:  # also a cancelled start leaves no process behind
                await self.stop()
        log.info("local_model.ready", pid=self.pid, port=self._port)
        return self

    async def stop(self) -> None:
        """End the process and wait for it; politely first, by force after `stop_ms_max`."""
        process, self._process, self._port = self._process, None, 0
        if process is None:
            return
        if process.returncode is None:
            process.terminate()
        try:
            async with asyncio.timeout(self._settings.stop_ms_max / 1_000):
                await process.wait()
        except TimeoutError:
            process.kill()
            await process.wait()

    async def __aenter__(self) -> Self:
        """Start."""
        return await self.start()

    async def __aexit__(self, *_: object) -> None:
        """Stop."""
        await self.stop()


async def _ready_port(process: Process) -> int:
    line = b"" if process.stdout is None else await process.stdout.readline()
    try:
        return msgspec.json.decode(line, type=_Ready).port
    except msgspec.DecodeError:
        raise ModelUnavailable("the local model ended before it was ready") from None

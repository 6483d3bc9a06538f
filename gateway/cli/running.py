"""Run the service in this process: start every part, listen, drain, stop."""

import asyncio
import contextlib
import io
import json
import logging
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, TextIO, cast, override

import structlog
import uvloop

from gateway.app import Service
from gateway.http.server import Server
from gateway.settings import Settings, load
from gateway.worker import Worker


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end on uvloop, with logs as JSON lines on stderr."""
    configure_logs()
    uvloop.run(work)


class StandardError(io.TextIOBase):
    """
    Standard error that fails nobody who writes to it.

    A full disk or a closed pipe costs lines of the log. It must not cost an answer, and never the ledger's writer,
    which also logs when the disk is full.
    """

    @override
    def write(self, text: str) -> int:
        """Write if that is possible now."""
        with contextlib.suppress(OSError):
            sys.stderr.write(text)
        return len(text)

    @override
    def flush(self) -> None:
        """Flush if that is possible now."""
        with contextlib.suppress(OSError):
            sys.stderr.flush()

    @override
    def close(self) -> None:
        """Leave standard error open: a finalizer closes this when the modules that `flush` needs are gone already."""


def configure_logs() -> None:
    """Log JSON lines to stderr: fixed words with values, never a prompt, a completion or a local variable."""
    shared: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    libraries = logging.StreamHandler(StandardError())
    render = structlog.processors.JSONRenderer()
    libraries.setFormatter(structlog.stdlib.ProcessorFormatter(processor=render, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[libraries], level=logging.WARNING)
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(cast("TextIO", StandardError())),
    )


async def serve_configured(path: Path, *, announce: bool) -> None:
    """Serve with the settings in a file; say the port as JSON when a program waits for it, else in words."""
    settings = load(path)
    host = settings.http.listen_host

    def say(port: int) -> None:
        sys.stdout.write(json.dumps({"port": port}) + "\n" if announce else f"Listening on http://{host}:{port}\n")
        sys.stdout.flush()

    await serve(settings, say)


async def work_configured(path: Path) -> None:
    """Do the background work with the settings in a file, until a signal comes."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    async with Worker(load(path)):
        await stopping.wait()


async def serve(settings: Settings, announce: Callable[[int], None]) -> None:
    """Serve until a signal comes."""
    service = Service(settings)
    server = Server(service.application(), settings.http, announce)  # binds: a port that is taken stops the start
    await service.start()
    try:
        await server.run_until_signal()
    finally:
        await service.stop()

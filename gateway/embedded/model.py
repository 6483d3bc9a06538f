"""
A small server that speaks TGI's protocol over the local model, as a process of its own.

`python -m gateway.embedded.model --port 0 [--parent PID]` prints `{"port": …}` in one line when it is ready. Loopback
only, one worker, no access log. With `--parent` it dies when that process dies (Linux). It is for trying the gateway
and for tests; it must never write a word of a prompt or an answer anywhere but into the answer.
"""

import argparse
import ctypes
import json
import os
import signal
import socket
import sys
from typing import override

import uvicorn

from gateway.embedded.model_app import ModelApp
from gateway.embedded.model_engine import Engine

_PR_SET_PDEATHSIG = 1
_KEEPALIVE_S = 75
_STOP_S_MAX = 5
_BACKLOG = 128


class _Server(uvicorn.Server):
    """Says on which port it listens, once it does, and ends generations when it is told to stop."""

    def __init__(self, config: uvicorn.Config, application: ModelApp) -> None:
        super().__init__(config)
        self._application = application

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if sockets:
            print(json.dumps({"port": sockets[0].getsockname()[1]}), flush=True)  # noqa: T201 - the ready line

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._application.abandon()
        await super().shutdown(sockets)


def die_with_parent(parent: int) -> None:
    """Ask the kernel to end this process when `parent` ends; exit at once if it already has."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the parent process is gone")


def main() -> None:
    """Load the model, listen, serve until told to stop."""
    parser = argparse.ArgumentParser(description="TGI's protocol over the local model, on loopback.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--parent", type=int)
    options = parser.parse_args()
    if options.parent is not None:
        die_with_parent(options.parent)
    listener = socket.create_server(("127.0.0.1", options.port), backlog=_BACKLOG)
    engine = Engine()
    application = ModelApp(engine)
    config = uvicorn.Config(
        application,
        loop="uvloop",
        http="httptools",
        lifespan="off",
        ws="none",
        log_level="error",
        access_log=False,
        timeout_keep_alive=_KEEPALIVE_S,
        timeout_graceful_shutdown=_STOP_S_MAX,
    )
    # uvicorn repeats the signal that ended it: let that unwind, so that the engine's folder is removed.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        _Server(config, application).run(sockets=[listener])
    finally:
        engine.close()


if __name__ == "__main__":
    main()

"""The socket: uvicorn with bounds that it lacks (size and time of a request's head), and a word when it listens."""

import asyncio
import socket
from collections.abc import Callable
from typing import override

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from gateway.http.gate import Application
from gateway.http.settings import HttpSettings

_HEAD_BYTES_MAX = 32_768
_HEAD_S_MAX = 10
_KEEP_ALIVE_S = 30
_BACKLOG = 1024


class BoundedProtocol(HttpToolsProtocol):
    """One connection. A head that is too large, or too slow in coming, closes it."""

    _head_bytes = 0
    _in_head = True
    _timer: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._expect_head()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._in_head and not self.transport.is_closing():
            self._head_bytes += len(data)
            if self._head_bytes > _HEAD_BYTES_MAX:
                self.send_400_response("Request head too large.")

    @override
    def on_message_begin(self) -> None:
        self._expect_head()
        super().on_message_begin()

    @override
    def on_headers_complete(self) -> None:
        self._in_head, self._head_bytes = False, 0
        self._stop_timer()
        super().on_headers_complete()

    @override
    def on_message_complete(self) -> None:
        self._in_head = True
        super().on_message_complete()

    def _expect_head(self) -> None:
        self._in_head, self._head_bytes = True, 0
        self._stop_timer()
        self._timer = self.loop.call_later(_HEAD_S_MAX, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


class Server(uvicorn.Server):
    """A uvicorn server that listens on a socket of ours and says when it does."""

    def __init__(self, application: Application, settings: HttpSettings, announce: Callable[[int], None]) -> None:
        """Bind at once, so that a port that is taken stops the start; `announce` gets the port when it listens."""
        family = socket.AF_INET6 if ":" in settings.listen_host else socket.AF_INET
        self._socket = socket.create_server((settings.listen_host, settings.listen_port), family=family)
        self._announce = announce
        super().__init__(
            uvicorn.Config(
                application,
                http=BoundedProtocol,
                ws="none",
                lifespan="off",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=False,
                limit_concurrency=settings.connections_max,
                backlog=_BACKLOG,
                timeout_keep_alive=_KEEP_ALIVE_S,
                timeout_graceful_shutdown=settings.drain_s_max,
            )
        )

    async def run_until_signal(self) -> None:
        """Serve until SIGINT or SIGTERM, then drain: no new connections, requests in flight get their time."""
        await self.serve(sockets=[self._socket])

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._announce(self._socket.getsockname()[1])

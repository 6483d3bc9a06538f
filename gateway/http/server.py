"""
The socket: uvicorn with bounds that it lacks (size and time of a request's head and body, trailers, connections of one
peer), a stop that gives the rest of the house its time, and a word when it listens.
"""

import asyncio
import contextlib
import signal
import socket
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any, override

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from gateway.errors import SettingsInvalid
from gateway.http.gate import Application
from gateway.http.settings import HttpSettings

_HEAD_BYTES_MAX = 32_768
_KEEP_ALIVE_S = 30
_BACKLOG = 1024
_CANCEL_S_MAX = 5
_SIGNALS = (signal.SIGINT, signal.SIGTERM)


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What one connection may use, and how many connections each peer has."""

    head_s_max: float
    body_s_max: float
    body_bytes_max: int
    peer_connections_max: int
    peers: Counter[str] = field(default_factory=Counter)


class BoundedProtocol(HttpToolsProtocol):
    """
    One connection. A message whose head or body is too large, or too slow in coming, closes it.

    Trailers are dropped: uvicorn would add them to the headers, where they could replace what a proxy has written.
    """

    def __init__(self, *positional: Any, bounds: _Bounds, **named: Any) -> None:  # noqa: ANN401 (uvicorn's own)
        """Take uvicorn's arguments, and our bounds."""
        super().__init__(*positional, **named)
        self._bounds = bounds
        self._peer = ""
        self._in_head = True
        self._message_bytes = 0
        self._messages = 0
        self._timer: asyncio.TimerHandle | None = None

    @override
    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._peer = self.client[0] if self.client else ""
        self._bounds.peers[self._peer] += 1
        self._allow(self._bounds.head_s_max)
        if self._bounds.peers[self._peer] > self._bounds.peer_connections_max:
            transport.close()

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_timer()
        self._bounds.peers[self._peer] -= 1
        if self._bounds.peers[self._peer] <= 0:
            del self._bounds.peers[self._peer]
        super().connection_lost(exc)

    @override
    def data_received(self, data: bytes) -> None:
        before = self._messages
        super().data_received(data)
        if self.transport.is_closing() or self._messages != before:
            return
        self._message_bytes += len(data)
        if self._in_head and self._message_bytes > _HEAD_BYTES_MAX:
            self.send_400_response("Request head too large.")
        elif self._message_bytes > _HEAD_BYTES_MAX + 2 * self._bounds.body_bytes_max:
            self.transport.close()
        elif self._timer is None and self._is_idle():
            self._allow(self._bounds.head_s_max)  # bytes that begin no message, such as an empty line

    @override
    def on_message_begin(self) -> None:
        self._allow(self._bounds.head_s_max)
        super().on_message_begin()

    @override
    def on_header(self, name: bytes, value: bytes) -> None:
        if self._in_head:
            super().on_header(name, value)

    @override
    def on_headers_complete(self) -> None:
        self._in_head = False
        self._allow(self._bounds.body_s_max)
        super().on_headers_complete()

    @override
    def on_message_complete(self) -> None:
        self._in_head, self._message_bytes = True, 0
        self._messages += 1
        self._stop_timer()
        super().on_message_complete()

    def _is_idle(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is None or cycle.response_complete

    def _allow(self, seconds: float) -> None:
        """Close the connection unless the next part is there in time."""
        self._stop_timer()
        self._timer = self.loop.call_later(seconds, self.transport.close)

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
            self._timer = None


class Server(uvicorn.Server):
    """A uvicorn server on a socket of ours."""

    def __init__(self, application: Application, settings: HttpSettings, announce: Callable[[int], None]) -> None:
        """Bind at once: raises SettingsInvalid if the address is taken. `announce` gets the port when listening."""
        self._socket = _bound(settings)
        self._announce = announce
        bounds = _Bounds(
            head_s_max=settings.head_s_max,
            body_s_max=settings.body_s_max,
            body_bytes_max=settings.body_bytes_max,
            peer_connections_max=settings.peer_connections_max,
        )
        super().__init__(
            uvicorn.Config(
                application,
                http=partial(BoundedProtocol, bounds=bounds),  # type: ignore[arg-type]
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

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await super().shutdown(sockets)
        if self.server_state.tasks:  # cancelled after the drain's deadline: their outcomes still go into the log
            await asyncio.wait(self.server_state.tasks, timeout=_CANCEL_S_MAX)

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Take the signals, and do not raise them again after the drain: the rest of the house stops in order."""
        loop = asyncio.get_running_loop()
        for number in _SIGNALS:
            loop.add_signal_handler(number, self.handle_exit, number, None)
        try:
            yield
        finally:
            for number in _SIGNALS:
                loop.remove_signal_handler(number)


def _bound(settings: HttpSettings) -> socket.socket:
    """Return a socket that has its address but does not listen yet."""
    family = socket.AF_INET6 if ":" in settings.listen_host else socket.AF_INET
    bound = socket.socket(family)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((settings.listen_host, settings.listen_port))
    except OSError as error:
        bound.close()
        place = f"{settings.listen_host}:{settings.listen_port}"
        raise SettingsInvalid(f"cannot listen on {place} ({error.strerror}); choose another port") from None
    return bound

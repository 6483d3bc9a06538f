"""The socket's own bounds, on a real socket: sizes, times, trailers, peers, and a stop that lets the house stop too."""

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest

from audit.record import Kind
from gateway.errors import SettingsInvalid
from gateway.http.server import Server
from gateway.http.settings import HttpSettings
from tests.http.conftest import Site, site

_WAIT_S = 10
_BODY = json.dumps({"prompt": "x = ", "language": "python"}).encode()


@asynccontextmanager
async def _serving(place: Site, settings: HttpSettings) -> AsyncIterator[int]:
    """Serve the site on a free port and yield the port."""
    place.settings = settings
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = Server(place.application(), replace(settings, listen_port=0), ready.set_result)
    task = asyncio.create_task(server.run_until_signal())
    try:
        yield await asyncio.wait_for(ready, _WAIT_S)
    finally:
        server.should_exit = True
        await asyncio.wait_for(task, _WAIT_S)


def _head(length: str, *lines: str, route: str = "/v1/completions", token: str = "good") -> bytes:
    head = (f"POST {route} HTTP/1.1", "host: x", "content-type: application/json", f"authorization: Bearer {token}")
    return "\r\n".join((*head, length, *lines, "", "")).encode()


async def _exchange(port: int, *parts: bytes) -> bytes:
    """Send the parts and return what comes until the connection closes or an answer is whole."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writer.write(part)
            await writer.drain()
        return await asyncio.wait_for(_answer(reader), _WAIT_S)
    finally:
        writer.close()


async def _answer(reader: asyncio.StreamReader) -> bytes:
    received = b""
    with suppress(ConnectionResetError, asyncio.IncompleteReadError):
        received = await reader.readuntil(b"\r\n\r\n")
        length = next((line for line in received.lower().split(b"\r\n") if line.startswith(b"content-length:")), b":0")
        received += await reader.readexactly(int(length.split(b":")[1]))
    return received


@pytest.mark.parametrize("size", [1_000, 31_000, 64_000, 250_000, 500_000])
async def test_a_body_of_any_allowed_size_passes_in_one_write(size: int) -> None:
    """The bytes of a body never count as head, however they arrive."""
    body = json.dumps({"prompt": "x = 1\n" * (size // 8), "language": "python"}).encode()
    async with _serving(site(), HttpSettings()) as port:
        answer = await _exchange(port, _head(f"content-length: {len(body)}") + body)

    assert answer.startswith(b"HTTP/1.1 200")


async def test_trailers_never_become_headers() -> None:
    """A trailer cannot authenticate, nor replace what a proxy has written into X-Forwarded-For."""
    place = site()
    body = b"%x\r\n%b\r\n0\r\nAuthorization: Bearer good\r\nX-Forwarded-For: 10.1.2.3\r\n\r\n" % (len(_BODY), _BODY)
    async with _serving(place, HttpSettings()) as port:
        answer = await _exchange(port, _head("transfer-encoding: chunked", token="bad") + body)

    assert answer.startswith(b"HTTP/1.1 401")
    assert [Kind.DENIAL] == place.kinds()


async def test_endless_trailers_close_the_connection() -> None:
    """What follows a body is bounded too."""
    settings = HttpSettings(body_bytes_max=10_000)
    async with _serving(site(), settings) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(_head("transfer-encoding: chunked") + b"0\r\n")
        sent = 0
        with suppress(ConnectionError):
            while sent < 5_000_000:
                writer.write(b"a: " + b"b" * 10_000 + b"\r\n")
                await asyncio.wait_for(writer.drain(), _WAIT_S)
                sent += 10_000
            await asyncio.wait_for(reader.read(), _WAIT_S)
        writer.close()

    assert sent < 5_000_000


@pytest.mark.parametrize(
    "silent",
    [b"", b"POST /v1/completions HTTP/1.1\r\nhost:", _head("content-length: 500") + b"{", b"\r\n"],
    ids=["nothing", "half a head", "half a body", "an empty line"],
)
async def test_a_silent_connection_is_closed(silent: bytes) -> None:
    """Nobody keeps a connection by saying nothing, or too little."""
    settings = HttpSettings(head_s_max=0.2, body_s_max=0.2)
    async with _serving(site(), settings) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(silent)
        with suppress(ConnectionError):
            await asyncio.wait_for(reader.read(), _WAIT_S)
        writer.close()

    assert reader.at_eof() or reader.exception() is not None


async def test_an_empty_line_after_an_answer_does_not_keep_the_connection() -> None:
    """The blank line that cancels uvicorn's own timer starts ours."""
    async with _serving(site(), HttpSettings(head_s_max=0.2)) as port:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
        await asyncio.wait_for(_answer(reader), _WAIT_S)
        writer.write(b"\r\n")
        rest = await asyncio.wait_for(reader.read(), _WAIT_S)
        writer.close()

    assert b"" == rest


async def test_one_peer_has_only_so_many_connections() -> None:
    """The connection beyond the peer's bound is closed; the others go on."""
    async with _serving(site(), HttpSettings(peer_connections_max=3)) as port:
        kept = [await asyncio.open_connection("127.0.0.1", port) for _ in range(3)]
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        refused = await asyncio.wait_for(reader.read(), _WAIT_S)
        kept[0][1].write(b"GET /livez HTTP/1.1\r\nhost: x\r\n\r\n")
        answer = await asyncio.wait_for(_answer(kept[0][0]), _WAIT_S)
        for _, open_writer in (*kept, (reader, writer)):
            open_writer.close()

    assert b"" == refused
    assert answer.startswith(b"HTTP/1.1 200")


async def test_a_taken_port_stops_the_start() -> None:
    """The message names the address."""
    async with _serving(site(), HttpSettings()) as port:
        with pytest.raises(SettingsInvalid, match=str(port)):
            Server(site().application(), HttpSettings(listen_port=port), print)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_a_signal_drains_and_returns(number: signal.Signals) -> None:
    """After the drain the caller of `run_until_signal` goes on, so that the rest of the house stops in order."""
    ready: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = Server(site().application(), HttpSettings(listen_port=0), ready.set_result)
    task = asyncio.create_task(server.run_until_signal())
    await asyncio.wait_for(ready, _WAIT_S)
    os.kill(os.getpid(), number)
    await asyncio.wait_for(task, _WAIT_S)

    assert task.done()


async def test_what_the_drain_cancels_is_on_record() -> None:
    """A request that outlasts the drain is cancelled, and its cancel is recorded before the server returns."""
    place = site()
    place.model.hold = asyncio.Event()  # type: ignore[attr-defined]
    async with _serving(place, HttpSettings(drain_s_max=1)) as port:
        asking = asyncio.create_task(_exchange(port, _head(f"content-length: {len(_BODY)}") + _BODY))
        await asyncio.wait_for(place.model.asked.wait(), _WAIT_S)  # type: ignore[attr-defined]
    asking.cancel()

    assert Kind.CANCEL in place.kinds()


@pytest.mark.parametrize("path", ["/generate/", "//generate", "/v1//completions", "/v1/completions/"])
async def test_only_exact_paths_are_routes(path: str) -> None:
    """A path that is nearly a route is none: its record and its dialect would differ."""
    place = site()
    async with _serving(place, HttpSettings()) as port:
        answer = await _exchange(port, _head(f"content-length: {len(_BODY)}", route=path) + _BODY)

    assert answer.startswith(b"HTTP/1.1 404")
    assert [Kind.FAILURE] == place.kinds()


async def test_posting_to_a_health_route_needs_a_token() -> None:
    """Only reading health is open to strangers."""
    async with _serving(site(), HttpSettings()) as port:
        answer = await _exchange(port, _head("content-length: 0", route="/livez", token="bad"))

    assert answer.startswith(b"HTTP/1.1 401")

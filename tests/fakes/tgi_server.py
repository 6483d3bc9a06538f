"""
A stand-in for a TGI server on loopback: answers well after a fixed delay, or misbehaves as a test asks.

Raw protocol, TCP_NODELAY and ready-made bytes, so that a benchmark measures the gateway and not this. As its own
process: `python -m tests.fakes.tgi_server --port P --delay-ms 150 [--completions FILE]`. FILE is a JSON list of
completions; a prompt that holds `# case N` gets number N modulo their count, all others the first. It prints
`{"port": P}` when it listens.
"""

import argparse
import asyncio
import json
import re
import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self, cast, override

import uvloop

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_CASE = re.compile(rb"# case (\d+)")
_INFO = {
    "model_id": "stand-in",
    "model_sha": "0123abc",
    "max_concurrent_requests": 128,
    "max_best_of": 2,
    "max_stop_sequences": 4,
    "max_input_tokens": 32_767,
    "max_input_length": 32_767,
    "max_total_tokens": 32_768,
    "validation_workers": 2,
    "max_client_batch_size": 4,
    "router": "stand-in",
    "version": "3.3.6-dev0",
}


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        """The body as JSON."""
        return cast("dict[str, object]", json.loads(self.body))


@dataclass(frozen=True, slots=True)
class Reply:
    """
    What to send for one request.

    `parts` are sent one by one, `part_delay_s` apart; then the connection is kept (`then="keep"`), closed, left open
    without a word (`hang`), or the last part is repeated for ever (`repeat`).
    """

    parts: tuple[bytes, ...]
    delay_s: float = 0.0
    part_delay_s: float = 0.0
    then: str = "keep"


def http(status: int, body: bytes, *headers: str, content_type: str = "application/json") -> bytes:
    """Return one whole HTTP/1.1 response."""
    lines = (f"HTTP/1.1 {status} X", f"content-type: {content_type}", f"content-length: {len(body)}", *headers, "", "")
    return "\r\n".join(lines).encode() + body


def generation(text: str, *, finish_reason: str = "eos_token", tokens: int = 2) -> bytes:
    """Return the body of a good `/generate` answer, with token lists as TGI sends them."""
    token = {"id": 1, "text": "x", "logprob": -0.1, "special": False}
    details = {
        "finish_reason": finish_reason,
        "generated_tokens": tokens,
        "seed": None,
        "prefill": [],
        "tokens": [token] * tokens,
    }
    return json.dumps({"generated_text": text, "details": details}).encode()


def good(text: str, *, delay_s: float = 0.0, finish_reason: str = "eos_token", tokens: int = 2) -> Reply:
    """Return a good answer."""
    body = generation(text, finish_reason=finish_reason, tokens=tokens)
    return Reply((http(200, body, "x-prompt-tokens: 7", "set-cookie: session=1; Path=/"),), delay_s=delay_s)


def failure(status: int, error_type: str, text: str = "no") -> Reply:
    """Return an error in TGI's form."""
    return Reply((http(status, json.dumps({"error": text, "error_type": error_type}).encode()),))


def tgi(replies: Iterable[Reply]) -> Callable[[Received], Reply]:
    """Return a behaviour: `/health` and `/info` are well, every POST gets the next reply, the last one for ever."""
    queue = list(replies)

    def behave(request: Received) -> Reply:
        if request.method == "GET":
            return Reply((http(200, json.dumps(_INFO).encode() if request.path == "/info" else b""),))
        return queue.pop(0) if len(queue) > 1 else queue[0]

    return behave


@dataclass(slots=True)
class TgiServer:
    """The stand-in inside a test: `async with TgiServer(tgi([good("x")])) as server`."""

    behave: Callable[[Received], Reply]
    received: list[Received] = field(default_factory=list)
    connections: int = 0
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    hung_up: asyncio.Event = field(default_factory=asyncio.Event)
    port: int = 0
    _server: asyncio.Server | None = None
    _open: set["_Connection"] = field(default_factory=set)

    @property
    def url(self) -> str:
        """The base address."""
        return f"http://127.0.0.1:{self.port}"

    async def listen(self, port: int = 0) -> None:
        """Listen on loopback."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Connection(self), "127.0.0.1", port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def __aenter__(self) -> Self:
        """Listen on a free port."""
        await self.listen()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Close every connection and stop listening."""
        if self._server is not None:
            self._server.close()
            for connection in list(self._open):
                connection.abort()
            await self._server.wait_closed()


class _Connection(asyncio.Protocol):
    def __init__(self, server: TgiServer) -> None:
        self._server = server
        self._buffer = b""
        self._transport: asyncio.Transport | None = None
        self._answering: asyncio.Task[None] | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._server.connections += 1
        self._server._open.add(self)  # noqa: SLF001 - the two classes are one

    @override
    def connection_lost(self, exc: Exception | None) -> None:
        self._server._open.discard(self)  # noqa: SLF001 - the two classes are one
        self._server.hung_up.set()
        if self._answering is not None:
            self._answering.cancel()

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while True:
            head, end, rest = self._buffer.partition(b"\r\n\r\n")
            found = _LENGTH.search(head)
            length = int(found[1]) if found else 0
            if not end or len(rest) < length:
                return
            self._buffer = rest[length:]
            self._take(head, rest[:length])

    def _take(self, head: bytes, body: bytes) -> None:
        request_line, *lines = head.decode("latin-1").split("\r\n")
        method, path, _ = request_line.split(" ", 2)
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        request = Received(method, path, headers, body)
        self._server.received.append(request)
        self._server.arrived.set()
        self._answering = asyncio.get_running_loop().create_task(self._send(self._server.behave(request)))

    async def _send(self, reply: Reply) -> None:
        transport = self._transport
        if transport is None:
            return
        await asyncio.sleep(reply.delay_s)
        for part in reply.parts:
            transport.write(part)
            await asyncio.sleep(reply.part_delay_s)
        while reply.then == "repeat" and not transport.is_closing():
            transport.write(reply.parts[-1])
            await asyncio.sleep(reply.part_delay_s)
        if reply.then == "close":
            transport.close()


class _FastConnection(asyncio.Protocol):
    """The benchmark's path: no records, no tasks, ready-made answers."""

    def __init__(self, answers: list[bytes], delay_s: float) -> None:
        self._answers = answers
        self._delay_s = delay_s
        self._buffer = b""
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    @override
    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head, end, rest = self._buffer.partition(b"\r\n\r\n")
        found = _LENGTH.search(head)
        if not end or len(rest) < (int(found[1]) if found else 0):
            return
        self._buffer = b""
        if head.startswith(b"GET"):
            self._write(http(200, json.dumps(_INFO).encode()))
            return
        case = _CASE.search(rest)
        answer = self._answers[int(case[1]) % len(self._answers) if case else 0]
        if self._delay_s > 0:
            self._loop.call_later(self._delay_s, self._write, answer)
        else:
            self._write(answer)

    def _write(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)


async def _serve(port: int, delay_s: float, answers: list[bytes]) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _FastConnection(answers, delay_s), "127.0.0.1", port)
    print(json.dumps({"port": server.sockets[0].getsockname()[1]}), flush=True)  # noqa: T201 - the ready line
    await server.serve_forever()


def main() -> None:
    """Serve until killed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--delay-ms", type=float, default=0.0)
    parser.add_argument("--completions", type=Path)
    options = parser.parse_args()
    texts = json.loads(options.completions.read_text()) if options.completions else ["return a + b\n"]
    answers = [http(200, generation(text, tokens=len(text) // 4), "x-prompt-tokens: 7") for text in texts]
    uvloop.run(_serve(options.port, options.delay_ms / 1_000, answers))


if __name__ == "__main__":
    main()

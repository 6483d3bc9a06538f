"""
A closed-loop load generator, in its own process so that it does not share the gateway's interpreter lock.

Arguments: one JSON object {gateway_port, model_port, token, clients, requests, warm, first}; `first` numbers the first
prompt, so that no two loads of a bench send the same one. With one client every gateway
call is paired with the same call made directly; with more, one extra client calls directly all along, and its median
is subtracted. Prints `warm`, waits for a line, then prints one JSON object of samples.
"""

import asyncio
import json
import re
import sys
import time
from dataclasses import dataclass, field

from tests.bench.corpus import python_case

_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
_DECISION = re.compile(rb"x-gateway-decision: *(\w+)", re.IGNORECASE)
_PARTS = re.compile(rb"server-timing: *([^\r]*)", re.IGNORECASE)
_OVERHEAD = re.compile(rb"x-gateway-overhead-ms: *([\d.]+)", re.IGNORECASE)


class _Client(asyncio.Protocol):
    """One keep-alive connection with one request under way."""

    def __init__(self) -> None:
        self._buffer = b""
        self._waiting: asyncio.Future[bytes] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        end = self._buffer.find(b"\r\n\r\n")
        length = _LENGTH.search(self._buffer, 0, end) if end >= 0 else None
        if length and len(self._buffer) >= end + 4 + int(length[1]) and self._waiting and not self._waiting.done():
            answer, self._buffer = self._buffer, b""
            self._waiting.set_result(answer)

    def connection_lost(self, _error: Exception | None) -> None:
        if self._waiting and not self._waiting.done():
            self._waiting.set_exception(ConnectionError("closed"))

    async def ask(self, message: bytes) -> bytes:
        self._waiting = asyncio.get_running_loop().create_future()
        self._transport.write(message)
        return await self._waiting


@dataclass(slots=True)
class _Samples:
    added_ms: list[float] = field(default_factory=list)
    direct_ms: list[float] = field(default_factory=list)
    overhead_ms: list[float] = field(default_factory=list)
    parts_ms: dict[str, list[float]] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    failures: int = 0
    first_failure: str = ""

    def keep(self, answer: bytes, spent_ms: float) -> None:
        head = answer[: answer.find(b"\r\n\r\n")]
        if b" 200" not in head[:15]:
            self.failures += 1
            self.first_failure = self.first_failure or answer[:600].decode(errors="replace")
            return
        self.added_ms.append(spent_ms)
        if found := _OVERHEAD.search(head):
            self.overhead_ms.append(float(found[1]))
        if found := _DECISION.search(head):
            self.decisions[found[1].decode()] = self.decisions.get(found[1].decode(), 0) + 1
        if found := _PARTS.search(head):
            for part in found[1].decode().split(", "):
                name, spent = part.split(";dur=")
                self.parts_ms.setdefault(name, []).append(float(spent))


def _message(port: int, path: str, token: str, body: dict[str, object]) -> bytes:
    content = json.dumps(body).encode()
    head = (
        f"POST {path} HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
        f"authorization: Bearer {token}\r\ncontent-length: {len(content)}\r\n\r\n"
    )
    return head.encode() + content


async def _connect(port: int) -> _Client:
    _, client = await asyncio.get_running_loop().create_connection(_Client, "127.0.0.1", port)
    return client


async def _timed(client: _Client, message: bytes) -> tuple[bytes, float]:
    began = time.perf_counter()
    answer = await client.ask(message)
    return answer, (time.perf_counter() - began) * 1000


async def _run(plan: dict[str, object]) -> None:
    ports = int(str(plan["gateway_port"])), int(str(plan["model_port"]))
    clients, requests, warm, first = (int(str(plan[name])) for name in ("clients", "requests", "warm", "first"))
    prompts = [python_case(number).prompt for number in range(first, first + warm + requests)]
    fields = {"max_tokens": 256, "language": "python"}
    through = [
        _message(ports[0], "/v1/completions", str(plan["token"]), {"prompt": prompt, **fields}) for prompt in prompts
    ]
    direct = [_message(ports[1], "/", "none", {"inputs": prompt}) for prompt in prompts]
    connections = [await _connect(ports[0]) for _ in range(clients)]
    aside = await _connect(ports[1])
    numbers = iter(range(10**9))

    async def work(client: _Client, until: int, samples: _Samples | None) -> None:
        while (number := next(numbers)) < until:
            if clients == 1 and samples:
                _, alone_ms = await _timed(aside, direct[number])
                samples.direct_ms.append(alone_ms)
                answer, spent_ms = await _timed(client, through[number])
                samples.keep(answer, spent_ms - alone_ms)
            else:
                answer, spent_ms = await _timed(client, through[number])
                if samples:
                    samples.keep(answer, spent_ms)

    await asyncio.gather(*(work(client, warm, None) for client in connections))
    print("warm", flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
    samples, numbers = _Samples(), iter(range(warm, 10**9))
    side = asyncio.create_task(_aside(aside, direct, samples)) if clients > 1 else None
    began = time.perf_counter()
    await asyncio.gather(*(work(client, warm + requests, samples) for client in connections))
    elapsed_s = time.perf_counter() - began
    if side:
        side.cancel()
        median = sorted(samples.direct_ms)[len(samples.direct_ms) // 2]
        samples.added_ms = [spent - median for spent in samples.added_ms]
    names = ("added_ms", "direct_ms", "overhead_ms", "parts_ms", "decisions", "failures", "first_failure")
    print(json.dumps({"elapsed_s": elapsed_s, **{name: getattr(samples, name) for name in names}}), flush=True)


async def _aside(client: _Client, direct: list[bytes], samples: _Samples) -> None:
    number = 0
    while True:
        _, spent_ms = await _timed(client, direct[number % len(direct)])
        samples.direct_ms.append(spent_ms)
        number += 1
        await asyncio.sleep(0.05)


if __name__ == "__main__":
    asyncio.run(_run(json.loads(sys.argv[1])))

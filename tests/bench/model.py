"""
A stand-in for TGI that costs almost nothing: own process, raw protocol, TCP_NODELAY, a fixed delay per answer.

The prompt's `# case N` line chooses the answer. Prints its port when it listens: `python -m tests.bench.model 150`.
"""

import asyncio
import json
import re
import socket
import sys

from tests.bench.corpus import python_case

_CASE = re.compile(rb"# case (\d+)")
_LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


def _response(text: str) -> bytes:
    details = {"finish_reason": "eos_token", "generated_tokens": 300, "seed": None, "prefill": [], "tokens": []}
    return _http(json.dumps({"generated_text": text, "details": details}).encode())


def _http(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)


_INFO = _http(json.dumps({"model_id": "stand-in", "max_input_tokens": 8000, "max_total_tokens": 16000}).encode())


class _Connection(asyncio.Protocol):
    def __init__(self, delay_s: float) -> None:
        self._delay_s = delay_s
        self._buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        while (end := self._buffer.find(b"\r\n\r\n")) >= 0:
            length = _LENGTH.search(self._buffer[:end])
            size = end + 4 + (int(length[1]) if length else 0)
            if len(self._buffer) < size:
                return
            message, self._buffer = self._buffer[:size], self._buffer[size:]
            delay_s = self._delay_s if message.startswith(b"POST") else 0
            asyncio.get_running_loop().call_later(delay_s, self._answer, message)

    def _answer(self, message: bytes) -> None:
        case = _CASE.search(message)
        answer = _response(python_case(int(case[1])).completion) if case else _INFO
        if not self._transport.is_closing() and isinstance(self._transport, asyncio.Transport):
            self._transport.write(answer)


async def _serve(delay_ms: float) -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: _Connection(delay_ms / 1000), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))

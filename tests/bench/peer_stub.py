"""
A stand-in for an OpenAI-compatible model server, for peers that speak that protocol: `POST /v1/completions` answers
one fixed completion after a fixed delay, over keep-alive with TCP_NODELAY.

It must cost next to nothing, so that what is measured is the peer in front of it; it reads no more of a request than
where it ends. Prints its port when it listens: `python -m tests.bench.peer_stub 150` (the delay in milliseconds).
"""

import asyncio
import json
import re
import socket
import sys

MODEL = "stand-in"
REQUEST_BYTES_MAX = 1_000_000

_HEAD_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"^content-length: *(\d+)\r?$", re.IGNORECASE | re.MULTILINE)
_TEXT = "\n".join(f"    total_{number} = left + {number} * right" for number in range(40)) + "\n"


def _answer() -> bytes:
    """Return the whole HTTP response: headers and the completion in OpenAI's form."""
    choice = {"text": _TEXT, "index": 0, "logprobs": None, "finish_reason": "stop"}
    usage = {"prompt_tokens": 20, "completion_tokens": 300, "total_tokens": 320}
    body = {"id": "cmpl-1", "object": "text_completion", "created": 1, "model": MODEL, "choices": [choice]}
    content = json.dumps({**body, "usage": usage}).encode()
    head = f"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {len(content)}\r\n\r\n"
    return head.encode() + content


def request_size(received: bytes) -> int | None:
    """Return the size in bytes of the request that `received` begins with, None while its headers are incomplete."""
    end = received.find(_HEAD_END)
    if end < 0:
        return None
    length = _LENGTH.search(received, 0, end + 2)
    return end + len(_HEAD_END) + (int(length[1]) if length else 0)


class _Connection(asyncio.Protocol):
    """One keep-alive connection; it owns the bytes that no request has used yet."""

    def __init__(self, answer: bytes, delay_s: float) -> None:
        self._answer = answer
        self._delay_s = delay_s
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Send small packets at once."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def data_received(self, data: bytes) -> None:
        """Answer each complete request after the delay; hang up on one that is too large."""
        self._received += data
        while (size := request_size(self._received)) is not None and size <= len(self._received):
            self._received = self._received[size:]
            asyncio.get_running_loop().call_later(self._delay_s, self._reply)
        if len(self._received) > REQUEST_BYTES_MAX:
            self._transport.abort()

    def _reply(self) -> None:
        if not self._transport.is_closing():
            self._transport.write(self._answer)


async def _serve(delay_ms: float) -> None:
    answer = _answer()
    server = await asyncio.get_running_loop().create_server(
        lambda: _Connection(answer, delay_ms / 1000), host="127.0.0.1", port=0
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve(float(sys.argv[1])))

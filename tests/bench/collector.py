"""
Takes whatever sinks of events deliver, and throws it away: HTTP posts on one port, syslog lines over TCP on another.

Its own process, so that taking costs the worker nothing. Prints the two ports, and ends when it is killed.
"""

import asyncio

_ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"
_LENGTH = b"content-length:"
_CHUNK_BYTES = 1 << 20


async def _posts(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer each post with 204 once its body is read."""
    while head := await _head(reader):
        lengths = [line.split(b":")[1] for line in head.lower().split(b"\r\n") if line.startswith(_LENGTH)]
        await reader.readexactly(int(lengths[0]) if lengths else 0)
        writer.write(_ANSWER)
        await writer.drain()
    writer.close()


async def _head(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return b""


async def _lines(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read until the other side has enough."""
    while await reader.read(_CHUNK_BYTES):
        continue
    writer.close()


async def main() -> None:
    """Listen on loopback."""
    servers = [await asyncio.start_server(serve, "127.0.0.1", 0) for serve in (_posts, _lines)]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())

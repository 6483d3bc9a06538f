"""
Carries one request at a time over kept connections, by aiohttp: its parser is in C, and it hears of a closed connection
where httpx2's own transport asks every idle one before each request (half of the gateway's time at 32 callers).

Knows nothing of what it carries. Whatever aiohttp raises becomes the exception that httpx2's own transport would raise,
without its text, which may quote the server.
"""

import asyncio
import ssl
from typing import Final

import aiohttp
import httpx2
from yarl import URL

from gateway.errors import ModelUnavailable
from gateway.inference.settings import ModelSettings

# What aiohttp would add by itself; httpx2 has written every header that is to be sent.
_NOT_ADDED: Final = ("accept", "accept-encoding", "content-type", "user-agent")
_HEAD_BYTES_MAX: Final = 8_190
_HEADERS_MAX: Final = 100

type Answer = tuple[int, httpx2.Headers, bytes]
"""Status, headers and body of a response."""


class Connections:
    """At most `connections_max` connections to one server, kept while idle. Make it on the event loop that uses it."""

    def __init__(self, settings: ModelSettings, *, tls: ssl.SSLContext | bool) -> None:
        """Open the pool; nothing is connected yet."""
        self._bytes_max = settings.answer_bytes_max
        self._places = asyncio.Semaphore(settings.connections_max)
        self._session = aiohttp.ClientSession(
            # Without a limit of its own: `_places` is the limit, and can tell a full pool from a slow connection.
            connector=aiohttp.TCPConnector(ssl=tls, limit=0, keepalive_timeout=settings.keepalive_ms_max / 1_000),
            cookie_jar=aiohttp.DummyCookieJar(),
            skip_auto_headers=_NOT_ADDED,
            trust_env=False,
            auto_decompress=False,
            raise_for_status=False,
            max_line_size=_HEAD_BYTES_MAX,
            max_field_size=_HEAD_BYTES_MAX,
            max_headers=_HEADERS_MAX,
        )

    async def carry(self, request: httpx2.Request) -> Answer:
        """
        Send a request and read its answer, whatever its status; nothing is followed, decompressed or repeated.

        The time-outs are those of the request's own `timeout` extension, in seconds. Raises ModelUnavailable on a body
        of more than `answer_bytes_max`, else httpx2's errors. Cancellation closes the connection.
        """
        limits = request.extensions["timeout"]
        if self._places.locked():
            await self._wait_for_place(limits["pool"])
        else:
            await self._places.acquire()
        try:
            return await self._carried(request, limits)
        except aiohttp.ClientError as error:
            raise as_httpx2(error) from None
        finally:
            self._places.release()

    async def _wait_for_place(self, wait_s_max: float) -> None:
        try:
            async with asyncio.timeout(wait_s_max):
                await self._places.acquire()
        except TimeoutError:
            raise httpx2.PoolTimeout("every connection is busy") from None

    async def _carried(self, request: httpx2.Request, limits: dict[str, float]) -> Answer:
        async with self._session.request(
            request.method,
            URL(str(request.url), encoded=True),
            headers=[(name.decode("ascii"), value.decode("ascii")) for name, value in request.headers.raw],
            data=await request.aread() or None,
            allow_redirects=False,
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=limits["connect"], sock_read=limits["read"]),
        ) as response:
            body = await self._body(response)
            return response.status, httpx2.Headers(list(response.headers.items())), body

    async def _body(self, response: aiohttp.ClientResponse) -> bytes:
        # Raw bytes are counted and never decompressed: we ask for identity, and a bomb stays as small as it came.
        parts: list[bytes] = []
        size = 0
        async for part in response.content.iter_any():
            size += len(part)
            if size > self._bytes_max:
                response.close()
                raise ModelUnavailable(f"the model server's answer exceeds {self._bytes_max} bytes")
            parts.append(part)
        return b"".join(parts)

    async def close(self) -> None:
        """Close every connection."""
        await self._session.close()


def as_httpx2(error: aiohttp.ClientError) -> httpx2.HTTPError | httpx2.InvalidURL:
    """Return what httpx2's own transport would raise; the text is the kind alone."""
    name = type(error).__name__
    match error:
        case aiohttp.ConnectionTimeoutError():
            return httpx2.ConnectTimeout(name)
        case aiohttp.ServerTimeoutError():
            return httpx2.ReadTimeout(name)
        case aiohttp.ClientConnectorError():
            return httpx2.ConnectError(name)
        case aiohttp.InvalidURL():
            return httpx2.InvalidURL(name)
        case aiohttp.ClientOSError():
            return httpx2.ReadError(name)
        case _:
            return httpx2.RemoteProtocolError(name)

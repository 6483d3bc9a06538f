"""A TCP proxy on loopback that can lose what the network can lose."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from enum import Enum, auto
from urllib.parse import urlsplit, urlunsplit


class Weather(Enum):
    """What happens to the bytes."""

    FAIR = auto()
    REPLIES_LOST = auto()
    ALL_LOST = auto()


class Proxy:
    """
    Stands between a client and a server; `weather` can change at any time.

    Whoever sends the server something with `unanswered` in it, if that is set, gets no answer, nor does anybody after.
    """

    def __init__(self, url: str) -> None:
        """Forward to the server of the URL."""
        self._parts = urlsplit(url)
        self.weather = Weather.FAIR
        self.lost_something = asyncio.Event()
        self.unanswered = b""
        self._writers: set[asyncio.StreamWriter] = set()
        self._port = 0

    @property
    def url(self) -> str:
        """The URL through the proxy."""
        netloc = self._parts.netloc.rsplit("@", 1)[0] + f"@127.0.0.1:{self._port}"
        return urlunsplit(self._parts._replace(netloc=netloc))

    def cut(self) -> None:
        """Close every connection."""
        for writer in self._writers:
            writer.close()
        self._writers.clear()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["Proxy"]:
        """Listen on a free port inside the block."""
        server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self._port = server.sockets[0].getsockname()[1]
        try:
            yield self
        finally:
            server.close()
            self.cut()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            upstream_reader, upstream_writer = await asyncio.open_connection("127.0.0.1", self._parts.port)
        except OSError:
            writer.close()  # the server is down: so the client is told
            return
        self._writers |= {writer, upstream_writer}
        asked = self._pump(reader, upstream_writer, {Weather.ALL_LOST}, is_asked=True)
        answered = self._pump(upstream_reader, writer, {Weather.ALL_LOST, Weather.REPLIES_LOST}, is_asked=False)
        await asyncio.gather(asked, answered)

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, lost_in: set[Weather], *, is_asked: bool
    ) -> None:
        try:
            while content := await reader.read(65_536):
                if is_asked and self.unanswered and self.unanswered in content:
                    self.weather = Weather.REPLIES_LOST
                if self.weather in lost_in:
                    self.lost_something.set()
                else:
                    writer.write(content)
        except ConnectionError:
            pass
        finally:
            writer.close()

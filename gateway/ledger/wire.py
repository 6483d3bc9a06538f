"""
Runs prepared statements straight on libpq, and hears what the server says unasked. For the two INSERTs of every batch:
a cursor of the driver costs twice the CPU of what it sends, and listens anew to the socket for each statement.

The driver's cursors may use the same connection in between: `detach` before, `attach` after.
"""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from psycopg.errors import Error, OperationalError, error_from_result
from psycopg.pq import ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult

_WELL: Final = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})


class Wire:
    """One task at a time may `execute`. `unasked` is called when the server says something, or goes, by itself."""

    def __init__(self, pgconn: PGconn, unasked: Callable[[], None]) -> None:
        """Use an open connection that does not block; nothing is heard before `attach`."""
        self._pgconn = pgconn
        self._unasked = unasked
        self._names: dict[bytes, bytes] = {}
        self._heard: asyncio.Future[None] | None = None
        self._listens_to: int | None = None

    def attach(self) -> None:
        """Listen from now on. Needs a running loop and an open connection."""
        self._listens_to = self._pgconn.socket
        asyncio.get_running_loop().add_reader(self._listens_to, self._on_readable)

    def detach(self) -> None:
        """Listen no more: at once when the socket is closed, for its number may be another one's next."""
        if self._listens_to is not None:
            loop = asyncio.get_running_loop()
            loop.remove_reader(self._listens_to)
            loop.remove_writer(self._listens_to)
            self._listens_to = None

    async def execute(self, command: bytes, parameters: Sequence[bytes]) -> None:
        """Run a statement with parameters in binary form, prepared when it is new; raises the driver's errors."""
        name = self._names.get(command)
        if name is None:
            name = b"gateway_%d" % len(self._names)
            self._pgconn.send_prepare(name, command)
            await self._done()
            self._names[command] = name
        formats = [Format.BINARY] * len(parameters)
        self._pgconn.send_query_prepared(name, parameters, param_formats=formats)
        await self._done()

    async def _done(self) -> None:
        """Send what is not sent yet, wait for the answer and raise the error that it holds, if any."""
        answers: list[PGresult] = []
        while True:
            while (is_full := self._pgconn.flush() != 0) or self._pgconn.is_busy():
                await self._hear(is_full=is_full)
            answer = self._pgconn.get_result()
            if answer is None:
                break
            answers.append(answer)
        if not answers:
            raise OperationalError("the server has answered nothing")
        for answer in answers:
            if answer.status not in _WELL:
                raise error_from_result(answer)

    async def _hear(self, *, is_full: bool) -> None:
        """Wait until the server says something, or takes more if it was full; raises an error if it is gone."""
        if self._listens_to is None:
            raise OperationalError("nobody listens to the server")  # and nobody would end the wait
        loop = asyncio.get_running_loop()
        heard = self._heard = loop.create_future()
        if is_full:
            loop.add_writer(self._listens_to, self._on_writable)
        try:
            await heard
        finally:
            self._heard = None
            if is_full and self._listens_to is not None:
                loop.remove_writer(self._listens_to)

    def _on_writable(self) -> None:
        if self._heard is not None and not self._heard.done():
            self._heard.set_result(None)

    def _on_readable(self) -> None:
        """Take what the server says, and tell whoever waits; if nobody does, it came unasked."""
        try:
            self._pgconn.consume_input()
        except Error as error:
            self.detach()
            if self._heard is not None and not self._heard.done():
                self._heard.set_exception(error)
                return
            self._unasked()
            return
        self._pass_on()
        if self._heard is None:
            self._unasked()
        elif not self._heard.done():
            self._heard.set_result(None)

    def _pass_on(self) -> None:
        while notice := self._pgconn.notifies():
            if self._pgconn.notify_handler is not None:
                self._pgconn.notify_handler(notice)

"""
A few read-only connections, apart from those that record completions: whoever asks too much waits here, in a bounded
queue, and slows nobody else.
"""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.ext.asyncio import create_async_engine

from audit.finding import QueryFailed
from gateway.errors import EvidenceUnavailable, Overloaded, SettingsInvalid
from gateway.evidence.settings import EvidenceSettings

_CONNECT_S_MAX = 5
_TOO_SLOW = "57014"
_RETRY_S = 2


class Reader:
    """Runs questions as one login. Connections are opened when they are needed; `stop` closes them."""

    def __init__(self, url: str, settings: EvidenceSettings) -> None:
        """Prepare; raises SettingsInvalid if the URL is none."""
        limit_ms = settings.statement_ms_max
        options = f"-c default_transaction_read_only=on -c statement_timeout={limit_ms} -c timezone=UTC"
        try:
            target = make_url(url).set(drivername="postgresql+psycopg")
        except ArgumentError:
            raise SettingsInvalid("evidence: a url is postgresql://user:password@host:port/database") from None
        arguments = {
            "connect_timeout": _CONNECT_S_MAX,
            "tcp_user_timeout": limit_ms,
            "application_name": "gateway evidence",
            "options": options,
        }
        self._engine = create_async_engine(
            target,
            pool_size=settings.connections_max,
            max_overflow=0,
            pool_timeout=None,  # the semaphore below is the queue
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args=arguments,
        )
        self._free = asyncio.Semaphore(settings.connections_max)
        self._waiting = 0
        self._settings = settings

    async def ask[T](self, question: Callable[[Connection], T]) -> T:
        """Return what the question returns; raises Overloaded, or EvidenceUnavailable for whatever goes wrong."""
        await self._take_turn()
        try:
            with _errors_mapped():
                # Connecting and the network have no limit of their own that always holds.
                async with asyncio.timeout(_CONNECT_S_MAX + self._settings.statement_ms_max / 1000):
                    async with self._engine.connect() as connection:
                        return await connection.run_sync(question)
        finally:
            self._free.release()

    async def stop(self) -> None:
        """Close the connections."""
        await self._engine.dispose()

    async def _take_turn(self) -> None:
        if self._free.locked() and self._waiting >= self._settings.waiting_max:
            raise Overloaded("too many read the audit log", retry_after_s=_RETRY_S)
        self._waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._settings.wait_ms_max / 1000)
        except TimeoutError:
            raise Overloaded("no connection to the audit log became free in time", retry_after_s=_RETRY_S) from None
        finally:
            self._waiting -= 1


@contextmanager
def _errors_mapped() -> Iterator[None]:
    """Turn the driver's errors into ours, without a parameter of the query."""
    try:
        yield
    except QueryFailed as error:  # the stored tree is not whole
        raise EvidenceUnavailable(str(error)) from error
    except (SQLAlchemyError, OSError) as error:
        state = getattr(getattr(error, "orig", None), "sqlstate", None)
        if state == _TOO_SLOW:
            text = "The search took too long. Restrict it with 'since' and 'until', or by something rarer."
            raise EvidenceUnavailable("a statement took longer than statement_ms_max", client_text=text) from None
        raise EvidenceUnavailable(f"the database refused ({type(error).__name__}, SQLSTATE {state})") from None

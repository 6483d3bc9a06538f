"""
A worker's own database session: one role, one connection, time-outs at every level, errors in our words.

A session that failed is closed by its owner, who opens another one; nothing is kept here between two sessions.
"""

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, LiteralString, Self

import psycopg
from psycopg import AsyncConnection
from psycopg.conninfo import make_conninfo

from gateway.errors import LedgerUnavailable
from gateway.ledger.advice import on_connecting, on_refusal

_CONNECT_S_MAX = 5
_NAME_BYTES_MAX = 63  # Postgres cuts an application's name there


class Session:
    """Base of a worker's statements; each raises LedgerUnavailable with `whose` it is, or which `role` is lacking."""

    def __init__(self, connection: AsyncConnection, whose: str, role: str) -> None:
        """Use `connected` instead."""
        self._connection = connection
        self._whose = whose
        self._role = role

    @staticmethod
    async def connected(url: str, name: str, statement_ms_max: int) -> AsyncConnection:
        """Connect under an application's name; raises LedgerUnavailable with what to do."""
        settings: dict[str, str | int] = {
            "connect_timeout": _CONNECT_S_MAX,
            "tcp_user_timeout": statement_ms_max,
            "keepalives_idle": 5,
            "keepalives_interval": 1,
            "keepalives_count": 3,
            "application_name": name[:_NAME_BYTES_MAX],
            "options": f"-c statement_timeout={statement_ms_max} -c lock_timeout={statement_ms_max}"
            r" -c synchronous_commit=on -c timezone=UTC -c default_transaction_isolation=read\ committed",
        }
        try:
            connecting = AsyncConnection.connect(make_conninfo(url, **settings), autocommit=True)
            return await asyncio.wait_for(connecting, _CONNECT_S_MAX * 2)
        except (psycopg.Error, OSError, TimeoutError) as error:
            raise LedgerUnavailable(on_connecting(error)) from None

    async def __aenter__(self) -> Self:
        """Use the session."""
        return self

    async def __aexit__(self, *_: object) -> None:
        """Disconnect."""
        await self.close()

    async def close(self) -> None:
        """Disconnect, and give up every lock of the session."""
        await self._connection.close()

    async def _one(self, query: LiteralString, *values: object) -> tuple[Any, ...]:
        """Return the only row."""
        (row,) = await self._all(query, values)
        return row

    async def _all(self, query: LiteralString, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        with self._errors_mapped():
            cursor = await self._connection.execute(query, values)
            return await cursor.fetchall()

    async def _do(self, query: LiteralString, values: Sequence[object] | dict[str, object]) -> None:
        """Execute what returns nothing."""
        with self._errors_mapped():
            await self._connection.execute(query, values)

    @contextmanager
    def _errors_mapped(self) -> Iterator[None]:
        """Turn the driver's errors into ours, without the values that its messages may quote."""
        try:
            yield
        except (psycopg.Error, OSError) as error:
            detail = on_refusal(error, self._role) if isinstance(error, psycopg.Error) else type(error).__name__
            raise LedgerUnavailable(f"{self._whose} database refused: {detail}") from None


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Wait until it is time, or to stop."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)

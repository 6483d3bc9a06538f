"""
The writer's one connection: inserts a batch in one transaction, and gives up in bounded time whatever the network does.

psycopg is used without SQLAlchemy here: measured, SQLAlchemy's async layer adds about 0.5 ms of CPU to each batch.
"""

import asyncio
import itertools
import os
import re
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, NoReturn, Self
from uuid import UUID

import psycopg
from psycopg import AsyncConnection, AsyncCursor
from psycopg.conninfo import make_conninfo

from gateway.errors import LedgerUnavailable, SettingsInvalid
from gateway.ledger.advice import on_connecting, on_refusal
from gateway.ledger.arrays import (
    ArrayType,
    array,
    bytea,
    int4,
    int8,
    int8_content,
    known_text,
    known_uuid,
    packed,
    uuid,
    uuid_content,
)
from gateway.ledger.reads import ReadNote
from gateway.ledger.seal import Sealed
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import NameRow
from gateway.ledger.wire import Wire
from gateway.values import WrappedKey

_RECORD_COLUMNS: tuple[tuple[str, ArrayType, str], ...] = (
    ("request_id", "uuid", "request_id"),
    ("kind", "text", "kind"),
    ("candidate", "int4", "candidate"),
    ("record_id", "uuid", "record_id"),
    ("time", "int8", "timestamptz 'epoch' + time * interval '1 microsecond'"),
    ("writer", "uuid", "writer"),
    ("sequence", "int8", "sequence"),
    ("tenant", "text", "tenant"),
    ("key_id", "uuid", "key_id"),
    ("caller", "text", "caller"),
    ("address", "text", "address"),
    ("repository", "text", "repository"),
    ("language", "text", "language"),
    ("decision", "text", "decision"),
    ("rules", "text", "string_to_array(rules, ' ')"),
    ("cwes", "text", "string_to_array(cwes, ' ')"),
    ("model_id", "text", "model_id"),
    ("policy_revision", "text", "policy_revision"),
    ("failure_kind", "text", "failure_kind"),
    ("canonical", "bytea", "canonical"),
    ("leaf", "bytea", "leaf"),
    ("prompt_ciphertext", "bytea", "prompt_ciphertext"),
    ("completion_ciphertext", "bytea", "completion_ciphertext"),
)
_KEY_COLUMNS: tuple[tuple[str, ArrayType, str], ...] = (
    ("id", "uuid", "id"),
    ("tenant", "text", "tenant"),
    ("owner", "text", "owner"),
    ("month", "text", "month::date"),
    ("writer", "uuid", "writer"),
    ("wrapping_key_id", "text", "wrapping_key_id"),
    ("wrapped", "bytea", "wrapped"),
)
_NAME_COLUMNS: tuple[tuple[str, ArrayType, str], ...] = (
    ("pseudonym", "text", "pseudonym"),
    ("key_id", "uuid", "key_id"),
    ("kind", "text", "kind"),
    ("value", "text", "value"),
)


def _insert(table: str, columns: Sequence[tuple[str, ArrayType, str]], suffix: str = "") -> str:
    """Return an INSERT of one array a column; table and columns are constants of this module."""
    names = ", ".join(name for name, _, _ in columns)
    arrays = ", ".join(f"%b::{kind}[]" for _, kind, _ in columns)
    values = ", ".join(expression for _, _, expression in columns)
    return f"INSERT INTO audit.{table} ({names}) SELECT {values} FROM unnest({arrays}) AS row ({names}){suffix}"  # noqa: S608  # constants only


def _numbered(statement: str) -> bytes:
    """Return the statement with its parameters as the server counts them."""
    count = itertools.count(1)
    return re.sub("%b", lambda _: f"${next(count)}", statement).encode()


_BATCH_INSERT = "INSERT INTO audit.batch (writer, number) VALUES (%b::uuid, %b::int8)"
_FENCE = f"{_BATCH_INSERT}, (%b::uuid, %b::int8)"
# Leaves nothing, whatever happens: the number is taken, or the second row is no row. The writer may not SELECT.
_ASK = f"{_BATCH_INSERT}, (%b::uuid, NULL)"
# One statement, so one round trip and one transaction. Keys and names may have been written before: same content.
_RECORDS_INSERT = _numbered(f"WITH batch AS ({_BATCH_INSERT}) {_insert('record', _RECORD_COLUMNS)}")
_ALL_INSERT = _numbered(
    f"WITH batch AS ({_BATCH_INSERT}), "
    f"data_key AS ({_insert('data_key', _KEY_COLUMNS, ' ON CONFLICT DO NOTHING')}), "
    f"name AS ({_insert('pseudonym', _NAME_COLUMNS, ' ON CONFLICT DO NOTHING')}) "
    f"{_insert('record', _RECORD_COLUMNS)}"
)
_RIGHTS = """
SELECT count(*) FILTER (WHERE relname IN ('record', 'data_key', 'pseudonym', 'batch')
    AND has_table_privilege(oid, 'INSERT')) = 4 AS can_insert,
  coalesce(bool_or(has_table_privilege(oid, 'SELECT, UPDATE, DELETE, TRUNCATE')), true) AS can_more,
  bool_or(relname = 'record_' || to_char(now() AT TIME ZONE 'UTC', 'YYYY_MM') AND relispartition) IS TRUE
    AS has_month
FROM pg_class WHERE relnamespace = to_regnamespace('audit') AND relkind IN ('r', 'p') AND relname <> 'alembic_version'
"""
# Each gateway holds the lock of the newest shred that it knows of; who waits for a shred looks for locks of older ones.
CONFIRMING_LOCK: Final = 720_471_330
_LOCK_EPOCH = "SELECT pg_advisory_lock_shared(%b::int4, %b::int4)"
_UNLOCK_EPOCH = "SELECT pg_advisory_unlock_shared(%b::int4, %b::int4)"
_NOTES_MAX = 20
_TAKE_NOTES = "SELECT id, time, login, address, tenant, kind, query FROM audit.take_notes(%b::int4)"
_SHRED_TOLD = re.compile(r"([0-9]{1,9}) (\S{1,200})")
_DATA_ERROR_CLASSES = frozenset({"21", "22", "23", "54"})
_UNIQUE_VIOLATION = "23505"


@dataclass(frozen=True, slots=True)
class Batch:
    """
    What one transaction writes. `number` is used once in the life of a process, which `life` names.

    `life` is a secret of that process, and not the writer's id that its records show: whoever knew it could make a
    batch look durable that is not (see `fence`).
    """

    life: str
    number: int
    rows: tuple[Sealed, ...]
    keys: tuple[WrappedKey, ...] = ()
    names: tuple[NameRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Destroyed:
    """Whose data keys were destroyed, as far as this connection was told, and the number of the last shred."""

    epoch: int
    owners: frozenset[str]


class ConnectionLost(Exception):
    """The connection broke: whether the last batch is durable is not known."""


class BatchRefused(Exception):
    """
    The database answered, and nothing of the batch was written.

    `data` says whether a row is to blame, `duplicate` whether the batch's number was used before, and `recorded`
    whether the log already has a record of the same request, kind and candidate.
    """

    def __init__(self, reason: str, *, data: bool, duplicate: bool, recorded: bool) -> None:
        """Keep the reason, which holds no value of any row."""
        super().__init__(reason)
        self.data = data
        self.duplicate = duplicate
        self.recorded = recorded


class WriterConnection:
    """An open connection in the writer's role."""

    def __init__(self, connection: AsyncConnection, statement_s_max: float) -> None:
        """Use `open` instead."""
        self._connection = connection
        self._cursor: AsyncCursor = connection.cursor(binary=True)
        self._statement_s_max = statement_s_max
        self._epoch = 0
        self._is_spoken_to = False
        self._wake: Callable[[], None] = lambda: None
        self._wire = Wire(connection.pgconn, self._on_unasked)
        self._shreds: list[tuple[int, str]] = []
        connection.add_notify_handler(self._on_notify)

    @classmethod
    async def open(cls, settings: LedgerSettings) -> Self:
        """Connect before the deadline; raises LedgerUnavailable, or SettingsInvalid for a URL that cannot be read."""
        if not settings.url.startswith(("postgresql://", "postgres://")):
            raise SettingsInvalid("the ledger's URL has the form postgresql://user:password@host:port/database")
        try:
            conninfo = make_conninfo(settings.url, **_options(settings))
        except psycopg.ProgrammingError as error:
            raise SettingsInvalid("the ledger's URL is not one of Postgres") from error
        try:
            async with asyncio.timeout(settings.connect_ms_max / 1000):
                connection = await AsyncConnection.connect(conninfo, autocommit=True)
        except (psycopg.Error, OSError, TimeoutError) as error:
            raise LedgerUnavailable(f"no connection to the audit database: {on_connecting(error)}") from error
        return cls(connection, settings.statement_ms_max / 1000)

    async def insert(self, batch: Batch) -> None:
        """
        Make the batch durable; raises BatchRefused if it surely is not, ConnectionLost if nobody knows.

        A batch without rows (a probe) runs the same statement, so that it meets the same locks and rights.
        """
        head = (uuid_content(batch.life), int8_content(batch.number))
        if batch.keys or batch.names:
            keys, names = _key_arrays(batch.keys), _name_arrays(batch.names)
            await self._send(_ALL_INSERT, (*head, *keys, *names, *_record_arrays(batch.rows)))
        else:
            await self._send(_RECORDS_INSERT, (*head, *_record_arrays(batch.rows)))

    async def fence(self, batch: Batch) -> bool:
        """
        Return whether an earlier `insert` of this batch is durable; if not, make sure that it never will be.

        It uses up the batch's number: either that collides with the earlier transaction, or the earlier one, should
        the server still hold it, collides with this and is rolled back. With the number goes a mark, for a fence may
        be asked for again because its own answer was lost: then the number is used up, and the mark says by whom.
        """
        mark = _mark_of(batch.life)
        try:
            await self._run(_FENCE, (mark, batch.number, batch.life, batch.number))
        except BatchRefused as refused:
            if not refused.duplicate:
                raise
            return not await self._is_used(mark, batch.number)
        return False

    async def _is_used(self, life: str, number: int) -> bool:
        """Return whether a number was used up, without using it."""
        try:
            await self._run(_ASK, (life, number, life))
        except BatchRefused as refused:
            if not refused.data:
                raise
            return refused.duplicate
        raise ConnectionLost("the audit database took a row that is none")

    async def check_rights(self) -> None:
        """Refuse a role that can do more or less than INSERT, and a schema without the present month."""
        cursor = await self._run(_RIGHTS, ())
        row = await cursor.fetchone()
        can_insert, can_more, has_month = row if row is not None else (False, True, False)
        if not can_insert:
            raise SettingsInvalid("the ledger's role may not INSERT, or the schema is missing: run 'gateway migrate'")
        if can_more:
            raise SettingsInvalid("the ledger's role can do more than INSERT: use a login of role gateway_writer")
        if not has_month:
            raise SettingsInvalid("the log has no partition for this month: run 'gateway migrate'")

    async def listen(self) -> None:
        """Let the server tell which data keys are destroyed from now on; none from before may be in memory."""
        await self._run("LISTEN audit_shredded", ())
        self._epoch = await self._newest_epoch()
        await self._run(_LOCK_EPOCH, (CONFIRMING_LOCK, self._epoch))

    async def _newest_epoch(self) -> int:
        """Return the number of the last shred; 0 if there was none."""
        row = await (await self._run("SELECT audit.shred_epoch()", ())).fetchone()
        return row[0] if row is not None else 0

    async def take_notes(self) -> tuple[ReadNote, ...]:
        """Return some notes of reads past the gateway that no gateway has made a record of yet."""
        rows = await (await self._run(_TAKE_NOTES, (_NOTES_MAX,))).fetchall()
        return tuple(ReadNote(str(row[0]), *row[1:]) for row in rows)

    @property
    def has_news(self) -> bool:
        """Return whether the server said something by itself."""
        return self._is_spoken_to or bool(self._shreds)

    async def destroyed(self) -> Destroyed:
        """Return whose keys were destroyed since the last call."""
        if not self._shreds:
            await self._run("SELECT 1", ())  # reads what the server said: a shred, or farewell
        self._is_spoken_to = False
        shreds, self._shreds = self._shreds, []
        newest = await self._newest_epoch() if shreds else 0  # every login may notify: of a shred that never was, too
        epoch = max((epoch for epoch, _ in shreds if epoch <= newest), default=self._epoch)
        return Destroyed(epoch, frozenset(who for _, who in shreds))

    async def confirm(self, destroyed: Destroyed) -> None:
        """Tell who waits for it that this process holds none of those keys any more."""
        if destroyed.epoch > self._epoch:
            await self._run(_LOCK_EPOCH, (CONFIRMING_LOCK, destroyed.epoch))
            await self._run(_UNLOCK_EPOCH, (CONFIRMING_LOCK, self._epoch))
            self._epoch = destroyed.epoch

    def watch(self, wake: Callable[[], None]) -> None:
        """Call `wake` when the server says something while nobody asks it anything."""
        self._wake = wake

    def _on_unasked(self) -> None:
        self._is_spoken_to = True
        self._wake()

    def _on_notify(self, notice: psycopg.Notify) -> None:
        """Note a shred. Every login of the database may notify, so what does not have the form is left alone."""
        told = _SHRED_TOLD.fullmatch(notice.payload)
        if told is not None:
            self._shreds.append((int(told[1]), told[2]))

    async def close(self) -> None:
        """Close at once, without asking the server."""
        self._wire.detach()
        self.hang_up()
        await self._connection.close()

    async def _run(self, statement: str, parameters: Sequence[object]) -> AsyncCursor:
        """Execute one statement and return its rows, as `_send` does."""
        with self._bounded():
            self._wire.detach()
            try:
                return await self._cursor.execute(statement, parameters, prepare=True)
            finally:
                if not self._connection.closed:
                    self._wire.attach()

    async def _send(self, command: bytes, parameters: Sequence[bytes]) -> None:
        """Execute one statement without rows; a server that stays silent past the deadline is hung up on."""
        with self._bounded():
            await self._wire.execute(command, parameters)

    @contextmanager
    def _bounded(self) -> Iterator[None]:
        watchdog = asyncio.get_running_loop().call_later(self._statement_s_max, self.hang_up)
        try:
            with _errors_mapped(self._connection):
                yield
        finally:
            watchdog.cancel()

    def hang_up(self) -> None:
        """
        Shut the socket down under the driver, which then sees a lost connection.

        Cancelling the driver's wait instead would make it ask the silent server to cancel, and wait for that.
        """
        if self._connection.closed:
            return
        with socket.socket(fileno=os.dup(self._connection.fileno())) as copy:
            try:
                copy.shutdown(socket.SHUT_RDWR)
            except OSError:  # not connected any more: what we wanted
                return


@contextmanager
def _errors_mapped(connection: AsyncConnection) -> Iterator[None]:
    """Turn the driver's errors into ours, without the values that its messages may quote."""
    try:
        yield
    except psycopg.Error as error:
        _raise_mapped(connection, error)
    except OSError as error:
        raise ConnectionLost(type(error).__name__) from error


def _raise_mapped(connection: AsyncConnection, error: psycopg.Error) -> NoReturn:
    state = error.sqlstate
    if state is None or connection.closed or connection.broken:
        raise ConnectionLost(f"{type(error).__name__} {state or ''}".strip()) from None
    is_taken = state == _UNIQUE_VIOLATION
    raise BatchRefused(
        on_refusal(error, "gateway_writer"),
        data=state[:2] in _DATA_ERROR_CLASSES,
        duplicate=is_taken and error.diag.constraint_name == "batch_pkey",
        recorded=is_taken and (error.diag.table_name or "").startswith("record"),
    ) from None


def _mark_of(life: str) -> str:
    """Return the name under which a process's fences leave their marks: as secret as its own, and nobody else's."""
    return str(UUID(int=UUID(life).int ^ 1))


def _options(settings: LedgerSettings) -> dict[str, str | int]:
    """
    Return time-outs at every level: connecting, an unanswered packet, a silent peer, a slow statement, a lock.

    The server gives up a statement before we hang up, so that its answer says why.
    """
    statement_ms = settings.statement_ms_max
    server_ms = statement_ms * 3 // 4
    return {
        "connect_timeout": max(2, settings.connect_ms_max // 1000),
        "tcp_user_timeout": statement_ms,
        "keepalives": 1,
        "keepalives_idle": 5,
        "keepalives_interval": 1,
        "keepalives_count": 3,
        "application_name": "gateway ledger",
        "options": f"-c statement_timeout={server_ms} -c lock_timeout={server_ms} -c synchronous_commit=on"
        r" -c timezone=UTC -c default_transaction_isolation=read\ committed",
    }


def _record_arrays(rows: Sequence[Sealed]) -> list[bytes]:
    columns = zip(*(_record_elements(row) for row in rows), strict=True) if rows else ((),) * len(_RECORD_COLUMNS)
    return [array(kind, elements) for (_, kind, _), elements in zip(_RECORD_COLUMNS, columns, strict=True)]


def _record_elements(row: Sealed) -> tuple[bytes, ...]:
    """Return one record's packed values in the order of the columns."""
    columns, draft = row.draft.columns, row.draft
    return (
        uuid(columns.request_id),
        known_text(columns.kind),
        int4(columns.candidate),
        uuid(columns.record_id),
        int8(columns.time_us),
        known_uuid(columns.writer),
        int8(row.sequence),
        known_text(columns.tenant),
        known_uuid(columns.key_id),
        known_text(columns.caller),
        known_text(columns.address),
        known_text(columns.repository),
        known_text(columns.language),
        known_text(columns.decision),
        known_text(" ".join(columns.rules)),
        known_text(" ".join(columns.cwes)),
        known_text(columns.model_id),
        known_text(columns.policy_revision),
        known_text(columns.failure_kind),
        bytea(row.canonical),
        bytea(row.leaf),
        bytea(draft.prompt_ciphertext),
        bytea(draft.completion_ciphertext),
    )


def _key_arrays(rows: Sequence[WrappedKey]) -> list[bytes]:
    values = [
        (row.id, row.tenant, row.owner, row.month.isoformat(), row.writer, row.wrapping_key_id, row.wrapped)
        for row in rows
    ]
    return _arrays(_KEY_COLUMNS, values)


def _name_arrays(rows: Sequence[NameRow]) -> list[bytes]:
    return _arrays(_NAME_COLUMNS, [(row.pseudonym, row.key_id, row.kind, row.value) for row in rows])


def _arrays(columns: Sequence[tuple[str, ArrayType, str]], rows: Sequence[tuple[object, ...]]) -> list[bytes]:
    return [packed(kind, [row[place] for row in rows]) for place, (_, kind, _) in enumerate(columns)]

"""
Searches the log as the reader's role: metadata only, newest first, page by page without ever losing its place.

The order is (request_id, kind, candidate), the log's unique key. A request id begins with its time, so a page is a
walk along one index, month by month, and new records never shift an old page.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Row, Select, create_engine, make_url, or_, select, text, tuple_
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from audit.schema import ENTRY, NAME

PAGE_RECORDS_MAX = 500
_CONNECT_S_MAX = 5
_STATEMENT_MS_MAX = 30_000
_REQUEST_AGE_MAX = dt.timedelta(days=1)
_MILLISECONDS_BYTES = 6


class QueryFailed(Exception):
    """The search could not be made; the text says what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What to look for; None does not restrict. `until` is exclusive. `caller` is a subject or a pseudonym."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    caller: str | None = None
    tenant: str | None = None
    decision: str | None = None
    kind: str | None = None
    rule: str | None = None
    repository: str | None = None
    request_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One record's metadata. `caller` and `address` are names, or pseudonyms where a shred deleted the names."""

    time: dt.datetime
    kind: str
    request_id: str
    candidate: int
    record_id: str
    writer: str
    sequence: int
    tenant: str
    caller: str | None
    address: str | None
    repository: str | None
    language: str | None
    decision: str | None
    rules: tuple[str, ...]
    cwes: tuple[str, ...]
    model_id: str | None
    policy_revision: str | None
    failure_kind: str | None
    leaf: str
    details: tuple[tuple[str, str | int | bool | None], ...]


@contextmanager
def reading(url: str) -> Iterator[Connection]:
    """Yield a read-only connection; raises QueryFailed, without any parameter, for whatever goes wrong inside."""
    try:
        target = make_url(url).set(drivername="postgresql+psycopg")
    except ArgumentError as error:
        raise QueryFailed("the database URL has the form postgresql://user:password@host:port/database") from error
    options = f"-c default_transaction_read_only=on -c statement_timeout={_STATEMENT_MS_MAX} -c timezone=UTC"
    arguments = {"connect_timeout": _CONNECT_S_MAX, "application_name": "gateway-audit", "options": options}
    engine = create_engine(target, poolclass=NullPool, hide_parameters=True, connect_args=arguments)
    try:
        with engine.connect() as connection:
            yield connection
    except SQLAlchemyError as error:
        raise QueryFailed(_advice(error)) from None
    finally:
        engine.dispose()


def search(connection: Connection, wanted: Search, limit: int) -> Iterator[Found]:
    """Yield up to `limit` records, newest request first; memory stays at one page."""
    place: tuple[uuid.UUID, str, int] | None = None
    while limit > 0:
        size = min(limit, PAGE_RECORDS_MAX)
        rows = connection.execute(_page(wanted, place, size)).all()
        for row in rows:
            yield _found(row)
        if len(rows) < size:
            return
        limit -= size
        place = (rows[-1].request_id, rows[-1].kind, rows[-1].candidate)


def _page(wanted: Search, after: tuple[uuid.UUID, str, int] | None, size: int) -> Select[*tuple[object, ...]]:
    key = (ENTRY.c.request_id, ENTRY.c.kind, ENTRY.c.candidate)
    statement = select(ENTRY).order_by(*(column.desc() for column in key)).limit(size)
    if after is not None:
        statement = statement.where(tuple_(*key) < after)
    for name in ("tenant", "decision", "kind", "repository", "request_id"):
        value = getattr(wanted, name)
        if value is not None:
            statement = statement.where(ENTRY.c[name] == value)
    if wanted.caller is not None:
        pseudonyms = select(NAME.c.pseudonym).where(NAME.c.kind == "subject", NAME.c.value == wanted.caller)
        statement = statement.where(or_(ENTRY.c.caller.in_(pseudonyms), ENTRY.c.caller == wanted.caller))
    if wanted.rule is not None:
        # The second condition lets the planner use the partial index.
        statement = statement.where(ENTRY.c.rules.contains([wanted.rule]), text("rules <> '{}'"))
    if wanted.since is not None:
        statement = statement.where(ENTRY.c.time >= wanted.since)
        statement = statement.where(ENTRY.c.request_id >= _floor(wanted.since - _REQUEST_AGE_MAX))
    if wanted.until is not None:
        # A record is never older than its request, but another machine's clock may be a little ahead.
        statement = statement.where(ENTRY.c.time < wanted.until)
        statement = statement.where(ENTRY.c.request_id < _floor(wanted.until + _REQUEST_AGE_MAX))
    return statement


def _floor(moment: dt.datetime) -> uuid.UUID:
    """Return the smallest UUIDv7 of that millisecond, so that months outside the window are not read at all."""
    milliseconds = max(0, int(moment.timestamp() * 1000))
    return uuid.UUID(bytes=milliseconds.to_bytes(_MILLISECONDS_BYTES, "big") + bytes(16 - _MILLISECONDS_BYTES))


def _found(row: Row[*tuple[object, ...]]) -> Found:
    return Found(
        time=row.time,
        kind=row.kind,
        request_id=str(row.request_id),
        candidate=row.candidate,
        record_id=str(row.record_id),
        writer=str(row.writer),
        sequence=row.sequence,
        tenant=row.tenant,
        caller=row.caller_name or row.caller,
        address=row.address_name or row.address,
        repository=row.repository,
        language=row.language,
        decision=row.decision,
        rules=tuple(row.rules),
        cwes=tuple(row.cwes),
        model_id=row.model_id,
        policy_revision=row.policy_revision,
        failure_kind=row.failure_kind,
        leaf=bytes(row.leaf).hex(),
        details=tuple(sorted(json.loads(row.canonical)["details"].items())),
    )


def _advice(error: SQLAlchemyError) -> str:
    """Say what to do, in words that hold no parameter of the query."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    known = {
        None: "no connection to the database: check host, port, user and password in the URL",
        "28P01": "the database refused the password",
        "42501": "this role may not read the log: use a login that was granted gateway_reader",
        "42P01": "this database has no audit log: run 'gateway migrate' on it",
        "3F000": "this database has no audit log: run 'gateway migrate' on it",
        "57014": "the search took longer than 30 s: restrict it with --since and --until",
    }
    return known.get(state) or f"the database refused the search (SQLSTATE {state})"

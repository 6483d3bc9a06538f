"""
Searches the log as the reader's role: metadata only, newest first, page by page without ever losing its place.

The order is (request_id, kind, candidate), the log's unique key. A request id begins with its time, so a page is a
walk along one index, month by month, and new records never shift an old page.
"""

import datetime as dt
import json
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    Text,
    TextClause,
    and_,
    any_,
    cast,
    create_engine,
    make_url,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from audit.finding import Found, Page, QueryFailed, Search
from audit.schema import ENTRY, LEAF, NAME

__all__ = ["Found", "Key", "Page", "QueryFailed", "Search", "indexes", "page", "reading", "search"]

PAGE_RECORDS_MAX = 500

type Key = tuple[uuid.UUID, str, int]  # request id, kind, candidate: the log's unique key, and its order
_CONNECT_S_MAX = 5
_STATEMENT_MS_MAX = 30_000
_REQUEST_AGE_MS_MAX = 86_400_000
_MILLISECONDS_BYTES = 6
_MILLISECONDS_MAX = 2**48 - 1
_CLOCK_AHEAD_MS_MAX = 3_600_000
_EQUAL = ("tenant", "decision", "kind", "repository", "language", "model_id", "policy_revision", "request_id")
_NO_DETAILS = b'"details":{}'
_COMMON_KINDS = frozenset({"request", "completion"})
# To read `released` out of the canonical bytes takes longer than to read a record, and nobody shows it.
_SHOWN = [column for column in ENTRY.c if column.name not in {"released", "key_id"}]


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
    callers = _callers(connection, wanted)
    place: Key | None = None
    while limit > 0:
        size = min(limit, PAGE_RECORDS_MAX)
        found = _page(connection, wanted, callers, place, size)
        yield from found.records
        if not found.more:
            return
        limit -= size
        last = found.records[-1]
        place = (uuid.UUID(last.request_id), last.kind, last.candidate)


def page(connection: Connection, wanted: Search, after: Key | None, size: int) -> Page:
    """Return up to `size` records after a place; raises the driver's errors."""
    return _page(connection, wanted, _callers(connection, wanted), after, size)


def indexes(connection: Connection, wanted: Search, after: Key | None, size: int) -> tuple[tuple[int, ...], Key | None]:
    """Return where up to `size` records after a place lie in their log, and the last one's place if more may come."""
    found = _statement(wanted, _callers(connection, wanted), after, size).subquery()
    same = [found.c[name] == LEAF.c[name] for name in ("request_id", "kind", "candidate")]
    key = [found.c.request_id, found.c.kind, found.c.candidate]
    joined = select(*key, LEAF.c.index.label("leaf_index")).select_from(found.outerjoin(LEAF, and_(*same)))
    rows = connection.execute(joined.order_by(*(column.desc() for column in key))).all()
    last: Key | None = (rows[-1].request_id, rows[-1].kind, rows[-1].candidate) if len(rows) == size else None
    return tuple(row.leaf_index for row in rows if row.leaf_index is not None), last


def _page(connection: Connection, wanted: Search, callers: Sequence[str] | None, after: Key | None, size: int) -> Page:
    rows = connection.execute(_statement(wanted, callers, after, size)).all()
    return Page(tuple(_found(row) for row in rows), more=len(rows) == size)


def _callers(connection: Connection, wanted: Search) -> Sequence[str] | None:
    """
    Return what records may call the wanted caller, or None if nobody is wanted.

    Asked for first, not in the search's own statement: the planner does not know what a subquery will find, and walked
    the whole log by its primary key for a caller who had few records, or none.
    """
    if wanted.caller is None:
        return None
    names = select(NAME.c.pseudonym).where(NAME.c.kind == "subject", NAME.c.value == wanted.caller)
    return (wanted.caller, *connection.execute(names).scalars())


def _statement(
    wanted: Search, callers: Sequence[str] | None, after: Key | None, size: int
) -> Select[*tuple[object, ...]]:
    key = (ENTRY.c.request_id, ENTRY.c.kind, ENTRY.c.candidate)
    statement = select(*_SHOWN).order_by(*(column.desc() for column in key)).limit(size)
    if after is not None:
        statement = statement.where(tuple_(*key) < after)
    for name in _EQUAL:
        value = getattr(wanted, name)
        if value is not None:
            statement = statement.where(ENTRY.c[name] == value)
    if callers is not None:
        statement = statement.where(ENTRY.c.caller == any_(cast(list(callers), ARRAY(Text))))
    return statement.where(*_in_list(wanted), *_named_as_indexed(wanted), *_in_time(wanted))


def _in_list(wanted: Search) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions that one of several values must meet."""
    if wanted.released is not None:
        yield ENTRY.c.released == any_(cast(list(wanted.released), ARRAY(Text)))
    if wanted.rule is not None:
        yield ENTRY.c.rules.contains([wanted.rule])
    if wanted.cwe is not None:
        yield ENTRY.c.cwes.contains([wanted.cwe])


def _named_as_indexed(wanted: Search) -> Iterator[TextClause]:
    """Yield what follows from the other conditions; in these words the planner knows the partial indexes again."""
    if wanted.kind is not None and wanted.kind not in _COMMON_KINDS:
        yield text("kind <> 'request' AND kind <> 'completion'")
    if wanted.model_id:
        yield text("model_id <> ''")
    if wanted.released is not None:
        yield text("kind <> 'request'")
    if wanted.rule is not None:
        yield text("rules <> '{}'")
    if wanted.cwe is not None:
        yield text("cwes <> '{}'")


def _in_time(wanted: Search) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions on the time, and on request ids, by which months outside the window are not read at all."""
    if wanted.since is not None:
        yield ENTRY.c.time >= wanted.since
        yield ENTRY.c.request_id >= _floor(wanted.since, -_REQUEST_AGE_MS_MAX)
    if wanted.until is not None:
        # A record is never older than its request, but a clock may be ahead, or set back, by so much. A day would be a
        # day of records to walk through before the first that is wanted.
        yield ENTRY.c.time < wanted.until
        yield ENTRY.c.request_id < _floor(wanted.until, _CLOCK_AHEAD_MS_MAX)


def _floor(moment: dt.datetime, later_ms: int) -> uuid.UUID:
    """
    Return the smallest UUIDv7 of a millisecond, so that months outside the window are not read at all.

    The sum is one of integers: a calendar ends at the years 1 and 9999, and a search may ask for them.
    """
    milliseconds = min(max(0, int(moment.timestamp() * 1000) + later_ms), _MILLISECONDS_MAX)
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
        details=_details(bytes(row.canonical)),
    )


def _details(canonical: bytes) -> tuple[tuple[str, str | int | bool | None], ...]:
    """Return a record's details. Most have none, and then the rest of the record need not be read."""
    if _NO_DETAILS in canonical:  # quotes inside a text are escaped, so this stands nowhere else
        return ()
    return tuple(sorted(json.loads(canonical)["details"].items()))


def _advice(error: SQLAlchemyError) -> str:
    """Say what to do, in words that hold no parameter of the query."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None)
    known = {
        None: "no connection to the database: check host, port, user and password in the URL",
        "28P01": "the database refused the password",
        "42501": "this role may not read the log: use a login that was granted gateway_reader",
        "42P01": "this database has no audit log: run 'gateway migrate' on it",
        "3F000": "this database has no audit log: run 'gateway migrate' on it",
        "25006": "the database is read-only: no note of this read can be left there. Name the primary",
        "42883": "this database takes no notes of reads: run 'gateway migrate' on it",
        "22023": "what is asked is too long to be noted",
        "54000": "no more notes of reads fit: wait a minute, name a --tenant, or start a gateway, which records them",
        "57014": "the search took longer than 30 s: restrict it with --since and --until",
    }
    return known.get(state) or f"the database refused the search (SQLSTATE {state})"

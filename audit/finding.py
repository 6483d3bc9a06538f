"""What can be looked for in the log, and what is found: metadata only. Needs no database."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

# Conditions of a search that name people or tell of texts: the record of the search keeps commitments to them.
NAMING_PEOPLE: Final = frozenset({"caller", "text_sha256"})


class QueryFailed(Exception):
    """The search could not be made; the text says what to do about it."""


class NothingSigned(QueryFailed):
    """The log has no checkpoint, or no such log exists."""


class NoSuchRange(QueryFailed):
    """The signed log does not have these indexes."""


class NotThere(QueryFailed):
    """The log has nothing of what was asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """
    What to look for; None does not restrict. `until` is exclusive. `caller` is a subject or a pseudonym.

    `released` are commitments to a released text, as records keep them: one of them must be the record's.
    """

    since: dt.datetime | None = None
    until: dt.datetime | None = None
    caller: str | None = None
    tenant: str | None = None
    decision: str | None = None
    kind: str | None = None
    rule: str | None = None
    cwe: str | None = None
    repository: str | None = None
    language: str | None = None
    model_id: str | None = None
    policy_revision: str | None = None
    request_id: uuid.UUID | None = None
    released: tuple[str, ...] | None = None


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


@dataclass(frozen=True, slots=True)
class Page:
    """A piece of what was found. `more` says that the next piece, after the last of these, may hold something."""

    records: tuple[Found, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Extent:
    """What is wanted of a log: the indexes from `start` to `end` (None: all that is signed), or what a search finds."""

    start: int = 0
    end: int | None = None
    search: Search | None = None

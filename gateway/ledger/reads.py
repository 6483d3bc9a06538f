"""
Notes of reads past the gateway, which `gateway-audit --database` leaves in the database: every gateway looks for some
now and then, and makes a record of each in the log of its tenant.

There is one record for each note, whoever takes it how often: the note's id is the record's request id.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from audit.finding import NAMING_PEOPLE
from audit.record import Kind
from gateway.values import Caller, Event

_ISSUER = "database"


@dataclass(frozen=True, slots=True)
class ReadNote:
    """One read of one log: when, by which login of the database, from where, and what was asked."""

    note_id: str
    time: dt.datetime
    login: str
    address: str
    tenant: str
    kind: str
    query: Mapping[str, str]


def event_of(note: ReadNote) -> Event:
    """Return the event: the login is its caller; what names people stays a commitment."""
    caller = Caller(
        subject=note.login,
        tenant=note.tenant,
        token_id="",
        issuer=_ISSUER,
        address=note.address,
        client="",
        roles=frozenset(),
        profile="",
    )
    shown = [(name, value) for name, value in note.query.items() if name not in NAMING_PEOPLE]
    return Event(
        kind=Kind(note.kind),
        request_id=note.note_id,
        caller=caller,
        route=_ISSUER,
        details=(*shown, ("read_at", note.time.astimezone(dt.UTC).isoformat())),
        hidden=tuple((name, value) for name, value in note.query.items() if name in NAMING_PEOPLE),
    )

"""
The note that whoever reads the log past the gateway leaves first. A gateway makes a record of it: who, from where, what
was asked. The reader's role writes nothing else; where no note can be left, nothing is read.
"""

import json
from collections.abc import Mapping
from typing import Final, Literal

from sqlalchemy import Connection, text

from audit.exportable import told
from audit.finding import Extent, Search

_TEXT_CHARS_MAX: Final = 500
_LEAVE: Final = text("SELECT audit.leave_note(:deed, :tenant, cast(:asked AS jsonb))")

type Deed = Literal["search", "export"]


def leave_note(connection: Connection, deed: Deed, tenant: str | None, asked: Mapping[str, str]) -> tuple[str, ...]:
    """
    Make it durable that this login reads the log of a tenant, or every log (None), and return the notes' ids.

    Each is the request id of the record to come. Raises the driver's errors; call it before anything is read.
    """
    cleaned = {name: _cleaned(value) for name, value in asked.items()}
    connection.rollback()  # what was read before, if anything, was in a transaction that may not write
    with connection.begin():
        connection.execute(text("SET TRANSACTION READ WRITE"))
        values = {"deed": deed, "tenant": None if tenant is None else _cleaned(tenant), "asked": json.dumps(cleaned)}
        return tuple(str(one) for one in connection.execute(_LEAVE, values).scalars())


def asked_of(extent: Extent) -> dict[str, str]:
    """Return what an export asks for, as texts."""
    if extent.search is not None:
        return {"form": "bundle", "scope": "selection", **told(extent.search)}
    end = {} if extent.end is None else {"to": str(extent.end)}
    return {"form": "bundle", "scope": "range", "from": str(extent.start), **end}


def asked_in(wanted: Search, limit: int) -> dict[str, str]:
    """Return what a search asks for, as texts."""
    named = {} if wanted.tenant is None else {"tenant": wanted.tenant}
    return {**told(wanted), **named, "limit": str(limit)}


def _cleaned(value: str) -> str:
    """Return a text that any JSON and any database can hold."""
    return value[:_TEXT_CHARS_MAX].encode("utf-8", "replace").decode().replace("\0", "?")

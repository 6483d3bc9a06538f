"""
A record as an event for other systems: with its place in its tenant's log, and how grave it is.

An event holds no text and no plain name: subjects, addresses and paths stay pseudonyms, so that a shred reaches copies
that lie elsewhere. Only the standard library is needed.
"""

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, cast

from audit.record import Json, Kind, Record, canonical, leaf_hash

PRODUCT: Final = "code-model-gateway"


class Gravity(IntEnum):
    """How grave an event is; the numbers are those of OCSF's `severity_id`."""

    INFORMATIONAL = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4
    CRITICAL = 5


_BY_SEVERITY = {"low": Gravity.LOW, "medium": Gravity.MEDIUM, "high": Gravity.HIGH, "critical": Gravity.CRITICAL}
_BY_KIND = {
    Kind.DENIAL: Gravity.MEDIUM,
    Kind.FAILURE: Gravity.LOW,
    Kind.POLICY_CHANGE: Gravity.MEDIUM,
    Kind.SHRED: Gravity.MEDIUM,
    Kind.DROP: Gravity.MEDIUM,
    Kind.GAP: Gravity.HIGH,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """A record and its place: the name of its log, and its leaf's index there (None: it has no place yet)."""

    record: Record
    origin: str = ""
    index: int | None = None


def document(placed: Placed) -> dict[str, Json]:
    """Return the event as plain JSON: the whole record, the log's name, the leaf's index and its hash."""
    encoded = canonical(placed.record)
    return {
        "origin": placed.origin,
        "index": placed.index,
        "leaf": leaf_hash(encoded).hex(),
        "record": cast("dict[str, Json]", json.loads(encoded)),
    }


def gravity(record: Record) -> Gravity:
    """Return how grave the record is: as its kind says, or as its gravest finding."""
    least = _BY_KIND.get(record.kind, Gravity.INFORMATIONAL)
    found = (_BY_SEVERITY.get(finding.severity, Gravity.INFORMATIONAL) for finding in record.findings)
    return max(least, *found, Gravity.INFORMATIONAL)


def detail(record: Record, name: str) -> int | None:
    """Return a number out of the record's details, or None if it has none of this name."""
    value = dict(record.details).get(name)
    return value if type(value) is int else None

"""
A record as an event for other systems: with its place in its tenant's log, and how grave it is.

An event holds no text and no plain name: subjects, addresses and paths stay pseudonyms, so that a shred reaches copies
that lie elsewhere. Only the standard library is needed.
"""

import json
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, Final, cast

from audit.columns import columns_of
from audit.encoding import json_value
from audit.record import Json, Kind, Record, RecordInvalid, canonical, leaf_hash

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
    """
    A record and its place: the name of its log, and its leaf's index there (None: it has no place yet).

    `encoded` are the record's canonical bytes, if they are at hand.
    """

    record: Record
    origin: str = ""
    index: int | None = None
    encoded: bytes = b""

    @property
    def canonical(self) -> bytes:
        """Return the record's canonical bytes."""
        return self.encoded or canonical(self.record)


def kind_and_line(encoded: bytes, origin: str, index: int) -> tuple[str, str]:
    """
    Return a record's kind, and the event in the form of `document` as one line of ASCII, without building the record.

    Raises RecordInvalid for bytes that are no record of this version.
    """
    try:
        record = cast("dict[str, Any]", json_value(encoded))
        columns_of(record)
        kind = Kind(record["kind"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise RecordInvalid(f"not a record of a version that this code knows: {error}") from error
    shown = encoded.decode()
    if not (shown.isascii() and shown.isprintable()):  # other letters, or bytes that somebody forged
        shown = json.dumps(record, separators=(",", ":"), ensure_ascii=True)
    leaf = leaf_hash(encoded).hex()
    return kind.value, f'{{"origin":{json.dumps(origin)},"index":{index},"leaf":"{leaf}","record":{shown}}}'


def document(placed: Placed) -> dict[str, Json]:
    """Return the event as plain JSON: the whole record, the log's name, the leaf's index and its hash."""
    encoded = placed.canonical
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

"""
The search columns of a record's JSON, for the verifier: as `record.project` derives them, without building the record.

A column of another type than its name promises is none: nothing that `==` calls equal passes for it.
"""

from operator import itemgetter
from typing import Any, Final

from audit.leaves import COLUMNS
from audit.record import FORMAT_VERSION

NUMBERS: Final = tuple(COLUMNS.index(name) for name in ("time_us", "sequence", "candidate"))
_LISTS: Final = ("rules", "cwes")
_columns: Final = itemgetter(*COLUMNS)
_SHAPES: set[tuple[type, ...]] = set()  # the few that were checked already


def columns_of(document: dict[str, Any]) -> tuple[object, ...]:
    """Return the columns of a record's JSON as `record.project` does, without building the record, which is slow."""
    version = document["version"]
    if version != FORMAT_VERSION:
        raise ValueError(f"version {version} is newer than this code")
    findings = document["findings"]
    if type(findings) is not list:
        raise ValueError("findings has the wrong type")
    derived: dict[str, Any] = {
        "key_id": document["key_id"] or None,
        "caller": document["caller"]["subject"] if document["caller"] else None,
        "rules": sorted({finding["rule"] for finding in findings}) if findings else [],
        "cwes": sorted({cwe for finding in findings for cwe in finding["cwe"]}) if findings else [],
        "model_id": document["model"]["id"] if document["model"] else None,
        "failure_kind": document["failure"]["kind"] if document["failure"] else None,
    }
    columns: tuple[object, ...] = _columns(document | derived)
    shape = tuple(map(type, columns))
    if shape not in _SHAPES:  # the same few for all records
        _check_shape(shape)
        _SHAPES.add(shape)
    if findings and not all(type(item) is str for name in _LISTS for item in derived[name]):
        raise ValueError("rules or cwes has the wrong type")
    return columns


def _check_shape(shape: tuple[type, ...]) -> None:
    """Raise ValueError unless each column holds a text or nothing, a number, or a list, as its name says."""
    for place, kind in enumerate(shape):
        name = COLUMNS[place]
        known = {int} if place in NUMBERS else {list} if name in _LISTS else {str, type(None)}
        if kind not in known:
            raise ValueError(f"{name} has the wrong type")

"""
A record as one line of CEF (ArcSight Common Event Format, revision 25, header `CEF:0`).

Nothing that a field holds can end the line, the field or the header: what CEF can escape is escaped, and every other
character that might break a line or a terminal becomes a question mark.
"""

from typing import Final

from audit.events import PRODUCT, Gravity, Placed, detail, gravity
from audit.record import Record, leaf_hash

_VENDOR: Final = PRODUCT
_VERSION: Final = "1"
_VALUE_CHARS_MAX: Final = 1000
_US_PER_MS: Final = 1000
# CEF counts to 10: 0-3 low, 4-6 medium, 7-8 high, 9-10 very high.
_SEVERITY: Final = {
    Gravity.INFORMATIONAL: 1,
    Gravity.LOW: 3,
    Gravity.MEDIUM: 5,
    Gravity.HIGH: 8,
    Gravity.CRITICAL: 10,
}


def render(placed: Placed) -> str:
    """Return the record as one line without its end."""
    record = placed.record
    header = (_VENDOR, PRODUCT, _VERSION, record.kind.value, _title(record), str(_SEVERITY[gravity(record)]))
    extension = " ".join(f"{key}={_escaped(value)}" for key, value in _fields(placed) if value)
    return f"CEF:0|{'|'.join(_header(text) for text in header)}|{extension}"


def _title(record: Record) -> str:
    outcome = record.decision or (record.failure.kind if record.failure else "")
    return f"{record.kind.value} {outcome}".strip()


def _fields(placed: Placed) -> tuple[tuple[str, str], ...]:
    """Return keys of CEF's dictionary with their values; the empty ones are left out."""
    record = placed.record
    return (
        ("rt", str(record.time_us // _US_PER_MS)),
        ("externalId", record.record_id),
        ("suid", record.caller.subject if record.caller else ""),
        ("spriv", ",".join(record.caller.roles) if record.caller else ""),
        ("act", record.decision or ""),
        ("outcome", "failure" if record.failure else "success"),
        ("reason", f"{record.failure.kind}: {record.failure.reason}" if record.failure else ""),
        ("request", record.route),
        ("requestClientApplication", record.client),
        ("cat", record.repository or ""),
        ("deviceFacility", record.tenant),
        ("cnt", _number(detail(record, "count"))),
        ("start", _milliseconds(detail(record, "from_us"))),
        ("end", _milliseconds(detail(record, "to_us"))),
        *_custom("cn1", "leafIndex", _number(placed.index)),
        *_custom("cn2", "writerSequence", str(record.sequence)),
        *_custom("cs1", "origin", placed.origin),
        *_custom("cs2", "requestId", record.request_id),
        *_custom("cs3", "rules", ",".join(sorted({finding.rule for finding in record.findings}))),
        *_custom("cs4", "policyRevision", record.policy_revision or ""),
        *_custom("cs5", "addressPseudonym", record.address or ""),
        *_custom("cs6", "leaf", leaf_hash(placed.canonical).hex()),
    )


def _custom(key: str, label: str, value: str) -> tuple[tuple[str, str], ...]:
    """Return one of CEF's numbered fields with its label, or nothing for nothing."""
    return ((key, value), (f"{key}Label", label)) if value else ()


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _milliseconds(time_us: int | None) -> str:
    return "" if time_us is None else str(time_us // _US_PER_MS)


def _header(text: str) -> str:
    """Escape a field of the header, which knows no line breaks."""
    cleaned = _printable(text.replace("\n", " ").replace("\r", " "))
    return cleaned.replace("\\", "\\\\").replace("|", "\\|")


def _escaped(text: str) -> str:
    """Escape a value of the extension."""
    pieces = text[:_VALUE_CHARS_MAX].replace("\\", "\\\\").replace("=", "\\=")
    return _printable(pieces.replace("\n", "\\n").replace("\r", "\\r"))


def _printable(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text)

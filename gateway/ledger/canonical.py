"""
The canonical bytes of a record that the sealer has just made: the same ones as `audit.record.canonical`, in a sixth of
the time, because every value was fitted into the format before. A test compares the two over random events.

What comes from elsewhere, or is rare, goes through `audit.record.canonical`, which refuses what the format forbids.
"""

from dataclasses import fields

import msgspec

from audit.record import FORMAT_VERSION, Record, RecordInvalid, check_identity

_NAMES = tuple(item.name for item in fields(Record))
_PAIRS = ("parts_us", "details")
_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(record: Record) -> bytes:
    """Return the record's canonical bytes; raises RecordInvalid as that one does."""
    check_identity(record)
    document = {name: getattr(record, name) for name in _NAMES}
    for name in _PAIRS:
        document[name] = dict(document[name])
    document["version"] = FORMAT_VERSION
    try:
        return _ENCODER.encode(document)
    except UnicodeEncodeError as error:
        raise RecordInvalid("a lone surrogate is not a character") from error

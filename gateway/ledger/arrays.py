"""
Arrays in Postgres's binary form. A batch goes to `unnest` as one array a column; packing it here costs a third less
CPU than the driver's generic adaptation (0.26-0.34 ms instead of 0.39-0.53 ms for a lone record).
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, cast

from psycopg.abc import Buffer
from psycopg.adapt import Dumper
from psycopg.pq import Format

type ArrayType = Literal["uuid", "text", "int8", "int4", "bytea"]

_OIDS: dict[str, int] = {"uuid": 2950, "text": 25, "int8": 20, "int4": 23, "bytea": 17}
_HEADER = struct.Struct("!iiI")
_DIMENSION = struct.Struct("!ii")
_LENGTH = struct.Struct("!i")
_INT8 = struct.Struct("!iq")
_INT4 = struct.Struct("!ii")
_NULL = _LENGTH.pack(-1)


@dataclass(frozen=True, slots=True)
class PackedArray:
    """A one-dimensional array, ready to be sent."""

    content: bytes


class PackedArrayDumper(Dumper):
    """Hands a PackedArray to the driver as it is; the statement's casts give it its type."""

    format = Format.BINARY
    oid = 0

    def dump(self, obj: PackedArray) -> Buffer:
        """Return the array's bytes."""
        return obj.content


def packed(kind: str, values: Sequence[object]) -> PackedArray:
    """Return the values as a packed array of the Postgres type; None is NULL, UUIDs are text in Python."""
    parts: list[bytes] = []
    for value in values:
        if value is None:
            parts.append(_NULL)
        elif kind == "int8":
            parts.append(_INT8.pack(8, value))
        elif kind == "int4":
            parts.append(_INT4.pack(4, value))
        else:
            content = _content(kind, value)
            parts.append(_LENGTH.pack(len(content)))
            parts.append(content)
    dimensions = _DIMENSION.pack(len(values), 1) if values else b""
    header = _HEADER.pack(1 if values else 0, int(None in values), _OIDS[kind])
    return PackedArray(header + dimensions + b"".join(parts))


def _content(kind: str, value: object) -> bytes:
    if kind == "text":
        return cast("str", value).encode()
    if kind == "uuid":
        return bytes.fromhex(cast("str", value).replace("-", ""))  # a fifth of the time that uuid.UUID takes
    return cast("bytes", value)

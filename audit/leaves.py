"""
The leaves of an export bundle, a line each, and the records beside them: written, and read back strictly.

Only the standard library is needed, so that a process that does nothing but check records stays small.
"""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, BinaryIO, cast

from audit.encoding import decoded, encoded, json_value
from audit.merkle import HASH_BYTES
from audit.record import Projection

RECORDS = "records.jsonl"
LEAVES = "leaves.jsonl"
COLUMNS = tuple(item.name for item in fields(Projection))
LINE_BYTES_MAX = 4_000_000
_MEMBERS = {"index", "leaf", "columns", "path"}


class BundleInvalid(ValueError):
    """These files are not a bundle that this code can read; the text says which file and why."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One leaf of the log. `canonical` and `columns` are None if the record was dropped; `path` is a selection's."""

    index: int
    hash: bytes
    canonical: bytes | None
    columns: tuple[object, ...] | None
    path: tuple[bytes, ...] = ()


def leaf_line(leaf: Leaf) -> bytes:
    """Return a leaf as its line of `leaves.jsonl`."""
    document: dict[str, object] = {"index": leaf.index, "leaf": leaf.hash.hex()}
    if leaf.columns is not None:
        document["columns"] = leaf.columns
    if leaf.path:
        document["path"] = [encoded(node) for node in leaf.path]
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"


def leaves_from(leaves: BinaryIO, records: BinaryIO, first_number: int = 1) -> Iterator[Leaf]:
    """Yield the leaves of two open files from where these stand, at that line; raises BundleInvalid."""
    for number in itertools.count(first_number):
        line = leaves.readline(LINE_BYTES_MAX)
        if not line:
            return
        if not line.endswith(b"\n"):
            raise BundleInvalid(f"line {number} of {LEAVES} is too long, or has no end")
        yield parse_leaf(line[:-1], records, number)


def all_leaves_from(leaves: BinaryIO, records: BinaryIO, first_number: int = 1) -> Iterator[Leaf]:
    """Yield the leaves as `leaves_from` does; raises BundleInvalid if a record is left over at their end."""
    yield from leaves_from(leaves, records, first_number)
    if records.read(1):
        raise BundleInvalid(f"{RECORDS} has more records than {LEAVES} has leaves")


def parse_leaf(line: bytes, records: Any, number: int) -> Leaf:  # noqa: ANN401  # any binary file
    """Return the leaf of a line without its end, with its record out of `records`; raises BundleInvalid."""
    try:
        document = cast("dict[str, Any]", json_value(line))
        index, text = document["index"], document["leaf"]
        leaf = bytes.fromhex(text)
        columns = document.get("columns")
        path = tuple(hash_of(node) for node in document["path"]) if "path" in document else ()
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BundleInvalid(f"line {number} of {LEAVES} is not a leaf") from error
    is_shaped = type(index) is int and len(leaf) == HASH_BYTES and (columns is None or isinstance(columns, list))
    # Digits in capitals, or members that nobody reads, would be a second text of the same leaf.
    if not is_shaped or text != leaf.hex() or not document.keys() <= _MEMBERS:
        raise BundleInvalid(f"line {number} of {LEAVES} is not a leaf")
    if columns is None:
        return Leaf(index, leaf, None, None, path)
    record = records.readline(LINE_BYTES_MAX)
    if not record.endswith(b"\n"):
        raise BundleInvalid(f"{RECORDS} ends before the record at index {index}")
    return Leaf(index, leaf, record[:-1], tuple(columns), path)


def hash_of(text: str) -> bytes:
    """Return the hash that stands in base64; raises ValueError for any other text."""
    node = decoded(text)
    if node is None or len(node) != HASH_BYTES:
        raise ValueError("a hash is 32 bytes in base64")
    return node

"""
Exports a range of a log, or what a search found, as a bundle that verifies offline.

Reads as the reader's role, page by page: memory stays bounded whatever the size. The checkpoint is the newest one; what
was recorded after it is not exported, because nothing is signed over it yet.
"""

import datetime as dt
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Connection, Row, Select, and_, select

from audit.bundle import CHECKPOINT, COLUMNS, LEAVES, MANIFEST, RECORDS, Leaf, Manifest, digest, leaf_line
from audit.checkpoint import Checkpoint, unverified
from audit.merkle import complete_subtrees
from audit.queries import QueryFailed, Search, search
from audit.record import leaf_hash
from audit.schema import ENTRY, LEAF
from audit.stored import newest_checkpoint, path_of, place_of, subtree
from audit.views import ViewFailed, check_formats, write_view

PAGE_LEAVES = 2_000
_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_MICROSECOND = dt.timedelta(microseconds=1)
_STORED = [ENTRY.c["time" if name == "time_us" else name] for name in COLUMNS]

type Progress = Callable[[int, int], None]
type Report = Callable[[str], Progress]  # a verb -> who is told how far that is


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to export of a tenant's log: a range of indexes (`end` None: up to the checkpoint), or a search."""

    tenant: str
    start: int = 0
    end: int | None = None
    search: Search | None = None
    formats: tuple[str, ...] = ()
    actor: str = ""
    records_max: int = 1_000_000


def quiet(_verb: str) -> Progress:
    """Tell nobody how far it is."""
    return lambda _seen, _all: None


def export(connection: Connection, wanted: Wanted, folder: Path, report: Report = quiet) -> Manifest:
    """
    Write a bundle into an empty or new folder and return its manifest; raises QueryFailed for what cannot be exported.

    The manifest is written last: a folder without one is no bundle.
    """
    _check(wanted.formats)
    note = _signed(connection, wanted.tenant)
    checkpoint = unverified(note)
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise QueryFailed(f"{folder} is not empty: name a new folder")
    (folder / CHECKPOINT).write_bytes(note)
    manifest = _range(connection, wanted, checkpoint) if wanted.search is None else _selection(wanted, checkpoint)
    leaves = (
        read_range(connection, wanted.tenant, manifest.start, manifest.end)
        if wanted.search is None
        else _found(connection, wanted, checkpoint.size)
    )
    count, pruned = _write(folder, leaves, manifest.end - manifest.start, report("exported"))
    names = [CHECKPOINT, RECORDS, LEAVES, *_views(folder, wanted.formats, checkpoint.origin, count, report)]
    files = {name: digest(folder / name) for name in names}
    manifest = replace(
        manifest, count=count, pruned=pruned, actor=wanted.actor, time_us=time.time_ns() // 1000, files=files
    )
    (folder / MANIFEST).write_text(manifest.text())
    return manifest


def _check(formats: Sequence[str]) -> None:
    try:
        check_formats(formats)
    except ViewFailed as error:
        raise QueryFailed(str(error)) from error


def _views(folder: Path, formats: Sequence[str], origin: str, count: int, report: Report) -> list[str]:
    """Write the views that are wanted and return their files' names."""
    try:
        return [
            write_view(folder, form, origin, count, report(f"written as {form}")) for form in dict.fromkeys(formats)
        ]
    except ViewFailed as error:
        raise QueryFailed(str(error)) from error


def prove(connection: Connection, request_id: uuid.UUID, kind: str, candidate: int) -> tuple[Leaf, bytes] | None:
    """Return a record's leaf with its path, and the checkpoint it leads to; None if no signed one has it."""
    place = place_of(connection, request_id, kind, candidate)
    if place is None:
        return None
    tenant, index = place
    note = _signed(connection, tenant)
    size = unverified(note).size
    return (_proven(connection, tenant, index, size), note) if index < size else None


def _signed(connection: Connection, tenant: str) -> bytes:
    """Return the note of a tenant's newest checkpoint; raises QueryFailed if there is none."""
    note = newest_checkpoint(connection, tenant)
    if note is None:
        raise QueryFailed(f"tenant {tenant!r} has no signed checkpoint: is a `gateway worker` running?")
    return note


def _proven(connection: Connection, tenant: str, index: int, size: int) -> Leaf:
    """Return a leaf with its path to the root of that size."""
    (leaf,) = read_range(connection, tenant, index, index + 1)  # there: whoever names it has just read its place
    return replace(leaf, path=path_of(connection, tenant, index, size))


def read_range(connection: Connection, tenant: str, start: int, end: int) -> Iterator[Leaf]:
    """Yield the leaves from start to end that are there; that none is missing is for the verifier to say."""
    for first in range(start, end, PAGE_LEAVES):
        last = min(first + PAGE_LEAVES, end)
        yield from map(_leaf, connection.execute(_page(tenant, first, last)).all())


def _page(tenant: str, first: int, last: int) -> Select[*tuple[object, ...]]:
    """Return the query for leaves with their records, as far as these are still there."""
    of_record = and_(
        ENTRY.c.request_id == LEAF.c.request_id, ENTRY.c.kind == LEAF.c.kind, ENTRY.c.candidate == LEAF.c.candidate
    )
    own = [LEAF.c.index.label("leaf_index"), LEAF.c.hash.label("leaf_hash"), ENTRY.c.leaf.label("record_leaf")]
    columns = [*own, ENTRY.c.canonical, *_STORED]
    return (
        select(*columns)
        .select_from(LEAF.outerjoin(ENTRY, of_record))
        .where(LEAF.c.tenant == tenant, LEAF.c.index >= first, LEAF.c.index < last)
        .order_by(LEAF.c.index)
    )


def _leaf(row: Row[*tuple[object, ...]]) -> Leaf:
    if row.canonical is None:
        return Leaf(row.leaf_index, bytes(row.leaf_hash), None, None)
    # An export does not hold this column, so nobody after us could compare it. What else is wrong, the verifier tells.
    if bytes(row.record_leaf) != bytes(row.leaf_hash) == leaf_hash(bytes(row.canonical)):
        reason = "the hash beside the record is not that of its bytes"
        raise QueryFailed(f"the table was tampered with: {reason} at index {row.leaf_index}")
    values = {name: getattr(row, "time" if name == "time_us" else name) for name in COLUMNS}
    for name in ("record_id", "writer", "request_id", "key_id"):
        values[name] = str(values[name]) if values[name] is not None else None
    values["time_us"] = round((values["time_us"] - _EPOCH) / _MICROSECOND)
    return Leaf(row.leaf_index, bytes(row.leaf_hash), bytes(row.canonical), tuple(values[name] for name in COLUMNS))


def _range(connection: Connection, wanted: Wanted, checkpoint: Checkpoint) -> Manifest:
    end = checkpoint.size if wanted.end is None else wanted.end
    if not 0 <= wanted.start < end <= checkpoint.size:
        raise QueryFailed(
            f"the signed log has {checkpoint.size} records, numbered from 0: there is no range {wanted.start} to {end}"
        )

    def around(start: int, stop: int) -> tuple[bytes, ...]:
        return tuple(
            subtree(connection, wanted.tenant, first, first + (1 << height))
            for first, height in complete_subtrees(start, stop)
        )

    return Manifest(
        origin=checkpoint.origin,
        tenant=wanted.tenant,
        scope="range",
        start=wanted.start,
        end=end,
        count=0,
        pruned=0,
        query={"from": str(wanted.start), "to": str(end)},
        left=around(0, wanted.start),
        right=around(end, checkpoint.size),
    )


def _selection(wanted: Wanted, checkpoint: Checkpoint) -> Manifest:
    search_for = wanted.search or Search()
    query = {
        name: str(getattr(search_for, name)) for name in search_for.__slots__ if getattr(search_for, name) is not None
    }
    return Manifest(
        origin=checkpoint.origin,
        tenant=wanted.tenant,
        scope="selection",
        start=0,
        end=checkpoint.size,
        count=0,
        pruned=0,
        query=query,
    )


def _found(connection: Connection, wanted: Wanted, size: int) -> Iterator[Leaf]:
    """Yield what a search finds, in the order of the log, each with its path."""
    within = replace(wanted.search or Search(), tenant=wanted.tenant)
    found = search(connection, within, wanted.records_max)
    places = [place_of(connection, uuid.UUID(one.request_id), one.kind, one.candidate) for one in found]
    for index in sorted(place[1] for place in places if place is not None and place[1] < size):
        yield _proven(connection, wanted.tenant, index, size)


def _write(folder: Path, leaves: Iterable[Leaf], expected: int, progress: Progress) -> tuple[int, int]:
    """Write records and leaves; return how many there were, and how many of them had no record any more."""
    count = pruned = 0
    with (folder / LEAVES).open("wb") as leaf_file, (folder / RECORDS).open("wb") as record_file:
        for leaf in leaves:
            leaf_file.write(leaf_line(leaf))
            if leaf.canonical is None:
                pruned += 1
            else:
                record_file.write(leaf.canonical + b"\n")
            count += 1
            if count % PAGE_LEAVES == 0:
                progress(count, expected)
    return count, pruned

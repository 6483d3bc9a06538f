"""
Exports a range of a log, or what a search found, from the database itself, as a bundle that verifies offline.

The reader's role cannot write, so the log does not sign such an export: it shows it once a gateway has made a record of
the note that was left. With a gateway at hand, take the export from there: it is on record first, and signed.
"""

import uuid
from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from sqlalchemy import Connection

from audit.bundle import Manifest
from audit.checkpoint import unverified
from audit.exportable import Head, found_indexes, head_of, read_chosen, read_range
from audit.finding import Extent, QueryFailed, Search
from audit.leaves import Leaf
from audit.proof import InclusionProof, ProvenRecord
from audit.queries import PAGE_RECORDS_MAX, Key
from audit.stored import newest_checkpoint, place_of
from audit.writing import BundleWriter, Report, Signer, now_us, quiet

PAGE_LEAVES = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    What to export of a tenant's log, in which views, by whom; and who signs for it, if anybody does.

    `recorded` is the request id of the record that a gateway will make of the note that was left; empty: none was.
    """

    tenant: str
    extent: Extent = field(default_factory=Extent)
    formats: tuple[str, ...] = ()
    actor: str = ""
    signer: Signer | None = None
    records_max: int = 1_000_000
    recorded: str = ""


def export(connection: Connection, wanted: Wanted, folder: Path, report: Report = quiet) -> Manifest:
    """Write a bundle into an empty or new folder and return its manifest; raises QueryFailed for what cannot be."""
    head = head_of(connection, wanted.tenant, wanted.extent)
    chosen = None if wanted.extent.search is None else _chosen(connection, wanted, wanted.extent.search, head)
    expected = head.manifest.end - head.manifest.start if chosen is None else len(chosen)
    with BundleWriter(folder, wanted.formats, expected, report) as writer:
        for name, content in head.files.items():
            writer.put(name, content)
        for leaf in _leaves(connection, head.manifest, chosen):
            writer.add(leaf)
        writer.end_leaves()
        counted = replace(head.manifest, count=writer.count, pruned=writer.pruned, time_us=now_us())
        whole = replace(counted, actor=wanted.actor, recorded=wanted.recorded)
        return writer.finish(whole, signer=wanted.signer)


def prove(connection: Connection, request_id: uuid.UUID, kind: str, candidate: int) -> ProvenRecord | None:
    """Return a record with its proof, or None if no signed checkpoint has it."""
    place = place_of(connection, request_id, kind, candidate)
    if place is None:
        return None
    tenant, index = place
    note = newest_checkpoint(connection, tenant)
    if note is None:
        raise QueryFailed(f"tenant {tenant!r} has no signed checkpoint: is a `gateway worker` running?")
    size = unverified(note).size
    if index >= size:
        return None
    (leaf,) = read_chosen(connection, tenant, (index,), size)
    return ProvenRecord(leaf.hash, leaf.canonical, InclusionProof(leaf.index, leaf.path, note))


def _chosen(connection: Connection, wanted: Wanted, search: Search, head: Head) -> array[int]:
    """Return where everything lies that the search finds, in the order of the log."""
    found: array[int] = array("q")
    after: Key | None = None
    while len(found) < wanted.records_max:
        page, after = found_indexes(connection, wanted.tenant, search, after, PAGE_RECORDS_MAX)
        found.extend(index for index in page if index < head.manifest.size)
        if after is None:
            break
    return array("q", sorted(found[: wanted.records_max]))


def _leaves(connection: Connection, manifest: Manifest, chosen: array[int] | None) -> Iterator[Leaf]:
    if chosen is None:
        for first in range(manifest.start, manifest.end, PAGE_LEAVES):
            yield from read_range(connection, manifest.tenant, first, min(first + PAGE_LEAVES, manifest.end))
        return
    for at in range(0, len(chosen), PAGE_LEAVES):
        yield from read_chosen(connection, manifest.tenant, chosen[at : at + PAGE_LEAVES], manifest.size)

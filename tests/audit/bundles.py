"""Export bundles out of records that the gateway's own code sealed, without a database, for tests of the verifier."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from audit.bundle import CHECKPOINT, MANIFEST, Manifest, digest
from audit.checkpoint import unverified
from audit.leaves import COLUMNS, LEAVES, RECORDS, Leaf, leaf_line
from audit.merkle import complete_subtrees, inclusion_path, root_hash
from audit.record import leaf_hash, parse, project
from gateway.ledger.seal import Sealer, new_id
from gateway.ledger.vault import Vault
from tests.audit.signing import ORIGIN, checkpoint_note
from tests.ledger.support import KEYS, opening, outcome

TENANT = "acme"


def sealed_records(count: int) -> list[bytes]:
    """Return the canonical bytes of so many records of one writer."""
    writer = new_id()
    sealer = Sealer(Vault(KEYS, writer, 10), writer)
    records: list[bytes] = []
    while len(records) < count:
        begun = opening()
        for event in (begun, outcome(begun)):
            records.append(sealer.number(sealer.draft(event), len(records) + 1).canonical)
    return records[:count]


def columns_of(canonical: bytes) -> tuple[object, ...]:
    """Return the columns that stand beside a record in the database."""
    projected = project(parse(canonical))
    values = [getattr(projected, name) for name in COLUMNS]
    return tuple(list(value) if isinstance(value, tuple) else value for value in values)


def write_range(
    folder: Path, records: Sequence[bytes], start: int = 0, end: int | None = None, note: bytes | None = None
) -> Path:
    """Write the bundle of a range of the log that these records make."""
    end = len(records) if end is None else end
    hashes = [leaf_hash(record) for record in records]

    def around(first: int, last: int) -> tuple[bytes, ...]:
        return tuple(root_hash(hashes[at : at + (1 << height)]) for at, height in complete_subtrees(first, last))

    leaves = [Leaf(at, hashes[at], records[at], columns_of(records[at])) for at in range(start, end)]
    manifest = _manifest("range", start, end, len(leaves))
    manifest = replace(manifest, left=around(0, start), right=around(end, len(records)))
    return write(folder, manifest, leaves, note or checkpoint_note(len(records), root_hash(hashes)))


def write_selection(folder: Path, records: Sequence[bytes], chosen: Sequence[int]) -> Path:
    """Write the bundle of some records of the log, each with its path."""
    hashes = [leaf_hash(record) for record in records]

    def path(index: int) -> tuple[bytes, ...]:
        return inclusion_path(index, len(hashes), lambda start, end: root_hash(hashes[start:end]))

    leaves = [Leaf(at, hashes[at], records[at], columns_of(records[at]), path(at)) for at in chosen]
    manifest = _manifest("selection", 0, len(records), len(leaves))
    return write(folder, manifest, leaves, checkpoint_note(len(records), root_hash(hashes)))


def write(folder: Path, manifest: Manifest, leaves: Sequence[Leaf], note: bytes) -> Path:
    """Write any bundle, whatever it claims, with the right digests: what a careful forger would hand over."""
    folder.mkdir()
    (folder / CHECKPOINT).write_bytes(note)
    (folder / LEAVES).write_bytes(b"".join(leaf_line(leaf) for leaf in leaves))
    (folder / RECORDS).write_bytes(b"".join(leaf.canonical + b"\n" for leaf in leaves if leaf.canonical is not None))
    files = {name: digest(folder / name) for name in (CHECKPOINT, LEAVES, RECORDS)}
    checkpoint = unverified(note)
    whole = replace(manifest, size=checkpoint.size, root=checkpoint.root, files=files)
    (folder / MANIFEST).write_text(whole.text())
    return folder


def change(canonical: bytes, **values: object) -> bytes:
    """Return a record with other values, in canonical form."""
    document = json.loads(canonical) | values
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _manifest(scope: str, start: int, end: int, count: int) -> Manifest:
    return Manifest(
        origin=ORIGIN,
        tenant=TENANT,
        scope="range" if scope == "range" else "selection",
        start=start,
        end=end,
        count=count,
        pruned=0,
    )

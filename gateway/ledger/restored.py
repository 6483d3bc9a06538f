"""
Compares a restored log with checkpoints that were published, before the backup and after it, and says what is missing.

A checkpoint that is larger than the log proves that records were committed after the backup and are not in it: their
indexes are known, their contents are lost here. One that the log contradicts proves that something was changed.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

from audit.checkpoint import Checkpoint, CheckpointInvalid, open_checkpoint, origin_of, tenant_of, unverified
from audit.note import VerifierKey
from audit.tiles import TileTree
from gateway.errors import LedgerUnavailable
from gateway.ledger.advice import on_connecting, on_refusal

_CONNECT_S_MAX = 5
_LEAVES_AT_ONCE = 10_000
_LEAVES = "SELECT index, hash FROM audit.leaf WHERE tenant = %s ORDER BY index"
_TENANTS = "SELECT DISTINCT tenant FROM audit.leaf UNION SELECT DISTINCT tenant FROM audit.record"
# A record whose month was dropped has its leaf alone; a record without a leaf gets one from the sequencer.
_CHANGED = """
SELECT count(*) FILTER (WHERE record.leaf <> sha256('\\x00'::bytea || record.canonical) OR record.leaf <> leaf.hash),
  count(*) FILTER (WHERE leaf.hash IS NULL)
FROM audit.record AS record LEFT JOIN audit.leaf AS leaf USING (request_id, kind, candidate)
WHERE record.tenant = %s
"""

type Keys = Callable[[str], Iterable[VerifierKey]]


@dataclass(frozen=True, slots=True)
class Comparison:
    """
    What is known of one restored log.

    `missing` is the range of indexes, both included, that a checkpoint promises and the log lacks. `waiting` records
    have no index yet. `faults` say what contradicts what, in words.
    """

    origin: str
    size: int
    waiting: int
    agreeing: tuple[int, ...]
    missing: tuple[int, int] | None
    faults: tuple[str, ...]


def notes_in(*folders: Path) -> Iterator[bytes]:
    """Yield the checkpoints that lie anywhere below the folders."""
    for folder in folders:
        for path in sorted(folder.rglob("checkpoint")):
            yield path.read_bytes()


def compare(url: str, prefix: str, notes: Iterable[bytes], keys: Keys) -> tuple[Comparison, ...]:
    """Compare every log of the owner's database with the checkpoints; raises LedgerUnavailable."""
    checkpoints, refused = _opened(notes, keys)
    try:
        with psycopg.connect(url, connect_timeout=_CONNECT_S_MAX, application_name="gateway restore") as connection:
            tenants = {tenant for (tenant,) in connection.execute(_TENANTS).fetchall()}
            found: dict[str, list[Checkpoint]] = {tenant: [] for tenant in tenants}
            for checkpoint in checkpoints:
                tenant = tenant_of(prefix, checkpoint.origin)
                if tenant is not None:
                    found.setdefault(tenant, []).append(checkpoint)
            logs = tuple(_compare(connection, prefix, tenant, found[tenant]) for tenant in sorted(found))
    except psycopg.OperationalError as error:
        raise LedgerUnavailable(on_connecting(error)) from None
    except psycopg.Error as error:
        raise LedgerUnavailable(f"the database refused: {on_refusal(error, 'the owner of the schema')}") from None
    return (*logs, Comparison(prefix, 0, 0, (), None, refused)) if refused else logs


def _opened(notes: Iterable[bytes], keys: Keys) -> tuple[list[Checkpoint], tuple[str, ...]]:
    """Return the checkpoints that the log's own key signed, and why the others are not trusted."""
    checkpoints, refused = [], []
    for note in notes:
        try:
            checkpoints.append(open_checkpoint(note, keys(unverified(note).origin)).checkpoint)
        except CheckpointInvalid as error:
            refused.append(f"a published checkpoint cannot be trusted: {error}")
    return checkpoints, tuple(refused)


def _compare(connection: psycopg.Connection, prefix: str, tenant: str, checkpoints: list[Checkpoint]) -> Comparison:
    faults: list[str] = []
    ((changed, waiting),) = connection.execute(_CHANGED, (tenant,)).fetchall()
    if changed:
        faults.append(f"{changed} records do not have the hash that the log has for them")
    tree, roots = _roots(connection, tenant, {checkpoint.size for checkpoint in checkpoints}, faults)
    known = [checkpoint for checkpoint in checkpoints if checkpoint.size <= tree.size]
    wrong = {one.size for one in known if roots.get(one.size) != one.root}
    faults += [f"the checkpoint of size {size} is of another history" for size in sorted(wrong)]
    newest = max((checkpoint.size for checkpoint in checkpoints), default=0)
    return Comparison(
        origin=origin_of(prefix, tenant),
        size=tree.size,
        waiting=waiting,
        agreeing=tuple(sorted({one.size for one in known} - wrong)),
        missing=(tree.size, newest - 1) if newest > tree.size else None,
        faults=tuple(faults),
    )


def _roots(
    connection: psycopg.Connection, tenant: str, sizes: set[int], faults: list[str]
) -> tuple[TileTree, dict[int, bytes]]:
    """Read all leaves in order; return the tree and its root at each size."""
    tree = TileTree()
    roots = {0: tree.root()}
    with connection.cursor("leaves") as cursor:
        cursor.itersize = _LEAVES_AT_ONCE
        for index, leaf in cursor.execute(_LEAVES, (tenant,)):
            if index != tree.size:
                faults.append(f"the log has no leaf with index {tree.size}")
                break
            tree.append(leaf)
            if tree.size in sizes:
                roots[tree.size] = tree.root()
        tree.complete.clear()
    return tree, roots

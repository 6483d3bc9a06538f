"""
What holds of the ledger after every fault: looked at in the database itself, with nothing but SQL and the tree's own
arithmetic.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from audit.checkpoint import Checkpoint, origin_of, unverified
from audit.tiles import TileTree

RECEIVED = "received is committed"
ONE_LEAF = "each record has one leaf"
DENSE = "indexes are dense"
SEQUENCES = "writers' sequences are dense"
CHECKPOINTS = "checkpoints agree"
ALL = (RECEIVED, ONE_LEAF, DENSE, SEQUENCES, CHECKPOINTS)

_LEAVES = "SELECT tenant, index, hash FROM audit.leaf WHERE index >= %s AND tenant = %s ORDER BY index"
_TENANTS = "SELECT DISTINCT tenant FROM audit.record UNION SELECT DISTINCT tenant FROM audit.leaf"
_RECEIVED = """
SELECT count(*) FROM audit.record AS record
JOIN unnest(%s::uuid[], %s::bytea[]) AS receipt (request_id, leaf) USING (request_id, leaf)
"""
_LEAFLESS = """
SELECT count(record.leaf),
  count(*) FILTER (WHERE record.leaf IS DISTINCT FROM leaf.hash OR record.tenant <> leaf.tenant)
FROM audit.record AS record {join} JOIN audit.leaf AS leaf USING (request_id, kind, candidate) {where}
"""
_WRITERS = """
SELECT count(*), count(*) FILTER (WHERE first <> 1 OR last <> records OR different <> records) FROM (
  SELECT min(sequence) AS first, max(sequence) AS last, count(*) AS records, count(DISTINCT sequence) AS different
  FROM audit.record {where} GROUP BY writer) AS writer
"""
_NEW = "WHERE record.xid >= %s::text::xid8"
_NEW_WRITERS = "WHERE writer IN (SELECT record.writer FROM audit.record AS record WHERE record.xid >= %s::text::xid8)"
# The sequencer's place is where it goes on: nothing before it waits.
_WAITS = """
SELECT EXISTS (SELECT FROM audit.record AS record
WHERE (record.xid, record.sequence) >=
    (coalesce((SELECT xid FROM audit.place), '0'::xid8), coalesce((SELECT sequence FROM audit.place), 0))
  AND NOT EXISTS (SELECT FROM audit.leaf AS leaf WHERE leaf.request_id = record.request_id
    AND leaf.kind = record.kind AND leaf.candidate = record.candidate))
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """How many things an invariant was checked for, and for how many it did not hold."""

    checked: int
    broken: int


@dataclass(slots=True)
class Invariants:
    """
    Checks one database again and again. It remembers each tree that it saw, so that a later check also finds a history
    that has changed, `roots` of every size for which a checkpoint was ever seen, and the oldest transaction of the last
    check (`mark`), so that a check need not read a long log anew.
    """

    owner_url: str
    origin: str
    folder: Path | None = None
    trees: dict[str, TileTree] = field(default_factory=dict)
    roots: dict[tuple[str, int], bytes] = field(default_factory=dict)
    mark: str = "0"

    def check(self, received: Mapping[str, bytes], *, whole: bool = True) -> dict[str, Verdict]:
        """
        Check everything, or what is new since the last check and whatever its writers wrote; `received` are the leaf
        hashes of the receipts that clients hold, by request.
        """
        published = list(self._published())  # before the database's snapshot, which then knows them
        with psycopg.connect(self.owner_url) as connection:
            connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            checkpoints = [*published, *_stored(connection, self.origin)]
            since, self.mark = None if whole else self.mark, _oldest_running(connection)
            return {
                RECEIVED: _received(connection, received),
                ONE_LEAF: _one_leaf(connection, since),
                DENSE: self._dense(connection, checkpoints),
                SEQUENCES: _sequences(connection, since),
                CHECKPOINTS: self._agree(checkpoints),
            }

    def _published(self) -> Iterator[Checkpoint]:
        for path in sorted(self.folder.rglob("checkpoint")) if self.folder else ():
            yield unverified(path.read_bytes())

    def _dense(self, connection: psycopg.Connection, checkpoints: Iterable[Checkpoint]) -> Verdict:
        """Read the new leaves, and remember the root at each size that was signed."""
        wanted = {(checkpoint.origin, checkpoint.size) for checkpoint in checkpoints}
        checked = broken = 0
        for (tenant,) in connection.execute(_TENANTS).fetchall():
            tree = self.trees.setdefault(tenant, TileTree())
            log = origin_of(self.origin, tenant)
            with connection.cursor(f"leaves_{len(self.trees)}") as cursor:
                for _, index, leaf in cursor.execute(_LEAVES, (tree.size, tenant)):
                    checked += 1
                    broken += index != tree.size
                    tree.append(leaf)
                    if (log, tree.size) in wanted:
                        self.roots[log, tree.size] = tree.root()
            self.roots[log, tree.size] = tree.root()  # the next checkpoint may be of this size
            tree.complete.clear()
        return Verdict(checked, broken)

    def _agree(self, checkpoints: Iterable[Checkpoint]) -> Verdict:
        known = Counter(
            checkpoint.root == self.roots.get((checkpoint.origin, checkpoint.size)) for checkpoint in checkpoints
        )
        return Verdict(known.total(), known[False])


def is_sequenced(connection: psycopg.Connection) -> bool:
    """Return whether every committed record has its leaf."""
    ((waits,),) = connection.execute(_WAITS).fetchall()
    return not waits


def _oldest_running(connection: psycopg.Connection) -> str:
    ((oldest,),) = connection.execute("SELECT pg_snapshot_xmin(pg_current_snapshot())::text").fetchall()
    return str(oldest)


def _stored(connection: psycopg.Connection, origin: str) -> Iterator[Checkpoint]:
    for tenant, size, root, note in connection.execute("SELECT tenant, size, root, note FROM audit.checkpoint"):
        yield Checkpoint(origin_of(origin, tenant), size, root)
        yield unverified(note)


def _received(connection: psycopg.Connection, received: Mapping[str, bytes]) -> Verdict:
    ((found,),) = connection.execute(_RECEIVED, (list(received), list(received.values()))).fetchall()
    return Verdict(len(received), len(received) - found)


def _one_leaf(connection: psycopg.Connection, since: str | None) -> Verdict:
    """Check every record, and every leaf; since a transaction, its records and later ones."""
    if since is None:
        return Verdict(*connection.execute(_LEAFLESS.format(join="FULL", where="").encode()).fetchall()[0])
    return Verdict(*connection.execute(_LEAFLESS.format(join="LEFT", where=_NEW).encode(), (since,)).fetchall()[0])


def _sequences(connection: psycopg.Connection, since: str | None) -> Verdict:
    if since is None:
        return Verdict(*connection.execute(_WRITERS.format(where="").encode()).fetchall()[0])
    return Verdict(*connection.execute(_WRITERS.format(where=_NEW_WRITERS).encode(), (since,)).fetchall()[0])

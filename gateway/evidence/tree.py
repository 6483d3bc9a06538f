"""Reads the stored Merkle tree: checkpoints, tiles and proofs. Every function is one question to a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, text

from audit.checkpoint import unverified
from audit.merkle import inclusion_path
from audit.proof import InclusionProof
from audit.tiles import Tile, subtree_of
from gateway.errors import EvidenceUnavailable, NotFound
from gateway.values import Place

_CHECKPOINT = text("SELECT note FROM audit.checkpoint WHERE tenant = :tenant ORDER BY size DESC LIMIT 1")
_INDEX = text(
    "SELECT index FROM audit.leaf WHERE tenant = :tenant"
    " AND request_id = CAST(:request_id AS uuid) AND kind = :kind AND candidate = :candidate"
)
_LEAVES = text("SELECT hash FROM audit.leaf WHERE tenant = :tenant AND index >= :first AND index < :end ORDER BY index")
_NODES = text(
    "SELECT hash FROM audit.node WHERE tenant = :tenant AND level = :level AND index >= :first AND index < :end"
    " ORDER BY index"
)
_STORED_LEVEL_MAX = 7


@dataclass(frozen=True, slots=True)
class Log:
    """One tenant's log."""

    tenant: str

    def checkpoint(self, connection: Connection) -> bytes:
        """Return the newest checkpoint's note; raises NotFound if nothing is signed."""
        note = connection.execute(_CHECKPOINT, {"tenant": self.tenant}).scalar()
        if note is None:
            raise NotFound("the log has no checkpoint", client_text="There is no log of this name, or not yet.")
        return bytes(note)

    def tile(self, connection: Connection, tile: Tile) -> bytes:
        """Return a tile's hashes side by side; raises NotFound if the log does not have all of them."""
        if tile.level > _STORED_LEVEL_MAX:
            raise NotFound("no log has so many levels")
        hashes = self._hashes(connection, tile.level, tile.index * 256, tile.width)
        if len(hashes) != tile.width:
            raise NotFound("the log is not that long")
        return b"".join(hashes)

    def proof(self, connection: Connection, place: Place) -> bytes:
        """Return a proof file for a record; raises NotFound if no checkpoint has it."""
        values = {"tenant": self.tenant, "request_id": place.request_id, "kind": place.kind}
        index = connection.execute(_INDEX, {**values, "candidate": place.candidate}).scalar()
        note = self.checkpoint(connection)
        size = unverified(note).size
        if index is None or index >= size:
            text_ = "There is no such record in your log, or no checkpoint has it yet: ask again in a minute."
            raise NotFound("no checkpoint has the record", client_text=text_)

        def subtree(start: int, end: int) -> bytes:
            return subtree_of(lambda level, first, count: self._all_hashes(connection, level, first, count), start, end)

        return InclusionProof(index, inclusion_path(index, size, subtree), note).text()

    def _all_hashes(self, connection: Connection, level: int, first: int, count: int) -> Sequence[bytes]:
        hashes = self._hashes(connection, level, first, count)
        if len(hashes) != count:
            raise EvidenceUnavailable(f"the stored tree lacks hashes at level {level} from index {first}")
        return hashes

    def _hashes(self, connection: Connection, level: int, first: int, count: int) -> tuple[bytes, ...]:
        values = {"tenant": self.tenant, "first": first, "end": first + count}
        statement = _NODES if level else _LEAVES
        rows = connection.execute(statement, {**values, "level": level} if level else values)
        return tuple(bytes(node) for node in rows.scalars())

"""Shows the stored Merkle tree: checkpoints, tiles and proofs. Every function is one question to a reader."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection

from audit import stored
from audit.checkpoint import unverified
from audit.proof import InclusionProof
from audit.tiles import TILE_HASHES, Tile
from gateway.errors import NotFound
from gateway.values import Place

_STORED_LEVEL_MAX = 7


@dataclass(frozen=True, slots=True)
class Log:
    """One tenant's log."""

    tenant: str

    def checkpoint(self, connection: Connection) -> bytes:
        """Return the newest checkpoint's note; raises NotFound if nothing is signed."""
        note = stored.newest_checkpoint(connection, self.tenant)
        if note is None:
            raise NotFound("the log has no checkpoint", client_text="There is no log of this name, or not yet.")
        return note

    def tile(self, connection: Connection, tile: Tile) -> bytes:
        """Return a tile's hashes side by side; raises NotFound if the log does not have all of them."""
        if tile.level > _STORED_LEVEL_MAX:
            raise NotFound("no log has so many levels")
        hashes = stored.hashes_there(connection, self.tenant, tile.level, tile.index * TILE_HASHES, tile.width)
        if len(hashes) != tile.width:
            raise NotFound("the log is not that long")
        return b"".join(hashes)

    def proof(self, connection: Connection, place: Place) -> bytes:
        """Return a proof file for a record; raises NotFound if no checkpoint has it."""
        leaf = stored.place_of(connection, uuid.UUID(place.request_id), place.kind, place.candidate)
        note = self.checkpoint(connection)
        size = unverified(note).size
        if leaf is None or leaf[0] != self.tenant or leaf[1] >= size:
            text = "There is no such record in your log, or no checkpoint has it yet: ask again in a minute."
            raise NotFound("no checkpoint has the record", client_text=text)
        path = stored.path_of(connection, self.tenant, leaf[1], size)
        return InclusionProof(leaf[1], path, note).text()

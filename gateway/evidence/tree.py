"""Shows the stored Merkle tree: checkpoints, tiles and proofs. Every function is one question to a reader."""

import uuid
from dataclasses import dataclass

from sqlalchemy import Connection

from audit import stored
from audit.checkpoint import unverified
from audit.exportable import read_chosen
from audit.finding import NoSuchRange, NothingSigned
from audit.proof import ConsistencyProof, InclusionProof, ProvenRecord
from audit.tiles import TILE_HASHES, Tile
from gateway.errors import NotFound, Unprocessable
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

    def record(self, connection: Connection, place: Place) -> ProvenRecord:
        """Return a record with its proof; raises NotFound if no checkpoint has it."""
        leaf = stored.place_of(connection, uuid.UUID(place.request_id), place.kind, place.candidate)
        note = self.checkpoint(connection)
        size = unverified(note).size
        if leaf is None or leaf[0] != self.tenant or leaf[1] >= size:
            text = "There is no such record in your log, or no checkpoint has it yet: ask again in a minute."
            raise NotFound("no checkpoint has the record", client_text=text)
        (found,) = read_chosen(connection, self.tenant, (leaf[1],), size)
        return ProvenRecord(found.hash, found.canonical, InclusionProof(found.index, found.path, note))

    def growth(self, connection: Connection, old_size: int, new_size: int | None) -> ConsistencyProof:
        """Return what leads from one size to another; raises NotFound or Unprocessable if there is no such size."""
        try:
            return stored.growth_of(connection, self.tenant, old_size, new_size)
        except NothingSigned as error:
            raise NotFound(
                "nothing signed", client_text="There is nothing to prove: no checkpoint is signed."
            ) from error
        except NoSuchRange as error:
            raise Unprocessable("no such sizes", client_text=f"There is nothing to prove: {error}.") from error

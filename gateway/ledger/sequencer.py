"""
The sequencer: gives every committed record its place in its tenant's Merkle log, and signs how far that goes.

Never in the path of a request. One leader at a time; whoever else runs waits for the lead. Rows are taken in the order
of their transactions, and only below the oldest transaction that still runs, so that no row can appear before one that
was taken. Everything it knows is in the database: after any failure it reads its state again and goes on.

A checkpoint is signed when a log has grown, and at least once a minute when it has not: that proves that nothing
happened, and shows a stopped sequencer.
"""

import asyncio
import time
from collections.abc import Sequence
from functools import partial

import structlog

from audit.checkpoint import Checkpoint, origin_of, tenant_of
from audit.tiles import TileTree, edge_places
from gateway.errors import LedgerUnavailable
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.log_settings import LogSettings
from gateway.ledger.publishing import Publication, Publisher
from gateway.ledger.sequencing import Node, Place, Placed, SequencerConnection, StoredCheckpoint, Unsequenced
from gateway.ledger.session import pause
from gateway.ledger.witnesses import Witness, is_line_of

_LAG_LOOK_S = 5.0

log = structlog.get_logger()


class Sequencer:
    """Runs until it is told to stop. `lag_s` is for a metric: how long the oldest record waits for its place."""

    def __init__(self, settings: LogSettings, signer: LogSigner, publisher: Publisher) -> None:
        """Prepare; raises SettingsInvalid for a witness that is none. Nothing is opened before `run`."""
        self._settings = settings
        self._signer = signer
        self._publisher = publisher
        self._witnesses = tuple(Witness.parse(text) for text in settings.witnesses)
        self._trees: dict[str, TileTree] = {}
        self._checkpoints: dict[str, StoredCheckpoint | None] = {}
        self._signed_s: dict[str, float] = {}
        self.diverged: set[str] = set()
        self._lag_looked_s = 0.0
        self.lag_s = 0.0
        self.is_leader = False
        self.stepped = asyncio.Event()

    @property
    def signed_age_s(self) -> float:
        """How long ago the log was signed that was signed longest ago; 0 for who does not lead."""
        return time.monotonic() - min(self._signed_s.values()) if self.is_leader and self._signed_s else 0.0

    async def run(self, stopping: asyncio.Event) -> None:
        """Sequence until `stopping` is set; a database that fails is tried again, with pauses."""
        while not stopping.is_set():
            try:
                await self._run_connected(stopping)
            except LedgerUnavailable as error:
                log.warning("sequencer.interrupted", reason=error.reason)
            self.is_leader = False
            await pause(stopping, self._settings.retry_ms / 1000)

    async def _run_connected(self, stopping: asyncio.Event) -> None:
        connection = await SequencerConnection.open(self._settings.url, self._settings.statement_ms_max)
        try:
            if not await connection.lead():
                return
            self.is_leader = True
            log.info("sequencer.leads")
            await self._lead(connection, stopping)
        finally:
            await connection.close()

    async def _lead(self, connection: SequencerConnection, stopping: asyncio.Event) -> None:
        self._trees.clear()
        self._signed_s.clear()
        self._checkpoints = {
            tenant: await connection.newest_checkpoint(tenant) for tenant in await connection.tenants()
        }
        await self._compare(connection)
        place = await self._adopted(connection, stopping)
        while not stopping.is_set():
            rows = await connection.take(place, self._settings.batch_records_max)
            if rows:
                place = rows[-1].place
                await self._store(connection, rows, place)
            await self._look_at_lag(connection, place, is_behind=bool(rows))
            await self._sign_due(connection)
            self.stepped.set()
            if len(rows) < self._settings.batch_records_max:
                await pause(stopping, self._settings.sequence_ms / 1000)

    async def _adopted(self, connection: SequencerConnection, stopping: asyncio.Event) -> Place:
        """Return the place to go on from; in a database that came from another cluster, first place what has none."""
        place = await connection.place()
        if place is not None:
            return place
        horizon = await connection.horizon()
        while not await connection.is_past(horizon) and not stopping.is_set():
            await pause(stopping, self._settings.sequence_ms / 1000)
        while rows := await connection.take_any(self.diverged, self._settings.batch_records_max):
            await self._store(connection, rows, None)
        await self._store(connection, (), Place(horizon))
        log.info("sequencer.adopted")
        return Place(horizon)

    async def _store(self, connection: SequencerConnection, rows: Sequence[Unsequenced], place: Place | None) -> None:
        """
        Append the rows to their trees and make that durable; a failure leaves no half-grown tree behind.

        A log that contradicts what was signed gets nothing: its next index is one that was given before. Until that is
        mended the place is not kept, so that the next start finds what was left out.
        """
        placed: list[Placed] = []
        nodes: list[Node] = []
        for tenant in dict.fromkeys(row.tenant for row in rows if row.tenant not in self.diverged):
            tree = await self._tree(connection, tenant)
            for row in rows:
                if row.tenant == tenant:
                    placed.append(Placed(row, tree.size))
                    tree.append(row.leaf)
            nodes.extend(Node(tenant, *node) for node in tree.complete)
            tree.complete.clear()
        await connection.store(placed, nodes, None if self.diverged else place)

    async def _tree(self, connection: SequencerConnection, tenant: str) -> TileTree:
        """Return the right edge of a tenant's tree."""
        if tenant not in self._trees:
            self._trees[tenant] = await self._edge(connection, tenant, await connection.size(tenant))
        return self._trees[tenant]

    async def _edge(self, connection: SequencerConnection, tenant: str, size: int) -> TileTree:
        """Return the right edge that a tenant's tree had with so many leaves."""
        tree = TileTree(size)
        for level, first, count in edge_places(size):
            tree.edges[level].extend(await connection.hashes(tenant, level, first, count))
        return tree

    async def _look_at_lag(self, connection: SequencerConnection, place: Place, *, is_behind: bool) -> None:
        """Say so when records wait too long: a transaction that does not end holds up everything behind it."""
        now_s = time.monotonic()
        if now_s - self._lag_looked_s < _LAG_LOOK_S and not is_behind:
            return
        self._lag_looked_s = now_s
        self.lag_s = await connection.lag_s(place)
        if self.lag_s > self._settings.lag_s_max:
            log.error("sequencer.lags", lag_s=round(self.lag_s))

    async def _compare(self, connection: SequencerConnection) -> None:
        """Find logs that do not continue what was signed: they get no place and no checkpoint any more."""
        self.diverged.clear()
        signed = [(one.tenant, one.size, one.root) for one in self._checkpoints.values() if one is not None]
        for origin, checkpoint in self._publisher.published():
            tenant = tenant_of(self._settings.origin, origin)
            if tenant is not None:
                signed.append((tenant, checkpoint.size, checkpoint.root))
        for tenant, size, root in signed:
            stored = await connection.size(tenant)
            if stored < size or (await self._edge(connection, tenant, size)).root() != root:
                self.diverged.add(tenant)
                log.critical("sequencer.diverged", tenant=tenant, stored_size=stored, signed_size=size)

    async def _sign_due(self, connection: SequencerConnection) -> None:
        """Sign and publish the checkpoints that are due; a clock that was set back neither stops nor hurries them."""
        now_s = time.monotonic()
        for tenant in {*self._checkpoints, *self._trees} - self.diverged:
            newest = self._checkpoints.get(tenant)
            tree = await self._tree(connection, tenant)
            has_grown = newest is None or tree.size > newest.size
            rest_s = self._settings.checkpoint_ms_min / 1000 if has_grown else self._settings.checkpoint_s_max
            if now_s - self._signed_s.get(tenant, -rest_s) >= rest_s:
                self._signed_s[tenant] = now_s
                await self._sign(connection, tenant, tree, newest)

    async def _sign(
        self, connection: SequencerConnection, tenant: str, tree: TileTree, newest: StoredCheckpoint | None
    ) -> None:
        checkpoint = Checkpoint(origin_of(self._settings.origin, tenant), tree.size, tree.root())
        time_s = max(int(time.time()), newest.time_s if newest else 0)  # in the log, time never runs backwards
        note = self._signer.sign(checkpoint, time_s)
        stored = StoredCheckpoint(tenant, tree.size, checkpoint.root, time_s, note)
        await connection.store_checkpoint(stored)
        self._checkpoints[tenant] = stored
        if newest is not None and newest.size == checkpoint.size:
            note += await self._cosigned(connection, tenant, checkpoint)
        await self._publisher.publish(Publication(checkpoint, note, partial(connection.hashes, tenant)))

    async def _cosigned(self, connection: SequencerConnection, tenant: str, checkpoint: Checkpoint) -> bytes:
        """Return what our witnesses said of a checkpoint that is signed anew: it is over the same text, so it holds."""
        lines = await connection.cosignatures(tenant, checkpoint.size)
        keys = [one.key for one in self._witnesses]
        return b"".join(line for line in lines if any(is_line_of(key, checkpoint, line) for key in keys))

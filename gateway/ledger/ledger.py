"""The audit log on Postgres: what the flow and the edge see of it."""

from collections.abc import Mapping
from typing import Self

from audit.record import Kind
from gateway.errors import LedgerUnavailable
from gateway.ledger.attempt import Appender, LedgerAttempt
from gateway.ledger.checkpoints import BundleSigner
from gateway.ledger.keys import LedgerKeys, load_ledger_keys
from gateway.ledger.opening import TextOpener
from gateway.ledger.seal import ReceiptSeal, Sealer, new_id
from gateway.ledger.settings import LedgerSettings
from gateway.ledger.vault import Vault
from gateway.ledger.writer import GroupCommitWriter
from gateway.values import Event, Receipt


class PostgresLedger:
    """
    The `Ledger` port on Postgres. `start` it inside the event loop that uses it, `stop` it there too.

    `seal` is the `Seal` port for the receipts that it issues, `opener` the `Opener` port for the texts that it sealed,
    `signer` the `ExportSigner` port.
    """

    def __init__(self, settings: LedgerSettings, keys: LedgerKeys) -> None:
        """Prepare; nothing is opened before `start`."""
        writer_id = new_id()
        vault = self._vault = Vault(keys, writer_id, settings.data_keys_max)
        sealer = self._sealer = Sealer(vault, writer_id)
        self.seal = ReceiptSeal(keys)
        self.opener = TextOpener(vault)
        self.signer = BundleSigner(keys.signing)
        self._writer = GroupCommitWriter(settings, sealer, vault)
        self._appender = Appender(self._writer, sealer, self.seal, settings.append_ms_max / 1000)

    @classmethod
    def from_settings(cls, settings: LedgerSettings, *, create_keys: bool) -> Self:
        """Read the keys from the files that the settings name; `create_keys` makes missing ones (embedded mode)."""
        return cls(settings, load_ledger_keys(settings, create=create_keys))

    @property
    def lost_count(self) -> int:
        """How many events could not be recorded since the start."""
        return self._writer.lost_count

    async def start(self) -> None:
        """Connect and check the role; raises SettingsInvalid if it can do more than INSERT, or LedgerUnavailable."""
        await self._writer.start()

    async def stop(self) -> None:
        """Write what waits, within the settings' deadline, and disconnect."""
        await self._writer.stop()

    def attempt(self, opening: Event) -> LedgerAttempt:
        """Open an attempt: entering it queues `opening` at once, without waiting."""
        return LedgerAttempt(self._appender, opening)

    async def record(self, event: Event) -> Receipt:
        """Make an event durable and return its receipt; raises LedgerUnavailable if it is not by the deadline."""
        (row,) = await self._appender.durable(self._appender.queue((event,)))
        return self._appender.receipt(row)

    async def note(self, event: Event) -> None:
        """Append an event that releases nothing and wait for it; a loss is counted, not raised."""
        try:
            await self._appender.durable(self._appender.queue((event,)))
        except LedgerUnavailable:
            return  # counted by the writer; a gap record will say so

    async def record_deed(self, kind: Kind, tenant: str, details: Mapping[str, str | int]) -> str:
        """Make a record of what an operator or the worker does; return its request id once it is durable."""
        draft = self._sealer.keyless(kind, tenant, details)
        await self._appender.durable(self._writer.submit((draft,)))
        return draft.record.request_id

    def owner_digest(self, tenant: str, subject: str) -> str:
        """Return the digest under which a subject's data keys are kept."""
        return self._vault.owner_digest(tenant, subject)

    async def probe(self) -> None:
        """Return if a write is durable now; raise LedgerUnavailable if not."""
        await self._appender.durable(self._appender.queue_probe())

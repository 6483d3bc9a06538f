"""What `gateway hold` and `gateway shred` share: the settings' file, and a keeper that records what it does."""

import asyncio
import getpass
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from gateway.errors import SettingsInvalid
from gateway.ledger.keeper import Keeper
from gateway.ledger.keeping import KeeperConnection, KeepingRefused
from gateway.ledger.ledger import PostgresLedger
from gateway.settings import Settings, load

_APPEND_MS_MAX = 10_000  # an operator waits longer than an IDE


def run(config: Path, work: Callable[[Keeper, KeeperConnection, PostgresLedger], Awaitable[None]]) -> int:
    """Do the work with the keeper of a settings file; return 1 if a check of the database refused it."""
    settings = load(config)
    if not settings.keeping.url:
        raise SettingsInvalid("keeping.url is not set: it needs a login with the role gateway_keeper")

    async def working() -> None:
        async with _keeping(settings) as (keeper, connection, ledger):
            await work(keeper, connection, ledger)

    try:
        asyncio.run(working())
    except KeepingRefused as refused:
        sys.stderr.write(f"refused: {refused.reason}\n")
        return 1
    return 0


@asynccontextmanager
async def _keeping(settings: Settings) -> AsyncIterator[tuple[Keeper, KeeperConnection, PostgresLedger]]:
    patient = replace(settings.ledger, append_ms_max=_APPEND_MS_MAX)
    ledger = PostgresLedger.from_settings(patient, create_keys=False)
    async with await KeeperConnection.open(settings.keeping.url, settings.keeping.statement_ms_max) as connection:
        await ledger.start()
        try:
            yield Keeper(settings.keeping, connection, ledger), connection, ledger
        finally:
            await ledger.stop()


def operator() -> str:
    """Return who runs the command, as far as the machine knows."""
    return getpass.getuser()

"""What `gateway hold` and `gateway shred` share: the settings' file, and a keeper that records what it does."""

import asyncio
import getpass
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from gateway.errors import SettingsInvalid
from gateway.ledger.keeper import Keeper, keeping
from gateway.ledger.keeping import KeeperConnection, KeepingRefused
from gateway.ledger.ledger import PostgresLedger
from gateway.settings import load


def run(config: Path, work: Callable[[Keeper, KeeperConnection, PostgresLedger], Awaitable[None]]) -> int:
    """Do the work with the keeper of a settings file; return 1 if a check of the database refused it."""
    settings = load(config)
    if not settings.keeping.url:
        raise SettingsInvalid("keeping.url is not set: it needs a login with the role gateway_keeper")

    async def working() -> None:
        async with keeping(settings.keeping, settings.ledger) as (keeper, connection, ledger):
            await work(keeper, connection, ledger)

    try:
        asyncio.run(working())
    except KeepingRefused as refused:
        sys.stderr.write(f"refused: {refused.reason}\n")
        return 1
    return 0


def operator() -> str:
    """Return who runs the command, as far as the machine knows."""
    return getpass.getuser()

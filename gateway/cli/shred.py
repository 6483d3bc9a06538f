"""`gateway shred`: erase a subject's texts and names by destroying their keys; every proof still holds."""

import argparse
import sys
from pathlib import Path

from gateway.cli.parsers import Commands, command
from gateway.cli.times import month

_EXAMPLES = (
    "gateway shred --config gateway.toml --tenant acme --subject alice@example.com --reason 'request 17, GDPR Art. 17'",
    "gateway shred --config gateway.toml --tenant acme --subject alice@example.com --month 2026-03 --reason 'leak'",
)


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    text = "destroy a subject's data keys and names: texts become unreadable, proofs stay; a hold beats it"
    parser = command(commands, "shred", text, _EXAMPLES, _run)
    parser.add_argument("--config", type=Path, required=True, help="settings file (TOML) with [keeping] and [ledger]")
    parser.add_argument("--tenant", required=True, help="whose log")
    parser.add_argument("--subject", required=True, help="as tokens name it; the record names its keyed digest only")
    parser.add_argument("--month", type=month, metavar="YYYY-MM", help="this month alone (all months)")
    parser.add_argument("--reason", required=True, help="why; it becomes part of the record, so name no person")


def _run(chosen: argparse.Namespace) -> int:
    from gateway.cli import keeping  # noqa: PLC0415 (imports the ledger: only when asked)
    from gateway.ledger.keeper import Keeper  # noqa: PLC0415
    from gateway.ledger.keeping import KeeperConnection  # noqa: PLC0415
    from gateway.ledger.ledger import PostgresLedger  # noqa: PLC0415

    async def work(keeper: Keeper, _: KeeperConnection, ledger: PostgresLedger) -> None:
        await keeper.finish_shreds()
        owner = ledger.owner_digest(chosen.tenant, chosen.subject)
        done = await keeper.shred(chosen.tenant, owner, chosen.month, chosen.reason, keeping.operator())
        counts = f"{done.keys} data keys, {done.names} names and {done.fingerprints} fingerprints"
        sys.stdout.write(f"{counts} are destroyed (shred {done.epoch})\n")

    return keeping.run(chosen.config, work)

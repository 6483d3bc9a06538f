"""`gateway hold`: keep what a court or an investigation needs, whatever retention and erasure say."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from gateway.cli.parsers import Commands, command
from gateway.cli.times import moment

if TYPE_CHECKING:
    from gateway.ledger.keeping import Hold

_ADD = (
    "gateway hold add --config gateway.toml --tenant acme --subject alice@example.com --reason 'case 4711'",
    "gateway hold add --config gateway.toml --repository acme/shop --since 2026-03-01 --reason audit",
)
_LIST = ("gateway hold list --config gateway.toml", "gateway hold list --config gateway.toml --all")
_LIFT = ("gateway hold lift 01a2b3c4-… --config gateway.toml --reason 'case closed'",)


def register(commands: Commands) -> None:
    """Add the command with its three verbs."""
    text = "legal holds: what is held is neither dropped nor shredded; each hold and lift is a record"
    parser = command(commands, "hold", text, (*_ADD, *_LIST, *_LIFT), _run)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="add | list | lift")
    _register_add(verbs)
    shown = command(verbs, "list", "show the holds in force, or all that ever were", _LIST, _run)
    shown.add_argument("--all", action="store_true", help="lifted ones, too")
    lifted = command(verbs, "lift", "end a hold", _LIFT, _run)
    lifted.add_argument("hold", metavar="ID", help="the hold's id, as `list` shows it")
    lifted.add_argument("--reason", required=True, help="why it ends; it becomes part of the record")
    for verb in verbs.choices.values():
        verb.add_argument("--config", type=Path, required=True, help="settings file (TOML) with [keeping] and [ledger]")


def _register_add(verbs: Commands) -> None:
    added = command(
        verbs, "add", "hold a subject, a repository, a tenant or a time; what is given narrows it", _ADD, _run
    )
    added.add_argument("--tenant", help="whose log")
    added.add_argument("--subject", help="as tokens name it; needs --tenant. Only its keyed digest is stored")
    added.add_argument("--repository", help="as the records name it")
    added.add_argument("--since", type=moment, metavar="TIME", help="from this time on (ISO 8601, UTC if no zone)")
    added.add_argument("--until", type=moment, metavar="TIME", help="before this time")
    added.add_argument("--reason", required=True, help="why; it becomes part of the record, so name no person")


def _run(chosen: argparse.Namespace) -> int:
    from gateway.cli import keeping  # noqa: PLC0415 (imports the ledger: only when asked)
    from gateway.errors import SettingsInvalid  # noqa: PLC0415
    from gateway.ledger.keeper import Keeper  # noqa: PLC0415
    from gateway.ledger.keeping import HoldScope, KeeperConnection  # noqa: PLC0415
    from gateway.ledger.ledger import PostgresLedger  # noqa: PLC0415

    if chosen.verb == "add" and chosen.subject and not chosen.tenant:
        raise SettingsInvalid("--subject needs --tenant: the same name may be another person elsewhere")

    async def work(keeper: Keeper, connection: KeeperConnection, ledger: PostgresLedger) -> None:
        if chosen.verb == "list":
            for hold in await connection.holds():
                if chosen.all or hold.lifted is None:
                    sys.stdout.write(_line(hold))
        elif chosen.verb == "lift":
            await keeper.lift(chosen.hold, chosen.reason, keeping.operator())
        else:
            scope = HoldScope(
                tenant=chosen.tenant,
                owner=ledger.owner_digest(chosen.tenant, chosen.subject) if chosen.subject else None,
                repository=chosen.repository,
                since=chosen.since,
                until=chosen.until,
            )
            sys.stdout.write(await keeper.hold(scope, chosen.reason, keeping.operator()) + "\n")

    return keeping.run(chosen.config, work)


def _line(hold: "Hold") -> str:
    """Return a hold in one line."""
    scope = hold.scope
    parts = {
        "tenant": scope.tenant,
        "owner": scope.owner,
        "repository": scope.repository,
        "since": scope.since.isoformat() if scope.since else None,
        "until": scope.until.isoformat() if scope.until else None,
        "lifted": hold.lifted.isoformat() if hold.lifted else None,
    }
    given = " ".join(f"{name}={value}" for name, value in parts.items() if value)
    return f"{hold.hold_id} {hold.placed.isoformat()} by {hold.placed_by}: {given} ({hold.reason})\n"

"""`gateway keys`: name the ledger's keys, and wrap data keys by a new wrapping key, while gateways run."""

import argparse
import asyncio
import sys
from pathlib import Path

from gateway.cli.parsers import Commands, command

_PIN = ("gateway keys pin-owner --config gateway.toml --out keys/owner.key",)
_ROTATE = ("gateway keys rotate-wrapping --config gateway.toml",)
_SHOW = ("gateway keys show --config gateway.toml",)


def register(commands: Commands) -> None:
    """Add the command with its verbs."""
    text = "the ledger's keys: name them, wrap data keys anew"
    parser = command(commands, "keys", text, (*_SHOW, *_PIN, *_ROTATE), _show)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="show | pin-owner | rotate-wrapping")
    shown = command(verbs, "show", "name the keys that the settings give; nothing secret is printed", _SHOW, _show)
    text = "write the key that names owners to a file of its own, so that the wrapping key can be rotated"
    pinned = command(verbs, "pin-owner", text, _PIN, _pin)
    pinned.add_argument("--out", type=Path, required=True, help="the new file, for [ledger] owner_key_file")
    text = "wrap every data key by the wrapping key in force; run it again when the last old gateway is gone"
    rotated = command(verbs, "rotate-wrapping", text, _ROTATE, _rotate)
    for verb in (shown, pinned, rotated):
        verb.add_argument("--config", type=Path, required=True, help="settings file (TOML) with [ledger]")


def _show(chosen: argparse.Namespace) -> int:
    from gateway.ledger.keys import load_ledger_keys  # noqa: PLC0415 (imports the ledger: only when asked)
    from gateway.settings import load  # noqa: PLC0415

    settings = load(chosen.config)
    keys = load_ledger_keys(settings.ledger, create=False)
    sys.stdout.write(f"wrapping {keys.wrapping_id} in force\n")
    sys.stdout.writelines(f"wrapping {name} retired\n" for name in keys.retired)
    sys.stdout.write(f"signing {keys.signing_id} in force\n")
    sys.stdout.writelines(f"signing {file} retired\n" for file in settings.log.retired_signing_key_files)
    sys.stdout.write(f"owners {'by their own key' if keys.owner else 'by the wrapping key: see pin-owner'}\n")
    return 0


def _pin(chosen: argparse.Namespace) -> int:
    from gateway.ledger.keys import load_ledger_keys, write_key  # noqa: PLC0415 (imports the ledger: only when asked)
    from gateway.ledger.vault import owner_key  # noqa: PLC0415
    from gateway.settings import load  # noqa: PLC0415

    write_key(chosen.out, owner_key(load_ledger_keys(load(chosen.config).ledger, create=False)))
    sys.stdout.write(f"set owner_key_file = {str(chosen.out)!r} in [ledger] of every gateway\n")
    return 0


def _rotate(chosen: argparse.Namespace) -> int:
    from gateway.errors import SettingsInvalid  # noqa: PLC0415
    from gateway.ledger.keeping import KeeperConnection  # noqa: PLC0415 (imports the ledger: only when asked)
    from gateway.ledger.keys import load_ledger_keys  # noqa: PLC0415
    from gateway.ledger.seal import new_id  # noqa: PLC0415
    from gateway.ledger.vault import Vault  # noqa: PLC0415
    from gateway.settings import load  # noqa: PLC0415

    settings = load(chosen.config)
    if not settings.keeping.url:
        raise SettingsInvalid("keeping.url is not set: it needs a login with the role gateway_keeper")
    keys = load_ledger_keys(settings.ledger, create=False)
    vault = Vault(keys, new_id(), settings.ledger.data_keys_max)

    async def rotating() -> int:
        async with await KeeperConnection.open(settings.keeping.url, settings.keeping.statement_ms_max) as connection:
            return await connection.rewrap_all(vault, keys.wrapping_id)

    count = asyncio.run(rotating())
    sys.stdout.write(f"{count} data keys are wrapped anew by {keys.wrapping_id}\n")
    return 0

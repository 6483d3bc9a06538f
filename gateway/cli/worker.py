"""`gateway worker`: the work behind the service, until Ctrl-C."""

import argparse
from pathlib import Path

from gateway.cli.parsers import Commands, command


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    text = "sequence the audit log, sign and publish its checkpoints, until Ctrl-C; several may run, one of them leads"
    parser = command(commands, "worker", text, ("gateway worker --config gateway.toml",), _run)
    parser.add_argument("--config", type=Path, required=True, help="settings file (TOML), the same as the service's")


def _run(chosen: argparse.Namespace) -> int:
    from gateway.cli import running  # noqa: PLC0415 (imports the whole service: only when working)

    running.run(running.work_configured(chosen.config))
    return 0

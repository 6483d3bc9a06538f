"""`gateway token`: make a token for the embedded gateway. A real deployment's identity provider makes its own."""

import argparse
import sys
from pathlib import Path

from gateway.cli.parsers import Commands, command
from gateway.values import Role

_HOURS_MAX = 744


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = (
        "gateway token --subject alice --role developer",
        "gateway token --subject ci-runner --role ci --profile strict --hours 1",
    )
    parser = command(commands, "token", "print a token for the embedded gateway", examples, _run)
    parser.add_argument("--subject", required=True, help="who")
    roles = [role.value for role in Role]
    parser.add_argument("--role", required=True, action="append", choices=roles, help="may be given several times")
    parser.add_argument("--tenant", default="demo", help="whose (%(default)s)")
    parser.add_argument("--profile", help="policy profile, standard if not given")
    parser.add_argument("--hours", type=_hours, default=12.0, help="how long it lives, up to 744 (%(default)s)")
    parser.add_argument(
        "--data", type=Path, default=Path(".gateway"), help="folder of the embedded parts (%(default)s)"
    )


def _hours(text: str) -> float:
    hours = float(text)
    if not 0 < hours <= _HOURS_MAX:
        raise argparse.ArgumentTypeError(f"{text} is not between 0 and {_HOURS_MAX}")
    return hours


def _run(chosen: argparse.Namespace) -> int:
    from gateway.launch import issuer  # noqa: PLC0415 (imports the embedded parts: only when asked for a token)

    token = issuer(chosen.data).token(
        chosen.subject,
        roles=tuple(chosen.role),
        tenant=chosen.tenant,
        profile=chosen.profile,
        lifetime_s=round(chosen.hours * 3600),
    )
    sys.stdout.write(token + "\n")
    return 0

"""`gateway demo`: the tour."""

import argparse

from gateway.cli.parsers import Commands, command


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    text = "take the tour on embedded parts; exits non-zero if any promise failed"
    parser = command(commands, "demo", text, ("gateway demo", "gateway demo --requests 20"), _run)
    parser.add_argument(
        "--requests",
        type=int,
        choices=range(1, 1001),
        metavar="N",
        default=100,
        help="requests that the last step times (%(default)s)",
    )


def _run(chosen: argparse.Namespace) -> int:
    from gateway import demo  # noqa: PLC0415 (imports the whole service: only for the tour)

    return demo.main(chosen.requests)

"""Use your own code model without having to trust what it writes."""

import argparse
import sys
from importlib.metadata import version

from gateway.cli import backup, demo, hold, keys, migrate, policy, scan, serve, shred, token, worker
from gateway.errors import GatewayError

_COMMANDS = (demo, serve, worker, token, migrate, backup, hold, shred, keys, scan, policy)
_EXAMPLES = """\
examples:
  gateway demo                                    a tour on embedded parts, three minutes at most
  gateway serve --embedded                        serve until Ctrl-C; prints a token and a curl line
  gateway serve --config gateway.toml             serve with your own Postgres, identity provider and model
  gateway worker --config gateway.toml            the work behind it: the Merkle log and its checkpoints
  gateway token --subject alice --role developer  a token for the embedded gateway
  gateway migrate --database URL                  bring your own Postgres to the schema
  gateway backup --config gateway.toml FOLDER      the whole log into a folder; `gateway restore` brings it back
  gateway hold list --config gateway.toml         legal holds: add, list, lift
  gateway shred --tenant T --subject S ...        erase a subject's texts and names; proofs stay
  gateway keys rotate-wrapping --config FILE      wrap data keys by a new key, while gateways run
  gateway scan --profile strict file.py           scan without a model
  gateway policy check                            prove every rule of a bundle on its own samples
"""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(
        prog="gateway", description=__doc__, epilog=_EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--version", action="version", version=version("code-model-gateway"))
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for command in _COMMANDS:
        command.register(commands)
    chosen = parser.parse_args(arguments)
    try:
        code: int = chosen.run(chosen)
    except GatewayError as failure:
        sys.stderr.write(f"gateway {chosen.command}: {failure.reason}\n")
        return 2
    except KeyboardInterrupt:
        return 130
    return code

"""`gateway serve`: run the service, on your own parts or on embedded ones."""

import argparse
from pathlib import Path

from gateway.cli.parsers import Commands, command


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = ("gateway serve --embedded", "gateway serve --config gateway.toml")
    parser = command(commands, "serve", "serve until Ctrl-C", examples, _run)
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--config", type=Path, help="settings file (TOML)")
    source.add_argument("--embedded", action="store_true", help="bring Postgres, keys, an issuer and a local model")
    parser.add_argument(
        "--data", type=Path, default=Path(".gateway"), help="folder of the embedded parts (%(default)s)"
    )
    parser.add_argument("--listen", default="127.0.0.1:8080", help="HOST:PORT with --embedded (%(default)s)")
    parser.add_argument("--model-url", help="a TGI server to use instead of the local model, with --embedded")
    parser.add_argument("--announce", action="store_true", help="print one JSON line with the port when listening")


def _run(chosen: argparse.Namespace) -> int:
    from gateway.cli import running  # noqa: PLC0415 (imports the whole service: only when serving)

    if chosen.embedded:
        from gateway.cli import running_embedded  # noqa: PLC0415 (database migrations and a model: only when embedded)

        running.run(running_embedded.serve_embedded(chosen.data, chosen.listen, chosen.model_url))
    else:
        running.run(running.serve_configured(chosen.config, announce=chosen.announce))
    return 0

"""`gateway scan`: scan code without a model, with the very engines and policy of the service."""

import argparse
import sys
from pathlib import Path

from gateway.cli.parsers import Commands, command


def register(commands: Commands) -> None:
    """Add the command to the parser."""
    examples = (
        "gateway scan app.py lib/util.js",
        "gateway scan --profile strict --language python - < snippet.txt",
        'echo \'{"id": "1", "language": "python", "code": "eval(x)"}\' | gateway scan --jsonl',
    )
    text = "scan files, or JSON lines from standard input; exit 0 nothing blocked, 1 something blocked, 2 usage"
    parser = command(commands, "scan", text, examples, _run)
    parser.add_argument("files", nargs="*", metavar="FILE", help="files to scan as one completion each; - reads stdin")
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help="read JSON lines {id, language, code, prefix?, suffix?, filepath?, modules?}",
    )
    parser.add_argument("--profile", default="standard", help="policy profile (%(default)s)")
    parser.add_argument("--language", help="the files' language (default: from the file name)")
    parser.add_argument("--policy", type=Path, metavar="FOLDER", help="bundle to use (default: the bundled `standard`)")
    parser.add_argument(
        "--packages", default="", metavar="FOLDER", help="indexes of packages, pypi.txt and npm.txt (default: none)"
    )
    parser.add_argument(
        "--jobs", type=int, default=2, choices=range(1, 65), metavar="N", help="scans at a time (%(default)s)"
    )


def _run(chosen: argparse.Namespace) -> int:
    from gateway.cli import scanning  # noqa: PLC0415 (imports the scanners: only when scanning)

    if chosen.jsonl == bool(chosen.files):
        sys.stderr.write("gateway scan: give files, or --jsonl and lines on standard input\n")
        return 2
    return scanning.run(chosen)

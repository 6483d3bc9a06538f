"""`gateway policy check` and `gateway policy show`."""

import argparse
import asyncio
import json
import logging
import sys
from pathlib import Path

from gateway.cli.parsers import Commands, command


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    examples = ("gateway policy check", "gateway policy check policies/standard", "gateway policy show")
    parser = command(commands, "policy", "check or show a policy bundle", examples, _run)
    parser.add_argument("what", choices=("check", "show"), help="check: run every rule on its samples with the engines")
    parser.add_argument("folder", type=Path, nargs="?", help="the bundle's folder (default: the bundled `standard`)")


def _run(chosen: argparse.Namespace) -> int:
    from gateway import bundles  # noqa: PLC0415 (imports the loaders: only for this command)
    from gateway.settings import bundled  # noqa: PLC0415 (the same)

    folder = chosen.folder or bundled("policies") / "standard"
    if chosen.what == "show":
        bundle = bundles.load(folder)
        known = {"name": bundle.name, "revision": bundle.revision, "rules": sorted(bundle.rules)}
        sys.stdout.write(json.dumps({**known, "profiles": sorted(bundle.profiles)}, indent=1) + "\n")
        return 0
    return asyncio.run(_check(folder))


async def _check(folder: Path) -> int:
    import structlog  # noqa: PLC0415 (the same)

    from gateway.app import check_policy  # noqa: PLC0415 (imports the scanners: only for this command)

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    report = await check_policy(folder)
    sys.stdout.write(report.text())
    return 0 if report.passed else 1

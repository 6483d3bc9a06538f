"""`gateway policy`: check or show a bundle, refresh an index of packages, make an index of public names."""

import argparse
import asyncio
import json
import logging
import sys
from pathlib import Path

from gateway.cli.parsers import Commands, command
from gateway.errors import BadRequest


def register(commands: Commands) -> None:
    """Add the commands to the parser."""
    examples = (
        "gateway policy check",
        "gateway policy check policies/standard",
        "gateway policy show",
        "gateway policy packages https://mirror.example/simple/ --ecosystem pypi --out indexes/pypi.txt",
        "gateway policy packages names.txt --ecosystem npm --out indexes/npm.txt",
        "gateway policy names site-packages/pandas --out policies/ours/names/python/pandas.txt",
    )
    parser = command(commands, "policy", "check or show a policy bundle, refresh its indexes", examples, _run)
    parser.add_argument(
        "what",
        choices=("check", "show", "packages", "names"),
        help="check: run every rule on its samples with the engines; packages: make or refresh an index of packages; "
        "names: make an index of the public names of Python packages",
    )
    parser.add_argument(
        "source",
        nargs="?",
        help="the bundle's folder (default: the bundled `standard`); for packages a mirror's address or a file, "
        "for names a folder of stubs or source",
    )
    parser.add_argument("--ecosystem", default="pypi", help="packages: pypi, npm, go or crates (%(default)s)")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="names: a package to leave out")
    parser.add_argument("--out", type=Path, metavar="FILE", help="packages, names: the index to write")


def _run(chosen: argparse.Namespace) -> int:
    if chosen.what == "packages":
        return _packages(chosen)
    if chosen.what == "names":
        return _names(chosen)
    from gateway import bundles  # noqa: PLC0415 (imports the loaders: only for this command)

    folder = Path(chosen.source) if chosen.source else bundles.standard_folder()
    if chosen.what == "show":
        bundle = bundles.load(folder)
        known = {"name": bundle.name, "revision": bundle.revision, "rules": sorted(bundle.rules)}
        sys.stdout.write(json.dumps({**known, "profiles": sorted(bundle.profiles)}, indent=1) + "\n")
        return 0
    return asyncio.run(_check(folder))


def _packages(chosen: argparse.Namespace) -> int:
    """Write the index, all or nothing; names that it held before keep their place."""
    from gateway.cli.mirrors import names_from  # noqa: PLC0415 (imports a client: only for this command)
    from gateway.scan.package_index import ECOSYSTEMS, read_index, usual, written  # noqa: PLC0415 (the same)

    if not chosen.source or chosen.out is None or chosen.ecosystem not in ECOSYSTEMS:
        raise BadRequest(f"packages wants a source, --out FILE and --ecosystem {', '.join(ECOSYSTEMS)}")
    before = read_index(chosen.out, chosen.ecosystem) if chosen.out.exists() else None
    spelt = usual(chosen.ecosystem)
    names = {spelt(name) for name in names_from(chosen.source)}
    unfinished = chosen.out.with_name(f"{chosen.out.name}.new")
    unfinished.write_text(written(names, before=before), encoding="utf-8")
    unfinished.replace(chosen.out)
    held = len(before.places) if before is not None else 0
    sys.stdout.write(f"{chosen.out}: {len(names)} names of {chosen.ecosystem}, {held} before\n")
    return 0


def _names(chosen: argparse.Namespace) -> int:
    """Write the index; what is too long for one file of a bundle goes on in `FILE-2`, `FILE-3` and so on."""
    from gateway.cli.names import index_of, parts_of  # noqa: PLC0415 (only for this command)

    if not chosen.source or chosen.out is None:
        raise BadRequest("names wants a folder of stubs or source, and --out FILE")
    parts = parts_of(index_of([chosen.source], without=chosen.without))
    for number, part in enumerate(parts, start=1):
        out = chosen.out.with_stem(f"{chosen.out.stem}-{number}") if number > 1 else chosen.out
        out.write_text(part, encoding="utf-8")
    sys.stdout.write(f"{chosen.out}: {sum(part.count(chr(10)) for part in parts)} entries in {len(parts)} files\n")
    return 0


async def _check(folder: Path) -> int:
    import structlog  # noqa: PLC0415 (the same)

    from gateway.app import check_policy  # noqa: PLC0415 (imports the scanners: only for this command)

    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    report = await check_policy(folder)
    sys.stdout.write(report.text())
    return 0 if report.passed else 1

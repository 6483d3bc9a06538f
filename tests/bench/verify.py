"""
How long an auditor waits: verifies an export of a million records. `python -m tests.bench.verify [--records N]`.

The export is written first (3 GB for a million: requests and completions as the gateway seals them, each with its own
sequence number), and removed at the end. It is verified in a process of its own, so that its memory is its own, too.
Bounds of issue 4: 60 s and 300 MB for a million records.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from audit.bundle import CHECKPOINT, COLUMNS, LEAVES, MANIFEST, RECORDS, Leaf, Manifest, digest, leaf_line
from audit.merkle import Frontier
from audit.record import leaf_hash
from audit.verify import Trust, verify_bundle
from tests.audit.bundles import TENANT, columns_of, sealed_records
from tests.audit.signing import KEY, ORIGIN, TIMED_KEY, checkpoint_note

RECORDS_FULL = 1_000_000
_PROGRESS_EVERY = 100_000
_SEQUENCE = COLUMNS.index("sequence")

type Progress = Callable[[str], None]


def measure(progress: Progress, records: int) -> dict[str, float]:
    """Return what it takes to verify an export of so many records."""
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        folder = Path(place) / "export"
        _write(folder, records, progress)
        size_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000
        progress(f"verify: {records:,} records, {size_mb:,.0f} MB")
        command = [sys.executable, "-m", "tests.bench.verify", "--folder", str(folder)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)  # noqa: S603 (our own module)
    figures: dict[str, float] = json.loads(done.stdout)
    return {**figures, "export_mb": size_mb, "million_s": figures["wall_s"] * RECORDS_FULL / records}


def report(figures: dict[str, float]) -> None:
    """Print the figures and their limits."""
    print(
        f"\nverify {figures['records']:,.0f} records: {figures['wall_s']:.1f} s wall, {figures['cpu_s']:.1f} s CPU,"
        f" peak {figures['peak_mb']:.0f} MB (bound 300), export {figures['export_mb']:,.0f} MB"
    )
    is_kept = figures["million_s"] <= 60 and figures["peak_mb"] <= 300
    print(f"  a million at that rate: {figures['million_s']:.0f} s (bound 60)  {'ok' if is_kept else 'OVER'}")


def _verified(folder: Path) -> dict[str, float]:
    began, cpu = time.monotonic(), time.process_time()
    verified = verify_bundle(folder, lambda _origin: Trust((KEY, TIMED_KEY)))
    took_s, cpu_s = time.monotonic() - began, time.process_time() - cpu
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"records": verified.count, "wall_s": took_s, "cpu_s": cpu_s, "peak_mb": peak_mb}


def _write(folder: Path, count: int, progress: Progress) -> None:
    folder.mkdir()
    tree = Frontier()
    with (folder / LEAVES).open("wb") as leaves, (folder / RECORDS).open("wb") as records:
        for leaf in _leaves(count):
            tree.append(leaf.hash)
            leaves.write(leaf_line(leaf))
            records.write((leaf.canonical or b"") + b"\n")
            if tree.size % _PROGRESS_EVERY == 0:
                progress(f"verify: {tree.size:,} of {count:,} records written")
    (folder / CHECKPOINT).write_bytes(checkpoint_note(count, tree.root()))
    files = {name: digest(folder / name) for name in (CHECKPOINT, LEAVES, RECORDS)}
    claims = Manifest(origin=ORIGIN, tenant=TENANT, scope="range", start=0, end=count, count=count, pruned=0)
    (folder / MANIFEST).write_text(replace(claims, size=count, root=tree.root(), files=files).text())


def _leaves(count: int) -> Iterator[Leaf]:
    """Yield leaves of a request and a completion in turn, numbered anew."""
    patterns = [(one, list(columns_of(one)), json.loads(one)["sequence"]) for one in sealed_records(2)]
    for index in range(count):
        pattern, columns, sequence = patterns[index % 2]
        canonical = pattern.replace(b'"sequence":%d,' % sequence, b'"sequence":%d,' % (index + 1))
        columns[_SEQUENCE] = index + 1
        yield Leaf(index, leaf_hash(canonical), canonical, tuple(columns))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS_FULL)
    parser.add_argument("--folder", type=Path, help="verify this export only, and print the figures as JSON")
    chosen = parser.parse_args()
    if chosen.folder:
        print(json.dumps(_verified(chosen.folder)))
    else:
        report(measure(lambda text: print(f"bench: {text}", file=sys.stderr, flush=True), chosen.records))
    sys.exit(0)

"""
How long an auditor waits: verifies an export of a million records. `python -m tests.bench.verify [--records N]`.

The export is written first (3 GB for a million: requests and completions as the gateway seals them, each with its own
sequence number), and removed at the end. It is verified by `gateway-audit verify` as an auditor runs it; CPU time and
memory are those of all its processes (pages that they share are counted in each).
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

from audit.bundle import CHECKPOINT, MANIFEST, Manifest, digest
from audit.leaves import COLUMNS, LEAVES, RECORDS, Leaf, leaf_line
from audit.merkle import Frontier
from audit.record import leaf_hash
from tests.audit.bundles import TENANT, columns_of, sealed_records
from tests.audit.signing import KEY, ORIGIN, TIMED_KEY, checkpoint_note
from tests.bench.processes import tree

RECORDS_FULL = 1_000_000
_PROGRESS_EVERY = 100_000
_LOOK_S = 0.02
_SEQUENCE = COLUMNS.index("sequence")

type Progress = Callable[[str], None]


def measure(progress: Progress, records: int, processes: int = 0) -> dict[str, float]:
    """Return what it takes to verify an export of so many records, in so many processes (0: as many as it chooses)."""
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        folder = Path(place) / "export"
        _write(folder, records, progress)
        size_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000
        progress(f"verify: {records:,} records, {size_mb:,.0f} MB")
        (Path(place) / "keys").write_text(f"{KEY}\n{TIMED_KEY}\n")
        command = [sys.executable, "-m", "audit", "verify", str(folder), "--key", str(Path(place) / "keys")]
        command += ["--processes", str(processes)] if processes else []
        figures = _verified(command)
    return {
        **figures,
        "records": records,
        "export_mb": size_mb,
        "million_s": figures["wall_s"] * RECORDS_FULL / records,
        "million_cpu_s": figures["cpu_s"] * RECORDS_FULL / records,
    }


def report(figures: dict[str, float]) -> None:
    """Print the figures and their limit."""
    print(
        f"\nverify {figures['records']:,.0f} records: {figures['wall_s']:.1f} s wall, {figures['cpu_s']:.1f} s CPU,"
        f" {figures['processes']:.0f} processes, peak {figures['peak_mb']:.0f} MB (bound 300),"
        f" export {figures['export_mb']:,.0f} MB"
    )
    is_kept = figures["million_s"] <= 60 and figures["peak_mb"] <= 300
    print(
        f"  a million at that rate: {figures['million_s']:.0f} s (bound 60), {figures['million_cpu_s']:.0f} s of CPU"
        f"  {'ok' if is_kept else 'OVER'}"
    )


def _verified(command: list[str]) -> dict[str, float]:
    """Run the verifier and return what it took, all processes together."""
    began, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    peak_mb, processes = 0.0, 0
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as verifier:  # noqa: S603 (our own module)
        while verifier.poll() is None:
            usage = tree(verifier.pid)
            peak_mb = max(peak_mb, sum(one.rss_mb for one in usage.values()))
            processes = max(processes, len(usage))
            time.sleep(_LOOK_S)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if verifier.returncode:
        raise RuntimeError(f"the verifier ended with status {verifier.returncode}")
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"wall_s": time.monotonic() - began, "cpu_s": cpu_s, "peak_mb": peak_mb, "processes": processes}


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
    parser.add_argument("--processes", type=int, default=0, help="how many (as many as it chooses)")
    chosen = parser.parse_args()
    report(measure(lambda text: print(f"bench: {text}", file=sys.stderr, flush=True), chosen.records, chosen.processes))
    sys.exit(0)

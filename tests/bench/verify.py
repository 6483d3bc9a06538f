"""
How long an auditor waits: verifies an export of a million records. `python -m tests.bench.verify [--records N]`.

The export is written first (3 GB for a million: requests and completions as the gateway seals them, each with its own
sequence number), and removed at the end. Bounds of issue 4: 60 s and 300 MB for a million records.
"""

import argparse
import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from audit.bundle import CHECKPOINT, COLUMNS, LEAVES, MANIFEST, RECORDS, Leaf, Manifest, digest, leaf_line
from audit.merkle import Frontier
from audit.record import leaf_hash
from audit.verify import Trust, verify_bundle
from tests.audit.bundles import TENANT, columns_of, sealed_records
from tests.audit.signing import KEY, ORIGIN, TIMED_KEY, checkpoint_note

_RECORDS = 1_000_000
_SEQUENCE = COLUMNS.index("sequence")


def main(records: int) -> None:
    """Write an export, verify it, and print what that took."""
    with tempfile.TemporaryDirectory(prefix="gateway-bench-") as place:
        folder = Path(place) / "export"
        began = time.monotonic()
        _write(folder, records)
        size_mb = sum(path.stat().st_size for path in folder.iterdir()) / 1_000_000
        print(f"export of {records:,} records written: {size_mb:,.0f} MB, {time.monotonic() - began:.0f} s", flush=True)
        began, cpu = time.monotonic(), time.process_time()
        verified = verify_bundle(folder, lambda _origin: Trust((KEY, TIMED_KEY)))
        took_s, cpu_s = time.monotonic() - began, time.process_time() - cpu
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    per_million = took_s * 1_000_000 / records
    print(f"verified {verified.count:,} records: {took_s:.1f} s wall, {cpu_s:.1f} s CPU, peak {peak_mb:.0f} MB")
    print(f"for a million: {per_million:.0f} s (bound 60 s, 300 MB)")


def _write(folder: Path, count: int) -> None:
    folder.mkdir()
    tree = Frontier()
    with (folder / LEAVES).open("wb") as leaves, (folder / RECORDS).open("wb") as records:
        for leaf in _leaves(count):
            tree.append(leaf.hash)
            leaves.write(leaf_line(leaf))
            records.write((leaf.canonical or b"") + b"\n")
    (folder / CHECKPOINT).write_bytes(checkpoint_note(count, tree.root()))
    files = {name: digest(folder / name) for name in (CHECKPOINT, LEAVES, RECORDS)}
    claims = Manifest(origin=ORIGIN, tenant=TENANT, scope="range", start=0, end=count, count=count, pruned=0)
    (folder / MANIFEST).write_text(replace(claims, files=files).text())


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
    parser.add_argument("--records", type=int, default=_RECORDS)
    main(parser.parse_args().records)
    sys.exit(0)

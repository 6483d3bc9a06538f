"""
Writes a bundle's folder, leaf by leaf, whoever brings the leaves. Needs no database.

The manifest is written last: a folder without one is no bundle, so what broke off cannot pass for whole.
"""

import hashlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Self

from audit.bundle import MANIFEST, SIGNATURE, Manifest, digest
from audit.finding import QueryFailed
from audit.leaves import LEAVES, RECORDS, Leaf, leaf_line
from audit.views import ViewFailed, check_formats, write_view

type Progress = Callable[[int, int], None]
type Report = Callable[[str], Progress]  # a verb -> who is told how far that is
type Signer = Callable[[Manifest], bytes]  # a manifest -> its signed statement

_PROGRESS_EVERY = 2_000


def quiet(_verb: str) -> Progress:
    """Tell nobody how far it is."""
    return lambda _seen, _all: None


class BundleWriter:
    """A new folder, as a context; raises QueryFailed if it cannot be one. `files` are the digests of what is in it."""

    def __init__(self, folder: Path, formats: Sequence[str], expected: int, report: Report = quiet) -> None:
        """Prepare for `expected` leaves and these views."""
        self._folder = folder
        self._formats = tuple(dict.fromkeys(formats))
        self._expected = expected
        self._report = report
        self._progress = report("exported")
        self._hashes = (hashlib.sha256(), hashlib.sha256())
        self.count = self.pruned = 0
        self.files: dict[str, str] = {}

    def __enter__(self) -> Self:
        """Make the folder and open the files of leaves and records."""
        try:
            check_formats(self._formats)
        except ViewFailed as error:
            raise QueryFailed(str(error)) from error
        self._folder.mkdir(parents=True, exist_ok=True)
        if any(self._folder.iterdir()):
            raise QueryFailed(f"{self._folder} is not empty: name a new folder")
        self._leaves = (self._folder / LEAVES).open("wb")
        self._records = (self._folder / RECORDS).open("wb")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the files."""
        self._leaves.close()
        self._records.close()

    def put(self, name: str, content: bytes) -> None:
        """Write a small file."""
        (self._folder / name).write_bytes(content)
        self.files[name] = hashlib.sha256(content).hexdigest()

    def add(self, leaf: Leaf) -> None:
        """Write the next leaf, and its record if it has one."""
        self.add_lines(leaf_line(leaf), None if leaf.canonical is None else leaf.canonical + b"\n")

    def add_lines(self, leaf: bytes, record: bytes | None) -> None:
        """Write the next leaf as its lines, ends included."""
        self._leaves.write(leaf)
        self._hashes[0].update(leaf)
        if record is None:
            self.pruned += 1
        else:
            self._records.write(record)
            self._hashes[1].update(record)
        self.count += 1
        if self.count % _PROGRESS_EVERY == 0:
            self._progress(self.count, self._expected)

    def end_leaves(self) -> None:
        """Say that there are no more leaves: from now on `files` has their digests."""
        self._leaves.flush()
        self._records.flush()
        for name, hashed in zip((LEAVES, RECORDS), self._hashes, strict=True):
            self.files[name] = hashed.hexdigest()

    def finish(self, manifest: Manifest, note: bytes | None = None, signer: Signer | None = None) -> Manifest:
        """Write the views, then the manifest with all digests, and its note: one that came along, or the signer's."""
        for form in self._formats:
            try:
                name = write_view(
                    self._folder, form, manifest.origin, self.count, self._report(f"wrote the {form} view of")
                )
            except ViewFailed as error:
                raise QueryFailed(str(error)) from error
            self.files[name] = digest(self._folder / name)
        whole = replace(manifest, files=dict(self.files))
        signed = signer(whole) if signer is not None else note
        if signed is not None:
            (self._folder / SIGNATURE).write_bytes(signed)
        (self._folder / MANIFEST).write_text(whole.text())
        return whole


def now_us() -> int:
    """Return the time, in microseconds since 1970, UTC."""
    return time.time_ns() // 1000

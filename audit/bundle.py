"""
The export bundle: a folder that an auditor takes away and verifies with a public key, and nothing else of ours.

- `manifest.json`: what was asked, by whom, when; the log, the range of indexes, the digests of the other files.
- `manifest.note`: the manifest's statement, signed by the log that gave the export, or by who took it; may be missing.
- `checkpoint`: the log's signed checkpoint that the proofs lead to.
- `records.jsonl`: the records' canonical bytes, one a line, as they were hashed.
- `leaves.jsonl`: one line a leaf: index, leaf hash, the database's search columns, for a selection also the path.
- `records.csv` and the like: the same records for other tools; they prove nothing.

A *range* holds every index from `start` to `end` and is complete: `left` and `right` are the hashes of the tree around
it. A *selection* holds what a search found, each record with its own path; it never shows that nothing is missing.
A leaf whose record was dropped when its time was over has no columns: its hash still proves that it was there.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any, Literal, cast

from audit.encoding import encoded, json_value
from audit.leaves import LEAVES, RECORDS, BundleInvalid, Leaf, all_leaves_from, hash_of
from audit.merkle import EMPTY_ROOT
from audit.note import NOTE_BYTES_MAX

BUNDLE_VERSION = 2
MANIFEST = "manifest.json"
SIGNATURE = "manifest.note"
CHECKPOINT = "checkpoint"
CORE = (CHECKPOINT, RECORDS, LEAVES)
_MANIFEST_BYTES_MAX = 1_000_000
_CHUNK_BYTES = 1_048_576
_TEXTS = ("origin", "tenant", "actor", "recorded")

type Scope = Literal["range", "selection"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """
    What a bundle claims to be. `time_us` counts from 1970, UTC; `query` is in the words of the command.

    `size` and `root` are the checkpoint's. `recorded` is the request id under which the log itself shows this export,
    or will once a gateway has seen the note that was left; empty: it does not. `consistency` leads from older
    checkpoints in the bundle, by their files' names, to the checkpoint.
    """

    origin: str
    tenant: str
    scope: Scope
    start: int
    end: int
    count: int
    pruned: int
    size: int = 0
    root: bytes = EMPTY_ROOT
    query: dict[str, str] = field(default_factory=dict)
    actor: str = ""
    time_us: int = 0
    recorded: str = ""
    left: tuple[bytes, ...] = ()
    right: tuple[bytes, ...] = ()
    consistency: dict[str, tuple[bytes, ...]] = field(default_factory=dict)
    files: dict[str, str] = field(default_factory=dict)

    def document(self) -> dict[str, Any]:
        """Return the manifest as a JSON object."""
        document = {"version": BUNDLE_VERSION, **asdict(self), "root": encoded(self.root)}
        for side in ("left", "right"):
            document[side] = [encoded(node) for node in getattr(self, side)]
        document["consistency"] = {name: [encoded(node) for node in path] for name, path in self.consistency.items()}
        return document

    def text(self) -> str:
        """Return the manifest as JSON for a file."""
        return json.dumps(self.document(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def read_manifest(folder: Path) -> Manifest:
    """Return a bundle's manifest; raises BundleInvalid if there is none that this code knows."""
    try:
        with _file(folder, MANIFEST).open("rb") as file:
            text = file.read(_MANIFEST_BYTES_MAX + 1)
    except OSError as error:
        raise BundleInvalid(f"{MANIFEST} cannot be read: {error}") from error
    return parse_manifest(text)


def parse_manifest(text: bytes) -> Manifest:
    """Return the manifest of its JSON; raises BundleInvalid if it is none that this code knows."""
    if len(text) > _MANIFEST_BYTES_MAX:
        raise BundleInvalid(f"{MANIFEST} is larger than {_MANIFEST_BYTES_MAX} bytes")
    try:
        document = json_value(text)
    except ValueError as error:
        raise BundleInvalid(f"{MANIFEST} cannot be read: {error}") from error
    if not isinstance(document, dict):
        raise BundleInvalid(f"{MANIFEST} is not an object")
    version = document.pop("version", None)
    if version != BUNDLE_VERSION:
        raise BundleInvalid(f"the bundle has format version {version}; this code knows {BUNDLE_VERSION}")
    try:
        return _manifest(document)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise BundleInvalid(f"{MANIFEST} does not have the fields of version {BUNDLE_VERSION}: {error}") from error


def check_files(folder: Path, manifest: Manifest) -> None:
    """Raise BundleInvalid unless every file is there, as the manifest says, and is the one that was written."""
    for name in CORE:
        if name not in manifest.files:
            raise BundleInvalid(f"{MANIFEST} does not name {name}")
    for path in sorted(folder.iterdir()):
        if path.name not in manifest.files and path.name not in {MANIFEST, SIGNATURE}:
            raise BundleInvalid(f"{path.name} lies in the bundle, but {MANIFEST} does not name it: take it out")
        _file(folder, path.name)
    for name, expected in manifest.files.items():
        if Path(name).name != name or not name.isprintable():
            raise BundleInvalid(f"{MANIFEST} names a file outside the bundle")
        try:
            found = digest(_file(folder, name))
        except OSError as error:
            raise BundleInvalid(f"{name} cannot be read: {error.strerror}") from error
        if found != expected:
            raise BundleInvalid(f"{name} is not the file that was exported")


def read_note(folder: Path, name: str) -> bytes:
    """Return a note of the bundle, and no more of a larger file than shows it to be too large."""
    with _file(folder, name).open("rb") as file:
        return file.read(NOTE_BYTES_MAX + 1)


def read_leaves(folder: Path) -> Iterator[Leaf]:
    """Yield the leaves of a bundle in their order; raises BundleInvalid at a line that is none."""
    with (folder / LEAVES).open("rb") as leaves, (folder / RECORDS).open("rb") as records:
        yield from all_leaves_from(leaves, records)


def digest(path: Path) -> str:
    """Return the SHA-256 of a file, in hex."""
    hashed = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            hashed.update(chunk)
    return hashed.hexdigest()


def _file(folder: Path, name: str) -> Path:
    """Return a file's path; raises BundleInvalid for a link, a device or a pipe: such a file may never end."""
    path = folder / name
    if path.is_symlink() or not path.is_file():
        raise BundleInvalid(f"{name} cannot be read: there is no such file in the bundle")
    return path


def _manifest(document: dict[str, Any]) -> Manifest:
    names = {item.name for item in fields(Manifest)}
    if set(document) != names:
        raise ValueError(", ".join(sorted(set(document) ^ names)))
    numbers = [document[name] for name in ("start", "end", "count", "pruned", "size", "time_us")]
    if any(type(number) is not int or number < 0 for number in numbers) or document["scope"] not in {
        "range",
        "selection",
    }:
        raise ValueError("numbers count from 0, the scope is range or selection")
    for name in ("query", "files"):
        if not isinstance(document[name], dict) or not all(isinstance(value, str) for value in document[name].values()):
            raise ValueError(f"{name} holds texts")
    if not all(isinstance(document[name], str) and document[name].isprintable() for name in _TEXTS):
        raise ValueError("origin, tenant, actor and recorded are printable texts")
    hashes: dict[str, Any] = {side: _path(document[side]) for side in ("left", "right")}
    hashes["root"] = hash_of(document["root"])
    hashes["consistency"] = {name: _path(path) for name, path in document["consistency"].items()}
    return Manifest(**cast("dict[str, Any]", {**document, **hashes}))


def _path(nodes: list[str]) -> tuple[bytes, ...]:
    return tuple(hash_of(node) for node in nodes)

"""
What a forger may do to an export. Every digest is mended after it, as a careful forger would, unless the row says
otherwise. Each function changes the bundle in a folder and returns where the first change is.
"""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final

from audit.bundle import CHECKPOINT, MANIFEST, digest, read_leaves, read_manifest
from audit.leaves import LEAVES, RECORDS, Leaf
from audit.merkle import root_hash
from audit.record import leaf_hash
from audit.tiles import TILE_HASHES, Tile
from audit.verify import CannotVerify, Tampered, Trust, verify_bundle
from tests.audit.bundles import change, columns_of, sealed_records, write, write_range, write_selection
from tests.audit.signing import KEY, ORIGIN, OTHER_PRIVATE, TIMED_KEY, checkpoint_note, plain_line, timed_line
from tests.tamper.counts import Attempt, trusts

_TAIL_MAX: Final = 10
_OTHERS: Final = 8  # records that are not in the log
_CHOSEN: Final = 5

type _Tampering = Callable[["_Copy"], str]


@dataclass(frozen=True, slots=True)
class Exported:
    """A log's records, two untouched bundles of it, and what an auditor kept elsewhere."""

    folder: Path
    records: tuple[bytes, ...]
    others: tuple[bytes, ...]
    trust: Trust

    @property
    def hashes(self) -> list[bytes]:
        """The leaf hashes of the log."""
        return [leaf_hash(record) for record in self.records]


@dataclass(frozen=True, slots=True)
class _Copy:
    """One bundle that may be spoilt."""

    log: Exported
    folder: Path
    chance: random.Random

    def leaves(self) -> list[Leaf]:
        return list(read_leaves(self.folder))

    def some(self, leaves: Sequence[Leaf]) -> int:
        return self.chance.randrange(len(leaves))

    def replace(self, leaves: Sequence[Leaf], note: bytes | None = None, size: int | None = None) -> None:
        """Write the bundle anew with these leaves; with another size, as the whole of a log of that size."""
        manifest = read_manifest(self.folder)
        if size is not None:
            manifest = replace(manifest, end=size, count=size)
        note = note or (self.folder / CHECKPOINT).read_bytes()
        shutil.rmtree(self.folder)
        write(self.folder, manifest, leaves, note)

    def mend_digests(self) -> None:
        manifest = json.loads((self.folder / MANIFEST).read_text())
        manifest["files"] = {name: digest(self.folder / name) for name in manifest["files"]}
        (self.folder / MANIFEST).write_text(json.dumps(manifest))

    def forged(self) -> Leaf:
        """Return a leaf of a record that is not in the log, without its index."""
        return _leaf(0, self.chance.choice(self.log.others))


@contextmanager
def exported(folder: Path, count: int) -> Iterator[Exported]:
    """Yield a log of so many records, exported and published."""
    records = sealed_records(count)
    hashes = [leaf_hash(record) for record in records]
    for index in range(0, count, TILE_HASHES):
        tile = Tile(0, index // TILE_HASHES, min(TILE_HASHES, count - index))
        path = folder / "tiles" / ORIGIN / tile.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"".join(hashes[index : index + tile.width]))
    write_range(folder / "range", records)
    write_selection(folder / "selection", records, sorted(random.Random(count).sample(range(count), _CHOSEN)))  # noqa: S311
    anchors = tuple(checkpoint_note(size, root_hash(hashes[:size])) for size in (count // 2, count))
    trust = Trust((KEY, TIMED_KEY), anchors, folder / "tiles")
    yield Exported(folder, tuple(records), tuple(sealed_records(_OTHERS)), trust)


def attempts(log: Exported) -> Mapping[str, Attempt]:
    """Return every tampering with an export, by its name in the table."""
    ranges = {name: partial(_attempt, log, "range", forge) for name, forge in _RANGE.items()}
    return {**ranges, **{name: partial(_attempt, log, "selection", forge) for name, forge in _SELECTION.items()}}


def untouched(log: Exported) -> tuple[CannotVerify | Tampered | None, ...]:
    """Return what the auditor says of the bundles as they were exported."""
    return tuple(_verdict(log.folder / scope, log.trust) for scope in ("range", "selection"))


def _attempt(
    log: Exported, scope: str, forge: _Tampering, chance: random.Random
) -> tuple[CannotVerify | Tampered | None, CannotVerify | Tampered | None, str]:
    folder = log.folder / "forged"
    shutil.copytree(log.folder / scope, folder)
    try:
        where = forge(_Copy(log, folder, chance))
        by_key, found = (_verdict(folder, trust) for trust in trusts(log.trust))
    finally:
        shutil.rmtree(folder)
    return by_key, found, where


def _verdict(folder: Path, trust: Trust) -> CannotVerify | Tampered | None:
    try:
        verify_bundle(folder, lambda _origin: trust)
    except (CannotVerify, Tampered) as found:
        return found
    return None


def _bit_flipped(copy: _Copy) -> str:
    name, index = _flip(copy, copy.chance.choice((LEAVES, RECORDS)))
    copy.mend_digests()
    del name
    return f"index {index}"


def _bit_flipped_only(copy: _Copy) -> str:
    name, _ = _flip(copy, copy.chance.choice((LEAVES, RECORDS)))
    return name


def _flip(copy: _Copy, name: str) -> tuple[str, int]:
    path = copy.folder / name
    content = bytearray(path.read_bytes())
    at = copy.chance.randrange(len(content))
    index = content.count(b"\n", 0, at)
    content[at] ^= 1 << copy.chance.randrange(8)
    path.write_bytes(content)
    return name, index


def _checkpoint_flipped(copy: _Copy) -> str:
    path = copy.folder / CHECKPOINT
    content = bytearray(path.read_bytes())
    content[copy.chance.randrange(content.index(b"\n\n"))] ^= 1 << copy.chance.randrange(8)
    path.write_bytes(content)
    copy.mend_digests()
    return "the checkpoint"


def _record_changed(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    leaves[at] = replace(_changed(leaves[at]), hash=leaves[at].hash)
    copy.replace(leaves)
    return f"index {leaves[at].index}"


def _record_and_hash_changed(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    leaves[at] = replace(_changed(leaves[at]), path=leaves[at].path)
    copy.replace(leaves)
    return f"index {leaves[at].index}"


def _column_changed(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    columns = list(leaves[at].columns or ())
    columns[copy.some(leaves) % len(columns)] = "another"
    leaves[at] = replace(leaves[at], columns=tuple(columns))
    copy.replace(leaves)
    return f"index {leaves[at].index}"


def _record_deleted(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    copy.replace([*leaves[:at], *leaves[at + 1 :]])
    return f"index {at}"


def _deleted_and_renumbered(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    copy.replace(_numbered([*leaves[:at], *leaves[at + 1 :]]))
    return f"index {at}"


def _inserted(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    copy.replace(_numbered([*leaves[:at], copy.forged(), *leaves[at:]]))
    return f"index {at}"


def _inserted_for_another(copy: _Copy) -> str:
    """Every index is there, and so many records as promised: one was pushed out at the end."""
    leaves = copy.leaves()
    at = copy.some(leaves)
    copy.replace(_numbered([*leaves[:at], copy.forged(), *leaves[at:-1]]))
    return f"index {at}"


def _copied_from_another_tenant(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    leaves[at] = _leaf(at, change(leaves[at].canonical or b"", tenant="other"))
    copy.replace(leaves)
    return f"index {at}"


def _swapped(copy: _Copy) -> str:
    return _exchange(copy, lambda leaves: leaves)


def _swapped_and_renumbered(copy: _Copy) -> str:
    return _exchange(copy, _numbered)


def _exchange(copy: _Copy, after: Callable[[list[Leaf]], list[Leaf]]) -> str:
    leaves = copy.leaves()
    one, other = sorted(copy.chance.sample(range(len(leaves)), 2))
    leaves[one], leaves[other] = leaves[other], leaves[one]
    copy.replace(after(leaves))
    return f"index {one}"


def _tail_cut(copy: _Copy) -> str:
    leaves = copy.leaves()
    kept = len(leaves) - copy.chance.randint(1, _TAIL_MAX)
    copy.replace(leaves[:kept])
    return f"index {kept}"


def _old_checkpoint(copy: _Copy) -> str:
    """Serve a beginning of the log with the checkpoint that was signed for it then."""
    kept = copy.chance.randrange(len(copy.log.records) // 2, len(copy.log.records))
    note = checkpoint_note(kept, root_hash(copy.log.hashes[:kept]))
    copy.replace(copy.leaves()[:kept], note, kept)
    return f"index {kept}"


def _rewritten(copy: _Copy) -> str:
    """Change a record, build the tree anew and sign it with the log's own key."""
    leaves = copy.leaves()
    at = copy.some(leaves)
    leaves[at] = _changed(leaves[at])
    copy.replace(leaves, checkpoint_note(len(leaves), root_hash([leaf.hash for leaf in leaves])))
    return f"index {at}"


def _key_swapped(copy: _Copy) -> str:
    text = (copy.folder / CHECKPOINT).read_text().partition("\n\n")[0] + "\n"
    lines = plain_line(text, OTHER_PRIVATE) + timed_line(text, 1_790_000_000, OTHER_PRIVATE)
    copy.replace(copy.leaves(), f"{text}\n{lines}".encode())
    return "the checkpoint"


def _path_changed(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    path = list(leaves[at].path)
    path[copy.chance.randrange(len(path))] = leaf_hash(b"")
    leaves[at] = replace(leaves[at], path=tuple(path))
    copy.replace(leaves)
    return f"index {leaves[at].index}"


def _found_left_out(copy: _Copy) -> str:
    leaves = copy.leaves()
    at = copy.some(leaves)
    copy.replace([*leaves[:at], *leaves[at + 1 :]])
    return "the manifest"


def _leaf(index: int, canonical: bytes) -> Leaf:
    return Leaf(index, leaf_hash(canonical), canonical, columns_of(canonical))


def _changed(leaf: Leaf) -> Leaf:
    return _leaf(leaf.index, change(leaf.canonical or b"", language="cobol"))


def _numbered(leaves: Sequence[Leaf]) -> list[Leaf]:
    return [replace(leaf, index=index) for index, leaf in enumerate(leaves)]


_RANGE: Final[Mapping[str, _Tampering]] = {
    "export: a bit of a leaf or record flipped": _bit_flipped,
    "export: a bit flipped, digests as they were": _bit_flipped_only,
    "export: a bit of the checkpoint's text flipped": _checkpoint_flipped,
    "export: a record changed": _record_changed,
    "export: a record changed with its hash": _record_and_hash_changed,
    "export: a column that disagrees with the bytes": _column_changed,
    "export: a record deleted": _record_deleted,
    "export: a record deleted, the rest renumbered": _deleted_and_renumbered,
    "export: a record inserted": _inserted,
    "export: a record inserted, the last one pushed out": _inserted_for_another,
    "export: a record made another tenant's, with its hash": _copied_from_another_tenant,
    "export: two records swapped": _swapped,
    "export: two records swapped and renumbered": _swapped_and_renumbered,
    "export: the tail truncated": _tail_cut,
    "export: an old checkpoint served": _old_checkpoint,
    "export: history rewritten with a fresh tree and the log's key": _rewritten,
    "export: the key swapped": _key_swapped,
}
_SELECTION: Final[Mapping[str, _Tampering]] = {
    "selection: a record changed": _record_changed,
    "selection: a record changed with its hash": _record_and_hash_changed,
    "selection: a path changed": _path_changed,
    "selection: a record left out": _found_left_out,
}

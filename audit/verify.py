"""
Verifies a log offline: that nothing was changed, left out, put in, swapped or cut off since it was signed.

Needs the leaves, a checkpoint and a public key; it asks nobody. It names the first index at which something is wrong.
What it cannot know it says: a checkpoint that came with the data shows that data and checkpoint agree; that there is
no other history needs a checkpoint kept elsewhere (an anchor).
"""

import datetime as dt
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Self, cast

from audit.bundle import (
    CHECKPOINT,
    COLUMNS,
    SIGNATURE,
    BundleInvalid,
    Leaf,
    Manifest,
    check_files,
    read_leaves,
    read_manifest,
    read_note,
)
from audit.checkpoint import CheckpointInvalid, SignedCheckpoint, open_checkpoint, tenant_of, unverified
from audit.columns import NUMBERS, columns_of
from audit.confirmation import (
    STAMP,
    STAMPED,
    WITNESSED,
    ConfirmationInvalid,
    NotInstalled,
    cosigners,
    stamped_at,
)
from audit.encoding import json_value
from audit.merkle import HASH_BYTES, Frontier, ProofInvalid, check_consistency, complete_subtrees, root_of_inclusion
from audit.note import VerifierKey
from audit.pruning import Pruning, Unexplained
from audit.record import FORMAT_VERSION, leaf_hash
from audit.statement import StatementInvalid, check_statement
from audit.tiles import TILE_HASHES, Tile

_PROGRESS_EVERY = 10_000
_TENANT = COLUMNS.index("tenant")
_DROPS_SHOWN_MAX = 12
_STAMP_BYTES_MAX = 1_000_000

type Progress = Callable[[int, int], None]  # leaves seen, leaves in all


class CannotVerify(Exception):
    """Something that verification needs is missing or unreadable; nothing is said about the log."""


class Tampered(Exception):
    """
    The log is not what was signed.

    `index` is the first leaf at which that shows; None if it shows only in the whole.
    """

    def __init__(self, reason: str, index: int | None = None) -> None:
        """Say what is wrong, and where."""
        where = "" if index is None else f" at index {index}"
        super().__init__(f"{reason}{where}")
        self.index = index


@dataclass(frozen=True, slots=True)
class Verified:
    """What was shown. `notes` say what it does not show."""

    checkpoint: SignedCheckpoint
    count: int
    pruned: int
    anchors: int
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Writers:
    """The sequence numbers seen of each writer: one number twice is a record that was put in or copied."""

    _seen: dict[str, set[int]] = field(default_factory=dict)

    def add(self, writer: str, sequence: int, index: int) -> None:
        """Take note of a record's number; raises Tampered if it was there before."""
        numbers = self._seen.setdefault(writer, set())
        if sequence in numbers:
            raise Tampered(f"sequence number {sequence} of writer {writer} occurs twice", index)
        numbers.add(sequence)

    def missing(self) -> int:
        """Return how many numbers below each writer's largest were not seen: other tenants' records, or gaps."""
        return sum(max(numbers) - min(numbers) + 1 - len(numbers) for numbers in self._seen.values())


@dataclass(frozen=True, slots=True)
class Trust:
    """
    What the verifier trusts, from elsewhere than the data.

    `keys` are the log's public keys; `anchors` are checkpoints that were kept elsewhere; `tiles` is a folder of
    published tiles, which locate a change that the leaf hashes alone do not. `exporters` are the keys of who may take
    exports; if `is_signature_needed`, one of all these keys must have signed the manifest. At least `quorum` of the
    `witnesses` must have cosigned. With `roots`, certificates in PEM form of time-stamping authorities, there must be a
    time stamp below one of them.
    """

    keys: tuple[VerifierKey, ...]
    anchors: tuple[bytes, ...] = ()
    tiles: Path | None = None
    exporters: tuple[VerifierKey, ...] = ()
    is_signature_needed: bool = False
    witnesses: tuple[VerifierKey, ...] = ()
    quorum: int = 0
    roots: bytes = b""


def verify_bundle(
    folder: Path, trust: Callable[[str], Trust], progress: Progress = lambda _seen, _all: None
) -> Verified:
    """Verify an export bundle; `trust` is asked for its log's origin. Raises Tampered or CannotVerify."""
    try:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        note = read_note(folder, CHECKPOINT)
        trusted = trust(manifest.origin)
        stated = _stated(folder, manifest, trusted)
        verify = verify_selection if manifest.scope == "selection" else verify_range
        verified = verify(manifest, note, read_leaves(folder), trusted, progress)
        confirmed = _confirmed(folder, manifest, verified.checkpoint, trusted)
    except BundleInvalid as error:
        raise CannotVerify(str(error)) from error
    return replace(verified, notes=(*verified.notes, *stated, *confirmed))


def _stated(folder: Path, manifest: Manifest, trust: Trust) -> tuple[str, ...]:
    """Say who signed the manifest; raises Tampered if it is not what was signed, or if somebody had to sign it."""
    stated = None
    try:
        if os.path.lexists(folder / SIGNATURE):
            # An exporter's key speaks for the exporter, whatever name it signs under.
            exporters = [key for key in trust.exporters if key.name != manifest.origin]
            stated = check_statement(read_note(folder, SIGNATURE), manifest, (*trust.keys, *exporters))
    except OSError as error:
        raise CannotVerify(f"{SIGNATURE} cannot be read: {error.strerror}") from error
    except StatementInvalid as error:
        raise Tampered(str(error)) from error
    if trust.is_signature_needed and not (stated and stated.signers):
        raise Tampered("nobody who is trusted signed the manifest")
    if stated is None:
        return ("nobody signed the manifest: who exported this, and when, is hearsay",)
    if not stated.signers:
        return (f"the manifest is signed by {', '.join(stated.unknown)}, whose key was not given (--exporter-key)",)
    said = [f"the manifest is signed by {', '.join(stated.signers)}: exported by {manifest.actor or 'nobody named'}"]
    if manifest.origin not in stated.signers:
        said.append("the log did not sign this export")
    elif manifest.recorded:
        said.append(f"the log shows this export as request {manifest.recorded}")
    if stated.unsigned_files:
        said.append(f"not signed for: {', '.join(stated.unsigned_files)}")
    return tuple(said)


def _confirmed(folder: Path, manifest: Manifest, signed: SignedCheckpoint, trust: Trust) -> tuple[str, ...]:
    """Say what others confirm of the checkpoint, or of an older one that it continues; raises Tampered."""
    notes = {CHECKPOINT: signed.note}
    for name in (WITNESSED, STAMPED):
        if name in manifest.files:
            notes[name] = read_note(folder, name)
            older = _opened(notes[name], manifest.origin, trust.keys).checkpoint
            now = (signed.checkpoint.size, signed.checkpoint.root)
            try:
                check_consistency((older.size, older.root), now, manifest.consistency.get(name, ()))
            except ProofInvalid as error:
                raise Tampered(f"{name}: what others confirmed is of another history: {error}") from error
    try:
        return (*_witnessed(notes, trust), *_stamped(folder / STAMP, notes.get(STAMPED), trust))
    except ConfirmationInvalid as error:
        raise Tampered(str(error)) from error
    except NotInstalled as error:
        raise CannotVerify(str(error)) from error


def _witnessed(notes: Mapping[str, bytes], trust: Trust) -> tuple[str, ...]:
    """Say who cosigned; raises Tampered if these are too few, ConfirmationInvalid if one is forged."""
    if not trust.witnesses:
        return ("witnesses cosigned, but none of their keys was given (--witness)",) if WITNESSED in notes else ()
    log_keys = {key.public for key in trust.keys}
    others = [key for key in trust.witnesses if key.public not in log_keys]  # nobody is a witness of themselves
    found = {name: cosigners(note, others) for name, note in notes.items() if name != STAMPED}
    name, names = max(found.items(), key=lambda item: len(item[1]))
    if len(names) < trust.quorum:
        raise Tampered(f"{len(names)} trusted witnesses cosigned ({', '.join(names) or 'none'}), {trust.quorum} must")
    return (f"cosigned by {', '.join(names) or 'none'}: the checkpoint of {unverified(notes[name]).size:,} records",)


def _stamped(path: Path, note: bytes | None, trust: Trust) -> tuple[str, ...]:
    """Say when an authority saw a checkpoint; raises Tampered if it must and did not, or ConfirmationInvalid."""
    if not trust.roots:
        return ("there is a time stamp, which was not checked (--timestamp-roots)",) if note is not None else ()
    if note is None or not path.is_file():
        raise Tampered("the export has no time stamp")
    with path.open("rb") as file:
        moment = stamped_at(file.read(_STAMP_BYTES_MAX), note, trust.roots)
    return (f"the checkpoint of {unverified(note).size:,} records was there at {moment.isoformat()}: time stamp",)


def verify_range(
    manifest: Manifest,
    note: bytes,
    leaves: Iterable[Leaf],
    trust: Trust,
    progress: Progress = lambda _seen, _all: None,
) -> Verified:
    """Verify every index from `start` to `end`; raises Tampered or CannotVerify."""
    signed = _checkpoint(note, manifest, trust.keys)
    if signed.checkpoint.size == 0:
        raise CannotVerify(f"the log is empty: its checkpoint has no records{_when(signed)}")
    if not manifest.start < manifest.end <= signed.checkpoint.size:
        claim = f"from {manifest.start} to {manifest.end}"
        raise Tampered(f"the checkpoint has {signed.checkpoint.size} records, the export claims those {claim}")
    published = _PublishedTiles.of(trust, manifest)
    try:
        known = _anchors(trust.anchors, signed, trust.keys)
    except Tampered as contradiction:
        published.locate(contradiction, _dense(leaves, manifest))
        raise
    tree, writers, pruning = Frontier(), _Writers(), Pruning(manifest.start)
    _append(tree, complete_subtrees(0, manifest.start), manifest.left, "left")
    for leaf in _dense(leaves, manifest):
        published.check(leaf)
        _check_record(leaf, manifest.tenant, writers, pruning)
        tree.append(leaf.hash)
        if tree.size in known and tree.root() != known[tree.size]:
            raise Tampered(f"an anchor of {tree.size} records shows another history below that index")
        if tree.size % _PROGRESS_EVERY == 0:
            progress(tree.size - manifest.start, manifest.end - manifest.start)
    _append(tree, complete_subtrees(manifest.end, signed.checkpoint.size), manifest.right, "right")
    if tree.root() != signed.checkpoint.root:
        raise Tampered(f"the leaves do not make the root that was signed{_when(signed)}")
    compared = sum(manifest.start < size <= manifest.end or size == signed.checkpoint.size for size in known)
    notes = _notes(signed, len(known) - compared, compared)
    dropped = _dropped(pruning, is_whole=manifest.end == signed.checkpoint.size)
    notes = (*dropped, *notes, *_gaps(writers), *published.notes())
    return Verified(signed, manifest.end - manifest.start, pruning.count, compared, notes)


def verify_selection(
    manifest: Manifest,
    note: bytes,
    leaves: Iterable[Leaf],
    trust: Trust,
    progress: Progress = lambda _seen, _all: None,
) -> Verified:
    """Verify each record of a selection by its own path; raises Tampered or CannotVerify."""
    signed = _checkpoint(note, manifest, trust.keys)
    known = _anchors(trust.anchors, signed, trust.keys)
    published = _PublishedTiles.of(trust, manifest)
    writers, pruning, count, last = _Writers(), Pruning(), 0, -1
    for leaf in leaves:
        if leaf.index <= last:
            raise Tampered("the records of the selection are not in order", leaf.index)
        published.check(leaf)
        _check_record(leaf, manifest.tenant, writers, pruning)
        if leaf.canonical is None:
            raise Tampered("a search finds records, and the selection has none", leaf.index)
        try:
            root = root_of_inclusion(leaf.hash, leaf.index, signed.checkpoint.size, leaf.path)
        except ProofInvalid as error:
            raise Tampered(str(error), leaf.index) from error
        if root != signed.checkpoint.root:
            raise Tampered("the path does not lead to the root that was signed", leaf.index)
        count, last = count + 1, leaf.index
        if count % _PROGRESS_EVERY == 0:
            progress(count, manifest.count)
    if count != manifest.count:
        raise Tampered(f"the manifest promises {manifest.count} records, there are {count}")
    if count == 0:
        raise CannotVerify("the selection is empty: there is nothing to verify")
    compared = int(signed.checkpoint.size in known)
    first = "a selection shows that these records are in the log, not that nothing is missing"
    notes = (first, *_notes(signed, len(known) - compared, compared), *published.notes())
    return Verified(signed, count, 0, compared, notes)


def _checkpoint(note: bytes, manifest: Manifest, keys: Sequence[VerifierKey]) -> SignedCheckpoint:
    """Return the export's checkpoint: the manifest's, of a log that is the tenant's; raises Tampered for another."""
    signed = _opened(note, manifest.origin, keys)
    if (signed.checkpoint.size, signed.checkpoint.root) != (manifest.size, manifest.root):
        raise Tampered(f"the manifest speaks of another checkpoint, of {manifest.size} records")
    if tenant_of(manifest.origin.rpartition("/")[0], manifest.origin) != manifest.tenant:
        raise Tampered(f"the log {manifest.origin} is not that of the tenant {manifest.tenant!r}")
    return signed


def _opened(note: bytes, origin: str, keys: Sequence[VerifierKey]) -> SignedCheckpoint:
    try:
        signed = open_checkpoint(note, keys)
    except CheckpointInvalid as error:
        raise Tampered(f"the checkpoint is not to be trusted: {error}") from error
    if signed.checkpoint.origin != origin:
        raise Tampered(f"the checkpoint is of the log {signed.checkpoint.origin}, the export of {origin}")
    return signed


def _anchors(notes: Sequence[bytes], signed: SignedCheckpoint, keys: Sequence[VerifierKey]) -> dict[int, bytes]:
    """Return size and root of each anchor; one that is newer than the export's checkpoint shows an old state."""
    known: dict[int, bytes] = {}
    for note in notes:
        anchor = _opened(note, signed.checkpoint.origin, keys).checkpoint
        if anchor.size > signed.checkpoint.size:
            raise Tampered(
                f"an anchor has {anchor.size} records, the export's checkpoint only {signed.checkpoint.size}:"
                " the tail was cut off, or an old checkpoint was served; the first record that is not there is",
                signed.checkpoint.size,
            )
        if known.setdefault(anchor.size, anchor.root) != anchor.root:
            raise Tampered(f"two anchors of {anchor.size} records contradict each other")
    if known.get(signed.checkpoint.size, signed.checkpoint.root) != signed.checkpoint.root:
        raise Tampered("an anchor of the same size has another root: the history was rewritten")
    return known


def _dense(leaves: Iterable[Leaf], manifest: Manifest) -> Iterator[Leaf]:
    """Yield the leaves, refusing an index that is not the next one."""
    expected = manifest.start
    for leaf in leaves:
        if leaf.index != expected:
            raise Tampered(f"the export goes on with index {leaf.index}", expected)
        if expected >= manifest.end:
            raise Tampered("there is a leaf beyond the range", expected)
        expected += 1
        yield leaf
    if expected != manifest.end:
        raise Tampered(f"the export ends, though it promises records up to {manifest.end - 1}", expected)


def _append(tree: Frontier, subtrees: Sequence[tuple[int, int]], hashes: Sequence[bytes], side: str) -> None:
    """Add the hashes around the range."""
    if len(subtrees) != len(hashes):
        raise Tampered(f"the manifest has {len(hashes)} hashes {side} of the range, there must be {len(subtrees)}")
    for (_, height), node in zip(subtrees, hashes, strict=True):
        tree.append_subtree(height, node)


def _dropped(pruning: Pruning, *, is_whole: bool) -> tuple[str, ...]:
    """Name the drops that explain why records are missing; raises Tampered, or CannotVerify if a part cannot tell."""
    try:
        drops = pruning.explain()
    except Unexplained as missing:
        if is_whole:
            raise Tampered(str(missing), missing.index) from missing
        raise CannotVerify(
            f"the record at index {missing.index} is missing, and nothing in this range says that it was dropped:"
            " verify a range up to the end of the log"
        ) from missing
    if not drops:
        return ()
    more = f" and {len(drops) - _DROPS_SHOWN_MAX} more" if len(drops) > _DROPS_SHOWN_MAX else ""
    return (f"the log says that it dropped the months {', '.join(drops[:_DROPS_SHOWN_MAX])}{more}: were they due?",)


def _check_record(leaf: Leaf, tenant: str, writers: _Writers, pruning: Pruning) -> None:
    """Check that the bytes are the leaf's, that the columns are the bytes', and that the log is its tenant's."""
    if leaf.canonical is None:
        pruning.miss(leaf.index)
        return
    if leaf_hash(leaf.canonical) != leaf.hash:
        raise Tampered("the record's bytes do not have the hash that is in the log", leaf.index)
    try:
        document = cast("dict[str, Any]", json_value(leaf.canonical))
        columns = columns_of(document)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotVerify(
            f"the record at index {leaf.index} is not one of format {FORMAT_VERSION}: {error}"
        ) from error
    if columns[_TENANT] != tenant:
        raise Tampered("the record belongs to another tenant", leaf.index)
    if leaf.columns != columns or any(type(leaf.columns[place]) is not int for place in NUMBERS):
        names = [name for name, one, other in zip(COLUMNS, columns, leaf.columns or (), strict=False) if one != other]
        raise Tampered(f"the database's columns disagree with the record ({', '.join(names) or 'count'})", leaf.index)
    writers.add(document["writer"], document["sequence"], leaf.index)
    pruning.see(document, leaf.index)


class _PublishedTiles:
    """The leaf hashes of published tiles; they tell where the log differs from what was published."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._index = -1
        self._hashes = b""
        self._compared = self._unpublished = 0

    @classmethod
    def of(cls, trust: Trust, manifest: Manifest) -> Self:
        """Return the tiles of the bundle's log, in the folder that is trusted; call it once the origin is proven."""
        return cls(trust.tiles / manifest.origin if trust.tiles else None)

    def check(self, leaf: Leaf) -> None:
        """Raise Tampered if the leaf is not the published one; a tile that is not there is no evidence."""
        if self._differs(leaf):
            raise Tampered("the leaf is not the one that was published", leaf.index)

    def locate(self, contradiction: Tampered, leaves: Iterable[Leaf]) -> None:
        """Raise Tampered with the first leaf that is not the published one, if there is any."""
        for leaf in leaves:
            if self._differs(leaf):
                raise Tampered(f"{contradiction}; the first leaf that is not the one published is", leaf.index)

    def _differs(self, leaf: Leaf) -> bool:
        if self._folder is None:
            return False
        index, at = divmod(leaf.index, TILE_HASHES)
        if index != self._index:
            self._index, self._hashes = index, _tile(self._folder, index)
        published = self._hashes[at * HASH_BYTES : (at + 1) * HASH_BYTES]
        self._compared += bool(published)
        self._unpublished += not published
        return bool(published) and published != leaf.hash

    def notes(self) -> tuple[str, ...]:
        """Say what was not compared; raises CannotVerify if nothing was, though there should be tiles."""
        if self._folder is None:
            return ("a change would be located by published tiles (--tiles)",)
        if not self._compared:
            raise CannotVerify(f"there is no published tile of these records in {self._folder}")
        return (f"{self._unpublished} leaves are in no published tile",) if self._unpublished else ()


def _tile(folder: Path, index: int) -> bytes:
    """Return the widest published tile of this index, empty if there is none."""
    whole = folder / Tile(0, index).path
    found = [whole] if whole.is_file() else [path for path in whole.parent.glob(f"{whole.name}.p/*") if path.is_file()]
    if not found:
        return b""
    with max(found, key=lambda path: path.stat().st_size).open("rb") as file:
        return file.read(TILE_HASHES * HASH_BYTES)


def _when(signed: SignedCheckpoint) -> str:
    if signed.time_s is None:
        return ""
    return f" (signed {dt.datetime.fromtimestamp(signed.time_s, dt.UTC).isoformat()})"


def _notes(signed: SignedCheckpoint, unused: int, compared: int) -> tuple[str, ...]:
    """Say what was not shown."""
    notes = []
    if not compared:
        notes.append(
            "no anchor: data and checkpoint agree, but both may have been made anew by whoever holds the log's key;"
            " compare with a checkpoint that was kept elsewhere (--anchor)"
        )
    if unused:
        notes.append(f"{unused} anchors are of other sizes than the export shows, and could not be compared")
    if signed.time_s is None:
        notes.append("the checkpoint says no time that this key signed")
    return tuple(notes)


def _gaps(writers: _Writers) -> tuple[str, ...]:
    missing = writers.missing()
    if not missing:
        return ()
    return (f"{missing} sequence numbers of writers are in other tenants' logs, in pruned records or in gaps",)

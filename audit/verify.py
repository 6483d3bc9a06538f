"""
Verifies a log offline: that nothing was changed, left out, put in, swapped or cut off since it was signed.

Needs the leaves, a checkpoint and a public key; it asks nobody. It names the first index at which something is wrong.
What it cannot know it says: a checkpoint that came with the data shows that data and checkpoint agree; that there is
no other history needs a checkpoint kept elsewhere (an anchor).
"""

import datetime as dt
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from audit.bundle import CHECKPOINT, SIGNATURE, Manifest, check_files, read_leaves, read_manifest, read_note
from audit.checking import CannotVerify, Tampered, Writers, check_record
from audit.checkpoint import CheckpointInvalid, SignedCheckpoint, open_checkpoint, tenant_of, unverified
from audit.confirmation import (
    STAMP,
    STAMPED,
    WITNESSED,
    ConfirmationInvalid,
    NotInstalled,
    cosigners,
    stamped_at,
)
from audit.dense import PROGRESS_EVERY, DenseCheck, Progress, dense
from audit.leaves import BundleInvalid
from audit.merkle import Frontier, ProofInvalid, check_consistency, complete_subtrees, root_of_inclusion
from audit.note import VerifierKey
from audit.pruning import Pruning, Unexplained
from audit.published import PublishedTiles
from audit.statement import StatementInvalid, check_statement

__all__ = ["CannotVerify", "Tampered", "Trust", "Verified", "verify_bundle"]
_DROPS_SHOWN_MAX = 12
_STAMP_BYTES_MAX = 1_000_000


@dataclass(frozen=True, slots=True)
class Verified:
    """What was shown. `notes` say what it does not show."""

    checkpoint: SignedCheckpoint
    count: int
    pruned: int
    anchors: int
    notes: tuple[str, ...]


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


@dataclass(frozen=True, slots=True)
class _Bundle:
    """An export whose files are those that its manifest names."""

    folder: Path
    manifest: Manifest
    note: bytes


def verify_bundle(
    folder: Path,
    trust: Callable[[str], Trust],
    progress: Progress = lambda _seen, _all: None,
    *,
    processes: int = 1,
) -> Verified:
    """
    Verify an export bundle; `trust` is asked for its log's origin. Raises Tampered or CannotVerify.

    The records of a range are checked in so many processes; 0: as many as pay.
    """
    try:
        manifest = read_manifest(folder)
        check_files(folder, manifest)
        bundle = _Bundle(folder, manifest, read_note(folder, CHECKPOINT))
        trusted = trust(manifest.origin)
        stated = _stated(folder, manifest, trusted)
        if manifest.scope == "selection":
            verified = _verify_selection(bundle, trusted, progress)
        else:
            verified = _verify_range(bundle, trusted, progress, processes)
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
    said += _recorded(manifest, is_the_logs=manifest.origin in stated.signers)
    if stated.unsigned_files:
        said.append(f"not signed for: {', '.join(stated.unsigned_files)}")
    return tuple(said)


def _recorded(manifest: Manifest, *, is_the_logs: bool) -> list[str]:
    """Say where the log shows the export, as far as the manifest tells."""
    if not is_the_logs:
        note = f": look for the record of its note, request {manifest.recorded}" if manifest.recorded else ""
        return [f"the log did not sign this export{note}"]
    return [f"the log shows this export as request {manifest.recorded}"] if manifest.recorded else []


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


def _verify_range(bundle: _Bundle, trust: Trust, progress: Progress, processes: int) -> Verified:
    """Verify every index from `start` to `end`; raises Tampered or CannotVerify."""
    manifest = bundle.manifest
    signed = _checkpoint(bundle.note, manifest, trust.keys)
    if signed.checkpoint.size == 0:
        raise CannotVerify(f"the log is empty: its checkpoint has no records{_when(signed)}")
    if not manifest.start < manifest.end <= signed.checkpoint.size:
        claim = f"from {manifest.start} to {manifest.end}"
        raise Tampered(f"the checkpoint has {signed.checkpoint.size} records, the export claims those {claim}")
    published = _published(trust, manifest)
    try:
        known = _anchors(trust.anchors, signed, trust.keys)
    except Tampered as contradiction:
        published.locate(contradiction, dense(read_leaves(bundle.folder), manifest, manifest.start))
        raise
    tree = Frontier()
    _append(tree, complete_subtrees(0, manifest.start), manifest.left, "left")
    check = DenseCheck(manifest, known, published, tree, progress, Pruning(manifest.start))
    check.read(bundle.folder, processes)
    _append(tree, complete_subtrees(manifest.end, signed.checkpoint.size), manifest.right, "right")
    if tree.root() != signed.checkpoint.root:
        raise Tampered(f"the leaves do not make the root that was signed{_when(signed)}")
    compared = sum(manifest.start < size <= manifest.end or size == signed.checkpoint.size for size in known)
    notes = _notes(signed, len(known) - compared, compared)
    dropped = _dropped(check.pruning, is_whole=manifest.end == signed.checkpoint.size)
    notes = (*dropped, *notes, *_gaps(check.writers), *published.notes())
    return Verified(signed, manifest.end - manifest.start, check.pruning.count, compared, notes)


def _verify_selection(bundle: _Bundle, trust: Trust, progress: Progress) -> Verified:
    """Verify each record of a selection by its own path; raises Tampered or CannotVerify."""
    manifest = bundle.manifest
    signed = _checkpoint(bundle.note, manifest, trust.keys)
    known = _anchors(trust.anchors, signed, trust.keys)
    published = _published(trust, manifest)
    writers, count, last = Writers(), 0, -1
    for leaf in read_leaves(bundle.folder):
        if leaf.index <= last:
            raise Tampered("the records of the selection are not in order", leaf.index)
        published.check(leaf.index, leaf.hash)
        document = check_record(leaf, manifest.tenant)
        if document is None:
            raise Tampered("a search finds records, and the selection has none", leaf.index)
        writers.add(document["writer"], document["sequence"], leaf.index)
        try:
            root = root_of_inclusion(leaf.hash, leaf.index, signed.checkpoint.size, leaf.path)
        except ProofInvalid as error:
            raise Tampered(str(error), leaf.index) from error
        if root != signed.checkpoint.root:
            raise Tampered("the path does not lead to the root that was signed", leaf.index)
        count, last = count + 1, leaf.index
        if count % PROGRESS_EVERY == 0:
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


def _opened(note: bytes, origin: str, keys: Sequence[VerifierKey], what: str = "the checkpoint") -> SignedCheckpoint:
    try:
        signed = open_checkpoint(note, keys)
    except CheckpointInvalid as error:
        raise Tampered(f"{what} is not to be trusted: {error}") from error
    if signed.checkpoint.origin != origin:
        raise Tampered(f"{what} is of the log {signed.checkpoint.origin}, the export of {origin}")
    return signed


def _anchors(notes: Sequence[bytes], signed: SignedCheckpoint, keys: Sequence[VerifierKey]) -> dict[int, bytes]:
    """Return size and root of each anchor; one that is newer than the export's checkpoint shows an old state."""
    known: dict[int, bytes] = {}
    for note in notes:
        anchor = _opened(note, signed.checkpoint.origin, keys, "an anchor").checkpoint
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


def _published(trust: Trust, manifest: Manifest) -> PublishedTiles:
    """Return the tiles of the bundle's log, in the folder that is trusted; call it once the origin is proven."""
    return PublishedTiles(trust.tiles / manifest.origin if trust.tiles else None)


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


def _gaps(writers: Writers) -> tuple[str, ...]:
    missing = writers.missing()
    if not missing:
        return ()
    return (f"{missing} sequence numbers of writers are in other tenants' logs, in pruned records or in gaps",)

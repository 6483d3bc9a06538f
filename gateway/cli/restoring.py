"""What `gateway backup` and `gateway restore` do and say."""

import sys
from collections.abc import Sequence
from pathlib import Path

from gateway.ledger import backup
from gateway.ledger.checkpoints import LogSigner
from gateway.ledger.keys import load_signing_key
from gateway.ledger.restored import Comparison, compare, notes_in
from gateway.settings import load

_CONTINUE = """
Checkpoints that were published promise records that this backup does not have. No log may contradict what it signed, so
under its old name this one is signed no more. A newer backup, restored into another empty database, may have them. If
there is none, keep the old checkpoints as evidence of what is missing, give the log a new name in the settings:

  [log]
  origin = "{origin}-2"

and start the worker: it goes on from the restored records under that name.
"""


def back_up(config: Path, url: str, folder: Path, tools: Path | None) -> int:
    """Write a backup and say how much is in it."""
    published = load(config).log.folder
    manifest = backup.back_up(url, Path(published) if published else None, folder, tools)
    placed = sum(manifest.leaves.values())
    sys.stdout.write(f"{folder}: {manifest.records} records; the logs have {placed} places in all\n")
    return 0


def restore(config: Path, url: str, folder: Path, tools: Path | None, checkpoints: Sequence[Path]) -> int:
    """Restore, compare, say what is missing; return 1 if something is missing or wrong."""
    settings = load(config)
    files = (settings.ledger.signing_key_file, *settings.log.retired_signing_key_files)
    signer = LogSigner(tuple(load_signing_key(Path(file)) for file in files))
    manifest = backup.read_backup(folder)
    backup.bring_back(url, folder, manifest, tools)
    published = [Path(settings.log.folder)] if settings.log.folder else []
    notes = notes_in(folder / backup.CHECKPOINTS, *published, *checkpoints)
    logs = compare(url, settings.log.origin, notes, signer.verifier_keys)
    sys.stdout.writelines(_told(log) for log in logs)
    if any(log.missing for log in logs):
        sys.stdout.write(_CONTINUE.format(origin=settings.log.origin))
    return 1 if any(log.missing or log.faults for log in logs) else 0


def _told(log: Comparison) -> str:
    lines = [f"{log.origin}: {log.size} records with a place, {log.waiting} that will get one"]
    lines += [f"  agrees with the checkpoint of size {size}" for size in log.agreeing]
    if log.missing:
        lines.append(f"  MISSING: the records with index {log.missing[0]} to {log.missing[1]}")
    lines += [f"  WRONG: {fault}" for fault in log.faults]
    return "\n".join(lines) + "\n"

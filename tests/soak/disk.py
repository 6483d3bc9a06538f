"""A small disk of its own for Postgres, so that filling it hurts nobody else. It needs the right to mount."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MEGABYTES = 400
_BLOCK = bytes(1 << 20)
_SMALL_BYTES_MAX = 4 << 30


@contextmanager
def small_disk(megabytes: int = MEGABYTES) -> Iterator[tuple[Path, bool]]:
    """
    Yield a folder that the account of Postgres can reach, and whether it could be a small tmpfs of its own.

    With 0 megabytes it is an ordinary folder.
    """
    with tempfile.TemporaryDirectory(prefix="gateway-soak-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        options = ("-t", "tmpfs", "-o", f"size={megabytes}m,mode=711", "tmpfs")
        is_mounted = megabytes > 0 and _succeeds("mount", *options, name)
        try:
            yield folder, is_mounted
        finally:
            if is_mounted:
                subprocess.run(["umount", "--lazy", name], check=True)  # noqa: S603, S607 (our own mount)


def is_small(folder: Path) -> bool:
    """Return whether the folder is on a disk that may be filled."""
    disk = os.statvfs(folder)
    return disk.f_blocks * disk.f_frsize <= _SMALL_BYTES_MAX


def fill(ballast: Path) -> None:
    """Write until the disk has no room; refuses a disk that is not small."""
    if not is_small(ballast.parent):
        raise RuntimeError(f"{ballast.parent} is not on a small disk of its own")
    for size in (len(_BLOCK), 512):
        with suppress(OSError), ballast.open("ab", buffering=0) as file:
            while file.write(_BLOCK[:size]):
                continue


def _succeeds(*command: str) -> bool:
    try:
        return subprocess.run(command, check=False, capture_output=True).returncode == 0  # noqa: S603 (fixed words)
    except FileNotFoundError:
        return False

"""
The pool's private folder in memory: one subfolder per engine process, removed with it, swept up if we were killed.

The folder's name holds our process id and start time, and we hold a lock on it, so that a later start can tell whether
its owner still lives, even from another process namespace.
"""

import contextlib
import fcntl
import os
import re
import secrets
import shutil
import tempfile
from pathlib import Path

import structlog

_NAME = re.compile(r"code-gateway-semgrep-(\d{1,10})-(\d{1,20})-[0-9a-f]{16}")
_UNAME_PLACES = ("/usr/bin/uname", "/bin/uname")
_log = structlog.get_logger(__name__)


def _start_ticks(process_id: int) -> int:
    """Return when the process started, in kernel ticks; 0 if there is none."""
    try:
        text = Path(f"/proc/{process_id}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    return int(text.rpartition(")")[2].split()[19])


class PoolFolder:
    """One pool's place for files. `tools` is the engine's whole PATH."""

    def __init__(self, base: str) -> None:
        """Create the folder under `base` (empty: /dev/shm, else the temporary folder); raises OSError."""
        shared_memory = Path("/dev/shm")  # noqa: S108 - names below it are unguessable, folders are 0700 or 0711
        self._base = (
            Path(base) if base else shared_memory if os.access(shared_memory, os.W_OK) else Path(tempfile.gettempdir())
        )
        self._base = self._base.resolve()
        name = f"code-gateway-semgrep-{os.getpid()}-{_start_ticks(os.getpid())}-{secrets.token_hex(8)}"
        self.path = self._base / name
        self.path.mkdir(mode=0o711)
        self._lock = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self.path.chmod(0o711)
        self.tools = self.path / "tools"
        self._make_tools()

    def _make_tools(self) -> None:
        """
        Link `uname`, and nothing else: the engine dies at start without it, and needs no other program.

        It also looks for `git` on every scan. Finding none is the fastest answer (0.15 ms of CPU for the child, 0.9 ms
        with `false`, 2.0 ms with git), while a `git` that succeeds without output makes the scan hang.
        """
        self.tools.mkdir(mode=0o755)
        self.tools.chmod(0o755)
        for place in _UNAME_PLACES:
            if Path(place).exists():
                (self.tools / "uname").symlink_to(place)
                return

    def new_subfolder(self, user_id: int | None) -> Path:
        """Return a new folder that only its owner (`user_id`, or we) may enter."""
        path = self.path / secrets.token_hex(8)
        for folder in (path, path / "home"):
            folder.mkdir(mode=0o700)
            if user_id is not None:
                os.chown(folder, user_id, user_id)
        return path

    def remove(self) -> None:
        """Remove everything and let go of the lock."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)

    def sweep(self) -> int:
        """Remove the folders that dead gateways left beside ours, and return how many."""
        swept = 0
        for path in self._base.glob("code-gateway-semgrep-*"):
            found = _NAME.fullmatch(path.name)
            if found is None or path == self.path or path.is_symlink() or not path.is_dir():
                continue
            process_id, ticks = int(found.group(1)), int(found.group(2))
            if _start_ticks(process_id) != ticks and self._is_abandoned(path):
                shutil.rmtree(path, ignore_errors=True)
                swept += 1
        if swept:
            _log.info("semgrep.folders_swept", count=swept)
        return swept

    @staticmethod
    def _is_abandoned(path: Path) -> bool:
        """Return whether the folder is ours to remove and nobody holds its lock."""
        try:
            lock = os.open(path, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except OSError:
            return False
        try:
            with contextlib.suppress(OSError):
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return os.fstat(lock).st_uid == os.geteuid()
            return False
        finally:
            os.close(lock)

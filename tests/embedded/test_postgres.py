"""The embedded Postgres: durable, private, restartable, and gone when its parent is gone."""

import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from gateway.embedded.postgres import EmbeddedPostgres
from gateway.errors import SettingsInvalid
from tests.conftest import PostgresServer

WAIT_S_MAX = 20
ORPHAN = """
import signal, sys
from pathlib import Path
from gateway.embedded.postgres import EmbeddedPostgres
server = EmbeddedPostgres(Path(sys.argv[1])).start()
print(server.pid, flush=True)
signal.pause()
"""


@pytest.fixture(scope="module")
def server(postgres_folder: Path) -> Iterator[EmbeddedPostgres]:
    """Yield a server of these tests' own."""
    with EmbeddedPostgres(postgres_folder / "embedded") as server:
        yield server


def setting(server: EmbeddedPostgres, name: str) -> str:
    """Return a setting of the running server."""
    with psycopg.connect(server.url()) as connection:
        row = connection.execute("SELECT current_setting(%s)", (name,)).fetchone()
    return str(row[0]) if row else ""


def gone(pid: int) -> bool:
    """Wait until a process is gone; False if it stays."""
    deadline = time.monotonic() + WAIT_S_MAX
    while time.monotonic() < deadline:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except (FileNotFoundError, ProcessLookupError):
            return True
        if state == "Z":
            return True
    return False


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("fsync", "on"),
        ("synchronous_commit", "on"),
        ("full_page_writes", "on"),
        ("data_checksums", "on"),
        ("password_encryption", "scram-sha-256"),
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
    ],
)
def test_it_is_durable_and_private(server: EmbeddedPostgres, name: str, value: str) -> None:
    """Nothing is traded for speed, and nobody outside the machine can connect."""
    server.start()

    assert value == setting(server, name)


def test_a_wrong_password_is_refused(server: EmbeddedPostgres) -> None:
    """Trust is not an authentication method."""
    server.start()

    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(f"postgresql://gateway_superuser:wrong@127.0.0.1:{server.port}/postgres")


def test_it_does_not_run_as_root(server: EmbeddedPostgres) -> None:
    """The server's processes have no rights beyond its own folder, which nobody else can read."""
    server.start()
    owner = os.stat(f"/proc/{server.pid}").st_uid  # noqa: PTH116  # a process, not a file
    mode = server.data_folder.stat().st_mode

    assert owner != 0
    assert 0o700 == stat.S_IMODE(mode)
    assert owner == server.data_folder.stat().st_uid


def test_data_survives_a_restart_and_a_kill(server: EmbeddedPostgres) -> None:
    """What was committed is there after a clean stop and after SIGKILL, on the same port."""
    server.start()
    port = server.port
    with psycopg.connect(server.url()) as connection:
        connection.execute("CREATE TABLE kept (number int)")
        connection.execute("INSERT INTO kept VALUES (1)")
    server.stop()
    server.start()
    with psycopg.connect(server.url()) as connection:
        connection.execute("INSERT INTO kept VALUES (2)")
    os.kill(server.pid, signal.SIGKILL)
    server.stop()
    server.start()
    with psycopg.connect(server.url()) as connection:
        numbers = connection.execute("SELECT number FROM kept ORDER BY number").fetchall()

    assert [(1,), (2,)] == numbers
    assert port == server.port


def test_starting_and_stopping_twice_is_harmless(server: EmbeddedPostgres) -> None:
    """Start returns a running server as it is; stop of a stopped one does nothing."""
    pid = server.start().pid

    assert pid == server.start().pid
    server.stop()
    server.stop()
    assert not server.running
    with pytest.raises(SettingsInvalid):
        _ = server.pid


def test_a_paused_server_can_be_stopped(server: EmbeddedPostgres) -> None:
    """A server that was stopped with SIGSTOP still obeys `stop`."""
    pid = server.start().pid
    os.kill(pid, signal.SIGSTOP)
    server.stop()

    assert gone(pid)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_it_dies_with_its_parent(server: EmbeddedPostgres, postgres_folder: Path, number: signal.Signals) -> None:
    """A gateway that is killed leaves no Postgres behind, and the next start takes over its folder."""
    server.stop()
    folder = postgres_folder / "embedded"
    with subprocess.Popen([sys.executable, "-c", ORPHAN, str(folder)], stdout=subprocess.PIPE, text=True) as parent:  # noqa: S603  # our own command
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        parent.send_signal(number)

    assert gone(pid)
    assert server.start().running


def test_a_folder_behind_a_closed_one_works_too(tmp_path: Path) -> None:
    """Data goes where the server's account can reach it; no parent folder is opened for that."""
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "postgres") as server:
        mode = stat.S_IMODE(closed.stat().st_mode)

        assert "on" == setting(server, "fsync")
        assert 0o700 == mode
        home = server.data_folder.parent
    if home != closed / "postgres":
        subprocess.run(["rm", "-r", str(home)], check=True)  # noqa: S603, S607  # the shelter of this test's folder


def test_its_log_holds_no_password(postgres_server: PostgresServer) -> None:
    """Neither the log nor the command line shows a password, and the log is private."""
    folder = postgres_server.folder / "shared"
    password = (folder / "superuser.password").read_text()
    command = Path(f"/proc/{postgres_server.process.pid}/cmdline").read_text()

    assert password not in (folder / "postgres.log").read_text() + command
    assert {0o600} == {stat.S_IMODE((folder / name).stat().st_mode) for name in ("postgres.log", "superuser.password")}

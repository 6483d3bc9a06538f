"""
Processes of the peers, each bounded in time and in a group of its own, so that nothing of them outlives its deadline.

Peers get a small environment of their own: no token, proxy or setting of the caller reaches them.
"""

import contextlib
import os
import select
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tests.bench.peer_result import PeerFailed

OUTPUT_CHARACTERS_SHOWN = 600
STOP_S_MAX = 5.0
_PIPE_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class Finished:
    """How a process ended and what it wrote."""

    code: int
    output: str
    errors: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """The moment, on the monotonic clock in seconds, at which a peer must be done."""

    at_s: float

    def left_s(self) -> float:
        """Return the seconds left; PeerFailed if there are none."""
        left = self.at_s - time.monotonic()
        if left <= 0:
            raise PeerFailed("time limit reached")
        return left


def deadline_in(limit_s: float) -> Deadline:
    """Return the deadline `limit_s` seconds from now."""
    return Deadline(time.monotonic() + limit_s)


def clean_environment(home: Path, **settings: str) -> dict[str, str]:
    """Return an environment of `settings`, the system's PATH, and `home` (made here) as home and temporary folder."""
    home.mkdir(parents=True, exist_ok=True)
    return {"PATH": os.defpath, "HOME": str(home), "TMPDIR": str(home), "LANG": "C.UTF-8", **settings}


def run_bounded(
    command: Sequence[str], *, deadline: Deadline, environment: Mapping[str, str] | None = None, given: str = ""
) -> Finished:
    """Run a command to its end with `given` as its input; PeerFailed if it cannot start or the deadline passes."""
    with (
        tempfile.TemporaryFile("w+") as source,
        tempfile.TemporaryFile("w+") as output,
        tempfile.TemporaryFile("w+") as errors,
    ):
        source.write(given)
        source.seek(0)
        with _process(command, source, output, errors, environment) as process:
            try:
                code = process.wait(timeout=deadline.left_s())
            except subprocess.TimeoutExpired as late:
                raise PeerFailed(f"time limit reached in {Path(command[0]).name}") from late
        return Finished(code, _content(output), _content(errors))


def demand_success(finished: Finished, doing: str) -> Finished:
    """Return the finished process; PeerFailed, with the end of its output, if its exit code is not 0."""
    if finished.code != 0:
        said = (finished.errors.strip() or finished.output.strip())[-OUTPUT_CHARACTERS_SHOWN:]
        raise PeerFailed(f"{doing}: exit code {finished.code}: {said}")
    return finished


@contextlib.contextmanager
def server_with_pipe(command: Sequence[str]) -> Iterator[IO[str]]:
    """Run a server of ours while the block runs, then end it; yields what it prints. PeerFailed if it cannot start."""
    with _process(command, subprocess.DEVNULL, subprocess.PIPE, subprocess.DEVNULL, None) as process:
        assert process.stdout is not None
        yield process.stdout


@contextlib.contextmanager
def server_with_log(command: Sequence[str], environment: Mapping[str, str], log: Path) -> Iterator[Callable[[], bool]]:
    """
    Run a peer's server while the block runs, then end it and its children; its output goes to `log`.

    Yields a function that says whether it still runs. PeerFailed if it cannot start.
    """
    with log.open("w") as file, _process(command, subprocess.DEVNULL, file, subprocess.STDOUT, environment) as process:
        yield lambda: process.poll() is None


def next_line(pipe: IO[str] | IO[bytes], deadline: Deadline) -> str:
    """
    Return the next line that a process of ours wrote to its pipe; PeerFailed if no whole line came before the deadline.

    Such a process writes one line and then waits, so nothing after the line is there to be lost.
    """
    line = b""
    while not line.endswith(b"\n"):
        ready, _, _ = select.select([pipe], [], [], deadline.left_s())
        piece = os.read(pipe.fileno(), _PIPE_BYTES) if ready else b""
        if ready and not piece:
            raise PeerFailed("the process ended without a whole line" if line else "the process said nothing")
        line += piece
    return line.decode()


@contextlib.contextmanager
def _process(
    command: Sequence[str],
    source: IO[str] | int,
    output: IO[str] | int,
    errors: IO[str] | int,
    environment: Mapping[str, str] | None,
) -> Iterator[subprocess.Popen[str]]:
    """Start a process in a session of its own; at the end of the block kill whatever is left of the session's group."""
    try:
        process = subprocess.Popen(  # noqa: S603 (the commands are this package's own)
            list(command),
            stdin=source,
            stdout=output,
            stderr=errors,
            env=environment,
            text=True,
            start_new_session=True,
        )
    except OSError as cause:
        raise PeerFailed(f"cannot start {Path(command[0]).name}: {cause.strerror}") from cause
    with process:
        try:
            yield process
        finally:
            _end(process)


def _end(process: subprocess.Popen[str]) -> None:
    """Ask a running process to end, then kill its group."""
    if process.poll() is None:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=STOP_S_MAX)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _content(file: IO[str]) -> str:
    file.seek(0)
    return file.read()

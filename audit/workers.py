"""
Processes that check pieces of a bundle side by side; their answers come in the order of the pieces.

A few pieces wait at each process, no more, so that memory stays bounded. A process that ends before it has answered
fails the verification: it never counts for a piece that is well. All of them end with the context, whatever ends it.
"""

import json
import math
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from audit.checking import CannotVerify
from audit.pieces import Checked, Piece
from audit.worker import answer_of, question_line

PROCESSES_MAX = 64
_PROCESSES_UNASKED_MAX = 8  # of 22 MB each: all together, with the verifier, stay below 300 MB
_WAITING_MAX = 3  # pieces at each process
_ANSWER_BYTES_MAX = 16_000_000
_ANSWER_S_MAX = 600
_END_S_MAX = 5
_LOOK_S = 1.0
_CODE = "import sys; sys.path.insert(0, sys.argv[1]); from audit.worker import main; main()"
_ADVICE = "nothing is said about the log; --processes 1 does without"

type Asked = tuple[Piece, bool]  # a piece, and whether the hashes of its leaves are wanted
type Answer = tuple[Piece, Checked | None]


def cores() -> int:
    """Return how many processes this machine has a use for."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(usable, _PROCESSES_UNASKED_MAX)


class Workers:
    """So many processes for one bundle, as a context; raises CannotVerify if they cannot be started."""

    def __init__(self, folder: Path, tenant: str, count: int) -> None:
        """Prepare."""
        self._bundle = json.dumps([str(folder.absolute()), tenant]).encode() + b"\n"
        self._count = count
        self._processes: list[subprocess.Popen[bytes]] = []
        self._asked_s = math.inf  # since when an answer is waited for
        self._is_over = threading.Event()
        self._watching = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Self:
        """Start them."""
        with ExitStack() as unless_all_start:
            unless_all_start.callback(self._end)
            for _ in range(self._count):
                self._processes.append(_started())
                self._tell(self._processes[-1], self._bundle)
            self._watching.start()
            unless_all_start.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End them."""
        self._end()

    def check(self, pieces: Iterable[Asked]) -> Iterator[Answer]:
        """Yield each piece with what it adds to the whole, in their order; raises CannotVerify if a process ends."""
        waiting: deque[tuple[Piece, subprocess.Popen[bytes]]] = deque()
        for number, (piece, is_hashed) in enumerate(pieces):
            process = self._processes[number % self._count]
            self._tell(process, question_line(piece, is_hashed=is_hashed))
            waiting.append((piece, process))
            if len(waiting) == self._count * _WAITING_MAX:
                yield self._answer(*waiting.popleft())
        while waiting:
            yield self._answer(*waiting.popleft())

    def _tell(self, process: subprocess.Popen[bytes], line: bytes) -> None:
        try:
            os.write(_pipe(process.stdin).fileno(), line)  # past the buffer, which could not be closed if this fails
        except OSError as error:
            raise _ended(process) from error

    def _answer(self, piece: Piece, process: subprocess.Popen[bytes]) -> Answer:
        self._asked_s = time.monotonic()
        line = _pipe(process.stdout).readline(_ANSWER_BYTES_MAX)
        self._asked_s = math.inf
        if not line.endswith(b"\n"):
            raise _ended(process)
        return piece, answer_of(line)

    def _watch(self) -> None:
        """End all if an answer does not come in time: then whoever waits for it is told."""
        while not self._is_over.wait(_LOOK_S):
            if time.monotonic() - self._asked_s > _ANSWER_S_MAX:
                for process in self._processes:
                    process.kill()

    def _end(self) -> None:
        self._is_over.set()
        for process in self._processes:
            process.kill()  # each has answered, or nobody waits for its answer
        for process in self._processes:
            process.wait()
            for pipe in (_pipe(process.stdin), _pipe(process.stdout)):
                pipe.close()
        if self._watching.is_alive():
            self._watching.join()


def _started() -> subprocess.Popen[bytes]:
    """Start a process that knows this package and the standard library, and nothing of the environment."""
    folder = str(Path(__file__).absolute().parent.parent)
    command = [sys.executable, "-I", "-S", "-c", _CODE, folder]
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603  # our own code
    except OSError as error:
        raise CannotVerify(f"no process can be started ({error.strerror}): {_ADVICE}") from error


def _ended(process: subprocess.Popen[bytes]) -> CannotVerify:
    """Return the complaint about a process that does not answer any more."""
    try:
        status = process.wait(_END_S_MAX)
    except subprocess.TimeoutExpired:
        process.kill()
        status = process.wait()
    return CannotVerify(f"a process that checks records ended with status {status}: {_ADVICE}")


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise CannotVerify(f"a process has no pipe: {_ADVICE}")
    return pipe

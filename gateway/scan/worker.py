"""
One analysis worker as the gateway sees it: a child process behind a socket, asked one thing at a time.

Whatever goes wrong (death, silence, nonsense) is a `WorkerLost`; a lost worker is killed, never asked again.
"""

import asyncio
import select
import socket
import sys
import time
from asyncio.subprocess import DEVNULL, Process
from contextlib import ExitStack, suppress
from typing import Final

import msgspec

from gateway.scan.sandbox_exec import Plan
from gateway.scan.worker_messages import (
    LENGTH_BYTES,
    Configuration,
    Ready,
    Reply,
    Request,
    decode_reply,
    frame,
    frame_length,
)

_REAP_S_MAX: Final = 5.0
_CPU_CLOCK: Final = 2  # user and system time of all threads
_MODULE: Final = "gateway.scan.worker_process"


class WorkerLost(Exception):
    """The worker died, was too late, or answered nonsense; the text says which."""

    def __init__(self, why: str, *, is_starved: bool = False) -> None:
        """Say why; `is_starved` if the machine kept the processor from it, so that its input is not to blame."""
        super().__init__(why)
        self.is_starved = is_starved


class _Late(Exception):
    """The deadline of an exchange has passed."""


class Worker:
    """A warm child; `start` makes one."""

    def __init__(
        self, process: Process, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, ready: Ready
    ) -> None:
        """Take a child that has said that it is ready."""
        self._process = process
        self._reader = reader
        self._writer = writer
        self.ready = ready
        self._poll = select.poll()
        self._poll.register(writer.get_extra_info("socket").fileno(), select.POLLIN | select.POLLHUP)

    @property
    def pid(self) -> int:
        """The child's process id."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether an idle child still runs: it has nothing to say, so any event on its socket is its end."""
        return self._process.returncode is None and not self._reader.at_eof() and not self._poll.poll(0)

    async def ask(self, request: Request, *, answer_ms_max: int) -> Reply:
        """
        Return the first reply, within `answer_ms_max` milliseconds.

        Raises WorkerLost; the worker is then to be killed.
        """
        return await self._heard(request, frame(request), answer_ms_max)

    async def hear(self, request: Request, *, answer_ms_max: int) -> Reply:
        """Return the next reply to what was asked; as `ask`."""
        return await self._heard(request, b"", answer_ms_max)

    async def _heard(self, request: Request, message: bytes, answer_ms_max: int) -> Reply:
        before_ms = _cpu_ms(self.pid)
        try:
            reply = await _exchange(self._reader, self._writer, message, answer_ms_max)
        except _Late:
            spent_ms = _cpu_ms(self.pid) - before_ms
            raise WorkerLost("was too late", is_starved=spent_ms < answer_ms_max / 2) from None
        if isinstance(reply, Ready) or reply.id != request.id:
            raise WorkerLost("answered another question")
        return reply

    async def kill(self) -> None:
        """End the child and reap it, within five seconds."""
        self._writer.close()
        await _end(self._process)


async def start(configuration: Configuration, plan: Plan, *, start_ms_max: int) -> Worker:
    """
    Start a child, which enters the sandbox of the plan, and wait until it is warm, at most `start_ms_max` milliseconds.

    Call it in the event loop's thread: when that ends, the kernel kills the child. Raises WorkerLost.
    """
    with ExitStack() as cleaning:
        ours, theirs = socket.socketpair()
        cleaning.callback(ours.close)
        cleaning.callback(theirs.close)
        try:
            process = await _spawn(theirs, plan)
        except OSError as error:
            raise WorkerLost("could not be started") from error
        theirs.close()
        reader, writer = await asyncio.open_unix_connection(sock=ours)
        # From here on the writer owns the socket.
        cleaning.pop_all()
    try:
        ready = _as_ready(await _exchange(reader, writer, frame(configuration), start_ms_max))
    except (WorkerLost, _Late, asyncio.CancelledError) as error:
        writer.close()
        await _end(process)
        if isinstance(error, _Late):
            raise WorkerLost("did not start in time") from None
        raise
    return Worker(process, reader, writer, ready)


def _as_ready(reply: Reply) -> Ready:
    if not isinstance(reply, Ready):
        raise WorkerLost("did not say that it is ready")
    return reply


async def _spawn(theirs: socket.socket, plan: Plan) -> Process:
    """Start the child with no environment of ours and only its own socket."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        "-m",
        _MODULE,
        str(theirs.fileno()),
        plan.encoded(),
        stdin=DEVNULL,
        stdout=DEVNULL,
        stderr=DEVNULL,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        pass_fds=(theirs.fileno(),),
        start_new_session=True,
    )


async def _exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, message: bytes, answer_ms_max: int
) -> Reply:
    try:
        async with asyncio.timeout(answer_ms_max / 1000):
            if message:
                writer.write(message)
                await writer.drain()
            length = frame_length(await reader.readexactly(LENGTH_BYTES))
            return decode_reply(await reader.readexactly(length))
    except TimeoutError:
        raise _Late from None
    except (OSError, EOFError) as error:
        raise WorkerLost("died") from error
    except (msgspec.MsgspecError, ValueError) as error:
        raise WorkerLost("answered nonsense") from error


def _cpu_ms(pid: int) -> float:
    """
    Return the processor time that a process has used; 0 when it is gone.

    Linux numbers the CPU clocks of other processes like this (clock_getcpuclockid(3), which Python lacks). Reading one
    takes half a microsecond; /proc takes twenty, and this is done twice a completion.
    """
    try:
        return time.clock_gettime(~pid << 3 | _CPU_CLOCK) * 1000
    except OSError:
        return 0


async def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        process.kill()
    with suppress(TimeoutError):
        async with asyncio.timeout(_REAP_S_MAX):
            await process.wait()

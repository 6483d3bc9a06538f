"""
How third-party parsers are started: scrubbed environment, own user, no network, bounded memory, dead when we are.

`probe` finds out once which layers this kernel and this user permit; from then on every start demands exactly those, so
a layer never goes missing quietly. What is missing is logged as `sandbox.degraded` and shown by `Capabilities.status`.
"""

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import structlog

from gateway.errors import ScanIncomplete
from gateway.scan import sandbox_exec

_LAUNCHER = str(Path(sandbox_exec.__file__).resolve())
_PROBE = str(Path(__file__).with_name("sandbox_probe.py").resolve())
_PROBE_SECONDS_MAX = 20.0
_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What a parser may use.

    `memory_bytes_max` bounds the address space, `file_size_bytes_max` any file it writes, `open_files_max` its
    descriptors. `user_id` is the unprivileged user (and group number) it runs as when we are root; 65534 is `nobody`.
    """

    memory_bytes_max: int = 2_147_483_648
    file_size_bytes_max: int = 1_048_576
    open_files_max: int = 64
    user_id: int = 65_534


@dataclass(frozen=True, slots=True)
class Capabilities:
    """
    Which layers are in force. rlimits, no_new_privs, own session, scrubbed environment and parent-death always are.

    `user_id` None means that the parser keeps our user; `network` is keep, cut or cut_as_user; `missing` says why a
    layer is not there.
    """

    user_id: int | None
    network: str
    drop_capabilities: bool
    missing: tuple[str, ...] = ()

    def status(self) -> Mapping[str, str]:
        """Return the layers in words, for `/readyz` and the record."""
        return {
            "user": "own" if self.user_id is not None else "ours",
            "network": "kept" if self.network == "keep" else "none",
            "capabilities": "none" if self.drop_capabilities or os.geteuid() != 0 else "ours",
            "missing": ", ".join(self.missing),
        }


@dataclass(frozen=True, slots=True)
class Launch:
    """One program to start: `program` is its file, `argv` its arguments with argv[0], `folder` its working folder."""

    program: str
    argv: tuple[str, ...]
    folder: str
    environment: Mapping[str, str]


async def probe(limits: Limits, must_read: tuple[str, ...]) -> Capabilities:
    """
    Try every layer in a child that does nothing else, and return those that work.

    `must_read` are files that the parser needs; a user that cannot read them all is not used. Raises ScanIncomplete if
    the child does not answer within 20 s.
    """
    works = await _working_layers(str(limits.user_id), *must_read)
    is_root = os.geteuid() == 0
    missing = []
    if not is_root:
        missing.append("own user: we are not root")
    elif "user" not in works:
        missing.append("own user: not permitted, or it cannot read the engine's files")
    # A user namespace made by root would undo the change of user, so it is for ordinary users only.
    network = "cut" if "cut" in works else "cut_as_user" if "cut_as_user" in works and not is_root else "keep"
    if network == "keep":
        missing.append("no network: the kernel permits no network namespace")
    if is_root and "capabilities" not in works:
        missing.append("no capabilities: the bounding set may not be changed")
    found = Capabilities(
        user_id=limits.user_id if is_root and "user" in works else None,
        network=network,
        drop_capabilities="capabilities" in works,
        missing=tuple(missing),
    )
    if missing:
        _log.warning("sandbox.degraded", missing=found.missing)
    return found


async def _working_layers(*arguments: str) -> frozenset[str]:
    """Return the names of the layers that work, as the probe prints them."""
    child = subprocess.Popen(  # noqa: ASYNC220, S603 - as in `start`; a fixed program
        [sys.executable, "-I", "-S", "-B", _PROBE, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={},
        close_fds=True,
    )
    try:
        async with asyncio.timeout(_PROBE_SECONDS_MAX):
            while child.poll() is None:  # noqa: ASYNC110 - a child's end has no event without a child watcher
                await asyncio.sleep(0.005)
        printed = child.stdout.read() if child.stdout else b""
    except TimeoutError as error:
        raise ScanIncomplete("sandbox: the probe did not answer") from error
    finally:
        await end(child)
    if child.returncode != 0:
        raise ScanIncomplete(
            f"sandbox: the probe failed with exit status {child.returncode}: {sys.executable} must run without any "
            "environment variable, for scanners get none"
        )
    return frozenset(printed.decode().split())


def start(launch: Launch, limits: Limits, capabilities: Capabilities) -> subprocess.Popen[bytes]:
    """
    Start the program behind pipes with every layer that `capabilities` names, in its own session.

    Call it in the thread that lives as long as the service (the event loop's): when that thread ends the kernel kills
    the child. A refused layer ends the child with status 125 and a line on its stderr. Raises OSError if no process can
    be made.
    """
    plan = sandbox_exec.Plan(
        memory_bytes_max=limits.memory_bytes_max,
        file_size_bytes_max=limits.file_size_bytes_max,
        open_files_max=limits.open_files_max,
        user_id=-1 if capabilities.user_id is None else capabilities.user_id,
        network=capabilities.network,
        drop_capabilities=capabilities.drop_capabilities,
        parent_pid=os.getpid(),
    )
    launcher = (sys.executable, "-I", "-S", "-B", _LAUNCHER, plan.encoded())
    return subprocess.Popen(  # noqa: S603 - a fixed program, no shell; the arguments are ours
        [*launcher, launch.program, *launch.argv],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        bufsize=0,
        cwd=launch.folder,
        env=dict(launch.environment),
        close_fds=True,
        start_new_session=True,
    )


async def end(child: subprocess.Popen[bytes], seconds_max: float = 5.0) -> bool:
    """Kill the child and its session, close our pipes, reap it, and return whether it is gone in time."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, 9)
        child.kill()
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds_max):
            while child.poll() is None:  # noqa: ASYNC110 - a child's end has no event without a child watcher
                await asyncio.sleep(0.002)
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    return child.poll() is not None

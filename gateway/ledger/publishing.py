"""
Publishes checkpoints where the database's owner cannot take them back: files, a git repository, a syslog collector.

A place that fails is logged and tried again with the next checkpoint; it holds up no other, nor the sequencer for
longer than its limit. What was published is also what the sequencer compares itself with when it takes the lead.
"""

import asyncio
import os
import socket
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import structlog

from audit.checkpoint import Checkpoint, CheckpointInvalid, unverified
from audit.confirmation import STAMP, STAMPED, WITNESSED
from audit.tiles import TILE_HASHES, tiles_of

_NAME = "checkpoint"
_FILE_MODE = 0o644
_END_S_MAX = 2
_COMPLAINT_BYTES_MAX = 300
_REST_FACTOR = 10
_NOTICE = 13 * 8 + 5  # facility "log audit", severity "notice"

type Hashes = Callable[[int, int, int], Awaitable[Sequence[bytes]]]  # level, first, count -> hashes of that level

log = structlog.get_logger()


class SinkFailed(Exception):
    """A place of publication could not take a checkpoint; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Publication:
    """A signed checkpoint, and the tree that it is about."""

    checkpoint: Checkpoint
    note: bytes
    hashes: Hashes


class Sink(Protocol):
    """A place of publication."""

    name: str

    def published(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield the newest checkpoint of each log that can be read back here, by origin."""
        ...

    async def publish(self, publication: Publication) -> None:
        """Publish durably; raises SinkFailed."""
        ...


class Publisher:
    """All places of publication, each with its own failures."""

    def __init__(self, sinks: Sequence[Sink], sink_ms_max: int) -> None:
        """Publish to these places."""
        self._sinks = tuple(sinks)
        self._sink_s_max = sink_ms_max / 1000
        self._rests_until_s: dict[str, float] = {}
        self.failures: dict[str, int] = {sink.name: 0 for sink in sinks}

    def published(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield what was published anywhere."""
        for sink in self._sinks:
            yield from sink.published()

    async def publish(self, publication: Publication) -> None:
        """Publish everywhere; a place that fails is counted and logged, one that was silent rests."""
        for sink in self._sinks:
            if time.monotonic() < self._rests_until_s.get(sink.name, 0.0):
                self.failures[sink.name] += 1
                continue
            try:
                async with asyncio.timeout(self._sink_s_max):
                    await sink.publish(publication)
            except (SinkFailed, TimeoutError, OSError) as error:
                self.failures[sink.name] += 1
                if isinstance(error, TimeoutError):  # else every log's checkpoint would wait for it, and sequencing too
                    self._rests_until_s[sink.name] = time.monotonic() + self._sink_s_max * _REST_FACTOR
                log.warning("checkpoint.not_published", sink=sink.name, reason=str(error) or type(error).__name__)


class FolderSink:
    """
    Files as C2SP tlog-tiles lays them out, below `folder/origin`: `checkpoint` and `tile/…`, to be served as they are.

    Tiles are written before the checkpoint that needs them. A folder with write-once storage keeps what it has.
    """

    name = "folder"

    def __init__(self, folder: Path) -> None:
        """Publish below this folder."""
        self._folder = folder
        self._writing = asyncio.Lock()  # an older checkpoint must not be put over a newer one

    def published(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield the checkpoints that lie in the folder; one that cannot be read counts as none, and is logged."""
        for path in sorted(self._folder.rglob(_NAME)):
            try:
                checkpoint = unverified(path.read_bytes())
            except (CheckpointInvalid, OSError) as error:
                log.warning("checkpoint.unreadable", path=str(path), reason=str(error))
                continue
            yield checkpoint.origin, checkpoint

    async def publish(self, publication: Publication) -> None:
        """Write the new tiles, then the checkpoint."""
        place = self._folder / publication.checkpoint.origin
        had = _size_at(place, publication)
        for tile in tiles_of(had, publication.checkpoint.size):
            hashes = await publication.hashes(tile.level, tile.index * TILE_HASHES, tile.width)
            await asyncio.to_thread(write_durably, place / tile.path, b"".join(hashes))
        async with self._writing:
            await asyncio.to_thread(write_durably, place / _NAME, publication.note)

    async def witnessed(self, checkpoint: Checkpoint, note: bytes, lines: Sequence[bytes]) -> None:
        """Publish a cosigned checkpoint beside the newest one, and as the newest one if it still is that."""
        place = self._folder / checkpoint.origin
        whole = note + b"".join(lines)
        await asyncio.to_thread(write_durably, place / WITNESSED, whole)
        async with self._writing:
            if self._is_newest(place, checkpoint):
                await asyncio.to_thread(write_durably, place / _NAME, whole)

    async def stamped(self, checkpoint: Checkpoint, note: bytes, token: bytes) -> None:
        """Publish a time stamp and its checkpoint: the stamp first, so that no checkpoint has another's for long."""
        place = self._folder / checkpoint.origin
        await asyncio.to_thread(write_durably, place / STAMP, token)
        await asyncio.to_thread(write_durably, place / STAMPED, note)

    def _is_newest(self, place: Path, checkpoint: Checkpoint) -> bool:
        """Return whether the published checkpoint is this one, whoever signed it."""
        try:
            return unverified((place / _NAME).read_bytes()) == checkpoint
        except (FileNotFoundError, CheckpointInvalid):
            return False


class GitSink:
    """A git working tree: each checkpoint is a commit, which others can fetch and nobody can change unseen."""

    name = "git"

    def __init__(self, folder: Path, *, push: bool) -> None:
        """Commit in this working tree; `push` to its upstream, too."""
        self._folder = folder
        self._push = push

    def published(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield the checkpoints of the working tree."""
        yield from FolderSink(self._folder).published()

    async def publish(self, publication: Publication) -> None:
        """Write, commit and perhaps push the checkpoint."""
        path = self._folder / publication.checkpoint.origin / _NAME
        _size_at(path.parent, publication)
        await asyncio.to_thread(write_durably, path, publication.note)
        await self._git("add", "--", str(path))
        subject = f"{publication.checkpoint.origin} {publication.checkpoint.size}"
        identity = ("-c", "user.name=gateway", "-c", "user.email=gateway@localhost", "-c", "commit.gpgsign=false")
        await self._git(*identity, "commit", "--quiet", "--allow-empty", "--message", subject)
        if self._push:
            await self._git("push", "--quiet")

    async def _git(self, *arguments: str) -> None:
        environment = {**os.environ, "GIT_TERMINAL_PROMPT": "0"}
        # Into a file: what git leaves running in the background may hold a pipe open for as long as it likes.
        with tempfile.TemporaryFile() as complaints:
            process = await asyncio.create_subprocess_exec(
                "git",
                *("-C", str(self._folder)),
                *arguments,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.DEVNULL,
                stderr=complaints,
                env=environment,
            )
            try:
                await process.wait()
            except asyncio.CancelledError:
                await _ended(process)
                raise
            complaints.seek(0)
            complaint = complaints.read(_COMPLAINT_BYTES_MAX).decode(errors="replace").strip()
        if process.returncode:
            raise SinkFailed(f"git {arguments[0]}: {complaint}")


class SyslogSink:
    """A syslog collector (RFC 5424 over UDP). It cannot be read back; it is one more witness."""

    name = "syslog"

    def __init__(self, address: str) -> None:
        """Send to HOST:PORT."""
        host, _, port = address.rpartition(":")
        self._address = (host.strip("[]"), int(port))

    def published(self) -> Iterator[tuple[str, Checkpoint]]:
        """Yield nothing: a collector is not read back."""
        yield from ()

    async def publish(self, publication: Publication) -> None:
        """Send the whole note as one message."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        host = socket.gethostname() or "-"
        head = f"<{_NOTICE}>1 {now} {host} gateway {os.getpid()} checkpoint - "
        message = head.encode() + publication.note.replace(b"\n", b"\\n")
        loop = asyncio.get_running_loop()
        transport, _ = await loop.create_datagram_endpoint(asyncio.DatagramProtocol, remote_addr=self._address)
        transport.sendto(message)
        transport.close()


async def _ended(process: asyncio.subprocess.Process) -> None:
    """End a git that takes too long: asked first, so that it takes its lock away, which would stop every later one."""
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), _END_S_MAX)
    except TimeoutError:
        process.kill()
        await process.wait()


def _size_at(place: Path, publication: Publication) -> int:
    """Return the size that is published there; raises SinkFailed if it is larger: a log never becomes shorter."""
    try:
        size = unverified((place / _NAME).read_bytes()).size
    except FileNotFoundError:
        return 0
    except CheckpointInvalid:
        return 0  # half written by somebody else: everything is published again
    if size > publication.checkpoint.size:
        raise SinkFailed(f"{place} has a checkpoint of {size} records already: another worker leads, or led")
    return size


def write_durably(path: Path, content: bytes) -> None:
    """Put a file into its place at once, or not at all; when this returns, it survives a crash."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(file.fileno(), _FILE_MODE)
            os.fsync(file.fileno())
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)  # it is still there only if something failed
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)

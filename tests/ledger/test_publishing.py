"""Publication never goes back, and never leaves a place in which nothing can be published any more."""

import asyncio
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from audit.checkpoint import Checkpoint, unverified
from audit.merkle import root_hash
from gateway.ledger.publishing import FolderSink, GitSink, Publication, Publisher, SinkFailed, SyslogSink
from tests.audit.signing import ORIGIN, checkpoint_note
from tests.audit.trees import StoredTree, leaves

# (A shell may sleep through a signal that comes just before it begins to wait.)
_SLOW_GIT = """#!{python} -I
import signal
from pathlib import Path

signal.pthread_sigmask(signal.SIG_BLOCK, {{signal.SIGTERM}})
Path("{lock}").touch()
Path("{begun}").write_text("begun\\n")
signal.sigwait({{signal.SIGTERM}})
Path("{lock}").unlink()
"""


def _publication(size: int) -> Publication:
    async def hashes(level: int, first: int, count: int) -> Sequence[bytes]:
        return StoredTree(leaves(size)).hashes(level, first, count)

    root = root_hash(leaves(size))
    return Publication(Checkpoint(ORIGIN, size, root), checkpoint_note(size, root), hashes)


@pytest.mark.parametrize("sink", [FolderSink, lambda folder: GitSink(folder, push=False)])
async def test_an_old_leader_does_not_take_a_newer_checkpoint_back(tmp_path: Path, sink: type[FolderSink]) -> None:
    """A worker that stalled, lost the lead and wakes up again still has an old checkpoint in its hands."""
    await FolderSink(tmp_path).publish(_publication(9))

    with pytest.raises(SinkFailed, match="a checkpoint of 9 records already"):
        await sink(tmp_path).publish(_publication(5))
    assert 9 == unverified((tmp_path / ORIGIN / "checkpoint").read_bytes()).size


async def test_a_git_that_takes_too_long_takes_its_lock_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at once it would leave `index.lock`, and every later commit would fail until somebody removes that."""
    lock, begun, programs = tmp_path / "index.lock", tmp_path / "begun", tmp_path / "bin"
    programs.mkdir()
    (programs / "git").write_text(_SLOW_GIT.format(python=sys.executable, lock=lock, begun=begun))
    (programs / "git").chmod(0o755)
    os.mkfifo(begun)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    publishing = asyncio.create_task(GitSink(tmp_path / "repository", push=False).publish(_publication(5)))
    assert "begun\n" == await asyncio.to_thread(begun.read_text)
    had_lock = lock.exists()
    publishing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await publishing

    assert had_lock
    assert not lock.exists()


async def test_what_git_leaves_in_the_background_holds_nothing_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`git push` may leave a helper behind that keeps git's output open for as long as it likes."""
    programs, end = tmp_path / "bin", tmp_path / "end"
    programs.mkdir()
    os.mkfifo(end)
    (programs / "git").write_text(f"#!/bin/sh\n(read line < {end}) &\necho it complains >&2\nexit 1\n")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    try:
        with pytest.raises(SinkFailed, match="git add: it complains"):
            await GitSink(tmp_path / "repository", push=False).publish(_publication(5))
    finally:
        end.write_text("end\n")


class _Silent(SyslogSink):
    """A place that never answers."""

    asked = 0

    async def publish(self, publication: Publication) -> None:
        """Wait for ever."""
        del publication
        self.asked += 1
        await asyncio.Event().wait()


async def test_a_place_that_does_not_answer_is_not_asked_for_every_log() -> None:
    """A hundred tenants' checkpoints would wait for it one after the other, and the sequencer with them."""
    sink = _Silent("127.0.0.1:9")
    publisher = Publisher((sink,), sink_ms_max=300)
    for _ in range(5):
        await publisher.publish(_publication(1))

    assert 1 == sink.asked
    assert {sink.name: 5} == publisher.failures

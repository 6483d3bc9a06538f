"""What the service logs may be lost; it must not stop anything."""

import io
import sys

import pytest

from gateway.cli import running
from gateway.cli.running import StandardError


class _Full(io.StringIO):
    def write(self, text: str) -> int:
        raise OSError(28, "No space left on device", text)

    def flush(self) -> None:
        raise OSError(28, "No space left on device")


def test_a_full_disk_under_the_log_fails_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger's writer logs that the disk is full, on a full disk: that line is lost, and the writer lives."""
    monkeypatch.setattr(sys, "stderr", _Full())
    log = StandardError()

    assert 3 == log.write("a b")
    log.flush()


def test_what_can_be_written_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    """On a well machine nothing is lost."""
    log = StandardError()
    log.write("one line\n")
    log.flush()

    assert "one line\n" == capsys.readouterr().err


def test_what_is_collected_at_the_end_touches_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The interpreter takes modules apart before it finalises objects: closing needs none of them."""
    log = StandardError()
    monkeypatch.setattr(running, "contextlib", None)
    monkeypatch.setattr(running, "sys", None)

    log.close()

    assert not log.closed

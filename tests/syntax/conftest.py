"""A slow machine fails no test of what a repair finds; those of its time limit run in processes of their own."""

import pytest

from gateway.syntax import parsing

_PATIENCE_MS = 5_000


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a repair time enough on any machine."""
    monkeypatch.setattr(parsing, "_CPU_MS_MAX", _PATIENCE_MS)

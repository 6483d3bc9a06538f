"""Every entry about JavaScript proves itself: one program that it finds, one that it passes."""

import pytest

from gateway.dataflow.knowledge import Entry, Option, Setting, Sink
from gateway.syntax.parsing import Budget, parse
from tests.dataflow_javascript.running import FOLDER, entries, found, libraries


def _name(entry: Entry) -> str:
    return f"{type(entry).__name__}-{entry.names[0]}"


def test_library_files() -> None:
    """Every file is read, and is not empty."""
    assert len(list(FOLDER.glob("*.toml"))) == len(libraries()) > 0
    assert all(list(library.entries()) for library in libraries())


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_entry_parses(entry: Entry) -> None:
    """Both programs of an entry are JavaScript without errors."""
    for text in (entry.find, entry.safe):
        assert text.strip()
        assert parse("javascript", text, Budget()).ok


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_entry_finds(entry: Entry) -> None:
    """What an entry must find is found, as the weakness of which it speaks."""
    weaknesses = found(entry.find)

    assert weaknesses
    if isinstance(entry, Sink | Option | Setting):
        assert entry.weakness in weaknesses


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_entry_passes(entry: Entry) -> None:
    """What an entry must pass is not reported."""
    assert set() == found(entry.safe)


@pytest.mark.parametrize("entry", entries(), ids=_name)
def test_entry_holds_in_typescript(entry: Entry) -> None:
    """One knowledge serves both languages: in TypeScript the same is found and passed."""
    assert found(entry.find) == found(entry.find, "typescript")
    assert set() == found(entry.safe, "typescript")

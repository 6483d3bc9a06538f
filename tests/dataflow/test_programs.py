"""Every entry of the standard knowledge of Python proves itself."""

import ast
import tomllib
from pathlib import Path

import msgspec
import pytest

from gateway.dataflow import python
from gateway.dataflow.analyse import analyse
from gateway.dataflow.knowledge import Entry, Knowledge, Library

FOLDER = Path(__file__).parents[2] / "policies" / "standard" / "knowledge" / "python"
LIBRARIES = tuple(
    [msgspec.convert(tomllib.loads(path.read_text()), type=Library) for path in sorted(FOLDER.glob("*.toml"))]
)
KNOWLEDGE = Knowledge(LIBRARIES)
ENTRIES = [
    pytest.param(entry, id=f"{library.library}-{type(entry).__name__}-{number}-{entry.names[0]}")
    for library in LIBRARIES
    for number, entry in enumerate(library.entries())
]


def weaknesses(text: str) -> set[str]:
    """Return what a program is found to have."""
    return {one.weakness for one in analyse(python.program(ast.parse(text)), KNOWLEDGE).verdicts if one.is_weakness}


@pytest.mark.parametrize("entry", ENTRIES)
def test_an_entry_finds_and_passes_what_it_says(entry: Entry) -> None:
    """`find` gives the entry's weakness (or any, if it has none), `safe` does not."""
    weakness = getattr(entry, "weakness", "")
    must_find, must_pass = weaknesses(entry.find), weaknesses(entry.safe)

    assert weakness in must_find if weakness else must_find
    assert weakness not in must_pass if weakness else not must_pass
    assert entry.find.strip()
    assert entry.safe.strip()

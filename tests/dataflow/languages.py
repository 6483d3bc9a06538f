"""How the tests of front ends over syntax trees read and analyse a language, with the standard bundle's knowledge."""

import contextlib
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec
from hypothesis import strategies as st

from gateway.bundles.knowledge import SHARED
from gateway.dataflow.analyse import analyse
from gateway.dataflow.knowledge import Entry, Knowledge, Library
from gateway.dataflow.tree import Program
from gateway.scan.front_ends import FRONT_ENDS
from gateway.syntax.parsing import Budget, BudgetSpent, parse

_KNOWLEDGE = Path(__file__).parents[2] / "policies" / "standard" / "knowledge"
_DEEP = 20_000


@dataclass(frozen=True)
class Spoken:
    """One language."""

    name: str

    @cached_property
    def libraries(self) -> tuple[Library, ...]:
        """All libraries of the standard bundle that speak of the language."""
        names = (self.name, *[name for name, others in SHARED.items() if self.name in others])
        files = [file for name in names for file in sorted((_KNOWLEDGE / name).glob("*.toml"))]
        return tuple([msgspec.convert(tomllib.loads(file.read_text()), type=Library) for file in files])

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """All entries of its own libraries, without those that it shares with another language."""
        own_count = len(list((_KNOWLEDGE / self.name).glob("*.toml")))
        return tuple([entry for library in self.libraries[:own_count] for entry in library.entries()])

    @cached_property
    def knowledge(self) -> Knowledge:
        """What the standard bundle knows of the language."""
        return Knowledge(self.libraries)

    def program(self, text: str) -> Program:
        """Return the neutral form of a text, broken or not."""
        return FRONT_ENDS[self.name].reader(self.libraries)(text)

    def found(self, text: str) -> set[str]:
        """Return the weaknesses of a text."""
        verdicts = analyse(self.program(text), self.knowledge).verdicts
        return {verdict.weakness for verdict in verdicts if verdict.is_weakness}

    def sure(self, text: str, weakness: str) -> set[str]:
        """Return how sure the data flow is of a weakness in a text, for each time that it finds it."""
        verdicts = analyse(self.program(text), self.knowledge).verdicts
        return {verdict.confidence for verdict in verdicts if verdict.weakness == weakness and verdict.is_weakness}

    def refuted(self, text: str, weakness: str) -> list[str]:
        """Return why a weakness in a text is believed to be none, for each time that it is."""
        verdicts = analyse(self.program(text), self.knowledge).verdicts
        return [verdict.safe for verdict in verdicts if verdict.safe and verdict.weakness == weakness]

    def proves(self, entry: Entry) -> None:
        """Check that an entry's programs are whole, and found and passed as it says."""
        weakness = getattr(entry, "weakness", "")
        must_find = self.found(entry.find)

        assert all(text.strip() and parse(self.name, text, Budget()).ok for text in (entry.find, entry.safe))
        assert weakness in must_find if weakness else must_find
        assert set() == self.found(entry.safe)

    def survives(self, words: tuple[str, ...]) -> None:
        """Check that texts which nest too deeply are refused in one way only."""
        for word in words:
            with contextlib.suppress(RecursionError, BudgetSpent):
                self.found(word * _DEEP)

    def parts(self) -> st.SearchStrategy[str]:
        """Return a strategy that draws any part of the programs of the entries."""
        texts = st.sampled_from([entry.find for entry in self.entries])
        return st.tuples(texts, st.integers(0, 400), st.integers(1, 400)).map(lambda one: one[0][one[1] :][: one[2]])


def name_of(entry: Entry) -> str:
    """Return what a test of an entry is called."""
    return f"{type(entry).__name__}-{entry.names[0]}"

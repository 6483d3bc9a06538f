"""
Runs the programs beside each entry of the knowledge with the real engine, which the caller passes in.

An entry's `find` must give its weakness, its `safe` must not. For an entry that is about no single weakness (a source,
a sanitiser), `find` must give one and `safe` none.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from gateway.bundles.knowledge import LoadedKnowledge, LoadedLibrary, where
from gateway.dataflow.knowledge import Entry
from gateway.errors import ScanIncomplete

_RIVALS_MAX: Final = 3
_AT_A_TIME: Final = 2  # as many as there are workers, unless the caller has more
type Flow = Callable[[str, str], Awaitable[frozenset[str] | None]]
"""Takes a language and a program; returns the weaknesses that are reported, None if the language is not read."""


@dataclass(frozen=True, slots=True)
class ProgramFailure:
    """A program that did not do what its entry says: file, entry, which of the two, and what is wrong."""

    file: str
    entry: str
    program: str
    why: str


@dataclass(frozen=True, slots=True)
class ProgramsReport:
    """What became of all programs: how many ran, are missing, or are in a language that is not read; and failures."""

    run_count: int
    missing_count: int
    unread_count: int
    failures: tuple[ProgramFailure, ...]

    @property
    def passed(self) -> bool:
        """Say whether every program did what its entry says, and none is missing."""
        return not self.failures and not self.missing_count

    def text(self) -> str:
        """Return the report for a reader: each failure, then the sum."""
        lines = [f"{one.file}: {one.entry}: `{one.program}` {one.why}\n" for one in self.failures]
        total = (
            f"{self.run_count} programs of the data flow's entries: {len(self.failures)} failed, "
            f"{self.missing_count} missing, {self.unread_count} in languages that are not read\n"
        )
        return "".join([*lines, total])


async def check_programs(knowledge: LoadedKnowledge, flow: Flow, *, program_ms_max: int) -> ProgramsReport:
    """Return what became of every entry's programs, two at a time, each within `program_ms_max`."""
    slots = asyncio.Semaphore(_AT_A_TIME)

    async def outcome(library: LoadedLibrary, entry: Entry, program: str) -> ProgramFailure | str:
        async with slots:
            found = await _outcome(library, entry, program, flow, program_ms_max)
        if isinstance(found, ProgramFailure) and program == "find":
            return replace(found, why=found.why + _rivals(library, entry, knowledge))
        return found

    outcomes = await asyncio.gather(
        *(
            outcome(library, entry, program)
            for library in knowledge.libraries
            for entry in library.library.entries()
            for program in ("find", "safe")
        )
    )
    return ProgramsReport(
        run_count=_count(outcomes, "ran") + sum(isinstance(one, ProgramFailure) for one in outcomes),
        missing_count=_count(outcomes, "missing"),
        unread_count=_count(outcomes, "unread"),
        failures=tuple(one for one in outcomes if isinstance(one, ProgramFailure)),
    )


def _rivals(library: LoadedLibrary, entry: Entry, knowledge: LoadedKnowledge) -> str:
    """Return which other names a program without imports may mean by an entry's, so that it means none for sure."""
    libraries = [one.library for one in knowledge.libraries if one.language == library.language]
    others = [other for one in libraries for other in one.entries()]
    lasts = {name.rpartition(".")[2] for name in entry.names}
    rivals = {
        name
        for other in others
        for name in set(other.names) - set(entry.names)
        if not name.startswith(".") and lasts & {name.rpartition(".")[2], name.partition(".")[0]}
    }
    named = ", ".join(sorted(rivals)[:_RIVALS_MAX])
    return f"; the bare name may mean {named}, too: import the library in the program" if rivals else ""


def _count(outcomes: Iterable[ProgramFailure | str], what: str) -> int:
    return sum(one == what for one in outcomes)


async def _outcome(
    library: LoadedLibrary, entry: Entry, program: str, flow: Flow, program_ms_max: int
) -> ProgramFailure | str:
    """Return `ran`, `missing`, `unread`, or the failure."""
    text: str = getattr(entry, program)
    if not text.strip():
        return "missing"
    try:
        async with asyncio.timeout(program_ms_max / 1000):
            found = await flow(library.language, text)
    except TimeoutError:
        return ProgramFailure(library.file, where(entry), program, f"did not end within {program_ms_max} ms")
    except ScanIncomplete as failure:
        return ProgramFailure(library.file, where(entry), program, f"could not be read: {failure.reason}")
    if found is None:
        return "unread"
    wrong = _wrong(entry, program, found)
    return ProgramFailure(library.file, where(entry), program, wrong) if wrong else "ran"


def _wrong(entry: Entry, program: str, found: frozenset[str]) -> str:
    """Return what is wrong with what was found, or an empty text."""
    weakness: str = getattr(entry, "weakness", "")
    if program == "find":
        missed = weakness not in found if weakness else not found
        return f"does not give {weakness or 'any weakness'}" if missed else ""
    too_many = found & {weakness} if weakness else found
    return f"gives {', '.join(sorted(too_many))}" if too_many else ""

"""
Runs the data flow on one parsed text, with a canary behind it: foreign data that reaches a sink nobody else knows.

The canary's verdict proves that the interpreter came to the end of the text, and that sources, values and sinks work.
A text that is too much for the engine's steps or time is followed again in few ways, see `dataflow.ways`: nothing in it
is refuted then. If that is too much as well it raises `FlowIncomplete`; it is never half-judged.
"""

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import msgspec

from gateway.dataflow.analyse import STEPS_MAX, Analysis, Effort, analyse
from gateway.dataflow.knowledge import Knowledge, Library, Sink, Source
from gateway.dataflow.tree import Program
from gateway.dataflow.verdicts import Verdict
from gateway.scan.facts import FlowMatch
from gateway.scan.front_ends import FLOW_CANARY, FRONT_ENDS, Read

CPU_MS_MAX: Final = 200
# A longer text has this time once more for each so many characters more, up to a few times; fewer in few ways.
_LONG_CHARS: Final = 8_000
_MORE_CHARS: Final = 10_000
_MORE_MAX: Final = 8
_MORE_IN_FEW_WAYS_MAX: Final = 2
_NONCE: Final = re.compile(r"['\"]n([0-9a-z]+)['\"]")
_CANARY: Final = Library(
    library=FLOW_CANARY,
    sources=(Source(names=(f"{FLOW_CANARY}.source",), origin="request"),),
    sinks=(Sink(names=(f"{FLOW_CANARY}.sink",), arguments=(0,), context=FLOW_CANARY, weakness=FLOW_CANARY),),
)
_libraries_decoder: Final = msgspec.json.Decoder(tuple[Library, ...])


class FlowIncomplete(Exception):
    """The text is too much for the engine's steps or time."""


@dataclass(frozen=True, slots=True)
class Flow:
    """
    What the engine says: its matches (columns in UTF-8 bytes), the canary's nonce if it was seen, and its work.

    `in_few_ways`: functions were not entered anew at every call, and nothing was refuted.
    """

    matches: tuple[FlowMatch, ...]
    nonce: str
    steps_count: int
    in_few_ways: bool = False


class FlowEngine:
    """The data flow, its knowledge indexed. Use it from one thread."""

    def __init__(
        self, knowledge: Mapping[str, bytes], *, steps_max: int = STEPS_MAX, cpu_ms_max: int = CPU_MS_MAX
    ) -> None:
        """Take each language's libraries, as the bundle holds them. Raises msgspec.MsgspecError if they are none."""
        self._steps_max = steps_max
        self._cpu_ms_max = cpu_ms_max
        self._knowledge: dict[str, Knowledge] = {}
        self._reads: dict[str, Read] = {}
        for language in knowledge.keys() & FRONT_ENDS.keys():
            libraries = _libraries_decoder.decode(knowledge[language])
            self._knowledge[language] = Knowledge((*libraries, _CANARY))
            self._reads[language] = FRONT_ENDS[language].reader((*libraries, _CANARY))

    def knows(self, language: str) -> bool:
        """Tell whether the engine reads this language."""
        return language in self._knowledge

    def read(self, language: str, text: str) -> Program:
        """Return the neutral form of a text with its canary. Raises what `front_ends.Read` raises."""
        return self._reads[language](text)

    def analyse(self, program: Program, text: str, own_lines_count: int) -> Flow:
        """
        Return what is to be said of the first `own_lines_count` lines of a text; its canary stands below them.

        Raises FlowIncomplete, and RecursionError when the text nests too deeply.
        """
        more = max(len(text) - _LONG_CHARS, 0) / _MORE_CHARS
        cpu_ms_max = self._cpu_ms_max * (1 + min(more, _MORE_MAX))
        analysis = self._analysis(program, own_lines_count, cpu_ms_max, in_few_ways=False)
        in_few_ways = not analysis.is_complete
        if in_few_ways:
            cpu_ms_max = self._cpu_ms_max * (1 + min(more, _MORE_IN_FEW_WAYS_MAX))
            analysis = self._analysis(program, own_lines_count, cpu_ms_max, in_few_ways=True)
        if not analysis.is_complete:
            raise FlowIncomplete
        doubts = [Verdict(weakness, "", place) for weakness, place in analysis.doubts]
        own = [verdict for verdict in (*analysis.verdicts, *doubts) if verdict.weakness != FLOW_CANARY]
        return Flow(
            matches=tuple(_match(verdict) for verdict in own if verdict.place[0] <= own_lines_count),
            nonce=_seen_nonce(analysis.verdicts, text.split("\n"), own_lines_count),
            steps_count=analysis.steps_count,
            in_few_ways=in_few_ways,
        )

    def _analysis(self, program: Program, own_lines_count: int, cpu_ms_max: float, *, in_few_ways: bool) -> Analysis:
        ends_at = time.thread_time() + cpu_ms_max / 1000
        effort = Effort(self._steps_max, lambda: time.thread_time() > ends_at, in_few_ways)
        return analyse(program, self._knowledge[program.language], effort, own_lines_count=own_lines_count)


def with_canary(language: str, nonce: str) -> str:
    """Return what is to be appended to a text of a language."""
    return FRONT_ENDS[language].canary.replace("NONCE", nonce)


def _seen_nonce(verdicts: tuple[Verdict, ...], lines: list[str], own_lines_count: int) -> str:
    """Return the nonce in the line of the canary's verdict, or an empty text."""
    for verdict in verdicts:
        if verdict.weakness == FLOW_CANARY and not verdict.safe and verdict.place[0] > own_lines_count:
            found = _NONCE.search(lines[verdict.place[0] - 1])
            return found[1] if found is not None else ""
    return ""


def _match(verdict: Verdict) -> FlowMatch:
    line, column, end_line, end_column = verdict.place
    return FlowMatch(
        weakness=verdict.weakness,
        confidence=verdict.confidence,
        safe=verdict.safe,
        line=line,
        column=column,
        end_line=end_line,
        end_column=end_column,
        by_name=verdict.by_name,
    )

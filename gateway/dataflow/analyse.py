"""
The whole of it: a program and what is known of libraries in, verdicts out.

A refutation is a promise about another engine's finding, so it is kept only if nothing speaks against it: the call was
never seen with a value that nobody could judge, and no doubtful call hides among its arguments.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final, override

from gateway.dataflow import results
from gateway.dataflow.callsite import CallSite
from gateway.dataflow.interpreter import Interpreter
from gateway.dataflow.knowledge import Knowledge, Sink
from gateway.dataflow.machine import BudgetSpent, Outcome, Pending
from gateway.dataflow.tree import NOWHERE, Function, Place, Program
from gateway.dataflow.value import Value
from gateway.dataflow.verdicts import VERDICTS_MAX, Verdict
from gateway.dataflow.ways import Ways

STEPS_MAX: Final = 40_000
RESULT_KINDS: Final = frozenset(results.GIVES)  # the words that the knowledge may use
PARTS: Final = frozenset({"all", "first", "script", "none", "text", "answer", "entries"})
_STEPS_BETWEEN_LOOKS: Final = 64
_DOUBTS_MAX: Final = 500


@dataclass(frozen=True, slots=True)
class Analysis:
    """
    The verdicts, whether all of the program was understood within steps and time, and how many steps that took.

    `doubts` are weaknesses and places of calls that were looked at and judged in no way.
    """

    verdicts: tuple[Verdict, ...]
    is_complete: bool
    steps_count: int = 0
    doubts: tuple[tuple[str, Place], ...] = ()


@dataclass(frozen=True, slots=True)
class Effort:
    """
    How much an analysis may cost: steps, and until `is_late`, which is asked now and then, says so.

    `in_few_ways` is for programs that would take too long: functions are not entered anew at every call (see `ways`),
    and nothing is said to be safe.
    """

    steps_max: int = STEPS_MAX
    is_late: Callable[[], bool] = lambda: False
    in_few_ways: bool = False


def analyse(
    program: Program, knowledge: Knowledge, effort: Effort = Effort(), *, own_lines_count: int | None = None
) -> Analysis:
    """
    Return what is to be said of a program. Raises RecursionError when it nests too deeply.

    Statements below `own_lines_count` run as a program of their own, after everything else: they are reached even if
    the lines before end in a `raise`.
    """
    watcher = _Watcher(knowledge, effort)
    is_complete = True
    try:
        for part in _parts(program, own_lines_count):
            watcher.run(part)
    except BudgetSpent:
        is_complete = False
    verdicts = watcher.verdicts.all()
    is_complete = is_complete and len(verdicts) < VERDICTS_MAX
    is_sure = is_complete and not effort.in_few_ways
    kept = [verdict for verdict in verdicts if not verdict.safe or (is_sure and watcher.stands(verdict))]
    return Analysis(tuple(kept), is_complete, watcher.steps_count, watcher.unjudged(kept))


def _parts(program: Program, own_lines_count: int | None) -> Iterable[Program]:
    if own_lines_count is None:
        return (program,)
    own = [statement for statement in program.body if statement.place[0] <= own_lines_count]
    # What a front end writes by itself, like imports for what a language knows without, is for both.
    appended = [one for one in program.body if one.place[0] > own_lines_count or one.place == NOWHERE]
    return tuple([Program(program.language, tuple(part), program.shared, program.hidden) for part in (own, appended)])


class _Watcher(Interpreter):
    """An interpreter that looks at the clock, and remembers what speaks against a refutation."""

    def __init__(self, knowledge: Knowledge, effort: Effort) -> None:
        super().__init__(knowledge, effort.steps_max)
        self._effort = effort
        self._ways = Ways() if effort.in_few_ways else None
        self._looks_at = effort.steps_max
        self._judgements_count = 0
        self._doubts: dict[str, set[Place]] = {}
        self._entered: set[Place] = set()

    @property
    def steps_count(self) -> int:
        """How many steps were taken."""
        return self._effort.steps_max - self._steps_left

    def stands(self, refutation: Verdict) -> bool:
        """Tell whether nothing speaks against a refutation."""
        doubts = self._doubts.get(refutation.weakness, set())
        if len(doubts) > _DOUBTS_MAX or refutation.place in self._entered:
            # What is said of all that a function returns is said of no single call in it.
            return False
        return not any(_is_inside(doubt, refutation.place) for doubt in doubts)

    def unjudged(self, verdicts: Sequence[Verdict]) -> tuple[tuple[str, Place], ...]:
        """Return the calls that were looked at and judged in no way."""
        judged = {(verdict.weakness, verdict.place) for verdict in verdicts}
        doubts = sorted((weakness, place) for weakness, places in self._doubts.items() for place in places)
        return tuple([doubt for doubt in doubts[:_DOUBTS_MAX] if doubt not in judged])

    @override
    def pause(self) -> None:
        super().pause()
        if self._effort.is_late():
            raise BudgetSpent
        self._looks_at = max(self._steps_left - _STEPS_BETWEEN_LOOKS, 0)

    @override
    def report(self, weakness: str, confidence: str, place: Place, *, by_name: bool = False) -> None:
        self._judgements_count += 1
        self._doubts.setdefault(weakness, set()).add(place)
        super().report(weakness, confidence, place, by_name=by_name)

    @override
    def refute(self, weakness: str, place: Place, reason: str) -> None:
        self._judgements_count += 1
        super().refute(weakness, place, reason)

    @override
    def check_sink(self, sink: Sink, site: CallSite) -> None:
        before = self._judgements_count
        super().check_sink(sink, site)
        is_asked = bool(site.judged(sink.arguments)) and site.meets(sink.when)
        if is_asked and self._judgements_count == before:
            self._doubts.setdefault(sink.weakness, set()).add(site.place)

    @override
    def check_value(self, sink: Sink, value: Value, place: Place) -> None:
        before = self._judgements_count
        super().check_value(sink, value, place)
        if self._judgements_count == before:
            self._doubts.setdefault(sink.weakness, set()).add(place)

    @override
    def enter(self, function: Function, site: CallSite, owner: Value | None, *, is_closure: bool = False) -> Outcome:
        if self._ways is None:
            return super().enter(function, site, owner, is_closure=is_closure)
        outcome = self._ways.outcome(function, site, owner)
        if outcome is not None:
            self.take_note(self._ways.changes(function, site))
            return outcome
        changes_count = len(self.changes)
        outcome = super().enter(function, site, owner, is_closure=is_closure)
        self._ways.add(function, site, owner, outcome, is_changing=len(self.changes) > changes_count)
        return outcome

    @override
    def _enter_from_outside(self, pending: Pending) -> set[str]:
        self._entered.add(pending.function.place)
        return super()._enter_from_outside(pending)


def _is_inside(one: Place, other: Place) -> bool:
    """Tell whether one place lies in another, or is it."""
    return one[:2] >= other[:2] and one[2:] <= other[2:]

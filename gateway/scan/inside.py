"""
Code inside code, as the scanner sees it: findings in the program become findings in the text that holds it.

What of it cannot be read, because it is put together when the text runs or is in a language that no engine knows, could
do anything: that is a finding, with which the profile deals as with every call whose target cannot be told.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from gateway.policy.bundle import Rule
from gateway.scan import fusion
from gateway.scan.facts import DYNAMIC_CAPABILITY, DYNAMIC_RULE, ApiFact
from gateway.syntax.fragments import Embedded
from gateway.syntax.repair import Repaired
from gateway.syntax.spans import span_in_candidate
from gateway.values import Finding, Span

DEPTH_MAX: Final = 3
UNREAD: Final = frozenset({"syntax", "misdeclared_language"})
"""The reasons for which a program is not read, but not refused: what holds it may only look like a program."""
_UNREAD: Final = "code inside code that cannot be read before it runs"


@dataclass(frozen=True, slots=True)
class Inside:
    """A program inside a reading."""

    program: Embedded
    reading: Repaired

    def moved(self, findings: Iterable[Finding]) -> list[Finding]:
        """Return findings in the program at their place in the candidate; those outside it are left out."""
        spans = ((finding, self._span(finding.span)) for finding in findings)
        return [replace(finding, span=span) for finding, span in spans if span is not None]

    def unread(self, rules: Mapping[str, Rule]) -> list[Finding]:
        """Return the finding that the program could not be read."""
        (line, column), (end_line, end_column) = self._place(1, 1), self._place(len(self.program.lines), 2)
        fact = ApiFact(DYNAMIC_RULE, DYNAMIC_CAPABILITY, _UNREAD, line, column, end_line, end_column)
        return fusion.from_api([fact], rules, self._clip)

    def _span(self, span: Span) -> Span | None:
        return self._clip(*self._place(span.line, span.column), *self._place(span.end_line, span.end_column))

    def _place(self, line: int, column: int) -> tuple[int, int]:
        """Return where a place of the program is in the reading; one behind the program's end is at its end."""
        host_line, before = self.program.lines[min(line, len(self.program.lines)) - 1]
        return host_line, before + column

    def _clip(self, line: int, column: int, end_line: int, end_column: int) -> Span | None:
        return span_in_candidate(self.reading, line, column, end_line, end_column)

"""
What the data flow understands to be safe, and which findings of other engines that refutes.

A refutation speaks of one call. It refutes a report of this very call, a report of a few lines around it (of its
statement, that is), and, of SQL, a report of a text among its arguments, to which tools point instead of the call. In
doubt it refutes nothing: not where the data flow itself reports the same weakness, or saw another such call of which it
can say nothing, and not for overlapping alone.
Sad path: a statement that an unknown library would run, written among the arguments of a refuted call, is refuted too.
"""

from collections.abc import Iterable, Mapping
from typing import Final, Protocol

from gateway.policy.bundle import Rule
from gateway.scan.facts import FlowMatch
from gateway.scan.families import families
from gateway.values import Confidence, Standing

FLOW_PREFIX: Final = "flow-"
_REASON_CHARS_MAX: Final = 100
_STATEMENT_LINES_MAX: Final = 6
_UNNAMED: Final = "it is understood"
# Whose reports are about the text of a statement, wherever in the call it stands.
_OF_TEXT: Final = families({"CWE-89"})


class Place(Protocol):
    """Anything with a place in the analysed text."""

    @property
    def line(self) -> int:
        """The first line, from 1."""

    @property
    def column(self) -> int:
        """The first column, from 1, in code points."""

    @property
    def end_line(self) -> int:
        """The last line."""

    @property
    def end_column(self) -> int:
        """The column behind the last character."""


class Refutations:
    """The refutations in one text. They say nothing of any other text, not even of one with the same lines."""

    def __init__(self, flow: Iterable[FlowMatch], rules: Mapping[str, Rule]) -> None:
        """Take all that the data flow says of a text, and the policy's catalogue; unknown weaknesses count for none."""
        self._safe: list[tuple[frozenset[str], FlowMatch]] = []
        self._doubtful: list[tuple[frozenset[str], FlowMatch]] = []
        self._all = tuple(flow)
        for match in self._all:
            rule = rules.get(f"{FLOW_PREFIX}{match.weakness}")
            if rule is not None:
                (self._safe if match.safe else self._doubtful).append((families(rule.cwe), match))

    def standing(self, owner: str, place: Place) -> Standing:
        """
        Return what the weakness that owns a rule makes of the rule's report at a place.

        It must have looked there: of what the data flow knows nothing, the report stands. Where it has looked and does
        not report, the report is refuted if all was understood there, and else only left to it.
        """
        seen = self._of_owner(owner, place) if owner else []
        reported = [match for match in seen if match.confidence]
        if reported:
            return Standing.BY_NAME if all(match.by_name for match in reported) else Standing.FIRM
        if not seen:
            return Standing.FIRM
        return Standing.REFUTED if all(match.safe for match in seen) else Standing.UNFOLLOWED

    def confidence(self, owner: str, place: Place) -> str:
        """Return how sure the weakness that owns a rule is of its report at a place; empty without one."""
        return max((match.confidence for match in self._of_owner(owner, place)), key=Confidence.weight_of, default="")

    def _of_owner(self, owner: str, place: Place) -> list[FlowMatch]:
        """Return what the data flow says of a weakness on the lines of a place."""
        return [match for match in self._all if match.weakness == owner and _share_lines(place, match)]

    def reason(self, cwe: Iterable[str], place: Place) -> str:
        """Return why a report of these CWEs at a place is wrong, in words that quote no code, or an empty text."""
        if not self._safe:
            return ""
        reported = families(cwe)
        if any(reported & known and _overlap(place, match) for known, match in self._doubtful):
            return ""
        for known, match in self._safe:
            if reported & known and (
                _is_about(place, match) or (reported & known & _OF_TEXT and _lies_in(place, match))
            ):
                return _worded(match.safe)
        return ""


def _is_about(place: Place, match: FlowMatch) -> bool:
    """Tell whether a report is of this call (an engine may not know where its last line ends), or of its statement."""
    if _start(place) == _start(match) and place.end_line == match.end_line:
        return place.end_column >= match.end_column and (_end(place) == _end(match) or match.end_line > match.line)
    is_short = place.end_line - place.line < _STATEMENT_LINES_MAX
    return is_short and _start(place) <= _start(match) and _end(match) <= _end(place)


def _lies_in(place: Place, match: FlowMatch) -> bool:
    return _start(match) <= _start(place) and _end(place) <= _end(match)


def _share_lines(place: Place, match: FlowMatch) -> bool:
    return place.line <= match.end_line and match.line <= place.end_line


def _overlap(place: Place, match: FlowMatch) -> bool:
    return _start(place) < _end(match) and _start(match) < _end(place)


def _start(place: Place) -> tuple[int, int]:
    return place.line, place.column


def _end(place: Place) -> tuple[int, int]:
    return place.end_line, place.end_column


def _worded(reason: str) -> str:
    """Return a worker's reason if it looks like one of the engine's own, which are plain words."""
    is_plain = len(reason) <= _REASON_CHARS_MAX and all(one.isalpha() or one in " ,-" for one in reason)
    return reason if is_plain and reason.isascii() else _UNNAMED

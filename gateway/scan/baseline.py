"""
What an engine says of the text around a candidate without the candidate, so that a finding which the completion brings
about in the user's own lines (a suffix's call that is fed by the completion) is told from one that was there before.

The prefix is compared like the suffix: a later line does change what an engine says of an earlier one. Names bound
below a function are followed into it, constants of a module hold in all of it, loops carry values back.

A baseline must never hold anything of the candidate that could bring about the very finding that it is to explain. In
doubt it knows too little, and the finding counts.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from typing import Final

from gateway.scan.fusion import Clip
from gateway.scan.stand_ins import stand_ins
from gateway.scan.unproven import EngineUnproven
from gateway.scan.worker_messages import Prepared
from gateway.scan.worker_pool import Unanalysable
from gateway.syntax.repair import Repaired
from gateway.syntax.spans import span_in_candidate
from gateway.values import Confidence, Engine, Finding, Severity, Span, Standing

ENTRIES_MAX: Final = 64
_IMPORT: Final = re.compile(r"[ \t]*(?:import|from)[ \t][^;\\(\n]*")
_GRAVE: Final = frozenset({Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM})

type Seen = Callable[[Clip], list[Finding]]
type Ask = Callable[[Repaired], Awaitable[Seen]]
type Prepare = Callable[[str, str], Awaitable[Prepared]]
type _Key = tuple[str, Engine, str | None, str, tuple[Standing, Severity, Confidence], bool, int]
type _Known = frozenset[_Key] | None


@dataclass(frozen=True, slots=True)
class Asked:
    """
    Engines that are asked together about a text in one language.

    `ask` raises Unanalysable if they cannot read the text. `reader` are cheaper engines that say so first.
    """

    name: str
    language: str
    ask: Ask
    reader: "Asked | None" = None


class Baselines:
    """Answers which findings outside a candidate are new; remembers the last `ENTRIES_MAX` surroundings."""

    def __init__(self, prepare: Prepare) -> None:
        """Take `prepare(language, prefix)`, which makes a prefix without a candidate into a text that parses."""
        self._prepare = prepare
        self._entries: OrderedDict[bytes, _Known] = OrderedDict()
        self.scans_count = 0

    async def news(self, asked: Asked, reading: Repaired, seen: Seen) -> list[Finding]:
        """
        Return the grave findings outside the candidate that are absent without it, each over the whole candidate.

        `seen` is what the engines saw in the reading. Where they can read no text without the candidate, every finding
        is new. Raises ScanIncomplete.
        """
        if not reading.kept:
            return []
        found = [
            finding
            for finding in seen(partial(_outside, reading))
            if _is_grave(finding) and not (asked.language == "python" and _is_import_before(reading, finding))
        ]
        if not reading.suffix_used:
            # What follows the candidate is our own: brackets and blocks that a repair closed.
            found = [finding for finding in found if _offset(reading.text, finding.span) < reading.start]
        if not found:
            return []
        known = await self._known(asked, reading)
        new = [finding for finding in found if known is None or not _keys(reading, finding) & known]
        whole = span_in_candidate(reading, 1, 1, reading.text.count("\n") + 1, len(reading.text) + 1)
        return [] if whole is None else list(dict.fromkeys(replace(finding, span=whole) for finding in new))

    async def _known(self, asked: Asked, reading: Repaired) -> _Known:
        if not reading.suffix_used:
            return await self._remembered(asked, reading.text[: reading.start], None)
        for other in stand_ins(asked.language, reading):
            before = other.text[: other.start]
            if asked.reader is not None and await self._remembered(asked.reader, before, other) is None:
                continue
            known = await self._remembered(asked, before, other)
            if known is not None:
                return known
        return None

    async def _remembered(self, asked: Asked, before: str, other: Repaired | None) -> _Known:
        """Return what the engines see in this text, or, for want of one, in what precedes the candidate, repaired."""
        key = _digest((asked.name, asked.language, before, "" if other is None else other.text[other.start :]))
        if key in self._entries:
            self._entries.move_to_end(key)
            return self._entries[key]
        known: _Known = None
        try:
            if other is None:
                other = (await self._prepare(asked.language, before)).repaired
            if other is not None:
                self.scans_count += 1
                seen = await asked.ask(other)
                known = frozenset(_key(other, finding) for finding in seen(Span))
        except (Unanalysable, EngineUnproven):
            # An open string before the candidate, say, closes only with it: of such a text nothing is known.
            known = None
        self._entries[key] = known
        while len(self._entries) > ENTRIES_MAX:
            self._entries.popitem(last=False)
        return known


def _outside(reading: Repaired, line: int, column: int, end_line: int, end_column: int) -> Span | None:
    """Return a place of the whole text that does not touch the candidate, as it is."""
    if span_in_candidate(reading, line, column, end_line, end_column) is not None:
        return None
    return Span(line=line, column=column, end_line=end_line, end_column=end_column)


def _is_grave(finding: Finding) -> bool:
    return finding.capability is not None if finding.engine is Engine.API else finding.severity in _GRAVE


def _is_import_before(reading: Repaired, finding: Finding) -> bool:
    """
    Tell whether it is about a one-line import of Python that ends before the candidate's line.

    Such a statement reads the same whatever follows it, so the candidate cannot have caused what is said of it.
    """
    begin = _offset(reading.text, Span(line=finding.span.line, column=1, end_line=1, end_column=1))
    end = reading.text.find("\n", begin)
    return 0 <= end < reading.start and _IMPORT.fullmatch(reading.text, begin, end) is not None


def _key(reading: Repaired, finding: Finding) -> _Key:
    """Return what stays the same of a finding when only the candidate changes: its distance from the text's far end."""
    offset = _offset(reading.text, finding.span)
    is_before = offset < reading.start
    distance = reading.start - offset if is_before else len(reading.text) - offset
    grades = finding.standing, finding.severity, finding.confidence
    return finding.rule, finding.engine, finding.capability, finding.message, grades, is_before, distance


def _keys(reading: Repaired, finding: Finding) -> frozenset[_Key]:
    """Return the keys of what makes a finding no news: itself, and one that is no better in any grade."""
    grades = product({finding.standing, Standing.FIRM}, finding.severity.or_graver(), finding.confidence.or_graver())
    return frozenset(
        _key(reading, replace(finding, standing=standing, severity=severity, confidence=confidence))
        for standing, severity, confidence in grades
    )


def _offset(text: str, span: Span) -> int:
    """Return where a span of the whole text begins, in code points from 0."""
    start = 0
    for _ in range(span.line - 1):
        start = text.find("\n", start) + 1
        if start == 0:
            return len(text)
    return start + span.column - 1


def _digest(parts: Iterable[str]) -> bytes:
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogatepass")
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.digest()

"""
Rules over the raw text of a completion, in any language: tokens and keys (`secrets`), dangerous strings (`text`). They
need no parser, so they also read what a repair dropped and what no engine can parse. Pure; time linear in the text.
"""

import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gateway.values import Confidence, Engine, Finding, Severity, Span

VALUE = "value"
"""The group of a pattern that holds the secret itself; without it, the whole match is the secret."""


@dataclass(frozen=True, slots=True)
class TextRule:
    """
    One rule. It is for all languages if `languages` is empty.

    A match counts unless `unless` is found in it or its value has less than `entropy_min` bits a character. `needs` are
    words in lower case: a text without any of them cannot match, so the pattern is not even tried.
    """

    id: str
    engine: Engine
    severity: Severity
    confidence: Confidence
    cwe: tuple[str, ...]
    message: str
    remedy: str
    pattern: re.Pattern[str]
    languages: frozenset[str] = frozenset()
    unless: re.Pattern[str] | None = None
    entropy_min: float = 0.0
    needs: tuple[str, ...] = ()

    def found(self, text: str, lowered: str | None = None) -> Iterator[tuple[int, int]]:
        """Yield where the rule matches, if the text, `lowered` in lower case, has a word that it needs."""
        words = text.lower() if lowered is None else lowered
        if not self.needs or any(word in words for word in self.needs):
            yield from self.places(text)

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where the rule matches: start and end in code points."""
        for found in self.pattern.finditer(text):
            value = found.group(VALUE) if VALUE in self.pattern.groupindex else found.group()
            is_placeholder = self.unless is not None and self.unless.search(found.group()) is not None
            if not is_placeholder and entropy_of(value) >= self.entropy_min:
                yield found.span()


def entropy_of(text: str) -> float:
    """Return the bits a character that the text's own letters carry."""
    counts = Counter(text).values()
    return -sum(count / len(text) * math.log2(count / len(text)) for count in counts)


def findings_in(text: str, language: str, rules: Iterable[TextRule]) -> list[Finding]:
    """Return what the rules for the language find in the text."""
    lowered = text.lower()
    lines = [0, *(newline.end() for newline in re.finditer("\n", text))]
    return [
        Finding(
            rule=rule.id,
            engine=rule.engine,
            severity=rule.severity,
            confidence=rule.confidence,
            cwe=rule.cwe,
            span=Span(*_place(lines, start), *_place(lines, end)),
            message=rule.message,
            remedy=rule.remedy,
        )
        for rule in rules
        if not rule.languages or language in rule.languages
        for start, end in rule.found(text, lowered)
    ]


def _place(lines: list[int], offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset, given where the lines begin."""
    line = bisect_right(lines, offset)
    return line, offset - lines[line - 1] + 1

"""
The engines over raw text, as the scanner asks them.

Most languages are read by Semgrep and by more, and these rules only add to that. A language that nothing else reads
(SQL) is scanned by them alone, so there they must prove that they ran: a canary line with an unguessable word is put
after the text, and a canary rule after the language's own. It must be found, on its line, or nothing may be concluded.
"""

import re
import secrets
import time
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Final

from gateway.policy.texts import TextRule, findings_in
from gateway.scan.unproven import EngineUnproven
from gateway.syntax.repair import Repaired
from gateway.syntax.spans import span_in_candidate
from gateway.values import Confidence, Engine, Evidence, Finding, Severity, Span

_NONCE_BYTES: Final = 8
_CANARY: Final = "text-canary"
_LINE_CHARS_MAX: Final = 400


class RawText:
    """The rules over raw text of one bundle."""

    def __init__(self, rules: Iterable[TextRule], rules_digest: str) -> None:
        """Take the rules and the digest that their evidence names."""
        self._rules = tuple(rules)
        self._rules_digest = rules_digest

    def reads(self, language: str) -> bool:
        """Tell whether a rule is for this very language, so that scanning it by raw text alone says something."""
        return any(language in rule.languages for rule in self._rules)

    def findings(self, text: str, language: str) -> list[Finding]:
        """Return what the rules find in a text, without proof that they ran."""
        return findings_in(text, language, self._rules)

    def begun(self, before: str, text: str, language: str) -> list[Finding]:
        """Return what the rules find in the text's first line that begins in the line that it completes."""
        line = before.rpartition("\n")[2][-_LINE_CHARS_MAX:]
        whole = line + text.partition("\n")[0][:_LINE_CHARS_MAX]
        found = findings_in(whole, language, self._rules) if line.strip() and len(whole) > len(line) else []
        return [
            replace(one, span=replace(one.span, column=1, end_column=one.span.end_column - len(line)))
            for one in found
            if one.span.column <= len(line) < one.span.end_column - 1
        ]

    def read(self, text: str, language: str) -> list[Evidence]:
        """Return that a text was read, if there are rules for its language."""
        count = sum(not rule.languages or language in rule.languages for rule in self._rules)
        return [self._evidence(f"{count} rules over {len(text)} characters of raw text")] if count else []

    def proven(self, reading: Repaired, language: str) -> tuple[list[Finding], Evidence]:
        """Return what is found in the candidate, in its context, and the proof. Raises EngineUnproven without one."""
        began = time.perf_counter()
        nonce = secrets.token_hex(_NONCE_BYTES)
        canary_line = reading.text.count("\n") + 2
        found = findings_in(f"{reading.text}\n{nonce}", language, (*self._rules, _canary_rule(nonce)))
        seen = [one.span.line for one in found if one.rule == _CANARY]
        own = [one for one in found if one.rule != _CANARY]
        count = sum(language in rule.languages for rule in self._rules)
        if seen != [canary_line] or not count:
            raise EngineUnproven("the rules over raw text did not prove that they ran over all of the text")
        proof = f"canary {nonce} seen in line {canary_line}, {count} rules for {language}"
        evidence = replace(self._evidence(proof), duration_ms=(time.perf_counter() - began) * 1000)
        clip = partial(span_in_candidate, reading)
        clipped = ((one, clip(*_ends(one.span))) for one in own)
        return [replace(one, span=span) for one, span in clipped if span is not None], evidence

    def _evidence(self, proof: str) -> Evidence:
        return Evidence(engine=Engine.TEXT, version="1", rules_digest=self._rules_digest, proof=proof, duration_ms=0.0)


def _ends(span: Span) -> tuple[int, int, int, int]:
    return span.line, span.column, span.end_line, span.end_column


def _canary_rule(nonce: str) -> TextRule:
    return TextRule(
        id=_CANARY,
        engine=Engine.TEXT,
        severity=Severity.LOW,
        confidence=Confidence.LOW,
        cwe=(),
        message="",
        remedy="",
        pattern=re.compile(nonce),
    )

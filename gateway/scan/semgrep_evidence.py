"""
Judges one answer of Semgrep: did the engine prove that it read the whole text under all rules, and what did it find.

Semgrep's failures look like "clean". So silence is never believed: a canary with an unguessable number must have been
seen, one file scanned, every rule loaded, and as many matches announced as were delivered.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from gateway.scan.canary import RULE_PREFIX, Form
from gateway.scan.semgrep_process import Answer
from gateway.scan.semgrep_protocol import Diagnostic, Position

_BYTE_ORDER_MARK = "\ufeff"


class EvidenceMissing(Exception):
    """One piece of evidence is not there; `which` names it. Nothing may be concluded from the answer."""

    def __init__(self, which: str) -> None:
        """Keep the name of the piece."""
        super().__init__(which)
        self.which = which


@dataclass(frozen=True, slots=True)
class Match:
    """One match in the scanned text: lines and columns from 1, in code points, end exclusive."""

    rule: str
    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the text as given, its language's form, the canary's number, how many rules must be loaded."""

    text: str
    form: Form
    nonce: str
    rules_expected: int

    def data(self) -> bytes:
        """Return the bytes to scan: no byte order mark (it hides line 1 from the engine), the canary at the end."""
        text = self.text.removeprefix(_BYTE_ORDER_MARK)
        return self.form.appended(self.form.head_for(text) + text, self.nonce).encode()


def demand_evidence(question: Question, answer: Answer) -> str:
    """Return the proof in words, for the record; raises EvidenceMissing. Call it only for an answer without errors."""
    transcript = answer.transcript
    if transcript.files_scanned != 1:
        raise EvidenceMissing("files_scanned")
    if transcript.rules_loaded != question.rules_expected or transcript.rules_skipped:
        raise EvidenceMissing("rules_loaded")
    if transcript.matches_found != len(answer.diagnostics):
        raise EvidenceMissing("matches_found")
    seen = [each for each in answer.diagnostics if _is_canary(each, question)]
    if len(seen) != 1:
        raise EvidenceMissing("canary")
    return (
        f"canary seen; scanned 1 file; {transcript.rules_loaded} rules loaded; found {transcript.matches_found} matches"
    )


def _is_canary(diagnostic: Diagnostic, question: Question) -> bool:
    return diagnostic.code.endswith(question.form.rule_id) and diagnostic.message == question.nonce


def matches(question: Question, answer: Answer, rule_ids: frozenset[str]) -> tuple[Match, ...]:
    """
    Return the matches that touch the text, without canaries, in order of place.

    Raises EvidenceMissing if a match names no known rule or a place that is not in the text.
    """
    text = question.text
    head = question.form.head_for(text.removeprefix(_BYTE_ORDER_MARK))
    lines = (head + text).split("\n")
    above = head.count("\n")
    found = []
    for diagnostic in answer.diagnostics:
        rule = _rule_id(diagnostic.code, rule_ids)
        if rule is None:
            if diagnostic.code.rpartition(".")[2].startswith(RULE_PREFIX):
                continue
            raise EvidenceMissing("rule_known")
        start, end = diagnostic.range.start, diagnostic.range.end
        if start.line >= len(lines):
            continue  # in the canary's own statement
        line, column = _place(lines, start)
        end_line, end_column = _place(lines, end) if end.line < len(lines) else (len(lines), len(lines[-1]) + 1)
        found.append(Match(rule, max(line - above, 1), column, end_line - above, end_column))
    return tuple(sorted(found, key=lambda match: (match.line, match.column, match.rule)))


def _rule_id(code: str, rule_ids: frozenset[str]) -> str | None:
    """Return the rule whose id ends the code; the engine puts the rule file's path before it, with dots."""
    while code:
        if code in rule_ids:
            return code
        code = code.partition(".")[2]
    return None


def _place(lines: list[str], position: Position) -> tuple[int, int]:
    """Turn a place in bytes from 0 into code points from 1."""
    line = lines[position.line]
    mark = 1 if position.line == 0 and line.startswith(_BYTE_ORDER_MARK) else 0
    head = line[mark:].encode()[: position.character]
    return position.line + 1, mark + len(head.decode(errors="ignore")) + 1


def rules_with_canaries(rules: Mapping[str, object], forms: Mapping[str, Form]) -> dict[str, object]:
    """Return the rule file with one canary rule per language added."""
    own = rules.get("rules")
    listed = list(own) if isinstance(own, list) else []
    return {"rules": [*listed, *(form.rule() for form in forms.values() if not form.rule_language)]}

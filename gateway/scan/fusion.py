"""
Turns what the engines saw into findings of the candidate's own text: graded by the policy, clipped, fused, in order.

Messages come from the policy or from here, never from an engine: Semgrep's and Bandit's own texts quote the code.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

from gateway.errors import ScanIncomplete
from gateway.policy.bundle import Rule
from gateway.scan.facts import DYNAMIC_RULE, UNKNOWN_API_RULE, UNLISTED_RULE, ApiFact, BanditMatch, FlowMatch
from gateway.scan.families import families
from gateway.scan.packages import Suspect
from gateway.scan.refutation import FLOW_PREFIX, Place, Refutations
from gateway.scan.semgrep_pool import Match
from gateway.scan.worker_messages import Analysed
from gateway.values import Confidence, Engine, Finding, Severity, Span, Standing

type Clip = Callable[[int, int, int, int], Span | None]

_ENGINES: Final = {engine: rank for rank, engine in enumerate(Engine)}
# These look for the same weaknesses; the API policy speaks of something else even on the same line.
_FUSED: Final = frozenset({Engine.SEMGREP, Engine.BANDIT, Engine.DATAFLOW})
_NOTHING_REFUTED: Final = Refutations((), {})
_UNDERSTOOD: Final = "nothing dangerous gets there"
_BANDIT_MESSAGE: Final = "Bandit's test {test} reports a likely weakness."
_CAPABILITIES: Final = {
    "process": "starts or steers processes",
    "file-read": "reads files",
    "file-write": "writes or deletes files",
    "network": "uses the network",
    "dynamic-code": "runs code that is made at run time",
    "deserialisation": "turns foreign data into objects",
    "native": "calls native code",
    "environment": "reads or changes the environment",
    "crypto-weak": "uses weak cryptography",
}


def from_semgrep(
    matches: Iterable[Match], rules: Mapping[str, Rule], clip: Clip, refutations: Refutations = _NOTHING_REFUTED
) -> list[Finding]:
    """Return Semgrep's findings in the candidate. Raises ScanIncomplete for a rule that the catalogue does not know."""
    findings = []
    for match in matches:
        rule = rules.get(match.rule)
        if rule is None:
            raise ScanIncomplete("Semgrep reports a rule that the policy's catalogue does not hold")
        span = clip(match.line, match.column, match.end_line, match.end_column)
        if span is not None:
            finding = _graded(rule, Engine.SEMGREP, span)
            findings.append(_judged(finding, rule.owner, match, refutations))
    return findings


def from_bandit(
    matches: Iterable[BanditMatch], rules: Mapping[str, Rule], clip: Clip, refutations: Refutations = _NOTHING_REFUTED
) -> list[Finding]:
    """Return Bandit's findings in the candidate, graded by the policy or, for want of an entry, by Bandit."""
    findings = []
    for match in matches:
        span = clip(match.line, match.column, match.end_line, match.end_column)
        if span is None:
            continue
        rule = rules.get(match.test)
        finding = _graded(rule, Engine.BANDIT, span) if rule is not None else _by_bandit(match, span)
        findings.append(_judged(finding, rule.owner if rule is not None else "", match, refutations))
    return findings


def from_flow(matches: Iterable[FlowMatch], rules: Mapping[str, Rule], clip: Clip, language: str = "") -> list[Finding]:
    """
    Return the data flow's findings in the candidate, with remedies in the words of its language; what it understands to
    be safe, or not at all, is none.

    Raises ScanIncomplete for a weakness that the catalogue does not know.
    """
    findings = []
    for match in matches:
        rule = rules.get(f"{FLOW_PREFIX}{match.weakness}")
        if rule is None:
            raise ScanIncomplete("the data flow reports a weakness that the policy's catalogue does not hold")
        is_finding = bool(match.confidence) and not match.safe
        span = clip(match.line, match.column, match.end_line, match.end_column)
        if is_finding and span is not None:
            confidence = _or_medium(Confidence, match.confidence)
            graded = _graded(rule, Engine.DATAFLOW, span)
            remedy = rule.remedy_in(language)
            standing = Standing.BY_NAME if match.by_name else Standing.FIRM
            findings.append(replace(graded, confidence=confidence, remedy=remedy, standing=standing))
    return findings


def from_api(facts: Iterable[ApiFact], rules: Mapping[str, Rule], clip: Clip) -> list[Finding]:
    """Return the API policy's facts in the candidate; the policy may word and grade them."""
    findings = []
    for fact in facts:
        span = clip(fact.line, fact.column, fact.end_line, fact.end_column)
        if span is None:
            continue
        rule = rules.get(fact.rule)
        findings.append(
            Finding(
                rule=fact.rule,
                engine=Engine.API,
                severity=rule.severity if rule is not None else Severity.LOW,
                confidence=rule.confidence if rule is not None else _api_confidence(fact),
                cwe=rule.cwe if rule is not None else (),
                span=span,
                message=_api_message(fact),
                remedy=rule.remedy if rule is not None else "",
                capability=fact.capability,
            )
        )
    return findings


def from_packages(suspects: Iterable[Suspect], rules: Mapping[str, Rule]) -> list[Finding]:
    """Return the findings about imports; the hint is a name of the index, never one of the scanned text."""
    findings = []
    for suspect in suspects:
        rule = rules.get(suspect.rule)
        message = rule.message if rule is not None else "Imports a package that is not what it seems."
        hint = f" The nearest known name is {suspect.nearest}." if suspect.nearest else ""
        findings.append(
            Finding(
                rule=suspect.rule,
                engine=Engine.PACKAGES,
                severity=rule.severity if rule is not None else Severity.MEDIUM,
                confidence=rule.confidence if rule is not None else Confidence.MEDIUM,
                cwe=rule.cwe if rule is not None else (),
                span=suspect.span,
                message=message + hint,
                remedy=rule.remedy if rule is not None else "",
            )
        )
    return findings


def from_worker(language: str, analysed: Analysed, rules: Mapping[str, Rule], clip: Clip) -> list[Finding]:
    """Return the findings of the worker's engines in the candidate. Raises ScanIncomplete like `from_flow`."""
    refutations = Refutations(analysed.flow, rules)
    return [
        *from_bandit(analysed.bandit, rules, clip, refutations),
        *from_api(analysed.api, rules, clip),
        *from_flow(analysed.flow, rules, clip, language),
    ]


def fuse(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """
    Return the findings without repetitions, in the text's order.

    Where several engines report the same weakness on overlapping lines, a report stays unless another is at
    least as strong in both grades: the profile looks at both. Of an API's uses on one line the first stays.
    """
    kept: list[Finding] = []
    for finding in sorted(_first_uses(findings), key=_strength):
        if not any(_same_weakness(finding, other) and _covers(other, finding) for other in kept):
            kept.append(finding)
    return tuple(sorted(kept, key=_place))


def _first_uses(findings: Iterable[Finding]) -> set[Finding]:
    """Return the findings, of the API policy's only the first for each API and line; all are clipped already."""
    uses: dict[tuple[str, str | None, str, int], Finding] = {}
    others: set[Finding] = set()
    for finding in findings:
        if finding.engine is not Engine.API:
            others.add(finding)
            continue
        key = (finding.rule, finding.capability, finding.message, finding.span.line)
        uses[key] = min(uses.get(key, finding), finding, key=_lines)
    return others | set(uses.values())


def _graded(rule: Rule, engine: Engine, span: Span) -> Finding:
    return Finding(
        rule=rule.id,
        engine=engine,
        severity=rule.severity,
        confidence=rule.confidence,
        cwe=rule.cwe,
        span=span,
        message=rule.message,
        remedy=rule.remedy,
    )


def _judged(finding: Finding, owner: str, place: Place, refutations: Refutations) -> Finding:
    """Return a finding as it stands if the data flow knows better; no surer than the weakness that owns its rule."""
    standing = refutations.standing(owner, place)
    reason = refutations.reason(finding.cwe, place) or (_UNDERSTOOD if standing is Standing.REFUTED else "")
    if reason:
        message = f"{finding.message} The data flow understands this to be safe: {reason}."
        return finding.refuted(message)
    if standing is Standing.UNFOLLOWED:
        severity = Severity.milder(finding.severity, Severity.MEDIUM)
        confidence = Confidence.milder(finding.confidence, Confidence.MEDIUM)
        return replace(finding, severity=severity, confidence=confidence, standing=standing)
    known = refutations.confidence(owner, place)
    confidence = Confidence.milder(finding.confidence, Confidence(known)) if known else finding.confidence
    return replace(finding, confidence=confidence, standing=standing)


def _by_bandit(match: BanditMatch, span: Span) -> Finding:
    """Bandit knows no `critical`; what it calls undefined counts as medium."""
    return Finding(
        rule=match.test,
        engine=Engine.BANDIT,
        severity=_or_medium(Severity, match.severity),
        confidence=_or_medium(Confidence, match.confidence),
        cwe=(f"CWE-{match.cwe}",) if match.cwe else (),
        span=span,
        message=_BANDIT_MESSAGE.format(test=match.test),
    )


def _or_medium[Grade: (Severity, Confidence)](grades: type[Grade], name: str) -> Grade:
    return next((grade for grade in grades if grade == name), grades("medium"))


def _api_confidence(fact: ApiFact) -> Confidence:
    return Confidence.MEDIUM if fact.rule == DYNAMIC_RULE else Confidence.HIGH


def _api_message(fact: ApiFact) -> str:
    """Word a fact with the catalogue's own names or fixed texts; a name out of the scanned text never gets in."""
    if fact.rule == DYNAMIC_RULE:
        return f"Could reach any API: {fact.entry}."
    if fact.rule == UNKNOWN_API_RULE:
        return f"Names what does not exist: {fact.entry}."
    if fact.rule == UNLISTED_RULE:
        return "Uses an API that is not on the house's list."
    does = _CAPABILITIES.get(fact.capability or "", f"has the capability {fact.capability}")
    return f"Uses {fact.entry}, which {does}."


def _strength(finding: Finding) -> tuple[object, ...]:
    return (
        -finding.severity.weight,
        -finding.confidence.weight,
        _ENGINES[finding.engine],
        finding.rule,
        finding.message,
        finding.standing,
        _lines(finding),
    )


def _place(finding: Finding) -> tuple[object, ...]:
    return (_lines(finding), *_strength(finding))


def _lines(finding: Finding) -> tuple[int, int, int, int]:
    span = finding.span
    return span.line, span.column, span.end_line, span.end_column


def _covers(other: Finding, finding: Finding) -> bool:
    is_as_bad = other.severity in finding.severity.or_graver() and other.confidence in finding.confidence.or_graver()
    return is_as_bad and other.standing in {Standing.FIRM, finding.standing}


def _same_weakness(finding: Finding, other: Finding) -> bool:
    if finding.engine == other.engine or not {finding.engine, other.engine} <= _FUSED:
        return False
    if not families(finding.cwe) & families(other.cwe):
        return False
    return finding.span.line <= other.span.end_line and other.span.line <= finding.span.end_line

"""
Decides what is done with a scanned text. Pure and total: every report gets a decision, and in doubt it is block.

It must never hand out text that an offence touches, nor text that is not a prefix of what was scanned.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from gateway.policy.bundle import Profile
from gateway.policy.rank import worst
from gateway.values import Action, Decision, Engine, Finding, ScanReport, Span, Standing, sha256_hex

API_DYNAMIC: Final = "api-dynamic"
API_UNLISTED: Final = "api-unlisted"
UNKNOWN_API: Final = "unknown_api"
# What an engine would read as something else than it is.
NEVER_RELEASED: Final = frozenset({"obfuscated_text", "misdeclared_language"})
NOTHING_SAFE_LEFT: Final = "nothing_safe_left"
HEAD_NOT_CLEAN: Final = "head_not_clean"
UNPARSED_TAIL: Final = "unparsed_tail"
TRUSTED: Final = " A function whose name says that it cleans or checks stands before, and the profile trusts names."
LEFT: Final = " The data flow has looked at this and saw no data from outside get there, and the profile trusts that."

_RELEASED_WHOLE: Final = frozenset({Action.ALLOW, Action.FLAG})
_COMMENT_STARTS: Final = {"python": ("#",)}
_COMMENT_STARTS_ELSEWHERE: Final = ("//", "/*", "*")
_OPENER_ENDS: Final = (":", "{", "(", "[")


def decide(report: ScanReport, profile: Profile) -> Decision:
    """
    Return what is done with the report's text under the profile; the worst action wins.

    Where the profile trusts names or the data flow's silence, the decision's report holds what there is only for those
    who do not in the lowest grade.

    A trim's text is cut after the last complete statement before the first offence. It must be scanned by itself and
    confirmed before it may leave, unless it is the report's whole text.
    """
    report = replace(report, findings=tuple([_as_trusted(finding, profile) for finding in report.findings]))
    judged = [(finding, action_for(finding, profile)) for finding in report.findings]
    offences = tuple(finding for finding, action in judged if action not in _RELEASED_WHOLE)
    reasons = _reasons(finding for finding, action in judged if action is not Action.ALLOW)
    action = worst((Action.ALLOW, *(action for _, action in judged)))
    if report.unscannable is not None:
        action = worst((action, _action_unscannable(report.unscannable, profile)))
        reasons = (report.unscannable, *reasons)
        if action not in _RELEASED_WHOLE or report.dropped_chars:
            return blocked(report, *reasons, offences=offences)
    if report.dropped_chars:
        reasons = (*reasons, UNPARSED_TAIL)
    if action is Action.BLOCK:
        return blocked(report, *reasons, offences=offences)
    if action is Action.TRIM or report.dropped_chars:
        return _trimmed(report, offences, reasons)
    return _decision(report, action, report.text, reasons=reasons)


def confirm(first: Decision, again: ScanReport, profile: Profile) -> Decision:
    """
    Return the trim if its head, scanned by itself, is clean; else a block.

    `again` must be a report of exactly `first.text`, under the same policy revision, with nothing dropped.
    """
    second = decide(again, profile)
    offences = tuple(dict.fromkeys((*first.offences, *second.offences)))
    reasons = tuple(dict.fromkeys((*first.reasons, *second.reasons)))
    is_same_text = again.text == first.text and again.candidate == first.candidate
    is_same_policy = again.policy_revision == first.report.policy_revision
    # A report that dropped something is a trim or a block, so it is not clean either.
    is_clean = again.unscannable is None and second.action in _RELEASED_WHOLE
    if first.action is Action.TRIM and is_same_text and is_same_policy and is_clean:
        return replace(second, action=Action.TRIM, offences=offences, reasons=reasons)
    return blocked(first.report, *reasons, HEAD_NOT_CLEAN, offences=offences)


def blocked(report: ScanReport, *reasons: str, offences: tuple[Finding, ...] = ()) -> Decision:
    """Return a block for these reasons: nothing is released."""
    return _decision(report, Action.BLOCK, "", reasons=tuple(dict.fromkeys(reasons)), offences=offences)


def action_for(finding: Finding, profile: Profile) -> Action:
    """Return what the profile says of one finding; a grade that its table lacks is a block."""
    if finding.engine is Engine.PACKAGES:
        return profile.unknown_package
    if finding.engine is Engine.API:
        if finding.rule == API_DYNAMIC:
            return profile.dynamic_api
        if finding.rule == API_UNLISTED:
            return Action.ALLOW if profile.default_api == "allow" else profile.unlisted_api
        if finding.rule == UNKNOWN_API:
            return profile.unknown_api
        if finding.capability is not None:
            return profile.capabilities.get(finding.capability, Action.ALLOW)
    return profile.weakness.get((finding.severity, finding.confidence), Action.BLOCK)


def _as_trusted(finding: Finding, profile: Profile) -> Finding:
    """Return a finding in the lowest grade, with the reason, if there is none for whom the profile trusts."""
    if finding.standing is Standing.BY_NAME and profile.trust_names:
        return finding.refuted(f"{finding.message}{TRUSTED}")
    if finding.standing is Standing.UNFOLLOWED and profile.trust_silence:
        return finding.refuted(f"{finding.message}{LEFT}")
    return finding


def _action_unscannable(reason: str, profile: Profile) -> Action:
    action = profile.unscannable.get(reason, Action.BLOCK)
    return action if action in _RELEASED_WHOLE and reason not in NEVER_RELEASED else Action.BLOCK


def _trimmed(report: ScanReport, offences: tuple[Finding, ...], reasons: tuple[str, ...]) -> Decision:
    """Cut before the first offence; with none (the tail did not parse) the scanned text itself is the head."""
    head = report.text
    if offences:
        start = min(_offset(report.text, finding.span) for finding in offences)
        cut = max((boundary for boundary in report.boundaries if 0 <= boundary <= start), default=0)
        head = report.text[:cut]
    if not _is_useful(head, report.language):
        return blocked(report, *reasons, NOTHING_SAFE_LEFT, offences=offences)
    return _decision(report, Action.TRIM, head, reasons=reasons, offences=offences)


def _offset(text: str, span: Span) -> int:
    """Return where the span starts, in code points from 0; a place that the text lacks counts as an earlier one."""
    start = 0
    for _ in range(span.line - 1):
        following = text.find("\n", start) + 1
        if following == 0:
            break
        start = following
    end = text.find("\n", start)
    return min(start + max(span.column - 1, 0), len(text) if end < 0 else end)


def _is_useful(head: str, language: str) -> bool:
    """Say whether the head holds more than comments, blank lines, decorators and openers of blocks."""
    comments = _COMMENT_STARTS.get(language, _COMMENT_STARTS_ELSEWHERE)
    lines = (line.strip() for line in head.split("\n"))
    statements = (line for line in lines if line and not line.startswith((*comments, "@")))
    return any(not line.endswith(_OPENER_ENDS) and line.strip("()[]{};,") for line in statements)


def _reasons(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(finding.rule for finding in findings))


def _decision(
    report: ScanReport, action: Action, text: str, *, reasons: tuple[str, ...], offences: tuple[Finding, ...] = ()
) -> Decision:
    return Decision(
        candidate=report.candidate,
        action=action,
        text=text,
        text_sha256=sha256_hex(text),
        report=report,
        offences=offences,
        reasons=reasons,
    )

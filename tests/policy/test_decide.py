"""The decision is total, never hands out text that an offence touches, and in doubt it is block."""

from dataclasses import replace

import pytest
from hypothesis import given, settings

from gateway.policy.bundle import Profile
from gateway.policy.decide import blocked, confirm, decide
from gateway.policy.rank import rank
from gateway.values import Action, Confidence, Finding, ScanReport, Severity, Standing, sha256_hex
from tests.policy.samples import (
    REASONS,
    TEXT,
    api_finding,
    finding,
    findings,
    profile,
    profiles,
    released,
    report,
    reports,
    start_of,
)

HEAD = "import json\nvalue = json.loads(text)\n"


def test_clean_text_is_allowed_whole() -> None:
    """A report without findings releases the whole text, without reasons."""
    decision = decide(report(), profile())

    assert (Action.ALLOW, TEXT, (), ()) == (decision.action, decision.text, decision.offences, decision.reasons)


def test_allowed_findings_give_no_reason() -> None:
    """What the profile allows does not appear among the reasons."""
    decision = decide(report(finding(severity=Severity.LOW)), profile())

    assert (Action.ALLOW, ()) == (decision.action, decision.reasons)


def test_what_is_refuted_is_released_and_recorded() -> None:
    """What the data flow refutes has the lowest grade: it stops nothing, and stays in the report that is recorded."""
    refuted = replace(finding(severity=Severity.LOW), confidence=Confidence.LOW, message="m The data flow disagrees.")
    decision = decide(report(refuted), profile())

    assert (Action.ALLOW, TEXT, (refuted,)) == (decision.action, decision.text, decision.report.findings)


def test_names_are_trusted_only_if_the_profile_says_so() -> None:
    """What rests on a function's name is as bad as without it; a profile that believes names grades it low."""
    gamed = replace(finding(severity=Severity.CRITICAL), standing=Standing.BY_NAME)
    by_default, trusting = decide(report(gamed), profile()), decide(report(gamed), profile(trust_names=True))
    (believed,) = trusting.report.findings

    assert (Action.BLOCK, (gamed,)) == (by_default.action, by_default.report.findings)
    assert (Action.ALLOW, ()) == (trusting.action, trusting.offences)
    assert (Severity.LOW, Confidence.LOW) == (believed.severity, believed.confidence)
    assert believed.message.startswith(gamed.message + " A function whose name says")


def test_silence_is_trusted_only_if_the_profile_says_so() -> None:
    """What the data flow looked at and could not follow stands; a profile that trusts its silence grades it low."""
    unfollowed = replace(finding(severity=Severity.CRITICAL), standing=Standing.UNFOLLOWED)
    by_default, trusting = (
        decide(report(unfollowed), profile()),
        decide(report(unfollowed), profile(trust_silence=True)),
    )
    (left,) = trusting.report.findings

    assert (Action.BLOCK, (unfollowed,)) == (by_default.action, by_default.report.findings)
    assert (Action.ALLOW, ()) == (trusting.action, trusting.offences)
    assert (Severity.LOW, Standing.REFUTED) == (left.severity, left.standing)
    assert left.message.startswith(unfollowed.message + " The data flow has looked at this")


def test_flagged_text_is_released_with_its_reasons() -> None:
    """A flag releases the whole text and names the rules once each."""
    mild = finding(severity=Severity.MEDIUM, rule="mild")
    decision = decide(report(mild, replace(mild, message="n")), profile())

    assert (Action.FLAG, TEXT, ("mild",), ()) == (decision.action, decision.text, decision.reasons, decision.offences)


def test_trim_ends_after_the_last_statement_before_the_first_offence() -> None:
    """The released head is the text up to the last boundary before the first offence."""
    first = finding()
    later = finding(4, 1, rule="later")
    decision = decide(report(later, first), profile())

    assert (Action.TRIM, HEAD, (later, first)) == (decision.action, decision.text, decision.offences)


def test_a_boundary_inside_the_offence_is_not_used() -> None:
    """A cut one character into the offence would release a part of it; one at its start does not."""
    start = TEXT.index("eval")
    inside = decide(report(finding(), boundaries=(37, start + 1)), profile())
    before = decide(report(finding(), boundaries=(37, start)), profile())

    assert HEAD == inside.text
    assert TEXT[:start] == before.text


def test_flags_stand_beside_a_trim() -> None:
    """A flagged finding is a reason, not an offence."""
    mild = finding(1, 1, severity=Severity.MEDIUM, rule="mild")
    decision = decide(report(mild, finding()), profile())

    assert (Action.TRIM, HEAD, ("mild", "a-rule")) == (decision.action, decision.text, decision.reasons)


def test_block_wins_over_trim() -> None:
    """One finding that blocks leaves nothing, whatever the others would leave."""
    decision = decide(report(finding(), finding(4, 1, severity=Severity.CRITICAL)), profile())

    assert (Action.BLOCK, "") == (decision.action, decision.text)


@pytest.mark.parametrize(
    ("text", "line", "language"),
    [
        ("result = eval(text)\n", 1, "python"),
        ("# a comment\n\nresult = eval(text)\n", 3, "python"),
        ("@decorator\nif value:\n    eval(text)\n", 3, "python"),
        ("// a comment\n/* more\n * of it\n */\neval(text);\n", 5, "javascript"),
        ("function f() {\n  eval(text);\n}\n", 2, "javascript"),
        ("\n   \n\t\neval(text)\n", 4, "python"),
    ],
)
def test_a_useless_head_is_blocked(text: str, line: int, language: str) -> None:
    """If the head holds only comments, blank lines or openers of blocks, the whole is blocked."""
    boundaries = tuple(index + 1 for index, char in enumerate(text) if char == "\n")
    decision = decide(report(finding(line, 1), text=text, boundaries=boundaries, language=language), profile())

    assert (Action.BLOCK, "") == (decision.action, decision.text)
    assert "nothing_safe_left" in decision.reasons


def test_no_boundary_before_the_offence_is_a_block() -> None:
    """A text that may not be cut before the offence is blocked."""
    decision = decide(report(finding(), boundaries=(len(TEXT),)), profile())

    assert (Action.BLOCK, ("a-rule", "nothing_safe_left")) == (decision.action, decision.reasons)


def test_a_dropped_tail_makes_a_trim() -> None:
    """What a repair dropped was not scanned, so the scanned rest is a trim with its own reason."""
    decision = decide(report(dropped_chars=7), profile())

    assert (Action.TRIM, TEXT, ("unparsed_tail",)) == (decision.action, decision.text, decision.reasons)


@pytest.mark.parametrize("text", ["", " \n", "# nothing\n"])
def test_a_dropped_tail_that_leaves_nothing_is_a_block(text: str) -> None:
    """If nothing useful parsed, nothing is released."""
    decision = decide(report(text=text, boundaries=(), dropped_chars=7), profile())

    assert Action.BLOCK == decision.action


@pytest.mark.parametrize("reason", [*REASONS, "a_new_reason"])
def test_unscannable_text_is_blocked(reason: str) -> None:
    """Every reason blocks if the profile says so or is silent."""
    decision = decide(report(unscannable=reason), profile(unscannable={"syntax": Action.BLOCK}))

    assert (Action.BLOCK, "", (reason,)) == (decision.action, decision.text, decision.reasons)


@pytest.mark.parametrize("reason", ["obfuscated_text", "misdeclared_language"])
@pytest.mark.parametrize("action", list(Action))
def test_what_reads_differently_is_blocked_whatever_the_profile_says(action: Action, reason: str) -> None:
    """No profile can release a text that a compiler reads differently than the engines do."""
    decision = decide(report(unscannable=reason), profile(unscannable={reason: action}))

    assert (Action.BLOCK, "") == (decision.action, decision.text)


def test_a_profile_may_flag_an_unsupported_language() -> None:
    """If the profile says flag, the text is released with the reason; an offence beside it still blocks."""
    house = profile(unscannable={"unsupported_language": Action.FLAG})
    flagged = decide(report(unscannable="unsupported_language"), house)
    offended = decide(report(finding(), unscannable="unsupported_language"), house)

    assert (Action.FLAG, TEXT, ("unsupported_language",)) == (flagged.action, flagged.text, flagged.reasons)
    assert Action.BLOCK == offended.action


@pytest.mark.parametrize(
    ("found", "changes", "expected"),
    [
        (api_finding("process"), {}, Action.BLOCK),
        (api_finding("network"), {}, Action.FLAG),
        (api_finding("file-read"), {}, Action.ALLOW),
        (api_finding("dynamic-code", "api-dynamic"), {"dynamic_api": Action.FLAG}, Action.FLAG),
        (api_finding("dynamic-code", "api-dynamic"), {"dynamic_api": Action.BLOCK}, Action.BLOCK),
        (api_finding(None, "api-unlisted"), {"unlisted_api": Action.BLOCK}, Action.ALLOW),
        (api_finding(None, "api-unlisted"), {"unlisted_api": Action.BLOCK, "default_api": "deny"}, Action.BLOCK),
        (api_finding(None, "api-other"), {}, Action.ALLOW),
        (finding(), {"weakness": {}}, Action.BLOCK),
    ],
)
def test_findings_are_judged_by_the_profile(found: Finding, changes: dict[str, object], expected: Action) -> None:
    """Capabilities, dynamic and unlisted names have their own settings; a grade missing in the table blocks."""
    decision = decide(report(found), profile(**changes))

    assert expected == decision.action


def test_confirm_keeps_a_clean_head() -> None:
    """A head that scans clean by itself is released, with the report that says so."""
    first = decide(report(finding()), profile())
    again = report(text=HEAD, boundaries=(12, 37))
    decision = confirm(first, again, profile())

    assert (Action.TRIM, HEAD, again) == (decision.action, decision.text, decision.report)
    assert (first.offences, ("a-rule",)) == (decision.offences, decision.reasons)


@pytest.mark.parametrize(
    "again",
    [
        report(finding(2, 1), text=HEAD),
        report(text=HEAD, dropped_chars=1),
        report(text=HEAD, unscannable="syntax"),
        report(text=HEAD + "x = 1\n"),
        replace(report(text=HEAD), policy_revision="sha256:2"),
        replace(report(text=HEAD), candidate=1),
    ],
    ids=["offence", "dropped", "unscannable", "another text", "another policy", "another candidate"],
)
def test_confirm_blocks_a_head_that_is_not_proven(again: ScanReport) -> None:
    """Any doubt about the head blocks it."""
    decision = confirm(decide(report(finding()), profile()), again, profile())

    assert (Action.BLOCK, "", sha256_hex("")) == (decision.action, decision.text, decision.text_sha256)
    assert "head_not_clean" in decision.reasons


def test_confirm_does_not_revive_a_block() -> None:
    """Only a trim can be confirmed."""
    first = decide(report(finding(severity=Severity.CRITICAL)), profile())
    decision = confirm(first, report(text="", boundaries=()), profile())

    assert Action.BLOCK == decision.action


def test_blocked_releases_nothing() -> None:
    """A block names its reason and holds no text."""
    decision = blocked(report(), "a_reason")

    assert (Action.BLOCK, "", ("a_reason",)) == (decision.action, decision.text, decision.reasons)


@given(scanned=reports(), house=profiles)
@settings(max_examples=120, deadline=None)
def test_what_is_released_is_a_prefix_before_every_offence(scanned: ScanReport, house: Profile) -> None:
    """Never more than a prefix of the scanned text, never text at or after an offence's start, always its true hash."""
    decision = decide(scanned, house)

    assert scanned.text.startswith(decision.text)
    assert all(len(decision.text) <= start_of(scanned.text, offence.span) for offence in decision.offences)
    assert sha256_hex(decision.text) == decision.text_sha256


@given(scanned=reports(), house=profiles)
@settings(max_examples=100, deadline=None)
def test_unscannable_text_never_leaves_against_the_profile(scanned: ScanReport, house: Profile) -> None:
    """Text that could not be scanned leaves only whole, and only if the profile says allow or flag."""
    reason = scanned.unscannable
    decision = decide(scanned, house)
    permitted = reason is None or house.unscannable.get(reason) in {Action.ALLOW, Action.FLAG}

    assert permitted or not released(decision)
    assert reason is None or decision.text in {"", scanned.text}
    assert reason not in {"obfuscated_text", "misdeclared_language"} or Action.BLOCK == decision.action


@given(scanned=reports(), house=profiles, more=findings)
@settings(max_examples=120, deadline=None)
def test_another_finding_never_makes_it_better(scanned: ScanReport, house: Profile, more: Finding) -> None:
    """Adding a finding never gives a better action, nor a longer text."""
    before = decide(scanned, house)
    after = decide(replace(scanned, findings=(*scanned.findings, more)), house)

    assert rank(before.action) <= rank(after.action)
    assert len(after.text) <= len(before.text)


@given(first=reports(), again=reports(), house=profiles)
@settings(max_examples=100, deadline=None)
def test_confirm_releases_only_what_was_scanned_again(first: ScanReport, again: ScanReport, house: Profile) -> None:
    """After `confirm`, released text is the second report's text, and the action is trim or block."""
    decided = decide(first, house)
    decision = confirm(decided, replace(again, text=decided.text, candidate=decided.candidate), house)

    assert decision.action in {Action.TRIM, Action.BLOCK}
    assert decision.text == ("" if decision.action is Action.BLOCK else decision.report.text)

"""Findings are graded by the policy, clipped to the candidate, fused, and in a fixed order."""

from dataclasses import replace
from itertools import permutations

import pytest

from gateway.errors import ScanIncomplete
from gateway.scan.facts import ApiFact, BanditMatch, FlowMatch
from gateway.scan.fusion import from_api, from_bandit, from_flow, from_semgrep, from_worker, fuse
from gateway.scan.refutation import Refutations
from gateway.scan.semgrep_pool import Match
from gateway.scan.worker_messages import Analysed
from gateway.values import Confidence, Engine, Finding, Severity, Span, Standing
from tests.fakes.flow import flow_bundle

RULES = flow_bundle().rules


def clip(line: int, column: int, end_line: int, end_column: int) -> Span | None:
    """Keep what does not start on the first line: the user's own."""
    return Span(line=line, column=column, end_line=end_line, end_column=end_column) if line > 1 else None


def finding(rule: str, engine: Engine, severity: Severity, line: int = 1, cwe: str = "CWE-78") -> Finding:
    """Return a finding on one line."""
    return Finding(
        rule=rule,
        engine=engine,
        severity=severity,
        confidence=Confidence.HIGH,
        cwe=(cwe,),
        span=Span(line=line, column=1, end_line=line, end_column=9),
        message="m",
    )


def test_the_policy_words_and_grades() -> None:
    """Severity, CWE and message come from the catalogue."""
    (found,) = from_semgrep([Match("python-eval", 2, 1, 2, 8)], RULES, clip)

    assert (Severity.HIGH, ("CWE-95",), "The rule python-eval matches.") == (found.severity, found.cwe, found.message)


def test_the_owner_of_a_rule_decides() -> None:
    """What the owning weakness understands is graded low; what it only looked at is medium, and left to the profile."""
    rules = {**RULES, "python-eval": replace(RULES["python-eval"], owner="xpath-injection")}
    looked = Refutations(
        [FlowMatch("xpath-injection", "", "", 2, 1, 2, 8), FlowMatch("xpath-injection", "", "made safe", 4, 9, 4, 12)],
        {},
    )
    found = from_semgrep([Match("python-eval", line, 1, line, 8) for line in (2, 3, 4)], rules, clip, looked)

    assert [
        (Severity.MEDIUM, Confidence.MEDIUM, Standing.UNFOLLOWED),
        (Severity.HIGH, Confidence.HIGH, Standing.FIRM),
        (Severity.LOW, Confidence.LOW, Standing.REFUTED),
    ] == [(one.severity, one.confidence, one.standing) for one in found]


@pytest.mark.parametrize(("known", "graded"), [("low", "low"), ("medium", "medium"), ("high", "high")])
def test_the_owner_of_a_rule_says_how_sure_it_is(known: str, graded: str) -> None:
    """A finding that the owning weakness shares is no surer than that, and no less grave."""
    rules = {**RULES, "python-eval": replace(RULES["python-eval"], owner="code-injection")}
    reported = Refutations([FlowMatch("code-injection", known, "", 2, 1, 2, 8)], rules)
    (found,) = from_semgrep([Match("python-eval", 2, 1, 2, 8)], rules, clip, reported)

    assert (Severity.HIGH, Confidence(graded)) == (found.severity, found.confidence)


def test_what_rests_on_a_name_is_marked() -> None:
    """The data flow's own finding and that of a rule it owns; not where another way to the call is unchecked."""
    rules = {**RULES, "python-eval": replace(RULES["python-eval"], owner="weak-hash")}
    named = FlowMatch("weak-hash", "high", "", 2, 1, 2, 8, by_name=True)
    other = FlowMatch("weak-hash", "high", "", 2, 3, 2, 8)
    match = Match("python-eval", 2, 1, 2, 8)

    def standing(*flow: FlowMatch) -> list[Standing]:
        return [one.standing for one in from_semgrep([match], rules, clip, Refutations(flow, rules))]

    assert [Standing.BY_NAME] == [one.standing for one in from_flow([named], rules, clip)]
    assert [Standing.BY_NAME] == standing(named)
    assert [Standing.FIRM] == standing(named, other)


@pytest.mark.parametrize("standing", [Standing.BY_NAME, Standing.UNFOLLOWED])
def test_what_some_do_not_see_covers_nothing_else(standing: Standing) -> None:
    """Who believes names, or leaves all to the data flow, must still see the report that stands for everybody."""
    named = replace(finding("f", Engine.DATAFLOW, Severity.CRITICAL), standing=standing)
    other = finding("s", Engine.SEMGREP, Severity.HIGH)

    assert {"f", "s"} == {one.rule for one in fuse([named, other])}
    assert {"f"} == {one.rule for one in fuse([replace(named, standing=Standing.FIRM), other])}


def test_a_rule_that_nobody_knows_is_a_failure() -> None:
    """Even outside the candidate: the catalogue and the engine do not agree."""
    with pytest.raises(ScanIncomplete):
        from_semgrep([Match("unknown", 1, 1, 1, 8)], RULES, clip)


def test_bandit_grades_what_the_policy_does_not() -> None:
    """A Bandit test without an entry keeps Bandit's grade."""
    match = BanditMatch("B999", "high", "low", 20, 2, 1, 2, 5)
    (found,) = from_bandit([match], RULES, clip)

    assert (Severity.HIGH, Confidence.LOW, ("CWE-20",)) == (found.severity, found.confidence, found.cwe)


def test_an_undefined_grade_counts_as_medium() -> None:
    """Bandit may say UNDEFINED."""
    (found,) = from_bandit([BanditMatch("B999", "undefined", "", 0, 2, 1, 2, 5)], RULES, clip)

    assert (Severity.MEDIUM, Confidence.MEDIUM, ()) == (found.severity, found.confidence, found.cwe)


def test_findings_outside_the_candidate_are_dropped() -> None:
    """The user's own text is not judged."""
    assert [] == from_semgrep([Match("python-eval", 1, 1, 1, 8)], RULES, clip)
    assert [] == from_bandit([BanditMatch("B602", "high", "high", 78, 1, 1, 1, 5)], RULES, clip)
    assert [] == from_api([ApiFact("api-process", "process", "os.system", 1, 1, 1, 5)], RULES, clip)


def test_an_unlisted_name_is_not_quoted() -> None:
    """A name out of the scanned text gets into no message."""
    (found,) = from_api([ApiFact("api-unlisted", None, "", 2, 1, 2, 5)], RULES, clip)

    assert ("Uses an API that is not on the house's list.", None) == (found.message, found.capability)


def test_one_weakness_stays_once_at_its_worst() -> None:
    """Whatever the order of the engines' answers, the same finding stays."""
    both = [
        finding("s", Engine.SEMGREP, Severity.HIGH),
        finding("b", Engine.BANDIT, Severity.CRITICAL),
        finding("a", Engine.API, Severity.LOW),
    ]
    results = {tuple(one.rule for one in fuse(order)) for order in permutations(both)}

    assert {("b", "a")} == results


def test_a_less_certain_report_swallows_no_more_certain_one() -> None:
    """A profile may cut off medium of high confidence and let pass high of low confidence."""
    unsure = replace(finding("b", Engine.BANDIT, Severity.HIGH), confidence=Confidence.LOW)
    both = [finding("s", Engine.SEMGREP, Severity.MEDIUM), unsure]
    results = {tuple(one.rule for one in fuse(order)) for order in permutations(both)}

    assert {("b", "s")} == results


def test_the_first_use_of_an_api_on_a_line_stays() -> None:
    """Of the uses in the candidate, that is: one before it on the same line is clipped away and hides none."""
    uses = [ApiFact("api-process", "process", "os.system", 2, column, 2, column + 9) for column in (1, 20, 40)]

    def after_the_first(line: int, column: int, end_line: int, end_column: int) -> Span | None:
        return Span(line, column, end_line, end_column) if column > 1 else None

    assert [20] == [one.span.column for one in fuse(from_api(uses, RULES, after_the_first))]


def test_different_weaknesses_stay() -> None:
    """Other lines, other CWEs and the same engine are not one weakness."""
    several = [
        finding("s", Engine.SEMGREP, Severity.HIGH),
        finding("t", Engine.SEMGREP, Severity.HIGH),
        finding("b", Engine.BANDIT, Severity.HIGH, line=2),
        finding("c", Engine.BANDIT, Severity.HIGH, cwe="CWE-89"),
    ]

    assert {"s", "t", "b", "c"} == {one.rule for one in fuse(several)}


def test_repetitions_vanish() -> None:
    """Two readings of one candidate report the same finding once."""
    one = finding("s", Engine.SEMGREP, Severity.HIGH)

    assert (one,) == fuse([one, one])


def test_the_data_flow_brings_its_own_confidence() -> None:
    """Weakness and severity come from the catalogue, confidence from the verdict."""
    (found,) = from_flow([FlowMatch("weak-hash", "low", "", 2, 1, 2, 5)], RULES, clip)

    assert ("flow-weak-hash", Engine.DATAFLOW, Severity.CRITICAL, Confidence.LOW, ("CWE-328",)) == (
        found.rule,
        found.engine,
        found.severity,
        found.confidence,
        found.cwe,
    )


def test_a_finding_says_what_to_write_in_its_language() -> None:
    """The weakness's remedy in the words of the text's language, or the general one."""
    rule = replace(RULES["flow-weak-hash"], remedy="Use SHA-256.", remedies={"go": "Use crypto/sha256."})
    match, rules = FlowMatch("weak-hash", "low", "", 2, 1, 2, 5), {"flow-weak-hash": rule}
    said = [from_flow([match], rules, clip, language)[0].remedy for language in ("go", "java")]

    assert ["Use crypto/sha256.", "Use SHA-256."] == said


def test_what_is_safe_or_outside_is_no_finding() -> None:
    """Neither a refutation nor a doubt is a finding; the user's own text is not judged."""
    safe = FlowMatch("weak-hash", "", "a constant", 2, 1, 2, 5)
    doubt = FlowMatch("weak-hash", "", "", 2, 1, 2, 5)

    assert [] == from_flow([safe, doubt, FlowMatch("weak-hash", "high", "", 1, 1, 1, 5)], RULES, clip)


def test_a_weakness_that_nobody_knows_is_a_failure() -> None:
    """The catalogue and the worker's knowledge do not agree."""
    with pytest.raises(ScanIncomplete):
        from_flow([FlowMatch("unheard-of", "high", "", 2, 1, 2, 5)], RULES, clip)


def test_what_is_refuted_stays_in_the_lowest_grade() -> None:
    """Semgrep's and Bandit's reports of a call that is safe are kept, with the reason."""
    flow = (FlowMatch("code-injection", "", "a constant", 2, 1, 2, 8),)
    (semgrep,) = from_semgrep([Match("python-eval", 2, 1, 2, 8)], RULES, clip, Refutations(flow, RULES))
    (bandit,) = from_worker(
        "python", Analysed(id=1, flow=flow, bandit=(BanditMatch("B999", "high", "high", 94, 2, 1, 2, 8),)), RULES, clip
    )

    assert [(Severity.LOW, Confidence.LOW)] * 2 == [(one.severity, one.confidence) for one in (semgrep, bandit)]
    assert "The rule python-eval matches. The data flow understands this to be safe: a constant." == semgrep.message
    assert Standing.REFUTED is semgrep.standing is bandit.standing


def test_engines_that_name_the_cwe_differently_report_once() -> None:
    """CWE-94 and CWE-95 are one weakness, whichever engine is first."""
    both = [
        finding("s", Engine.SEMGREP, Severity.HIGH, cwe="CWE-95"),
        finding("f", Engine.DATAFLOW, Severity.CRITICAL, cwe="CWE-94"),
        finding("b", Engine.BANDIT, Severity.MEDIUM, cwe="CWE-94"),
    ]
    results = {tuple(one.rule for one in fuse(order)) for order in permutations(both)}

    assert {("f",)} == results

"""Profiles, findings and reports for the tests of the policy, and hypothesis strategies that make them."""

from hypothesis import strategies as st

from gateway.policy.bundle import Profile
from gateway.values import (
    Action,
    Confidence,
    Decision,
    Engine,
    Finding,
    ScanReport,
    Severity,
    Span,
    Standing,
    sha256_hex,
)

TEXT = "import json\nvalue = json.loads(text)\nresult = eval(text)\nprint(result)\n"
BOUNDARIES = (12, 37, 57, len(TEXT))
REASONS = (
    *("obfuscated_text", "misdeclared_language"),
    *("unsupported_language", "syntax", "quarantined", "too_large"),
)
GRADES = [(severity, confidence) for severity in Severity for confidence in Confidence]


def profile(**changes: object) -> Profile:
    """Return a profile: high is trimmed, critical blocked, medium flagged, low allowed."""
    actions = {
        Severity.CRITICAL: Action.BLOCK,
        Severity.HIGH: Action.TRIM,
        Severity.MEDIUM: Action.FLAG,
        Severity.LOW: Action.ALLOW,
    }
    values: dict[str, object] = {
        "name": "test",
        "weakness": {grade: actions[grade[0]] for grade in GRADES},
        "capabilities": {"process": Action.BLOCK, "network": Action.FLAG, "dynamic-code": Action.TRIM},
        "unscannable": dict.fromkeys(REASONS, Action.BLOCK),
    }
    return Profile(**{**values, **changes})  # type: ignore[arg-type]  # the tests choose the fields by name


def finding(line: int = 3, column: int = 10, *, severity: Severity = Severity.HIGH, rule: str = "a-rule") -> Finding:
    """Return a finding of Semgrep's, by default at `eval` in TEXT."""
    return Finding(
        rule=rule,
        engine=Engine.SEMGREP,
        severity=severity,
        confidence=Confidence.HIGH,
        cwe=("CWE-95",),
        span=Span(line, column, line, column + 4),
        message="m",
    )


def api_finding(capability: str | None, rule: str = "api-process") -> Finding:
    """Return a finding of the API policy in the third line of TEXT."""
    return Finding(
        rule=rule,
        engine=Engine.API,
        severity=Severity.LOW,
        confidence=Confidence.HIGH,
        cwe=(),
        span=Span(3, 10, 3, 14),
        message="m",
        capability=capability,
    )


def report(
    *findings: Finding, text: str = TEXT, boundaries: tuple[int, ...] = BOUNDARIES, **more: object
) -> ScanReport:
    """Return a report of the text with these findings."""
    values: dict[str, object] = {"language": "python", "evidence": (), "policy_revision": "sha256:1", **more}
    return ScanReport(
        candidate=0,
        text=text,
        text_sha256=sha256_hex(text),
        findings=findings,
        boundaries=boundaries,
        **values,  # type: ignore[arg-type]  # the tests choose the fields by name
    )


def start_of(text: str, span: Span) -> int:
    """Return the span's first offset, found another way than the code under test does."""
    lines = text.split("\n")
    line = min(span.line, len(lines))
    return sum(len(one) + 1 for one in lines[: line - 1]) + min(span.column - 1, len(lines[line - 1]))


def released(decision: Decision) -> bool:
    """Say whether any text may leave."""
    return decision.text != ""


actions = st.sampled_from(Action)
spans = st.builds(
    lambda line, column, lines, width: Span(line, column, line + lines, column + width),
    st.integers(1, 8),
    st.integers(1, 30),
    st.integers(0, 3),
    st.integers(1, 30),
)
findings = st.builds(
    Finding,
    rule=st.sampled_from(["a", "b", "api-process", "api-dynamic", "api-unlisted"]),
    engine=st.sampled_from(Engine),
    severity=st.sampled_from(Severity),
    confidence=st.sampled_from(Confidence),
    cwe=st.just(()),
    span=spans,
    message=st.just("m"),
    capability=st.sampled_from([None, "process", "network", "unknown"]),
    standing=st.sampled_from(Standing),
)
profiles = st.builds(
    Profile,
    name=st.just("any"),
    weakness=st.dictionaries(st.sampled_from(GRADES), actions),
    capabilities=st.dictionaries(st.sampled_from(["process", "network"]), actions),
    unscannable=st.dictionaries(st.sampled_from(REASONS), actions),
    default_api=st.sampled_from(["allow", "deny"]),
    unlisted_api=actions,
    dynamic_api=actions,
    trust_names=st.booleans(),
    trust_silence=st.booleans(),
)


_few_boundaries = st.sets(st.integers(-2, 90), max_size=6).map(lambda offsets: tuple(sorted(offsets)))


@st.composite
def reports(draw: st.DrawFn) -> ScanReport:
    """Make any report, sensible or not."""
    text = draw(st.text(alphabet="ab #:(){}=\n\té😀", max_size=80))
    return ScanReport(
        candidate=draw(st.integers(0, 3)),
        text=text,
        text_sha256=sha256_hex(text),
        language=draw(st.sampled_from(["python", "go", "cobol"])),
        findings=tuple(draw(st.lists(findings, max_size=4))),
        evidence=(),
        policy_revision="sha256:1",
        dropped_chars=draw(st.sampled_from([0, 0, 3])),
        unscannable=draw(st.sampled_from([None, None, *REASONS, "a_new_reason"])),
        boundaries=draw(st.one_of(st.just(tuple(range(90))), st.just(()), _few_boundaries)),
    )

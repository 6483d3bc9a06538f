"""Small valid values to build tests from: each function returns one, with what matters as arguments."""

from gateway.values import (
    Action,
    Caller,
    Candidate,
    CompletionRequest,
    Confidence,
    Decision,
    Dialect,
    Engine,
    Evidence,
    Finding,
    Generated,
    Role,
    ScanReport,
    Severity,
    Span,
    sha256_hex,
)

REVISION = "sha256:policy"


def caller(profile: str = "standard", roles: frozenset[Role] = frozenset({Role.DEVELOPER})) -> Caller:
    """Return a proven developer."""
    return Caller("alice", "demo", "token-1", "https://idp.invalid", "127.0.0.1", "tests", roles, profile)


def request(prefix: str = "x = ", **fields: object) -> CompletionRequest:
    """Return a request for Python."""
    values = {"language": "python", **fields}
    return CompletionRequest("018f-request", caller(), Dialect.OPENAI, prefix, **values)  # type: ignore[arg-type]


def generated(text: str) -> Generated:
    """Return an answer of the model."""
    return Generated(text, "stop", 5, 7, "model", "revision")


def candidate(text: str, index: int = 0) -> Candidate:
    """Return a canonical candidate."""
    return Candidate(index, text, generated(text))


def finding(line: int = 1, severity: Severity = Severity.HIGH, rule: str = "python-eval") -> Finding:
    """Return a finding that covers one line."""
    span = Span(line, 1, line, 80)
    return Finding(rule, Engine.SEMGREP, severity, Confidence.HIGH, ("CWE-95",), span, "Runs text as code.", "Do not.")


def report(text: str, *findings: Finding, boundaries: tuple[int, ...] = ()) -> ScanReport:
    """Return a report on a text that was scanned whole."""
    evidence = (Evidence(Engine.SEMGREP, "1", "sha256:rules", "canary seen", 1.0),)
    return ScanReport(0, text, sha256_hex(text), "python", findings, evidence, REVISION, boundaries=boundaries)


def decision(text: str, action: Action = Action.ALLOW) -> Decision:
    """Return a decision that releases the whole text (or nothing, for a block)."""
    released = "" if action is Action.BLOCK else text
    return Decision(0, action, released, sha256_hex(released), report(text))

"""What counts as a report of a weakness: by an engine that looks for weaknesses, at medium or above (design, 5)."""

from typing import Final

from gateway.values import Engine, Finding, Severity

ENGINES: Final = frozenset({Engine.SEMGREP, Engine.BANDIT, Engine.DATAFLOW, Engine.TEXT, Engine.SECRETS})
SEVERITIES: Final = frozenset({Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM})


def counts(finding: Finding) -> bool:
    """Tell whether a finding counts; those of the house's policy (`api`, `packages`) are counted apart."""
    return finding.engine in ENGINES and finding.severity in SEVERITIES

"""Where the engine's own parser is no judge, rules may look at the raw text only."""

import pytest

from gateway.bundles.rules import RAW_LANGUAGES, rule_from
from gateway.errors import PolicyInvalid

_HEAD = """rules:
  - id: bash-probe
    languages: [bash]
    severity: WARNING
    message: "A probe."
    metadata: {cwe: [CWE-78], severity: medium, confidence: medium, remedy: "Leave it.", reference: "https://example.com/"}
"""


@pytest.mark.parametrize(
    "formula",
    [
        "    pattern-regex: probe\n",
        "    pattern-either:\n      - pattern-regex: a\n      - patterns: [{pattern-regex: a}]\n",
    ],
)
def test_rules_over_the_raw_text_are_taken(formula: str) -> None:
    """Expressions over the text need no parser."""
    assert "bash-probe" == rule_from("rules/bash/bash-probe.yaml", _HEAD + formula).entry.id


@pytest.mark.parametrize(
    "formula",
    [
        "    pattern: probe $X\n",
        "    patterns:\n      - pattern-regex: probe\n      - pattern-inside: probe $X\n",
        "    mode: taint\n    pattern-sources:\n      - pattern: a\n    pattern-sinks:\n      - pattern: b\n",
    ],
)
def test_patterns_of_code_are_refused(formula: str) -> None:
    """What the parser does not read, such a rule would miss, and nobody would know."""
    assert "bash" in RAW_LANGUAGES
    with pytest.raises(PolicyInvalid, match="a pattern of code"):
        rule_from("rules/bash/bash-probe.yaml", _HEAD + formula)

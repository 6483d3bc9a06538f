"""Rules over raw text find by form, and leave what only looks like a secret."""

import re
import time
from dataclasses import replace

import pytest

from gateway.policy.texts import TextRule, entropy_of, findings_in
from gateway.values import Confidence, Engine, Severity, Span
from tests.standard import standard

_RULES = standard().texts
_TOKEN = "ghp_" + "a8Kd03LmQz71XvBt5RyWn29CfHjU46EsGp0T"


# What the rules for SQL need, so that each of them is tried.
_WORDS = " ".join(word for rule in _RULES for word in rule.needs)


def _rule(pattern: str, *, languages: frozenset[str] = frozenset(), entropy_min: float = 0.0) -> TextRule:
    return TextRule(
        id="text-rule",
        engine=Engine.TEXT,
        severity=Severity.HIGH,
        confidence=Confidence.HIGH,
        cwe=("CWE-1",),
        message="m",
        remedy="r",
        pattern=re.compile(pattern),
        languages=languages,
        entropy_min=entropy_min,
    )


def test_a_token_is_found_wherever_it_stands() -> None:
    """In any language, with its place in code points, and without quoting it."""
    (finding,) = findings_in(f"é = 1\nx = '{_TOKEN}'", "cobol", _RULES)

    assert ("secret-github-token", Engine.SECRETS) == (finding.rule, finding.engine)
    assert Span(2, 6, 2, 46) == finding.span
    assert _TOKEN not in finding.message + finding.remedy


def test_a_rule_for_one_language_leaves_the_others() -> None:
    """What is dangerous in one language may be nothing in another."""
    rule = _rule("abc", languages=frozenset({"sql"}))

    assert [] == findings_in("abc", "python", [rule])
    assert 1 == len(findings_in("abc", "sql", [rule]))


def test_a_rule_is_tried_only_where_a_word_it_needs_stands() -> None:
    """In any case; without such words it is always tried."""
    rule = replace(_rule("(?i)grant"), needs=("public", "everyone"))

    assert [] == findings_in("GRANT", "sql", [rule])
    assert [True, False] == [any(rule.found(text)) for text in ("Grant PUBLIC", "grant")]
    assert 1 == len(findings_in("GRANT to Everyone", "sql", [rule]))


def test_only_the_value_must_look_random() -> None:
    """The entropy is that of the group `value`, if there is one."""
    rule = _rule("key=(?P<value>[a-z]{4})", entropy_min=1.5)

    assert [(0, 8)] == list(rule.places("key=abcd"))
    assert [] == list(rule.places("key=aaaa"))


@pytest.mark.parametrize(("text", "bits"), [("aaaa", 0.0), ("abab", 1.0), ("abcd", 2.0)])
def test_entropy(text: str, bits: float) -> None:
    """Bits a character."""
    assert bits == entropy_of(text)


@pytest.mark.parametrize(("language", "words"), [("bash", ""), ("sql", _WORDS)], ids=["bash", "sql"])
@pytest.mark.parametrize(
    "piece",
    [
        *("curl a ", "rm -rf ", "a1://b:", "/dev/tcp/", "-----BEGIN ", "AKIA", "gh", "x", "\n", "| "),
        *("GRANT ALL ", "CREATE USER ", "AND a ", "EXEC 'a' ||", "a:='SELECT ' ' ", "md5(", "COPY a "),
    ],
)
def test_time_is_linear_in_the_text(piece: str, language: str, words: str) -> None:
    """Four times as much of a text made of a pattern's own beginnings costs about four times as much, not sixteen."""

    def cost_s(chars: int) -> float:
        text = words + piece * (chars // len(piece))
        started = time.process_time()
        findings_in(text, language, _RULES)
        return time.process_time() - started

    short_s = min(cost_s(16_000) for _ in range(3))

    assert any(cost_s(64_000) < 10 * short_s for _ in range(3))  # a busy machine may spoil one

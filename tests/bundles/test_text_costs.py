"""Every rule over raw text, as shipped, takes little time over long runs of what it looks for."""

import string
from functools import partial

import pytest

from gateway.policy.texts import TextRule
from tests.costs import least_cpu_s
from tests.standard import standard

_CHARS = 20_000
_CPU_S_MAX = 1.0
_RUNS = (*string.punctuation, *"aA0 \n\té", "a=", "a:", '"a', "a\n", "://", "-----BEGIN ", "eyJ")
_RULES = standard().texts


def _texts(rule: TextRule) -> list[str]:
    """Return long runs: of single signs, and of the words without which the rule does not even look."""
    words = [*rule.needs, *(f"{word}=" for word in rule.needs), *(f"{word} " for word in rule.needs)]
    runs = [run * (_CHARS // len(run)) for run in (*_RUNS, *words)]
    return [*runs, *(word + "a" * _CHARS for word in rule.needs), *(word + " " * _CHARS for word in rule.needs)]


def _places_count(rule: TextRule, text: str) -> int:
    return sum(1 for _ in rule.places(text))


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule.id)
def test_no_run_is_slow(rule: TextRule) -> None:
    """No run of signs or of a rule's own words costs more than a fraction of the scan's deadline."""
    costs = [least_cpu_s(partial(_places_count, rule, text), _CPU_S_MAX) for text in _texts(rule)]

    assert max(costs) < _CPU_S_MAX

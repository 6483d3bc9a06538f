"""Gates: what they ask for, where none may stand, and that they cost no match."""

import json

import pytest

from gateway.bundles.gates import Tree, gated
from gateway.bundles.rules import rule_from
from gateway.errors import PolicyInvalid
from gateway.scan.semgrep_pool import SemgrepPool
from gateway.scan.semgrep_settings import SemgrepSettings
from tests.standard import FOLDER
from tests.standard import loaded as loaded_bundle

_SETTINGS = SemgrepSettings(processes_count=1, scan_ms_max=5_000, call_ms_max=12_000)


def _gate(rule: dict[str, Tree]) -> str | None:
    """Return the gate's expression without what all gates share; None without a gate."""
    patterns = gated(rule).get("patterns")
    first = patterns[0] if isinstance(patterns, list) else None
    inner = first.get("semgrep-internal-pattern-anywhere") if isinstance(first, dict) else None
    if not isinstance(inner, dict):
        return None
    return str(inner["pattern-regex"]).removeprefix("(?s)(?:").removesuffix(").*")


@pytest.mark.parametrize(
    ("pattern", "word"),
    [
        ("hashlib.md5(...)", "md5"),
        ("yaml.load($TEXT, Loader=yaml.$LOADER)", "Loader"),
        ('$CURSOR.execute(f"drop {$TABLE}", "sudo", ...)', "execute"),
        ("(ObjectInputStream $STREAM).readObject()", "readObject"),
        ("os.chmod($PATH, 0o777)", "chmod"),
        ("return <... $REQUEST.$DATA ...> + secret_name", "secret_name"),
        ('$DB.find(["no", "yes"], {...})', "find"),
    ],
)
def test_gate_asks_for_the_telling_name(pattern: str, word: str) -> None:
    """A gate names what must stand in the text: no string, type, number, keyword or metavariable, rather no module."""
    assert _gate({"pattern": pattern}) == rf"\b(?:{word})\b"


def test_gate_asks_for_one_name_of_each_branch() -> None:
    """Any branch can match, so a name of each is in the gate; of what must hold together one part is enough."""
    either: list[Tree] = [{"pattern": "eval($CODE)"}, {"patterns": [{"pattern": "vm.run(...)"}, {"pattern": "$X.y()"}]}]

    assert _gate({"pattern-either": either}) == r"\b(?:eval|run)\b"


@pytest.mark.parametrize(
    "rule",
    [
        {"pattern-either": [{"pattern": "eval($CODE)"}, {"pattern": '$NAME = "$VALUE"'}]},
        {"pattern-either": [{"pattern": "eval($CODE)"}, {"pattern-regex": "exec"}]},
        {"patterns": [{"pattern": "$F($X)"}, {"pattern-not": "print($X)"}]},
        {"pattern-regex": "(?m)^#cgo"},
        {"mode": "taint", "pattern-sources": [{"pattern": "input()"}], "pattern-sinks": [{"pattern": "eval(...)"}]},
    ],
)
def test_rule_of_which_nothing_sure_is_known_is_left_as_it_is(rule: dict[str, Tree]) -> None:
    """A rule with a branch without a name, or in a form that gates do not know, gets no gate."""
    assert gated(rule) == rule


def test_rule_may_name_its_gate() -> None:
    """The expression under `needs` is the gate, and Semgrep never sees that key."""
    rule: dict[str, Tree] = {"id": "a-b", "needs": "passw|pwd", "pattern": '$NAME = "$VALUE"'}

    assert _gate(rule) == "passw|pwd"
    assert sorted(gated(rule)) == ["id", "patterns"]


@pytest.mark.parametrize("needs", ['""', "[a]", "'('"])
def test_bad_expression_is_refused(needs: str) -> None:
    """A bundle with a gate that is no expression does not load."""
    file = "rules/python/python-eval.yaml"
    text = (FOLDER / file).read_text().replace("    patterns:\n", f"    needs: {needs}\n    patterns:\n", 1)

    with pytest.raises(PolicyInvalid, match="needs"):
        rule_from(file, text)


async def test_gates_cost_no_match() -> None:
    """All shipped rules find the same in all samples, place by place, with their gates and without."""
    loaded = loaded_bundle()
    rules = [
        rule_from(f"rules/{path.parent.name}/{path.name}", path.read_text()).semgrep
        for path in sorted(FOLDER.glob("rules/*/*.yaml"))
    ]
    plain = json.dumps({"rules": [{key: rule[key] for key in rule if key != "needs"} for rule in rules]}).encode()
    with_gates = SemgrepPool(_SETTINGS, loaded.bundle.semgrep_rules, loaded.bundle.rule_count)
    without = SemgrepPool(_SETTINGS, plain, len(rules))
    differing: list[str] = []

    try:
        await with_gates.start()
        await without.start()
        for sample in loaded.samples:
            found = await with_gates.scan(sample.language, sample.text)
            expected = await without.scan(sample.language, sample.text)
            if not expected.matches or found.matches != expected.matches:
                differing.append(sample.rule)
    finally:
        await with_gates.stop()
        await without.stop()

    assert not differing

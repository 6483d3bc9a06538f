"""The bundle that we ship loads, is complete, and means what the documents say."""

import importlib
import json
import re
import warnings
from collections import Counter

import pytest

from gateway.bundles.forms import CAPABILITIES, UNSCANNABLE_REASONS
from gateway.bundles.loading import LoadedBundle
from gateway.policy.bundle import Profile
from gateway.policy.rank import rank
from gateway.scan.canary import FORMS
from gateway.syntax.languages import SUPPORTED
from gateway.values import Action, Confidence, Severity
from tests import standard


@pytest.fixture(scope="module")
def loaded() -> LoadedBundle:
    """Load the shipped bundle once."""
    return standard.loaded()


def test_there_are_rules_enough_in_every_language(loaded: LoadedBundle) -> None:
    """At least 24 rules for Python, 8 for each other that Semgrep reads, 50 in all; SQL has rules over raw text."""
    rules = json.loads(loaded.bundle.semgrep_rules)["rules"]
    counts = Counter(language for rule in rules for language in rule["languages"])

    by_text = Counter(language for rule in loaded.bundle.texts for language in rule.languages)

    assert set(SUPPORTED) - set(FORMS) == {"sql"}
    assert set(SUPPORTED) & set(FORMS) == set(counts)
    assert by_text["sql"] >= 20
    assert counts["python"] >= 24
    assert min(counts.values()) >= 8
    assert loaded.bundle.rule_count == len(loaded.samples) >= 50


def test_every_rule_has_both_kinds_of_samples(loaded: LoadedBundle) -> None:
    """Each rule ships with code that it must flag and code that it must pass, at least two of each."""
    assert all(min(len(sample.flagged), len(sample.passed)) >= 2 for sample in loaded.samples)


def test_every_test_of_bandit_is_graded(loaded: LoadedBundle) -> None:
    """No finding of the pinned Bandit is left to Bandit's own grades."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # Bandit's use of stevedore, while it is imported
        manager = importlib.import_module("bandit.core.extension_loader").MANAGER
    tests = {plugin.plugin._test_id for plugin in manager.plugins}  # noqa: SLF001  # Bandit has no public name for it
    tests |= set(manager.blacklist_by_id)
    graded = {id_ for id_ in loaded.bundle.rules if id_.startswith("B")}

    assert tests == graded


def test_only_the_everyday_profile_trusts(loaded: LoadedBundle) -> None:
    """`strict` believes no name, which a model could have made up, and no silence; `standard` says that it does."""
    assert {"standard": (True, True), "strict": (False, False)} == {
        name: (profile.trust_names, profile.trust_silence) for name, profile in loaded.bundle.profiles.items()
    }


def test_no_general_remedy_names_a_module_of_python(loaded: LoadedBundle) -> None:
    """Who writes Java is not told to use `shlex`: what names a language's modules is a remedy of that language."""
    of_python = re.compile(r"shlex|literal_eval|defusedxml|\bre\.|module secrets|tempfile|timeout=")
    rules = [rule for name, rule in loaded.bundle.rules.items() if name.startswith("flow-")]

    assert [] == [rule.id for rule in rules if of_python.search(rule.remedy)]
    assert [] == [
        rule.id for rule in rules for language in ("java", "go") if of_python.search(rule.remedy_in(language))
    ]
    assert "shlex" in loaded.bundle.rules["flow-command-injection"].remedy_in("python")


def test_the_profiles_are_total(loaded: LoadedBundle) -> None:
    """Each profile says something of every grade, capability and unscannable reason."""
    grades = {(severity, confidence) for severity in Severity for confidence in Confidence}

    assert {"standard", "strict"} == set(loaded.bundle.profiles)
    for profile in loaded.bundle.profiles.values():
        assert grades == set(profile.weakness)
        assert set(CAPABILITIES) == set(profile.capabilities)
        assert dict.fromkeys(UNSCANNABLE_REASONS, Action.BLOCK) == profile.unscannable


@pytest.mark.parametrize("name", ["standard", "strict"])
def test_a_worse_grade_is_never_treated_better(loaded: LoadedBundle, name: str) -> None:
    """More severe or more certain never gives a milder action."""
    weakness = loaded.bundle.profiles[name].weakness
    rows = [[rank(weakness[severity, confidence]) for confidence in Confidence] for severity in Severity]

    assert all(row == sorted(row, reverse=True) for row in rows)
    assert all(list(column) == sorted(column, reverse=True) for column in zip(*rows, strict=True))


def test_strict_is_never_milder_than_standard(loaded: LoadedBundle) -> None:
    """Whatever standard stops, strict stops too."""
    standard, strict = loaded.bundle.profiles["standard"], loaded.bundle.profiles["strict"]

    assert all(map(_is_no_milder, _actions(strict), _actions(standard)))


def test_strict_blocks_what_reaches_out(loaded: LoadedBundle) -> None:
    """Under strict, code that reaches out of its process is blocked."""
    capabilities = loaded.bundle.profiles["strict"].capabilities
    blocked = {name for name, action in capabilities.items() if action is Action.BLOCK}

    assert {"process", "dynamic-code", "native", "network", "file-read", "file-write", "deserialisation"} == blocked


@pytest.mark.parametrize(
    ("name", "capability"),
    [
        ("subprocess.*", "process"),
        ("os.system", "process"),
        ("open", "file-read"),
        ("shutil.*", "file-write"),
        ("socket.*", "network"),
        ("requests.*", "network"),
        ("eval", "dynamic-code"),
        ("pickle.loads", "deserialisation"),
        ("ctypes.*", "native"),
        ("os.environ", "environment"),
        ("hashlib.md5", "crypto-weak"),
    ],
)
def test_well_known_names_have_their_capability(loaded: LoadedBundle, name: str, capability: str) -> None:
    """The catalogue knows what everybody knows."""
    assert capability in loaded.bundle.apis["python"].capabilities[name]


def _actions(profile: Profile) -> list[Action]:
    return [
        *(profile.weakness[severity, confidence] for severity in Severity for confidence in Confidence),
        *(profile.capabilities[name] for name in CAPABILITIES),
        profile.dynamic_api,
        profile.unlisted_api,
    ]


def _is_no_milder(one: Action, other: Action) -> bool:
    return rank(one) >= rank(other)

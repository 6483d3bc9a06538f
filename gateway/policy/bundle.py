"""A policy bundle in memory: immutable, named by the hash of its content; `gateway.bundles` builds it from files."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from gateway.policy.texts import TextRule
from gateway.values import Action, Confidence, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """
    The catalogue entry of one rule of any engine: what Semgrep's answer lacks, and how Bandit's is graded.

    `owner` names a weakness of the data flow that knows more: where it has looked at the same call and reports nothing,
    the rule's finding is graded low; if it could not follow all, only under a profile with `trust_silence`. `remedies`
    are those of some languages, where they differ.
    """

    id: str
    severity: Severity
    confidence: Confidence
    cwe: tuple[str, ...]
    message: str
    remedy: str
    reference: str = ""
    owner: str = ""
    remedies: Mapping[str, str] = field(default_factory=dict)

    def remedy_in(self, language: str) -> str:
        """Return what to write instead in a language."""
        return self.remedies.get(language, self.remedy)


@dataclass(frozen=True, slots=True)
class ApiCatalogue:
    """
    What one language's qualified names can do, and which names the house lists.

    `capabilities` maps a qualified name, or a prefix that ends in `.*`, to capability names; the longest match wins.
    `allowed` are qualified names or `.*` prefixes that a profile with `default_api = "deny"` accepts. A catalogue that
    is still to be completed is `like` another language's.
    """

    language: str
    capabilities: Mapping[str, tuple[str, ...]]
    allowed: tuple[str, ...] = ()
    like: str = ""


@dataclass(frozen=True, slots=True)
class PackageNames:
    """
    How one language's imports and packages go together.

    `ecosystem` names the index. `standard` are modules that come with the language. `distributions` maps a module to
    the package that brings it, where the names differ.
    """

    language: str
    ecosystem: str
    standard: tuple[str, ...] = ()
    distributions: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Profile:
    """
    How strict the house is with one group of callers.

    `weakness` maps (severity, confidence) to an action, totally. `capabilities` maps a capability to an action (absent:
    allow). `unscannable` maps a reason to an action, always block for obfuscated_text and misdeclared_language.
    `default_api` is allow or deny; under deny, unlisted names get `unlisted_api`'s action. `unknown_package` is for
    imports that the index of packages does not hold or that only look like a known one, `unknown_api` for names that a
    module lacks.
    `trust_names`: a function of which nothing is known but a name that says that it cleans or checks is believed; a
    model can game that. `trust_silence`: what a rule reports is left to the data flow where that owns the rule, has
    looked there and has nothing to say, also of what it could not follow.
    """

    name: str
    weakness: Mapping[tuple[Severity, Confidence], Action]
    capabilities: Mapping[str, Action]
    unscannable: Mapping[str, Action]
    default_api: str = "allow"
    unlisted_api: Action = Action.FLAG
    dynamic_api: Action = Action.FLAG
    unknown_package: Action = Action.FLAG
    unknown_api: Action = Action.FLAG
    trust_names: bool = False
    trust_silence: bool = False


@dataclass(frozen=True, slots=True)
class Bundle:
    """
    One revision of the policy.

    `revision` is `sha256:` and the hex digest over the sorted files. `semgrep_rules` is the compiled JSON that the
    Semgrep pool loads; `rule_count` is how many rules it must report as loaded; `rules_digest` is that JSON's SHA-256.
    `rules` maps rule id to catalogue entry for every engine (Bandit's under its test id, `B602`; a weakness of the data
    flow under `flow-` and its name, the confidence being each finding's own). `knowledge` maps a language to what the
    data flow knows of its libraries, as JSON. `packages` maps a language to how its imports and packages go together,
    `names` to the texts of its index of public names. `texts` are the rules over raw text.
    """

    name: str
    revision: str
    profiles: Mapping[str, Profile]
    rules: Mapping[str, Rule]
    apis: Mapping[str, ApiCatalogue]
    semgrep_rules: bytes
    rule_count: int
    rules_digest: str
    knowledge: Mapping[str, bytes] = field(default_factory=dict)
    packages: Mapping[str, PackageNames] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    texts: tuple[TextRule, ...] = ()

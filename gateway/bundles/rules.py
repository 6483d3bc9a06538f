"""Compiles the Semgrep rules of a bundle. YAML stays here: Semgrep gets JSON, since its own loader refuses anchors."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, override

import msgspec
import yaml

from gateway.bundles.files import defect
from gateway.bundles.forms import Metadata, in_form, must_be_constant
from gateway.bundles.gates import GATED, Tree, gated
from gateway.policy.bundle import Rule
from gateway.values import Severity

EXTENSIONS: Final = {
    "python": "py",
    "javascript": "js",
    "typescript": "ts",
    "java": "java",
    "go": "go",
    "rust": "rs",
    "c": "c",
    "cpp": "cpp",
    "csharp": "cs",
    "php": "php",
    "hcl": "tf",
    "yaml": "yml",
    "bash": "sh",
    "dockerfile": "dockerfile",
}
# Semgrep's own parser does not read all of it: the rules are over the raw text, of which nothing is lost.
RAW_LANGUAGES: Final = frozenset({"bash"})
RULES_COUNT_MAX: Final = 2000
_DEPTH_MAX: Final = 64

_LANGUAGES: Final = {language: frozenset({language}) for language in EXTENSIONS} | {
    "javascript": frozenset({"javascript", "typescript"}),
    "c": frozenset({"c", "cpp"}),
}
_SEVERITIES: Final = {
    Severity.CRITICAL: "ERROR",
    Severity.HIGH: "ERROR",
    Severity.MEDIUM: "WARNING",
    Severity.LOW: "INFO",
}
_SEARCH: Final = frozenset({"pattern", "patterns", "pattern-either", "pattern-regex"})
_TAINT: Final = frozenset({"pattern-sources", "pattern-sinks", "pattern-sanitizers", "pattern-propagators"})
_REQUIRED: Final = frozenset({"id", "languages", "severity", "message", "metadata"})
_OPTIONAL: Final = frozenset({"options", "mode", "needs"})
_RULE_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class CompiledRule:
    """One rule: its catalogue entry, and the part that Semgrep reads."""

    entry: Rule
    language: str
    semgrep: dict[str, Tree]


class _StrictLoader(yaml.CSafeLoader):
    """Refuses keys given twice, which a reader of the file could overlook. In C: ten times faster than Python's."""

    @override
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[object, object]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) != len(node.value):
            raise yaml.MarkedYAMLError(problem="a key is given twice", problem_mark=node.start_mark)
        return mapping


def rule_from(file: str, text: str) -> CompiledRule:
    """Return the rule in a file `rules/<language>/<id>.yaml`. Raises PolicyInvalid with file and defect."""
    _, language, name = file.split("/")
    tree = _only_rule(file, text)
    known = _REQUIRED | _OPTIONAL | (_TAINT if tree.get("mode") == "taint" else _SEARCH)
    if unknown := sorted(tree.keys() - known):
        raise defect(file, f"has the unknown key {unknown[0]!r}", "remove it or mend its spelling")
    if missing := sorted(_REQUIRED - tree.keys()):
        raise defect(file, f"lacks {missing[0]!r}", "add it")
    if tree.get("mode", "search") not in {"search", "taint"}:
        raise defect(file, "has an unknown mode", 'use "search" or "taint"')
    if not tree.keys() & (_SEARCH | _TAINT):
        raise defect(file, "has no pattern", "add pattern, patterns, pattern-either or pattern-regex")
    entry = _entry(file, tree)
    if entry.id != name.removesuffix(".yaml") or not _RULE_ID.fullmatch(entry.id):
        raise defect(file, f"holds the rule {entry.id!r}", "give file and rule the same name, lower case with hyphens")
    if not entry.id.startswith(f"{language}-"):
        raise defect(file, f"the rule's name does not begin with {language}-", "rename it")
    languages = tree["languages"]
    if not isinstance(languages, list) or not languages or not _LANGUAGES[language].issuperset(map(str, languages)):
        raise defect(file, "is for other languages than its folder", f"use {', '.join(sorted(_LANGUAGES[language]))}")
    if tree["severity"] != _SEVERITIES[entry.severity]:
        expected = _SEVERITIES[entry.severity]
        raise defect(file, "severity and metadata.severity disagree", f"{entry.severity} goes with {expected}")
    _check_needs(file, tree)
    if language in RAW_LANGUAGES and not _is_raw(tree):
        raise defect(
            file, "has a pattern of code, in a language that Semgrep does not read all of", "use pattern-regex"
        )
    semgrep = {key: value for key, value in tree.items() if key != "metadata"}
    return CompiledRule(entry=entry, language=language, semgrep=semgrep)


def compile_rules(rules: Iterable[CompiledRule]) -> bytes:
    """Return the one JSON document that Semgrep loads, the same bytes for the same rules."""
    document = {"rules": [gated(rule.semgrep) for rule in sorted(rules, key=lambda rule: rule.entry.id)]}
    return msgspec.json.encode(document, order="sorted")


def _only_rule(file: str, text: str) -> dict[str, Tree]:
    """Return the file's one rule as a tree of plain values."""
    try:
        _check_events(text)
        document = yaml.load(text, Loader=_StrictLoader)  # noqa: S506  # a SafeLoader that refuses even more
        plain = msgspec.convert(document, type=dict[str, list[dict[str, object]]], strict=True)
        encoded = msgspec.json.encode(plain)
        decoded: dict[str, list[dict[str, Tree]]] = msgspec.json.decode(encoded)
    except (yaml.YAMLError, ValueError) as error:
        what = getattr(error, "problem", None) or "its values have the wrong form"
        mark = getattr(error, "problem_mark", None)
        where = f" in line {mark.line + 1}" if mark is not None else ""
        raise defect(file, f"is not a rule file: {what}{where}", "mend the YAML") from error
    except (RecursionError, TypeError, msgspec.ValidationError) as error:
        raise defect(file, "is not a rule file: its values have the wrong form", "mend the YAML") from error
    if set(decoded) != {"rules"} or len(decoded["rules"]) != 1:
        raise defect(file, "does not hold exactly one rule", "put one rule under the key 'rules'")
    return decoded["rules"][0]


def _check_events(text: str) -> None:
    """Refuse anchors and aliases, which a reader could overlook, and deep nesting. Raises yaml.MarkedYAMLError."""
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _refused("anchors and aliases are not supported", event)
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEPTH_MAX:
            raise _refused("it nests too deeply", event)


def _refused(problem: str, event: yaml.Event) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)  # type: ignore[arg-type]  # C's own Mark


def _check_needs(file: str, tree: dict[str, Tree]) -> None:
    """Refuse a gate that Semgrep could not read; Python's expressions are near enough to Semgrep's to tell."""
    needs = tree.get("needs", ".")
    try:
        expression = re.compile(needs) if isinstance(needs, str) and needs.strip() else None
    except re.error as error:
        raise defect(file, f"'needs' is no expression ({error})", "mend it") from error
    if expression is None:
        raise defect(file, "'needs' is no text", "write an expression without which the rule cannot match")
    if "needs" in tree and not tree.keys() & GATED:
        raise defect(file, "'needs' stands beside a form that takes no gate", "remove it")


def _is_raw(formula: Tree) -> bool:
    """Tell whether a rule looks at the raw text only."""
    if isinstance(formula, list):
        return all(map(_is_raw, formula))
    if not isinstance(formula, dict):
        return True
    lists = [value for key, value in formula.items() if key in {"patterns", "pattern-either"}]
    codes = {key for key in formula if key.startswith("pattern")} - {"patterns", "pattern-either"}
    return (
        formula.get("mode") != "taint" and codes <= {"pattern-regex", "pattern-not-regex"} and all(map(_is_raw, lists))
    )


def _entry(file: str, tree: dict[str, Tree]) -> Rule:
    metadata = in_form(file, tree["metadata"], Metadata)
    message, id_ = tree["message"], tree["id"]
    if not isinstance(message, str) or not message.strip() or not isinstance(id_, str):
        raise defect(file, "id or message is no text", "write them as text")
    must_be_constant(file, message)
    return Rule(
        id=id_,
        severity=metadata.severity,
        confidence=metadata.confidence,
        cwe=tuple(metadata.cwe),
        message=message,
        remedy=metadata.remedy,
        reference=metadata.reference,
        owner=metadata.owner,
    )

"""
Loads a policy bundle from a folder, or refuses it whole: a bundle with one defect is never in force.

The folder holds data only. Its layout, which `policies/standard` shows, is fixed; a file that has no place in it is a
defect, so that a misspelt name cannot switch a rule off.
"""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Final

from gateway.bundles.files import defect, read_files, revision_of
from gateway.bundles.forms import ENGINES, Header, from_toml
from gateway.bundles.knowledge import WEAKNESSES, LoadedKnowledge, is_knowledge, knowledge_from
from gateway.bundles.profiles import catalogue_from, completed, gradings_from, packages_from, profile_from
from gateway.bundles.rules import EXTENSIONS, RULES_COUNT_MAX, CompiledRule, compile_rules, rule_from
from gateway.bundles.samples import Sample, sample_from
from gateway.bundles.texts import TEXT_FILES, texts_from
from gateway.policy.bundle import ApiCatalogue, Bundle, PackageNames, Rule
from gateway.values import Engine

_HEADER: Final = "bundle.toml"
_GRADINGS: Final = ("bandit.toml", "api.toml")
_PROFILE: Final = re.compile(r"profiles/[a-z][a-z0-9_-]*\.toml")
_API: Final = re.compile(r"apis/[a-z]+\.toml")
_PACKAGES: Final = re.compile(r"packages/[a-z]+\.toml")
_ENTRY: Final = re.compile(r"(?:(?:module|same) [\w.]+|class [\w.]+\([\w.,]*\)):[ \w.]*$|#|$")
_NAMES: Final = re.compile(r"names/python/[^/]+\.txt")
_RULE: Final = re.compile(rf"rules/({'|'.join(EXTENSIONS)})/[^/]+\.yaml")
_SAMPLE: Final = re.compile("|".join(rf"rules/{language}/[^/]+\.{end}" for language, end in EXTENSIONS.items()))


@dataclass(frozen=True, slots=True)
class LoadedBundle:
    """A bundle with its samples and its entries' programs, which the service does not need but the check does."""

    bundle: Bundle
    samples: tuple[Sample, ...]
    knowledge: LoadedKnowledge


def load(folder: Path) -> Bundle:
    """Return the bundle in the folder. Raises PolicyInvalid naming file, defect and what to do."""
    return load_with_samples(folder).bundle


def load_with_samples(folder: Path) -> LoadedBundle:
    """Return the bundle in the folder, its rules' samples and its knowledge. Raises PolicyInvalid like `load`."""
    texts = read_files(folder)
    for file in texts:
        if not _has_place(file):
            raise defect(file, "has no place in a bundle", "remove it or mend its name")
    header = _header(texts)
    rules, samples = _rules(texts)
    profiles = [profile_from(file, text) for file, text in texts.items() if _PROFILE.fullmatch(file)]
    apis = _apis(texts)
    if not profiles:
        raise defect("profiles", "holds no profile", "add profiles/standard.toml")
    compiled = compile_rules(rules)
    knowledge = knowledge_from(texts)
    catalogue = _catalogue(texts, rules)
    _must_have_owners(catalogue.values(), knowledge)
    bundle = Bundle(
        name=header.name,
        revision=revision_of({file: text for file, text in texts.items() if not _SAMPLE.fullmatch(file)}),
        profiles=MappingProxyType({profile.name: profile for profile in profiles}),
        rules=MappingProxyType(catalogue | knowledge.rules()),
        apis=MappingProxyType(apis),
        semgrep_rules=compiled,
        rule_count=len(rules),
        rules_digest=hashlib.sha256(compiled).hexdigest(),
        knowledge=knowledge.by_language(),
        names=MappingProxyType(_names(texts)),
        texts=tuple(rule for file in TEXT_FILES if file in texts for rule in texts_from(file, texts[file])),
        packages=MappingProxyType({names.language: names for names in _packages(texts)}),
    )
    return LoadedBundle(bundle=bundle, samples=samples, knowledge=knowledge)


def _must_have_owners(rules: Iterable[Rule], knowledge: LoadedKnowledge) -> None:
    """Refuse a rule that leaves the decision to a weakness which the data flow does not know."""
    for rule in rules:
        if rule.owner and rule.owner not in knowledge.weaknesses:
            raise defect(rule.id, f"has the unknown owner {rule.owner!r}", f"name a weakness of {WEAKNESSES}")


def _apis(texts: Mapping[str, str]) -> dict[str, ApiCatalogue]:
    apis = {file: catalogue_from(file, text) for file, text in texts.items() if _API.fullmatch(file)}
    named = {api.language: api for api in apis.values()}
    return {api.language: completed(file, api, named.get(api.like)) for file, api in apis.items()}


def _packages(texts: Mapping[str, str]) -> list[PackageNames]:
    return [packages_from(file, text) for file, text in texts.items() if _PACKAGES.fullmatch(file)]


def _names(texts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found = {file: text for file, text in texts.items() if _NAMES.fullmatch(file)}
    for file, text in found.items():
        wrong = next((line for line in text.split("\n") if not _ENTRY.match(line)), None)
        if wrong is not None:
            raise defect(file, f"{wrong[:80]!r} is no entry of an index of names", "make it with gateway policy names")
    return {"python": tuple(found.values())} if found else {}


def _has_place(file: str) -> bool:
    patterns = (_PROFILE, _API, _PACKAGES, _NAMES, _RULE, _SAMPLE)
    return (
        file in {_HEADER, *_GRADINGS, *TEXT_FILES}
        or is_knowledge(file)
        or any(pattern.fullmatch(file) for pattern in patterns)
    )


def _files_of(engine: Engine) -> set[str]:
    return {file for file, of in TEXT_FILES.items() if of is engine}


def _header(texts: Mapping[str, str]) -> Header:
    if _HEADER not in texts:
        raise defect(_HEADER, "is missing", "add it, see policies/standard")
    header = from_toml(_HEADER, texts[_HEADER], Header)
    for engine in header.engines:
        if engine not in ENGINES:
            raise defect(_HEADER, f"engine {engine!r} is unknown", f"use {', '.join(ENGINES)}")
    if len(set(header.engines)) != len(header.engines):
        raise defect(_HEADER, "names an engine twice", "keep one")
    needs = {
        "semgrep": any(map(_RULE.fullmatch, texts)),
        "bandit": "bandit.toml" in texts,
        "api": "api.toml" in texts and any(map(_API.fullmatch, texts)),
        "dataflow": any(map(is_knowledge, texts)),
        **{engine.value: any(texts.keys() & _files_of(engine)) for engine in TEXT_FILES.values()},
        "packages": any(map(_PACKAGES.fullmatch, texts)),
    }
    for engine, is_there in needs.items():
        if (engine in header.engines) != is_there:
            raise defect(_HEADER, f"engines and the files of {engine} do not agree", "name it and give it its files")
    return header


def _rules(texts: Mapping[str, str]) -> tuple[list[CompiledRule], tuple[Sample, ...]]:
    rules = [rule_from(file, text) for file, text in texts.items() if _RULE.fullmatch(file)]
    if len(rules) > RULES_COUNT_MAX:
        raise defect("rules", f"holds more than {RULES_COUNT_MAX} rules", "remove some")
    left = {file for file in texts if _SAMPLE.fullmatch(file)}
    samples = []
    for rule in rules:
        file = f"rules/{rule.language}/{rule.entry.id}.{EXTENSIONS[rule.language]}"
        if file not in left:
            raise defect(file, "is missing", "add code that the rule must flag and code that it must pass")
        left.remove(file)
        samples.append(sample_from(file, texts[file], rule=rule.entry.id, language=rule.language))
    for file in sorted(left):
        raise defect(file, "belongs to no rule", "remove it or add the rule")
    return rules, tuple(samples)


def _catalogue(texts: Mapping[str, str], rules: list[CompiledRule]) -> dict[str, Rule]:
    graded = [gradings_from(file, texts[file]) for file in _GRADINGS if file in texts]
    return {rule.entry.id: rule.entry for rule in rules} | {id_: rule for one in graded for id_, rule in one.items()}

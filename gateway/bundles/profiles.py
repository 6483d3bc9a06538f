"""Builds profiles and API catalogues out of their files. Every table must be total: silence is a defect."""

import re
from collections.abc import Iterable
from types import MappingProxyType
from typing import Final

from gateway.bundles.files import defect
from gateway.bundles.forms import (
    CAPABILITIES,
    UNSCANNABLE_REASONS,
    ApiForm,
    Grading,
    PackagesForm,
    ProfileForm,
    from_toml,
)
from gateway.policy.bundle import ApiCatalogue, PackageNames, Profile, Rule
from gateway.policy.decide import NEVER_RELEASED
from gateway.values import Action, Confidence, Severity

_QUALIFIED_NAME: Final = re.compile(r"@?[A-Za-z_][\w/-]*(\.[\w/-]+(\(\))?)*(\.\*|\(\))?")
_BANDIT_TEST: Final = re.compile(r"B[0-9]{3}")
_OTHER_RULES: Final = ("api-dynamic", "api-unlisted", "unknown_api", "unknown_package", "lookalike_package")
_API_RULES: Final = frozenset({*_OTHER_RULES, *(f"api-{name}" for name in CAPABILITIES)})


def profile_from(file: str, text: str) -> Profile:
    """Return the profile in a file of `profiles/`. Raises PolicyInvalid with file and defect."""
    form = from_toml(file, text, ProfileForm)
    _must_be_named(file, form.name)
    if form.default_api not in {"allow", "deny"}:
        raise defect(file, f"default_api is {form.default_api!r}", 'say "allow" or "deny"')
    _must_be_total(file, "capabilities", form.capabilities, CAPABILITIES)
    _must_be_total(file, "unscannable", form.unscannable, UNSCANNABLE_REASONS)
    for reason in sorted(NEVER_RELEASED):
        if form.unscannable[reason] is not Action.BLOCK:
            raise defect(file, f"{reason} is not blocked", f'say {reason} = "block"')
    if Action.TRIM in form.unscannable.values():
        raise defect(file, "unscannable text cannot be trimmed", 'say "allow", "flag" or "block"')
    weakness: dict[tuple[Severity, Confidence], Action] = {}
    for severity in Severity:
        for confidence in Confidence:
            action = form.weakness.get(severity, {}).get(confidence)
            if action is None:
                raise defect(file, f"weakness.{severity}.{confidence} is missing", "give it an action")
            weakness[severity, confidence] = action
    if weakness[Severity.LOW, Confidence.LOW] not in {Action.ALLOW, Action.FLAG}:
        # The grade of what the data flow refutes: stopping that would stop code that is understood to be safe.
        raise defect(file, "weakness.low.low stops code", 'say "allow" or "flag"')
    return Profile(
        name=form.name,
        weakness=MappingProxyType(weakness),
        capabilities=MappingProxyType(form.capabilities),
        unscannable=MappingProxyType(form.unscannable),
        default_api=form.default_api,
        unlisted_api=form.unlisted_api,
        dynamic_api=form.dynamic_api,
        unknown_package=form.unknown_package,
        unknown_api=form.unknown_api,
        trust_names=form.trust_names,
        trust_silence=form.trust_silence,
    )


def catalogue_from(file: str, text: str) -> ApiCatalogue:
    """Return the API catalogue in a file of `apis/`. Raises PolicyInvalid with file and defect."""
    form = from_toml(file, text, ApiForm)
    _must_be_named(file, form.language)
    granted: dict[str, tuple[str, ...]] = {}
    for capability, names in form.capabilities.items():
        if capability not in CAPABILITIES:
            raise defect(file, f"capability {capability!r} is unknown", f"use one of {', '.join(CAPABILITIES)}")
        _must_be_names(file, f"capabilities.{capability}", names)
        for name in names:
            granted[name] = (*granted.get(name, ()), capability)
    _must_be_names(file, "harmless", form.harmless)
    _must_be_names(file, "allowed", form.allowed)
    for name in form.harmless:
        if name in granted:
            raise defect(file, f"{name} is harmless and has a capability", "keep one of the two entries")
        granted[name] = ()
    return ApiCatalogue(
        language=form.language, capabilities=MappingProxyType(granted), allowed=tuple(form.allowed), like=form.like
    )


def packages_from(file: str, text: str) -> PackageNames:
    """Return how a language's imports and packages go together. Raises PolicyInvalid with file and defect."""
    form = from_toml(file, text, PackagesForm)
    _must_be_named(file, form.language)
    return PackageNames(
        language=form.language,
        ecosystem=form.ecosystem,
        standard=tuple(form.standard),
        distributions=MappingProxyType(form.distributions),
    )


def completed(file: str, catalogue: ApiCatalogue, like: ApiCatalogue | None) -> ApiCatalogue:
    """Return a catalogue with what it takes over from another language's. Raises PolicyInvalid if there is none."""
    if not catalogue.like:
        return catalogue
    if like is None or like.like:
        raise defect(file, f"is like {catalogue.like!r}", "name a language with a whole catalogue of its own")
    granted = dict(like.capabilities)
    for name, capabilities in catalogue.capabilities.items():
        granted[name] = tuple(dict.fromkeys((*granted.get(name, ()), *capabilities)))
    return ApiCatalogue(
        language=catalogue.language,
        capabilities=MappingProxyType(granted),
        allowed=tuple(dict.fromkeys((*like.allowed, *catalogue.allowed))),
    )


def gradings_from(file: str, text: str) -> dict[str, Rule]:
    """Return the catalogue entries in `bandit.toml` or `api.toml`. Raises PolicyInvalid with file and defect."""
    rules = {}
    for id_, grading in from_toml(file, text, dict[str, Grading]).items():
        known = _BANDIT_TEST.fullmatch(id_) if file == "bandit.toml" else id_ in _API_RULES
        if not known:
            raise defect(file, f"[{id_}] is no rule of this engine", "remove or rename it")
        rules[id_] = Rule(
            id=id_,
            severity=grading.severity,
            confidence=grading.confidence,
            cwe=tuple(grading.cwe),
            message=grading.message,
            remedy=grading.remedy,
            reference=grading.reference,
            owner=grading.owner,
        )
    return rules


def _must_be_named(file: str, name: str) -> None:
    stem = file.rpartition("/")[2].removesuffix(".toml")
    if name != stem:
        raise defect(file, f"calls itself {name!r}", "give file and entry the same name")


def _must_be_total(file: str, table: str, given: Iterable[str], known: tuple[str, ...]) -> None:
    for name in given:
        if name not in known:
            raise defect(file, f"{table}.{name} is unknown", f"use {', '.join(known)}")
    for name in known:
        if name not in given:
            raise defect(file, f"{table}.{name} is missing", "give it an action")


def _must_be_names(file: str, table: str, names: list[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if not _QUALIFIED_NAME.fullmatch(name):
            raise defect(
                file, f"{table} holds {name!r}, no qualified name", 'write "module.name", "module.name()" or "module.*"'
            )
        if name in seen:
            raise defect(file, f"{table} holds {name} twice", "keep one")
        seen.add(name)

"""Builds the rules over raw text from `text.toml`, `secrets.toml` and `sql.toml`, each proven on its own samples."""

import re
from collections.abc import Mapping
from typing import Final

import msgspec

from gateway.bundles.files import defect
from gateway.bundles.forms import TextRuleForm, TextRulesForm, from_toml
from gateway.policy.texts import TextRule
from gateway.values import Engine

TEXT_FILES: Final[Mapping[str, Engine]] = {
    "text.toml": Engine.TEXT,
    "secrets.toml": Engine.SECRETS,
    "sql.toml": Engine.TEXT,
}
_SAMPLES_COUNT_MIN: Final = 2
# What is neither a quantifier nor a group: escapes and classes.
_PLAIN: Final = re.compile(r"\\[^1-9]|\[\^?\]?(?:\\.|[^\]\\])*\]")
# Without these, the work at each place of a text is bounded, so that the whole is linear in its length.
_UNBOUNDED: Final = re.compile(r"(?<!\()[*+]|\{\d*,\}|\)\{|\\[1-9]|\(\?P=")


def texts_from(file: str, text: str) -> tuple[TextRule, ...]:
    """Return the rules in a file. Raises PolicyInvalid with file and defect, also when a rule fails its samples."""
    return tuple(_rule(file, form) for form in from_toml(file, text, TextRulesForm).rules)


def _rule(file: str, form: TextRuleForm) -> TextRule:
    if not form.id.startswith(f"{file.removesuffix('.toml').removesuffix('s')}-"):
        raise defect(file, f"holds the rule {form.id!r}", "let its name begin with the engine's")
    rule = TextRule(
        id=form.id,
        engine=TEXT_FILES[file],
        severity=form.severity,
        confidence=form.confidence,
        cwe=tuple(form.cwe),
        message=form.message,
        remedy=form.remedy,
        pattern=_pattern(file, form.id, form.pattern),
        languages=frozenset(form.languages),
        unless=_pattern(file, form.id, form.unless) if form.unless is not msgspec.UNSET else None,
        entropy_min=form.entropy_min,
        needs=tuple(form.needs),
    )
    for samples, must_flag in ((form.flag, True), (form.ok, False)):
        if len(samples) < _SAMPLES_COUNT_MIN:
            raise defect(file, f"{form.id} has too few samples", f"give {_SAMPLES_COUNT_MIN} to flag and to pass")
        for number, sample in enumerate(samples, start=1):
            if any(rule.found("".join(sample))) is not must_flag:
                what = "passes" if must_flag else "flags"
                raise defect(file, f"{form.id} {what} its sample {number}", "mend the pattern or the sample")
    return rule


def _pattern(file: str, id_: str, pattern: str) -> re.Pattern[str]:
    if _UNBOUNDED.search(_PLAIN.sub("x", pattern)):
        raise defect(file, f"{id_} repeats without a bound, or a group", "write {1,80} instead of + and *")
    try:
        return re.compile(pattern, re.MULTILINE)
    except re.error as error:
        raise defect(file, f"{id_} has no valid pattern ({error})", "mend it") from error

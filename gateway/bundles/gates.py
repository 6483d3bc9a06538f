"""
Puts a gate before each Semgrep rule: one regular expression over the file's text, without which no match is possible.

Semgrep has such a filter of its own, but it looks for each name of each pattern one after the other, at every scan:
for fifty rules that was 2.9 ms of CPU per kB of text (measured), and is a fifth of it with gates.
What that filter looks for it works out anew at every scan, from each pattern of each rule: beside a part of which it
knows nothing it does not begin (156 rules: 5.2 instead of 6.8 ms of CPU for a text of one line).
A gate only ever names what a match needs. When nothing sure is known about a rule, it is left as it is.
"""

import re
from collections.abc import Mapping
from typing import Final

type Tree = str | int | float | bool | list[Tree] | dict[str, Tree] | None
type Words = frozenset[str]

# Matches nothing, and has no name that Semgrep's own filter could look for: beside it, it leaves the patterns alone.
_NOTHING: Final[Tree] = {"pattern-either": []}
_ANYWHERE: Final = "semgrep-internal-pattern-anywhere"
GATED: Final = frozenset({"pattern", "patterns", "pattern-either"})
"""The keys of a rule that can have a gate before them."""

# What stands in a pattern without having to stand in the text: strings (Semgrep folds constants), types before a
# metavariable (Semgrep infers them), metavariables and numbers.
_NOT_NEEDED: Final = re.compile(
    r'(?:\b[rbfuRBFU]{1,2})?"(?:[^"\\]|\\.)*"'
    r"|(?:\b[rbfuRBFU]{1,2})?'(?:[^'\\]|\\.)*'"
    r"|`[^`]*`"
    r"|[\w.\[\]<>]+\s+(?=\$[A-Z])"
    r"|\$(?:\.\.\.)?[A-Z_][A-Z_0-9]*"
    r"|\b\d\w*",
    re.DOTALL,
)
_WORD: Final = re.compile(r"[A-Za-z_]\w+")
_NO_NAMES: Final = (
    "and as async await boolean byte bytes catch char class const def defer del do double elif else except extends "
    "false False finally float for from func function go if implements import in instanceof int interface is lambda "
    "let long map nil None not null or package pass private protected public range return self short static "
    "string String struct super switch this throw throws true True try type undefined var void while with yield"
)
# Names that stand in much code that has nothing to do with the rule: a last resort.
_COMMON: Final = (
    "algorithm config count data end error format get headers items json key load mode name new open path post put re "
    "read regex run send set test text update url verify write"
)
_no_names: Final = frozenset(_NO_NAMES.split())
_common: Final = frozenset(_COMMON.split())


def gated(rule: Mapping[str, Tree]) -> dict[str, Tree]:
    """
    Return the rule as Semgrep reads it, with a gate before it if one is known. It matches what it matched before.

    The rule may name the gate's expression itself, under `needs`; else it is read off the rule's patterns.
    """
    needs, formulas = rule.get("needs"), [key for key in rule if key in GATED]
    rest = {key: value for key, value in rule.items() if key not in {"needs", *formulas}}
    original = {key: rule[key] for key in formulas}
    if len(formulas) != 1 or rule.get("mode") == "taint":
        return {**rest, **original}
    if not isinstance(needs, str):
        words = _needed(original)
        if words is None:
            return {**rest, **original}
        needs = rf"\b(?:{'|'.join(sorted(words))})\b"
    # To the end of the text, so that the gate's own match is never a part of a match.
    gate: dict[str, Tree] = {_ANYWHERE: {"pattern-regex": f"(?s)(?:{needs}).*"}}
    return {**rest, "patterns": [gate, {"pattern-either": [_NOTHING, original]}]}


def _needed(formula: Tree) -> Words | None:
    """Return words of which a match needs at least one in the text; None when nothing is known."""
    if not isinstance(formula, dict):
        return None
    known = []
    for key, value in formula.items():
        if key in {"pattern", "pattern-inside"}:
            known.append(_needed_by_code(value) if isinstance(value, str) else _needed(value))
        elif key == "patterns" and isinstance(value, list):
            known.extend(_needed(each) for each in value)
        elif key == "pattern-either" and isinstance(value, list):
            known.append(_needed_by_one_of([_needed(each) for each in value]))
    return min((words for words in known if words is not None), key=_rank_of_all, default=None)


def _needed_by_one_of(branches: list[Words | None]) -> Words | None:
    known = [words for words in branches if words is not None]
    return frozenset().union(*known) if known and len(known) == len(branches) else None


def _needed_by_code(pattern: str) -> Words | None:
    """Return the one name of a pattern that most likely tells its files from others."""
    code = _NOT_NEEDED.sub(" ", pattern)
    names = [
        (code.startswith(".", found.end()), _rank(name := found.group()), -len(name), name)
        for found in _WORD.finditer(code)
        if found.group() not in _no_names
    ]
    return frozenset({min(names)[-1]}) if names else None


def _rank(name: str) -> bool:
    return name in _common


def _rank_of_all(words: Words) -> tuple[bool, int]:
    return any(_rank(word) for word in words), len(words)

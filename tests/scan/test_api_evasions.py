"""
The evasion suite: hundreds of programs that try to reach a capability past the resolver, and as many that only look so.

The programs of a language are in `evasions/<language>.txt`, each under `=== what it does: capability`, or `harmless`.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import tree_sitter_c
import tree_sitter_cpp
import tree_sitter_go
import tree_sitter_java
import tree_sitter_javascript
import tree_sitter_rust
import tree_sitter_typescript
from hypothesis import given, settings
from hypothesis import strategies as st
from tree_sitter import Language, Parser

from gateway.scan.api_policy import ApiFacts, ApiPolicy
from gateway.scan.apis.languages import TONGUES
from gateway.scan.facts import DYNAMIC_RULE
from gateway.values import Action
from tests.standard import standard

GRAMMARS = {
    "javascript": tree_sitter_javascript.language(),
    "typescript": tree_sitter_typescript.language_typescript(),
    "java": tree_sitter_java.language(),
    "go": tree_sitter_go.language(),
    "rust": tree_sitter_rust.language(),
    "c": tree_sitter_c.language(),
    "cpp": tree_sitter_cpp.language(),
}
HEADER = re.compile(r"^=== (.*): ([a-z-]+)\n", re.MULTILINE)
HEADS = {"go": "package a\n"}
NONCE = "4711"
STANDARD = standard()


def programs() -> Iterator[tuple[str, str, str, str]]:
    """Yield language, name, what it reaches, text of each program."""
    for language in GRAMMARS:
        text = (Path(__file__).parent / "evasions" / f"{language}.txt").read_text(encoding="utf-8")
        _, *parts = HEADER.split(text)
        for name, capability, body in zip(parts[::3], parts[1::3], parts[2::3], strict=True):
            yield language, name, capability, HEADS.get(language, "") + body


PROGRAMS = tuple(programs())
EVASIONS = [pytest.param(*one, id=f"{one[0]}-{one[1]}") for one in PROGRAMS if one[2] != "harmless"]
HARMLESS = [pytest.param(one[0], one[3], id=f"{one[0]}-{one[1]}") for one in PROGRAMS if one[2] == "harmless"]


def facts_of(language: str, text: str) -> ApiFacts:
    """Return what the API policy says of a text, with the canary behind it."""
    tongue = TONGUES[language]
    whole = text + tongue.canary.replace("NONCE", NONCE)
    root = Parser(Language(GRAMMARS[language])).parse(whole.encode()).root_node
    return ApiPolicy(STANDARD.apis[language], report_unlisted=False).read(tongue, root, whole)


@pytest.mark.parametrize(("language", "name", "capability", "text"), EVASIONS)
def test_finds_a_capability_however_it_is_spelt(language: str, name: str, capability: str, text: str) -> None:
    """No roundabout spelling hides a capability, and each text ends with the proof that all of it was read."""
    facts = facts_of(language, text)
    found = {fact.capability for fact in facts.facts}

    assert capability in found, name
    assert any(NONCE in name for name in facts.canaries)


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_passes_what_only_looks_so(language: str, text: str) -> None:
    """Under `standard` a harmless program is neither stopped nor shown to a reviewer."""
    profile = STANDARD.profiles["standard"]
    facts = facts_of(language, text)
    stopped = [
        fact
        for fact in facts.facts
        if fact.rule == DYNAMIC_RULE or profile.capabilities.get(fact.capability or "") is not Action.ALLOW
    ]

    assert [] == stopped
    assert any(NONCE in name for name in facts.canaries)


def test_there_are_enough_of_both() -> None:
    """Two hundred attempts and two hundred look-alikes in seven languages, beside those in Python."""
    evasions = [one for one in PROGRAMS if one[2] != "harmless"]

    assert len(evasions) >= 200
    assert len(PROGRAMS) - len(evasions) >= 150
    assert len({(language, text) for language, _, _, text in PROGRAMS}) == len(PROGRAMS)


@given(data=st.data())
@settings(max_examples=200, deadline=None)
def test_any_text_is_judged(data: st.DataObject) -> None:
    """The readers raise nothing on a program that is cut, doubled and mixed up, and the resolver ends."""
    language, _, _, text = data.draw(st.sampled_from(PROGRAMS))
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    other = data.draw(st.sampled_from(PROGRAMS))[3]
    facts = facts_of(language, text[:start] + data.draw(st.sampled_from(["", "(", "}", '"', other])) + text[end:])

    assert all(fact.line >= 1 and fact.column >= 1 for fact in facts.facts)


# Start, what opens a level, the middle, what closes a level, end.
DEEP = {
    "javascript": ("", "let [c, d] = (() => { ", "1", "})();", ""),
    "java": ("class A { Object o = ", "new B() { Object p = ", "1", "; }", "; }"),
    "go": ("func f() { a, b := ", "func() int { c, d := ", "1", "}()", " }"),
    "rust": ("fn f() { let (a, b) = ", "{ let (c, d) = ", "1", "; 1 }", "; }"),
    "c": ("void f() { int a = ", "({ int b = ", "1", "; })", "; }"),
    "cpp": ("", "struct { void f() { ", "", "} } a, b; ", ""),
}
CHAINS = {"java": ("class A { Object o = ", "; }"), "go": ("func f() { ", " }"), "rust": ("fn f() { ", "; }")}


@pytest.mark.parametrize("language", DEEP)
def test_nothing_is_read_twice(language: str) -> None:
    """What stands in what stands in something else, and a chain of calls, take no longer than other code."""
    start, opening, middle, closing, end = DEEP[language]
    before, after = CHAINS.get(language, ("void f() { ", "; }") if language in {"c", "cpp"} else ("", ""))
    deep = HEADS.get(language, "") + start + opening * 25 + middle + closing * 25 + end
    chain = f"{HEADS.get(language, '')}{before}x{'.a(b)' * 40}{after}"

    assert facts_of(language, deep).nodes_count < 10 * len(deep)
    assert facts_of(language, chain).nodes_count < 10 * len(chain)

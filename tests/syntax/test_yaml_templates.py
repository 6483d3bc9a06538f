"""YAML that a template makes: it is read with its actions as blanks and words, unless they may print keys or lines."""

import re

import pytest

from gateway.syntax.repair import repair
from gateway.syntax.yaml_templates import without_actions

# What is read, and what of it the engines are shown.
READ = {
    "a condition": ("a:\n{{- if .x }}\n  b: 1\n{{- else }}\n  b: 2\n{{- end }}\n", "a:\n\n  b: 1\n\n  b: 2\n\n"),
    "a value": ("name: {{ .a | b }}{{ .c }}\nprivileged: true\n", "name: _\nprivileged: true\n"),
    "a part of a value": ("name: a-{{ .b }}-c\n{{- end }}\n", "name: a-_-c\n\n"),
    "a key": ("{{ .a }}: {{ .b | quote }}\nc: {{ .d }}-e\n", "_: _\nc: _-e\n"),
    "in quotes": ('a: "{{ .b | default "c" }}-d"\n', 'a: "_-d"\n'),
    "a block": ("{% if a %}\nb: 1\n{% endif %}\n", "\nb: 1\n\n"),
    "a comment": ("{{/*\n it: is said\n*/}}\na: {{ .b }}c\n", "\n\n\na: _c\n"),
    "torn": ('ations }}\na: 1\nb: {{ include "c"', "\na: 1\nb: _"),
    "torn in its mark": ("{- if .a }}\na: 1\n{{- end }}\n", "\na: 1\n\n"),
}
# What an action may print that is more than a value.
REFUSED = [
    'a: 1\n{{ "privileged: true" }}\nb: {{ .c }}-d\n- x\n',
    'a: 1\n{{ print "b\\nprivileged" }}\n',
    "privileged: true }}\na: {{ .b }}-c\n",
]


@pytest.mark.parametrize(("text", "shown"), READ.values(), ids=READ)
def test_actions_are_blanks_and_words(text: str, shown: str) -> None:
    """The layout is read, all places the same; the record says that it is shown otherwise."""
    repaired = repair("yaml", "", text)

    assert repaired is not None
    assert text == repaired.kept == repaired.text[repaired.start : repaired.end]
    assert repaired.losses == ("a template's actions shown otherwise",)
    assert len(repaired.text) == len(repaired.shown)
    lines = repaired.shown[repaired.start : repaired.end].split("\n")
    assert shown == "\n".join(re.sub("_+", "_", line.rstrip()) for line in lines)


@pytest.mark.parametrize("text", REFUSED)
def test_what_prints_more_than_a_value_is_never_blank(text: str) -> None:
    """What a template writes as a string with a key in it is seen by the engines, or is not kept."""
    repaired = repair("yaml", "", text)

    assert repaired is None or "privileged" not in repaired.kept or "privileged" in (repaired.shown or repaired.text)


def test_yaml_is_shown_as_it_is() -> None:
    """What parses needs no other words, though it has braces."""
    text = "a: {b: {c: 1}}\nd: '{{ e }}'\n"
    repaired = repair("yaml", "", text)

    assert repaired is not None
    assert (repaired.shown, repaired.losses) == ("", ())
    assert text != without_actions(text)


def test_an_action_begins_where_it_begins_last() -> None:
    """What begins again before it has ended is seen: to look for each beginning's end would cost its length squared."""
    assert without_actions("a: {{ b {{ c") == "a: {{ b ____"
    assert without_actions("a: {% b {% c") == "a: {% b ____"

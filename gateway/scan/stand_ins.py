"""
What may stand where a candidate stood, so that the text around it can be read without it. Pure.

The less a stand-in says, the better: nothing, then a constant, then a name, then these between the brackets that the
candidate closes and opens. The last resort has the candidate's statements and brackets, but none of its names, numbers,
texts and sums; what the engines find around that is a matter of form, not of what the candidate says.
"""

import keyword
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gateway.syntax.repair import Repaired

_NAME: Final = "_neutral"
_WORD_CHARS_MAX: Final = 20
_NOTHING: Final = {"python": "None", "go": "nil"}
_CLOSERS: Final = {")": "(", "]": "[", "}": "{"}
_KEPT_WORDS: Final = (frozenset(keyword.kwlist) - {"True", "False", "None"}) | frozenset(
    re.findall(
        r"\w+",
        "abstract boolean byte case catch char chan const default do double else extends final finally float for func"
        " function go goto if implements import instanceof int interface let long map match native new package private"
        " protected public range return select short static struct super switch synchronized this throw throws"
        " transient try type typeof var void volatile while",
    )
)
_STRING: Final = re.compile(r"\"(?:\\.|[^\"\\\n])*\"|'(?:\\.|[^'\\\n])*'|`[^`]*`")
_LETTER: Final = re.compile(r"'(?:\\.|[^'\\\n])'")
_BEGUN: Final = re.compile(r"\w+\Z")
_MARK: Final = re.compile(r"(?<![\w\\])(\w+)(?=[\"'`])")
_WORD: Final = re.compile(r"(?<![\w\\])\w+")
_BUILDS: Final = re.compile(r"(?<=[\w)\]\"'`])[ \t]*[+%][ \t]*(?=[\w(\[\"'`])")


def stand_ins(language: str, reading: Repaired) -> Iterator[Repaired]:
    """Yield the reading with ever more in the candidate's place; none need parse."""
    kept = reading.kept
    core = kept.strip()
    first = len(kept) - len(kept.lstrip())
    head, tail = (kept[:first], kept[first + len(core) :]) if core else ("", "")
    nothing = _NOTHING.get(language, "null")
    closed, opened = _brackets(core)
    yield _with(reading, "")
    for middle in dict.fromkeys((nothing, _NAME, f"{nothing}{closed}{opened}{nothing if opened else ''}")):
        yield _with(reading, head + middle + tail)
    begun = _BEGUN.search(reading.text[max(reading.start - _WORD_CHARS_MAX, 0) : reading.start]) if not head else None
    yield _with(reading, head + neutral(core, begun[0] if begun else "") + tail)


def neutral(text: str, begun: str = "") -> str:
    """
    Return the text's form: its key words, brackets and line breaks, without anything that it names or says.

    `begun` is the head of a word that stands right before the text; what makes it a key word stays.
    """
    first = _WORD.match(text)
    if begun and first is not None and begun + first[0] in _KEPT_WORDS:
        return first[0] + neutral(text[first.end() :])
    text = _LETTER.sub(_NAME, text)
    text = _MARK.sub(lambda found: found[0] if found[0] in _KEPT_WORDS else "", text)
    text = _WORD.sub(lambda found: found[0] if found[0] in _KEPT_WORDS else _NAME, text)
    return _BUILDS.sub(" == ", text).replace("+=", "=").replace("%=", "=").replace("${", "{")


def _brackets(text: str) -> tuple[str, str]:
    """Return the brackets that the text closes but does not open, and those that it opens but does not close."""
    closed: list[str] = []
    opened: list[str] = []
    for sign in _STRING.sub("", text):
        if sign in _CLOSERS.values():
            opened.append(sign)
        elif sign in _CLOSERS:
            if opened and opened[-1] == _CLOSERS[sign]:
                opened.pop()
            else:
                closed.append(sign)
    return "".join(closed), "".join(opened)


def _with(reading: Repaired, middle: str) -> Repaired:
    before, after = reading.text[: reading.start], reading.text[reading.end :]
    return replace(
        reading,
        text=before + middle + after,
        shown=reading.shown and reading.shown[: reading.start] + middle + reading.shown[reading.end :],
        end=reading.start + len(middle),
        kept=middle,
        boundaries=(),
        alone=None,
    )

"""
Make a candidate of the model's answer: one canonical text, ended at the first special token, without what the suffix
already says. After this only the edge's LF -> CRLF may change it.
"""

from gateway.errors import ModelUnavailable
from gateway.prompt.canonical import canonical
from gateway.prompt.layouts import Layout
from gateway.values import Candidate, Generated, Prompt

_OVERLAP_LINES_MAX = 40
_OPENING = "([{"
_CLOSING = ")]}"


def finish(prompt: Prompt, generated: Generated, index: int, layout: Layout, candidate_chars_max: int) -> Candidate:
    """
    Return the candidate that is scanned, and later released as it is.

    Raises ModelUnavailable when the answer is longer than `candidate_chars_max` code points: it is not cut silently.
    """
    if len(generated.text) > candidate_chars_max:
        raise ModelUnavailable("answer longer than candidate_chars_max")
    text = _before_special(generated.text, layout.special_tokens)
    text, reason = canonical(text)
    return Candidate(index=index, text=_without_overlap(text, prompt.suffix), generated=generated, obfuscation=reason)


def _before_special(text: str, tokens: tuple[str, ...]) -> str:
    """Return the text up to the first special token."""
    places = [place for token in tokens if (place := text.find(token)) >= 0]
    return text[: min(places)] if places else text


def _without_overlap(text: str, suffix: str) -> str:
    """
    Return the text without an end that repeats the suffix's start.

    Conservative: the repeated part ends with a line of the suffix and holds a whole line that says something. A line
    of brackets alone counts only if the text closes more than it opens, so that its last brackets are the suffix's.
    """
    end, overlaps = 0, []
    for _ in range(_OVERLAP_LINES_MAX):
        newline = suffix.find("\n", end)
        if newline < 0:
            overlaps.append(suffix)
            break
        overlaps.extend((suffix[:newline], suffix[: newline + 1]))
        end = newline + 1
    for overlap in reversed(overlaps):
        if overlap and text.endswith(overlap) and _says_something(text, overlap):
            return text[: len(text) - len(overlap)]
    return text


def _says_something(text: str, overlap: str) -> bool:
    """Tell whether the overlap holds a whole line that is worth calling a repetition."""
    start = len(text) - len(overlap)
    lines = overlap.split("\n")
    whole = lines if start == 0 or text[start - 1] == "\n" else lines[1:]
    if any(char.isalnum() for line in whole for char in line):
        return True
    closes = sum(map(text.count, _CLOSING)) > sum(map(text.count, _OPENING))
    return closes and any(line.strip() for line in whole)

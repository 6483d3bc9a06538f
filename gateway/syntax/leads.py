"""Ways to begin a fragment that starts in the middle: what can be put before it so that it may parse alone."""

import re
from collections.abc import Iterator

from gateway.syntax.endings import code_lines
from gateway.syntax.grammar import Grammar
from gateway.syntax.lexicon import Ending

_DEF = "def _():\n"
_UNMATCHED_MAX = 6
# A stand-in for what is missing is set apart by a space: it must not become part of the fragment's first word.
_OPENING = {")": "_(", "]": "_[", "}": "{"}
_BRACE_LEADS = ("if (_) {\n", "if _ {\n", "try {\n", "class _ { void _() {\n", "class _ { _() {\n", "_(() => {\n")


def leads(grammar: Grammar, text: str, ending: Ending) -> Iterator[str]:
    """Yield what to put before the text, likeliest first; the first is nothing."""
    yield ""
    if grammar.block_comment is None:
        yield from _python(text, ending)
        return
    unmatched = ending.unmatched[:_UNMATCHED_MAX]
    inside = "".join(_OPENING[mark] for mark in reversed(unmatched) if mark != "}")
    braces = unmatched.count("}")
    if inside:
        yield from (wrap + inside + hole for wrap in ("", *grammar.wraps) for hole in ("", "_ "))
    if braces:
        for lead in _BRACE_LEADS:
            yield lead * braces + inside
            if braces > 1:
                yield "class _ {\n" + lead * (braces - 1) + inside
    yield from grammar.wraps
    yield "_ "


def _python(text: str, ending: Ending) -> Iterator[str]:
    """Yield leads for Python: headers for indented text, indentation for a first line that lacks it, brackets."""
    lines = code_lines(text, ending)
    if not lines:
        return
    indent, first = lines[0]
    inside = "".join(_OPENING[mark] for mark in reversed(ending.unmatched[:_UNMATCHED_MAX]))
    pads = [indent] if indent else ["", *_first_line_pads(first, lines[1:])]
    for pad in pads:
        header = _headers([(pad, first), *lines[1:]])
        added = "" if indent else pad
        if header or added:
            yield header + added
        yield header + added + "_ "
        if inside:
            yield header + added + inside
            yield header + added + inside + "_ "
            yield header + added + "def " + inside
            yield header + added + "if " + inside
        yield header + added + "if _:\n" + pad + "    pass\n" + added
        yield header + added + "try:\n" + pad + "    pass\n" + added


def _first_line_pads(first: str, rest: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the indentation that a first line starting in mid-line probably had."""
    if not rest:
        return
    following = rest[0][0]
    if not first.rstrip().endswith(":"):
        yield following
    shallower = [indent for indent, _ in rest if len(indent) < len(following)]
    yield max(shallower, key=len) if shallower else following[:-4]
    yield following


def _headers(lines: list[tuple[str, str]]) -> str:
    """Return block headers under which every indentation that the lines fall back to is legal."""
    deepest = lines[0][0]
    levels: dict[int, str] = {}
    lowest = len(deepest)
    for indent, body in lines[1:]:
        if len(indent) < lowest:
            lowest = len(indent)
            levels[lowest] = body
    header = _DEF if lowest > 0 else ""
    for level in sorted(levels):
        header += deepest[:level] + _header_for(levels[level])
    return header


def _header_for(body: str) -> str:
    """Return the header that a line at its own indentation continues, or a plain function."""
    if re.match(r"(?:else|elif)\b", body):
        return "if _:\n"
    if re.match(r"(?:except|finally)\b", body):
        return "try:\n"
    return _DEF

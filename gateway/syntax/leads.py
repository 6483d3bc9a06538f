"""Ways to begin a fragment that starts in the middle: what can be put before it so that it may parse alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from gateway.syntax.endings import code_lines
from gateway.syntax.grammar import Grammar
from gateway.syntax.lexicon import Ending

_DEF = "def _():\n"
_UNMATCHED_MAX = 6
# A stand-in for what is missing is set apart by a space: it must not become part of the fragment's first word.
_OPENING = {")": "_(", "]": "_[", "}": "{"}
_ELEMENTS = ("{", "(", "_(")
_WORD = re.compile(r"\w+\b")
_DIRECTIVE = "#if _\n"
_FOLLOWING = re.compile(r"\s*(\w+|[),(;\]>]?)")
_CASE = re.compile(r"^\s*(?:case\b[^\n]*|default\s*):", re.MULTILINE)


def leads(grammar: Grammar, text: str, ending: Ending) -> Iterator[str]:
    """Yield what to put before the text, likeliest first; the first is nothing."""
    yield ""
    if grammar.block_comment is None:
        yield from _python(grammar, text, ending)
        return
    if grammar.openers:
        yield "".join(grammar.openers[mark] for mark in reversed(ending.unmatched[:_UNMATCHED_MAX]))
        yield from grammar.wraps
        return
    marks = list(zip(ending.unmatched, ending.unmatched_places, strict=True))[:_UNMATCHED_MAX]
    directives = _DIRECTIVE * sum(mark == "#" for mark, _ in marks)
    brackets = [(mark, place) for mark, place in marks if mark != "#"]
    yield from (directives + lead for lead in _brackets(grammar, text, brackets))


def _brackets(grammar: Grammar, text: str, marks: list[tuple[str, int]]) -> Iterator[str]:
    """Yield leads for a language with braces: what opens the brackets that the text closes, wraps, a stand-in."""
    name = grammar.stand_in
    inside = "".join(_opening(grammar, mark) for mark, _ in reversed(marks) if mark != "}")
    braces = sum(mark == "}" for mark, _ in marks)
    if inside and not braces:
        yield from (wrap + inside + hole for wrap in ("", *grammar.wraps) for hole in ("", f"{name} "))
    if inside:
        yield from (signature + inside.partition("(")[2] for signature in grammar.signatures)
    if braces:
        yield from dict.fromkeys(
            (
                *_braces(grammar, text, marks),
                *(lead * braces + inside for lead in grammar.brace_leads),
                *(outer + grammar.blocks[0] * (braces - 1) + inside for outer in grammar.outer_leads),
            )
        )
    yield from ("", *grammar.wraps)
    yield f"{name} "


def _braces(grammar: Grammar, text: str, marks: list[tuple[str, int]]) -> Iterator[str]:
    """Yield leads for a fragment that closes blocks: what fits before each mark, outside it methods and classes."""
    known = [_opener(grammar, mark, text, place) for mark, place in marks]
    plain = [number for number, opener in enumerate(known) if not opener]
    for block in grammar.blocks:
        for before, outer in grammar.roles[: len(plain) + 1]:
            roles = dict(zip(reversed(plain), outer, strict=False))
            parts = [opener or roles.get(number, block) for number, opener in enumerate(known)]
            if grammar.switch and parts[0] == block and _CASE.search(text, 0, marks[0][1]):
                parts[0] = grammar.switch
            lead = before + "".join(reversed(parts))
            yield lead
            if marks[0][0] != "}":
                yield f"{lead}{grammar.stand_in} "


def _opening(grammar: Grammar, mark: str) -> str:
    """Return what opens a parenthesis or a bracket."""
    return grammar.parenthesis if mark == ")" else grammar.bracket.replace("_", grammar.stand_in)


def _opener(grammar: Grammar, mark: str, text: str, place: int) -> str:
    """Return what opened a bracket that is closed without having been opened; nothing for a block of any kind."""
    if mark != "}":
        return _opening(grammar, mark)
    following = _FOLLOWING.match(text, place + 1)
    return grammar.before.get(following.group(1), "") if following is not None else ""


def _python(grammar: Grammar, text: str, ending: Ending) -> Iterator[str]:
    """Yield leads for Python: headers for indented text, indentation for a first line that lacks it, brackets."""
    lines = code_lines(text, ending)
    if not lines:
        return
    if ending.unmatched:
        yield from _python_inside(text, ending)
    indent, first = lines[0]
    pads = (pad for pad in _first_line_pads(first, lines[1:]) if pad.startswith(indent))
    words = list(_first_words(first, torn_words(grammar, text)))
    for pad in dict.fromkeys((indent, *pads)):
        header = _headers([(pad, first), *lines[1:]])
        added = pad[len(indent) :]
        if header or added:
            yield header + added
        yield header + added + "_ "
        yield header + pad + "if _:\n" + pad + "    pass\n" + added
        yield header + pad + "try:\n" + pad + "    pass\n" + added
        yield from (header + added + word for word in words)
    yield from _ELEMENTS


def _first_words(first: str, words: Iterable[str]) -> Iterator[str]:
    """Yield what a first line of Python may lack that begins in the middle of its statement."""
    yield from words
    if first.rstrip().endswith(":"):
        yield from ("def ", "if ")
    if " import " in first:
        yield "from "


def torn_words(grammar: Grammar, text: str) -> Iterator[str]:
    """Yield the heads of the key words of which a text may begin with the rest."""
    found = _WORD.match(text)
    if found is not None:
        rest = found.group()
        yield from (word[: -len(rest)] for word in grammar.words if word.endswith(rest) and word != rest)


def _python_inside(text: str, ending: Ending) -> Iterator[str]:
    """Yield leads for a text that begins inside brackets: a statement's head, indented like what comes after it."""
    inside = "".join(_OPENING[mark] for mark in reversed(ending.unmatched[:_UNMATCHED_MAX]))
    newline = text.find("\n", ending.unmatched_places[-1])
    end = newline if newline >= 0 else len(text)
    rest = code_lines(text, replace(ending, line_starts=[start for start in ending.line_starts if start > end]))
    last = text[text.rfind("\n", 0, end) + 1 : end]
    for pad in dict.fromkeys(("", *_first_line_pads(last, rest))):
        head = _headers([(pad, ""), *rest]) + pad
        for word in ("def ", "if ", "") if last.rstrip().endswith(":") else ("", "def ", "if "):
            yield head + word + inside
            yield head + word + inside + "_ "
        yield head + inside.replace("_", "")


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
    yield following + ("\t" if following.endswith("\t") else "    ")


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

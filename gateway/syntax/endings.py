"""Ways to finish an unfinished text: what can be appended so that it may parse. The text itself is never changed."""

import re
from collections.abc import Iterator

from gateway.syntax.grammar import Filling, Grammar
from gateway.syntax.lexicon import Ending, Kind, Opened, starts

_FEW = 8
_LAST_CHARS = 1_000
_INDENT = re.compile(r"[ \t\f]*")
_WORD_AT_END = re.compile(r"(?<!\w)([a-z]+)\Z")
# The preprocessor's line of which only the first word is begun.
_DIRECTIVE_BEGUN = re.compile(r"#[ \t]*[a-z]{0,6}\Z")
_DIRECTIVE_RESTS = ("define _\n", "fine _\n", "ndif\n", "f _\n#endif\n", "_\n")
_KEYWORDS = ("import", "as", "if", "else", "in", "is", "not", "and", "or", "for", "from", "async", "lambda")


def endings(grammar: Grammar, text: str, ending: Ending, *, thorough: bool) -> Iterator[str]:
    """Yield what may finish the text, likeliest first; only the common few unless `thorough`."""
    if grammar.block_comment is None:
        yield from _python(grammar, text, ending, thorough=thorough)
    else:
        yield from _braces(grammar, text, ending, thorough=thorough)


def _string_ends(grammar: Grammar, ending: Ending, *, thorough: bool) -> tuple[tuple[str, ...], list[Opened]]:
    """Return what may close an open string or comment, and what is open around it."""
    opened = ending.opened
    if not opened or opened[-1].kind not in (Kind.STRING, Kind.COMMENT):
        return ("\n" if ending.in_line_comment else "",), opened
    last = opened[-1]
    if last.kind is Kind.COMMENT:
        return (last.closing,), opened[:-1]
    escape = "\\" if ending.dangling_escape else ""
    fillings = grammar.string_fillings if thorough else grammar.string_fillings[:2]
    closings = tuple(filling + last.closing for filling in fillings)
    return (escape + last.closing, *closings) if escape else closings, opened[:-1]


def _braces(grammar: Grammar, text: str, ending: Ending, *, thorough: bool) -> Iterator[str]:
    """Yield endings for a language with braces."""
    strings, opened = _string_ends(grammar, ending, thorough=thorough)
    if (
        grammar.has_directives
        and ending.in_line_comment
        and _DIRECTIVE_BEGUN.search(text, ending.line_comment_start or 0)
    ):
        strings = (*strings, *_DIRECTIVE_RESTS)
    if grammar.has_directives and ending.in_line_comment and text.endswith(("\\", "\\\n")):
        strings = ("_\n" if text.endswith("\n") else "\n_\n",)  # else it goes on with whatever is put after it
    split = next((at for at in range(len(opened), 0, -1) if opened[at - 1].kind is Kind.BLOCK), 0)
    inner = "".join(one.closing for one in reversed(opened[split:]))
    outers = dict.fromkeys(_outers(grammar, opened[:split]))
    for position, (expression, statement) in enumerate((*_unfinished(grammar, text, ending), *grammar.fillings)):
        if position >= _FEW and not thorough:
            return
        for string in strings if position < _FEW else strings[:1]:
            yield from (string + expression + inner + statement + outer for outer in outers)


def _unfinished(grammar: Grammar, text: str, ending: Ending) -> Iterator[Filling]:
    """Yield what the last statement lacks, by the looks of it."""
    if not grammar.unfinished:
        return
    end = len(text.rstrip())
    begin = next((place for place in reversed(starts(grammar, ending)) if place < end), 0)
    last = text[max(begin, end - _LAST_CHARS) : end]
    yield from (filling for pattern, filling in grammar.unfinished if pattern.search(last) is not None)


def _outers(grammar: Grammar, opened: list[Opened]) -> Iterator[str]:
    """Yield what closes the blocks; where only some statements need a terminator, with those that end in brackets."""
    yield _close_blocks(opened, grammar.terminator) or grammar.terminator.strip(";")
    if grammar.value_heads is not None:
        yield _close_blocks(opened, "", bracket_terminator=";")


def _close_blocks(opened: list[Opened], terminator: str, *, bracket_terminator: str = "") -> str:
    """Return the closing marks from the inside out, with a terminator where a statement ends."""
    parts: list[str] = []
    for position in range(len(opened) - 1, -1, -1):
        parts.append(opened[position].closing)
        if position == 0 or opened[position - 1].kind is Kind.BLOCK:
            parts.append(terminator if opened[position].kind is Kind.BLOCK else terminator or bracket_terminator)
    return "".join(parts)


def _python(grammar: Grammar, text: str, ending: Ending, *, thorough: bool) -> Iterator[str]:
    """Yield endings for Python: brackets, a block's body, and `finally` for every open `try`."""
    strings, opened = _string_ends(grammar, ending, thorough=thorough)
    inner = "".join(one.closing for one in reversed(opened))
    lines = code_lines(text, ending)
    finals = "".join(f"\n{indent}finally: pass" for indent in _open_tries(lines))
    indent, last = lines[-1] if lines else ("", "")
    body = f"\n{indent}    pass{finals}"
    if last.startswith("@"):
        body = f"\n{indent}def _(): pass{finals}"
    elif last.startswith("match "):
        body = f"\n{indent}    case _: pass{finals}"
    for string in strings:
        yield string + inner + finals
        yield string + inner + body
    for expression, statement in grammar.fillings[1:] if thorough else grammar.fillings[1:_FEW]:
        yield strings[0] + expression + inner + statement + (body if last.startswith("@") else finals)
    if thorough:
        yield from (strings[0] + rest + inner + finals for rest in _keyword_rests(text))


def _keyword_rests(text: str) -> Iterator[str]:
    """Yield what completes a keyword that the text breaks off in, with an operand."""
    word = _WORD_AT_END.search(text[-12:])
    if word is None:
        return
    for keyword in _KEYWORDS:
        if keyword.startswith(word.group(1)) and keyword != word.group(1):
            yield keyword[len(word.group(1)) :] + " _"
            yield keyword[len(word.group(1)) :] + " _: pass"
            yield keyword[len(word.group(1)) :] + " _ in _: pass"


def code_lines(text: str, ending: Ending) -> list[tuple[str, str]]:
    """Return (indentation, first line's text) of every logical line of Python that holds code."""
    lines: list[tuple[str, str]] = []
    for start in ending.line_starts:
        indent = _INDENT.match(text, start)
        body = text[indent.end() if indent else start :].partition("\n")[0] if start < len(text) else ""
        if indent is not None and body and not body.startswith("#"):
            lines.append((indent.group(), body))
    return lines


def _open_tries(lines: list[tuple[str, str]]) -> list[str]:
    """Return the indentations of `try` blocks without a handler, innermost first."""
    tries: list[str] = []
    for indent, body in lines:
        while tries and len(tries[-1]) > len(indent):
            tries.pop()
        if tries and tries[-1] == indent and body.startswith(("except", "finally")):
            tries.pop()
        if re.match(r"try[ \t]*:", body):
            tries.append(indent)
    return tries[::-1]

"""
Text that is in another language than the one that it is scanned as. To SQL, YAML or a shell nearly every text is legal,
so code that is declared as one of them would leave unread by the engines of its own language.

It is told by lines that programs have and the declared language has not (`foreign_lines`): two of them in one stretch,
and not outnumbered there by lines of the declared language, are enough. A single one is if the stretch that begins with
it parses in another language and says something there. So nearly every honest text costs one search and no parse.

Code that is quoted (a shell's `<<EOF`, YAML's `|`, SQL's `$$`) is data of the text that holds it, and not judged here.
Reads foreign text, so only in a scan worker.
"""

import ast
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from tree_sitter import Tree

from gateway.syntax.foreign_lines import FOREIGN, LONE_CALL, unquoted
from gateway.syntax.languages import is_own_line, telling_lines
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, parse

_PROGRAMS: Final = ("python", "javascript", "typescript", "java", "go", "rust", "c", "cpp", "csharp", "php")
_CLEAR_LINES: Final = 2
_CONTEXT_LINES: Final = 30
_PARSED_LINES_MAX: Final = 200
_PARSES_MAX: Final = 6
# The patterns are no more than this times as dear as one that is linear.
_LINE_CHARS_MAX: Final = 300
_SAYS: Final = re.compile(
    r"call_expression|method_invocation|invocation_expression|(?:member|scoped|function)_call_expression"
    r"|object_creation_expression|macro_invocation|\w*import\w*|preproc_include|use_declaration|using_directive"
    r"|function_(?:definition|declaration|item)|method_declaration|class_declaration"
)


def misdeclared(language: str, prefix: str, text: str) -> str | None:
    """Return what a text that is not in this language is in (a constant text for each language), or None."""
    foreign = FOREIGN.get(language)
    if foreign is None or not text.strip():
        return None
    lines, start = unquoted(language, prefix, text)
    own, nearby = lines[start:], lines[max(start - _CONTEXT_LINES, 0) :]
    hits = _hits(foreign, own)
    found = _by_lines(language, own, hits) or next(_parsed(_stretches(own, hits)), None)
    if found is not None or not prefix.strip():
        return found or _by_call(language, own)
    near_hits = _hits(foreign, nearby)
    is_near = sum(near_hits) > _CLEAR_LINES and _is_clear(language, nearby, near_hits)
    is_own = not any(own) or any(is_own_line(language, line[:_LINE_CHARS_MAX]) for line in own)
    return _told(nearby) if is_near and not is_own else _by_call(language, own)


def _hits(foreign: re.Pattern[str], lines: Iterable[str]) -> list[bool]:
    return [foreign.match(line[:_LINE_CHARS_MAX]) is not None for line in lines]


def _by_lines(language: str, lines: Sequence[str], hits: Sequence[bool]) -> str | None:
    """Return the language of a block, or of all lines, that is clearly not the declared one."""
    for start, end in (*_blocks(lines), (0, len(lines))):
        if _is_clear(language, lines[start:end], hits[start:end]):
            return _told(lines[start:end])
    return None


def _by_call(language: str, lines: Sequence[str]) -> str | None:
    """Return Python if all lines parse as that, and one is a call, which in the declared language goes on a list."""
    call = LONE_CALL.get(language)
    if call is None or not any(call.match(line[:_LINE_CHARS_MAX]) for line in lines):
        return None
    return next(_in_languages("\n".join(lines), ("python",)), None)


def _blocks(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where each run of lines between empty ones begins and ends."""
    start = 0
    for number, line in enumerate((*lines, "")):
        if not line.strip():
            if start < number:
                yield start, number
            start = number + 1


def _is_clear(language: str, lines: Sequence[str], hits: Sequence[bool]) -> bool:
    """Tell whether lines of other languages are several, and as many as those of the declared one at least."""
    if sum(hits) < _CLEAR_LINES:
        return False
    own = sum(is_own_line(language, line[:_LINE_CHARS_MAX]) for line, hit in zip(lines, hits, strict=True) if not hit)
    return sum(hits) >= own


def _told(lines: Sequence[str]) -> str:
    """Return the language of which most lines are."""
    counts = _counts(lines)
    best = max(_PROGRAMS, key=lambda name: counts[name])
    return best if counts[best] else "a program"


def _counts(lines: Iterable[str]) -> dict[str, int]:
    shown = (line[:_LINE_CHARS_MAX] for _, line in zip(range(_PARSED_LINES_MAX), lines, strict=False))
    return telling_lines("\n".join(shown), _PROGRAMS)


def _stretches(lines: Sequence[str], hits: Sequence[bool]) -> Iterator[str]:
    """Yield the text from each hit on, to the end of its block and to the end of all."""
    for start, end in _blocks(lines):
        first = next((number for number in range(start, end) if hits[number]), None)
        if first is not None:
            yield "\n".join(lines[first:end])
            yield "\n".join(lines[first : first + _PARSED_LINES_MAX])


def _parsed(stretches: Iterable[str]) -> Iterator[str]:
    """Yield the languages in which a stretch parses and says something."""
    for _, stretch in zip(range(_PARSES_MAX), dict.fromkeys(stretches), strict=False):
        counts = _counts(stretch.split("\n"))
        has_marks = ";" in stretch or "{" in stretch
        likely = [name for name in _PROGRAMS if counts[name]] or ["javascript" if has_marks else "python"]
        yield from _in_languages(stretch, likely)


def _in_languages(text: str, languages: Iterable[str]) -> Iterator[str]:
    dedented = textwrap.dedent(text)
    for language in languages:
        try:
            parsed = parse(language, dedented, Budget(shows_macros=False))
        except BudgetSpent:
            continue
        if parsed.ok and not parsed.skipped and _says_something(parsed):
            yield language


def _says_something(parsed: Parsed) -> bool:
    if parsed.module is not None:
        said = (ast.Call, ast.Import, ast.ImportFrom, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
        return any(isinstance(node, said) for node in ast.walk(parsed.module))
    return parsed.tree is not None and _tree_says(parsed.tree)


def _tree_says(tree: Tree) -> bool:
    pending = [tree.root_node]
    while pending:
        node = pending.pop()
        if node.is_named and _SAYS.fullmatch(node.type):
            return True
        pending.extend(node.children)
    return False

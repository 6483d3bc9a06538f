"""
Text that is in another language than the one that it is scanned as, so that the engines of its own would not read it.

To SQL, YAML or a shell nearly every text is legal. There it is told by lines that programs have and the declared
language has not (`foreign_lines`): two of them in one stretch, and not outnumbered there by lines of the declared
language, are enough. A single one is if the stretch that begins with it parses in another language and says something
there. So nearly every honest text costs one search and no parse.

The parsers of other languages take much that is not theirs, too: they skip names as macros, and a call is a call. There
it is told by having no line, with its context, that only the declared language has, and some that only another has, in
which it parses and says something.

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
from gateway.syntax.languages import (
    LINE_CHARS_MAX,
    SUPPORTED,
    has_own_line,
    is_own_line,
    lines_clipped,
    telling_lines,
)
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, parse

_PROGRAMS: Final = ("python", "javascript", "typescript", "java", "go", "rust", "c", "cpp", "csharp", "php")
_CLEAR_LINES: Final = 2
_CONTEXT_LINES: Final = 30
_PARSED_LINES_MAX: Final = 200
_PARSES_MAX: Final = 6
# What one of these languages has, lines of the others often have.
_KIN: Final = (frozenset({"c", "cpp", "java", "csharp"}), frozenset({"javascript", "typescript"}))
# What others have that these have as well.
_SHARED: Final[dict[str, re.Pattern[str]]] = {"rust": re.compile(r"^[ \t]*let \w+ = .*$", re.MULTILINE)}
# What is no program has lines that programs may have, too: they must be most of a text.
_COMMON: Final = frozenset({"sql", "yaml", "bash"})
_WITH_PROGRAMS: Final = frozenset({"yaml", "bash"})
_CONTEXT_CHARS: Final = 2_000
_TOLD_CHARS_MAX: Final = 8_000
_LIKELY_MAX: Final = 3
_SAYS: Final = re.compile(
    r"call_expression|method_invocation|invocation_expression|(?:member|scoped|function)_call_expression"
    r"|object_creation_expression|macro_invocation|\w*import\w*|preproc_include|use_declaration|using_directive"
    r"|function_(?:definition|declaration|item)|method_declaration|class_declaration"
)


def misdeclared(language: str, prefix: str, text: str) -> str | None:
    """Return what a text that is not in this language is in (a constant text for each language), or None."""
    foreign = FOREIGN.get(language)
    if not text.strip():
        return None
    if foreign is None:
        return _by_telling(language, prefix, text)
    lines, start = unquoted(language, prefix, text)
    own, nearby = lines[start:], lines[max(start - _CONTEXT_LINES, 0) :]
    hits = _hits(foreign, own)
    found = _by_lines(language, own, hits) or next(_parsed(_stretches(own, hits)), None)
    found = found or _by_telling(language, prefix, "\n".join(own))
    if found is not None or not prefix.strip():
        return found or _by_call(language, own)
    near_hits = _hits(foreign, nearby)
    is_near = sum(near_hits) > _CLEAR_LINES and _is_clear(language, nearby, near_hits)
    is_own = not any(own) or any(is_own_line(language, line[:LINE_CHARS_MAX]) for line in own)
    return _told(nearby) if is_near and not is_own else _by_call(language, own)


def without_quoted(language: str, prefix: str, text: str) -> str:
    """Return a text without what it only quotes, in the languages that quote whole programs."""
    if language not in _WITH_PROGRAMS:
        return text
    lines, start = unquoted(language, prefix, text)
    return "\n".join(lines[start:])


def _by_telling(language: str, prefix: str, text: str) -> str | None:
    """Return in which language all of a text is that has not one line of the declared one, or None."""
    shown = _clipped(text)
    if has_own_line(language, _clipped(prefix[-_CONTEXT_CHARS:]) + shown):
        return None
    kin = {language}.union(*(group for group in _KIN if language in group))
    if language in _SHARED:
        shown = _SHARED[language].sub("", shown)
    counts = telling_lines(shown, [name for name in SUPPORTED if name not in kin])
    lines_count = sum(bool(line.strip()) for line in shown.split("\n"))
    likely = sorted((name for name in counts if counts[name]), key=lambda name: -counts[name])[:_LIKELY_MAX]
    least = {name: max(lines_count // 2, _CLEAR_LINES) if name in _COMMON else 1 for name in likely}
    clear = [name for name in likely if counts[name] >= least[name]]
    return next(_in_languages(text, clear), None)


def _clipped(text: str) -> str:
    """Return the head of a text, and of each of its lines: enough to see what it is in."""
    return lines_clipped(text[:_TOLD_CHARS_MAX])


def _hits(foreign: re.Pattern[str], lines: Iterable[str]) -> list[bool]:
    return [foreign.match(line[:LINE_CHARS_MAX]) is not None for line in lines]


def _by_lines(language: str, lines: Sequence[str], hits: Sequence[bool]) -> str | None:
    """Return the language of a block, or of all lines, that is clearly not the declared one."""
    for start, end in (*_blocks(lines), (0, len(lines))):
        if _is_clear(language, lines[start:end], hits[start:end]):
            return _told(lines[start:end])
    return None


def _by_call(language: str, lines: Sequence[str]) -> str | None:
    """Return Python if all lines parse as that, and one is a call, which in the declared language goes on a list."""
    call = LONE_CALL.get(language)
    if call is None or not any(call.match(line[:LINE_CHARS_MAX]) for line in lines):
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
    own = sum(is_own_line(language, line[:LINE_CHARS_MAX]) for line, hit in zip(lines, hits, strict=True) if not hit)
    return sum(hits) >= own


def _told(lines: Sequence[str]) -> str:
    """Return the language of which most lines are."""
    counts = _counts(lines)
    best = max(_PROGRAMS, key=lambda name: counts[name])
    return best if counts[best] else "a program"


def _counts(lines: Iterable[str]) -> dict[str, int]:
    return telling_lines(_clipped("\n".join(lines)), _PROGRAMS)


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
        if parsed.ok and not parsed.skipped and (language not in _PROGRAMS or _says_something(parsed)):
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

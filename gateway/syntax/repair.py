"""
Make a completion into a whole file that parses, so that the engines can read it. A completion is rarely a file: it
starts in the middle of a line and stops in the middle of another.

The promise: the candidate is never edited. `text[start:end] == kept == candidate[:len(kept)]`, additions come before
the context or after `end`, and what had to be dropped from the candidate's tail is not in `kept`, so it is not scanned
and must not be released.

Whole files are tried first, then shorter contexts (the enclosing top-level block, the line's head, the candidate by
itself). Imports of a context that was cut stay in front. When the scan of the full prefix says that the candidate
starts inside a string or comment, no shorter context is tried that would forget it, because a closing quote in the
candidate would then read as an opening one and hide the code after it: that string or comment is the context.

A candidate that starts inside a string or comment of the parsed whole is inert there, but a caller may insert it
elsewhere. So it is also repaired by itself (`alone`), and the engines must read both. `alone` is None when the
candidate does not parse as code by itself (the prose of a docstring): then it does not run by itself either.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.syntax.endings import endings
from gateway.syntax.grammar import GRAMMARS, Grammar
from gateway.syntax.leads import leads
from gateway.syntax.lexicon import Ending, Kind, read
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, ShareSpent, errors_touch, parse, quiet
from gateway.syntax.reading import boundaries, byte_offset, inside_literal
from gateway.values import Span

_CANDIDATE_CHARS_MAX = 64_000
_NESTING_MAX = 100
_DROPPED_LINES_MAX = 6
_IMPORTS_MAX = 100
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_BLOCK_WORD = re.compile(
    r"^(?:(?:async|export|default|public|abstract|final) )*"
    r"(?:def|class|interface|enum|function|func|if|for|while|with|try)\b",
    re.MULTILINE,
)
_CONTINUES_BLOCK = re.compile(r"[)\]}#@.]|(?:else|elif|except|finally|catch|case|default)\b")
_OPENING_BRACKET = re.compile(r"[(\[{]")


@dataclass(frozen=True, slots=True)
class Repaired:
    """
    A whole file that parses, and where the candidate lies in it. All offsets are in code points.

    `text` is what the engines scan; the candidate's kept head is `text[start:end]`. `boundaries` are offsets into
    `kept` after complete statements. `context_cut`: the head of the prefix is missing from `text`. `suffix_used`: the
    suffix follows. `outside_errors`: the text before or after the candidate does not parse (tree-sitter languages
    only). `alone`: the candidate by itself, to be scanned as well.
    """

    text: str
    start: int
    end: int
    kept: str
    boundaries: tuple[int, ...]
    context_cut: bool
    suffix_used: bool
    outside_errors: bool = False
    alone: "Repaired | None" = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What is put before the candidate, and whether that is less than the whole prefix."""

    text: str
    cut: bool


@dataclass(frozen=True, slots=True)
class _Task:
    """One repair: language, candidate and what may still be spent."""

    language: str
    grammar: Grammar
    candidate: str
    budget: Budget

    def parse(self, text: str) -> Parsed:
        """Parse one attempt."""
        return parse(self.language, text, self.budget)


def repair(
    language: str, prefix: str, candidate: str, suffix: str = "", *, context_chars_max: int = 32_000
) -> Repaired | None:
    """
    Return a whole file around the candidate that parses, or None if there is none within the limits (`syntax`).

    Never raises, whatever the texts hold. Bounded: size, nesting, number of parses and time.
    """
    grammar = GRAMMARS.get(language)
    if grammar is None or len(candidate) > _CANDIDATE_CHARS_MAX or _UNREADABLE.search(candidate):
        return None
    context = _context(grammar, _readable(prefix), context_chars_max)
    if _too_deep(grammar, context.text + candidate):
        return None
    after = _readable(suffix) if len(suffix) <= context_chars_max and not _too_deep(grammar, suffix) else ""
    task = _Task(language, grammar, candidate, Budget())
    try:
        with quiet():
            return _repair(task, context, after, by_itself=not prefix)
    except BudgetSpent:
        return None


def span_in_candidate(repaired: Repaired, line: int, column: int, end_line: int, end_column: int) -> Span | None:
    """
    Return a finding's place in the candidate, clipped to it, or None if it does not overlap the candidate's own text.

    Lines and columns count from 1, columns in code points, the end is exclusive; both in `repaired.text` and in the
    result. An empty range counts as the one place where it stands.
    """
    begin = _offset(repaired.text, line, column)
    finish = max(_offset(repaired.text, end_line, end_column), begin + 1)
    if begin >= repaired.end or finish <= repaired.start:
        return None
    first = max(begin, repaired.start) - repaired.start
    last = min(finish, repaired.end) - repaired.start
    return Span(*_place(repaired.kept, first), *_place(repaired.kept, last))


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset of a place, or the end of its line or of the text if it lies beyond."""
    start = 0
    for _ in range(line - 1):
        newline = text.find("\n", start)
        if newline < 0:
            return len(text) + 1
        start = newline + 1
    newline = text.find("\n", start)
    return min(start + max(column, 1) - 1, len(text) if newline < 0 else newline + 1)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _readable(text: str) -> str:
    """Return context with LF line ends and without what no parser takes; only the candidate must stay as it is."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNREADABLE.sub("\ufffd", text)


def _too_deep(grammar: Grammar, text: str) -> bool:
    """Tell whether brackets are nested deeper than the engines are trusted with."""
    if len(_OPENING_BRACKET.findall(text)) <= _NESTING_MAX:
        return False
    return read(grammar, text).depth_max > _NESTING_MAX


def _context(grammar: Grammar, prefix: str, chars_max: int) -> _Context:
    """Return the end of the prefix that is scanned along: cut where nothing is open, with the imports in front."""
    if len(prefix) <= chars_max:
        return _Context(prefix, cut=False)
    earliest = len(prefix) - chars_max
    starts = [start for start in read(grammar, prefix).line_starts if start >= earliest]
    top_level = [start for start in starts if not prefix[start : start + 1].isspace()]
    cut = (top_level or starts or [earliest])[0]
    return _Context(_imports(grammar, prefix[:cut]) + prefix[cut:], cut=True)


def _imports(grammar: Grammar, head: str) -> str:
    """Return the import lines of a text that is left out, so that names still resolve."""
    return "".join(f"{line}\n" for line in grammar.imports.findall(head)[:_IMPORTS_MAX])


def _repair(task: _Task, context: _Context, suffix: str, *, by_itself: bool) -> Repaired | None:
    """Try the whole, then every context from the longest to none."""
    whole = _as_it_is(task, context, suffix)
    if whole is not None:
        return whole
    for shorter in _contexts(task.grammar, context, by_itself=by_itself):
        task.budget.share()
        try:
            found = _climb(task, shorter)
        except ShareSpent:
            continue
        if found is not None:
            return found
    task.budget.share()
    return _despite_errors(task, context)


def _as_it_is(task: _Task, context: _Context, suffix: str) -> Repaired | None:
    """Try prefix, candidate and suffix as they are; the way of most completions."""
    for after in (suffix, "") if suffix.strip() else ("",):
        text = context.text + task.candidate + after
        parsed = task.parse(text)
        if parsed.ok:
            return _built(
                task, context, parsed, text, start=len(context.text), kept=task.candidate, suffix_used=bool(after)
            )
    return None


def _contexts(grammar: Grammar, context: _Context, *, by_itself: bool) -> Iterator[_Context]:
    """Yield the contexts from the longest to none; none that would forget an open string or comment."""
    yield context
    if by_itself:
        return
    ending = read(grammar, context.text)
    literal = ending.literal
    if literal is not None:
        yield _Context(("_ = " if literal.kind is Kind.STRING else "") + context.text[literal.start :], cut=True)
        return
    if ending.line_comment_start is not None:
        yield _Context(context.text[ending.line_comment_start :], cut=True)
        return
    line = context.text.rfind("\n") + 1
    words = max((found.start() for found in _BLOCK_WORD.finditer(context.text, 0, line)), default=0)
    for block in sorted({_block_start(context.text, ending, line), words} - {0}):
        yield _Context(_imports(grammar, context.text[:block]) + context.text[block:], cut=True)
    if line > 0 and context.text[line:].strip():
        yield _Context(context.text[line:], cut=True)
    yield _Context("", cut=True)


def _block_start(text: str, ending: Ending, line: int) -> int:
    """Return where the last top-level block before the line starts, or 0."""
    starts = (start for start in reversed(ending.line_starts) if start < line and not text[start].isspace())
    return next((start for start in starts if _CONTINUES_BLOCK.match(text, start) is None), 0)


def _climb(task: _Task, context: _Context) -> Repaired | None:
    """Try ever shorter heads of the candidate in one context, each with every lead and ending."""
    for dropped, kept in enumerate(_heads(task.candidate)):
        body = context.text + kept
        furthest = 0
        for lead in leads(task.grammar, body, read(task.grammar, body)):
            start = len(lead) + len(context.text)
            found, reached = _finish(task, lead + body, thorough=dropped == 0 and not lead)
            if found is not None:
                parsed, text = found
                return _built(task, context, parsed, text, start=start, kept=kept)
            furthest = max(furthest, reached - lead.count("\n"))
        if 0 < furthest < context.text.count("\n"):
            return None  # the parser stops inside the context: dropping more of the candidate cannot help
    return None


def _heads(candidate: str) -> Iterator[str]:
    """Yield the candidate, then its heads without one to six of its last lines."""
    yield candidate
    end = len(candidate.rstrip("\n"))
    for _ in range(_DROPPED_LINES_MAX):
        end = candidate.rfind("\n", 0, end)
        if end < 0 or not candidate[: end + 1].strip():
            return
        yield candidate[: end + 1]


def _finish(task: _Task, text: str, *, thorough: bool) -> tuple[tuple[Parsed, str] | None, int]:
    """
    Return the first ending under which the text parses, with the furthest line that a parser reached.

    Endings are tried on the last top-level block alone, which is cheap, and proven on the whole text.
    """
    furthest = 0
    ending = read(task.grammar, text)
    block = _block_start(text, ending, text.rfind("\n") + 1)
    before = text.count("\n", 0, block)
    for addition in dict.fromkeys(endings(task.grammar, text, ending, thorough=thorough)):
        if block:
            trial = task.parse(text[block:] + addition)
            if not trial.ok:
                furthest = max(furthest, trial.error_line + before)
                continue
        parsed = task.parse(text + addition)
        if parsed.ok:
            return (parsed, text + addition), furthest
        furthest = max(furthest, parsed.error_line)
        block = 0  # the text before the block is at fault, or the block does not stand alone
    return None, furthest


def _despite_errors(task: _Task, context: _Context) -> Repaired | None:
    """Accept a text whose only errors lie outside the candidate (tree-sitter languages)."""
    body = context.text + task.candidate
    start, end = byte_offset(body, len(context.text)), byte_offset(body, len(body))
    for addition in endings(task.grammar, body, read(task.grammar, body), thorough=False):
        parsed = task.parse(body + addition)
        if parsed.tree is not None and not errors_touch(parsed.tree, start, end):
            text = body + addition
            return _built(
                task, context, parsed, text, start=len(context.text), kept=task.candidate, outside_errors=True
            )
    return None


def _built(  # noqa: PLR0913 -- the one place where a Repaired is made; all but the flags are needed
    task: _Task,
    context: _Context,
    parsed: Parsed,
    text: str,
    *,
    start: int,
    kept: str,
    suffix_used: bool = False,
    outside_errors: bool = False,
) -> Repaired:
    """Make the result, with the candidate by itself beside it when the context makes its beginning inert."""
    end = start + len(kept)
    alone = None
    if context.text and inside_literal(task.language, parsed, text, start):
        try:
            alone = _repair(task, _Context("", cut=False), "", by_itself=True)
        except BudgetSpent:
            alone = None
    return Repaired(
        text=text,
        start=start,
        end=end,
        kept=kept,
        boundaries=boundaries(task.language, parsed, text, start, end),
        context_cut=context.cut,
        suffix_used=suffix_used,
        outside_errors=outside_errors,
        alone=alone,
    )

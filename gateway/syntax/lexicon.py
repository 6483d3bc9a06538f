"""
What is still open at the end of a text: brackets, strings, comments. A tolerant scan by the rules of one grammar, made
for unfinished code. It proposes; it never judges: only a parser says whether a text is whole.
"""

import re
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import lru_cache

from gateway.syntax.grammar import Grammar, Quote

_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_LOOK_BACK_CHARS = 24
_WORD_AT_END = re.compile(r"\w+\Z")
_REGEX = re.compile(r"/(?![*/])(?:\\[^\n]|\[(?:\\[^\n]|[^\]\\\n])*\]|[^/\\\n\[])+/[a-z]*")
_REGEX_MAY_FOLLOW = re.compile(r"(?:[(,=:\[!&|?{};+\-*%~^<>\n]|\b(?:return|typeof|case|in|of|do|else|void|delete))\Z")
_REGEX_MAY_FOLLOW_PARENTHESES = re.compile(r"\b(?:if|while|for|with)\Z")
_LOOP = re.compile(r"\b(?:for|try)\s*\Z")
_LITERAL_HOLE = "{"
_DIRECTIVE_LINE = re.compile(r"#[ \t]*(\w*)(?:[^\\\n]++|\\[\s\S])*+\\?")
_DIRECTIVE_END = "\n#endif\n"
# What no bracket of Python can hold at the start of a line: a bracket that is open there was broken off.
_PYTHON_STATEMENT = re.compile(
    r"[ \t]*(?:(?:def|class|return|import|with|while|raise|pass|del|assert|global|nonlocal)\b"
    r"|try[ \t]*:|from [\w.]+ import\b)"
)
# The same for the languages with braces, a little less sure.
_STATEMENT = re.compile(
    r"[ \t]*(?:(?:return|const|let|var|throw|defer|public|private|protected)[ \t]+\w"
    r"|(?:if|for|while|switch)[ \t]+[\w(])"
)
# To C, `const` is a word that any parameter may begin with.
_STATEMENT_OF_C = re.compile(_STATEMENT.pattern.replace("const|", ""))
# To Rust, `if` and loops are values.
_STATEMENT_OF_RUST = re.compile(r"[ \t]*(?:let|const|static|pub|fn|impl|use)[ \t]+\w")
_CONTINUES_BEFORE = tuple(".,=([+-*/%<>&|^?:!~")
_CONTINUES_AFTER = re.compile(r"\s*[.,=(\[+\-*/%<>&|^?:`)\]]")


class Kind(Enum):
    """What sort of thing is open."""

    BRACKET = "bracket"
    BLOCK = "block"
    VALUE = "value"
    STRING = "string"
    COMMENT = "comment"
    HOLE = "hole"


@dataclass(frozen=True, slots=True)
class Opened:
    """One thing that was opened and not closed: where it starts, and the text that closes it."""

    kind: Kind
    start: int
    closing: str
    quote: Quote | None = None


@dataclass(slots=True)
class Ending:
    """
    The state at the end of a text. `opened` is outermost first.

    `line_starts` are offsets of the lines that begin with nothing open; `unmatched` are closing brackets that had no
    opening one, at `unmatched_places`; `depth_max` is how deep brackets were nested. `statement_starts` are offsets
    where a statement of a language with braces begins, at any depth; `block_starts` holds the last one of every block
    that is still open.
    """

    opened: list[Opened] = field(default_factory=list)
    line_starts: list[int] = field(default_factory=lambda: [0])
    unmatched: list[str] = field(default_factory=list)
    unmatched_places: list[int] = field(default_factory=list)
    depth_max: int = 0
    statement_starts: list[int] = field(default_factory=lambda: [0])
    block_starts: list[int] = field(default_factory=lambda: [0])
    header_end: int = -1  # after the parentheses of the last `if (...)`: a regular expression may follow them
    line_comment_start: int | None = None
    dangling_escape: bool = False
    broken_count: int = 0  # strings that their line ends, although they may not span lines

    @property
    def in_line_comment(self) -> bool:
        """Tell whether the text ends in a comment that the next line end closes."""
        return self.line_comment_start is not None

    @property
    def literal(self) -> Opened | None:
        """Return the outermost open string or comment, or None when the text ends in code."""
        return next((one for one in self.opened if one.kind in (Kind.STRING, Kind.COMMENT)), None)

    def open(self, kind: "Kind", start: int, closing: str, quote: Quote | None = None) -> None:
        """Note that a bracket, a string or the like is opened."""
        self.opened.append(Opened(kind, start, closing, quote))
        self.depth_max = max(self.depth_max, len(self.opened))

    def begin_statement(self, place: int) -> None:
        """Note that a statement begins here, unless the place is inside an expression."""
        if not self.opened or self.opened[-1].kind is Kind.BLOCK:
            self.statement_starts.append(place)
            self.block_starts[-1] = place


def head_start(grammar: Grammar, ending: Ending) -> int:
    """Return where the logical line or statement begins that a text ends in."""
    return ending.line_starts[-1] if grammar.block_comment is None else ending.block_starts[-1]


def starts(grammar: Grammar, ending: Ending) -> list[int]:
    """Return where the logical lines or statements of a text begin."""
    return ending.line_starts if grammar.block_comment is None else ending.statement_starts


_LATEST_MAX = 4
_latest: dict[str, tuple[Grammar, Ending]] = {}


def read(grammar: Grammar, text: str) -> Ending:
    """Scan the text once and return what is open at its end; linear in its length. The last few are remembered."""
    if grammar.reader is not None:
        return grammar.reader(text)
    known = _latest.get(text)
    if known is not None and known[0] is grammar:
        return known[1]
    ending = _read(grammar, text if grammar.shown is None else grammar.shown(text))
    _latest[text] = grammar, ending
    if len(_latest) > _LATEST_MAX:
        del _latest[next(iter(_latest))]
    return ending


def _read(grammar: Grammar, text: str) -> Ending:
    ending = Ending()
    position = 0
    while position < len(text):
        innermost = ending.opened[-1] if ending.opened else None
        if innermost is not None and innermost.kind is Kind.STRING:
            position = _in_string(text, position, innermost, ending)
        elif innermost is not None and innermost.kind is Kind.COMMENT:
            position = _in_comment(grammar, text, position, innermost, ending)
        else:
            position = _in_code(grammar, text, position, ending)
    return ending


def _in_code(grammar: Grammar, text: str, position: int, ending: Ending) -> int:
    """Take one step in code and return the next position."""
    found = grammar.code_marks.search(text, position)
    if found is None:
        return len(text)
    mark, start, after = found.group(), found.start(), found.end()
    if mark == "\n":
        _end_line(grammar, text, start, ending)
    elif mark == ";":
        _end_statement(grammar, text, after, ending)
    elif mark in _BRACKETS:
        _open_bracket(grammar, text, start, ending)
    elif mark in ")]}":
        _close_bracket(text, start, ending)
    elif mark in (grammar.line_comment, grammar.other_comment, *(grammar.block_comment or ())[:1]):
        return _comment(grammar, text, start, mark, ending)
    elif mark == "/":
        return _regex_end(text, start, ending)
    elif mark == "#" and grammar.has_directives:
        return _directive(text, start, ending)
    elif grammar.no_quote is None or grammar.no_quote.match(text, start) is None:
        _open_string(grammar, text, start, mark, ending)
    return after


def _comment(grammar: Grammar, text: str, start: int, mark: str, ending: Ending) -> int:
    """Note a mark of comments in code, and return the next position."""
    after = start + len(mark)
    if mark == grammar.other_comment and text.startswith(grammar.no_comment, start):
        return after
    if mark in (grammar.line_comment, grammar.other_comment):
        newline = text.find("\n", after)
        page = text.find(grammar.page[0], after, newline if newline >= 0 else len(text)) if grammar.page[0] else -1
        newline = page if page >= 0 else newline
        if newline < 0:
            ending.line_comment_start = start
            return len(text)
        return newline
    ending.opened.append(Opened(Kind.COMMENT, start, grammar.block_comment[1] if grammar.block_comment else ""))
    return after


def _regex_end(text: str, start: int, ending: Ending) -> int:
    """Return where the regular expression ends that a slash begins, or what follows a slash that divides."""
    before = text[max(0, start - _LOOK_BACK_CHARS) : start].rstrip(" \t")
    after_header = ending.header_end >= 0 and not text[ending.header_end : start].strip()
    may_follow = not before or after_header or _REGEX_MAY_FOLLOW.search(before)
    expression = _REGEX.match(text, start) if may_follow else None
    return expression.end() if expression is not None else start + 1


def _directive(text: str, position: int, ending: Ending) -> int:
    """Pass a line of the preprocessor, note what its conditions open and close, and return the next position."""
    if text[text.rfind("\n", 0, position) + 1 : position].strip():
        return position + 1
    line = _DIRECTIVE_LINE.match(text, position)
    word, after = (line.group(1), line.end()) if line else ("", position + 1)
    if word in ("if", "ifdef", "ifndef"):
        ending.opened.append(Opened(Kind.BLOCK, position, _DIRECTIVE_END))
        ending.block_starts.append(after)
    elif word in ("else", "elif", "endif"):
        _close_condition(position, after, ending, is_end=word == "endif")
    if after == len(text):
        ending.line_comment_start = position
    ending.begin_statement(after)
    return after


def _close_condition(start: int, after: int, ending: Ending, *, is_end: bool) -> None:
    """Close the innermost condition, but for braces that its last branch opened; or begin its next branch."""
    places = [at for at, one in enumerate(ending.opened) if one.closing == _DIRECTIVE_END]
    if not places:
        ending.unmatched.append("#")
        ending.unmatched_places.append(start)
        return
    at = places[-1]
    block = sum(one.kind is Kind.BLOCK for one in ending.opened[: at + 1])
    if is_end:
        del ending.opened[at], ending.block_starts[block]
    else:
        del ending.opened[at + 1 :], ending.block_starts[block + 1 :]
    ending.block_starts[-1] = after


def _end_line(grammar: Grammar, text: str, newline: int, ending: Ending) -> None:
    """Note what a line end ends: a logical line, a statement, or a bracket of Python that was broken off."""
    if grammar.block_comment is None:
        brackets = all(one.kind is Kind.BRACKET for one in ending.opened)
        if brackets and ending.opened and _PYTHON_STATEMENT.match(text, newline + 1):
            ending.opened.clear()
        if not ending.opened:
            ending.line_starts.append(newline + 1)
        return
    statement = _STATEMENT_OF_C if grammar.has_directives else _STATEMENT
    if grammar.nests_comments:
        statement = _STATEMENT_OF_RUST
    if statement.match(text, newline + 1):
        while ending.opened and ending.opened[-1].kind is Kind.BRACKET:
            ending.opened.pop()
    if not ending.opened:
        ending.line_starts.append(newline + 1)
    before = text[max(0, newline - _LOOK_BACK_CHARS) : newline].rstrip()
    continues = before.endswith(_CONTINUES_BEFORE) or _CONTINUES_AFTER.match(text, newline) is not None
    if grammar.terminator != ";" and not continues:
        ending.begin_statement(newline + 1)


def _end_statement(grammar: Grammar, text: str, after: int, ending: Ending) -> None:
    """Note the end of a statement; a bracket that it is in was broken off, unless it is the header of a loop."""
    while ending.opened and ending.opened[-1].kind is Kind.BRACKET:
        start = ending.opened[-1].start
        in_array = grammar.nests_comments and text[start] == "["  # [0; 9]: only Rust has either
        if in_array or _LOOP.search(text[max(0, start - _LOOK_BACK_CHARS) : start]):
            return
        ending.opened.pop()
    ending.begin_statement(after)


def _open_bracket(grammar: Grammar, text: str, position: int, ending: Ending) -> None:
    """Note an opening bracket, and for a brace whether it opens a block or a value."""
    mark = text[position]
    kind, closing = Kind.BRACKET, _BRACKETS[mark]
    if mark == "{" and grammar.block_comment is not None:
        before = text[max(0, position - _LOOK_BACK_CHARS) : position].rstrip()
        word = _WORD_AT_END.search(before)
        in_value = before.endswith("{") and bool(ending.opened) and ending.opened[-1].kind is Kind.VALUE
        kind = Kind.VALUE if in_value or before.endswith(grammar.value_before_brace) else Kind.BLOCK
        closing += grammar.brace_closers.get(word.group() if word else "", "")
        if grammar.value_heads is not None and (not ending.opened or ending.opened[-1].kind is Kind.BLOCK):
            closing += ";" if grammar.value_heads.match(text, ending.block_starts[-1], position) else ""
    elif mark == "(" and grammar.function_head is not None:
        before = text[max(0, position - _LOOK_BACK_CHARS) : position]
        closing += " {}" if grammar.function_head.search(before) is not None else ""
    ending.open(kind, position, closing)
    if kind is Kind.BLOCK:
        ending.block_starts.append(position + 1)
        ending.begin_statement(position + 1)


def _close_bracket(text: str, position: int, ending: Ending) -> None:
    """Close the innermost bracket if it fits, else note that this one had no opening."""
    mark = text[position]
    if not ending.opened or not ending.opened[-1].closing.startswith(mark):
        ending.unmatched.append(mark)
        ending.unmatched_places.append(position)
        return
    closed = ending.opened.pop()
    if closed.kind is Kind.BLOCK:
        ending.block_starts.pop()
        ending.begin_statement(position + 1)
    elif mark == ")":
        word = text[max(0, closed.start - _LOOK_BACK_CHARS) : closed.start].rstrip()
        if _REGEX_MAY_FOLLOW_PARENTHESES.search(word):
            ending.header_end = position + 1


def _open_string(grammar: Grammar, text: str, position: int, mark: str, ending: Ending) -> None:
    """Note an opening quote; a Python f-string gets the hole that its prefix gives it."""
    quote = next(one for one in grammar.quotes if one.opening == mark)
    start = position
    if quote.delimiter is not None:
        found = quote.delimiter.match(text, position + len(mark))
        if found is not None:
            quote = replace(quote, closing=quote.closing.replace("DELIMITER", found.group(1)))
        else:
            quote = next((one for one in grammar.quotes if one.opening == mark[-1]), quote)
    if grammar.line_comment == "#":
        prefix = re.search(r"(?<![A-Za-z0-9_])(?:[fF][rR]?|[rR][fF])\Z", text[max(0, position - 3) : position])
        if prefix is not None:
            start -= len(prefix.group())
            quote = Quote(mark, mark, spans_lines=quote.spans_lines, hole=_LITERAL_HOLE)
    ending.open(Kind.STRING, start, quote.closing, quote)


@lru_cache(maxsize=64)
def _string_pattern(quote: Quote) -> re.Pattern[str]:
    """Return the pattern of what can happen inside a string: escape, end, line end, hole."""
    doubled = [re.escape(quote.closing * 2)] if quote.doubles else []
    parts = [
        *doubled,
        rf"\n[ \t]*{re.escape(quote.closing.strip())}(?=\n|\Z)" if quote.own_line else re.escape(quote.closing),
    ]
    if quote.escapes:
        parts.append(r"\\(?:.|\n|\Z)")
    if not quote.spans_lines:
        parts.append(r"\n")
    if quote.hole == _LITERAL_HOLE:
        parts.append(r"\{\{")
    if quote.hole:
        parts.append(re.escape(quote.hole))
    return re.compile("|".join(parts))


def _in_string(text: str, position: int, opened: Opened, ending: Ending) -> int:
    """Take one step inside a string and return the next position."""
    if opened.quote is None:
        return len(text)
    found = _string_pattern(opened.quote).search(text, position)
    if found is None:
        return len(text)
    mark = found.group()
    if mark == opened.closing or (opened.quote.own_line and mark[0] == "\n"):
        ending.opened.pop()
    elif mark == "\n":  # not closed on its line: broken, but the next line is code again
        ending.opened.pop()
        ending.broken_count += 1
        return found.start()
    elif mark == "\\":
        ending.dangling_escape = True
    elif mark == opened.quote.hole:
        ending.opened.append(Opened(Kind.HOLE, found.start(), "}"))
    return found.end()


def _in_comment(grammar: Grammar, text: str, position: int, opened: Opened, ending: Ending) -> int:
    """Take one step inside a block comment and return the next position."""
    end = text.find(opened.closing, position)
    if end < 0:
        end = len(text)
    mark = grammar.block_comment[0] if grammar.block_comment is not None else ""
    inner = text.find(mark, position, end) if grammar.nests_comments else -1
    if inner >= 0:
        ending.opened.append(Opened(Kind.COMMENT, inner, opened.closing))
        return inner + len(mark)
    if end == len(text):
        return end
    ending.opened.pop()
    return end + len(opened.closing)

"""
Python 2 in words that the parser of Python 3 reads, so that old code is scanned and not just refused.

Only the tree comes from the other words: `tree_of` puts every place in it back to where it stands in the text as it is,
so that nobody else needs to know. What is moved: `print x`, `exec x in y`, `raise E, x`, `except E, x`, parameters in
brackets, backticks, `<>`, numbers like 0777 and 10L, `ur""`, and indentation that mixes tabs with blanks (a tab goes to
the next multiple of eight).
"""

import ast
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from gateway.syntax.newer_words import in_older_words
from gateway.syntax.notebook import as_python

_TAB: Final = 8
# Without one of these, old words are not what keeps a text from parsing (nor tabs, of which the parser says so).
_OLD: Final = re.compile(
    r"(?:^|[;:])[ \t]*(?:print|exec)\b[ \t]*(?:[\"'`>~\[{-]|(?!(?:in|is|and|or|if|else)\b)\w)"
    r"|\braise[ \t]+[\w.]+[ \t]*,|\bexcept\b(?:[^:(\n]*|[^:\n]*\)[ \t]*),|`|<>|\b0\d|\d[lL]\b|\b[uU][rR][\"']"
    r"|\bdef\s+\w+\s*\((?:[^()]*,)?\s*\(|\blambda\s*\(",
    re.MULTILINE,
)
_TOKEN: Final = re.compile(
    r"(?P<text>[a-zA-Z]{0,2}(?:\"\"\"(?:\\.|[^\\])*?(?:\"\"\"|\Z)|'''(?:\\.|[^\\])*?(?:'''|\Z)"
    r"|\"(?:\\.|[^\\\n\"])*\"?|'(?:\\.|[^\\\n'])*'?))"
    r"|(?P<blank>[ \t\f]+|\\\n|\#[^\n]*)|(?P<end>\n)|(?P<number>\d\w*)|(?P<name>\w+)|(?P<mark><>|>>|.)",
    re.DOTALL,
)
_CLOSING: Final = {"(": ")", "[": "]", "{": "}"}
_HEADERS: Final = frozenset({"if", "elif", "else", "for", "while", "try", "except", "finally", "with", "def", "class"})
_PLACED: Final = (
    ast.expr, ast.stmt, ast.excepthandler, ast.arg, ast.keyword, ast.alias, ast.pattern, ast.type_param
)  # fmt: skip
_OPERATORS: Final = frozenset({"in", "is", "and", "or", "if", "else"})


@dataclass(frozen=True, slots=True)
class _Token:
    """A word of the text, blanks excepted. `depth` is the number of brackets around it."""

    kind: str
    text: str
    start: int
    depth: int

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class _Edit:
    """`removed` characters at `start` give way to `added`."""

    start: int
    removed: int
    added: str


def tree_of(text: str) -> tuple[ast.Module, bool]:
    """
    Return the tree of a text, its places those of the text, and whether it had to be read as Python 2.

    What is newer than the interpreter, or a notebook's, is read in words of the same length. Raises what `ast.parse`
    raises; of a text in old words, what is said of the new ones.
    """
    try:
        return ast.parse(text), False
    except SyntaxError as error:
        newer = in_older_words("python", as_python(text))
        if newer != text:
            return ast.parse(newer), False
        if not isinstance(error, TabError) and _OLD.search(text) is None:
            raise
    edits = sorted(_edits(text), key=lambda edit: edit.start)
    if not edits:
        return ast.parse(text), False
    module = ast.parse(_edited(text, edits))
    _put_back(module, text, edits)
    return module, True


def _edited(text: str, edits: Iterable[_Edit]) -> str:
    parts: list[str] = []
    end = 0
    for edit in edits:
        parts += [text[end : edit.start], edit.added]
        end = edit.start + edit.removed
    return "".join([*parts, text[end:]])


def _put_back(module: ast.Module, text: str, edits: Iterable[_Edit]) -> None:
    """Give every node the place at which it stands in the text."""
    places = _Places(text, edits)
    for node in ast.walk(module):
        if isinstance(node, _PLACED):
            node.col_offset = places.column(node.lineno, node.col_offset)
            if node.end_lineno is not None and node.end_col_offset is not None:
                node.end_col_offset = places.column(node.end_lineno, node.end_col_offset)


class _Places:
    """Tells where in the text a column of the edited text stands; both in UTF-8 bytes."""

    def __init__(self, text: str, edits: Iterable[_Edit]) -> None:
        starts = [0, *(found.end() for found in re.finditer("\n", text))]
        self._by_line: dict[int, list[tuple[int, int, int]]] = {}
        for edit in edits:
            line = bisect_right(starts, edit.start)
            column = len(text[starts[line - 1] : edit.start].encode())
            self._by_line.setdefault(line, []).append((column, edit.removed, len(edit.added)))

    def column(self, line: int, column: int) -> int:
        """Return the column in the text."""
        moved = 0
        for start, removed, added in self._by_line.get(line, ()):
            if column <= start + moved:
                break
            if column < start + moved + added:
                return start
            moved += added - removed
        return column - moved


# What is to be edited.


def _edits(text: str) -> Iterator[_Edit]:
    for statement in _statements(text):
        yield from _of_words(statement)
        yield from _of_statement(text, statement)
        if any(token.text in {"def", "lambda"} for token in statement):
            yield from _of_parameters(statement)
    yield from _of_indentation(text)


def _statements(text: str) -> Iterator[list[_Token]]:
    """Yield the words of every simple statement and of every header."""
    statement: list[_Token] = []
    opened: list[str] = []
    for found in _TOKEN.finditer(text):
        kind, word = str(found.lastgroup), found.group()
        if kind == "blank" or (kind == "end" and opened):
            continue
        if opened and word == opened[-1]:
            opened.pop()
        is_header_end = word == ":" and bool(statement) and statement[0].text in _HEADERS
        if not opened and (kind == "end" or word == ";" or is_header_end):
            yield statement
            statement = []
            continue
        statement.append(_Token(kind, word, found.start(), len(opened)))
        if word in _CLOSING:
            opened.append(_CLOSING[word])
    yield statement


def _of_words(statement: Sequence[_Token]) -> Iterator[_Edit]:
    """Yield what is to be edited wherever it stands."""
    is_closing = False
    for token in statement:
        if token.text == "<>":
            yield _Edit(token.start, 2, "!=")
        elif token.text == "`":
            yield _Edit(token.start, 1, ")" if is_closing else "(")
            is_closing = not is_closing
        elif token.kind == "number" and token.text[-1:] in "lL":
            yield _Edit(token.end - 1, 1, " ")
        elif token.kind == "number" and re.fullmatch(r"0[0-7]*[1-7][0-7]*", token.text):
            yield _Edit(token.start, 1, "0o")
        elif token.kind == "text" and token.text[:2].lower() == "ur":
            yield _Edit(token.start, 1, "")


def _of_statement(text: str, statement: Sequence[_Token]) -> Iterator[_Edit]:
    """Yield what is to be edited for the statement's first word."""
    first, second = statement[0] if statement else None, statement[1] if len(statement) > 1 else None
    if first is None or second is None:
        return
    last = statement[-1]
    commas = [token for token in statement[1:] if token.text == "," and token.depth == 0]
    if first.text in {"print", "exec"} and _begins_operand(second):
        yield from _as_call(text, first, second, last)
        scope = next((token for token in statement[2:] if token.text == "in" and token.depth == 0), None)
        if first.text == "exec" and scope is not None:
            yield _Edit(scope.start, len("in"), ", ")
    elif first.text == "raise" and commas:
        yield _Edit(commas[0].start, 1, "(")
        yield _Edit(last.end, 0, ")")
    elif first.text == "except" and commas:
        yield _Edit(commas[-1].start, 1, " as")


def _begins_operand(token: _Token) -> bool:
    """Tell whether this can only follow a `print` or `exec` that is no function."""
    if token.kind == "name":
        return token.text not in _OPERATORS
    return token.kind in {"text", "number"} or token.text in {">>", "`", "[", "{", "-", "~"}


def _as_call(text: str, first: _Token, second: _Token, last: _Token) -> Iterator[_Edit]:
    """Yield the brackets that make a statement of old a call; the opening one takes the place of a blank."""
    if text[first.end] in " \t":
        yield _Edit(first.end, 1, "(")
    else:
        yield _Edit(first.end, 0, "(")
    if second.text == ">>":
        yield _Edit(second.start, 2, "  ")
    yield _Edit(last.end, 0, ")")


def _of_parameters(statement: Sequence[_Token]) -> Iterator[_Edit]:
    """Yield the brackets around parameters, which are taken away."""
    is_function = statement[0].text == "def"
    waiting: list[int] = []
    for before, token in pairwise(statement):
        is_inner = is_function and token.depth == 1 and before.text in {"(", ","}
        if token.text == "(" and (is_inner or before.text == "lambda"):
            waiting.append(token.depth)
            yield _Edit(token.start, 1, " ")
        elif token.text == ")" and waiting and token.depth == waiting[-1]:
            waiting.pop()
            yield _Edit(token.start, 1, " ")


def _of_indentation(text: str) -> Iterator[_Edit]:
    """Yield blanks for every tab in front of a line that begins outside strings and brackets."""
    inside = [(found.start(), found.end()) for found in _TOKEN.finditer(text) if found.lastgroup == "text"]
    starts = [start for start, _ in inside]
    for found in re.finditer(r"^[ \t]*\t[ \t]*", text, re.MULTILINE):
        number = bisect_right(starts, found.start()) - 1
        if number >= 0 and found.start() < inside[number][1]:
            continue
        column = 0
        for place, char in enumerate(found.group(), start=found.start()):
            width = _TAB - column % _TAB if char == "\t" else 1
            if char == "\t":
                yield _Edit(place, 1, " " * width)
            column += width

"""
What a finished tree says about a part of its text: where statements end, and whether a place lies inside a string or
comment. Trees may be deep, so nothing here recurses.
"""

import ast
import re
from collections.abc import Iterator
from functools import lru_cache

from tree_sitter import Node, Query, QueryCursor

from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.lexicon import read, starts
from gateway.syntax.parsing import LANGUAGES, UNPARSED, Parsed

# Statements that hold no others.
_SIMPLE = frozenset(
    {
        ast.AnnAssign, ast.Assert, ast.Assign, ast.AugAssign, ast.Break, ast.Continue, ast.Delete, ast.Expr, ast.Global,
        ast.Import, ast.ImportFrom, ast.Nonlocal, ast.Pass, ast.Raise, ast.Return, ast.TypeAlias,
    }
)  # fmt: skip
_REST_OF_LINE = re.compile(r"[ \t\f]*;?[ \t\f]*(?:(?://|#)[^\n]*)?")


def boundaries(language: str, parsed: Parsed, text: str, start: int, end: int) -> tuple[int, ...]:
    """Return the offsets into text[start:end], ascending, at which it may be cut after a complete statement."""
    if parsed.module is not None:
        ends = _python_ends(parsed.module, text, start, end)
    elif parsed.layout is not None:
        between = parsed.layout.is_between
        ends = (at.end() for at in re.compile("\n").finditer(text, start, end) if between(at.end()))
    elif language in UNPARSED:
        ends = (place for place in starts(GRAMMARS[language], read(GRAMMARS[language], text)) if start < place <= end)
    else:
        ends = _tree_ends(language, parsed, text, start, end)
    return tuple(sorted({cut - start for place in ends if (cut := _cut_after(text, place, end)) > start}))


def inside_literal(language: str, parsed: Parsed, text: str, place: int, *, strings: bool = False) -> bool:
    """
    Tell whether the place lies strictly inside a string or comment, so that what follows starts as no code.

    With `strings`, comments do not count (tree-sitter languages only).
    """
    if place == 0:
        return False
    if parsed.module is not None:
        line = text[text.rfind("\n", 0, place) + 1 : place]
        if "#" in line:
            ending = read(GRAMMARS[language], text[:place])
            return ending.in_line_comment or ending.literal is not None
        return _python_inside(parsed.module, text, place)
    if parsed.layout is not None:
        return parsed.layout.is_literal(place)
    return _in_directive(language, text, place) or _tree_inside(language, parsed, text, place, strings=strings)


def _in_directive(language: str, text: str, place: int) -> bool:
    """Tell whether the place is on a line of the preprocessor, the rest of which is text to a parser."""
    if not GRAMMARS[language].has_directives or "#" not in text[:place]:
        return False
    start = read(GRAMMARS[language], text[:place]).line_comment_start
    return start is not None and text[start] == "#" and text[place : place + 1] not in ("", "\n")


def _cut_after(text: str, place: int, end: int) -> int:
    """Return where to cut after a statement that ends at the place; -1 if other code follows on its line."""
    if text[place - 1] == "\n":  # a line of the preprocessor
        return place
    rest = _REST_OF_LINE.match(text, place, end)
    after = rest.end() if rest else place
    if after == end:
        return end
    return after + 1 if text[after] == "\n" else -1


class _Lines:
    """Turns the line and UTF-8 column of `ast` into offsets in code points."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ascii = text.isascii()
        self._starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a place, given by line from 1 and column in bytes from 0."""
        start = self._starts[line - 1]
        if self._ascii:
            return start + column
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return start + len(self._text[start:end].encode()[:column].decode(errors="ignore"))


def _python_statements(module: ast.Module, first_line: int, last_line: int) -> Iterator[ast.stmt]:
    """Yield the statements, at any depth, that touch the lines."""
    pending: list[ast.stmt] = list(module.body)
    while pending:
        statement = pending.pop()
        if (statement.end_lineno or 0) < first_line or (
            statement.lineno > last_line and statement.lineno - _decorator_lines(statement) > last_line
        ):
            continue
        yield statement
        if type(statement) not in _SIMPLE:
            for block in ("body", "orelse", "finalbody"):
                pending.extend(getattr(statement, block, ()))
            for branch in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
                pending.extend(branch.body)


def _decorator_lines(statement: ast.stmt) -> int:
    """Return how many lines before its keyword a decorated statement begins."""
    decorators = getattr(statement, "decorator_list", ())
    return statement.lineno - decorators[0].lineno if decorators else 0


def _python_ends(module: ast.Module, text: str, start: int, end: int) -> Iterator[int]:
    """Yield where statements of Python end inside the range."""
    lines = _Lines(text)
    first_line = text.count("\n", 0, start) + 1
    last_line = first_line + text.count("\n", start, end)
    for statement in _python_statements(module, first_line, last_line):
        if statement.end_lineno is not None and statement.end_col_offset is not None:
            place = lines.offset(statement.end_lineno, statement.end_col_offset)
            if start < place <= end:
                yield place


def _python_inside(module: ast.Module, text: str, place: int) -> bool:
    """Tell whether the place lies strictly inside a string of Python, holes of f-strings excepted."""
    line = text.count("\n", 0, place) + 1
    column = len(text[text.rfind("\n", 0, place) + 1 : place].encode())
    pending: list[ast.AST] = [
        node for one in _python_statements(module, line, line) for node in ast.iter_child_nodes(one)
    ]
    in_string = in_hole = False
    while pending:
        node = pending.pop()
        if isinstance(node, ast.stmt | ast.excepthandler | ast.match_case) or not _spans(node, line, column):
            continue
        in_string = in_string or isinstance(node, ast.JoinedStr) or _is_text(node)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.FormattedValue):
                in_hole = in_hole or _spans(child.value, line, column)
                pending.append(child.value)
            else:
                pending.append(child)
    return in_string and not in_hole


def _is_text(node: ast.AST) -> bool:
    """Tell whether the node is a string or bytes constant."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _spans(node: ast.AST, line: int, column: int) -> bool:
    """Tell whether the place is strictly inside the node; nodes without a place count as spanning."""
    begin = getattr(node, "lineno", None)
    if begin is None or not isinstance(node, ast.expr) or node.end_lineno is None or node.end_col_offset is None:
        return True
    return (begin, node.col_offset) < (line, column) < (node.end_lineno, node.end_col_offset)


@lru_cache(maxsize=16)
def _statement_query(language: str, dialect: str) -> Query:
    """Return the query that finds every statement of a language in a tree of one of its dialects."""
    grammar = GRAMMARS["typescript" if dialect == "tsx" else language]
    names = " ".join(f"({name})" for name in sorted(grammar.statements))
    return Query(LANGUAGES[dialect], f"[{names}] @statement")


def _tree_ends(language: str, parsed: Parsed, text: str, start: int, end: int) -> Iterator[int]:
    """Yield where statements end inside the range."""
    if parsed.tree is None:
        return
    first, last = byte_offset(text, start), byte_offset(text, end)
    cursor = QueryCursor(_statement_query(language, parsed.dialect))
    cursor.set_byte_range(first, last)
    kept = text[start:end].encode()
    for node in cursor.captures(parsed.tree.root_node).get("statement", ()):
        if first < node.end_byte <= last:
            place = node.end_byte - first
            yield start + (place if len(kept) == end - start else len(kept[:place].decode(errors="ignore")))


def byte_offset(text: str, place: int) -> int:
    """Return the UTF-8 offset of a place that is given in code points."""
    return place if text.isascii() else len(text[:place].encode())


def _tree_inside(language: str, parsed: Parsed, text: str, place: int, *, strings: bool) -> bool:
    """Tell whether the place lies strictly inside a literal node, holes excepted."""
    if parsed.tree is None:
        return False
    grammar = GRAMMARS[language]
    literals = {name for name in grammar.literals if not (strings and "comment" in name)}
    at = byte_offset(text, place)
    inside = False
    cursor = parsed.tree.walk()
    while True:
        node: Node | None = cursor.node
        if node is not None and node.start_byte < at < node.end_byte:
            inside = (inside or node.type in literals) and node.type not in grammar.holes
        if not cursor.goto_first_child():
            return inside
        while (node := cursor.node) is not None and node.end_byte <= at:
            if not cursor.goto_next_sibling():
                return inside
        if node is None or node.start_byte >= at:
            return inside

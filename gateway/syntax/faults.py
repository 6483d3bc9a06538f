"""
What is wrong with a tree: where its errors are, where the parser must have stopped, and what a grammar takes although
the language has no such thing. Trees may be deep, so nothing here recurses.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import tree_sitter_c_sharp
from tree_sitter import Language, Node, Query, QueryCursor, Tree

_ONLY_NAMES = re.compile(rb'(?:[\w\s*&~]|"[^"\n]*")+!?')
_SKIPPED_MAX = 200
_NEXT_BYTES = 64
# What may stand between an error and the word at which the parser found it.
_BETWEEN = re.compile(rb"(?:\s|//[^\n]*|#[^\n]*|/\*(?:(?!\*/).)*+\*/)*+", re.DOTALL)
# Where a grammar takes what the language has not: a key word for a name, an outer modifier inside, no body nor end.
_UNLAWFUL: Mapping[str, Query] = MappingProxyType(
    {
        "csharp": Query(
            Language(tree_sitter_c_sharp.language()),
            """
            [(local_function_statement (modifier) @word) (local_declaration_statement (modifier) @word)
             (constructor_declaration name: (identifier) @word) (method_declaration name: (identifier) @word)
             (local_function_statement name: (identifier) @word) (invocation_expression function: (identifier) @word)
             (variable_declaration type: (identifier) @word)]
            [(class_declaration !body) (struct_declaration !body) (interface_declaration !body)] @lacking
            """,
        )
    }
)
_NEVER_THERE = frozenset(
    b"abstract case catch class do else finally for foreach if internal lock new override private protected public "
    b"return switch throw try using virtual while".split()
)


def errors_at(tree: Tree) -> dict[int, int]:
    """Return where ERROR and MISSING nodes begin: for each line (from 1) the first UTF-8 column (from 0)."""
    places: dict[int, int] = {}
    pending = [tree.root_node]
    while pending:
        node = pending.pop()
        if not node.has_error:
            continue
        if node.is_missing or (node.is_error and node.parent is not None):
            line, column = node.start_point.row + 1, node.start_point.column
            places[line] = min(column, places.get(line, column))
        pending.extend(node.children)
    return places


def first_error(tree: Tree) -> int:
    """Return the UTF-8 offset at which the first ERROR or MISSING node of a tree begins; 0 if all of it is one."""
    return min((node.start_byte for node in _outermost(tree)), default=0)


def only_names_skipped(tree: Tree, source: bytes) -> bool:
    """Tell whether all errors of a tree are bare names that nothing calls, or semicolons missing before its end."""
    end = len(source.rstrip())
    return not tree.root_node.is_error and all(
        at < _SKIPPED_MAX and _is_macro(node, source, end) for at, node in enumerate(_outermost(tree))
    )


def skipped_names(tree: Tree) -> list[tuple[int, int]]:
    """Return the UTF-8 offsets between which a parser skipped something."""
    return [(node.start_byte, node.end_byte) for node in _outermost(tree) if not node.is_missing]


def stop_line(tree: Tree, source: bytes, *, may_skip: bool) -> int:
    """
    Return the line (from 1) at which the parser stopped at the latest, after the first error; 0 if it is not known.

    No text behind that line can make the text whole. `may_skip`: errors that are taken for macros do not count.
    """
    end = len(source.rstrip())
    faults = (node for node in _outermost(tree) if not (may_skip and _is_macro(node, source, end)))
    first = min(faults, key=lambda node: node.start_byte, default=None)
    if first is None or first.parent is None:
        return 0
    between = _BETWEEN.match(source, first.end_byte)
    return source.count(b"\n", 0, between.end() if between else first.end_byte) + 1


def unlawful_line(language: str, tree: Tree) -> int:
    """Return the line (from 1) of the first thing that a grammar takes and the language does not, or 0."""
    if language not in _UNLAWFUL:
        return 0
    found = QueryCursor(_UNLAWFUL[language]).captures(tree.root_node)
    words = (node for node in found.get("word", ()) if node.text in _NEVER_THERE)
    lacking = (
        node for node in found.get("lacking", ()) if node.children[-1].type != ";" or node.children[-1].is_missing
    )
    return min((node.start_point.row + 1 for node in (*words, *lacking)), default=0)


def _outermost(tree: Tree) -> Iterator[Node]:
    """Yield the outermost ERROR and MISSING nodes below the root, in no order; none if the whole text is one error."""
    pending = [tree.root_node]
    while pending:
        node = pending.pop()
        if node.is_missing or (node.is_error and node.parent is not None):
            yield node
        elif node.has_error:
            pending.extend(node.children)


def _is_macro(node: Node, source: bytes, end: int) -> bool:
    """Tell whether an error is a bare name that nothing calls, or a semicolon missing before the end."""
    if node.is_missing:
        return node.type == ";" and node.start_byte < end
    if _ONLY_NAMES.fullmatch(source, node.start_byte, node.end_byte) is None:
        return False
    following = source[node.end_byte : node.end_byte + _NEXT_BYTES].lstrip()[:1]
    return bool(following) and (following != b"(" or source[node.end_byte - 1 : node.end_byte] == b"!")

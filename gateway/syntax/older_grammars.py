"""
What Semgrep is shown instead of a text that its older grammars cannot read, or not in time: as long, with the same
lines, and every character that is left where it stood. The other engines read the text itself, and so do the rules over
raw text; what is released is always the text.

A rendering must never hide a weakness: only words that say nothing are replaced. What holds more (a call, a text) stays
as it is, and the scan is then refused for what Semgrep says of it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from tree_sitter import Node, Query, QueryCursor, Tree

from gateway.syntax.blanking import blank
from gateway.syntax.parsing import LANGUAGES, bases_of_variables

# Semgrep looks through all comments that follow once for each of them; what many cost grows with the square.
_MANY_COMMENTS = re.compile(r"(?:^[ \t]*(?://|/\*|#)[^\n]*\n){64}", re.MULTILINE)
_COMMENT_BEGINS = (b"//", b"/*", b"#")
_STATIC_BLOCK = re.compile(r"\bstatic\s*\{")
_PRIMARY = re.compile(r"\b(?:class|struct)\s+\w+\s*(?:<[^<>{}();]*>\s*)?\(")
_WITHOUT_BODY = re.compile(r"\b(?:class|struct|interface)\s[^{};]*;")
_BASED = re.compile(rb"\d{1,2}#[\w@]+")
_CHANNEL = re.compile(rb"\d?>>?&\d")
_BARE_FLAG = re.compile(rb"--[a-z-]+")
_SAY_NOTHING = frozenset(
    {
        *("parameter_list", "parameter", "argument_list", "argument", "modifier", "comment"),
        *("identifier", "qualified_name", "generic_name", "type_argument_list", "predefined_type", "nullable_type"),
        *("base_list", "type_parameter_list", "type_parameter"),
        *("array_type", "array_rank_specifier", "tuple_type", "tuple_element", "null_literal", "integer_literal"),
        "boolean_literal",
    }
)

_MESSAGE = re.compile(rb"\"(?=[^\"]*\w \w+ \w)[\w ,.:;!?'-]*\"")


class _Change(NamedTuple):
    """A part of the text in UTF-8 bytes, and what is written over its head; the rest of it is blanked."""

    start: int
    end: int
    word: bytes = b""


def readable(dialect: str, tree: Tree | None, text: str) -> str:
    """Return what Semgrep is shown for a text that parses as this tree, or the text itself."""
    if tree is None:
        return text
    changes = sorted(change for render in _RENDERINGS.get(dialect, ()) for change in render(dialect, tree, text))
    if not changes:
        return text
    source = text.encode()
    parts, at = [], 0
    for change in changes:
        if change.start < at:
            continue  # it lies in what is blank already
        rest = source[change.start + len(change.word) : change.end].decode(errors="ignore")
        parts += [source[at : change.start], change.word, blank(rest).encode()]
        at = change.end
    return b"".join([*parts, source[at:]]).decode()


def _comments(dialect: str, tree: Tree, text: str) -> Iterator[_Change]:
    """Blank the comments of a text that has very many in a row."""
    if _MANY_COMMENTS.search(text) is not None:
        source = text.encode()
        for node in _found("comments of two kinds" if dialect in _TWO_KINDS else "comments", dialect, tree):
            if source.startswith(_COMMENT_BEGINS, node.start_byte):
                yield _Change(node.start_byte, node.end_byte)


def _static_blocks(dialect: str, tree: Tree, text: str) -> Iterator[_Change]:
    """Call a class's static block a method, of which it has the form."""
    if _STATIC_BLOCK.search(text) is not None:
        for node in _found("static blocks", dialect, tree):
            yield _Change(node.start_byte, node.start_byte + len(b"static"), b"_()")


def _primary_constructors(dialect: str, tree: Tree, text: str) -> Iterator[_Change]:
    """Leave out the parameters behind a type's name, and what its base is given, if they only name things."""
    if _PRIMARY.search(text) is not None:
        for node in _found("primary constructors", dialect, tree):
            if _says_nothing(node):
                yield _Change(node.start_byte, node.end_byte)


def _types_without_body(dialect: str, tree: Tree, text: str) -> Iterator[_Change]:
    """Leave out a type that ends where its body would begin, if it only names things."""
    if _WITHOUT_BODY.search(text) is not None:
        for node in _found("types without body", dialect, tree):
            if all(_says_nothing(part) for part in node.children):
                yield _Change(node.start_byte, node.end_byte)


def _bases(dialect: str, tree: Tree, text: str) -> Iterator[_Change]:
    """Write a number of Bash with a base as zeros; of a base before a variable, nothing is left."""
    if "#" in text:
        for node in _found("numbers", dialect, tree):
            is_word = node.parent is not None and node.parent.type == "command"
            if not is_word and node.text is not None and _BASED.fullmatch(node.text) is not None:
                yield _Change(node.start_byte, node.end_byte, b"0" * len(node.text))
        yield from (_Change(start, end) for start, end in bases_of_variables(text.encode()))


def _copied_channels(dialect: str, tree: Tree, _text: str) -> Iterator[_Change]:
    """Leave out where a command writes that is not told before its arguments: `echo >&2 "text"`."""
    for node in _found("channels", dialect, tree):
        number = node.child_by_field_name("destination")
        written = (
            node.text[: number.end_byte - node.start_byte] if node.text is not None and number is not None else b""
        )
        if number is not None and _CHANNEL.fullmatch(written) is not None:
            yield _Change(node.start_byte, number.end_byte)


def _marks_before(dialect: str, tree: Tree, _text: str) -> Iterator[_Change]:
    """Leave out what denies an assignment, or opens a pattern."""
    for node in _found("marks before", dialect, tree):
        yield _Change(node.start_byte, node.start_byte + 1)


def _bare_flags(dialect: str, tree: Tree, _text: str) -> Iterator[_Change]:
    """Leave out the flags of a Dockerfile that are given no value, as `--link`."""
    for node in _found("flags", dialect, tree):
        if node.text is not None and _BARE_FLAG.fullmatch(node.text) is not None:
            yield _Change(node.start_byte, node.end_byte)


def _says_nothing(node: Node) -> bool:
    """Tell whether a node holds nothing but names, types, plain numbers, and texts of several words: messages."""
    pending = [node]
    while pending:
        inner = pending.pop()
        if inner.type == "string_literal" and inner.text is not None and _MESSAGE.fullmatch(inner.text):
            continue
        if inner.is_named and inner.type not in _SAY_NOTHING:
            return False
        pending.extend(inner.children)
    return True


_TWO_KINDS = frozenset({"java", "rust"})
_QUERIES: Mapping[str, str] = MappingProxyType(
    {
        "comments": "(comment) @it",
        "comments of two kinds": "[(line_comment) (block_comment)] @it",
        "numbers": "(number) @it",
        "flags": "(param) @it",
        "channels": "(file_redirect destination: (number) destination: (_)) @it",
        "marks before": """
            [(negated_command "!" @it (variable_assignment)) (case_item "(" @it)]
            """,
        "types without body": """
            [(class_declaration !body) (struct_declaration !body) (interface_declaration !body)] @it
            """,
        "static blocks": "(class_static_block) @it",
        "primary constructors": """
            [(class_declaration (parameter_list) @it) (struct_declaration (parameter_list) @it)
             (class_declaration (base_list (argument_list) @it))]
            """,
    }
)
type _Rendering = Callable[[str, Tree, str], Iterator[_Change]]
_SCRIPT: tuple[_Rendering, ...] = (_comments, _static_blocks)
_RENDERINGS: Mapping[str, tuple[_Rendering, ...]] = MappingProxyType(
    {
        **dict.fromkeys(("javascript", "typescript", "tsx"), _SCRIPT),
        **dict.fromkeys(("c", "cpp", "go", "java", "rust"), (_comments,)),
        "csharp": (_comments, _types_without_body, _primary_constructors),
        "bash": (_comments, _bases, _copied_channels, _marks_before),
        "dockerfile": (_bare_flags,),
    }
)


def _found(what: str, dialect: str, tree: Tree) -> list[Node]:
    return QueryCursor(_query(what, dialect)).captures(tree.root_node).get("it", [])


@cache
def _query(what: str, dialect: str) -> Query:
    return Query(LANGUAGES[dialect], _QUERIES[what])

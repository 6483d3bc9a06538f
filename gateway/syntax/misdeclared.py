"""
Text that is in another language than the one that it is scanned as. To SQL, YAML or a shell nearly every text is legal,
so code that is declared as one of them would leave unread by the engines of its own language.

It is told in two ways: the whole text parses in another language and calls, imports or defines something there; or its
lines are far more often of another language than of its own. Reads foreign text, so only in a scan worker.
"""

import ast
import re
import textwrap
from collections.abc import Iterator
from typing import Final

from tree_sitter import Tree

from gateway.syntax.languages import telling_lines
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, parse

_TAKES_ALL: Final = frozenset({"sql", "yaml", "bash"})
_PROGRAMS: Final = ("python", "javascript", "typescript", "java", "go", "rust", "c", "cpp", "csharp", "php")
_DECLARE_BY_NAMES: Final = frozenset({"c", "cpp", "csharp", "java"})
_LINES_MIN: Final = 2
_SHARE_MIN: Final = 2
# Without one of these a text says nothing that an engine of another language would look at.
_MAY_CALL: Final = re.compile(r"\(|^\s*(?:import|from|use|using|#include)\b", re.MULTILINE)
_SAYS: Final = re.compile(
    r"call_expression|method_invocation|invocation_expression|(?:member|scoped|function)_call_expression"
    r"|object_creation_expression|macro_invocation|\w*import\w*|preproc_include|use_declaration|using_directive"
    r"|function_(?:definition|declaration|item)|method_declaration|class_declaration"
)


def misdeclared(language: str, text: str) -> str | None:
    """Return why a text is not scanned as this language (a constant text for each language), or None."""
    if language not in _TAKES_ALL or _MAY_CALL.search(text) is None:
        return None
    other = _by_lines(language, text) or next(_by_parsers(text), None)
    return None if other is None else f"it reads as {other}: declare the language that it is in"


def _by_lines(language: str, text: str) -> str | None:
    """Return the language to which far more lines of the text belong than to its own, or None."""
    counts = telling_lines(text)
    best = max(_PROGRAMS, key=lambda name: counts[name])
    is_clear = counts[best] >= _LINES_MIN and counts[best] > _SHARE_MIN * counts[language]
    return best if is_clear else None


def _by_parsers(text: str) -> Iterator[str]:
    """Yield the languages in which all of the text parses and says something."""
    dedented = textwrap.dedent(text)
    for language in _PROGRAMS:
        # Two names side by side declare something there, so that a query may look like a function.
        if language in _DECLARE_BY_NAMES and "{" not in text:
            continue
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

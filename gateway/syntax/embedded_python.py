"""Programs inside Python: constant text that is given to a shell, to another interpreter, or to `exec`."""

import ast
from collections.abc import Iterator
from typing import Final

from gateway.syntax.fragments import Embedded, Part, joined
from gateway.syntax.interpreters import program_after
from gateway.syntax.notebook import programs
from gateway.syntax.parsing import Budget, parse

_SHELLS: Final = frozenset(
    {"system", "popen", "run", "call", "check_call", "check_output", "Popen", "getoutput", "getstatusoutput"}
    | {"create_subprocess_shell"}
)
_MODULES: Final = frozenset({"os", "subprocess", "commands", "asyncio"})
_RUNS: Final = frozenset({"exec", "eval", "compile"})
# A single word is a command without anything to read.
_WORDS_MIN: Final = 2


def in_python(text: str) -> Iterator[Embedded]:
    """Yield the programs inside a text of Python that parses, or a notebook's. Raises BudgetSpent."""
    yield from programs(text)
    if not any(name in text for name in (*_MODULES, *(f"{name}(" for name in _RUNS))):
        return
    module = parse("python", text, Budget()).module
    nodes = list(ast.walk(module)) if module is not None else []
    shells = _shells(nodes)
    for node in nodes:
        if isinstance(node, ast.Call) and node.args:
            yield from _given(node, shells, text)


def _shells(nodes: list[ast.AST]) -> frozenset[str]:
    """Return the names by which a text may call what runs a shell's command or another program."""
    names: set[str] = set()
    modules = set(_MODULES)
    for node in nodes:
        if isinstance(node, ast.Import):
            modules |= {alias.asname for alias in node.names if alias.asname and alias.name in _MODULES}
        elif isinstance(node, ast.ImportFrom) and node.module in _MODULES:
            names |= {alias.asname or alias.name for alias in node.names if alias.name in _SHELLS}
    return frozenset(names | {f"{module}.{name}" for module in modules for name in _SHELLS})


def _given(call: ast.Call, shells: frozenset[str], text: str) -> Iterator[Embedded]:
    """Yield the program that a call is given as its first argument."""
    first, name = call.args[0], _name(call.func)
    constant = _text(first)
    if name in _RUNS:
        if constant is not None:
            yield _program("python", first, constant, text)
    elif name in shells and constant is not None:
        if len(constant.split()) >= _WORDS_MIN:
            yield _program("bash", first, constant, text)
    elif name in shells and isinstance(first, ast.List | ast.Tuple):
        words = [_text(word) or "" for word in first.elts]
        found = program_after(words)
        if found is not None and words[found[1]]:
            yield _program(found[0], first.elts[found[1]], words[found[1]], text)


def _program(language: str, node: ast.expr, value: str, text: str) -> Embedded:
    """Return the program in a constant; its lines are the text's own if the constant is written as it is."""
    start = _offset(text, node.lineno, node.col_offset)
    end = _offset(text, node.end_lineno or node.lineno, node.end_col_offset or 0)
    at = text.find(value, start, end) if value else -1
    return joined(language, [Part(value, at if at >= 0 else start, is_verbatim=at >= 0)], text)


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name(function: ast.expr) -> str:
    """Return a plain name, or one in a plainly named module."""
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name):
        return f"{function.value.id}.{function.attr}"
    return function.id if isinstance(function, ast.Name) else ""


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset in code points of a place that `ast` gives, its column in UTF-8."""
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    end = text.find("\n", start)
    rest = text[start : end if end >= 0 else len(text)]
    return start + len(rest.encode()[:column].decode(errors="ignore"))

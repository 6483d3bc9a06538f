"""Find cheats that types cannot say: a receipt made outside the ledger, a text released outside the flow."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SEALED = {"Receipt": "gateway/ledger/", "Completion": "gateway/flow.py", "Choice": "gateway/flow.py"}
_HOME = "gateway/values.py"
_BACK_DOORS = frozenset({"__new__", "__setattr__", "__setstate__", "__reduce__", "__replace__", "_replace"})
_REPLACERS = frozenset({"replace", "copy", "deepcopy", "convert", "loads", "setattr", "cast", "getattr"})
_EVERYTHING = frozenset({"Exception", "BaseException"})
# What the edge may not touch: unscanned text, or the means to get some.
_UNRELEASED = frozenset({"generate", "scan", "judge", "decide", "generated", "kept"})


@dataclass(frozen=True, slots=True)
class Cheat:
    """One place that does what it may not."""

    path: str
    line: int
    what: str


def cheats(path: str, source: str) -> list[Cheat]:
    """Return every cheat in one file of the product, one a line."""
    tree = ast.parse(source)
    found = [*_makers(tree, path), *_broad(tree, path), *_leaks(tree, path)]
    return sorted({cheat.line: cheat for cheat in found}.values(), key=lambda cheat: cheat.line)


def _makers(tree: ast.AST, path: str) -> Iterator[Cheat]:
    """Outside its maker a sealed class may stand in annotations only; no value may be copied with changes."""
    aliases = {name: name for name in SEALED}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            aliases.update({item.asname: item.name for item in node.names if item.asname and item.name in SEALED})
    annotations = _annotations(tree)
    for node in ast.walk(tree):
        sealed = _mentioned(node, aliases)
        if sealed and id(node) not in annotations and path != _HOME and not path.startswith(SEALED[sealed]):
            yield Cheat(path, node.lineno, f"has {sealed} in its hands")  # type: ignore[attr-defined]
        if isinstance(node, ast.Call) and (what := _back_door(node)) and not path.startswith(SEALED[what]):
            yield Cheat(path, node.lineno, f"changes a {what}")
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Call) and _name(node.func) == "type":
            yield Cheat(path, node.lineno, "makes a value of another value's type")


def _mentioned(node: ast.AST, aliases: dict[str, str]) -> str | None:
    """Return the sealed class that a node loads: by name, alias, attribute or string."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return aliases.get(node.id)
    if isinstance(node, ast.Attribute) and node.attr in SEALED:
        return node.attr
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in SEALED:
        return node.value
    return None


def _annotations(tree: ast.AST) -> set[int]:
    """Return the ids of all nodes inside annotations, type aliases and the subscripts of generics."""
    roots: list[ast.AST] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.arg | ast.AnnAssign) and node.annotation:
            roots.append(node.annotation)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns:
            roots.append(node.returns)
        elif isinstance(node, ast.TypeAlias):
            roots.append(node.value)
        elif isinstance(node, ast.Subscript):
            roots.append(node.slice)
    return {id(inner) for root in roots for inner in ast.walk(root)}


def _back_door(call: ast.Call) -> str | None:
    """Return which sealed value a call copies or changes, judged by the names of what it is given."""
    if _name(call) not in _BACK_DOORS | _REPLACERS:
        return None
    words = [item.id.lower() for item in ast.walk(call) if isinstance(item, ast.Name)]
    return next((sealed for sealed in SEALED if sealed.lower() in words), None)


def _broad(tree: ast.AST, path: str) -> Iterator[Cheat]:
    """Nobody catches or suppresses everything; the flow catches nothing."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler):
            kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            if path == "gateway/flow.py" or any(kind is None or _last(kind) in _EVERYTHING for kind in kinds):
                yield Cheat(path, node.lineno, "catches too much")
        elif (
            isinstance(node, ast.Call) and _name(node) == "suppress" and any(_last(a) in _EVERYTHING for a in node.args)
        ):
            yield Cheat(path, node.lineno, "suppresses everything")
        elif isinstance(node, ast.Assign) and _last(node.value) in _EVERYTHING:
            yield Cheat(path, node.lineno, "gives everything another name")


def _leaks(tree: ast.AST, path: str) -> Iterator[Cheat]:
    """Look at the edge: it writes what the flow released, and may reach for nothing else."""
    if not path.startswith("gateway/http/"):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in _UNRELEASED:
            yield Cheat(path, node.lineno, f"reaches for .{node.attr}")
        if isinstance(node, ast.Attribute) and node.attr == "text" and _last(node.value) in {"report", "decision"}:
            yield Cheat(path, node.lineno, "reaches for a text that was not released")
        if isinstance(node, ast.ImportFrom) and {item.name for item in node.names} & {"judge", "decide", "release"}:
            yield Cheat(path, node.lineno, "decides or releases by itself")


def _name(call: ast.Call) -> str:
    return _last(call.func)


def _last(node: ast.AST | None) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")

"""Find cheats that types cannot say: a receipt made outside the ledger, a text released outside the flow."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

SEALED = {"Receipt": "gateway/ledger/", "Completion": "gateway/flow.py", "Choice": "gateway/flow.py"}
_BACK_DOORS = frozenset({"__new__", "__setattr__", "__setstate__", "__reduce__", "__replace__", "_replace"})
_REPLACERS = frozenset({"replace", "copy", "deepcopy", "convert", "loads", "setattr", "cast"})


@dataclass(frozen=True, slots=True)
class Cheat:
    """One place that makes a sealed value where it may not."""

    path: str
    line: int
    what: str


def cheats(path: str, source: str) -> list[Cheat]:
    """Return every cheat in one file of the product."""
    tree = ast.parse(source)
    aliases = _aliases(tree)
    found = [*_constructions(tree, aliases, path), *_broad_excepts(tree, path)]
    return sorted(found, key=lambda cheat: cheat.line)


def _aliases(tree: ast.AST) -> dict[str, str]:
    names = {name: name for name in SEALED}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            names.update({item.asname: item.name for item in node.names if item.asname and item.name in SEALED})
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in names:
            names.update({item.id: names[node.value.id] for item in node.targets if isinstance(item, ast.Name)})
    return names


def _constructions(tree: ast.AST, aliases: dict[str, str], path: str) -> Iterator[Cheat]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        made = _made(node, aliases)
        if made and not path.startswith(SEALED[made]):
            yield Cheat(path, node.lineno, f"makes a {made}")


def _made(call: ast.Call, aliases: dict[str, str]) -> str | None:
    """Return the sealed class that a call makes: by its name, through an attribute, or by a back door."""
    function = call.func
    if isinstance(function, ast.Name) and function.id in aliases:
        return aliases[function.id]
    if isinstance(function, ast.Attribute) and function.attr in SEALED:
        return function.attr
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name in _BACK_DOORS | _REPLACERS:
        mentioned = [aliases[item.id] for item in ast.walk(call) if isinstance(item, ast.Name) and item.id in aliases]
        values = [item.id.lower() for item in ast.walk(call) if isinstance(item, ast.Name)]
        guessed = [sealed for sealed in SEALED if sealed.lower() in values]
        return next(iter([*mentioned, *guessed]), None)
    return None


def _broad_excepts(tree: ast.AST, path: str) -> Iterator[Cheat]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.ExceptHandler):
            continue
        kinds = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in kinds):
            yield Cheat(path, node.lineno, "catches everything")
        elif path == "gateway/flow.py":
            yield Cheat(path, node.lineno, "the flow has no except")

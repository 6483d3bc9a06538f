"""
Makes an index of public names out of stubs or the source of installed packages. They are read as data, never run.

What cannot be told from the text (a module with `__getattr__`, a class with a computed base) is left out, so that
nothing of it is ever called missing.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from gateway.errors import BadRequest

_ENDS: Final = (".pyi", ".py")
_FILES_MAX: Final = 20_000
_HEAD: Final = "# Public names of modules and classes, made by `gateway policy names`.\n"
_PART_BYTES_MAX: Final = 240 * 1024  # a file of a bundle may have 256 KiB
_STARS_DEPTH_MAX: Final = 10
_NO_BASES: Final = frozenset(
    {
        "object", "Generic", "Protocol", "ABC", "typing.Generic", "typing.Protocol", "abc.ABC",
        "typing_extensions.Protocol",
    }
)  # fmt: skip
_PLAIN_METACLASSES: Final = frozenset({"ABCMeta", "abc.ABCMeta", "type"})
_PLAIN_DECORATORS: Final = frozenset(
    {
        "final", "dataclass", "total_ordering", "runtime_checkable", "disjoint_base", "deprecated", "type_check_only",
    }
)  # fmt: skip
_WORDS: Final = frozenset({"typing", "typing_extensions", "_typeshed", "collections.abc", "types", "__future__"})
_DYNAMIC: Final = frozenset({"__getattr__", "__getattribute__"})
_SCOPED: Final = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(slots=True)
class Class:
    """One class: its bases as written, its own members, and whether all of them are in the text."""

    bases: tuple[str, ...]
    members: frozenset[str]
    is_open: bool


@dataclass(slots=True)
class Module:
    """One module: its names, what imported names stand for and which it passes on, its star imports, its classes."""

    name: str
    is_package: bool
    is_stub: bool = False
    names: set[str] = field(default_factory=set)
    imported: dict[str, str] = field(default_factory=dict)
    passed_on: set[str] = field(default_factory=set)
    stars: list[str] = field(default_factory=list)
    classes: dict[str, Class] = field(default_factory=dict)
    is_open: bool = False


def index_of(sources: Sequence[str], *, without: Sequence[str] = ()) -> str:
    """
    Return the index of packages and folders of packages, as text, `without` some of the packages.

    Raises BadRequest if there is nothing to read.
    """
    modules: dict[str, Module] = {}
    for source in sources:
        for name, path in _files(Path(source)):
            # A stub says what is public; the source beside it says no more.
            if name.partition(".")[0] in without:
                continue
            if name not in modules or path.suffix == ".pyi":
                modules[name] = _read(name, path)
    if not modules:
        raise BadRequest("there are no Python modules or stubs in what was given")
    for name in sorted(modules):
        parent, _, own = name.rpartition(".")
        if parent in modules:
            modules[parent].names.add(own)
    return "".join((_HEAD, *_lines(modules)))


def parts_of(text: str) -> list[str]:
    """Return the index in parts of whole lines, none longer than a file of a bundle may be."""
    parts: list[str] = []
    part: list[str] = []
    size = 0
    for line in text.splitlines(keepends=True):
        if part and size + len(line.encode()) > _PART_BYTES_MAX:
            parts.append("".join(part))
            part, size = [], 0
        part.append(line)
        size += len(line.encode())
    return [*parts, "".join(part)]


def _files(root: Path) -> Iterator[tuple[str, Path]]:
    if not root.is_dir():
        raise BadRequest(f"{root} is no folder")
    is_package = any((root / f"__init__{end}").exists() for end in _ENDS)
    above = root.parent if is_package else root
    paths = sorted(path for end in _ENDS for path in root.rglob(f"*{end}"))
    if len(paths) > _FILES_MAX:
        raise BadRequest(f"{root} holds more than {_FILES_MAX} files; give the packages one by one")
    for path in paths:
        parts = [*path.relative_to(above).parts[:-1], path.stem]
        yield ".".join(parts[:-1] if path.stem == "__init__" else parts), path


def _read(name: str, path: Path) -> Module:
    module = Module(name, is_package=path.stem == "__init__", is_stub=path.suffix == ".pyi")
    try:
        tree = ast.parse(path.read_bytes())
    except (SyntaxError, ValueError, RecursionError):
        module.is_open = True
        return module
    for node in _statements(tree.body):
        _take(module, node)
    module.is_open = module.is_open or bool(_DYNAMIC & module.names) or _writes_globals(tree)
    return module


def _statements(body: Sequence[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a scope, those of its branches and loops too."""
    for node in body:
        yield node
        if not isinstance(node, _SCOPED):
            for part in ("body", "orelse", "finalbody"):
                yield from _statements(getattr(node, part, ()))
            for handler in getattr(node, "handlers", ()):
                yield from _statements(handler.body)


def _take(module: Module, node: ast.stmt) -> None:
    if isinstance(node, ast.Import):
        for alias in node.names:
            bound = alias.asname or alias.name.partition(".")[0]
            module.names.add(bound)
            module.imported[bound] = alias.name if alias.asname else bound
    elif isinstance(node, ast.ImportFrom):
        origin = _origin(module, node)
        for alias in node.names:
            if alias.name == "*":
                module.stars.append(origin)
            else:
                bound = alias.asname or alias.name
                module.imported[bound] = f"{origin}.{alias.name}"
                # In a stub only `import a as a` passes a name on; the words of annotations are nobody's names.
                if not module.is_stub or alias.asname == alias.name:
                    module.passed_on.add(bound)
                if not module.is_stub or origin not in _WORDS or alias.asname:
                    module.names.add(bound)
    elif isinstance(node, ast.ClassDef):
        module.names.add(node.name)
        module.classes[node.name] = _class(node)
    else:
        module.names |= _bound(node)


def _origin(module: Module, node: ast.ImportFrom) -> str:
    """Return the whole name of the module that is imported from."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    kept = parts[: len(parts) - node.level + module.is_package]
    return ".".join([*kept, *filter(None, [node.module])])


def _bound(node: ast.stmt) -> set[str]:
    """Return the names that a statement binds, other than by importing."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return {node.name}
    if isinstance(node, ast.TypeAlias):
        return {node.name.id}
    inner = (*getattr(node, "targets", ()), *filter(None, (getattr(node, "target", None),)))
    withs = [item.optional_vars for item in getattr(node, "items", ()) if item.optional_vars is not None]
    found = [part for target in (*inner, *withs) for part in ast.walk(target)]
    return {part.id for part in found if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store)}


def _writes_globals(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Name) and node.id in {"globals", "vars"} for node in ast.walk(tree))


def _class(node: ast.ClassDef) -> Class:
    members = set().union(*(_bound(one) for one in _statements(node.body)))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            members.add(inner.attr)
    bases = tuple(_dotted(base) for base in node.bases)
    functions = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    decorators = {_dotted(one).rpartition(".")[2] for one in functions}
    is_plain = all(_dotted(one.value) in _PLAIN_METACLASSES for one in node.keywords if one.arg == "metaclass")
    is_open = not is_plain or bool(_DYNAMIC & members) or not decorators <= _PLAIN_DECORATORS
    return Class(bases, frozenset(name for name in members if not name.startswith("_")), is_open)


def _dotted(node: ast.expr) -> str:
    """Return a chain of names as one path, without what stands in brackets after it; empty for anything else."""
    while isinstance(node, ast.Subscript):
        node = node.value
    if isinstance(node, ast.Attribute):
        owner = _dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return node.id if isinstance(node, ast.Name) else ""


def _lines(modules: dict[str, Module]) -> Iterator[str]:
    for name in sorted(modules):
        module = modules[name]
        names = _all_names(modules, name, _STARS_DEPTH_MAX)
        is_private = any(part.startswith("_") for part in name.split("."))
        if names is not None and not is_private:
            yield f"module {name}: {' '.join(sorted(one for one in names if not one.startswith('_')))}\n"
        for own in sorted(module.classes):
            yield from _class_line(modules, module, own)
        for bound, path in sorted(_imported(modules, name, _STARS_DEPTH_MAX).items()):
            is_own = bound in module.passed_on or bound not in module.imported
            if is_own and path != f"{name}.{bound}" and not bound.startswith("_") and _is_there(modules, path):
                yield f"same {name}.{bound}: {path}\n"


def _class_line(modules: dict[str, Module], module: Module, own: str) -> Iterator[str]:
    one = module.classes[own]
    bases = [_whole(modules, module, base) for base in one.bases if base not in _NO_BASES]
    if not one.is_open and all(bases):
        yield f"class {module.name}.{own}({','.join(bases)}): {' '.join(sorted(one.members))}\n"


def _whole(modules: dict[str, Module], module: Module, base: str) -> str:
    """Return the qualified name of a base, or an empty text if it cannot be told."""
    head, dot, rest = base.partition(".")
    if not head or head in module.imported:
        return f"{module.imported[head]}{dot}{rest}" if head else ""
    if head in module.names:
        return f"{module.name}.{base}"
    starred = _imported(modules, module.name, _STARS_DEPTH_MAX).get(head)
    return f"{starred}{dot}{rest}" if starred else f"builtins.{base}"


def _all_names(modules: dict[str, Module], name: str, depth_left: int) -> set[str] | None:
    """Return the names of a module, those of star imports too, or None if they cannot all be told."""
    module = modules.get(name)
    if module is None or module.is_open or depth_left == 0:
        return None
    names = set(module.names)
    for star in module.stars:
        more = _all_names(modules, star, depth_left - 1)
        if more is None:
            return None
        names |= more
    return names


def _imported(modules: dict[str, Module], name: str, depth_left: int) -> dict[str, str]:
    """Return what the names of a module stand for that it has from others."""
    module = modules.get(name)
    if module is None or depth_left == 0:
        return {}
    found: dict[str, str] = {}
    for star in module.stars:
        found |= _imported(modules, star, depth_left - 1)
        found |= {own: f"{star}.{own}" for own in (modules[star].classes if star in modules else ())}
    return found | module.imported


def _is_there(modules: dict[str, Module], path: str) -> bool:
    """Say whether the index holds this: a module, a class, or a name that one of its modules passes on."""
    owner, _, name = path.rpartition(".")
    return path in modules or (owner in modules and (name in modules[owner].classes or name in modules[owner].imported))

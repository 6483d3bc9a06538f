"""
What the API resolver knows while it reads one text: variables, attributes, star imports, and what it has to report.

Pure data and look-ups. Everything is bounded by the size of the text and by `VALUES_MAX`.
"""

import ast
import builtins
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.scan.api_values import UNKNOWN, Function, Name, Scope, Slot, Values, blurred, bounded, named, teaches

_BUILTINS: Final = frozenset(dir(builtins)) | {"__builtins__"}
_NAMES_CACHED_MAX: Final = 4096
# A variable that still takes new constants after so many passes is one that the program computes (`n += 1`): unknown.
PASSES_WITH_NUMBERS: Final = 1
PASSES_WITH_TEXTS: Final = 3
_OTHER_NAMES: Final = {"posix": "os", "nt": "os", "__builtin__": "builtins", "cPickle": "pickle", "_io": "io"}


@dataclass(frozen=True, slots=True)
class Reference:
    """A qualified name that the text refers to, and where. `is_import` marks a bare `import x`."""

    name: Name
    node: ast.AST
    is_import: bool = False


@dataclass(frozen=True, slots=True)
class Opaque:
    """A place that could reach any name; `why` is a fixed short text."""

    why: str
    node: ast.AST


@lru_cache(maxsize=_NAMES_CACHED_MAX)
def plain(path: str) -> str:
    """Return the usual spelling of a qualified name: no `builtins.`, no private or old module names."""
    head, dot, rest = path.partition(".")
    head = _OTHER_NAMES.get(head, head)
    if head in {"builtins", "__builtins__"} and rest and rest != "__dict__":
        return rest
    if rest.endswith("sys.modules"):
        return "sys.modules"
    if head == "pathlib":
        rest = rest.replace("PosixPath", "Path", 1).replace("WindowsPath", "Path", 1)
    return f"{head}{dot}{rest}"


class Memory:
    """One text's variables and reports."""

    def __init__(
        self, *, holds_capabilities: Callable[[str], bool], judged_calls: frozenset[str] = frozenset()
    ) -> None:
        """
        Take the catalogue's question whether a module holds capabilities, so that it may not be passed around.

        `judged_calls` are names, with `()`, of which only the call is a use: a type that code merely asks for is none.
        """
        self._holds_capabilities = holds_capabilities
        self._judged_calls = judged_calls
        self._module = Scope(kind="module")
        self._scopes: dict[int, Scope] = {}
        self._functions: dict[int, Function] = {}
        self._attributes: defaultdict[str, Slot] = defaultdict(Slot)
        self._parts_known: dict[int, tuple[ast.expr | ast.stmt, ...]] = {}
        self._constants: dict[int, Values] = {}
        self._stars: set[str] = set()
        self._nested: dict[str, ast.Module] = {}
        self._nesting = 0
        self._pinned: ast.AST | None = None
        self._stale = False
        self._passes = 0
        self._straight = False
        self._scope = self._module
        self._function: Function | None = None
        self.nodes_count = 0
        self._uses: list[tuple[Name, ast.AST, bool]] = []
        self.opaque: list[Opaque] = []
        self.imports: list[tuple[str, ast.AST]] = []
        self.certain: list[tuple[Name, ast.AST]] = []

    @property
    def references(self) -> list[Reference]:
        """The qualified names that the text refers to, in the order in which they were read."""
        return [Reference(name, node, is_import=is_import) for name, node, is_import in self._uses]

    def _bind(self, name: str, values: Values, scope: Scope | None = None) -> None:
        scope = scope or self._scope
        scope = scope.shared.get(name, scope)
        slot = scope.names.get(name)
        if slot is None:
            slot = scope.names[name] = Slot()
            self._stale = self._stale or name in scope.missed
        self._fill(slot, values)
        if scope.kind == "class":
            self._fill(self._attributes[name], values)
        if self._straight and scope is self._module:
            scope.certain.add(name)

    def _fill(self, slot: Slot, values: Values) -> None:
        before = slot.values
        if self._passes >= PASSES_WITH_NUMBERS and not values <= before:
            values = blurred(values - before, (int,) if self._passes < PASSES_WITH_TEXTS else (int, str, bytes))
        if values <= before:
            return
        slot.values = bounded(before | values)
        self._stale = self._stale or (slot.was_read and teaches(before, slot.values))

    def _look_up(self, name: str) -> Values:
        scope: Scope | None = self._scope
        found: Values = frozenset()
        while scope is not None:
            slot = scope.shared.get(name, scope).names.get(name)
            if slot is not None:
                slot.was_read = True
                found = found | slot.values if found else slot.values
                if scope.kind in {"function", "comprehension"} or name in scope.certain:
                    return found or UNKNOWN
            else:
                scope.missed.add(name)
            scope = scope.enclosing()
        if not found:
            found = named(name)
        elif name in _BUILTINS:
            found |= named(name)
        return found.union(*(named(f"{star}.{name}", imported=True) for star in self._stars)) if self._stars else found

    def _report(self, values: Values, node: ast.AST) -> None:
        for value in values:
            if isinstance(value, Name) and not value.path.endswith("()"):
                self._uses.append((value, self._pinned or node, False))
                if value.imported and len(values) == 1:
                    self.certain.append((value, self._pinned or node))

    def _report_call(self, path: str, node: ast.AST) -> None:
        self._uses.append((Name(path=path), self._pinned or node, False))

    def _report_import(self, module: str, node: ast.AST) -> None:
        self._uses.append((Name(path=module, imported=True), self._pinned or node, True))
        self.imports.append((module, self._pinned or node))

    def _report_opaque(self, why: str, node: ast.AST) -> None:
        self.opaque.append(Opaque(why=why, node=self._pinned or node))

"""
The API policy's engine: which capabilities a text uses, which names are not on the house's list, what stays opaque.

It reports facts; the profile decides about them. Python is resolved by `api_names`, every other language by `apis`.
"""

import ast
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from gateway.policy.bundle import ApiCatalogue
from gateway.scan.api_index import Names
from gateway.scan.api_memory import plain
from gateway.scan.api_names import Resolver as PythonResolver
from gateway.scan.api_values import Name
from gateway.scan.apis.form import Place
from gateway.scan.apis.memory import Doubt, Known, Used
from gateway.scan.apis.resolver import Resolver
from gateway.scan.apis.tongue import CANARY as CANARY_MODULE
from gateway.scan.apis.tongue import Tongue
from gateway.scan.facts import DYNAMIC_CAPABILITY, DYNAMIC_RULE, UNKNOWN_API_RULE, UNLISTED_RULE, ApiFact, ImportFact
from gateway.syntax.nodes import Node

FACTS_MAX: Final = 20_000
_NAMES_CACHED_MAX: Final = 4096
_IMPORTS_MAX: Final = 1_000
_MODULE_CHARS_MAX: Final = 500
_COLUMN_MAX: Final = 2**31 - 1
# Modules that other modules carry as attributes (`logging.os`), whose names are not mistaken for anything else.
_UNMISTAKABLE: Final = frozenset(
    {"os", "sys", "subprocess", "builtins", "importlib", "shutil", "ctypes", "pickle", "pty"}
)


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """What the engine saw: the facts, the nodes it visited, the canaries' names that it resolved, the imports."""

    facts: tuple[ApiFact, ...]
    nodes_count: int
    canaries: tuple[str, ...]
    imports: tuple[ImportFact, ...] = ()


class ApiPolicy:
    """One language's catalogue, made ready for look-ups. Use it from one thread."""

    def __init__(self, catalogue: ApiCatalogue, *, report_unlisted: bool, names: Names | None = None) -> None:
        """
        Take the catalogue and, for Python, an index of public names: what a module of it lacks is a fact.

        `report_unlisted` adds a fact for each imported name that is not on the list.
        """
        self._missing = lru_cache(maxsize=_NAMES_CACHED_MAX)(names.missing) if names is not None else None
        self._is_python = catalogue.language == "python"
        usual = _normal if self._is_python else str
        self._capabilities = {usual(name): names for name, names in catalogue.capabilities.items()}
        self._allowed = frozenset(map(usual, catalogue.allowed))
        self._report_unlisted = report_unlisted
        self._roots = frozenset(key.partition(".")[0] for key in self._capabilities if "." in key)
        self._roots_of_all = frozenset(key.partition(".")[0].removesuffix("()") for key in self._capabilities)
        self._holders = _holders(self._capabilities, with_classes=not self._is_python)
        self._calls = frozenset(key for key in self._capabilities if key.endswith("()"))
        bare = [key.removesuffix(".*").removesuffix("()") for key in self._capabilities]
        self._beginnings = frozenset(beginning for key in bare for beginning in _beginnings(key))
        self._leads = lru_cache(maxsize=_NAMES_CACHED_MAX)(self._find_lead)
        self._entry = lru_cache(maxsize=_NAMES_CACHED_MAX)(self._find_entry)
        self._judged = lru_cache(maxsize=_NAMES_CACHED_MAX)(self._judge)

    def analyse(self, tree: ast.Module) -> ApiFacts:
        """Return every use in a parsed Python text. Raises RecursionError when it nests too deeply."""
        resolver = PythonResolver(holds_capabilities=self._holders.__contains__, judged_calls=self._calls)
        resolver.resolve(tree)
        uses = [
            Used(plain(one.name.path), one.name.imported, _place(one.node), one.is_import)
            for one in resolver.references
        ]
        doubts = [Doubt(one.why, _place(one.node)) for one in resolver.opaque]
        imports = [(module, _place(node)) for module, node in resolver.imports]
        found = self._facts(uses, doubts, resolver.nodes_count, imports)
        return replace(found, facts=(*found.facts, *self._made_up(resolver.certain))) if self._missing else found

    def _made_up(self, certain: Iterable[tuple[Name, ast.AST]]) -> list[ApiFact]:
        """Return the names, of those that can be nothing else, that their modules do not have."""
        facts: dict[ApiFact, None] = {}
        for name, node in certain:
            missing = self._missing(plain(name.path)) if self._missing is not None else None
            if missing is not None:
                nearest = f"; the nearest is {missing.nearest}" if missing.nearest else ""
                entry = f"{missing.owner} has no such name{nearest}"
                facts[ApiFact(UNKNOWN_API_RULE, None, entry, *_place(node))] = None
        return list(facts)[:FACTS_MAX]

    def read(self, tongue: Tongue, root: Node, text: str) -> ApiFacts:
        """Return every use in a syntax tree of another language. Raises RecursionError when it nests too deeply."""
        source = text.encode()
        resolver = Resolver(tongue, Known(self._roots_of_all, self._holders, self._calls, self._leads))
        resolver.resolve(tongue.read(root, source), (1, 1, text.count("\n") + 1, _COLUMN_MAX))
        return self._facts(resolver.uses, resolver.doubts, resolver.forms_count, resolver.imports)

    def _facts(
        self, uses: Iterable[Used], doubts: Iterable[Doubt], nodes_count: int, imports: Iterable[tuple[str, Place]]
    ) -> ApiFacts:
        facts: dict[ApiFact, None] = {}
        canaries: list[str] = []
        for use in uses:
            if use.path.startswith(CANARY_MODULE):
                canaries.append(use.path)
                continue
            for rule, capability, entry in self._judged(use.path, is_imported=use.imported, is_import=use.is_import):
                facts[ApiFact(rule, capability, entry, *use.place)] = None
        for doubt in doubts:
            facts[ApiFact(DYNAMIC_RULE, DYNAMIC_CAPABILITY, doubt.why, *doubt.place)] = None
        kept = tuple(facts) if len(facts) <= FACTS_MAX else _by_lines(facts)
        seen = dict.fromkeys(ImportFact(module, *place) for module, place in imports if module != CANARY_MODULE)
        named = tuple(one for one in seen if len(one.module) <= _MODULE_CHARS_MAX)[:_IMPORTS_MAX]
        return ApiFacts(facts=kept, nodes_count=nodes_count, canaries=tuple(canaries), imports=named)

    def _judge(self, path: str, *, is_imported: bool, is_import: bool) -> list[tuple[str, str | None, str]]:
        """Return rule, capability and catalogue entry of each fact that a use of this name is."""
        entry = self._entry(path)
        judged: list[tuple[str, str | None, str]] = [
            (f"api-{capability}", capability, entry) for capability in self._capabilities.get(entry, ())
        ]
        # What a listed API returns may be used; it was judged where it was named.
        is_own = path.startswith(".") or "()" in path
        is_asked = self._report_unlisted and is_imported and not is_own
        if is_asked and not self._is_listed(path, is_import=is_import):
            judged.append((UNLISTED_RULE, None, ""))
        return judged

    def _is_listed(self, path: str, *, is_import: bool) -> bool:
        if is_import and any(name.startswith(f"{path}.") for name in self._allowed):
            return True
        return any(name in self._allowed for name in (path, *_prefixes(path)))

    def _find_entry(self, path: str) -> str:
        """Return the catalogue's own name for this path, or an empty text."""
        if path in self._calls:
            return path
        segments = path.split(".")
        whole = self._match(segments)
        # What a module carries of another one (`shutil.os.system`) is the other one's.
        carried = self._is_python and not _UNMISTAKABLE.isdisjoint(segments[1:])
        if not self._is_python or (self._capabilities.get(whole) and not carried):
            return whole
        is_standard = segments[0] in sys.stdlib_module_names
        for index in range(1, len(segments) - 1):
            module = segments[index].lstrip("_").removesuffix("()")
            if module in _UNMISTAKABLE or (is_standard and module in self._roots):
                found = self._match(plain(".".join([module, *segments[index + 1 :]])).split("."))
                if self._capabilities.get(found):
                    return found
        return whole

    def _find_lead(self, path: str) -> bool:
        """Say whether an entry covers this name, or begins with it."""
        return path in self._beginnings or any(f"{one}.*" in self._capabilities for one in _beginnings(path))

    def _match(self, segments: list[str]) -> str:
        """Return the longest entry that covers the name. Exact entries do not reach past the result of a call."""
        names = [segment.removesuffix("()") for segment in segments]
        whole = ".".join(names)
        if whole in self._capabilities:
            return whole
        if f"{whole}.*" in self._capabilities:
            return ""
        results = [index for index, segment in enumerate(segments) if segment.endswith("()")]
        exact_from = results[-1] + 2 if results else 1
        for length in range(len(names) - 1, 0, -1):
            prefix = ".".join(names[:length])
            if f"{prefix}.*" in self._capabilities:
                return f"{prefix}.*"
            if length >= exact_from and prefix in self._capabilities:
                return prefix
        return ""


def _normal(name: str) -> str:
    return name if name in {"builtins.*", "builtins"} else plain(name)


def _holders(capabilities: Mapping[str, tuple[str, ...]], *, with_classes: bool) -> frozenset[str]:
    """Return the modules whose members have capabilities; in Python a class (`pathlib.Path`) may be passed around."""
    parents = {key.rpartition(".")[0] for key, granted in capabilities.items() if granted}
    modules = {parent for parent in parents if parent and (with_classes or not parent.rpartition(".")[2][:1].isupper())}
    return frozenset(modules | {module.partition(".")[0] for module in modules} - {""})


def _beginnings(path: str) -> list[str]:
    segments = path.split(".")
    return [".".join(segments[:length]) for length in range(len(segments), 0, -1)]


def _prefixes(path: str) -> list[str]:
    segments = path.split(".")
    return [".".join([*segments[:length], "*"]) for length in range(len(segments), 0, -1)]


def _place(node: ast.AST) -> Place:
    line = getattr(node, "lineno", 1)
    column = getattr(node, "col_offset", 0)
    end_column = getattr(node, "end_col_offset", None) or column
    return line, column + 1, getattr(node, "end_lineno", None) or line, end_column + 1


def _by_lines(facts: Iterable[ApiFact]) -> tuple[ApiFact, ...]:
    """Return one fact for all uses of an entry that start on one line, as wide as the lines: never too little."""
    lines: dict[tuple[str, str | None, str, int], int] = {}
    for fact in facts:
        key = (fact.rule, fact.capability, fact.entry, fact.line)
        lines[key] = max(lines.get(key, 0), fact.end_line)
    return tuple(
        ApiFact(rule, capability, entry, line=line, column=1, end_line=end_line, end_column=_COLUMN_MAX)
        for (rule, capability, entry, line), end_line in lines.items()
    )

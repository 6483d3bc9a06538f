"""
The API policy's engine: which capabilities a text uses, which names are not on the house's list, what stays opaque.

It reports facts; the profile decides about them. Python only for now: for other languages
Semgrep's rules stand in, and no evidence of this engine is asked for.
"""

import ast
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.policy.bundle import ApiCatalogue
from gateway.scan.api_memory import plain
from gateway.scan.api_names import Resolver
from gateway.scan.facts import DYNAMIC_CAPABILITY, DYNAMIC_RULE, UNLISTED_RULE, ApiFact

CANARY_MODULE: Final = "__gateway_api_canary__"
FACTS_MAX: Final = 20_000
_NAMES_CACHED_MAX: Final = 4096
_COLUMN_MAX: Final = 2**31 - 1
# Modules that other modules carry as attributes (`logging.os`), whose names are not mistaken for anything else.
_UNMISTAKABLE: Final = frozenset(
    {"os", "sys", "subprocess", "builtins", "importlib", "shutil", "ctypes", "pickle", "pty"}
)


@dataclass(frozen=True, slots=True)
class ApiFacts:
    """What the engine saw: the facts, the nodes it visited, and the canaries' names that it resolved."""

    facts: tuple[ApiFact, ...]
    nodes_count: int
    canaries: tuple[str, ...]


class ApiPolicy:
    """One language's catalogue, made ready for look-ups. Use it from one thread."""

    def __init__(self, catalogue: ApiCatalogue, *, report_unlisted: bool) -> None:
        """Take the catalogue; `report_unlisted` adds a fact for each imported name that is not on the list."""
        self._capabilities = _normalised(catalogue.capabilities)
        self._allowed = frozenset(map(_normal, catalogue.allowed))
        self._report_unlisted = report_unlisted
        self._roots = frozenset(key.partition(".")[0] for key in self._capabilities if "." in key)
        self._holders = _holders(self._capabilities)
        self._calls = frozenset(key for key in self._capabilities if key.endswith("()"))
        self._entry = lru_cache(maxsize=_NAMES_CACHED_MAX)(self._find_entry)
        self._judged = lru_cache(maxsize=_NAMES_CACHED_MAX)(self._judge)

    def analyse(self, tree: ast.Module) -> ApiFacts:
        """Return every use in a parsed Python text. Raises RecursionError when it nests too deeply."""
        resolver = Resolver(holds_capabilities=self._holders.__contains__, judged_calls=self._calls)
        resolver.resolve(tree)
        facts: dict[ApiFact, None] = {}
        canaries: list[str] = []
        for reference in resolver.references:
            path = plain(reference.name.path)
            if path.startswith(CANARY_MODULE):
                canaries.append(path)
                continue
            is_imported = reference.name.imported
            for rule, capability, entry in self._judged(path, is_imported=is_imported, is_import=reference.is_import):
                facts[_fact(rule, capability, entry, reference.node)] = None
        for place in resolver.opaque:
            facts[_fact(DYNAMIC_RULE, DYNAMIC_CAPABILITY, place.why, place.node)] = None
        kept = tuple(facts) if len(facts) <= FACTS_MAX else _by_lines(facts)
        return ApiFacts(facts=kept, nodes_count=resolver.nodes_count, canaries=tuple(canaries))

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
        if self._capabilities.get(whole):
            return whole
        is_standard = segments[0] in sys.stdlib_module_names
        for index in range(1, len(segments) - 1):
            module = segments[index].lstrip("_").removesuffix("()")
            if module in _UNMISTAKABLE or (is_standard and module in self._roots):
                found = self._match(plain(".".join([module, *segments[index + 1 :]])).split("."))
                if found:
                    return found
        return whole

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


def _normalised(capabilities: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    return {_normal(name): names for name, names in capabilities.items()}


def _holders(capabilities: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Return the modules whose members have capabilities; a class (`pathlib.Path`) may be passed around."""
    parents = {key.rpartition(".")[0] for key, granted in capabilities.items() if granted}
    modules = {parent for parent in parents if parent and not parent.rpartition(".")[2][:1].isupper()}
    return frozenset(modules | {module.partition(".")[0] for module in modules} - {""})


def _prefixes(path: str) -> list[str]:
    segments = path.split(".")
    return [".".join([*segments[:length], "*"]) for length in range(len(segments), 0, -1)]


def _fact(rule: str, capability: str | None, entry: str, node: ast.AST) -> ApiFact:
    line = getattr(node, "lineno", 1)
    column = getattr(node, "col_offset", 0)
    return ApiFact(
        rule=rule,
        capability=capability,
        entry=entry,
        line=line,
        column=column + 1,
        end_line=getattr(node, "end_lineno", None) or line,
        end_column=(getattr(node, "end_col_offset", None) or column) + 1,
    )


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

"""
The engine `packages`: does what the completion imports exist, and is it what it seems to be?

Model-written code names packages that do not exist, and somebody may register them. Known is what the language brings
along, the project's own modules (the request says which), what the user's own text imports, what the house lists, and
what the index holds. Without an index nothing is guessed: the evidence says that nothing was checked.
"""

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from gateway.policy.bundle import ApiCatalogue, PackageNames
from gateway.scan.facts import ImportFact
from gateway.scan.package_index import Index
from gateway.values import Engine, Evidence, Span

UNKNOWN_RULE: Final = "unknown_package"
LOOKALIKE_RULE: Final = "lookalike_package"

type Clip = Callable[[int, int, int, int], Span | None]


@dataclass(frozen=True, slots=True)
class Suspect:
    """An import in the candidate that is not what it seems; `nearest` is a name of the index, or empty."""

    rule: str
    nearest: str
    span: Span


class Packages:
    """One language's packages."""

    def __init__(self, names: PackageNames, catalogue: ApiCatalogue | None, index: Index | None) -> None:
        """Take the bundle's data about imports, the house's list of APIs, and the index if there is one."""
        self._names = names
        self._index = index
        python = sys.stdlib_module_names if names.language == "python" else frozenset()
        allowed = catalogue.allowed if catalogue is not None else ()
        self._always = frozenset({*python, *names.standard, *(self._root(one.removesuffix(".*")) for one in allowed)})

    def suspects(self, imports: Iterable[ImportFact], clip: Clip, own: frozenset[str]) -> list[Suspect]:
        """Return the imports in the candidate of which the index does not know, or which only look like famous ones."""
        if self._index is None:
            return []
        placed = [(one, clip(one.line, one.column, one.end_line, one.end_column)) for one in imports]
        known = self._always | own | {self._root(one.module) for one, span in placed if span is None}
        found = [self._judged(one.module, span) for one, span in placed if span and self._root(one.module) not in known]
        return [suspect for suspect in found if suspect is not None]

    def evidence(self, imports: tuple[ImportFact, ...], began: float) -> Evidence:
        """Return what was checked, or that nothing was; `began` is by the performance counter."""
        index = self._index
        if index is None:
            proof = f"no index of {self._names.ecosystem} is configured: {len(imports)} imports were not checked"
        else:
            proof = f"{len(imports)} imports checked against {len(index.places)} names of {index.ecosystem}"
        return Evidence(
            engine=Engine.PACKAGES,
            version="1",
            rules_digest=index.digest if index is not None else "",
            proof=proof,
            duration_ms=(time.perf_counter() - began) * 1000,
        )

    def _judged(self, module: str, span: Span) -> Suspect | None:
        index = self._index
        if index is None or not self._is_package(module):
            return None
        candidates = self._distributions(module)
        known = next((name for name in candidates if name in index), None)
        if known is None:
            return Suspect(UNKNOWN_RULE, index.nearest(candidates[0]), span)
        famous = index.famous_neighbour(known) if known == self._root(module) else ""
        return Suspect(LOOKALIKE_RULE, famous, span) if famous else None

    def _is_package(self, module: str) -> bool:
        """Say whether this is the name of a package, not a path, an address or an alias of the project's."""
        if not module or "://" in module or module[0] in "./#~" or module.startswith("@/"):
            return False
        return self._names.language != "go" or "." in module.partition("/")[0]

    def _root(self, module: str) -> str:
        """Return the part of an import that names the package."""
        if self._names.ecosystem == "npm":
            parts = module.split("/")
            return "/".join(parts[:2]) if module.startswith("@") else parts[0]
        return module if self._names.language == "go" else module.partition(".")[0]

    def _distributions(self, module: str) -> list[str]:
        """Return the packages that may bring this module: `yaml` comes with PyYAML, `google.cloud.x` with its parts."""
        root = self._root(module)
        if self._names.language == "go":
            parts = module.split("/")
            return ["/".join(parts[:length]) for length in range(len(parts), 1, -1)]
        parts = module.split(".") if self._names.ecosystem == "pypi" else [root]
        paths = [".".join(parts[:length]) for length in range(len(parts), 0, -1)]
        mapped = [self._names.distributions[path] for path in paths if path in self._names.distributions]
        joined = [path.replace(".", "-") for path in paths[:-1]]
        return [root, *mapped, *joined]


def engines(
    names: Mapping[str, PackageNames], apis: Mapping[str, ApiCatalogue], indexes: Mapping[str, Index]
) -> dict[str, Packages]:
    """Return the engine of each language of which the bundle knows how imports and packages go together."""
    return {language: Packages(one, apis.get(language), indexes.get(one.ecosystem)) for language, one in names.items()}


def own_modules(modules: Iterable[str], filepath: str | None) -> frozenset[str]:
    """Return the names by which a project's own modules are imported: what the request says, and the file's folders."""
    own = set(modules)
    if filepath:
        path = PurePosixPath(filepath.replace("\\", "/"))
        own |= {*path.parts[:-1], path.stem}
    return frozenset(own)

"""What the resolver knows while it reads one text: names in nested scopes, members, and what it has to report."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gateway.scan.api_values import UNKNOWN, Name, Scope, Slot, Values, bounded, named
from gateway.scan.apis.form import Place
from gateway.scan.apis.tongue import CANARY, Tongue

_SEGMENTS_MAX: Final = 16
_RESULTS_MAX: Final = 3  # of calls on results of calls; catalogues look no deeper


@dataclass(frozen=True, slots=True)
class Used:
    """A qualified name that the text refers to, and where. `is_import` marks the import of a whole module."""

    path: str
    imported: bool
    place: Place
    is_import: bool = False


@dataclass(frozen=True, slots=True)
class Doubt:
    """A place that could reach any name; `why` is a fixed short text."""

    why: str
    place: Place


@dataclass(frozen=True, slots=True)
class Known:
    """
    What a catalogue knows of names.

    `roots` are their first parts: a name that neither an import nor these bring in is of no interest. `holders` are
    modules whose members have capabilities, `calls` names with `()`, of which only the call is a use. `leads` says of a
    qualified name whether an entry covers it or begins with it.
    """

    roots: frozenset[str]
    holders: frozenset[str]
    calls: frozenset[str]
    leads: Callable[[str], bool]


class Memory:
    """One text's names and reports."""

    def __init__(self, tongue: Tongue, catalogue: Known) -> None:
        """Take the language and what the house knows of its names."""
        self._tongue = tongue
        self._catalogue = catalogue
        self._file = Scope(kind="file")
        self._scope = self._file
        self._scopes: dict[int, Scope] = {}
        self._members: defaultdict[str, Slot] = defaultdict(Slot)
        self._stars: set[str] = set()
        self._stale = False
        self.uses: list[Used] = []
        self.doubts: list[Doubt] = []
        self.imports: list[tuple[str, Place]] = []
        self.forms_count = 0

    def _bind(self, name: str, values: Values, scope: Scope | None = None, *, is_certain: bool = True) -> None:
        scope = scope or self._scope
        slot = scope.names.get(name)
        if slot is None:
            slot = scope.names[name] = Slot()
            self._stale = self._stale or name in scope.missed
        self._fill(slot, values)
        if scope.kind == "file":
            self._fill(self._members[name], values)
        if is_certain:
            scope.certain.add(name)

    def _fill(self, slot: Slot, values: Values) -> None:
        before = slot.values
        if not values <= before:
            slot.values = bounded(before | values)
            self._stale = self._stale or slot.was_read

    def _holder(self, name: str) -> Scope:
        """Return the scope to which an assignment of this name goes."""
        scope: Scope | None = self._scope
        while scope is not None and name not in scope.names:
            scope = scope.parent
        return scope or self._file

    def _look_up(self, name: str) -> Values:
        scope: Scope | None = self._scope
        found: Values = frozenset()
        while scope is not None:
            slot = scope.names.get(name)
            if slot is not None:
                slot.was_read = True
                found = found | slot.values if found else slot.values
                if name in scope.certain:
                    return found or UNKNOWN
            else:
                scope.missed.add(name)
            scope = scope.parent
        free = (*self._tongue.free(name), *(f"{star}.{name}" for star in self._stars))
        known = (named(path, imported=path != name) for path in free if self._is_known(path, name))
        return found.union(*known) or UNKNOWN

    def _is_known(self, path: str, name: str) -> bool:
        if path != name:
            return path in self._tongue.guides or self._catalogue.leads(path)
        return name in self._catalogue.roots or name in self._tongue.roots or name.startswith(CANARY)

    def _member_of(self, base: Values, name: str) -> Values:
        """Return what `base.name` can be."""
        slot = self._members[name]
        slot.was_read = True
        found = slot.values
        for value in base:
            if isinstance(value, Name):
                found |= self._member_of_name(value, name)
        return found or UNKNOWN

    def _member_of_name(self, value: Name, name: str) -> Values:
        if value.path in self._tongue.whole:
            return self._look_up(name)
        is_same = name == "default" and value.imported and self._tongue.modules_are_values
        if is_same or value.path.count(".") >= _SEGMENTS_MAX or value.path.count("()") >= _RESULTS_MAX:
            return frozenset({value})
        if value.path.endswith(f".{name}()"):
            return named(value.path.removesuffix("()"), imported=value.imported)
        return named(f"{value.path}.{name}", imported=value.imported)

    def _report(self, values: Values, place: Place) -> None:
        for value in values:
            if isinstance(value, Name) and not value.path.endswith("()"):
                self.uses.append(Used(value.path, value.imported, place))

    def _report_import(self, module: str, place: Place) -> None:
        self.uses.append(Used(module, imported=True, place=place, is_import=True))
        self.imports.append((module, place))

    def _doubt(self, why: str, place: Place) -> None:
        self.doubts.append(Doubt(why, place))

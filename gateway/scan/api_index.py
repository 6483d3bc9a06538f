"""
An index of public names: which names a module has, which members a class. It tells what a model has made up.

It is a text, a line an entry (`gateway policy names` writes it): `module os: abort access`, `class a.B(c.D): e f`,
`same a.B: c.D` for a name that stands for another. What is not in it is never called missing, and neither is a private
name, nor a member of a class with a base that is not in it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Final

_HOPS_MAX: Final = 20
_LIKENESS_MIN: Final = 0.6


@dataclass(frozen=True, slots=True)
class Missing:
    """A name that its owner does not have; `nearest` is one of the index that it may stand for, or empty."""

    owner: str
    nearest: str


@dataclass(frozen=True, slots=True)
class Names:
    """The index of one language. Pure look-ups; cheap to share."""

    modules: Mapping[str, frozenset[str]]
    classes: Mapping[str, tuple[tuple[str, ...], frozenset[str]]]
    same: Mapping[str, str]
    _members: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def missing(self, path: str) -> Missing | None:
        """Return what is wrong with a qualified name (`pandas.DataFrame().sort_by_rank`), or None."""
        segments = path.split(".")
        owner = ""
        for index, segment in enumerate(segments):
            name = segment.removesuffix("()")
            held = self._held(owner) if owner else frozenset({name})
            if held is None or name.startswith("_"):
                return None
            if name not in held:
                return Missing(owner, next(iter(get_close_matches(name, held, n=1, cutoff=_LIKENESS_MIN)), ""))
            owner = self._resolved(f"{owner}.{name}" if index else name)
            if segment != name and owner not in self.classes:
                return None
        return None

    def _resolved(self, path: str) -> str:
        for _ in range(_HOPS_MAX):
            if path not in self.same:
                return path
            path = self.same[path]
        return ""

    def _held(self, owner: str) -> frozenset[str] | None:
        """Return the names of a module or class, or None if they are not all known."""
        if owner in self.modules:
            return self.modules[owner]
        if owner not in self._members:
            self._members[owner] = None  # for a class that is its own base
            self._members[owner] = self._inherited(owner)
        return self._members[owner]

    def _inherited(self, owner: str) -> frozenset[str] | None:
        if owner not in self.classes:
            return None
        bases, members = self.classes[owner]
        for base in bases:
            held = self._held(self._resolved(base))
            if held is None or self._resolved(base) in self.modules:
                return None
            members |= held
        return members


def read_names(texts: Iterable[str]) -> Names:
    """Return the index in these texts. Raises ValueError, naming the line, if one is no index."""
    modules: dict[str, frozenset[str]] = {}
    classes: dict[str, tuple[tuple[str, ...], frozenset[str]]] = {}
    same: dict[str, str] = {}
    for text in texts:
        for line in text.split("\n"):
            if not line or line.startswith("#"):
                continue
            kind, _, rest = line.partition(" ")
            name, colon, names = rest.partition(":")
            if not colon or kind not in {"module", "class", "same"}:
                raise ValueError(f"{line[:80]!r} is no entry of an index of names")
            if kind == "module":
                modules[name] = frozenset(names.split())
            elif kind == "same":
                same[name] = names.strip()
            else:
                owner, _, bases = name.removesuffix(")").partition("(")
                classes[owner] = (tuple(bases.replace(",", " ").split()), frozenset(names.split()))
    return Names(modules=modules, classes=classes, same=same)

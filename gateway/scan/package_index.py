"""
An index of the packages that exist: one name a line, the most popular first unless the file says otherwise.

A line that begins with `#` is a comment; `# order: name` says that the order tells nothing. `gateway policy packages`
makes such a file from a mirror. The index is read once, at the start, and never asks anybody.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final

from gateway.errors import SettingsInvalid

INDEX_BYTES_MAX: Final = 128 * 1024 * 1024
NAME_CHARS_MAX: Final = 214
ECOSYSTEMS: Final = ("pypi", "npm", "go", "crates")
_ORDER_BY_NAME: Final = "# order: name"
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz0123456789-"
_PARTS_MAX: Final = 4
# What people add to a name, or leave out: looked for without it.
_AFFIXES: Final = ("python-", "py-", "py", "-python", "-py", "node-", "-node", "-js", ".js", "js-", "lib", "go-")
_SEPARATORS: Final = re.compile(r"[-_.]+")
_NEAR_CHARS_MIN: Final = 5
# A rare package whose name nearly is a famous one's; both bounds are places in the order of popularity.
_RARE_FROM: Final = 5_000
_FAMOUS_UNTIL: Final = 500


def usual(ecosystem: str) -> Callable[[str], str]:
    """Return how an ecosystem spells a name: PyPI knows no case and one separator (PEP 503)."""
    if ecosystem == "pypi":
        return lambda name: _SEPARATORS.sub("-", name).lower()
    return str.lower if ecosystem == "npm" else str


@dataclass(frozen=True, slots=True)
class Index:
    """The names of one ecosystem, each with its place; `digest` names the content."""

    ecosystem: str
    places: dict[str, int]
    joined: dict[str, str]
    digest: str
    by_popularity: bool

    def __contains__(self, name: str) -> bool:
        """Say whether there is a package of this name."""
        return usual(self.ecosystem)(name) in self.places

    def nearest(self, name: str) -> str:
        """Return the known name that this most likely stands for, the most popular of several, or an empty text."""
        name = usual(self.ecosystem)(name)
        found = {near for near in self._near(name) if near != name}
        return min(found, key=lambda near: self.places[near], default="")

    def famous_neighbour(self, name: str) -> str:
        """Return the famous package whose name this rare one nearly has, or an empty text."""
        name = usual(self.ecosystem)(name)
        place = self.places.get(name)
        if not self.by_popularity or place is None or place < _RARE_FROM or len(name) < _NEAR_CHARS_MIN:
            return ""
        near = self.nearest(name)
        return near if near and self.places[near] < _FAMOUS_UNTIL else ""

    def _near(self, name: str) -> Iterator[str]:
        joined = self.joined.get(_joined(name))
        if joined is not None:
            yield joined
        yield from (other for other in _rearranged(name) if other in self.places)
        if len(name) >= _NEAR_CHARS_MIN:
            yield from (other for other in _one_edit_away(name) if other in self.places)


def read_index(path: Path, ecosystem: str) -> Index:
    """Return the index in a file. Raises SettingsInvalid, naming what is wrong with it."""
    try:
        with path.open("rb") as file:
            data = file.read(INDEX_BYTES_MAX + 1)
        text = data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsInvalid(f"the index of packages {path} cannot be read: {error}") from None
    if len(data) > INDEX_BYTES_MAX:
        raise SettingsInvalid(f"the index of packages {path} is larger than {INDEX_BYTES_MAX} bytes")
    spelt = usual(ecosystem)
    lines = text.split("\n")
    names = dict.fromkeys(spelt(line.strip()) for line in lines if line.strip() and not line.startswith("#"))
    if not names:
        raise SettingsInvalid(f"the index of packages {path} holds no name")
    places = {name: place for place, name in enumerate(names)}
    joined: dict[str, str] = {}
    for name in places:
        joined.setdefault(_joined(name), name)
    return Index(
        ecosystem=ecosystem,
        places=places,
        joined=joined,
        digest=hashlib.sha256(data).hexdigest(),
        by_popularity=_ORDER_BY_NAME not in lines[:_PARTS_MAX],
    )


def read_indexes(folder: str) -> dict[str, Index]:
    """Return the indexes `<ecosystem>.txt` in a folder, none if no folder is set. Raises SettingsInvalid."""
    if not folder:
        return {}
    if not Path(folder).is_dir():
        raise SettingsInvalid(f"policy.packages: {folder} is no folder")
    files = {ecosystem: Path(folder) / f"{ecosystem}.txt" for ecosystem in ECOSYSTEMS}
    return {ecosystem: read_index(path, ecosystem) for ecosystem, path in files.items() if path.exists()}


def written(names: Iterable[str], *, before: Index | None) -> str:
    """Return the text of an index; names that were there before keep their order, new ones follow by name."""
    wanted = frozenset(names)
    kept = [name for name in (before.places if before is not None else ()) if name in wanted]
    head = "" if before is not None and before.by_popularity else f"{_ORDER_BY_NAME}\n"
    return head + "".join(f"{name}\n" for name in (*kept, *sorted(wanted.difference(kept))))


def _joined(name: str) -> str:
    return _SEPARATORS.sub("", name)


def _rearranged(name: str) -> Iterator[str]:
    """Yield a name with its parts in another order, and without what people add to names."""
    parts = _SEPARATORS.split(name)
    if 1 < len(parts) <= _PARTS_MAX:
        yield from ("-".join(order) for order in permutations(parts))
    for affix in _AFFIXES:
        for bare in (name.removeprefix(affix), name.removesuffix(affix)):
            if bare and bare != name:
                yield bare
        yield affix + name if affix.endswith("-") else name + affix


def _one_edit_away(name: str) -> Iterator[str]:
    """Yield what one slip of the finger makes of a name: a letter less, more, another, or two swapped."""
    for index in range(len(name) + 1):
        head, tail = name[:index], name[index:]
        if tail:
            yield head + tail[1:]
            yield from (head + letter + tail[1:] for letter in _LETTERS)
        if len(tail) > 1:
            yield head + tail[1] + tail[0] + tail[2:]
        yield from (head + letter + tail for letter in _LETTERS)

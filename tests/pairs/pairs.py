"""
The pairs on disk: `<language>/<cwe>/<name>.vulnerable.<extension>`, and beside it `<name>.fixed.<extension>`.

Half of them is held out: rules and knowledge are written with the other half in view (`TRAIN`), and judged by this one.
Which half a pair belongs to depends on its name alone, so that nobody chooses.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
EXTENSIONS: Final = {
    "python": ("py",),
    "javascript": ("js", "jsx"),
    "typescript": ("ts", "tsx"),
    "java": ("java",),
    "go": ("go",),
    "rust": ("rs",),
    "c": ("c",),
    "cpp": ("cpp",),
    "csharp": ("cs",),
    "php": ("php",),
    "bash": ("sh",),
    "dockerfile": ("dockerfile",),
    "yaml": ("yaml",),
    "hcl": ("tf",),
    "sql": ("sql",),
}
TRAIN: Final = "train"
HELD: Final = "held"
_SIDES: Final = ("vulnerable", "fixed")
_FILE: Final = re.compile(r"(?P<name>[a-z0-9][a-z0-9-]*)\.(?P<side>vulnerable|fixed)\.(?P<extension>[a-z]+)")
_CLASS: Final = re.compile(r"cwe-[0-9]{1,5}")


class Malformed(Exception):
    """A file under `tests/pairs` has no place there, or lacks its other half."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One weakness and its fix."""

    language: str
    cwe: str
    name: str
    vulnerable: str
    fixed: str

    @property
    def key(self) -> str:
        """Return what tells this pair from all others."""
        return f"{self.language}/{self.cwe}/{self.name}"

    @property
    def half(self) -> str:
        """Return `train` or `held`."""
        return half_of(self.key)


def half_of(key: str) -> str:
    """Return the half that a pair belongs to, by its `<language>/<cwe>/<name>`."""
    return HELD if int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 else TRAIN


def all_pairs(root: Path = HERE) -> tuple[Pair, ...]:
    """Return every pair, in order. Raises Malformed for a file that is not one half of a pair."""
    return tuple([pair for folder in _classes(root) for pair in _pairs_in(folder)])


def _classes(root: Path) -> Iterator[Path]:
    for language in sorted(root.iterdir()):
        if language.is_dir() and language.name != "__pycache__":
            if language.name not in EXTENSIONS:
                raise Malformed(f"{language}: no language that has pairs")
            yield from sorted(language.iterdir())


def _pairs_in(folder: Path) -> Iterator[Pair]:
    language = folder.parent.name
    if not folder.is_dir() or not _CLASS.fullmatch(folder.name):
        raise Malformed(f"{folder}: no folder of a class; name it like cwe-918")
    found: dict[str, dict[str, str]] = {}
    for file in sorted(folder.iterdir()):
        parts = _FILE.fullmatch(file.name)
        if parts is None or parts["extension"] not in EXTENSIONS[language]:
            raise Malformed(f"{file}: name it like webhook.vulnerable.{EXTENSIONS[language][0]}")
        sides = found.setdefault(parts["name"], {})
        if parts["side"] in sides:
            raise Malformed(f"{file}: stands there twice, with two extensions")
        sides[parts["side"]] = file.read_text()
    for name, sides in found.items():
        if sorted(sides) != sorted(_SIDES):
            raise Malformed(f"{folder / name}: only the {next(iter(sides))} half is there")
        yield Pair(language, folder.name, name, sides["vulnerable"], sides["fixed"])

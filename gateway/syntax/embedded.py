"""
Code inside code: a program in a shell's `python -c '…'` or `<<EOF`, a script in a Dockerfile, in a pipeline's YAML, in
HCL, or in what Python gives to a shell. Each is a text in a language of its own, to be scanned as that.

Reads foreign text, so only in a scan worker.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType
from typing import Final

from gateway.syntax.embedded_configuration import in_hcl, in_yaml
from gateway.syntax.embedded_dockerfile import in_dockerfile
from gateway.syntax.embedded_python import in_python
from gateway.syntax.embedded_shell import in_bash
from gateway.syntax.fragments import Embedded
from gateway.syntax.repair import Repaired

COUNT_MAX: Final = 24
CHARS_MAX: Final = 32_000

_FINDERS: Final[Mapping[str, Callable[[str], Iterator[Embedded]]]] = MappingProxyType(
    {"bash": in_bash, "dockerfile": in_dockerfile, "hcl": in_hcl, "python": in_python, "yaml": in_yaml}
)


class TooMuchEmbedded(Exception):
    """A text holds more code inside code than one scan may read."""


def embedded(language: str, reading: Repaired) -> tuple[Embedded, ...]:
    """
    Return the code inside a reading that touches its candidate. Call it inside `quiet`.

    Raises TooMuchEmbedded, and BudgetSpent or RecursionError when the text is too much for a parser.
    """
    finder = _FINDERS.get(language)
    if finder is None:
        return ()
    readings = reading.readings if reading.is_part else (reading,)
    some = (one for part in readings for one in _touching(language, finder, part, reading))
    found = tuple(sorted(islice(some, COUNT_MAX + 1), key=lambda one: one.lines))
    if len(found) > COUNT_MAX or sum(len(one.text) for one in found) > CHARS_MAX:
        raise TooMuchEmbedded
    return found


def _touching(
    language: str, finder: Callable[[str], Iterator[Embedded]], part: Repaired, reading: Repaired
) -> Iterator[Embedded]:
    """Yield the code inside a part that touches the candidate, at its places in another reading of that."""
    first, column = _place(part)
    moved_lines, moved_columns = (there - here for here, there in zip((first, column), _place(reading), strict=True))
    last = first + part.kept.count("\n")
    # With a template's actions, it is no YAML.
    text = part.shown or part.text if language == "yaml" else part.text
    for one in finder(text):
        if one.text.strip() and one.lines[0][0] <= last and first <= one.lines[-1][0]:
            lines = ((line + moved_lines, at + moved_columns * (line == first)) for line, at in one.lines)
            yield replace(one, lines=tuple(lines))


def _place(reading: Repaired) -> tuple[int, int]:
    """Return the line on which the candidate begins, and how many characters are before it there."""
    before = reading.text[: reading.start]
    return before.count("\n") + 1, len(before) - before.rfind("\n") - 1

"""
Code inside code: a program in a shell's `python -c '…'` or `<<EOF`, a script in a Dockerfile, in a pipeline's YAML, in
HCL, or in what Python gives to a shell. Each is a text in a language of its own, to be scanned as that.

Reads foreign text, so only in a scan worker.
"""

from collections.abc import Callable, Iterator, Mapping
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
    first = reading.text.count("\n", 0, reading.start) + 1
    last = first + reading.kept.count("\n")
    # With a template's actions, it is no YAML.
    text = reading.shown or reading.text if language == "yaml" else reading.text
    some = (one for one in finder(text) if one.text.strip())
    touching = (one for one in some if one.lines[0][0] <= last and first <= one.lines[-1][0])
    found = tuple(sorted(islice(touching, COUNT_MAX + 1), key=lambda one: one.lines))
    if len(found) > COUNT_MAX or sum(len(one.text) for one in found) > CHARS_MAX:
        raise TooMuchEmbedded
    return found

"""
The code beside each rule that it must flag and that it must pass.

A comment `ruleid: <rule>` says that the next line of code must be flagged, `ok: <rule>` that it must not.
"""

import re
from dataclasses import dataclass
from typing import Final

from gateway.bundles.files import defect

EACH_KIND_COUNT_MIN: Final = 2

_MARK: Final = re.compile(r"\s*(?:#|//)\s*(ruleid|ok):\s*(\S+)\s*")


@dataclass(frozen=True, slots=True)
class Sample:
    """A rule's test file: lines (from 1) that it must flag, and lines that it must pass."""

    rule: str
    language: str
    text: str
    flagged: tuple[int, ...]
    passed: tuple[int, ...]


def sample_from(file: str, text: str, *, rule: str, language: str) -> Sample:
    """Return the sample in a rule's test file. Raises PolicyInvalid with file and defect."""
    lines: dict[str, list[int]] = {"ruleid": [], "ok": []}
    for number, line in enumerate(text.split("\n"), start=1):
        mark = _MARK.fullmatch(line)
        if mark is None:
            continue
        if mark[2] != rule:
            raise defect(file, f"line {number} marks another rule", f"mark {rule}")
        lines[mark[1]].append(number + 1)
    for kind, found in lines.items():
        if len(found) < EACH_KIND_COUNT_MIN:
            raise defect(
                file,
                f"has {len(found)} samples marked {kind!r}",
                f"add code until there are at least {EACH_KIND_COUNT_MIN} of each kind",
            )
    return Sample(rule=rule, language=language, text=text, flagged=tuple(lines["ruleid"]), passed=tuple(lines["ok"]))

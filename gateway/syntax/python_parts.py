"""
The parts of a text of Python in which a line is deeper than the one above, although nothing opens a block there: what
stood between is missing (imports, then a method out of its class). Each is read in a place of its own, as in `parts`.

The promise: the parts follow one another without a gap, so that every line of the text is code in one of them.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gateway.syntax.attempt import Context, Found, Task, climb
from gateway.syntax.lexicon import read
from gateway.syntax.parsing import ShareSpent
from gateway.syntax.parts import moved

_PARTS_MAX = 12
_PARSES_MAX = 400
# Blank lines and comments at the end.
_NOTHING_BELOW = re.compile(r"(?:\n[ \t\f]*(?:#[^\n]*)?)+\Z")
_INDENT = re.compile(r"[ \t\f]*(?=[^\s#])")


def python_parts(task: Task) -> list[Found]:
    """Return the parts of a candidate, none if it has but one or if one cannot be read. Raises BudgetSpent."""
    torn = list(_torn_places(task))
    found: list[Found] = []
    for begin, end in pairwise([0, *torn, len(task.candidate)] if 0 < len(torn) < _PARTS_MAX else ()):
        part = _part(task, begin, end)
        if part is None:
            return []
        found.append(part)
    return found


def _torn_places(task: Task) -> Iterator[int]:
    """Yield where a line begins that is deeper than the one above, which opens no block and does not go on in it."""
    text = task.candidate
    lines = ((begin, _INDENT.match(text, begin)) for begin in read(task.grammar, text).line_starts)
    for (above, shallow), (below, deep) in pairwise((begin, indent) for begin, indent in lines if indent is not None):
        if len(deep.group()) > len(shallow.group()) and not _goes_on(task, text[above:below]):
            yield below


def _goes_on(task: Task, line: str) -> bool:
    """Tell whether a line, with the comments below it, opens a block or goes on in the next line."""
    code = _NOTHING_BELOW.sub("", line)
    return code[: read(task.grammar, code).line_comment_start].rstrip(" \t\f").endswith((":", "\\"))


def _part(task: Task, begin: int, end: int) -> Found | None:
    """Return the reading of a part with all around it blank; only the first may begin in the middle of a line."""
    own = replace(task, candidate=task.candidate[begin:end], suffix="", is_whole=True, is_brief=False, failed={})
    task.budget.share(_PARSES_MAX)
    try:
        found = climb(own, Context(""))
    except ShareSpent:
        return None
    is_torn = found is not None and bool(found.lead) and not found.lead.endswith("\n")
    return None if found is None or (is_torn and begin > 0) else moved(task, found, begin)

"""
Candidates without a prefix that parse as they stand, and might as well begin inside a text: then what look like texts
in them are the code. Templates and texts in triple quotes only: what stands between two of their marks may be either.
"""

import re
from textwrap import dedent
from typing import Final

from gateway.syntax.attempt import Context, Found, Task, climb
from gateway.syntax.parsing import ShareSpent

_LONG_MARK_CHARS: Final = 3
_TEMPLATE: Final = "`"
_PARSES_MAX: Final = 60
# Behind these stands a text that is given to something, or says what a function does: it is none that ends here.
_BEFORE_TEXT: Final = re.compile(
    r"(?:[=(,\[{:+?&|%!<>]|\b(?:return|in|yield|await|typeof|throw|and|or|not|if|else))\s*\Z"
)


def begun_in_text(task: Task) -> Found | None:
    """Return the candidate read as if it began in a text that it closes, if all of it is code then, too."""
    mark = _mark(task)
    if mark is None:
        return None
    task.budget.share(_PARSES_MAX)
    try:
        found = climb(task, Context(mark, cut=True))
    except ShareSpent:
        return None
    return found if found is not None and found.kept == task.candidate else None


def _mark(task: Task) -> str | None:
    """Return the mark of which the candidate holds two with code between them that calls something."""
    for quote in task.grammar.quotes:
        mark = quote.opening
        is_long = mark == _TEMPLATE or len(mark) >= _LONG_MARK_CHARS
        if not is_long or not quote.spans_lines or quote.closing != mark:
            continue
        before, _, rest = task.candidate.partition(mark)
        between, second, _ = rest.partition(mark)
        if second and "(" in between and not _BEFORE_TEXT.search(before) and _is_code(task, mark, between):
            return mark
    return None


def _is_code(task: Task, mark: str, between: str) -> bool:
    """Tell whether this is code behind a text: of a template, what joins it to the next one."""
    code = f"x{between}x" if mark == _TEMPLATE else dedent(between.strip("\n")) + "\n"
    return task.parse(code).ok

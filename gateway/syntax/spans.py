"""Where a finding in a repaired text lies in the candidate."""

from gateway.syntax.repair import Repaired
from gateway.values import Span


def span_in_candidate(repaired: Repaired, line: int, column: int, end_line: int, end_column: int) -> Span | None:
    """
    Return a finding's place in the candidate, clipped to it, or None if it does not overlap the candidate's own text.

    Lines and columns count from 1, columns in code points, the end is exclusive; both in `repaired.text` and in the
    result. An empty range counts as the one place where it stands.
    """
    begin = _offset(repaired.text, line, column)
    finish = max(_offset(repaired.text, end_line, end_column), begin + 1)
    if begin >= repaired.end or finish <= repaired.start:
        return None
    first = max(begin, repaired.start) - repaired.start
    last = min(finish, repaired.end) - repaired.start
    return Span(*_place(repaired.kept, first), *_place(repaired.kept, last))


def _offset(text: str, line: int, column: int) -> int:
    """Return the offset of a place, or the end of its line or of the text if it lies beyond."""
    start = 0
    for _ in range(line - 1):
        newline = text.find("\n", start)
        if newline < 0:
            return len(text) + 1
        start = newline + 1
    newline = text.find("\n", start)
    return min(start + max(column, 1) - 1, len(text) if newline < 0 else newline + 1)


def _place(text: str, offset: int) -> tuple[int, int]:
    """Return line and column, both from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)

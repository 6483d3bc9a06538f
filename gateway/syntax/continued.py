"""
A text that goes on where another ended, which a parser read without fault: it need not read the beginning again.

The analyses read the text that was judged with a canary behind it, which would otherwise be a second parse of it all.
"""

from tree_sitter import Point, Tree


def begun_as(whole: tuple[bytes, Tree] | None, source: bytes) -> Tree | None:
    """Return the tree that a parser of `source` may go on from, if that begins with all of the text of a whole tree."""
    if whole is None:
        return None
    before, tree = whole
    if len(before) >= len(source) or not source.startswith(before):
        return None
    begun = tree.copy()
    end = _end(before)
    begun.edit(len(before), len(before), len(source), end, end, _end(source))
    return begun


def _end(source: bytes) -> Point:
    return Point(source.count(b"\n"), len(source) - source.rfind(b"\n") - 1)

"""Blank parts of a text so that every line and column of the rest stays."""

import re
from collections.abc import Iterable

_NOT_LINE_END = re.compile(r"[^\n]")

type Place = tuple[int, int]


def blank(text: str) -> str:
    """Return as many blanks as a text has characters, with its line ends."""
    return _NOT_LINE_END.sub(" ", text)


def as_long(shown: str, text: str) -> str:
    """Return what is shown of a text, with each sign as often as keeps the bytes of the rest where they are in it."""
    if text.isascii():
        return shown
    return "".join(
        new if old == new else new * (len(old.encode()) // len(new.encode()))
        for new, old in zip(shown, text, strict=True)
    )


def blanked(text: str, places: Iterable[Place]) -> str:
    """Return a text with the characters between these offsets blanked, but for line ends."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(places):
        if end > done:
            begin = max(start, done)
            parts += (text[done:begin], blank(text[begin:end]))
            done = end
    return "".join((*parts, text[done:]))

"""What code inside code is made of: parts of a text that belong to one program, and where each line of it stands."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tree_sitter import Node

_NOT_LINE_END: Final = re.compile(r"[^\n]")


@dataclass(frozen=True, slots=True)
class Embedded:
    """
    A program inside a text. `language` may be one that no engine reads.

    `lines`: for each of the program's lines the line of the text (from 1) on which it stands, and how many characters
    are before it there. `is_known`: false if the program is only put together when the text runs.
    """

    language: str
    text: str
    lines: tuple[tuple[int, int], ...]
    is_known: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a program: its text, and the offset in code points where it begins; `indent` blanks are cut off it."""

    text: str
    start: int
    indent: int = 0
    is_verbatim: bool = True
    """Whether each of its lines is a line of the text that holds it."""


def joined(language: str, parts: Iterable[Part], whole: str, *, is_known: bool = True) -> Embedded:
    """Return one program of parts that stand one after the other in a whole text."""
    texts: list[str] = []
    lines: list[tuple[int, int]] = []
    for part in parts:
        line = whole.count("\n", 0, part.start) + 1
        column = part.start - whole.rfind("\n", 0, part.start) - 1
        count = part.text.count("\n") + 1
        behind = [(line + number if part.is_verbatim else line, part.indent) for number in range(1, count)]
        lines += [(line, column), *behind]
        texts.append(part.text)
    return Embedded(language, "\n".join(texts), tuple(lines), is_known)


def holes_filled(text: str, holes: Iterable[tuple[int, int]]) -> str:
    """Return a text with a name of the same length in the place of each hole."""
    for start, end in holes:
        text = text[:start] + _NOT_LINE_END.sub("_", text[start:end]) + text[end:]
    return text


class Bytes:
    """Turns the UTF-8 offsets of a parser into offsets in code points."""

    def __init__(self, text: str) -> None:
        """Take the text that was parsed."""
        self._encoded = None if text.isascii() else text.encode()

    def at(self, offset: int) -> int:
        """Return the offset in code points."""
        return offset if self._encoded is None else len(self._encoded[:offset].decode(errors="ignore"))

    def span(self, node: Node) -> tuple[int, int]:
        """Return where a node begins and ends, in code points."""
        return self.at(node.start_byte), self.at(node.end_byte)

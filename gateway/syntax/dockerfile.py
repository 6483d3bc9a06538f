"""
What is still open at the end of a Dockerfile: an instruction that a backslash goes on with, a quote, a list, a text
between `<<EOF` and EOF. Tolerant, like `lexicon`; an instruction ends with its line, whatever is open in it.
"""

import re

from gateway.syntax.grammar import Quote
from gateway.syntax.lexicon import Ending, Kind
from gateway.syntax.shell import heredoc

DOUBLE = Quote('"', '"', hole="${")
SINGLE = Quote("'", "'", escapes=False)
_HEREDOC = re.compile(r"<<-?([\"']?)(\w+)\1")
_WITH_HEREDOC = re.compile(r"(?:ONBUILD[ \t]+)?(?:RUN|COPY|ADD)\b", re.IGNORECASE)
_OF_LIST = re.compile(r"(?:HEALTHCHECK\b[^\[\n]*\bCMD|ONBUILD[ \t]+\w+|\w+)(?:[ \t]|\\\n)*\[", re.IGNORECASE)
_BEGUN = re.compile(r"[A-Za-z]+\Z")
# Each instruction with something that it may be given.
_WHOLE = (
    *("RUN _", "COPY _ _", "FROM _", "ENV _=_", "WORKDIR _", "CMD _", "ENTRYPOINT _", "ARG _", "ADD _ _", "USER _"),
    *("EXPOSE 1", "LABEL _=_", "VOLUME _", "HEALTHCHECK NONE", 'SHELL ["_"]', "ONBUILD RUN _", "STOPSIGNAL 9"),
    "MAINTAINER _",
)
_MARK = re.compile(r"\\(?:.|\n|\Z)|'[^'\n]*'?|\"|\$\{|\}")


def read_dockerfile(text: str) -> Ending:
    """Scan the text once and return what is open at its end."""
    ending = Ending()
    position = 0
    while position < len(text):
        start = len(text) if (found := re.compile(r"\S").search(text, position)) is None else found.start()
        if start < len(text) and text[start] == "#":
            position = _comment(text, start, ending)
        elif start < len(text):
            ending.begin_statement(start if "\n" in text[position:start] or position == 0 else position)
            position = _instruction(text, start, ending)
        else:
            position = start
        if not ending.opened:
            ending.line_starts.append(position)
    return ending


def _comment(text: str, start: int, ending: Ending) -> int:
    """Pass a line of comment."""
    newline = text.find("\n", start)
    if newline >= 0:
        return newline + 1
    ending.line_comment_start = start
    return len(text)


def _instruction(text: str, start: int, ending: Ending) -> int:
    """Pass one instruction with the texts that follow it, and note what is open if the text ends in it."""
    end = _end(text, start, ending)
    line = text[start:end]
    for mark in _HEREDOC.finditer(line) if _WITH_HEREDOC.match(line) else ():
        delimiter = mark[2]
        found = re.compile(rf"^\t*{delimiter}$", re.MULTILINE).search(text, end)
        if found is None:
            # On the line of the mark itself, a place to copy to may be missing.
            closing = f"\n{delimiter}\n" if text[end - 1] == "\n" else f" _\n{delimiter}\n"
            ending.open(Kind.STRING, start + mark.start(), closing, heredoc(delimiter))
            return len(text)
        end = min(found.end() + 1, len(text))
    if end == len(text) and not text.endswith("\n"):
        _note_open(text, start, ending)
    if text.endswith("\\") and end == len(text):
        ending.dangling_escape = True
    return end


def _end(text: str, start: int, ending: Ending) -> int:
    """Return where an instruction ends: after the first line that no backslash ends, comments and blank lines aside."""
    while start < len(text):
        newline = text.find("\n", start)
        after = len(text) if newline < 0 else newline + 1
        line = text[start:after].strip()
        if line.startswith("#") and newline < 0:
            ending.line_comment_start = start
        if line and not line.startswith("#") and not line.endswith("\\"):
            return after
        start = after
    return start


def _note_open(text: str, start: int, ending: Ending) -> None:
    """Note the quotes, braces and the list that an unfinished instruction leaves open."""
    if (begun := _BEGUN.match(text, start)) is not None:
        wholes = (whole for whole in _WHOLE if whole.startswith(begun[0].upper()))
        ending.open(Kind.BRACKET, start, next(wholes, "")[len(begun[0]) :])
    if _OF_LIST.match(text, start) and "]" not in text[start:]:
        ending.open(Kind.BRACKET, start, "]")
    position = start
    while (found := _MARK.search(text, position)) is not None:
        mark, top, position = found.group(), ending.opened[-1].closing if ending.opened else "", found.end()
        if mark in ('"', "}") and top == mark:
            ending.opened.pop()
        elif mark == '"':
            ending.open(Kind.STRING, found.start(), '"', DOUBLE)
        elif mark == "${":
            ending.open(Kind.HOLE, found.start(), "}")
        elif mark[0] == "'" and top == '"':
            position = found.start() + 1
        elif mark[0] == "'" and (len(mark) == 1 or mark[-1] != "'"):
            ending.open(Kind.STRING, found.start(), "'", SINGLE)

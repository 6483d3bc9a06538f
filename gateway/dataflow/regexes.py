"""What a regular expression shows of a text that matches it: nothing, if it lets through what does harm somewhere."""

import re
from functools import lru_cache
from typing import Final

from gateway.dataflow.value import Ground

WHOLE: Final = "whole"  # the text must match from its beginning to its end
START: Final = "start"  # from its beginning
MATCHING: Final = frozenset({"", WHOLE, START})
MANY_LINES: Final = "(?m)"  # before a pattern: it matches each line by itself
_CACHE: Final = 512
_CHARS_MAX: Final = 1_000
_MARKS: Final = frozenset("_-.,:@+/= ")
_DELIMITED: Final = re.compile(r"([/#~@|!])(.*)\1([a-zA-Z]*)", re.DOTALL)
_HEAD: Final = re.compile(r"(?:\(\?[a-zA-Z]+\))*(?:\^|\\A)?")
_ANCHORED: Final = re.compile(r"(?:\(\?[a-zA-Z]+\))*(?:\^|\\A)")
_MANY_LINES: Final = re.compile(r"\(\?[a-zA-Z]*m")
_END: Final = re.compile(r"(?<!\\)(?:\\\\)*(?:\$|\\[zZ])$")
_LOOK: Final = re.compile(r"\(\?<?[=!]")
_OPEN: Final = re.compile(r"\((?:\?(?::|P?<\w+>))?")
_COUNT: Final = re.compile(r"[*+?]|\{\d*,?\d*\}")
_RANGE: Final = re.compile(r"[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d")
_CLASSES: Final = re.compile(r"\\[wdb]|\[:(?:alnum|alpha|digit|lower|upper):\]")
_NAME: Final = r"(?:[\w-]|\\\.|\\-|\((?:\?:)?(?:[\w|-]|\\\.)+\))+"
_HOST: Final = re.compile(rf"(?:\^|\\A)?https\??:(?:\\?/){{2}}{_NAME}(?::\d+|\(:\d+\)\?)?(?:\\?/[^|]*|\$|\\[zZ])")
_TOKENS_MAX: Final = 400
_PATH: Final = "path"


@lru_cache(maxsize=_CACHE)
def shown(pattern: str, matching: str) -> tuple[Ground | None, bool]:
    """
    Return what it is a ground for that a text matches, and whether the text may be a path that leads elsewhere.

    It is a proof if the text can only be of letters, digits and harmless marks; a hint if white space may be in it too.
    """
    inner, matching = _undelimited(pattern, matching)
    if len(inner) > _CHARS_MAX or _MANY_LINES.search(inner) or not _is_bound(inner, matching):
        return None, False
    letters = _letters(_END.sub("", _HEAD.sub("", inner, count=1)), is_whole=matching == WHOLE)
    if letters is None:
        return None, False
    return Ground.HINT if "\n" in letters else Ground.PROOF, {".", "/"} <= letters


def letters(text: str) -> Ground | None:
    """
    Return what it is a ground for that all letters of something stand in a text: a proof if this one has only letters,
    digits and harmless marks, a hint if they make a path that leads elsewhere.
    """
    if not all(one.isalnum() or one in _MARKS for one in text):
        return None
    return Ground.HINT if {".", "/"} <= set(text) else Ground.PROOF


@lru_cache(maxsize=_CACHE)
def names_host(pattern: str, matching: str) -> bool:
    """Tell whether what matches is a URL of hosts that the pattern names, each dot of them as such."""
    inner, matching = _undelimited(pattern, matching)
    if len(inner) > _CHARS_MAX or _MANY_LINES.search(inner):
        return False
    is_bound = matching in {WHOLE, START} or _ANCHORED.match(inner) is not None
    return is_bound and _HOST.fullmatch(inner) is not None


def _undelimited(pattern: str, matching: str) -> tuple[str, str]:
    """Return a pattern without the marks and flags around it, as JavaScript and PHP write them."""
    found = _DELIMITED.fullmatch(pattern)
    if found is None:
        return pattern, matching
    return (MANY_LINES if "m" in found[3] else "") + found[2], matching


def _is_bound(pattern: str, matching: str) -> bool:
    """Tell whether the text is matched as a whole."""
    if matching == WHOLE:
        return True
    return (matching == START or _ANCHORED.match(pattern) is not None) and _END.search(pattern) is not None


def _letters(pattern: str, *, is_whole: bool) -> frozenset[str] | None:
    """Return the marks that a text may hold, a line break standing for all white space, or None if it may hold any."""
    found: set[str] = set()
    place = depth = 0
    for _ in range(_TOKENS_MAX):
        if place >= len(pattern):
            return frozenset(found)
        if _LOOK.match(pattern, place):
            place = _closing(pattern, place)
            continue
        step = _OPEN.match(pattern, place) or _COUNT.match(pattern, place) or _CLASSES.match(pattern, place)
        if step is not None:
            depth += step[0].startswith("(")
            place = step.end()
        elif pattern[place] == ")" or (pattern[place] == "|" and (depth or is_whole)):
            depth -= pattern[place] == ")"
            place += 1
        else:
            marks, place = _class(pattern, place) if pattern[place] == "[" else _mark(pattern, place)
            if marks is None:
                return None
            found |= marks
    return None


def _class(pattern: str, place: int) -> tuple[set[str] | None, int]:
    """Return the marks in a class and where it ends; None for one that says what must not be."""
    found: set[str] = set()
    place += 1
    if pattern.startswith("^", place):
        return None, place
    while place < len(pattern) and pattern[place] != "]":
        step = _RANGE.match(pattern, place) or _CLASSES.match(pattern, place)
        if step is not None:
            place = step.end()
            continue
        if pattern.startswith("-", place + 1) and not pattern.startswith("]", place + 2):
            return None, place
        marks, place = _mark(pattern, place)
        if marks is None:
            return None, place
        found |= marks
    return found, place + 1


def _mark(pattern: str, place: int) -> tuple[set[str] | None, int]:
    """Return the mark at a place and where it ends; None for one that may do harm."""
    if pattern.startswith("\\s", place):
        return {"\n"}, place + 2
    is_escaped = pattern[place] == "\\"
    mark = pattern[place + is_escaped : place + is_escaped + 1]
    is_wildcard = mark == "." and not is_escaped and "[" not in pattern[:place].rpartition("]")[2]
    is_letter = mark.isalnum() and not is_escaped
    return ({mark} if (is_letter or mark in _MARKS) and mark and not is_wildcard else None), place + 1 + is_escaped


def _closing(pattern: str, place: int) -> int:
    """Return the place behind the bracket that closes the one at a place; what is looked at is not taken."""
    depth = 0
    while place < len(pattern):
        if pattern[place] == "\\":
            place += 1
        depth += {"(": 1, ")": -1}.get(pattern[place : place + 1], 0)
        place += 1
        if depth == 0:
            break
    return place

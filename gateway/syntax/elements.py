"""
Elements of JSX that a torn text opens and does not close, or closes and did not open. It proposes what may stand before
and behind such a text; it never judges: only a parser says whether the text is whole then.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_ELEMENTS: Final = re.compile(r"</|/>|(?:=>|return|[(=?:&|,])\s*\(?\s*<[A-Za-z>]")
# An attribute, or the value of one: so begins what stands inside a tag.
_ATTRIBUTE: Final = re.compile(r"\s*(?P<name>[\w-]*)=[{\"'`]")
_OPEN_STRING: Final = re.compile(r"[=({,\[:?+ ]([\"'`])(?:[^\"'`\\\n]|\\.)*\Z")
_HALF: Final = re.compile(r"<(/?)([\w.]*)\Z")
_NAME: Final = re.compile(r"[\w.]*")
_TOKEN: Final = re.compile(
    r"\"(?:[^\"\\\n]|\\.)*\"|(?<=[=(,\[:?&|{ ])'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`|//[^\n]*|/\*.*?\*/"
    r"|</(?P<closed>[\w.]*)\s*>|(?<![\w)\]])<(?P<opened>[A-Za-z][\w.]*(?=[\s/>]|\Z)|(?=>))|(?P<mark>/>|=>|[>(){}\[\]])",
    re.DOTALL,
)
_CLOSES: Final = {"(": ")", "[": "]", "{": "}"}
_TAG: Final = "<"
_NAMELESS: Final = "_"
_ENDS_MAX: Final = 6
_MARKS_MAX: Final = 24
# What closes the first of two values between which a condition chooses.
_CHOICE: Final = "):"
_IN_CHOICE: Final = re.compile(r"\s*:(?!:)")


@dataclass(slots=True)
class _State:
    """
    What is open (tags as `<x`, elements as `<x>`), and what was closed without being open, and where first.

    `ends` is where elements end around which nothing is open; `name` that of the tag in which the text begins.
    """

    opened: list[str] = field(default_factory=list)
    unopened: list[str] = field(default_factory=list)
    first_place: int = -1
    ends: list[int] = field(default_factory=list)
    name: str = _NAMELESS

    def close(self, mark: str, wanted: str, place: int) -> None:
        """Close what is wanted, or note that it was not opened."""
        if self.opened and self.opened[-1] == wanted:
            self.opened.pop()
        elif self.opened == [f"{_TAG}{_NAMELESS}>"] and mark.startswith("</"):
            self.opened.pop()
            self.name = wanted[1:-1]
        elif not self.opened:
            self.unopened.append(mark)
        if mark.startswith("</") and not self.opened:
            self.first_place = place if self.first_place < 0 else self.first_place
            self.ends.append(place + len(mark))


def has_elements(text: str) -> bool:
    """Tell whether a text seems to hold elements of JSX."""
    return _ELEMENTS.search(text) is not None


def begins_in_tag(text: str) -> bool:
    """Tell whether a text seems to begin with an attribute of a tag, or with its value."""
    return _ATTRIBUTE.match(text) is not None


def closed_place(text: str) -> int:
    """Return where the first element is closed that the text did not open; -1 if there is none."""
    return _state(text).first_place


def behind(text: str) -> Iterator[str]:
    """Yield what may be put behind a text that closes nothing but what it opened; nothing if it does."""
    state = _state(text)
    if not state.unopened:
        completion = _completion(text, state.opened)
        if completion:
            state = _state(text + completion)
        half, opened = _half_tag(text + completion, state.opened)
        ending = completion + half + "".join(_ending(one) for one in reversed(opened))
        yield from dict.fromkeys((ending, f"_{ending}", f'""{ending}', f"_; {ending}"))


def around(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be put before and behind a text with elements."""
    state = _state(text)
    if len(state.unopened) > _MARKS_MAX:
        return
    half, opened = _half_tag(text, state.opened)
    ending = half + "".join(_ending(one) for one in reversed(opened))
    for block in ("function _() {\n", "_ = () => {\n", "class _ { _() {\n"):
        lead = _lead(text, state.unopened, block) + ("_ " if text.lstrip()[:1] in (")", "]") else "")
        for addition in dict.fromkeys((ending, f"_{ending}", f'""{ending}')):
            yield lead, addition + ("}" if block.count("{") > 1 and lead.startswith(block) else "")
            yield f"_ = {lead}", addition
            yield lead.replace("_(", "("), addition


def ends(text: str) -> list[int]:
    """Return where the last few elements end that a text closes and around which it opens nothing, the last first."""
    return _state(text, in_tag=begins_in_tag(text)).ends[: -_ENDS_MAX - 1 : -1]


def in_tag(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be put before and behind a text that begins inside a tag."""
    first = _ATTRIBUTE.match(text)
    completion = _completion(text, _state(text, in_tag=True).opened)
    state = _state(text + completion, in_tag=True)
    if first is None or len(state.unopened) > _MARKS_MAX:
        return
    half, opened = _half_tag(text + completion, state.opened)
    ending = completion + half + "".join(_ending(one) for one in reversed(opened))
    lead = f"{_TAG}{state.name} {'' if first['name'] else '_'}"
    for block in ("function _() {\n", "_ = () => {\n"):
        around_it = _lead(text, state.unopened, block)
        for addition in dict.fromkeys((ending, f"{completion}_{ending.removeprefix(completion)}")):
            yield around_it + lead, addition
            yield f"_ = {around_it}{lead}", addition
            yield f"_ = <>{around_it}{lead}", f"{addition}</>"


def _state(text: str, *, in_tag: bool = False) -> _State:
    """Read a text's tags and brackets, as far as that can be done without a parser."""
    state = _State(opened=[f"{_TAG}{_NAMELESS}"] if in_tag else [])
    for found in _TOKEN.finditer(text):
        mark, is_inside = found["mark"], bool(state.opened) and _is_tag(state.opened[-1])
        if found["opened"] is not None:
            state.opened.append(f"{_TAG}{found['opened']}")
        elif found["closed"] is not None:
            state.close(found.group(), f"{_TAG}{found['closed']}>", found.start())
        elif mark in _CLOSES:
            state.opened.append(mark)
        elif mark in (")", "]", "}"):
            noted = _CHOICE if mark == ")" and _IN_CHOICE.match(text, found.end()) is not None else mark
            state.close(noted, next(one for one, other in _CLOSES.items() if other == mark), found.start())
        elif mark == "/>" and (is_inside or not state.opened):
            state.close(mark, state.opened[-1] if is_inside else "", found.start())
        elif mark == ">" and is_inside:
            state.opened[-1] += ">"
        elif mark == ">" and not state.opened and not state.unopened:
            state.unopened.append(mark)
    return state


def _half_tag(text: str, opened: list[str]) -> tuple[str, list[str]]:
    """Return the rest of a tag of which only the name is begun, and what is open around it."""
    found = _HALF.search(text)
    if found is None or (found[1] and not (opened and opened[-1].endswith(">"))):
        return "", opened
    if found[1]:
        name = opened[-1][1:-1]
        return (f"{name[len(found[2]) :]}>", opened[:-1]) if name.startswith(found[2]) else ("", opened)
    is_noted = bool(opened) and opened[-1] == f"{_TAG}{found[2]}"
    return f"{'' if found[2] else '_'} />", opened[:-1] if is_noted else opened


def _completion(text: str, opened: list[str]) -> str:
    """Return the rest of a string, or of a mark that ends a tag, in which a text ends."""
    string = _OPEN_STRING.search(text)
    if string is not None:
        return string[1]
    return ">" if text.endswith("/") and bool(opened) and _is_tag(opened[-1]) else ""


def _is_tag(opened: str) -> bool:
    return opened.startswith(_TAG) and not opened.endswith(">")


def _ending(opened: str) -> str:
    """Return what closes a bracket, a tag or an element."""
    if not opened.startswith(_TAG):
        return _CLOSES[opened]
    return f"</{opened[1:-1]}>" if opened.endswith(">") else " />"


def _lead(text: str, unopened: list[str], block: str) -> str:
    """Return what opens what a text closes: a brace is a hole if an element is around it, else a block."""
    parts: list[str] = []
    for at, mark in enumerate(unopened):
        around_it = unopened[at + 1] if at + 1 < len(unopened) else ""
        if mark == ">":
            parts.append(_begun_tag(text, around_it[2:].rstrip("> ")) if around_it.startswith("</") else "<_ ")
        elif mark.startswith("</") and not (at and unopened[at - 1] == ">"):
            parts.append(f"<{mark[2:].rstrip('> ')}>")
        elif mark.startswith("</"):
            continue
        elif mark == "/>":
            parts.append("<_ ")
        elif mark == _CHOICE:
            parts.append("_ ? (")
        elif mark != "}":
            parts.append("_(" if mark == ")" else "[")
        elif around_it.startswith("<"):
            parts.append("{")
        elif around_it == "/>":
            parts.append("_={")
        else:
            parts.append("() => {\n" if around_it in (")", "]", _CHOICE) else block)
    return "".join(reversed(parts))


def _begun_tag(text: str, name: str) -> str:
    """Return what a text lacks of a tag of this name that it ends: a part of the name, or all of it."""
    found = _NAME.match(text)
    word = found.group() if found is not None else ""
    return (
        f"<{name[: -len(word)]}"
        if word and name.endswith(word) and text[len(word) :][:1] in (">", " ")
        else f"<{name} "
    )

"""
What stood before a text that was torn out of a file. Brackets which it closes and did not open divide it; each part
stands in a place of some kind (statements, members of a class, arguments), and what opened a bracket leads from the
place inside it to the one around it. Each part is parsed alone, in every place that can hold it, from the inside out:
so the work grows with the length of the text, not with the number of combinations.

It only proposes: whether the whole text parses behind what is proposed here is seen by who asks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from gateway.syntax.endings import endings
from gateway.syntax.grammar import Frame, Grammar
from gateway.syntax.lexicon import Ending, read, starts
from gateway.syntax.parsing import Budget, parse

_BRANCH = re.compile(r"#[ \t]*el")
_MARKS_MAX = 40
_PROPOSED_MAX = 6
_LAST_CHARS = 3_000
_HEADS_CHARS = (150, 600)


@dataclass(frozen=True, slots=True)
class _Before:
    """What may be put before a part: all of it, in short (what brackets hold is a stub), and the place of the part."""

    place: str
    whole: str
    short: str


def placed(language: str, grammar: Grammar, text: str, ending: Ending, budget: Budget) -> list[str]:
    """Return what may be put before a torn text, likeliest first. Raises ShareSpent or BudgetSpent."""
    marks = list(_marks(text, ending))[:_MARKS_MAX]
    parts = [text[start:end] for start, end in pairwise([0, *(place for _, place in marks), len(text)])]
    known = list(_begun(grammar, text))
    for (mark, _), part, following in zip(marks, parts, parts[1:], strict=False):
        inside: dict[str, str] = {}
        for before in known:
            if before.place not in inside and _is_whole(language, grammar, before, part, budget):
                inside[before.place] = before.whole
        known = list(_around(grammar, inside, mark, following))
    return _furthest(language, grammar, known, parts[-1], budget)


def _marks(text: str, ending: Ending) -> Iterator[tuple[str, int]]:
    """Yield the marks that close what the text did not open; branches of one condition, side by side, are one."""
    in_condition = False
    for mark, place in zip(ending.unmatched, ending.unmatched_places, strict=True):
        if mark != "#" or not in_condition:
            yield mark, place
        in_condition = mark == "#" and _BRANCH.match(text, place) is not None


def _begun(grammar: Grammar, text: str) -> Iterator[_Before]:
    """Yield what the first part may continue, in each place, those first that begin like it."""
    begins = {
        name: place.begins is not None and place.begins.match(text) is not None
        for name, place in grammar.places.items()
    }
    for name in sorted(begins, key=lambda name: not begins[name]):
        place = grammar.places[name]
        yield from (_Before(name, start, start) for start in place.starts)


def _around(grammar: Grammar, inside: dict[str, str], mark: str, following: str) -> Iterator[_Before]:
    """Yield what may have opened a bracket of which the inside fits one of some places, in each place around it."""
    if mark == "#":
        yield from (_Before(name, f"#if _\n{lead}\n", "#if _\n\n") for name, lead in inside.items())
        return
    is_choice = following[len(mark) :].lstrip().startswith(":")
    for frame in grammar.frames:
        if frame.mark == mark and frame.inside in inside:
            for name, opening in _openings(grammar, frame, is_choice=is_choice):
                yield _Before(name, opening + inside[frame.inside], opening + grammar.places[frame.inside].stub)


def _openings(grammar: Grammar, frame: Frame, *, is_choice: bool) -> Iterator[tuple[str, str]]:
    """Yield the places in which a frame may stand, with its opening as it is written there."""
    if frame.around:
        yield from ((name, frame.opening) for name in frame.around)
        return
    for name, place in grammar.places.items():
        if place.value is not None:
            yield name, place.value + frame.opening
            if is_choice:
                yield name, f"{place.value}{grammar.stand_in} ? {frame.opening}"


def _is_whole(language: str, grammar: Grammar, before: _Before, part: str, budget: Budget) -> bool:
    """Tell whether a part that a bracket ends parses by itself."""
    place = grammar.places[before.place]
    heads = _heads(grammar, part)[:-2]
    if not all(_is_closed(language, grammar, place.wrap + before.short + one, budget) for one in heads):
        return False
    return parse(language, place.opening + before.short + part + place.closing, budget).ok


def _furthest(language: str, grammar: Grammar, known: list[_Before], part: str, budget: Budget) -> list[str]:
    """Return what all of the last part parses behind, or all but its last statement, which may be torn off."""
    *heads, head = _heads(grammar, part)
    whole: list[str] = []
    torn: list[str] = []
    for before in known:
        place = grammar.places[before.place]
        if all(_is_closed(language, grammar, place.wrap + before.short + one, budget) for one in heads):
            is_whole = _is_closed(language, grammar, place.wrap + before.short + head, budget)
            (whole if is_whole else torn).append(place.wrap + before.whole)
        if whole:
            break
    return list(dict.fromkeys([*whole, *torn]))[:_PROPOSED_MAX]


def _heads(grammar: Grammar, part: str) -> list[str]:
    """
    Return ever longer heads of a part that end before a statement, if there are some, and at last all of it.

    What does not fit shows it in the shortest, which costs least. All is not all of what is long.
    """
    begins = starts(grammar, read(grammar, part))
    end = next((place for place in begins if place >= _LAST_CHARS), len(part))
    last = next((place for place in reversed(begins) if place < len(part[:end].rstrip())), 0)
    stops = [_stop(part, begins, least) for least in _HEADS_CHARS if 2 * least < end]
    return [part[:stop] for stop in sorted({*stops, last, end}) if part[:stop].strip()] or [part]


def _stop(part: str, begins: list[int], least: int) -> int:
    """Return where a head may end: where a statement begins soon after, else with its line."""
    begin = next((place for place in begins if least <= place < 2 * least), 0)
    return begin or part.find("\n", least) + 1


def _is_closed(language: str, grammar: Grammar, text: str, budget: Budget) -> bool:
    """Tell whether a text parses with one of the likeliest endings."""
    finishes = islice(endings(grammar, text, read(grammar, text), thorough=False), grammar.likely_endings)
    return any(parse(language, text + addition, budget).ok for addition in dict.fromkeys(finishes))

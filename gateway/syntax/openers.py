"""
What opened the brackets that a fragment closes without having opened them. From the inside out: each closing bracket
is given the openers that may fit, a parser says how far each leads, and only the few that lead furthest are kept for
the bracket around it. So the work grows with the number of brackets, not with the number of their combinations.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gateway.syntax.endings import endings
from gateway.syntax.faults import first_error
from gateway.syntax.grammar import Grammar
from gateway.syntax.leads import torn_words
from gateway.syntax.lexicon import Ending, read, starts
from gateway.syntax.parsing import Budget, parse

_UNMATCHED_MAX = 8
_KEPT = 3
_FITTING = 2
_ENDINGS = 2
_TELLING_CHARS = 80
_BODY_CHARS = 4_000
_DIRECTIVE = "#if _\n"
_FOLLOWING = re.compile(r"\s*(\w+|[),(;\]>]?)")
_FIRST_WORD = re.compile(r"\s*(\w+|\{)")
_CASE = re.compile(r"^\s*(?:case\b[^\n]*|default\s*):", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Torn:
    """
    The head of a text that closes brackets which it did not open: which, and where.

    `body` is more of it, and `last_start` where its last statement begins.
    """

    language: str
    grammar: Grammar
    text: str
    marks: tuple[tuple[str, int], ...]
    body: str
    last_start: int

    def first_unmatched(self, lead: str) -> int:
        """Return the number of the first closing bracket that nothing opens, if the lead is put before the text."""
        number = 0
        for opened in reversed(read(self.grammar, lead).opened):
            if number == len(self.marks):
                break
            mark, _ = self.marks[number]
            if not opened.closing.strip().startswith(mark):
                break
            number += 1
        return number

    def reached(self, lead: str, budget: Budget) -> int:
        """Return how much a parser reads under the lead, up to the next bracket that nothing opened; all is `len`."""
        number = self.first_unmatched(lead)
        text = lead + (self.text if number == len(self.marks) else self.text[: self.marks[number][1]])
        furthest = 0
        last_line = text.rstrip().count("\n") + 1
        for tries, addition in enumerate(endings(self.grammar, text, read(self.grammar, text), thorough=False)):
            parsed = parse(self.language, text + addition, budget)
            if parsed.ok or parsed.tree is None:
                return len(self.text)
            furthest = max(furthest, first_error(parsed.tree) - len(lead.encode()))
            if tries + 1 >= _ENDINGS or 0 < parsed.error_line < last_line:
                break
        return min(furthest, len(self.text) - 1)


def torn_head(language: str, grammar: Grammar, body: str, ending: Ending) -> Torn:
    """Return the head of a text up to a little after the last bracket that it did not open."""
    marks = tuple(zip(ending.unmatched, ending.unmatched_places, strict=True))[:_UNMATCHED_MAX]
    least = marks[-1][1] + _TELLING_CHARS
    begins = starts(grammar, ending)
    end = next((place for place in begins if place >= least), len(body))
    more = next((place for place in begins if place >= max(least, _BODY_CHARS)), len(body))
    last_start = next((place for place in reversed(begins) if place < len(body[:more].rstrip())), 0)
    return Torn(language, grammar, body[:end], marks, body[:more], last_start)


def opened(torn: Torn, budget: Budget) -> list[str]:
    """Return what may be put before a text that closes brackets, likeliest first. Raises ShareSpent or BudgetSpent."""
    likely, *others = list(continued(torn.grammar, torn.text)) or [""]
    begun = {lead: torn.reached(lead, budget) for lead in dict.fromkeys(others)}
    kept = list(dict.fromkeys(("", likely, *sorted(begun, key=lambda lead: -begun[lead])[:_KEPT])))
    kept.append(f"{torn.grammar.stand_in} ")
    whole: list[str] = []
    for _ in torn.marks:
        whole += [lead for lead in kept if torn.first_unmatched(lead) == len(torn.marks)]
        reach: dict[str, int] = {}
        fitting = 0
        for lead in kept:
            if lead not in whole and fitting < _KEPT:
                fitting += _grow(torn, lead, reach, budget)
        kept = sorted(reach, key=lambda lead: -reach[lead])[:_KEPT]
        kept = [lead for lead in kept if 2 * reach[lead] >= reach[kept[0]]]
    whole += [lead for lead in kept if torn.first_unmatched(lead) == len(torn.marks)]
    return _wrapped(torn, list(dict.fromkeys(whole)), budget)


def _grow(torn: Torn, lead: str, reach: dict[str, int], budget: Budget) -> int:
    """
    Note how far each opener of the next bracket leads; a few that lead to its end are enough.

    Return how many do.
    """
    number = torn.first_unmatched(lead)
    mark, place = torn.marks[number]
    following = _FOLLOWING.match(torn.text, place + 1)
    values = torn.grammar.value_openers.get(mark)
    value = "" if values is None else values[number > 0]
    is_element = following is not None and following.group(1) in (",", "]")
    openers = _openers(torn.grammar, mark, torn.text, place)
    inner = _as_statement(torn.grammar, lead)
    fitting = 0
    for opener in dict.fromkeys(filter(None, (value, *openers) if is_element else (*openers, value))):
        wrap = torn.grammar.value_wrap if opener == value else ""
        for begun in dict.fromkeys((opener + lead, opener + lead if wrap else opener + inner)):
            reached = reach[begun] = torn.reached(wrap + begun, budget)
            fitting += reached == len(torn.text)
        if fitting >= _FITTING:
            break
    return fitting


def _as_statement(grammar: Grammar, lead: str) -> str:
    """Return a lead that begins with a value as one that begins with a statement."""
    values = {opener for pair in grammar.value_openers.values() for opener in pair}
    return grammar.value_wrap + lead if lead.startswith(tuple(values)) else lead


def continued(grammar: Grammar, text: str) -> Iterator[str]:
    """Yield what a text continues that begins with the second half of a statement, or with the braces of a value."""
    for pattern, heads in grammar.continued:
        if pattern.match(text) is not None:
            yield from heads
    found = _FIRST_WORD.match(text)
    word = found.group(1) if found is not None else ""
    if word in ("else", "elseif"):
        yield f"{grammar.blocks[0]}}} "
    elif word in ("catch", "finally") and word in grammar.before:
        yield f"{grammar.before[word]}}} "
    elif word == "{":
        yield from (grammar.before[mark].rstrip("{\n") for mark in (")", ";") if mark in grammar.before)
        yield from dict.fromkeys(lead.rstrip("{\n") for lead in (*grammar.blocks, *grammar.brace_leads))
    for head in torn_words(grammar, text):
        yield from (wrap + head for wrap in ("", *grammar.wraps))


def _wrapped(torn: Torn, found: list[str], budget: Budget) -> list[str]:
    """Return the leads in the order of their reach; if none leads to the end, also inside what the text leaves open."""
    reach: dict[str, int] = {}
    switch = (torn.grammar.switch,) if _CASE.search(torn.body) else ()
    wraps = ("", *filter(None, (torn.grammar.value_wrap,)), *switch, *torn.grammar.wraps)
    for lead in dict.fromkeys(wrap + lead for wrap in wraps for lead in found):
        text = lead + torn.body
        addition = next(endings(torn.grammar, text, read(torn.grammar, text), thorough=False))
        parsed = parse(torn.language, text + addition, budget)
        is_whole = parsed.ok or parsed.tree is None
        before = len(lead.encode())
        reach[lead] = len(text) if is_whole or parsed.tree is None else first_error(parsed.tree) - before
        if reach[lead] >= torn.last_start:
            break
    return sorted(reach, key=lambda lead: -reach[lead])


def brackets_before(grammar: Grammar, text: str, mark: str, place: int) -> Iterator[str]:
    """Yield what may have opened a bracket that is closed at a place, in a value or a block; nothing without a mark."""
    if mark:
        wraps = ("", grammar.value_wrap) if grammar.value_wrap else ("",)
        values = (*grammar.value_openers.get(mark, ()),)
        yield from (wrap + opener for opener in values for wrap in reversed(wraps))
        yield from _openers(grammar, mark, text, place)


def _openers(grammar: Grammar, mark: str, text: str, place: int) -> Iterator[str]:
    """Yield what may have opened a bracket, likeliest first."""
    if mark == "#":
        yield _DIRECTIVE
    elif mark == ")":
        yield from (grammar.parenthesis, f"{grammar.stand_in}(", *grammar.signatures, "if (")
    elif mark == "]":
        yield from (grammar.bracket, f"{grammar.stand_in}[", "[")
    else:
        following = _FOLLOWING.match(text, place + 1)
        before = grammar.before.get(following.group(1), "") if following is not None else ""
        if before:
            yield before
        if grammar.switch and _CASE.search(text, 0, place):
            yield grammar.switch
        yield from grammar.blocks
        for outer, inner in grammar.roles:
            yield from filter(None, (*inner, outer))
        yield from grammar.brace_leads
        yield from grammar.outer_leads

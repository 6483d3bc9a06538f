"""
The parts of a torn text that no reading takes as a whole: one after the other, each whole in a place of its own.

The promise: all of the text is code to the parser in one of its parts, but for blanks, marks that close or separate,
and what stands before the end of a string or comment in which the text began (see `torn`). What flows from one part
into another is not seen, so this is for texts without a prefix only, and only for what does not parse as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from gateway.syntax.attempt import Context, Found, Task
from gateway.syntax.blanking import blank, blanked
from gateway.syntax.elements import around, begins_in_tag, behind, closed_place, ends, has_elements, in_tag
from gateway.syntax.endings import endings
from gateway.syntax.faults import first_error
from gateway.syntax.leads import leads
from gateway.syntax.lexicon import read, starts
from gateway.syntax.openers import brackets_before, continued
from gateway.syntax.reading import inside_literal
from gateway.syntax.torn import SAYS, Mark, code_head, is_prose, prose_place, torn_marks

_PARTS_MAX = 12
_PARSES_MAX = 2_000
_LEADS_MAX = 32
_FEW_LEADS = 5
_PAIRS_MAX = 15
_CLOSE_MAX = 3
_CUTS_MAX = 4
_FEW_ENDINGS = 2
_SOME_ENDINGS = 8
_MANY_ENDINGS = 80
_SEGMENT_CHARS = 4_000
# The rest of a name, or names alone, of which no engine has anything to say; what follows does not go on with them.
_REST_OF_NAMES = re.compile(r"[\w$.,</>-]*[;.,]?[ \t]*\n(?=\s*(?:[\w@#/}]|\Z))")
_MARK = r"[\s)\]};,]|#[ \t]*(?:endif|endregion|else)\b[^\n]*"
_BETWEEN = re.compile(f"(?:{_MARK})*")
# The same where there are elements, and the end of one.
_BETWEEN_ELEMENTS = re.compile(rf"(?:{_MARK}|</[\w.]*(?:\s*>|\Z))*")
_QUOTED = re.compile(r"[\w@$#]*[\"'`]*(.*?)[\"'`#]*", re.DOTALL)
_CALL = re.compile(r"[\w)\]]\s*\(")
_WORD_AT_END = re.compile(r"\w\Z")


@dataclass(frozen=True, slots=True)
class _Part:
    """A part from one place of the candidate to another, and the readings in which all of that is shown."""

    end: int
    readings: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """
    What a part may be made of: the candidate from a place up to a bracket that closes what was opened before it.

    `cuts` are the places after its statements, the last one its end; `mark` is the bracket.
    """

    begin: int
    cuts: tuple[int, ...]
    mark: str

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.cuts[-1]

    @property
    def last(self) -> int:
        """Return where its last statement begins."""
        return self.cuts[-2] if len(self.cuts) > 1 else self.begin


def parts(task: Task, *, is_text: bool = False) -> list[Found]:
    """Return the parts of a candidate, none if something in it cannot be read. Raises BudgetSpent."""
    found: list[Found] = []
    names = _REST_OF_NAMES.match(task.candidate)
    place = _after_marks(task, names.end() if names is not None else 0)
    is_closed = False
    for _ in range(_PARTS_MAX):
        if place == len(task.candidate):
            return found
        closing = None if is_closed else _closing(task, place)
        part = _part(task, place, is_text=is_text)
        if closing is not None and (part is None or _spans_lines(task, place, part)):
            part, is_closed = closing, True
        if part is None:
            return []
        found += part.readings
        place = _after_marks(task, part.end)
    return []


def _spans_lines(task: Task, place: int, part: _Part) -> bool:
    """Tell whether a part begins with a string over several lines: it may as well be what follows the end of one."""
    return any(begin <= place and "\n" in task.candidate[begin:end] for begin, end in _texts(task, part.readings[0]))


def _after_marks(task: Task, place: int) -> int:
    """Return the next place at which there is more than a mark that closes or separates."""
    marks = _BETWEEN_ELEMENTS if task.grammar.regex_literals else _BETWEEN
    between = marks.match(task.candidate, place)
    return between.end() if between is not None else place


def _part(task: Task, place: int, *, is_text: bool) -> _Part | None:
    """Return the part that begins at a place, as long as may be: what only closes a literal is no code, though."""
    marks = torn_marks(task) if not task.candidate[:place].strip() else []
    literal = (_in_literal(task, mark) for mark in marks)
    if marks and (marks[0].is_sure or prose_place(task, task.candidate.partition("\n")[0]) >= 0):
        first = next(filter(None, literal), None)
        if first is not None:
            return first
    part = _in_code(task, place)
    if part is None:
        return next(filter(None, literal), None)
    return _with_texts(task, part, is_text=is_text)


def _with_texts(task: Task, part: _Part, *, is_text: bool) -> _Part | None:
    """
    Return a part with readings of its strings over several lines as code, None if one may be code and cannot be read.

    In a torn text, what looks like a string may be what stands between two of them.
    """
    readings: list[Found | None] = [*part.readings]
    found = part.readings[0]
    for begin, end in _texts(task, found):
        own = replace(task, candidate=task.candidate[begin:end], suffix="", failed={})
        inside = [] if is_text else parts(own, is_text=True)
        if not inside and SAYS.search(_without_holes(task, found, begin, end)) is not None:
            return None
        readings += (moved(task, one, begin) for one in inside)
    whole = tuple(one for one in readings if one is not None)
    return _Part(part.end, whole) if len(whole) == len(readings) else None


def _without_holes(task: Task, found: Found, begin: int, end: int) -> str:
    """Return the text of a string between two places of the candidate; what is code in its holes is blank."""
    pending = [found.parsed.tree.root_node] if found.parsed.tree is not None else []
    data = found.text.encode()
    holes: list[tuple[int, int]] = []
    while pending:
        node = pending.pop()
        if node.type in task.grammar.holes:
            holes.append((len(data[: node.start_byte].decode()), len(data[: node.end_byte].decode())))
        else:
            pending += node.children
    return blanked(found.text, holes)[found.start + begin : found.start + end]


def _texts(task: Task, found: Found) -> list[tuple[int, int]]:
    """Return where the strings over several lines of a reading stand in the candidate, without their marks."""
    places: list[tuple[int, int]] = []
    pending = [found.parsed.tree.root_node] if found.parsed.tree is not None else []
    data = found.text.encode()
    while pending:
        node = pending.pop()
        if node.type not in task.grammar.literals:
            pending += node.children
        elif "comment" not in node.type and node.start_point.row < node.end_point.row:
            begin = len(data[: node.start_byte].decode()) - found.start
            end = len(data[: node.end_byte].decode()) - found.start
            text = _QUOTED.fullmatch(task.candidate[max(begin, 0) : end])
            if text is not None and end > 0:
                places.append((max(begin, 0) + text.start(1), max(begin, 0) + text.end(1)))
    return sorted(places)


def _closing(task: Task, place: int) -> _Part | None:
    """
    Return what ends the one string or comment in which the text began, all of which was read as code, or None.

    Only where what follows is no code if a string begins here.
    """
    quotes = (quote.closing for quote in task.grammar.quotes)
    marks = sorted((*quotes, *(task.grammar.block_comment or ())[1:]), key=len, reverse=True)
    mark = next((one for one in marks if task.candidate.startswith(one, place)), "")
    return _Part(place + len(mark), ()) if mark else None


def _in_literal(task: Task, mark: Mark) -> _Part | None:
    """Return the part before the end of a string or comment in which the text began, if it is no code."""
    end = mark.place + len(mark.closing)
    head = task.candidate[: mark.place]
    is_comment = task.grammar.block_comment is not None and mark.closing == task.grammar.block_comment[1]
    if (not is_comment and _CALL.search(head)) or not (mark.is_line or is_prose(task, head)):
        return None
    task.budget.share(_PARSES_MAX)
    before = ("", task.grammar.value_wrap, task.grammar.parenthesis)
    tries = (_shown(task, _Segment(0, (end,), ""), f"{one}{mark.opening} ", _FEW_ENDINGS) for one in before)
    inert = next(filter(None, tries), None)
    if inert is None:
        return None
    code = code_head(task, Context(""), mark.place)
    task.budget.share(_PARSES_MAX)
    return _Part(end, (inert,) if code is None else (inert, code))


def _in_code(task: Task, place: int) -> _Part | None:
    """Return the longest part that is code, under the leads under which a parser reads most of it."""
    task.budget.share(_PARSES_MAX)
    rest = task.candidate[place:]
    if task.grammar.regex_literals and (has_elements(rest) or begins_in_tag(rest)):
        part = _in_elements(task, place)
        if part is not None:
            return part
    segment = _segment(task, place)
    reached: dict[str, int] = {}
    for lead in _leads(task, segment):
        reached[lead] = _reached(task, segment, lead)
        found = _shown(task, segment, lead, _FEW_ENDINGS, is_code=True) if reached[lead] == segment.end else None
        if found is not None:
            return _Part(segment.end, (found,))
    close = sorted(reached, key=lambda lead: -reached[lead])[:_CLOSE_MAX]
    for lead in close:
        cuts = [cut for cut in segment.cuts if cut <= reached[lead]][-_CUTS_MAX:]
        for cut in reversed(cuts):
            found = _shown(task, replace(segment, cuts=(cut,)), lead, _FEW_ENDINGS, is_code=True)
            if found is not None:
                return _Part(cut, (found,))
    first = replace(segment, cuts=segment.cuts[:1])
    endings_max = _MANY_ENDINGS if first.end == len(task.candidate) else _SOME_ENDINGS
    found = next(filter(None, (_shown(task, first, lead, endings_max, is_code=True) for lead in close)), None)
    return _Part(first.end, (found,)) if found is not None else None


def _in_elements(task: Task, place: int) -> _Part | None:
    """Return all from a place on, inside the elements that it closes, or what is in the first of them."""
    rest = task.candidate[place:]
    segment = _Segment(place, (len(task.candidate),), "")
    pairs = [(lead, end) for end in behind(rest) for lead in _leads(task, segment)[:_FEW_LEADS]] or around(rest)
    tries = (_read(task, segment, *pair, is_code=False) for pair in islice(pairs, _PAIRS_MAX))
    inside = next(filter(None, tries), None)
    if inside is not None:
        return _beside_elements(task, segment, inside)
    for end in (len(rest), *ends(rest)):
        segment = _Segment(place, (place + end,), "")
        tags = (_read(task, segment, *pair, is_code=False) for pair in in_tag(rest[:end]))
        whole = (_read(task, segment, *pair, is_code=False) for pair in around(rest[:end]) if end < len(rest))
        inside = next((one for one in tags if one is not None and not _text_says(one)), None)
        inside = inside or next(filter(None, whole), None)
        if inside is not None:
            return _beside_elements(task, segment, inside)
    return None


def _text_says(found: Found) -> bool:
    """Tell whether the text of an element may be code."""
    pending = [found.parsed.tree.root_node] if found.parsed.tree is not None else []
    while pending:
        node = pending.pop()
        pending += node.children
        if node.type == "jsx_text" and SAYS.search((node.text or b"").decode(errors="replace")) is not None:
            return True
    return False


def _beside_elements(task: Task, segment: _Segment, inside: Found) -> _Part | None:
    """Return a part inside of elements; what is code before the first of them that it closes, too."""
    rest = task.candidate[segment.begin : segment.end]
    # In an element, what stands before the first that is closed would be text.
    closed = closed_place(rest)
    own = replace(task, candidate=rest, suffix="", failed={})
    code = code_head(own, Context(""), closed) if closed > 0 else None
    task.budget.share(_PARSES_MAX)
    if code is None:
        return _Part(segment.end, (inside,))
    before = moved(task, code, segment.begin)
    return _Part(segment.end, (inside, before)) if before is not None else None


def moved(task: Task, found: Found, place: int) -> Found | None:
    """Return the reading of a piece of the candidate that begins at a place, with all around it blank."""
    end = found.start + len(found.kept)
    before, after = blank(task.candidate[:place]), blank(task.candidate[place + len(found.kept) :])
    text = f"{found.lead}{before}{found.text[found.start : end]}{after}{found.text[end:]}"
    parsed = task.parse(text)
    return replace(found, text=text, parsed=parsed, kept=task.candidate) if parsed.ok else None


def _segment(task: Task, place: int) -> _Segment:
    """Return what a part at this place may hold at most."""
    rest = task.candidate[place:]
    ending = read(task.grammar, rest)
    end = ending.unmatched_places[0] if ending.unmatched else len(rest)
    mark = ending.unmatched[0] if ending.unmatched else ""
    cuts = [cut for cut in starts(task.grammar, ending) if 0 < cut < end and rest[:cut].strip()]
    far = next((cut for cut in cuts if cut >= _SEGMENT_CHARS), None)
    if far is not None:
        return _Segment(place, tuple(place + cut for cut in cuts if cut <= far), "")
    return _Segment(place, (*(place + cut for cut in cuts), place + end), mark)


def _leads(task: Task, segment: _Segment) -> list[str]:
    """Return what may stand before a segment; what is the head of a word only before the candidate's first."""
    text = task.candidate[segment.begin : segment.end]
    inside = brackets_before(task.grammar, task.candidate[segment.begin :], segment.mark, segment.end - segment.begin)
    rests = [head for pattern, heads in task.grammar.rests if pattern.match(text) for head in heads]
    some = ("", *rests, *continued(task.grammar, text), *inside, *leads(task.grammar, text, read(task.grammar, text)))
    apart = (lead for lead in some if segment.begin == 0 or _WORD_AT_END.search(lead) is None)
    return list(islice(dict.fromkeys(apart), _LEADS_MAX))


def _reached(task: Task, segment: _Segment, lead: str) -> int:
    """Return the place up to which a parser reads a segment under a lead."""
    furthest = 0
    before = len(lead.encode())
    text = task.candidate[segment.begin : segment.end]
    for addition in islice(_endings(task, lead + text), _FEW_ENDINGS):
        parsed = task.parse(lead + text + addition)
        if parsed.ok or parsed.tree is None:
            return segment.end
        data = text.encode()[: max(first_error(parsed.tree) - before, 0)]
        furthest = max(furthest, len(data.decode(errors="ignore")))
        if segment.begin + furthest < segment.last:
            break  # no ending helps
    return segment.begin + furthest


def _endings(task: Task, text: str, *, thorough: bool = False) -> Iterator[str]:
    yield from endings(task.grammar, text, read(task.grammar, text), thorough=thorough)


def _shown(task: Task, segment: _Segment, lead: str, endings_max: int, *, is_code: bool = False) -> Found | None:
    """Return the reading of a whole text that holds a segment under the first of some endings that fits."""
    text = lead + task.candidate[segment.begin : segment.end]
    additions = _endings(task, text, thorough=endings_max > _SOME_ENDINGS)
    tries = (_read(task, segment, lead, one, is_code=is_code) for one in islice(additions, endings_max))
    return next(filter(None, tries), None)


def _read(task: Task, segment: _Segment, lead: str, addition: str, *, is_code: bool) -> Found | None:
    """Return the reading of a segment between what is put before and behind it, with all around it blank."""
    before, after = blank(task.candidate[: segment.begin]), blank(task.candidate[segment.end :])
    text = f"{lead}{before}{task.candidate[segment.begin : segment.end]}{after}{addition}"
    parsed = task.parse(text)
    # What is no macro must not be skipped.
    is_whole = parsed.ok and (task.grammar.has_directives or not parsed.skipped)
    place = len(lead) + segment.begin if is_code else 0
    if not is_whole or inside_literal(task.language, parsed, text, place):
        return None
    return Found(Context(""), parsed, text, len(lead), task.candidate, lead)

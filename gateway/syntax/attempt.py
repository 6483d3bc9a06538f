"""
One try to make a text whole: leads before it, endings after it, shorter heads of the candidate. It judges by parsing
and says where the candidate then lies; which contexts are tried, and what they mean, is the business of `repair`.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from gateway.syntax.elements import around, closed_place, has_elements
from gateway.syntax.endings import endings
from gateway.syntax.faults import first_error
from gateway.syntax.grammar import Grammar
from gateway.syntax.leads import leads
from gateway.syntax.lexicon import Ending, read, starts
from gateway.syntax.openers import continued, opened, torn_head
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, ShareSpent, parse
from gateway.syntax.places import placed
from gateway.syntax.suffix import must_follow, suffix_heads

_DROPPED_LINES_MAX = 6
_SURE_TRIES = 2
_LIKELY_LEADS_MAX = 3
_LIKELY_PARSES_MAX = 400
_MARK_CHARS_MAX = 4
_HEAD_CHARS_MIN = 2_000
_FEW_CHARS = 200
_LEADS_MAX = 16
_ENDINGS_MAX = 8


@dataclass(frozen=True, slots=True)
class Context:
    """What is put before the candidate; `cut`: its head is missing, `blanked`: broken lines of it were blanked."""

    text: str
    cut: bool = False
    blanked: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One repair: language, candidate, what follows it, what may still be spent, and which texts were no use."""

    language: str
    grammar: Grammar
    candidate: str
    suffix: str
    budget: Budget
    is_whole: bool = False
    """Whether only all of the candidate will do, no shorter head of it."""
    is_brief: bool = False
    """Whether what is proposed by the kinds of its places is enough, if the grammar knows them."""
    failed: dict[int, int] = field(default_factory=dict)
    """The line at which a parser stopped, by the hash of a text. A collision only leaves one attempt out."""

    def parse(self, text: str) -> Parsed:
        """Parse one attempt."""
        return parse(self.language, text, self.budget)


type _Proposals = Callable[[Task, str, Ending], list[str]]


@dataclass(frozen=True, slots=True)
class Found:
    """A whole text: the candidate's kept head begins at `start`; `after` is what it holds of the suffix."""

    context: Context
    parsed: Parsed
    text: str
    start: int
    kept: str
    lead: str = ""
    after: str = ""


def as_it_is(task: Task, context: Context) -> Found | None:
    """Try context, candidate and suffix as they are, then without the suffix; the way of most completions."""
    body = context.text + task.candidate
    if task.suffix.strip():
        parsed = task.parse(body + task.suffix)
        if parsed.ok:
            return Found(context, parsed, body + task.suffix, len(context.text), task.candidate, after=task.suffix)
    parsed = task.parse(body)
    if not parsed.ok:
        return None
    return with_suffix(task, Found(context, parsed, body, len(context.text), task.candidate))


def climb(task: Task, context: Context, *, thorough: bool = True) -> Found | None:
    """Try ever shorter heads of the candidate in one context, each with every lead and ending, then add the suffix."""
    body = context.text + task.candidate
    ending = read(task.grammar, body)
    has_braces = task.grammar.block_comment is not None and task.grammar.reader is None
    begins_here = not context.text.strip() or (
        bool(task.grammar.places) and len(context.text.strip()) <= _MARK_CHARS_MAX
    )
    if has_braces and not ending.unmatched and begins_here:
        parsed, text, _ = _finish(task, body, thorough=False)
        if parsed is not None:
            return with_suffix(task, Found(context, parsed, text, len(context.text), task.candidate))
    found = _in_elements(task, context)
    if found is not None:
        return with_suffix(task, found)
    if task.grammar.places and (ending.unmatched or begins_here):
        found = _climb_likely(task, context, ending, _placed_leads, thorough=thorough)
        if found is not None or task.is_brief:
            return found
    if has_braces and (ending.unmatched or not context.text.strip()):
        found = _climb_likely(task, context, ending, _likely_leads, thorough=thorough)
        if found is not None:
            return found
    found = _climb(task, context, (), thorough=thorough)
    return with_suffix(task, found) if found is not None else None


def _in_elements(task: Task, context: Context) -> Found | None:
    """Return the candidate inside the elements that it closes and closing those that it opens, all of it."""
    text = context.text + task.candidate
    if not task.grammar.regex_literals or not has_elements(text) or closed_place(text) >= len(context.text) > 0:
        return None
    for lead, ending in around(text):
        parsed = task.parse(lead + text + ending)
        if parsed.ok:
            return Found(context, parsed, lead + text + ending, len(lead + context.text), task.candidate, lead)
    return None


def _climb_likely(
    task: Task, context: Context, ending: Ending, propose: "_Proposals", *, thorough: bool
) -> Found | None:
    """Try the likely leads alone, with a share of parses of their own; None if the suffix does not fit the result."""
    share = task.budget.parses_left
    task.budget.share(min(_LIKELY_PARSES_MAX, 2 * share))
    try:
        likely = propose(task, context.text + task.candidate, ending)
        found = _climb(task, context, likely, thorough=thorough) if likely else None
        return with_suffix(task, found) if found is not None else None
    except ShareSpent:
        return None
    finally:
        task.budget.share(share)


def _climb(task: Task, context: Context, likely: Sequence[str], *, thorough: bool) -> Found | None:
    """Try ever shorter heads of the candidate, with the likely leads while they fit, or with all that may be."""
    furthest = 0
    unmatched_count = len(read(task.grammar, context.text + task.candidate).unmatched)
    for dropped, kept in enumerate([task.candidate] if task.is_whole else heads(task.candidate)):
        body = context.text + kept
        ending = read(task.grammar, body)
        if likely and len(ending.unmatched) != unmatched_count:
            return None  # the leads open brackets that this head does not close
        if 0 < furthest < _last_line(task.grammar, body):
            continue  # the parser stopped further up: this head cannot help either
        furthest = 0
        for is_thorough, lead in _tries(likely, leads(task.grammar, body, ending), thorough=thorough and dropped == 0):
            parsed, text, reached = _finish(task, lead + body, thorough=is_thorough)
            if parsed is not None:
                return Found(context, parsed, text, len(lead) + len(context.text), kept, lead)
            furthest = max(furthest, reached - lead.count("\n"))
        if 0 < furthest < context.text.count("\n"):
            return None  # the parser stops inside the context: dropping more of the candidate cannot help
    return None


def _tries(likely: Sequence[str], others: Iterator[str], *, thorough: bool) -> Iterator[tuple[bool, str]]:
    """Yield the leads to be tried, and whether with all endings: the first one, but not before all likely ones."""
    if not likely:
        yield from ((thorough and not lead, lead) for lead in others)
        return
    yield from ((False, lead) for lead in likely)
    if thorough:
        yield True, likely[0]


def _placed_leads(task: Task, body: str, ending: Ending) -> list[str]:
    """Return what leads through every part of a torn text."""
    return placed(task.language, task.grammar, body, ending, task.budget)


def _likely_leads(task: Task, body: str, ending: Ending) -> list[str]:
    """Return the few leads under which a parser reads most of the text."""
    if ending.unmatched:
        torn = torn_head(task.language, task.grammar, body, ending)
        return opened(torn, task.budget)[:_LIKELY_LEADS_MAX]
    common = (*continued(task.grammar, body), *leads(task.grammar, body, ending))
    fitting = list(dict.fromkeys(common))
    for least in (_FEW_CHARS, _HEAD_CHARS_MIN):
        head = _head(task.grammar, body, ending, least)
        places = {lead: _first_error(task, lead, head) for lead in fitting}
        fitting = [lead for lead in fitting if places[lead] == len(head)]
        if len(fitting) <= 1 or len(head) == len(body):
            break
    if fitting:
        return fitting[:_LIKELY_LEADS_MAX]
    furthest = max(places.values())
    close = [lead for lead in places if 2 * places[lead] >= furthest]
    return sorted(close, key=lambda lead: -places[lead])[:_LIKELY_LEADS_MAX]


def _head(grammar: Grammar, body: str, ending: Ending, least: int) -> str:
    """Return a head of a text of at least so many characters, up to where a line begins with nothing open."""
    begins = {*ending.line_starts, *(place for place in starts(grammar, ending) if place >= _HEAD_CHARS_MIN)}
    return body[: min((place for place in begins if place >= least), default=len(body))]


def code(task: Task, context: Context) -> Found | None:
    """Return all of context and candidate as code that a parser takes, under what is likely before and after them."""
    text = context.text + task.candidate
    common = (*continued(task.grammar, text), *leads(task.grammar, text, read(task.grammar, text)))
    for lead in islice(dict.fromkeys(("", *common)), _LEADS_MAX):
        body = lead + text
        additions = endings(task.grammar, body, read(task.grammar, body), thorough=False)
        for addition in islice(additions, _SURE_TRIES if lead else _ENDINGS_MAX):
            parsed = task.parse(body + addition)
            # Only what has a preprocessor has macros that stand anywhere.
            if parsed.ok and (task.grammar.has_directives or not parsed.skipped):
                return Found(context, parsed, body + addition, len(lead + context.text), task.candidate, lead)
    return None


def _first_error(task: Task, lead: str, head: str) -> int:
    """Return how much of the text a parser reads before it finds an error, all of it if there is none."""
    text = lead + head
    furthest = 0
    for addition in islice(endings(task.grammar, text, read(task.grammar, text), thorough=False), _SURE_TRIES):
        parsed = task.parse(text + addition)
        if parsed.ok or parsed.tree is None:
            return len(head)
        furthest = max(furthest, first_error(parsed.tree) - len(lead.encode()))
    return furthest


def with_suffix(task: Task, found: Found) -> Found | None:
    """
    Return the reading with as much of the suffix's head as parses within the budget.

    None if nothing of it does, although it continues the candidate: what the candidate means is then not known.
    """
    if not task.suffix.strip():
        return found
    body = found.text[: found.start] + found.kept
    try:
        longer = _with_head(task, found, body)
    except BudgetSpent:
        longer = None
    if longer is None and must_follow(task.grammar, body, task.suffix):
        return None
    return longer or found


def _with_head(task: Task, found: Found, body: str) -> Found | None:
    """Return the reading with the longest head of the suffix that parses, or None."""
    reached = 0
    for head in suffix_heads(task.grammar, body, task.suffix):
        if 0 < reached < _last_line(task.grammar, body + head):
            continue
        parsed, text, reached = _finish(task, body + head, thorough=False)
        if parsed is not None:
            return replace(found, parsed=parsed, text=text, after=head)
    return None


def heads(candidate: str) -> Iterator[str]:
    """Yield the candidate, then its heads without one to six of its last lines."""
    yield candidate
    end = len(candidate.rstrip("\n"))
    for _ in range(_DROPPED_LINES_MAX):
        end = candidate.rfind("\n", 0, end)
        if end < 0 or not candidate[: end + 1].strip():
            return
        yield candidate[: end + 1]


def _last_line(grammar: Grammar, text: str) -> int:
    """Return the line (from 1) where the last logical line or statement that holds text begins."""
    return text.count("\n", 0, starts(grammar, read(grammar, text.rstrip()))[-1]) + 1


def _finish(task: Task, text: str, *, thorough: bool) -> tuple[Parsed | None, str, int]:
    """
    Return the tree and text of the first ending under which the text parses, or None and how far a parser came.

    An error before the last logical line is beyond all endings.
    """
    furthest = 0
    last_line = _last_line(task.grammar, text)
    sure_tries = _SURE_TRIES if task.grammar.block_comment is None else 1
    finishes = endings(task.grammar, text, read(task.grammar, text), thorough=thorough)
    for tries, addition in enumerate(dict.fromkeys(finishes)):
        if tries >= sure_tries and 0 < furthest < last_line:
            break
        key = hash(text + addition)
        if key not in task.failed:
            parsed = task.parse(text + addition)
            if parsed.ok:
                return parsed, text + addition, furthest
            task.failed[key] = parsed.error_line
        furthest = max(furthest, task.failed[key])
    return None, text, furthest

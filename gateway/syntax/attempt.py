"""
One try to make a text whole: leads before it, endings after it, shorter heads of the candidate. It judges by parsing
and says where the candidate then lies; which contexts are tried, and what they mean, is the business of `repair`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gateway.syntax.endings import endings
from gateway.syntax.grammar import Grammar
from gateway.syntax.leads import leads
from gateway.syntax.lexicon import read, starts
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, parse
from gateway.syntax.suffix import must_follow, suffix_heads

_DROPPED_LINES_MAX = 6
_SURE_TRIES = 2


@dataclass(frozen=True, slots=True)
class Context:
    """What is put before the candidate; `cut`: its head is missing, `blanked`: broken lines of it were blanked."""

    text: str
    cut: bool = False
    blanked: bool = False


@dataclass(frozen=True, slots=True)
class Task:
    """One repair: language, candidate, what follows it, and what may still be spent."""

    language: str
    grammar: Grammar
    candidate: str
    suffix: str
    budget: Budget

    def parse(self, text: str) -> Parsed:
        """Parse one attempt."""
        return parse(self.language, text, self.budget)


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
    furthest = 0
    for dropped, kept in enumerate(_heads(task.candidate)):
        body = context.text + kept
        if 0 < furthest < _last_line(task.grammar, body):
            continue  # the parser stopped further up: this head cannot help either
        furthest = 0
        for lead in leads(task.grammar, body, read(task.grammar, body)):
            parsed, text, reached = _finish(task, lead + body, thorough=thorough and dropped == 0 and not lead)
            if parsed is not None:
                start = len(lead) + len(context.text)
                return with_suffix(task, Found(context, parsed, text, start, kept, lead))
            furthest = max(furthest, reached - lead.count("\n"))
        if 0 < furthest < context.text.count("\n"):
            return None  # the parser stops inside the context: dropping more of the candidate cannot help
    return None


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


def _heads(candidate: str) -> Iterator[str]:
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

    The furthest line is known for Python only. An error before the last logical line is beyond all endings.
    """
    furthest = 0
    last_line = _last_line(task.grammar, text) if task.grammar.block_comment is None else 0
    finishes = endings(task.grammar, text, read(task.grammar, text), thorough=thorough)
    for tries, addition in enumerate(dict.fromkeys(finishes)):
        if tries >= _SURE_TRIES and 0 < furthest < last_line:
            break
        parsed = task.parse(text + addition)
        if parsed.ok:
            return parsed, text + addition, furthest
        furthest = max(furthest, parsed.error_line)
    return None, text, furthest

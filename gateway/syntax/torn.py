"""
What a candidate without a prefix may have begun in: code, or a string or comment that it closes.

That it began in one is never more than an assumption. So it is made only of what no parser takes for code as a whole,
and what begins as code is read as code all the same, as far as it goes (`code_head`).
"""

import re
from dataclasses import replace

from gateway.syntax.attempt import Context, Found, Task, climb, is_code
from gateway.syntax.blanking import blank
from gateway.syntax.context import closable
from gateway.syntax.lexicon import read, starts
from gateway.syntax.parsing import ShareSpent

_PROSE_PARSES_MAX = 100
_TELLING_CHARS = 200
_WORD_END = re.compile(r"[\s,;]")
_AFTER_RAW = re.compile(r"\s*[,);.\]}]")
# What no engine has anything to say of.
_SPEAKS = re.compile(r"[(=:]")


def torn_marks(task: Task) -> list[tuple[str, str]]:
    """Return the marks of strings and comments in which the candidate may begin, those first that can only close."""
    marks = [marks for marks in closable(task) if marks[0] not in before(task, marks[1])]
    is_page = bool(task.grammar.page[1]) and task.candidate.lstrip().startswith(task.grammar.page[1])
    if is_page and not read(task.grammar, task.candidate).unmatched:
        marks = [one for one in marks if one[1] != task.grammar.page[1]]
    return sorted(
        marks,
        key=lambda one: (not closes_in_code(task, one[1]), one != task.grammar.block_comment, "$" in one[0]),
    )


def before(task: Task, closing: str) -> str:
    """Return the candidate's head before a mark that it holds."""
    return task.candidate[: task.candidate.index(closing)]


def closes_in_code(task: Task, closing: str) -> bool:
    """Tell whether a text that begins as code holds, as code, a mark that can only close: so it does not parse."""
    if closing == task.grammar.page[1]:
        return not task.candidate.startswith(closing)
    if closing[0] == '"' and closing.endswith("#"):
        return _AFTER_RAW.match(task.candidate, task.candidate.index(closing) + len(closing)) is not None
    if task.grammar.regex_literals or task.grammar.block_comment is None or closing != task.grammar.block_comment[1]:
        return False
    head = before(task, closing)
    ending = read(task.grammar, head)
    # The first of `/*/` opens a comment and closes none.
    opens = head.endswith(task.grammar.block_comment[0][0])
    return ending.literal is None and not ending.in_line_comment and not opens


def looks_torn(task: Task) -> bool:
    """Tell whether a text that is read as code from its beginning seems to have strings that are none."""
    ending = read(task.grammar, task.candidate)
    is_open = ending.literal is not None and (ending.literal.quote is None or ending.literal.quote.spans_lines)
    is_closed = task.grammar.block_comment is not None and task.grammar.block_comment[1] in task.candidate
    return not task.grammar.places or is_open or is_closed or ending.broken_count > 0


def is_comments_middle(task: Task) -> bool:
    """Tell whether every line begins as the lines of a long comment do, of which neither end is there."""
    marks = task.grammar.block_comment
    if marks is None or "*" not in marks[1] or any(mark in task.candidate for mark in marks):
        return False
    lines = [line.lstrip() for line in task.candidate.split("\n") if line.strip()]
    return all(line.startswith("*") for line in lines)


def is_prose(task: Task, head: str) -> bool:
    """Tell whether a text is no code: its lines are a comment's, or no parser takes all of it."""
    marked = [line.lstrip().startswith("*") for line in head.split("\n") if line.strip()]
    if not marked or (task.grammar.block_comment is not None and any(marked) and all(marked[1:])):
        return True
    enough = _WORD_END.search(head, _TELLING_CHARS)
    heads = dict.fromkeys((head[: enough.end()] if enough is not None else head, head))
    task.budget.share(_PROSE_PARSES_MAX)
    try:
        return not all(is_code(task, one) for one in heads)
    except ShareSpent:
        return False


def code_head(task: Task, closing: str) -> Found | None:
    """
    Return the candidate read as code up to where its head before the mark is none any more; the rest of it is blank.

    None if it does not begin as code. Raises BudgetSpent.
    """
    head = before(task, closing)
    begins = [place for place in starts(task.grammar, read(task.grammar, head)) if 0 < place < len(head)]
    end = _code_end(task, head, [*begins, len(head)])
    if _SPEAKS.search(head, 0, end) is None:
        return None
    task.budget.share(_PROSE_PARSES_MAX)
    own = replace(task, candidate=head[:end], suffix="", is_whole=True, is_brief=False)
    found = climb(own, Context(""), thorough=False)
    return _blanked_behind(task, found, end) if found is not None else None


def _code_end(task: Task, head: str, ends: list[int]) -> int:
    """Return the last of these places before which all is code, as bisection finds it; 0 if the first is none."""
    known, failed, probe = 0, len(ends) + 1, 1
    task.budget.share(_PROSE_PARSES_MAX)
    while known + 1 < failed:
        try:
            is_longer = is_code(task, head[: ends[probe - 1]])
        except ShareSpent:
            break
        known, failed = (probe, failed) if is_longer else (known, probe)
        probe = 2 * known if 2 * known < failed else (known + failed) // 2
    return ends[known - 1] if known else 0


def _blanked_behind(task: Task, found: Found, end: int) -> Found | None:
    """Return a reading of the candidate's head as one of all of it, blank where it is not read."""
    place = found.start + end
    text = found.text[:place] + blank(task.candidate[end:]) + found.text[place:]
    parsed = task.parse(text)
    return replace(found, text=text, parsed=parsed, kept=task.candidate) if parsed.ok else None

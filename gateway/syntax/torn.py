"""
What a candidate without a prefix may have begun in: code, or a string or comment that it closes.

That it began in one is never more than an assumption. So it is made only of what no parser takes for code as a whole,
and what begins as code is read as code all the same, as far as it goes (`code_head`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from gateway.syntax.attempt import Context, Found, Task, code
from gateway.syntax.blanking import blank
from gateway.syntax.context import closable
from gateway.syntax.elements import has_elements
from gateway.syntax.grammar import NO_COMMENTS, Grammar
from gateway.syntax.lexicon import read, starts
from gateway.syntax.parsing import ShareSpent

_PROSE_PARSES_MAX = 100
_HEAD_PARSES_MAX = 400
_TELLING_CHARS = 200
# A call, or something that is set.
SAYS = re.compile(r"[\w)\]]\s*\(|\w\s*[=:]")
_WORD_END = re.compile(r"[\s,;]")
_QUOTE = re.compile(r"[\"']")
_CONTINUED = re.compile(r"(?:[^\\\n]|\\[^\n]|\\\n(?=.))*")
_ESCAPED = re.compile(r"\\[\"']")
_AFTER_RAW = re.compile(r"\s*[,);.\]}]")
# Names alone, of which no engine has anything to say: the rest of a word, say.
_NAMES = re.compile(r"\s*[/+]?\s*[\w$]+(?:\s*[.,-]\s*[\w$]+)*[\s.,=*~)-]*")
# Words of a comment, which call nothing and set nothing; of one that goes on in the next line, which call nothing.
_WORDS = re.compile(r"(?=.*\w\s)(?:[\w\s.,;:'\"!?/)-]|(?<!\w)\()*(?<=[\w.:!?])\s*")
# What is quoted within a comment, and the address of a page: there are no commands in such quotes but where a shell is.
_QUOTED_WORDS = re.compile(r"(?<![\w)\]$`])`[^`$]*`")
_ADDRESS = re.compile(r"\b[a-z]+://")
_COMMENTED = re.compile(r"(?=.*\w)(?:[^(`]|(?<!\w)\()*")
# Five plain words in a row, one of which no language has: nobody need ask a parser.
_PLAIN_WORDS = re.compile(r"(?<![\w.])[A-Za-z]+(?: +[A-Za-z]+){4,}")
# Six with two that are not of ASCII: what is declared is one.
_FOREIGN_WORDS = re.compile(r"(?<![\w.])[^\W\d_]++(?: ++[^\W\d_]++){5,}+")
_NOT_ASCII_MIN = 2
_ENGLISH = re.compile(r"\b(?:the|that|which|should|would|to|an|be|are|you|has)\b")
_MARKS = re.compile(r"//|/\*|[#\"'`]")


@dataclass(frozen=True, slots=True)
class Mark:
    """
    A string or comment in which a text may begin: its marks, and where it is closed.

    `is_sure`: read as code, the text holds there what can only close it, so that it does not parse. `is_line`: it ends
    with its line, and no parser lets a line begin as code that breaks a string off.
    """

    opening: str
    closing: str
    place: int
    is_sure: bool
    is_line: bool = False


def torn_marks(task: Task) -> list[Mark]:
    """Return the strings and comments in which the candidate may begin, those first that are sure."""
    places = [(*marks, task.candidate.index(marks[1])) for marks in closable(task)]
    marks = [
        Mark(opening, closing, place, is_sure=_closes_in_code(task, closing, place))
        for opening, closing, place in places
        if opening not in task.candidate[:place]
    ]
    is_page = bool(task.grammar.page[1]) and task.candidate.lstrip().startswith(task.grammar.page[1])
    if is_page and not read(task.grammar, task.candidate).unmatched:
        marks = [one for one in marks if one.closing != task.grammar.page[1]]
    comment = task.grammar.block_comment
    marks.sort(key=lambda one: (not one.is_sure, (one.opening, one.closing) != comment, "$" in one.opening))
    sure = [one for one in marks if one.is_sure]
    return [*sure, *_first_line_marks(task), *_line_comment(task), *marks[len(sure) :]]


def _first_line_marks(task: Task) -> Iterator[Mark]:
    """Yield the strings on one line in which the candidate may begin: as code, its first line breaks one off, say."""
    line = _first_line(task)
    # Outside of a string and of a comment, no line ends so.
    is_continued = "\n" in line and read(task.grammar, line.partition("\\\n")[0]).literal is None
    is_broken = is_continued or read(task.grammar, f"{line}\n").broken_count > 0
    comment = read(task.grammar, line).line_comment_start
    is_in_comment = comment is not None and _QUOTE.search(line, comment) is not None
    if not is_broken and not is_in_comment and _ESCAPED.search(line) is None:
        return
    for quote in task.grammar.quotes:
        if not quote.spans_lines and quote.opening == quote.closing:
            end = re.search(rf"(?<!\\)(?:\\\\)*{re.escape(quote.closing)}", line)
            if end is not None and read(task.grammar, f"{line[end.end() :]}\n").broken_count == 0:
                yield Mark(
                    quote.opening, quote.closing, end.end() - len(quote.closing), is_sure=is_broken, is_line=is_broken
                )


def _first_line(task: Task) -> str:
    """Return the first line, with those in which its string goes on where no code does behind such a mark."""
    goes_on = task.grammar.block_comment is not None and task.grammar.reader is None
    found = _CONTINUED.match(task.candidate) if goes_on and not task.grammar.has_directives else None
    return found.group() if found is not None else task.candidate.partition("\n")[0]


def _line_comment(task: Task) -> Iterator[Mark]:
    """Yield a comment that ends with the first line, if that has nothing but words and is no code."""
    line, newline, rest = task.candidate.partition("\n")
    mark = task.grammar.line_comment
    if not newline or not mark or task.grammar.reader is not None or mark in _ADDRESS.sub("", line):
        return
    following = rest.partition("\n")[0]
    goes_on = following.lstrip().startswith(mark)
    if not goes_on and _WORDS.fullmatch(following) is not None and is_prose(task, following):
        return  # of a comment, only the first line can lack its mark
    words = _COMMENTED if goes_on else _WORDS
    said = line if task.grammar.page[0] else _QUOTED_WORDS.sub("_", line)
    is_said = words.fullmatch(said) is not None or _NAMES.fullmatch(line) is not None
    if is_said and is_prose(task, line):
        yield Mark(f"{mark} ", "\n", len(line), is_sure=False)


def _closes_in_code(task: Task, closing: str, place: int) -> bool:
    """Tell whether a text that begins as code holds, as code, a mark that can only close: so it does not parse."""
    if closing == task.grammar.page[1]:
        return not task.candidate.startswith(closing)
    if closing[0] == '"' and closing.endswith("#"):
        return _AFTER_RAW.match(task.candidate, place + len(closing)) is not None
    if task.grammar.block_comment is None or closing != task.grammar.block_comment[1]:
        return False
    # What looks like it elsewhere may be the end of a regular expression.
    if task.grammar.regex_literals and task.candidate[task.candidate.rfind("\n", 0, place) + 1 : place].strip(" \t*"):
        return False
    ending = read(task.grammar, task.candidate[:place])
    # The first of `/*/` opens a comment and closes none.
    opens = task.candidate.endswith(task.grammar.block_comment[0][0], 0, place)
    return ending.literal is None and not ending.in_line_comment and not opens


def ends_in_doubtful_text(task: Task, found: Found) -> bool:
    """
    Tell whether a reading ends in a string over several lines that says what code says, and may be none.

    What opens it may as well close the string in which the text began: before it is nothing that is code for sure.
    """
    literal = read(task.grammar, found.text[: found.start + len(found.kept)]).literal
    if literal is None or literal.quote is None or literal.start < found.start:
        return False
    before, text = found.text[found.start : literal.start], found.text[literal.start : found.start + len(found.kept)]
    is_doubtful = bool(found.lead) or "\n" not in before.strip()
    return is_doubtful and "\n" in text and SAYS.search(text) is not None


def looks_torn(task: Task) -> bool:
    """Tell whether a text that is read as code from its beginning seems to have strings that are none."""
    ending = read(task.grammar, task.candidate)
    is_open = ending.literal is not None and (ending.literal.quote is None or ending.literal.quote.spans_lines)
    is_closed = task.grammar.block_comment is not None and task.grammar.block_comment[1] in task.candidate
    return not task.grammar.places or is_open or is_closed or ending.broken_count > 0


def is_comments_middle(task: Task) -> bool:
    """Tell whether all lines but perhaps the first begin as those of a long comment, of which neither end is there."""
    marks = task.grammar.block_comment
    if marks is None or "*" not in marks[1] or marks[1] in task.candidate:
        return False
    if marks[0] in task.candidate and task.grammar.nests_comments:
        return False
    lines = [line.lstrip() for line in task.candidate.split("\n") if line.strip()]
    return any(line.startswith("*") for line in lines) and all(line.startswith("*") for line in lines[1:])


def begins_in_comment(grammar: Grammar, prefix: str, candidate: str) -> bool:
    """Tell whether a prefix closes a comment that it did not open, or is the middle of one, as the candidate is."""
    if grammar.block_comment is None or grammar.block_comment == NO_COMMENTS:
        return False
    opening, closing = grammar.block_comment
    place = prefix.find(closing)
    if place >= 0:
        return opening not in prefix[:place] and read(grammar, prefix[:place]).literal is None
    lines = [line.lstrip() for line in f"{prefix}{candidate}".split("\n") if line.strip()]
    return closing not in candidate and bool(lines) and all(line.startswith("*") for line in lines)


def prose_place(task: Task, text: str) -> int:
    """Return where a text has words in a row that are no code, nor in a string, comment or element; -1 if nowhere."""
    if task.grammar.reader is not None or (task.grammar.regex_literals and has_elements(task.candidate)):
        return -1
    words = next((one for one in _PLAIN_WORDS.finditer(text) if _ENGLISH.search(one.group()) is not None), None)
    if words is None and not text.isascii():
        words = next((one for one in _FOREIGN_WORDS.finditer(text) if _are_foreign(one.group())), None)
    return words.start() if words is not None and _MARKS.search(text, 0, words.start()) is None else -1


def _are_foreign(words: str) -> bool:
    """Tell whether several of some words have letters that are not of ASCII."""
    return sum(not one.isascii() for one in words.split()) >= _NOT_ASCII_MIN


def is_prose(task: Task, head: str) -> bool:
    """Tell whether a text is no code: its lines are a comment's, or no parser takes all of it for more than names."""
    marked = [line.lstrip().startswith("*") for line in head.split("\n") if line.strip()]
    if not marked or (task.grammar.block_comment is not None and any(marked) and all(marked[1:])):
        return True
    if (task.grammar.reader is None and _NAMES.fullmatch(head) is not None) or prose_place(task, head) >= 0:
        return True
    enough = _WORD_END.search(head, _TELLING_CHARS)
    heads = dict.fromkeys((head[: enough.end()] if enough is not None else head, head))
    task.budget.share(_PROSE_PARSES_MAX)
    try:
        return any(_says_nothing(task, code(_of(task, one), Context(""))) for one in heads)
    except ShareSpent:
        return False


def _says_nothing(task: Task, found: Found | None) -> bool:
    """Tell whether there is no reading as code, or one of names alone."""
    return found is None or (task.grammar.reader is None and _NAMES.fullmatch(found.kept) is not None)


def code_head(task: Task, context: Context, end: int) -> Found | None:
    """
    Return the candidate read as code in a context, as far as it is code before that place; the rest of it is blank.

    None if it does not begin as code that says anything. Raises BudgetSpent.
    """
    before_it = len(context.text)
    text = context.text + task.candidate[:end]
    begins = [place - before_it for place in starts(task.grammar, read(task.grammar, text)) if place > before_it]
    ends = [*(place for place in begins if place < end), end]
    while ends:
        found = _longest(task, context, ends)
        if found is None or _says_nothing(task, found):
            return None
        place = found.start + len(found.kept)
        whole = found.text[:place] + blank(task.candidate[len(found.kept) :]) + found.text[place:]
        parsed = task.parse(whole)
        if parsed.ok:
            return replace(found, text=whole, parsed=parsed, kept=task.candidate)
        # What ends this head, as the rest of a directive does, must follow it at once: a shorter one does without.
        ends = [place for place in ends if place < len(found.kept)]
    return None


def _longest(task: Task, context: Context, ends: list[int]) -> Found | None:
    """Return the reading as code of the longest head that ends at one of these places, as bisection finds it."""
    known, failed, probe = 0, len(ends) + 1, 1
    longest: Found | None = None
    task.budget.share(_HEAD_PARSES_MAX)
    while known + 1 < failed:
        found = code(_of(task, task.candidate[: ends[probe - 1]]), context)
        longest = found or longest
        known, failed = (known, probe) if found is None else (probe, failed)
        probe = 2 * known if 2 * known < failed else (known + failed) // 2
    return longest


def _of(task: Task, candidate: str) -> Task:
    """Return the task of reading all of another candidate by itself."""
    return replace(task, candidate=candidate, suffix="", is_whole=True, is_brief=False)

"""
What is read before a candidate. The whole prefix if it can be; else the prefix with its broken lines blanked, so that
its names and declarations stay; never a context that begins inside the statement in which the candidate begins.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, islice

from gateway.syntax.attempt import Context, Task
from gateway.syntax.endings import endings
from gateway.syntax.faults import errors_at
from gateway.syntax.grammar import Grammar
from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.leads import leads
from gateway.syntax.lexicon import Ending, head_start, read
from gateway.syntax.parsing import RENDERED, Budget, parse

_NAMES_MAX = 300
_NAMES_CHARS_MAX = 16_000
_BLANKED_ROUNDS_MAX = 12
_LEADS_MAX = 4
_ENDINGS_MAX = 2
_CONTINUES_BLOCK = re.compile(r"[)\]}#]|(?:else|elif|except|finally|catch|case|default)\b|\n")
_HEADER = re.compile(
    r"([ \t\f]*)(?:async[ \t]+)?(def|class|if|elif|else|try|except|finally|for|while|with|match|case)\b"
)
_HEADERS = {
    "def": "def _():",
    "class": "class _:",
    "elif": "elif _:",
    "else": "else:",
    "try": "try:",
    "except": "except _:",
    "finally": "finally:",
    "match": "match _:",
    "case": "case _:",
}
_MACRO_HEAD = re.compile(r"#[ \t]*\w*[ \t]*(?:\w+(?:\([^()\n]*\))?)?[ \t]?")
_QUOTE = re.compile(r"[\"'`]|\*/")
_SPANNING_MARK = re.compile(r"\"\"\"|'''|`|/\*|\*/")


def begin(language: str, prefix: str, chars_max: int) -> Context:
    """Return the end of the prefix that is scanned along: cut where nothing is open, with its names in front."""
    if len(prefix) <= chars_max:
        return Context(prefix)
    earliest = len(prefix) - chars_max
    starts = [start for start in read(GRAMMARS[language], prefix).line_starts if start >= earliest]
    top_level = [start for start in starts if not prefix[start : start + 1].isspace()]
    cut = (top_level or starts or [earliest])[0]
    return Context(names_of(language, prefix[:cut]) + prefix[cut:], cut=True)


def names_of(language: str, head: str) -> str:
    """Return the imports and plain aliases of a text that is left out, one a line, so that names still resolve."""
    lines: list[str] = []
    budget = Budget(parses_left=_NAMES_MAX)
    for found in islice(GRAMMARS[language].names.finditer(head), _NAMES_MAX):
        line = next(group for group in found.groups() if group is not None).strip()
        if line.startswith("package") and lines:
            continue
        if parse(language, line + "\n", budget).ok:
            lines.append(line + "\n")
    kept = "".join(lines)
    return kept if len(kept) <= _NAMES_CHARS_MAX else ""


def flipped(language: str, context: Context) -> Context | None:
    """Return the context with the text after the mark that opens its string or comment read as code."""
    ending = read(GRAMMARS[language], context.text)
    literal = ending.literal
    if literal is not None:
        mark = literal.quote.opening if literal.quote is not None else (GRAMMARS[language].block_comment or ("",))[0]
        place = context.text.index(mark, literal.start) + len(mark)
    elif ending.line_comment_start is not None:
        place = ending.line_comment_start + len(GRAMMARS[language].line_comment)
        head = _MACRO_HEAD.match(context.text, ending.line_comment_start)
        place = head.end() if head is not None and GRAMMARS[language].has_directives else place
    else:
        return None
    return Context(names_of(language, context.text[:place]) + context.text[place:], cut=True)


def after_closing(task: Task, prefix: str) -> Context | None:
    """Return a context that ends in a string over several lines which the candidate may close, or None if it cannot."""
    marks = next(closable(task), None)
    return Context(names_of(task.language, prefix) + marks[0], cut=True) if marks is not None else None


def closable(task: Task) -> Iterator[tuple[str, str]]:
    """Yield the opening and closing marks of strings over several lines, and comments, that the candidate may close."""
    quotes = [(quote.opening, quote.closing) for quote in task.grammar.quotes if quote.spans_lines]
    for marks in (*quotes, *((task.grammar.block_comment,) if task.grammar.block_comment else ())):
        if marks[1] in task.candidate:
            yield marks


def mended(task: Task, context: Context) -> Context | None:
    """
    Return the context with its broken lines blanked, or None if nothing is broken or it cannot be mended.

    No line of the statement in which the candidate begins is ever blanked, and none that leaves a string over several
    lines open or closed. The count of lines stays.
    """
    head = head_start(task.grammar, read(task.grammar, context.text))
    above, statement = context.text[:head], context.text[head:]
    if task.grammar.block_comment is None:
        whole = _mended_python(task, above, statement)
    else:
        whole = _mended_braces(task, above)
    if whole is None or whole == above:
        return None
    pairs = zip(above.split("\n"), whole.split("\n"), strict=True)
    for is_changed, run in groupby(pairs, key=lambda pair: pair[0] != pair[1]):
        if is_changed and not _is_balanced(task.grammar, "\n".join(old for old, _ in run)):
            return None
    return Context(whole + statement, cut=context.cut, blanked=True)


def _is_balanced(grammar: Grammar, text: str) -> bool:
    """Tell whether what follows a text is a string exactly if what stands before it is one."""
    marks = Counter(_SPANNING_MARK.findall(text))
    return (
        marks["/*"] == marks["*/"]
        and all(marks[mark] % 2 == 0 for mark in ('"""', "'''", "`"))
        and all(text.count(mark) % 2 == 0 for mark in _spanning_quotes(grammar))
    )


def _spanning_quotes(grammar: Grammar) -> set[str]:
    """Return the marks of one character with which a string over several lines may begin."""
    openings = (quote.opening for quote in grammar.quotes if quote.spans_lines)
    return {opening[-1] for opening in openings if opening != opening[-1] * 3} & set("\"'")


def _mended_python(task: Task, above: str, statement: str) -> str | None:
    """Blank every broken top-level block, and the broken lines of the block that the candidate continues."""
    blocks = list(_blocks(above, read(task.grammar, above)))
    parts = [block if task.parse(block).ok else _blank(block) for block in blocks[:-1]]
    last = blocks[-1] if blocks else ""
    indent = statement[: len(statement) - len(statement.lstrip(" \t\f"))]
    if not statement.strip():
        indent += task.candidate[: len(task.candidate) - len(task.candidate.lstrip(" \t\f"))]
    for _ in range(_BLANKED_ROUNDS_MAX):
        line = _broken_line(task, last, f"{indent}pass")
        if line == 0:
            return "".join([*parts, last])
        lines = last.split("\n")
        # A window's first line may be the end of another: with it gone, what follows is given a header.
        lines[line - 1] = _placeholder(lines[line - 1]) if line > 1 or parts else ""
        last = "\n".join(lines)
    return None


def _blocks(text: str, ending: Ending) -> Iterator[str]:
    """Yield the top-level blocks of Python, in order and without a gap."""
    begin_at = 0
    decorated = False
    for start in ending.line_starts[1:]:
        if start >= len(text) or text[start].isspace() or _CONTINUES_BLOCK.match(text, start) or decorated:
            decorated = decorated and (start < len(text) and text[start] == "@")
            continue
        yield text[begin_at:start]
        begin_at = start
        decorated = text[start] == "@"
    yield text[begin_at:]


def _broken_line(task: Task, block: str, stub: str) -> int:
    """Return the line (from 1) at which a block of Python that goes on with the stub breaks, or 0 if it does not."""
    furthest = (0, 0)
    body = block + stub
    ending = read(task.grammar, body)
    for lead in islice(leads(task.grammar, body, ending), _LEADS_MAX):
        finishes = endings(task.grammar, lead + body, read(task.grammar, lead + body), thorough=False)
        above = lead.count("\n")
        for addition in islice(finishes, _ENDINGS_MAX):
            parsed = task.parse(lead + body + addition)
            if parsed.ok:
                return 0
            furthest = max(furthest, (parsed.error_line - above, parsed.blamed_line - above))
    line = furthest[1]
    return line if 0 < line <= block.count("\n") else 0


def _placeholder(line: str) -> str:
    """Return what stands for a broken line of Python: a header of its kind, `pass`, at last nothing."""
    header = _HEADER.match(line)
    if header is not None and line.rstrip().endswith(":"):
        placeholder = header.group(1) + _HEADERS.get(header.group(2), "if _:")
    else:
        placeholder = line[: len(line) - len(line.lstrip())] + "pass"
    return " " * len(line) if placeholder == line else placeholder


def _blank(block: str) -> str:
    """Return as many lines as a broken block of Python has, with nothing but its names."""
    names = names_of("python", block)
    if names.count("\n") > block.count("\n"):
        names = "; ".join(line for line in names.splitlines() if "(" not in line and ")" not in line) + "\n"
    return names + "\n" * (block.count("\n") - names.count("\n"))


def _mended_braces(task: Task, above: str) -> str | None:
    """Blank the statements at which a parser finds errors, but for their braces; then the whole line."""
    tried: set[int] = set()
    text = above
    for _ in range(_BLANKED_ROUNDS_MAX):
        broken = {line: column for line, column in _broken(task, text).items() if line <= above.count("\n")}
        if not broken:
            return text
        lines = text.split("\n")
        for line, column in broken.items():
            was = lines[line - 1]
            lines[line - 1] = "" if line in tried else _without_statement(was, column)
            tried.add(line)
            if not was.strip():
                return None
        text = "\n".join(lines)
    return None


def _without_statement(line: str, column: int) -> str:
    """Return the line without the statement that holds the UTF-8 column, but with all braces."""
    before = line.encode()[:column].decode(errors="ignore")
    begin_at = max(before.rfind(mark) for mark in ";{}") + 1
    end = line.find(";", len(before)) + 1 or len(line)
    return line[:begin_at] + "".join(char for char in line[begin_at:end] if char in "{}") + line[end:]


def _broken(task: Task, text: str) -> dict[int, int]:
    """Return the lines (from 1) and columns where errors begin, under the lead that leaves the fewest."""
    fewest: dict[int, int] | None = None
    for lead in islice(leads(task.grammar, text, read(task.grammar, text)), _LEADS_MAX):
        addition = next(endings(task.grammar, lead + text, read(task.grammar, lead + text), thorough=False))
        parsed = task.parse(lead + text + addition)
        if parsed.ok or parsed.tree is None:
            return {}
        above = lead.count("\n")
        found = {line - above: column for line, column in errors_at(parsed.tree).items() if line > above}
        if fewest is None or len(found) < len(fewest):
            fewest = found
    return fewest or {}


def claims_literal(grammar: Grammar, ending: Ending, text: str) -> bool:
    """
    Tell whether the text seems to end in a string or comment that a parser must confirm.

    What ends with its line is sure by the line alone, if that is whole and has no mark of what spans lines: it is what
    it looks like, or a part of a longer string. Only regular expressions make quotes on a line doubtful.
    """
    literal = ending.literal
    if literal is None and not ending.in_line_comment:
        return False
    begin_at = text.rfind("\n") + 1
    if begin_at == 0 or (literal is not None and literal.start < begin_at):
        return True
    is_doubtful = grammar.regex_literals or bool(_spanning_quotes(grammar))
    return (_QUOTE if is_doubtful else _SPANNING_MARK).search(text, begin_at) is not None


def surely_in_comment(task: Task, text: str) -> bool:
    """
    Tell whether a text of C or C++ ends in a comment over several lines, whatever stands before the text.

    It does if the line in which the comment begins is whole and has no quote. No string goes over several lines but the
    raw ones of C++, which end with a quote. A first line may be the rest of one, but no lines of a comment follow then.
    """
    literal = read(task.grammar, text).literal
    if literal is None or literal.quote is not None or task.language not in RENDERED:
        return False
    above, comment = text[: literal.start], text[literal.start :]
    first, *others = comment.split("\n")
    begin_at = above.rfind("\n") + 1
    if _QUOTE.search(above[begin_at:] + first) or above[:begin_at].endswith("\\\n"):
        return False
    if begin_at == 0 and not (others[:-1] and all(line.lstrip().startswith("*") for line in others[:-1])):
        return False
    return task.language == "c" or '"' not in comment + task.candidate.partition(literal.closing)[0]


def closing_marks(ending: Ending) -> tuple[str, ...]:
    """Return what could end the string or comment in which a text ends."""
    literal = ending.literal
    if literal is None:
        return ("\n",)
    if literal.quote is None or literal.quote.spans_lines:
        return (literal.closing, literal.quote.hole or literal.closing) if literal.quote else (literal.closing,)
    return (literal.closing, "\n", literal.quote.hole or "\n")

"""
Makes a fragment of YAML whole, where indentation is the structure and there are no brackets to close.

It begins with the headers under which every indentation that the fragment falls back to is legal, and ends with what
its last line lacks: a quote, a bracket, the colon of a key. As in `attempt`, only the parser says whether a text is
whole, and the candidate itself is never edited.
"""

import re
from collections.abc import Iterator
from itertools import islice

from gateway.syntax.attempt import Context, Found, Task, heads
from gateway.syntax.lexicon import read
from gateway.syntax.parsing import ShareSpent

_PARSES_MAX = 240
_TAIL_LINES = (1, 2, 4, 12, 40)
_ENDS = ("", ": _", " _", "_", "-", "--", '"', '": _', "'", "': _", '1"', '01"')
_ALIAS = re.compile(r"(?<=[\s\[,{])\*([\w-]{1,80})(?![\w.*/-])")
_ANCHOR = re.compile(r"(?<=[\s\[,{])&([\w-]{1,80})")
_ITEM = re.compile(r"-(?:\s|\Z)")
_SUFFIX_LINES = (None, 12, 4, 1)


def whole(task: Task, context: Context) -> Found | None:
    """Return the context, as much of the candidate as can be and of the suffix as a text that parses, or None."""
    task.budget.share(_PARSES_MAX)
    try:
        return _climbed(task, context)
    except ShareSpent:
        return None


def _climbed(task: Task, context: Context) -> Found | None:
    for kept in heads(task.candidate):
        body = context.text + kept
        for anchors in dict.fromkeys(("", _anchors(body))):
            for lead in _leads(body):
                found = _finished(task, context, kept, anchors + lead)
                if found is not None:
                    return found
    return None


def _anchors(body: str) -> str:
    """
    Return what gives a meaning to aliases that have none in the text: their anchors are further up in the file.

    The last key of it may be the parent of whatever follows.
    """
    known = set(_ANCHOR.findall(body))
    names = [name for name in dict.fromkeys(_ALIAS.findall(body)) if name not in known]
    return "".join([*(f"_: &{name} _\n" for name in names), "_:\n" if names else ""])


def _finished(task: Task, context: Context, kept: str, lead: str) -> Found | None:
    """Return the text with one lead, with the suffix if that can be, else with the first ending that makes it whole."""
    start = len(lead) + len(context.text)
    body = lead + context.text + kept
    is_all = kept == task.candidate
    for head in _suffix_heads(task.suffix) if is_all else ():
        parsed = task.parse(body + head)
        if parsed.ok:
            return Found(context, parsed, body + head, start, kept, lead, after=head)
    if is_all and _must_follow(body, task.suffix):
        return None
    last_line = body.rstrip().count("\n") + 1
    for addition in dict.fromkeys(_endings(task, body)):
        parsed = task.parse(body + addition)
        if parsed.ok:
            return Found(context, parsed, body + addition, start, kept, lead)
        if parsed.layout is not None or 0 < parsed.error_line < last_line - 1:
            return None  # an alias has no meaning, or the parser stopped further up: no ending can help
    return None


def _suffix_heads(suffix: str) -> Iterator[str]:
    """Yield the suffix, longest head first."""
    lines = suffix.splitlines(keepends=True)
    heads = (suffix if count is None else "".join(lines[:count]) for count in _SUFFIX_LINES)
    yield from (head for head in dict.fromkeys(heads) if head.strip())


def _must_follow(body: str, suffix: str) -> bool:
    """Tell whether the suffix goes on in the candidate's last line, so that it cannot be left out."""
    return not body.endswith("\n") and bool(suffix.partition("\n")[0].strip())


def _leads(body: str) -> Iterator[str]:
    """Yield what to put before the text, likeliest first; the first is nothing."""
    yield ""
    lines = list(_lines(body))
    if not lines:
        return
    (indent, first), rest = lines[0], lines[1:]
    following = rest[0][0] if rest else 0
    shallower = max((width for width, _ in rest if width < following), default=max(following - 2, 0))
    for pad in dict.fromkeys((indent, *(width for width in (following, shallower) if width > indent))):
        header = "".join(_headers([(pad, first), *rest]))
        added = " " * (pad - indent)
        yield header + added
        yield f"{header}{added}_: "
        yield f"{header}{added}- "
        yield f"{header}{added}- _: "
        yield f"{header}{' ' * pad}_:\n{added}"


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield (indentation, text) of every line that says something; a line's own dashes are a part of its text."""
    for line in text.split("\n"):
        content = line.strip()
        if content and not content.startswith("#"):
            yield len(line) - len(line.lstrip(" ")), content


def _headers(lines: list[tuple[int, str]]) -> list[str]:
    """Return the parents that the first line must have had, outermost first, by the lines that fall back to theirs."""
    lowest, content = lines[0]
    is_item = bool(_ITEM.match(content))
    levels: dict[int, str] = {}
    for indent, text in lines[1:]:
        begins_item = bool(_ITEM.match(text))
        if indent < lowest:
            lowest, is_item = indent, begins_item
            levels[indent] = "- _:\n" if begins_item else "_:\n"
        elif indent == lowest and is_item and not begins_item:
            is_item = False
            levels[indent] = f"_:\n{' ' * indent}{levels[indent]}" if indent in levels else "_:\n"
    return [f"{' ' * indent}{levels[indent]}" for indent in sorted(levels)]


def _endings(task: Task, body: str) -> Iterator[str]:
    """Yield what may finish the text: nothing, then what closes the quotes and brackets of its last lines, and keys."""
    closings = dict.fromkeys(_closings(task, body))
    for end in _ENDS:
        for closing in closings:
            yield end + closing
    yield from (f"{closing}: _" for closing in closings)
    yield from (f"{end}{mark}" for end in ('"', "'") for mark in ("]", "}", "}]", "]}"))


def _closings(task: Task, body: str) -> Iterator[str]:
    """Yield what closes the quotes and brackets that the last lines have opened, seen from ever further up."""
    yield ""
    lines = body.split("\n")
    for count in islice(_TAIL_LINES, len(lines)):
        ending = read(task.grammar, "\n".join(lines[-count:]))
        escape = "\\" if ending.dangling_escape else ""
        yield escape + "".join(one.closing for one in reversed(ending.opened))

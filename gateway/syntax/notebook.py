"""
What a cell of a notebook holds beside Python: commands of a shell (`!ls`, `%%bash`) and magics (`%time`, `%%capture`).

Python's parser is shown it in words of the same length: a magic as `pass`, what is timed as the statement that it is.
Commands are programs of their own (`programs`), to be scanned as such. A magic that brings another language, that runs
what it is given as Python, or that is not known here stays as it is, so that the text is refused; so does what only
looks like a cell's, in a text of several lines.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Final

from gateway.syntax.blanking import blank
from gateway.syntax.fragments import Embedded, Part, joined

# What only sets the notebook up, or shows something of it.
_QUIET: Final = (
    "autoawait|autocall|automagic|autoreload|bookmark|cd|colors|config|debug|dhist|env|gui|history|load_ext"
    "|logoff|logon|logstart|logstop|lsmagic|matplotlib|page|pdb|pdef|pdoc|pfile|pinfo2?|popd|precision|psearch|psource"
    "|pushd|pwd|pycat|pylab|quickref|recall|reload_ext|reset|reset_selective|run|set_env|tb|unalias|unload_ext|who"
    "|who_ls|whos|xdel|xmode"
)
_NEXT_CELL: Final = r"\n[ \t]*(?:%%|\#[ \t]*(?:%%|In\[))"
# What ends with the text may end later: what is appended to it would be in the cell.
_CELL: Final = rf"(?:(?!{_NEXT_CELL})\n[^\n]*)*+(?={_NEXT_CELL})"
# A notebook runs what stands in braces before the command does, and a command that goes on in the next line is no line.
_PLAIN: Final = r"(?![^\n]*(?:\{[^}\n]*\(|\\$))"
# Of what else a magic is given, it may run what is a call.
_CALLS_NOTHING: Final = r"(?![^\n]*(?:\(|\\$))"
_LINES: Final = re.compile(
    rf"^(?P<cell>%%(?P<language>bash|sh|script[ \t]+(?:bash|sh)|javascript|js)\b{_PLAIN}[^\n]*{_CELL})"
    rf"|^(?P<head>%%(?:time|capture)\b{_CALLS_NOTHING}[^\n]*)"
    r"|^(?P<timed>[ \t]*+%%?(?:time|timeit|prun|memit)\b(?:[ \t]+-\w+(?:[ \t]+\d+)?)*)(?=[ \t]+[^\s-])"
    rf"|^(?P<bare>[ \t]*+%%?(?:time|timeit|prun|memit)\b{_CALLS_NOTHING}[^\n]*)"
    rf"|^(?P<command>[ \t]*+%(?:pip|conda|ls|mkdir|rm|rmdir|cp|mv|cat|sx|system)[ \t]+{_PLAIN}[^\n]+)"
    rf"|^(?P<quiet>[ \t]*+%(?:{_QUIET})\b{_CALLS_NOTHING}[^\n]*)"
    rf"|^(?P<shell>[ \t]*+!!?[ \t]*{_PLAIN}[^\s=][^\n]*)"
    rf"|^(?P<kept>[ \t]*+\w[\w, \t]*+=[ \t]*(?:!|%sx[ \t]|%system[ \t]){_PLAIN}[^\n]*)"
    r"|^(?P<help>[ \t]*+(?:\?{1,2}[\w.]+|[\w.]+\?{1,2})[ \t]*$)",
    re.MULTILINE,
)
_COMMAND: Final = re.compile(r"(?:!!?|%sx|%system|%)[ \t]*")
_NOTHING: Final = "pass"
_TEXTS: Final = frozenset({tokenize.STRING, tokenize.FSTRING_MIDDLE})
_SIGN: Final = re.compile(r"^[ \t]*+(?:[!%?]|\w[\w, \t]*+=[ \t]*[!%]|[\w.]+\?)", re.MULTILINE)


def as_python(text: str) -> str:
    """Return a text that is no Python alone as long as it is, with what a notebook adds in words of Python."""
    if _SIGN.search(text) is None or _is_python(text):
        return text
    shown = _LINES.sub(_shown, text)
    return text if _is_within_texts(text, shown) else shown


def programs(text: str) -> Iterator[Embedded]:
    """Yield the programs in other languages in a text: commands of a shell, and cells of one or of JavaScript."""
    for found in _LINES.finditer(text) if as_python(text) != text else ():
        kind = found.lastgroup if found["cell"] is None else "cell"
        if kind == "cell":
            head, _, body = found[0].partition("\n")
            language = "javascript" if found["language"].startswith("j") else "bash"
            yield joined(language, [Part(body.rstrip("\n"), found.start() + len(head) + 1)], text)
        elif kind in {"shell", "kept", "command"}:
            sign = _COMMAND.search(found[0])
            start = sign.end() if sign is not None else 0
            yield joined("bash", [Part(found[0][start:], found.start() + start)], text)


def _is_python(text: str) -> bool:
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return False
    return True


def _is_within_texts(text: str, shown: str) -> bool:
    """Tell whether what was taken for a notebook's line may stand in a text of several lines."""
    try:
        tokens = [one for one in tokenize.generate_tokens(io.StringIO(shown).readline) if one.type in _TEXTS]
    except (SyntaxError, tokenize.TokenError):
        return True
    inside = {line for one in tokens for line in range(one.start[0] + 1, one.end[0] + 1)}
    return any(text.count("\n", 0, found.start()) + 1 in inside for found in _LINES.finditer(text))


def _shown(found: re.Match[str]) -> str:
    kind = found.lastgroup if found["cell"] is None else "cell"
    return _WORDS[kind or "cell"](found[0])


def _blank_line(was: str) -> str:
    """Return a statement that does nothing, indented as the line was, or a comment if it is too short."""
    indent = len(was) - len(was.lstrip())
    rest = len(was) - indent
    return was[:indent] + (_NOTHING if rest >= len(_NOTHING) else "0").ljust(rest)


def _cell(was: str) -> str:
    """Return a statement that does nothing in the place of a cell's head; what is in the cell is blank."""
    head, mark, body = was.partition("\n")
    return _blank_line(head) + mark + blank(body)


def _timed(was: str) -> str:
    """Return the head of a line that times a statement, as a statement before it."""
    indent = len(was) - len(was.lstrip())
    return was[:indent] + f"{_NOTHING};".ljust(len(was) - indent)


def _assigned(was: str) -> str:
    """Return the assignment of what a command prints as that of a number."""
    head = was[: was.index("=") + 1]
    return head + " 0".ljust(len(was) - len(head))[: len(was) - len(head)]


_WORDS: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "cell": _cell,
        "head": blank,
        "timed": _timed,
        "bare": _blank_line,
        "command": _blank_line,
        "quiet": _blank_line,
        "shell": _blank_line,
        "kept": _assigned,
        "help": _blank_line,
    }
)

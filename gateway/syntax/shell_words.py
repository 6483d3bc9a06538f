"""
Bash that its grammars do not read, in words of the same length that they do: `for x do`, tests with brackets or words
side by side (`[ "$op" "$x" ]` is shown as the command `: "$op" "$x" :`), a redirection behind what is assigned,
`3<>file`, a blank in quotes within a pattern, `$` before a backslash, `!` before several assignments, and patterns of
several words (`*.@(a|b)`).

Only marks that say nothing of a command are replaced: every command, argument and substitution stays where it is.
"""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

_COMMAND: Final = r"(?:^|[;&|({`!]|\b(?:if|elif|while|until|then|do|else))"
_FORMS: Final = re.compile(
    r"(?P<text>\\.|(?<![^\s;&|()])\#[^\n]*|\"(?:[^\"\\]|\\.)*+\")"
    r"|(?P<blank>(?<=[\w*?\]])' '(?=[\w*?\[]))|(?P<quoted>'[^']*')"
    rf"|(?P<loop>{_COMMAND}[ \t]*for[ \t]+\w+[ \t]+do\b)"
    rf"|(?P<test>{_COMMAND}[ \t]*\[(?=[ \t]))|(?P<tested>(?<=[ \t])\](?=[ \t]*(?:[;&|)}}`\n]|\Z)))"
    r"|(?P<redirected>(?<=[)`])[ \t]+\d?>>?[ \t]*/dev/null\b)"
    r"|(?P<words>(?:[@+*?]|(?<=[\w*./}=])!|(?<=\w[ \t])(?<!\bif[ \t])(?<!\bwhile[ \t])(?<!\buntil[ \t])(?<!\bthen[ \t])"
    r"(?<!\bdo[ \t])(?<!\bel(?:se|if)[ \t])(?<!\btime[ \t])!)\([^()$`\"'\s;&<>]*\))"
    r"|(?P<both><>)|(?P<dollar>\$(?=\\))|(?P<negated>!(?=[ \t]+\w+=\S*[ \t]+\w+=\())",
    re.DOTALL | re.MULTILINE,
)


# By kind: what is written for it.
_SHOWN: Final[Mapping[str, Callable[[str], str]]] = MappingProxyType(
    {
        "loop": lambda was: f"{was[: -len(' do')]};do",
        "test": lambda was: f"{was[:-1]}:",
        "tested": lambda _: ":",
        "blank": lambda _: "'_'",
        "redirected": lambda was: " " * len(was),
        "negated": lambda _: " ",
        "words": lambda was: re.sub(r"[()|]", "_", was),
        "both": lambda _: "< ",
        "dollar": lambda _: "_",
    }
)


def in_known_words(text: str) -> str:
    """Return the text as long as it is, with what the grammars do not know in other words."""
    return _FORMS.sub(_known, text)


def _known(found: re.Match[str]) -> str:
    shown = _SHOWN.get(found.lastgroup or "")
    return found[0] if shown is None else shown(found[0])

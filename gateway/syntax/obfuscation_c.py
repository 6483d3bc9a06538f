r"""
What C, C++, C#, Rust and shells let a writer do to a name or a comment that a scanner does not undo: trigraphs, lines
spliced inside a word, `\u` names in a macro, raw identifiers that are no key words, commands with quotes inside.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from gateway.syntax.parsing import Parsed
from gateway.syntax.reading import inside_literal
from gateway.syntax.repair import Repaired

TRIGRAPH = "trigraph"
SPLICED = "line spliced inside a word or mark"
ESCAPED_MACRO = "escaped name in a macro"
RAW_IDENTIFIER = "raw identifier that is no key word"
QUOTED_COMMAND = "quotes or escapes inside the name of a command"
ESCAPE_DIRECTIVE = "escape character other than the backslash"

_RUST_KEYWORDS = (
    "abstract as async await become box break const continue do dyn else enum extern final fn for gen if impl in let"
    " loop macro match mod move mut override priv pub ref return static struct trait try type typeof unsafe unsized use"
    " virtual where while yield"
).replace(" ", "|")

_CSHARP_KEYWORDS = (
    "abstract add alias and as ascending async await base bool break by byte case catch char checked class const"
    " continue decimal default delegate descending do double dynamic else enum equals event explicit extern false"
    " field file finally fixed float for foreach from get global goto group if implicit in init int interface"
    " internal into is join let lock long managed nameof namespace new not null object on operator or orderby out"
    " override params partial private protected public readonly record ref remove required return sbyte scoped"
    " sealed select set short sizeof stackalloc static string struct switch this throw true try typeof uint ulong"
    " unchecked unmanaged unsafe ushort using value var virtual void volatile when where while with yield"
).replace(" ", "|")


@dataclass(frozen=True, slots=True)
class _Trick:
    """A pattern (the trick itself in its group), what it is called, and whether strings and comments may hold it."""

    pattern: re.Pattern[str]
    name: str
    harmless_in_literals: bool


_C = (
    _Trick(re.compile(r"\?\?/|\*(?:\\|\?\?/)[ \t]*\n/"), TRIGRAPH, harmless_in_literals=False),
    _Trick(re.compile(r"\?\?[=()<>'!-]"), TRIGRAPH, harmless_in_literals=True),
    _Trick(re.compile(r"\w\\[ \t]*\n\w"), SPLICED, harmless_in_literals=True),
    _Trick(
        re.compile(r"^[ \t]*#[ \t]*define\b[^\n\"]*\\[uU]", re.MULTILINE), ESCAPED_MACRO, harmless_in_literals=False
    ),
)
_SPLICED = _Trick(re.compile(r"\w\\[ \t]*\n\w"), SPLICED, harmless_in_literals=True)
_QUOTED_COMMAND = _Trick(
    re.compile(
        r"(?:^[ \t]*(?:(?:RUN|CMD|ENTRYPOINT)[ \t]+)?|[;&|({`][ \t]*"
        r"|\b(?:then|do|else|if|sudo|exec|command|env|xargs)[ \t]+)"
        r"(\$'|(?:'\w+'|\"\w+\")\w|[\"'](?:eval|exec|source|trap|(?:ba|da|z|k)?sh|python[\d.]*|perl|php|curl|wget)[\"']"
        r"|[\w./-]{0,80}\w(?:\\\w|''|\"\"|'\w+'|\"\w+\"|\$(?:[@*]|\{[@*]\})\w))",
        re.MULTILINE,
    ),
    QUOTED_COMMAND,
    harmless_in_literals=True,
)
_ESCAPE_DIRECTIVE = _Trick(
    re.compile(r"^#[ \t]*escape[ \t]*=[ \t]*[^\\\s]", re.MULTILINE | re.IGNORECASE),
    ESCAPE_DIRECTIVE,
    harmless_in_literals=False,
)
_TRICKS: Mapping[str, tuple[_Trick, ...]] = MappingProxyType(
    {
        "c": _C,
        "cpp": _C,
        "bash": (_SPLICED, _QUOTED_COMMAND),
        "dockerfile": (_SPLICED, _QUOTED_COMMAND, _ESCAPE_DIRECTIVE),
        "csharp": (
            _Trick(re.compile(rf"@(?!(?:{_CSHARP_KEYWORDS})\b)[^\W\d]\w*"), RAW_IDENTIFIER, harmless_in_literals=True),
        ),
        "rust": (
            _Trick(re.compile(rf"\br#(?!(?:{_RUST_KEYWORDS})\b)[^\W\d]\w*"), RAW_IDENTIFIER, harmless_in_literals=True),
        ),
    }
)


def tricks(language: str, repaired: Repaired, parsed: Parsed | None) -> Iterator[str]:
    """Yield the names of the tricks that touch the candidate; without a tree, each of them counts."""
    for trick in _TRICKS.get(language, ()):
        for found in trick.pattern.finditer(repaired.text):
            if found.end() <= repaired.start or found.start() >= repaired.end:
                continue
            is_literal = (
                trick.harmless_in_literals
                and parsed is not None
                and inside_literal(language, parsed, repaired.text, found.start(found.lastindex or 0))
            )
            if not is_literal:
                yield trick.name


def may_hold_tricks(language: str, text: str, name: str = "") -> bool:
    """Tell whether the text holds any of the language's tricks, or the one of a name, wherever it stands."""
    return any(trick.pattern.search(text) for trick in _TRICKS.get(language, ()) if name in ("", trick.name))

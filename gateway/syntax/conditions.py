"""
What the preprocessor chooses in texts of C and C++, where a condition begins or ends within a statement. A parser can
read such a text only as one of the programs that it stands for. Each is equally long, so that every place stays.

Conditions around whole statements are left to the parsers, which read all of their branches.
"""

import re
from dataclasses import dataclass, field

from gateway.syntax.grammar import Grammar
from gateway.syntax.lexicon import read

_PROGRAMS_MAX = 4
_CONDITIONS_MAX = 200
_DIRECTIVE = re.compile(
    r"//(?:[^\\\n]|\\[\s\S])*|/\*[\s\S]*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\[\s\S])*\"?|'(?:[^'\\\n]|\\[\s\S])*'?"
    r"|^[ \t]*\#[ \t]*(?P<word>if|ifdef|ifndef|elif|else|endif)\b"
    r"(?:/\*[\s\S]*?(?:\*/|\Z)|[^\\\n]|\\[\s\S])*",
    re.MULTILINE,
)
_NO_CODE = re.compile(
    r"//(?:[^\\\n]|\\[\s\S])*|/\*[\s\S]*?(?:\*/|\Z)|^[ \t]*\#(?:/\*[\s\S]*?(?:\*/|\Z)|[^\\\n]|\\[\s\S])*",
    re.MULTILINE,
)
_BEGINS_WITHIN = re.compile(r"else\b|[,)&|?:+*/%=<>.\]-]")
_ENDS_STATEMENT = (";", "}")

type _Place = tuple[int, int]


@dataclass(slots=True)
class _Condition:
    """One condition: where its lines stand, in order, and whether one of its branches is always chosen."""

    lines: list[_Place] = field(default_factory=list)
    is_total: bool = False

    @property
    def branches(self) -> list[_Place]:
        """Where the texts between its lines stand."""
        return [(one[1], other[0]) for one, other in zip(self.lines, self.lines[1:], strict=False)]

    @property
    def choices_count(self) -> int:
        """How many ways there are to choose: one of its branches, or none."""
        return len(self.lines) - 1 + (not self.is_total)


def programs(grammar: Grammar, text: str) -> list[str]:
    """
    Return the programs that a text stands for, the one with all first branches first.

    None, if no condition begins or ends within a statement, or if they are too many or nested so that a branch is in
    none of the few programs that are read.
    """
    torn = [one for one in _conditions(text) if any(_is_within(grammar, text[slice(*at)]) for at in one.branches)]
    count = max((one.choices_count for one in torn), default=0)
    if not 0 < count <= _PROGRAMS_MAX:
        return []
    found = [_chosen(text, torn, number) for number in range(count)]
    everything = _blank(text, [line for one in torn for line in one.lines])
    read_somewhere = all(before.isspace() or before in shown for before, *shown in zip(everything, *found, strict=True))
    return found if read_somewhere else []


def _conditions(text: str) -> list[_Condition]:
    """Return the conditions of a text that are whole."""
    done: list[_Condition] = []
    opened: list[_Condition] = []
    for directive in _DIRECTIVE.finditer(text):
        word = directive["word"]
        if word is None:
            continue
        if word.startswith("if"):
            opened.append(_Condition())
        if not opened:
            continue
        opened[-1].lines.append(directive.span())
        opened[-1].is_total = opened[-1].is_total or word == "else"
        if word == "endif":
            done.append(opened.pop())
    return done[:_CONDITIONS_MAX]


def _is_within(grammar: Grammar, branch: str) -> bool:
    """Tell whether a branch is anything else than whole statements."""
    code = _NO_CODE.sub(" ", branch).strip()
    if not code:
        return False
    ending = read(grammar, code)
    is_balanced = not ending.opened and not ending.unmatched
    return not is_balanced or not code.endswith(_ENDS_STATEMENT) or _BEGINS_WITHIN.match(code) is not None


def _chosen(text: str, torn: list[_Condition], number: int) -> str:
    """Return the program with one branch of each condition, the last or none where it has fewer."""
    places: list[_Place] = []
    for one in torn:
        choice = min(number, one.choices_count - 1)
        places += [*one.lines, *(at for other, at in enumerate(one.branches) if other != choice)]
    return _blank(text, places)


def _blank(text: str, places: list[_Place]) -> str:
    """Return the text with the characters in these places blanked, but for line ends."""
    parts: list[str] = []
    done = 0
    for start, end in sorted(places):
        if end > done:
            begin = max(start, done)
            parts += (text[done:begin], re.sub(r"[^\n]", " ", text[begin:end]))
            done = end
    return "".join((*parts, text[done:]))

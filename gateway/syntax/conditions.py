"""
What the preprocessor chooses in texts of C and C++, where a condition begins or ends within a statement. A parser can
read such a text only as one of the programs that it stands for. Each is equally long, so that every place stays.

Conditions around whole statements are left to the parsers, which read all of their branches. Of a long text, so are
those around whole alternatives (`else if (a) { … }`), and no program is made only to leave something out.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gateway.syntax.blanking import Place, blanked
from gateway.syntax.c_text import COMMENT, DIRECTIVE_REST, DIRECTIVE_START, NUMBER, STRING, code_of
from gateway.syntax.grammar import Grammar
from gateway.syntax.lexicon import read

_PROGRAMS_MAX = 4
_TORN_MAX = 200
# All conditions of a text together are at most this many times as long as it: they are nested.
_TIMES_READ_MAX = 20
_DIRECTIVE = re.compile(
    rf"{COMMENT}|{STRING}|\b{NUMBER}"
    rf"|{DIRECTIVE_START}(?P<word>if|ifdef|ifndef|elif|elifdef|elifndef|else|endif)\b(?P<rest>{DIRECTIVE_REST})",
    re.MULTILINE | re.ASCII,
)
_BEGINS_WITHIN = re.compile(r"else\b|[,)|?:/%=<>.\]]")
# Signs that begin a statement, too, unless one is open before them.
_MAY_BEGIN_WITHIN = re.compile(r"[&+*-]")
_IS_OPEN = re.compile(r"[^;{}:\s]\Z")
_ENDS_STATEMENT = (";", "}")
# What cannot be without the statement that follows; as much of the text before is looked at.
_NEEDS_STATEMENT = re.compile(
    r"(?:\b(?:else|do)|\b(?:if|for|while|switch)\s*\((?:[^()]|\((?:[^()]|\([^()]*+\))*+\))*+\)|[=,(&|+*?<\[-])\Z"
)
_ELSE = re.compile(r"else\b")
_ALTERNATIVE = re.compile(r"else\s+if\b")
_HEAD_CHARS_MAX = 400
_LONG_CHARS = 40_000
_NOT_CHOSEN = -1
_ALL_CHOSEN = -2


@dataclass(slots=True)
class _Condition:
    """
    One condition: where its lines stand, in order, and whether one of its branches is always chosen.

    `is_negative`: its first branch is there if something is not. `is_chain`: all its branches can be read one after the
    other. `unread` are the choices that no program has made yet.
    """

    lines: list[Place]
    is_total: bool = False
    is_negative: bool = False
    is_chain: bool = False
    unread: list[int] = field(default_factory=list)
    choice: int = 0

    @property
    def branches(self) -> list[Place]:
        """Where the texts between its lines stand."""
        return [(one[1], other[0]) for one, other in zip(self.lines, self.lines[1:], strict=False)]

    @property
    def choices(self) -> list[int]:
        """The ways to choose: one of its branches, or none, or all; what is there if something is comes first."""
        if self.is_chain:
            return [_ALL_CHOSEN]
        choices = [*range(len(self.lines) - 1), *(() if self.is_total else (_NOT_CHOSEN,))]
        return choices[1:2] + choices[:1] + choices[2:] if self.is_negative else choices

    def chosen(self, choice: int) -> list[Place]:
        """Return what a choice takes away: the lines, and all other branches."""
        others = [at for number, at in enumerate(self.branches) if choice not in (number, _ALL_CHOSEN)]
        return [*self.lines, *others]

    def within(self, choice: int) -> Place:
        """Return where the text of a choice stands."""
        return (self.lines[0][0], self.lines[-1][1]) if choice == _ALL_CHOSEN else self.branches[choice]


def programs(grammar: Grammar, text: str) -> list[str] | None:
    """
    Return the programs that a text stands for, so that every branch is in one of them; none if no statement is divided.

    None at all (not even an empty list), if a few programs are not enough: then nobody reads all of the text.
    """
    conditions = _conditions(text)
    if sum(one.lines[-1][1] - one.lines[0][0] for one in conditions) > _TIMES_READ_MAX * len(text):
        return None
    torn = [one for one in conditions if _is_torn(grammar, text, one)]
    if len(torn) > _TORN_MAX:
        return None
    is_long = len(text) > _LONG_CHARS
    for one in torn:
        one.is_chain = is_long and _is_chain(grammar, text, one)
        one.unread = [choice for choice in one.choices if not is_long or choice != _NOT_CHOSEN]
    found: list[str] = []
    while any(one.unread for one in torn):
        if len(found) == _PROGRAMS_MAX:
            return None
        found.append(blanked(text, _chosen(torn)))
    return found


def _conditions(text: str) -> list[_Condition]:
    """
    Return the conditions of a text, the outer before the inner.

    What begins or ends outside the text has a line at its beginning or end, and one of its branches is chosen.
    """
    done: list[_Condition] = []
    opened: list[_Condition] = []
    for directive in _DIRECTIVE.finditer(text):
        word = directive["word"]
        if word is None:
            continue
        if word.startswith("if"):
            opened.append(_Condition([], is_negative=_is_negative(word, directive["rest"])))
        elif not opened:
            opened.append(_Condition([(0, 0)], is_total=True))
        opened[-1].lines.append(directive.span())
        opened[-1].is_total = opened[-1].is_total or word == "else"
        if word == "endif":
            done.append(opened.pop())
    for condition in opened:
        condition.lines.append((len(text), len(text)))
        condition.is_total = True
    # Of those that begin in one place, the longest is the outermost.
    return sorted([*done, *opened], key=lambda one: (one.lines[0][0], -one.lines[-1][1]))


def _is_negative(word: str, test: str) -> bool:
    """Tell whether a test is that something is not there."""
    return word == "ifndef" or test.lstrip().startswith("!") or test.strip() == "0"


def _is_torn(grammar: Grammar, text: str, condition: _Condition) -> bool:
    """Tell whether a condition begins or ends within a statement."""
    start, end = condition.lines[0][0], condition.lines[-1][1]
    before = code_of(text[max(start - _HEAD_CHARS_MAX, 0) : start])
    return (
        any(_is_within(grammar, before, code_of(text[slice(*at)])) for at in condition.branches)
        or _NEEDS_STATEMENT.search(before) is not None
        or _ELSE.match(code_of(text[end : end + _HEAD_CHARS_MAX])) is not None
    )


def _is_within(grammar: Grammar, before: str, branch: str) -> bool:
    """Tell whether the code of a branch is anything else than whole statements."""
    if not branch:
        return False
    ending = read(grammar, branch)
    return bool(
        ending.opened
        or ending.unmatched
        or not branch.endswith(_ENDS_STATEMENT)
        or _BEGINS_WITHIN.match(branch)
        or (_MAY_BEGIN_WITHIN.match(branch) and _IS_OPEN.search(before))
    )


def _is_chain(grammar: Grammar, text: str, condition: _Condition) -> bool:
    """Tell whether all branches of a condition are whole alternatives, of which only the last may have no test."""
    codes = [code for code in (code_of(text[slice(*at)]) for at in condition.branches) if code]
    endings = [read(grammar, code) for code in codes]
    are_whole = all(code.endswith("}") and not one.opened for code, one in zip(codes, endings, strict=True))
    return (
        are_whole
        and not any(one.unmatched for one in endings)
        and all(_ALTERNATIVE.match(code) for code in codes[:-1])
        and all(_ELSE.match(code) for code in codes[-1:])
    )


def _chosen(torn: list[_Condition]) -> Iterator[Place]:
    """Choose once in each condition what was not chosen before, and yield what that takes away."""
    away: list[Place] = []
    for number, one in enumerate(torn):
        if any(start <= one.lines[0][0] and one.lines[-1][1] <= end for start, end in away):
            continue
        inner = torn[number + 1 :]
        choice = next((at for at in one.choices if at in one.unread or _has_unread(one, at, inner)), one.choice)
        one.choice = choice
        one.unread = [at for at in one.unread if at != choice]
        away += one.chosen(choice)
    yield from away


def _has_unread(condition: _Condition, choice: int, inner: list[_Condition]) -> bool:
    """Tell whether there is something unread in the conditions of a branch."""
    if choice == _NOT_CHOSEN:
        return False
    start, end = condition.within(choice)
    return any(one.unread and start <= one.lines[0][0] and one.lines[-1][1] <= end for one in inner)

"""
What repair and the other readers must know of each language: one entry a language, all data. A new language is one
entry in `grammars`, one name in `languages`, and one parser in `parsing`.

A *filling* is a pair: what completes the innermost unfinished expression, and what completes the statement once the
expression's brackets are closed. They are tried in order, the common ones first; `_` stands for whatever is missing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gateway.syntax.lexicon import Ending

type Filling = tuple[str, str]

C_COMMENTS = ("/*", "*/")
# For a language all of whose comments end with their line: no text that is read holds a NUL.
NO_COMMENTS = ("\0", "\0")

_BRACE_LEADS = ("if (_) {\n", "if _ {\n", "try {\n", "class _ { void __() {\n", "class _ { _() {\n", "_(() => {\n")
_CLASS, _METHOD = "class _ {\n", "_() {\n"
_ROLES = (("", ()), (_CLASS, (_METHOD,)), ("", (_CLASS, _METHOD)), ("", (_CLASS, _CLASS, _METHOD)))
_BEFORE = MappingProxyType(
    {
        "catch": "try {\n",
        "finally": "try {\n",
        "while": "do {\n",
        ")": "() => {\n",
        "(": "function () {\n",
        ",": "_({ _() {\n",
        ">": "_<{\n",
    }
)


@dataclass(frozen=True, slots=True)
class Quote:
    """
    A string form: its opening and closing mark, whether it may span lines, has escapes, and what opens a hole.

    `delimiter` is what must follow the opening mark; its group is put into the closing mark, for DELIMITER. `own_line`:
    the closing mark stands on a line of its own, perhaps indented (`closing` has its line ends). `doubles`: the
    closing mark twice is one mark of the text.
    """

    opening: str
    closing: str
    spans_lines: bool = False
    escapes: bool = True
    hole: str = ""
    delimiter: re.Pattern[str] | None = None
    own_line: bool = False
    doubles: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """
    A kind of place in which a part of a text may stand: `opening` and `closing` make a text of it that parses alone.

    `stub` is the least that it may hold; `value` what stands before a value in it (None: it holds none); `starts` what
    the head of a torn text may have continued; `wrap` the opening if all that is left open is closed as it comes;
    `begins` how most of what stands in it begins.
    """

    opening: str
    closing: str
    stub: str = ""
    value: str | None = None
    starts: tuple[str, ...] = ("",)
    wrap: str = ""
    begins: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """What opens a bracket that a mark closes: from the place inside it to those around it, or to all with values."""

    mark: str
    opening: str
    inside: str
    around: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grammar:
    """
    One language's lexical rules, fillings and syntax-node names.

    - `wraps` are put before a fragment that does not stand by itself; what they open is closed like all else.
    - `names` finds imports and plain aliases, each in a group of its own.
    - `statements` are node types after whose end the text may be cut; `literals` are those whose content is not code,
      `holes` those inside a literal whose content is code again.
    - `brace_closers` says what else a block needs by the word before its brace; `terminator` ends a statement.
    - `stand_in` is a name for what is missing.
    - What a closing bracket at the start may have closed: `before` by the word or mark after it, `switch` after a case,
      `blocks` any brace; `roles` are the outermost of several braces, each behind what is left open; `brace_leads` and
      `outer_leads` (the last of several) if nothing else fits; `signatures` and
      `parenthesis` a parenthesis; `bracket` a bracket.
    - `unfinished`: what a last statement lacks that looks so; tried before `fillings`.
    - `continued`: what a text goes on with that begins so. `words`: key words of which it may begin with the rest.
    - `rests`: what the first of a text's parts goes on with that begins so (`parts`).
    - `value_openers` open the brackets of a value, by the mark that closes them: the innermost, and those around
      another; `value_wrap` makes a statement of it.
    - `value_before_brace` makes a brace a value; `value_heads` begins a statement that ends with its brace;
      `function_head` stands before the parameters of what must have a body.
    - `no_quote` is what begins like a string and is none.
    - `shown` is how a text is shown before its marks are read, with all places the same.
    - `reader` tells what is open at the end of a text where marks alone do not say it; `openers` is what the words and
      marks that it finds unmatched want before them.
    - `has_directives`: lines that begin with # are the preprocessor's; `nests_comments`: a comment may hold others.
    - `has_layout`: indentation is the structure, and `layout` makes fragments whole.
    - `other_comment` is another mark of comments to the end of the line, unless `no_comment` stands there.
    - `page`: what ends the code in a page of text (a comment, too), and what begins it again.
    - `places` and `frames` say where a torn part may stand and what opened the brackets that it closes (`places`).
    - `likely_endings` is how many of the first endings tell whether a place fits.
    - `code_marks` is derived: what the reader of code stops at.
    """

    line_comment: str
    block_comment: tuple[str, str] | None
    quotes: tuple[Quote, ...]
    fillings: tuple[Filling, ...]
    string_fillings: tuple[str, ...]
    wraps: tuple[str, ...]
    names: re.Pattern[str]
    regex_literals: bool = False
    terminator: str = ""
    brace_closers: Mapping[str, str] = MappingProxyType({})
    statements: frozenset[str] = frozenset()
    literals: frozenset[str] = frozenset()
    holes: frozenset[str] = frozenset()
    stand_in: str = "_"
    blocks: tuple[str, ...] = ("if (_) {\n", "if _ {\n")
    roles: tuple[tuple[str, tuple[str, ...]], ...] = _ROLES
    before: Mapping[str, str] = _BEFORE
    switch: str = "switch (_) {\ncase _:\n"
    brace_leads: tuple[str, ...] = _BRACE_LEADS
    outer_leads: tuple[str, ...] = ()
    signatures: tuple[str, ...] = ()
    parenthesis: str = "_("
    bracket: str = "_["
    unfinished: tuple[tuple[re.Pattern[str], Filling], ...] = ()
    continued: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()
    rests: tuple[tuple[re.Pattern[str], tuple[str, ...]], ...] = ()
    words: tuple[str, ...] = ()
    value_openers: Mapping[str, tuple[str, str]] = MappingProxyType({})
    value_wrap: str = ""
    no_quote: re.Pattern[str] | None = None
    value_before_brace: tuple[str, ...] = ("=", "(", ",", "[", ":", "?", "&", "|", "return")
    value_heads: re.Pattern[str] | None = None
    function_head: re.Pattern[str] | None = None
    has_directives: bool = False
    nests_comments: bool = False
    has_layout: bool = False
    shown: Callable[[str], str] | None = None
    reader: "Callable[[str], Ending] | None" = None
    openers: Mapping[str, str] = MappingProxyType({})
    other_comment: str = ""
    no_comment: str = ""
    page: tuple[str, str] = ("", "")
    places: Mapping[str, Place] = MappingProxyType({})
    frames: tuple[Frame, ...] = ()
    likely_endings: int = 2
    code_marks: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        """Put together the pattern of everything in code that opens, closes or ends a line."""
        comments = (self.line_comment, self.other_comment, *(self.block_comment or ())[:1])
        signs = (*(("/",) if self.regex_literals else ()), *(("#",) if self.has_directives else ()))
        marks = {*filter(None, comments), *(quote.opening for quote in self.quotes), *signs, *"()[]{};\n"}
        longest_first = sorted(marks, key=len, reverse=True)
        object.__setattr__(self, "code_marks", re.compile("|".join(map(re.escape, longest_first))))

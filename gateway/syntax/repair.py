"""
Make a completion into a whole file that parses, so that the engines can read it. A completion is rarely a file: it
starts in the middle of a line and stops in the middle of another.

The promise: the candidate is never edited. `text[start:end] == kept == candidate[:len(kept)]`, additions come before
the context or after `end`, and what had to be dropped from the candidate's tail is not in `kept`, so it is not scanned
and must not be released.

The whole prefix is tried first, then the prefix with its broken lines blanked. Nothing shorter: a candidate that is
read without the head of its statement, or without the names above it, looks harmless. If neither parses, there is no
repair. The head of the suffix that parses is kept; a suffix that continues the candidate is never left out.

A prefix may begin anywhere, so that a quote which closes the file's string may look like one that opens another. Only
a prefix that parses as it is may therefore make a candidate inert, and even then the candidate is also read as code
(`alone`), if it can be: after the text behind that quote, else by itself. When the prefix does not parse, that other
reading is a condition. The engines must read both. What is a comment whatever stands before it needs no other reading.
"""

import re
from dataclasses import dataclass, replace

from gateway.syntax.attempt import Context, Found, Task, as_it_is, climb
from gateway.syntax.begun import begun_in_text
from gateway.syntax.blade import is_blade
from gateway.syntax.components import begins_as_component, is_component
from gateway.syntax.conditions import programs
from gateway.syntax.context import (
    after_closing,
    begin,
    claims_literal,
    closing_marks,
    flipped,
    mended,
    surely_in_comment,
)
from gateway.syntax.elements import closed_place
from gateway.syntax.grammar import Grammar
from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.layout import whole
from gateway.syntax.lexicon import read
from gateway.syntax.nesting import too_deep
from gateway.syntax.newer_words import in_older_words, in_words_of_semgrep
from gateway.syntax.older_grammars import readable
from gateway.syntax.pages import begins_as_page, begins_with_tag_alone, is_text_alone
from gateway.syntax.parsing import (
    OTHER_WORDS,
    RENDERED,
    SCRIPTS,
    Budget,
    BudgetSpent,
    ShareSpent,
    quiet,
    shown_to_engines,
)
from gateway.syntax.parts import parts
from gateway.syntax.python_parts import python_parts
from gateway.syntax.reading import boundaries, inside_literal
from gateway.syntax.rendering import may_be_rendered
from gateway.syntax.suffix import suffix_within
from gateway.syntax.torn import (
    begins_in_comment,
    code_head,
    ends_in_doubtful_text,
    is_comments_middle,
    is_prose,
    looks_torn,
    prose_place,
    torn_marks,
)
from gateway.syntax.yaml_templates import without_actions

_CANDIDATE_CHARS_MAX = 100_000
_PARSES_MAX = 240
_FEW_PARSES_MAX = 60
_BROKEN_PARSES_MAX = 24
_ALONE_PARSES_MAX = 2_000
_WHOLE_SHARE = 0.5
# What code inside code is looked for in is read as one text, but for Python.
_IN_PARTS = frozenset({"c", "cpp", "csharp", "go", "java", "javascript", "php", "rust", "typescript"})
_NEWER = dict.fromkeys(("csharp", "go", "java", "php", "python"), "newer words")
_PATHS = dict.fromkeys(("javascript", "typescript", "tsx"), "paths without quotes or newer words")
_OTHERWISE = {
    **_NEWER,
    **_PATHS,
    "bash": "rare words",
    "rust": "old or newer words",
    "yaml": "a template's actions",
}
_UNREADABLE = re.compile("[\0\ud800-\udfff]")
_BLANKS = "* \t\n"
_FORBIDDEN = re.compile("[\0\r\ud800-\udfff]")  # parsers differ in whether a CR ends a line
_COOKIE_LINE = re.compile(r"[ \t\f]*#.*coding[:=]")
_COOKIE_LINES = 2
_ENDS_ELEMENT = "</"


@dataclass(frozen=True, slots=True)
class Repaired:
    """
    A whole file that parses, and where the candidate lies in it. All offsets are in code points.

    `text` is what the engines scan; the candidate's kept head is `text[start:end]`. `boundaries` are offsets into
    `kept` after complete statements. `context_cut`: the head of the prefix is missing from `text`. `suffix_used`: the
    suffix follows, or its head (`suffix_cut`). `outside_errors`: broken lines before the candidate are blanked.
    `alone`: the candidate read as code where `text` holds it in a string or comment, to be scanned as well; more such
    readings are in `others`.
    `is_python2`: it parses as Python 2 only, and is read so by what builds on Python's own parser.
    `dialect` is the language, or the dialect of it that the text is written in (tsx). `skipped`: it holds bare names
    that the parser skipped as macros; `rendered`: it only parses with macros (in Rust, old words; in
    Bash, rare ones; in JavaScript, bare paths) shown otherwise.
    `shown` is the text as an engine may be shown it that cannot read it as it stands, with all places the same (see
    `rendering`, `older_grammars`, `newer_words`, `old_rust`, `shell_words` and `bare_paths`); empty if that is no help.
    `bare` is the same without what is done only because our own parser could not read it, or for macros. `divided`:
    conditions of the preprocessor divide a statement of it, so that `text` holds one choice of their branches and
    `others` the rest, to be scanned as well. What such a text leaves out is blank in it, but never in `kept`.
    """

    text: str
    start: int
    end: int
    kept: str
    boundaries: tuple[int, ...]
    context_cut: bool
    suffix_used: bool
    outside_errors: bool = False
    alone: "Repaired | None" = None
    suffix_cut: bool = False
    is_python2: bool = False
    dialect: str = ""
    skipped: bool = False
    rendered: bool = False
    shown: str = ""
    bare: str = ""
    divided: bool = False
    is_part: bool = False
    others: "tuple[Repaired, ...]" = ()

    @property
    def readings(self) -> "tuple[Repaired, ...]":
        """The texts that the engines must read: this one, the candidate alone, and those with other branches."""
        alone = () if self.alone is None else (self.alone,)
        return (self, *alone, *(reading for other in self.others for reading in other.readings))

    @property
    def losses(self) -> tuple[str, ...]:
        """Return what the engines do not see of the text, or see otherwise, in words."""
        losses = {
            "context cut": self.context_cut,
            "broken lines blanked": self.outside_errors,
            "suffix cut": self.suffix_cut,
            "read as Python 2": self.is_python2,
            "names skipped as macros": self.skipped,
            f"{_OTHERWISE.get(self.dialect, 'macros')} shown otherwise": self.rendered,
            "one of several programs": self.divided,
            "one of several parts": self.is_part,
        }
        return tuple(name for name, is_lost in losses.items() if is_lost)


def repair(
    language: str, prefix: str, candidate: str, suffix: str = "", *, context_chars_max: int = 32_000
) -> Repaired | None:
    """
    Return a whole file around the candidate that parses, or None if there is none within the limits (`syntax`).

    Never raises, whatever the texts hold; a candidate with a CR is no canonical text, and refused. Bounded: size,
    nesting, number of parses and time.
    """
    grammar = GRAMMARS.get(language)
    if grammar is None or len(candidate) > _CANDIDATE_CHARS_MAX or _FORBIDDEN.search(candidate):
        return None
    after = suffix_within(_readable(language, suffix), context_chars_max)
    try:
        with quiet():
            context = begin(language, _readable(language, prefix), context_chars_max)
            if too_deep(grammar, context.text + candidate) or too_deep(grammar, after):
                return None
            if grammar.page[0] and _begins_as_text(grammar, context):
                context = replace(context, text=f"{grammar.page[0]}{context.text}")
            text = context.text + candidate + after
            shows_macros = _has_macros(language, text)
            budget = Budget.of_length(len(text), shows_macros=shows_macros)
            task = Task(language, grammar, candidate, after, budget)
            if language in RENDERED and "#" in text:
                return _repair_programs(task, context)
            found = _repair_layout(task, context) if grammar.has_layout else _repair(task, context)
            return found if not _is_text_of_script(task, context, found) else None
    except BudgetSpent:
        return None


def _is_text_of_script(task: Task, context: Context, found: Repaired | None) -> bool:
    """Tell whether a component of Vue was only read as an element, to which a script in it is text."""
    if found is None or task.language not in SCRIPTS or not begins_as_component(context.text + task.candidate):
        return False
    return _ENDS_ELEMENT in found.text and not is_component(found.text)


def _has_macros(language: str, text: str) -> bool:
    """Tell whether there may be anything in a text to be shown otherwise; see `rendering`."""
    return language in RENDERED and (may_be_rendered(text) or in_older_words(language, text) != text)


def _begins_as_text(grammar: Grammar, context: Context) -> bool:
    """Tell whether the context begins with a page's text, which the reader of code would take for code."""
    is_page = begins_as_page(context.text.encode())
    return is_page and not context.text.lstrip().startswith(grammar.page[1])


def _readable(language: str, text: str) -> str:
    """Return context with LF line ends and without what no parser takes; only the candidate must stay as it is."""
    if "\r" in text:
        # To Go, a lone CR is a blank; to the others it ends a line.
        text = text.replace("\r\n", "\n").replace("\r", " " if language == "go" else "\n")
    return _UNREADABLE.sub("\ufffd", text)


def _repair(task: Task, context: Context) -> Repaired | None:
    """Try the whole, then the mended context; see the module for what a string or comment at its end demands."""
    whole = as_it_is(task, context)
    if whole is None and not context.text.strip():
        return _repair_torn_or_parts(task)
    mend = mended(task, context) if whole is None else None
    whole = whole or _climbed(task, context, _BROKEN_PARSES_MAX if mend is not None else _PARSES_MAX)
    if whole is None and begins_in_comment(task.grammar, context.text, task.candidate):
        whole = _climbed(task, replace(context, text=f"{(task.grammar.block_comment or ('',))[0]} {context.text}"))
    if whole is not None:
        is_doubtful = _is_inert(task, whole) and not surely_in_comment(task, whole.context.text)
        begun = None if context.text.strip() else begun_in_text(task)
        others = _alone(task, whole) if is_doubtful else [] if begun is None else [_built(task, begun)]
        return _built(task, whole, *others)
    ending = read(task.grammar, context.text)
    found = _climbed(task, mend) if mend is not None else None
    if not claims_literal(task.grammar, ending, context.text):
        is_sure = ending.in_line_comment or ending.literal is not None
        if found is None or (_is_inert(task, found) and not is_sure):
            return None
        return _built(task, found, *(_alone(task, found) if is_sure else _closing(task, context)))
    other = _as_code(task, context)
    if other is None or (found is None and any(mark in task.candidate for mark in closing_marks(ending))):
        return None
    code = _built(task, other)
    return _built(task, found, code) if found is not None else code


def _repair_programs(task: Task, context: Context) -> Repaired | None:
    """
    Make each program whole that a text stands for, if the preprocessor divides a statement of it; None if one is not.

    Even if our parser reads the text as it is: Semgrep does not read an `else` in a condition, and does not say so.
    """
    text = context.text + task.candidate + task.suffix
    found = programs(task.grammar, text)
    if found is None:
        return None
    if not found:
        return _repair(task, context)
    budget = Budget.of_length(len(text), shows_macros=True, programs_count=len(found))
    whole: list[Repaired] = []
    for program in found:
        repaired = _repaired_program(replace(task, budget=budget), context, program)
        if repaired is None:
            return None
        whole.append(repaired)
    first, *others = whole
    common = set(first.boundaries).intersection(*(other.boundaries for other in others))
    return replace(first, others=(*first.others, *others), boundaries=tuple(sorted(common)))


def _repaired_program(task: Task, context: Context, program: str) -> Repaired | None:
    """Return one program as a whole file, or None if some of the candidate would have to be dropped."""
    start, end = len(context.text), len(context.text) + len(task.candidate)
    budget = replace(task.budget, parses_left=_PARSES_MAX, shows_macros=_has_macros(task.language, program))
    own = Task(task.language, task.grammar, program[start:end], program[end:], budget)
    repaired = _repair(own, replace(context, text=program[:start]))
    if repaired is None or len(repaired.kept) < len(task.candidate):
        return None
    alone = repaired.alone and _kept_of(task, repaired.alone)
    others = tuple(_kept_of(task, other) for other in repaired.others)
    return replace(repaired, kept=task.candidate, alone=alone, others=others, divided=True)


def _kept_of(task: Task, reading: Repaired) -> Repaired:
    """Return a reading of a program with what it keeps of the candidate itself."""
    return replace(reading, kept=task.candidate[: len(reading.kept)])


def _repair_layout(task: Task, context: Context) -> Repaired | None:
    """Make a text whole whose structure is its indentation; what begins in a literal is read as code too."""
    found = whole(task, context)
    if found is None or not _is_inert(task, found):
        return _built(task, found) if found is not None else None
    other = whole(replace(task, suffix=""), Context(""))
    return _built(task, found, *(() if other is None else (_built(task, other),)))


def _repair_torn_or_parts(task: Task) -> Repaired | None:
    """Return a candidate without a prefix as a whole, or by its parts if none is found in a share of the time."""
    if task.language == "python":
        whole = _repair_torn(task)
        return whole if whole is not None and whole.kept == task.candidate else _in_parts(task) or whole
    if task.language not in _IN_PARTS:
        return _repair_torn(task)
    if task.grammar.page[0] and is_text_alone(task.candidate.encode()) and not is_blade(task.candidate):
        page = _climbed(task, Context(task.grammar.page[0]))
        return _built(task, page) if page is not None else None
    try:
        whole = _repair_torn(replace(task, budget=task.budget.part(_WHOLE_SHARE)))
    except BudgetSpent:
        whole = None
    if (
        task.grammar.page[0]
        and begins_with_tag_alone(task.candidate)
        and (whole is None or whole.kept != task.candidate)
    ):
        # Members of a class behind a tag: there they are, once its line is a comment's.
        members = _climbed(replace(task, is_whole=True), Context("#"))
        whole = _built(task, members) if members is not None else whole
    # What was tried is known: at last, the whole has the time that is left.
    return whole or _in_parts(task) or _repair_torn(task)


def _in_parts(task: Task) -> Repaired | None:
    """Return the longest part of a candidate with the others beside it, or None if it cannot be read by parts."""
    try:
        found = python_parts(task) if task.language == "python" else parts(task)
    except ShareSpent:
        return None
    built = [replace(_built(task, one), is_part=True) for one in found]
    built.sort(key=lambda one: -len(one.text.strip()))
    cuts = sorted({cut for one in built for cut in one.boundaries if one.text[one.start : one.start + cut].strip()})
    return replace(built[0], others=tuple(built[1:]), boundaries=tuple(cuts)) if built else None


def _repair_torn(task: Task) -> Repaired | None:
    """
    Return a candidate without a prefix, whose beginning may be missing: as code if all of it can be.

    Else as if it began in a string or comment that it closes: as it stands it does not parse, and what is before the
    closing mark must be no code, whatever is put around it. At last as code without its end.
    """
    nothing = Context("")
    torn = torn_marks(task)
    whole = None
    is_middle = is_comments_middle(task)
    prose = prose_place(task, task.candidate if is_middle else task.candidate.partition("\n")[0])
    if (not torn or not torn[0].is_sure) and not (prose >= 0 and (is_middle or torn)):
        is_brief = (bool(torn) and looks_torn(task)) or is_middle or any(mark.closing == "\n" for mark in torn)
        first = replace(task, is_whole=bool(torn) or is_middle, is_brief=is_brief)
        whole = _undoubted(task, _climbed(first, nothing, _FEW_PARSES_MAX if is_brief else _PARSES_MAX))
    if whole is None and is_middle:
        comment = Context(f"{(task.grammar.block_comment or ('',))[0]} ", cut=True)
        found = _climbed(replace(task, is_whole=True), comment)
        if found is not None:
            return _built(task, found, *_head(task, len(task.candidate) if prose < 0 else prose))
    if torn and whole is None:
        for mark in torn:
            # The blank lets the candidate begin inside what the mark opens, not at its beginning.
            parses_max = _PARSES_MAX if mark.is_sure else _FEW_PARSES_MAX
            found = _climbed(task, Context(f"{mark.opening} ", cut=True), parses_max)
            # Parsers of pages see blanks for their text, not a literal.
            is_inert = found is not None and (mark.closing in (task.grammar.page[1], "\n") or _is_inert(task, found))
            if found is not None and is_inert and (mark.is_line or is_prose(task, task.candidate[: mark.place])):
                return _built(task, found, *_head(task, mark.place))
        whole = _undoubted(task, _climbed(task, nothing))
    return _built(task, whole, *_beside_elements(task, whole)) if whole is not None else None


def _undoubted(task: Task, whole: Found | None) -> Found | None:
    """Return a reading, unless it ends in what only looks like a string; parts of it are read without such doubts."""
    is_doubtful = whole is not None and task.language in _IN_PARTS and ends_in_doubtful_text(task, whole)
    return None if is_doubtful else whole


def _beside_elements(task: Task, found: Found) -> list[Repaired]:
    """Return the candidate read as code before the first element that it closes: in an element, it would be text."""
    place = closed_place(task.candidate) if found.lead and task.grammar.regex_literals else -1
    return _head(task, place) if place > 0 else []


def _head(task: Task, end: int) -> list[Repaired]:
    """Return the candidate read as code as far as it is code before a place, if there are more than marks."""
    return _part(task, code_head(task, Context(""), end)) if task.candidate[:end].strip(_BLANKS) else []


def _climbed(task: Task, context: Context, parses_max: int = _PARSES_MAX) -> Found | None:
    """Try one context with a share of parses of its own."""
    task.budget.share(parses_max)
    try:
        return climb(task, context)
    except ShareSpent:
        return None


def _is_inert(task: Task, found: Found) -> bool:
    """Tell whether the candidate begins inside a string or comment of this reading."""
    return bool(found.context.text) and inside_literal(task.language, found.parsed, found.text, found.start)


def _as_code(task: Task, context: Context) -> Found | None:
    """Return a reading of the candidate as code after what looks like an open string or comment, mended if need be."""
    other = flipped(task.language, context)
    if other is None:
        return None
    found = _climbed(task, other)
    if found is None:
        task.budget.share(_PARSES_MAX)
        mend = mended(task, other)
        found = _climbed(task, mend) if mend is not None else None
    return None if found is None or _is_inert(task, found) else found


def _closing(task: Task, context: Context) -> list[Repaired]:
    """Return the candidate read as if it began in a string that it closes, if it does: a mended prefix may mislead."""
    closing = after_closing(task, context.text)
    found = _climbed(task, closing) if closing is not None else None
    return [_built(task, found)] if found is not None else []


def _alone(task: Task, whole: Found) -> list[Repaired]:
    """
    Return the candidate read as code although it is inert in the whole, if it parses as code.

    It is read after the text behind the quote, else by itself; both, if the first wants something put before it, which
    is but assumed. It has a budget of its own. Raises BudgetSpent: what could not be tried is not known to be harmless.
    """
    budget = Budget(_ALONE_PARSES_MAX, shows_macros=task.budget.shows_macros)
    own = Task(task.language, task.grammar, task.candidate, "", budget)
    text = whole.context.text
    is_doubtful = claims_literal(task.grammar, read(task.grammar, text), text)
    other = flipped(task.language, whole.context) if is_doubtful else None
    readings: list[Repaired] = []
    for context in (other, Context("")):
        if context is not None:
            found = code_head(own, context, len(own.candidate))
            if found is not None and not _is_inert(own, found):
                readings += _part(own, found)
                if not found.lead and not readings[-1].divided:
                    break
    return readings


def _part(task: Task, found: Found | None) -> list[Repaired]:
    """Return a reading of which a part may be blank, if there is one."""
    if found is None:
        return []
    is_all = found.kept == found.text[found.start : found.start + len(found.kept)]
    return [replace(_built(task, found), divided=not is_all)]


def _built(task: Task, found: Found, *others: Repaired) -> Repaired:
    """Make the result of a reading, with what must be scanned as well: the candidate alone, and others."""
    end = found.start + len(found.kept)
    dialect = found.parsed.dialect or task.language
    bare = in_words_of_semgrep(dialect, readable(dialect, found.parsed.tree, found.text))
    shown = bare
    if task.language in OTHER_WORDS and found.parsed.rendered:
        shown = OTHER_WORDS[task.language](shown)
    if task.language == "yaml" and found.parsed.rendered:
        shown = without_actions(found.text)
    if task.language in RENDERED:
        shown = shown_to_engines(found.parsed, bare)
    return Repaired(
        text=_without_cookie(found.text, found.start) if task.language == "python" else found.text,
        start=found.start,
        end=end,
        kept=found.kept,
        boundaries=boundaries(task.language, found.parsed, found.text, found.start, end),
        context_cut=found.context.cut,
        suffix_used=bool(found.after),
        outside_errors=found.context.blanked,
        alone=others[0] if others else None,
        others=others[1:],
        suffix_cut=found.after != task.suffix and bool(task.suffix.strip()),
        is_python2=found.parsed.is_python2,
        dialect=dialect,
        skipped=found.parsed.skipped,
        rendered=found.parsed.rendered,
        shown="" if shown == found.text else shown,
        bare="" if bare == found.text else bare,
    )


def _without_cookie(text: str, start: int) -> str:
    """Return the text with an encoding that the context declares blanked: what the engines get is text already."""
    if "coding" not in text[:start]:
        return text
    lines = text.split("\n", _COOKIE_LINES)
    offset = 0
    for number, line in enumerate(lines[:_COOKIE_LINES]):
        offset += len(line) + 1
        if offset <= start and _COOKIE_LINE.match(line):
            lines[number] = " " * len(line)
    return "\n".join(lines)

"""
The judges: does this text parse? Python by `ast`, YAML by libyaml, the others by tree-sitter. They read foreign text,
so this runs only inside a scan worker, and every call is bounded in size, nesting and time.
"""

import ast
import re
import time
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType

import tree_sitter_bash
import tree_sitter_c
import tree_sitter_c_sharp
import tree_sitter_containerfile
import tree_sitter_cpp
import tree_sitter_go
import tree_sitter_hcl
import tree_sitter_java
import tree_sitter_javascript
import tree_sitter_php
import tree_sitter_rust
import tree_sitter_typescript
import yaml
from tree_sitter import Language, Parser, Point, Query, QueryCursor, Tree

from gateway.syntax.bare_paths import with_paths_quoted
from gateway.syntax.blade import as_code, is_blade, prints_beside_code
from gateway.syntax.blanking import as_long, blanked
from gateway.syntax.components import as_script, is_component
from gateway.syntax.continued import begun_as
from gateway.syntax.elements import has_elements
from gateway.syntax.faults import only_names_skipped, skipped_names, stop_line, unlawful_line
from gateway.syntax.newer_words import in_older_words
from gateway.syntax.notebook import as_python
from gateway.syntax.old_rust import in_newer_words
from gateway.syntax.pages import code_of
from gateway.syntax.python2 import tree_of
from gateway.syntax.rendering import rendered, with_names_of_c
from gateway.syntax.shell_words import in_known_words
from gateway.syntax.yaml_parsing import Layout, TooDeep, layout_of
from gateway.syntax.yaml_templates import without_actions

LANGUAGES: dict[str, Language] = {
    "javascript": Language(tree_sitter_javascript.language()),
    "java": Language(tree_sitter_java.language()),
    "go": Language(tree_sitter_go.language()),
    "typescript": Language(tree_sitter_typescript.language_typescript()),
    "tsx": Language(tree_sitter_typescript.language_tsx()),
    "rust": Language(tree_sitter_rust.language()),
    "c": Language(tree_sitter_c.language()),
    "cpp": Language(tree_sitter_cpp.language()),
    "csharp": Language(tree_sitter_c_sharp.language()),
    "php": Language(tree_sitter_php.language_php_only()),
    "bash": Language(tree_sitter_bash.language()),
    "dockerfile": Language(tree_sitter_containerfile.language()),
    "hcl": Language(tree_sitter_hcl.language()),
}
# What no parser takes in all its dialects; it is read as it comes, by rules over raw text.
UNPARSED = frozenset({"sql"})
# A text that does not parse in the first may be written in the other, if it holds the mark.
_DIALECTS: Mapping[str, tuple[str, re.Pattern[str]]] = MappingProxyType(
    {
        "typescript": ("tsx", re.compile(r"</|/>|(?:=>|return|[(=?:&])\s*\(?\s*<")),
        # Types of Flow are written like those of TypeScript, in places where nothing else of JavaScript stands. What
        # declares what only TypeScript has is no JavaScript.
        "javascript": (
            "tsx",
            re.compile(
                r"\A(?![\s\S]*?\b(?:interface|enum|namespace|declare|abstract)[ \t]+[A-Za-z_$])[\s\S]*?"
                r"(?:\(\s*[\w$]+\??\s*:(?!:)|\)\s*:\s*\??[A-Za-z_][\w.<>\[\], |]*(?:=>|\{)"
                r"|^[ \t]*(?:import|export)[ \t]+type\b|^[ \t]*type[ \t]+\w+[ \t]*=)",
                re.MULTILINE,
            ),
        ),
        # What is called C, in a header above all, is often C++.
        "c": (
            "cpp",
            re.compile(
                r"::|\b(?:class|template|namespace|operator|virtual|public|private|protected|using|new|delete|throw|catch"
                r"|nullptr|auto|(?:static|const|dynamic|reinterpret)_cast)\b|\w *& *\w+ *[,)]"
                # What is declared before a condition, as newer C has it, too.
                r"|\b(?:if|switch)[ \t]*\([^;{}\n]{1,200};"
            ),
        ),
    }
)
_PARSERS = {name: Parser(language) for name, language in LANGUAGES.items()}
# Their macros can be told from code by no parser: names that it skips, and semicolons that it misses, are no errors.
_WITH_MACROS = frozenset({"c", "cpp", "rust"})
RENDERED = frozenset({"c", "cpp"})
SCRIPTS = frozenset({"javascript", "typescript"})
# How a text of these is shown that does not parse as it stands, with all places the same.
OTHER_WORDS: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        "bash": lambda text: in_known_words(in_older_words("bash", text)),
        "csharp": partial(in_older_words, "csharp"),
        "go": partial(in_older_words, "go"),
        "java": partial(in_older_words, "java"),
        "javascript": lambda text: in_older_words("javascript", with_paths_quoted(as_script(text))),
        "php": lambda text: in_older_words("php", as_code(text)),
        "python": lambda text: in_older_words("python", as_python(text)),
        "rust": lambda text: in_older_words("rust", in_newer_words(text)),
        "typescript": lambda text: in_older_words("typescript", with_paths_quoted(as_script(text))),
    }
)
_INNER_FUNCTIONS = """
    (compound_statement [(function_definition !type)
     (function_definition declarator: (parenthesized_declarator))] @inner)
    """
# In C, what stands behind a macro is taken for a function that is declared; in C++ it may be a variable's beginning.
_CALLS_BEHIND_MACROS = """
    (compound_statement [
     (declaration type: (macro_type_specifier) declarator: (function_declarator))
     (declaration type: (type_identifier) declarator: (function_declarator
      parameters: (parameter_list (parameter_declaration type: (type_identifier) !declarator))))] @inner)
    """
# A statement that a macro is given may be taken for a function that is declared.
_WORDS_AS_NAMES = """
    (function_declarator declarator: (identifier) @inner (#any-of? @inner "if" "for" "while" "switch"))
    """
_TORN = {
    "c": Query(LANGUAGES["c"], _INNER_FUNCTIONS + _WORDS_AS_NAMES + _CALLS_BEHIND_MACROS),
    "cpp": Query(LANGUAGES["cpp"], _INNER_FUNCTIONS + _WORDS_AS_NAMES),
}
_GOES_ON = re.compile(rb"\\\n?\Z")
_ARITHMETIC = re.compile(rb"\(\([^\n]{0,200}?\)\)")
_BASE_OF_VARIABLE = re.compile(rb"\b\d{1,2}#(?=\$)")
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
# As much is handed to a parser at once; what asks for the text of a node is handed as much, too.
_CHUNK_BYTES = 4_096
_PARSES_MAX = 150
_CPU_MS_MAX = 150
_LONG_CHARS = 8_000
_LONG_CPU_MS_MAX = 500
_PROGRAMS_CPU_MS_MAX = 900


_FAILED_MAX = 128
_FAILED_CHARS_MAX = 4_000

_latest: "dict[tuple[str, str], Parsed]" = {}
_failed: "dict[tuple[str, str, bool], Parsed]" = {}
_whole: "dict[str, tuple[bytes, Tree]]" = {}
_HEADER_WITHOUT_BODY = re.compile(r"\Aexpected an indented block after .* on line (\d+)\Z")


class BudgetSpent(Exception):
    """The text asks for more work than one repair may do, or is nested too deeply for a parser."""


class ShareSpent(BudgetSpent):
    """One context has had its share of parses; another may be tried."""


@dataclass(slots=True)
class Budget:
    """
    What one repair may still spend: parses in each context, and this thread's own CPU time up to a deadline (seconds).

    `shows_macros`: what does not parse as it stands may be shown otherwise (`rendering`), which costs another parse.
    CPU time, so that a busy machine does not turn good code into "cannot be parsed"; the worker's wall-clock deadline
    is its owner's.
    """

    parses_left: int = _PARSES_MAX
    shows_macros: bool = True
    deadline_s: float = field(default_factory=lambda: time.thread_time() + _CPU_MS_MAX / 1000)

    @classmethod
    def of_length(cls, chars_count: int, *, shows_macros: bool, programs_count: int = 1) -> "Budget":
        """
        Return what a text may cost: each parse of it costs what its length does.

        If it stands for several programs, each of them is read.
        """
        more_ms = max(chars_count - _LONG_CHARS, 0) * 8 / 1000
        cpu_ms = min(min(_CPU_MS_MAX + more_ms, _LONG_CPU_MS_MAX) * programs_count, _PROGRAMS_CPU_MS_MAX)
        return cls(shows_macros=shows_macros, deadline_s=time.thread_time() + cpu_ms / 1000)

    def part(self, share: float) -> "Budget":
        """Return a budget that ends when this share of the time that is left is spent."""
        now = time.thread_time()
        return replace(self, deadline_s=now + max(self.deadline_s - now, 0) * share)

    def share(self, parses_max: int) -> None:
        """Begin another context with a share of parses of its own."""
        self.parses_left = parses_max

    def spend(self) -> None:
        """Pay for one parse; raise ShareSpent when the share is used up, BudgetSpent when the time is."""
        self.parses_left -= 1
        if time.thread_time() > self.deadline_s:
            raise BudgetSpent
        if self.parses_left < 0:
            raise ShareSpent


@dataclass(frozen=True, slots=True)
class Parsed:
    """
    A text's tree, or where it stops making sense. Exactly one of `module`, `tree` and `layout` is set when `ok`;
    of what no parser judges, none.

    `error_line` is the line at which the parser stops, so that no text behind it can help, or 0. `blamed_line` is the
    line at fault: a header further up has no body.
    `is_python2`: it is no Python 3, and was read as Python 2.
    `dialect` is the key in LANGUAGES of the grammar that the tree is made by. `skipped`: it holds bare names that
    the parser had to skip or misses semicolons, both taken for macros, of which other parsers may complain.
    `rendered`: the text had to be shown otherwise, with all places the same; see `rendering`, `newer_words`,
    `old_rust`, `shell_words`, `bare_paths` and `yaml_templates`.
    """

    ok: bool
    module: ast.Module | None = None
    tree: Tree | None = None
    error_line: int = 0
    blamed_line: int = 0
    is_python2: bool = False
    layout: Layout | None = None
    dialect: str = ""
    skipped: bool = False
    rendered: bool = False


@contextmanager
def quiet() -> Iterator[None]:
    """Keep the warnings that `ast` gives about foreign text (invalid escapes, for example) from leaking."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def parse(language: str, text: str, budget: Budget) -> Parsed:
    """
    Parse the text; raise BudgetSpent when the budget is spent or the text is too deep. Call it inside `quiet`.

    The last text that parsed is remembered, and short ones that did not: several readers ask for the same tree, one
    after the other, and several tries are the same text. Change none.
    """
    budget.spend()
    parsed = _latest.get((language, text)) or _failed.get((language, text, budget.shows_macros))
    if parsed is not None:
        return parsed
    parsed = _parse(language, text, budget)
    if parsed.ok:
        _latest.clear()
        _latest[language, text] = parsed
    elif len(text) <= _FAILED_CHARS_MAX:
        _failed[language, text, budget.shows_macros] = parsed
        if len(_failed) > _FAILED_MAX:
            del _failed[next(iter(_failed))]
    return parsed


def _parse(language: str, text: str, budget: Budget) -> Parsed:
    if language == "python":
        return _parse_python(text)
    if language in UNPARSED:
        return Parsed(ok=True)
    if language == "yaml":
        return _parse_yaml(text)
    # As it stands, what a page of Blade or a component of Vue runs is text between elements.
    is_page = is_blade(text) if language == "php" else language in SCRIPTS and is_component(text)
    parsed = Parsed(ok=False) if is_page else _parse_dialects(language, text, budget)
    if language in OTHER_WORDS and (not parsed.ok or parsed.skipped):
        return _parse_other_words(language, text, parsed, budget)
    if parsed.ok or not budget.shows_macros or language not in RENDERED:
        return parsed
    return _parse_rendered(language, text, parsed, budget)


def _parse_dialects(language: str, text: str, budget: Budget) -> Parsed:
    """Judge by tree-sitter in the first dialect of a language that a text is whole in."""
    if language == "php" and prints_beside_code(text):
        return Parsed(ok=False)
    dialect, mark = _DIALECTS.get(language, ("", None))
    is_likely = language == "typescript" and has_elements(text)
    if is_likely:
        likely = _parse_tree(dialect, text, budget)
        if likely.ok:
            return likely
    parsed = _parse_tree(language, text, budget)
    if (parsed.ok and not parsed.skipped) or mark is None or mark.search(text) is None:
        return parsed
    other = likely if is_likely else _parse_tree(dialect, text, budget)
    return other if (other.ok and not (parsed.ok and other.skipped)) or is_likely else parsed


def _parse_rendered(language: str, text: str, parsed: Parsed, budget: Budget) -> Parsed:
    """Parse a text of C or C++ that does not parse as it stands as it is shown then; see `rendering`."""
    shown = in_older_words(language, rendered(text))
    return parsed if shown == text else replace(_parse_dialects(language, as_long(shown, text), budget), rendered=True)


def _parse_other_words(language: str, text: str, parsed: Parsed, budget: Budget) -> Parsed:
    """Parse a text that does not parse as it stands in other words, if that is any better."""
    shown = OTHER_WORDS[language](text)
    if shown == text:
        return parsed
    other = _parse_dialects(language, as_long(shown, text), budget)
    return replace(other, rendered=True) if other.ok or not parsed.ok else parsed


def shown_to_engines(parsed: Parsed, text: str) -> str:
    """Return the text of a tree in C or C++ as other parsers may be shown it, with no name that ours had to skip."""
    shown = with_names_of_c(rendered(text)) if parsed.dialect == "c" else rendered(text)
    shown = in_older_words(parsed.dialect, shown) if parsed.rendered else shown
    if parsed.tree is None or not parsed.skipped:
        return shown
    places = skipped_names(parsed.tree)
    if not text.isascii():
        data = text.encode()
        places = [(len(data[:start].decode()), len(data[:end].decode())) for start, end in places]
    return blanked(shown, places)


def _parse_python(text: str) -> Parsed:
    """Judge Python by the interpreter's own parser, what is no Python 3 in the words of Python 2."""
    try:
        module, is_python2 = tree_of(text)
        is_newer = OTHER_WORDS["python"](text) != text
        return Parsed(ok=True, module=module, is_python2=is_python2, rendered=is_newer)
    except SyntaxError as error:
        line = error.lineno or 0
        header = _HEADER_WITHOUT_BODY.search(error.msg)
        return Parsed(ok=False, error_line=line, blamed_line=int(header.group(1)) if header else line)
    except ValueError:
        return Parsed(ok=False)
    except (RecursionError, MemoryError) as error:
        raise BudgetSpent from error


def _parse_yaml(text: str) -> Parsed:
    """Judge YAML by libyaml; what is no YAML, without the actions of the template that makes it."""
    parsed = _parse_layout(text)
    shown = without_actions(text) if not parsed.ok else text
    return parsed if shown == text else replace(_parse_layout(shown), rendered=True)


def _parse_layout(text: str) -> Parsed:
    try:
        layout = layout_of(text)
        return Parsed(ok=not layout.unknown, layout=layout, dialect="yaml")
    except TooDeep as error:
        raise BudgetSpent from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return Parsed(ok=False, error_line=mark.line + 1 if mark is not None else 0)


def _parse_tree(language: str, text: str, budget: Budget) -> Parsed:
    """Judge by tree-sitter, which is stopped at the deadline."""
    source = _shown(language, text.encode())

    def chunk(offset: int, _point: Point) -> bytes:
        return source[offset : offset + _CHUNK_BYTES]

    def late(_offset: int, _has_error: bool) -> bool:  # noqa: FBT001 -- tree-sitter passes it by position
        return time.thread_time() > budget.deadline_s

    parser, begun = _PARSERS[language], begun_as(_whole.get(language), source)
    try:
        tree = None if begun is None else parser.parse(chunk, begun, progress_callback=late)
        if tree is None or tree.root_node.has_error:  # what is at fault is read anew: how it is mended may differ
            tree = parser.parse(chunk, progress_callback=late)
    except ValueError as error:  # this is how it says that the callback stopped it
        parser.reset()
        raise BudgetSpent from error
    has_error = tree.root_node.has_error
    if not has_error:
        _whole.clear()
        _whole[language] = source, tree
    may_skip = language in _WITH_MACROS
    skipped = has_error and may_skip and only_names_skipped(tree, source)
    if has_error and not skipped:
        return Parsed(ok=False, tree=tree, dialect=language, error_line=stop_line(tree, source, may_skip=may_skip))
    line = unlawful_line(language, tree)
    is_whole = line == 0 and not (language in RENDERED and _is_torn(language, tree, source))
    return Parsed(ok=is_whole, tree=tree, dialect=language, skipped=skipped, error_line=line)


def _is_torn(language: str, tree: Tree, source: bytes) -> bool:
    """
    Tell whether a text lacks something that its grammar does not ask for, but every engine that reads it.

    A case stands in no switch, the last line goes on with whatever is put after it, or a function without a type or a
    name stands in another: that is a macro with a block, whose arguments would be taken for parameters. Or a call of C
    stands behind a macro, or a statement is given to one: it would be taken for the declaration of a function.
    """
    return (
        _GOES_ON.search(source) is not None
        or any(part.type == "case_statement" for part in tree.root_node.children)
        or bool(QueryCursor(_TORN[language]).captures(tree.root_node))
    )


def bases_of_variables(source: bytes | bytearray) -> list[tuple[int, int]]:
    """Return where the bases of variables stand in the arithmetic of Bash."""
    found = _ARITHMETIC.finditer(source)
    return [base.span() for one in found for base in _BASE_OF_VARIABLE.finditer(source, one.start(), one.end() + 1)]


def _shown(language: str, source: bytes) -> bytes:
    """
    Return what the parser is shown, byte for byte in its place.

    The grammar of Bash asks C's `isdigit` of any character, which reads outside its table and crashes (0.25.1, found by
    a random text); to a shell, all of these are letters. It does not know the base of a variable (`$((10#$n))`).
    """
    if language == "bash":
        letters = bytearray(_NOT_ASCII.sub(b"x", source))
        for start, end in bases_of_variables(letters) if b"#$" in letters else ():
            letters[start:end] = b" " * (end - start)
        return bytes(letters)
    return code_of(source) if language == "php" else source

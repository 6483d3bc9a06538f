r"""
Text that a compiler reads differently from a scanner. Each of these was seen to scan clean with full evidence, so a
candidate that holds one is blocked, whatever the engines say (design, "One canonical text"). Strings and comments may
hold what they like: both readers take them alike, except for Java, which translates `\u` escapes before it reads.
"""

import io
import re
import tokenize
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.lexicon import head_start, read
from gateway.syntax.obfuscation_c import ESCAPE_DIRECTIVE, may_hold_tricks, tricks
from gateway.syntax.parsing import Budget, BudgetSpent, Parsed, parse
from gateway.syntax.reading import byte_offset, inside_literal
from gateway.syntax.repair import Repaired

NOT_NFKC = "identifier that is not NFKC"
FORMAT_CHARACTER = "format character in code"
ESCAPED_IDENTIFIER = "escaped identifier"
JAVA_ESCAPE = "Java unicode escape outside a literal"
JAVA_ESCAPE_IN_LITERAL = "Java unicode escape of a quote, backslash or line end"
CODING_COOKIE = "coding cookie other than utf-8"
FORM_FEED = "form feed in indentation"
HTML_COMMENT = "HTML-like comment"
HIDDEN_LETTER = "letter written as a number in a string"
FORCED_TYPE = "type forced on a value"
UNREADABLE = "tokens could not be read"

_COOKIE = re.compile(r"^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)", re.ASCII)
_UTF_8 = re.compile(r"utf-?8(?:-.*)?")
_COOKIE_LINES = 2
# Encodings under which ASCII reads as ASCII, byte by byte: the user's own file may have them.
_HARMLESS_COOKIE = re.compile(r"utf-?8(?:-.*)?|(?:us-)?ascii|latin-?1|l1|iso-?8859-?\d+|(?:cp|windows-)125\d|koi8-[ru]")
_JAVA_FORBIDDEN_BEFORE = frozenset("*/\"'\\\r\n")
_FORM_FEED = re.compile(r"^[ \t]+\f[ \t\f]*[^\s#]", re.MULTILINE)
# Java: a backslash is eligible if an even number of backslashes stands before it (JLS 3.3).
_JAVA_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*(\\u+([0-9a-fA-F]{4})?)")
_JAVA_FORBIDDEN = frozenset("\"'\\\r\n")
_NUMBER_BASE = 16
# Strings, quoted names and comments of what is not parsed.
_LITERAL = re.compile(r"'[^']*'|\"[^\"]*\"|`[^`]*`|-- [^\n]*|/\*(?!!).*?\*/", re.DOTALL)
# To YAML, `!!bool "true"` is no text; with %TAG, other marks say the same.
_FORCED_TYPE = re.compile(r"!(?:!|<tag:yaml\.org,2002:)(?:bool|int|null|merge)\b|!\w+!|^%TAG\b", re.MULTILINE)
# A letter, digit or mark of ASCII that is written as a number, or a word that goes on in the next line.
_HIDDEN_LETTER = re.compile(
    r"(?<!\\)(?:\\\\)*\\(?:(?:x|u00|U000000)(?:2[1-9a-fA-F]|[3-6][0-9a-fA-F]|7[0-9a-eA-E])|(?<=\w\\)\n[ \t]*\w)"
)
# How names can be written with escapes, or comments in an unusual form.
_SCRIPT_ESCAPES = re.compile(r"\\|<!--")
_C_ESCAPES = re.compile(r"\\[uU]")
# Shells fold no names: a word that only looks like a command is none.
_UNFOLDED = frozenset({"bash", "dockerfile"})
_ESCAPES: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {
        "javascript": _SCRIPT_ESCAPES,
        "typescript": _SCRIPT_ESCAPES,
        "c": _C_ESCAPES,
        "cpp": _C_ESCAPES,
        "csharp": _C_ESCAPES,
    }
)


def hidden_reading(language: str, repaired: Repaired) -> str | None:
    """Return why a compiler would read the candidate differently from a scanner (a constant text), or None."""
    own = _OWN.get(language)
    return own(repaired) if own is not None else _by_tree(language, repaired)


def _by_tree(language: str, repaired: Repaired) -> str | None:
    """Look for tricks of the language, then at every name in its tree."""
    if language == "java" and "\\u" in repaired.text:
        reason = _java_escapes(repaired)
        if reason is not None:
            return reason
    if may_hold_tricks(language, repaired.text):
        reason = next(tricks(language, repaired, _parsed(language, repaired)), None)
        if reason is not None:
            return reason
    text = _to_line_end(repaired)
    if not _is_suspect(language, text) or not _is_suspect(language, text[_first(language, repaired) :]):
        return None
    return _tree(language, repaired)


def _is_suspect(language: str, text: str) -> bool:
    """Tell whether the text has a mark without which no name in it can be other than it looks."""
    marks = _ESCAPES.get(language)
    return (not text.isascii() and language not in _UNFOLDED) or (marks is not None and marks.search(text) is not None)


def _to_line_end(repaired: Repaired) -> str:
    """Return the text up to the end of the line in which the candidate ends."""
    newline = repaired.text.find("\n", repaired.end)
    return repaired.text if newline < 0 else repaired.text[:newline]


def _first(language: str, repaired: Repaired) -> int:
    """Return where the statement or line begins in which the candidate begins: it is looked at as well."""
    grammar = GRAMMARS[language]
    before = repaired.text[: repaired.start]
    line = before.rfind("\n") + 1
    return min(head_start(grammar, read(grammar, before)), line) if before.strip() else 0


def hidden_prefix(language: str, prefix: str) -> str | None:
    """Return why the prefix, as it came, has a compiler read the candidate differently from a scanner, or None."""
    if language == "python" and "coding" in prefix:
        lines = prefix.replace("\r", "\n").split("\n", _COOKIE_LINES)[:_COOKIE_LINES]
        cookies = (found.group(1) for line in lines if (found := _COOKIE.match(line.lstrip("\ufeff"))) is not None)
        if any(_HARMLESS_COOKIE.fullmatch(cookie.lower().replace("_", "-")) is None for cookie in cookies):
            return CODING_COOKIE
    if language == "java" and "\\u" in prefix:
        codes = (found.group(2) for found in _JAVA_ESCAPE.finditer(prefix))
        if any(code is not None and chr(int(code, _NUMBER_BASE)) in _JAVA_FORBIDDEN_BEFORE for code in codes):
            return JAVA_ESCAPE
    if language == "dockerfile" and may_hold_tricks(language, prefix, ESCAPE_DIRECTIVE):
        return ESCAPE_DIRECTIVE
    return None


def unparsed_reading(language: str, candidate: str) -> str | None:
    r"""Return why a text that does not parse is suspicious all the same: Java code written in `\u` escapes, or None."""
    return JAVA_ESCAPE if language == "java" and _JAVA_ESCAPE.search(candidate) is not None else None


def _name(text: str) -> str | None:
    """Return what is wrong with a piece of code that is neither string nor comment."""
    if text.isascii():
        return None
    if any(unicodedata.category(char) == "Cf" for char in text):
        return FORMAT_CHARACTER
    return None if unicodedata.is_normalized("NFKC", text) else NOT_NFKC


def _python(repaired: Repaired) -> str | None:
    """Look for coding cookies, indentation with form feeds, and names that the compiler folds."""
    if "coding" in repaired.text and _foreign_cookie(repaired):
        return CODING_COOKIE
    if "\f" in repaired.kept:
        line = repaired.text.rfind("\n", 0, repaired.start) + 1
        if _FORM_FEED.search(repaired.text[line : repaired.end]):
            return FORM_FEED
    if _to_line_end(repaired).isascii():
        return None
    try:
        return next((reason for name in _python_names(repaired) if (reason := _name(name)) is not None), None)
    except (tokenize.TokenError, SyntaxError):
        return UNREADABLE


def _python_names(repaired: Repaired) -> Iterator[str]:
    """Yield the tokens of Python, strings and comments excepted, that touch the candidate."""
    text = repaired.text
    start = _first("python", repaired)
    first = text.count("\n", 0, start) + 1
    first_column = start - (text.rfind("\n", 0, start) + 1)
    last = text.count("\n", 0, repaired.end) + 1
    last_column = repaired.end - (text.rfind("\n", 0, repaired.end) + 1)
    for token in tokenize.generate_tokens(io.StringIO(text, newline="\n").readline):
        touches = token.end > (first, first_column) and token.start < (last, last_column)
        if touches and token.type in (tokenize.NAME, tokenize.OP, tokenize.NUMBER, tokenize.ERRORTOKEN):
            yield token.string


def _yaml(repaired: Repaired) -> str | None:
    """Look for types that are forced on a value, and words that are not written as they are read."""
    first = repaired.text.rfind("\n", 0, repaired.start) + 1
    text = _to_line_end(repaired)
    if _FORCED_TYPE.search(text, first):
        return FORCED_TYPE
    hidden = [found.end() for found in _HIDDEN_LETTER.finditer(text)]
    if not hidden:
        return None
    parsed = _parsed("yaml", repaired)
    if parsed is None or parsed.layout is None:
        return UNREADABLE
    touched = [span for span in parsed.layout.escaped if span[1] > repaired.start and span[0] < repaired.end]
    return HIDDEN_LETTER if any(start < place < end for start, end in touched for place in hidden) else None


def _hcl(repaired: Repaired) -> str | None:
    """Look for words in strings that are not written as they are read, then at all names."""
    first = repaired.text.rfind("\n", 0, repaired.start) + 1
    found = _HIDDEN_LETTER.search(_to_line_end(repaired), first)
    return HIDDEN_LETTER if found is not None else _by_tree("hcl", repaired)


def _sql(repaired: Repaired) -> str | None:
    """Look at all that is neither quoted nor a comment."""
    return _name(_LITERAL.sub(" ", _to_line_end(repaired)[_first("sql", repaired) :]))


def _foreign_cookie(repaired: Repaired) -> bool:
    """Tell whether the first two lines, of the file or of the candidate by itself, declare another encoding."""
    head = repaired.text.split("\n", _COOKIE_LINES)[:_COOKIE_LINES]
    offset = 0
    lines = repaired.kept.split("\n", _COOKIE_LINES)[:_COOKIE_LINES]
    for line in head:
        if offset < repaired.end and offset + len(line) > repaired.start:
            lines.append(line)
        offset += len(line) + 1
    cookies = (found.group(1) for line in lines if (found := _COOKIE.match(line)) is not None)
    return any(_UTF_8.fullmatch(cookie.lower().replace("_", "-")) is None for cookie in cookies)


def _parsed(language: str, repaired: Repaired) -> Parsed | None:
    """Parse the repaired text once more, or return None when that is too much work."""
    try:
        return parse(language, repaired.text, Budget())
    except BudgetSpent:
        return None


def _java_escapes(repaired: Repaired) -> str | None:
    r"""Judge every eligible `\u` that touches the candidate: only in a literal, and only if it ends nothing."""
    parsed = _parsed("java", repaired)
    first = _first("java", repaired)
    for found in _JAVA_ESCAPE.finditer(repaired.text):
        begin, end = found.span(1)
        if end <= first or begin > repaired.end:
            continue
        digits = found.group(2)
        if parsed is None or digits is None or not inside_literal("java", parsed, repaired.text, begin, strings=True):
            return JAVA_ESCAPE
        if chr(int(digits, _NUMBER_BASE)) in _JAVA_FORBIDDEN:
            return JAVA_ESCAPE_IN_LITERAL
    return None


def _tree(language: str, repaired: Repaired) -> str | None:
    """Look at every leaf of code that touches the candidate."""
    parsed = _parsed(language, repaired)
    if parsed is None or parsed.tree is None:
        return UNREADABLE
    grammar = GRAMMARS[language]
    source = repaired.text.encode()
    first = byte_offset(repaired.text, _first(language, repaired))
    last = byte_offset(repaired.text, repaired.end)
    pending = [(parsed.tree.root_node, False)]
    while pending:
        node, literal = pending.pop()
        if node.end_byte <= first or node.start_byte >= last:
            continue
        literal = (literal or node.type in grammar.literals) and node.type not in grammar.holes
        if node.child_count:
            pending.extend((child, literal) for child in node.children)
        elif node.type == "html_comment":
            return HTML_COMMENT
        elif not literal:
            code = source[node.start_byte : node.end_byte].decode(errors="replace")
            # Elsewhere a backslash in code says something else, or nothing: PHP divides its names with it.
            is_escaped = "\\" in code and language in _ESCAPES
            reason = _name(code) or (ESCAPED_IDENTIFIER if is_escaped else None)
            if code == "<" and source.startswith(b"<!--", node.start_byte):
                reason = HTML_COMMENT
            if reason is not None:
                return reason
    return None


_OWN: Mapping[str, Callable[[Repaired], str | None]] = MappingProxyType(
    {"python": _python, "sql": _sql, "yaml": _yaml, "hcl": _hcl}
)

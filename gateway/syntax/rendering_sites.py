"""
Where `rendering` may find something to change, so that what it looks for in vain costs one search and no more.

The patterns look at a text's gist: without comments and directives, with every string empty, behind a line's
end. Each takes at least what its reader changes, and may take more. Every branch begins with a sign or a letter: so a
search looks no closer at most places.
"""

import re
from typing import Final

from gateway.syntax.c_text import DIRECTIVE_REST

# Macros of well-known runtimes that stand for an argument and its comma.
WITH_COMMA: Final = frozenset({"TSRMLS_CC", "TSRMLS_DC", "pTHX_", "aTHX_"})
PRIMITIVE: Final = frozenset(
    (
        *("bool", "char", "double", "float", "int", "long", "short", "signed", "unsigned", "void", "wchar_t"),
        *("size_t", "ssize_t", "ptrdiff_t", "intptr_t", "uintptr_t", "int8_t", "int16_t", "int32_t", "int64_t"),
        *("uint8_t", "uint16_t", "uint32_t", "uint64_t", "char8_t", "char16_t", "char32_t"),
    )
)
QUALIFIERS: Final = frozenset({"const", "volatile", "restrict"})
TAGS: Final = frozenset({"struct", "union", "enum", "class", "typename"})
# How macros are called that are loops; more than one way to write it, for `for` itself is none.
LOOP: Final = re.compile(r"(?i:for_?each|(?<![a-z])for(?![a-z]))")

# Every branch begins with a character of its own: so the search passes over all others at once. A quote in a number is
# none; what stands before a directive is a line's end (the text's begin counts as one) or a comment.
_REST: Final = rf"[ \t]*\#(?:[ \t]|/\*[\s\S]*?\*/)*+{DIRECTIVE_REST}"
_SHORTENED: Final = re.compile(
    rf"\"(?P<string>)(?:[^\"\\\n]|\\[\s\S])*\"?"
    rf"|R\"(?P<raw>)(?P<mark>[^()\\\s\"]{{0,16}})\([\s\S]*?\)(?P=mark)\""
    rf"|'(?:(?<![0-9a-fA-F]')|(?<=e')|(?<=u8'))(?P<character>)(?:[^'\\\n]|\\[\s\S])*'?"
    rf"|//(?:[^\\\n]|\\[\s\S])*|/\*[\s\S]*?(?:\*/(?:{_REST})?|\Z)|\n{_REST}|\\\n"
)
_STRINGS: Final = frozenset({"string", "raw", "mark", "character"})
_QUALIFIER: Final = rf"(?:{'|'.join(sorted(QUALIFIERS))})\b\s*"
_TAGGED: Final = rf"(?:{'|'.join(sorted(TAGS))})\s+(?:{_QUALIFIER})*\w+\s*(?:{_QUALIFIER})*"
_PLAIN: Final = rf"(?:(?:{'|'.join(sorted(PRIMITIVE | QUALIFIERS))})\b\s*)+"
_QUALIFIED: Final = rf"(?:{_QUALIFIER})+\w+\s*(?:{_QUALIFIER})*|\w+\s+(?:{_QUALIFIER})+"
_TYPE: Final = rf"[\w\s]*\*[\s*]*|{_PLAIN}|(?:{_QUALIFIER})*{_TAGGED}|{_QUALIFIED}"
# What stands before a parenthesis most often, and is no call.
_NO_CALL: Final = "".join(
    rf"(?<!\b{word}\()(?<!\b{word} \()" for word in ("if", "for", "while", "switch", "return", "sizeof", "case")
)
# A call where a statement begins, with a brace behind it.
_BLOCK: Final = (
    r"[;{}:]\s*+(?!(?:if|for|while|switch|catch)\b)[A-Za-z_]\w*\s*"
    r"\((?:[^();]|\((?:[^()]|\([^()]*+\))*+\))*+\)[ \t]+\{"
)


def _site(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.ASCII | re.MULTILINE)


WORDS: Final = _site(
    r"\"\s*[A-Za-z_]|[(,=)]\s*[A-Za-z_]\w*\s*\"",
    "|".join(sorted(WITH_COMMA)),
    r"[;{}]\s*[A-Z_]\w*\s+(?:(?:if|for|while|return|switch|do|goto)\b|[A-Za-z_]\w*\s*[-.])",
    r"\n[ \t]*[A-Z_][A-Z0-9_]*[ \t]*$",
)
# What a parenthesis stands behind that was just read: a name, or one and a blank; of more blanks nothing is asked.
_BEHIND_NAME: Final = r"(?:(?<=\w\()|(?<=\w\s\()|(?<=\s\s\())"
TYPES: Final = _site(rf",\s*(?:{_TYPE})[,)]", rf"\({_BEHIND_NAME}{_NO_CALL}\s*(?:{_TYPE})[,)]")
BLOCKS: Final = _site(
    r"[fF][oO][rR]_?[eE][aA][cC][hH]",
    r"F(?<![A-Za-z]F)(?:or|OR)(?![A-Za-z])",
    r"f(?<![A-Za-z]f)or_",
    r"_for\b",
    _BLOCK,
)
OLD_PARAMETERS: Final = _site(r"\)\s*[A-Za-z_][\w\s*,\[\]]*;[\w\s*,;\[\]]*\{")
CALLS_BESIDE_STRINGS: Final = _site(r"\"\s*[A-Z]\w*\s*\(|\)\s*\"")
LONE_CALLS: Final = _site(r"\)[ \t]*\n\s*[ \t][A-Za-z_]")
_STATEMENTS: Final = r"\((?<=[\w\s]\()\s*(?:if|for|while|switch|do|return|goto)\b"
STATEMENTS_GIVEN: Final = _site(_STATEMENTS, r";\s*\)")
# The same of a text itself, where loops are to be passed over: `for (;;)`.
STATEMENTS_APART: Final = _site(_STATEMENTS, r";\s*\)\s*;")
BLOCKS_GIVEN: Final = _site(r"\}\s*\)")
BRACES_GIVEN: Final = _site(r"[(,]\s*\{|_HEAD_INIT\s*\(")
VALUES_GIVEN: Final = _site(r"\(\s*=(?!=)")
SIGNS: Final = _site(
    r"[(,]\s*(?:[=!<>]=|<<|>>|\|\||[-+<>/%|])\s*[,)]|\)\s*\*\s*(?:const|volatile|restrict)\b|\#",
)


def gist_of(text: str) -> str:
    """Return a text's signs and words alone."""
    return _SHORTENED.sub(lambda found: '""' if found.lastgroup in _STRINGS else "\n", f"\n{text}")

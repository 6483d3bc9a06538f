"""How comments, strings, numbers and directives of C and C++ are written, for who looks at a text without a tree."""

import re

COMMENT = r"//(?:[^\\\n]|\\[\s\S])*|/\*[\s\S]*?(?:\*/|\Z)"
# What is open at the end of its line, or of the text, ends there.
STRING = (
    r'(?:u8|[LuU])?(?:R"(?P<mark>[^()\\\s"]{0,16})\([\s\S]*?\)(?P=mark)"'
    r"|\"(?:[^\"\\\n]|\\[\s\S])*\"?|'(?:[^'\\\n]|\\[\s\S])*'?)"
)
# A quote between two digits belongs to the number.
NUMBER = r"\.?\d(?:'?[\w.])*"
# Only comments may stand before a directive on its line.
DIRECTIVE_START = r"(?:^|(?<=\*/))[ \t]*\#(?:[ \t]|/\*[\s\S]*?\*/)*+"
DIRECTIVE_REST = r"(?:/\*[\s\S]*?(?:\*/|\Z)|[^\\\n]|\\[\s\S])*"

_NO_CODE = re.compile(rf"{COMMENT}|{DIRECTIVE_START}{DIRECTIVE_REST}", re.MULTILINE)


def code_of(text: str) -> str:
    """Return a part of a text without its comments and directives, and without blanks around it."""
    return _NO_CODE.sub(" ", text).strip()

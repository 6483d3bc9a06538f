"""What repair must know of Python."""

import re

from gateway.syntax.grammar import Grammar, Quote

PYTHON = Grammar(
    line_comment="#",
    block_comment=None,
    quotes=(
        Quote('"""', '"""', spans_lines=True),
        Quote("'''", "'''", spans_lines=True),
        Quote('"', '"'),
        Quote("'", "'"),
    ),
    fillings=(
        ("", ""),
        ("", ": pass"),
        (" _", ""),
        (" _", ": pass"),
        (" = _", ""),
        (": _", ""),
        ("", " in _: pass"),
        (" in _", ""),
        (" _ in _", ""),
        (" _", " in _: pass"),
        (" = _", ": pass"),
        ("", " import _"),
        (" _", " import _"),
        ("", "(): pass"),
        ("", " _(): pass"),
        (" else _", ""),
        (" _ else _", ""),
        ("0", ""),
        ("= _", ""),
        ("= _", ": pass"),
        ("> _", ": pass"),
        ("", " def _(): pass"),
        ("\n_", ""),
        (": _", ": pass"),
        ("_", ""),
    ),
    string_fillings=("", "\\", "00", "0000000"),
    wraps=(),
    words=(
        *("def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "async", "await"),
        *("return", "raise", "import", "from", "not", "assert", "global", "yield", "lambda", "print", "del", "pass"),
    ),
    names=re.compile(
        r"(?:^|;)[ \t]*(from[ \t]+[\w.]+[ \t]+import[ \t]*(?:\([^()]*\)|(?:[^\n(\\;#'\"]|\\\n)+)"
        r"|import[ \t]+(?:[^\n(\\;#'\"]|\\\n)+)|^(\w+[ \t]*=[ \t]*[A-Za-z_]\w*(?:\.\w+)*)[ \t]*(?=$|#|;)",
        re.MULTILINE,
    ),
)

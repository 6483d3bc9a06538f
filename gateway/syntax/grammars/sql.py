"""What is known of SQL's lexical form. No parser takes all its dialects, so none judges it: a text is read as it is."""

import re

from gateway.syntax.grammar import C_COMMENTS, Grammar, Quote

SQL = Grammar(
    line_comment="--",
    block_comment=C_COMMENTS,
    quotes=(
        Quote("$$", "$$", spans_lines=True, escapes=False),
        Quote("'", "'", spans_lines=True, escapes=False),
        Quote('"', '"', spans_lines=True, escapes=False),
        Quote("`", "`", spans_lines=True, escapes=False),
    ),
    fillings=(("", ""),),
    string_fillings=("",),
    wraps=(),
    names=re.compile(r"(?!)()"),
    terminator=";",
)

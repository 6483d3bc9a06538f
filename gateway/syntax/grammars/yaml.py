"""What repair must know of YAML; how its fragments are made whole is the business of `layout`."""

import re

from gateway.syntax.grammar import Grammar, Quote

YAML = Grammar(
    line_comment="#",
    block_comment=None,
    quotes=(Quote('"', '"'), Quote("'", "'", escapes=False)),
    fillings=(("", ""),),
    string_fillings=("",),
    wraps=(),
    names=re.compile(r"(?!)()"),
    # An apostrophe in a word.
    no_quote=re.compile(r"(?<=\w)['\"]"),
    has_layout=True,
)

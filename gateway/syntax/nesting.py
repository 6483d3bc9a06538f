"""How deep brackets nest: the engines are trusted with a hundred levels, behind which parsers of theirs overflow."""

import re
from typing import Final

from gateway.syntax.grammar import Grammar
from gateway.syntax.lexicon import read

_NESTING_MAX: Final = 100
_OPENING: Final = re.compile(r"[(\[{]")
# What may stand in brackets that hold no others: no comment and no open text, so that what closes them is code.
_FLAT: Final = r"""(?:[^()\[\]{}"'`/#\\]++|"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`)*+"""
_FLAT_BRACKETS: Final = re.compile(rf"\({_FLAT}\)|\[{_FLAT}\]|\{{{_FLAT}\}}")
_FLATTENINGS: Final = 4
# Quotes mean other things in other languages; half of the levels are room for where one misleads the quick look.
_SURE_MAX: Final = _NESTING_MAX // 2


def too_deep(grammar: Grammar, text: str) -> bool:
    """Tell whether brackets are nested deeper than the engines are trusted with. Linear in the text."""
    left = text
    for level in range(_FLATTENINGS + 1):
        if len(_OPENING.findall(left)) + level <= _SURE_MAX:
            return False
        left = _FLAT_BRACKETS.sub("", left)
    return read(grammar, text).depth_max > _NESTING_MAX

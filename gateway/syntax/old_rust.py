"""
Rust that its grammars do not read, in words of the same length that they do: from before its first version `box x`,
`proc() {}`, arrays `[x, ..n]`, closures `|&: x|` and numbers `1u`; a macro that is called like a type, as `str![]`.

Only words that say nothing of a weakness are replaced, and nothing in a string or comment.
"""

import re
from typing import Final

_OLD: Final = re.compile(
    r'(?P<text>b?"(?:[^"\\]|\\.)*+"|r(?P<marks>#*)".*?"(?P=marks)|//[^\n]*|/\*.*?\*/)'
    r"|(?P<blank>\bbox\s*\(\s*\)(?=\s*[\w(])|\bbox(?=\s+[\w&(\"|])|(?<=\|)&(?:mut)?:)"
    r"|(?P<macro>\b(?:str|char|bool|[iu](?:8|16|32|64|128|size)|f(?:32|64))(?=!\s?[\[({]))"
    r"|(?P<number>\b\d[\d_]*[ui]\b)"
    r"|(?P<array>,\s?\.\.(?=\s*[\dA-Z(]))"
    r"|\bproc\((?P<names>[^()|]*)\)(?=\s*(?:->[^{;]*)?\{)",
    re.DOTALL,
)
_IN_ARRAY: Final = re.compile(r"\[[^\[\]{};]*\Z")


def in_newer_words(text: str) -> str:
    """Return the text as long as it is, with what only old compilers read in other words."""
    return _OLD.sub(_newer, text)


def _newer(found: re.Match[str]) -> str:
    was = found[0]
    if found["blank"] is not None:
        return " " * len(was)
    if found["macro"] is not None:
        return "_" * len(was)
    if found["number"] is not None:
        return f"{was[:-1]} "
    if found["array"] is not None:
        in_array = _IN_ARRAY.search(found.string, max(found.start() - 200, 0), found.start())
        return was if in_array is None else f";{' ' * (len(was) - 1)}"
    if found["names"] is not None:
        return f"    |{found['names']}|"
    return was

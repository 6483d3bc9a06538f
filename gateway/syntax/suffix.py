"""
How much of the text after the candidate is read along. A suffix is often broken further down, by code that the user
has not finished; its head, which is what continues the candidate, must not be lost for that.
"""

import re
from collections.abc import Iterator

from gateway.syntax.grammar import Grammar
from gateway.syntax.lexicon import Kind, read, starts

_CONTINUES = re.compile(r"[(\[.,=+\-*/%<>&|^?:!`'\"]")
_COMMENT = re.compile(r"\s*(?://[^\n]*\n|/\*.*?\*/)", re.DOTALL)
_JOINED_WORD = re.compile(r"\w\w")
_ENDS_STATEMENT = (";", "{", "}")


def suffix_within(suffix: str, chars_max: int) -> str:
    """Return the suffix, or its head up to a line end within the limit."""
    if len(suffix) <= chars_max:
        return suffix
    newline = suffix.rfind("\n", 0, chars_max)
    return suffix[: newline + 1] if newline >= 0 else suffix[:chars_max]


def suffix_heads(grammar: Grammar, body: str, suffix: str) -> Iterator[str]:
    """Yield the suffix, longest head first: all, to its last statement, to the end of the open one, its first line."""
    yield suffix
    ends = [place - len(body) for place in starts(grammar, read(grammar, body + suffix)) if place > len(body)]
    heads = [suffix[:end] for end in (*ends[:-4:-1], *ends[:1])]
    first = len(suffix) - len(suffix.lstrip())
    newline = suffix.find("\n", first)
    heads.append(suffix[: newline + 1] if newline >= 0 else suffix)
    yield from (head for head in dict.fromkeys(heads) if head.strip() and head != suffix)


def must_follow(grammar: Grammar, body: str, suffix: str) -> bool:
    """Tell whether the suffix continues an expression of the text before it, so that it cannot be left out."""
    rest = suffix
    if grammar.block_comment is not None:
        while (comment := _COMMENT.match(rest)) is not None:
            rest = rest[comment.end() :]
    joined = rest.partition("\n")[0].strip() != "" and rest is suffix
    rest = rest.lstrip()
    if not rest:
        return False
    if _JOINED_WORD.match(body[-1:] + suffix[:1]):
        return True
    opened = read(grammar, body).opened
    inside = bool(opened) and opened[-1].kind is not Kind.BLOCK
    if rest[0] in ")]}":
        return inside and opened[-1].closing.startswith(rest[0])
    if _CONTINUES.match(rest) is None:
        return False
    if inside or joined:
        return True
    return (
        grammar.terminator != "\n" and grammar.block_comment is not None and not body.rstrip().endswith(_ENDS_STATEMENT)
    )

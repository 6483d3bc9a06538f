"""
Where in a text a piece stands: what is escaped for a page's text or a shell's word is not safe in every place of it.

A script, a style, an event handler and an attribute without quotes are no text of a page; a quoted word within quotes
of the program ends these quotes. What holds no quote stays within quotes of this kind, and is anything without them.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from gateway.dataflow.value import EVERYTHING, Ground, Origin, Value

_PAGE: Final = "html"
_SHELL: Final = "shell"
_SQL: Final = "sql"
WHOLE: Final = "html-whole"  # of data that is an answer by itself, such as what was read out of JSON, and no page
WITHIN_QUOTES: Final = "sql-quoted"  # of what is escaped only for a text in quotes of a statement
# Of what holds no quote of a kind.
UNQUOTED: Final[Mapping[str, str]] = MappingProxyType({"'": "without-quote", '"': "without-double-quote"})
_QUOTING: Final = frozenset({_SQL, "xpath", "code"})
_HOLE: Final = "x"  # stands for a piece of which the words are unknown
_SCRIPT: Final = re.compile(r"(?is)<(script|style)\b[^>]*>(?!.*</\1)")
_TAG: Final = re.compile(r"<[a-zA-Z][^<>]*\Z")
_HANDLER: Final = re.compile(r"(?i)[\s\"'/](?:on[a-z]+|style)\s*=\s*(?:\"[^\"]*|'[^']*|[^\s\"'>]*)\Z")
_UNQUOTED: Final = re.compile(r"<(?:[^\"'<>]|\"[^\"]*\"|'[^']*')*=\s*[^\s\"'=>]*\Z")
# Where an address stands from its beginning: one that begins with `javascript:` is code.
_ADDRESS: Final = re.compile(
    r"(?i)^<(?:(?!link\b)[a-z][^<>]*\s(?:href|action|formaction|xlink:href)|"
    r"(?:iframe|frame|embed|script|object)\b[^<>]*\s(?:src|data))\s*=\s*[\"']?\s*\Z"
)
SCRIPT: Final = "html-script"  # of what is escaped for a text in a script, too
ADDRESS: Final = "html-address"  # of what can begin with no scheme
_URL: Final = "url"
_HELD: Final = frozenset({WITHIN_QUOTES, *UNQUOTED.values()})
# For what texts are escaped: they are safe no more if what was written for a character is undone.
ESCAPED: Final = _HELD | _QUOTING | {_PAGE, WHOLE, SCRIPT, _SHELL, "xml", "ldap"}
_BEFORE_CHARS_MAX: Final = 2_000


def standing(value: Value, context: str) -> Value:
    """Return a text in which no piece counts as escaped for a context where that does not protect it."""
    if context in _QUOTING:
        return _in_statement(value, context)
    if context not in {_PAGE, _SHELL} or not value.pieces:
        return value.cleaned(frozenset({_PAGE}), Ground.HINT) if context == _PAGE and WHOLE in value.clean else value
    before = ""
    pieces: list[str | Value] = []
    for piece in value.pieces:
        if isinstance(piece, str):
            before = (before + piece)[-_BEFORE_CHARS_MAX:]
            pieces.append(piece)
            continue
        # What is safe for everything stays so wherever it stands.
        counts = context in piece.clean and EVERYTHING not in piece.clean
        is_exposed = counts and (_is_code(before, piece) if context == _PAGE else bool(_open_quote(before)))
        pieces.append(piece.without(frozenset({context})) if is_exposed else piece)
        before += _HOLE
    is_same = all(new is old for new, old in zip(pieces, value.pieces, strict=True))
    return value if is_same else value.with_pieces(tuple(pieces))


def _in_statement(value: Value, context: str) -> Value:
    """Return a statement in which what is escaped for a text in quotes, or holds none, is safe where some are open."""
    if not any(isinstance(piece, Value) and not _HELD.isdisjoint(piece.clean) for piece in value.pieces):
        return value
    before = ""
    pieces: list[str | Value] = []
    for piece in value.pieces:
        if isinstance(piece, str):
            before = (before + piece)[-_BEFORE_CHARS_MAX:]
            pieces.append(piece)
            continue
        ground = _held(piece, _open_quote(before), context)
        pieces.append(piece.cleaned(frozenset({context}), ground) if ground is not None else piece)
        before += _HOLE
    return value.with_pieces(tuple(pieces))


def _held(piece: Value, quote: str, context: str) -> Ground | None:
    """Return on which ground a piece does not end the quotes in which it stands, or None."""
    if quote and context == _SQL and WITHIN_QUOTES in piece.clean:
        return Ground.PROOF
    return Ground.HINT if UNQUOTED.get(quote) in piece.clean else None


def _is_code(before: str, piece: Value) -> bool:
    """Tell whether a piece is read as code where it stands, however it is escaped for a page's text."""
    if _is_script(before):
        return SCRIPT not in piece.clean
    tag = _TAG.search(before)
    is_address = tag is not None and _ADDRESS.search(tag[0]) is not None
    return is_address and Origin.REQUEST in piece.origins and not {_URL, ADDRESS} & piece.clean


def _is_script(before: str) -> bool:
    """Tell whether what follows is code, or an attribute that ends with a blank."""
    if _SCRIPT.search(before) is not None:
        return True
    tag = _TAG.search(before)
    return tag is not None and (_HANDLER.search(tag[0]) is not None or _UNQUOTED.search(tag[0]) is not None)


def _open_quote(before: str) -> str:
    """Return the quote within which what follows stands, or nothing."""
    quote = ""
    characters = iter(before)
    for one in characters:
        if one == "\\" and quote != "'":
            next(characters, "")
        elif one in {'"', "'"} and quote in {"", one}:
            quote = "" if quote else one
    return quote

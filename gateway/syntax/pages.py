"""
PHP between the text of a page. Parsers of PHP alone are given the page's code, byte for byte where it stands: its text
is blank, `?>` ends a statement, and `<?=` is written as two signs that mean nothing else (see `PRINTS`).

A text begins as code, unless it begins with a tag, or PHP cannot read it as code. Nothing that a server would run is
ever blank, if the text is read from where a file or its tag begins.
Sad path: what PHP 5 ran without these tags (`<%`, `<script language="php">`) is text here.
"""

import re
from typing import Final

PRINTS: Final = b"@@"
"""What stands for `<?=`: an error that is kept quiet twice, which nobody writes."""

_TAG: Final = rb"<\?(?:(?i:php)(?!\w)|=|(?!(?i:xml\b|php)))"
_OPENING: Final = re.compile(_TAG)
_TAG_ALONE: Final = re.compile(r"<\?(?i:php)[ \t]*\n")
# A tag of HTML that no comparison of PHP can be: two names side by side, `<` and `>` in one, two signs.
_PAGE: Final = re.compile(
    rb"\s*<(?:[?/]|!(?:(?i:doctype)\s|--(?![-\s]*[$\w(\\@!+~&\[]))"
    rb"|[A-Za-z][\w:-]*(?:\s*/?>|\s+(?!(?:and|or|xor|instanceof)\b)[A-Za-z@:]))"
)
# What may hold `?>` without ending the code, and what ends it.
_CODE: Final = re.compile(
    rb"(?P<end>\?>\n?)|(?P<open>" + _TAG + rb")"
    rb"|(?P<comment>(?://|\#(?!\[))(?:(?!\?>)[^\n])*+)"
    rb"|/\*(?:(?!\*/).)*+(?:\*/)?"
    rb"|'(?:[^'\\]|\\.)*+'?"
    rb'|"(?:[^"\\]|\\.)*+"?'
    rb"|`(?:[^`\\]|\\.)*+`?"
    rb"|<<<[ \t]*+['\"]?(?P<name>\w+)['\"]?\n(?:(?!^[ \t]*+(?P=name)(?!\w)).)*+",
    re.DOTALL | re.MULTILINE,
)
_VARIABLE: Final = re.compile(rb"\$[A-Za-z_]")
_WORD_IN_QUOTES: Final = re.compile(rb"[^\\].(?!(?:and|or|xor|as|instanceof)\b)[A-Za-z0-9]", re.IGNORECASE)
_HEREDOC_END: Final = re.compile(rb"^[ \t]*+[A-Z_][A-Z0-9_]*+\s*+[;,).\]]", re.MULTILINE)
_TEXT: Final = re.compile(rb"[^\n]")
_COMPLETE: Final = frozenset(b"{;:")


def code_of(source: bytes) -> bytes:
    """Return the code of a page, as long as the page and with the same lines; a text without tags is returned as is."""
    if b"?>" not in source and source.find(b"<?", 1) < 0:
        return source
    parts: list[bytes] = []
    at, is_code = 0, not begins_as_page(source)
    while at < len(source):
        at = _take_code(source, at, parts) if is_code else _take_text(source, at, parts)
        is_code = not is_code
    return b"".join(parts)


def begins_as_page(source: bytes) -> bool:
    """Tell whether a text begins outside of the code: with a tag, or where the first tag in it opens the code."""
    if _PAGE.match(source) is not None:
        return True
    first = next((found for found in _CODE.finditer(source) if found["end"] or found["open"]), None)
    return first is not None and first["open"] is not None


def begins_with_tag_alone(text: str) -> bool:
    """Tell whether there is nothing but the tag that opens the code on a text's first line."""
    return _TAG_ALONE.match(text) is not None


def is_text_alone(source: bytes) -> bool:
    """
    Tell whether a text is a page's that has no code: it begins with a tag of HTML, and no tag opens code.

    Nor can it have begun in a string, or comment, of code: behind the first quote of each kind stands a word, which
    nothing of PHP lets follow a string. What holds a variable of PHP may be code whose tag was forgotten.
    """
    if _PAGE.match(source) is None or _OPENING.search(source) is not None or _VARIABLE.search(source) is not None:
        return False
    comment = source.find(b"*/")
    is_closed = (comment >= 0 and not 0 <= source.find(b"/*") < comment) or _HEREDOC_END.search(source) is not None
    firsts = (source.find(quote) for quote in (b'"', b"'", b"`"))
    return not is_closed and all(place < 0 or _WORD_IN_QUOTES.match(source, place - 1) is not None for place in firsts)


def _take_code(source: bytes, at: int, parts: list[bytes]) -> int:
    """Add the code from here on to where it ends, and return where the text begins."""
    start = at
    for found in _CODE.finditer(source, at):
        if found["comment"] is not None and source.startswith(b"?>", found.end()):
            # It does not go on behind the code: what follows in this line must not be in it.
            parts += [source[start : found.start()], _blank(found[0])]
            start = found.end()
        elif found["end"] is not None:
            code = source[start : found.start()]
            parts += [code, _ending(b"".join(parts[-3:]) + code), _blank(found[0][2:])]
            return found.end()
    parts.append(source[start:])
    return len(source)


def _ending(code: bytes) -> bytes:
    """Return what ends the code: nothing where a statement has just begun, or is over."""
    last = code.rstrip()[-1:]
    return b"  " if not last or last[0] in _COMPLETE else b"; "


def _take_text(source: bytes, at: int, parts: list[bytes]) -> int:
    """Add the text from here on to the next tag, blank, and return where the code begins."""
    found = _OPENING.search(source, at)
    if found is None:
        parts.append(_blank(source[at:]))
        return len(source)
    parts.append(_blank(source[at : found.start()]))
    parts.append(b" " + PRINTS if found[0] == b"<?=" else _blank(found[0]))
    return found.end()


def _blank(text: bytes) -> bytes:
    return _TEXT.sub(b" ", text)

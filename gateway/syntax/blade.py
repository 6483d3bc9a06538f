"""
Pages of Laravel's Blade as the PHP that they are made into: the code in them stays where it stands, and their text is
blank, as `pages` has it for PHP between tags. `{!! $x !!}` prints as it is; what `{{ $x }}` prints is escaped.

A text is such a page only if, without what Blade reads, it is a page's text alone, with no line that ends as those of
code do: code may not be taken for text.
"""

import re
from typing import Final

from gateway.syntax.blanking import blank
from gateway.syntax.pages import PRINTS, is_text_alone

_STRING: Final = r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\""
_INNER: Final = rf"(?:[^()'\"]|{_STRING})*+"
_DEEP: Final = rf"(?:[^()'\"]|{_STRING}|\({_INNER}\))*+"
_GIVEN: Final = rf"\((?:[^()'\"]|{_STRING}|\({_DEEP}\))*+\)"
# What CSS writes so, too.
_STYLE: Final = "charset|container|font-face|import|keyframes|layer|media|namespace|page|property|supports"


def _between(begin: str, end: str) -> str:
    """Return what matches from one mark to another, with neither of them between."""
    return rf"{begin}(?P<INNER>(?:(?!{begin}|{end})[\s\S])*+){end}"


def _named(name: str, begin: str, end: str) -> str:
    return _between(begin, end).replace("INNER", name)


_CODE: Final = re.compile(
    f"{_named('comment', r'\{\{--', r'--\}\}')}|{_named('other', r'@\{\{', r'\}\}')}"
    f"|{_named('verbatim', r'@verbatim\b', r'@endverbatim\b')}|@@\\w+"
    f"|{_named('raw', r'\{!!', r'!!\}')}|{_named('escaped', r'\{\{', r'\}\}')}"
    f"|{_named('php', r'(?<![\w@])@php\b(?![ \t]*\()', r'@endphp\b')}"
    rf"|(?<![\w@.])@(?!(?:{_STYLE})\b)(?P<name>[A-Za-z]\w*)(?P<given>[ \t]*{_GIVEN})?(?![\w.:-]*=)"
    r"|(?<=\s):[\w.:-]+=\"(?P<bound>[^\"\n]*\$[^\"\n]*)\""
)
_SIGN: Final = re.compile(r"\{\{|\{!!|@[A-Za-z]")
# With what a page begins: no function of PHP that is kept quiet is called so.
_BEGINS: Final = re.compile(
    r"\s*(?:<[A-Za-z!/]|\{\{|\{!!|@(?:auth|can|component|csrf|error|extends|for|foreach|forelse|guest|if|inject|livewire"
    r"|once|php|prepend|production|props|push|section|slot|stack|switch|unless|vite|while|yield)\b)"
)
_NO_CODE: Final = re.compile(r"<(script|style)\b[\s\S]*?(?:</\1\s*>|\Z)|&\#?\w{1,12};")
_CODE_LINE: Final = re.compile(r"[;{}][ \t]*$", re.MULTILINE)
# With what `repair` ends a statement.
_END: Final = ";"
# What the engines append to a page, to prove that they read it, is code.
_CODE_BEHIND: Final = "\n?><?php "
_LOOPS: Final = frozenset({"for", "foreach", "forelse", "while"})


def is_blade(text: str) -> bool:
    """Tell whether a text is a page with what Blade reads, and nothing but text besides."""
    page = text.partition(_CODE_BEHIND)[0]
    if "<?" in page or _SIGN.search(page) is None or _BEGINS.match(page) is None:
        return False
    # What is read is text to what is not: it may stand in quotes.
    rest = _CODE.sub(lambda found: blank(found[0]).replace(" ", "x"), page).rstrip().removesuffix(_END)
    return is_text_alone(f"<p>{rest}".encode()) and _CODE_LINE.search(_NO_CODE.sub("", rest)) is None


def as_code(text: str) -> str:
    """Return the code of a page of Blade, as long as the page and with the same lines; another text as it is."""
    if not is_blade(text):
        return text
    page, mark, code = text.partition(_CODE_BEHIND)
    parts: list[str] = []
    at = 0
    for found in _CODE.finditer(page):
        parts += [blank(page[at : found.start()]), _shown(found)]
        at = found.end()
    end = _END if page.endswith(_END, at) else ""
    return "".join([*parts, blank(page[at : len(page) - len(end)]), end, mark, code])


def _shown(found: re.Match[str]) -> str:
    """Return the code of one place, of which each piece begins and ends a statement."""
    if found["raw"] is not None:
        return f";{PRINTS.decode()}{found['raw']};  "
    if found["escaped"] is not None:
        return f"; {found['escaped']}; "
    if found["php"] is not None:
        return f";   {found['php']};      "
    if found["bound"] is not None:
        return blank(found[0][: -len(found["bound"]) - 2]) + f";{found['bound']};"
    if found["name"] is not None:
        return f";{_called(found['name'], found['given'])}"
    return blank(found[0])


def _called(name: str, given: str | None) -> str:
    """Return a directive as a call, or as the loop that it is; one that is given nothing is blank."""
    if given is None:
        return blank(name)
    return ("foreach" if name == "forelse" else name if name in _LOOPS else f"_{name[1:]}") + given

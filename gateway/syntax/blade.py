"""
Pages of Laravel's Blade as the PHP that they are made into: the code in them stays where it stands, and their text is
blank, as `pages` has it for PHP between tags. `{!! $x !!}` prints as it is; what `{{ $x }}` prints is escaped.

A text is such a page only if, without what Blade reads, it is a page's text alone, with no line that ends as those of
code do: code may not be taken for text. Of what would be a page's text in any case, more is read so, and not less.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from typing import Final

from gateway.syntax.blanking import blank
from gateway.syntax.pages import PRINTS, code_of, is_text_alone

_STRING: Final = r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\""
_DEPTH_MAX: Final = 8
# What CSS writes so, too.
_STYLE: Final = "charset|container|font-face|import|keyframes|layer|media|namespace|page|property|supports"


def _given(depth: int) -> str:
    """Return what matches parentheses with so many others within one another."""
    inner = rf"(?:[^()'\"]|{_STRING})*+"
    for _ in range(depth):
        inner = rf"(?:[^()'\"]|{_STRING}|\({inner}\))*+"
    return rf"\({inner}\)"


def _named(name: str, begin: str, end: str, others: str = "") -> str:
    """Return what matches from one mark to another, with neither of them between, nor any of the others."""
    return rf"{begin}(?P<{name}>(?:(?!{begin}|{end}{others})[\s\S])*+){end}"


# Blocks are taken out of a page first, then comments: none may hold the beginning of a block alone, or join two halves
# of a mark.
_COMMENT: Final = (
    r"(?P<joins>(?<=[\w{!@]))?+\{\{--"
    r"(?:(?!\{\{--|--\}\}|@php(?!\()|@verbatim)[\s\S]|@php(?:(?!@endphp|--\}\}|\{\{--)[\s\S])*+@endphp)*+"
    r"--\}\}(?![ \t]*\()(?(joins)(?![\w{!]))"
)


def _pattern(inline: str) -> re.Pattern[str]:
    """Return what matches what Blade reads, to which letters are those of ASCII; `@php` with `inline` is no block."""
    return re.compile(
        rf"{_COMMENT}|{_named('other', r'@\{\{', r'\}\}', r'|\{!!|@\w')}"
        rf"|{_named('verbatim', r'@verbatim\b', '@endverbatim')}|(?<!\w)@@\w+"
        rf"|{_named('raw', r'\{!!', r'!!\}')}|{_named('escaped', r'\{\{', r'\}\}')}"
        rf"|(?<!@)@php\b(?!{inline})(?P<php>(?:(?!@endphp)[\s\S])*+)(?P<end>@endphp|\Z)"
        rf"|(?:(?<![\w@])|(?<=\w@))@(?!(?:{_STYLE})\b)(?P<name>[A-Za-z]\w*+)(?![\w.:-]*=)"
        rf"(?:(?P<given>[ \t]*{_given(_DEPTH_MAX)})|(?P<unread>[ \t]*\())?+"
        r"|(?<=\s):[\w.:-]+=(?P<quote>[\"'])(?P<bound>(?:(?!(?P=quote))[\s\S])*+)(?P=quote)",
        re.ASCII,
    )


_CODE: Final = _pattern(r"[ \t]*\(")
# Where there is an end of a block, parentheses behind a blank are in the block.
_CODE_WITH_BLOCKS: Final = _pattern(r"\(")
_BLOCK_END: Final = "@endphp"
# Elements whose attributes are code if a colon stands before their names; `>` may be that of `->`.
_COMPONENT: Final = re.compile(
    r"<\s*(?:x[-:]|livewire:|flux:)"
    r"(?:\"[^\"]*\"|'[^']*'|\{\{(?:(?!\{\{|\}\})[\s\S])*+\}\}|[^\"'>]|(?<=[-=])>)*+"
)
_SIGN: Final = re.compile(r"\{\{|\{!!|@[A-Za-z]|<\s*(?:x[-:]|livewire:|flux:)")
# With what a page begins: no function of PHP that is kept quiet is called so.
_BEGINS: Final = re.compile(
    r"(?:\?>)?\s*(?:<[A-Za-z!/]|\{\{|\{!!|@(?:auth|can|component|csrf|error|extends|for|foreach|forelse|guest|if|inject|livewire"
    r"|once|php|prepend|production|props|push|section|slot|stack|switch|unless|vite|while|yield)\b)"
)
_NO_CODE: Final = re.compile(r"<(script|style)\b[\s\S]*?(?:</\1\s*>|\Z)|&\#?\w{1,12};")
_CODE_LINE: Final = re.compile(r"[;{}][ \t]*$", re.MULTILINE)
# With what `repair` ends a statement.
_END: Final = ";"
# What the engines append to a page, to prove that they read it, is code.
_CODE_BEHIND: Final = "\n?><?php "
# A page that goes on begins with the end of what was before.
_CLOSING: Final = "?>"
# What no parser reads.
_UNREADABLE: Final = ";("
_PRINTED: Final = re.compile(r"\{!!(?:(?!\{!!|!!\})[\s\S])*+!!\}")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7f]")
_LOOPS: Final = frozenset({"for", "foreach", "forelse", "while"})


def is_blade(text: str) -> bool:
    """Tell whether a text is a page with what Blade reads, and nothing but text besides."""
    page = text.partition(_CODE_BEHIND)[0]
    if "<?" in page or _SIGN.search(page) is None or _BEGINS.match(page) is None:
        return False
    if is_text_alone(page.removeprefix(_CLOSING).encode()):
        return True
    # What is read is text to what is not: it may stand in quotes.
    rest = _replaced(page, lambda found: blank(found[0]).replace(" ", "x"), str).rstrip().removesuffix(_END)
    return (
        is_text_alone(f"<p>{rest.removeprefix(_CLOSING)}".encode())
        and _CODE_LINE.search(_NO_CODE.sub("", rest)) is None
    )


def as_code(text: str) -> str:
    """Return the code of a page of Blade, as long as the page and with the same lines; another text as it is."""
    if not is_blade(text):
        return text
    page, mark, code = text.partition(_CODE_BEHIND)
    end = _END if page.endswith(_END) else ""
    shown = _replaced(page, _shown, blank)
    return "".join([shown[: len(page) - len(end)], end, mark, code])


def prints_beside_code(text: str) -> bool:
    """Tell whether the text between tags of PHP prints something as Blade does: nobody here reads both in one page."""
    if "{!!" not in text:
        return False
    code = code_of(_NOT_ASCII.sub("x", text).encode()).decode()
    return any(code[found.start()].isspace() for found in _PRINTED.finditer(text))


def _replaced(page: str, shown: Callable[[re.Match[str]], str], between: Callable[[str], str]) -> str:
    """Return a page with other words for what Blade reads, and for what stands between."""
    parts: list[str] = []
    at = 0
    for found in _read(page):
        parts += [between(page[at : found.start()]), shown(found)]
        at = found.end()
    return "".join([*parts, between(page[at:])])


def _read(page: str) -> Iterator[re.Match[str]]:
    """Yield what Blade reads; attributes of what is no component of its own only if they hold a variable."""
    pattern = _CODE_WITH_BLOCKS if _BLOCK_END in page else _CODE
    components = [found.span() for found in _COMPONENT.finditer(page)]
    begins = [begin for begin, _ in components]
    at = 0
    while (found := pattern.search(page, at)) is not None:
        at = found.start() + 1
        before = bisect_right(begins, found.start())
        is_inside = before > 0 and found.start() < components[before - 1][1] and not found[0].startswith("::")
        if found["bound"] is None or "$" in found["bound"] or is_inside:
            yield found
            at = found.end()


def _shown(found: re.Match[str]) -> str:
    """Return the code of one place, of which each piece begins and ends a statement."""
    escaped = found["escaped"]
    if found["unread"] is not None or (escaped is not None and escaped.startswith("--")):
        return _UNREADABLE + blank(found[0][len(_UNREADABLE) :])
    if found["raw"] is not None:
        return f";{PRINTS.decode()}{_ended(found['raw'])};  "
    if escaped is not None:
        return f"; {_ended(escaped)}; "
    if found["php"] is not None:
        return f";   {_ended(found['php'])}{_END.ljust(len(found['end'])) if found['end'] else ''}"
    if found["bound"] is not None:
        return blank(found[0][: -len(found["bound"]) - 2]) + f";{_ended(found['bound'])};"
    return f";{_called(found['name'], found['given'])}" if found["name"] is not None else blank(found[0])


def _ended(code: str) -> str:
    """Return code whose comments end with it, as a tag behind it would end them, or what no parser reads."""
    plain = _NOT_ASCII.sub("x", code)
    shown = code_of(f";{plain}{_CLOSING}".encode()).decode()
    if shown.endswith(_CLOSING):
        return (_UNREADABLE + blank(code))[: len(code)]  # a text or comment goes on behind it
    return "".join(
        [old if old_shown == new else new for old, old_shown, new in zip(code, plain, shown[1:-2], strict=True)]
    )


def _called(name: str, given: str | None) -> str:
    """Return a directive as a call, or as the loop that it is; one that is given nothing is blank."""
    if given is None:
        return blank(name)
    return ("foreach" if name == "forelse" else name if name in _LOOPS else f"_{name[1:]}") + _ended(given)

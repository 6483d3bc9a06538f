"""
Components of Vue as the script that they hold: what stands in `<script>` stays, and so does every expression of the
template, in brackets where its quotes or braces were. Names of elements, text and styles are blank.

A text is a component if it begins with such an element that holds no braces of JSX: to a parser of that, a script
within an element is text. What follows the last element is code.
"""

import re
from html import unescape
from typing import Final

from gateway.syntax.blanking import blank

_HEAD: Final = (
    r"\s*(?:<!--(?:(?!-->)[\s\S])*+-->\s*)*+"
    r"<(?P<name>script|template|style)\b(?P<given>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
)
_BLOCK: Final = re.compile(
    _HEAD
    + r"(?P<inner>(?:(?!\n?</(?P=name)\s*>\s*(?:\Z|\n(?:[ \t]*\n)*(?:[;<]|\Z)))[\s\S])*+)(?P<end>\n?</(?P=name)\s*>)"
)
# What stands behind may be anything: the last end of the element is its own.
_TO_LAST_END: Final = re.compile(_HEAD + r"(?P<inner>[\s\S]*)(?P<end>\n?</(?P=name)\s*>)")
_BEGINS: Final = re.compile(_HEAD)
_IN_TEMPLATE: Final = re.compile(
    r"<!---?>|<!--(?:(?!-->|<!--)[\s\S])*+-->"
    r"|\{\{(?P<shown>(?:(?!\{\{|\}\})[\s\S])*+)\}\}"
    # Handlers that the page itself knows are code as well.
    r"|(?<=[\s\"'/])(?P<name>(?:@|v-|:|\#|\.(?=[A-Za-z])|on(?=[a-z]))[^\s=>/\"'<]*+)\s*+=\s*+"
    r"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s\"'<>=`]++))"
)
# Templates and scripts in other languages are not read.
_FOREIGN: Final = re.compile(r"\blang\s*=(?!\s*[\"']?(?:html|[jt]sx?|javascript|typescript)\b)")
_ENTITY: Final = re.compile(r"&\#?\w{1,32};")
_UNREADABLE: Final = ";("
_BRACE: Final = re.compile(r"[{}]")
_OF: Final = re.compile(r"(?<=[\w)\]}]) of (?=[\w(\[{.])")


def begins_as_component(text: str) -> bool:
    """Tell whether a text begins with a script, a template or a style of Vue, whether it ends or not."""
    head = _BEGINS.match(text)
    if head is None or "{" in head["given"] or head["given"].endswith("/"):
        return False
    if head["name"] == "template":
        inner = text[head.end() :].partition("</template")[0]
        return _BRACE.search(_IN_TEMPLATE.sub("", inner)) is None
    return not text[head.end() :].lstrip().startswith("{")


def is_component(text: str) -> bool:
    """Tell whether a text begins with a whole script, template or style of Vue."""
    return begins_as_component(text) and _block(text, 0) is not None


def as_script(text: str) -> str:
    """Return the code of a component, as long as it and with the same lines; another text as it is."""
    if not is_component(text):
        return text
    parts: list[str] = []
    at = 0
    while (found := _block(text, at)) is not None:
        parts.append(_shown(found))
        at = found.end()
    return "".join([*parts, text[at:]])


def _block(text: str, at: int) -> re.Match[str] | None:
    return _BLOCK.match(text, at) or _TO_LAST_END.match(text, at)


def _shown(block: re.Match[str]) -> str:
    head = blank(block[0][: block.start("inner") - block.start()])
    inner = block["inner"]
    if _FOREIGN.search(block["given"]) is not None and block["name"] != "style":
        return _UNREADABLE + blank(block[0][len(_UNREADABLE) :])
    if block["name"] == "template":
        inner = _of_template(inner)
    elif block["name"] == "style":
        inner = blank(inner)
    end = block["end"]
    return head + inner + blank(end[:-1]) + ";"


def _of_template(text: str) -> str:
    parts: list[str] = []
    at = 0
    for found in _IN_TEMPLATE.finditer(text):
        parts += [blank(text[at : found.start()]), _expression(found)]
        at = found.end()
    return "".join([*parts, blank(text[at:])])


def _expression(found: re.Match[str]) -> str:
    """Return one expression of a template, each in brackets behind a mark that ends what was before."""
    if found["shown"] is not None:
        return f";({_plain(found['shown'])});"
    if found["name"] is None:
        return blank(found[0])
    name, value = found["name"], found["double"] or found["single"] or found["bare"] or ""
    if not value.strip():
        return blank(found[0])
    if found["bare"] is not None:
        return f"{blank(found[0][: -len(value) - 1])};{_plain(value)}"
    head = blank(found[0][: -len(value) - 3])
    if name.startswith(("@", "v-on:", "on")):
        return f"{head};{{{_plain(value)}}}"
    return f"{head};({_OF.sub(' in ', _plain(value), count=1) if name == 'v-for' else _plain(value)})"


def _plain(value: str) -> str:
    """Return an expression with the signs that stand for others in a page as those that they are."""
    return _ENTITY.sub(lambda found: unescape(found[0]).ljust(len(found[0])), value)

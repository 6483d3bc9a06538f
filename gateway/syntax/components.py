"""
Components of Vue as the script that they hold: what stands in `<script>` stays, and so does every expression of the
template, in brackets where its quotes or braces were. Names of elements, text and styles are blank.

A text is a component if it begins with such an element that holds no braces of JSX: to a parser of that, a script
within an element is text. What follows the last element is code.
"""

import re
from typing import Final

from gateway.syntax.blanking import blank

_BLOCK: Final = re.compile(
    r"\s*(?:<!--(?:(?!-->)[\s\S])*+-->\s*)*+<(?P<name>script|template|style)\b(?P<given>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+)>"
    r"(?P<inner>(?:(?!\n?</(?P=name)\s*>\s*(?:\Z|\n(?:[ \t]*\n)*(?:[;<]|\Z)))[\s\S])*+)(?P<end>\n?</(?P=name)\s*>)"
)
_BEGINS: Final = re.compile(r"\s*<(?:script|template|style)\b")
_IN_TEMPLATE: Final = re.compile(
    r"<!--(?:(?!-->|<!--)[\s\S])*+-->"
    r"|\{\{(?P<shown>(?:(?!\{\{|\}\})[\s\S])*+)\}\}"
    r"|(?<=\s)(?P<name>@[\w.:-]+|v-on:[\w.:-]+|:[\w.:\[\]-]+|v-[\w.:-]+|#[\w.:-]+)"
    r"=(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')"
)
_BRACE: Final = re.compile(r"[{}]")
_OF: Final = re.compile(r"(?<=[\w)\]}]) of (?=[\w(\[{.])")


def is_component(text: str) -> bool:
    """Tell whether a text begins with a script, or a template, of Vue."""
    block = _BLOCK.match(text) if _BEGINS.match(text) is not None else None
    while block is not None and block["name"] == "style":
        block = _BLOCK.match(text, block.end())
    if block is None:
        return False
    if block["name"] == "script":
        return not block["inner"].lstrip().startswith("{")
    return _BRACE.search(_IN_TEMPLATE.sub("", block["inner"])) is None


def as_script(text: str) -> str:
    """Return the code of a component, as long as it and with the same lines; another text as it is."""
    if not is_component(text):
        return text
    parts: list[str] = []
    at = 0
    while (found := _BLOCK.match(text, at)) is not None:
        parts.append(_shown(found))
        at = found.end()
    return "".join([*parts, text[at:]])


def _shown(block: re.Match[str]) -> str:
    head = blank(block[0][: block.start("inner") - block.start()])
    inner = block["inner"]
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
        return f";({found['shown']});"
    if found["name"] is None:
        return blank(found[0])
    name, value = found["name"], found["double"] if found["double"] is not None else found["single"]
    if not value.strip():
        return blank(found[0])
    if name.startswith(("@", "v-on:")):
        return f"{blank(name)};{{{value}}}"
    return f"{blank(name)};({_OF.sub(' in ', value, count=1) if name == 'v-for' else value})"

"""
YAML that a template makes (Helm, Jinja, Ansible): what the engines are shown of it, as long as the text itself.

An action on a line of its own is blank, one within a line is a plain word: the layout stays, and both branches of a
condition are there. What an action prints is not known; one that may print more than a value is left as it is, so that
the text is no YAML and refused.
"""

import re
from typing import Final

# None of these goes back over what it has read, so that a text of beginnings costs no more than its length.
_INSIDE: Final = r"(?:(?!\{\{|\}\}).)*+"
_STATEMENT: Final = r"\{%(?:(?!\{%|%\}).)*+"
_ACTION: Final = re.compile(rf"\{{\{{{_INSIDE}\}}\}}|{_STATEMENT}%\}}", re.DOTALL)
_ACTIONS_ALONE: Final = re.compile(
    rf"^[ \t]*+(?:(?:\{{\{{{_INSIDE}\}}\}}|{_STATEMENT}%\}})[ \t]*+)++$", re.DOTALL | re.MULTILINE
)
# A text may begin or stop within an action.
_BEGUN: Final = re.compile(r"^[ \t]*+\{?-?[^\n{}]*+\}\}[ \t]*", re.MULTILINE)
_BROKEN_OFF: Final = re.compile(rf"\{{\{{{_INSIDE}\Z|{_STATEMENT}\Z", re.DOTALL)
# What prints a key, a line or a comment, rather than a value.
_PRINTS_MORE: Final = re.compile(r":\s|\\n|\n\s*[\"'`]|[\"'`]\s*\n|#\s")
_COMMENT: Final = re.compile(r"\{\{-?\s*/\*")
_NOT_LINE_END: Final = re.compile(r"[^\n]")


def without_actions(text: str) -> str:
    """Return the text as long as it is, with actions of a template blank or as words."""
    if "{{" not in text and "}}" not in text and "{%" not in text:
        return text
    shown = _ACTIONS_ALONE.sub(_blank, text)
    shown = _ACTION.sub(_word, shown)
    shown = _BROKEN_OFF.sub(_word, shown)
    begun = _BEGUN.search(text)
    is_torn = begun is not None and "{{" not in text[: begun.end()] and "}}" not in text[: begun.start()]
    return shown[: begun.start()] + _begun(begun) + shown[begun.end() :] if begun is not None and is_torn else shown


def _says_more(action: str) -> bool:
    """Tell whether an action may print more than a value; a comment prints nothing."""
    return _COMMENT.match(action) is None and _PRINTS_MORE.search(action) is not None


def _blank(found: re.Match[str]) -> str:
    return found[0] if _says_more(found[0].strip()) else _NOT_LINE_END.sub(" ", found[0])


def _word(found: re.Match[str]) -> str:
    return found[0] if _says_more(found[0]) or "\n" in found[0].strip() else "_" * len(found[0])


def _begun(found: re.Match[str]) -> str:
    following = found.string[found.end() :]
    if _says_more(found[0]):
        return found[0]
    return " " * len(found[0]) if following[:1] in ("", "\n") else "_" * len(found[0])

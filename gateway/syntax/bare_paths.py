"""
Paths that stand in JavaScript without quotes, as in `require(./lib/page)`: no program, but a draft of one. They are
shown as strings of the same length.

A bracket and a path that begins with dots are nothing else in the language; a path calls nothing.
"""

import re
from typing import Final

_PATH: Final = re.compile(
    r"(?P<text>\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|`(?:[^`\\]|\\.)*+`|//[^\n]*|/\*.*?\*/)"
    r"|(?<=\()(?P<path>\.{1,2}/[\w./-]*\w)(?=\))",
    re.DOTALL,
)


def with_paths_quoted(text: str) -> str:
    """Return the text as long as it is, with its bare paths in quotes; the text itself if there are none."""
    return _PATH.sub(_quoted, text) if "(./" in text or "(../" in text else text


def _quoted(found: re.Match[str]) -> str:
    path = found["path"]
    return found[0] if path is None else f'"{path[1:-1]}"'

"""Paths that stand in JavaScript without quotes."""

import pytest

from gateway.syntax.bare_paths import with_paths_quoted
from gateway.syntax.repair import repair

BARE = [
    ("const a = require(./lib/a);\nrun(a);\n", 'const a = require("/lib/");\nrun(a);\n'),
    ("import(../b.js);\nrun(a);\n", 'import("./b.j");\nrun(a);\n'),
]
OTHER = [
    "f('(./lib/a)'); // (./a)\n",
    "f(.5, a / b);\n",
    "f(`(../a)`);\n",
    "require(./lib/a(b));\n",
    "require(./lib/a, b);\n",
]


@pytest.mark.parametrize("language", ["javascript", "typescript"])
@pytest.mark.parametrize(("text", "shown"), BARE)
def test_a_path_is_shown_as_a_string(language: str, text: str, shown: str) -> None:
    """All of the text is kept as it is, what the engines are shown is as long, and the record says so."""
    reading = repair(language, "", text)

    assert reading is not None
    assert text == reading.kept
    assert shown == reading.shown
    assert "paths without quotes or newer words shown otherwise" in reading.losses


@pytest.mark.parametrize("text", OTHER)
def test_nothing_else_is_shown_otherwise(text: str) -> None:
    """What is in a string or a comment, and what calls or divides, stays as it is."""
    assert text == with_paths_quoted(text)

"""How the tests here parse, translate and analyse JavaScript."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from gateway.dataflow import javascript
from gateway.dataflow.analyse import Analysis, analyse
from gateway.dataflow.knowledge import Entry, Knowledge, Library
from gateway.dataflow.tree import Program
from gateway.syntax.parsing import Budget, parse

FOLDER = Path(__file__).parents[2] / "policies" / "standard" / "knowledge" / "javascript"


@cache
def libraries() -> tuple[Library, ...]:
    """Return all libraries of the standard bundle that speak of JavaScript."""
    return tuple(
        [msgspec.convert(tomllib.loads(path.read_text()), type=Library) for path in sorted(FOLDER.glob("*.toml"))]
    )


@cache
def entries() -> tuple[Entry, ...]:
    """Return all entries of all libraries."""
    return tuple([entry for library in libraries() for entry in library.entries()])


@cache
def knowledge() -> Knowledge:
    """Return what is known of JavaScript."""
    return Knowledge(libraries())


def program(text: str, language: str = "javascript") -> Program:
    """Return the neutral form of a text, broken or not."""
    tree = parse(language, text, Budget()).tree
    assert tree is not None
    return javascript.program(tree.root_node, text, language)


def analysed(text: str, language: str = "javascript") -> Analysis:
    """Return what is said of a text."""
    return analyse(program(text, language), knowledge())


def found(text: str, language: str = "javascript") -> set[str]:
    """Return the weaknesses of a text."""
    return {verdict.weakness for verdict in analysed(text, language).verdicts if verdict.is_weakness}

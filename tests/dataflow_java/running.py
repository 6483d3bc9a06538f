"""How the tests here parse, translate and analyse Java."""

import tomllib
from functools import cache
from pathlib import Path

import msgspec

from gateway.dataflow import java
from gateway.dataflow.analyse import Analysis, analyse
from gateway.dataflow.java_names import Classes, known_classes
from gateway.dataflow.knowledge import Entry, Knowledge, Library
from gateway.dataflow.tree import Program
from gateway.syntax.parsing import Budget, parse

FOLDER = Path(__file__).parents[2] / "policies" / "standard" / "knowledge" / "java"


@cache
def libraries() -> tuple[Library, ...]:
    """Return all libraries of the standard bundle that speak of Java."""
    return tuple(
        [msgspec.convert(tomllib.loads(path.read_text()), type=Library) for path in sorted(FOLDER.glob("*.toml"))]
    )


@cache
def entries() -> tuple[Entry, ...]:
    """Return all entries of all libraries."""
    return tuple([entry for library in libraries() for entry in library.entries()])


@cache
def knowledge() -> Knowledge:
    """Return what is known of Java."""
    return Knowledge(libraries())


@cache
def classes() -> Classes:
    """Return the classes of which something is known."""
    return known_classes(libraries())


def program(text: str, known: Classes | None = None) -> Program:
    """Return the neutral form of a text, broken or not."""
    tree = parse("java", text, Budget()).tree
    assert tree is not None
    return java.program(tree.root_node, text, {} if known is None else known)


def analysed(text: str) -> Analysis:
    """Return what is said of a text."""
    return analyse(program(text, classes()), knowledge())


def found(text: str) -> set[str]:
    """Return the weaknesses of a text."""
    return {verdict.weakness for verdict in analysed(text).verdicts if verdict.is_weakness}

"""A name that its module or class does not have is found, and what cannot be told is left alone."""

import ast

import pytest

from gateway.scan.api_index import Missing, read_names
from gateway.scan.api_policy import ApiPolicy
from gateway.scan.fusion import from_api
from gateway.values import Engine, Span
from tests.fakes.bundle import CATALOGUE
from tests.standard import standard

TEXT = """# made by hand
module frames: Frame Series core read_table path
module frames.core: Base Frame Lost Loop Odd
class frames.core.Base(): copy size
class frames.core.Frame(frames.core.Base): sort_values head
class frames.core.Lost(elsewhere.Base): a
class frames.core.Loop(frames.core.Loop): a
class frames.core.Odd(frames): a
same frames.Frame: frames.core.Frame
same frames.path: paths
same frames.round: frames.round
module paths: join
"""
NAMES = read_names([TEXT])
STANDARD = read_names(standard().names["python"])

MADE_UP = {
    "frames.read_tables": Missing("frames", "read_table"),
    "frames.Frame.sort_by_rank": Missing("frames.core.Frame", ""),
    "frames.Frame().sort_value": Missing("frames.core.Frame", "sort_values"),
    "frames.core.Base().copied": Missing("frames.core.Base", "copy"),
    "frames.path.joined": Missing("paths", "join"),
}
FINE = [
    "frames.read_table",
    "frames.Frame().copy",
    "frames.Frame().head().anything",
    "frames.read_table().anything",
    "frames.Series.anything",
    "frames._private.anything",
    "frames.path.join.__name__",
    "frames.core.Lost.b",
    "frames.core.Loop.b",
    "frames.core.Odd.b",
    "unknown.anything",
    "frames",
    "",
]


@pytest.mark.parametrize("path", MADE_UP)
def test_what_does_not_exist_is_missing(path: str) -> None:
    """The owner and the nearest name are told, through bases and names that stand for others."""
    assert MADE_UP[path] == NAMES.missing(path)


@pytest.mark.parametrize("path", FINE)
def test_what_cannot_be_told_is_not_missing(path: str) -> None:
    """Private names, results, attributes of values, unknown modules and unknown bases are left alone."""
    assert NAMES.missing(path) is None


@pytest.mark.parametrize("line", ["modul a: b", "module a", "nothing"])
def test_a_line_that_is_no_entry_is_an_error(line: str) -> None:
    """A damaged index is not half an index."""
    with pytest.raises(ValueError, match="no entry of an index"):
        read_names([line])


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("import os\nos.sistem(x)", "os has no such name; the nearest is system"),
        ("from json import load_file", "json has no such name; the nearest is load"),
        ("from pathlib import Path\nPath(a).read_txt()", "pathlib.Path has no such name; the nearest is read_text"),
        ("import datetime as d\nd.datetime(1, 2, 3).plus_days(1)", "datetime.datetime has no such name"),
        ("import asyncio\nasyncio.gather_all(x)", "asyncio has no such name; the nearest is gather"),
    ],
)
def test_names_that_a_model_makes_up_are_facts(text: str, entry: str) -> None:
    """The standard library's index comes with the bundle."""
    policy = ApiPolicy(CATALOGUE, report_unlisted=False, names=STANDARD)
    facts = [fact for fact in policy.analyse(ast.parse(text)).facts if fact.rule == "unknown_api"]

    assert [entry] == [fact.entry for fact in facts]


@pytest.mark.parametrize(
    "text",
    [
        "import os, sys, json\nos.path.join(a, b)\nsys.version_info.major\njson.JSONDecodeError",
        "from collections.abc import Callable, Iterable\nfrom typing import Any",
        "import os\nif x:\n    os = other()\nos.anything()",
        "from os import *\nanything(x)\nprint(y)",
        "def f(json):\n    return json.anything",
        "import xml.etree.ElementTree as E\nE.parse(x).getroot().anything",
        "import subprocess as s\ns.Popen(x).communicate()[0].anything",
        "import logging\nlogging.getLogger(x).anything()",
        "import numpy as np\nnp.anything()",
        "import enum\nclass A(enum.Enum):\n    B = 1\nA.B.value",
        "import datetime\nclass A(datetime.date):\n    pass\nA(1, 2, 3).anything",
        "import unittest.mock\nunittest.mock.Mock().anything",
        "import argparse\nargparse.ArgumentParser().parse_args().anything",
    ],
)
def test_ordinary_code_names_nothing_that_is_missing(text: str) -> None:
    """What could be something else, or whose members nobody knows, is no invention."""
    policy = ApiPolicy(CATALOGUE, report_unlisted=False, names=STANDARD)

    assert [] == [fact for fact in policy.analyse(ast.parse(text)).facts if fact.rule == "unknown_api"]


def test_the_finding_names_the_index_only() -> None:
    """The message holds names of the index, never one of the scanned text."""
    facts = (
        ApiPolicy(CATALOGUE, report_unlisted=False, names=NAMES).analyse(ast.parse("import frames\nframes.Fram")).facts
    )
    (found,) = from_api(facts, {}, Span)

    assert Engine.API is found.engine
    assert "Names what does not exist: frames has no such name; the nearest is Frame." == found.message

"""Forms of knowledge that tell a weakness from its fix: calls that end the program, errors, views, settings."""

import ast
from typing import Final

import pytest

from gateway.dataflow import python
from gateway.dataflow.analyse import analyse
from gateway.dataflow.knowledge import Condition, Exit, Handler, Knowledge, Library, Option, Setting, Sink, Source, View

KNOWLEDGE: Final = Knowledge(
    (
        Library(
            library="made-up",
            sources=(Source(names=("web.read",), origin="request"),),
            handlers=(
                Handler(names=(".failed",), origin="failure", returns="error", weakness="detail", only=("failure",)),
            ),
            sinks=(
                Sink(names=("fetch",), arguments=(0,), context="url", weakness="forgery"),
                Sink(names=("show",), arguments=("*",), context="error", weakness="detail", only=("failure",)),
            ),
            options=(Option(names=("wait",), weakness="limit", when=(Condition(argument=("limit",), none=True),)),),
            settings=(
                Setting(names=("check",), weakness="unchecked", when=(Condition(argument=(0,), value=(False,)),)),
                Setting(names=("judge", "(Guest"), weakness="blind", when=(Condition(argument=(0,), deaf=True),)),
            ),
            exits=(Exit(names=("stop", "app.stop")),),
            views=(View(names=("split().host",)),),
        ),
    )
)
HEAD: Final = "import web\nx = web.read()\n"


def found(text: str) -> set[str]:
    """Return the weaknesses of a program."""
    return {one.weakness for one in analyse(python.program(ast.parse(text)), KNOWLEDGE).verdicts if not one.safe}


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("if x != 'a':\n    stop()\nfetch(x)", set()),
        ("if x != 'a':\n    app.stop()\nfetch(x)", set()),
        ("if x != 'a':\n    go()\nfetch(x)", {"forgery"}),
        ("if x != 'a':\n    make()()\nfetch(x)", {"forgery"}),
        ("stop()\nfetch(x)", set()),
    ],
)
def test_nothing_behind_a_call_that_ends_the_program_is_reached(body: str, expected: set[str]) -> None:
    """A test that ends in such a call guards what follows; any other call guards nothing."""
    assert expected == found(HEAD + body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("p = split(x)\nif p.host != 'a':\n    raise ValueError\nfetch(x)", set()),
        ("p = split(x)\nif p.port != 'a':\n    raise ValueError\nfetch(x)", {"forgery"}),
        ("if split(x.url).host != 'a':\n    raise ValueError\nfetch(x.url)", set()),
        ("if split(x.url).host != 'a':\n    raise ValueError\nfetch(x.next)", {"forgery"}),
        ("if split(x['url']).host != 'a':\n    raise ValueError\nfetch(x['url'])", set()),
    ],
)
def test_who_tests_a_view_tests_the_whole(body: str, expected: set[str]) -> None:
    """A test of a URL's host is one of the URL; a test of another part is not, nor of another URL."""
    assert expected == found(HEAD + body)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("try:\n    a()\nexcept Exception as error:\n    show(f'no: {error}')", {"detail"}),
        ("try:\n    a()\nexcept Exception as error:\n    show('no')", set()),
        ("try:\n    a()\nexcept Exception as error:\n    fetch(error)", set()),
        ("@app.failed\ndef f(error):\n    return str(error)", {"detail"}),
        ("@app.failed\ndef f(error):\n    return 'no'", set()),
        ("import web\n@app.failed\ndef f(error):\n    return web.read()", set()),
    ],
)
def test_what_an_error_says_counts_where_it_is_shown(text: str, expected: set[str]) -> None:
    """What a caught error says is no foreign data, and foreign data is no such text."""
    assert expected == found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def f(url, check=False):\n    pass", {"unchecked"}),
        ("def f(url, check=True):\n    pass", set()),
        ("class A:\n    def f(self, url, *, check=False):\n        pass", {"unchecked"}),
        ("options = {'check': False}", {"unchecked"}),
        ("options = {'check': True, 1: False}", set()),
        ("wait(limit=None)", {"limit"}),
        ("wait(limit=5)", set()),
        ("wait(limit=unknown)", set()),
        ("wait()", set()),
    ],
)
def test_defaults_and_entries_are_settings(text: str, expected: set[str]) -> None:
    """A default of a parameter and an entry of a dictionary are looked at like a variable; None is a value."""
    assert expected == found(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("def judge(guest):\n    return True", {"blind"}),
        ("def judge(guest):\n    log('a')\n    return None", {"blind"}),
        ("class A:\n    def judge(self, guest):\n        return self.all", {"blind"}),
        ("def other(guest: Guest):\n    return True", {"blind"}),
        ("open(judge=lambda guest: True)", {"blind"}),
        ("judge = lambda guest: True", {"blind"}),
        ("def judge(guest):\n    return guest.name == 'a'", set()),
        ("def judge(guest):\n    for one in [guest]:\n        return True", set()),
        ("def judge(guest):\n    return False", set()),
        ("def judge(guest):\n    raise ValueError", set()),
        ("def other(guest):\n    return True", set()),
        ("judge = True", set()),
    ],
)
def test_a_function_that_must_judge_looks_at_what_it_judges(text: str, expected: set[str]) -> None:
    """One that is given, set or defined for that and uses no parameter judges nothing, unless it refuses everything."""
    assert expected == found(text)

"""Forms of Python that hand values on: generators, patterns, arguments that are collected, functions that are given."""

from typing import Final

import pytest

from gateway.dataflow.knowledge import Callback, Condition, Handler, Knowledge, Library
from tests.dataflow.programs import LIBRARY, found

HEAD: Final = "import page, web\nfrom web import request\nx = request.args\n"
KNOWLEDGE: Final = Knowledge(
    (
        LIBRARY,
        Library(
            library="forms",
            handlers=(
                Handler(
                    names=(".page",),
                    returns="page",
                    weakness="script",
                    parts="answer",
                    when=(Condition(argument=("kind",), value=("html",)),),
                ),
            ),
            callbacks=(
                Callback(names=("start",), passes=("args",)),
                Callback(names=("hand",), passes=("rest",), result="itself"),
                Callback(names=("map",), passes=("items",), result="list"),
            ),
        ),
    )
)


def is_shown(program: str) -> bool:
    """Tell whether data of a request is surely found to get into the page."""
    reported = found(HEAD + program, KNOWLEDGE)
    return any(weakness == "script" and confidence == "high" for weakness, confidence, _ in reported)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("def f():\n    yield x\nfor one in f():\n    page.show(one)\n", True),
        ("def f():\n    yield 'x'\n    yield\nfor one in f():\n    page.show(one)\n", False),
        ("def f():\n    yield from x\nfor one in f():\n    page.show(one)\n", True),
        ("def f():\n    yield 'a'\n    yield x\nwith f() as one:\n    page.show(one)\n", True),
    ],
)
def test_generators(program: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """What is yielded is an item of what comes back."""
    assert expected == is_shown(program)


@pytest.mark.parametrize(
    ("subject", "pattern", "name", "expected"),
    [
        ("x", "a", "a", True),
        ("x", "str(a)", "a", True),
        ("x", "'' | a", "a", True),
        ("x", "str() as a", "a", True),
        ("['x', x]", "[a, b]", "b", True),
        ("['x', x]", "[a, b]", "a", False),
        ("['x', x]", "[a, *b]", "b", True),
        ("{'a': x, 'b': 'x'}", "{'a': c}", "c", True),
        ("{'a': x, 'b': 'x'}", "{'b': c}", "c", False),
        ("{'a': x, 'b': 'x'}", "{web.KEY: c}", "c", True),
        ("{'a': x, 'b': 'x'}", "{'b': 'x', **rest}", "rest['a']", True),
        ("web.Job(x)", "web.Job(text=a)", "a", True),
        ("(x, 1)", "web.Pair(a, 1)", "a", True),
        ("['x', x]", "['y', a] | [a, 'x']", "a", True),
        ("'x'", "a", "a", False),
    ],
)
def test_patterns(subject: str, pattern: str, name: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A name in a pattern is that part of the subject."""
    assert expected == is_shown(f"match {subject}:\n    case {pattern}:\n        page.show({name})\n")


@pytest.mark.parametrize(
    ("parameters", "shown", "given", "expected"),
    [
        ("*all", "all[0]", "x", True),
        ("*all", "all[1]", "x, 'a'", False),
        ("a, *all", "all[0]", "x, 'a'", False),
        ("**all", "all['a']", "a=x", True),
        ("**all", "all['a']", "a='a', b=x", False),
        ("a, **all", "all['b']", "a=x, b='b'", False),
        ("*some, **all", "all['b']", "x, b='b'", False),
    ],
)
def test_collected_arguments(parameters: str, shown: str, given: str, expected: bool) -> None:  # noqa: FBT001
    """What no other parameter takes is each by itself in the last."""
    assert expected == is_shown(f"def f({parameters}):\n    page.show({shown})\nf({given})\n")


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("start(f, args=(x,))", True),
        ("start(f, args=given(x))", True),
        ("start(f, args=('x',))", False),
        ("start(f)", False),
        ("hand(f, x)", True),
        ("hand(x, f, 'x')", False),
        ("page.show(hand(g, x))", True),
        ("page.show(hand(g, 'x'))", False),
        ("map(f, [x])", True),
        ("page.show(map(g, ['x']))", False),
    ],
)
def test_functions_that_are_given(call: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """Who is given a function calls it with what the knowledge says."""
    functions = "def f(text):\n    page.show(text)\ndef g(text):\n    return text\n"

    assert expected == is_shown(functions + call + "\n")


@pytest.mark.parametrize(
    ("kind", "answer", "expected"),
    [
        ("html", "text", True),
        ("html", "(text, 200)", True),
        ("html", "('x', text)", False),
        ("html", "{'a': text}", False),
        ("json", "text", False),
    ],
)
def test_what_a_decorator_says_of_an_answer(kind: str, answer: str, expected: bool) -> None:  # noqa: FBT001
    """Its arguments may decide whether what comes back is a page; a dictionary is none."""
    assert expected == is_shown(f"@app.page('/', kind='{kind}')\ndef f(text):\n    return {answer}\n")

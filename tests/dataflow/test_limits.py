"""Numbers that strangers choose, what failures say, parameters' usual values, and options that are given as nothing."""

from typing import Final

import pytest

from gateway.dataflow.knowledge import Condition, Handler, Knowledge, Library, Option, Result, Sanitiser, Setting, Sink
from tests.dataflow.programs import LIBRARY, found

KNOWLEDGE: Final = Knowledge(
    (
        LIBRARY,
        Library(
            library="limits",
            handlers=(Handler(names=(".post",)), Handler(names=(".failed",), origin="failure")),
            options=(
                Option(
                    names=("wait",),
                    weakness="size",
                    when=(Condition(argument=(0,), origin="chosen-number", context="amount"),),
                ),
                Option(names=("call",), weakness="timeout", when=(Condition(argument=("timeout",), none=True),)),
            ),
            settings=(Setting(names=("check",), weakness="check", when=(Condition(argument=(0,), value=(False,)),)),),
            sanitisers=(Sanitiser(names=("min",), contexts=("amount",)),),
            results=(Result(names=("number",), gives="chosen"),),
            sinks=(Sink(names=("answer",), arguments=(0,), context="answer", weakness="error", only=("failure",)),),
        ),
    )
)


def named(text: str) -> list[str]:
    """Return the weaknesses that a program is found to have."""
    return [weakness for weakness, _, _ in found(text, KNOWLEDGE)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("wait(n)", ["size"]),
        ("wait(n * 60 + 1)", ["size"]),
        ("wait(60)", []),
        ("wait(number('60'))", []),
        ("wait(number(ask()))", []),
        ("wait(number(min(request.args, 9)))", []),
        ("wait(min(n, 9))", []),
        ("if n > 9:\n    raise ValueError\nwait(n)", []),
        ("if 9 <= n:\n    raise ValueError\nwait(n)", []),
        ("if n < 9:\n    wait(n)", []),
        ("if not 0 < n < 9:\n    raise ValueError\nwait(n)", []),
        ("if n < 9:\n    raise ValueError\nwait(n)", ["size"]),
        ("if n > number(request.args):\n    raise ValueError\nwait(n)", ["size"]),
    ],
)
def test_a_number_of_a_stranger_needs_a_limit(body: str, expected: list[str]) -> None:
    """It has one where the smaller of it and a limit is taken, or a test against one stands before."""
    assert expected == named(f"from web import request\nn = number(request.args)\n{body}\n")


@pytest.mark.parametrize(
    ("decorator", "kind", "expected"),
    [
        ("@app.post", "int", ["size"]),
        ("@app.post", "bool", []),
        ("@app.failed", "int", []),
        ("", "int", []),
    ],
)
def test_a_framework_hands_on_the_numbers_of_strangers(decorator: str, kind: str, expected: list[str]) -> None:
    """A parameter that a framework reads from a request is a stranger's; one of our own callers is not."""
    assert expected == named(f"{decorator}\ndef serve(n: {kind}):\n    wait(n)\n")


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("Exception", "str(error)", ["error"]),
        ("BaseException", "f'failed: {error}'", ["error"]),
        ("ValueError", "str(error)", []),
        ("Exception", "'failed'", []),
    ],
)
def test_what_an_unexpected_failure_says_is_no_answer(kind: str, text: str, expected: list[str]) -> None:
    """Who takes whatever happens does not know what it says; a named kind of failure is expected."""
    assert expected == named(f"try:\n    work()\nexcept {kind} as error:\n    answer({text})\n")


def test_a_failure_is_dangerous_only_where_it_is_named() -> None:
    """Other sinks are not about it."""
    assert [] == named("import page\ntry:\n    work()\nexcept Exception as error:\n    page.show(str(error))\n")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("def connect(check=False):\n    pass\n", ["check"]),
        ("class Client:\n    def __init__(self, check=False):\n        pass\n", ["check"]),
        ("def connect(check=True, other=False):\n    pass\n", []),
        ("def connect(check):\n    pass\n", []),
    ],
)
def test_what_a_parameter_usually_is_counts_as_set(program: str, expected: list[str]) -> None:
    """What nobody gives is what the function says."""
    assert expected == named(program)


@pytest.mark.parametrize(
    ("call", "expected"), [("call(timeout=None)", ["timeout"]), ("call(timeout=5)", []), ("call()", [])]
)
def test_nothing_may_be_given_on_purpose(call: str, expected: list[str]) -> None:
    """`None` is not the same as an argument that is left out."""
    assert expected == named(call)

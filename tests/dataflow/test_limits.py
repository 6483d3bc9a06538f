"""Numbers that strangers choose, what failures say, parameters' usual values, and options that are given as nothing."""

from typing import Final

import pytest

from gateway.dataflow.knowledge import (
    Condition,
    Handler,
    Knowledge,
    Library,
    Option,
    Result,
    Sanitiser,
    Setting,
    Sink,
    View,
)
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
                Option(
                    names=("operator.mul", "operator.pow"),
                    weakness="size",
                    when=(Condition(argument=(1,), origin="chosen-number", context="amount"),),
                ),
                Option(names=("call",), weakness="timeout", when=(Condition(argument=("timeout",), none=True),)),
            ),
            settings=(Setting(names=("check",), weakness="check", when=(Condition(argument=(0,), value=(False,)),)),),
            sanitisers=(
                Sanitiser(names=("min",), contexts=("amount",)),
                Sanitiser(
                    names=("told",),
                    contexts=("amount",),
                    when=(Condition(argument=("most",), missing=True, negate=True),),
                ),
            ),
            results=(
                Result(names=("number",), gives="chosen"),
                Result(names=("unpacked",), gives="measured"),
                Result(
                    names=("request.args.get",), gives="chosen", when=(Condition(argument=("kind",), named=("int",)),)
                ),
            ),
            views=(View(names=(".size",)),),
            sinks=(
                Sink(names=("answer",), arguments=(0,), context="answer", weakness="error", only=("failure",)),
                Sink(names=(".unpack",), arguments=(-1,), context="size", weakness="bomb", only=("request",)),
            ),
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
    ("expression", "expected"),
    [
        ("'x' * n", ["size"]),
        ("n * [0]", ["size"]),
        ("2 * n", []),
        ("2 ** n", ["size"]),
        ("n ** 2", []),
        ("2 ** min(n, 9)", []),
        ("'x' * request.args", ["size"]),
        ("'x' * f'{request.args}'", []),
        ("wait(request.args.get('n', kind=int))", ["size"]),
        ("wait(min(request.args.get('n', kind=int), 9))", []),
        ("wait(unpacked(ask()))", ["size"]),
        ("wait(unpacked(b'12'))", []),
    ],
)
def test_what_grows_with_a_number_of_a_stranger(expression: str, expected: list[str]) -> None:
    """Texts and lists that are repeated, powers, and what is sent where a number is meant."""
    assert expected == named(f"from web import request\nn = number(request.args)\nx = {expression}\n")


@pytest.mark.parametrize(
    ("looked", "expected"),
    [
        ("pass", ["bomb"]),
        ("if one.size > 9:\n        raise ValueError", []),
        ("if one.size > 9:\n        continue", ["bomb"]),
        ("if one.name > 9:\n        raise ValueError", ["bomb"]),
    ],
)
def test_who_has_looked_at_each_item_has_looked_at_the_whole(looked: str, expected: list[str]) -> None:
    """An archive each of whose members is small is no bomb, and an empty one is none either."""
    program = f"import web\nall = packed(web.request.args)\nfor one in all.members():\n    {looked}\nall.unpack()\n"

    assert expected == named(program)


@pytest.mark.parametrize(
    ("route", "parameter", "expected"),
    [
        ("/<int:n>", "n", ["size"]),
        ("/<n:int>", "n", ["size"]),
        ("/", "n: int = told(9)", ["size"]),
        ("/", "n: int = told(9, most=99)", []),
        ("/", "n: Annotated[int, told(most=99)] = 9", []),
        ("/", "n: typing.Annotated[int | None, told()] = 9", ["size"]),
        ("/", "n: Annotated[Optional[int], 'a number'] = 9", ["size"]),
        ("/", "n: Optional[bool] = None", []),
        ("/", "n: kinds[0][int] = told(most=99)", []),
    ],
)
def test_routes_and_types_say_what_is_a_number(route: str, parameter: str, expected: list[str]) -> None:
    """A framework turns it into one, and keeps to the limit that it is told."""
    assert expected == named(f"@app.post('{route}')\ndef serve({parameter}):\n    wait(n * 1)\n")


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

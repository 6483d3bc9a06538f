"""The data flow in the worker proves that it ran to the end, gives up in time, and refutes only what it saw all of."""

import pytest

from gateway.scan.facts import FLOW_LANGUAGES
from gateway.scan.flow_engine import Flow, FlowEngine, FlowIncomplete, with_canary
from gateway.scan.front_ends import FRONT_ENDS
from tests.fakes.flow import KNOWLEDGE
from tests.standard import standard

STANDARD = standard().knowledge
ENGINE = FlowEngine(KNOWLEDGE)
SAFE = "import os\nos.system('ls')\n"
REAL = "import os\nfrom flask import request\nos.system(request.args)\n"


def run(text: str, engine: FlowEngine = ENGINE, *, canary: str | None = None) -> Flow:
    """Analyse a Python text with its canary."""
    whole = text + (with_canary("python", "abc") if canary is None else canary)
    return engine.analyse(engine.read("python", whole), whole, len(text.split("\n")))


def safe_weaknesses(text: str) -> set[str]:
    """Return what is refuted in a text."""
    return {match.weakness for match in run(text).matches if match.safe}


def test_the_languages_are_those_that_the_gateway_expects() -> None:
    """The gateway demands evidence for just the languages that have a front end."""
    assert set(FRONT_ENDS) == set(FLOW_LANGUAGES)


def test_a_canary_speaks_every_language() -> None:
    """In each language, the canary after an empty text is found, with the nonce."""
    engine = FlowEngine(dict.fromkeys(FRONT_ENDS, b"[]"))
    nonces = {}
    for language in FRONT_ENDS:
        text = with_canary(language, "0a1")
        nonces[language] = engine.analyse(engine.read(language, text), text, 1).nonce

    assert dict.fromkeys(FRONT_ENDS, "0a1") == nonces


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x = 1",
        "raise ValueError\n",
        "import sys\nsys.exit()\n",
        "while True:\n    pass\n",
        "def f():\n    return 1\n",
        "class GatewayFlowCanary: pass\n",
        "GatewayFlowCanary = None\n",
        "try:\n    raise ValueError\nfinally:\n    pass\n",
        "if True:\n    raise ValueError\n",
    ],
)
def test_the_canary_is_reached_whatever_stands_before(text: str) -> None:
    """Even where the text's own last line is never passed."""
    assert "abc" == run(text).nonce


def test_a_text_cannot_play_the_canary() -> None:
    """A canary in the text itself proves nothing."""
    text = with_canary("python", "abc")

    assert "" == run(text, canary="").nonce


def test_a_weakness_is_found_with_its_place() -> None:
    """Request data in a command line, at the call, with high confidence."""
    (match,) = run(REAL).matches

    assert ("command-injection", "high", "", 3, 1) == (
        match.weakness,
        match.confidence,
        match.safe,
        match.line,
        match.column,
    )


def test_a_text_that_takes_too_many_steps_is_not_half_judged() -> None:
    """Too few steps for all of the text end without any verdict."""
    with pytest.raises(FlowIncomplete):
        run(REAL * 20, FlowEngine(KNOWLEDGE, steps_max=30))


def test_a_text_that_takes_too_long_is_not_half_judged() -> None:
    """So does the processor time."""
    with pytest.raises(FlowIncomplete):
        run(REAL * 200, FlowEngine(KNOWLEDGE, cpu_ms_max=0))


def test_more_verdicts_than_are_kept_are_no_analysis() -> None:
    """What was dropped could have been the worst."""
    with pytest.raises(FlowIncomplete):
        run("import os\n" + "os.system('ls')\n" * 600)


def test_a_constant_command_is_refuted() -> None:
    """The engine saw the only value that gets there."""
    assert {"command-injection"} == safe_weaknesses(SAFE)


@pytest.mark.parametrize(
    "text",
    [
        # Seen once with a constant, once with something unknown.
        "import os\ndef f(x):\n    os.system(x)\nf('ls')\nf(g())\n",
        "import os\nx = 'ls'\nfor i in y:\n    os.system(x)\n    x = g()\n",
        # A call among the arguments of which nothing is known.
        "import os\nos.system('ls' if os.system(g()) else 'ps')\n",
        # What all of a function returns is no single call.
        "def f():\n    return 'x'\n",
    ],
)
def test_in_doubt_nothing_is_refuted(text: str) -> None:
    """A refutation switches another engine's finding off, so that one look at a constant is not enough."""
    assert set() == safe_weaknesses(text)


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "'a' + " * 900 + "'b'\n",
        "x = 'a' * 10 ** 9\n",
        "x = 10 ** 10 ** 8\n",
        "x = 1 << 10 ** 9\n",
        "x = '%1000000000d' % 1\n",
        "x = '{:>1000000000}'.format(1)\n",
        "x = [0] * 10 ** 9\ny = x + x\n",
        "x = 'a'\n" + "x = x + x\n" * 60,
        "x = []\n" + "x = [x, x]\n" * 60,
        "x = '" + "a" * 3000 + "'.center(10 ** 9)\n",
        "def f(x):\n    return f(x) + f(x)\nf(1)\n",
        "".join(f"def f{n}(x):\n    return f{n + 1}(x) + f{n + 1}(x)\n" for n in range(30)),
        "if a:\n  x = 1\n" * 400,
        "".join(f"{'  ' * n}for x{n} in y:\n" for n in range(18)) + "  " * 18 + "pass\n",
        "".join(f"{'  ' * n}if x{n}:\n" for n in range(60)) + "  " * 60 + "pass\n",
        "".join(f"x{n} = y{n}\n" for n in range(3000)),
        "x = {" + ",".join(f"{n}: y" for n in range(5000)) + "}\n" + "x = {**x, 1: x}\n" * 20,
    ],
    ids=range(17),
)
def test_bombs_end(text: str) -> None:
    """Whatever is written to blow the interpreter up ends within its time, judged or refused."""
    try:
        nonce = run(text, FlowEngine({"python": STANDARD["python"]})).nonce
    except (FlowIncomplete, RecursionError):
        nonce = "refused"

    assert nonce in {"abc", "refused"}

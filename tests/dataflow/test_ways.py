"""Programs that are followed in few ways: what is found call by call is found, nothing is said to be safe."""

import ast

import pytest

from gateway.dataflow import python
from gateway.dataflow.analyse import Analysis, Effort, analyse
from gateway.dataflow.ways import FOREIGN_WAYS_MAX, WAYS_MAX
from gateway.scan.flow_engine import FlowEngine, with_canary
from tests.dataflow.languages import Spoken
from tests.dataflow.programs import KNOWLEDGE

FEW = Effort(in_few_ways=True)
SURE = ("command", "high")
RUN = "def run(command, *more):\n    shell.run(command)\n    return command\n\n"
HELPER = f"import shell\nfrom web import request\n\n{RUN}"
ROUND = "        for y in x:\n            for z in y:\n                f{next}(x)\n                f{next}(y)\n"
DOUBLING = "".join([f"def f{n}(a):\n    for x in a:\n" + ROUND.format(next=n + 1) for n in range(60)])


def followed(text: str, effort: Effort = FEW) -> Analysis:
    """Analyse a text of Python."""
    return analyse(python.program(ast.parse(text)), KNOWLEDGE, effort)


def found(text: str) -> set[tuple[str, str]]:
    """Return the weaknesses of a text, each with how sure that is."""
    return {(one.weakness, one.confidence) for one in followed(text).verdicts if one.is_weakness}


@pytest.mark.parametrize("language", ["java", "javascript", "go", "php", "csharp", "rust", "c"])
def test_what_the_knowledge_must_find_is_found(language: str) -> None:
    """Each seventh entry's program: the same weaknesses as call by call."""
    spoken = Spoken(language)
    programs = [spoken.program(text) for entry in spoken.entries[::7] for text in (entry.find, entry.safe)]
    analyses = [[analyse(one, spoken.knowledge, effort) for one in programs] for effort in (Effort(), FEW)]
    usual, few = ([{one.weakness for one in each.verdicts if one.is_weakness} for each in all_] for all_ in analyses)

    assert len(programs) > 10
    assert usual == few


def test_nothing_is_said_to_be_safe() -> None:
    """Other calls of the same function were not looked at."""
    text = "import shell\nshell.run('ls')\n"

    assert any(one.safe for one in followed(text, Effort()).verdicts)
    assert not any(one.safe for one in followed(text).verdicts)


def test_foreign_data_is_found_however_late_it_comes() -> None:
    """Constants fill the ways that are told apart by constants; what is foreign is always another way."""
    text = HELPER + "".join([f"run('ls {n}')\n" for n in range(3 * WAYS_MAX)]) + "run(request.args)\n"

    assert SURE in found(text)


def test_data_that_was_made_safe_is_another_way() -> None:
    """The first call is harmless, the second is not, and gives data from the same place."""
    text = HELPER + "run(shell.quote(request.args))\nrun(request.args)\n"

    assert SURE in found(text)


def test_named_arguments_are_told_apart() -> None:
    """The same values, the other way around."""
    text = HELPER + "def both(a, b):\n    run(a)\n\nboth(a='ls', b=request.args)\nboth(b='ls', a=request.args)\n"

    assert SURE in found(text)


@pytest.mark.parametrize(
    ("change", "made", "read"),
    [
        ("all.append(x)", "[]", "b[0]"),
        ("all.append(x)", "['ls']", "b[1]"),
        ("all['k'] = x", "{'z': 1}", "b['k']"),
        ("all['k'] = x", "{}", "b['k']"),
    ],
)
def test_a_collection_that_a_known_way_changes_may_hold_anything(change: str, made: str, read: str) -> None:
    """The second collection is given in the same way as the first."""
    text = HELPER + f"def add(all, x):\n    {change}\n\na = {made}\nb = {made}\n"
    calls = f"add(a, request.args)\nadd(b, request.args)\nshell.run({read})\n"

    assert SURE in found(text + calls)


def test_what_a_known_way_returns_is_what_it_returned() -> None:
    """A result goes on being foreign where the call is one of a way that is known."""
    text = HELPER + "def same(x):\n    return x\n\nsame(request.args)\nshell.run(same(request.args))\n"

    assert SURE in found(text)


def test_more_ways_than_are_kept_are_no_analysis() -> None:
    """What the function was given then could have been the worst."""
    calls = [
        "run('ls'" + "".join([f", {'request.args' if n >> bit & 1 else 'ask()'}" for bit in range(6)]) + ")\n"
        for n in range(FOREIGN_WAYS_MAX + 1)
    ]

    assert followed(HELPER + "".join(calls[:-1])).is_complete
    assert not followed(HELPER + "".join(calls)).is_complete


def test_calls_that_double_on_every_level_are_followed() -> None:
    """Call by call these are more steps than there are."""
    assert not followed(DOUBLING, Effort()).is_complete
    assert followed(DOUBLING).is_complete


def test_the_engine_takes_the_second_look_by_itself() -> None:
    """And says so, with its canary seen."""
    engine = FlowEngine({"python": b"[]"}, cpu_ms_max=60_000)
    whole = DOUBLING + with_canary("python", "abc")
    flow = engine.analyse(engine.read("python", whole), whole, len(DOUBLING.split("\n")))

    assert ("abc", True) == (flow.nonce, flow.in_few_ways)

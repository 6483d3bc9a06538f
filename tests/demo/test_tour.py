"""A tour in which one promise does not hold says so, goes on, and fails."""

from collections.abc import Iterator
from pathlib import Path
from typing import cast

from gateway.demo.facts import Fact
from gateway.demo.stage import Stage
from gateway.demo.steps import Step
from gateway.demo.tour import complaints, walk

NOWHERE = cast("Stage", None)


def _good(_: Stage) -> Iterator[Fact]:
    yield Fact("as promised", held=True)


def _bad(_: Stage) -> Iterator[Fact]:
    yield Fact("as promised", held=True)
    yield Fact("not so", held=False)


def _silent(_: Stage) -> Iterator[Fact]:
    yield from ()


def _broken(_: Stage) -> Iterator[Fact]:
    yield Fact("as promised", held=True)
    raise ValueError("no JSON")


def test_the_tour_names_each_broken_promise_and_goes_on() -> None:
    """A false fact, a step without facts and a step that breaks down are broken promises; the others are not."""
    said: list[str] = []
    stops = [
        Step(letter, "x", facts)
        for letter, facts in (("a", _bad), ("b", _good), ("c", _silent), ("d", _broken), ("e", _good))
    ]
    broken = walk(stops, NOWHERE, said.append)

    assert ["a", "c", "d"] == broken
    assert 2 == sum("FAIL" in line for line in said)


def test_complaints_are_the_last_lines_that_are_no_information(tmp_path: Path) -> None:
    """What is said beside a broken promise is what the gateway itself warns of, and not all of it."""
    log = tmp_path / "gateway.log"
    lines = [f'{{"number": {number}, "level": "warning"}}' for number in range(30)]
    log.write_text("\n".join((*lines[:25], '{"level": "info"}', *lines[25:])))

    assert lines[20:] == complaints(log)

"""
What a function of the snippet shows by what it answers: of what it is given, wherever it says yes, or wherever no.

A function that tells whether an address is ours is a test like one that is written out. What it shows is no more than
what all its ways to the answer have looked at; a parameter that it gives another value shows nothing.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from gateway.dataflow.guards import Fact, Facts, cleaned_by
from gateway.dataflow.value import ANYTHING, Ground, Value


@dataclass(frozen=True, slots=True)
class Answer:
    """One way to leave a function: what may be answered, and what its parameters are worth then, by their names."""

    value: Value
    yes: Mapping[str, Value]
    no: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Told:
    """What a function's answer shows, and what is shown whatever it answers: that it did not raise."""

    facts: Facts
    always: tuple[Fact, ...]


def answer(value: Value, facts: Facts, parameters: Mapping[str, Value]) -> Answer:
    """Return an answer in the light of what it shows itself, if it is a test."""
    yes, no = ({name: cleaned_by(some, name, one) for name, one in parameters.items()} for some in facts.both)
    return Answer(value, yes, no)


def shown(answers: Collection[Answer], given: Mapping[str, Value]) -> Told:
    """Return what the answers show of what was given, by the parameters' names."""
    yes = [one.yes for one in answers if not one.value.is_constant or one.value.constant]
    no = [one.no for one in answers if not one.value.is_constant or not one.value.constant]
    return Told(Facts(_common(yes, given), _common(no, given)), _common([*yes, *no], given))


def _common(ways: Collection[Mapping[str, Value]], given: Mapping[str, Value]) -> tuple[Fact, ...]:
    """Return for what all these ways have made sure that what was given is safe."""
    found: list[Fact] = []
    for name, value in given.items() if ways else ():
        ends = [way.get(name, ANYTHING) for way in ways]
        clean = frozenset.intersection(*[one.clean for one in ends]) - value.clean
        proved = clean.intersection(*[one.proved for one in ends])
        believed = clean.intersection([name for one in ends for name in one.believed]) - proved
        hinted = clean - proved - believed
        grounds = ((proved, Ground.PROOF), (hinted, Ground.HINT), (believed, Ground.NAME))
        found += [Fact(value.names, contexts, ground) for contexts, ground in grounds if contexts]
    return tuple(found)

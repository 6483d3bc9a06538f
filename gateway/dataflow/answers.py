"""
What a function of the snippet shows by what it answers: of what it is given, wherever it says yes, or wherever no.

A function that tells whether an address is ours is a test like one that is written out. What it shows is no more than
what all its ways to the answer have looked at; a parameter that it gives another value shows nothing.
"""

from collections.abc import Collection, Container, Iterable, Mapping

from msgspec import Struct

from gateway.dataflow.guards import Fact, Facts, Light
from gateway.dataflow.value import ANYTHING, Ground, Value


class Answer(Struct, frozen=True):
    """One way to leave a function: what may be answered, and what its parameters are worth then, by their names."""

    value: Value
    yes: Mapping[str, Value]
    no: Mapping[str, Value]


class Told(Struct, frozen=True):
    """
    What a function's answer shows, and what is shown whatever it answers: that it did not raise.

    `is_yes_or_no`: it may say no without being nothing.
    """

    facts: Facts
    always: tuple[Fact, ...]
    is_yes_or_no: bool = False


def answer(value: Value, facts: Facts, parameters: Mapping[str, Value]) -> Answer:
    """Return an answer in the light of what it shows itself, if it is a test."""
    yes, no = (_seen(parameters, Light(some)) if some else parameters for some in facts.both)
    return Answer(value, yes, no)


def _seen(parameters: Mapping[str, Value], light: Light) -> Mapping[str, Value]:
    return {name: light.on(name, one) for name, one in parameters.items()}


def shown(answers: Collection[Answer], given: Mapping[str, Value], changed: Container[str]) -> Told:
    """Return what the answers show of what was given, by the parameters' names, but for members that were changed."""
    yes = [one.yes for one in answers if not one.value.is_constant or one.value.constant]
    no = [one.no for one in answers if _may_be_no(one.value)]
    facts = Facts(_common(yes, given, changed), _common(no, given, changed))
    is_yes_or_no = any(one.value.constant is False or one.value.is_number for one in answers)
    return Told(facts, _common([*yes, *no], given, changed), is_yes_or_no)


def _may_be_no(value: Value) -> bool:
    """Tell whether an answer may be nothing, which no text is in which something is written."""
    return not value.constant if value.is_constant else not value.literal.strip("\0")


def _common(
    ways: Collection[Mapping[str, Value]], given: Mapping[str, Value], changed: Container[str]
) -> tuple[Fact, ...]:
    """Return for what all these ways have made sure that what was given is safe, or a member of it."""
    if not ways:
        return ()
    found = [fact for name, value in given.items() for fact in _agreed(ways, name, value.clean, value.names)]
    for path in sorted(set.intersection(*[{*way} for way in ways]) - given.keys()):
        name, _, member = path.partition(".")
        if name not in given or path in changed:
            continue
        outside = frozenset([f"{one}.{member}" for one in given[name].names])
        found += _agreed(ways, path, given[name].clean, outside)
    return tuple(found)


def _agreed(
    ways: Iterable[Mapping[str, Value]], path: str, before: frozenset[str], names: frozenset[str]
) -> Iterable[Fact]:
    """Yield for what all these ways have made one thing safe that was safe for less before."""
    ends = [way.get(path, ANYTHING) for way in ways]
    clean = frozenset.intersection(*[one.clean for one in ends]) - before
    proved = clean.intersection(*[one.proved for one in ends])
    believed = clean.intersection([name for one in ends for name in one.believed]) - proved
    hinted = clean - proved - believed
    grounds = ((proved, Ground.PROOF), (hinted, Ground.HINT), (believed, Ground.NAME))
    yield from [Fact(names, contexts, ground) for contexts, ground in grounds if contexts]

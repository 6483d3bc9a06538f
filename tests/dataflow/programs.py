"""A small made-up library, and what the analysis says of programs that use it."""

import ast
from typing import Final

from gateway.dataflow import python
from gateway.dataflow.analyse import analyse
from gateway.dataflow.knowledge import (
    Condition,
    Guard,
    Handler,
    Knowledge,
    Known,
    Library,
    Markup,
    Method,
    Option,
    Result,
    Sanitiser,
    Setting,
    Sink,
    Source,
    Thing,
)

LIBRARY: Final = Library(
    library="made-up",
    sources=(
        Source(names=("web.request.args", "request.args", "web.read"), origin="request"),
        Source(names=("ask",), origin="input"),
        Source(names=("dice.roll",), origin="weak-random"),
    ),
    constants=(Known(names=("modes.WORLD",), value=2),),
    handlers=(Handler(names=(".route",), returns="page", weakness="script", path=("request.path",)),),
    things=(Thing(names=("(request", "web.Request"), means="request"),),
    sinks=(
        Sink(
            names=("shell.run", ".run_it"),
            arguments=(0, "command"),
            context="shell",
            weakness="command",
            built=True,
            unknown=True,
        ),
        Sink(names=("page.show",), arguments=(0,), context="page", weakness="script"),
        Sink(names=("files.read",), arguments=(0,), context="path", weakness="path", pieces=True),
        Sink(
            names=("*",),
            called="^(query|_query)$",
            arguments=("*",),
            context="sql",
            weakness="sql",
            built=True,
            numbers=True,
            text="(?i)^select ",
            identifier="(?i)from $",
        ),
        Sink(
            names=("*",),
            called="^drop$",
            arguments=("*",),
            context="path",
            weakness="path",
            pieces=True,
            made=("files.join",),
        ),
        Sink(names=("visit",), arguments=(0,), context="url", weakness="redirect", fixed="/[a-z]"),
        Sink(names=("start",), arguments=(0,), context="shell", weakness="command", parts="script"),
    ),
    markups=(Markup(names=("*",), text="<p>", context="page", weakness="script"),),
    options=(
        Option(names=("hash.weak",), weakness="hash"),
        Option(names=("lock",), weakness="mode", when=(Condition(argument=(0, "mode"), bits=2),)),
        Option(names=("tls",), weakness="certificate", when=(Condition(argument=("check",), value=(False,)),)),
    ),
    settings=(
        Setting(
            names=("*",),
            variable="token$",
            weakness="random",
            when=(Condition(argument=(0,), origin="weak-random"),),
        ),
        Setting(names=("debug",), weakness="debug", when=(Condition(argument=(0,), value=(True,)),)),
    ),
    sanitisers=(
        Sanitiser(names=("shell.quote",), contexts=("shell",)),
        Sanitiser(names=("*",), called="^sanitise", contexts=("*",)),
    ),
    guards=(
        Guard(names=(".isalnum",), contexts=("*",), arguments=(-1,)),
        Guard(names=(".startswith",), contexts=("path",), arguments=(-1,)),
        Guard(names=("*",), called="^(validate|is_safe)", contexts=("*",), arguments=(0,), raises=True),
    ),
    results=(
        Result(names=("int", "len"), gives="number"),
        Result(names=("str",), gives="same"),
        Result(names=(".strip", ".lower", ".split"), gives="receiver"),
        Result(names=(".format",), gives="format"),
        Result(names=(".join",), gives="join"),
        Result(names=(".replace",), gives="replace"),
        Result(names=("files.join",), gives="path"),
        Result(names=("decode",), gives="derived"),
        Result(names=("fetch",), gives="nothing"),
    ),
    methods=(
        Method(names=(".append",), does="append"),
        Method(names=(".insert",), does="insert"),
        Method(names=(".pop",), does="pop"),
        Method(names=(".get",), does="get"),
        Method(names=(".extend",), does="merge"),
        Method(names=(".clear",), does="clear"),
        Method(names=(".set",), does="put"),
    ),
)
KNOWLEDGE: Final = Knowledge((LIBRARY,))


def found(text: str, knowledge: Knowledge = KNOWLEDGE) -> list[tuple[str, str, int]]:
    """Return the weaknesses of a program: what, how sure, and on which line."""
    verdicts = analyse(python.program(ast.parse(text)), knowledge).verdicts
    reported = [verdict for verdict in verdicts if verdict.is_weakness]
    return [(verdict.weakness, verdict.confidence, verdict.place[0]) for verdict in reported]


def found_without_trust(text: str) -> list[tuple[str, int]]:
    """Return the weaknesses of a program, by line, that there are only for those who believe no names."""
    verdicts = analyse(python.program(ast.parse(text)), KNOWLEDGE).verdicts
    return [(verdict.weakness, verdict.place[0]) for verdict in verdicts if verdict.by_name]


def lines(text: str, weakness: str = "command", knowledge: Knowledge = KNOWLEDGE) -> list[int]:
    """Return the lines on which a program has a weakness, for those who believe names."""
    return [line for name, _, line in found(text, knowledge) if name == weakness]


def refuted(text: str) -> list[tuple[str, int]]:
    """Return what is understood to be safe in a program, and on which line."""
    verdicts = analyse(python.program(ast.parse(text)), KNOWLEDGE).verdicts
    return [(verdict.weakness, verdict.place[0]) for verdict in verdicts if verdict.safe]

"""
Which languages the data flow reads: for each, how a text becomes the neutral form, and how it is spoken to.

A new language is an entry here, its name in `facts.FLOW_LANGUAGES`, and its libraries' knowledge in the bundle.
"""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from gateway.dataflow import java, python
from gateway.dataflow.java_names import known_classes
from gateway.dataflow.knowledge import Library
from gateway.dataflow.tree import Program
from gateway.syntax.parsing import Budget, BudgetSpent, parse

FLOW_CANARY: Final = "GatewayFlowCanary"
"""The module or class whose `source` gives foreign data and whose `sink` must not get it; see `flow_engine`."""

type Read = Callable[[str], Program]
"""Makes a text into the neutral form; raises SyntaxError, ValueError, RecursionError or MemoryError if it cannot."""


@dataclass(frozen=True, slots=True)
class FrontEnd:
    """
    One language.

    `reader` returns what reads it, given what is known of its libraries. `canary` is what is appended to a text: with
    NONCE replaced, a call of the canary's sink, on one line, with the nonce and the canary's source in its argument.
    """

    reader: Callable[[tuple[Library, ...]], Read]
    canary: str


def _python(_libraries: tuple[Library, ...]) -> Read:
    return lambda text: python.program(ast.parse(text))


def _java(libraries: tuple[Library, ...]) -> Read:
    classes = known_classes(libraries)

    def read(text: str) -> Program:
        try:
            parsed = parse("java", text, Budget())
        except BudgetSpent as error:
            raise RecursionError from error
        if parsed.tree is None:
            raise SyntaxError
        # Errors may be left in the user's own lines, where every engine skips what it cannot read.
        return java.program(parsed.tree.root_node, text, classes)

    return read


FRONT_ENDS: Final[Mapping[str, FrontEnd]] = MappingProxyType(
    {
        "python": FrontEnd(
            reader=_python, canary=f"\nimport {FLOW_CANARY}\n{FLOW_CANARY}.sink('nNONCE' + {FLOW_CANARY}.source())\n"
        ),
        "java": FrontEnd(
            reader=_java,
            canary="\nclass GatewayFlowCheck "
            f'{{ void check() {{ {FLOW_CANARY}.sink("nNONCE" + {FLOW_CANARY}.source()); }} }}\n',
        ),
    }
)

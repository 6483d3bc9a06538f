"""
Which languages the data flow reads: for each, how a text becomes the neutral form, and how it is spoken to.

A new language is an entry here, its name in `facts.FLOW_LANGUAGES`, and its libraries' knowledge in the bundle.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Final

from gateway.dataflow import c, csharp, go, java, javascript, php, python, rust
from gateway.dataflow.go_names import known_packages
from gateway.dataflow.java_names import known_classes
from gateway.dataflow.knowledge import Library
from gateway.dataflow.php_language import known_spelling
from gateway.dataflow.tree import Program
from gateway.scan.trees import root_of
from gateway.syntax.nodes import Node
from gateway.syntax.python2 import tree_of

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
    return lambda text: python.program(tree_of(text)[0])


def _java(libraries: tuple[Library, ...]) -> Read:
    classes = known_classes(libraries)
    return lambda text: java.program(root_of("java", text), text, classes)


def _go(libraries: tuple[Library, ...]) -> Read:
    packages = known_packages(libraries)
    return lambda text: go.program(root_of("go", text), text, packages)


def _php(libraries: tuple[Library, ...]) -> Read:
    spelling = known_spelling(libraries)
    return lambda text: php.program(root_of("php", text), text, spelling)


def _alone(language: str, program: Callable[[Node, str], Program]) -> Callable[[tuple[Library, ...]], Read]:
    """Return a reader that needs to know nothing of libraries."""
    return lambda _libraries: lambda text: program(root_of(language, text), text)


def _script(language: str) -> FrontEnd:
    """Return what reads JavaScript, or TypeScript, which runs on the same libraries."""

    def reader(_libraries: tuple[Library, ...]) -> Read:
        return lambda text: javascript.program(root_of(language, text), text, language)

    loaded = f'require("{FLOW_CANARY}")'
    return FrontEnd(reader=reader, canary=f'\n;{loaded}.sink("nNONCE" + {loaded}.source());\n')


# C cannot put texts together: the nonce is an argument of its own.
_C_CANARY: Final = f'\nvoid gatewayFlowCheck(void) {{ {FLOW_CANARY}.sink({FLOW_CANARY}.source(), "nNONCE"); }}\n'

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
        "c": FrontEnd(reader=_alone("c", partial(c.program, "c")), canary=_C_CANARY),
        "cpp": FrontEnd(reader=_alone("cpp", partial(c.program, "cpp")), canary=_C_CANARY),
        "csharp": FrontEnd(
            reader=_alone("csharp", csharp.program),
            canary="\nclass GatewayFlowCheck "
            f'{{ void Check() {{ {FLOW_CANARY}.sink("nNONCE" + {FLOW_CANARY}.source()); }} }}\n',
        ),
        "rust": FrontEnd(
            reader=_alone("rust", rust.program),
            canary=f'\nfn gateway_flow_check() {{ {FLOW_CANARY}::sink({FLOW_CANARY}::source(), "nNONCE"); }}\n',
        ),
        "go": FrontEnd(
            reader=_go,
            canary=f'\nfunc gatewayFlowCheck() {{ {FLOW_CANARY}.sink("nNONCE" + {FLOW_CANARY}.source()) }}\n',
        ),
        "php": FrontEnd(reader=_php, canary=f'\n?><?php {FLOW_CANARY}::sink("nNONCE" . {FLOW_CANARY}::source());\n'),
        "javascript": _script("javascript"),
        "typescript": _script("typescript"),
    }
)

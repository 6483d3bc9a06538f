"""What the resolver has to know of a language beside its syntax: data only, one `Tongue` each in `languages`."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from gateway.scan.apis.form import Form
from gateway.syntax.nodes import Node

CANARY: Final = "__gateway_api_canary__"
"""The module that proves by its name that all of a text was read."""

type Read = Callable[[Node, bytes], tuple[Form, ...]]
"""Makes a syntax tree and the text's bytes into forms."""


def _itself(name: str) -> tuple[str, ...]:
    return (name,)


@dataclass(frozen=True, slots=True)
class Tongue:
    """
    One language.

    `canary` is what is appended to a text: the canary's module, and NONCE, on one line. `free` says which qualified
    names a name may be that the text does not bind. `module` gives a module's usual name.

    `importers` are functions whose first argument names a module, `member_methods` methods whose argument names a
    member, `member_functions` functions or methods that take an object and the name of its member, `text_runners`
    functions that run their first argument if it is a text. `whole` are names of the object that holds every global
    name, `shown` objects that other files see. `reaching` are members by which any function can be made. `unbinders`
    hand a function on as it is, `continuations` hand their owner to the function that they get. `guides` are names that
    lead to one of these without an import. `mirrors` are methods that lead from whatever object to any class or member.
    """

    read: Read
    canary: str
    free: Callable[[str], tuple[str, ...]] = _itself
    module: Callable[[str], str] = str
    importers: frozenset[str] = frozenset()
    member_methods: frozenset[str] = frozenset()
    member_functions: frozenset[str] = frozenset()
    text_runners: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    shown: frozenset[str] = frozenset()
    reaching: frozenset[str] = frozenset()
    unbinders: frozenset[str] = frozenset()
    continuations: frozenset[str] = frozenset()
    guides: frozenset[str] = frozenset()
    mirrors: frozenset[str] = frozenset()
    modules_are_values: bool = False

    @property
    def roots(self) -> frozenset[str]:
        """The first parts of the names that this knows."""
        return _roots(self)


@lru_cache
def _roots(tongue: Tongue) -> frozenset[str]:
    names = tongue.importers | tongue.member_functions | tongue.text_runners | tongue.whole | tongue.shown
    return frozenset(name.partition(".")[0].removesuffix("()") for name in names)

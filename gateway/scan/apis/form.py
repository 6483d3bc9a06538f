"""
The form in which the API resolver reads a program of any language but Python: what may name, hold or call something.

Everything that names nothing is left out. A reader per language makes it out of a syntax tree; `resolver` reads it.
"""

from typing import Final

from msgspec import Struct

type Place = tuple[int, int, int, int]
"""First line and column, last line and column after the end; lines and columns from 1, columns in UTF-8 bytes."""


class Text(Struct, frozen=True):
    """A constant text."""

    value: str


class Name(Struct, frozen=True):
    """A bare name."""

    name: str
    place: Place


class Member(Struct, frozen=True):
    """`of.name`, or `of::name`."""

    of: "Form"
    name: str
    place: Place


class Index(Struct, frozen=True):
    """`of[index]`."""

    of: "Form"
    index: "Form"
    place: Place


class Call(Struct, frozen=True):
    """`function(arguments)`, or `new function(arguments)`."""

    function: "Form"
    arguments: "tuple[Form, ...]"
    place: Place
    is_new: bool = False


class Joined(Struct, frozen=True):
    """A text put together: `"a" + b`, a template."""

    parts: "tuple[Form, ...]"


class Either(Struct, frozen=True):
    """Any one of its parts: `a ? b : c`, `a || b`, a cast, a pair of parentheses."""

    parts: "tuple[Form, ...]"


class Group(Struct, frozen=True):
    """A list or an object; each item with its key, if it has one."""

    items: "tuple[tuple[str, Form], ...]"


class Parts(Struct, frozen=True):
    """Whatever holds forms and is of no interest by itself."""

    parts: "tuple[Form, ...]"


class Block(Struct, frozen=True):
    """Statements with names of their own."""

    body: "tuple[Form, ...]"


class Pattern(Struct, frozen=True):
    """What takes a value apart: targets, each with the member that it gets, or with an empty name for an element."""

    targets: "tuple[tuple[str | Form, Form], ...]"


class Store(Struct, frozen=True):
    """
    `target = value`. `typed` is the declared type.

    `declares` is empty for an assignment, `block` for a new name in this block, `function` for one in all the function.
    """

    target: "Form"
    value: "Form"
    declares: str = ""
    typed: "Form | None" = None


class Function(Struct, frozen=True):
    """A function, method or lambda; `name` is empty where it has none."""

    name: str
    parameters: tuple[Store, ...]
    body: "Form"
    place: Place


class Return(Struct, frozen=True):
    """What the function around it gives back."""

    value: "Form"


class Import(Struct, frozen=True):
    """Names brought in, each with what it stands for; `stars` are modules whose every name is brought in."""

    names: tuple[tuple[str, str], ...]
    stars: tuple[str, ...]
    module: str
    place: Place


class Open(Struct, frozen=True):
    """All members of a value become names (`with (value)`)."""

    of: "Form"


class Use(Struct, frozen=True):
    """A thing that has no name in the program but one in the catalogue: inline assembly, a block of unsafe code."""

    path: str
    place: Place


class Opaque(Struct, frozen=True):
    """A place that could reach anything; `why` is a fixed text."""

    why: str
    place: Place


type Form = (
    Text
    | Name
    | Member
    | Index
    | Call
    | Joined
    | Either
    | Group
    | Parts
    | Block
    | Pattern
    | Store
    | Function
    | Return
    | Import
    | Open
    | Use
    | Opaque
)

NOTHING: Final = Parts(())

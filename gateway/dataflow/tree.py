"""
The small language-neutral form of a program. Front ends make it, the interpreter reads it.

It keeps what data flow needs and no more: what a language has beyond it becomes a `Mixture`, whose value depends on
all its parts. Every node knows its place: line, column, end line, end column, from 1, in code points, end exclusive.
(Nodes are msgspec structs: hundreds are made of a text, and a struct is made in a tenth of the time of a dataclass.)
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

type Place = tuple[int, int, int, int]
type Literal = str | bytes | int | float | bool | None

NOWHERE: Final[Place] = (1, 1, 1, 1)
ANY_NAME: Final = "*"
OWNERS: Final = frozenset({"self", "cls", "this"})  # parameters that are the object whose method it is
INITIALISERS: Final = frozenset({"__init__", "constructor"})
# The name of a function that is nothing but an argument: who is given it calls it, no stranger does.
CALLBACK: Final = "=>"


class Constant(Struct, frozen=True):
    """A literal."""

    value: Literal
    place: Place


class Name(Struct, frozen=True):
    """A variable, function, class or module, as it is called in the program."""

    id: str
    place: Place


class Member(Struct, frozen=True):
    """`of.name`."""

    of: "Expression"
    name: str
    place: Place


class Element(Struct, frozen=True):
    """`of[index]`."""

    of: "Expression"
    index: "Expression"
    place: Place


class Slice(Struct, frozen=True):
    """`of[lower:upper]`, without the bounds that are left out."""

    of: "Expression"
    lower: "Expression | None"
    upper: "Expression | None"
    place: Place


class Spread(Struct, frozen=True):
    """`*of` or `**of` (`is_named`) among arguments or items."""

    of: "Expression"
    place: Place
    is_named: bool = False


class Call(Struct, frozen=True):
    """A call. An object's creation is the call of its class. `is_awaited`: the program waits for what it began."""

    function: "Expression"
    arguments: tuple["Expression", ...]
    named: tuple[tuple[str, "Expression"], ...]
    place: Place
    is_awaited: bool = False


class Operation(Struct, frozen=True):
    """`left operator right`, with the operator as Python writes it."""

    operator: str
    left: "Expression"
    right: "Expression"
    place: Place


class Prefix(Struct, frozen=True):
    """`operator operand`: one of `not`, `-`, `+`, `~`."""

    operator: str
    operand: "Expression"
    place: Place


class Comparison(Struct, frozen=True):
    """
    `left operator right`: one of `==`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `not in`, `is`, `is not`.

    `~=` and `~in` show less: they hold of more than what is the same.
    """

    operator: str
    left: "Expression"
    right: "Expression"
    place: Place


class Logical(Struct, frozen=True):
    """Operands joined by `and` or `or`, evaluated from the left until one decides."""

    operator: str
    operands: tuple["Expression", ...]
    place: Place


class Conditional(Struct, frozen=True):
    """`then if test else otherwise`."""

    test: "Expression"
    then: "Expression"
    otherwise: "Expression"
    place: Place


class Text(Struct, frozen=True):
    """A text with expressions in it, such as an f-string or a template literal."""

    parts: tuple["Expression", ...]
    place: Place


class Items(Struct, frozen=True):
    """A list, tuple, set or array."""

    items: tuple["Expression", ...]
    place: Place


class Entries(Struct, frozen=True):
    """
    A dictionary, map or object literal; an entry without a key spreads another dictionary.

    `is_object`: its keys are names, as in JavaScript, where options and named arguments are given in this way.
    """

    entries: tuple[tuple["Expression | None", "Expression"], ...]
    place: Place
    is_object: bool = False


class Clause(Struct, frozen=True):
    """`for target in iterable if conditions` inside a comprehension."""

    target: "Expression"
    iterable: "Expression"
    conditions: tuple["Expression", ...]


class Comprehension(Struct, frozen=True):
    """A list, set or dictionary made by loops; `elements` are its item, or its key and value."""

    elements: tuple["Expression", ...]
    clauses: tuple[Clause, ...]
    place: Place


class Binding(Struct, frozen=True):
    """`target := value`: an assignment that is an expression."""

    target: "Expression"
    value: "Expression"
    place: Place


class Yield(Struct, frozen=True):
    """`yield value`: one of the items that a function returns; of a `Spread`, all that are in it; of None, nothing."""

    value: "Expression | None"
    place: Place


class Mixture(Struct, frozen=True):
    """An expression that is not modelled: its value depends on all its parts."""

    parts: tuple["Expression", ...]
    place: Place


class Parameter(Struct, frozen=True):
    """
    A parameter; `annotation` is its type as it is called in the program, or empty.

    `is_rest`: it takes all that no other takes; `is_named_rest`: all that is given by name.
    """

    name: str
    annotation: str
    default: "Expression | None"
    is_rest: bool = False
    is_named_rest: bool = False


class Function(Struct, frozen=True):
    """
    A function, method or lambda; a lambda's body is one `Return`.

    `is_later`: whoever calls it has something to wait for; what it says or raises comes then. (So it does with one that
    `gives_items`, where its language does not say so at its head.)
    """

    name: str
    parameters: tuple[Parameter, ...]
    body: tuple["Statement", ...]
    decorators: tuple["Expression", ...]
    place: Place
    is_later: bool = False


type Expression = (
    Constant
    | Name
    | Member
    | Element
    | Slice
    | Spread
    | Call
    | Operation
    | Prefix
    | Comparison
    | Logical
    | Conditional
    | Text
    | Items
    | Entries
    | Comprehension
    | Binding
    | Yield
    | Mixture
    | Function
)


class Assign(Struct, frozen=True):
    """`targets = value`, all targets getting the same value."""

    targets: tuple[Expression, ...]
    value: Expression
    place: Place


class Augment(Struct, frozen=True):
    """`target operator= value`."""

    target: Expression
    operator: str
    value: Expression
    place: Place


class Evaluate(Struct, frozen=True):
    """An expression as a statement."""

    expression: Expression
    place: Place


class Return(Struct, frozen=True):
    """`return value`."""

    value: Expression | None
    place: Place


class Raise(Struct, frozen=True):
    """`raise value` or `throw value`."""

    value: Expression | None
    place: Place


class Leave(Struct, frozen=True):
    """`break` or `continue`."""

    place: Place


class If(Struct, frozen=True):
    """`if test: then else: otherwise`."""

    test: Expression
    then: tuple["Statement", ...]
    otherwise: tuple["Statement", ...]
    place: Place


class Loop(Struct, frozen=True):
    """A loop over an iterable (with a target), under a test, or neither."""

    target: Expression | None
    iterable: Expression | None
    test: Expression | None
    body: tuple["Statement", ...]
    otherwise: tuple["Statement", ...]
    place: Place


class Handler(Struct, frozen=True):
    """`except … as name: body`; `is_broad`: it takes whatever happens, so that nobody knows what the exception says."""

    name: str
    body: tuple["Statement", ...]
    is_broad: bool = False


class Try(Struct, frozen=True):
    """`try: body except: handlers else: otherwise finally: final`."""

    body: tuple["Statement", ...]
    handlers: tuple[Handler, ...]
    otherwise: tuple["Statement", ...]
    final: tuple["Statement", ...]
    place: Place


class Case(Struct, frozen=True):
    """One case: for these values, for anything (`is_default`), or for something that is not modelled (neither)."""

    values: tuple[Expression, ...]
    is_default: bool
    body: tuple["Statement", ...]


class Switch(Struct, frozen=True):
    """`match` or `switch`; a case never falls through, the front end has seen to that."""

    subject: Expression
    cases: tuple[Case, ...]
    place: Place


class Define(Struct, frozen=True):
    """The definition of a function."""

    function: Function
    place: Place


class DefineClass(Struct, frozen=True):
    """The definition of a class; methods are `Define` statements of its body."""

    name: str
    bases: tuple[Expression, ...]
    body: tuple["Statement", ...]
    place: Place


class Import(Struct, frozen=True):
    """Local names, each with the qualified name that it stands for; the name `*`: any name may have been brought in."""

    names: tuple[tuple[str, str], ...]
    place: Place


type Statement = (
    Assign | Augment | Evaluate | Return | Raise | Leave | If | Loop | Try | Switch | Define | DefineClass | Import
)


def awaited(expression: Expression) -> Expression:
    """Return an expression for which the program waits."""
    return replace(expression, is_awaited=True) if isinstance(expression, Call) else expression


def breakable(body: tuple[Statement, ...], place: Place) -> tuple[Statement, ...]:
    """Return what stands behind a label, which `break` may leave: a loop as it is, all else as a loop."""
    return body if any(isinstance(one, Loop) for one in body) else (Loop(None, None, None, body, (), place),)


def any_name(place: Place) -> Import:
    """Return the statement after which every name may stand for something else, as a program's text was run."""
    return Import(((ANY_NAME, ""),), place)


class Program(Struct, frozen=True):
    """
    A whole file. `shared` are the variables of one function that another one assigns, nobody knows when, and, with a
    dot before them, the members that functions within expressions assign. `hidden` are names that are declared again
    where they stand for something already.
    """

    language: str
    body: tuple[Statement, ...]
    shared: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()


NOTHING: Final = Program("", ())


def direct_parts(node: object) -> list[object]:
    """Return what a node is made of, without its place; nothing of what is no node."""
    if not isinstance(node, Struct):
        return []
    return [getattr(node, name) for name in node.__struct_fields__ if name != "place"]


def words_in(part: object) -> Iterator[str]:
    """
    Yield the names and the texts in a part of a program, in their order.

    A text with a blank in it is prose, and says nothing.
    """
    pending = [part]
    while pending:
        one = pending.pop()
        if isinstance(one, str):
            yield from () if " " in one else (one,)
        else:
            pending += reversed(one if isinstance(one, tuple) else direct_parts(one))


def assigned_in(expression: Expression) -> Iterator[str]:
    """Yield the variables that an expression assigns."""
    for one in parts_in(expression):
        if isinstance(one, Binding):
            yield from names_in(one.target)


def parts_in(part: object) -> Iterator[object]:
    """Yield all that an expression or a statement is made of, and itself."""
    pending = [part]
    while pending:
        one = pending.pop()
        if isinstance(one, tuple):
            pending += one
        elif isinstance(one, Struct):
            yield one
            pending += direct_parts(one)


def gives_items(function: Function) -> bool:
    """Tell whether a function gives items one by one, so that nothing of it has run before somebody takes the first."""
    pending: list[object] = [function.body]
    while pending:
        one = pending.pop()
        if isinstance(one, Yield):
            return True
        if isinstance(one, tuple):
            pending += one
        elif not isinstance(one, Function | DefineClass):
            pending += direct_parts(one)
    return False


def names_in(part: object) -> Iterator[str]:
    """Yield the variables that stand anywhere in a part of a program."""
    for one in parts_in(part):
        if isinstance(one, Name):
            yield one.id

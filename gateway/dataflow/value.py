"""
What the interpreter knows of a value: its constant, or the text it is made of, where it comes from, and what it has
been made safe for. Values never change; every operation returns another.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum, StrEnum, auto
from functools import lru_cache, reduce
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from gateway.dataflow.tree import Literal

if TYPE_CHECKING:
    from gateway.dataflow.tree import DefineClass, Expression, Function

PIECES_MAX: Final = 24
CONSTANT_CHARS_MAX: Final = 4_000
EVERYTHING: Final = "*"
# Stands behind the name of a variable that was assigned anew, in the names of what was made of it before.
FORMER: Final = "'"
# Behind the name of a collection, in that of any of its items.
EACH: Final = "[]"
# Between the name of a whole and what tells a part of it that has no name of its own.
PART: Final = ".<"
_NAMES_CACHED_MAX: Final = 1024
# How an object literal is called whose entries name arguments, see `Entries.is_object`.
OBJECT: Final = "{}"


class Origin(StrEnum):
    """Where foreign data comes from."""

    REQUEST = "request"
    INPUT = "input"
    PARAMETER = "parameter"
    WEAK_RANDOM = "weak-random"
    CHOSEN_NUMBER = "chosen-number"  # a number that a stranger chooses: how much, how often, how long
    FAILURE = "failure"  # what an exception that nobody expected says
    STORED = "stored"  # what a database holds, which anybody may have put there
    CLAIM = "claim"  # what a token says of who sends it, whose signature nobody has checked here
    SIGNATURE = "signature"  # what a secret key makes of a message


class Ground(Enum):
    """Why something counts as safe: it is understood, or a test hints at it, or a function's name says so."""

    PROOF = auto()
    HINT = auto()
    NAME = auto()


class Unknown:
    """The type of `UNKNOWN`: there is no constant."""


UNKNOWN: Final = Unknown()
_NOTHING: Final[frozenset[str]] = frozenset()
_ALL: Final = frozenset({EVERYTHING})
# A path that begins with a slash, but not with two, stays on its own server.
TOGETHER: Final[Mapping[str, frozenset[str]]] = dict.fromkeys(("redirect", "url"), frozenset({"rooted", "hostless"}))
_QUOTED: Final = frozenset({"shell"})  # the contexts for which a text is made safe by quotes that go with it
_HALVES: Final = frozenset[str]().union(*TOGETHER.values())


class Test(msgspec.Struct, frozen=True, eq=False):
    """A test whose outcome was assigned: in which function, and how many assignments stood before."""

    expression: "Expression"
    inside: "Function | None"
    since: int


class Value(msgspec.Struct, frozen=True):
    """
    An abstract value. (A msgspec struct: many are made, and a struct is made and changed in a fraction of the time.)

    `constant` is what it is, if that is known. `pieces` are the literals and unknown parts (holes) of a text that is
    being built; empty for anything else. `origins` say which foreign data is in it, `clean` for which contexts it is
    safe (`*` means all), `names` of which variables it is made, so that a test of one of them is a test of it.
    `qualified` is its resolved name, for a result the callee's with `()`. `items` and `entries` are its elements, if
    all are known; the pieces of another collection (`is_collection`) are those of all that may be in it. `is_number`:
    whatever it is, no text can hide in it. `test` is the test of which it is the outcome. `proved` are the contexts of
    `clean` that are understood, `believed` those that rest on the name of a function that nobody knows.
    """

    constant: Literal | Unknown = UNKNOWN
    pieces: tuple["str | Value", ...] = ()
    origins: frozenset[str] = _NOTHING
    clean: frozenset[str] = _NOTHING
    names: frozenset[str] = _NOTHING
    qualified: str = ""
    is_collection: bool = False
    items: tuple["Value", ...] | None = None
    entries: Mapping[Literal, "Value"] | None = None
    is_number: bool = False
    proved: frozenset[str] = _NOTHING
    believed: frozenset[str] = _NOTHING
    test: "Test | None" = None
    function: "Function | None" = None
    defined_class: "DefineClass | None" = None

    @property
    def is_constant(self) -> bool:
        """Whether it is known what this is."""
        return self.constant is not UNKNOWN

    @property
    def is_any_collection(self) -> bool:
        """Whether this is a list or the like."""
        return self.is_collection or self.items is not None

    @property
    def holes(self) -> tuple["Value", ...]:
        """The unknown parts of which this text is made; itself, if it is unknown as a whole; none if nothing is."""
        if self.constant is not UNKNOWN or self.is_number:
            return ()
        if self.pieces:
            return tuple([piece for piece in self.pieces if not isinstance(piece, str) and not piece.is_number])
        return (self,)

    @property
    def is_harmless(self) -> bool:
        """Whether nothing of it is unknown, or all that is was made safe for everything."""
        if self.constant is not UNKNOWN or self.is_number:
            return True
        if not self.pieces:
            return EVERYTHING in self.clean
        return all(isinstance(piece, str) or piece.is_number or EVERYTHING in piece.clean for piece in self.pieces)

    @property
    def has_holes(self) -> bool:
        """Whether anything of this is unknown, and no number."""
        if self.constant is not UNKNOWN or self.is_number:
            return False
        return not self.pieces or not all(isinstance(piece, str) or piece.is_number for piece in self.pieces)

    @property
    def literal(self) -> str:
        """The literal parts of this text, one after the other, with a blank for each hole."""
        if isinstance(self.constant, str):
            return self.constant
        return "".join([piece if isinstance(piece, str) else "\0" for piece in self.pieces])

    @property
    def head(self) -> str:
        """The literal text before the first hole."""
        if isinstance(self.constant, str):
            return self.constant
        return self.pieces[0] if self.pieces and isinstance(self.pieces[0], str) else ""

    def with_heads(self) -> Iterator[tuple[str, "Value"]]:
        """Yield each hole of this text with the literal before it."""
        before = ""
        for piece in self.pieces:
            if isinstance(piece, str):
                before = piece
            else:
                yield before, piece
                before = ""

    def is_clean_for(self, context: str) -> bool:
        """Tell whether it was made safe for a context."""
        return context in self.clean or EVERYTHING in self.clean

    def foreign(self, context: str) -> frozenset[str]:
        """Return the origins of the foreign data in this that is not safe for the context."""
        if self.origins and not self.is_clean_for(context):
            dirty = [hole.origins for hole in self.holes if not hole.is_clean_for(context)]
            return frozenset().union(*dirty)
        return _NOTHING

    def foreign_but_for_names(self, context: str) -> frozenset[str]:
        """Return the origins of the foreign data in this whose safety for the context rests on a name."""
        if self.origins and self.believed:
            return _NOTHING.union(*[hole.origins for hole in self.holes if hole.is_believed_for(context)])
        return _NOTHING

    def is_believed_for(self, context: str) -> bool:
        """Tell whether this is safe for a context by a name and nothing else."""
        return bool({context, EVERYTHING} & self.believed) and not {context, EVERYTHING} & self.proved

    def is_proved_for(self, context: str) -> bool:
        """Tell whether every hole is safe for a context by what is known of a library or a test, not by a name."""
        return all(context in hole.proved or EVERYTHING in hole.proved for hole in self.holes)

    def cleaned(self, contexts: frozenset[str], ground: "Ground") -> "Value":
        """Return this, safe for some more contexts."""
        if self.constant is not UNKNOWN:
            return self
        is_more = not contexts <= self.clean or (ground is Ground.PROOF and not contexts <= self.proved)
        believed = self._believed(contexts, ground) if is_more or self.believed else self.believed
        if not is_more and believed == self.believed:
            return self
        pieces = tuple([piece if isinstance(piece, str) else piece.cleaned(contexts, ground) for piece in self.pieces])
        clean = self.clean | contexts
        if not _HALVES.isdisjoint(clean):
            clean |= frozenset([whole for whole, halves in TOGETHER.items() if halves <= clean])
        proved = self.proved | contexts if ground is Ground.PROOF else self.proved
        return replace(self, clean=clean, proved=proved, believed=believed, pieces=pieces)

    def grounds(self, before: frozenset[str]) -> Iterator[tuple[frozenset[str], "Ground"]]:
        """Yield the contexts for which this is safe that it was not `before`, by why it is."""
        clean = self.clean - before
        believed = (clean & self.believed) - self.proved
        by_ground = ((clean & self.proved, Ground.PROOF), (believed, Ground.NAME))
        for contexts, ground in (*by_ground, (clean - self.proved - believed, Ground.HINT)):
            if contexts:
                yield contexts, ground

    def without(self, contexts: frozenset[str]) -> "Value":
        """Return this, safe for these contexts no more."""
        if not self.pieces and contexts.isdisjoint(self.clean):
            return self
        pieces = tuple([piece if isinstance(piece, str) else piece.without(contexts) for piece in self.pieces])
        clean, believed = self.clean - contexts, self.believed - contexts
        return replace(self, pieces=pieces, clean=clean, proved=self.proved - contexts, believed=believed)

    def cut(self) -> "Value":
        """Return this without something that stood in it: what was put in quotes may be so no more."""
        return self.without(_QUOTED)

    def _believed(self, contexts: frozenset[str], ground: "Ground") -> frozenset[str]:
        """Return what rests on names alone when this becomes safe for more contexts."""
        if ground is Ground.NAME:
            return self.believed if EVERYTHING in self.clean else self.believed | (contexts - self.clean)
        return _NOTHING if EVERYTHING in contexts else self.believed - contexts

    def with_pieces(self, pieces: tuple["str | Value", ...]) -> "Value":
        """Return this with other pieces, clean for what they all are."""
        return replace(self, pieces=pieces, clean=_clean_of(pieces))

    def named(self, name: str) -> "Value":
        """Return this as the value of a variable, too."""
        return self if self.constant is not UNKNOWN or name in self.names else replace(self, names=self.names | {name})

    def made_of_former(self, path: str) -> "Value":
        """Return this, made of what a variable or member was before it became another one."""
        names = _with_former(self.names, path)
        if names == self.names:
            return self
        pieces = tuple([piece if isinstance(piece, str) else piece.made_of_former(path) for piece in self.pieces])
        return replace(self, names=names, pieces=pieces)


@lru_cache(maxsize=_NAMES_CACHED_MAX)
def _with_former(names: frozenset[str], path: str) -> frozenset[str]:
    """Return names, those of a variable and its members as the former ones."""
    inner = (path + ".", path + "[")
    changed = {name: f"{path}{FORMER}{name[len(path) :]}" for name in names if name == path or name.startswith(inner)}
    return frozenset([changed.get(name, name) for name in names]) if changed else names


ANYTHING: Final = Value()
NUMBER: Final = Value(is_number=True)
_LINE_END: Final = "\n"
_BREAK: Final = Value(constant=_LINE_END)  # between texts of which there is one or another, or both


def constant(value: Literal) -> Value:
    """Return the value that is this literal; a huge text counts as unknown and harmless."""
    if isinstance(value, str | bytes) and len(value) > CONSTANT_CHARS_MAX:
        return Value(clean=_ALL)
    return Value(constant=value)


def mixed(values: Iterable[Value]) -> Value:
    """Return a value that depends on all of these, in a way that is not known."""
    origins: frozenset[str] = _NOTHING
    names: frozenset[str] = _NOTHING
    believed: frozenset[str] = _NOTHING
    clean: dict[frozenset[str], None] = {}
    for value in values:
        names |= value.names
        if value.origins:
            origins |= value.origins
            believed |= value.believed
            clean[value.clean] = None
    return Value(origins=origins, names=names, clean=_all_clean(clean), believed=believed)


def joined(values: Iterable[Value]) -> Value:
    """Return the text made of these parts, one after the other."""
    parts = tuple(values)
    if all(isinstance(part.constant, str) for part in parts):
        return constant("".join([str(part.constant) for part in parts]))
    pieces: list[str | Value] = []
    for part in parts:
        _add_pieces(pieces, part)
    bounded = _bounded(pieces)
    return replace(mixed(parts), pieces=bounded, clean=_clean_of(bounded))


def _bounded(pieces: list[str | Value]) -> tuple[str | Value, ...]:
    """Return at most `PIECES_MAX` pieces, of which the last stands for all unknown ones that are left over."""
    if len(pieces) <= PIECES_MAX:
        return tuple(pieces)
    kept, rest = pieces[: PIECES_MAX - 1], pieces[PIECES_MAX - 1 :]
    holes = [piece for piece in rest if isinstance(piece, Value) and not piece.is_number]
    if not holes:
        return tuple(pieces[:PIECES_MAX])
    is_harmless = all(hole.is_harmless for hole in holes)
    return (*kept, replace(mixed(holes), clean=_ALL) if is_harmless else mixed(holes))


def _add_pieces(pieces: list[str | Value], part: Value) -> None:
    """Append a part's pieces, of which no two literals touch; literals that would touch become one."""
    if part.is_constant:
        added: tuple[str | Value, ...] = (as_text(part.constant),)
    elif part.pieces:
        added = part.pieces
    else:
        pieces.append(part)
        return
    last, first = pieces[-1] if pieces else None, added[0]
    if isinstance(last, str) and isinstance(first, str):
        pieces[-1] = last + first
        pieces.extend(added[1:])
    else:
        pieces.extend(added)


def as_text(value: Literal | Unknown) -> str:
    """Return a constant as it stands in a text."""
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)


def _clean_of(pieces: Iterable[str | Value]) -> frozenset[str]:
    """Return for what all foreign holes are safe."""
    holes = [piece for piece in pieces if not isinstance(piece, str) and piece.origins and not piece.is_number]
    return _all_clean(dict.fromkeys([hole.clean for hole in holes]))


def either(one: Value, other: Value) -> Value:
    """Return what is known of a value that is one of these two."""
    if one is other or (one == other and type(one.constant) is type(other.constant)):
        return one
    if one.constant is not UNKNOWN and _same(one.constant, other.constant):
        return one
    is_collection = one.is_any_collection and other.is_any_collection
    if is_collection and one.items != other.items:
        one, other = _opened(one), _opened(other)
    pieces = _either_pieces(one, other)
    return Value(
        pieces=pieces,
        origins=one.origins | other.origins,
        clean=_either_clean(one, other),
        proved=_either_proved(one, other),
        believed=one.believed | other.believed,
        names=one.names | other.names,
        qualified=one.qualified if one.qualified == other.qualified else "",
        is_collection=is_collection,
        items=one.items if one.items == other.items else None,
        is_number=_is_number(one) and _is_number(other),
        test=one.test if one.test is other.test else None,
        function=one.function if one.function is other.function else None,
        defined_class=one.defined_class if one.defined_class is other.defined_class else None,
    )


def either_result(one: Value, other: Value) -> Value:
    """Return what is known of what a function returns, each of several values by itself."""
    if one.items is None or other.items is None or len(one.items) != len(other.items):
        return either(one, other)
    both = tuple([either(item, another) for item, another in zip(one.items, other.items, strict=True)])
    base = mixed(both)
    return replace(base, names=one.names | other.names | base.names, items=both)


def collected(values: Iterable[Value]) -> Value:
    """Return a collection in which all these are, nobody knows where and how often."""
    parts = tuple(values)
    pieces: list[str | Value] = []
    if any(part.pieces for part in parts):
        for part in parts:
            _add_pieces(pieces, part)
            _add_pieces(pieces, _BREAK)
    base = mixed(parts)
    # A number of chance, or of a stranger's choice, is no text, and yet what it is for others.
    is_harmless = all(part.is_harmless and not (part.is_number and part.origins) for part in parts)
    clean = _ALL if is_harmless else base.clean
    return replace(base, pieces=_bounded(pieces), is_collection=True, clean=clean)


class NoItems(tuple[Value, ...]):
    """The items of an empty list. Each such list has its own, by which it is known; one empty tuple is any other."""

    __slots__ = ()


def is_same_collection(one: Value, other: Value) -> bool:
    """Tell whether two values are one and the same list or dictionary, so that a change of one is one of the other."""
    if other.entries is not None:
        return one.entries is other.entries
    return one.items is other.items and (bool(other.items) or isinstance(other.items, NoItems))


def _opened(collection: Value) -> Value:
    """Return a collection as one that is not known element by element."""
    if collection.items is None:
        return collection
    return replace(collected(collection.items), qualified=collection.qualified, names=collection.names)


def _either_pieces(one: Value, other: Value) -> tuple[str | Value, ...]:
    """Return the pieces of both texts, if either is built of some: what is in one of them may be in it."""
    short, long = sorted((one.pieces, other.pieces), key=len)
    if long[: len(short)] == short and (short or not long):
        return long  # a text, and the same with more behind it
    if short and one.is_any_collection and other.is_any_collection:
        return _bounded([*one.pieces, *other.pieces[_shared_count(one.pieces, other.pieces) :]])
    pieces: list[str | Value] = []
    for part in (one, other):
        if part.pieces or part.origins or not part.is_collection:
            _add_pieces(pieces, part)
            _add_pieces(pieces, _BREAK)
    return _bounded(pieces)


def _shared_count(one: Sequence[str | Value], other: Sequence[str | Value]) -> int:
    """Return how many of the first pieces of two collections are those of the same elements, the text between aside."""
    shared = 0
    for place, (piece, another) in enumerate(zip(one, other, strict=False)):
        if piece is not another and piece != another:
            break
        if isinstance(piece, str) and _LINE_END in piece:
            shared = place
    return shared


def _either_clean(one: Value, other: Value) -> frozenset[str]:
    if one.is_harmless and other.is_harmless:
        return _ALL
    if not one.origins:
        return other.clean
    if not other.origins:
        return one.clean
    return _both_clean(one.clean, other.clean)


def _either_proved(one: Value, other: Value) -> frozenset[str]:
    """Return for what both are proved to be safe; what has no hole is safe for everything."""
    proved = [part.proved if part.has_holes else _ALL for part in (one, other)]
    return _both_clean(*proved)


def _all_clean(cleans: Mapping[frozenset[str], object]) -> frozenset[str]:
    """Return for what all are safe that are safe for these; of many, few differ."""
    return reduce(_both_clean, cleans) if cleans else _NOTHING


def _both_clean(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    if EVERYTHING in one:
        return other
    return one if EVERYTHING in other else one & other


def _is_number(value: Value) -> bool:
    return value.is_number or isinstance(value.constant, int | float)


def _same(one: Literal | Unknown, other: Literal | Unknown) -> bool:
    return type(one) is type(other) and one == other

"""What a test shows of the values in it: for which contexts each is safe where it holds, and where it does not."""

from collections.abc import Iterable
from functools import lru_cache
from operator import is_not
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.dataflow.positions import UNQUOTED
from gateway.dataflow.regexes import letters
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Constant,
    Element,
    Expression,
    Logical,
    Member,
    Name,
    Prefix,
    Slice,
    assigned_in,
)
from gateway.dataflow.value import EVERYTHING, PART, Ground, Value

_ALL: Final = frozenset({EVERYTHING})
AMOUNT: Final = "amount"  # the context of numbers that say how much is done
THERE: Final = "there"  # the context of pointers at which somebody has looked
PROTOTYPE: Final = "__proto__"
_NAMES_CACHED_MAX: Final = 1024
# What takes a part out of a text, in whatever language; and what does if it is told what to take away.
_PARTS: Final = frozenset(
    {
        "split", "rsplit", "partition", "rpartition", "splitlines", "removeprefix", "removesuffix", "substring",
        "substr", "slice", "charAt", "at", "group", "Substring", "Split", "splitn", "split_once", "explode", "strtok",
        "mb_substr", "strstr", "fields", "Fields",
    }
)  # fmt: skip
SPLITTING: Final = frozenset(
    {"split", "rsplit", "partition", "rpartition", "splitlines", "Split", "splitn", "split_once", "explode", "fields"}
)
_STRIPPING: Final = frozenset(
    {"translate", "strip", "lstrip", "rstrip", "trim", "ltrim", "rtrim", "Trim", "TrimStart", "TrimEnd"}
)
# What may be told by a part: an address by its host, an uploaded file by its extension.
_BY_PARTS: Final = frozenset({"url", "redirect", "rooted", "hostless", "origin", "upload"})
SIZE: Final = frozenset({"size"})
_NUMBERS: Final = SIZE | {AMOUNT}  # for what a number that was read from a text may count, whatever else the text says
_SAME: Final = frozenset({"is", "=="})
_OTHER: Final = frozenset({"is not", "!="})
_NOTHING: Final = (None, "")
_ORDERS: Final = frozenset({"<", "<=", ">", ">="})
# What the absence of a character shows, or of the key to what all objects of JavaScript share.
CHARACTERS: Final[dict[str, frozenset[str]]] = {
    **{quote: frozenset({context}) for quote, context in UNQUOTED.items()},
    "..": frozenset({"path"}),
    "../": frozenset({"path"}),
    "/": frozenset({"path"}),
    "//": frozenset({"hostless"}),
    "\\": frozenset({"path"}),
    "<": frozenset({"html"}),
    "\n": frozenset({"header", "log"}),
    PROTOTYPE: frozenset({"prototype"}),
}


type _Pieces = tuple[str | Value, ...]


class Fact(Struct, frozen=True):
    """Values made of these names alone, or of their members and elements, are safe for these contexts."""

    names: frozenset[str]
    contexts: frozenset[str]
    ground: Ground = Ground.PROOF

    def covers(self, names: frozenset[str]) -> bool:
        """Tell whether all of these names are meant."""
        return names <= self.names or _are_inside(names, self.names)

    def holds(self, path: str) -> bool:
        """Tell whether this is a member or an element of what is meant."""
        return "." in path and path.startswith(_beginnings(self.names))

    def says_more_of(self, value: Value) -> bool:
        """Tell whether the value is not known to be safe for all of these contexts already."""
        if value.believed or not self.contexts <= value.clean:
            return True
        return self.ground is Ground.PROOF and not self.contexts <= value.proved


@lru_cache(maxsize=_NAMES_CACHED_MAX)
def _are_inside(names: frozenset[str], of: frozenset[str]) -> bool:
    """Tell whether names are those of others, or of their members and elements (the same are asked for often)."""
    inner = _beginnings(of)
    return all(name.startswith(inner) for name in names - of)


@lru_cache(maxsize=_NAMES_CACHED_MAX)
def _is_any_inside(names: frozenset[str], of: frozenset[str]) -> bool:
    """Tell whether one of these names is one of those, or of their members and elements."""
    inner = _beginnings(of)
    return not of.isdisjoint(names) or any(name.startswith(inner) for name in names)


@lru_cache(maxsize=_NAMES_CACHED_MAX)
def _beginnings(names: frozenset[str]) -> tuple[str, ...]:
    """Return how the names of members and elements of these begin."""
    return tuple([name + opening for name in names for opening in ".["])


class Facts(Struct, frozen=True):
    """What is shown where the test holds, and where it does not."""

    then: tuple[Fact, ...] = ()
    otherwise: tuple[Fact, ...] = ()

    @property
    def both(self) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
        """What is shown where the test holds, then what is shown where it does not."""
        return self.then, self.otherwise


def facts_of(test: Expression, seen: "Seen") -> Facts:
    """Return what a test shows; `seen` tells what its parts are worth."""
    if isinstance(test, Prefix) and test.operator == "not":
        inner = facts_of(test.operand, seen)
        return Facts(inner.otherwise, inner.then)
    if isinstance(test, Logical):
        parts = _parts_of(test.operands, seen)
        if test.operator == "and":
            return Facts(_flat(part.then for part in parts), _common([part.otherwise for part in parts]))
        return Facts(_common([part.then for part in parts]), _flat(part.otherwise for part in parts))
    if isinstance(test, Comparison):
        return _compared(test, seen)
    behind = test.value if isinstance(test, Binding) else seen.test_behind(test.id) if isinstance(test, Name) else None
    there = seen.shown_to_be_there(test.target if isinstance(test, Binding) else test)
    if behind is not None:
        inner = facts_of(behind, seen)
        return Facts(inner.then + there, inner.otherwise + there) if there else inner
    return Facts(then=_held(test, seen) + there, otherwise=seen.shown_by_absence(test) + there)


def _parts_of(operands: tuple[Expression, ...], seen: "Seen") -> list[Facts]:
    """Return what each operand shows of what no later one assigns anew: `ok(a) and (a := b)` shows nothing of `a`."""
    parts: list[Facts] = []
    for number, operand in enumerate(operands):
        changed = {name for later in operands[number + 1 :] for name in assigned_in(later)}
        shown = facts_of(operand, seen)
        if changed:
            kept = [tuple([fact for fact in some if changed.isdisjoint(fact.names)]) for some in shown.both]
            shown = Facts(*kept)
        parts.append(shown)
    return parts


class Seen:
    """What the interpreter tells of the parts of a test."""

    def worth(self, expression: Expression) -> Value:
        """Return what an expression is worth, without reporting anything twice."""
        raise NotImplementedError

    def shown_by(self, call: Call, *, alone: bool = False, equal: bool = False) -> Iterable[Fact]:
        """Yield what a call shows (one that stands `alone`, or is `equal` to something), of whatever it guards."""
        raise NotImplementedError

    def shown_by_absence(self, expression: Expression) -> tuple[Fact, ...]:
        """Return what is shown to be safe by the emptiness of an expression, as of the host in a URL."""
        raise NotImplementedError

    def shown_to_be_there(self, expression: Expression) -> tuple[Fact, ...]:
        """Return what it shows that somebody looks whether this is there: it is not used unseen."""
        raise NotImplementedError

    def is_side(self, expression: Expression) -> bool:
        """Tell whether this is one side of what a call made, as the scheme of a URL, which says nothing of the rest."""
        raise NotImplementedError

    def is_yes_or_no(self, test: Expression) -> bool:
        """Tell whether a test says yes or no: neither is nothing, so that who looks whether it is knows no more."""
        raise NotImplementedError

    def test_behind(self, name: str) -> Expression | None:
        """Return the test of which a variable is the outcome, if what it is about is still the same."""
        raise NotImplementedError


def facts_after(call: Call, seen: Seen) -> tuple[Fact, ...]:
    """Return what is shown by a call that stands alone: the program goes on only if it holds."""
    return tuple(seen.shown_by(call, alone=True))


def named_by(facts: Iterable[Fact]) -> frozenset[str]:
    """Return the names of all that the facts are about."""
    return frozenset().union(*[fact.names for fact in facts])


class Light:
    """
    Facts, and how remembered values look in the light of them.

    Many values are made of the same pieces, so that what becomes of these is remembered.
    """

    def __init__(self, facts: Iterable[Fact]) -> None:
        """Take the facts."""
        self._facts = facts = tuple(facts)
        self._named = named_by(self._facts)
        self._is_everything = EVERYTHING in self._named
        # Of what each fact shows a part only, as the host of an address that was split.
        wholes = [(fact, {name.partition(PART)[0] for name in fact.names if PART in name}) for fact in facts]
        self._wholes = [(fact, paths) for fact, paths in wholes if paths]
        # By fact and identity of the pieces, which are kept so that it stays theirs.
        self._known: dict[tuple[int, int], tuple[_Pieces, _Pieces]] = {}

    def on(self, path: str, value: Value) -> Value:
        """Return a remembered value in the light of the facts, parts of texts each by itself."""
        names = value.names
        if not names:
            return value
        if path in self._named or self._is_everything or _is_any_inside(names, self._named):
            value = self._cleaned(path, value)
        for fact, wholes in self._wholes:
            if path in wholes:
                part = of_part(fact)
                value = value.cleaned(part.contexts, part.ground)
        return value

    def _cleaned(self, path: str, value: Value) -> Value:
        for number, fact in enumerate(self._facts):
            if not value.pieces and not fact.says_more_of(value):
                continue
            others = value.names - {path}
            if path in fact.names or EVERYTHING in fact.names or (fact.covers(others) if others else fact.holds(path)):
                value = value.cleaned(fact.contexts, fact.ground)
            elif value.pieces:
                pieces = self._cleaned_pieces(value.pieces, number, fact)
                value = value if pieces is value.pieces else value.with_pieces(pieces)
        return value

    def _cleaned_pieces(self, pieces: _Pieces, number: int, fact: Fact) -> _Pieces:
        """Return pieces in the light of a fact; the same ones, if it says nothing of them."""
        key = number, id(pieces)
        if key not in self._known:
            names = fact.names
            cleaned = tuple(
                [
                    piece
                    if isinstance(piece, str) or not (piece.names <= names or _are_inside(piece.names, names))
                    else _cleaned_piece(piece, fact)
                    for piece in pieces
                ]
            )
            is_changed = any(map(is_not, cleaned, pieces))
            self._known[key] = pieces, cleaned if is_changed else pieces
        return self._known[key][1]


def _cleaned_piece(piece: Value, fact: Fact) -> Value:
    """Return a piece in the light of a fact that covers its names, if it has any."""
    return piece.cleaned(fact.contexts, fact.ground) if piece.names and fact.says_more_of(piece) else piece


def _flat(groups: Iterable[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    return tuple([fact for group in groups for fact in group])


def _common(groups: list[tuple[Fact, ...]]) -> tuple[Fact, ...]:
    """Return what is shown whichever of several tests decides."""
    return tuple([fact for fact in groups[0] if all(fact in group for group in groups[1:])])


def _compared(test: Comparison, seen: Seen) -> Facts:
    if isinstance(test.left, Constant) and test.left.value is None:
        test = replace(test, left=test.right, right=test.left)
    if isinstance(test.right, Constant) and test.right.value in _NOTHING and test.operator in _SAME | _OTHER:
        held = Facts() if seen.is_yes_or_no(test.left) else facts_of(test.left, seen)
        return held if test.operator in _OTHER else Facts(held.otherwise, held.then)
    left, right = seen.worth(test.left), seen.worth(test.right)
    if test.operator == "~in":
        is_plain = right.items is not None and all(isinstance(item.constant, str) for item in right.items)
        return _hinted(_contained(left, right), seen, test.left) if is_plain else Facts()
    if test.operator in {"in", "not in"}:
        facts = _hinted(_contained(left, right), seen, test.left)
        if isinstance(test.right, Member):
            # Who is found among the folders around a path has looked at the path.
            shown = tuple(seen.shown_by(Call(test.right, (), (), test.place)))
            facts = Facts(facts.then + shown, facts.otherwise)
        return facts if test.operator == "in" else Facts(facts.otherwise, facts.then)
    if test.operator in {"==", "!="}:
        then = _equal(left, right) + _equal_calls(test, left, right, seen)
        facts = _hinted(Facts(then=then, otherwise=_not_equal(left, right)), seen, test.left, test.right)
        return facts if test.operator == "==" else Facts(facts.otherwise, facts.then)
    if test.operator in _ORDERS:
        # That somebody compares a number with another is all that is known of how big it may be.
        shown = tuple([Fact(value.names, SIZE) for value in (left, right) if value.names])
        bounded = _bounded(test.operator, left, right)
        return Facts(shown + bounded.then, shown + bounded.otherwise)
    return Facts()


def _hinted(facts: Facts, seen: Seen, *tested: Expression) -> Facts:
    """Return what a test of these shows, as no more than a hint if one is a part of a text, or what a call made."""
    if any(seen.is_side(one) for one in tested):
        return Facts()
    if any(is_part(one) for one in tested):
        return Facts(*[tuple([of_part(fact) for fact in some]) for some in facts.both])
    if not any(_is_made(one) for one in tested):
        return facts
    return Facts(*[tuple([replace(fact, ground=_lesser(fact.ground)) for fact in some]) for some in facts.both])


def of_part(fact: Fact) -> Fact:
    """Return what a fact about a part of a text hints at of the whole: an address is told by its host, and the like."""
    contexts = _BY_PARTS if EVERYTHING in fact.contexts else fact.contexts & _BY_PARTS
    return Fact(fact.names, contexts, _lesser(fact.ground))


def _lesser(ground: Ground) -> Ground:
    return Ground.HINT if ground is Ground.PROOF else ground


def is_part(expression: Expression) -> bool:
    """Tell whether this is a part of a text, of whose rest a test says nothing: `name[:2]`, `name.split()[0]`."""
    while True:
        if isinstance(expression, Slice):
            return True
        if isinstance(expression, Element):
            expression = expression.of
            if isinstance(expression, Call) and _method(expression) in _PARTS:
                return True
            return isinstance(expression, Slice)
        if not isinstance(expression, Call):
            return False
        name = _method(expression)
        if cuts(name, is_told=bool(expression.arguments)):
            return True
        if not isinstance(expression.function, Member):
            return False
        expression = expression.function.of


def cuts(method: str, *, is_told: bool) -> bool:
    """Tell whether a method takes a part out of a text, or does if it `is_told` what to take away."""
    return method in _PARTS or (method in _STRIPPING and is_told)


def _is_made(expression: Expression) -> bool:
    """Tell whether this is what a call has made of its arguments, nobody knows how: `f(name)`, `f(name)[1]`."""
    one = expression.of if isinstance(expression, Element) else expression
    return isinstance(one, Call) and not all(isinstance(argument, Constant) for argument in one.arguments)


def _method(call: Call) -> str:
    if isinstance(call.function, Member):
        return call.function.name
    return call.function.id if isinstance(call.function, Name) else ""


def _bounded(operator: str, left: Value, right: Value) -> Facts:
    """Return what it shows that a number is smaller than a limit of ours: it is no amount to be afraid of."""
    small, big = (left, right) if operator in {"<", "<="} else (right, left)
    return Facts(then=_below(small, big), otherwise=_below(big, small))


def _below(number: Value, limit: Value) -> tuple[Fact, ...]:
    return (Fact(number.names, frozenset({AMOUNT})),) if number.names and not limit.origins else ()


def _contained(item: Value, collection: Value) -> Facts:
    """`x in allowed` shows that x is one of a known set; `"'" in x` fails where x holds no quote."""
    if isinstance(item.constant, str):
        contexts = CHARACTERS.get(item.constant)
        # That one character is missing shows little: others, or another place in the text, may do as much harm.
        ground = Ground.PROOF if item.constant == PROTOTYPE else Ground.HINT
        return (
            Facts(otherwise=(Fact(collection.names, contexts, ground),)) if contexts and collection.names else Facts()
        )
    # An object of the program's own class may say that anything is in it.
    is_ours = not collection.origins and not collection.pieces and collection.defined_class is None
    if isinstance(collection.constant, str):
        return _part_of(collection.constant, item)
    is_known = not collection.holes or collection.items is not None or collection.entries is not None
    if not is_ours or not item.names or _is_measure(item):
        return Facts()
    refused = any(one.constant == PROTOTYPE for one in collection.items or ())
    otherwise = (Fact(item.names, CHARACTERS[PROTOTYPE]),) if refused else ()
    ground = Ground.PROOF if is_known else Ground.HINT
    return Facts(then=(Fact(item.names, _NUMBERS if item.is_number else _ALL, ground),), otherwise=otherwise)


def _part_of(text: str, item: Value) -> Facts:
    """Return what it shows that something stands in a text of ours: it does no harm if nothing in that text does."""
    ground = letters(text)
    return Facts(then=(Fact(item.names, _ALL, ground),)) if ground is not None else Facts()


def _equal(left: Value, right: Value) -> tuple[Fact, ...]:
    """Equality with a known text or number shows everything; with something empty or the prototype's key, nothing."""
    for one, other in ((left, right), (right, left)):
        # An object of the program's own class may say that it equals anything.
        is_told = one.is_constant and one.constant not in {"", None, PROTOTYPE} and other.defined_class is None
        if is_told and other.names and not other.is_constant and not _is_measure(other):
            return (Fact(other.names, _ALL if not other.is_number else _NUMBERS),)
    return ()


def _equal_calls(test: Comparison, left: Value, right: Value, seen: Seen) -> tuple[Fact, ...]:
    """Return what is shown by calls that say what is ours, as `commonpath([root, path]) == root`; no yes or no does."""
    if left.is_number or right.is_number:
        return ()
    sides = ((test.left, right), (test.right, left))
    calls = [side for side, other in sides if isinstance(side, Call) and not other.is_constant]
    return tuple([fact for call in calls for fact in seen.shown_by(call, equal=True) if fact.ground is Ground.PROOF])


def _is_measure(value: Value) -> bool:
    """Tell whether this is a number that says something of a text, such as its length: the text may still be any."""
    return value.is_number and not value.origins


def _not_equal(left: Value, right: Value) -> tuple[Fact, ...]:
    """Return what it shows that a key is not the one to the prototype."""
    for one, other in ((left, right), (right, left)):
        if one.constant == PROTOTYPE and other.names:
            return (Fact(other.names, CHARACTERS[PROTOTYPE]),)
    return ()


def _held(test: Expression, seen: Seen) -> tuple[Fact, ...]:
    """Return what is shown by a call that says yes, or by an entry of a table that is there."""
    if isinstance(test, Element):
        return _contained(seen.worth(test.index), seen.worth(test.of)).then
    return tuple(seen.shown_by(test)) if isinstance(test, Call) else ()

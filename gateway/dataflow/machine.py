"""
The machine under the interpreter: what is remembered, how much may still be done, what was found.

Variables are remembered by their path: `x`, `self.x`, `x['key']`. A state is a plain dictionary from paths to values,
copied where the program branches and joined where it meets again.
"""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from msgspec import Struct
from msgspec.structs import replace

from gateway.dataflow.guards import AMOUNT, SIZE, THERE
from gateway.dataflow.knowledge import Knowledge, Option, Setting, compiled
from gateway.dataflow.naming import is_read_by_call
from gateway.dataflow.tree import (
    NOTHING,
    Call,
    Constant,
    DefineClass,
    Element,
    Expression,
    Function,
    Member,
    Name,
    Place,
    Program,
    Slice,
    words_in,
)
from gateway.dataflow.value import ANYTHING, EVERYTHING, Origin, Value, either, is_same_collection
from gateway.dataflow.verdicts import Verdict, Verdicts

if TYPE_CHECKING:
    from gateway.dataflow.answers import Answer, Told

CALL_DEPTH_MAX: Final = 3
PATH_DEPTH_MAX: Final = 6
_PUT_OFF_MAX: Final = 12

_ANY_DATA: Final = Value(origins=frozenset({Origin.PARAMETER}), names=frozenset({EVERYTHING}))

_NO_TEXTS: Final = SIZE | {AMOUNT, THERE}  # contexts of numbers and pointers

type State = dict[str, Value]


class BudgetSpent(Exception):
    """The program is too big to be understood within its share of steps."""


class Pending(Struct, frozen=True):
    """
    A function that is yet to be entered as if from outside, in the state in which it was defined.

    `is_inner`: it is defined within another function. `within`: the functions, each entered so, in which it was met.
    `since`: how many assignments stood before. `later`: what it sees of variables that were assigned since then.
    """

    function: Function
    state: State
    owner: DefineClass | None = None
    is_inner: bool = False
    within: frozenset[int] = frozenset()
    since: int = 0
    later: State = {}


class Outcome(Struct, frozen=True):
    """
    What comes of a function: what it may return, and what it leaves in the members of its object.

    `pointed` is what it leaves where its parameters point to, by their number and the rest of the path, as `.name`.
    """

    result: Value
    members: State
    pointed: Mapping[tuple[int, str], Value]


class Machine:
    """State, budget and verdicts. The classes above it give it expressions, calls and statements."""

    def __init__(self, knowledge: Knowledge, steps_max: int) -> None:
        """Begin with an empty state."""
        self.knowledge = knowledge
        self.state: State = {}
        self.modules: set[str] = set()
        self.shared: frozenset[str] = frozenset()
        self.patched_methods: frozenset[str] = frozenset()  # methods of its own classes that it puts others in place of
        self.patched: frozenset[str] = frozenset()  # functions in whose place the program has put others
        self.points = False  # whether what a function changes in its parameters is changed for its caller
        self.wraps = False  # whether the language's numbers begin again from the other side, each type at its own
        self.program: Program = NOTHING
        self._words: str | None = None
        self.verdicts = Verdicts()
        self.inside: list[Function] = []
        self.returned: list[Value] = []
        self.left: list[list[State]] = []
        self.pending: list[Pending] = []
        self.made: list[Pending] = []  # those of them that the function that runs has made
        self.changes: list[tuple[Value, Value]] = []
        self.assigned: list[str] = []
        self.bound: list[str] = []  # what was assigned within expressions
        self.asked: set[str] = set()  # which paths were looked up
        self.unheeded: Expression | None = None  # whose value nothing looks at
        self.ends: list[State] = []  # where the function that runs may end
        self.given: State = {}  # the foreign parameters of the function that was called, as they were given
        self.answers: list[Answer] = []  # what that function answered
        self.told: dict[tuple[int, Place], Told] = {}  # by function and call: what its answers show
        self.members: dict[int, State] = {}  # by class: what is known of the members of all its objects
        self.changing: dict[int, bool] = {}  # by method: whether it changes its object
        self.within: frozenset[int] = frozenset()  # as that of the function that is entered from outside
        self._put_off: dict[int, int] = {}  # by function: how often it was met within another
        self._steps_left = steps_max
        self._looks_at = 0  # how many steps are left when it looks up next

    @property
    def everything(self) -> Value:
        """What stands for all that a program may still come to know: what it is safe for, whatever is read later is."""
        return self.state.get(EVERYTHING, _ANY_DATA)

    def step(self) -> None:
        """Count one step. Raises BudgetSpent."""
        self._steps_left -= 1
        if self._steps_left < self._looks_at:
            self.pause()

    def pause(self) -> None:
        """Look whether there is still something left to work with. Raises BudgetSpent."""
        if self._steps_left < 0:
            raise BudgetSpent

    def may_enter(self, function: Function) -> bool:
        """Tell whether a function is to be entered here: not within itself, and not too deep."""
        return len(self.inside) <= CALL_DEPTH_MAX and not any(outer is function for outer in self.inside)

    def put_off(self, function: Function, state: State, owner: DefineClass | None = None) -> None:
        """
        Have a function entered as if from outside, when its turn comes: not within itself, nor again and again.

        What calls itself through a timer is met each time that it is entered.
        """
        times = self._put_off.get(id(function), 0)
        if self.within:
            if id(function) in self.within or times >= _PUT_OFF_MAX:
                return
            self._put_off[id(function)] = times + 1
        within = self.within | {id(function)}
        self.pending.append(Pending(function, state, owner, bool(self.inside), within, len(self.assigned), {}))
        self.made.append(self.pending[-1])

    def report(self, weakness: str, confidence: str, place: Place, *, by_name: bool = False) -> None:
        """Add a weakness; `by_name` if there is none for those who believe a function's name."""
        self.verdicts.add(Verdict(weakness, confidence, place, by_name=by_name))

    def refute(self, weakness: str, place: Place, reason: str) -> None:
        """Add that a call is understood to be safe."""
        self.verdicts.add(Verdict(weakness, "", place, reason))

    def speaks_of(self, pattern: str) -> bool:
        """Tell whether a name or a text of the program, each a line, matches; nothing matches an empty pattern."""
        if not pattern:
            return False
        if self._words is None:
            self._words = "\n".join(words_in(self.program.body))
        return compiled(pattern).search(self._words) is not None

    def is_about(self, entry: Option | Setting) -> bool:
        """Tell whether the whole program is one of which the entry speaks."""
        return not self.speaks_of(entry.unless) and (not entry.given or self.speaks_of(entry.given))

    def look_up(self, path: str) -> Value | None:
        """Return what is remembered under a path, or None."""
        self.asked.add(path)
        return self.state.get(path)

    def remember(self, path: str, value: Value) -> None:
        """Remember a value; what was known of its members and elements is forgotten."""
        inner = (path + ".", path + "[")
        for other in [key for key in self.state if key.startswith(inner)]:
            del self.state[other]
        self.state[path] = value.named(path)

    def disown(self, path: str) -> None:
        """Note that a variable or member is about to be another: a test of that will say nothing of what this made."""
        if path in self.state:
            for other, value in self.state.items():
                if other != path and value.names:
                    self.state[other] = value.made_of_former(path)

    def take_through(self, path: str, value: Value) -> None:
        """Take note that what is assigned to a pointer may be assigned to what it was made of: there it points."""
        old = self.state.get(path) if self.points and value.origins else None
        of = old.names - {path} if old is not None else frozenset()
        for other in self.shared & of & self.state.keys():
            known = self.state[other]
            # What is made of other things, too, is a number or a text of its own, and points to none of them.
            if of <= known.names | {other} and is_safer(known, value):
                self.state[other] = either(known, value)

    def change(self, path: str, new: Value) -> None:
        """Remember what has become of a collection, under every name that it has."""
        old = self.state.get(path)
        self.remember(path, new)
        if old is not None:
            self.changes.append((old, new))
            for other in [one for one, value in self.state.items() if is_same_collection(value, old)]:
                self.remember(other, new)

    def take_note(self, changes: Sequence[tuple[Value, Value]]) -> None:
        """Take note of what may have become of collections while another state was the one that counted."""
        for path, value in list(self.state.items()) if changes else ():
            new = value
            for before, after in changes:
                if is_same_collection(new, before):
                    new = after
            if new is not value:
                self.remember(path, either(value, new))


def joined_states(states: list[State]) -> State:
    """Return what is known if any of the states holds."""
    first, *others = states
    result = dict(first)
    for other in others:
        if EVERYTHING in result and EVERYTHING not in other:
            del result[EVERYTHING]
        for path, one in result.items():
            if path not in other and one.clean:
                result[path] = _as_read(path, one, other)
        for path, two in other.items():
            one_of_both = result.get(path)
            if one_of_both is None and path != EVERYTHING:
                result[path] = _as_read(path, two, first) if two.clean else two
            elif one_of_both is not None and one_of_both is not two:
                result[path] = either(one_of_both, two)
    return result


def _as_read(path: str, value: Value, state: State) -> Value:
    """Return a foreign member that one state knows, where the other holds as well: there, nobody has tested it."""
    is_member = value.names == {path} or (path in value.names and is_read_by_call(value))
    if not value.origins or not is_member:
        return value
    whole = state.get(path[: max(path.rfind("."), path.rfind("["), 0)], ANYTHING)
    is_kept = EVERYTHING in whole.clean
    clean, proved = (value.clean, value.proved) if is_kept else (value.clean & whole.clean, value.proved & whole.proved)
    return replace(value, clean=clean, proved=proved, believed=value.believed & clean)


def is_safer(one: Value, other: Value) -> bool:
    """Tell whether a text was made safe for something for which another is not."""
    return not one.clean <= other.clean and not one.clean - other.clean <= _NO_TEXTS


def perhaps(value: Value) -> Value:
    """Return a value in whose place another of its kind may have been put."""
    doubted = either(value, ANYTHING)
    return replace(doubted, qualified=value.qualified, function=value.function, defined_class=value.defined_class)


def is_less_known(before: State, after: State) -> bool:
    """Tell whether a round of a loop has taken something from what is known, so that the next may take more."""
    for path, value in after.items():
        known = before.get(path)
        if known is value:
            continue
        if known is None or known.is_constant > value.is_constant or not value.origins <= known.origins:
            return True
    return False


def members_of(owner: str, state: State) -> State:
    """Return what is remembered of the members of a variable, by their names."""
    start = owner + "."
    return {path.removeprefix(start): value for path, value in state.items() if path.startswith(start)}


def path_of(expression: Expression, depth_max: int = PATH_DEPTH_MAX) -> str | None:
    """Return the path under which a variable, a member or an element with a constant index is remembered."""
    if isinstance(expression, Name):
        return expression.id
    if depth_max == 0:
        return None
    if isinstance(expression, Member):
        of = path_of(expression.of, depth_max - 1)
        return None if of is None else f"{of}.{expression.name}"
    if isinstance(expression, Element) and isinstance(expression.index, Constant):
        of = path_of(expression.of, depth_max - 1)
        return None if of is None else f"{of}[{expression.index.value!r}]"
    return None


def innermost(target: Expression) -> Expression:
    """Return what is filled in the end: a writer that is made around another fills that, a part of a list this."""
    while isinstance(target, Slice) or (isinstance(target, Call) and len(target.arguments) == 1):
        target = target.of if isinstance(target, Slice) else target.arguments[0]
    return target

"""
What is known of libraries, as data: which names bring foreign data, which are dangerous with it, which make it safe.

A name is a qualified name (`subprocess.run`); a call's result is called like the callee with `()` behind it
(`sqlite3.connect().execute`). A name that begins with a dot (`.execute`) is a method of an object about which nothing
is known: where a qualified name has entries, only these count, so they also say what still holds of any `.execute`. The
name `*` stands for every function that no entry names and whose last name matches `called`; it is also the way to name
a method of many classes of modules (`AutoModel.from_pretrained`). `Request.<member>` is every member, not called, of
which no entry speaks. What is no part of a name becomes `.` or `_`: the npm
packages `@prisma/client` and `express-session` are `prisma.client` and `express_session`; how
other languages' are made, their files say (`java/servlet.toml`). A text that imports nothing means by `RawSQL` the one
name that ends so, so a second library's `RawSQL` about which other things are said takes that away from both. What
the language does without a call has names, too: `operator.mul`, `operator.eq` and the other operations in
`expressions`, `loop.until` for the end of a counting loop, `function.return` for what a function returns whose caller
nobody knows. Every entry carries a program that it must find and one that it must pass.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

import msgspec

from gateway.dataflow.tree import Literal

type Argument = int | str
RECEIVER: Final = -1
ANY: Final = "*"
NAMED: Final = "**"
ANY_MEMBER: Final = "<member>"
_REGEX_CACHE: Final = 512
_NAMES_CACHE_MAX: Final = 4_000
# The program's own object is more than the request that is read from it: to pass it on is not to pass that on.
_OWN: Final = frozenset({"this", "self"})


class Weakness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    One kind of weakness; its id is its key in the file.

    `remedies` say it in the words of a language, where `remedy` cannot name its functions.
    """

    cwe: tuple[str, ...]
    severity: str
    message: str
    remedy: str
    reference: str
    remedies: dict[str, str] = {}


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    What must hold of one argument; all parts that are given.

    `argument`: its places, the first that is there counts. `value`: it is one of these constants. `named`: it is
    one of these qualified names. `below`: it is a smaller number. `bits`: it is a number with one of these bits.
    `matches`: its constant text matches this regular expression. `head`: the literal with which it begins does.
    `raw`: it is a text that was just put together, which nothing has resolved. `sent`: it is foreign data as it
    came, of which no call has made anything. `variable`: it comes from a variable whose name does. `origin`: data
    of this origin is in it, not safe for the `context`; without an origin, it is not safe for the context. `entry`: all
    this is said of the entry of this name in a dictionary. `missing`: it is not given. `none`: it is given, as nothing
    at all. `deaf`: it is a function of the program that looks at none of its parameters. `hoards`: it is one that keeps
    whatever it is given, and asks nothing. `negate`: the whole must not hold; then an argument that is not there holds.
    """

    argument: tuple[Argument, ...]
    value: tuple[str | int | float | bool, ...] = ()
    named: tuple[str, ...] = ()
    below: int | None = None
    bits: int = 0
    origin: str = ""
    context: str = ""
    entry: str = ""
    matches: str = ""
    head: str = ""
    variable: str = ""
    missing: bool = False
    none: bool = False
    deaf: bool = False
    hoards: bool = False
    raw: bool = False
    sent: bool = False
    negate: bool = False


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What all entries have: their names, and the programs that prove them; `called` is for the name `*`."""

    names: tuple[str, ...]
    called: str = ""
    find: str = ""
    safe: str = ""


class Source(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Names whose value, or whose call's result, is foreign data."""

    origin: str


class Known(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Names of constants, and of functions that return one, and what it is."""

    value: str | int | bool


class Handler(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Functions that a framework calls with foreign data: their decorators' names, or names of their parameters' types.

    Each parameter gets the origin. `returns` is the context into which what the function returns goes, with the
    `weakness` that this may be. `path` are names of the request's path: where the decorator's first argument has no
    variable part, they are that constant. `only`: of what is returned, data of these origins counts, and what `parts`
    says, as for a sink. `when`: what must hold of the decorator's arguments.
    """

    origin: str = "request"
    returns: str = ""
    weakness: str = ""
    parts: str = "all"
    when: tuple[Condition, ...] = ()
    only: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


class Thing(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Parameters with these names, or of these types, stand for an object with the qualified name `means`; so do the
    objects of a class that extends one of these.
    """

    means: str


class Sink(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Calls that must not get foreign data in some arguments, unless it is safe for the context.

    `context` is what the data gets into: `shell`, `sql`, `html`. Take the one that the weakness has in other entries: a
    new one is no defect, but nothing that is known yet makes data safe for it, and nothing says that it is misspelt.

    What counts beside foreign data is a (low) finding: `built`, a text put together of anything unknown, except (for
    `identifier`) an object's member behind literals that match this, where no parameter can stand; `numbers`, a text
    put together of numbers; `unknown`, anything that is not a constant.

    What a sink is about: `text`, only what has literal parts that match this; `fixed`, nothing that begins with
    literals that match this; `only`, data of these origins; `pieces`, a bare parameter only as a piece of a text;
    `parts`, what counts in a list (`all` items, the `first`, the `script` that follows `-c` of a shell, or `none`; with
    `text`, nothing of a dictionary counts either; `answer`: the first, and nothing of a dictionary; `entries`: nothing
    but a dictionary, alone or as the first);
    `made`, only what these calls returned; `variable`, only what comes from a variable whose name matches; `when`, only
    under these conditions; `unless`, nothing in a program in which a name or a text matches this: what is missing is
    missing in the whole of it. Of several arguments the first that is there counts; `*` is each of them, `**` a
    dictionary of named ones of which nobody knows what is in it.
    """

    arguments: tuple[Argument, ...]
    context: str
    weakness: str
    built: bool = False
    numbers: bool = False
    identifier: str = ""
    unknown: bool = False
    text: str = ""
    fixed: str = ""
    only: tuple[str, ...] = ()
    pieces: bool = False
    parts: str = "all"
    made: tuple[str, ...] = ()
    variable: str = ""
    unless: str = ""
    when: tuple[Condition, ...] = ()


class Markup(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Texts that are put together of foreign data, wherever they go, whose literal parts match this.

    `only` and `variable` are what they are for a sink, said of what stands between the literal parts.
    """

    text: str
    context: str
    weakness: str
    only: tuple[str, ...] = ()
    variable: str = ""


class Option(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Calls that are a weakness by themselves, or under conditions; `x.<member>` is any member of x that is read.

    `unheeded`: only where nothing looks at what the call returns, as at the outcome of a check. `unless` is what it is
    for a sink, `given` its opposite; names and texts are lines in their order.
    """

    weakness: str
    confidence: str = "high"
    unheeded: bool = False
    unless: str = ""
    given: str = ""
    when: tuple[Condition, ...] = ()


class Setting(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Variables, members, entries or named arguments that must not be set to a value; argument 0 is what is assigned, 1
    the index if an element is. A member is known by its name, or by that behind its object's (`koa.context.body`).
    Functions that are defined: by their names, and by `(` and the type of a parameter. The name `*` stands for those
    that match the regular expression `variable`. `unless` and `given` are what they are for an option.
    """

    weakness: str
    variable: str = ""
    confidence: str = "high"
    unless: str = ""
    given: str = ""
    when: tuple[Condition, ...] = ()


class Sanitiser(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Calls whose result is safe for some contexts (`*` for all), under some conditions."""

    contexts: tuple[str, ...]
    when: tuple[Condition, ...] = ()


class Guard(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Calls that, where they are true, show that their arguments (-1 is the receiver) are safe for some contexts. The
    argument `*` is everything that the program knows: the call shows who asks.

    `raises`: where such a call stands alone, what comes after it runs only if it holds. `equal`: that it returns
    something shows nothing, only that it returns what is ours. `failed`: it is where they are not true that they show
    it, as a hint. What two calls show together, `value.TOGETHER` says.
    `absent`: where they do not hold they return nothing (`None`, `null`), not a no.
    `pattern` is the argument with the regular expression that the others match: what it lets through counts. It is
    found anywhere in them, unless it is `matching` from the `start` or the `whole`.
    """

    contexts: tuple[str, ...]
    arguments: tuple[Argument, ...] = (RECEIVER, 0)
    raises: bool = False
    equal: bool = False
    failed: bool = False
    absent: bool = False
    pattern: Argument | None = None
    matching: str = ""
    when: tuple[Condition, ...] = ()


class Exit(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Calls from which the program does not come back: what stands behind a test that ends in one is guarded by it."""


class View(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Members that stand for the whole object: who tests a URL's host has tested the URL.

    `blank`: for these contexts the whole is safe where the member is empty: a URL without a host stays on its own.
    """

    blank: tuple[str, ...] = ()


class Result(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    What a call returns: something `derived` from its arguments, a `number`, a number that is `chosen` by who sends
    what it is made of, one that is `measured` (read from bytes that may be sent), `nothing` foreign, the `same` as
    its first argument (`renamed`: called like the callee), what is `mixed` of all, what is `encoded` or `decoded`, the
    `receiver`'s text, the receiver `resolved` (called like the method), the receiver `itself`, the receiver with a
    character `replace`d or as `one-line`, the `parts` between the dots of a token, a regular expression (`pattern`, or
    `pattern-of-lines`), a `path` of its arguments, a `member-path` of receiver and arguments, or a text that is put
    together (`format`, `percent`, `join`; `joined` or `spaced` of all arguments, which are `added` to the receiver,
    `list-join` of the receiver with the argument between), the module that the first argument names (`named`), the
    `function` that it names, in whatever case, or the `member` of it that the second names.

    Without an entry, a result depends on all arguments and on the receiver.
    """

    gives: str
    when: tuple[Condition, ...] = ()


class Method(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Methods that change or read a collection: append, insert, pop, put, get, merge, mix (up) or clear.

    Those that `rework` one mix it up if their object is one, and do nothing to a text.
    """

    does: str


class Filling(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Calls that leave something in a variable that they are given: what they fill is the argument (-1 is the receiver),
    and all arguments behind it if it says `rest`.

    What they leave there is foreign data of an `origin`, or what a call `gives` (see Result) whose arguments are those
    from the place `of` on; where it is `nothing`, the variable is what the call returns, and of its kind no more.
    `adds`: it comes behind what is there.
    """

    argument: int
    rest: bool = False
    origin: str = ""
    gives: str = "mixed"
    of: int = 0
    adds: bool = False
    when: tuple[Condition, ...] = ()


class Callback(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    Calls that call the functions they are given.

    `passes`: what each parameter of these gets, in order: an `item` of the receiver, the receiver `itself`, a `number`,
    `nothing` foreign, data of an origin, or an object with a qualified name; parameters beyond get nothing. Several get
    the `rest` of the call's arguments, those behind the function, the `items` of these, or what is in `args`.
    `result`: what the call then returns: a `list` of what they return, or that `itself`; without it, it returns what
    others do.
    `parameters`: only functions with so many, as Express knows by their number which it calls with an error.
    """

    passes: tuple[str, ...]
    parameters: tuple[int, ...] = ()
    result: str = ""


class Usual(Entry, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """
    What a name means that several libraries have, where a program neither defines nor imports it.

    `names` are the full names; a program calls them by their last parts.
    """


class Library(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One file `knowledge/<language>/<library>.toml`."""

    library: str
    sources: tuple[Source, ...] = ()
    constants: tuple[Known, ...] = ()
    handlers: tuple[Handler, ...] = ()
    things: tuple[Thing, ...] = ()
    sinks: tuple[Sink, ...] = ()
    markups: tuple[Markup, ...] = ()
    options: tuple[Option, ...] = ()
    settings: tuple[Setting, ...] = ()
    sanitisers: tuple[Sanitiser, ...] = ()
    guards: tuple[Guard, ...] = ()
    exits: tuple[Exit, ...] = ()
    views: tuple[View, ...] = ()
    results: tuple[Result, ...] = ()
    methods: tuple[Method, ...] = ()
    fillings: tuple[Filling, ...] = ()
    callbacks: tuple[Callback, ...] = ()
    usual: tuple[Usual, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Yield every entry."""
        for group in self.__struct_fields__[1:]:
            yield from getattr(self, group)


class Knowledge:
    """The entries of all libraries of one language, by name. Build it once; it never changes."""

    def __init__(self, libraries: tuple[Library, ...]) -> None:
        """Index the libraries' entries."""
        self._entries: dict[str, tuple[Entry, ...]] = {}
        self._settings: dict[str, tuple[Setting, ...]] = {}
        self._carriers: dict[str, str] = {}
        self._shaped: list[Entry] = []
        self._shaped_cache: dict[str, tuple[Entry, ...]] = {}
        self._settings_cache: dict[str, tuple[Setting, ...]] = {}
        sinks = [sink for library in libraries for sink in library.sinks]
        self.contexts = frozenset([sink.context for sink in sinks])
        self.markups: tuple[Markup, ...] = tuple([entry for library in libraries for entry in library.markups])
        self._full_names: dict[str, str] = {}
        self._heads: frozenset[str] = frozenset()
        usual: dict[str, str] = {}
        for library in libraries:
            for entry in library.entries():
                if isinstance(entry, Usual):
                    usual |= {name.rpartition(".")[2]: name for name in entry.names}
                    continue
                if entry.called:
                    self._shaped.append(entry)
                    continue
                for name in entry.names:
                    self._add(name, entry)
        self._index_full_names()
        self._full_names |= usual
        parts = [name.split(".") for name in self._entries]
        self._heads = frozenset([".".join(one[:length]) for one in parts for length in range(2, len(one) + 1)])

    def _add(self, name: str, entry: Entry) -> None:
        if isinstance(entry, Source):
            owner = name.rpartition(".")[0]
            if owner not in _OWN:
                self._carriers[owner] = entry.origin
        if isinstance(entry, Setting):
            self._settings[name] = (*self._settings.get(name, ()), entry)
        else:
            self._entries[name] = (*self._entries.get(name, ()), entry)

    def _index_full_names(self) -> None:
        """Index modules, classes and functions by the last part of their names, if all of one name mean the same."""
        heads = {name.partition(".")[0] for name in self._entries}
        doubtful: set[str] = set()
        for name in self._entries:
            parts = name.split(".")
            for length in range(2, len(parts) + 1):
                last, full = parts[length - 1].removesuffix("()"), ".".join(parts[:length]).removesuffix("()")
                if "(" in full or not parts[0]:
                    break
                known = full if last in heads else self._full_names.setdefault(last, full)
                if self._meaning(known) != self._meaning(full):
                    doubtful.add(last)
        for last in doubtful:
            del self._full_names[last]

    def _meaning(self, name: str) -> frozenset[tuple[str, ...]]:
        """Return what the entries of a name say, in short."""
        return frozenset([_in_short(entry) for entry in self._entries.get(name, ())])

    def knows(self, qualified: str) -> bool:
        """Tell whether a qualified name has entries of its own."""
        return qualified in self._entries

    def full_name(self, bare: str) -> str:
        """Return the library's name that a program means by a name that it neither defines nor imports, or the name."""
        return self._full_names.get(bare, bare)

    def shaped(self, name: str) -> tuple[Entry, ...]:
        """Return the entries about functions of which only the name is known."""
        found = self._shaped_cache.get(name)
        if found is None:
            found = tuple([entry for entry in self._shaped if compiled(entry.called).search(name) is not None])
            _keep(self._shaped_cache, name, found)
        return found

    def about(self, qualified: str, member: str) -> tuple[Entry, ...]:
        """
        Return the entries of a name: those of the qualified name, or else those of the member of an unknown object.

        Nothing that is known of a whole module's functions says anything of methods that are called the same.
        """
        found = self._entries.get(qualified) if qualified else None
        if found is None and member:
            found = self._entries.get("." + member)
        return found or ()

    def any_member(self, of: str, member: str) -> str:
        """Return the name under which any member of an object is known that no entry names; empty if none is."""
        any_name = f"{of}.{ANY_MEMBER}"
        return "" if any_name not in self._entries or f"{of}.{member}" in self._heads else any_name

    def carried(self, qualified: str) -> str | None:
        """Return the origin of the data that an object carries whose members are sources, or None."""
        return self._carriers.get(qualified) if qualified else None

    def settings(self, name: str) -> tuple[Setting, ...]:
        """Return the entries about a variable, member, entry or named argument that is set."""
        found = self._settings_cache.get(name)
        if found is None:
            matching = [one for one in self._settings.get("*", ()) if compiled(one.variable).search(name) is not None]
            found = (*self._settings.get(name, ()), *matching)
            _keep(self._settings_cache, name, found)
        return found


def _keep[T](cache: dict[str, T], name: str, found: T) -> None:
    """Remember what was found of a name, in a bounded cache; another thread may have emptied it, or found the same."""
    if len(cache) >= _NAMES_CACHE_MAX:
        cache.clear()
    cache[name] = found


def _in_short(entry: Entry) -> tuple[str, ...]:
    if isinstance(entry, Sink | Option):
        return type(entry).__name__, entry.weakness
    return (type(entry).__name__, *(entry.contexts if isinstance(entry, Sanitiser | Guard) else ()))


@lru_cache(maxsize=_REGEX_CACHE)
def compiled(pattern: str) -> re.Pattern[str]:
    """Return a compiled regular expression of the bundle, which was checked when it was loaded."""
    return re.compile(pattern)


def is_one_of(value: Literal, options: tuple[str | int | float | bool, ...]) -> bool:
    """Tell whether a constant is one of the options, `True` and `1` being different, text in any case."""
    if isinstance(value, str):
        return any(isinstance(option, str) and option.lower() == value.lower() for option in options)
    return any(type(option) is type(value) and option == value for option in options)

"""What PHP's own functions mean: those that are operations in other languages, and how its names are written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from gateway.dataflow.knowledge import Library
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Constant,
    Element,
    Entries,
    Expression,
    Function,
    Member,
    Mixture,
    Name,
    Place,
    Prefix,
    Slice,
)

type Arguments = tuple[Expression, ...]
type Form = Callable[[Arguments, Place], Expression | None]

REQUEST_BODY: Final = "php://input"
# What the server itself says of a request; everything else in `$_SERVER` is the client's.
SERVERS_OWN: Final = frozenset(
    {
        "DOCUMENT_ROOT", "GATEWAY_INTERFACE", "HTTPS", "REMOTE_ADDR", "REMOTE_PORT", "REQUEST_METHOD", "REQUEST_SCHEME",
        "REQUEST_TIME", "REQUEST_TIME_FLOAT", "SCRIPT_FILENAME", "SCRIPT_NAME", "SERVER_ADDR", "SERVER_NAME",
        "SERVER_PORT", "SERVER_PROTOCOL", "SERVER_SOFTWARE", "argc",
    }
)  # fmt: skip
# Where an uploaded file lies, its size and what went wrong: the names are the server's.
UPLOADS_OWN: Final = frozenset({"tmp_name"})
_INPUTS: Final[Mapping[str, str]] = {
    "INPUT_COOKIE": "$_COOKIE",
    "INPUT_GET": "$_GET",
    "INPUT_POST": "$_POST",
    "INPUT_SERVER": "$_SERVER",
}
# Functions of frameworks that end the request unless their first argument is this.
ENDS_UNLESS: Final[Mapping[str, bool]] = {
    "abort_if": False,
    "abort_unless": True,
    "throw_if": False,
    "throw_unless": True,
}
_FINDS: Final = frozenset({"strpos", "stripos", "strstr", "stristr", "strrpos", "mb_strpos", "mb_stripos"})
_COUNTING: Final = frozenset({"preg_match", "preg_match_all"})
_STARTS: Final = frozenset({"strncmp", "strncasecmp"})
_EQUALS: Final = frozenset({"strcmp", "strcasecmp"})
_TWO: Final = _FINDS | _STARTS | _EQUALS
_EQUAL: Final = frozenset({"==", "==="})
_UNEQUAL: Final = frozenset({"!=", "!==", "<>"})


@dataclass(frozen=True, slots=True)
class Spelling:
    """
    How the knowledge spells names, by their lower case: PHP reads those of functions and classes in any.

    A class and a function may be called the same but for the capital letter that classes begin with.
    """

    classes: Mapping[str, str]
    functions: Mapping[str, str]

    def of_class(self, name: str) -> str:
        """Return a class's name as the knowledge spells it, in lower case if it does not know it."""
        own = _own(name)
        return self.classes.get(own) or self.functions.get(own, own)

    def of_function(self, name: str) -> str:
        """Return a function's or method's name as the knowledge spells it, in lower case if it does not know it."""
        own = _own(name)
        return self.functions.get(own) or self.classes.get(own, own)


def _own(name: str) -> str:
    """Return a name without its namespace."""
    return name.rpartition("\\")[2].lower()


def known_spelling(libraries: Iterable[Library]) -> Spelling:
    """Return how the knowledge spells names."""
    parts = sorted(
        {
            part.removesuffix("()")
            for library in libraries
            for entry in library.entries()
            for name in entry.names
            for part in name.split(".")
        }
    )
    return Spelling(
        classes={part.lower(): part for part in parts if part[:1].isupper()},
        functions={part.lower(): part for part in parts if part[:1].islower()},
    )


def _text_of(value: Expression) -> str:
    """Return the text that a literal is, nothing for anything else."""
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""


def _method(name: str, given: Arguments, where: Place) -> Expression:
    """Return the call of a method of the first argument."""
    return Call(Member(given[0], name, where), given[1:], (), where)


def _called(given: Arguments, where: Place) -> Expression | None:
    """Return the call of a function that is given by its name, or None if it is not known which."""
    if isinstance(given[0], Function):
        return Call(given[0], given[1:], (), where)
    name = _text_of(given[0]).lower()
    return Call(Name(name, where), given[1:], (), where) if name.isidentifier() else None


def _mapped(given: Arguments, where: Place) -> Expression | None:
    """Return what a function makes of each item of a list."""
    if isinstance(given[0], Function):
        return Call(Member(given[1], "array_map", where), given[:1], (), where)
    return _called((given[0], Element(given[1], Mixture((), where), where)), where)


def _defined(given: Arguments, where: Place) -> Expression | None:
    name = _text_of(given[0])
    return Binding(Name(name, where), given[1], where) if name else None


def _contents(given: Arguments, where: Place) -> Expression | None:
    """Return the request's body, or None for any other file."""
    return Name("request_body", where) if _text_of(given[0]).lower() == REQUEST_BODY else None


def _filtered(given: Arguments, where: Place) -> Expression | None:
    """Return a value of the request, filtered as it is said, or None if it is not known where it stands."""
    first = given[0]
    where_from = _INPUTS.get(first.id) if isinstance(first, Name) else None
    if where_from is None:
        return None
    value = Element(Name(where_from, where), given[1], where)
    return Call(Name("filter_var", where), (value, *given[2:]), (), where)


def _options(given: Arguments, where: Place) -> Expression | None:
    """Return what sets several options at once as one call for each, or None if they stand elsewhere."""
    if not isinstance(given[1], Entries):
        return None
    pairs = [(key, value) for key, value in given[1].entries if key is not None]
    name = Name("curl_setopt", where)
    return Mixture(tuple([Call(name, (given[0], key, value), (), value.place) for key, value in pairs]), where)


def _environment(given: Arguments, where: Place) -> Expression | None:
    """Return a header that the server has put into the environment, or None for anything else."""
    is_header = _text_of(given[0]).startswith("HTTP_")
    return Element(Name("$_SERVER", where), given[0], where) if is_header else None


def _is_set(given: Arguments, where: Place) -> Expression | None:
    """Return whether a map has a key, for a key that is not known."""
    asked = given[0]
    if not isinstance(asked, Element) or isinstance(asked.index, Constant):
        return None
    return Comparison("in", asked.index, asked.of, where)


def _part(given: Arguments, where: Place) -> Expression:
    """Return a part of a text, which is given by its length."""
    is_head = given[1] == Constant(0, given[1].place)
    return Slice(given[0], given[1], given[2] if is_head else Mixture(given[2:], where), where)


def _part_of_address(given: Arguments, where: Place) -> Expression:
    """Return one part of an address, by the key under which it is among all of them: `PHP_URL_HOST` is `"host"`."""
    name = given[1].id if isinstance(given[1], Name) else ""
    key = Constant(name.removeprefix("PHP_URL_").lower(), where)
    return Element(Call(Name("parse_url", where), given[:1], (), where), key, where)


FORMS: Final[Mapping[tuple[str, int], Form]] = {
    ("array_key_exists", 2): lambda given, where: Comparison("in", given[0], given[1], where),
    ("array_map", 2): _mapped,
    ("array_push", 2): lambda given, where: _method("append", given, where),
    ("array_filter", 2): lambda given, where: _method("array_filter", given, where),
    ("call_user_func", 1): _called,
    ("call_user_func", 2): _called,
    ("call_user_func", 3): _called,
    ("curl_setopt_array", 2): _options,
    ("define", 2): _defined,
    ("define", 3): _defined,
    ("file_get_contents", 1): _contents,
    ("filter_input", 2): _filtered,
    ("filter_input", 3): _filtered,
    ("filter_input", 4): _filtered,
    ("fopen", 2): _contents,
    ("getenv", 1): _environment,
    ("hash_equals", 2): lambda given, where: Comparison("==", given[0], given[1], where),
    ("implode", 1): lambda given, where: Call(Member(Constant("", where), "join", where), given, (), where),
    ("implode", 2): lambda given, where: _method("join", given, where),
    ("in_array", 2): lambda given, where: Comparison("~in", given[0], given[1], where),
    ("in_array", 3): lambda given, where: Comparison("in", given[0], given[1], where),
    ("isset", 1): _is_set,
    ("join", 2): lambda given, where: _method("join", given, where),
    ("key_exists", 2): lambda given, where: Comparison("in", given[0], given[1], where),
    ("lcfirst", 1): lambda given, _: given[0],
    ("mb_strtolower", 1): lambda given, where: _method("lower", given, where),
    ("parse_url", 2): _part_of_address,
    ("str_contains", 2): lambda given, where: Comparison("in", given[1], given[0], where),
    ("str_replace", 3): lambda given, where: _method("replace", (given[2], *given[:2]), where),
    ("str_starts_with", 2): lambda given, where: _method("startswith", given, where),
    ("strtolower", 1): lambda given, where: _method("lower", given, where),
    ("strtoupper", 1): lambda given, where: _method("upper", given, where),
    ("strval", 1): lambda given, _: given[0],
    ("substr", 2): lambda given, where: Slice(given[0], given[1], None, where),
    ("substr", 3): _part,
    ("trim", 1): lambda given, where: _method("strip", given, where),
    ("ucfirst", 1): lambda given, _: given[0],
}


def compared(sign: str, left: Expression, right: Expression, where: Place) -> Expression | None:
    """Return what a comparison with the result of a function asks, or None if it asks nothing else."""
    if sign not in _EQUAL | _UNEQUAL:
        return None
    asked = _asked(left, right, where)
    if asked is None:
        return None
    return asked if sign in _EQUAL else Prefix("not", asked, where)


def _asked(left: Expression, right: Expression, where: Place) -> Expression | None:
    """Return what it means that these two are equal."""
    if (
        isinstance(left, Slice)
        and isinstance(left.lower, Constant)
        and left.upper is not None
        and left.lower.value == 0
    ):
        return Call(Member(left.of, "startswith", where), (right,), (), where)
    if not isinstance(right, Constant) or not isinstance(right.value, int):
        return None
    name, given = _plain_call(left)
    if name in _TWO and len(given) > 1:
        return _searched(name, given, right, where)
    if right.value is False and name in _COUNTING:
        return None  # what is found is counted, and not to find it is no error
    if isinstance(left, Call | Comparison | Prefix) and (isinstance(right.value, bool) or name == "preg_match"):
        return left if right.value else Prefix("not", left, where)
    return None


def _searched(name: str, given: Arguments, result: Constant, where: Place) -> Expression | None:
    """Return what it means that a text is found in another, or is like it, at such a place."""
    if result.value is False and name in _FINDS:
        return Comparison("not in", given[1], given[0], where)
    if result.value is not False and result.value == 0:
        if name in _EQUALS:
            return Comparison("==", given[0], given[1], where)
        return Call(Member(given[0], "startswith", where), (given[1],), (), where)
    return None


def _plain_call(value: Expression) -> tuple[str, Arguments]:
    """Return the name and the arguments of a plain function's call; no name for anything else."""
    if isinstance(value, Call) and isinstance(value.function, Name):
        return value.function.id, value.arguments
    return "", ()

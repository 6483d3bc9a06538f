"""What JavaScript does by methods and other languages by syntax (or the other way round), in the neutral form."""

from collections.abc import Callable
from typing import Final

from gateway.dataflow.machine import path_of
from gateway.dataflow.tree import (
    Call,
    Clause,
    Comparison,
    Comprehension,
    Constant,
    Element,
    Expression,
    Function,
    Member,
    Mixture,
    Name,
    Operation,
    Place,
    Prefix,
    Return,
    Slice,
    Spread,
)

_SIGNS: Final = {"===": "==", "!==": "!="}
_EQUAL: Final = frozenset({"==", "!=", "in"})
_TELLING: Final = frozenset({"hostname", "host", "origin"})
# Where a page or a handler is itself.
_OWN_PLACES: Final = frozenset(
    {"location", "window.location", "document.location", "self.location", "request.nextUrl", "req.nextUrl"}
)
_UPWARDS: Final = frozenset({"..", "../", "..\\"})
_TYPE_OF: Final = "typeof"
# How `text.indexOf(part)` is compared with a number to learn whether the part is in the text.
_IS_IN: Final = frozenset({("!=", -1), (">", -1), (">=", 0)})
_IS_NOT_IN: Final = frozenset({("==", -1), ("<", 0), ("<=", -1)})


def compared(sign: str, left: Expression, right: Expression, where: Place) -> Expression:
    """Return a comparison; one of a `typeof` is a call of `typeof.string` or the like, a test like any other."""
    plain = _SIGNS.get(sign, sign)
    if plain == "instanceof":
        return Call(Name(plain, where), (left, right), (), where)
    tested = _type_test(plain, left, right, where) or _type_test(plain, right, left, where)
    tested = tested or _origin_test(plain, left, right, where) or _origin_test(plain, right, left, where)
    if plain in _EQUAL:
        left, right = _whole(left), _whole(right)
    return tested or _position(plain, left, right, where) or Comparison(plain, left, right, where)


def _whole(expression: Expression) -> Expression:
    """Return what a test is about: whoever knows the host of an address knows enough of the address."""
    if isinstance(expression, Member) and expression.name in _TELLING and isinstance(expression.of, Name | Call):
        return Mixture((expression.of,), expression.place)
    return expression


def _begins(of: Expression, given: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the test whether a path leads upwards, or None for the test of any other beginning."""
    first = given[0]
    is_upwards = isinstance(first, Constant) and isinstance(first.value, str) and first.value in _UPWARDS
    return Comparison("in", Constant("..", where), of, where) if is_upwards else None


def _type_test(sign: str, left: Expression, right: Expression, where: Place) -> Expression | None:
    """Return the test whether a value is of a type, or None if this is none."""
    if not isinstance(left, Prefix) or left.operator != "~" or not isinstance(right, Constant):
        return None
    if sign not in {"==", "!="} or not isinstance(right.value, str):
        return None
    test = Call(Name(f"{_TYPE_OF}.{right.value}", where), (left.operand,), (), where)
    return test if sign == "==" else Prefix("not", test, where)


def _origin_test(sign: str, left: Expression, right: Expression, where: Place) -> Expression | None:
    """Return the test whether an address leads to where the program itself is, or None if this is none."""
    if sign not in {"==", "!="} or not isinstance(left, Member) or not isinstance(right, Member):
        return None
    if left.name not in _TELLING or right.name != left.name or path_of(right.of) not in _OWN_PLACES:
        return None
    test = Call(Name("origin.same", where), (left.of,), (), where)
    return test if sign == "==" else Prefix("not", test, where)


def _position(sign: str, left: Expression, right: Expression, where: Place) -> Expression | None:
    """Return what a comparison of `indexOf` with a number tests, or None."""
    number = right.operand if isinstance(right, Prefix) and right.operator == "-" else right
    if not isinstance(number, Constant) or type(number.value) is not int or not isinstance(left, Call):
        return None
    function, arguments = left.function, left.arguments
    if not isinstance(function, Member) or function.name not in {"indexOf", "search"} or len(arguments) != 1:
        return None
    value = -number.value if number is not right else number.value
    if value == 0 and sign in {"==", "!="}:
        test = Call(Member(function.of, "startsWith", where), arguments, (), where)
        return test if sign == "==" else Prefix("not", test, where)
    if (sign, value) in _IS_IN | _IS_NOT_IN:
        return Comparison("in" if (sign, value) in _IS_IN else "not in", arguments[0], function.of, where)
    return None


def is_end(statement: Expression) -> bool:
    """Tell whether nothing comes after a call: `process.exit()`, or `throw` of an object such as Koa's context."""
    if not isinstance(statement, Call) or not isinstance(statement.function, Member):
        return False
    function = statement.function
    is_exit = function.name == "exit" and isinstance(function.of, Name) and function.of.id == "process"
    return is_exit or function.name == "throw"


def called(function: Member, arguments: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the syntax for a method's call, or None for any other method."""
    form = _FORMS.get((function.name, len(arguments)))
    if form is None or any(isinstance(argument, Spread) for argument in arguments):
        return None
    return form(function.of, arguments, where)


def _bound(of: Expression, given: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return the function itself for `f.bind(this)`."""
    del given, where
    return of


def _applied(of: Expression, given: tuple[Expression, ...], where: Place) -> Expression | None:
    return Call(of, (Spread(given[1], where),), (), where)


def _part(of: Expression, given: tuple[Expression, ...], where: Place) -> Expression | None:
    return Slice(of, given[0], given[1] if len(given) > 1 else None, where)


def _of_each(name: str) -> "_Form":
    """Return the form of a test of each item, as other languages have it for all or any of them."""

    def form(of: Expression, given: tuple[Expression, ...], where: Place) -> Expression | None:
        function = given[0]
        if not isinstance(function, Function) or len(function.parameters) != 1 or len(function.body) != 1:
            return None
        end = function.body[0]
        if not isinstance(end, Return) or end.value is None:
            return None
        each = Clause(Name(function.parameters[0].name, where), of, ())
        return Call(Name(name, where), (Comprehension((end.value,), (each,), where),), (), where)

    return form


type _Form = Callable[[Expression, tuple[Expression, ...], Place], Expression | None]
_FORMS: Final[dict[tuple[str, int], _Form]] = {
    ("includes", 1): lambda of, given, where: Comparison("in", _whole(given[0]), of, where),
    ("has", 1): lambda of, given, where: Call(Member(of, "has", where), (_whole(given[0]),), (), where),
    ("endsWith", 1): lambda of, given, where: Call(Member(_whole(of), "endsWith", where), given, (), where),
    ("startsWith", 1): _begins,
    ("concat", 1): lambda of, given, where: Operation("+", of, given[0], where),
    ("slice", 1): _part,
    ("slice", 2): _part,
    ("substring", 1): _part,
    ("substring", 2): _part,
    ("charAt", 1): lambda of, given, where: Element(of, given[0], where),
    ("at", 1): lambda of, given, where: Element(of, given[0], where),
    ("every", 1): _of_each("all"),
    ("some", 1): _of_each("any"),
    ("bind", 1): _bound,
    ("apply", 2): _applied,
    ("call", 1): lambda of, _given, where: Call(of, (), (), where),
    ("call", 2): lambda of, given, where: Call(of, given[1:], (), where),
    ("call", 3): lambda of, given, where: Call(of, given[1:], (), where),
    ("call", 4): lambda of, given, where: Call(of, given[1:], (), where),
}

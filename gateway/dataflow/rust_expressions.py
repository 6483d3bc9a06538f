"""The front end for Rust: its expressions in the neutral form, macros among them."""

import re
from collections.abc import Iterator
from typing import ClassVar, Final

from msgspec.structs import replace

from gateway.dataflow.literals import unescaped
from gateway.dataflow.reader import Expressions as Forms
from gateway.dataflow.reader import Reader, begins_anyhow, place
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Conditional,
    Constant,
    Element,
    Expression,
    Function,
    Items,
    Logical,
    Member,
    Mixture,
    Name,
    Operation,
    Parameter,
    Place,
    Prefix,
    Return,
    Slice,
    Spread,
    Statement,
    Text,
)
from gateway.syntax.nodes import Node

_ROOTS: Final = frozenset({"crate", "self", "super"})
_FORMATS: Final = {"format": 0, "print": 0, "println": 0, "eprint": 0, "eprintln": 0, "panic": 0, "format_args": 0} | {
    "write": 1, "writeln": 1, "info": 0, "warn": 0, "error": 0, "debug": 0, "trace": 0, "bail": 0, "anyhow": 0
}  # fmt: skip
_STATUS: Final = ("StatusCode::", "axum::http::StatusCode::", "http::StatusCode::", "Status::")
_ANSWER: Final = "axum.answer"  # what no code calls so: a tuple of a status and a body
_OPEN: Final = re.compile(r"\.\.|\|\s*_\b|\b_\s*\|")  # a pattern that more than some constants match
_INLINE: Final = re.compile(r"\{([A-Za-z_]\w*)[^{}]*\}")
_NUMERIC: Final = re.compile(r"[iu](8|16|32|64|128|size)|f(32|64)|bool")
_OF_WORDS: Final = re.compile(r"is_(ascii_)?(alphanumeric|alphabetic|digit|numeric|lowercase|uppercase)")
# A path that is read as a text is compared letter by letter, not name by name.
_AS_TEXT: Final = re.compile(r"\.(?:to_str|to_string_lossy|display|to_string)\(\)[^;{}]*\.starts_with$")
# What is the same as what it is asked of, here where a value and a result with it are one.
# What asks a function of a value that may be missing, and what holds where it is; `map_or` is told.
_ASKING: Final = {"is_some_and": False, "is_ok_and": False, "is_none_or": True, "map_or": False}
_SAME: Final = frozenset(
    {"to_string", "to_owned", "into", "clone", "as_str", "as_ref", "as_bytes", "as_path", "into_inner", "to_vec",
     "iter", "unwrap", "expect", "unwrap_or_default", "ok", "into_string", "into_bytes", "as_mut", "borrow",
     "into_iter", "ok_or", "unwrap_or", "as_os_str", "deref", "to_str", "to_string_lossy", "await",
     "collect", "as_deref", "cloned", "chars"}
)  # fmt: skip


class Expressions(Reader):
    """Makes the neutral form of expressions. The class below it gives it blocks."""

    texts: ClassVar[frozenset[str]] = frozenset({"string_literal", "raw_string_literal"})

    def __init__(self, text: str) -> None:
        """Begin outside of any type."""
        super().__init__(text)
        self.owner = ""
        self.declared: Node | None = None  # the type of the variable whose value is read
        self.decorators: tuple[Expression, ...] = ()

    def closure_body(self, node: Node) -> tuple[tuple[Parameter, ...], tuple[Statement, ...]]:
        """Return the parameters and statements of a closure."""
        raise NotImplementedError

    # Names.

    def dotted(self, node: Node | None) -> str:
        """Return a path or a type with dots, without references, lifetimes and what it is generic over."""
        if node is None:
            return ""
        if node.type == "generic_type":
            return self.dotted(node.child_by_field_name("type"))
        if node.type in {"reference_type", "pointer_type"}:
            return self.dotted(self.parts(node)[-1] if self.parts(node) else None)
        if node.type in {"scoped_identifier", "scoped_type_identifier"}:
            path, name = node.child_by_field_name("path"), self.text(node.child_by_field_name("name"))
            before = self.dotted(path)
            return name if before in {"", *_ROOTS} else f"{before}.{name}"
        return self.owner if self.text(node) == "Self" and self.owner else self.text(node)

    def _path(self, node: Node) -> Expression:
        first, *others = self.dotted(node).split(".")
        result: Expression = Name(first, place(node))
        for name in others:
            result = Member(result, name, place(node))
        return result

    def imports(self, node: Node, before: str) -> Iterator[tuple[str, str]]:
        """Yield the local names of a declaration of uses, each with what it stands for."""
        dot = before + "." if before else ""
        if node.type == "scoped_use_list":
            inner = self.dotted(node.child_by_field_name("path"))
            listed = node.child_by_field_name("list")
            for part in self.parts(listed):
                yield from self.imports(part, inner if inner in _ROOTS else dot + inner)
        elif node.type == "use_as_clause":
            path = self.dotted(node.child_by_field_name("path"))
            yield self.text(node.child_by_field_name("alias")), before if path == "self" else dot + path
        elif node.type == "self" and before:
            yield before.rpartition(".")[2], before
        elif node.type in {"identifier", "scoped_identifier"}:
            path = self.dotted(node)
            yield path.rpartition(".")[2], dot + path

    def attributes(self, node: Node) -> tuple[Expression, ...]:
        """Return an attribute as a decorator."""
        found: list[Expression] = []
        for one in [part for part in self.parts(node) if part.type == "attribute"]:
            given = self._split(one.child_by_field_name("arguments"))
            named = next(iter(self.parts(one)), None)
            if named is not None:
                found.append(Call(self._path(named), tuple(given), (), place(one)))
        return tuple(found)

    # Literals.

    def _text(self, node: Node) -> Expression:
        content = self.text(node).lstrip("bc")
        return Constant(unescaped(re.sub(r"\\\n\s*", "", content[1:-1])), place(node))

    def _raw(self, node: Node) -> Expression:
        content = self.text(node)
        return Constant(content[content.find('"') + 1 : content.rfind('"')], place(node))

    # Operations.

    def _cast(self, node: Node) -> Expression:
        value = self.role(node, "value")
        if _NUMERIC.fullmatch(self.text(node.child_by_field_name("type"))):
            return Call(Name("int", place(node)), (value,), (), place(node))
        return value

    def _element(self, node: Node) -> Expression:
        parts = self.parts(node)
        if len(parts) < 2:  # noqa: PLR2004 - what has an element, and its index
            return Mixture(self.all_of(parts), place(node))
        of = self.expression(parts[0])
        if parts[1].type == "range_expression":
            return Slice(of, None, None, place(node))
        return Element(of, self.expression(parts[1]), place(node))

    def _items(self, node: Node) -> Expression:
        return Items(self.all_of(self.parts(node)), place(node))

    def _tuple(self, node: Node) -> Expression:
        """Return a tuple; one that begins with a status is a web framework's answer."""
        parts = self.parts(node)
        if parts and self.text(parts[0]).startswith(_STATUS):
            return Call(Name(_ANSWER, place(node)), self.all_of(parts), (), place(node))
        return self._items(node)

    def _tail(self, node: Node) -> Expression:
        """Return what a block is worth that stands among expressions: its last part."""
        inner = [part for part in self.parts(node) if part.type != "label"]
        return self.expression(inner[-1]) if inner else Constant(None, place(node))

    def _either(self, node: Node) -> Expression:
        test, then = self.role(node, "condition"), self.role(node, "consequence")
        return Conditional(test, then, self.role(node, "alternative"), place(node))

    def _match(self, node: Node) -> Expression:
        arms = self.parts(node.child_by_field_name("body"))
        values = tuple([self.role(arm, "value") for arm in arms if arm.child_by_field_name("value") is not None])
        return Mixture((self.role(node, "value"), *values), place(node))

    # Objects and calls.

    def _object(self, node: Node) -> Expression:
        named: list[tuple[str, Expression]] = []
        spread: list[Expression] = []
        for part in self.parts(node.child_by_field_name("body")):
            if part.type == "field_initializer":
                named.append((self.text(part.child_by_field_name("field")), self.role(part, "value")))
            elif part.type == "shorthand_field_initializer":
                named.append((self.text(part), self.inner(part)))
            else:
                spread.append(self.inner(part))
        return Call(self._path_of_type(node), tuple(spread), tuple(named), place(node))

    def _path_of_type(self, node: Node) -> Expression:
        named = node.child_by_field_name("name")
        return self._path(named) if named is not None else Mixture((), place(node))

    def _call(self, node: Node) -> Expression:
        where, function = place(node), node.child_by_field_name("function")
        kind = self.declared
        if function is not None and function.type == "generic_function":
            kind = next(iter(self.parts(function.child_by_field_name("type_arguments"))), None)
            function = function.child_by_field_name("function")
        given, _ = self.arguments(node.child_by_field_name("arguments"))
        if function is None:
            return Mixture(given, where)
        called = self.expression(function)
        if isinstance(called, Name) and called.id in {"Some", "Ok", "Box"} and given:
            return given[0]
        if isinstance(called, Member) and called.name == "parse" and not given and kind is not None:
            return Call(Member(self._path(kind), called.name, where), (called.of,), (), where)
        if isinstance(called, Member):
            is_start = called.name == "starts_with" and bool(given) and begins_anyhow(given[0])
            if is_start and _AS_TEXT.search(self.text(function)) is not None:
                return Comparison("~in", given[0], called.of, where)
            return self._method(called, given, where)
        return Call(called, given, (), where)

    def _method(self, called: Member, given: tuple[Expression, ...], where: Place) -> Expression:
        """Return a call on something: of the same, of a text that grows, of a command that gets arguments, or any."""
        of, name = called.of, called.name
        if isinstance(of, Name) and of.id in {"String", "PathBuf", "Path", "OsString"} and given:
            return given[0]
        if name in _SAME:
            return of if not given or name not in {"unwrap_or", "ok_or"} else Mixture((of, *given), where)
        if name == "push_str" and given:
            return Binding(of, Text((of, given[0]), where), where)
        if name in {"arg", "args"} and isinstance(of, Call) and _is_command(of):
            added = tuple([Spread(one, where) for one in given]) if name == "args" else given
            return Call(of.function, (*of.arguments, *added), (), where)
        return _test(called, given, where) or Call(called, given, (), where)

    def _closure(self, node: Node) -> Expression:
        where = place(node)
        parameters, body = self.closure_body(node)
        return Function(f"closure@{where[0]}:{where[1]}", parameters, body, (), where)

    # Macros, of which the tree shows only words.

    def _macro(self, node: Node) -> Expression:
        where = place(node)
        name = self.dotted(node.child_by_field_name("macro"))
        words = next((part for part in self.parts(node) if part.type == "token_tree"), None)
        given = tuple(self._split(words))
        last = name.rpartition(".")[2]
        if last == "vec":
            is_repeated = words is not None and any(one.type == ";" for one in words.children)
            return Operation("*", Items(given[:1], where), given[-1], where) if is_repeated else Items(given, where)
        if last == "concat":
            return Text(given, where)
        is_closed = last == "matches" and len(given) == 2 and _OPEN.search(self.text(words)) is None  # noqa: PLR2004
        if is_closed and (choices := _choices(given[1])):
            return Comparison("in", given[0], Items(choices, where), where)
        at = _FORMATS.get(last)
        if at is not None and len(given) > at and isinstance(given[at], Constant):
            text = self._format(given[at], given[at + 1 :], where)
            return (
                text if last in {"format", "format_args"} else Call(Name(name, where), (*given[:at], text), (), where)
            )
        return Call(Name(name, where), given, (), where)

    def _format(self, form: Expression, given: tuple[Expression, ...], where: Place) -> Expression:
        """Return the text that a format makes, with the variables that it names itself."""
        content = form.value if isinstance(form, Constant) and isinstance(form.value, str) else ""
        named = {found: Name(found, where) for found in _INLINE.findall(content.replace("{{", ""))}
        bound = {one.target.id: one.value for one in given if isinstance(one, Binding) and isinstance(one.target, Name)}
        positional = tuple([one for one in given if not isinstance(one, Binding)])
        return Call(Member(form, "format", where), positional, tuple({**named, **bound}.items()), where)

    def _split(self, words: Node | None) -> Iterator[Expression]:
        """Yield the expressions between the commas of a macro's words."""
        group: list[Node] = []
        for one in words.children[1:-1] if words is not None else ():
            if one.type in {",", ";"}:
                yield from self._spoken(group)
                group = []
            elif "comment" not in one.type:
                group.append(one)
        yield from self._spoken(group)

    def _spoken(self, words: list[Node]) -> Iterator[Expression]:
        """Yield the expression that words make: a chain of names and calls, or a mixture of all that they name."""
        words = [one for one in words if one.type not in {"&", "mut", "mutable_specifier", "*"}]
        if not words:
            return
        where = (*place(words[0])[:2], *place(words[-1])[2:])
        if len(words) > 2 and words[0].type == "identifier" and words[1].type == "=":  # noqa: PLR2004
            for value in self._spoken(words[2:]):
                yield Binding(Name(self.text(words[0]), where), value, where)
            return
        chains: list[Expression] = []
        is_open = False
        for one, before in zip(words, (words[0], *words), strict=False):
            if is_open and one.type == "identifier" and before.type in {".", "::"}:
                chains[-1] = Member(chains[-1], self.text(one), where)
            elif is_open and one.type == "token_tree" and self.text(one).startswith("("):
                chains[-1] = self._called(chains[-1], tuple(self._split(one)), where)
            elif one.type not in {".", "::", "?"}:
                is_open = one.is_named
                chains += [self._word(one)] if is_open else []
        yield chains[0] if len(chains) == 1 else Mixture(tuple(chains), where)

    def _called(self, called: Expression, given: tuple[Expression, ...], where: Place) -> Expression:
        return self._method(called, given, where) if isinstance(called, Member) else Call(called, given, (), where)

    def _word(self, node: Node) -> Expression:
        if node.type == "token_tree":
            return Mixture(tuple(self._split(node)), place(node))
        return self.expression(node)

    expressions: ClassVar[Forms] = {
        **Reader.expressions,
        "self": Reader.identifier,
        "string_literal": _text,
        "raw_string_literal": _raw,
        "char_literal": Reader.quoted,
        "integer_literal": Reader.number,
        "float_literal": Reader.number,
        "boolean_literal": Reader.fixed,
        "scoped_identifier": _path,
        "field_expression": Reader.member,
        "reference_expression": lambda front, node: front.role(node, "value"),
        "try_expression": Reader.inner,
        "await_expression": Reader.inner,
        "type_cast_expression": _cast,
        "index_expression": _element,
        "tuple_expression": _tuple,
        "array_expression": _items,
        "compound_assignment_expr": Reader.assignment,
        "if_expression": _either,
        "match_expression": _match,
        "block": _tail,
        "unsafe_block": _tail,
        "async_block": _tail,
        "else_clause": _tail,
        "expression_statement": Reader.inner,
        "struct_expression": _object,
        "call_expression": _call,
        "closure_expression": _closure,
        "macro_invocation": _macro,
        "let_condition": lambda front, node: front.role(node, "value"),
    }


def _test(called: Member, given: tuple[Expression, ...], where: Place) -> Expression | None:
    """Return what a call asks of a text or a collection, as other languages ask it; None for any other call."""
    if called.name in {"contains", "contains_key"} and given and not isinstance(given[0], Function):
        return Comparison("in", given[0], called.of, where)
    if called.name == "all" and given and _is_of_words(given[0]):
        return Call(Member(called.of, "isalnum", where), (), (), where)
    if called.name in _ASKING and given and (called.name != "map_or" or isinstance(given[0], Constant)):
        is_so_without = given[0].value if isinstance(given[0], Constant) else _ASKING[called.name]
        asked = _asked_of(called.of, given[-1])
        return None if asked is None or is_so_without != _denies(asked) else asked
    return None


def _asked_of(value: Expression, closure: Expression) -> Prefix | Comparison | None:
    """Return what a function that compares its parameter asks of a value; None if it does more."""
    if not isinstance(closure, Function) or len(closure.parameters) != 1 or len(closure.body) != 1:
        return None
    end = closure.body[0]
    given = end.value if isinstance(end, Return) else None
    asked = given.operand if isinstance(given, Prefix) else given
    if not isinstance(asked, Comparison):
        return None
    name = closure.parameters[0].name
    left, right = [value if isinstance(one, Name) and one.id == name else one for one in (asked.left, asked.right)]
    compared = replace(asked, left=left, right=right)
    return replace(given, operand=compared) if isinstance(given, Prefix) else compared


def _denies(asked: Prefix | Comparison) -> bool:
    """Tell whether it is asked that something is not so; that is so, too, where there is nothing."""
    return isinstance(asked, Prefix) or asked.operator == "!="


def _is_of_words(closure: Expression) -> bool:
    """Tell whether a function takes nothing but letters, digits, underscores and hyphens."""
    if not isinstance(closure, Function) or len(closure.body) != 1 or not isinstance(closure.body[0], Return):
        return False
    pending = [closure.body[0].value]
    while pending:
        one = pending.pop()
        if isinstance(one, Logical) and one.operator == "or":
            pending += one.operands
        elif isinstance(one, Call) and isinstance(one.function, Member):
            if not _OF_WORDS.fullmatch(one.function.name):
                return False
        elif not (isinstance(one, Comparison) and one.operator == "==" and _is_joint(one.right)):
            return False
    return True


def _choices(pattern: Expression) -> tuple[Expression, ...]:
    """Return the constants of a pattern that is one of them, or nothing."""
    parts = pattern.parts if isinstance(pattern, Mixture) else (pattern,)
    return parts if all(isinstance(part, Constant) for part in parts) else ()


def _is_joint(value: Expression) -> bool:
    return isinstance(value, Constant) and value.value in {"_", "-"}


def _is_command(call: Call) -> bool:
    """Tell whether a call makes a command that is to be run."""
    function = call.function
    if not isinstance(function, Member) or function.name != "new":
        return False
    of = function.of
    return (of.id if isinstance(of, Name) else of.name if isinstance(of, Member) else "") == "Command"

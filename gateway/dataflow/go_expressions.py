"""The front end for Go: its expressions in the neutral form."""

from typing import ClassVar, Final

from gateway.dataflow.go_language import built_in, made, of_package
from gateway.dataflow.go_names import NUMBERS, Names, Packages
from gateway.dataflow.literals import unescaped
from gateway.dataflow.reader import Expressions as Forms
from gateway.dataflow.reader import Reader, place
from gateway.dataflow.tree import (
    Call,
    Comparison,
    Constant,
    Element,
    Entries,
    Expression,
    Function,
    Items,
    Logical,
    Member,
    Mixture,
    Name,
    Parameter,
    Place,
    Prefix,
    Slice,
    Spread,
    Statement,
)
from gateway.syntax.nodes import Node

_LENGTHS: Final = frozenset({"len", "cap"})
_OWNER: Final = Parameter("this", "", None)


class Expressions(Names):
    """Makes the neutral form of expressions."""

    texts: ClassVar[frozenset[str]] = frozenset({"interpreted_string_literal", "raw_string_literal"})

    def __init__(self, root: Node, text: str, packages: Packages) -> None:
        """Begin outside of any function."""
        super().__init__(root, text, packages)
        self.receiver = ""
        self.results: tuple[Expression, ...] = ()
        self.deferred: list[Statement] = []  # what the block that is being read runs at its end
        self.shown: dict[str, Expression] = {}

    def named(self, name: str, where: Place) -> Expression:
        """Return the variable with this name; `this` for the receiver."""
        return Name("this" if name == self.receiver and name else name, where)

    def _raw(self, node: Node) -> Expression:
        return Constant(self.text(node).strip("`"), place(node))

    def _text(self, node: Node) -> Expression:
        return Constant(unescaped(self.text(node)[1:-1]), place(node))

    def _selector(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("operand"), self.text(node.child_by_field_name("field"))
        if of is not None and of.type == "identifier" and self.text(of) != self.receiver:
            package = self.package(self.text(of), name)
            if package:
                return Member(Name(self.use(package), place(of)), name, place(node))
        return self.member(node)

    # Tests.

    def test(self, node: Node) -> Expression:
        """Return a condition, variables that are tests by themselves as what they say."""
        where = place(node)
        if node.type == "identifier":
            return self.shown.get(self.text(node)) or self.expression(node)
        if node.type == "parenthesized_expression" and self.parts(node):
            return self.test(self.parts(node)[0])
        operand = node.child_by_field_name("operand")
        if node.type == "unary_expression" and self.sign(node) == "!" and operand is not None:
            return Prefix("not", self.test(operand), where)
        sign = self.sign(node)
        if node.type == "binary_expression" and sign in {"&&", "||"}:
            operands = tuple([self.test(one) for one in self.operands(node, sign)])
            return Logical("and" if sign == "&&" else "or", operands, where)
        return self.expression(node)

    def asked(self, node: Node | None) -> Expression | None:
        """Return the call whose error a condition finds, or None."""
        if node is None or node.type != "binary_expression" or self.sign(node) != "!=":
            return None
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or right.type != "nil":
            return None
        shown = self.shown.get(self.text(left))
        return shown if isinstance(shown, Call) else None

    def gives_items(self, node: Node) -> bool:
        """Tell whether a call is one of the file's own functions, which return several values as items."""
        if node.type != "call_expression":
            return False
        function = node.child_by_field_name("function")
        if function is None or function.type == "identifier":
            return self.is_own(self.text(function))
        return self.text(function.child_by_field_name("field")) in self.method_names

    def shows(self, node: Node, value: Expression) -> Expression:
        """Return what the flag says that comes with a value: that an element is there, or that a call held."""
        if node.type == "index_expression":
            return Comparison("in", self.role(node, "index"), self.role(node, "operand"), place(node))
        return value

    # Calls.

    def call(self, node: Node) -> Expression:
        """Return a call, or the syntax that other languages have for it."""
        where, function = place(node), node.child_by_field_name("function")
        given, _ = self.arguments(node.child_by_field_name("arguments"))
        if function is None:
            return Mixture(given, where)
        name = self.text(function)
        if function.type == "identifier" and not self.is_own(name):
            kinds = [part for part in self.parts(node.child_by_field_name("arguments")) if part.type.endswith("_type")]
            if name == "make" and kinds:
                empty = made("".join(self.text(kinds[0]).split()), where)
                return Call(Name("make", where), (empty, *given), (), where) if given else empty
            if NUMBERS.fullmatch(name) or name in _LENGTHS:
                return Call(Name("len" if name in _LENGTHS else "int", where), given, (), where)
            # A function of this package that stands elsewhere is none of any library.
            return built_in(name, given, where) or Call(Name(f"package.{name}", where), given, (), where)
        called = self.expression(function)
        if isinstance(called, Member):
            package = called.of.id if isinstance(called.of, Name) else ""
            found = of_package(package, called.name, given, where) if package in self.used else None
            return found or Call(called, given, (), where)
        return Call(called, given, (), where)

    def arguments(self, node: Node | None) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        """Return the arguments of a call, types left out."""
        return self.all_of([part for part in self.parts(node) if not part.type.endswith("_type")]), ()

    def _spread(self, node: Node) -> Expression:
        return Spread(self.inner(node), place(node))

    # Elements and objects.

    def _element(self, node: Node) -> Expression:
        return Element(self.role(node, "operand"), self.role(node, "index"), place(node))

    def _slice(self, node: Node) -> Expression:
        lower, upper = (self.optional(node.child_by_field_name(role)) for role in ("start", "end"))
        return Slice(self.role(node, "operand"), lower, upper, place(node))

    def _composite(self, node: Node) -> Expression:
        """Return an object, list or map that is written out."""
        kind, body = node.child_by_field_name("type"), node.child_by_field_name("body")
        return self._object(kind, self.parts(body), place(node))

    def _object(self, kind: Node | None, parts: list[Node], where: Place) -> Expression:
        keys = [self.text(part.child_by_field_name("key")) for part in parts if part.type == "keyed_element"]
        if kind is not None and (kind.type == "map_type" or (keys[:1] and keys[0].startswith('"'))):
            # Names of types that are maps stand elsewhere: their keys tell.
            return Entries(tuple([self._pair(part) for part in parts if part.type == "keyed_element"]), where)
        if kind is None or kind.type in {"slice_type", "array_type", "implicit_length_array_type"}:
            inner = None if kind is None else kind.child_by_field_name("element")
            return Items(tuple([self._item(part, inner) for part in parts]), where)
        name = self.type_name(kind)
        fields = self.fields.get(name, ())
        given = [self.role(part, "value") for part in parts if part.type == "keyed_element"]
        named = list(zip(keys, given, strict=True))
        values = [self.expression(part) for part in parts if part.type != "keyed_element"]
        named += zip(fields, values, strict=False)
        if "." in name:
            self.use(name.partition(".")[0])
        return Call(Name(name, where), () if fields else tuple(values), tuple(named), where)

    def _pair(self, node: Node) -> tuple[Expression, Expression]:
        return self.role(node, "key"), self.role(node, "value")

    def _item(self, node: Node, kind: Node | None) -> Expression:
        """Return an item of a list; one in braces is an object of the list's own type."""
        value = node.child_by_field_name("value") if node.type == "keyed_element" else node
        inner = next(iter(self.parts(value)), None)
        if inner is not None and inner.type == "literal_value":
            return self._object(kind, self.parts(inner), place(node))
        return self.expression(value) if value is not None else Mixture((), place(node))

    def _braces(self, node: Node) -> Expression:
        return self._object(None, self.parts(node), place(node))

    def _conversion(self, node: Node) -> Expression:
        value = self.role(node, "operand")
        if self.type_name(node.child_by_field_name("type")) == "int":
            return Call(Name("int", place(node)), (value,), (), place(node))
        return value

    # Functions.

    def function(self, node: Node, name: str, *, has_owner: bool = False) -> Function:
        """Return a function, its named results declared."""
        where = place(node)
        parameters = self._parameters(node.child_by_field_name("parameters"))
        result = node.child_by_field_name("result")
        named = self._parameters(result) if result is not None and result.type == "parameter_list" else ()
        kept, self.results = self.results, tuple([Name(one.name, where) for one in named if one.name])
        shown, self.shown = self.shown, {}
        body = self.block(node.child_by_field_name("body"))
        self.results, self.shown = kept, shown
        return Function(name, ((_OWNER,) if has_owner else ()) + parameters, body, (), where)

    def _parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        found: list[Parameter] = []
        for part in self.parts(node):
            declared = self.type_name(part.child_by_field_name("type"))
            is_rest = part.type.startswith("variadic")
            names = [self.text(name) for name in part.children_by_field_name("name")]
            found += [Parameter(name, declared, None, is_rest) for name in names]
        return tuple(found)

    def _closure(self, node: Node) -> Expression:
        where = place(node)
        return self.function(node, f"function@{where[0]}:{where[1]}")

    expressions: ClassVar[Forms] = {
        **Reader.expressions,
        "interpreted_string_literal": _text,
        "raw_string_literal": _raw,
        "rune_literal": _text,
        "int_literal": Reader.number,
        "float_literal": Reader.number,
        "nil": Reader.fixed,
        "selector_expression": _selector,
        "call_expression": call,
        "variadic_argument": _spread,
        "index_expression": _element,
        "slice_expression": _slice,
        "composite_literal": _composite,
        "literal_value": _braces,
        "literal_element": Reader.inner,
        "expression_list": Reader.inner,
        "func_literal": _closure,
        "type_conversion_expression": _conversion,
        "type_assertion_expression": Reader.inner,
    }

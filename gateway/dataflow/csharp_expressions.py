"""The front end for C#: its expressions in the neutral form."""

from collections.abc import Callable
from typing import ClassVar, Final

from gateway.dataflow.csharp_patterns import chosen, tested
from gateway.dataflow.reader import Expressions as Forms
from gateway.dataflow.reader import Reader, as_statements, place
from gateway.dataflow.tree import (
    Binding,
    Call,
    Comparison,
    Constant,
    Element,
    Entries,
    Expression,
    Function,
    Items,
    Member,
    Mixture,
    Name,
    Parameter,
    Place,
    Return,
    Slice,
    Statement,
    Text,
)
from gateway.syntax.nodes import Node

# Names are told by their last parts; these only say where they stand.
_NAMESPACES: Final = frozenset(
    {
        "System", "IO", "Text", "Data", "SqlClient", "Diagnostics", "Security", "Cryptography", "Xml", "XPath", "Net",
        "Http", "Web", "Mvc", "Microsoft", "AspNetCore", "Runtime", "Serialization", "Formatters", "Binary", "Linq",
        "Collections", "Generic", "Threading", "Tasks", "OleDb", "Odbc", "Newtonsoft", "RegularExpressions",
    }
)  # fmt: skip
# Objects whose elements come from somewhere else than their members; the compiler calls an element so.
_NEW_ARRAY: Final = "Array.CreateInstance"
_INDEXED: Final = frozenset({"Request"})
type _Form = Callable[[Expression, tuple[Expression, ...], Place], Expression]
_TEXTS: Final[dict[tuple[str, int], _Form]] = {
    ("Contains", 1): lambda of, given, where: Comparison("in", given[0], of, where),
    ("Equals", 1): lambda of, given, where: Comparison("==", of, given[0], where),
    ("Equals", 2): lambda of, given, where: Comparison("==", of, given[0], where),
    ("Substring", 1): lambda of, given, where: Slice(of, given[0], None, where),
    ("Replace", 2): lambda of, given, where: Call(Member(of, "replace", where), given, (), where),
    ("StartsWith", 1): lambda of, given, where: Call(Member(of, "startswith", where), given, (), where),
    ("StartsWith", 2): lambda of, given, where: Call(Member(of, "startswith", where), given[:1], (), where),
    ("Trim", 0): lambda of, given, where: Call(Member(of, "strip", where), given, (), where),
    ("ToLower", 0): lambda of, given, where: Call(Member(of, "lower", where), given, (), where),
    ("ToUpper", 0): lambda of, given, where: Call(Member(of, "upper", where), given, (), where),
    ("ToLowerInvariant", 0): lambda of, given, where: Call(Member(of, "lower", where), given, (), where),
}
_STATIC: Final[dict[str, _Form]] = {
    "Concat": lambda _, given, where: Text(given, where),
    "Join": lambda _, given, where: Call(Member(given[0], "join", where), (_listed(given[1:], where),), (), where),
    "Format": lambda _, given, where: _formatted(given, where),
    "IsNullOrEmpty": lambda _, given, where: Comparison("==", given[0], Constant("", where), where),
    "IsNullOrWhiteSpace": lambda _, given, where: Comparison("==", given[0], Constant("", where), where),
}


class Expressions(Reader):
    """Makes the neutral form of expressions. The class below it gives it parameters."""

    texts: ClassVar[frozenset[str]] = frozenset(
        {"string_literal", "verbatim_string_literal", "raw_string_literal", "interpolated_string_expression"}
    )

    def __init__(self, text: str) -> None:
        """Begin outside of any class."""
        super().__init__(text)
        self.fields: frozenset[str] = frozenset()
        self.locals: frozenset[str] = frozenset()
        self.attributes: tuple[str, ...] = ()
        self.bases: tuple[str, ...] = ()

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters of a method or a lambda."""
        raise NotImplementedError

    # Names and literals.

    def named(self, name: str, where: Place) -> Expression:
        """Return the variable with this name, a member of `this` for a field."""
        is_field = name in self.fields and name not in self.locals
        return Member(Name("this", where), name, where) if is_field else Name(name, where)

    def type_name(self, node: Node | None, inside: str = "") -> str:
        """Return a type's own name; of one that is generic over another and called `inside`, the other's."""
        if node is not None and node.type == "generic_name":
            name, inner = self.text(next(iter(self.parts(node)), None)), self.parts(self.parts(node)[-1])
            return self.type_name(inner[0]) if name == inside and inner else name
        if node is not None and node.type in {"qualified_name", "alias_qualified_name"}:
            return self.type_name(node.child_by_field_name("name"), inside)
        return self.text(node)

    def _generic(self, node: Node) -> Expression:
        return Name(self.type_name(node), place(node))

    def _verbatim(self, node: Node) -> Expression:
        content = self.text(node)
        return Constant(content[content.find('"') + 1 : -1].replace('""', '"'), place(node))

    def _raw(self, node: Node) -> Expression:
        return Constant(self.text(node).strip('"'), place(node))

    def _interpolated(self, node: Node) -> Expression:
        parts: list[Expression] = []
        for part in self.parts(node):
            if part.type == "interpolation":
                inner = [one for one in self.parts(part) if "brace" not in one.type and "clause" not in one.type]
                parts += self.all_of(inner[:1])
            elif part.type != "interpolation_start":
                parts.append(Constant(self.text(part), place(part)))
        return Text(tuple(parts), place(node))

    # Members, elements and calls.

    def _member(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("expression"), self.type_name(node.child_by_field_name("name"))
        if of is None:  # `this` has no name in the tree
            return Member(Name("this", place(node)), name, place(node))
        owner = self.expression(of)
        if isinstance(owner, Name) and owner.id in _NAMESPACES and name[:1].isupper():
            return Name(name, place(node))
        return Member(owner, name, place(node))

    def _asked(self, node: Node) -> Expression:
        """Return a member of something that may be null."""
        binding = self.parts(node)[-1]
        of = self.role(node, "condition")
        return Member(of, self.text(binding.child_by_field_name("name")), place(node))

    def _element(self, node: Node) -> Expression:
        given, _ = self.arguments(node.child_by_field_name("subscript"))
        index = given[0] if given else Mixture((), place(node))
        of = self.role(node, "expression")
        if isinstance(of, Name) and of.id in _INDEXED:
            of = Member(of, "Item", place(node))
        return Element(of, index, place(node))

    def arguments(self, node: Node | None) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        """Return the arguments of a call, by place and by name."""
        positional: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        for part in self.parts(node):
            name, values = part.child_by_field_name("name"), self.parts(part)
            if values and name is not None and values[-1] != name:
                named.append((self.text(name), self.expression(values[-1])))
            elif values:
                positional.append(self.expression(values[-1]))
        return tuple(positional), tuple(named)

    def _call(self, node: Node) -> Expression:
        where, called = place(node), self.role(node, "function")
        given, named = self.arguments(node.child_by_field_name("arguments"))
        if isinstance(called, Member):
            is_static = isinstance(called.of, Name) and called.of.id in {"string", "String"}
            static = _STATIC.get(called.name) if is_static and given else None
            if static is not None:
                return static(called.of, given, where)
            form = _TEXTS.get((called.name, len(given)))
            if form is not None:
                return form(called.of, given, where)
        return Call(called, given, named, where)

    def _created(self, node: Node) -> Expression:
        return self.created(node, self.type_name(node.child_by_field_name("type")))

    def created(self, node: Node, kind: str) -> Expression:
        """Return a new object of a class, what it begins with as arguments; a list or table that is written out."""
        where, found = place(node), {part.type: part for part in self.parts(node)}
        given, named = self.arguments(found.get("argument_list"))
        parts = self.parts(found.get("initializer_expression"))
        sets = [part for part in parts if part.type == "assignment_expression"]
        if kind == "Dictionary":
            return Entries(tuple([pair for part in parts for pair in self._pair(part)]), where)
        if not given and (kind in {"List", "HashSet"} or (not kind and parts and not sets)):
            return Items(self.all_of(parts), where)
        given += () if sets else self.all_of(parts)
        named += tuple([(self.text(part.child_by_field_name("left")), self.role(part, "right")) for part in sets])
        if not kind:
            # The class stands elsewhere; what it is made of is what counts.
            return Mixture((*given, *(value for _, value in named)), where)
        return Call(Name(kind, where), given, named, where)

    def _implicit(self, node: Node) -> Expression:
        return self.created(node, "")

    def _pair(self, node: Node) -> list[tuple[Expression, Expression]]:
        parts = self.parts(node)
        if node.type == "assignment_expression" and len(parts) > 1:
            return [(self.last(self.parts(parts[0])[0]), self.expression(parts[1]))] if self.parts(parts[0]) else []
        return [(self.expression(parts[0]), self.expression(parts[1]))] if len(parts) > 1 else []

    def _array(self, node: Node) -> Expression:
        inner = [part for part in self.parts(node) if part.type == "initializer_expression"]
        if inner:
            return Items(self.all_of(self.parts(inner[0])), place(node))
        kind = node.child_by_field_name("type")
        ranks = [part for one in self.parts(kind) if one.type == "array_rank_specifier" for part in self.parts(one)]
        return Call(Name(_NEW_ARRAY, place(node)), self.all_of(ranks), (), place(node))

    def _listed(self, node: Node) -> Expression:
        return Items(self.all_of(self.parts(node)), place(node))

    # Operations.

    def binary(self, node: Node) -> Expression:
        """Return an operation; flags of an enumeration that are put together are all that they are made of."""
        sign = self.sign(node)
        if sign == "|":
            flags = self.all_of(self.operands(node, sign))
            if all(isinstance(flag, Member) for flag in flags):
                return Items(flags, place(node))
        return super().binary(node)

    def assigned(self, left: Expression, sign: str, right: Expression, where: Place) -> Expression:
        """Return an assignment; a function that is added to others is called like them."""
        return super().assigned(left, "" if sign == "+" and isinstance(right, Function) else sign, right, where)

    def _cast(self, node: Node) -> Expression:
        value = self.role(node, "value")
        if self.text(node.child_by_field_name("type")) in {"int", "long", "double", "decimal"}:
            return Call(Name("int", place(node)), (value,), (), place(node))
        return value

    def _as(self, node: Node) -> Expression:
        return self.role(node, "left")

    def _is(self, node: Node) -> Expression:
        pattern = node.child_by_field_name("pattern")
        return self.mixture(node) if pattern is None else tested(self, self.role(node, "expression"), pattern)

    def _chosen(self, node: Node) -> Expression:
        return chosen(self, node)

    # Functions.

    def function_body(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements of a function, or the value that it returns."""
        if node.type == "block":
            return self.block(node)
        value = self.inner(node) if node.type == "arrow_expression_clause" else self.expression(node)
        return as_statements(value) if isinstance(value, Binding) else (Return(value, place(node)),)

    def _lambda(self, node: Node) -> Expression:
        where = place(node)
        # A delegate's block has no field of its own.
        body = node.child_by_field_name("body") or next((one for one in self.parts(node) if one.type == "block"), None)
        parameters = self.parameters(node.child_by_field_name("parameters"))
        statements = self.function_body(body) if body is not None else ()
        return Function(f"lambda@{where[0]}:{where[1]}", parameters, statements, (), where)

    expressions: ClassVar[Forms] = {
        **Reader.expressions,
        "this": Reader.identifier,
        "predefined_type": Reader.identifier,
        "generic_name": _generic,
        "verbatim_string_literal": _verbatim,
        "raw_string_literal": _raw,
        "interpolated_string_expression": _interpolated,
        "character_literal": Reader.quoted,
        "integer_literal": Reader.number,
        "real_literal": Reader.number,
        "boolean_literal": Reader.fixed,
        "null_literal": Reader.fixed,
        "member_access_expression": _member,
        "conditional_access_expression": _asked,
        "element_access_expression": _element,
        "invocation_expression": _call,
        "object_creation_expression": _created,
        "implicit_object_creation_expression": _implicit,
        "array_creation_expression": _array,
        "implicit_array_creation_expression": _array,
        "initializer_expression": _listed,
        "collection_expression": _listed,
        "tuple_expression": _listed,
        "argument": Reader.last,
        "await_expression": Reader.awaited,
        "cast_expression": _cast,
        "as_expression": _as,
        "binary_expression": binary,
        "prefix_unary_expression": Reader.unary,
        "postfix_unary_expression": Reader.update,
        "is_pattern_expression": _is,
        "switch_expression": _chosen,
        "lambda_expression": _lambda,
        "anonymous_method_expression": _lambda,
        "checked_expression": Reader.inner,
    }


def _listed(given: tuple[Expression, ...], where: Place) -> Expression:
    return given[0] if len(given) == 1 else Items(given, where)


def _formatted(given: tuple[Expression, ...], where: Place) -> Expression:
    """Return the text that a format makes; what culture it is for says nothing."""
    first, *others = given
    is_culture = isinstance(first, Member) and "Culture" in first.name
    if is_culture and others:
        first, *others = others
    return Call(Member(first, "format", where), tuple(others), (), where)

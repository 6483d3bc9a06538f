"""
The front end for Java: its expressions in the neutral form.

The classes that other languages have as syntax (text builders, lists, maps) become that syntax here; all other
classes are named only, and known by the bundle. What stands in an expression but must run before it (the body of a
lambda, a switch that is an expression) is put `before` the statement.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final, cast

from gateway.dataflow.java_language import BUILDERS, BUILDING, built, called, created
from gateway.dataflow.java_names import Names, class_of, last, parts_of
from gateway.dataflow.java_texts import character, number, text
from gateway.dataflow.tree import (
    Assign,
    Binding,
    Call,
    Comparison,
    Conditional,
    Constant,
    Define,
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
    Statement,
    Text,
)
from gateway.syntax.nodes import Node

_NEW_ARRAY: Final = "java.lang.reflect.Array.newInstance"
_OPERATORS: Final = {
    "+": "+",
    "-": "-",
    "*": "*",
    "/": "//",
    "%": "%",
    "|": "|",
    "&": "&",
    "^": "^",
    "<<": "<<",
    ">>": ">>",
    ">>>": ">>",
}
_COMPARISONS: Final = frozenset({"==", "!=", "<", "<=", ">", ">="})
_PREFIXES: Final = {"!": "not", "-": "-", "+": "+", "~": "~"}
# Longer sums of numbers (or of nobody knows what) would nest too deeply.
_SUM_MAX: Final = 60
_BUFFERS: Final = frozenset({"byte[]", "char[]"})
_LOOKING: Final = frozenset({"verify", "isEqual"})  # what only compares what it is given


def place(node: Node) -> Place:
    """Return the place of a node; columns are UTF-8 bytes here, and become code points at the end."""
    (line, column), (end_line, end_column) = node.start_point, node.end_point
    return line + 1, column + 1, end_line + 1, end_column + 1


class Expressions:
    """Makes the neutral form of expressions. The class below it gives it blocks and switches."""

    def __init__(self, names: Names) -> None:
        """Begin outside of any class."""
        self.names = names
        self.before: list[Statement] = []
        self.owners: list[str] = []
        self._item: Expression | None = None

    def block(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements of a block."""
        raise NotImplementedError

    def switch(self, node: Node) -> Expression:
        """Return the value of a switch, the switch itself put before the statement."""
        raise NotImplementedError

    def members(self, body: Node) -> tuple[Statement, ...]:
        """Return the definitions of an anonymous class's methods."""
        raise NotImplementedError

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters of a method, made known as variables."""
        raise NotImplementedError

    def expression(self, node: Node) -> Expression:
        """Return the neutral form of an expression."""
        form = _EXPRESSIONS.get(node.type)
        return form(self, node) if form is not None else self._mixture(node)

    def optional(self, node: Node | None) -> Expression | None:
        """Return the neutral form of an expression that may be left out."""
        return None if node is None else self.expression(node)

    def all_of(self, nodes: Iterable[Node]) -> tuple[Expression, ...]:
        """Return the neutral forms of expressions."""
        return tuple([self.expression(node) for node in nodes])

    def role(self, node: Node, name: str) -> Expression:
        """Return the expression in a role; something unknown if a broken text has none."""
        found = node.child_by_field_name(name)
        return self.expression(found) if found is not None else Mixture((), place(node))

    def _mixture(self, node: Node) -> Expression:
        parts = [part for part in parts_of(node) if not part.type.endswith(("type", "type_identifier", "body"))]
        return Mixture(self.all_of(parts), place(node))

    # Literals and names.

    def _text(self, node: Node) -> Expression:
        return Constant(text(self.names.text(node)), place(node))

    def _character(self, node: Node) -> Expression:
        return Constant(character(self.names.text(node)), place(node))

    def _number(self, node: Node) -> Expression:
        value = number(self.names.text(node))
        return Mixture((), place(node)) if value is None else Constant(value, place(node))

    def _fixed(self, node: Node) -> Expression:
        return Constant({"true": True, "false": False}.get(node.type), place(node))

    def _this(self, node: Node) -> Expression:
        return Name("this", place(node))

    def _identifier(self, node: Node) -> Expression:
        return self.named(self.names.text(node), place(node))

    def named(self, name: str, where: Place) -> Expression:
        """Return the variable or class with this name."""
        if self.names.type_of(name) is None and name[:1].isupper():
            return Name(self.names.use(name), where)
        holder = self.names.holder_of(name)
        return Member(Name(holder, where), name, where) if holder else Name(name, where)

    def _member(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("object"), self.names.text(node.child_by_field_name("field"))
        if of is None or name == "this":
            return Name("this", place(node))
        if of.type == "this":
            holder = self.names.holder_of(name) or "this"
            return Member(Name(holder, place(node)), name, place(node))
        return self._qualified(node) or Member(self.expression(of), name, place(node))

    def _qualified(self, node: Node) -> Expression | None:
        """Return what a dotted name with a class in it stands for, or None if it begins with a variable."""
        dotted = "".join(self.names.text(node).split())
        if not re.fullmatch(r"[\w$.]+", dotted) or self.names.type_of(dotted.partition(".")[0]) is not None:
            return None
        owner = class_of(dotted)
        if not owner:
            return None
        result: Expression = Name(self.names.use(owner), place(node))
        for name in dotted[len(owner) + 1 :].split(".") if dotted != owner else ():
            is_class = name[:1].isupper() and name in self.names.methods
            result = Name(name, place(node)) if is_class else Member(result, name, place(node))
        return result

    def _class_literal(self, node: Node) -> Expression:
        return Name(self.names.declared(parts_of(node)[0]) + ".class", place(node))

    # Operations.

    def _inner(self, node: Node) -> Expression:
        inner = parts_of(node)
        return self.expression(inner[0]) if inner else Mixture((), place(node))

    def _cast(self, node: Node) -> Expression:
        return self.role(node, "value")

    def _binary(self, node: Node) -> Expression:
        sign = self.names.text(node.child_by_field_name("operator"))
        if sign == "+":
            return self._sum(node)
        if sign in {"&&", "||"}:
            operands = self.all_of(self._operands(node, sign))
            return Logical("and" if sign == "&&" else "or", operands, place(node))
        left, right = self.role(node, "left"), self.role(node, "right")
        if sign in _COMPARISONS:
            return Comparison(sign, left, right, place(node))
        return Operation(_OPERATORS.get(sign, "|"), left, right, place(node))

    def _sum(self, node: Node) -> Expression:
        """Return a sum of numbers, or the text that is put together."""
        operands = self._operands(node, "+")
        if any(self.is_text(operand) for operand in operands):
            return Text(self.all_of(operands), place(node))
        if len(operands) > _SUM_MAX:
            return Mixture(self.all_of(operands), place(node))
        result, *others = self.all_of(operands)
        for other in others:
            result = Operation("+", result, other, place(node))
        return result

    def _operands(self, node: Node, sign: str) -> list[Node]:
        """Return the operands of a chain of one operator, from the left; chains are long, so this does not recurse."""
        found: list[Node] = []
        current: Node | None = node
        while current is not None and self._is_chain(current, sign):
            right = current.child_by_field_name("right")
            if right is not None:
                found.append(right)
            current = current.child_by_field_name("left")
        if current is not None:
            found.append(current)
        return found[::-1]

    def _is_chain(self, node: Node, sign: str) -> bool:
        return node.type == "binary_expression" and self.names.text(node.child_by_field_name("operator")) == sign

    def is_text(self, node: Node) -> bool:
        """Tell whether an expression is surely a text."""
        if node.type in {"parenthesized_expression", "cast_expression"}:
            named = self.names.type_name(node.child_by_field_name("type"))
            return last(named) == "String" or any(self.is_text(part) for part in parts_of(node)[-1:])
        if node.type == "identifier":
            return last(self.names.type_of(self.names.text(node)) or "") in {"String", *BUILDERS}
        if node.type == "method_invocation":
            return self.names.text(node.child_by_field_name("name")) in {"toString", "substring", "trim", "toLowerCase"}
        return node.type == "string_literal"

    def _unary(self, node: Node) -> Expression:
        sign = _PREFIXES.get(self.names.text(node.child_by_field_name("operator")), "+")
        return Prefix(sign, self.role(node, "operand"), place(node))

    def _update(self, node: Node) -> Expression:
        operand = self._inner(node)
        sign = "-" if any(child.type == "--" for child in node.children) else "+"
        return Binding(operand, Operation(sign, operand, Constant(1, place(node)), place(node)), place(node))

    def filling(self, value: Expression) -> Expression:
        """
        Return a call of which only a number or nothing is wanted, with what it does to an array that it is given.

        `in.read(buffer)` and `random.nextBytes(salt)` leave their data there.
        """
        if not isinstance(value, Call) or not isinstance(value.function, Member) or not value.arguments:
            return value
        array = value.arguments[0]
        if value.function.name in _LOOKING or not isinstance(array, Name):
            return value
        if self.names.type_of(array.id) in _BUFFERS:
            return Binding(array, Mixture((array, value), value.place), value.place)
        return value

    def _assignment(self, node: Node) -> Expression:
        target, value = node.child_by_field_name("left"), self.role(node, "right")
        if target is None:
            return value
        if self.names.type_of(self.names.text(target)) == "int":
            value = self.filling(value)
        left = self.expression(target)
        sign = self.names.text(node.child_by_field_name("operator")).removesuffix("=")
        if sign == "+" and self.is_text(target):
            value = Text((left, value), place(node))
        elif sign:
            value = Operation(_OPERATORS.get(sign, "|"), left, value, place(node))
        return Binding(left, value, place(node))

    def _conditional(self, node: Node) -> Expression:
        test, then = self.role(node, "condition"), self.role(node, "consequence")
        return Conditional(test, then, self.role(node, "alternative"), place(node))

    def _is_of_type(self, node: Node) -> Expression:
        """Return a test of a type; with a variable that gets the value, it is that and no null."""
        value, name = self.role(node, "left"), node.child_by_field_name("name")
        if name is None:
            return Mixture((value,), place(node))
        self.names.declare(self.names.text(name), self.names.declared(node.child_by_field_name("right")))
        bound = Binding(Name(self.names.text(name), place(name)), value, place(node))
        return Comparison("is not", bound, Constant(None, place(node)), place(node))

    # Arrays.

    def _element(self, node: Node) -> Expression:
        return Element(self.role(node, "array"), self.role(node, "index"), place(node))

    def _array(self, node: Node) -> Expression:
        """Return the items of a new array, or for an empty one the call that makes it, its sizes as arguments."""
        value = node.child_by_field_name("value")
        if value is not None:
            return self.expression(value)
        sizes = [part for one in node.children_by_field_name("dimensions") for part in parts_of(one)]
        return Call(Name(_NEW_ARRAY, place(node)), self.all_of(sizes), (), place(node))

    def _items(self, node: Node) -> Expression:
        return Items(self.all_of(parts_of(node)), place(node))

    # Creation.

    def arguments(self, node: Node) -> tuple[Expression, ...]:
        """Return the arguments of a call."""
        found = node.child_by_field_name("arguments")
        return self.all_of(parts_of(found)) if found is not None else ()

    def _creation(self, node: Node) -> Expression:
        """Return the call of the class, or the syntax that other languages have for it."""
        name = self.names.type_name(node.child_by_field_name("type"))
        arguments = self.arguments(node)
        for part in parts_of(node):
            if part.type == "class_body":
                self.before += self.members(part)
        is_own = last(name) in self.names.methods
        made = None if is_own else created(last(name), arguments, place(node))
        return made or Call(Name(self.names.resolved(name), place(node)), arguments, (), place(node))

    # Calls.

    def _call(self, node: Node) -> Expression:
        name, of = self.names.text(node.child_by_field_name("name")), node.child_by_field_name("object")
        where = place(node)
        if of is None or of.type in {"this", "super"}:
            function = self._own(name, where)
            return Call(function, self.arguments(node), (), where)
        receiver = self.expression(of)
        kept, self._item = self._item, _root(receiver)
        arguments = self.arguments(node)
        self._item = kept
        if arguments and name in BUILDING and self._is_builder(of):
            return built(name, receiver, arguments, where)
        return called(name, receiver, arguments, where) or Call(Member(receiver, name, where), arguments, (), where)

    def _own(self, name: str, where: Place) -> Expression:
        """Return the method of this class or of one around it, or else the function of that name."""
        for number_, owner in enumerate(reversed(self.owners)):
            if name in self.names.methods.get(owner, ()):
                return Member(Name(owner if number_ else "this", where), name, where)
        return Name(self.names.imported(name), where)

    def _is_builder(self, node: Node) -> bool:
        """Tell whether a call is on a text builder, or on what such a call returns."""
        while node.type == "method_invocation":
            of = node.child_by_field_name("object")
            if of is None or self.names.text(node.child_by_field_name("name")) not in BUILDING:
                return False
            node = of
        if node.type == "object_creation_expression":
            return last(self.names.type_name(node.child_by_field_name("type"))) in BUILDERS
        if node.type == "field_access":
            return last(self.names.type_of(self.names.text(node.child_by_field_name("field"))) or "") in BUILDERS
        return last(self.names.type_of(self.names.text(node)) or "") in BUILDERS

    def _lambda(self, node: Node) -> Expression:
        """Put the lambda's definition before the statement; what it is given depends on whose method it is given to."""
        where, parameters, body = place(node), node.child_by_field_name("parameters"), node.child_by_field_name("body")
        given = Mixture(() if self._item is None else (self._item,), where)
        kept, self.before = self.before, []
        self.names.enter()
        names = [parameters] if parameters is not None and parameters.type == "identifier" else []
        if parameters is not None and not names:
            names = [part.child_by_field_name("name") or part for part in parts_of(parameters)]
        taken: list[Statement] = []
        for name in names:
            self.names.declare(self.names.text(name), "")
            taken.append(Assign((Name(self.names.text(name), place(name)),), given, where))
        inner = self._lambda_body(body)
        self.names.leave()
        self.before = kept
        called = f"lambda@{where[0]}:{where[1]}"
        self.before.append(Define(Function(called, (), (*taken, *inner), (), where), where))
        return Name(called, where)

    def _lambda_body(self, body: Node | None) -> tuple[Statement, ...]:
        if body is None:
            return ()
        if body.type == "block":
            return self.block(body)
        value = self.expression(body)
        return (*self.before, Return(value, place(body)))

    def _reference(self, node: Node) -> Expression:
        of = parts_of(node)
        return Mixture(self.all_of(of[:1]), place(node))

    def _switch(self, node: Node) -> Expression:
        return self.switch(node)


_EXPRESSIONS: Final = cast(
    "dict[str, Callable[[Expressions, Node], Expression]]",
    {
        "string_literal": Expressions._text,  # noqa: SLF001 - the table belongs to the class
        "text_block": Expressions._text,  # noqa: SLF001
        "character_literal": Expressions._character,  # noqa: SLF001
        "decimal_integer_literal": Expressions._number,  # noqa: SLF001
        "hex_integer_literal": Expressions._number,  # noqa: SLF001
        "octal_integer_literal": Expressions._number,  # noqa: SLF001
        "binary_integer_literal": Expressions._number,  # noqa: SLF001
        "decimal_floating_point_literal": Expressions._number,  # noqa: SLF001
        "true": Expressions._fixed,  # noqa: SLF001
        "false": Expressions._fixed,  # noqa: SLF001
        "null_literal": Expressions._fixed,  # noqa: SLF001
        "this": Expressions._this,  # noqa: SLF001
        "identifier": Expressions._identifier,  # noqa: SLF001
        "field_access": Expressions._member,  # noqa: SLF001
        "class_literal": Expressions._class_literal,  # noqa: SLF001
        "parenthesized_expression": Expressions._inner,  # noqa: SLF001
        "cast_expression": Expressions._cast,  # noqa: SLF001
        "binary_expression": Expressions._binary,  # noqa: SLF001
        "unary_expression": Expressions._unary,  # noqa: SLF001
        "update_expression": Expressions._update,  # noqa: SLF001
        "assignment_expression": Expressions._assignment,  # noqa: SLF001
        "ternary_expression": Expressions._conditional,  # noqa: SLF001
        "instanceof_expression": Expressions._is_of_type,  # noqa: SLF001
        "array_access": Expressions._element,  # noqa: SLF001
        "array_creation_expression": Expressions._array,  # noqa: SLF001
        "array_initializer": Expressions._items,  # noqa: SLF001
        "element_value_array_initializer": Expressions._items,  # noqa: SLF001
        "object_creation_expression": Expressions._creation,  # noqa: SLF001
        "method_invocation": Expressions._call,  # noqa: SLF001
        "lambda_expression": Expressions._lambda,  # noqa: SLF001
        "method_reference": Expressions._reference,  # noqa: SLF001
        "switch_expression": Expressions._switch,  # noqa: SLF001
    },
)


def _root(expression: Expression) -> Expression | None:
    """Return the variable on which a chain of calls begins, or None."""
    while not isinstance(expression, Name):
        if isinstance(expression, Call):
            expression = expression.function
        elif isinstance(expression, Member | Element):
            expression = expression.of
        else:
            return None
    return expression

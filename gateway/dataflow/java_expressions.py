"""
The front end for Java: its expressions in the neutral form.

The classes that other languages have as syntax (text builders, lists, maps) become that syntax here; all other
classes are named only, and known by the bundle. What stands in an expression but must run before it (the body of a
lambda, a switch that is an expression) is put `before` the statement.
"""

import re
from typing import ClassVar, Final

from gateway.dataflow import reader
from gateway.dataflow.java_language import BUILDERS, BUILDING, built, called, created
from gateway.dataflow.java_names import Names, class_of, last
from gateway.dataflow.java_texts import character, number, text
from gateway.dataflow.reader import PreparingReader, Reader, begins_anyhow, place
from gateway.dataflow.tree import (
    CALLBACK,
    Assign,
    Binding,
    Call,
    Comparison,
    Constant,
    Define,
    Element,
    Expression,
    Function,
    Items,
    Member,
    Mixture,
    Name,
    Parameter,
    Place,
    Return,
    Statement,
    Text,
)
from gateway.syntax.nodes import Node

_NEW_ARRAY: Final = "java.lang.reflect.Array.newInstance"
_BUFFERS: Final = frozenset({"byte[]", "char[]"})
_LOOKING: Final = frozenset({"verify", "isEqual"})  # what only compares what it is given


class Expressions(PreparingReader):
    """Makes the neutral form of expressions. The class below it gives it blocks and switches."""

    def __init__(self, text: str, names: Names) -> None:
        """Begin outside of any class."""
        super().__init__(text)
        self.names = names
        self.owners: list[str] = []
        self._item: Expression | None = None
        self._is_for_route = False

    def switch(self, node: Node) -> Expression:
        """Return the value of a switch, the switch itself put before the statement."""
        raise NotImplementedError

    def members(self, body: Node) -> tuple[Statement, ...]:
        """Return the definitions of an anonymous class's methods."""
        raise NotImplementedError

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters of a method, made known as variables."""
        raise NotImplementedError

    def mixture(self, node: Node) -> Expression:
        """Return an expression that depends on all its parts, types and bodies of classes left out."""
        parts = [part for part in self.parts(node) if not part.type.endswith(("type", "type_identifier", "body"))]
        return Mixture(self.all_of(parts), place(node))

    # Literals and names.

    def _text(self, node: Node) -> Expression:
        return Constant(text(self.text(node)), place(node))

    def _character(self, node: Node) -> Expression:
        return Constant(character(self.text(node)), place(node))

    def number(self, node: Node) -> Expression:
        """Return the number of a literal."""
        value = number(self.text(node))
        return Mixture((), place(node)) if value is None else Constant(value, place(node))

    def _this(self, node: Node) -> Expression:
        return Name("this", place(node))

    def named(self, name: str, where: Place) -> Expression:
        """Return the variable or class with this name."""
        if self.names.type_of(name) is None and name[:1].isupper():
            return Name(self.names.use(name), where)
        holder = self.names.holder_of(name)
        return Member(Name(holder, where), name, where) if holder else Name(name, where)

    def _member(self, node: Node) -> Expression:
        of, name = node.child_by_field_name("object"), self.text(node.child_by_field_name("field"))
        if of is None or name == "this":
            return Name("this", place(node))
        if of.type == "this":
            holder = self.names.holder_of(name) or "this"
            return Member(Name(holder, place(node)), name, place(node))
        return self._qualified(node) or Member(self.expression(of), name, place(node))

    def _qualified(self, node: Node) -> Expression | None:
        """Return what a dotted name with a class in it stands for, or None if it begins with a variable."""
        dotted = "".join(self.text(node).split())
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
        return Name(self.names.declared(self.parts(node)[0]) + ".class", place(node))

    # Operations.

    def is_text(self, node: Node) -> bool:
        """Tell whether an expression is surely a text."""
        if node.type in {"parenthesized_expression", "cast_expression"}:
            named = self.names.type_name(node.child_by_field_name("type"))
            return last(named) == "String" or any(self.is_text(part) for part in self.parts(node)[-1:])
        if node.type == "identifier":
            return last(self.names.type_of(self.text(node)) or "") in {"String", *BUILDERS}
        if node.type == "method_invocation":
            return self.text(node.child_by_field_name("name")) in {"toString", "substring", "trim", "toLowerCase"}
        return node.type == "string_literal"

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

    def assignment(self, node: Node) -> Expression:
        """Return `left = right`, or with an operator before the sign."""
        target, value = node.child_by_field_name("left"), self.role(node, "right")
        if target is None:
            return value
        if self.names.type_of(self.text(target)) == "int":
            value = self.filling(value)
        left, sign, where = self.expression(target), self.sign(node).removesuffix("="), place(node)
        if sign == "+" and self.is_text(target):
            return Binding(left, Text((left, value), where), where)
        return self.assigned(left, sign, value, where)

    def _is_of_type(self, node: Node) -> Expression:
        """Return a test of a type; with a variable that gets the value, it is that and no null."""
        value, name = self.role(node, "left"), node.child_by_field_name("name")
        if name is None:
            return Mixture((value,), place(node))
        self.names.declare(self.text(name), self.names.declared(node.child_by_field_name("right")))
        bound = Binding(Name(self.text(name), place(name)), value, place(node))
        return Comparison("is not", bound, Constant(None, place(node)), place(node))

    # Arrays.

    def _element(self, node: Node) -> Expression:
        return Element(self.role(node, "array"), self.role(node, "index"), place(node))

    def _array(self, node: Node) -> Expression:
        """Return the items of a new array, or for an empty one the call that makes it, its sizes as arguments."""
        value = node.child_by_field_name("value")
        if value is not None:
            return self.expression(value)
        sizes = [part for one in node.children_by_field_name("dimensions") for part in self.parts(one)]
        return Call(Name(_NEW_ARRAY, place(node)), self.all_of(sizes), (), place(node))

    def _items(self, node: Node) -> Expression:
        return Items(self.all_of(self.parts(node)), place(node))

    # Creation.

    def given(self, node: Node) -> tuple[Expression, ...]:
        """Return the arguments of a call."""
        parts = self.parts(node.child_by_field_name("arguments"))
        kept = self._is_for_route
        self._is_for_route = any(part.type == "lambda_expression" for part in parts) and self._names_path(node)
        arguments = self.all_of(parts)
        self._is_for_route = kept
        return arguments

    def _names_path(self, call: Node | None) -> bool:
        """Tell whether a call, or one on whose result it is called, names a path: what it is given serves that."""
        while call is not None and call.type == "method_invocation":
            first = next(iter(self.parts(call.child_by_field_name("arguments"))), None)
            if first is not None and first.type == "string_literal" and self.text(first).startswith('"/'):
                return True
            call = call.child_by_field_name("object")
        return False

    def _creation(self, node: Node) -> Expression:
        """Return the call of the class, or the syntax that other languages have for it."""
        name = self.names.type_name(node.child_by_field_name("type"))
        arguments = self.given(node)
        for part in self.parts(node):
            if part.type == "class_body":
                self.before += self.members(part)
        is_own = last(name) in self.names.methods
        made = None if is_own else created(last(name), arguments, place(node))
        return made or Call(Name(self.names.resolved(name), place(node)), arguments, (), place(node))

    # Calls.

    def _call(self, node: Node) -> Expression:
        name, of = self.text(node.child_by_field_name("name")), node.child_by_field_name("object")
        where = place(node)
        if of is None or of.type in {"this", "super"}:
            function = self._own(name, where)
            return Call(function, self.given(node), (), where)
        receiver = self.expression(of)
        kept, self._item = self._item, _root(receiver)
        arguments = self.given(node)
        self._item = kept
        if arguments and name in BUILDING and self._is_builder(of):
            return built(name, receiver, arguments, where)
        if name == "startsWith" and len(arguments) == 1 and self.is_text(of) and begins_anyhow(arguments[0]):
            return Comparison("~in", arguments[0], receiver, where)
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
            if of is None or self.text(node.child_by_field_name("name")) not in BUILDING:
                return False
            node = of
        if node.type == "object_creation_expression":
            return last(self.names.type_name(node.child_by_field_name("type"))) in BUILDERS
        if node.type == "field_access":
            return last(self.names.type_of(self.text(node.child_by_field_name("field"))) or "") in BUILDERS
        return last(self.names.type_of(self.text(node)) or "") in BUILDERS

    def _lambda(self, node: Node) -> Expression:
        """Put the lambda's definition before the statement; what it is given depends on whose method it is given to."""
        if self._is_for_route:
            return self._callback(node)
        where, parameters, body = place(node), node.child_by_field_name("parameters"), node.child_by_field_name("body")
        given = Mixture(() if self._item is None else (self._item,), where)
        kept, self.before = self.before, []
        self.names.enter()
        names = [parameters] if parameters is not None and parameters.type == "identifier" else []
        if parameters is not None and not names:
            names = [part.child_by_field_name("name") or part for part in self.parts(parameters)]
        taken: list[Statement] = []
        for name in names:
            self.names.declare(self.text(name), "")
            taken.append(Assign((Name(self.text(name), place(name)),), given, where))
        inner = self._lambda_body(body)
        self.names.leave()
        self.before = kept
        called = f"lambda@{where[0]}:{where[1]}"
        self.before.append(Define(Function(called, (), (*taken, *inner), (), where), where))
        return Name(called, where)

    def _callback(self, node: Node) -> Expression:
        """Return a lambda whose parameters get what the server gives them."""
        given, where = node.child_by_field_name("parameters"), place(node)
        kept, self.before = self.before, []
        self.names.enter()
        if given is not None and given.type == "formal_parameters":
            parameters = self.parameters(given)
        else:
            names = [given] if given is not None and given.type == "identifier" else self.parts(given)
            parameters = tuple([Parameter(self.text(name), "", None) for name in names])
            for one in parameters:
                self.names.declare(one.name, "")
        body = self._lambda_body(node.child_by_field_name("body"))
        self.names.leave()
        self.before = kept
        return Function(CALLBACK, parameters, body, (), where)

    def _lambda_body(self, body: Node | None) -> tuple[Statement, ...]:
        if body is None:
            return ()
        if body.type == "block":
            return self.block(body)
        value = self.expression(body)
        return (*self.before, Return(value, place(body)))

    def _reference(self, node: Node) -> Expression:
        of = self.parts(node)
        return Mixture(self.all_of(of[:1]), place(node))

    def _switch(self, node: Node) -> Expression:
        return self.switch(node)

    expressions: ClassVar[reader.Expressions] = {
        **Reader.expressions,
        "string_literal": _text,
        "text_block": _text,
        "character_literal": _character,
        "decimal_integer_literal": number,
        "hex_integer_literal": number,
        "octal_integer_literal": number,
        "binary_integer_literal": number,
        "decimal_floating_point_literal": number,
        "null_literal": Reader.fixed,
        "this": _this,
        "field_access": _member,
        "class_literal": _class_literal,
        "cast_expression": Reader.last,
        "assignment_expression": assignment,
        "ternary_expression": Reader.conditional,
        "instanceof_expression": _is_of_type,
        "array_access": _element,
        "array_creation_expression": _array,
        "array_initializer": _items,
        "element_value_array_initializer": _items,
        "object_creation_expression": _creation,
        "method_invocation": _call,
        "lambda_expression": _lambda,
        "method_reference": _reference,
        "switch_expression": _switch,
    }


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

"""The front end for JavaScript and TypeScript: functions, their parameters, and patterns that take values apart."""

import re
from typing import Final

from gateway.dataflow.javascript_expressions import Expressions
from gateway.dataflow.javascript_objects import sets_an_element
from gateway.dataflow.reader import place
from gateway.dataflow.tree import (
    Assign,
    Constant,
    Element,
    Expression,
    Function,
    Logical,
    Member,
    Name,
    Parameter,
    Place,
    Return,
    Statement,
)
from gateway.syntax.nodes import Node

_LATER: Final = frozenset({"async", "*"})  # the marks of functions to wait for, and of those that give items
_NAMES: Final = frozenset({"identifier", "shorthand_property_identifier_pattern"})
_TYPED: Final = frozenset({"required_parameter", "optional_parameter"})
_DECLARING: Final = frozenset({"accessibility_modifier", "readonly"})
_PATTERNS: Final = frozenset({"object_pattern", "array_pattern"})
# How the interpreter calls types whose values hold no text.
_NUMBERS: Final = {"number": "int", "boolean": "bool", "bigint": "int"}
# What a decorator is given to make such a value of what is sent (`@Param("id", ParseIntPipe)`), or to refuse it.
_PIPE: Final = re.compile(r",\s*(?:new\s+)?Parse(Int|Float|Bool|UUID|Date)Pipe\s*(?:\([^()]*\)\s*)?,?\s*\)$")
_AMOUNTS: Final = frozenset({"Int", "Float"})
_RESPONSES: Final = frozenset({"res", "response", "reply"})
_REQUEST: Final = "req"


class Patterns(Expressions):
    """Makes functions, and the assignments that patterns are. The class below it gives it blocks."""

    within = ""  # the function that is being read, by its name
    is_setter = False  # whether it assigns to elements

    # Patterns.

    def taken(self, target: Node, value: Expression, where: Place) -> list[Statement]:
        """Return the assignments of a value to a pattern."""
        if target.type == "assignment_pattern":
            left = target.child_by_field_name("left")
            usual = Logical("or", (value, self.role(target, "right")), where)
            return self.taken(left, usual, where) if left is not None else []
        if target.type not in _PATTERNS:
            return [Assign((self.expression(target),), value, where)]
        made: list[Statement] = []
        if not _is_path(value):
            holder = Name(f"{{{where[0]}:{where[1]}:{target.start_byte}", where)
            made.append(Assign((holder,), value, where))
            value = holder
        inner = self._of_object if target.type == "object_pattern" else self._of_array
        return [*made, *inner(target, value, where)]

    def _of_object(self, target: Node, of: Expression, where: Place) -> list[Statement]:
        made: list[Statement] = []
        for part in self.parts(target):
            if part.type == "rest_pattern":
                made += [one for rest in self.parts(part) for one in self.taken(rest, of, where)]
            elif part.type == "pair_pattern":
                key, inner = part.child_by_field_name("key"), part.child_by_field_name("value")
                if key is not None and inner is not None:
                    made += self.taken(inner, _property(of, self.key(key), where), where)
            else:
                named = part.child_by_field_name("left") or part
                value: Expression = Member(of, self.text(named), where)
                if named is not part:
                    value = Logical("or", (value, self.role(part, "right")), where)
                made.append(Assign((Name(self.text(named), place(named)),), value, where))
        return made

    def _of_array(self, target: Node, of: Expression, where: Place) -> list[Statement]:
        made: list[Statement] = []
        position = 0
        for child in target.children:
            if child.type == ",":
                position += 1
            elif child.type == "rest_pattern":
                made += [one for rest in self.parts(child) for one in self.taken(rest, of, where)]
            elif child.type not in {"[", "]", "comment"}:
                made += self.taken(child, Element(of, Constant(position, where), where), where)
        return made

    # Functions.

    def function(self, node: Node, name: str) -> Function:
        """Return a function under a name."""
        return self.method(node, name, (), ())

    def method(
        self, node: Node, name: str, owner: tuple[Parameter, ...], decorators: tuple[Expression, ...]
    ) -> Function:
        """Return a function, for a method with its owner as first parameter."""
        where, body = place(node), node.child_by_field_name("body")
        around, self.within, self.is_setter = (self.within, self.is_setter), name, sets_an_element(self.text(node))
        kept, self.before = self.before, []
        parameters, made = self._parameters(node)
        self.scopes.append({parameter.name for parameter in parameters})
        self.declare(made)
        if body is None:
            inner: tuple[Statement, ...] = ()
        elif body.type == "statement_block":
            inner = self.block(body)
        else:
            value = self.expression(body)
            inner = (*self.before, Return(value, place(body)))
        self.before = kept
        self.scopes.pop()
        self.within, self.is_setter = around
        is_later = any(child.type in _LATER for child in node.children)
        return Function(name, (*owner, *parameters), (*made, *inner), decorators, where, is_later)

    def _parameters(self, node: Node) -> tuple[list[Parameter], list[Statement]]:
        """Return a function's parameters, and the assignments that take them apart."""
        single = node.child_by_field_name("parameter")
        if single is not None:
            return [Parameter(self.text(single), "", None)], []
        holder = node.child_by_field_name("parameters")
        parts = [part for part in (self.parts(holder) if holder is not None else ()) if part.type != "decorator"]
        is_answered = any(self.text(_inner_pattern(part)) in _RESPONSES for part in parts)
        found: list[Parameter] = []
        made: list[Statement] = []
        for number, part in enumerate(parts):
            is_request = is_answered and number == 0
            parameter, taking = self._parameter(part, _REQUEST if is_request else f"{{{part.start_byte}")
            found += [] if parameter.name == "this" else [parameter]
            made += [*taking, *self._property_of(part, parameter.name)]
        return found, made

    def _parameter(self, node: Node, holder: str) -> tuple[Parameter, list[Statement]]:
        """Return a parameter; what is a pattern gets the name `holder` and is taken apart."""
        annotation, default = "", None
        target = node
        if node.type in _TYPED:
            annotation = self._annotation(node)
            target = node.child_by_field_name("pattern") or node
            default = self.optional(node.child_by_field_name("value"))
        elif node.type == "assignment_pattern":
            target = node.child_by_field_name("left") or node
            default = self.role(node, "right")
        is_rest = target.type == "rest_pattern"
        if is_rest:
            target = next(iter(self.parts(target)), target)
        if target.type in _PATTERNS:
            where = place(target)
            return Parameter(holder, annotation, default, is_rest), self.taken(target, Name(holder, where), where)
        return Parameter(self.text(target), annotation, default, is_rest), []

    def _property_of(self, node: Node, name: str) -> list[Statement]:
        """Return the assignment of a constructor's parameter that declares a member of the object, none for others."""
        if not any(part.type in _DECLARING for part in node.children):
            return []
        where = place(node)
        return [Assign((Member(Name("this", where), name, where),), Name(name, where), where)]

    def _annotation(self, node: Node) -> str:
        """Return a parameter's type: its decorator if it has one, else the name of its type without parameters."""
        for part in self.parts(node):
            if part.type == "decorator":
                text = self.text(part)
                pipe = _PIPE.search(text)
                if pipe is None:
                    return text.partition("(")[0]
                return "int" if pipe[1] in _AMOUNTS else "bool"
        declared = node.child_by_field_name("type")
        name = self.text(declared).lstrip(": ").partition("<")[0].strip()
        return _NUMBERS.get(name, name)


def _inner_pattern(node: Node) -> Node:
    return node.child_by_field_name("pattern") or node.child_by_field_name("left") or node


def _is_path(value: Expression) -> bool:
    while isinstance(value, Member):
        value = value.of
    return isinstance(value, Name)


def _property(of: Expression, key: Expression, where: Place) -> Expression:
    if isinstance(key, Constant) and isinstance(key.value, str):
        return Member(of, key.value, where)
    return Element(of, key, where)

"""
The front end for JavaScript and TypeScript: expressions in the neutral form.

Types, casts and `await` leave no trace. What stands in an expression but must run before it (the definition of a
class) is put `before` the statement.
"""

from typing import ClassVar, Final

from gateway.dataflow import reader
from gateway.dataflow.javascript_language import called, compared
from gateway.dataflow.javascript_reading import CLASSES, FUNCTIONS, Reading
from gateway.dataflow.javascript_resolvers import OPERATIONS, resolving
from gateway.dataflow.javascript_texts import is_local, module_name, number, text
from gateway.dataflow.reader import Reader, place
from gateway.dataflow.tree import (
    CALLBACK,
    Binding,
    Call,
    Constant,
    Element,
    Entries,
    Expression,
    Function,
    Items,
    Member,
    Mixture,
    Name,
    Operation,
    Place,
    Prefix,
    Spread,
    Text,
    awaited,
)
from gateway.syntax.nodes import Node

_EQUAL: Final = "$eq"  # MongoDB's name for being equal: what stands behind it is a value, never a question
_OPERATORS: Final = {">>>": ">>"}
_COMPARISONS: Final = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "instanceof"})


class Expressions(Reading):
    """Makes the neutral form of expressions. The class below it gives it functions and classes."""

    def function(self, node: Node, name: str) -> Function:
        """Return a function under a name."""
        raise NotImplementedError

    def defined_class(self, node: Node, name: str) -> Expression:
        """Return a class that stands in an expression, its definition put before the statement."""
        raise NotImplementedError

    def expression(self, node: Node) -> Expression:
        """Return the neutral form of an expression."""
        expression = super().expression(self.unwrapped(node))
        return awaited(expression) if self.waits(node) else expression

    def named_as(self, node: Node, name: str) -> Expression:
        """Return an expression; if it is a function or a class, under this name."""
        node = self.unwrapped(node)
        if node.type in FUNCTIONS:
            return self.function(node, self.text(node.child_by_field_name("name")) or name)
        return self.defined_class(node, name) if node.type in CLASSES else self.expression(node)

    # Literals and names.

    def _text(self, node: Node) -> Expression:
        return Constant(text(self.text(node)[1:-1]), place(node))

    def _template(self, node: Node) -> Expression:
        literals, values = self._template_parts(node)
        if not values:
            return Constant(literals[0], place(node))
        parts: list[Expression] = []
        for literal, value in zip(literals, [*values, None], strict=True):
            parts += [Constant(literal, place(node))] if literal else []
            parts += [value] if value is not None else []
        return Text(tuple(parts), place(node))

    def _template_parts(self, node: Node) -> tuple[list[str], tuple[Expression, ...]]:
        """Return the literals of a template, one more than its values, and the values."""
        holes = [part for part in self.parts(node) if part.type == "template_substitution"]
        starts = [node.start_byte + 1, *[hole.end_byte for hole in holes]]
        ends = [*[hole.start_byte for hole in holes], node.end_byte - 1]
        literals = [text(self.between(start, end)) for start, end in zip(starts, ends, strict=True)]
        return literals, tuple([self.inner(hole) for hole in holes])

    def number(self, node: Node) -> Expression:
        """Return the number of a literal."""
        value = number(self.text(node))
        return Mixture((), place(node)) if value is None else Constant(value, place(node))

    def _regex(self, node: Node) -> Expression:
        """Return a regular expression as the text with which it is written, so that what it says can be asked."""
        return Constant(self.text(node), place(node))

    def _element(self, node: Node) -> Expression:
        of, index = self.role(node, "object"), self.role(node, "index")
        if isinstance(index, Constant) and isinstance(index.value, str):
            return Member(of, index.value, place(node))
        return Element(of, index, place(node))

    # Operations.

    def binary(self, node: Node) -> Expression:
        """Return an operation, a comparison, or a text that is put together."""
        sign = self.sign(node)
        if sign in _COMPARISONS:
            return compared(sign, self.role(node, "left"), self.role(node, "right"), place(node))
        return super().binary(node)

    def operation(self, sign: str, left: Expression, right: Expression, where: Place) -> Expression:
        """Return an operation; unlike in other languages, `/` gives no whole numbers."""
        return Operation(_OPERATORS.get(sign, sign), left, right, where)

    def _unary(self, node: Node) -> Expression:
        sign, operand = self.text(node.child_by_field_name("operator")), self.role(node, "argument")
        if sign == "+":
            return Call(Name("Number", place(node)), (operand,), (), place(node))
        if sign in {"!", "-"}:
            return Prefix("not" if sign == "!" else "-", operand, place(node))
        return Prefix("~", operand, place(node)) if sign in {"~", "typeof"} else Mixture((operand,), place(node))

    def _update(self, node: Node) -> Expression:
        operand = self.written(self.role(node, "argument"))
        sign = "-" if self.text(node.child_by_field_name("operator")) == "--" else "+"
        return Binding(operand, Operation(sign, operand, Constant(1, place(node)), place(node)), place(node))

    def _assignment(self, node: Node) -> Expression:
        target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        if target is None or value is None:
            return self.mixture(node)
        made = self.named_as(value, self.target_name(target))
        if target.type == "object_pattern":
            return made
        return Binding(self.written(self.expression(target)), made, place(node))

    def target_name(self, node: Node) -> str:
        """Return the last part of what is assigned to, by which a function is then known."""
        return self.text(node.child_by_field_name("property") or node) if node.type != "subscript_expression" else "f"

    def _augmented(self, node: Node) -> Expression:
        left, right, where = self.written(self.role(node, "left")), self.role(node, "right"), place(node)
        return Binding(left, self.combined(left, self.sign(node).removesuffix("="), right, where), where)

    def _sequence(self, node: Node) -> Expression:
        parts = self.all_of(self.parts(node))
        return parts[-1] if len(parts) == 1 else Mixture(parts, place(node))

    def _asserted(self, node: Node) -> Expression:
        return self.expression(self.parts(node)[-1])

    def _spread(self, node: Node) -> Expression:
        return Spread(self.inner(node), place(node))

    # Literals of collections.

    def _items(self, node: Node) -> Expression:
        return Items(self.all_of(self.parts(node)), place(node))

    def _object(self, node: Node) -> Expression:
        """Return an object, `{ $eq: x }` as a call of `$eq`; of one whose members functions say, nothing is known."""
        if any(_is_accessor(part) for part in self.parts(node)):
            return self.mixture(node)
        entries = [entry for part in self.parts(node) if (entry := self._entry(part)) is not None]
        key, value = entries[0] if len(entries) == 1 else (None, None)
        if isinstance(key, Constant) and key.value == _EQUAL and value is not None:
            return Call(Name(_EQUAL, place(node)), (value,), (), place(node))
        return Entries(tuple(entries), place(node), is_object=True)

    def _entry(self, node: Node) -> tuple[Expression | None, Expression] | None:
        where = place(node)
        if node.type == "pair":
            key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
            if key is None or value is None:
                return None
            name = self.text(key).strip("'\"")
            made = self.named_as(value, name)
            return self.key(key), resolving(made) if name in OPERATIONS else made
        if node.type in {"shorthand_property_identifier", "identifier"}:
            name = self.text(node)
            return Constant(name, where), Name(name, where)
        if node.type == "method_definition":
            key = node.child_by_field_name("name")
            name = self.text(key).strip("'\"")
            return (self.key(key) if key is not None else None), self.function(node, name)
        return (None, self.inner(node)) if node.type == "spread_element" else None

    def key(self, node: Node) -> Expression:
        """Return the key of an object's property: a name is a text, what stands in brackets is computed."""
        if node.type == "computed_property_name":
            return self.inner(node)
        return self.expression(node) if node.type in {"string", "number"} else Constant(self.text(node), place(node))

    # Calls.

    def given(self, node: Node) -> tuple[Expression, ...]:
        """Return the arguments of a call; a function among them is a callback."""
        found = node.child_by_field_name("arguments")
        return tuple([self.named_as(part, CALLBACK) for part in self.parts(found)]) if found is not None else ()

    def _call(self, node: Node) -> Expression:
        where, function = place(node), node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        if function is None:
            return self.mixture(node)
        if given is not None and given.type == "template_string":
            literals, values = self._template_parts(given)
            first = Items(tuple([Constant(one, where) for one in literals]), where)
            return Call(self.expression(function), (first, *values), (), where)
        if function.type == "import" or self.text(function) == "require":
            loaded = self.loaded(node)
            return Mixture((), where) if loaded == "" else self.module(loaded, where) if loaded else self._plain(node)
        return self._plain(node)

    def loaded(self, node: Node) -> str | None:
        """Return the module that a call of `require` or `import` loads, nothing for a file, None if it is not known."""
        node = self.unwrapped(node)
        if node.type != "call_expression":
            return None
        function = node.child_by_field_name("function")
        if function is None or not (function.type == "import" or self.text(function) == "require"):
            return None
        given = node.child_by_field_name("arguments")
        parts = self.parts(given) if given is not None else []
        if len(parts) != 1 or parts[0].type != "string":
            return None
        name = text(self.text(parts[0])[1:-1])
        return "" if is_local(name) else module_name(name)

    def _plain(self, node: Node) -> Expression:
        where = place(node)
        function, arguments = self._callee(node), self.given(node)
        if isinstance(function, Member):
            return called(function, arguments, where) or Call(function, arguments, (), where)
        return Call(function, arguments, (), where)

    def _callee(self, node: Node) -> Expression:
        """Return what is called; of several expressions in brackets, as in `(0, eval)(text)`, the last."""
        function = node.child_by_field_name("function")
        function = None if function is None else self.unwrapped(function)
        while function is not None and function.type == "sequence_expression":
            function = self.unwrapped(self.parts(function)[-1])
        return Mixture((), place(node)) if function is None else self.expression(function)

    def _new(self, node: Node) -> Expression:
        return Call(self.role(node, "constructor"), self.given(node), (), place(node))

    def _function(self, node: Node) -> Expression:
        return self.named_as(node, "function")

    def _class(self, node: Node) -> Expression:
        return self.defined_class(node, "")

    # JSX.

    def _element_of_page(self, node: Node) -> Expression:
        """Return an element as a call: its attributes are named arguments, its children positional ones."""
        opening = node.child_by_field_name("open_tag") or node
        named: list[tuple[str, Expression]] = []
        children: list[Expression] = []
        for part in opening.children_by_field_name("attribute"):
            inner = self.parts(part)
            if part.type != "jsx_attribute" or not inner:
                children += self.all_of(inner)
            elif len(inner) > 1:
                named.append((self.text(inner[0]), self.named_as(inner[1], CALLBACK)))
        if opening is not node:
            shown = [
                part for part in self.parts(node) if part.type.startswith("jsx_") and "ing_element" not in part.type
            ]
            children += self.all_of(shown)
            children += self.all_of(part for part in self.parts(node) if part.type == "jsx_self_closing_element")
        return Call(Name("jsx", place(node)), tuple(children), tuple(named), place(node))

    def _page_text(self, node: Node) -> Expression:
        return Constant(self.text(node), place(node))

    expressions: ClassVar[reader.Expressions] = {
        **Reader.expressions,
        "string": _text,
        "template_string": _template,
        "number": number,
        "regex": _regex,
        "null": Reader.fixed,
        "undefined": Reader.fixed,
        "this": Reader.identifier,
        "super": Reader.identifier,
        "import": Reader.identifier,
        "shorthand_property_identifier": Reader.identifier,
        "property_identifier": Reader.identifier,
        "member_expression": Reader.member,
        "subscript_expression": _element,
        "binary_expression": binary,
        "unary_expression": _unary,
        "update_expression": _update,
        "assignment_expression": _assignment,
        "augmented_assignment_expression": _augmented,
        "ternary_expression": Reader.conditional,
        "sequence_expression": _sequence,
        "spread_element": _spread,
        "array": _items,
        "array_pattern": _items,
        "object": _object,
        "call_expression": _call,
        "new_expression": _new,
        "type_assertion": _asserted,
        "arrow_function": _function,
        "function_expression": _function,
        "generator_function": _function,
        "class": _class,
        "jsx_element": _element_of_page,
        "jsx_self_closing_element": _element_of_page,
        "jsx_expression": _sequence,
        "jsx_text": _page_text,
    }


def _is_accessor(node: Node) -> bool:
    """Tell whether a member of an object is a function that runs when it is read or set."""
    return node.type == "method_definition" and any(part.type in {"get", "set"} for part in node.children)

"""
The front end for JavaScript and TypeScript: expressions in the neutral form.

Types, casts and `await` leave no trace. What stands in an expression but must run before it (the definition of a
class) is put `before` the statement.
"""

from collections.abc import Callable, Iterable
from typing import Final, cast

from gateway.dataflow.javascript_language import called, compared
from gateway.dataflow.javascript_reading import CLASSES, FUNCTIONS, Reading, parts_of, place, unwrapped
from gateway.dataflow.javascript_texts import is_local, module_name, number, text
from gateway.dataflow.tree import (
    CALLBACK,
    Binding,
    Call,
    Conditional,
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
    Operation,
    Place,
    Prefix,
    Spread,
    Text,
)
from gateway.syntax.nodes import Node

_LOGICAL: Final = {"&&": "and", "||": "or", "??": "or"}
_OPERATORS: Final = {">>>": ">>"}
_COMPARISONS: Final = frozenset({"==", "===", "!=", "!==", "<", "<=", ">", ">=", "in", "instanceof"})
# Longer sums of nobody knows what would nest too deeply.
_SUM_MAX: Final = 60
_FIXED: Final = {"true": True, "false": False}
_TEXTS: Final = frozenset({"string", "template_string"})


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
        node = unwrapped(node)
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

    def named(self, node: Node, name: str) -> Expression:
        """Return an expression; if it is a function or a class, under this name."""
        node = unwrapped(node)
        if node.type in FUNCTIONS:
            return self.function(node, self.text(node.child_by_field_name("name")) or name)
        return self.defined_class(node, name) if node.type in CLASSES else self.expression(node)

    def _mixture(self, node: Node) -> Expression:
        return Mixture(self.all_of(parts_of(node)), place(node))

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
        holes = [part for part in parts_of(node) if part.type == "template_substitution"]
        starts = [node.start_byte + 1, *[hole.end_byte for hole in holes]]
        ends = [*[hole.start_byte for hole in holes], node.end_byte - 1]
        literals = [text(self.between(start, end)) for start, end in zip(starts, ends, strict=True)]
        return literals, tuple([self._inner(hole) for hole in holes])

    def _number(self, node: Node) -> Expression:
        value = number(self.text(node))
        return Mixture((), place(node)) if value is None else Constant(value, place(node))

    def _regex(self, node: Node) -> Expression:
        """Return a regular expression as the text with which it is written, so that what it says can be asked."""
        return Constant(self.text(node), place(node))

    def _fixed(self, node: Node) -> Expression:
        return Constant(_FIXED.get(node.type), place(node))

    def _identifier(self, node: Node) -> Expression:
        return Name(self.text(node), place(node))

    def _member(self, node: Node) -> Expression:
        return Member(self.role(node, "object"), self.text(node.child_by_field_name("property")), place(node))

    def _element(self, node: Node) -> Expression:
        of, index = self.role(node, "object"), self.role(node, "index")
        if isinstance(index, Constant) and isinstance(index.value, str):
            return Member(of, index.value, place(node))
        return Element(of, index, place(node))

    # Operations.

    def _inner(self, node: Node) -> Expression:
        inner = parts_of(node)
        return self.expression(inner[0]) if inner else Mixture((), place(node))

    def _binary(self, node: Node) -> Expression:
        sign, where = self.text(node.child_by_field_name("operator")), place(node)
        if sign == "+":
            return self._sum(node)
        if sign in _LOGICAL:
            return Logical(_LOGICAL[sign], self.all_of(self._operands(node, sign)), where)
        left, right = self.role(node, "left"), self.role(node, "right")
        if sign in _COMPARISONS:
            return compared(sign, left, right, where)
        return Operation(_OPERATORS.get(sign, sign), left, right, where)

    def _sum(self, node: Node) -> Expression:
        """Return a sum of numbers, or the text that is put together."""
        nodes = self._operands(node, "+")
        operands = self.all_of(nodes)
        if any(one.type in _TEXTS for one in nodes):
            return Text(operands, place(node))
        if len(operands) > _SUM_MAX:
            return Mixture(operands, place(node))
        result, *others = operands
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
        return node.type == "binary_expression" and self.text(node.child_by_field_name("operator")) == sign

    def _unary(self, node: Node) -> Expression:
        sign, operand = self.text(node.child_by_field_name("operator")), self.role(node, "argument")
        if sign == "+":
            return Call(Name("Number", place(node)), (operand,), (), place(node))
        if sign in {"!", "-"}:
            return Prefix("not" if sign == "!" else "-", operand, place(node))
        return Prefix("~", operand, place(node)) if sign in {"~", "typeof"} else Mixture((operand,), place(node))

    def _update(self, node: Node) -> Expression:
        operand = self.assigned(self.role(node, "argument"))
        sign = "-" if self.text(node.child_by_field_name("operator")) == "--" else "+"
        return Binding(operand, Operation(sign, operand, Constant(1, place(node)), place(node)), place(node))

    def _assignment(self, node: Node) -> Expression:
        target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
        if target is None or value is None:
            return self._mixture(node)
        made = self.named(value, self.target_name(target))
        if target.type == "object_pattern":
            return made
        return Binding(self.assigned(self.expression(target)), made, place(node))

    def target_name(self, node: Node) -> str:
        """Return the last part of what is assigned to, by which a function is then known."""
        return self.text(node.child_by_field_name("property") or node) if node.type != "subscript_expression" else "f"

    def _augmented(self, node: Node) -> Expression:
        left, right, where = self.assigned(self.role(node, "left")), self.role(node, "right"), place(node)
        return Binding(left, combined(self.sign_of(node), left, right, where), where)

    def sign_of(self, node: Node) -> str:
        """Return the operator of an assignment that combines."""
        return self.text(node.child_by_field_name("operator")).removesuffix("=")

    def _conditional(self, node: Node) -> Expression:
        test, then = self.role(node, "condition"), self.role(node, "consequence")
        return Conditional(test, then, self.role(node, "alternative"), place(node))

    def _sequence(self, node: Node) -> Expression:
        parts = self.all_of(parts_of(node))
        return parts[-1] if len(parts) == 1 else Mixture(parts, place(node))

    def _asserted(self, node: Node) -> Expression:
        return self.expression(parts_of(node)[-1])

    def _spread(self, node: Node) -> Expression:
        return Spread(self._inner(node), place(node))

    # Literals of collections.

    def _items(self, node: Node) -> Expression:
        return Items(self.all_of(parts_of(node)), place(node))

    def _object(self, node: Node) -> Expression:
        """Return an object; of one whose members are what functions say, nothing is known."""
        if any(_is_accessor(part) for part in parts_of(node)):
            return self._mixture(node)
        entries = [entry for part in parts_of(node) if (entry := self._entry(part)) is not None]
        return Entries(tuple(entries), place(node), is_object=True)

    def _entry(self, node: Node) -> tuple[Expression | None, Expression] | None:
        where = place(node)
        if node.type == "pair":
            key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
            if key is None or value is None:
                return None
            return self.key(key), self.named(value, self.text(key).strip("'\""))
        if node.type in {"shorthand_property_identifier", "identifier"}:
            name = self.text(node)
            return Constant(name, where), Name(name, where)
        if node.type == "method_definition":
            key = node.child_by_field_name("name")
            name = self.text(key).strip("'\"")
            return (self.key(key) if key is not None else None), self.function(node, name)
        return (None, self._inner(node)) if node.type == "spread_element" else None

    def key(self, node: Node) -> Expression:
        """Return the key of an object's property: a name is a text, what stands in brackets is computed."""
        if node.type == "computed_property_name":
            return self._inner(node)
        return self.expression(node) if node.type in {"string", "number"} else Constant(self.text(node), place(node))

    # Calls.

    def arguments(self, node: Node) -> tuple[Expression, ...]:
        """Return the arguments of a call; a function among them is a callback."""
        found = node.child_by_field_name("arguments")
        return tuple([self.named(part, CALLBACK) for part in parts_of(found)]) if found is not None else ()

    def _call(self, node: Node) -> Expression:
        where, function = place(node), node.child_by_field_name("function")
        given = node.child_by_field_name("arguments")
        if function is None:
            return self._mixture(node)
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
        node = unwrapped(node)
        if node.type != "call_expression":
            return None
        function = node.child_by_field_name("function")
        if function is None or not (function.type == "import" or self.text(function) == "require"):
            return None
        given = node.child_by_field_name("arguments")
        parts = parts_of(given) if given is not None else []
        if len(parts) != 1 or parts[0].type != "string":
            return None
        name = text(self.text(parts[0])[1:-1])
        return "" if is_local(name) else module_name(name)

    def _plain(self, node: Node) -> Expression:
        where = place(node)
        function, arguments = self.role(node, "function"), self.arguments(node)
        if isinstance(function, Member):
            return called(function, arguments, where) or Call(function, arguments, (), where)
        return Call(function, arguments, (), where)

    def _new(self, node: Node) -> Expression:
        return Call(self.role(node, "constructor"), self.arguments(node), (), place(node))

    def _function(self, node: Node) -> Expression:
        return self.named(node, "function")

    def _class(self, node: Node) -> Expression:
        return self.defined_class(node, "")

    # JSX.

    def _element_of_page(self, node: Node) -> Expression:
        """Return an element as a call: its attributes are named arguments, its children positional ones."""
        opening = node.child_by_field_name("open_tag") or node
        named: list[tuple[str, Expression]] = []
        children: list[Expression] = []
        for part in opening.children_by_field_name("attribute"):
            inner = parts_of(part)
            if part.type != "jsx_attribute" or not inner:
                children += self.all_of(inner)
            elif len(inner) > 1:
                named.append((self.text(inner[0]), self.named(inner[1], CALLBACK)))
        if opening is not node:
            shown = [part for part in parts_of(node) if part.type.startswith("jsx_") and "ing_element" not in part.type]
            children += self.all_of(shown)
            children += self.all_of(part for part in parts_of(node) if part.type == "jsx_self_closing_element")
        return Call(Name("jsx", place(node)), tuple(children), tuple(named), place(node))

    def _page_text(self, node: Node) -> Expression:
        return Constant(self.text(node), place(node))


def _is_accessor(node: Node) -> bool:
    """Tell whether a member of an object is a function that runs when it is read or set."""
    return node.type == "method_definition" and any(part.type in {"get", "set"} for part in node.children)


def combined(sign: str, left: Expression, right: Expression, where: Place) -> Expression:
    """Return `left sign right` for the operator of an assignment that combines."""
    if sign in _LOGICAL:
        return Logical(_LOGICAL[sign], (left, right), where)
    return Operation(_OPERATORS.get(sign, sign), left, right, where)


_EXPRESSIONS: Final = cast(
    "dict[str, Callable[[Expressions, Node], Expression]]",
    {
        "string": Expressions._text,  # noqa: SLF001 - the table belongs to the class
        "template_string": Expressions._template,  # noqa: SLF001
        "number": Expressions._number,  # noqa: SLF001
        "regex": Expressions._regex,  # noqa: SLF001
        "true": Expressions._fixed,  # noqa: SLF001
        "false": Expressions._fixed,  # noqa: SLF001
        "null": Expressions._fixed,  # noqa: SLF001
        "undefined": Expressions._fixed,  # noqa: SLF001
        "this": Expressions._identifier,  # noqa: SLF001
        "super": Expressions._identifier,  # noqa: SLF001
        "identifier": Expressions._identifier,  # noqa: SLF001
        "shorthand_property_identifier": Expressions._identifier,  # noqa: SLF001
        "property_identifier": Expressions._identifier,  # noqa: SLF001
        "member_expression": Expressions._member,  # noqa: SLF001
        "subscript_expression": Expressions._element,  # noqa: SLF001
        "binary_expression": Expressions._binary,  # noqa: SLF001
        "unary_expression": Expressions._unary,  # noqa: SLF001
        "update_expression": Expressions._update,  # noqa: SLF001
        "assignment_expression": Expressions._assignment,  # noqa: SLF001
        "augmented_assignment_expression": Expressions._augmented,  # noqa: SLF001
        "ternary_expression": Expressions._conditional,  # noqa: SLF001
        "sequence_expression": Expressions._sequence,  # noqa: SLF001
        "spread_element": Expressions._spread,  # noqa: SLF001
        "array": Expressions._items,  # noqa: SLF001
        "array_pattern": Expressions._items,  # noqa: SLF001
        "object": Expressions._object,  # noqa: SLF001
        "call_expression": Expressions._call,  # noqa: SLF001
        "new_expression": Expressions._new,  # noqa: SLF001
        "type_assertion": Expressions._asserted,  # noqa: SLF001
        "arrow_function": Expressions._function,  # noqa: SLF001
        "function_expression": Expressions._function,  # noqa: SLF001
        "generator_function": Expressions._function,  # noqa: SLF001
        "class": Expressions._class,  # noqa: SLF001
        "jsx_element": Expressions._element_of_page,  # noqa: SLF001
        "jsx_self_closing_element": Expressions._element_of_page,  # noqa: SLF001
        "jsx_expression": Expressions._sequence,  # noqa: SLF001
        "jsx_text": Expressions._page_text,  # noqa: SLF001
    },
)

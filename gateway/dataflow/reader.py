"""
What the front ends over a syntax tree share: the walk, and the forms that languages after C have in common.

A front end adds its own forms to the two tables and names what it calls otherwise. It decides nothing: what no form
knows becomes a Mixture of its parts.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from gateway.dataflow.literals import number, unescaped
from gateway.dataflow.tree import (
    Assign,
    Binding,
    Call,
    Case,
    Comparison,
    Conditional,
    Constant,
    Evaluate,
    Expression,
    If,
    Leave,
    Logical,
    Loop,
    Member,
    Mixture,
    Name,
    Operation,
    Place,
    Prefix,
    Raise,
    Return,
    Statement,
    Switch,
    Text,
    awaited,
)
from gateway.syntax.nodes import Node

type Expressions = Mapping[str, Callable[[Any, Node], Expression]]
type Statements = Mapping[str, Callable[[Any, Node], tuple[Statement, ...]]]

_LOGICAL: Final = {"&&": "and", "||": "or", "and": "and", "or": "or", "??": "or", "?:": "or"}
_COMPARISONS: Final = {"===": "==", "!==": "!=", "<>": "!="} | {
    sign: sign for sign in ("==", "!=", "<", "<=", ">", ">=")
}
_OPERATORS: Final = {"/": "//", "&^": "&", ">>>": ">>"} | {
    sign: sign for sign in ("+", "-", "*", "%", "|", "&", "^", "<<", ">>")
}
_PREFIXES: Final = {"!": "not", "-": "-", "+": "+", "~": "~", "not": "not"}
# Longer sums of nobody knows what would nest too deeply.
_SUM_MAX: Final = 60
_OF: Final = ("object", "operand", "argument", "expression", "value")
_EMPTY: Final = frozenset({",", ";", "empty_statement"})
_FIELD: Final = ("field", "name", "property")


def place(node: Node) -> Place:
    """Return the place of a node; columns are UTF-8 bytes here, and become code points at the end."""
    (line, column), (end_line, end_column) = node.start_point, node.end_point
    return line + 1, column + 1, end_line + 1, end_column + 1


class Reader:
    """Makes the neutral form of expressions and statements."""

    blocks: ClassVar[frozenset[str]] = frozenset({"block", "compound_statement", "statement_list"})
    texts: ClassVar[frozenset[str]] = frozenset({"string_literal", "interpreted_string_literal", "raw_string_literal"})
    joins: ClassVar[frozenset[str]] = frozenset({"+"})

    def __init__(self, text: str) -> None:
        """Take the text whose tree will be read."""
        self._source = text.encode(errors="replace")

    # The walk.

    def text(self, node: Node | None) -> str:
        """Return the text of a node, nothing for none."""
        return self._source[node.start_byte : node.end_byte].decode(errors="replace") if node is not None else ""

    def parts(self, node: Node | None) -> list[Node]:
        """Return the named children of a node without its comments, nothing for none."""
        return [] if node is None else [part for part in node.named_children if "comment" not in part.type]

    def part(self, node: Node, *roles: str) -> Node | None:
        """Return the child in the first of these roles that is there."""
        for role in roles:
            found = node.child_by_field_name(role)
            if found is not None:
                return found
        return None

    def sign(self, node: Node) -> str:
        """Return the operator of an operation."""
        return self.text(node.child_by_field_name("operator"))

    def expression(self, node: Node) -> Expression:
        """Return the neutral form of an expression."""
        form = self.expressions.get(node.type)
        return form(self, node) if form is not None else self.mixture(node)

    def all_of(self, nodes: Iterable[Node]) -> tuple[Expression, ...]:
        """Return the neutral forms of expressions."""
        return tuple([self.expression(node) for node in nodes])

    def role(self, node: Node, *roles: str) -> Expression:
        """Return the expression in the first of these roles; something unknown if there is none."""
        found = self.part(node, *roles)
        return self.expression(found) if found is not None else Mixture((), place(node))

    def optional(self, node: Node | None) -> Expression | None:
        """Return the neutral form of an expression that may be left out."""
        return None if node is None else self.expression(node)

    def mixture(self, node: Node) -> Expression:
        """Return an expression that depends on all its parts, types left out."""
        parts = [part for part in self.parts(node) if not part.type.endswith(("type", "type_identifier", "_specifier"))]
        return Mixture(self.all_of(parts), place(node))

    def body(self, nodes: Iterable[Node]) -> tuple[Statement, ...]:
        """Return statements in order."""
        return tuple([statement for node in nodes for statement in self.statement(node)])

    def block(self, node: Node | None) -> tuple[Statement, ...]:
        """Return the statements of a block, or of a single statement; none for nothing."""
        if node is None:
            return ()
        return self.body(self.parts(node)) if node.type in self.blocks else self.statement(node)

    def statement(self, node: Node) -> tuple[Statement, ...]:
        """Return a statement's neutral form."""
        form = self.statements.get(node.type)
        return form(self, node) if form is not None else self.evaluated(node)

    def evaluated(self, node: Node) -> tuple[Statement, ...]:
        """Return an expression as a statement, an assignment as what it is."""
        return as_statements(self.expression(node))

    # Names and literals.

    def named(self, name: str, where: Place) -> Expression:
        """Return the variable, function or class with this name."""
        return Name(name, where)

    def identifier(self, node: Node) -> Expression:
        """Return what is called by a single name."""
        return self.named(self.text(node), place(node))

    def number(self, node: Node) -> Expression:
        """Return the number of a literal."""
        value = number(self.text(node))
        return Mixture((), place(node)) if value is None else Constant(value, place(node))

    def quoted(self, node: Node) -> Expression:
        """Return the text of a literal in quotes, whatever stands before them."""
        content = self.text(node)
        opening = min((at for quote in "\"'" if (at := content.find(quote)) >= 0), default=0)
        return Constant(unescaped(content[opening + 1 : -1]), place(node))

    def fixed(self, node: Node) -> Expression:
        """Return one of the language's own constants."""
        known = {"true": True, "false": False}
        return Constant(known.get(self.text(node).lower()), place(node))

    # Operations.

    def inner(self, node: Node) -> Expression:
        """Return what stands in parentheses, or behind a word that says nothing of data."""
        parts = self.parts(node)
        return self.expression(parts[0]) if parts else Mixture((), place(node))

    def awaited(self, node: Node) -> Expression:
        """Return what the program waits for."""
        return awaited(self.inner(node))

    def last(self, node: Node) -> Expression:
        """Return the last of several expressions, such as what is cast to a type."""
        parts = self.parts(node)
        return self.expression(parts[-1]) if parts else Mixture((), place(node))

    def binary(self, node: Node) -> Expression:
        """Return an operation, a comparison, or a text that is put together."""
        sign = self.sign(node)
        if sign in _LOGICAL:
            return Logical(_LOGICAL[sign], self.all_of(self.operands(node, sign)), place(node))
        if sign in self.joins:
            return self.sum(node, sign)
        left, right = self.role(node, "left"), self.role(node, "right")
        if sign in _COMPARISONS:
            return Comparison(_COMPARISONS[sign], left, right, place(node))
        return self.operation(sign, left, right, place(node))

    def operation(self, sign: str, left: Expression, right: Expression, where: Place) -> Expression:
        """Return an operation on two operands; one that the interpreter does not know is as one on bits."""
        return Operation(_OPERATORS.get(sign, "|"), left, right, where)

    def is_text(self, node: Node) -> bool:
        """Tell whether an expression is surely a text."""
        return node.type in self.texts

    def sum(self, node: Node, sign: str) -> Expression:
        """Return a sum of numbers or nobody knows what, or the text that is put together."""
        operands = self.operands(node, sign)
        if sign != "+" or any(self.is_text(operand) for operand in operands):
            return Text(self.all_of(operands), place(node))
        if len(operands) > _SUM_MAX:
            return Mixture(self.all_of(operands), place(node))
        result, *others = self.all_of(operands)
        for other in others:
            result = Operation("+", result, other, place(node))
        return result

    def operands(self, node: Node, sign: str) -> list[Node]:
        """Return the operands of a chain of one operator, from the left; chains are long, so this does not recurse."""
        found: list[Node] = []
        current: Node | None = node
        while current is not None and current.type == node.type and self.sign(current) == sign:
            found += [right for right in (current.child_by_field_name("right"),) if right is not None]
            current = current.child_by_field_name("left")
        if current is not None:
            found.append(current)
        return found[::-1]

    def unary(self, node: Node) -> Expression:
        """Return an operation on one operand; a pointer and what it points to are the same here."""
        sign = self.sign(node) or self.text(node.children[0] if node.children else None)
        operand = self.last(node)
        return Prefix(_PREFIXES[sign], operand, place(node)) if sign in _PREFIXES else operand

    def update(self, node: Node) -> Expression:
        """Return `x++` and the like."""
        operand = self.inner(node)
        sign = "-" if "--" in (child.type for child in node.children) else "+"
        return Binding(operand, Operation(sign, operand, Constant(1, place(node)), place(node)), place(node))

    def assignment(self, node: Node) -> Expression:
        """Return `left = right`, or with an operator before the sign."""
        left, right = self.role(node, "left"), self.role(node, "right")
        return self.assigned(left, self.sign(node).removesuffix("="), right, place(node))

    def assigned(self, left: Expression, sign: str, right: Expression, where: Place) -> Expression:
        """Return an assignment; `sign` is the operator before the sign of equality, or nothing."""
        return Binding(left, self.combined(left, sign, right, where), where)

    def combined(self, left: Expression, sign: str, right: Expression, where: Place) -> Expression:
        """Return what `left` becomes by an assignment with this operator before the sign of equality, or with none."""
        if sign in self.joins and (sign != "+" or isinstance(right, Text) or _is_text(right)):
            return Text((left, right), where)
        if sign in _LOGICAL:
            return Logical(_LOGICAL[sign], (left, right), where)
        return self.operation(sign, left, right, where) if sign and sign != ":" else right

    def conditional(self, node: Node) -> Expression:
        """Return one of two values."""
        test, then = self.role(node, "condition"), self.part(node, "consequence", "body")
        found = self.expression(then) if then is not None else test
        return Conditional(test, found, self.role(node, "alternative"), place(node))

    def member(self, node: Node) -> Expression:
        """Return a member of something."""
        return Member(self.role(node, *_OF), self.text(self.part(node, *_FIELD)), place(node))

    def call(self, node: Node) -> Expression:
        """Return a call."""
        arguments, named = self.arguments(node.child_by_field_name("arguments"))
        return Call(self.role(node, "function"), arguments, named, place(node))

    def arguments(self, node: Node | None) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        """Return the arguments of a call, by place and by name."""
        return self.all_of(self.parts(node)), ()

    # Statements.

    def nothing(self, node: Node) -> tuple[Statement, ...]:  # noqa: ARG002 - as the others
        """Return no statement at all."""
        return ()

    def expression_statement(self, node: Node) -> tuple[Statement, ...]:
        """Return what an expression does."""
        return tuple([made for part in self.parts(node) for made in self.evaluated(part)])

    def inside(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements that stand in something that says nothing of data."""
        return self.body(self.parts(node))

    def return_(self, node: Node) -> tuple[Statement, ...]:
        """Return the end of a function."""
        parts = self.parts(node)
        return (Return(self.expression(parts[0]) if parts else None, place(node)),)

    def raise_(self, node: Node) -> tuple[Statement, ...]:
        """Return an error that is thrown, or a jump to somewhere else."""
        parts = self.parts(node)
        return (Raise(self.expression(parts[0]) if parts else None, place(node)),)

    def jump(self, node: Node) -> tuple[Statement, ...]:
        """Return a jump to a label: what stands behind it is not run."""
        return (Raise(None, place(node)),)

    def leave(self, node: Node) -> tuple[Statement, ...]:
        """Return the end of a loop, or of one of its rounds."""
        return (Leave(place(node)),)

    def labelled(self, node: Node) -> tuple[Statement, ...]:
        """Return a statement without its label."""
        return self.body(self.parts(node)[1:])

    def if_(self, node: Node) -> tuple[Statement, ...]:
        """Return a branch."""
        then = self.block(self.part(node, "consequence", "body"))
        otherwise = self.block(node.child_by_field_name("alternative"))
        return (If(self.role(node, "condition"), then, otherwise, place(node)),)

    def while_(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop under a test."""
        body = self.block(node.child_by_field_name("body"))
        return (Loop(None, None, self.role(node, "condition"), body, (), place(node)),)

    def do(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop whose test comes after it, or that has none."""
        return (Loop(None, None, None, self.block(node.child_by_field_name("body")), (), place(node)),)

    def for_(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop of three parts."""
        first = self.body(self._in_roles(node, "initializer", "initialize", "init"))
        test = next((self.expression(one) for one in self._in_roles(node, "condition")), None)
        step = self.body(self._in_roles(node, "update", "increment"))
        body = self.block(node.child_by_field_name("body"))
        return (*first, Loop(None, None, test, (*body, *step), (), place(node)))

    def _in_roles(self, node: Node, *roles: str) -> list[Node]:
        return [one for role in roles for one in node.children_by_field_name(role) if one.type not in _EMPTY]

    def switched(self, subject: Expression, cases: list[Case], where: Place) -> tuple[Statement, ...]:
        """Return a switch whose cases fall through: each ends with the statements of those after it."""
        bodies = [case.body for case in cases]
        made = [
            Case(case.values, case.is_default, _fallen(bodies[number:]))
            for number, case in enumerate(cases)
            if case.body
        ]
        return (Switch(subject, tuple(sorted(made, key=lambda case: case.is_default)), where),)

    expressions: ClassVar[Expressions] = {
        "identifier": identifier,
        "string_literal": quoted,
        "true": fixed,
        "false": fixed,
        "null": fixed,
        "binary_expression": binary,
        "unary_expression": unary,
        "update_expression": update,
        "parenthesized_expression": inner,
        "assignment_expression": assignment,
        "conditional_expression": conditional,
        "call_expression": call,
    }
    statements: ClassVar[Statements] = {
        "expression_statement": expression_statement,
        "return_statement": return_,
        "break_statement": leave,
        "continue_statement": leave,
        "goto_statement": jump,
        "labeled_statement": labelled,
        "if_statement": if_,
        "while_statement": while_,
        "do_statement": do,
        "for_statement": for_,
        "else_clause": inside,
        "compound_statement": inside,
        "block": inside,
        "comment": nothing,
        "ERROR": inside,
    }


class PreparingReader(Reader):
    """
    A reader for a language whose expressions hold definitions and the like, which must run before their statement.

    `before` is what has been found of that in the statement that is being read.
    """

    def __init__(self, text: str) -> None:
        """Take the text whose tree will be read."""
        super().__init__(text)
        self.before: list[Statement] = []

    def statement(self, node: Node) -> tuple[Statement, ...]:
        """Return a statement's neutral form, what must run before it first."""
        kept, self.before = self.before, []
        made = super().statement(node)
        before, self.before = self.before, kept
        return (*before, *made)


def as_statements(value: Expression) -> tuple[Statement, ...]:
    """Return an expression as a statement, an assignment as what it is."""
    if isinstance(value, Binding):
        return (Assign((value.target,), value.value, value.place),)
    return (Evaluate(value, value.place),)


def unreturned(body: Iterable[Statement]) -> tuple[Statement, ...]:
    """Return the statements of a whole text, which begins in the middle of a function if any of them returns."""
    found: list[Statement] = []
    for one in body:
        if not isinstance(one, Return):
            found.append(one)
        elif one.value is not None:
            found.append(Evaluate(one.value, one.place))
    return tuple(found)


def is_left(body: Sequence[Statement]) -> bool:
    """Tell whether a body surely ends with a jump."""
    return bool(body) and isinstance(body[-1], Leave | Return | Raise)


def merged_cases(cases: Iterable[Case]) -> list[Case]:
    """Return cases without a body together with the next one that has a body."""
    found: list[Case] = []
    values: tuple[Expression, ...] = ()
    is_default = False
    for case in cases:
        values, is_default = (*values, *case.values), is_default or case.is_default
        if case.body:
            found.append(Case(() if is_default else values, is_default, case.body))
            values, is_default = (), False
    return found


def _is_text(value: Expression) -> bool:
    return isinstance(value, Constant) and isinstance(value.value, str)


def _fallen(bodies: list[tuple[Statement, ...]]) -> tuple[Statement, ...]:
    """Return a case's statements and those of the cases into which it falls, without the `break` at the end."""
    found: list[Statement] = []
    for body in bodies:
        found += body
        if is_left(found):
            break
    if found and isinstance(found[-1], Leave):
        found.pop()
    return tuple(found)


def begins_anyhow(start: Expression) -> bool:
    """Tell whether what begins with this text may go on in the same name, as `/srv/database` does with `/srv/data`."""
    return isinstance(start, Constant) and isinstance(start.value, str) and start.value[-1:].isalnum()


def is_number(value: Expression) -> bool:
    """Tell whether this is a number or a truth that is written down."""
    return isinstance(value, Constant) and isinstance(value.value, int | float)

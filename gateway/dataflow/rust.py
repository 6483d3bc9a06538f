"""
The front end for Rust: a syntax tree to the neutral form. It decides nothing; what it does not know becomes a Mixture.

What is an expression there and a statement here (blocks, branches, matches) says at its ends what becomes of its value.
A reference and what it refers to are one thing, and so are a result and what is in it. A command is called with its
program and all arguments that are given to it at once.
"""

from collections.abc import Callable
from typing import ClassVar, Final

from gateway.dataflow.reader import Reader, Statements, as_statements, place, unreturned
from gateway.dataflow.rust_expressions import Expressions
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.tree import (
    Assign,
    Call,
    Case,
    Define,
    DefineClass,
    Evaluate,
    Expression,
    Function,
    If,
    Import,
    Items,
    Loop,
    Mixture,
    Name,
    Parameter,
    Place,
    Program,
    Return,
    Statement,
    Switch,
)
from gateway.syntax.nodes import Node

type _End = Callable[[Expression, Place], tuple[Statement, ...]]

_NUMBERS: Final = frozenset(
    {f"{kind}{size}" for kind in "iu" for size in ("8", "16", "32", "64", "128", "size")} | {"f32", "f64", "bool"}
)
_VALUED: Final = frozenset({"if_expression", "match_expression", "block", "unsafe_block", "async_block"})
_UNOWNED: Final = Parameter("cls", "", None)


def program(root: Node, text: str) -> Program:
    """Return the neutral form of a text and its syntax tree. Raises RecursionError when it nests too deeply."""
    front = _FrontEnd(text)
    return Program("rust", unreturned(front.body(front.parts(root))), pointed("rust", text), hidden("rust", text))


def _returned(value: Expression, where: Place) -> tuple[Statement, ...]:
    return (Return(value, where),)


def _evaluated(value: Expression, where: Place) -> tuple[Statement, ...]:
    """Return an expression as a statement; what `?` and `unwrap` stop at, they have looked at."""
    statements = as_statements(value)
    return (Evaluate(value, where),) if isinstance(statements[0], Evaluate) else statements


class _FrontEnd(Expressions):
    """Makes the neutral form of statements and declarations."""

    # Blocks and what they are worth.

    def valued(self, node: Node, end: _End) -> tuple[Statement, ...]:
        """Return the statements of an expression, its value ended as it should be."""
        if node.type == "if_expression":
            return self._if(node, end)
        if node.type == "match_expression":
            return self._matched(node, end)
        if node.type in _VALUED:
            return self._block(node, end)
        if node.type == "else_clause":
            return tuple([made for part in self.parts(node) for made in self.valued(part, end)])
        form = self.statements.get(node.type)
        return form(self, node) if form is not None else end(self.expression(node), place(node))

    def _block(self, node: Node, end: _End) -> tuple[Statement, ...]:
        inner = [part for part in self.parts(node) if part.type == "block"]
        parts = self.parts(inner[0]) if node.type != "block" and inner else self.parts(node)
        if not parts:
            return ()
        last = self._ended(parts[-1])
        is_value = last.type not in self.statements or last.type in _VALUED
        return (*self.body(parts[:-1]), *(self.valued(last, end) if is_value else self.statement(last)))

    def _ended(self, last: Node) -> Node:
        """Return what a block ends with: a branch without a semicolon is its value, though it looks like none."""
        inner = self.parts(last) if last.type == "expression_statement" else []
        is_value = bool(inner) and inner[0].type in _VALUED and not self.text(last).endswith(";")
        return inner[0] if is_value else last

    def _if(self, node: Node, end: _End) -> tuple[Statement, ...]:
        tested = node.child_by_field_name("condition")
        test, found = self.test(tested)
        then = tuple([made for one in self._nodes(node, "consequence") for made in self.valued(one, end)])
        otherwise = tuple([made for one in self._nodes(node, "alternative") for made in self.valued(one, end)])
        return (If(test, (*found, *then), otherwise, place(node)),)

    def test(self, node: Node | None) -> tuple[Expression, tuple[Statement, ...]]:
        """Return a condition, and what its patterns bind where it holds."""
        if node is None:
            return Mixture((), (1, 1, 1, 1)), ()
        if node.type == "let_condition":
            value = self.role(node, "value")
            return Mixture((value,), place(node)), self._bound(node.child_by_field_name("pattern"), value)
        if node.type == "let_chain":
            tests = [self.test(part) for part in self.parts(node)]
            bound = tuple([made for _, found in tests for made in found])
            return Mixture(tuple([test for test, _ in tests]), place(node)), bound
        return self.expression(node), ()

    def _matched(self, node: Node, end: _End) -> tuple[Statement, ...]:
        subject, cases = self.role(node, "value"), []
        for arm in self.parts(node.child_by_field_name("body")):
            pattern = arm.child_by_field_name("pattern")
            values = self._constants(pattern)
            is_default = self.text(pattern).strip() == "_"
            bound = () if values else self._bound(pattern, subject)
            body = tuple([made for one in self._nodes(arm, "value") for made in self.valued(one, end)])
            cases.append(Case(values, is_default, (*bound, *body)))
        cases.sort(key=lambda case: case.is_default)
        return (Switch(subject, tuple(cases), place(node)),)

    def _constants(self, pattern: Node | None) -> tuple[Expression, ...]:
        """Return the constants that a pattern stands for; none if it is anything else."""
        found: list[Expression] = []
        pending = self.parts(pattern)
        while pending:
            node = pending.pop()
            if node.type == "or_pattern" and all(child.type != "_" for child in node.children):
                pending += self.parts(node)
            elif node.type.endswith("literal"):
                found.append(self.expression(node))
            else:
                return ()
        return tuple(found)

    def _bound(self, pattern: Node | None, value: Expression) -> tuple[Statement, ...]:
        """Return the assignments of a pattern to its names: one gets the value, several all a part of it."""
        if pattern is None:
            return ()
        if pattern.type == "tuple_pattern":
            parts = self.parts(pattern)
            if all(part.type == "identifier" for part in parts):
                return (Assign((Items(self.all_of(parts), place(pattern)),), value, place(pattern)),)
        names = self.names_in(pattern)
        if len(names) == 1:
            value = self._failure(value, place(pattern)) if self.text(pattern).startswith("Err(") else value
            return (Assign((names[0],), value, place(pattern)),)
        return tuple([Assign((name,), Mixture((value,), name.place), name.place) for name in names])

    def _failure(self, value: Expression, where: Place) -> Expression:
        return Call(Name("Result.unwrap_err", where), (value,), (), where)

    def names_in(self, pattern: Node) -> list[Name]:
        """Return the variables that a pattern binds."""
        found: list[Name] = []
        pending = [pattern]
        while pending:
            node = pending.pop()
            if node.type in {"identifier", "shorthand_field_identifier"} and not self.text(node)[:1].isupper():
                found.append(Name(self.text(node), place(node)))
            kind = node.child_by_field_name("type")
            condition = node.child_by_field_name("condition")
            pending += [part for part in self.parts(node) if part not in {kind, condition}][::-1]
        return found

    def _nodes(self, node: Node, role: str) -> list[Node]:
        found = node.child_by_field_name(role)
        return [] if found is None else [found]

    # Statements.

    def _statement(self, node: Node) -> tuple[Statement, ...]:
        return tuple([made for part in self.parts(node) for made in self.valued(part, _evaluated)])

    def _alone(self, node: Node) -> tuple[Statement, ...]:
        return self.valued(node, _evaluated)

    def _let(self, node: Node) -> tuple[Statement, ...]:
        pattern, value = node.child_by_field_name("pattern"), node.child_by_field_name("value")
        if value is None:
            return ()

        def end(made: Expression, where: Place) -> tuple[Statement, ...]:
            if self.text(pattern) == "_":
                return (Assign((Name("_", where),), made, where),)
            return self._bound(pattern, made)

        outer, self.declared = self.declared, node.child_by_field_name("type")
        made = self.valued(value, end)
        self.declared = outer
        return made

    def _constant(self, node: Node) -> tuple[Statement, ...]:
        name = Name(self.text(node.child_by_field_name("name")), place(node))
        return (Assign((name,), self.role(node, "value"), place(node)),)

    def _returning(self, node: Node) -> tuple[Statement, ...]:
        parts = self.parts(node)
        return self.valued(parts[0], _returned) if parts else (Return(None, place(node)),)

    def _while(self, node: Node) -> tuple[Statement, ...]:
        test, found = self.test(node.child_by_field_name("condition"))
        body = tuple([made for one in self._nodes(node, "body") for made in self._block(one, _evaluated)])
        return (Loop(None, None, test, (*found, *body), (), place(node)),)

    def _for(self, node: Node) -> tuple[Statement, ...]:
        items, where = self.role(node, "value"), place(node)
        item = Name(f"item@{where[0]}:{where[1]}", where)
        body = tuple([made for one in self._nodes(node, "body") for made in self._block(one, _evaluated)])
        return (Loop(item, items, None, (*self._bound(node.child_by_field_name("pattern"), item), *body), (), where),)

    # Declarations.

    def body(self, nodes: list[Node]) -> tuple[Statement, ...]:  # type: ignore[override]
        """Return statements in order, functions with the attributes before them."""
        found: list[Statement] = []
        decorators: list[Expression] = []
        for node in nodes:
            if node.type == "attribute_item":
                decorators += self.attributes(node)
                continue
            self.decorators = tuple(decorators)
            found += self.statement(node)
            decorators = []
        return tuple(found)

    def _function(self, node: Node) -> tuple[Statement, ...]:
        decorators, self.decorators = self.decorators, ()
        where, inner = place(node), node.child_by_field_name("body")
        if inner is None:
            return ()
        parameters = self._parameters(node.child_by_field_name("parameters"))
        if self.owner and not (parameters and parameters[0].name == "self"):
            parameters = (_UNOWNED, *parameters)
        name = self.text(node.child_by_field_name("name"))
        return (Define(Function(name, parameters, self._block(inner, _returned), decorators, where), where),)

    def _parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        found = []
        for part in self.parts(node):
            if part.type == "self_parameter":
                found.append(Parameter("self", "", None))
            pattern = part.child_by_field_name("pattern")
            found += self._parameter(pattern, part.child_by_field_name("type")) if pattern is not None else ()
        return tuple(found)

    def _parameter(self, pattern: Node, type_: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters that a pattern binds."""
        kind = self.dotted(type_)
        if kind == "Path" and type_ is not None and type_.type == "reference_type":
            kind = "std.path.Path"  # what a framework takes from a request is never lent
        annotation = "int" if kind in _NUMBERS else kind
        return tuple([Parameter(name.id, annotation, None) for name in self.names_in(pattern)])

    def closure_body(self, node: Node) -> tuple[tuple[Parameter, ...], tuple[Statement, ...]]:
        """Return the parameters and statements of a closure."""
        parameters = node.child_by_field_name("parameters")
        found = [
            one
            for part in self.parts(parameters)
            for one in self._parameter(part.child_by_field_name("pattern") or part, part.child_by_field_name("type"))
        ]
        body = tuple([made for one in self._nodes(node, "body") for made in self.valued(one, _returned)])
        return tuple(found), body

    def _class(self, node: Node) -> tuple[Statement, ...]:
        kept, self.owner = self.owner, self.dotted(self.part(node, "type", "name"))
        body = self.body(self.parts(node.child_by_field_name("body")))
        name, self.owner = self.owner, kept
        return (DefineClass(name, (), body, place(node)),)

    def _use(self, node: Node) -> tuple[Statement, ...]:
        found = [pair for one in self._nodes(node, "argument") for pair in self.imports(one, "")]
        return (Import(tuple(found), place(node)),)

    statements: ClassVar[Statements] = {
        **Reader.statements,
        "expression_statement": _statement,
        "let_declaration": _let,
        "const_item": _constant,
        "static_item": _constant,
        "function_item": _function,
        "impl_item": _class,
        "trait_item": _class,
        "mod_item": lambda front, node: front.body(front.parts(node.child_by_field_name("body"))),
        "declaration_list": Reader.inside,
        "use_declaration": _use,
        "return_expression": _returning,
        "break_expression": Reader.leave,
        "continue_expression": Reader.leave,
        "while_expression": _while,
        "loop_expression": Reader.do,
        "for_expression": _for,
        "if_expression": _alone,
        "match_expression": _alone,
        "block": _alone,
        "unsafe_block": _alone,
        "async_block": _alone,
        "struct_item": Reader.nothing,
        "enum_item": Reader.nothing,
        "type_item": Reader.nothing,
        "macro_definition": Reader.nothing,
        "function_signature_item": Reader.nothing,
        "inner_attribute_item": Reader.nothing,
        "extern_crate_declaration": Reader.nothing,
        "empty_statement": Reader.nothing,
        "foreign_mod_item": Reader.nothing,
        "label": Reader.nothing,
    }

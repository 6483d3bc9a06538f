"""
The front end for Go: a syntax tree to the neutral form. It decides nothing; what it does not know becomes a Mixture.

A method is a function of its type's class, its receiver is `this`. A function that returns several values returns
Items. A call that gives a value and an error gives the value; the error is harmless. An error that is tested and
returned at once is like one that is raised: the call stands once more behind the test.
"""

import re
from collections.abc import Iterable
from typing import ClassVar, Final

from gateway.dataflow.go_expressions import Expressions
from gateway.dataflow.go_names import Packages
from gateway.dataflow.reader import Reader, Statements, as_statements, place, unreturned
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.tree import (
    NOWHERE,
    Assign,
    Augment,
    Call,
    Case,
    Comparison,
    Constant,
    Define,
    DefineClass,
    Element,
    Evaluate,
    Expression,
    Function,
    If,
    Import,
    Items,
    Leave,
    Loop,
    Member,
    Mixture,
    Name,
    Prefix,
    Program,
    Raise,
    Return,
    Statement,
    Switch,
    Try,
)
from gateway.syntax.nodes import Node

_FLAGS: Final = frozenset({"ok", "err", "found", "exists", "_"})
_TESTS: Final = (Call, Comparison, Prefix)
_NAMED_ERROR: Final = re.compile(r"[Ee]rr[A-Z]")


def program(root: Node, text: str, packages: Packages) -> Program:
    """
    Return the neutral form of a text and its syntax tree; for `packages` see `known_packages`.

    Raises RecursionError when it nests too deeply.
    """
    front = _FrontEnd(root, text, packages)
    body = (*front.classes(), *unreturned(front.body(front.parts(root))))
    used = tuple([(name, name) for name in front.used])
    return Program("go", (Import(used, NOWHERE), *body), pointed("go", text), hidden("go", text))


class _FrontEnd(Expressions):
    """Makes the neutral form of statements and declarations."""

    # Declarations.

    def classes(self) -> tuple[Statement, ...]:
        """Return the types of the file with their methods."""
        found = []
        for name in dict.fromkeys((*self.fields, *self.methods)):
            methods = self.methods.get(name, [])
            fields = [self._field(field, kind) for field, kind in self.known_fields.get(name, {}).items()]
            body = (*fields, *[made for method in methods for made in self._method(method)])
            found.append(DefineClass(name, (), body, body[0].place if body else NOWHERE))
        return tuple(found)

    def _field(self, name: str, kind: str) -> Statement:
        """Return a field of a type as what it is in every object: one of a library's."""
        self.use(kind.partition(".")[0])
        return Assign((Name(name, NOWHERE),), Name(f"{kind}()", NOWHERE), NOWHERE)

    def _method(self, node: Node) -> tuple[Statement, ...]:
        receiver = next(iter(self.parts(node.child_by_field_name("receiver"))), None)
        named = "" if receiver is None else self.text(receiver.child_by_field_name("name"))
        kept, self.receiver = self.receiver, named
        function = self.function(node, self.text(node.child_by_field_name("name")), has_owner=True)
        self.receiver = kept
        return (Define(function, function.place),)

    def _function(self, node: Node) -> tuple[Statement, ...]:
        function = self.function(node, self.text(node.child_by_field_name("name")))
        return (Define(function, function.place),)

    def _variables(self, node: Node) -> tuple[Statement, ...]:
        """Return declared variables; one without a value is an object of its type, if that says anything."""
        names = [Name(self.text(name), place(name)) for name in node.children_by_field_name("name")]
        values = self.parts(node.child_by_field_name("value"))
        declared = self.type_name(node.child_by_field_name("type"))
        if not values and ("." in declared or declared in self.fields):
            value: Expression = Name(declared + "()", place(node))
            if declared in self.fields:
                value = Call(Name(declared, place(node)), (), (), place(node))
            return tuple([Assign((name,), value, place(node)) for name in names])
        if not values and declared == "[]string":
            return tuple([Assign((name,), Items((), place(node)), place(node)) for name in names])
        return self._assigned(names, values, node)

    # Assignments.

    def _assignment(self, node: Node) -> tuple[Statement, ...]:
        left, right = self.parts(node.child_by_field_name("left")), self.parts(node.child_by_field_name("right"))
        targets = self.all_of(left)
        sign = self.sign(node).removesuffix("=")
        if sign and sign != ":" and len(right) == 1:
            operator = "//" if sign == "/" else sign
            return (Augment(targets[0], operator, self.expression(right[0]), place(node)),)
        return self._assigned(targets, right, node)

    def _assigned(self, targets: Iterable[Expression], right: list[Node], node: Node) -> tuple[Statement, ...]:
        """Return the assignment of as many values as there are targets, or of one call's values to all of them."""
        left, where = tuple(targets), place(node)
        values = self.all_of(right)
        for target in left:
            if isinstance(target, Name):
                self.shown.pop(target.id, None)
        if len(left) == len(values) == 1:
            self._show(left[0], values[0])
            return (Assign(left, values[0], where),)
        if len(left) == len(values):
            return (Assign((Items(left, where),), Items(values, where), where),)
        if len(values) != 1 or not left:
            return tuple([Evaluate(value, where) for value in values])
        if self.gives_items(right[0]):
            return (Assign((Items(left, where),), values[0], where),)
        first, *others = left
        self._show(others[0] if right[0].type == "index_expression" else first, self.shows(right[0], values[0]))
        made = [Assign((first,), values[0], where)]
        for other in others:
            is_flag = isinstance(other, Name) and other.id in _FLAGS
            made.append(Assign((other,), Mixture(() if is_flag else (first,), where), where))
        return tuple(made)

    def _show(self, target: Expression, value: Expression) -> None:
        """Remember what a variable says that is a test by itself."""
        if isinstance(target, Name) and isinstance(value, _TESTS):
            self.shown[target.id] = value

    def _step(self, node: Node) -> tuple[Statement, ...]:
        return as_statements(self.update(node))

    # Branches.

    def if_(self, node: Node) -> tuple[Statement, ...]:
        """Return a branch, what it declares before it, and behind it the call whose error it has returned."""
        first = self.block(node.child_by_field_name("initializer"))
        tested = node.child_by_field_name("condition")
        test = self.test(tested) if tested is not None else Mixture((), place(node))
        asked = self.asked(tested)
        then, otherwise = (self.block(node.child_by_field_name(role)) for role in ("consequence", "alternative"))
        made = If(test, then, otherwise, place(node))
        is_left = bool(then) and isinstance(then[-1], Return | Raise | Leave)
        return (*first, made, *((Evaluate(asked, made.place),) if asked is not None and is_left else ()))

    def for_(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop over something, of three parts, under a test, or without end."""
        body = self.block(node.child_by_field_name("body"))
        head = next((part for part in self.parts(node) if part.type != "block"), None)
        if head is None:
            return (Loop(None, None, None, body, (), place(node)),)
        if head.type == "range_clause":
            return self._range(head, body)
        if head.type == "for_clause":
            first = self.block(head.child_by_field_name("initializer"))
            test = self.optional(head.child_by_field_name("condition"))
            step = self.block(head.child_by_field_name("update"))
            return (*first, Loop(None, None, test, (*body, *step), (), place(node)))
        return (Loop(None, None, self.test(head), body, (), place(node)),)

    def _range(self, head: Node, body: tuple[Statement, ...]) -> tuple[Statement, ...]:
        where, items = place(head), self.role(head, "right")
        targets = self.all_of(self.parts(head.child_by_field_name("left")))
        if not targets:
            return (Loop(None, items, None, body, (), where),)
        # The place in a list is a number, as its length is; the key of a map may be any text.
        is_place = isinstance(items, Name) and self.is_list(items.id)
        place_or_key = Call(Name("int", where), (items,), (), where) if is_place else Mixture((items,), where)
        key = Assign((targets[0],), place_or_key, where)
        return (Loop(targets[1] if len(targets) > 1 else None, items, None, (key, *body), (), where),)

    def _switch(self, node: Node) -> tuple[Statement, ...]:
        first = self.block(node.child_by_field_name("initializer"))
        value = node.child_by_field_name("value")
        cases = [part for part in self.parts(node) if part.type in {"expression_case", "default_case"}]
        made = [
            Case(
                self.all_of(self.parts(case.child_by_field_name("value"))),
                case.type == "default_case",
                self._case_body(cases[number:]),
            )
            for number, case in enumerate(cases)
        ]
        made.sort(key=lambda case: case.is_default)
        if value is not None:
            return (*first, Switch(self.expression(value), tuple(made), place(node)))
        otherwise: tuple[Statement, ...] = ()
        for case in reversed(made):
            tests = case.values
            test = tests[0] if len(tests) == 1 else Mixture(tests, place(node))
            otherwise = case.body if case.is_default else (If(test, case.body, otherwise, place(node)),)
        return (*first, *otherwise)

    def _case_body(self, cases: list[Node]) -> tuple[Statement, ...]:
        """Return the statements of the first of these cases, and of the next if it falls through."""
        parts = [part for part in self.parts(cases[0]) if part.type == "statement_list"]
        ends = [part.type for one in parts for part in self.parts(one)][-1:]
        body = self.body(parts)
        if ends == ["fallthrough_statement"]:
            return (*body, *(self._case_body(cases[1:]) if cases[1:] else ()))
        return body[:-1] if body and isinstance(body[-1], Leave) else body

    def _unmodelled(self, node: Node) -> tuple[Statement, ...]:
        """Return a switch on types, or on what comes first: nobody knows which case is taken."""
        value, alias = node.child_by_field_name("value"), self.parts(node.child_by_field_name("alias"))
        subject = self.expression(value) if value is not None else Mixture((), place(node))
        first = tuple([Assign((name,), subject, place(node)) for name in self.all_of(alias)])
        cases = []
        for part in self.parts(node):
            if part.type in {"type_case", "default_case", "communication_case"}:
                received = self.block(part.child_by_field_name("communication"))
                statements = [one for one in self.parts(part) if one.type == "statement_list"]
                cases.append(Case((), is_default=False, body=(*received, *self.body(statements))))
        return (*first, Switch(subject, tuple(cases), place(node)))

    def _sent(self, node: Node) -> tuple[Statement, ...]:
        """Return what is sent into a channel as an element of it, nobody knows which."""
        where, channel = place(node), self.role(node, "channel")
        return (Assign((Element(channel, Mixture((), where), where),), self.role(node, "value"), where),)

    def _deferred(self, node: Node) -> tuple[Statement, ...]:
        """Return what runs at the end of a function: a closure there, another call here, where its arguments stand."""
        made = self.expression_statement(node)
        call = made[0].expression if len(made) == 1 and isinstance(made[0], Evaluate) else None
        if not isinstance(call, Call) or not isinstance(call.function, Function):
            return made
        self.deferred += made
        return ()

    def _begun(self, node: Node) -> tuple[Statement, ...]:
        """Return what is begun beside the rest: a call, and a closure that may run when the rest has gone on."""
        made = self.expression_statement(node)
        call = made[-1].expression if made and isinstance(made[-1], Evaluate) else None
        if not isinstance(call, Call) or not isinstance(call.function, Function) or call.function.parameters:
            return made
        return (Evaluate(call.function, call.function.place), *made)

    def block(self, node: Node | None) -> tuple[Statement, ...]:
        """Return the statements of a block; what it defers runs behind them, wherever they end."""
        kept, self.deferred = self.deferred, []
        body = super().block(node)
        final, self.deferred = tuple(self.deferred), kept
        return (Try(body, (), (), final, body[0].place),) if final and body else (*body, *final)

    def _returned(self, node: Node) -> tuple[Statement, ...]:
        """Return the end of a function, with the values of its named results if it gives none."""
        given = tuple([self._answered(part) for inner in self.parts(node) for part in self.parts(inner)])
        if given and len(given) == len(self.results) and self.deferred:
            # What is deferred may change what is returned.
            where = place(node)
            changed = tuple([Mixture((one, name), where) for one, name in zip(given, self.results, strict=True)])
            return (Return(changed[0] if len(changed) == 1 else Items(changed, where), where),)
        values = given or self.results
        value = values[0] if len(values) == 1 else Items(values, place(node)) if values else None
        return (Return(value, place(node)),)

    def _answered(self, node: Node) -> Expression:
        """Return what is returned; an error that has a name of its own, and stands elsewhere, is there."""
        value = self.expression(node)
        name = value.name if isinstance(value, Member) else value.id if isinstance(value, Name) else ""
        is_error = _NAMED_ERROR.match(name) is not None and not self.is_own(name)
        return Constant(name, value.place) if is_error else value

    statements: ClassVar[Statements] = {
        **Reader.statements,
        "function_declaration": _function,
        "method_declaration": Reader.nothing,
        "type_declaration": Reader.nothing,
        "import_declaration": Reader.nothing,
        "package_clause": Reader.nothing,
        "var_declaration": Reader.inside,
        "var_spec_list": Reader.inside,
        "const_declaration": Reader.inside,
        "var_spec": _variables,
        "const_spec": _variables,
        "short_var_declaration": _assignment,
        "assignment_statement": _assignment,
        "receive_statement": _assignment,
        "send_statement": _sent,
        "inc_statement": _step,
        "dec_statement": _step,
        "statement_list": Reader.inside,
        "if_statement": if_,
        "for_statement": for_,
        "expression_switch_statement": _switch,
        "type_switch_statement": _unmodelled,
        "select_statement": _unmodelled,
        "return_statement": _returned,
        "fallthrough_statement": Reader.nothing,
        "go_statement": _begun,
        "defer_statement": _deferred,
    }

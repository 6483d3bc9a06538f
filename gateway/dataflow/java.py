"""
The front end for Java: a syntax tree to the neutral form. It decides nothing; what it does not know becomes a Mixture.

Classes, nested ones too, stand at the top of the program. Every method of a class, a static one too, has `this` as its
first parameter; a field is a member of `this`, a static one of its class. An object of a type that is only declared (a
field, a variable without a value) is called like a created one: `java.sql.Statement()`.
"""

from collections.abc import Iterable
from typing import ClassVar, Final

from gateway.dataflow.java_expressions import Expressions
from gateway.dataflow.java_names import Classes, Names, is_class, last, parts_of
from gateway.dataflow.reader import Reader, Statements, as_statements, is_left, merged_cases, place
from gateway.dataflow.scopes import pointed
from gateway.dataflow.tree import (
    NOWHERE,
    Assign,
    Call,
    Case,
    Define,
    DefineClass,
    Evaluate,
    Expression,
    Function,
    Handler,
    Import,
    Leave,
    Loop,
    Name,
    Parameter,
    Program,
    Statement,
    Switch,
    Try,
    breakable,
)
from gateway.syntax.nodes import Node

# Types that hold no text, as the interpreter calls all of them.
_NUMBERS: Final = frozenset(
    {"int", "long", "short", "byte", "char", "float", "double", "boolean"}
    | {"Integer", "Long", "Short", "Byte", "Character", "Float", "Double", "Boolean", "BigInteger", "BigDecimal"}
)
_TEXTS: Final = frozenset({"String", "CharSequence", "StringBuilder", "StringBuffer", "Object", "var"})
_METHODS: Final = frozenset({"method_declaration", "constructor_declaration", "compact_constructor_declaration"})
# Exceptions of which nobody knows what they say; those of a database say too much.
_BROAD: Final = frozenset({"Exception", "Throwable", "RuntimeException", "SQLException", "DataAccessException"})
_PATTERNS: Final = frozenset({"pattern", "guard", "type_pattern"})
_ANNOTATIONS: Final = frozenset({"annotation", "marker_annotation"})


def program(root: Node, text: str, classes: Classes) -> Program:
    """
    Return the neutral form of a text and its syntax tree; for `classes` see `known_classes`.

    Raises RecursionError when it nests too deeply.
    """
    names = Names(root, text.encode(errors="replace"), classes)
    front = _FrontEnd(text, names)
    body = front.body(front.parts(root))
    used = tuple([(name, name) for name in names.used])
    return Program("java", (Import(used, NOWHERE), *body), pointed("java", text))


class _FrontEnd(Expressions):
    """Makes the neutral form of statements and declarations."""

    blocks = frozenset({"block", "constructor_body"})

    def block(self, node: Node | None) -> tuple[Statement, ...]:
        """Return the statements of a block, or of a single statement, in a scope of its own; none for nothing."""
        self.names.enter()
        found = super().block(node)
        self.names.leave()
        return found

    # Straight statements.

    def _expression(self, node: Node) -> tuple[Statement, ...]:
        values = [self.filling(self.expression(part)) for part in self.parts(node)]
        return tuple([made for value in values for made in as_statements(value)])

    def _variables(self, node: Node) -> tuple[Statement, ...]:
        declared = self.names.declared(node.child_by_field_name("type"))
        made: list[Statement] = []
        for one in node.children_by_field_name("declarator"):
            name, value = one.child_by_field_name("name"), one.child_by_field_name("value")
            assigned = self._first_value(value, declared, one)
            if node.type == "local_variable_declaration":
                self.names.declare(self.text(name), self._declared(declared, value))
            if name is not None and assigned is not None:
                plain = Name(self.text(name), place(name))
                variable = self.named(plain.id, plain.place)
                made.append(Assign((plain,) if plain == variable else (plain, variable), assigned, place(one)))
        return tuple(made)

    def _first_value(self, value: Node | None, declared: str, node: Node) -> Expression | None:
        """Return the value of a declared variable: for one without, an object of its type, if that says anything."""
        if value is not None and value.type != "null_literal":
            made = self.expression(value)
            return self.filling(made) if declared == "int" else made
        if (
            node.child_by_field_name("dimensions") is not None
            or "." not in declared
            or declared.endswith("]")
            or last(declared) in _TEXTS
        ):
            return None
        return Name(declared + "()", place(node))

    def _declared(self, declared: str, value: Node | None) -> str:
        """Return a variable's type: for `var`, that of the object that is created for it."""
        if declared == "var" and value is not None and value.type == "object_creation_expression":
            return self.names.type_name(value.child_by_field_name("type"))
        return "String" if declared == "var" and value is not None and value.type == "string_literal" else declared

    def _assert(self, node: Node) -> tuple[Statement, ...]:
        """Return an assertion, at which nothing ends: it is not asked unless the machine is told to ask."""
        return tuple([Evaluate(one, place(node)) for one in self.all_of(self.parts(node))])

    def _labelled(self, node: Node) -> tuple[Statement, ...]:
        return breakable(self.body(self.parts(node)[1:]), place(node))

    def _block(self, node: Node) -> tuple[Statement, ...]:
        return self.block(node)

    def _static(self, node: Node) -> tuple[Statement, ...]:
        return tuple([made for part in self.parts(node) for made in self.block(part)])

    def _synchronized(self, node: Node) -> tuple[Statement, ...]:
        return self.block(node.child_by_field_name("body"))

    # Branches.

    def if_(self, node: Node) -> tuple[Statement, ...]:
        """Return a branch; what its test declares is known in it only."""
        self.names.enter()
        made = super().if_(node)
        self.names.leave()
        return made

    def for_(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop of three parts, in a scope of its own."""
        self.names.enter()
        made = super().for_(node)
        self.names.leave()
        return made

    def _for_each(self, node: Node) -> tuple[Statement, ...]:
        items, name = self.role(node, "value"), node.child_by_field_name("name")
        self.names.enter()
        self.names.declare(self.text(name), self.names.declared(node.child_by_field_name("type")))
        target = Name(self.text(name), place(name)) if name is not None else None
        inner = self.block(node.child_by_field_name("body"))
        self.names.leave()
        return (Loop(target, items, None, inner, (), place(node)),)

    def _try(self, node: Node) -> tuple[Statement, ...]:
        self.names.enter()
        opened: list[Statement] = []
        handlers: list[Handler] = []
        final: tuple[Statement, ...] = ()
        for part in self.parts(node):
            if part.type == "resource_specification":
                opened += [made for one in self.parts(part) for made in self._resource(one)]
        inner = self.block(node.child_by_field_name("body"))
        self.names.leave()
        for part in self.parts(node):
            if part.type == "catch_clause":
                handlers.append(self._handler(part))
            elif part.type == "finally_clause":
                final = tuple([made for one in self.parts(part) for made in self.block(one)])
        return (Try((*opened, *inner), tuple(handlers), (), final, place(node)),)

    def _resource(self, node: Node) -> tuple[Statement, ...]:
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        if name is None or value is None:
            return ()
        declared = self.names.declared(node.child_by_field_name("type"))
        self.names.declare(self.text(name), declared)
        return (Assign((Name(self.text(name), place(name)),), self.expression(value), place(node)),)

    def _handler(self, node: Node) -> Handler:
        caught = [part for part in self.parts(node) if part.type == "catch_formal_parameter"]
        name = self.text(caught[0].child_by_field_name("name")) if caught else ""
        self.names.enter()
        self.names.declare(name, "")
        inner = self.block(node.child_by_field_name("body"))
        self.names.leave()
        kinds = [kind for part in caught[:1] for kind in self.parts(part) if kind.type == "catch_type"]
        types = {self.text(kind).rpartition(".")[2] for kind in kinds}
        return Handler(name, inner, is_broad=not _BROAD.isdisjoint(types))

    # Switches.

    def _switched(self, node: Node) -> tuple[Statement, ...]:
        """Return a switch as a statement; a case that falls through ends with the statements of the next ones."""
        cases = []
        for group in self.parts(node.child_by_field_name("body")):
            labels = [self.parts(part) for part in self.parts(group) if part.type == "switch_label"]
            is_plain = not any(value.type in _PATTERNS for values in labels for value in values)
            values = self.all_of(value for values in labels for value in values) if is_plain else ()
            cases.append(Case(values, not all(labels), self._case_body(group)))
        return self.switched(self.role(node, "condition"), merged_cases(cases), place(node))

    def _case_body(self, group: Node) -> tuple[Statement, ...]:
        self.names.enter()
        found = self.body([part for part in self.parts(group) if part.type != "switch_label"])
        self.names.leave()
        is_arrow = group.type == "switch_rule"
        return (*found, Leave(place(group))) if is_arrow and not is_left(found) else found

    def switch(self, node: Node) -> Expression:
        """Return the variable that gets a switch's value, the switch itself put before the statement."""
        where = place(node)
        result = Name(f"switch@{where[0]}:{where[1]}", where)
        kept, self._yielded = self._yielded, result
        made = self._switched(node)
        self._yielded = kept
        self.before += [_yielding(one, result) for one in made]
        return result

    _yielded: Name | None = None

    def _yield(self, node: Node) -> tuple[Statement, ...]:
        value = self.inner(node)
        if self._yielded is None:
            return as_statements(value)
        return (Assign((self._yielded,), value, place(node)),)

    # Declarations.

    def _class(self, node: Node) -> tuple[Statement, ...]:
        name, body = self.text(node.child_by_field_name("name")), node.child_by_field_name("body")
        if name not in self.names.methods:
            self.names.read(node)
        members = [] if body is None else _members(body)
        self.names.enter_class()
        self.owners.append(name)
        self._declare_fields(node, members)
        annotations = self._annotations(node)
        around: list[Statement] = []
        inner: list[Statement] = []
        for member in members:
            for made in self.statement(member):
                is_text = last(self.names.declared(member.child_by_field_name("type"))) == "String"
                decorated = _with_decorators(made, annotations) if is_text else made
                (around if is_class(member) else inner).append(decorated)
        self.owners.pop()
        self.names.leave()
        return (*around, DefineClass(name, (), tuple(inner), place(node)))

    def _declare_fields(self, node: Node, members: Iterable[Node]) -> None:
        for member in members:
            if member.type in {"field_declaration", "constant_declaration"}:
                declared = self.names.declared(member.child_by_field_name("type"))
                is_static = member.type == "constant_declaration" or self._is_static(member)
                for one in member.children_by_field_name("declarator"):
                    name = self.text(one.child_by_field_name("name"))
                    self.names.declare_field(name, declared, self.owners[-1], is_static=is_static)
        components = node.child_by_field_name("parameters")
        if components is not None:
            self.parameters(components)

    def _is_static(self, node: Node) -> bool:
        return any("static" in self.text(part).split() for part in self.parts(node) if part.type == "modifiers")

    def members(self, body: Node) -> tuple[Statement, ...]:
        """Return the definitions of an anonymous class's methods."""
        fields = [member for member in _members(body) if member.type == "field_declaration"]
        methods = [member for member in _members(body) if member.type in _METHODS]
        self.names.enter()
        found = self.body([*fields, *methods])
        self.names.leave()
        return found

    def _method(self, node: Node) -> tuple[Statement, ...]:
        where, inner = place(node), node.child_by_field_name("body")
        if inner is None:
            return tuple([Evaluate(annotation, annotation.place) for annotation in self._annotations(node)])
        is_method = node.type == "method_declaration"
        self.names.enter()
        parameters = self.parameters(node.child_by_field_name("parameters"))
        owner = (Parameter("this", "", None),) if self.owners else ()
        body = self.block(inner)
        self.names.leave()
        name = self.text(node.child_by_field_name("name")) if is_method else "__init__"
        return (Define(Function(name, (*owner, *parameters), body, self._annotations(node), where), where),)

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters of a method, made known as variables."""
        found: list[Parameter] = []
        for part in self.parts(node):
            is_rest = part.type == "spread_parameter"
            holder = next((one for one in self.parts(part) if one.type == "variable_declarator"), part)
            name = self.text(holder.child_by_field_name("name"))
            if not name:
                continue
            typed = [one for one in self.parts(part) if "type" in one.type]
            declared = self.names.declared(part.child_by_field_name("type") or (typed[0] if typed else None))
            self.names.declare(name, declared)
            annotation = "int" if last(declared) in _NUMBERS else declared
            found.append(Parameter(name, annotation, None, is_rest))
        return tuple(found)

    def _annotations(self, node: Node) -> tuple[Expression, ...]:
        """Return annotations as decorators, what they say under `value` or `path` first."""
        found: list[Expression] = []
        for modifiers in [part for part in self.parts(node) if part.type == "modifiers"]:
            for one in [part for part in self.parts(modifiers) if part.type in _ANNOTATIONS]:
                name = Name(self.names.resolved(self.text(one.child_by_field_name("name"))), place(one))
                positional: list[Expression] = []
                named: list[tuple[str, Expression]] = []
                holder = one.child_by_field_name("arguments")
                for part in self.parts(holder):
                    key = self.text(part.child_by_field_name("key"))
                    if key in {"", "value", "path"}:
                        positional.append(self.role(part, "value") if key else self.expression(part))
                    else:
                        named.append((key, self.role(part, "value")))
                found.append(Call(name, tuple(positional), tuple(named), place(one)))
        return tuple(found)

    statements: ClassVar[Statements] = {
        **Reader.statements,
        "expression_statement": _expression,
        "local_variable_declaration": _variables,
        "field_declaration": _variables,
        "constant_declaration": _variables,
        "explicit_constructor_invocation": Reader.nothing,
        "throw_statement": Reader.raise_,
        "yield_statement": _yield,
        "assert_statement": _assert,
        "labeled_statement": _labelled,
        "block": block,
        "constructor_body": block,
        "static_initializer": _static,
        "synchronized_statement": _synchronized,
        "if_statement": if_,
        "for_statement": for_,
        "enhanced_for_statement": _for_each,
        "try_statement": _try,
        "try_with_resources_statement": _try,
        "switch_expression": _switched,
        "switch_statement": _switched,
        "class_declaration": _class,
        "interface_declaration": _class,
        "enum_declaration": _class,
        "record_declaration": _class,
        "method_declaration": _method,
        "constructor_declaration": _method,
        "compact_constructor_declaration": _method,
        "package_declaration": Reader.nothing,
        "import_declaration": Reader.nothing,
        "annotation_type_declaration": Reader.nothing,
        "line_comment": Reader.nothing,
        "block_comment": Reader.nothing,
        ";": Reader.nothing,
    }


def _members(body: Node) -> list[Node]:
    """Return what a class's body declares, an enumeration's inner part included."""
    return [
        inner
        for member in parts_of(body)
        for inner in (parts_of(member) if member.type == "enum_body_declarations" else [member])
    ]


def _with_decorators(statement: Statement, more: tuple[Expression, ...]) -> Statement:
    """Return a method that returns a text with its class's annotations, too, if it has any: they say who gets it."""
    if not isinstance(statement, Define) or not statement.function.decorators:
        return statement
    one = statement.function
    decorators = (*one.decorators, *more)
    return Define(Function(one.name, one.parameters, one.body, decorators, one.place), statement.place)


def _yielding(statement: Statement, result: Name) -> Statement:
    """Return a switch whose cases, where they are single expressions, assign their values."""
    if not isinstance(statement, Switch):
        return statement
    cases: list[Case] = []
    for case in statement.cases:
        body = case.body
        if body and isinstance(body[-1], Evaluate):
            value = body[-1]
            body = (*body[:-1], Assign((result,), value.expression, value.place))
        cases.append(Case(case.values, case.is_default, body))
    return Switch(statement.subject, tuple(cases), statement.place)

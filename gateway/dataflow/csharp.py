"""
The front end for C#: a syntax tree to the neutral form. It decides nothing; what it does not know becomes a Mixture.

Types are called by their own names, without namespaces. A property that is set is the call of its setter, too, as the
compiler calls it (`set_CommandText`). A method is decorated with its attributes, each of which knows the others, those
of its class and of its parameters, and what the class is derived from, and with what it returns.
"""

import re
from collections.abc import Iterable
from typing import ClassVar, Final

from gateway.dataflow.csharp_expressions import Expressions
from gateway.dataflow.reader import Reader, Statements, as_statements, merged_cases, place, unreturned
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.tree import (
    Assign,
    Binding,
    Call,
    Case,
    Constant,
    Define,
    DefineClass,
    Evaluate,
    Expression,
    Function,
    Handler,
    Items,
    Leave,
    Loop,
    Member,
    Name,
    Parameter,
    Program,
    Statement,
    Try,
)
from gateway.syntax.nodes import Node

_NUMBERS: Final = frozenset(
    {"int", "long", "short", "byte", "uint", "ulong", "ushort", "sbyte", "float", "double", "decimal", "bool", "char"}
    | {"Guid", "DateTime", "TimeSpan", "int?", "long?", "bool?"}
)
_OWNER: Final = Parameter("this", "", None)
_GIVING: Final = re.compile(r"\byield\s+return\b")
_BROAD: Final = frozenset({"Exception", "SystemException", "DbException", "SqlException"})


def program(root: Node, text: str) -> Program:
    """Return the neutral form of a text and its syntax tree. Raises RecursionError when it nests too deeply."""
    front = _FrontEnd(text)
    return Program("csharp", unreturned(front.body(front.parts(root))), pointed("csharp", text), hidden("csharp", text))


class _FrontEnd(Expressions):
    """Makes the neutral form of statements and declarations."""

    # Straight statements.

    def _declaration(self, node: Node) -> tuple[Statement, ...]:
        """Return declared variables; one without a value is an object of its type."""
        kind, made = self.type_name(node.child_by_field_name("type")), []
        for one in [part for part in self.parts(node) if part.type == "variable_declarator"]:
            name = one.child_by_field_name("name")
            values = [part for part in self.parts(one) if part != name]
            if values and values[0].type == "tuple_pattern":
                targets = Items(self.all_of(self.parts(values[0])), place(one))
                made.append(Assign((targets,), self.expression(values[-1]), place(one)))
            elif name is not None and values:
                target = self.named(self.text(name), place(name))
                is_typed = values[-1].type == "implicit_object_creation_expression"
                value = self.created(values[-1], kind) if is_typed else self.expression(values[-1])
                made.append(Assign((target,), value, place(one)))
            elif name is not None and kind[:1].isupper():
                target = self.named(self.text(name), place(name))
                made.append(Assign((target,), Name(f"{kind}()", place(one)), place(one)))
        return tuple(made)

    def _evaluated(self, node: Node) -> tuple[Statement, ...]:
        return tuple(
            [made for part in self.parts(node) for made in _with_setters(as_statements(self.expression(part)))]
        )

    def _using(self, node: Node) -> tuple[Statement, ...]:
        body = node.child_by_field_name("body")
        first = [part for part in self.parts(node) if part != body]
        return (*self.body(first), *self.block(body))

    def _within(self, node: Node) -> tuple[Statement, ...]:
        """Return what stands in a statement that says nothing of data: an expression, and a block."""
        return self.body(self.parts(node))

    def _for_each(self, node: Node) -> tuple[Statement, ...]:
        body = self.block(node.child_by_field_name("body"))
        return (Loop(self.role(node, "left"), self.role(node, "right"), None, body, (), place(node)),)

    def _switched(self, node: Node) -> tuple[Statement, ...]:
        cases = []
        for section in self.parts(node.child_by_field_name("body")):
            labels = [part for part in self.parts(section) if part.type.endswith("pattern")]
            values = [part for label in labels if label.type == "constant_pattern" for part in self.parts(label)]
            body = self.body([part for part in self.parts(section) if part not in labels])
            is_plain = len(values) == len(labels)
            cases.append(Case(self.all_of(values) if is_plain else (), not labels, body or (Leave(place(section)),)))
        return self.switched(self.role(node, "value"), merged_cases(cases), place(node))

    def _try(self, node: Node) -> tuple[Statement, ...]:
        handlers: list[Handler] = []
        final: tuple[Statement, ...] = ()
        for part in self.parts(node):
            if part.type == "catch_clause":
                declared = next((one for one in self.parts(part) if one.type == "catch_declaration"), None)
                name = "" if declared is None else self.text(declared.child_by_field_name("name"))
                kind = "" if declared is None else self.type_name(declared.child_by_field_name("type"))
                body = self.block(part.child_by_field_name("body"))
                handlers.append(Handler(name, body, is_broad=kind in _BROAD))
            elif part.type == "finally_clause":
                final = self.inside(part)
        return (Try(self.block(node.child_by_field_name("body")), tuple(handlers), (), final, place(node)),)

    # Declarations.

    def _class(self, node: Node) -> tuple[Statement, ...]:
        members = self.parts(node.child_by_field_name("body"))
        kept = self.fields, self.attributes, self.bases
        self.fields = self.fields | frozenset(self._fields(members))
        self.bases = tuple(self._bases(node))
        self.attributes = (*self._attributes(node), *self.bases)
        made = self.body(members)
        self.fields, self.attributes, self.bases = kept
        name = self.text(node.child_by_field_name("name"))
        inner = [one for one in made if isinstance(one, DefineClass)]
        return (*inner, DefineClass(name, (), tuple([one for one in made if one not in inner]), place(node)))

    def _fields(self, members: Iterable[Node]) -> Iterable[str]:
        """Yield the names that mean members of `this` where no variable has them."""
        for member in members:
            if member.type in {"property_declaration", "method_declaration"}:
                yield self.text(member.child_by_field_name("name"))
            for declared in [part for part in self.parts(member) if part.type == "variable_declaration"]:
                for one in [part for part in self.parts(declared) if part.type == "variable_declarator"]:
                    yield self.text(one.child_by_field_name("name"))

    def _field(self, node: Node) -> tuple[Statement, ...]:
        made = self.body([part for part in self.parts(node) if part.type == "variable_declaration"])
        return tuple([_of_class(one) if isinstance(one, Assign) else one for one in made])

    def _property(self, node: Node) -> tuple[Statement, ...]:
        value, name = node.child_by_field_name("value"), self.text(node.child_by_field_name("name"))
        accessors = self.parts(node.child_by_field_name("accessors"))
        inner = [made for one in accessors for made in self.block(one.child_by_field_name("body"))]
        found: list[Statement] = []
        if inner:
            found.append(Define(Function(f"get_{name}", (_OWNER,), tuple(inner), (), place(node)), place(node)))
        if value is not None and value.type != "arrow_expression_clause":
            found.append(Assign((Name(name, place(node)),), self.expression(value), place(node)))
        return tuple(found)

    def _attributes(self, node: Node) -> Iterable[str]:
        for part in self.parts(node):
            if part.type == "attribute_list":
                yield from [self.type_name(one.child_by_field_name("name")) for one in self.parts(part)]

    def _bases(self, node: Node) -> Iterable[str]:
        for part in self.parts(node):
            if part.type == "base_list":
                yield from [self.type_name(one) for one in self.parts(part)]

    def _decorators(self, node: Node) -> tuple[Expression, ...]:
        found: list[Expression] = []
        parameters = self.parts(node.child_by_field_name("parameters"))
        theirs = [one for part in parameters for one in self._attributes(part)]
        names = (*self.attributes, *self._attributes(node), *theirs)
        named = tuple([(name, Constant(1, place(node))) for name in dict.fromkeys(names)])
        for listed in [part for part in self.parts(node) if part.type == "attribute_list"]:
            for one in self.parts(listed):
                given = [part for part in self.parts(one) if part.type == "attribute_argument_list"]
                values = tuple([self.inner(value) for part in given for value in self.parts(part)])
                name = Name(self.type_name(one.child_by_field_name("name")), place(one))
                found.append(Call(name, values, named, place(one)))
        is_public = any(child.type == "modifier" and self.text(child) == "public" for child in node.children)
        returned = self.type_name(self.part(node, "returns", "type"), inside="Task")
        others = (*(self.bases if is_public else ()), *([returned] if returned[:1].isupper() else []))
        return (*found, *[Name(one, place(node)) for one in others])

    def _method(self, node: Node) -> tuple[Statement, ...]:
        where, inner = place(node), node.child_by_field_name("body")
        if inner is None:
            return ()
        parameters = self.parameters(node.child_by_field_name("parameters"))
        kept, self.locals = self.locals, frozenset(one.name for one in parameters)
        body = self.function_body(inner)
        self.locals = kept
        is_created = node.type == "constructor_declaration"
        name = "constructor" if is_created else self.text(node.child_by_field_name("name"))
        function = Function(name, (_OWNER, *parameters), body, self._decorators(node), where, self._is_later(node))
        return (Define(function, where),)

    def _local(self, node: Node) -> tuple[Statement, ...]:
        where, parameters = place(node), self.parameters(node.child_by_field_name("parameters"))
        body = self.function_body(node.child_by_field_name("body") or node)
        name = self.text(node.child_by_field_name("name"))
        function = Function(name, parameters, body, self._decorators(node), where, self._is_later(node))
        return (Define(function, where),)

    def _is_later(self, node: Node) -> bool:
        """Tell whether a function is one to wait for, or one that gives items."""
        modifiers = [self.text(child) for child in node.children if child.type == "modifier"]
        return "async" in modifiers or _GIVING.search(self.text(node)) is not None

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters of a method or a lambda."""
        found = []
        for part in self.parts(node) if node is not None and node.type != "implicit_parameter" else [node]:
            if part is None:
                continue
            kind = self.type_name(part.child_by_field_name("type"))
            name = self.text(part.child_by_field_name("name") or (part if not self.parts(part) else None))
            if name and part.type in {"parameter", "implicit_parameter", "identifier"}:
                found.append(Parameter(name, "int" if kind in _NUMBERS else kind, None))
        return tuple(found)

    statements: ClassVar[Statements] = {
        **Reader.statements,
        "expression_statement": _evaluated,
        "local_declaration_statement": _within,
        "variable_declaration": _declaration,
        "using_statement": _using,
        "lock_statement": _within,
        "checked_statement": _within,
        "unsafe_statement": _within,
        "fixed_statement": _within,
        "foreach_statement": _for_each,
        "switch_statement": _switched,
        "try_statement": _try,
        "throw_statement": Reader.raise_,
        "yield_statement": Reader.return_,
        "namespace_declaration": Reader.inside,
        "file_scoped_namespace_declaration": Reader.inside,
        "declaration_list": Reader.inside,
        "global_statement": Reader.inside,
        "class_declaration": _class,
        "struct_declaration": _class,
        "record_declaration": _class,
        "interface_declaration": _class,
        "enum_declaration": Reader.nothing,
        "field_declaration": _field,
        "property_declaration": _property,
        "method_declaration": _method,
        "constructor_declaration": _method,
        "local_function_statement": _local,
        "using_directive": Reader.nothing,
        "qualified_name": Reader.nothing,
        "modifier": Reader.nothing,
        "attribute_list": Reader.nothing,
        "empty_statement": Reader.nothing,
    }


def _of_class(field: Assign) -> Assign:
    """Return what a field begins with: in the body of its class it is called by its own name."""
    targets = [Name(one.name, one.place) if isinstance(one, Member) else one for one in field.targets]
    return Assign(tuple(targets), field.value, field.place)


def _with_setters(statements: Iterable[Statement]) -> Iterable[Statement]:
    """Yield statements, after each that sets a property the call of its setter."""
    for one in statements:
        yield one
        target = one.targets[0] if isinstance(one, Assign) else None
        if isinstance(one, Assign) and isinstance(target, Member) and not isinstance(one.value, Binding):
            setter = Member(target.of, f"set_{target.name}", one.place)
            yield Evaluate(Call(setter, (one.value,), (), one.place), one.place)

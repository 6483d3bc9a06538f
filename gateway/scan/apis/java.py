"""Reads Java: imports, declared types, reflection; classes are named, never values."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from gateway.scan.apis.form import (
    NOTHING,
    Block,
    Call,
    Either,
    Form,
    Function,
    Group,
    Import,
    Index,
    Joined,
    Member,
    Name,
    Parts,
    Return,
    Store,
    Text,
    Use,
)
from gateway.scan.apis.reading import Reader, unescaped
from gateway.syntax.nodes import Node

NATIVE: Final = "native"
_LANG: Final = "java.lang."


def free(name: str) -> tuple[str, ...]:
    """Return what an unbound name may be: every file sees the classes of `java.lang`."""
    return (name, _LANG + name) if name[:1].isupper() else (name,)


class Java(Reader):
    """The reader."""

    def _import(self, node: Node) -> Form:
        names = [child for child in node.named_children if child.type in {"scoped_identifier", "identifier"}]
        path = self.text(names[0]) if names else ""
        place = self.place(node)
        if any(child.type == "asterisk" for child in node.named_children):
            return Import((), (path,), path, place)
        is_static = any(child.type == "static" for child in node.children)
        return Import(((path.rpartition(".")[2], path),), (), path.rpartition(".")[0] if is_static else path, place)

    def _scoped(self, node: Node) -> Form:
        return self.chain(self.text(node).replace(" ", "").partition("<")[0], node)

    def _generic(self, node: Node) -> Form:
        return self.read(node.named_children[0]) if node.named_children else NOTHING

    def _member(self, node: Node) -> Form:
        return Member(self.field(node, "object"), self.name_in(node, "field"), self.place(node))

    def _invocation(self, node: Node) -> Form:
        name = node.child_by_field_name("name")
        place = self.place(node)
        of = node.child_by_field_name("object")
        called = Name(self.text(name), place) if of is None else Member(self.read(of), self.text(name), place)
        return Call(called, self._arguments(node), place)

    def _creation(self, node: Node) -> Form:
        made = Call(self.field(node, "type"), self._arguments(node), self.place(node), is_new=True)
        bodies = [self.read(child) for child in node.named_children if child.type == "class_body"]
        return Either((made, Parts(tuple(bodies)))) if bodies else made

    def _arguments(self, node: Node) -> tuple[Form, ...]:
        arguments = node.child_by_field_name("arguments")
        return () if arguments is None else tuple(self.read(one) for one in arguments.named_children)

    def _reference(self, node: Node) -> Form:
        of, name = node.children[0], node.children[-1]
        return Member(self.read(of), self.text(name), self.place(node))

    def _class_literal(self, node: Node) -> Form:
        return self.read(node.named_children[0]) if node.named_children else NOTHING

    def _declaration(self, node: Node) -> Form:
        typed = self.field(node, "type")
        stores = []
        for one in node.children_by_field_name("declarator"):
            name = one.child_by_field_name("name")
            value = self.field(one, "value")
            stores.append(self._stored(name, value, typed))
            if node.type == "field_declaration":
                # By its name, as nothing may be read twice: that would double with each class inside another.
                stores.append(Store(Member(NOTHING, self.text(name), self.place(node)), self._bare(name)))
        return Parts(tuple(stores))

    def _bare(self, name: Node | None) -> Form:
        return self.identifier(name) if name is not None else NOTHING

    def _declared(self, node: Node) -> Form:
        """One name with its type: a resource, the variable of a loop."""
        return self._stored(node.child_by_field_name("name"), self.field(node, "value"), self.field(node, "type"))

    def _stored(self, name: Node | None, value: Form, typed: Form) -> Store:
        return Store(self._bare(name), value, "block", typed)

    def _for_each(self, node: Node) -> Form:
        value = Index(self.field(node, "value"), NOTHING, self.place(node))
        return Block(
            (self._stored(node.child_by_field_name("name"), value, self.field(node, "type")), self.field(node, "body"))
        )

    def _assignment(self, node: Node) -> Form:
        return Store(self.field(node, "left"), self.field(node, "right"))

    def _method(self, node: Node) -> Form:
        modifiers = [child for child in node.named_children if child.type == "modifiers"]
        is_native = any(word.type == "native" for child in modifiers for word in child.children)
        parameters = node.child_by_field_name("parameters")
        listed = parameters.named_children if parameters is not None else ()
        made = Function(
            self.name_in(node, "name"),
            tuple(self._parameter(one) for one in listed),
            self.field(node, "body"),
            self.place(node),
        )
        return Parts((Use(NATIVE, self.place(node)), made)) if is_native else made

    def _parameter(self, node: Node) -> Store:
        if node.type == "identifier":
            return Store(self.identifier(node), NOTHING, "block")
        name = node.child_by_field_name("name")
        if name is None:
            names = [child for child in node.named_children if child.type == "variable_declarator"]
            name = names[0].child_by_field_name("name") if names else None
        return self._stored(name, NOTHING, self.field(node, "type"))

    def _lambda(self, node: Node) -> Form:
        parameters = node.child_by_field_name("parameters")
        if parameters is None:
            listed: list[Node] = []
        else:
            listed = [parameters] if parameters.type == "identifier" else list(parameters.named_children)
        return Function("", tuple(map(self._parameter, listed)), self.field(node, "body"), self.place(node))

    def _binary(self, node: Node) -> Form:
        sides = (self.field(node, "left"), self.field(node, "right"))
        return Joined(sides) if self.name_in(node, "operator") == "+" else Parts(sides)

    def _ternary(self, node: Node) -> Form:
        return Either((self.field(node, "consequence"), self.field(node, "alternative"), self._tested(node)))

    def _tested(self, node: Node) -> Form:
        return Parts((self.field(node, "condition"),))

    def _element(self, node: Node) -> Form:
        return Index(self.field(node, "array"), self.field(node, "index"), self.place(node))

    def _array(self, node: Node) -> Form:
        return Group(tuple(("", form) for form in self.all(node.named_children)))

    def _return(self, node: Node) -> Form:
        return Return(Either(self.all(node.named_children)))

    def _string(self, node: Node) -> Form:
        text = self.text(node)
        quotes = 3 if text.startswith('"""') else 1
        return Text(unescaped(text[quotes:-quotes]))

    def _class(self, node: Node) -> Form:
        """Let a class of the text hide one that is imported."""
        name = node.child_by_field_name("name")
        inside = tuple(self.read(child) for child in node.named_children if child != name)
        own = Store(self.identifier(name), NOTHING, "block") if name is not None else NOTHING
        return Parts((own, *inside))

    def _superclass(self, node: Node) -> Form:
        return Parts(tuple(Member(one, "extends", self.place(node)) for one in self.all(node.named_children)))

    NODES: ClassVar[Mapping[str, Callable[[Any, Node], Form]]] = {
        "import_declaration": _import,
        "identifier": Reader.identifier,
        "type_identifier": Reader.identifier,
        "scoped_type_identifier": _scoped,
        "scoped_identifier": _scoped,
        "generic_type": _generic,
        "field_access": _member,
        "method_invocation": _invocation,
        "object_creation_expression": _creation,
        "explicit_constructor_invocation": Reader.parts,
        "method_reference": _reference,
        "class_literal": _class_literal,
        "local_variable_declaration": _declaration,
        "field_declaration": _declaration,
        "resource": _declared,
        "enhanced_for_statement": _for_each,
        "assignment_expression": _assignment,
        "method_declaration": _method,
        "constructor_declaration": _method,
        "lambda_expression": _lambda,
        "binary_expression": _binary,
        "ternary_expression": _ternary,
        "array_access": _element,
        "array_initializer": _array,
        "return_statement": _return,
        "string_literal": _string,
        "class_declaration": _class,
        "record_declaration": _class,
        "interface_declaration": _class,
        "enum_declaration": _class,
        "superclass": _superclass,
        "class_body": Reader.block,
        "block": Reader.block,
        "for_statement": Reader.block,
        "catch_clause": Reader.block,
        "parenthesized_expression": Reader.either,
        "cast_expression": Reader.either,
        **dict.fromkeys(("package_declaration", "line_comment", "block_comment", "type_arguments"), Reader.nothing),
    }

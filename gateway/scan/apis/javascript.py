"""Reads JavaScript and TypeScript: modules are values here, so imports, `require`, patterns and objects all matter."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

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
    Open,
    Parts,
    Pattern,
    Return,
    Store,
    Text,
)
from gateway.scan.apis.reading import Reader, unescaped
from gateway.syntax.nodes import Node


def module_name(name: str) -> str:
    """Return a module's usual name: `node:fs` is `fs`."""
    return name.removeprefix("node:")


class JavaScript(Reader):
    """The reader."""

    def _string(self, node: Node) -> Form:
        return Text(unescaped(self.text(node)[1:-1]))

    def _template(self, node: Node) -> Form:
        parts: list[Form] = []
        end = node.start_byte + 1
        for child in node.named_children:
            if child.type == "template_substitution":
                parts += [self._between(end, child.start_byte), *self.all(child.named_children)]
                end = child.end_byte
        return Joined((*parts, self._between(end, node.end_byte - 1)))

    def _between(self, start: int, end: int) -> Form:
        return Text(unescaped(self._source[start:end].decode(errors="replace")))

    def _import(self, node: Node) -> Form:
        source = node.child_by_field_name("source")
        names: list[tuple[str, str]] = []
        for clause in node.named_children:
            if clause.type == "import_require_clause":
                source = clause.child_by_field_name("source")
                names.append((self.text(clause.named_children[0]), ""))
            if clause.type == "import_clause":
                for part in clause.named_children:
                    names += self._imported(part)
        module = module_name(self._constant(source))
        paths = tuple((local, f"{module}.{name}" if name else module) for local, name in names)
        return Import(paths, (), module, self.place(node))

    def _imported(self, part: Node) -> list[tuple[str, str]]:
        """Return local names, each with the member that it is; the default export stands for all of a module."""
        if part.type == "identifier":
            return [(self.text(part), "")]
        if part.type == "namespace_import":
            return [(self.text(part.named_children[0]), "")]
        found = []
        for one in part.named_children:
            name = _unquoted(self.name_in(one, "name"))
            found.append((self.name_in(one, "alias") or name, "" if name == "default" else name))
        return found

    def _export(self, node: Node) -> Form:
        """`export … from` passes a module's members on."""
        source = node.child_by_field_name("source")
        if source is None:
            inside = self.all(node.named_children)
            return inside[0] if len(inside) == 1 else Parts(inside)
        module = module_name(self._constant(source))
        names: list[tuple[str, str]] = []
        for clause in node.named_children:
            exported = clause.named_children if clause.type == "export_clause" else ()
            names += [("", f"{module}.{_unquoted(self.name_in(one, 'name'))}") for one in exported]
        return Import(tuple(names), () if names else (module,), module, self.place(node))

    def _constant(self, node: Node | None) -> str:
        return "" if node is None else _unquoted(self.text(node))

    def _declaration(self, node: Node) -> Form:
        declares = "function" if node.type == "variable_declaration" else "block"
        declarators = [child for child in node.named_children if child.type == "variable_declarator"]
        return Parts(tuple(self._declared(one, declares) for one in declarators))

    def _declared(self, node: Node, declares: str) -> Form:
        return Store(self._target(node.child_by_field_name("name")), self.field(node, "value"), declares)

    def _target(self, node: Node | None) -> Form:
        """Return what a value is stored in."""
        if node is None:
            return NOTHING
        if node.type in {"object_pattern", "array_pattern"}:
            return Pattern(tuple(self._part_of_pattern(child) for child in node.named_children))
        if node.type in {"assignment_pattern", "object_assignment_pattern"}:
            return self._target(node.child_by_field_name("left"))
        if node.type == "rest_pattern":
            return self._target(node.named_children[0])
        if node.type == "shorthand_property_identifier_pattern":
            return self.identifier(node)
        return self.read(node)

    def _part_of_pattern(self, node: Node) -> tuple[str | Form, Form]:
        if node.type == "pair_pattern":
            key = node.child_by_field_name("key")
            target = self._target(node.child_by_field_name("value"))
            return (self._computed(key) if _is_computed(key) else self._key(key)), target
        target = self._target(node)
        is_property = node.type in {"shorthand_property_identifier_pattern", "object_assignment_pattern"}
        return (target.name if is_property and isinstance(target, Name) else ""), target

    def _computed(self, key: Node | None) -> Form:
        return Either(self.all(key.named_children) if key is not None else ())

    def _key(self, node: Node | None) -> str:
        return "" if node is None or _is_computed(node) else _unquoted(self.text(node))

    def _assignment(self, node: Node) -> Form:
        return Store(self._target(node.child_by_field_name("left")), self.field(node, "right"))

    def _for_in(self, node: Node) -> Form:
        declares = "block" if node.child_by_field_name("kind") is not None else ""
        target = self._target(node.child_by_field_name("left"))
        value = Index(self.field(node, "right"), NOTHING, self.place(node))
        return Block((Store(target, value, declares), self.field(node, "body")))

    def _member(self, node: Node) -> Form:
        return Member(self.field(node, "object"), self.name_in(node, "property"), self.place(node))

    def _subscript(self, node: Node) -> Form:
        return Index(self.field(node, "object"), self.field(node, "index"), self.place(node))

    def _call(self, node: Node) -> Form:
        function = node.child_by_field_name("function")
        if function is not None and function.type == "import":
            called: Form = Name("import", self.place(function))
        else:
            called = self.read(function)
        return Call(called, self._arguments(node), self.place(node))

    def _new(self, node: Node) -> Form:
        return Call(self.field(node, "constructor"), self._arguments(node), self.place(node), is_new=True)

    def _arguments(self, node: Node) -> tuple[Form, ...]:
        arguments = node.child_by_field_name("arguments")
        if arguments is None:
            return ()
        if arguments.type == "template_string":
            return (self.read(arguments),)
        return tuple(self.read(one) for one in arguments.named_children if one.type != "comment")

    def _binary(self, node: Node) -> Form:
        operator = self.name_in(node, "operator")
        sides = (self.field(node, "left"), self.field(node, "right"))
        if operator == "+":
            return Joined(sides)
        return Either(sides) if operator in {"||", "&&", "??"} else Parts(sides)

    def _ternary(self, node: Node) -> Form:
        branches = Either((self.field(node, "consequence"), self.field(node, "alternative")))
        return Either((Parts((self.field(node, "condition"),)), branches))

    def _object(self, node: Node) -> Form:
        items: list[tuple[str, Form]] = []
        for child in node.named_children:
            if child.type == "pair":
                key = child.child_by_field_name("key")
                items.append((self._key(key), self.field(child, "value")))
                items += [("", Parts((self.read(key),)))] if _is_computed(key) else []
            elif child.type == "shorthand_property_identifier":
                items.append((self.text(child), self.identifier(child)))
            elif child.type == "method_definition":
                items.append((self._key(child.child_by_field_name("name")), self._method(child)))
            else:
                items.append(("", self.read(child)))
        return Group(tuple(items))

    def _spread(self, node: Node) -> Form:
        return Index(self.read(node.named_children[0]), NOTHING, self.place(node))

    def _array(self, node: Node) -> Form:
        return Group(tuple(("", form) for form in self.all(node.named_children)))

    def _function(self, node: Node) -> Form:
        single = node.child_by_field_name("parameter")
        listed = node.child_by_field_name("parameters")
        parameters = [single] if single is not None else list(listed.named_children) if listed is not None else []
        is_named = node.type in {"function_declaration", "generator_function_declaration"}
        return Function(
            self.name_in(node, "name") if is_named else "",
            tuple(self._parameter(one) for one in parameters if one.type != "comment"),
            self.field(node, "body"),
            self.place(node),
        )

    def _method(self, node: Node) -> Form:
        """Return a method; one that is read like a field (`get name()`) is what it returns."""
        function = self._function(node)
        is_getter = any(child.type == "get" for child in node.children)
        return Call(function, (), self.place(node)) if is_getter else function

    def _own_method(self, node: Node) -> Form:
        """Read a method of a class, which objects have as a member."""
        name = node.child_by_field_name("name")
        key = self._key(name)
        if not key:
            return Parts((self.read(name), self._method(node)))
        return Store(Member(Name("this", self.place(node)), key, self.place(node)), self._method(node))

    def _parameter(self, node: Node) -> Store:
        pattern = node.child_by_field_name("pattern") or node
        value = node.child_by_field_name("value") or node.child_by_field_name("right")
        return Store(self._target(pattern), self.read(value), "block")

    def _field(self, node: Node) -> Form:
        """`name = value` in a class."""
        name = node.child_by_field_name("property") or node.child_by_field_name("name")
        target = Member(Name("this", self.place(node)), self.text(name), self.place(node))
        return Store(target, self.field(node, "value"))

    def _class(self, node: Node) -> Form:
        name = node.child_by_field_name("name")
        inside = [self.read(child) for child in node.named_children if child != name]
        own = Store(self.identifier(name), NOTHING, "block") if name is not None else NOTHING
        return Parts((own, *inside))

    def _with(self, node: Node) -> Form:
        return Block((Open(self.field(node, "object")), self.field(node, "body")))

    def _catch(self, node: Node) -> Form:
        caught = node.child_by_field_name("parameter")
        own = Store(self._target(caught), NOTHING, "block") if caught is not None else NOTHING
        return Block((own, self.field(node, "body")))

    def _return(self, node: Node) -> Form:
        return Return(Either(self.all(node.named_children)))

    def _sequence(self, node: Node) -> Form:
        *before, last = self.all(node.named_children) or (NOTHING,)
        return Either((Parts(tuple(before)), last))

    def _cast(self, node: Node) -> Form:
        """Return a value that stands before its type."""
        return Either(self.all(node.named_children[:1]))

    NODES: ClassVar[Mapping[str, Callable[[Any, Node], Form]]] = {
        "identifier": Reader.identifier,
        "this": Reader.identifier,
        "string": _string,
        "template_string": _template,
        "import_statement": _import,
        "export_statement": _export,
        "lexical_declaration": _declaration,
        "variable_declaration": _declaration,
        "assignment_expression": _assignment,
        "augmented_assignment_expression": _assignment,
        "for_in_statement": _for_in,
        "member_expression": _member,
        "subscript_expression": _subscript,
        "call_expression": _call,
        "new_expression": _new,
        "binary_expression": _binary,
        "ternary_expression": _ternary,
        "object": _object,
        "array": _array,
        "spread_element": _spread,
        "function_declaration": _function,
        "generator_function_declaration": _function,
        "function_expression": _function,
        "generator_function": _function,
        "arrow_function": _function,
        "method_definition": _own_method,
        "field_definition": _field,
        "public_field_definition": _field,
        "class_declaration": _class,
        "class": _class,
        "with_statement": _with,
        "return_statement": _return,
        "catch_clause": _catch,
        "statement_block": Reader.block,
        "for_statement": Reader.block,
        "parenthesized_expression": Reader.either,
        "await_expression": Reader.either,
        "sequence_expression": _sequence,
        "as_expression": _cast,
        "satisfies_expression": _cast,
        "non_null_expression": _cast,
        "type_assertion": Reader.either,
        **dict.fromkeys(
            (
                "comment", "regex", "type_annotation", "type_arguments", "type_parameters", "interface_declaration",
                "type_alias_declaration", "property_identifier", "private_property_identifier", "ambient_declaration",
            ),
            Reader.nothing,
        ),
    }  # fmt: skip


def _unquoted(text: str) -> str:
    return unescaped(text[1:-1]) if text[:1] in {'"', "'", "`"} else text


def _is_computed(node: Node | None) -> bool:
    return node is not None and node.type == "computed_property_name"

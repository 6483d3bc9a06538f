"""Reads C and C++: global functions, `std`, macros (whose bodies no parser reads), inline assembly."""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from gateway.scan.apis.form import (
    NOTHING,
    Call,
    Either,
    Form,
    Function,
    Group,
    Import,
    Index,
    Member,
    Name,
    Opaque,
    Parts,
    Return,
    Store,
    Text,
    Use,
)
from gateway.scan.apis.reading import Reader, dotted, unescaped
from gateway.syntax.nodes import Node

ASSEMBLY: Final = "asm"
_MACRO_WORD: Final = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|(?:[A-Za-z_]\w*\s*(?:::|\.)\s*)*[A-Za-z_]\w*')
_CASTS: Final = ("reinterpret_cast", "static_cast", "std::bit_cast", "bit_cast")
_OTHER_NAME: Final = re.compile(r"\b_*(?:alias|weakref|ifunc|redefine_extname)_*\b|\bweak\b[^)\n]{0,200}=")
_SPLIT: Final = "\\\n"
_NAME_OVER_TWO_LINES: Final = re.compile(rb"\w\\\r?\n\w")
_INNER: Final = frozenset(
    {
        "pointer_declarator", "reference_declarator", "array_declarator", "parenthesized_declarator",
        "attributed_declarator", "init_declarator", "function_declarator", "structured_binding_declarator",
    }
)  # fmt: skip


class C(Reader):
    """The reader."""

    def _string(self, node: Node) -> Form:
        text = self.text(node)
        return Text(unescaped(text[text.find('"') + 1 : -1]))

    def _strings(self, node: Node) -> Form:
        """Texts side by side are one text."""
        texts = [form.value for form in self.all(node.named_children) if isinstance(form, Text)]
        return Text("".join(texts))

    def _identifier(self, node: Node) -> Form:
        return Name(self.text(node), self.place(node))

    def _macro(self, node: Node) -> Form:
        """Take each name of a macro's body as a use: it is only tokens, and stands wherever the macro does."""
        body = self.name_in(node, "value").replace(_SPLIT, "")
        place = self.place(node)
        name = node.child_by_field_name("name")
        parameters = frozenset(map(self.text, self._macro_parameters(node)))
        named: list[Form] = [Opaque("a name that is put together", place)] if "##" in body else []
        for found in _MACRO_WORD.finditer(body):
            word = found[0]
            if word[0] not in "\"'" and word not in parameters:
                named.append(self.chain(re.sub(r"\s*::\s*|\s*\.\s*", ".", word), node))
        alone = named[0] if len(named) == 1 and isinstance(named[0], Name | Member) else NOTHING
        own = Store(self.identifier(name), alone, "function") if name is not None else NOTHING
        return Parts((*named, own))

    @staticmethod
    def _macro_parameters(node: Node) -> list[Node]:
        parameters = node.child_by_field_name("parameters")
        return list(parameters.named_children) if parameters is not None else []

    def _call(self, node: Node) -> Form:
        arguments = node.child_by_field_name("arguments")
        listed = arguments.named_children if arguments is not None else ()
        call = Call(self.field(node, "function"), tuple(map(self.read, listed)), self.place(node))
        is_cast = self._is_cast(node.child_by_field_name("function"))
        return Either((call, Opaque("data is called as a function", self.place(node)))) if is_cast else call

    def _is_cast(self, called: Node | None) -> bool:
        """Tell whether something is made a function where it is called."""
        while called is not None and called.type in {"parenthesized_expression", "pointer_expression"}:
            called = called.named_children[-1] if called.named_children else None
        if called is None or called.type != "call_expression":
            return called is not None and called.type == "cast_expression"
        return self.name_in(called, "function").startswith(_CASTS)

    def _told(self, node: Node) -> Form:
        """Read what is told to the compiler alone: that one name is another (`alias`, `redefine_extname`)."""
        if _OTHER_NAME.search(self.text(node)) is None:
            return NOTHING
        return Opaque("a name that is put together", self.place(node))

    def _member(self, node: Node) -> Form:
        return Member(self.field(node, "argument"), self.name_in(node, "field"), self.place(node))

    def _qualified(self, node: Node) -> Form:
        scope = node.child_by_field_name("scope")
        last = node.child_by_field_name("name")
        if last is not None and last.type == "template_function":
            given = self.field(last, "arguments")
            named = self._in_scope(node, scope, self.field(last, "name"))
            return Either((named, Parts((given,)))) if given is not NOTHING else named
        return self._in_scope(node, scope, self.read(last))

    def _in_scope(self, node: Node, scope: Node | None, name: Form) -> Form:
        if scope is None:
            return name
        outer = self.read(scope)
        path, inner = dotted(outer), dotted(name)
        return self.chain(f"{path}.{inner}", node) if path and inner else Parts((outer, name))

    def _template(self, node: Node) -> Form:
        """`name<arguments>`; what it is called is what matters, and what a function is given."""
        name = self.field(node, "name")
        given = self.field(node, "arguments") if node.type == "template_function" else NOTHING
        return Either((name, Parts((given,)))) if given is not NOTHING else name

    def _declaration(self, node: Node) -> Form:
        typed = node.child_by_field_name("type")
        stores: list[Form] = []
        if typed is not None and typed.child_by_field_name("body") is not None:
            # A type that is written here is read once; its name stands for it, as nothing may be read twice.
            stores.append(self.read(typed))
            typed = typed.child_by_field_name("name")
        kind = self.read(typed) if typed is not None else None
        for declarator in node.children_by_field_name("declarator"):
            name = _declared(declarator)
            value = self.field(declarator, "value")
            if kind is not None and _is_object(declarator):
                stores.append(Call(kind, (), self.place(node), is_new=True))
            if _is_prototype(declarator):
                # It says that a function exists, not that it is another one; or it makes an object out of names.
                stores.append(self._inside(declarator))
                continue
            target = self._identifier(name) if name is not None else NOTHING
            stores += [self._inside(declarator), Store(target, value, "block", kind)]
        return Parts(tuple(stores)) if stores else self.parts(node)

    def _inside(self, declarator: Node) -> Form:
        """Return what a declarator names beside the new name: sizes, arguments, types."""
        if declarator.type in _INNER:
            inner = declarator.child_by_field_name("declarator")
            value = declarator.child_by_field_name("value")
            others = [child for child in declarator.named_children if child not in {inner, value}]
            before = self._inside(inner) if inner is not None else NOTHING
            return Parts((before, *(form for form in self.all(others) if form is not NOTHING)))
        return NOTHING

    def _function(self, node: Node) -> Form:
        declarator = node.child_by_field_name("declarator")
        name = _declared(declarator)
        is_plain = name is not None and name.type == "identifier"
        return Function(
            self.text(name) if is_plain else "",
            tuple(self._parameters(declarator)),
            Parts((self.field(node, "type"), self._initialised(node), self.field(node, "body"))),
            self.place(node),
        )

    def _initialised(self, node: Node) -> Form:
        return Parts(self.all(child for child in node.named_children if child.type == "field_initializer_list"))

    def _parameters(self, declarator: Node | None) -> list[Store]:
        while declarator is not None and declarator.type != "function_declarator":
            declarator = declarator.child_by_field_name("declarator")
        listed = declarator.child_by_field_name("parameters") if declarator is not None else None
        stores = []
        for one in listed.named_children if listed is not None else ():
            name = _declared(one.child_by_field_name("declarator"))
            target = self._identifier(name) if name is not None else NOTHING
            stores.append(Store(target, self.field(one, "default_value"), "block", self.field(one, "type")))
        return stores

    def _lambda(self, node: Node) -> Form:
        parameters = self._parameters(node.child_by_field_name("declarator"))
        body = Parts((self.field(node, "captures"), self.field(node, "body")))
        return Function("", tuple(parameters), body, self.place(node))

    def _assignment(self, node: Node) -> Form:
        return Store(self.field(node, "left"), self.field(node, "right"))

    def _new(self, node: Node) -> Form:
        return Call(self.field(node, "type"), self.all(node.named_children[1:]), self.place(node), is_new=True)

    def _element(self, node: Node) -> Form:
        of = node.child_by_field_name("argument")
        others = [child for child in node.named_children if child != of]
        return Index(self.read(of), Parts(self.all(others)), self.place(node))

    def _list(self, node: Node) -> Form:
        return Group(tuple(("", form) for form in self.all(node.named_children)))

    def _return(self, node: Node) -> Form:
        return Return(Parts(self.all(node.named_children)))

    def _assembly(self, node: Node) -> Form:
        return Parts((Use(ASSEMBLY, self.place(node)), *self.all(node.named_children)))

    def _using(self, node: Node) -> Form:
        """Read `using namespace std` and `using std::system`."""
        path = ".".join(self.text(node.named_children[-1]).replace(" ", "").strip(":").split("::"))
        place = self.place(node)
        if any(child.type == "namespace" for child in node.children):
            return Import((), (path,), path, place)
        return Import(((path.rpartition(".")[2], path),), (), path.rpartition(".")[0], place)

    def _alias(self, node: Node) -> Form:
        """`namespace fs = std::filesystem` and `using F = std::ofstream`."""
        name = node.child_by_field_name("name")
        others = [child for child in node.named_children if child != name]
        path = ".".join(self.text(others[-1]).replace(" ", "").strip(":").split("::")) if others else ""
        target = self.identifier(name) if name is not None else NOTHING
        return Store(target, self.chain(path.partition("<")[0], node), "block")

    def _type_definition(self, node: Node) -> Form:
        name = _declared(node.child_by_field_name("declarator"))
        target = self._identifier(name) if name is not None else NOTHING
        return Store(target, self.field(node, "type"), "block")

    def _class(self, node: Node) -> Form:
        name = node.child_by_field_name("name")
        inside = tuple(self.read(child) for child in node.named_children if child != name)
        is_defined = node.child_by_field_name("body") is not None
        own = Store(self._identifier(name), NOTHING, "block") if name is not None and is_defined else NOTHING
        return Parts((own, *inside)) if is_defined else self.read(name)

    NODES: ClassVar[Mapping[str, Callable[[Any, Node], Form]]] = {
        "identifier": _identifier,
        "type_identifier": _identifier,
        "namespace_identifier": _identifier,
        "string_literal": _string,
        "raw_string_literal": _string,
        "concatenated_string": _strings,
        "preproc_def": _macro,
        "preproc_function_def": _macro,
        "call_expression": _call,
        "field_expression": _member,
        "qualified_identifier": _qualified,
        "template_type": _template,
        "template_function": _template,
        "declaration": _declaration,
        "field_declaration": Reader.parts,
        "function_definition": _function,
        "lambda_expression": _lambda,
        "assignment_expression": _assignment,
        "new_expression": _new,
        "subscript_expression": _element,
        "initializer_list": _list,
        "return_statement": _return,
        "attribute_specifier": _told,
        "preproc_call": _told,
        "gnu_asm_expression": _assembly,
        "ms_asm_block": _assembly,
        "using_declaration": _using,
        "namespace_alias_definition": _alias,
        "alias_declaration": _alias,
        "type_definition": _type_definition,
        "class_specifier": _class,
        "struct_specifier": _class,
        "union_specifier": _class,
        "compound_statement": Reader.block,
        "for_statement": Reader.block,
        "for_range_loop": Reader.block,
        "catch_clause": Reader.block,
        "parenthesized_expression": Reader.either,
        "pointer_expression": Reader.either,
        "conditional_expression": Reader.either,
        "cast_expression": Reader.either,
        "comma_expression": Reader.either,
        **dict.fromkeys(
            (
                "comment",
                "preproc_include",
                "field_identifier",
                "statement_identifier",
                "char_literal",
                "primitive_type",
            ),
            Reader.nothing,
        ),
    }


def read(root: Node, source: bytes) -> tuple[Form, ...]:
    """Return the forms of a text. A name that is written over two lines is one to the compiler, and none to parsers."""
    reader = C(source)
    doubts: list[Form] = []
    for found in _NAME_OVER_TWO_LINES.finditer(source):
        line = source.count(b"\n", 0, found.start()) + 1
        doubts.append(Opaque("a name that is put together", (line, 1, line + 1, 1)))
    return (*reader.all(root.named_children), *doubts)


def _declared(node: Node | None) -> Node | None:
    """Return the node of the name that a declarator declares."""
    while node is not None and node.type in _INNER:
        inner = node.child_by_field_name("declarator")
        if inner is None:
            inner = node.named_children[0] if node.named_children else None
        node = inner
    return node


def _is_object(declarator: Node) -> bool:
    """Say whether an object is made here, not a pointer or a reference to one."""
    is_inside = declarator.type in {"init_declarator", "function_declarator"}
    inner = declarator.child_by_field_name("declarator") if is_inside else declarator
    return inner is not None and inner.type == "identifier"


def _is_prototype(declarator: Node) -> bool:
    """Say whether this declares a function, not a pointer to one."""
    while declarator.type in {"pointer_declarator", "reference_declarator"}:
        inner = declarator.child_by_field_name("declarator")
        if inner is None:
            return False
        declarator = inner
    if declarator.type != "function_declarator":
        return False
    inner = declarator.child_by_field_name("declarator")
    return inner is not None and inner.type == "identifier"

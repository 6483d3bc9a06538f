"""Reads Rust: `use` in all its forms, macros' tokens, unsafe blocks and foreign functions."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Final

from gateway.scan.apis.form import (
    NOTHING,
    Call,
    Either,
    Form,
    Function,
    Import,
    Index,
    Member,
    Name,
    Opaque,
    Parts,
    Pattern,
    Return,
    Store,
    Text,
    Use,
)
from gateway.scan.apis.reading import Reader, unescaped
from gateway.syntax.nodes import Node

UNSAFE: Final = "unsafe"
FOREIGN: Final = "extern"
_HOLE_IN_PATH: Final = re.compile(r"\$\w+\s*::|::\s*\$\w|::\s*\$\(")
_PATH_ATTRIBUTE: Final = re.compile(r"#!?\[\s*(?:cfg_attr\s*\(.*,\s*)?path\s*=", re.DOTALL)
_PASTING: Final = frozenset({"paste", "concat_idents"})
_OWN: Final = ("crate.", "self.", "super.")


class Rust(Reader):
    """The reader."""

    def _use(self, node: Node) -> Form:
        names, stars = [], []
        for local, path in self._used(node.child_by_field_name("argument"), ""):
            if local == "*":
                stars.append(path)
            else:
                names.append((local, path))
        module = names[0][1] if names else stars[0] if stars else ""
        return Import(tuple(names), tuple(stars), module, self.place(node))

    def _used(self, node: Node | None, before: str) -> Iterator[tuple[str, str]]:
        """Yield local names, each with the path that it stands for."""
        if node is None:
            return
        if node.type == "use_as_clause":
            path = _join(before, self._path(node.child_by_field_name("path")))
            yield self.name_in(node, "alias"), path
        elif node.type == "scoped_use_list":
            inner = _join(before, self._path(node.child_by_field_name("path")))
            yield from self._used(node.child_by_field_name("list"), inner)
        elif node.type == "use_list":
            for one in node.named_children:
                yield from self._used(one, before)
        elif node.type == "use_wildcard":
            yield "*", _join(before, self._path(node.named_children[0] if node.named_children else None))
        else:
            path = _join(before, self._path(node))
            path = path.removesuffix(".self")
            yield path.rpartition(".")[2], path

    def _path(self, node: Node | None) -> str:
        text = "".join(self.text(node).split()).replace("r#", "")
        return text.strip(":").replace("::", ".")

    def _crate(self, node: Node) -> Form:
        name = self.name_in(node, "name")
        return Import(((self.name_in(node, "alias") or name, name),), (), name, self.place(node))

    def _scoped(self, node: Node) -> Form:
        of = node.child_by_field_name("path")
        name = self.name_in(node, "name").removeprefix("r#")
        return Name(name, self.place(node)) if of is None else Member(self.read(of), name, self.place(node))

    def _member(self, node: Node) -> Form:
        return Member(self.field(node, "value"), self.name_in(node, "field"), self.place(node))

    def _identifier(self, node: Node) -> Form:
        return Name(self.text(node).removeprefix("r#"), self.place(node))

    def _generic(self, node: Node) -> Form:
        inside = self.field(node, "type_arguments")
        kind = node.child_by_field_name("function") or node.child_by_field_name("type")
        return Either((self.read(kind), Parts((inside,)))) if inside is not NOTHING else self.read(kind)

    def _call(self, node: Node) -> Form:
        arguments = node.child_by_field_name("arguments")
        listed = arguments.named_children if arguments is not None else ()
        return Call(self.field(node, "function"), tuple(map(self.read, listed)), self.place(node))

    def _macro(self, node: Node) -> Form:
        name = node.child_by_field_name("macro")
        place = self.place(node)
        called = self.read(name)
        inside = [child for child in node.named_children if child.type == "token_tree"]
        macro = Member(called, "!", place)
        parts = tuple(form for tree in inside for form in self._tokens(tree.children))
        if self.text(name).rpartition("::")[2] in _PASTING:
            parts = (Opaque("a name that is put together", place), *parts)
        return Parts((macro, *parts))

    def _macro_definition(self, node: Node) -> Form:
        """Read what a macro writes; a path with a hole in it is any path."""
        inside = self.parts(node)
        if _HOLE_IN_PATH.search(self.text(node)) is None:
            return inside
        return Parts((Opaque("a name that is put together", self.place(node)), inside))

    def _token_tree(self, node: Node) -> Form:
        return Parts(tuple(self._tokens(node.children)))

    def _tokens(self, tokens: Sequence[Node]) -> Iterator[Form]:
        """Yield what unparsed tokens name: chains of `a::b`, texts, `unsafe`."""
        chain: Form | None = None
        joins = False
        for token in tokens:
            kind = token.type
            if kind in {"identifier", "crate", "self", "super", "metavariable"}:
                name, place = self.text(token).removeprefix("r#"), self.place(token)
                if chain is not None and joins:
                    chain = Member(chain, name, place)
                else:
                    if chain is not None:
                        yield chain
                    chain = Name(name, place)
                joins = False
                continue
            if kind in {"::", "."} and chain is not None:
                joins = True
                continue
            if chain is not None:
                yield chain
                chain = None
            joins = False
            if kind == UNSAFE:
                yield Use(UNSAFE, self.place(token))
            yield self.read(token)
        if chain is not None:
            yield chain

    def _let(self, node: Node) -> Form:
        pattern = node.child_by_field_name("pattern")
        typed = node.child_by_field_name("type")
        kind = self.read(typed) if typed is not None else None
        names = self._bound(pattern)
        if not names:
            return self.parts(node)
        target = names[0] if len(names) == 1 else Pattern(tuple(("", name) for name in names))
        return Parts((Store(target, self.field(node, "value"), "block", kind), self.field(node, "alternative")))

    def _bound(self, pattern: Node | None) -> list[Form]:
        """Return the names that a pattern binds."""
        if pattern is None:
            return []
        if pattern.type == "identifier":
            return [self._identifier(pattern)]
        inside = [
            child for child in pattern.named_children if child.type not in {"scoped_identifier", "type_identifier"}
        ]
        if pattern.type == "tuple_struct_pattern":
            inside = inside[1:] if inside and inside[0].type == "identifier" else inside
        return [name for child in inside for name in self._bound(child)]

    def _constant(self, node: Node) -> Form:
        name = node.child_by_field_name("name")
        target = self._identifier(name) if name is not None else NOTHING
        return Store(target, self.field(node, "value"), "block", self.field(node, "type"))

    def _alias(self, node: Node) -> Form:
        name = node.child_by_field_name("name")
        return Store(self._identifier(name) if name is not None else NOTHING, self.field(node, "type"), "block")

    def _assignment(self, node: Node) -> Form:
        return Store(self.field(node, "left"), self.field(node, "right"))

    def _function(self, node: Node) -> Form:
        parameters = node.child_by_field_name("parameters")
        stores = [
            one for child in (parameters.named_children if parameters is not None else ()) for one in self._taken(child)
        ]
        made = Function(
            self.name_in(node, "name"),
            tuple(stores),
            Parts((self.field(node, "return_type"), self.field(node, "body"))),
            self.place(node),
        )
        is_unsafe = any(
            word.type == UNSAFE
            for child in node.named_children
            if child.type == "function_modifiers"
            for word in child.children
        )
        return Parts((Use(UNSAFE, self.place(node)), made)) if is_unsafe else made

    def _taken(self, node: Node) -> list[Store]:
        pattern = node.child_by_field_name("pattern")
        if pattern is None:
            return [Store(name, NOTHING, "block") for name in self._bound(node)]
        typed = self.field(node, "type")
        return [Store(name, NOTHING, "block", typed) for name in self._bound(pattern)]

    def _unsafe(self, node: Node) -> Form:
        return Parts((Use(UNSAFE, self.place(node)), *self.all(node.named_children)))

    def _impl(self, node: Node) -> Form:
        is_unsafe = any(child.type == UNSAFE for child in node.children)
        return self._unsafe(node) if is_unsafe else self.parts(node)

    def _foreign(self, node: Node) -> Form:
        return Parts((Use(FOREIGN, self.place(node)), *self.all(node.named_children)))

    def _string(self, node: Node) -> Form:
        text = self.text(node)
        if text.lstrip("b").startswith("r"):
            return Text(text.lstrip("br").strip("#")[1:-1])
        return Text(unescaped(text[text.find('"') + 1 : -1]))

    def _element(self, node: Node) -> Form:
        of, *rest = node.named_children
        return Index(self.read(of), Parts(self.all(rest)), self.place(node))

    def _return(self, node: Node) -> Form:
        return Return(Either(self.all(node.named_children)))

    def _attribute(self, node: Node) -> Form:
        """`#[link(…)]` brings foreign code in, `#[path = …]` a file from anywhere."""
        if _PATH_ATTRIBUTE.match(self.text(node)) is not None:
            return Opaque("code from another file", self.place(node))
        is_link = self.text(node).replace(" ", "").startswith(("#[link", "#![link"))
        return Use(FOREIGN, self.place(node)) if is_link else NOTHING

    NODES: ClassVar[Mapping[str, Callable[[Any, Node], Form]]] = {
        "use_declaration": _use,
        "extern_crate_declaration": _crate,
        "identifier": _identifier,
        "type_identifier": _identifier,
        "crate": Reader.identifier,
        "self": Reader.identifier,
        "super": Reader.identifier,
        "scoped_identifier": _scoped,
        "scoped_type_identifier": _scoped,
        "field_expression": _member,
        "generic_function": _generic,
        "generic_type": _generic,
        "call_expression": _call,
        "macro_invocation": _macro,
        "macro_definition": _macro_definition,
        "token_tree": _token_tree,
        "let_declaration": _let,
        "const_item": _constant,
        "static_item": _constant,
        "type_item": _alias,
        "assignment_expression": _assignment,
        "function_item": _function,
        "closure_expression": _function,
        "unsafe_block": _unsafe,
        "impl_item": _impl,
        "trait_item": _impl,
        "foreign_mod_item": _foreign,
        "string_literal": _string,
        "raw_string_literal": _string,
        "index_expression": _element,
        "return_expression": _return,
        "attribute_item": _attribute,
        "inner_attribute_item": _attribute,
        "block": Reader.block,
        "match_arm": Reader.block,
        "for_expression": Reader.block,
        "parenthesized_expression": Reader.either,
        "bracketed_type": Reader.either,
        "qualified_type": Reader.either,
        "try_expression": Reader.either,
        "await_expression": Reader.either,
        "reference_expression": Reader.either,
        "reference_type": Reader.either,
        "line_comment": Reader.nothing,
        "block_comment": Reader.nothing,
        "field_identifier": Reader.nothing,
        "lifetime": Reader.nothing,
    }


def _join(before: str, path: str) -> str:
    """Return a path inside another; the crate's own modules are its own."""
    whole = f"{before}.{path}" if before and path else before or path
    for own in _OWN:
        whole = whole.removeprefix(own)
    return whole

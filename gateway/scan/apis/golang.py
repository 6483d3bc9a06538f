"""Reads Go: packages by their import paths, cgo, and the comments by which the compiler is told to link or embed."""

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final

from gateway.scan.apis.form import (
    NOTHING,
    Call,
    Form,
    Function,
    Group,
    Import,
    Index,
    Joined,
    Member,
    Parts,
    Pattern,
    Return,
    Store,
    Text,
    Use,
)
from gateway.scan.apis.reading import Reader, unescaped
from gateway.syntax.nodes import Node

LINKNAME: Final = "go.linkname"
EMBED: Final = "go.embed"
_DIRECTIVES: Final = {"//go:linkname ": LINKNAME, "//go:cgo_": LINKNAME, "//go:embed ": EMBED}
_VERSION: Final = re.compile(r"v[0-9]+")


class Go(Reader):
    """The reader."""

    def _import(self, node: Node) -> Form:
        path = self.name_in(node, "path")[1:-1]
        name = self.name_in(node, "name")
        place = self.place(node)
        if name == ".":
            return Import((), (path,), path, place)
        if path == "C":
            return Parts((Import((("C", "C"),), (), path, place), Use("C.import", place)))
        return Import(((name or _usual_name(path), path),) if name != "_" else (), (), path, place)

    def _comment(self, node: Node) -> Form:
        text = self.text(node)
        found = [path for start, path in _DIRECTIVES.items() if text.startswith(start)]
        return Use(found[0], self.place(node)) if found else NOTHING

    def _selector(self, node: Node) -> Form:
        return Member(self.field(node, "operand"), self.name_in(node, "field"), self.place(node))

    def _qualified(self, node: Node) -> Form:
        return Member(self.field(node, "package"), self.name_in(node, "name"), self.place(node))

    def _call(self, node: Node) -> Form:
        arguments = node.child_by_field_name("arguments")
        listed = arguments.named_children if arguments is not None else ()
        return Call(self.field(node, "function"), tuple(map(self.read, listed)), self.place(node))

    def _stored(self, node: Node) -> Form:
        """`left := right` and `left = right`, each target taking its own value, or all of one call."""
        left = self._listed(node.child_by_field_name("left"))
        right = self._listed(node.child_by_field_name("right"))
        declares = "block" if node.type in {"short_var_declaration", "range_clause"} else ""
        return self._stores([self.read(one) for one in left], [self.read(one) for one in right], declares, None)

    def _listed(self, node: Node | None) -> list[Node]:
        if node is None:
            return []
        return list(node.named_children) if node.type == "expression_list" else [node]

    @staticmethod
    def _stores(targets: list[Form], values: list[Form], declares: str, typed: Form | None) -> Form:
        if not values:
            return Parts(tuple(Store(target, NOTHING, declares, typed) for target in targets))
        if len(values) != len(targets):
            taken = Pattern(tuple(("", target) for target in targets))
            return Store(taken, values[0] if len(values) == 1 else Parts(tuple(values)), declares, typed)
        pairs = zip(targets, values, strict=True)
        return Parts(tuple(Store(target, value, declares, typed) for target, value in pairs))

    def _variable(self, node: Node) -> Form:
        names = [self.read(one) for one in node.children_by_field_name("name")]
        values = [self.read(one) for one in self._listed(node.child_by_field_name("value"))]
        typed = node.child_by_field_name("type")
        return self._stores(names, values, "block", self.read(typed) if typed is not None else None)

    def _function(self, node: Node) -> Form:
        receiver = node.child_by_field_name("receiver")
        parameters = node.child_by_field_name("parameters")
        stores = [one for listed in (receiver, parameters) if listed is not None for one in self._parameters(listed)]
        is_plain = node.type == "function_declaration"
        name = self.name_in(node, "name") if is_plain else ""
        result = self.field(node, "result")
        # One without a body is written elsewhere: in assembly, or linked by its name.
        is_foreign = is_plain and node.child_by_field_name("body") is None
        body = Use(LINKNAME, self.place(node)) if is_foreign else self.field(node, "body")
        return Function(name, tuple(stores), Parts((result, body)), self.place(node))

    def _parameters(self, listed: Node) -> list[Store]:
        stores = []
        for one in listed.named_children:
            typed = self.field(one, "type")
            names = one.children_by_field_name("name")
            stores += [Store(self.identifier(name), NOTHING, "block", typed) for name in names]
            if not names:
                stores.append(Store(NOTHING, NOTHING, "block", typed))
        return stores

    def _type(self, node: Node) -> Form:
        name = node.child_by_field_name("name")
        typed = self.field(node, "type")
        return Store(self.identifier(name), typed, "block") if name is not None else typed

    def _element(self, node: Node) -> Form:
        return Index(self.field(node, "operand"), self.field(node, "index"), self.place(node))

    def _binary(self, node: Node) -> Form:
        sides = (self.field(node, "left"), self.field(node, "right"))
        return Joined(sides) if self.name_in(node, "operator") == "+" else Parts(sides)

    def _composite(self, node: Node) -> Form:
        """Take a literal of a type for the making of one: `exec.Cmd{Path: p}`."""
        made = self.field(node, "type")
        body = node.child_by_field_name("body")
        items = [self._item(one) for one in (body.named_children if body is not None else ())]
        return Group((("", made), *items))

    def _item(self, node: Node) -> tuple[str, Form]:
        children = node.named_children
        if node.type == "keyed_element" and len(children) == 2:  # noqa: PLR2004 -- a key and a value
            return self.text(children[0]), self.read(children[1])
        return "", self.read(node)

    def _string(self, node: Node) -> Form:
        text = self.text(node)[1:-1]
        return Text(text if node.type == "raw_string_literal" else unescaped(text))

    def _return(self, node: Node) -> Form:
        return Return(Group(tuple(("", form) for form in self.all(node.named_children))))

    NODES: ClassVar[Mapping[str, Callable[[Any, Node], Form]]] = {
        "import_spec": _import,
        "comment": _comment,
        "identifier": Reader.identifier,
        "package_identifier": Reader.identifier,
        "type_identifier": Reader.identifier,
        "selector_expression": _selector,
        "qualified_type": _qualified,
        "call_expression": _call,
        "type_conversion_expression": Reader.either,
        "short_var_declaration": _stored,
        "assignment_statement": _stored,
        "range_clause": _stored,
        "var_spec": _variable,
        "const_spec": _variable,
        "function_declaration": _function,
        "method_declaration": _function,
        "func_literal": _function,
        "type_spec": _type,
        "type_alias": _type,
        "index_expression": _element,
        "binary_expression": _binary,
        "composite_literal": _composite,
        "interpreted_string_literal": _string,
        "raw_string_literal": _string,
        "return_statement": _return,
        "block": Reader.block,
        "if_statement": Reader.block,
        "for_statement": Reader.block,
        "expression_switch_statement": Reader.block,
        "type_switch_statement": Reader.block,
        "expression_case": Reader.block,
        "default_case": Reader.block,
        "communication_case": Reader.block,
        "parenthesized_expression": Reader.either,
        "expression_list": Reader.parts,
        "package_clause": Reader.nothing,
        "field_identifier": Reader.nothing,
    }


def _usual_name(path: str) -> str:
    """Return the name by which a package is used when the import gives none."""
    parts = [part for part in path.split("/") if part]
    last = parts[-1] if parts else ""
    if _VERSION.fullmatch(last) and len(parts) > 1:
        last = parts[-2]
    return last.partition(".v")[0].removeprefix("go-").replace("-", "_")

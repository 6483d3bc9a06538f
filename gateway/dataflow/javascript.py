"""
The front end for JavaScript and TypeScript: a syntax tree to the neutral form. It decides nothing; what it does not
know becomes a Mixture.

A module that is loaded is called by its name (`fs.promises` for `node:fs/promises`). Methods of classes have `this` as
their first parameter. Functions that are assigned to a variable are definitions under its name. TypeScript is read
the same way: its types say nothing here, except those of parameters.
"""

from collections.abc import Iterable
from typing import ClassVar, Final

from gateway.dataflow.javascript_language import is_end
from gateway.dataflow.javascript_objects import step_of_assignment, step_of_call
from gateway.dataflow.javascript_patterns import Patterns
from gateway.dataflow.javascript_reading import CLASSES, FUNCTIONS
from gateway.dataflow.javascript_texts import is_local, module_name, text
from gateway.dataflow.reader import Reader, Statements, merged_cases, place
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.tree import (
    NOWHERE,
    Assign,
    Augment,
    Binding,
    Call,
    Case,
    Define,
    DefineClass,
    Element,
    Entries,
    Evaluate,
    Expression,
    Function,
    Handler,
    Import,
    Loop,
    Mixture,
    Name,
    Parameter,
    Place,
    Program,
    Raise,
    Return,
    Statement,
    Try,
    any_name,
    breakable,
)
from gateway.syntax.nodes import Node

_FIELDS: Final = frozenset({"field_definition", "public_field_definition"})
_PATTERNS: Final = frozenset({"object_pattern", "array_pattern"})
_LOGICAL: Final = frozenset({"&&", "||", "??"})
# What is there without being loaded, in a page or an old program, and whose functions are no methods of `_`.
_EVERYWHERE: Final = (("_", "_"),)
_THIS: Final = Parameter("this", "", None)


def program(root: Node, source: str, language: str) -> Program:
    """Return the neutral form of a text and its syntax tree. Raises RecursionError when it nests too deeply."""
    front = _FrontEnd(source)
    body = front.body(front.parts(root))
    loaded = Import((*_EVERYWHERE, *front.modules.items()), NOWHERE)
    shared = frozenset(front.shared) | pointed(language, source)
    return Program(language, (loaded, *body), shared, hidden(language, source))


class _FrontEnd(Patterns):
    """Makes the neutral form of statements and declarations."""

    # Straight statements.

    def _labelled(self, node: Node) -> tuple[Statement, ...]:
        return breakable(self._body(node), place(node))

    def _body(self, node: Node) -> tuple[Statement, ...]:
        return self.block(node.child_by_field_name("body"))

    def _with(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements of a body in which any name may be that of a member."""
        return (any_name(place(node)), *self._body(node))

    def evaluated(self, node: Node) -> tuple[Statement, ...]:
        """Return an expression as a statement, an assignment as what it is."""
        whole, node, where = node, self.unwrapped(node), place(node)
        if node.type == "sequence_expression":
            return tuple([made for part in self.parts(node) for made in self.evaluated(part)])
        if node.type == "augmented_assignment_expression":
            return (self._augment(node, where),)
        target = node.child_by_field_name("left") if node.type == "assignment_expression" else None
        if target is not None and target.type in _PATTERNS:
            return tuple(self.taken(target, self.role(node, "right"), where))
        value = self.expression(whole)
        if isinstance(value, Binding):
            steps: tuple[Statement, ...] = ()
            if self.is_setter:
                steps = step_of_assignment(value.target, value.value, where)
                steps = steps or step_of_call(value.value, self.within, where)
            assigned = Assign((value.target,), value.value, where)
            is_any = _is_argument(value.target) or _runs_text(value.value)
            return (*steps, assigned, any_name(where)) if is_any else (*steps, assigned)
        if is_end(value):
            return (Raise(value, where),)
        steps = step_of_call(value, self.within, where) if self.is_setter else ()
        done = Evaluate(value, where)
        return (*steps, done, any_name(where)) if _runs_text(value) else (*steps, done)

    def _augment(self, node: Node, where: Place) -> Statement:
        left, right = self.written(self.role(node, "left")), self.role(node, "right")
        sign = self.sign(node).removesuffix("=")
        if sign in _LOGICAL:
            return Assign((left,), self.combined(left, sign, right, where), where)
        return Augment(left, ">>" if sign == ">>>" else sign, right, where)

    def _variables(self, node: Node) -> tuple[Statement, ...]:
        return tuple(
            [made for part in self.parts(node) if part.type == "variable_declarator" for made in self._one(part)]
        )

    def _one(self, node: Node) -> Iterable[Statement]:
        """Return one variable's statement: an import, a definition, or assignments."""
        target, value, where = node.child_by_field_name("name"), node.child_by_field_name("value"), place(node)
        if target is not None and target.type == "identifier":
            self.scopes[-1].add(self.text(target))
        if target is None or value is None:
            return ()
        inner = self.unwrapped(value)
        loaded = self.loaded(inner)
        imported = self._imported(target, loaded, where) if loaded else None
        if imported is not None:
            return (imported,)
        name = self.text(target)
        if target.type == "identifier" and inner.type in FUNCTIONS:
            return (Define(self.function(inner, name), where),)
        if target.type == "identifier" and inner.type in CLASSES:
            return self._class_named(inner, name, ())
        made = self.named_as(value, name)
        taken = self.taken(target, made, where)
        self.declare(taken)
        return (*taken, any_name(where)) if _runs_text(made) else taken

    def _imported(self, target: Node, module: str, where: Place) -> Statement | None:
        """Return the import that this assignment of a loaded module is, or None if it takes more than names from it."""
        if target.type == "identifier":
            return Import(((self.text(target), module),), where)
        names: list[tuple[str, str]] = []
        for part in self.parts(target) if target.type == "object_pattern" else ():
            key, local = part.child_by_field_name("key") or part, part.child_by_field_name("value") or part
            if local.type not in {"identifier", "shorthand_property_identifier_pattern"}:
                return None
            names.append((self.text(local), f"{module}.{self.text(key)}"))
        return Import(tuple(names), where) if names else None

    def _return(self, node: Node) -> tuple[Statement, ...]:
        parts = self.parts(node)
        return (Return(self.named_as(parts[0], "returned") if parts else None, place(node)),)

    # Branches.

    def _for_each(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop over items, or over keys, which depend on the whole object."""
        where, target = place(node), node.child_by_field_name("left")
        items = self.role(node, "right")
        if self.text(node.child_by_field_name("operator")) == "in":
            items = Mixture((items,), where)
        item = Name(f"{{{node.start_byte}", where)
        body = self.block(node.child_by_field_name("body"))
        if target is not None and target.type not in _PATTERNS:
            return (
                Loop(self.expression(target), items, None, self.block(node.child_by_field_name("body")), (), where),
            )
        taken = self.taken(target, item, where) if target is not None else []
        return (Loop(item, items, None, (*taken, *body), (), where),)

    def _try(self, node: Node) -> tuple[Statement, ...]:
        inner, handler = self.block(node.child_by_field_name("body")), node.child_by_field_name("handler")
        handlers: tuple[Handler, ...] = ()
        if handler is not None:
            caught = handler.child_by_field_name("parameter")
            name = self.text(caught) if caught is not None and caught.type == "identifier" else ""
            handlers = (Handler(name, self.block(handler.child_by_field_name("body")), is_broad=True),)
        return (Try(inner, handlers, (), self._final(node), place(node)),)

    def _final(self, node: Node) -> tuple[Statement, ...]:
        finalizer = node.child_by_field_name("finalizer")
        return self.block(finalizer.child_by_field_name("body")) if finalizer is not None else ()

    def _switch(self, node: Node) -> tuple[Statement, ...]:
        cases = []
        for group in self.parts(node.child_by_field_name("body")):
            value = group.child_by_field_name("value")
            labels = () if value is None else (self.expression(value),)
            cases.append(Case(labels, value is None, self.body(group.children_by_field_name("body"))))
        return self.switched(self.role(node, "value"), merged_cases(cases), place(node))

    # Declarations.

    def _define(self, node: Node) -> tuple[Statement, ...]:
        function = self.function(node, self.text(node.child_by_field_name("name")) or "default")
        return (Define(function, place(node)),)

    def _declared_class(self, node: Node) -> tuple[Statement, ...]:
        return self._class_named(node, self.text(node.child_by_field_name("name")) or "default", ())

    def defined_class(self, node: Node, name: str) -> Expression:
        """Return a class that stands in an expression, its definition put before the statement."""
        where = place(node)
        called = name or self.text(node.child_by_field_name("name")) or f"class@{where[0]}:{where[1]}"
        self.before += self._class_named(node, called, ())
        return Name(called, where)

    def _class_named(self, node: Node, name: str, bases: tuple[Expression, ...]) -> tuple[Statement, ...]:
        kept, self.before = self.before, []
        holder = node.child_by_field_name("body")
        members: list[Statement] = []
        decorators: list[Expression] = []
        for part in self.parts(holder) if holder is not None else ():
            if part.type == "decorator":
                decorators.append(self.decorator(part))
                continue
            own = tuple(self.decorator(one) for one in self.parts(part) if one.type == "decorator")
            members += self._member_of_class(part, (*decorators, *own))
            decorators = []
        around, self.before = self.before, kept
        return (*around, DefineClass(name, bases, tuple(members), place(node)))

    def _member_of_class(self, node: Node, decorators: tuple[Expression, ...]) -> Iterable[Statement]:
        where = place(node)
        key = node.child_by_field_name("name") or node.child_by_field_name("property")
        name = self.text(key).strip("'\"")
        if node.type == "method_definition":
            return (Define(self.method(node, name, (_THIS,), decorators), where),)
        value = node.child_by_field_name("value") if node.type in _FIELDS else None
        if value is None:
            return self._body(node) if node.type == "class_static_block" else ()
        if self.unwrapped(value).type in FUNCTIONS:
            return (Define(self.method(self.unwrapped(value), name, (_THIS,), decorators), where),)
        return (Assign((Name(name, where),), self.expression(value), where),)

    def decorator(self, node: Node) -> Expression:
        """Return a decorator's expression."""
        parts = self.parts(node)
        return self.expression(parts[0]) if parts else Mixture((), place(node))

    def _export(self, node: Node) -> tuple[Statement, ...]:
        declaration, value = node.child_by_field_name("declaration"), node.child_by_field_name("value")
        if declaration is not None:
            return self.statement(declaration)
        if value is None:
            return ()
        made = self.named_as(value, "default")
        return (Define(made, place(node)),) if isinstance(made, Function) else (Evaluate(made, place(node)),)

    def _import(self, node: Node) -> tuple[Statement, ...]:
        source = node.child_by_field_name("source")
        clause = next(
            (part for part in self.parts(node) if part.type in {"import_clause", "import_require_clause"}), None
        )
        source = source or (clause.child_by_field_name("source") if clause is not None else None)
        if source is None or clause is None:
            return ()
        module = text(self.text(source)[1:-1])
        names = self._import_names(clause, module_name(module))
        if is_local(module):
            return tuple(
                [Assign((Name(name, place(node)),), Mixture((), place(node)), place(node)) for name, _ in names]
            )
        return (Import(tuple(names), place(node)),)

    def _import_names(self, clause: Node, module: str) -> list[tuple[str, str]]:
        names: list[tuple[str, str]] = []
        for part in self.parts(clause):
            if part.type == "identifier":
                names.append((self.text(part), module))
            elif part.type == "namespace_import":
                names += [(self.text(one), module) for one in self.parts(part)]
            elif part.type == "named_imports":
                for one in self.parts(part):
                    name = self.text(one.child_by_field_name("name"))
                    local = self.text(one.child_by_field_name("alias")) or name
                    names.append((local, module if name == "default" else f"{module}.{name}"))
        return names

    # What only TypeScript has.

    def _enum(self, node: Node) -> tuple[Statement, ...]:
        """Return an enumeration as an object; what has no value is as harmless as its name."""
        where, entries = place(node), []
        holder = node.child_by_field_name("body")
        for part in self.parts(holder) if holder is not None else ():
            key = part.child_by_field_name("name") or part
            value = self.role(part, "value") if key is not part else self.key(key)
            entries.append((self.key(key), value))
        name = Name(self.text(node.child_by_field_name("name")), where)
        return (Assign((name,), Entries(tuple(entries), where), where),)

    statements: ClassVar[Statements] = {
        **Reader.statements,
        "expression_statement": Reader.inside,
        "lexical_declaration": _variables,
        "variable_declaration": _variables,
        "return_statement": _return,
        "throw_statement": Reader.raise_,
        "labeled_statement": _labelled,
        "with_statement": _with,
        "statement_block": Reader.inside,
        "for_in_statement": _for_each,
        "try_statement": _try,
        "switch_statement": _switch,
        "function_declaration": _define,
        "generator_function_declaration": _define,
        "class_declaration": _declared_class,
        "abstract_class_declaration": _declared_class,
        "export_statement": _export,
        "import_statement": _import,
        "enum_declaration": _enum,
        "internal_module": _body,
        "module": _body,
        "interface_declaration": Reader.nothing,
        "type_alias_declaration": Reader.nothing,
        "ambient_declaration": Reader.nothing,
        "function_signature": Reader.nothing,
        "empty_statement": Reader.nothing,
        "debugger_statement": Reader.nothing,
        "hash_bang_line": Reader.nothing,
    }


def _runs_text(value: Expression) -> bool:
    """Tell whether this runs a text as if it stood here."""
    return isinstance(value, Call) and isinstance(value.function, Name) and value.function.id == "eval"


def _is_argument(target: Expression) -> bool:
    """Tell whether this is one of the arguments by its number: the parameter of whatever name is the same."""
    return isinstance(target, Element) and isinstance(target.of, Name) and target.of.id == "arguments"

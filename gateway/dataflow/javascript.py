"""
The front end for JavaScript and TypeScript: a syntax tree to the neutral form. It decides nothing; what it does not
know becomes a Mixture.

A module that is loaded is called by its name (`fs.promises` for `node:fs/promises`). Methods of classes have `this` as
their first parameter. Functions that are assigned to a variable are definitions under its name. TypeScript is read
the same way: its types say nothing here, except those of parameters.
"""

from collections.abc import Callable, Iterable
from typing import Final, cast

from gateway.dataflow.javascript_expressions import combined
from gateway.dataflow.javascript_language import is_end
from gateway.dataflow.javascript_objects import step_of_assignment, step_of_call
from gateway.dataflow.javascript_patterns import Patterns
from gateway.dataflow.javascript_reading import CLASSES, FUNCTIONS, parts_of, place, unwrapped
from gateway.dataflow.javascript_texts import is_local, module_name, text
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.switches import fallen
from gateway.dataflow.tree import (
    NOWHERE,
    Assign,
    Augment,
    Binding,
    Case,
    Define,
    DefineClass,
    Entries,
    Evaluate,
    Expression,
    Function,
    Handler,
    If,
    Import,
    Leave,
    Loop,
    Mixture,
    Name,
    Parameter,
    Place,
    Program,
    Raise,
    Return,
    Statement,
    Switch,
    Try,
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
    front = _FrontEnd(source.encode(errors="replace"))
    body = front.body(parts_of(root))
    loaded = Import((*_EVERYWHERE, *front.modules.items()), NOWHERE)
    shared = frozenset(front.shared) | pointed(language, source)
    return Program(language, (loaded, *body), shared, hidden(language, source))


class _FrontEnd(Patterns):
    """Makes the neutral form of statements and declarations."""

    def body(self, nodes: Iterable[Node]) -> tuple[Statement, ...]:
        """Return statements in order."""
        return tuple([statement for node in nodes for statement in self.statements(node)])

    def block(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements of a block, or of a single statement."""
        return self.body(parts_of(node)) if node.type == "statement_block" else self.statements(node)

    def role_block(self, node: Node, name: str) -> tuple[Statement, ...]:
        """Return the statements in a role; none if there is nothing."""
        found = node.child_by_field_name(name)
        return self.block(found) if found is not None else ()

    def statements(self, node: Node) -> tuple[Statement, ...]:
        """Return a statement's neutral form, what must run before it first."""
        kept, self.before = self.before, []
        form = _STATEMENTS.get(node.type)
        made = form(self, node) if form is not None else self._evaluated(node)
        before, self.before = self.before, kept
        return (*before, *made)

    # Straight statements.

    def _none(self, node: Node) -> tuple[Statement, ...]:  # noqa: ARG002 - as the others
        return ()

    def _inside(self, node: Node) -> tuple[Statement, ...]:
        return self.body(parts_of(node))

    def _labelled(self, node: Node) -> tuple[Statement, ...]:
        return breakable(self._body(node), place(node))

    def _body(self, node: Node) -> tuple[Statement, ...]:
        return self.role_block(node, "body")

    def _expression(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements of an expression; TypeScript's namespaces stand in one."""
        parts = parts_of(node)
        return tuple(
            [
                made
                for part in parts
                for made in (self.statements(part) if part.type == "internal_module" else self._evaluated(part))
            ]
        )

    def _evaluated(self, node: Node) -> tuple[Statement, ...]:
        """Return an expression as a statement, an assignment as what it is."""
        node, where = unwrapped(node), place(node)
        if node.type == "sequence_expression":
            return tuple([made for part in parts_of(node) for made in self._evaluated(part)])
        if node.type == "augmented_assignment_expression":
            return (self._augment(node, where),)
        target = node.child_by_field_name("left") if node.type == "assignment_expression" else None
        if target is not None and target.type in _PATTERNS:
            return tuple(self.taken(target, self.role(node, "right"), where))
        value = self.expression(node)
        if isinstance(value, Binding):
            steps: tuple[Statement, ...] = ()
            if self.is_setter:
                steps = step_of_assignment(value.target, value.value, where)
                steps = steps or step_of_call(value.value, self.inside, where)
            return (*steps, Assign((value.target,), value.value, where))
        if is_end(value):
            return (Raise(value, where),)
        steps = step_of_call(value, self.inside, where) if self.is_setter else ()
        return (*steps, Evaluate(value, where))

    def _augment(self, node: Node, where: Place) -> Statement:
        left, right, sign = self.assigned(self.role(node, "left")), self.role(node, "right"), self.sign_of(node)
        if sign in _LOGICAL:
            return Assign((left,), combined(sign, left, right, where), where)
        return Augment(left, ">>" if sign == ">>>" else sign, right, where)

    def _variables(self, node: Node) -> tuple[Statement, ...]:
        return tuple(
            [made for part in parts_of(node) if part.type == "variable_declarator" for made in self._one(part)]
        )

    def _one(self, node: Node) -> Iterable[Statement]:
        """Return one variable's statement: an import, a definition, or assignments."""
        target, value, where = node.child_by_field_name("name"), node.child_by_field_name("value"), place(node)
        if target is not None and target.type == "identifier":
            self.scopes[-1].add(self.text(target))
        if target is None or value is None:
            return ()
        inner = unwrapped(value)
        loaded = self.loaded(inner)
        imported = self._imported(target, loaded, where) if loaded else None
        if imported is not None:
            return (imported,)
        name = self.text(target)
        if target.type == "identifier" and inner.type in FUNCTIONS:
            return (Define(self.function(inner, name), where),)
        if target.type == "identifier" and inner.type in CLASSES:
            return self._class_named(inner, name, ())
        taken = self.taken(target, self.named(value, name), where)
        self.declare(taken)
        return taken

    def _imported(self, target: Node, module: str, where: Place) -> Statement | None:
        """Return the import that this assignment of a loaded module is, or None if it takes more than names from it."""
        if target.type == "identifier":
            return Import(((self.text(target), module),), where)
        names: list[tuple[str, str]] = []
        for part in parts_of(target) if target.type == "object_pattern" else ():
            key, local = part.child_by_field_name("key") or part, part.child_by_field_name("value") or part
            if local.type not in {"identifier", "shorthand_property_identifier_pattern"}:
                return None
            names.append((self.text(local), f"{module}.{self.text(key)}"))
        return Import(tuple(names), where) if names else None

    def _return(self, node: Node) -> tuple[Statement, ...]:
        parts = parts_of(node)
        return (Return(self.named(parts[0], "returned") if parts else None, place(node)),)

    def _raise(self, node: Node) -> tuple[Statement, ...]:
        parts = parts_of(node)
        return (Raise(self.expression(parts[0]) if parts else None, place(node)),)

    def _leave(self, node: Node) -> tuple[Statement, ...]:
        return (Leave(place(node)),)

    # Branches.

    def _if(self, node: Node) -> tuple[Statement, ...]:
        test, then = self.role(node, "condition"), self.role_block(node, "consequence")
        return (If(test, then, self.role_block(node, "alternative"), place(node)),)

    def _while(self, node: Node) -> tuple[Statement, ...]:
        return (Loop(None, None, self.role(node, "condition"), self.role_block(node, "body"), (), place(node)),)

    def _do(self, node: Node) -> tuple[Statement, ...]:
        return (Loop(None, None, None, self.role_block(node, "body"), (), place(node)),)

    def _for(self, node: Node) -> tuple[Statement, ...]:
        first = self.role_block(node, "initializer")
        condition, step = node.child_by_field_name("condition"), node.child_by_field_name("increment")
        test = (
            self.expression(condition)
            if condition is not None and condition.type not in {";", "empty_statement"}
            else None
        )
        inner = (*self.role_block(node, "body"), *(self._evaluated(step) if step is not None else ()))
        return (*first, Loop(None, None, test, inner, (), place(node)))

    def _for_each(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop over items, or over keys, which depend on the whole object."""
        where, target = place(node), node.child_by_field_name("left")
        items = self.role(node, "right")
        if self.text(node.child_by_field_name("operator")) == "in":
            items = Mixture((items,), where)
        item = Name(f"{{{node.start_byte}", where)
        if target is not None and target.type not in _PATTERNS:
            return (Loop(self.expression(target), items, None, self.role_block(node, "body"), (), where),)
        taken = self.taken(target, item, where) if target is not None else []
        return (Loop(item, items, None, (*taken, *self.role_block(node, "body")), (), where),)

    def _try(self, node: Node) -> tuple[Statement, ...]:
        inner, handler = self.role_block(node, "body"), node.child_by_field_name("handler")
        handlers: tuple[Handler, ...] = ()
        if handler is not None:
            caught = handler.child_by_field_name("parameter")
            name = self.text(caught) if caught is not None and caught.type == "identifier" else ""
            handlers = (Handler(name, self.role_block(handler, "body"), is_broad=True),)
        return (Try(inner, handlers, (), self._final(node), place(node)),)

    def _final(self, node: Node) -> tuple[Statement, ...]:
        finalizer = node.child_by_field_name("finalizer")
        return self.role_block(finalizer, "body") if finalizer is not None else ()

    def _switch(self, node: Node) -> tuple[Statement, ...]:
        """Return a switch; a case that falls through ends with the statements of the next ones."""
        holder = node.child_by_field_name("body")
        groups = parts_of(holder) if holder is not None else []
        bodies = [self.body(group.children_by_field_name("body")) for group in groups]
        cases: list[Case] = []
        labels: list[Expression] = []
        is_default = False
        for number, group in enumerate(groups):
            value = group.child_by_field_name("value")
            is_default = is_default or value is None
            labels += [self.expression(value)] if value is not None else []
            if bodies[number]:
                cases.append(Case(() if is_default else tuple(labels), is_default, fallen(bodies[number:])))
                labels, is_default = [], False
        cases.sort(key=lambda case: case.is_default)
        return (Switch(self.role(node, "value"), tuple(cases), place(node)),)

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
        for part in parts_of(holder) if holder is not None else ():
            if part.type == "decorator":
                decorators.append(self.decorator(part))
                continue
            own = tuple(self.decorator(one) for one in parts_of(part) if one.type == "decorator")
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
        if unwrapped(value).type in FUNCTIONS:
            return (Define(self.method(unwrapped(value), name, (_THIS,), decorators), where),)
        return (Assign((Name(name, where),), self.expression(value), where),)

    def decorator(self, node: Node) -> Expression:
        """Return a decorator's expression."""
        parts = parts_of(node)
        return self.expression(parts[0]) if parts else Mixture((), place(node))

    def _export(self, node: Node) -> tuple[Statement, ...]:
        declaration, value = node.child_by_field_name("declaration"), node.child_by_field_name("value")
        if declaration is not None:
            return self.statements(declaration)
        if value is None:
            return ()
        made = self.named(value, "default")
        return (Define(made, place(node)),) if isinstance(made, Function) else (Evaluate(made, place(node)),)

    def _import(self, node: Node) -> tuple[Statement, ...]:
        source = node.child_by_field_name("source")
        clause = next(
            (part for part in parts_of(node) if part.type in {"import_clause", "import_require_clause"}), None
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
        for part in parts_of(clause):
            if part.type == "identifier":
                names.append((self.text(part), module))
            elif part.type == "namespace_import":
                names += [(self.text(one), module) for one in parts_of(part)]
            elif part.type == "named_imports":
                for one in parts_of(part):
                    name = self.text(one.child_by_field_name("name"))
                    local = self.text(one.child_by_field_name("alias")) or name
                    names.append((local, module if name == "default" else f"{module}.{name}"))
        return names

    # What only TypeScript has.

    def _enum(self, node: Node) -> tuple[Statement, ...]:
        """Return an enumeration as an object; what has no value is as harmless as its name."""
        where, entries = place(node), []
        holder = node.child_by_field_name("body")
        for part in parts_of(holder) if holder is not None else ():
            key = part.child_by_field_name("name") or part
            value = self.role(part, "value") if key is not part else self.key(key)
            entries.append((self.key(key), value))
        name = Name(self.text(node.child_by_field_name("name")), where)
        return (Assign((name,), Entries(tuple(entries), where), where),)


_STATEMENTS: Final = cast(
    "dict[str, Callable[[_FrontEnd, Node], tuple[Statement, ...]]]",
    {
        "expression_statement": _FrontEnd._expression,  # noqa: SLF001 - the table belongs to the class
        "lexical_declaration": _FrontEnd._variables,  # noqa: SLF001
        "variable_declaration": _FrontEnd._variables,  # noqa: SLF001
        "return_statement": _FrontEnd._return,  # noqa: SLF001
        "throw_statement": _FrontEnd._raise,  # noqa: SLF001
        "break_statement": _FrontEnd._leave,  # noqa: SLF001
        "continue_statement": _FrontEnd._leave,  # noqa: SLF001
        "labeled_statement": _FrontEnd._labelled,  # noqa: SLF001
        "with_statement": _FrontEnd._body,  # noqa: SLF001
        "else_clause": _FrontEnd._inside,  # noqa: SLF001
        "statement_block": _FrontEnd._inside,  # noqa: SLF001
        "ERROR": _FrontEnd._inside,  # noqa: SLF001
        "if_statement": _FrontEnd._if,  # noqa: SLF001
        "while_statement": _FrontEnd._while,  # noqa: SLF001
        "do_statement": _FrontEnd._do,  # noqa: SLF001
        "for_statement": _FrontEnd._for,  # noqa: SLF001
        "for_in_statement": _FrontEnd._for_each,  # noqa: SLF001
        "try_statement": _FrontEnd._try,  # noqa: SLF001
        "switch_statement": _FrontEnd._switch,  # noqa: SLF001
        "function_declaration": _FrontEnd._define,  # noqa: SLF001
        "generator_function_declaration": _FrontEnd._define,  # noqa: SLF001
        "class_declaration": _FrontEnd._declared_class,  # noqa: SLF001
        "abstract_class_declaration": _FrontEnd._declared_class,  # noqa: SLF001
        "export_statement": _FrontEnd._export,  # noqa: SLF001
        "import_statement": _FrontEnd._import,  # noqa: SLF001
        "enum_declaration": _FrontEnd._enum,  # noqa: SLF001
        "internal_module": _FrontEnd._body,  # noqa: SLF001
        "module": _FrontEnd._body,  # noqa: SLF001
        "interface_declaration": _FrontEnd._none,  # noqa: SLF001
        "type_alias_declaration": _FrontEnd._none,  # noqa: SLF001
        "ambient_declaration": _FrontEnd._none,  # noqa: SLF001
        "function_signature": _FrontEnd._none,  # noqa: SLF001
        "empty_statement": _FrontEnd._none,  # noqa: SLF001
        "debugger_statement": _FrontEnd._none,  # noqa: SLF001
        "hash_bang_line": _FrontEnd._none,  # noqa: SLF001
        "comment": _FrontEnd._none,  # noqa: SLF001
    },
)

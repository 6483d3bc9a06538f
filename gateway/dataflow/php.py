"""
The front end for PHP: a syntax tree to the neutral form. It decides nothing; what it does not know becomes a Mixture.

Variables are called with their `$`, except `this`; functions, methods and classes by their own names without
namespaces, in the spelling of the knowledge, as PHP reads them in any case.
"""

from collections.abc import Iterable
from typing import ClassVar, Final

from msgspec.structs import replace

from gateway.dataflow.php_expressions import Expressions, negated
from gateway.dataflow.php_language import ENDS_UNLESS, Spelling
from gateway.dataflow.reader import Reader, Statements, as_statements, is_number, merged_cases, place, unreturned
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.tree import (
    Assign,
    Call,
    Case,
    Constant,
    Define,
    DefineClass,
    Evaluate,
    Expression,
    Function,
    Handler,
    If,
    Logical,
    Loop,
    Member,
    Mixture,
    Name,
    Parameter,
    Program,
    Raise,
    Statement,
    Try,
    any_name,
)
from gateway.syntax.nodes import Node

_OWNER: Final = Parameter("this", "", None)
# What may say anything: those that nobody expected, and those of databases, which name tables and servers.
_BROAD: Final = frozenset({"exception", "throwable", "error", "pdoexception", "mysqli_sql_exception", "queryexception"})
_ENDS: Final = frozenset({"exit", "die"})
# By how many arguments, what makes variables of names that come with a value.
_MAKING_VARIABLES: Final[dict[str, tuple[int, ...]]] = {"extract": (1, 2, 3), "parse_str": (1,), "mb_parse_str": (1,)}
_OF_PATH: Final = "Controller.argument"  # how the type of a controller's arguments is called


def program(root: Node, text: str, spelling: Spelling) -> Program:
    """Return the neutral form of a text and its syntax tree. Raises RecursionError when it nests too deeply."""
    front = _FrontEnd(text, spelling)
    return Program("php", unreturned(front.body(front.parts(root))), pointed("php", text), hidden("php", text))


class _FrontEnd(Expressions):
    """Makes the neutral form of statements and declarations."""

    # Straight statements.

    def expression_statement(self, node: Node) -> tuple[Statement, ...]:
        """Return what an expression does; `check() or die()` is a branch."""
        made: list[Statement] = []
        for part in self.parts(node):
            if part.type == "throw_expression":
                made += self.raise_(part)
                continue
            value = self.expression(part)
            if isinstance(value, Logical) and value.operator == "or" and _is_end(value.operands[-1]):
                test = negated(value.operands[0], place(part))
                made.append(If(test, as_statements(value.operands[-1]), (), place(part)))
            else:
                made += _with_end(as_statements(value))
            if _sets_any_variable(value):
                made.append(any_name(place(part)))
        return tuple(made)

    def _echo(self, node: Node) -> tuple[Statement, ...]:
        parts = [
            one
            for part in self.parts(node)
            for one in (self.parts(part) if part.type == "sequence_expression" else [part])
        ]
        return tuple([_called("echo", self.expression(part), part) for part in parts])

    def _exit(self, node: Node) -> tuple[Statement, ...]:
        return (*[_called("exit", self.expression(part), node) for part in self.parts(node)], Raise(None, place(node)))

    def _unset(self, node: Node) -> tuple[Statement, ...]:
        names = [part for part in self.parts(node) if part.type == "variable_name"]
        return tuple([Assign((self.expression(one),), Constant(None, place(one)), place(one)) for one in names])

    def _static(self, node: Node) -> tuple[Statement, ...]:
        return tuple([made for part in self.parts(node) for made in self._kept(part)])

    def _kept(self, node: Node) -> tuple[Statement, ...]:
        """Return what a static variable, a property or a constant begins with."""
        name = node.child_by_field_name("name") or next(iter(self.parts(node)), None)
        value = self.part(node, "value", "default_value")
        if value is None and node.type == "const_element":
            value = self.parts(node)[-1]
        if name is None or value is None:
            return ()
        is_member = node.type == "property_element"
        target = Name(self.text(name).lstrip("$") if is_member else self.text(name), place(name))
        return (Assign((target,), self.expression(value), place(node)),)

    def _sequence(self, node: Node) -> tuple[Statement, ...]:
        return tuple([made for part in self.parts(node) for made in as_statements(self.expression(part))])

    # Branches and loops.

    def if_(self, node: Node) -> tuple[Statement, ...]:
        """Return a branch, with those that stand behind it."""
        otherwise: tuple[Statement, ...] = ()
        for other in reversed(node.children_by_field_name("alternative")):
            body = self.block(other.child_by_field_name("body"))
            if other.type == "else_clause":
                otherwise = body
            else:
                otherwise = (If(self.role(other, "condition"), body, otherwise, place(other)),)
        then = self.block(node.child_by_field_name("body"))
        return (If(self.role(node, "condition"), then, otherwise, place(node)),)

    def _for_each(self, node: Node) -> tuple[Statement, ...]:
        body = node.child_by_field_name("body")
        # Broken loops lack some parts.
        iterable, target, *_ = [*[part for part in self.parts(node) if part != body], node, node]
        made, over = self.block(body), self.expression(iterable)
        if target.type == "pair":
            key, target, *_ = [*self.parts(target), target, target]
            # The keys of what a stranger sends are his; those of other arrays are mostly written down.
            keys = Mixture((over,) if isinstance(over, Name) and over.id.startswith("$_") else (), place(key))
            made = (Assign((self.expression(key),), keys, place(key)), *made)
        return (Loop(self.expression(target), over, None, made, (), place(node)),)

    def _switched(self, node: Node) -> tuple[Statement, ...]:
        cases = []
        for section in self.parts(node.child_by_field_name("body")):
            value = section.child_by_field_name("value")
            body = self.body([part for part in self.parts(section) if part != value])
            values = (self.expression(value),) if value is not None else ()
            values = () if values and is_number(values[0]) else values  # what may be equal to more than itself
            cases.append(Case(values, section.type == "default_statement", body))
        return self.switched(self.role(node, "condition"), merged_cases(cases), place(node))

    def _try(self, node: Node) -> tuple[Statement, ...]:
        handlers: list[Handler] = []
        final: tuple[Statement, ...] = ()
        for part in self.parts(node):
            if part.type == "catch_clause":
                kinds = {
                    self.class_of(kind.strip()).lower()
                    for kind in self.text(part.child_by_field_name("type")).split("|")
                }
                name = self.text(part.child_by_field_name("name"))
                body = self.block(part.child_by_field_name("body"))
                handlers.append(Handler(name, body, is_broad=bool(kinds & _BROAD)))
            elif part.type == "finally_clause":
                final = self.block(part.child_by_field_name("body"))
        return (Try(self.block(node.child_by_field_name("body")), tuple(handlers), (), final, place(node)),)

    # Declarations.

    def _use(self, node: Node) -> tuple[Statement, ...]:
        """Take note of what an imported name is called here."""
        for part in self.parts(node):
            if part.type == "namespace_use_group":
                self._use(part)
                continue
            alias, names = part.child_by_field_name("alias"), self.parts(part)
            if alias is not None and names:
                self.aliases[self.text(alias).lower()] = self.text(names[0]).rpartition("\\")[2]
        return ()

    def _namespace(self, node: Node) -> tuple[Statement, ...]:
        return self.block(node.child_by_field_name("body"))

    def _class(self, node: Node) -> tuple[Statement, ...]:
        kept = self.owner, self.is_controller
        self.owner = self.spelling.of_class(self.text(node.child_by_field_name("name")))
        bases = [part for part in self.parts(node) if part.type == "base_clause"]
        self.is_controller = any(self.text(base).endswith("Controller") for base in bases)
        made = self.body(self.parts(node.child_by_field_name("body")))
        name = self.owner
        self.owner, self.is_controller = kept
        return (DefineClass(name, (), made, place(node)),)

    def _attributes(self, node: Node) -> Iterable[Expression]:
        """Yield what a function is decorated with."""
        for group in self.parts(node.child_by_field_name("attributes")):
            for one in self.parts(group):
                name = next(iter(self.parts(one)), None)
                given, named = self.arguments(one.child_by_field_name("parameters"))
                yield Call(Name(self.class_of(self.text(name)), place(one)), given, named, place(one))

    def _function(self, node: Node) -> tuple[Statement, ...]:
        function = self._defined(node, ())
        return (Define(function, place(node)),)

    def _method(self, node: Node) -> tuple[Statement, ...]:
        if node.child_by_field_name("body") is None:
            return ()
        return (Define(self._defined(node, (_OWNER,)), place(node)),)

    def _defined(self, node: Node, owners: tuple[Parameter, ...]) -> Function:
        """Return a function or a method; what a constructor's parameters promise is set before anything else."""
        listed, name = node.child_by_field_name("parameters"), self.text(node.child_by_field_name("name"))
        promoted = [part for part in self.parts(listed) if part.type == "property_promotion_parameter"]
        set_ = [
            Assign((Member(Name("this", place(part)), variable.lstrip("$"), place(part)),), value, place(part))
            for part in promoted
            for variable in (self.text(part.child_by_field_name("name")),)
            for value in (Name(variable, place(part)),)
        ]
        body = (*set_, *self.function_body(node.child_by_field_name("body")))
        own = "constructor" if name.lower() == "__construct" else self.spelling.of_function(name)
        parameters = tuple([self._routed(one, node) for one in self.parameters(listed)])
        return Function(own, (*owners, *parameters), body, tuple(self._attributes(node)), place(node))

    def _routed(self, parameter: Parameter, method: Node) -> Parameter:
        """Return a parameter as its class's is: a controller's public method gets texts of the request's path."""
        words = {self.text(part) for part in method.children}
        is_public = words.isdisjoint({"private", "protected", "static", "__construct"})
        is_routed = self.is_controller and is_public and parameter.annotation in {"", "string"}
        return replace(parameter, annotation=_OF_PATH) if is_routed else parameter

    def methods_of(self, node: Node) -> tuple[Expression, ...]:
        """Return the methods of a class without a name."""
        made = self.body(self.parts(node.child_by_field_name("body")))
        return tuple([one.function for one in made if isinstance(one, Define)])

    statements: ClassVar[Statements] = {
        **Reader.statements,
        "php_tag": Reader.nothing,
        "php_end_tag": Reader.nothing,
        "text": Reader.nothing,
        "text_interpolation": Reader.nothing,
        "expression_statement": expression_statement,
        "echo_statement": _echo,
        "exit_statement": _exit,
        "unset_statement": _unset,
        "sequence_expression": _sequence,
        "colon_block": Reader.inside,
        "if_statement": if_,
        "foreach_statement": _for_each,
        "switch_statement": _switched,
        "try_statement": _try,
        "throw_expression": Reader.raise_,
        "named_label_statement": Reader.nothing,
        "goto_statement": Reader.nothing,  # what stands behind the label is run
        "global_declaration": Reader.nothing,
        "function_static_declaration": _static,
        "static_variable_declaration": _kept,
        "property_declaration": _static,
        "property_element": _kept,
        "const_declaration": _static,
        "const_element": _kept,
        "declare_statement": Reader.inside,
        "declare_directive": Reader.nothing,
        "namespace_definition": _namespace,
        "namespace_use_declaration": _use,
        "use_declaration": Reader.nothing,
        "class_declaration": _class,
        "interface_declaration": _class,
        "trait_declaration": _class,
        "enum_declaration": _class,
        "enum_case": Reader.nothing,
        "function_definition": _function,
        "method_declaration": _method,
        "visibility_modifier": Reader.nothing,
        "static_modifier": Reader.nothing,
        "primitive_type": Reader.nothing,
        "empty_statement": Reader.nothing,
    }


def _called(name: str, value: Expression, node: Node) -> Statement:
    return Evaluate(Call(Name(name, place(node)), (value,), (), place(node)), place(node))


def _with_end(statements: tuple[Statement, ...]) -> Iterable[Statement]:
    """Yield statements; one that ends the program unless something holds is a branch."""
    for one in statements:
        yield one
        call = one.expression if isinstance(one, Evaluate) else None
        if isinstance(call, Call) and isinstance(call.function, Name) and call.arguments:
            wanted = ENDS_UNLESS.get(call.function.id)
            if wanted is not None:
                test = negated(call.arguments[0], one.place) if wanted else call.arguments[0]
                yield If(test, (Raise(None, one.place),), (), one.place)


def _is_end(value: Expression) -> bool:
    """Tell whether the program ends here."""
    return isinstance(value, Call) and isinstance(value.function, Name) and value.function.id in _ENDS


def _sets_any_variable(value: Expression) -> bool:
    """Tell whether this makes variables of names that it computes."""
    if not isinstance(value, Call) or not isinstance(value.function, Name):
        return False
    return len(value.arguments) in _MAKING_VARIABLES.get(value.function.id, ())

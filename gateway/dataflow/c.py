"""
The front end for C and C++: a syntax tree to the neutral form. It decides nothing.

A pointer and what it points to are one thing here. An array with a size is what a call of `array` returns; a product is
what a call of `product` returns, since it matters where it overflows, and so is the length of `new T[n]`. A name of the
standard library is called without `std`. What a stream is given is added to it, what it gives is taken from it.
"""

from collections.abc import Iterable
from typing import ClassVar, Final

from gateway.dataflow.c_jumps import Jumps
from gateway.dataflow.reader import Expressions, Reader, Statements, as_statements, merged_cases, place, unreturned
from gateway.dataflow.scopes import hidden, pointed
from gateway.dataflow.tree import (
    Assign,
    Binding,
    Call,
    Case,
    Comparison,
    Constant,
    Define,
    Element,
    Entries,
    Expression,
    Function,
    Handler,
    If,
    Items,
    Loop,
    Member,
    Mixture,
    Name,
    Operation,
    Parameter,
    Place,
    Prefix,
    Program,
    Statement,
    Text,
    Try,
)
from gateway.syntax.nodes import Node

_SIZE: Final = "SIZEOF"
_CASTS: Final = frozenset({"static_cast", "dynamic_cast", "reinterpret_cast", "const_cast", "move", "forward"})
_UNCHANGED: Final = _CASTS | {"likely", "unlikely", "__builtin_expect"}
_PLAIN_TYPES: Final = frozenset({"primitive_type", "sized_type_specifier", "placeholder_type_specifier", "auto"})
_NUMBERS: Final = frozenset({"int", "long", "short", "size_t", "std::size_t", "unsigned", "unsigned int", "long long"})
_OUTCOMES: Final = frozenset({"==", "!="})
_SEARCHES: Final = frozenset({"find", "find_first_of", "rfind"})
_STREAMS: Final = frozenset({"cout", "cerr", "clog"})
# What the system gives the program's first function; the knowledge says what it is.
_GIVEN: Final = frozenset({"argv", "envp"})


def program(language: str, root: Node, text: str) -> Program:
    """Return the neutral form of a text and its syntax tree. Raises RecursionError when it nests too deeply."""
    front = _FrontEnd(text)
    return Program(language, unreturned(front.body(front.parts(root))), pointed(language, text), hidden(language, text))


class _FrontEnd(Jumps):
    """Makes the neutral form of expressions, statements and declarations."""

    texts: ClassVar[frozenset[str]] = frozenset({"string_literal", "raw_string_literal", "concatenated_string"})

    def __init__(self, text: str) -> None:
        """Begin outside of any function."""
        super().__init__(text)
        self._functions_open_count = 0
        self._numbers: set[str] = set()

    # Names and literals.

    def _qualified(self, node: Node) -> Expression:
        """Return what a name with scopes stands for, without `std`, or a template without its arguments."""
        return Name(self._dotted(node), place(node))

    def _dotted(self, node: Node | None) -> str:
        if node is None:
            return ""
        if node.type in {"template_function", "template_type", "template_method"}:
            return self._dotted(node.child_by_field_name("name"))
        if node.type == "qualified_identifier":
            scope, name = (self._dotted(node.child_by_field_name(role)) for role in ("scope", "name"))
            return name if scope in {"", "std"} else f"{scope}.{name}"
        return self.text(node)

    def _joined(self, node: Node) -> Expression:
        return Text(self.all_of(self.parts(node)), place(node))

    def _raw(self, node: Node) -> Expression:
        content = self.text(node)
        return Constant(content[content.find("(") + 1 : content.rfind(")")], place(node))

    def _size(self, node: Node) -> Expression:
        """Return a size, like a constant of which only the name is known."""
        return Name(_SIZE, place(node))

    # Operations.

    def _binary(self, node: Node) -> Expression:
        sign = self.sign(node)
        if sign in {"<<", ">>"}:
            return self._stream(node, sign)
        if sign in _OUTCOMES and (found := self._found(node, sign)) is not None:
            return found
        made = self.binary(node)
        is_product = sign == "*" or (sign in {"+", "-"} and isinstance(made, Operation) and _has_product(made))
        if is_product and isinstance(made, Operation) and not _is_constant(made):
            return Call(Name("product", made.place), (made.left, made.right), (), made.place)
        return made

    def _found(self, node: Node, sign: str) -> Expression | None:
        """Return what a comparison of a search with `npos` says: that something is in a text, or nothing else is."""
        left, right = node.child_by_field_name("left"), self.text(node.child_by_field_name("right"))
        call = self.expression(left) if left is not None and right.endswith("npos") else None
        if not isinstance(call, Call) or not isinstance(call.function, Member) or not call.arguments:
            return None
        where, of, is_found = place(node), call.function.of, sign == "!="
        if call.function.name in _SEARCHES:
            return Comparison("in" if is_found else "not in", call.arguments[0], of, where)
        if call.function.name != "find_first_not_of":
            return None
        only = Call(Name("all_of", where), (of,), (), where)
        return Prefix("not", only, where) if is_found else only

    def _stream(self, node: Node, sign: str) -> Expression:
        """Return what goes into a stream or comes out of one; a shifted number, if that is what it is."""
        first, *others = self.operands(node, sign)
        stream = self.expression(first)
        if sign == ">>" and isinstance(stream, Name) and others:
            made: Expression = stream
            for target in self.all_of(others):
                is_number = isinstance(target, Name) and target.id in self._numbers
                given = Call(Name("stream.number", place(node)), (stream,), (), place(node))
                made = Binding(target, given if is_number else Mixture((stream,), place(node)), place(node))
            return made
        if sign == "<<" and isinstance(stream, Name) and stream.id not in _STREAMS:
            return Binding(stream, Text((stream, *self.all_of(others)), place(node)), place(node))
        return Mixture((stream, *self.all_of(others)), place(node))

    def number(self, node: Node) -> Expression:
        """Return a number; one with a sign may be a huge one beside one without."""
        return Mixture((), place(node)) if self.text(node).startswith("-") else super().number(node)

    def _cast(self, node: Node) -> Expression:
        value = self.role(node, "value")
        # What is left of a number in another type, nobody asks.
        is_number = isinstance(value, Constant) and not isinstance(value.value, str)
        return Mixture((), place(node)) if is_number else value

    def _element(self, node: Node) -> Expression:
        index = self.part(node, "index", "indices")
        at = (
            self.inner(index) if index is not None and index.type == "subscript_argument_list" else self.optional(index)
        )
        return Element(self.role(node, "argument"), at or Mixture((), place(node)), place(node))

    def _list(self, node: Node) -> Expression:
        parts = self.parts(node)
        if parts and all(part.type == "initializer_pair" for part in parts):
            named = [(self.text(part.child_by_field_name("designator")).lstrip("."), part) for part in parts]
            pairs = [(Constant(name, place(part)), self.role(part, "value")) for name, part in named]
            return Entries(tuple(pairs), place(node))
        return Items(self.all_of(parts), place(node))

    def _pair(self, node: Node) -> Expression:
        return self.role(node, "value")

    def _sequence(self, node: Node) -> Expression:
        """Return what depends on all of several expressions; only the last is their value, but each is evaluated."""
        return self.mixture(node)

    # Calls and objects.

    def _call(self, node: Node) -> Expression:
        where, called = place(node), self.role(node, "function")
        given, _ = self.arguments(node.child_by_field_name("arguments"))
        if isinstance(called, Name) and called.id.rpartition(".")[2] in _UNCHANGED and given:
            return given[0]
        return Call(called, given, (), where)

    def _new(self, node: Node) -> Expression:
        where, array = place(node), node.child_by_field_name("declarator")
        if array is not None:
            return Call(Name("new", where), (self.role(array, "length"),), (), where)
        given, _ = self.arguments(node.child_by_field_name("arguments"))
        return Call(Name(self._dotted(node.child_by_field_name("type")), where), given, (), where)

    def _made(self, node: Node) -> Expression:
        """Return an object that is made by its type and what is in braces."""
        kind = self._dotted(node.child_by_field_name("type"))
        given, _ = self.arguments(node.child_by_field_name("value"))
        return Call(Name(kind, place(node)), given, (), place(node))

    def _delete(self, node: Node) -> Expression:
        return Call(Name("delete", place(node)), (self.inner(node),), (), place(node))

    def _lambda(self, node: Node) -> Expression:
        where = place(node)
        declarator = node.child_by_field_name("declarator")
        parameters = None if declarator is None else declarator.child_by_field_name("parameters")
        body = self.block(node.child_by_field_name("body"))
        return Function(f"function@{where[0]}:{where[1]}", self._parameters(parameters), body, (), where)

    # Declarations.

    def _function(self, node: Node) -> tuple[Statement, ...]:
        declarator = self._inner_declarator(node, "function_declarator")
        if declarator is None:
            return self.block(node.child_by_field_name("body"))
        name = self._dotted(declarator.child_by_field_name("declarator")).rpartition(".")[2]
        parameters = self._parameters(declarator.child_by_field_name("parameters"))
        if name == "main":
            parameters = tuple([one for one in parameters if one.name not in _GIVEN])
        self._functions_open_count += 1
        body = self.with_labels(node.child_by_field_name("body"))
        self._functions_open_count -= 1
        return (Define(Function(name, parameters, body, (), place(node)), place(node)),)

    def _inner_declarator(self, node: Node, kind: str) -> Node | None:
        """Return the declarator of a kind inside of pointers and references, or None."""
        current: Node | None = node
        while current is not None and current.type != kind:
            within = [part for part in self.parts(current) if part.type.endswith("declarator")]
            current = current.child_by_field_name("declarator") or next(iter(within), None)
        return current

    def _parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        found = []
        for part in self.parts(node):
            name = self._name_in(part.child_by_field_name("declarator"))
            if name:
                kind = part.child_by_field_name("type")
                # How big a number may be matters here, so that one that is given is foreign.
                is_plain = kind is None or kind.type == "primitive_type"
                found.append(Parameter(name, "" if is_plain else self._dotted(kind), None))
        return tuple(found)

    def _name_in(self, declarator: Node | None) -> str:
        """Return the name that a declarator declares."""
        while declarator is not None and "identifier" not in declarator.type:
            parts = self.parts(declarator)
            declarator = declarator.child_by_field_name("declarator") or next(iter(parts), None)
        return self.text(declarator)

    def _declaration(self, node: Node) -> tuple[Statement, ...]:
        kind = self._dotted(self._class_in(node))
        made: list[Statement] = []
        for one in node.children_by_field_name("declarator"):
            name, where = Name(self._name_in(one), place(one)), place(one)
            if self.text(node.child_by_field_name("type")) in _NUMBERS:
                self._numbers.add(name.id)
            given = node.child_by_field_name("value")  # of a declaration that is a condition
            value = self._first_value(one, kind) if given is None else self.expression(given)
            if value is not None and name.id:
                made.append(Assign((name,), value, where))
        return tuple(made)

    def _class_in(self, node: Node) -> Node | None:
        """Return the type of a declaration, unless it is a number, or whatever its value is."""
        kind = node.child_by_field_name("type")
        return None if kind is None or kind.type in _PLAIN_TYPES else kind

    def _first_value(self, declarator: Node, kind: str) -> Expression | None:
        """Return what a declared variable is worth at first: its value, an array of its size, an object of its type."""
        where = place(declarator)
        given = declarator.child_by_field_name("value")
        if declarator.type == "init_declarator" and given is not None:
            is_made = _is_class(kind) or (given.type == "argument_list" and kind)
            if given.type in {"argument_list", "initializer_list"} and is_made:
                arguments, _ = self.arguments(given)
                return arguments[0] if kind == "string" and arguments else Call(Name(kind, where), arguments, (), where)
            return self.expression(given)
        if declarator.type == "function_declarator" and kind and self._functions_open_count:
            meant = self._meant_all(declarator.child_by_field_name("parameters"))
            return Call(Name(kind, where), meant, (), where) if meant else None
        array = self._inner_declarator(declarator, "array_declarator")
        if array is not None and self._inner_declarator(declarator, "function_declarator") is None:
            return Call(Name("array", where), (self.role(array, "size"),), (), where)
        is_pointer = declarator.type in {"pointer_declarator", "reference_declarator", "function_declarator"}
        return Call(Name(kind, where), (), (), where) if _is_class(kind) and not is_pointer else None

    def _meant_all(self, parameters: Node | None) -> tuple[Expression, ...]:
        """
        Return what an object is made of whose declaration reads like that of a function: `string name(text)`.

        Nothing if it is one: its parameters have names, or types of numbers.
        """
        found = [self._meant(part) for part in self.parts(parameters)]
        meant = tuple([one for one in found if one is not None])
        return meant if len(meant) == len(found) else ()

    def _meant(self, parameter: Node) -> Expression | None:
        kind, declarator = parameter.child_by_field_name("type"), parameter.child_by_field_name("declarator")
        if kind is None or kind.type in _PLAIN_TYPES or parameter.type != "parameter_declaration":
            return None
        name = Name(self._dotted(kind), place(parameter))
        if declarator is None:
            return name
        given = self._meant_all(declarator.child_by_field_name("parameters"))
        if declarator.type != "abstract_function_declarator":
            return None
        return given[0] if name.id in _UNCHANGED and given else Call(name, given, (), name.place)

    # Branches.

    def if_(self, node: Node) -> tuple[Statement, ...]:
        """Return a branch, with what C++ declares in its condition before it."""
        first, test = self._condition(node)
        then, otherwise = (self.block(node.child_by_field_name(role)) for role in ("consequence", "alternative"))
        return (*first, If(test, then, otherwise, place(node)))

    def _condition(self, node: Node) -> tuple[tuple[Statement, ...], Expression]:
        clause = node.child_by_field_name("condition")
        if clause is None:
            return (), Mixture((), place(node))
        first = clause.child_by_field_name("initializer")
        value = clause.child_by_field_name("value")
        if clause.type != "condition_clause":
            return (), self.expression(clause)
        before = () if first is None else self.inside(first)
        if value is not None and value.type == "declaration":
            made = self._declaration(value)
            last = made[-1] if made else None
            target = last.targets[0] if isinstance(last, Assign) else Mixture((), place(node))
            return (*before, *made), target
        return before, self.expression(value) if value is not None else Mixture((), place(node))

    def while_(self, node: Node) -> tuple[Statement, ...]:
        """Return a loop under a test."""
        first, test = self._condition(node)
        body = self.block(node.child_by_field_name("body"))
        return (*first, Loop(None, None, test, body, (), place(node)))

    def _for_each(self, node: Node) -> tuple[Statement, ...]:
        target = Name(self._name_in(node.child_by_field_name("declarator")), place(node))
        body = self.block(node.child_by_field_name("body"))
        return (Loop(target, self.role(node, "right"), None, body, (), place(node)),)

    def _switch(self, node: Node) -> tuple[Statement, ...]:
        _, subject = self._condition(node)
        cases = []
        for part in self.parts(node.child_by_field_name("body")):
            value = part.child_by_field_name("value")
            inner = [one for one in self.parts(part) if value is None or one.start_byte >= value.end_byte]
            if part.type == "case_statement":
                values = () if value is None else (self.expression(value),)
                cases.append(Case(values, value is None, self.body(inner)))
        return self.switched(subject, merged_cases(cases), place(node))

    def _stray_case(self, node: Node) -> tuple[Statement, ...]:
        """Return the statements of a case whose switch is not there; they may be run or not."""
        value = node.child_by_field_name("value")
        return _perhaps(self.body([part for part in self.parts(node) if part != value]), (), place(node))

    def _condition_of_text(self, node: Node) -> tuple[Statement, ...]:
        """Return what the preprocessor may leave out: a branch on nobody knows what."""
        other = node.child_by_field_name("alternative")
        out = (node.child_by_field_name("condition"), node.child_by_field_name("name"), other)
        then = self.body([part for part in self.parts(node) if part not in out])
        return _perhaps(then, () if other is None else self.statement(other), place(node))

    def _try(self, node: Node) -> tuple[Statement, ...]:
        body = self.block(node.child_by_field_name("body"))
        handlers = [
            Handler(self._caught(part), self.block(part.child_by_field_name("body")))
            for part in self.parts(node)
            if part.type == "catch_clause"
        ]
        return (Try(body, tuple(handlers), (), (), place(node)),)

    def _caught(self, node: Node) -> str:
        parameters = self._parameters(node.child_by_field_name("parameters"))
        return parameters[0].name if parameters else ""

    def _class(self, node: Node) -> tuple[Statement, ...]:
        """Return the functions of a class, and its constants; they are not told from others."""
        return self.block_of_class(node.child_by_field_name("body"))

    def _field(self, node: Node) -> tuple[Statement, ...]:
        """Return a constant of a class: another member may be what any function has made of it."""
        name, value = node.child_by_field_name("declarator"), node.child_by_field_name("default_value")
        is_constant = any(self.text(one) in _CONSTANT for one in self.parts(node) if one.type == "type_qualifier")
        if name is None or value is None or not is_constant:
            return ()
        return (Assign((Name(self._name_in(name), place(name)),), self.expression(value), place(node)),)

    def block_of_class(self, body: Node | None) -> tuple[Statement, ...]:
        """Return the functions that a class defines."""
        return self.body([part for part in self.parts(body) if part.type in _INSIDE])

    def _evaluated(self, node: Node) -> tuple[Statement, ...]:
        """Return what an expression does, of several each by itself."""
        return tuple([made for part in self.parts(node) for one in self._flat(part) for made in one])

    def _flat(self, node: Node) -> Iterable[tuple[Statement, ...]]:
        while node.type == "comma_expression" and node.child_by_field_name("right") is not None:
            left, right = self.part(node, "left"), self.part(node, "right")
            if left is not None:
                yield from self._flat(left)
            if right is None:
                return
            node = right
        yield as_statements(self.expression(node))

    expressions: ClassVar[Expressions] = {
        **Reader.expressions,
        "field_identifier": Reader.identifier,
        "qualified_identifier": _qualified,
        "template_function": _qualified,
        "this": Reader.identifier,
        "char_literal": Reader.quoted,
        "raw_string_literal": _raw,
        "concatenated_string": _joined,
        "number_literal": number,
        "nullptr": Reader.fixed,
        "binary_expression": _binary,
        "pointer_expression": Reader.unary,
        "cast_expression": _cast,
        "sizeof_expression": _size,
        "comma_expression": _sequence,
        "subscript_expression": _element,
        "field_expression": Reader.member,
        "initializer_list": _list,
        "initializer_pair": _pair,
        "compound_literal_expression": _made,
        "call_expression": _call,
        "new_expression": _new,
        "delete_expression": _delete,
        "lambda_expression": _lambda,
    }
    statements: ClassVar[Statements] = {
        **Reader.statements,
        "function_definition": _function,
        "declaration": _declaration,
        "expression_statement": _evaluated,
        "if_statement": if_,
        "while_statement": while_,
        "for_range_loop": _for_each,
        "switch_statement": _switch,
        "try_statement": _try,
        "throw_statement": Reader.raise_,
        "goto_statement": Jumps.goto,
        "class_specifier": _class,
        "struct_specifier": _class,
        "namespace_definition": Reader.inside,
        "declaration_list": Reader.inside,
        "linkage_specification": Reader.inside,
        "template_declaration": Reader.inside,
        "case_statement": _stray_case,
        "field_declaration": _field,
        "preproc_if": _condition_of_text,
        "preproc_ifdef": _condition_of_text,
        "preproc_elif": _condition_of_text,
        "preproc_else": Reader.inside,
        "attributed_statement": Reader.inside,
        "preproc_include": Reader.nothing,
        "preproc_def": Reader.nothing,
        "preproc_function_def": Reader.nothing,
        "preproc_call": Reader.nothing,
        "type_definition": Reader.nothing,
        "using_declaration": Reader.nothing,
        "access_specifier": Reader.nothing,
        "namespace_identifier": Reader.nothing,
        "template_parameter_list": Reader.nothing,
    }


_CONSTANT: Final = frozenset({"const", "constexpr"})
_INSIDE: Final = frozenset(
    {"function_definition", "declaration", "template_declaration", "class_specifier", "field_declaration"}
)


def _perhaps(then: tuple[Statement, ...], otherwise: tuple[Statement, ...], where: Place) -> tuple[Statement, ...]:
    """Return statements of which nobody knows whether they run; functions that they define are there in any case."""
    functions = [one for one in (*then, *otherwise) if isinstance(one, Define)]
    branches = [tuple([one for one in branch if not isinstance(one, Define)]) for branch in (then, otherwise)]
    return (*functions, If(Mixture((), where), branches[0], branches[1], where)) if any(branches) else tuple(functions)


def _is_class(kind: str) -> bool:
    """Tell whether a type is one of those whose objects are known by it."""
    return kind in {"string", "stringstream", "ostringstream", "ifstream", "ofstream", "fstream"} or kind[:1].isupper()


def _has_product(made: Operation) -> bool:
    products = [one for one in (made.left, made.right) if isinstance(one, Call) and isinstance(one.function, Name)]
    return any(isinstance(one.function, Name) and one.function.id == "product" for one in products)


def _is_constant(made: Operation) -> bool:
    """Tell whether both operands are constants, or macros, which are called in capitals."""
    return all(
        isinstance(one, Constant) or (isinstance(one, Name) and one.id.isupper()) for one in (made.left, made.right)
    )

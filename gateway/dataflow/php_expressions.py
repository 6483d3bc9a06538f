"""The front end for PHP: its expressions in the neutral form."""

from typing import ClassVar, Final

from gateway.dataflow.literals import unescaped
from gateway.dataflow.php_language import FORMS, SERVERS_OWN, UPLOADS_OWN, Spelling, compared
from gateway.dataflow.reader import Expressions as Forms
from gateway.dataflow.reader import Reader, as_statements, is_number, place
from gateway.dataflow.tree import (
    CALLBACK,
    Binding,
    Call,
    Comparison,
    Conditional,
    Constant,
    Element,
    Entries,
    Expression,
    Function,
    Items,
    Logical,
    Member,
    Mixture,
    Name,
    Operation,
    Parameter,
    Place,
    Prefix,
    Return,
    Spread,
    Statement,
    Text,
)
from gateway.syntax.nodes import Node

_SELF: Final = frozenset({"self", "static"})
_NUMBERS: Final = frozenset({"int", "integer", "float", "double", "bool", "boolean"})
_COUNTS: Final = frozenset({"+", "-", "*", "/", "%", "**", "<=>"})
_LOOSE: Final = frozenset({"==", "!=", "<>"})
_EXITS: Final = frozenset({"die", "exit"})
_ARMS_MAX: Final = 40


class Expressions(Reader):
    """Makes the neutral form of expressions. The class below it gives it statements."""

    blocks: ClassVar[frozenset[str]] = frozenset({"compound_statement", "colon_block"})
    joins: ClassVar[frozenset[str]] = frozenset({"."})

    def __init__(self, text: str, spelling: Spelling) -> None:
        """Begin outside of any class."""
        super().__init__(text)
        self.spelling = spelling
        self.aliases: dict[str, str] = {}
        self.owner = ""
        self.is_controller = False

    # Names and literals.

    def class_of(self, name: str) -> str:
        """Return the name of a class that is used, which may be another's alias."""
        return self.spelling.of_class(self.aliases.get(name.lower(), name))

    def function_of(self, name: str) -> str:
        """Return the name of a function that is used, which may be another's alias."""
        return self.spelling.of_function(self.aliases.get(name.lower(), name))

    def _variable(self, node: Node) -> Expression:
        name = self.text(node)
        return Name("this" if name == "$this" else name, place(node))

    def _named_variable(self, node: Node) -> Expression:
        """Return the variable that a text in braces names, or what depends on it."""
        inner = self.parts(node)
        if inner and inner[0].type == "name":
            return Name("$" + self.text(inner[0]), place(node))
        return self.mixture(node)

    def _constant(self, node: Node) -> Expression:
        """Return a constant of the program or of a library, called by its own name."""
        name = self.text(node).rpartition("\\")[2]
        if name.lower() in _EXITS:
            return Call(Name("exit", place(node)), (), (), place(node))
        return Name(name, place(node))

    def _scope(self, node: Node | None, where: Place) -> Expression:
        """Return the class, or the object, before `::`."""
        if node is None or node.type not in {"name", "qualified_name", "relative_scope"}:
            return self.expression(node) if node is not None else Mixture((), where)
        return Name("this" if self.text(node).lower() in _SELF else self.class_of(self.text(node)), where)

    def _plain_text(self, node: Node) -> Expression:
        """Return a text in single quotes, in which only these and the backslash are escaped."""
        content = self.text(node).lstrip("bB")[1:-1]
        return Constant(content.replace("\\'", "'").replace("\\\\", "\\"), place(node))

    def _filled_text(self, node: Node) -> Expression:
        """Return a text with variables in it."""
        parts: list[Expression] = []
        for part in self.parts(node):
            if part.type == "string_content":
                parts.append(Constant(self.text(part), place(part)))
            elif part.type == "escape_sequence":
                parts.append(Constant(unescaped(self.text(part)), place(part)))
            else:
                parts.append(self.expression(part))
        if all(isinstance(part, Constant) for part in parts):
            return Constant("".join([str(part.value) for part in parts if isinstance(part, Constant)]), place(node))
        return Text(tuple(parts), place(node))

    def _here(self, node: Node) -> Expression:
        body = node.child_by_field_name("value")
        if body is None:
            return Constant("", place(node))
        return self._filled_text(body) if body.type == "heredoc_body" else Constant(self.text(body), place(node))

    def _command(self, node: Node) -> Expression:
        return Call(Name("shell_exec", place(node)), (self._filled_text(node),), (), place(node))

    def _array(self, node: Node) -> Expression:
        """Return a list, a map, or what is made of several lists."""
        pairs = [self.parts(part) for part in self.parts(node) if self.parts(part)]
        values = self.all_of([pair[-1] for pair in pairs])
        if pairs and all(len(pair) > 1 for pair in pairs):
            keys = self.all_of([pair[0] for pair in pairs])
            return Entries(tuple(zip(keys, values, strict=True)), place(node))
        return Items(values, place(node))

    def _list(self, node: Node) -> Expression:
        return Items(self.all_of(self.parts(node)), place(node))

    # Members, elements and calls.

    def member(self, node: Node) -> Expression:
        """Return a member of an object."""
        name = node.child_by_field_name("name")
        of = self.role(node, "object")
        if name is None or name.type != "name":
            return Mixture((of, self.role(node, "name")), place(node))
        return Member(of, self.text(name), place(node))

    def _static_member(self, node: Node) -> Expression:
        of = self._scope(node.child_by_field_name("scope"), place(node))
        return Member(of, self.text(node.child_by_field_name("name")).lstrip("$"), place(node))

    def _class_constant(self, node: Node) -> Expression:
        scope, name = self.parts(node)[0], self.text(self.parts(node)[-1])
        if name == "class":
            return Constant(self.text(scope), place(node))
        return Member(self._scope(scope, place(node)), name, place(node))

    def _element(self, node: Node) -> Expression:
        parts, where = self.parts(node), place(node)
        if len(parts) == 1:
            return Element(self.expression(parts[0]), Mixture((), where), where)
        of, last = self.expression(parts[0]), parts[-1]
        # Without quotes a key is a constant; inside a text it is a text, and elsewhere it mostly was meant to be.
        index = Constant(self.text(last), place(last)) if last.type == "name" else self.expression(last)
        key = index.value if isinstance(index, Constant) else None
        if key in UPLOADS_OWN:
            return Name(str(key), where)
        if isinstance(of, Name) and of.id == "$_SERVER" and key in SERVERS_OWN:
            return Name(str(key), where)
        if isinstance(of, Name) and of.id == "$GLOBALS" and isinstance(key, str):
            return Name("$" + key, where)
        return Element(of, index, where)

    def arguments(self, node: Node | None) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        """Return the arguments of a call, by place and by name."""
        positional: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        for part in self.parts(node):
            name, values = part.child_by_field_name("name"), self.parts(part)
            if part.type != "argument" or not values:
                continue
            if name is not None and len(values) > 1:
                named.append((self.text(name), self.expression(values[-1])))
            else:
                positional.append(self.expression(values[-1]))
        return tuple(positional), tuple(named)

    def call(self, node: Node) -> Expression:
        """Return a function's call; of one that a variable names, the call of what the variable holds."""
        where, function = place(node), node.child_by_field_name("function")
        given, named = self.arguments(node.child_by_field_name("arguments"))
        if function is None or function.type not in {"name", "qualified_name"}:
            of = self.expression(function) if function is not None else Mixture((), where)
            if not isinstance(of, Function):
                of = Call(Name("callable", where), (of,), (), where)
            return Call(of, given, named, where)
        name = self.function_of(self.text(function))
        form = FORMS.get((name, len(given)))
        made = form(given, where) if form is not None and not named else None
        return made if made is not None else Call(Name("exit" if name in _EXITS else name, where), given, named, where)

    def _method_call(self, node: Node) -> Expression:
        return self._called_on(self.role(node, "object"), node)

    def _static_call(self, node: Node) -> Expression:
        return self._called_on(self._scope(node.child_by_field_name("scope"), place(node)), node)

    def _called_on(self, of: Expression, node: Node) -> Expression:
        where, name = place(node), node.child_by_field_name("name")
        given, named = self.arguments(node.child_by_field_name("arguments"))
        if name is None or name.type != "name":
            chosen = Call(Name("callable", where), (self.role(node, "name"),), (), where)
            return Call(chosen, (of, *given), named, where)
        return Call(Member(of, self.spelling.of_function(self.text(name)), where), given, named, where)

    def _created(self, node: Node) -> Expression:
        """Return a new object; of a class without a name, its methods."""
        where, parts = place(node), self.parts(node)
        kind = next((part for part in parts if part.type != "arguments"), None)
        if kind is not None and kind.type == "anonymous_class":
            inner = [part for part in self.parts(kind) if part.type == "arguments"]
            given, _ = self.arguments(inner[0] if inner else None)
            return Mixture((*given, *self.methods_of(kind)), where)
        given, named = self.arguments(next((part for part in parts if part.type == "arguments"), None))
        if kind is not None and kind.type in {"name", "qualified_name"}:
            name = self.text(kind)
            made = self.owner if name.lower() in _SELF and self.owner else self.class_of(name)
            return Call(Name(made, where), given, named, where)
        return Mixture((*([self.expression(kind)] if kind is not None else ()), *given), where)

    def methods_of(self, node: Node) -> tuple[Expression, ...]:
        """Return the methods of a class without a name."""
        raise NotImplementedError

    # Operations.

    def binary(self, node: Node) -> Expression:
        """Return an operation, a comparison, or a text that is put together."""
        sign, where = self.sign(node).lower(), place(node)
        if sign in self.joins or sign in {"and", "or", "&&", "||", "??"}:
            return self._joined(node, sign)
        left, right = self.role(node, "left"), self.role(node, "right")
        if sign == "instanceof":
            return Call(Name("is_object", where), (left,), (), where)
        if sign in _COUNTS:
            return _counted(sign, left, right, where)
        asked = compared(sign, left, right, where) or compared(sign, right, left, where)
        if asked is None and sign in _LOOSE and (is_number(left) or is_number(right)):
            test = Comparison("~=", left, right, where)
            return test if sign == "==" else Prefix("not", test, where)
        return asked if asked is not None else super().binary(node)

    def _joined(self, node: Node, sign: str) -> Expression:
        operands = self.all_of(self.operands(node, self.sign(node)))
        if sign in self.joins:
            return Text(operands, place(node))
        return Logical("and" if sign in {"and", "&&"} else "or", operands, place(node))

    def assigned(self, left: Expression, sign: str, right: Expression, where: Place) -> Expression:
        """Return an assignment; a list without an index gets one item more."""
        if isinstance(left, Element) and left.index == Mixture((), left.place):
            return Call(Member(left.of, "append", where), (right,), (), where)
        if sign in _COUNTS:
            return Binding(left, _counted(sign, left, right, where), where)
        return super().assigned(left, sign, right, where)

    def assignment(self, node: Node) -> Expression:
        """Return `left = right`; of a list with keys, each variable's own."""
        left = node.child_by_field_name("left")
        if left is not None and left.type == "list_literal" and "=>" in [child.type for child in left.children]:
            value, parts = self.role(node, "right"), self.parts(left)
            pairs = list(zip(self.all_of(parts[::2]), self.all_of(parts[1::2]), strict=False))
            taken = [Binding(target, Element(value, key, place(node)), place(node)) for key, target in pairs]
            return Mixture(tuple(taken), place(node))
        if left is not None and left.type == "dynamic_variable_name":
            # Whoever chooses the name may set any variable, as `extract` does.
            return Call(Name("extract", place(node)), (self.mixture(left), self.role(node, "right")), (), place(node))
        return super().assignment(node)

    def _cast(self, node: Node) -> Expression:
        value, kind = self.role(node, "value"), self.text(node.child_by_field_name("type")).lower()
        return Call(Name("intval", place(node)), (value,), (), place(node)) if kind in _NUMBERS else value

    def _match(self, node: Node) -> Expression:
        """Return one of several values; which of them it is, nobody knows."""
        subject = Comparison("==", self.role(node, "condition"), Mixture((), place(node)), place(node))
        arms = [
            self.role(arm, "return_expression")
            for arm in self.parts(node.child_by_field_name("body"))
            if arm.child_by_field_name("return_expression") is not None
        ]
        if not arms or len(arms) > _ARMS_MAX:
            return Mixture((subject, *arms), place(node))
        result = arms[-1]
        for arm in arms[-2::-1]:
            result = Conditional(subject, arm, result, place(node))
        return result

    def _spread(self, node: Node) -> Expression:
        return Spread(self.inner(node), place(node))

    def _quiet(self, node: Node) -> Expression:
        """Return what is done without a word if it fails; twice so, it is what a page prints between its tags."""
        inner = self.parts(node)[0]
        if inner.type != node.type:
            return self.expression(inner)
        return Call(Name("echo", place(node)), (self.inner(inner),), (), place(node))

    def _printed(self, node: Node) -> Expression:
        return Call(Name("print", place(node)), (self.inner(node),), (), place(node))

    def _included(self, node: Node) -> Expression:
        return Call(Name("include", place(node)), (self.inner(node),), (), place(node))

    # Functions.

    def function_body(self, node: Node | None) -> tuple[Statement, ...]:
        """Return the statements of a function, or the value that it returns."""
        if node is None or node.type == "compound_statement":
            return self.block(node)
        value = self.expression(node)
        return as_statements(value) if isinstance(value, Binding) else (Return(value, place(node)),)

    def parameters(self, node: Node | None) -> tuple[Parameter, ...]:
        """Return the parameters of a function."""
        found = []
        for part in self.parts(node):
            name = self.text(part.child_by_field_name("name"))
            kind = self.text(part.child_by_field_name("type")).lstrip("?")
            kind = "int" if kind.lower() in _NUMBERS else self.class_of(kind)
            default = self.optional(part.child_by_field_name("default_value"))
            if name:
                found.append(Parameter(name, kind, default, is_rest=part.type == "variadic_parameter"))
        return tuple(found)

    def _closure(self, node: Node) -> Expression:
        parameters = self.parameters(node.child_by_field_name("parameters"))
        body = self.function_body(node.child_by_field_name("body"))
        return Function(CALLBACK, parameters, body, (), place(node))

    expressions: ClassVar[Forms] = {
        **Reader.expressions,
        "variable_name": _variable,
        "dynamic_variable_name": _named_variable,
        "name": _constant,
        "qualified_name": _constant,
        "string": _plain_text,
        "encapsed_string": _filled_text,
        "heredoc": _here,
        "nowdoc": _here,
        "shell_command_expression": _command,
        "integer": Reader.number,
        "float": Reader.number,
        "boolean": Reader.fixed,
        "null": Reader.fixed,
        "array_creation_expression": _array,
        "list_literal": _list,
        "member_access_expression": member,
        "nullsafe_member_access_expression": member,
        "scoped_property_access_expression": _static_member,
        "class_constant_access_expression": _class_constant,
        "subscript_expression": _element,
        "function_call_expression": call,
        "member_call_expression": _method_call,
        "nullsafe_member_call_expression": _method_call,
        "scoped_call_expression": _static_call,
        "object_creation_expression": _created,
        "assignment_expression": assignment,
        "reference_assignment_expression": assignment,
        "augmented_assignment_expression": assignment,
        "binary_expression": binary,
        "unary_op_expression": Reader.unary,
        "cast_expression": _cast,
        "match_expression": _match,
        "variadic_unpacking": _spread,
        "by_ref": Reader.inner,
        "argument": Reader.last,
        "clone_expression": Reader.inner,
        "error_suppression_expression": _quiet,
        "throw_expression": Reader.inner,
        "print_intrinsic": _printed,
        "include_expression": _included,
        "include_once_expression": _included,
        "require_expression": _included,
        "require_once_expression": _included,
        "anonymous_function": _closure,
        "anonymous_function_creation_expression": _closure,
        "arrow_function": _closure,
    }


def _counted(sign: str, left: Expression, right: Expression, where: Place) -> Expression:
    """Return a number, whatever it is counted from; two arrays may be added, too."""
    if all(isinstance(part, Constant) for part in (left, right)):
        return Operation("//" if sign == "/" else sign, left, right, where) if sign in "+-*/%" else Mixture((), where)
    is_array = any(isinstance(part, Items | Entries) or _is_request(part) for part in (left, right))
    if sign == "+" and is_array:
        return Mixture((left, right), where)
    return Call(Name("intval", where), (Mixture((left, right), where),), (), where)


def _is_request(value: Expression) -> bool:
    """Tell whether this is a whole array of the request."""
    return isinstance(value, Name) and value.id.startswith("$_")


def negated(test: Expression, where: Place) -> Expression:
    """Return the opposite of a test."""
    return Prefix("not", test, where)

"""
Works out what each Python expression can stand for: the half of the API resolver that reads expressions and calls.

`getattr`, import functions, namespaces, `eval` of constant code and the text's own functions are followed. What could
reach any name is reported as opaque. It never runs the text.
"""

import ast
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Final

from gateway.scan import api_fold
from gateway.scan.api_memory import Memory, plain
from gateway.scan.api_values import (
    UNKNOWN,
    Constant,
    Container,
    Function,
    Name,
    Scope,
    Slot,
    Value,
    Values,
    bounded,
    called,
    constant,
    items_of,
    named,
    texts_of,
)

REACHES_ANYTHING: Final = frozenset(
    {
        "__builtins__", "__closure__", "__code__", "__globals__", "__import__", "__loader__",
        "__self__", "__subclasses__", "ag_frame", "cr_frame", "f_back", "f_builtins", "f_globals",
        "f_locals", "func_globals", "gi_frame", "tb_frame",
    }
)  # fmt: skip
_GLOBALS: Final = frozenset({"f_globals", "__globals__"})
_WHO_IT_IS: Final = frozenset({"__name__", "__file__", "__doc__", "__package__", "__spec__"})
NAMESPACES: Final = frozenset({"globals()", "locals()", "vars()"})


class Expressions(Memory, ABC):
    """Reads expressions; a subclass reads statements."""

    @abstractmethod
    def _statement(self, node: ast.stmt) -> None:
        """Interpret one statement."""

    @abstractmethod
    def _call(self, node: ast.Call) -> Values:
        """Return what a call can give."""

    @abstractmethod
    def _check_escape(self, values: Iterable[Values], node: ast.AST) -> None:
        """Report a module with capabilities, or what reaches any name, in the hands of code that we cannot see."""

    @abstractmethod
    def _run_text(self, text: str, node: ast.AST) -> Values:
        """Interpret constant code as if it stood here."""

    def _check_hook(self, name: str, values: Values, node: ast.AST) -> None:
        """Report what Python itself calls (`__getattr__ = __import__`), or what a function is made of, put in place."""
        if name in REACHES_ANYTHING:
            self._report_opaque("reaches behind an object", node)
        elif name.startswith("__") and name.endswith("__"):
            given = [value.returns.values for value in values if isinstance(value, Function)]
            self._check_escape([values, *given], node)

    def _annotation(self, node: ast.expr) -> None:
        """Read an annotation; a text in it is code that is run when somebody asks for types."""
        self._value(node)
        if not isinstance(node, (ast.Name, ast.Attribute)):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str) and "(" in part.value:
                    self._run_text(part.value, part)

    def _parts(self, node: ast.AST) -> None:
        """Interpret what a node consists of; what that is, is the same in every pass."""
        parts = self._parts_known.get(id(node))
        if parts is None:
            parts = self._parts_known[id(node)] = tuple(_parts_of(node))
        for part in parts:
            if isinstance(part, ast.expr):
                self._value(part)
            else:
                self._statement(part)

    def _store(self, target: ast.expr, values: Values, source: ast.expr | None) -> None:
        if isinstance(target, ast.Name):
            self._bind(target.id, values)
            if self._scope.kind == "class":
                self._check_hook(target.id, values, target)
        elif isinstance(target, (ast.Tuple, ast.List)):
            self._unpack(target, values, source)
        elif isinstance(target, ast.Starred):
            self._store(target.value, values | {Container(items=values)}, None)
        elif isinstance(target, ast.Attribute):
            self._value(target.value)
            self._fill(self._attributes[target.attr], values)
            self._check_hook(target.attr, values, target)
        elif isinstance(target, ast.Subscript):
            self._value(target.slice)
            self._value(target.value)
            self._store_inside(target.value, values)

    def _store_inside(self, holder: ast.expr, values: Values) -> None:
        inside: Values = frozenset({Container(items=values)})
        if isinstance(holder, ast.Name):
            self._bind(holder.id, inside)
        elif isinstance(holder, ast.Attribute):
            self._fill(self._attributes[holder.attr], inside)

    def _unpack(self, target: ast.Tuple | ast.List, values: Values, source: ast.expr | None) -> None:
        straight = self._straight
        if isinstance(source, (ast.Tuple, ast.List)) and len(source.elts) == len(target.elts):
            pairs = [(one, self._value(other), other) for one, other in zip(target.elts, source.elts, strict=True)]
        else:
            pairs = [(one, items_of(values), target) for one in target.elts]
        for one, value, part in pairs:
            self._straight = straight
            self._store(one, value, part if part is not target else None)

    def _enter(self, node: ast.AST, arguments: ast.arguments) -> Function:
        """Return the node's function, with its parameters bound to unknown and to their defaults."""
        positional = [*arguments.posonlyargs, *arguments.args]
        function = self._functions.get(id(node))
        if function is None:
            function = Function(
                scope=Scope(kind="function", parent=self._scope),
                parameters=tuple(argument.arg for argument in positional),
                returns=Slot(),
            )
            self._functions[id(node)] = function
        everything = [*positional, *arguments.kwonlyargs, *filter(None, (arguments.vararg, arguments.kwarg))]
        for argument in everything:
            if argument.annotation is not None:
                self._annotation(argument.annotation)
            self._bind(argument.arg, UNKNOWN, function.scope)
        defaults = zip(reversed(positional), reversed(arguments.defaults), strict=False)
        keyword_defaults = zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        for argument, default in (*defaults, *keyword_defaults):
            if default is not None:
                self._bind(argument.arg, self._value(default), function.scope)
        return function

    def _inside(self, function: Function, work: Callable[[], None]) -> None:
        outer = (self._scope, self._function, self._straight)
        self._scope, self._function, self._straight = function.scope, function, False
        work()
        self._scope, self._function, self._straight = outer

    def _value(self, node: ast.expr, *, report: bool = True) -> Values:
        self.nodes_count += 1
        self._straight = False
        if isinstance(node, ast.Name):
            return self._name(node, report=report)
        if isinstance(node, ast.Attribute):
            return self._attribute(node, report=report)
        handler = self._EXPRESSIONS.get(type(node))
        if handler is not None:
            values: Values = handler(self, node)
            return values
        if isinstance(node, ast.Call):
            return self._call(node)
        self._parts(node)
        return UNKNOWN

    def _name(self, node: ast.Name, *, report: bool) -> Values:
        if node.id == "__loader__":
            self._report_opaque("reaches behind an object", node)
        values = self._look_up(node.id)
        if report:
            self._report(values, node)
        return values

    def _attribute(self, node: ast.Attribute, *, report: bool) -> Values:
        return self._member(self._owner(node), node.attr, node, report=report)

    def _owner(self, node: ast.Attribute) -> Values:
        """Return what the attribute is taken from. In a chain of names, only the whole is a use."""
        is_chain = isinstance(node.value, (ast.Name, ast.Attribute))
        return self._value(node.value, report=not is_chain)

    def _member(self, base: Values, attribute: str, node: ast.AST, *, report: bool = True) -> Values:
        """Return what `base.attribute` can be, and report it."""
        if attribute in REACHES_ANYTHING:
            self._report_opaque("reaches behind an object", node)
        slot = self._attributes[attribute]
        slot.was_read = True
        members: set[Value] = set(slot.values)
        for value in base:
            if isinstance(value, Name):
                members |= named(_member_path(value.path, attribute), imported=value.imported)
            elif isinstance(value, Container):
                members.add(value)
        result = frozenset(members) if members else UNKNOWN
        if report:
            self._report(result, node)
        return result

    def _constant(self, node: ast.Constant) -> Values:
        values = self._constants.get(id(node))
        if values is None:
            values = self._constants[id(node)] = constant(node.value)
        return values

    def _joined(self, node: ast.JoinedStr) -> Values:
        return api_fold.joined([self._value(part) for part in node.values])

    def _formatted(self, node: ast.FormattedValue) -> Values:
        values = self._value(node.value)
        if node.format_spec is not None or node.conversion != -1:
            return UNKNOWN
        return api_fold.as_text(values)

    def _binary(self, node: ast.BinOp) -> Values:
        left, right = self._value(node.left), self._value(node.right)
        if isinstance(node.op, ast.Add):
            return api_fold.add(left, right)
        if isinstance(node.op, ast.Mult):
            return api_fold.multiply(left, right)
        if isinstance(node.op, ast.BitOr):
            return left | right
        return UNKNOWN

    def _either(self, node: ast.BoolOp) -> Values:
        return frozenset().union(*[self._value(value) for value in node.values])

    def _conditional(self, node: ast.IfExp) -> Values:
        self._value(node.test)
        return self._value(node.body) | self._value(node.orelse)

    def _walrus(self, node: ast.NamedExpr) -> Values:
        values = self._value(node.value)
        scope: Scope | None = self._scope
        while scope is not None and scope.kind == "comprehension":
            scope = scope.parent
        self._bind(node.target.id, values, scope)
        return values

    def _lambda(self, node: ast.Lambda) -> Values:
        function = self._enter(node, node.args)
        self._inside(function, lambda: self._fill(function.returns, self._value(node.body)))
        return frozenset({function})

    def _sequence(self, node: ast.List | ast.Tuple | ast.Set) -> Values:
        items: set[Value] = set()
        for element in node.elts:
            values = self._value(element)
            items |= items_of(values) if isinstance(element, ast.Starred) else values
        return frozenset({Container(items=bounded(frozenset(items)))})

    def _mapping(self, node: ast.Dict) -> Values:
        items: set[Value] = set()
        for key, value in zip(node.keys, node.values, strict=True):
            values = self._value(value)
            if key is not None:
                self._value(key)
            items |= values if key is not None else items_of(values)
        return frozenset({Container(items=bounded(frozenset(items)))})

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Values:
        inner = self._scopes.setdefault(id(node), Scope(kind="comprehension", parent=self._scope))
        outer = self._scope
        for generator in node.generators:
            items = items_of(self._value(generator.iter))
            self._scope = inner
            self._store(generator.target, items, None)
            for condition in generator.ifs:
                self._value(condition)
        if isinstance(node, ast.DictComp):
            self._value(node.key)
            values = self._value(node.value)
        else:
            values = self._value(node.elt)
        self._scope = outer
        return frozenset({Container(items=values)})

    def _same(self, node: ast.Await | ast.Starred) -> Values:
        return self._value(node.value)

    def _yield(self, node: ast.Yield | ast.YieldFrom) -> Values:
        if node.value is not None:
            values = self._value(node.value)
            if self._function is not None:
                self._fill(self._function.returns, values | {Container(items=values)})
        return UNKNOWN

    def _asks_who(self, namespace: ast.expr, key: ast.expr) -> bool:
        """Say whether only a frame's module is asked for (`f_globals["__name__"]`), which reaches nothing."""
        is_harmless = isinstance(key, ast.Constant) and key.value in _WHO_IT_IS
        if is_harmless and isinstance(namespace, ast.Attribute) and namespace.attr in _GLOBALS:
            self._value(namespace.value)
            return True
        return False

    def _subscript(self, node: ast.Subscript) -> Values:
        if self._asks_who(node.value, node.slice):
            return UNKNOWN
        base = self._value(node.value)
        index = self._value(node.slice)
        result: Values = frozenset()
        for value in base:
            if isinstance(value, Constant) and isinstance(value.value, str):
                result |= api_fold.subscript(value.value, node.slice)
            elif isinstance(value, Name):
                result |= self._item(value, index, node)
            elif isinstance(value, Container):
                result |= value.items
            else:
                result |= UNKNOWN
        return result

    def _item(self, base: Name, index: Values, node: ast.AST) -> Values:
        """Return `base[index]`: a namespace gives the name that the index spells, all else something of the base."""
        path = plain(base.path)
        if path != "sys.modules" and path not in NAMESPACES and path != "__builtins__" and not is_namespace(path):
            return named(called(base.path), imported=base.imported)
        texts, only_texts = texts_of(index)
        if not only_texts:
            self._report_opaque("a name that is computed", node)
        return self._named(path, texts, node) or UNKNOWN

    def _named(self, namespace: str, texts: list[str], node: ast.AST) -> Values:
        result: Values = frozenset()
        for text in texts:
            if namespace == "sys.modules":
                values = named(text, imported=True)
            elif namespace in NAMESPACES:
                values = self._look_up(text)
            elif namespace == "__builtins__":
                values = named(text)
            else:
                values = named(f"{_namespace_owner(namespace)}.{text}", imported=True)
            self._report(values, node)
            result |= values
        return result

    # A table instead of a chain of ifs: the node type decides, so the handlers' own parameter types are narrower.
    _EXPRESSIONS: ClassVar[Mapping[type[ast.expr], Callable[[Any, Any], Values]]] = {
        ast.Constant: _constant,
        ast.JoinedStr: _joined,
        ast.FormattedValue: _formatted,
        ast.BinOp: _binary,
        ast.BoolOp: _either,
        ast.IfExp: _conditional,
        ast.NamedExpr: _walrus,
        ast.Lambda: _lambda,
        ast.List: _sequence,
        ast.Tuple: _sequence,
        ast.Set: _sequence,
        ast.Dict: _mapping,
        ast.ListComp: _comprehension,
        ast.SetComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.DictComp: _comprehension,
        ast.Await: _same,
        ast.Starred: _same,
        ast.Yield: _yield,
        ast.YieldFrom: _yield,
        ast.Subscript: _subscript,
    }


def _parts_of(node: ast.AST) -> Iterator[ast.expr | ast.stmt]:
    """Yield the expressions and statements right below a node, in order."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, (ast.expr, ast.stmt)):
            yield child
        else:
            yield from _parts_of(child)


def _member_path(path: str, attribute: str) -> str:
    """Return the name of a member; what the same method gives again (`x.copy().copy`) is nothing new."""
    if path.endswith(f".{attribute}()"):
        return path.removesuffix("()")
    return f"{path}.{attribute}"


def is_namespace(path: str) -> bool:
    """Return whether the name is some object's `__dict__`."""
    return path.endswith(".__dict__")


def _namespace_owner(path: str) -> str:
    return path.removesuffix(".__dict__")

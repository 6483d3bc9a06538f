"""
Resolves which qualified names a Python text refers to, however it spells them.

A small interpreter over `ast`: it never runs the text. Imports, aliases, assignments, attributes, `getattr`, import
functions, `globals()`, constant folding, parameters and return values of the text's own functions are followed without
regard to order or branches, so what may be reached counts as reached. What cannot be resolved but could reach anything
is reported as `Opaque`. Passes are repeated until nothing new is learnt, and are bounded.
"""

import ast
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final

from gateway.scan import api_fold
from gateway.scan.api_calls import Calls
from gateway.scan.api_values import UNKNOWN, Function, Name, Scope, items_of, named

PASSES_MAX: Final = 6
# What has left the standard library stays what it was.
_STANDARD: Final = sys.stdlib_module_names | {"asynchat", "asyncore", "distutils", "imp", "smtpd"}
_COLUMN_MAX: Final = 2**31 - 1


def _everywhere(tree: ast.Module) -> ast.stmt:
    """Return a stand-in for the whole text, so that what is true of all of it is true of each part."""
    last = max((node.end_lineno or node.lineno for node in tree.body), default=1)
    return ast.Pass(lineno=1, col_offset=0, end_lineno=last, end_col_offset=_COLUMN_MAX)


class Resolver(Calls):
    """Collects `references` and `opaque` places of one text; use `resolve` once."""

    def resolve(self, tree: ast.Module) -> None:
        """Interpret the text until nothing new is learnt. Raises RecursionError on text that nests too deeply."""
        for _ in range(PASSES_MAX):
            self._begin_pass()
            self._block(tree.body, straight=True)
            if not self._stale:
                return
            self._passes += 1
        self._report_opaque("its names do not settle", _everywhere(tree))

    def _begin_pass(self) -> None:
        self._uses = []
        self.opaque = []
        self.imports = []
        self.certain = []
        self.nodes_count = 0
        self._stale = False
        self._module.certain.clear()

    def _block(self, statements: Iterable[ast.stmt], *, straight: bool = False) -> None:
        for statement in statements:
            self._straight = straight
            self._statement(statement)
        self._straight = False

    def _statement(self, node: ast.stmt) -> None:
        self.nodes_count += 1
        handler = self._STATEMENTS.get(type(node))
        if handler is not None:
            handler(self, node)
            return
        self._straight = False
        self._parts(node)

    def _import(self, node: ast.Import) -> None:
        for alias in node.names:
            self._report_import(alias.name, alias)
            path = alias.name if alias.asname else alias.name.partition(".")[0]
            self._bind(alias.asname or path, named(path, imported=True))

    def _import_from(self, node: ast.ImportFrom) -> None:
        module = "." * node.level + (node.module or "")
        if not node.level:
            self.imports += [(f"{module}.{alias.name}" if alias.name != "*" else module, node) for alias in node.names]
        for alias in node.names:
            if alias.name == "*":
                self._star(module, alias)
                continue
            separator = "" if module.endswith(".") else "."
            values = named(f"{module}{separator}{alias.name}", imported=node.level == 0)
            self._report(values, alias)
            self._bind(alias.asname or alias.name, values)

    def _star(self, module: str, node: ast.alias) -> None:
        self._uses.append((Name(path=module, imported=True), node, True))
        if module not in self._stars:
            self._stars.add(module)
            self._stale = True
        # The project's own modules (`from .names import *`) are judged where they are written.
        if not module.startswith(".") and module.partition(".")[0] not in _STANDARD:
            self._report_opaque("import of every name of a module", node)

    def _assign(self, node: ast.Assign) -> None:
        straight = self._straight
        values = self._value(node.value)
        for target in node.targets:
            self._straight = straight
            self._store(target, values, node.value)

    def _annotated(self, node: ast.AnnAssign) -> None:
        straight = self._straight
        self._annotation(node.annotation)
        if node.value is not None:
            values = self._value(node.value)
            self._straight = straight
            self._store(node.target, values, node.value)

    def _augmented(self, node: ast.AugAssign) -> None:
        values = self._value(node.value)
        if isinstance(node.target, ast.Name):
            values = api_fold.add(self._look_up(node.target.id), values) | values
        self._store(node.target, values, None)

    def _for(self, node: ast.For | ast.AsyncFor) -> None:
        self._straight = False
        self._store(node.target, items_of(self._value(node.iter)), None)
        self._block(node.body)
        self._block(node.orelse)

    def _with(self, node: ast.With | ast.AsyncWith) -> None:
        self._straight = False
        for item in node.items:
            values = self._value(item.context_expr)
            if item.optional_vars is not None:
                self._store(item.optional_vars, values, None)
        self._block(node.body)

    def _delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            if isinstance(target, ast.Name):
                self._module.certain.discard(target.id)
            else:
                self._value(target)

    def _handler(self, node: ast.ExceptHandler) -> None:
        if node.name is not None:
            self._bind(node.name, UNKNOWN)

    def _try(self, node: ast.Try | ast.TryStar) -> None:
        self._block(node.body)
        for handler in node.handlers:
            if handler.type is not None:
                self._value(handler.type)
            self._handler(handler)
            self._block(handler.body)
        self._block(node.orelse)
        self._block(node.finalbody)

    def _match(self, node: ast.Match) -> None:
        self._straight = False
        subject = self._value(node.subject)
        held = subject | items_of(subject) | UNKNOWN
        for case in node.cases:
            for pattern in ast.walk(case.pattern):
                for name in (getattr(pattern, "name", None), getattr(pattern, "rest", None)):
                    if isinstance(name, str):
                        self._bind(name, held)
                if isinstance(pattern, ast.MatchClass):
                    for attribute in pattern.kwd_attrs:
                        held |= self._member(subject, attribute, pattern)
                if isinstance(pattern, ast.MatchValue):
                    self._value(pattern.value)
            if case.guard is not None:
                self._value(case.guard)
            self._block(case.body)

    def _global(self, node: ast.Global) -> None:
        for name in node.names:
            self._scope.shared[name] = self._module

    def _nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            scope = self._scope.enclosing()
            while scope is not None and name not in scope.names and scope.enclosing() is not None:
                scope = scope.enclosing()
            self._scope.shared[name] = scope or self._module

    def _class(self, node: ast.ClassDef) -> None:
        straight = self._straight
        for expression in (*node.decorator_list, *(keyword.value for keyword in node.keywords)):
            self._value(expression)
        bases = frozenset().union(*[self._value(base) for base in node.bases])
        inner = self._scopes.setdefault(id(node), Scope(kind="class", parent=self._scope))
        outer, self._scope = self._scope, inner
        self._block(node.body)
        self._scope = outer
        self._straight = straight
        # What a class does not do itself, its bases do; what it has beside their names, nobody knows.
        self._bind(node.name, UNKNOWN | {Name(path=base.path) for base in bases if isinstance(base, Name)})

    def _define(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        straight = self._straight
        decorators = frozenset().union(*[self._value(decorator) for decorator in node.decorator_list])
        if node.returns is not None:
            self._annotation(node.returns)
        function = self._enter(node, node.args)
        made = [
            self._call_function(one, [frozenset({function})], {}) for one in decorators if isinstance(one, Function)
        ]
        if decorators and self._scope.kind == "class":
            # A property is what its function returns.
            made.append(function.returns.values)
            function.returns.was_read = True
        self._straight = straight
        self._bind(node.name, frozenset({function}).union(*made))
        self._inside(function, lambda: self._block(node.body))
        if self._scope.kind == "class":
            self._check_hook(node.name, frozenset({function}), node)

    def _return(self, node: ast.Return) -> None:
        if node.value is not None:
            values = self._value(node.value)
            if self._function is not None:
                self._fill(self._function.returns, values)

    _STATEMENTS: ClassVar[Mapping[type[ast.stmt], Callable[[Any, Any], None]]] = {
        ast.Import: _import,
        ast.ImportFrom: _import_from,
        ast.Assign: _assign,
        ast.AnnAssign: _annotated,
        ast.AugAssign: _augmented,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.With: _with,
        ast.AsyncWith: _with,
        ast.Delete: _delete,
        ast.Try: _try,
        ast.TryStar: _try,
        ast.Match: _match,
        ast.Global: _global,
        ast.Nonlocal: _nonlocal,
        ast.ClassDef: _class,
        ast.FunctionDef: _define,
        ast.AsyncFunctionDef: _define,
        ast.Return: _return,
    }

"""
Works out what each Python call can give: the half of the API resolver that knows `getattr`, imports, `exec`, `vars`.

A module that holds capabilities, or a function that can reach any name, may not be handed to code that we cannot see.
"""

import ast
import re
from abc import ABC
from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, Final

from gateway.scan import api_fold
from gateway.scan.api_expressions import NAMESPACES, REACHES_ANYTHING, Expressions, is_namespace
from gateway.scan.api_memory import plain
from gateway.scan.api_values import UNKNOWN, Constant, Container, Function, Name, Value, Values, called, named, texts_of

NESTED_TEXTS_MAX: Final = 3
_IMPORTERS: Final = frozenset({"__import__", "importlib.import_module", "importlib.__import__"})
_RUNNERS: Final = frozenset({"eval", "exec"})
_MUST_NOT_ESCAPE: Final = (
    _IMPORTERS | _RUNNERS | {"getattr", "globals", "vars", "locals", "sys.modules", "builtins", "__builtins__"}
)
_EVERYTHING_IN_A_NAMESPACE: Final = frozenset({"globals().items", "globals().values", "globals().copy"})
_FORMATTERS: Final = frozenset({"format", "format_map", "vformat"})
_BEHIND: Final = re.compile(r"\{[^{}]*__(?:globals|builtins|code|closure|self|loader)__")
_LOOK_UPS: Final = frozenset({"__getattribute__", "__getitem__", "get", "pop", "setdefault"})
_GETTERS: Final = frozenset({"operator.attrgetter", "operator.methodcaller"})
_ANY_NAME_OF: Final = frozenset({"object", "type"})
_DOTTED_NAME: Final = re.compile(r"(?:ext://)?([A-Za-z_]\w*(?:\.\w+)+)")
_GIVES_PLAIN_DATA: Final = frozenset(
    {
        "abs", "all", "any", "bool", "bytes", "float", "format", "hasattr", "hash", "hex", "id", "input", "int",
        "isinstance", "len", "ord", "pow", "print", "range", "repr", "round", "str", "sum",
    }
)  # fmt: skip
_MAY_SEE_MODULES: Final = frozenset(
    {"getattr", "hasattr", "id", "isinstance", "issubclass", "print", "repr", "setattr", "str", "type", "dir", "len"}
)


class Calls(Expressions, ABC):
    """Reads calls."""

    def _call(self, node: ast.Call) -> Values:
        owner: Values = UNKNOWN
        if isinstance(node.func, ast.Attribute):
            # Its owner is needed once more; to read it twice would double the work with each call in a chain.
            self.nodes_count += 1
            if node.func.attr == "get" and node.args and self._asks_who(node.func.value, node.args[0]):
                return UNKNOWN
            owner = self._owner(node.func)
            functions = self._member(owner, node.func.attr, node.func)
            if node.func.attr in _FORMATTERS and any(_BEHIND.search(text) for text in texts_of(owner)[0]):
                self._report_opaque("reaches behind an object", node)
        else:
            functions = self._value(node.func)
        arguments = [self._value(argument) for argument in node.args]
        keywords = {keyword.arg: self._value(keyword.value) for keyword in node.keywords}
        result: Values = frozenset()
        for function in functions:
            if isinstance(function, Name):
                result |= self._call_name(function, node, arguments, keywords)
            elif isinstance(function, Function):
                result |= self._call_function(function, arguments, keywords)
            elif isinstance(function, Container):
                result |= function.items | {function}
            else:
                result |= UNKNOWN
        if not any(isinstance(function, (Name, Function)) for function in functions):
            self._check_escape([*arguments, *keywords.values()], node)
            result |= self._text_method(node, owner, arguments)
        return result or UNKNOWN

    def _text_method(self, node: ast.Call, owner: Values, arguments: list[Values]) -> Values:
        texts, only_texts = texts_of(owner)
        if not only_texts or not isinstance(node.func, ast.Attribute):
            return UNKNOWN
        ordered = self._ordered_texts(node.args[0]) if len(node.args) == 1 else None
        folded = [api_fold.method(text, node.func.attr, arguments, ordered) for text in texts]
        return frozenset().union(*folded) - UNKNOWN or UNKNOWN

    def _ordered_texts(self, node: ast.expr) -> list[str] | None:
        if not isinstance(node, (ast.List, ast.Tuple)):
            return None
        result: list[str] = []
        for element in node.elts:
            texts, only_texts = texts_of(self._value(element, report=False))
            if not only_texts or len(texts) != 1:
                return None
            result.append(texts[0])
        return result

    def _call_function(self, function: Function, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        every: Values = frozenset().union(*arguments, *keywords.values())
        for index, name in enumerate(function.parameters):
            given = arguments[index] if index < len(arguments) else frozenset()
            before = arguments[index - 1] if 0 < index <= len(arguments) else frozenset()
            self._bind(name, given | before, function.scope)
        for name in function.scope.names:
            if name in keywords:
                self._bind(name, keywords[name], function.scope)
            elif name not in function.parameters and function.scope.names[name].values == UNKNOWN:
                self._bind(name, frozenset({Container(items=every)}), function.scope)
        function.returns.was_read = True
        return function.returns.values

    def _call_name(
        self, function: Name, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]
    ) -> Values:
        path = plain(function.path)
        if f"{path}()" in self._judged_calls:
            self._report_call(f"{path}()", node)
        special = self._CALLS.get(path)
        if special is not None:
            return special(self, node, arguments, keywords)
        if path.rpartition(".")[2] in _LOOK_UPS:
            special_result = self._call_lookup(path, node, arguments)
            if special_result is not None:
                return special_result
        if path.startswith("sys.modules.") or path in _EVERYTHING_IN_A_NAMESPACE:
            self._report_opaque("a name that is computed", node)
        if path not in _MAY_SEE_MODULES:
            self._check_escape([*arguments, *keywords.values()], node)
        if path in _GIVES_PLAIN_DATA:
            return UNKNOWN
        return named(called(function.path), imported=function.imported)

    def _call_lookup(self, path: str, node: ast.Call, arguments: list[Values]) -> Values | None:
        owner, _, operation = path.rpartition(".")
        owner = plain(owner)
        if not arguments:
            return None
        if operation == "__getattribute__":
            return self._computed_member(frozenset({Name(path=owner, imported=True)}), arguments[0], node)
        if owner == "sys.modules" or owner in NAMESPACES or is_namespace(owner):
            default = arguments[1] if len(arguments) > 1 else frozenset()
            return self._item(Name(path=owner), arguments[0], node) | default
        return None

    def _check_escape(self, values: Iterable[Values], node: ast.AST) -> None:
        """Report a module with capabilities, or a function that reaches any name, handed to code that we cannot see."""
        for value in frozenset().union(*values):
            inside = value.items if isinstance(value, Container) else (value,)
            for one in inside:
                if isinstance(one, Name) and self._escapes(plain(one.path)):
                    self._report_opaque("a module or a resolver is passed on", node)
                    return

    def _escapes(self, path: str) -> bool:
        if path.endswith("()"):
            return path == "globals()"
        return (
            path in _MUST_NOT_ESCAPE
            or f"{path}()" in self._judged_calls
            or self._holds_capabilities(path.removesuffix(".__dict__"))
        )

    def _call_getattr(self, node: ast.Call, arguments: list[Values], _keywords: dict[str | None, Values]) -> Values:
        if not arguments[1:] or any(isinstance(argument, ast.Starred) for argument in node.args):
            self._check_escape(arguments, node)
            return UNKNOWN
        base, attribute, *default = arguments
        return self._computed_member(base, attribute, node).union(*default)

    def _computed_member(self, base: Values, attribute: Values, node: ast.AST) -> Values:
        texts, only_texts = texts_of(attribute)
        if not only_texts and any(self._is_imported(value) for value in base):
            self._report_opaque("a name that is computed", node)
        result: Values = frozenset()
        for text in texts:
            result |= self._member(base, text, node)
        return result or UNKNOWN

    def _is_imported(self, value: Value) -> bool:
        if isinstance(value, Function) or (isinstance(value, Name) and value.path in _ANY_NAME_OF):
            return True
        return (
            isinstance(value, Name)
            and not value.path.endswith("()")
            and (
                value.imported or self._escapes(plain(value.path)) or plain(value.path) in {"builtins", "__builtins__"}
            )
        )

    def _call_setattr(self, node: ast.Call, arguments: list[Values], _keywords: dict[str | None, Values]) -> Values:
        for values in arguments[2:]:
            texts, only_texts = texts_of(arguments[1])
            for text in texts:
                self._fill(self._attributes[text], values)
                self._check_hook(text, values, node)
            if not only_texts:
                self._check_escape([values], node)
        return UNKNOWN

    def _call_import(self, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        wanted = arguments[0] if arguments else keywords.get("name", UNKNOWN)
        texts, only_texts = texts_of(wanted)
        if not only_texts:
            self._report_opaque("an import whose name is computed", node)
        modules: set[Value] = set()
        for text in texts:
            self._report_import(text, node)
            modules |= named(text, imported=True) | named(text.partition(".")[0], imported=True)
        return frozenset(modules) or UNKNOWN

    def _call_runner(self, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        texts, only_texts = texts_of(arguments[0] if arguments else keywords.get("source", UNKNOWN))
        if not only_texts or self._nesting >= NESTED_TEXTS_MAX:
            self._report_opaque("code that is computed", node)
            return UNKNOWN
        result: Values = frozenset()
        for text in texts:
            result |= self._run_text(text, node)
        return result or UNKNOWN

    def _run_text(self, text: str, node: ast.AST) -> Values:
        """Interpret constant code as if it stood here; every finding in it points at the call."""
        tree = self._nested.get(text)
        if tree is None:
            try:
                tree = self._nested[text] = ast.parse(text.strip())
            except (SyntaxError, ValueError, MemoryError):
                self._report_opaque("code that is computed", node)
                return UNKNOWN
        outer, self._pinned = self._pinned, self._pinned or node
        self._nesting += 1
        result = UNKNOWN
        for statement in tree.body:
            if isinstance(statement, ast.Expr):
                result = self._value(statement.value)
            else:
                self._statement(statement)
        self._nesting -= 1
        self._pinned = outer
        return result

    def _call_compile(self, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        """Compiled code does nothing yet: what runs it, `exec` or a function made of it, is the use."""
        texts, only_texts = texts_of(arguments[0] if arguments else keywords.get("source", UNKNOWN))
        return self._call_runner(node, arguments, keywords) if texts and only_texts else UNKNOWN

    def _call_namespace(self, node: ast.Call, arguments: list[Values], _keywords: dict[str | None, Values]) -> Values:
        """Return the namespace: of the text itself, or of what `vars` is asked for."""
        if not arguments:
            # What is local may be passed on (`template.format(**locals())`); looked up by name it is the same.
            is_global = isinstance(node.func, ast.Name) and node.func.id == "globals"
            return named("globals()" if is_global else "locals()")
        result: Values = frozenset()
        for value in arguments[0]:
            if isinstance(value, Name):
                result |= {Name(path=f"{value.path}.__dict__", imported=value.imported)}
        return result or UNKNOWN

    def _call_getter(self, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        """Report names that lead behind an object, as behind a dot."""
        self._check_escape([*arguments, *keywords.values()], node)
        for text in (text for values in arguments for text in texts_of(values)[0]):
            if not REACHES_ANYTHING.isdisjoint(text.split(".")):
                self._report_opaque("reaches behind an object", node)
        return UNKNOWN

    def _call_configure(self, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        """Report the classes and functions that a configuration of `logging` names; a computed one names any."""
        given = node.args[0] if node.args else None
        if isinstance(given, ast.Dict):
            texts = [one.value for one in ast.walk(given) if isinstance(one, ast.Constant)]
        else:
            values = arguments[0] if arguments else keywords.get("config", UNKNOWN)
            texts = [one.value for one in _all_inside(values) if isinstance(one, Constant)]
            if _all_inside(values) >= UNKNOWN or not any(isinstance(one, Container) for one in values):
                self._report_opaque("a configuration that is computed", node)
        for text in texts:
            if isinstance(text, str) and (found := _DOTTED_NAME.fullmatch(text)) is not None:
                self._report(named(found[1], imported=True), node)
        return UNKNOWN

    def _call_partial(self, node: ast.Call, arguments: list[Values], keywords: dict[str | None, Values]) -> Values:
        self._check_escape([*arguments, *keywords.values()], node)
        return arguments[0] if arguments else UNKNOWN

    def _call_chr(self, _node: ast.Call, arguments: list[Values], _keywords: dict[str | None, Values]) -> Values:
        return api_fold.character(arguments[0]) if arguments else UNKNOWN

    _CALLS: ClassVar[Mapping[str, Callable[[Any, ast.Call, list[Values], dict[str | None, Values]], Values]]] = {
        "getattr": _call_getattr,
        "setattr": _call_setattr,
        "chr": _call_chr,
        "functools.partial": _call_partial,
        **dict.fromkeys(_IMPORTERS, _call_import),
        **dict.fromkeys(_RUNNERS, _call_runner),
        "compile": _call_compile,
        "logging.config.dictConfig": _call_configure,
        **dict.fromkeys(_GETTERS, _call_getter),
        **dict.fromkeys(("globals", "locals", "vars"), _call_namespace),
    }


def _all_inside(values: Values) -> Values:
    """Return all values, and all that is in those that hold others, without the holders."""
    found: set[Value] = set()
    pending = list(values)
    while pending:
        value = pending.pop()
        if isinstance(value, Container):
            pending += value.items
        else:
            found.add(value)
    return frozenset(found)

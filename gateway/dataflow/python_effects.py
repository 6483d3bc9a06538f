"""
What Python programs do to names without assigning to them, put in other words: `setattr(x, "a", 1)` is `x.a = 1`.

Only the syntax tree is rewritten; who does such things with names that are computed reaches anything, which the API
policy says.
"""

import ast
from collections.abc import Iterable
from typing import Final

_NAMESPACES: Final = frozenset({"globals", "locals", "vars"})
_FUNCTIONS: Final = (ast.FunctionDef, ast.AsyncFunctionDef)
_FRAMES: Final = frozenset({"f_globals", "f_locals"})
_BUILT_IN: Final = frozenset({"builtins", "__builtins__"})
_SETTERS: Final = frozenset({"dict", "list", "operator", "object"})
_SET_ARGUMENTS: Final = {"setattr": 3, "__setattr__": 2, "__setitem__": 2, "setitem": 3}


def assignment(node: ast.expr) -> ast.Assign | None:
    """Return the assignment that a call is, or None."""
    if not isinstance(node, ast.Call) or node.keywords:
        return None
    name = _last(node.func)
    arguments = list(node.args)
    if (
        isinstance(node.func, ast.Attribute)
        and name in {"__setattr__", "__setitem__"}
        and not _is_type(node.func.value)
    ):
        arguments.insert(0, node.func.value)
    if name not in _SET_ARGUMENTS or len(arguments) != 3:  # noqa: PLR2004 - an owner, a name, a value
        return None
    owner, key, value = arguments
    target: ast.expr | None
    if name in {"setattr", "__setattr__"}:
        target = member(owner, key)
    else:
        target = ast.copy_location(ast.Subscript(owner, key, ast.Store()), node)
    return None if target is None else ast.copy_location(ast.Assign([target], value), node)


def tell_quiet(module: ast.Module) -> None:
    """Have contexts of a program's own that swallow what is raised say so where they are entered: `suppress`."""
    quiet = {one.name for one in module.body if _is_quiet(one)}  # type: ignore[attr-defined]  # both have a name
    for node in ast.walk(module) if quiet else ():
        if isinstance(node, ast.With | ast.AsyncWith):
            first = node.items[0].context_expr
            if any(
                isinstance(one.context_expr, ast.Call) and _last(one.context_expr.func) in quiet for one in node.items
            ):
                suppress = ast.Call(ast.copy_location(ast.Name("suppress", ast.Load()), first), [], [])
                node.items.insert(0, ast.withitem(ast.copy_location(suppress, first)))


def _is_quiet(statement: ast.stmt) -> bool:
    """Tell whether this is a class, or a generator, that as a context lets nothing that is raised go further."""
    if isinstance(statement, ast.ClassDef):
        exits = [one for one in statement.body if isinstance(one, _FUNCTIONS) and one.name in {"__exit__", "__aexit__"}]
        ends = [part for one in exits for part in ast.walk(one) if isinstance(part, ast.Return)]
        return any(one.value is not None and not _is_no(one.value) for one in ends)
    if not isinstance(statement, _FUNCTIONS):
        return False
    if not any(_last(one).endswith("contextmanager") for one in statement.decorator_list):
        return False
    handlers = [one for part in ast.walk(statement) if isinstance(part, ast.Try) for one in part.handlers]
    return any(not isinstance(part, ast.Raise) for one in handlers for part in one.body[-1:])


def _is_no(value: ast.expr) -> bool:
    return isinstance(value, ast.Constant) and not value.value


def swallows(context: ast.expr) -> bool:
    """Tell whether what is raised within this context goes no further."""
    return isinstance(context, ast.Call) and _last(context.func) == "suppress"


def member(owner: ast.expr, key: ast.expr) -> ast.expr | None:
    """Return the member of a constant name, or None."""
    if not isinstance(key, ast.Constant) or not isinstance(key.value, str):
        return None
    return ast.copy_location(ast.Attribute(owner, key.value, ast.Store()), key)


def element(node: ast.Subscript) -> ast.expr | None:
    """Return what an element of a namespace is: `globals()["a"]` is `a`, `x.__dict__["a"]` is `x.a`; or None."""
    of = node.value
    if isinstance(of, ast.Attribute) and of.attr == "__dict__":
        return member(of.value, node.slice)
    if isinstance(of, ast.Attribute) and of.attr in _FRAMES:
        return _named(node)
    if not isinstance(of, ast.Call) or _last(of.func) not in _NAMESPACES or not isinstance(of.func, ast.Name):
        return None
    if of.args:
        return member(of.args[0], node.slice)
    return _named(node)


def _named(node: ast.Subscript) -> ast.expr | None:
    """Return the variable whose name is the key, or None if it is computed."""
    if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
        return ast.copy_location(ast.Name(node.slice.value, ast.Store()), node)
    return None


def built_in(target: ast.expr) -> list[ast.expr]:
    """Return the plain name of a built-in function that is put in another's place."""
    is_built_in = isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name)
    if is_built_in and target.value.id in _BUILT_IN:  # type: ignore[attr-defined]  # asked above
        return [ast.copy_location(ast.Name(target.attr, ast.Store()), target)]  # type: ignore[attr-defined]
    return []


def may_bind_any_name(node: ast.expr) -> bool:
    """Tell whether after a call every name may stand for something else."""
    if not isinstance(node, ast.Call):
        return False
    if isinstance(node.func, ast.Name):
        return node.func.id in {"exec", "eval", "execfile"}
    of = node.func.value if isinstance(node.func, ast.Attribute) else None
    is_namespace = (
        isinstance(of, ast.Call) and _last(of.func) in _NAMESPACES and _last(node.func) in {"update", "__ior__"}
    )
    return is_namespace or (isinstance(of, ast.Attribute) and of.attr == "__dict__" and _last(node.func) == "update")


def shared(body: Iterable[ast.stmt]) -> set[str]:
    """Return the names that functions declare to be another's, and what they put into the module's namespace."""
    found: set[str] = set()
    pending: list[ast.AST] = list(body)
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Global | ast.Nonlocal):
            found.update(node.names)
        elif isinstance(node, ast.Assign):
            named = [element(target) for target in node.targets if isinstance(target, ast.Subscript)]
            found.update(one.id for one in named if isinstance(one, ast.Name))
        elif not isinstance(node, ast.Expr | ast.Return):
            for _, part in ast.iter_fields(node):
                if isinstance(part, list):
                    pending += [one for one in part if isinstance(one, ast.stmt | ast.ExceptHandler | ast.match_case)]
    return found


def _last(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _is_type(owner: ast.expr) -> bool:
    return isinstance(owner, ast.Name) and owner.id in _SETTERS

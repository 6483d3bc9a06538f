"""Classes whose initialiser is not written: dataclasses, named tuples and models have the one their fields describe."""

import ast
from collections.abc import Iterator
from typing import Final

_DECORATORS: Final = frozenset({"dataclass", "define", "frozen", "mutable", "attrs", "s"})
_BASES: Final = frozenset({"NamedTuple", "BaseModel", "Struct", "SQLModel", "TypedDict", "BaseSettings"})
_INITIALISER: Final = "__init__"


def with_initialiser(node: ast.ClassDef) -> list[ast.stmt]:
    """Return a class's body, with the initialiser that its fields describe if it has them and none is written."""
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
    is_written = any(isinstance(one, ast.FunctionDef) and one.name == _INITIALISER for one in node.body)
    if not fields or is_written or not _is_described(node):
        return node.body
    return [*node.body, _initialiser(node, fields)]


def _is_described(node: ast.ClassDef) -> bool:
    decorators = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    return not _DECORATORS.isdisjoint(map(_last_name, decorators)) or not _BASES.isdisjoint(map(_last_name, node.bases))


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _initialiser(node: ast.ClassDef, fields: list[ast.AnnAssign]) -> ast.FunctionDef:
    """Return `def __init__(self, field: kind = Class.field): self.field = field` for all fields."""
    names = [ast.unparse(one.target) for one in fields]
    given = [ast.arg(name, one.annotation) for name, one in zip(names, fields, strict=True)]
    usual = [_usual(node, one) for one in fields]
    arguments = ast.arguments(
        posonlyargs=[], args=[ast.arg("self"), *given], kwonlyargs=[], kw_defaults=[], defaults=usual
    )
    body = list(_assigned(names))
    made = ast.FunctionDef(name=_INITIALISER, args=arguments, body=body, decorator_list=[], type_params=[])
    return ast.fix_missing_locations(ast.copy_location(made, node))


def _usual(node: ast.ClassDef, field: ast.AnnAssign) -> ast.expr:
    """Return what a field is where nobody gives it: what the class says, or nothing that is known."""
    if field.value is None:
        return ast.Constant(...)
    return ast.Attribute(ast.Name(node.name, ast.Load()), ast.unparse(field.target), ast.Load())


def _assigned(names: list[str]) -> Iterator[ast.stmt]:
    for name in names:
        target = ast.Attribute(ast.Name("self", ast.Load()), name, ast.Store())
        yield ast.Assign([target], ast.Name(name, ast.Load()))

"""The front end for Python: `ast` to the neutral form. It decides nothing; what it does not know becomes a Mixture."""

import ast
from collections.abc import Callable, Iterable
from typing import Final, cast

from gateway.dataflow import python_effects as effects
from gateway.dataflow.python_classes import with_initialiser
from gateway.dataflow.python_patterns import captures
from gateway.dataflow.tree import (
    Assign,
    Augment,
    Binding,
    Call,
    Case,
    Clause,
    Comparison,
    Comprehension,
    Conditional,
    Constant,
    Define,
    DefineClass,
    Element,
    Entries,
    Evaluate,
    Expression,
    Function,
    Handler,
    If,
    Import,
    Items,
    Leave,
    Logical,
    Loop,
    Member,
    Mixture,
    Name,
    Operation,
    Parameter,
    Place,
    Prefix,
    Program,
    Raise,
    Return,
    Slice,
    Spread,
    Statement,
    Switch,
    Text,
    Try,
    Yield,
    any_name,
    awaited,
)

_NUMERIC: Final = frozenset("deEfFgGn%oxX")
# What databases and other programs say when they fail is as little known; a module calls all its failures `Error`.
_BROAD: Final = frozenset(
    {
        "Exception", "BaseException", "DatabaseError", "OperationalError", "ProgrammingError", "IntegrityError",
        "SQLAlchemyError", "InterfaceError", "DBAPIError", "PyMongoError", "CalledProcessError",
    }
)  # fmt: skip
_OPERATORS: Final[dict[type[ast.operator], str]] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.BitOr: "|",
    ast.BitAnd: "&",
    ast.BitXor: "^",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.MatMult: "@",
}
_PREFIXES: Final[dict[type[ast.unaryop], str]] = {ast.Not: "not", ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}
_COMPARISONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.In: "in",
    ast.NotIn: "not in",
    ast.Is: "is",
    ast.IsNot: "is not",
}


def program(module: ast.Module) -> Program:
    """Return the neutral form of a parsed module. Raises RecursionError when it nests too deeply."""
    effects.tell_quiet(module)
    return Program("python", _body(module.body), frozenset(effects.shared(module.body)))


def _place(node: ast.expr | ast.stmt) -> Place:
    """Return the place; columns are UTF-8 bytes here, as everywhere in `ast`, and become code points at the end."""
    end_line = node.end_lineno or node.lineno
    return node.lineno, node.col_offset + 1, end_line, (node.end_col_offset or node.col_offset) + 1


# Expressions.


def expression(node: ast.expr) -> Expression:
    """Return the neutral form of an expression."""
    form = _EXPRESSIONS.get(type(node))
    return form(node) if form is not None else _mixture(node)


def _all(nodes: Iterable[ast.expr]) -> tuple[Expression, ...]:
    return tuple([expression(node) for node in nodes])


def _optional(node: ast.expr | None) -> Expression | None:
    return None if node is None else expression(node)


def _mixture(node: ast.expr) -> Expression:
    parts = [child for child in ast.iter_child_nodes(node) if isinstance(child, ast.expr)]
    return Mixture(_all(parts), _place(node))


def _constant(node: ast.Constant) -> Expression:
    value = node.value
    if isinstance(value, complex) or value is ...:
        return Mixture((), _place(node))
    return Constant(value, _place(node))


def _name(node: ast.Name) -> Expression:
    return Name(node.id, _place(node))


def _member(node: ast.Attribute) -> Expression:
    return Member(expression(node.value), node.attr, _place(node))


def _element(node: ast.Subscript) -> Expression:
    named = effects.element(node)
    if named is not None:
        return expression(named)
    of = expression(node.value)
    if isinstance(node.slice, ast.Slice):
        if node.slice.step is not None:
            return Slice(of, Mixture((expression(node.slice.step),), _place(node)), None, _place(node))
        return Slice(of, _optional(node.slice.lower), _optional(node.slice.upper), _place(node))
    return Element(of, expression(node.slice), _place(node))


def _spread(node: ast.Starred) -> Expression:
    return Spread(expression(node.value), _place(node))


def _call(node: ast.Call) -> Expression:
    named = [(keyword.arg, expression(keyword.value)) for keyword in node.keywords if keyword.arg is not None]
    spread = [
        Spread(expression(item.value), _place(item.value), is_named=True) for item in node.keywords if item.arg is None
    ]
    return Call(expression(node.func), (*_all(node.args), *spread), tuple(named), _place(node))


def _operation(node: ast.BinOp) -> Expression:
    return Operation(_OPERATORS[type(node.op)], expression(node.left), expression(node.right), _place(node))


def _prefix(node: ast.UnaryOp) -> Expression:
    return Prefix(_PREFIXES[type(node.op)], expression(node.operand), _place(node))


def _comparison(node: ast.Compare) -> Expression:
    """Return one comparison, or `a < b and b < c` for a chain."""
    operands = (expression(node.left), *_all(node.comparators))
    place = _place(node)
    steps: list[Expression] = [
        Comparison(_COMPARISONS[type(operator)], operands[index], operands[index + 1], place)
        for index, operator in enumerate(node.ops)
    ]
    return steps[0] if len(steps) == 1 else Logical("and", tuple(steps), place)


def _logical(node: ast.BoolOp) -> Expression:
    return Logical("and" if isinstance(node.op, ast.And) else "or", _all(node.values), _place(node))


def _conditional(node: ast.IfExp) -> Expression:
    return Conditional(expression(node.test), expression(node.body), expression(node.orelse), _place(node))


def _text(node: ast.JoinedStr) -> Expression:
    return Text(tuple([_written(item) for item in node.values]), _place(node))


def _written(part: ast.expr) -> Expression:
    """Return a part of a text; what a field writes as a number is written as `format` does."""
    if not isinstance(part, ast.FormattedValue):
        return expression(part)
    value, form = expression(part.value), part.format_spec
    words = form.values if isinstance(form, ast.JoinedStr) else []
    if len(words) != 1 or not isinstance(words[0], ast.Constant) or str(words[0].value)[-1:] not in _NUMERIC:
        return value
    place = _place(part)
    return Call(Member(Constant("{:d}", place), "format", place), (value,), (), place)


def _items(node: ast.List | ast.Tuple | ast.Set) -> Expression:
    return Items(_all(node.elts), _place(node))


def _entries(node: ast.Dict) -> Expression:
    pairs = [(_optional(key), expression(value)) for key, value in zip(node.keys, node.values, strict=True)]
    return Entries(tuple(pairs), _place(node))


def _comprehension(node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> Expression:
    elements = (node.key, node.value) if isinstance(node, ast.DictComp) else (node.elt,)
    clauses = [Clause(expression(item.target), expression(item.iter), _all(item.ifs)) for item in node.generators]
    return Comprehension(_all(elements), tuple(clauses), _place(node))


def _binding(node: ast.NamedExpr) -> Expression:
    return Binding(expression(node.target), expression(node.value), _place(node))


def _lambda(node: ast.Lambda) -> Expression:
    place = _place(node)
    return Function("", _parameters(node.args), (Return(expression(node.body), place),), (), place)


def _yield(node: ast.Yield) -> Expression:
    return Yield(_optional(node.value), _place(node))


def _yield_from(node: ast.YieldFrom) -> Expression:
    place = _place(node)
    return Yield(Spread(expression(node.value), place), place)


def _await(node: ast.Await) -> Expression:
    return awaited(expression(node.value))


_EXPRESSIONS: Final = cast(
    "dict[type[ast.expr], Callable[[ast.expr], Expression]]",
    {
        ast.Constant: _constant,
        ast.Name: _name,
        ast.Attribute: _member,
        ast.Subscript: _element,
        ast.Starred: _spread,
        ast.Call: _call,
        ast.BinOp: _operation,
        ast.UnaryOp: _prefix,
        ast.Compare: _comparison,
        ast.BoolOp: _logical,
        ast.IfExp: _conditional,
        ast.JoinedStr: _text,
        ast.List: _items,
        ast.Tuple: _items,
        ast.Set: _items,
        ast.Dict: _entries,
        ast.ListComp: _comprehension,
        ast.SetComp: _comprehension,
        ast.GeneratorExp: _comprehension,
        ast.DictComp: _comprehension,
        ast.NamedExpr: _binding,
        ast.Lambda: _lambda,
        ast.Await: _await,
        ast.Yield: _yield,
        ast.YieldFrom: _yield_from,
    },
)


# Statements.


def _body(nodes: Iterable[ast.stmt]) -> tuple[Statement, ...]:
    return tuple([statement for node in nodes for statement in _statements(node)])


def _statements(node: ast.stmt) -> tuple[Statement, ...]:
    """Return the statement's neutral form; none for what moves no data (`pass`, `global`)."""
    form = _STATEMENTS.get(type(node))
    return form(node) if form is not None else ()


def _assign(node: ast.Assign) -> tuple[Statement, ...]:
    others = [one for target in node.targets for one in effects.built_in(target)]
    return (Assign(_all((*node.targets, *others)), expression(node.value), _place(node)),)


def _annotated(node: ast.AnnAssign) -> tuple[Statement, ...]:
    if node.value is None:
        return ()
    return (Assign((expression(node.target),), expression(node.value), _place(node)),)


def _augment(node: ast.AugAssign) -> tuple[Statement, ...]:
    return (Augment(expression(node.target), _OPERATORS[type(node.op)], expression(node.value), _place(node)),)


def _evaluate(node: ast.Expr) -> tuple[Statement, ...]:
    evaluated = Evaluate(expression(node.value), _place(node))
    assigned = effects.assignment(node.value)
    if assigned is not None:
        return (evaluated, *_assign(assigned))
    if effects.may_bind_any_name(node.value):
        return (evaluated, any_name(_place(node)))
    return (evaluated,)


def _delete(node: ast.Delete) -> tuple[Statement, ...]:
    """Return what is taken out of collections, as they say it themselves: `del x[0]` is `x.pop(0)`."""
    taken: list[Statement] = []
    for target in node.targets:
        if isinstance(target, ast.Subscript):
            place = _place(target)
            if isinstance(target.slice, ast.Slice):
                taken.append(Assign((expression(target),), Mixture((), place), place))
            else:
                popped = Member(expression(target.value), "pop", place)
                taken.append(Evaluate(Call(popped, (expression(target.slice),), (), place), place))
    return tuple(taken)


def _return(node: ast.Return) -> tuple[Statement, ...]:
    return (Return(_optional(node.value), _place(node)),)


def _raise(node: ast.Raise) -> tuple[Statement, ...]:
    return (Raise(_optional(node.exc), _place(node)),)


def _leave(node: ast.Break | ast.Continue) -> tuple[Statement, ...]:
    return (Leave(_place(node)),)


def _if(node: ast.If) -> tuple[Statement, ...]:
    return (If(expression(node.test), _body(node.body), _body(node.orelse), _place(node)),)


def _assert(node: ast.Assert) -> tuple[Statement, ...]:
    """Return an assertion as a guard: what follows runs only if the test holds."""
    place = _place(node)
    return (If(expression(node.test), (), (Raise(_optional(node.msg), place),), place),)


def _for(node: ast.For | ast.AsyncFor) -> tuple[Statement, ...]:
    target, iterable = expression(node.target), expression(node.iter)
    return (Loop(target, iterable, None, _body(node.body), _body(node.orelse), _place(node)),)


def _while(node: ast.While) -> tuple[Statement, ...]:
    return (Loop(None, None, expression(node.test), _body(node.body), _body(node.orelse), _place(node)),)


def _with(node: ast.With | ast.AsyncWith) -> tuple[Statement, ...]:
    entered: list[Statement] = []
    for item in node.items:
        value = expression(item.context_expr)
        if item.optional_vars is None:
            entered.append(Evaluate(value, _place(item.context_expr)))
        else:
            entered.append(Assign((expression(item.optional_vars),), value, _place(item.context_expr)))
    if any(effects.swallows(item.context_expr) for item in node.items):
        return (*entered, Try(_body(node.body), (Handler("", ()),), (), (), _place(node)))
    return (*entered, *_body(node.body))


def _is_broad(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else (handler.type,)
    names = [kind.attr if isinstance(kind, ast.Attribute) else getattr(kind, "id", "") for kind in kinds]
    is_own = [isinstance(kind, ast.Attribute) and kind.attr == "Error" for kind in kinds]
    return any(is_own) or not _BROAD.isdisjoint(names)


def _try(node: ast.Try | ast.TryStar) -> tuple[Statement, ...]:
    handlers = tuple([Handler(item.name or "", _body(item.body), _is_broad(item)) for item in node.handlers])
    return (Try(_body(node.body), handlers, _body(node.orelse), _body(node.finalbody), _place(node)),)


def _match(node: ast.Match) -> tuple[Statement, ...]:
    subject = expression(node.subject)
    cases = tuple([_case(item, subject, _place(node)) for item in node.cases])
    return (Switch(subject, cases, _place(node)),)


def _case(node: ast.match_case, subject: Expression, place: Place) -> Case:
    pattern = node.pattern
    options = pattern.patterns if isinstance(pattern, ast.MatchOr) else [pattern]
    values = [item.value for item in options if isinstance(item, ast.MatchValue)]
    is_plain = node.guard is None and len(values) == len(options)
    is_default = node.guard is None and isinstance(pattern, ast.MatchAs) and pattern.pattern is None
    body = (*captures(pattern, subject, place), *_body(node.body))
    return Case(_all(values) if is_plain else (), is_default, body)


def _define(node: ast.FunctionDef | ast.AsyncFunctionDef) -> tuple[Statement, ...]:
    place = _place(node)
    is_later = isinstance(node, ast.AsyncFunctionDef)
    body, decorators = _body(node.body), _all(node.decorator_list)
    function = Function(node.name, _parameters(node.args), body, decorators, place, is_later)
    return (Define(function, place),)


def _parameters(node: ast.arguments) -> tuple[Parameter, ...]:
    plain = [*node.posonlyargs, *node.args]
    defaults: list[ast.expr | None] = [*([None] * (len(plain) - len(node.defaults))), *node.defaults]
    found = [_parameter(item, default) for item, default in zip(plain, defaults, strict=True)]
    found += [_parameter(item, value) for item, value in zip(node.kwonlyargs, node.kw_defaults, strict=True)]
    found += [Parameter(item.arg, "", None, is_rest=True) for item in (node.vararg,) if item is not None]
    found += [Parameter(item.arg, "", None, is_named_rest=True) for item in (node.kwarg,) if item is not None]
    return tuple(found)


def _parameter(node: ast.arg, default: ast.expr | None) -> Parameter:
    kind, remark = _plain_type(node.annotation)
    annotation = ast.unparse(kind) if kind is not None else ""
    return Parameter(node.arg, annotation, _optional(default if remark is None else remark))


def _plain_type(node: ast.expr | None) -> tuple[ast.expr | None, ast.expr | None]:
    """
    Return a type without what may be missing of it, and what a framework is told of the parameter.

    `Annotated[int, Query(le=9)]` is an `int` of which `Query(le=9)` is told, like `value: int = Query(le=9)`.
    """
    if isinstance(node, ast.BinOp) and isinstance(node.right, ast.Constant) and node.right.value is None:
        return _plain_type(node.left)
    if not isinstance(node, ast.Subscript):
        return node, None
    form = _last_name(node.value)
    if form == "Optional":
        return _plain_type(node.slice)
    if form == "Annotated" and isinstance(node.slice, ast.Tuple) and len(node.slice.elts) > 1:
        remark = node.slice.elts[1]
        return _plain_type(node.slice.elts[0])[0], remark if isinstance(remark, ast.Call) else None
    return node, None


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")


def _class(node: ast.ClassDef) -> tuple[Statement, ...]:
    return (DefineClass(node.name, _all(node.bases), _body(with_initialiser(node)), _place(node)),)


def _import(node: ast.Import) -> tuple[Statement, ...]:
    names = [
        (item.asname or item.name.split(".")[0], item.name if item.asname else item.name.split(".")[0])
        for item in node.names
    ]
    return (Import(tuple(names), _place(node)),)


def _import_from(node: ast.ImportFrom) -> tuple[Statement, ...]:
    module = "." * node.level + (node.module or "")
    # A star stays one: nobody knows which names it brings in place of others.
    names = [(item.asname or item.name, f"{module}.{item.name}") for item in node.names]
    return (Import(tuple(names), _place(node)),)


_STATEMENTS: Final = cast(
    "dict[type[ast.stmt], Callable[[ast.stmt], tuple[Statement, ...]]]",
    {
        ast.Assign: _assign,
        ast.AnnAssign: _annotated,
        ast.AugAssign: _augment,
        ast.Expr: _evaluate,
        ast.Delete: _delete,
        ast.Return: _return,
        ast.Raise: _raise,
        ast.Break: _leave,
        ast.Continue: _leave,
        ast.If: _if,
        ast.Assert: _assert,
        ast.For: _for,
        ast.AsyncFor: _for,
        ast.While: _while,
        ast.With: _with,
        ast.AsyncWith: _with,
        ast.Try: _try,
        ast.TryStar: _try,
        ast.Match: _match,
        ast.FunctionDef: _define,
        ast.AsyncFunctionDef: _define,
        ast.ClassDef: _class,
        ast.Import: _import,
        ast.ImportFrom: _import_from,
    },
)

"""Functions that answer GraphQL's operations: `{ Query: { user: (parent, args) => … } }`."""

from typing import Final

from msgspec.structs import replace

from gateway.dataflow.tree import Entries, Expression, Function

OPERATIONS: Final = frozenset({"Query", "Mutation", "Subscription"})
_ARGUMENTS: Final = "graphql.arguments"  # how the type of what is asked with an operation is called


def resolving(operations: Expression) -> Expression:
    """Return an object of functions; the second parameter of each is what is asked with the operation."""
    if not isinstance(operations, Entries):
        return operations
    return replace(operations, entries=tuple([(key, _resolving(value)) for key, value in operations.entries]))


def _resolving(value: Expression) -> Expression:
    if not isinstance(value, Function) or len(value.parameters) < 2:  # noqa: PLR2004 (the parent, and what is asked)
        return value
    parent, asked, *others = value.parameters
    return replace(value, parameters=(parent, replace(asked, annotation=_ARGUMENTS), *others))

"""The syntax tree of a text, as the analysis engines read it."""

from gateway.syntax.nodes import Node
from gateway.syntax.parsing import Budget, BudgetSpent, parse


def root_of(language: str, text: str) -> Node:
    """
    Parse a text. Raises RecursionError when it is too much for the parser, SyntaxError when there is no tree.

    Errors may be left in the user's own lines, where every engine skips what it cannot read.
    """
    try:
        parsed = parse(language, text, Budget.of_length(len(text), shows_macros=True))
    except BudgetSpent as error:
        raise RecursionError from error
    if parsed.tree is None:
        raise SyntaxError
    return parsed.tree.root_node

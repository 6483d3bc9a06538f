"""What front ends of languages whose `switch` falls through make of its cases, which in the neutral form never do."""

from gateway.dataflow.tree import Leave, Raise, Return, Statement


def is_left(body: tuple[Statement, ...]) -> bool:
    """Tell whether a body surely ends with a jump."""
    return bool(body) and isinstance(body[-1], Leave | Return | Raise)


def fallen(bodies: list[tuple[Statement, ...]]) -> tuple[Statement, ...]:
    """Return a case's statements and those of the cases into which it falls, without the `break` at the end."""
    found: list[Statement] = []
    for body in bodies:
        found += body
        if is_left(body):
            break
    if found and isinstance(found[-1], Leave):
        found.pop()
    return tuple(found)

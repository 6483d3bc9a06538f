"""The order of actions, from best to worst, and what follows from it."""

from collections.abc import Iterable
from typing import Final

from gateway.values import Action

_ORDER: Final = {Action.ALLOW: 0, Action.FLAG: 1, Action.TRIM: 2, Action.BLOCK: 3}


def rank(action: Action) -> int:
    """Return the action's place in the order: 0 is best."""
    return _ORDER[action]


def worst(actions: Iterable[Action]) -> Action:
    """Return the worst of the actions; block if there are none, since then nothing was decided."""
    return max(actions, key=rank, default=Action.BLOCK)

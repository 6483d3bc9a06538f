"""Actions have one order, and the worst of several follows it."""

from gateway.policy.rank import rank, worst
from gateway.values import Action


def test_actions_are_ordered_from_allow_to_block() -> None:
    """Allow is best, then flag, trim and block; every action has its place."""
    assert [Action.ALLOW, Action.FLAG, Action.TRIM, Action.BLOCK] == sorted(Action, key=rank)


def test_worst_is_the_worst_and_block_if_there_is_none() -> None:
    """The worst action wins; nothing decided is a block."""
    assert Action.TRIM == worst([Action.ALLOW, Action.TRIM, Action.FLAG])
    assert Action.BLOCK == worst([])

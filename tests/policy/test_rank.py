"""Actions have one order, and a choice among decisions follows it."""

from gateway.policy.decide import blocked, decide
from gateway.policy.rank import best, rank, worst
from gateway.values import Action
from tests.policy.samples import finding, profile, report


def test_actions_are_ordered_from_allow_to_block() -> None:
    """Allow is best, then flag, trim and block; every action has its place."""
    assert [Action.ALLOW, Action.FLAG, Action.TRIM, Action.BLOCK] == sorted(Action, key=rank)


def test_worst_is_the_worst_and_block_if_there_is_none() -> None:
    """The worst action wins; nothing decided is a block."""
    assert Action.TRIM == worst([Action.ALLOW, Action.TRIM, Action.FLAG])
    assert Action.BLOCK == worst([])


def test_best_puts_the_best_first_and_keeps_the_order_of_equals() -> None:
    """The sort is stable."""
    block = blocked(report(), "a")
    trim = decide(report(finding()), profile())
    allow = decide(report(), profile())
    other = decide(report(text="x = 1\n"), profile())

    assert (allow, other, trim, block) == best([block, trim, allow, other])

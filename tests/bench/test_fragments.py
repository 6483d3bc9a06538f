"""Weaknesses that are planted in fragments are caught, and nothing is found where none is."""

from dataclasses import replace

import pytest

from tests.bench.fragments import Fragment, Seen, fragments, seen, table, tally
from tests.bench.planted import HARMLESS, PLANTED
from tests.standard import standard
from tests.syntax.shapes import PARTS, shapes

SHAPES_COUNT = 10
FRAGMENT = Fragment("python", "whole function", None, "", "x = 1\n", "")
SEEN = Seen(FRAGMENT, is_caught=False, is_refused=False, is_seen_raw=False, dropped_chars=0)


@pytest.mark.asyncio
async def test_what_is_planted_in_a_fragment_is_caught() -> None:
    """In every language and shape the first weak statement is caught, and a harmless one is released."""
    bundle = standard()
    of = await seen(fragments(statements_max=1), bundle, lambda _: None)
    counted = tally(of)

    assert (counted.planted, 0) == (counted.caught, counted.false), table(of)
    assert counted.planted == len(PLANTED) * SHAPES_COUNT


def test_every_language_has_every_shape() -> None:
    """No language is left out, and no shape of any."""
    assert set(PARTS) == set(PLANTED) == set(HARMLESS)
    assert {SHAPES_COUNT} == {len(shapes(parts)) for parts in PARTS.values()}


def test_what_is_missed_shows() -> None:
    """A weakness that nothing finds, and a harmless text that is stopped, are counted and named."""
    planted = replace(SEEN, fragment=replace(FRAGMENT, planted=PLANTED["python"][0]))
    of = [planted, replace(planted, is_refused=True), replace(SEEN, is_refused=True), SEEN]
    counted = tally(of)

    assert (2, 0, 1, 1) == (counted.planted, counted.caught, counted.refused, counted.false)
    assert "python" in table(of).rsplit("\n", 1)[1]

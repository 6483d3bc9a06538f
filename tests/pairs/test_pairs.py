"""The pairs are whole, and the product tells enough of them apart."""

import asyncio
from pathlib import Path
from typing import Final

import pytest

from gateway.syntax import parsing
from gateway.syntax.repair import repair
from tests.pairs.pairs import HELD, TRAIN, Malformed, Pair, all_pairs, half_of
from tests.pairs.scoring import ClassTally, Judged, Outcome, score, table, tally

# Classes with a floor: at least so many pairs, and so many percent of them told apart.
FLOOR_PAIRS: Final = 15
FLOOR_PERCENT: Final = 70
CLASSES_MIN: Final = 10
LANGUAGES_MIN: Final = 4
FLOORS: Final = frozenset(
    f"python/cwe-{number}" for number in (1333, 209, 22, 295, 326, 327, 347, 400, 732, 79, 798, 918)
)
# Languages whose classes are small: all of their pairs together have the same floor.
LANGUAGES: Final = (
    "bash",
    "dockerfile",
    "go",
    "hcl",
    "java",
    "javascript",
    "php",
    "rust",
    "sql",
    "typescript",
    "yaml",
)
# Classes that no language has many pairs of: those of all languages together have the floor.
CLASSES: Final = tuple([f"cwe-{number}" for number in (272, 319, 377, 676, 759, 93)])
PAIRS: Final = all_pairs()


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.key)
def test_a_pair_differs_and_can_be_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both halves parse to their last character, on a slow machine too, and the fix changes something."""
    monkeypatch.setattr(parsing, "_CPU_MS_MAX", 5_000)
    kept = [None if (one := repair(pair.language, "", text)) is None else one.kept for text in _halves(pair)]

    assert list(_halves(pair)) == kept
    assert pair.vulnerable.split() != pair.fixed.split()


@pytest.fixture(scope="module")
def all_outcomes() -> list[Outcome]:
    """Return what the product says of every pair."""
    return asyncio.run(score(PAIRS))


def test_enough_pairs_of_each_class_are_told_apart(all_outcomes: list[Outcome]) -> None:
    """A class with a floor has its pairs, every one is scanned whole, and enough are told apart."""
    counts = tally(one for one in all_outcomes if f"{one.pair.language}/{one.pair.cwe}" in FLOORS)
    below = {which: of_class for which, of_class in counts.items() if not _is_enough(of_class)}

    assert {} == below, "\n" + table(below)
    assert sorted(FLOORS) == [f"{language}/{cwe}" for language, cwe in counts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_enough_pairs_of_a_language_are_told_apart(language: str, all_outcomes: list[Outcome]) -> None:
    """A language with small classes has pairs of several, half of them held out, and enough are told apart."""
    outcomes = [one for one in all_outcomes if one.pair.language == language]
    told_apart = sum(outcome.is_told_apart for outcome in outcomes)

    assert all(outcome.is_scanned for outcome in outcomes)
    assert {TRAIN, HELD} == {outcome.pair.half for outcome in outcomes}
    assert len(outcomes) >= FLOOR_PAIRS
    assert len({outcome.pair.cwe for outcome in outcomes}) >= CLASSES_MIN
    assert told_apart >= FLOOR_PERCENT / 100 * len(outcomes), "\n" + table(tally(outcomes))


@pytest.mark.parametrize("cwe", CLASSES)
def test_enough_pairs_of_a_class_in_all_languages_are_told_apart(cwe: str, all_outcomes: list[Outcome]) -> None:
    """A class has pairs in several languages, all of them are scanned whole, and enough are told apart."""
    outcomes = [one for one in all_outcomes if one.pair.cwe == cwe]
    told_apart = sum(outcome.is_told_apart for outcome in outcomes)

    assert all(outcome.is_scanned for outcome in outcomes)
    assert len(outcomes) >= FLOOR_PAIRS
    assert len({outcome.pair.language for outcome in outcomes}) >= LANGUAGES_MIN
    assert told_apart >= FLOOR_PERCENT / 100 * len(outcomes), "\n" + table(tally(outcomes))


def test_the_halves_are_fixed_by_name() -> None:
    """Nobody may move a pair from one half to the other: the half follows from the name alone."""
    assert [TRAIN, HELD] == [half_of("python/cwe-918/webhook"), half_of("python/cwe-918/proxy")]


def test_a_pair_is_told_apart_only_if_found_and_passed() -> None:
    """A fix that is flagged, a weakness that is missed, or a half that was not scanned: not told apart."""
    pair = Pair("python", "cwe-918", "made-up", "a", "b")
    clean, unread = Judged(is_scanned=True, findings=()), Judged(is_scanned=False, findings=())

    assert not Outcome(pair, clean, clean).is_told_apart
    assert not Outcome(pair, unread, clean).is_scanned


@pytest.mark.parametrize(
    "files",
    [
        ["python/cwe-918/webhook.vulnerable.py"],
        ["python/cwe-918/webhook.vulnerable.js", "python/cwe-918/webhook.fixed.py"],
        ["python/cwe-918/webhook.py"],
        ["python/forgery/webhook.vulnerable.py", "python/forgery/webhook.fixed.py"],
        ["cobol/cwe-918/webhook.vulnerable.py", "cobol/cwe-918/webhook.fixed.py"],
        ["javascript/cwe-79/a.vulnerable.js", "javascript/cwe-79/a.vulnerable.jsx", "javascript/cwe-79/a.fixed.js"],
    ],
)
def test_a_file_that_is_no_half_of_a_pair_is_refused(tmp_path: Path, files: list[str]) -> None:
    """A misnamed file would silently count for nothing."""
    for file in files:
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text("x = 1\n")

    with pytest.raises(Malformed):
        all_pairs(tmp_path)


def _is_enough(of_class: ClassTally) -> bool:
    is_whole = not any(half.not_scanned for half in of_class.halves.values())
    return is_whole and of_class.pairs >= FLOOR_PAIRS and of_class.percent >= FLOOR_PERCENT


def _halves(pair: Pair) -> tuple[str, str]:
    return pair.vulnerable, pair.fixed

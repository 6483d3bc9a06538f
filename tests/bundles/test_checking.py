"""The check tells which lines of its samples a rule missed or flagged in error."""

import asyncio
from pathlib import Path

import pytest

from gateway.bundles.checking import RuleCheck, check
from gateway.errors import PolicyInvalid, ScanIncomplete
from tests.bundles.minimal import FILES, write

_RULE = "python-eval"


async def unread(_language: str, _text: str) -> frozenset[str] | None:
    """Read no language."""
    return None


async def _check(folder: Path, *matches: tuple[str, int]) -> RuleCheck:
    async def scan(language: str, text: str) -> tuple[tuple[str, int], ...]:
        assert ("python", FILES["rules/python/python-eval.py"]) == (language, text)
        return matches

    (only,) = (await check(folder, scan, unread)).rules
    return only


async def test_a_good_rule_passes(tmp_path: Path) -> None:
    """A rule that flags exactly the marked lines is good, whatever other rules say."""
    result = await _check(write(tmp_path), (_RULE, 2), (_RULE, 4), ("another", 6))

    assert RuleCheck(_RULE, "python", 2, 2, (), ()) == result
    assert result.is_good


async def test_a_missed_line_is_told(tmp_path: Path) -> None:
    """A marked line without a match is a failure."""
    result = await _check(write(tmp_path), (_RULE, 2))

    assert ((4,), (), False) == (result.missed, result.unexpected, result.is_good)


async def test_a_line_too_many_is_told(tmp_path: Path) -> None:
    """A match on a line that must pass is a failure."""
    result = await _check(write(tmp_path), (_RULE, 2), (_RULE, 4), (_RULE, 6))

    assert ((), (6,), False) == (result.missed, result.unexpected, result.is_good)


async def test_failures_are_listed(tmp_path: Path) -> None:
    """The report lists the rules that failed, and the revision that was checked."""

    async def blind(_language: str, _text: str) -> tuple[tuple[str, int], ...]:
        return ()

    report = await check(write(tmp_path), blind, unread)

    assert [_RULE] == [rule.rule for rule in report.failures]
    assert not report.passed
    assert f"{_RULE}: missed lines [2, 4], unexpected lines []\n1 rules, 2 samples" in report.text()
    assert report.revision.startswith("sha256:")


async def test_a_scan_without_end_is_stopped(tmp_path: Path) -> None:
    """A scan that does not answer fails the check instead of hanging it."""

    async def stuck(_language: str, _text: str) -> tuple[tuple[str, int], ...]:
        await asyncio.Event().wait()
        return ()

    with pytest.raises(ScanIncomplete, match="not scanned within 10 ms"):
        await check(write(tmp_path), stuck, unread, scan_ms_max=10)


async def test_a_bundle_with_a_defect_is_not_checked(tmp_path: Path) -> None:
    """The check begins with the load."""

    async def never(_language: str, _text: str) -> tuple[tuple[str, int], ...]:
        raise AssertionError

    with pytest.raises(PolicyInvalid):
        await check(tmp_path, never, unread)

"""A scan that begins before it is asked for is the same scan, takes nobody's turn, and is dropped when it is wrong."""

import asyncio
import os
import signal

import pytest

from gateway.scan.semgrep_pool import FORESEEN_CHARS_MAX
from tests.scan.semgrep_parts import names, running, until


async def test_a_text_that_was_foreseen_is_scanned_once() -> None:
    """Who asks for what has begun gets its answer, with its evidence."""
    async with running(processes_count=2) as pool:
        foreseen = pool.foresee("python", "eval(x)")
        assert foreseen is not None
        result = await pool.scan("python", "eval(x)", foreseen)

        assert ["python-eval"] == names(result)
        assert result is foreseen.attempt.result()
        assert result.proof


@pytest.mark.parametrize(("language", "text"), [("python", "fine(x)"), ("javascript", "eval(x)")])
async def test_another_text_is_scanned_itself(language: str, text: str) -> None:
    """What was foreseen says nothing of any other text, nor of the same one in another language."""
    async with running(processes_count=2) as pool:
        foreseen = pool.foresee("python", "eval(x)")
        assert foreseen is not None
        result = await pool.scan(language, text, foreseen)

        assert "python-eval" not in names(result)
        assert result is not await foreseen.attempt


async def test_a_foreseen_scan_takes_nobodys_turn() -> None:
    """Nothing is begun while fewer than two engines are idle, nor for a text that is long or not to be shown."""
    async with running(processes_count=2) as pool:
        first = pool.foresee("python", "fine(x)")
        second = pool.foresee("python", "fine(y)")
        assert first is not None
        await first.attempt
        refused = [pool.foresee("python", text) for text in ("\0", "\ud800", "x" * (FORESEEN_CHARS_MAX + 1))]
        refused.append(pool.foresee("unheard", "x"))

        assert second is None
        assert refused == [None] * 4

    assert pool.foresee("python", "fine(x)") is None


async def test_an_engine_that_dies_in_a_foreseen_scan_costs_nobody_an_answer() -> None:
    """The text is tried again in another engine."""
    async with running(processes_count=2) as pool:
        one, other = pool.process_ids
        for process_id in (one, other):
            os.kill(process_id, signal.SIGSTOP)
        foreseen = pool.foresee("python", "eval(x)")
        assert foreseen is not None
        asked = asyncio.create_task(pool.scan("python", "eval(x)", foreseen))
        os.kill(one, signal.SIGKILL)
        await until(lambda: len(pool.process_ids) == 2 and one not in pool.process_ids)
        # If that was the idle one, the other scans: it dies, too.
        os.kill(other, signal.SIGCONT if foreseen.attempt.done() else signal.SIGKILL)
        result = await asked

        assert foreseen.attempt.exception() is not None
        assert ["python-eval"] == names(result)
        assert result.proof

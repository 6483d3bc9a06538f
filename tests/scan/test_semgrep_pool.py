"""The pool keeps its promises when engines die, hang, wear out, or are too few."""

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from gateway.errors import ScanIncomplete
from gateway.scan.semgrep_folder import PoolFolder
from gateway.scan.semgrep_pool import EngineKilled, PoolBusy, SemgrepPool
from tests.scan.semgrep_parts import RULES, SETTINGS, compiled, descriptors, lives, names, running, until


async def test_concurrent_scans_are_not_mixed_up() -> None:
    """Fifty callers at once each get the answer to their own text."""

    async def ask(pool: SemgrepPool, index: int) -> list[int]:
        lines = ["fine(x)"] * 20
        if index % 2:
            lines[index % 20] = "eval(x)"
        result = await pool.scan("python", "\n".join(lines))
        assert result.proof
        return [match.line for match in result.matches]

    async with running(processes_count=2) as pool:
        found = await asyncio.gather(*(ask(pool, index) for index in range(50)))

    assert [[index % 20 + 1] if index % 2 else [] for index in range(50)] == found


async def test_temporary_files_of_an_engine_stay_in_the_pools_folder() -> None:
    """What an engine writes at each scan is in memory, and not among the files that it is to scan."""
    async with running() as pool:
        (process_id,) = pool.process_ids
        environment = Path(f"/proc/{process_id}/environ").read_bytes().split(b"\0")  # noqa: ASYNC240 (procfs)
        named = dict(entry.decode().split("=", 1) for entry in environment if b"=" in entry)
        temporary, scanned = Path(named["TMPDIR"]), Path(named["HOME"]).parent

        assert temporary.parent == scanned.parent
        assert temporary != scanned
        assert "code-gateway-semgrep-" in str(temporary)


async def test_an_engine_that_dies_while_idle_is_replaced() -> None:
    """Killed while nobody asks: a new engine takes the seat by itself."""
    async with running() as pool:
        (old,) = pool.process_ids
        os.kill(old, signal.SIGKILL)
        await until(lambda: bool(pool.process_ids) and old not in pool.process_ids)
        result = await pool.scan("python", "eval(x)")

        assert ["python-eval"] == names(result)
        assert not lives(old)


async def test_an_engine_that_dies_in_mid_scan_costs_nobody_an_answer() -> None:
    """Killed under a scan: the text is tried again in another engine and the caller gets the true answer."""
    async with running() as pool:
        (old,) = pool.process_ids
        os.kill(old, signal.SIGSTOP)
        asked = asyncio.create_task(pool.scan("python", "eval(x)"))
        await until(lambda: pool.scans_running == 1)
        os.kill(old, signal.SIGKILL)
        result = await asked

        assert ["python-eval"] == names(result)
        assert result.proof
        assert old not in pool.process_ids


async def test_a_hanging_engine_is_killed_at_the_deadline() -> None:
    """An engine that hangs is killed at `scan_ms_max`, the text tried again."""
    async with running(scan_ms_max=2_000) as pool:
        (old,) = pool.process_ids
        os.kill(old, signal.SIGSTOP)
        result = await pool.scan("python", "eval(x)")

        assert ["python-eval"] == names(result)
        await until(lambda: not lives(old))


async def test_a_text_that_costs_two_engines_is_told_apart() -> None:
    """Two engines overrun on one text: EngineKilled, so that the scanner can quarantine it; and the pool recovers."""
    async with running(processes_count=2, scan_ms_max=1_500) as pool:
        old = pool.process_ids
        for process_id in old:
            os.kill(process_id, signal.SIGSTOP)
        with pytest.raises(EngineKilled, match="deadline, deadline"):
            await pool.scan("python", "eval(x)")
        await until(lambda: len(pool.process_ids) == 2 and not set(old) & set(pool.process_ids))
        result = await pool.scan("python", "eval(x)")

        assert ["python-eval"] == names(result)


async def test_a_caller_who_hangs_up_costs_no_engine() -> None:
    """A cancelled scan ends in peace and its engine serves the next caller."""
    async with running() as pool:
        before = pool.process_ids
        os.kill(before[0], signal.SIGSTOP)
        asked = asyncio.create_task(pool.scan("python", "eval(x)"))
        await until(lambda: pool.scans_running == 1)
        asked.cancel()
        await asyncio.wait([asked])
        os.kill(before[0], signal.SIGCONT)
        result = await pool.scan("python", "fine(x)")

        assert asked.cancelled()
        assert ([], before) == (names(result), pool.process_ids)


async def test_waiting_is_bounded() -> None:
    """Too many callers, or one that waits too long: PoolBusy, never an endless queue."""
    async with running(queue_depth_max=1, call_ms_max=1_500) as pool:
        os.kill(pool.process_ids[0], signal.SIGSTOP)
        asked = [asyncio.create_task(pool.scan("python", "x = 1")) for _ in range(3)]
        outcomes = await asyncio.gather(*asked, return_exceptions=True)

    assert all(isinstance(outcome, ScanIncomplete) for outcome in outcomes)
    assert any(isinstance(outcome, PoolBusy) and "too many" in outcome.reason for outcome in outcomes)


async def test_recycling_under_load_loses_nothing() -> None:
    """Engines are replaced after `scans_max` scans while callers keep asking; every answer is right."""
    async with running(processes_count=2, scans_max=12) as pool:
        first = set(pool.process_ids)

        async def ask(index: int) -> bool:
            result = await pool.scan("python", "eval(x)" if index % 2 else "fine(x)")
            return bool(result.proof) and names(result) == ["python-eval"] * (index % 2)

        for _ in range(5):
            right = await asyncio.gather(*(ask(index) for index in range(20)))

            assert all(right)
        await until(lambda: not first & set(pool.process_ids))
        await until(lambda: len(pool.process_ids) == 2)


async def test_a_fat_engine_is_recycled() -> None:
    """An engine above `rss_bytes_max` is replaced."""
    async with running(rss_bytes_max=1_000_000) as pool:
        first = set(pool.process_ids)
        for _ in range(16):
            await pool.scan("python", "x = 1")
        await until(lambda: not first & set(pool.process_ids))


async def test_stop_leaves_nothing() -> None:
    """After `stop`: no process, no folder, no descriptor, and callers are told; stopping twice is fine."""
    before = descriptors()
    pool = SemgrepPool(replace(SETTINGS, processes_count=2), compiled(RULES), len(RULES))
    await pool.start()
    process_ids, folder = pool.process_ids, pool.folder
    await pool.scan("python", "eval(x)")
    await pool.stop()
    await pool.stop()

    assert [False, False] == [lives(process_id) for process_id in process_ids]
    assert folder is not None
    assert not folder.exists()
    assert before == descriptors()
    with pytest.raises(PoolBusy):
        await pool.scan("python", "eval(x)")


async def test_scanned_texts_do_not_stay() -> None:
    """No file of a finished scan is left; the waiting ones are empty and in a folder of the engine's user only."""
    async with running() as pool:
        await pool.scan("python", "eval(x)")
        assert pool.folder is not None
        files = list(pool.folder.glob("*/*.py"))

        assert files
        assert {0} == {file.stat().st_size for file in files}
        assert {0o700} == {file.parent.stat().st_mode & 0o777 for file in files}


async def test_folders_of_the_dead_are_swept(tmp_path: Path) -> None:
    """A folder whose owner is gone is removed at start; those of the living, and other names, are not."""
    dead = tmp_path / f"code-gateway-semgrep-4194305-1-{'0' * 16}"
    other = tmp_path / "code-gateway-semgrep-mine"
    for folder in (dead, other):
        (folder / "inner").mkdir(parents=True)
    living = PoolFolder(str(tmp_path))
    newcomer = PoolFolder(str(tmp_path))
    swept = newcomer.sweep()

    assert (1, False, True, True) == (swept, dead.exists(), other.exists(), living.path.exists())
    living.remove()
    newcomer.remove()


async def test_a_language_without_a_canary_is_refused() -> None:
    """No canary form, no proof, no scan."""
    async with running() as pool:
        with pytest.raises(ScanIncomplete):
            await pool.scan("cobol", "x")


async def test_a_text_that_is_too_large_is_told() -> None:
    """Above `text_bytes_max` the engine is not asked."""
    async with running(text_bytes_max=10) as pool:
        result = await pool.scan("python", "x = 100000000")

    assert ("too_large",) == result.errors


async def test_the_version_is_the_engines_own() -> None:
    """The version in the evidence is what the engine says, not what we pinned."""
    async with running() as pool:
        assert "1.182.0" == pool.version

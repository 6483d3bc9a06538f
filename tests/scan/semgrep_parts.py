"""What the Semgrep tests share: small rules, generous deadlines for busy machines, and ways to look at processes."""

import asyncio
import json
import os
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

from gateway.scan.canary import FORMS, Form
from gateway.scan.semgrep_evidence import Question
from gateway.scan.semgrep_pool import SemgrepPool, SemgrepResult
from gateway.scan.semgrep_settings import SemgrepSettings

SETTINGS = SemgrepSettings(processes_count=1, scan_ms_max=20_000, call_ms_max=60_000, start_ms_max=30_000)


def rule(name: str, pattern: str, *languages: str, message: str = "constant") -> dict[str, object]:
    """Return one Semgrep rule."""
    return {"id": name, "pattern": pattern, "message": message, "languages": list(languages), "severity": "ERROR"}


RULES = [
    rule("python-eval", "eval(...)", "python"),
    rule("javascript-eval", "eval(...)", "javascript", "typescript"),
    rule("java-eval", "eval(...)", "java"),
    rule("go-eval", "eval(...)", "go"),
    rule("python-long-password", '$P = "hunter2222"', "python"),
]


def compiled(rules: list[dict[str, object]]) -> bytes:
    """Return the rules as the bundle compiles them."""
    return json.dumps({"rules": rules}).encode()


@asynccontextmanager
async def running(
    settings: SemgrepSettings = SETTINGS, rules: list[dict[str, object]] = RULES, **changes: object
) -> AsyncIterator[SemgrepPool]:
    """Run a pool for the block, and stop it after."""
    pool = SemgrepPool(replace(settings, **changes), compiled(rules), len(rules))  # type: ignore[arg-type]
    await pool.start()
    try:
        yield pool
    finally:
        await pool.stop()


def names(result: SemgrepResult) -> list[str]:
    """Return the rules that matched, in order of place."""
    return [match.rule for match in result.matches]


async def until(condition: Callable[[], bool], seconds_max: float = 30.0) -> None:
    """Wait for the condition; fail after the deadline."""
    deadline = time.monotonic() + seconds_max
    while not condition():
        assert time.monotonic() < deadline, "the condition did not come true in time"
        await asyncio.sleep(0.005)


def lives(process_id: int) -> bool:
    """Return whether the process exists and is no zombie."""
    try:
        return Path(f"/proc/{process_id}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def descriptors() -> int:
    """Return how many files this process holds open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - counts names, which is all that is wanted


def question(text: str, language: str = "python", rules_expected: int = 2) -> Question:
    """Return a question with a known number."""
    return Question(text, FORMS[language], "12345", rules_expected)


def form(language: str) -> Form:
    """Return the language's form."""
    return FORMS[language]

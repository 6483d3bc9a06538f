"""
CodeShield in one warm process of its own environment, timed scan by scan.

Runs on the peer's interpreter as a script, so it imports nothing of ours. Reads one JSON object
{planted, completions, flagged_runs} and prints one: {planted_found, all_ms, flagged_ms, python_ms, flagged}.
`all_ms` are calls without a language (CodeShield then tries all of them), `python_ms` the same with Python named,
`flagged_ms` calls without a language on those that it called insecure, each at most a few times.
"""

import asyncio
import json
import sys
import time

from codeshield.cs import CodeShield  # type: ignore[import-not-found]  # only in the peer's own environment
from codeshield.insecure_code_detector.languages import Language  # type: ignore[import-not-found]  # likewise


async def _scan(code: str, language: object = None) -> tuple[bool, float]:
    """Return whether CodeShield calls the code insecure, and the milliseconds that it took."""
    began = time.perf_counter()
    result = await CodeShield.scan_code(code, language)
    return result.is_insecure, (time.perf_counter() - began) * 1000


async def _measure(planted: str, completions: list[str], flagged_runs: int) -> dict[str, object]:
    planted_found, _ = await _scan(planted)
    await _scan(planted, Language.PYTHON)
    all_ms, python_ms, flagged_ms, flagged = [], [], [], []
    for completion in completions:
        insecure, spent_ms = await _scan(completion)
        all_ms.append(spent_ms)
        python_ms.append((await _scan(completion, Language.PYTHON))[1])
        if insecure:
            flagged.append(completion)
            flagged_ms.append(spent_ms)
    while flagged and len(flagged_ms) < flagged_runs:
        flagged_ms.append((await _scan(flagged[len(flagged_ms) % len(flagged)]))[1])
    times = {"all_ms": all_ms, "python_ms": python_ms, "flagged_ms": flagged_ms}
    return {"planted_found": planted_found, "flagged": len(flagged), **times}


def main() -> None:
    """Measure what standard input asks for and print the answer."""
    asked = json.load(sys.stdin)
    answer = asyncio.run(_measure(asked["planted"], asked["completions"], asked["flagged_runs"]))
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()

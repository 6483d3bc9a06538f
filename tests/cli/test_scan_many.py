"""`gateway scan --jsonl` over many lines: all are answered, in order, by the engines that were started once."""

import asyncio
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.cli.test_scan import FIELDS, FINDING

_LINES = 1000
_ALL_S_MAX = 150
_ONE_S_MAX = 60
_CLEAN = {
    "python": "def add_{number}(a, b):\n    total = a + b + {number}\n    return total\n",
    "javascript": "function add{number}(a, b) {{\n  return a + b + {number};\n}}\n",
    "java": "class Add{number} {{\n  int add(int a) {{\n    return a + {number};\n  }}\n}}\n",
    "go": "package a\n\nfunc Add{number}(a int) int {{\n\treturn a + {number}\n}}\n",
}
_WEAK = "import subprocess\nsubprocess.call(command_{number}, shell=True)\n"
_WEAK_EVERY = 10
_PROCESSES_MAX = 6  # two of Semgrep, two for analyses, their spare, and one that takes the place of another


@dataclass(slots=True)
class _Family:
    """The processes that one process started, as seen from outside."""

    pid: int
    ever: set[tuple[int, str]] = field(default_factory=set)
    most: int = 0

    def look(self) -> None:
        """Note which children live now; a process is its id and when it began."""
        now = {(pid, began) for pid in _children(self.pid) if (began := _began(pid))}
        self.ever |= now
        self.most = max(self.most, len(now))


def _children(pid: int) -> list[int]:
    """Return whom the process started itself; Semgrep forks for single scans, which is its own affair."""
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def _began(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def _snippet(number: int) -> dict[str, str]:
    language = list(_CLEAN)[number % len(_CLEAN)]
    if number % _WEAK_EVERY == 0:
        return {"id": f"weak-{number}", "language": "python", "code": _WEAK.format(number=number)}
    return {"id": f"clean-{number}", "language": language, "code": _CLEAN[language].format(number=number)}


async def _answers(process: asyncio.subprocess.Process, family: _Family) -> list[dict[str, Any]]:
    """Read every answer, and look at the family at each."""
    assert process.stdout
    answers: list[dict[str, Any]] = []
    async with asyncio.timeout(_ALL_S_MAX):
        while line := await asyncio.wait_for(process.stdout.readline(), _ONE_S_MAX):
            answers.append(json.loads(line))
            family.look()
    return answers


async def test_a_thousand_lines_on_one_pool(tmp_path: Path) -> None:
    """Each gets its answer in the contract's form, and the engines of the first line are those of the last."""
    snippets = [_snippet(number) for number in range(_LINES)]
    lines = tmp_path / "lines.jsonl"
    lines.write_text("".join(json.dumps(snippet) + "\n" for snippet in snippets))
    command = (sys.executable, "-m", "gateway.cli", "scan", "--jsonl")
    with lines.open("rb") as source:
        process = await asyncio.create_subprocess_exec(*command, stdin=source, stdout=asyncio.subprocess.PIPE)
    family = _Family(process.pid)
    try:
        answers = await _answers(process, family)
        code = await asyncio.wait_for(process.wait(), _ONE_S_MAX)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    decisions = Counter((answer["id"].split("-")[0], answer["decision"], answer["scanned"]) for answer in answers)
    findings = [finding for answer in answers for finding in answer["findings"]]

    assert [snippet["id"] for snippet in snippets] == [answer["id"] for answer in answers]
    assert {frozenset(FIELDS)} == {frozenset(answer) for answer in answers}
    assert all(set(finding) >= FINDING for finding in findings)
    weak = _LINES // _WEAK_EVERY
    assert {("clean", "allow", True): _LINES - weak, ("weak", "trim", True): weak} == decisions
    assert 0 == code  # nothing was blocked
    assert 4 <= family.most <= _PROCESSES_MAX
    assert len(family.ever) <= 2 * _PROCESSES_MAX  # a machine under load may cost an engine or two, not one a line


async def test_a_line_that_comes_alone_is_answered_before_the_next() -> None:
    """Who asks line by line gets each answer without giving another line, and the last line needs no end."""
    command = (sys.executable, "-m", "gateway.cli", "scan", "--jsonl")
    process = await asyncio.create_subprocess_exec(
        *command, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    ids: list[str] = []
    try:
        for number in range(3):
            process.stdin.write(json.dumps(_snippet(number)).encode() + b"\n")
            answer = json.loads(await asyncio.wait_for(process.stdout.readline(), _ONE_S_MAX))
            ids.append(answer["id"])
        process.stdin.write(json.dumps(_snippet(3)).encode())
        process.stdin.close()
        ids.append(json.loads(await asyncio.wait_for(process.stdout.readline(), _ONE_S_MAX))["id"])
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert [_snippet(number)["id"] for number in range(4)] == ids


async def test_an_input_that_never_waits_is_waited_for() -> None:
    """A pipe that another program has set to return at once is read like any other."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    command = (sys.executable, "-m", "gateway.cli", "scan", "--jsonl")
    process = await asyncio.create_subprocess_exec(*command, stdin=reading, stdout=asyncio.subprocess.PIPE)
    os.close(reading)
    assert process.stdout
    try:
        os.write(writing, json.dumps(_snippet(1)).encode() + b"\n")
        first = json.loads(await asyncio.wait_for(process.stdout.readline(), _ONE_S_MAX))
        os.write(writing, json.dumps(_snippet(2)).encode() + b"\n")
        second = json.loads(await asyncio.wait_for(process.stdout.readline(), _ONE_S_MAX))
        os.close(writing)
        code = await asyncio.wait_for(process.wait(), _ONE_S_MAX)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()

    assert 0 == code
    assert [_snippet(1)["id"], _snippet(2)["id"]] == [first["id"], second["id"]]

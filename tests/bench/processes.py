"""CPU time and memory of process trees, from /proc."""

import os
from dataclasses import dataclass
from pathlib import Path

_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_STATE_AND_AFTER = 1


@dataclass(frozen=True, slots=True)
class Usage:
    """CPU milliseconds since the start of one process, and its resident memory in MB (shared pages counted in each)."""

    name: str
    cpu_ms: float
    rss_mb: float


def tree(pid: int) -> dict[int, Usage]:
    """Return the usage of a process and of all below it."""
    found: dict[int, Usage] = {}
    waiting = [pid]
    while waiting:
        current = waiting.pop()
        usage = _usage(current)
        if usage is not None:
            found[current] = usage
            waiting += _children(current)
    return found


def _usage(pid: int) -> Usage | None:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[_STATE_AND_AFTER].split()
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return None
    rss_kb = next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")), 0)
    # 11..14: utime, stime, and those of children that have ended (Semgrep forks a git look-up for every scan).
    ticks = sum(int(fields[index]) for index in (11, 12, 13, 14))
    return Usage(_name(command), ticks * 1000 / _TICKS_PER_S, rss_kb / 1024)


def _name(command: str) -> str:
    for word, name in (
        ("osemgrep", "semgrep"),
        ("worker_process", "analysis worker"),
        ("postgres", "postgres"),
        ("tests.bench.model", "stand-in model"),
        ("tests.bench.load", "load"),
        ("cli", "gateway"),
        ("gateway", "gateway"),
    ):
        if word in command:
            return name
    return command.split(" ", maxsplit=1)[0].rsplit("/", 1)[-1] or "kernel"


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for path in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(word) for word in path.read_text().split()]
        except (FileNotFoundError, ProcessLookupError):
            continue
    return found

"""
The alternatives, measured in the same run as the gateway so that ratios mean something: a cold `semgrep scan`,
CodeShield in a warm process, and LiteLLM's proxy as a mere pass-through.

Each peer lives in its own environment under build/peers and has limits for its installation and its run. A peer that
cannot be installed, or that turns out to scan nothing, gives an error instead of a number and never harms the others.
Try it alone: `python -m tests.bench.peers`.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gateway.scan.probes import PROBES
from tests.bench.corpus import python_cases
from tests.bench.peer_litellm import measure_litellm
from tests.bench.peer_process import Deadline, clean_environment, deadline_in, demand_success, run_bounded
from tests.bench.peer_result import PeerFailed, PeerResult, cycle, failed, spread, summarise
from tests.bench.peer_venv import CODESHIELD, LITELLM, installed

__all__ = ["PeerResult", "measure"]

RUN_S_MAX = 120.0
COLD_RUNS = 10
CODESHIELD_RUNS = 30
FLAGGED_RUNS = 10
# Only CodeShield's Semgrep finds this one, none of its regular expressions: proof that Semgrep really ran.
PLANTED = "import subprocess\n\n\ndef run(name):\n    return subprocess.call('ls ' + name, shell=True)\n"


def measure(
    completions: Sequence[str], rules_file: Path, build: Path, progress: Callable[[str], None]
) -> dict[str, PeerResult]:
    """
    Return each peer's times in milliseconds, or its error, by name.

    `completions` are Python texts, one in ten weak; `rules_file` is a Semgrep configuration; environments live under
    `build`. CodeShield gives two entries: all completions, and those that it called insecure.
    """
    results = attempt("semgrep-cold", lambda: {"semgrep-cold": _semgrep(completions, rules_file, build)}, progress)
    results |= attempt("codeshield", lambda: _codeshield(completions, build, progress), progress)
    results |= attempt("litellm-passthrough", lambda: _litellm(completions, build, progress), progress)
    return results


def attempt(
    name: str, run: Callable[[], dict[str, PeerResult]], progress: Callable[[str], None]
) -> dict[str, PeerResult]:
    """Return what a peer's run gave, or its failure under its name."""
    progress(f"{name}: measuring")
    try:
        return run()
    except (PeerFailed, OSError) as cause:
        progress(f"{name}: failed: {cause}")
        return {name: failed(str(cause))}


def _semgrep(completions: Sequence[str], rules_file: Path, build: Path) -> PeerResult:
    deadline = deadline_in(RUN_S_MAX)
    program = str(Path(sys.executable).parent / "semgrep")
    environment = clean_environment(build.resolve() / "peers" / "semgrep")
    options = ("--config", str(rules_file.resolve()), "--metrics=off", "--disable-version-check", "--json")
    samples, found = [], 0
    with tempfile.TemporaryDirectory(prefix="peer-semgrep-") as folder:
        for number, completion in enumerate((PROBES["python"], *cycle(completions, COLD_RUNS))):
            file = Path(folder) / f"completion_{number}.py"
            file.write_text(completion, encoding="utf-8")
            began = time.perf_counter()
            finished = run_bounded((program, "scan", *options, str(file)), deadline=deadline, environment=environment)
            spent_ms = (time.perf_counter() - began) * 1000
            output = demand_success(finished, "semgrep scan").output
            count = findings_in(output)
            if number > 0:
                samples.append(spent_ms)
                found += count
            elif not count:  # the first one fills the machine's file cache and shows that the rules match
                raise PeerFailed("semgrep missed what is planted: its rules match nothing")
    return summarise(samples, f"a process per completion; {found} findings in {COLD_RUNS} completions")


def findings_in(output: str) -> int:
    """Return how many findings `semgrep scan --json` reports for its one file; PeerFailed if it scanned none."""
    try:
        report = json.loads(output)
        scanned, findings = len(report["paths"]["scanned"]), len(report["results"])
    except (ValueError, LookupError, TypeError) as cause:
        raise PeerFailed("semgrep gave no report") from cause
    if scanned != 1:
        raise PeerFailed(f"semgrep scanned {scanned} files instead of 1")
    return findings


@dataclass(frozen=True, slots=True)
class CodeShieldTimes:
    """What the CodeShield process measured, in milliseconds, and how many completions it called insecure."""

    all_ms: tuple[float, ...]
    flagged_ms: tuple[float, ...]
    python_ms: tuple[float, ...]
    flagged: int


def codeshield_times(output: str) -> CodeShieldTimes:
    """Return what the CodeShield process printed; PeerFailed if it missed the planted weakness."""
    try:
        answer = json.loads(output)
        lists = [tuple(float(spent) for spent in answer[name]) for name in ("all_ms", "flagged_ms", "python_ms")]
        planted_found, flagged = answer["planted_found"] is True, int(answer["flagged"])
    except (ValueError, LookupError, TypeError) as cause:
        raise PeerFailed("CodeShield gave no times") from cause
    if not planted_found:
        raise PeerFailed("CodeShield called a planted weakness secure: its Semgrep scans nothing")
    return CodeShieldTimes(lists[0], lists[1], lists[2], flagged)


def _codeshield(completions: Sequence[str], build: Path, progress: Callable[[str], None]) -> dict[str, PeerResult]:
    python = installed(CODESHIELD, build, progress)
    output = _codeshield_output(python, cycle(completions, CODESHIELD_RUNS), deadline_in(RUN_S_MAX))
    times = codeshield_times(output)
    told = f"told that it is Python {spread(times.python_ms)}"
    note = f"one warm process, language not named; {times.flagged} of {len(times.all_ms)} called insecure; {told}"
    results = {"codeshield": summarise(times.all_ms, note)}
    if times.flagged_ms:
        results["codeshield-suspicious"] = summarise(times.flagged_ms, "only completions that it called insecure")
    else:
        results["codeshield-suspicious"] = failed("it called none of the completions insecure")
    return results


def _codeshield_output(python: Path, completions: list[str], deadline: Deadline) -> str:
    asked = json.dumps({"planted": PLANTED, "completions": completions, "flagged_runs": FLAGGED_RUNS})
    script = Path(__file__).with_name("peer_codeshield.py")
    with tempfile.TemporaryDirectory(prefix="peer-codeshield-") as folder:  # it leaves a file behind for each scan
        environment = clean_environment(Path(folder))
        finished = run_bounded((str(python), str(script)), deadline=deadline, environment=environment, given=asked)
    return demand_success(finished, "CodeShield").output


def _litellm(completions: Sequence[str], build: Path, progress: Callable[[str], None]) -> dict[str, PeerResult]:
    python = installed(LITELLM, build, progress)
    return {"litellm-passthrough": measure_litellm(python, completions, deadline_in(RUN_S_MAX))}


_SAMPLE_RULES = {
    "rules": [
        {
            "id": "shell",
            "languages": ["python"],
            "severity": "ERROR",
            "message": "a command line built by the program",
            "pattern": "subprocess.$CALL(..., shell=True)",
        }
    ]
}


def main() -> None:
    """Measure the peers on sample completions, with the rules file that the command line names or one sample rule."""
    build = Path("build")
    rules = Path(sys.argv[1]) if sys.argv[1:] else build / "peers" / "sample_rules.json"
    rules.parent.mkdir(parents=True, exist_ok=True)
    if not sys.argv[1:]:
        rules.write_text(json.dumps(_SAMPLE_RULES))
    completions = [case.prompt + case.completion for case in python_cases(CODESHIELD_RUNS)]
    results = measure(completions, rules, build, progress=lambda line: print(line, file=sys.stderr, flush=True))
    for name, result in results.items():
        print(f"{name:24}{result.p50_ms:9.1f}{result.p95_ms:9.1f} ms{result.runs:5}  {result.error or result.note}")


if __name__ == "__main__":
    main()

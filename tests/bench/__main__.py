"""
`make bench`: added latency, throughput, CPU, scan time and memory of the whole gateway, with everything switched on.

Prints a table and writes build/bench.json. The gateway runs as its own process on a real Postgres (fsync on), against a
stand-in model with a fixed delay; the load runs in a third process. Figures are medians of interleaved rounds.

Then the audit trail (`tests.bench.trail`): its speed, searches, verification, and the matrices of tampering and faults.
All together about half an hour; with --full (a million records, every fault many times) two hours; --peers adds ten
minutes.
"""

import argparse
import ast
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from gateway import bundles
from gateway.admission import AdmissionSettings
from gateway.launch import Embedded, prepare, write
from gateway.syntax.languages import SUPPORTED
from tests.bench import benign, detection, fragments, peers, trail
from tests.bench.corpus import python_cases, snippets
from tests.bench.detection_data import FOLDER_VARIABLE
from tests.bench.peer_process import deadline_in, next_line
from tests.bench.peer_result import PeerFailed
from tests.bench.processes import tree

BUILD = Path("build")
MODEL_DELAY_MS = 150
CLIENTS = (1, 8, 32)
REQUESTS = {1: 100, 8: 300, 32: 500}
SNIPPETS = 200
SCAN_LINES = (40, 200)
WARM = 60
# No two loads send the same prompt: each begins where no other ends.
_FIRST_PROMPTS = itertools.count(0, 1000)
# The bounds of issues 2 and 3, for two quiet cores of the machine on which they were set.
BOUNDS = {
    "added p50, 1 client": 10.0,
    "added p95, 1 client": 20.0,
    "added p95, 32 clients": 60.0,
    "CPU ms per completion": 10.0,
    "scan p95, 40 lines": 15.0,
    "scan p95, 200 lines": 40.0,
    "gateway MB": 200.0,
    "scanner MB": 250.0,
    "start to ready s": 3.0,
}
_PER_SECOND_MIN = 150.0
# Beside the first scans, spare engines still come up for a second or two: those are told apart.
_SCANS_COLD = 100
# How many scans at a time keep two cores busy, and how many of the first do not count.
_SCANS_AT_ONCE, _RATE_COLD, _RATE_TIMED = 4, 300, 600
_READY_S_MAX, _LOAD_S_MAX = 60.0, 600.0
_STOPPED_MIN, _STOPPED_MAX = 0.05, 0.15


def main() -> int:
    """Run the bench and return 0; the bounds are judged by the reader, not by an exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true", help="also measure the alternatives, each in its own venv")
    parser.add_argument("--rounds", type=int, default=3, help="interleaved rounds per load (default 3)")
    parser.add_argument("--full", action="store_true", help="search and verify a million records, break all many times")
    chosen = parser.parse_args()
    result = _measure(chosen.rounds)
    result.update(trail.measure(_progress, full=chosen.full))
    result["fragments"] = fragments.measure(_progress)
    if folder := os.environ.get(FOLDER_VARIABLE):
        result["detection"] = detection.measure(Path(folder), BUILD, _progress, peers=chosen.peers)
    if folder := os.environ.get(benign.FOLDER_VARIABLE):
        result["benign"] = benign.measure(Path(folder), _progress)
    if chosen.peers:
        result["peers"] = _peers(result["added_latency_ms"]["1"]["p50"])
    BUILD.mkdir(exist_ok=True)
    (BUILD / "bench.json").write_text(json.dumps(result, indent=1, sort_keys=True) + "\n")
    _report(result)
    return 0


def _measure(rounds: int) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix="gateway-bench-") as name,
        _model(MODEL_DELAY_MS) as slow,
        _model(0) as fast,
    ):
        Path(name).chmod(0o711)
        _progress("Postgres, keys, settings")
        house = prepare(Path(name) / "house", f"http://127.0.0.1:{slow}", debug_timings=True)
        # One caller plays them all: the rate per caller is lifted, everything else is as it is served.
        admission = AdmissionSettings(requests_per_minute_max=1_000_000, requests_burst_max=1_000_000)
        write(replace(house.settings, admission=admission), house.settings_file)
        try:
            result = _load(house, slow, rounds)
            result.update(_saturation(house, slow, fast, rounds))
        finally:
            house.postgres.stop()
    result["yardstick_ms"] = _yardstick()
    result["scan_ms"] = {language: _scan(language, SCAN_LINES[0]) for language in SUPPORTED}
    result["scan_200_ms"] = {language: _scan(language, SCAN_LINES[1]) for language in SUPPORTED}
    result["scans_per_s"] = {language: _scan_rate(language) for language in SUPPORTED}
    return result


def _load(house: Embedded, model_port: int, rounds: int) -> dict[str, Any]:
    samples: dict[int, list[dict[str, Any]]] = {count: [] for count in CLIENTS}
    with _gateway(house) as (port, pid, ready_s):
        for number in range(rounds):
            for count in CLIENTS:
                _progress(f"round {number + 1} of {rounds}: {count} clients, model {MODEL_DELAY_MS} ms")
                plan = _plan(house, port, model_port, count, REQUESTS[count])
                samples[count].append(_one_load(plan, lambda _: None, {}))
        memory = _memory(pid, house.postgres.pid)
    return {
        "added_latency_ms": {str(count): _latency(rounds_of) for count, rounds_of in samples.items()},
        "parts_ms": _parts(samples[1]),
        "direct_ms": {str(count): _median(rounds_of, "direct_ms", 0.5) for count, rounds_of in samples.items()},
        "decisions": samples[1][0]["decisions"],
        "rss_mb": memory,
        "ready_s": round(ready_s, 2),
    }


def _saturation(house: Embedded, slow: int, fast: int, rounds: int) -> dict[str, Any]:
    text = house.settings_file.read_text()
    house.settings_file.write_text(text.replace(f"127.0.0.1:{slow}", f"127.0.0.1:{fast}"))
    rates, costs, by_process = [], [], []
    with _gateway(house) as (port, pid, _):
        for number in range(rounds):
            _progress(f"round {number + 1} of {rounds}: saturation, model 0 ms, 32 clients")
            before: dict[str, float] = {}
            plan = _plan(house, port, fast, 32, 600)
            sample = _one_load(plan, lambda seen: seen.update(_cpu(pid, house.postgres.pid)), before)
            after = _cpu(pid, house.postgres.pid)
            count = len(sample["added_ms"])
            rates.append(count / sample["elapsed_s"])
            by_process.append({name: (after[name] - before.get(name, 0)) / count for name in after})
            costs.append(sum(by_process[-1].values()))
    names = by_process[0]
    split = {name: round(statistics.median(item.get(name, 0) for item in by_process), 2) for name in names}
    return {
        "completions_per_s": round(statistics.median(rates), 1),
        "cpu_ms_per_completion": round(statistics.median(costs), 2),
        "cpu_ms_per_completion_by_process": split,
    }


@contextmanager
def _gateway(house: Embedded) -> Iterator[tuple[int, int, float]]:
    began = time.perf_counter()
    command = [sys.executable, "-m", "gateway.cli", "serve", "--config", str(house.settings_file), "--announce"]
    with BUILD_LOG.open("ab") as log, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log) as process:  # noqa: S603
        try:
            line = _line(process, _READY_S_MAX, f"the gateway did not start, see {BUILD_LOG}")
            yield json.loads(line)["port"], process.pid, time.perf_counter() - began
        finally:
            process.terminate()
            process.wait(30)


BUILD_LOG = BUILD / "bench-gateway.log"


@contextmanager
def _model(delay_ms: int) -> Iterator[int]:
    BUILD.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "tests.bench.model", str(delay_ms)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 (our own module)
        try:
            yield int(_line(process, _READY_S_MAX, "the stand-in model did not start"))
        finally:
            process.kill()


def _line(process: subprocess.Popen[Any], limit_s: float, failed: str) -> str:
    """Return the next line of a process of ours, or end it and the bench with `failed`."""
    assert process.stdout
    try:
        return next_line(process.stdout, deadline_in(limit_s))
    except PeerFailed as why:
        process.kill()
        raise SystemExit(f"bench: {failed}: {why}") from why


def _plan(house: Embedded, port: int, model_port: int, clients: int, requests: int) -> dict[str, object]:
    """Return what one load does, for the generator's process."""
    token = house.issuer.token("bench", roles=("developer",), tenant="bench")
    plan = {"gateway_port": port, "model_port": model_port, "token": token, "clients": clients}
    return {**plan, "requests": requests, "warm": WARM, "first": next(_FIRST_PROMPTS)}


def _one_load(
    plan: dict[str, object], when_warm: Callable[[dict[str, float]], object], seen: dict[str, float]
) -> dict[str, Any]:
    """Run one load; `when_warm(seen)` is called between its warm-up and its measured part."""
    command = [sys.executable, "-m", "tests.bench.load", json.dumps(plan)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdin
        _line(process, _LOAD_S_MAX, "a load did not get warm")
        when_warm(seen)
        process.stdin.write("\n")
        process.stdin.flush()
        sample: dict[str, Any] = json.loads(_line(process, _LOAD_S_MAX, "a load did not come to its end"))
    if sample["failures"]:
        raise SystemExit(f"bench: {sample['failures']} requests failed; the first: {sample['first_failure']}")
    _check_decisions(sample["decisions"])
    return sample


def _check_decisions(decisions: dict[str, int]) -> None:
    """Stop when the gateway did something else than the corpus asks: one in ten cut or blocked, the others released."""
    total = sum(decisions.values())
    stopped = decisions.get("trim", 0) + decisions.get("block", 0)
    if not _STOPPED_MIN <= stopped / total <= _STOPPED_MAX:
        raise SystemExit(f"bench: not what the corpus asks for: {decisions}")


def _scan(language: str, length: int) -> dict[str, float]:
    _progress(f"scan {language}, {length} lines")
    lines = "".join(
        json.dumps({"id": str(number), "language": language, "code": code}) + "\n"
        for number, code in enumerate(snippets(language, _SCANS_COLD + SNIPPETS, length))
    )
    command = [sys.executable, "-m", "gateway.cli", "scan", "--jsonl", "--jobs", "1"]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=False)  # noqa: S603 (our own module)
    spent = [answer["ms"] for answer in map(json.loads, done.stdout.splitlines()) if answer["scanned"]]
    if len(spent) != _SCANS_COLD + SNIPPETS:
        raise SystemExit(f"scan {language}: {len(spent)} of {_SCANS_COLD + SNIPPETS} scanned: {done.stderr[-500:]}")
    cold, warm = spent[:_SCANS_COLD], spent[_SCANS_COLD:]
    return {"p50": _quantile(warm, 0.5), "p95": _quantile(warm, 0.95), "cold_p95": _quantile(cold, 0.95)}


def _scan_rate(language: str) -> float:
    """Return how many texts of 40 lines are scanned in a second, several at a time."""
    _progress(f"scan {language}, {_SCANS_AT_ONCE} at a time")
    texts = snippets(language, _RATE_COLD + _RATE_TIMED, SCAN_LINES[0])
    lines = [json.dumps({"id": str(number), "language": language, "code": text}) for number, text in enumerate(texts)]
    command = [sys.executable, "-m", "gateway.cli", "scan", "--jsonl", "--jobs", str(_SCANS_AT_ONCE)]
    with tempfile.TemporaryFile("w+") as given:
        given.write("".join(f"{line}\n" for line in lines))
        given.seek(0)
        with subprocess.Popen(command, stdin=given, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:  # noqa: S603
            ends = [time.perf_counter() for _ in process.stdout or ()]
    if len(ends) != len(lines):
        raise SystemExit(f"scan {language}: {len(ends)} of {len(lines)} answers")
    return round(_RATE_TIMED / (ends[-1] - ends[_RATE_COLD - 1]), 1)


def _yardstick() -> float:
    """Return the CPU ms of one fixed piece of work (parsing 40 completions), to compare machines and their moods."""
    texts = [case.prompt + case.completion for case in python_cases(40)]
    spent = []
    for _ in range(5):
        began = time.process_time()
        for text in texts:
            ast.parse(text)
        spent.append((time.process_time() - began) * 1000)
    return round(statistics.median(spent), 1)


def _peers(ours_p50: float) -> dict[str, Any]:
    completions = [case.prompt + case.completion for case in python_cases(30)]
    with tempfile.TemporaryDirectory() as name:
        rules = Path(name) / "rules.json"
        rules.write_bytes(bundles.load(bundles.standard_folder()).semgrep_rules)
        measured = peers.measure(completions, rules, BUILD, _progress)
    table: dict[str, Any] = {}
    for peer, result in measured.items():
        table[peer] = {"runs": result.runs, "note": result.note, "error": result.error}
        figures = (result.p50_ms, result.p95_ms, result.p50_ms / ours_p50)
        for name, figure in zip(("p50", "p95", "ratio_p50"), figures, strict=True):
            table[peer][name] = None if result.error else round(figure, 1)
    return table


def _latency(rounds_of: list[dict[str, Any]]) -> dict[str, float]:
    return {f"p{round(share * 100)}": _median(rounds_of, "added_ms", share) for share in (0.5, 0.95, 0.99)}


def _median(rounds_of: list[dict[str, Any]], name: str, share: float) -> float:
    return round(statistics.median(_quantile(item[name], share) for item in rounds_of), 2)


def _parts(rounds_of: list[dict[str, Any]]) -> dict[str, float]:
    names = rounds_of[0]["parts_ms"]
    return {
        name: round(statistics.median(_quantile(item["parts_ms"][name], 0.5) for item in rounds_of), 2)
        for name in names
    }


def _quantile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def _cpu(*pids: int) -> dict[str, float]:
    spent: dict[str, float] = {}
    for usage in (item for pid in pids for item in tree(pid).values()):
        spent[usage.name] = spent.get(usage.name, 0) + usage.cpu_ms
    return spent


def _memory(*pids: int) -> dict[str, float]:
    """Return the resident memory of each process in MB; several of a kind are numbered, Postgres's are added up."""
    found: dict[str, float] = {}
    for usage in (item for pid in pids for item in tree(pid).values()):
        alike = sum(name.startswith(usage.name) for name in found)
        key = f"{usage.name} {alike + 1}" if alike and usage.name != "postgres" else usage.name
        found[key] = round(found.get(key, 0) + usage.rss_mb, 1)
    return found


def _progress(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _report(result: dict[str, Any]) -> None:
    print("\nadded latency (ms)      p50     p95     p99    model alone")
    for count, figures in result["added_latency_ms"].items():
        row = "".join(f"{figures[name]:8.2f}" for name in ("p50", "p95", "p99"))
        print(f"  {count:>2} clients      {row}    {result['direct_ms'][count]:8.2f}")
    print("parts, 1 client (ms)  " + "  ".join(f"{name} {spent}" for name, spent in result["parts_ms"].items()))
    print(f"completions per second  {result['completions_per_s']}")
    split = ", ".join(f"{name} {spent}" for name, spent in result["cpu_ms_per_completion_by_process"].items())
    print(f"CPU per completion      {result['cpu_ms_per_completion']} ms  ({split})")
    for language, figures in result["scan_ms"].items():
        longer = result["scan_200_ms"][language]
        print(
            f"scan {language:<18} p50 {figures['p50']} ms, p95 {figures['p95']} ms (cold {figures['cold_p95']}), "
            f"{result['scans_per_s'][language]} a second; "
            f"200 lines: p50 {longer['p50']} ms, p95 {longer['p95']} ms (cold {longer['cold_p95']})"
        )
    print("memory (MB)             " + ", ".join(f"{name} {size}" for name, size in result["rss_mb"].items()))
    print(f"start to ready          {result['ready_s']} s")
    print(f"yardstick               {result['yardstick_ms']} ms of CPU to parse 40 completions")
    _report_bounds(result)
    trail.report(result)
    for peer, figures in result.get("peers", {}).items():
        text = figures["error"] or f"p50 {figures['p50']} ms, p95 {figures['p95']} ms, {figures['ratio_p50']}x ours"
        print(f"peer {peer:<20}{text}  {figures['note']}")


def _report_bounds(result: dict[str, Any]) -> None:
    latency, memory = result["added_latency_ms"], result["rss_mb"]
    measured = {
        "added p50, 1 client": latency["1"]["p50"],
        "added p95, 1 client": latency["1"]["p95"],
        "added p95, 32 clients": latency["32"]["p95"],
        "CPU ms per completion": result["cpu_ms_per_completion"],
        "scan p95, 40 lines": max(figures["p95"] for figures in result["scan_ms"].values()),
        "scan p95, 200 lines": max(figures["p95"] for figures in result["scan_200_ms"].values()),
        "gateway MB": memory["gateway"],
        "scanner MB": max(size for name, size in memory.items() if name.startswith(("semgrep", "analysis"))),
        "start to ready s": result["ready_s"],
    }
    print("\nbound                        measured    limit")
    for name, limit in BOUNDS.items():
        print(f"  {name:<25}{measured[name]:10.2f}{limit:9.0f}  {'ok' if measured[name] <= limit else 'OVER'}")
    rates = {
        "completions per second": result["completions_per_s"],
        "scans per second": min(result["scans_per_s"].values()),
    }
    for name, rate in rates.items():
        verdict = "ok" if rate >= _PER_SECOND_MIN else "UNDER"
        print(f"  {name:<25}{rate:10.2f}{_PER_SECOND_MIN:9.0f}  {verdict}")


if __name__ == "__main__":
    raise SystemExit(main())

"""The peers' arithmetic and parsing, and how they fail; nothing is installed and no peer is started here."""

import json
import os
import select
import sys
from pathlib import Path

import pytest

from tests.bench import peer_venv
from tests.bench.peer_litellm import completion_text, configuration
from tests.bench.peer_process import deadline_in, demand_success, next_line, run_bounded, server_with_pipe
from tests.bench.peer_result import PeerFailed, PeerResult, cycle, percentile, port_in, spread, summarise
from tests.bench.peer_stub import request_size
from tests.bench.peers import attempt, codeshield_times, findings_in

TIMES = {"planted_found": True, "all_ms": [1.0, 2.0], "flagged_ms": [2.0], "python_ms": [0.5, 1], "flagged": 1}


@pytest.mark.parametrize(("share", "expected"), [(0.0, 1.0), (0.5, 50.0), (0.95, 95.0), (1.0, 100.0)])
def test_percentile_is_the_nearest_rank(share: float, expected: float) -> None:
    """A percentile is a sample that was measured, whatever the order they came in."""
    samples = [float(number) for number in range(100, 0, -1)]

    assert expected == percentile(samples, share)


def test_summary_has_both_percentiles_and_the_count() -> None:
    """A result carries p50, p95, how many runs they rest on, and no error."""
    result = summarise([3.0, 1.0, 2.0], "a note")

    assert PeerResult(p50_ms=2.0, p95_ms=3.0, runs=3, note="a note", error=None) == result


def test_nothing_measured_is_a_failure() -> None:
    """No samples never become a number."""
    with pytest.raises(PeerFailed, match="nothing"):
        summarise([], "")


def test_spread_of_nothing_says_so() -> None:
    """A note about no samples is a word, not a number."""
    spoken = (spread([]), spread([1.0, 2.0]))

    assert ("none", "1.0 / 2.0 ms (2)") == spoken


def test_cycle_begins_again() -> None:
    """Few completions serve for many runs, in order."""
    texts = cycle(["a", "b"], 5)

    assert ["a", "b", "a", "b", "a"] == texts


@pytest.mark.parametrize("line", ["", "port 80", "0", "65536", "12 13"])
def test_port_must_stand_alone(line: str) -> None:
    """A server that does not print a port has failed."""
    with pytest.raises(PeerFailed):
        port_in(line)


def test_findings_are_counted_only_if_the_file_was_scanned() -> None:
    """Semgrep's report counts when it names the one file that it was given."""
    report = json.dumps({"paths": {"scanned": ["a.py"]}, "results": [{}, {}]})

    assert 2 == findings_in(report)


@pytest.mark.parametrize("output", ["", "[]", "{}", '{"paths": {"scanned": []}, "results": []}'])
def test_a_scan_of_nothing_is_a_failure(output: str) -> None:
    """An empty report, or one that names no scanned file, is never taken for a fast scan."""
    with pytest.raises(PeerFailed):
        findings_in(output)


def test_codeshield_times_are_read() -> None:
    """What the CodeShield process prints becomes its times."""
    times = codeshield_times(json.dumps(TIMES))

    assert ((1.0, 2.0), (2.0,), (0.5, 1.0), 1) == (times.all_ms, times.flagged_ms, times.python_ms, times.flagged)


@pytest.mark.parametrize(
    "change", [{"planted_found": False}, {"planted_found": None}, {"all_ms": None}, {"flagged": "x"}]
)
def test_codeshield_that_misses_what_is_planted_has_no_times(change: dict[str, object]) -> None:
    """A CodeShield that scans nothing gives an error instead of a number."""
    with pytest.raises(PeerFailed):
        codeshield_times(json.dumps(TIMES | change))


@pytest.mark.parametrize("content", [b"", b"{}", b'{"choices": []}', b"\xff", b"null"])
def test_an_answer_without_completion_is_a_failure(content: bytes) -> None:
    """An error page is not a fast answer."""
    with pytest.raises(PeerFailed):
        completion_text(content)


def test_proxy_is_pointed_at_loopback_only() -> None:
    """Every address in the proxy's configuration is on loopback."""
    written = json.dumps(configuration(4000))

    assert written.count("http://") == written.count("http://127.0.0.1:4000/v1") == 2


@pytest.mark.parametrize(
    ("received", "expected"),
    [
        (b"POST / HTTP/1.1\r\n", None),
        (b"GET / HTTP/1.1\r\nhost: a\r\n\r\n", 27),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nhost: a\r\n\r\nhelloPOST", 52),
    ],
)
def test_request_ends_after_its_body(received: bytes, expected: int | None) -> None:
    """The stand-in knows where a request ends, also when its length comes in small letters or large."""
    size = request_size(received)

    assert expected == size


def test_one_peers_failure_stays_its_own() -> None:
    """A peer that fails gives its reason under its own name instead of an exception."""
    told: list[str] = []

    def run() -> dict[str, PeerResult]:
        raise PeerFailed("no such package")

    results = attempt("some-peer", run, told.append)

    assert {"some-peer": "no such package"} == {name: result.error for name, result in results.items()}
    assert ["some-peer: measuring", "some-peer: failed: no such package"] == told


def test_time_limit_ends_a_process_and_its_children(tmp_path: Path) -> None:
    """A process that does not end by itself is ended at its deadline, with everything that it started."""
    fifo = tmp_path / "held_by_the_child"
    os.mkfifo(fifo)
    reader = os.open(fifo, os.O_RDONLY | os.O_NONBLOCK)
    stuck = f"(echo started; exec sleep 600) > '{fifo}' & wait"
    with pytest.raises(PeerFailed, match="time limit"):
        run_bounded(("/bin/sh", "-c", stuck), deadline=deadline_in(0.5))
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb") as held:
        ready, _, _ = select.select([held], [], [], 10)
        said = held.read(8) if ready else b""
        ended, _, _ = select.select([held], [], [], 10)

    assert b"started\n" == said
    assert [held] == ended


def test_program_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    """A missing program is a peer's failure."""
    with pytest.raises(PeerFailed, match="cannot start"):
        run_bounded((str(tmp_path / "nothing"),), deadline=deadline_in(5))


def test_exit_code_is_demanded() -> None:
    """A process that ends badly is a failure that quotes the end of what it said."""
    finished = run_bounded((sys.executable, "-c", "raise SystemExit('no wheel')"), deadline=deadline_in(30))
    with pytest.raises(PeerFailed, match="installing: exit code 1: no wheel"):
        demand_success(finished, "installing")


@pytest.mark.parametrize("packages", [peer_venv.CODESHIELD, peer_venv.LITELLM])
def test_every_version_is_pinned(packages: peer_venv.Packages) -> None:
    """Whatever is installed for a peer has an exact version, and no package index is named."""
    versions = [*packages.requirements, *packages.constraints.split()]

    assert [version for version in versions if version.count("==") != 1 or ":" in version] == []


def test_ready_environment_is_reused(tmp_path: Path) -> None:
    """An environment that was made for the same versions is taken as it is, without installing."""
    python = tmp_path / "peers" / "codeshield" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    peer_venv.marker(peer_venv.CODESHIELD, tmp_path).write_text(peer_venv.fingerprint(peer_venv.CODESHIELD))
    told: list[str] = []
    found = peer_venv.installed(peer_venv.CODESHIELD, tmp_path, told.append)

    assert (python.resolve(), []) == (found, told)


def _says(words: str) -> tuple[str, ...]:
    """Return a command that writes these words and then waits for ever."""
    return (
        sys.executable,
        "-c",
        f"import signal, sys; sys.stdout.write({words!r}); sys.stdout.flush(); signal.pause()",
    )


def test_a_line_is_read_when_it_is_whole() -> None:
    """However long it is, beyond what a pipe holds too."""
    with server_with_pipe(_says("x" * 100_000 + "\n")) as printed:
        line = next_line(printed, deadline_in(30))

    assert "x" * 100_000 + "\n" == line


@pytest.mark.parametrize("words", ["", "half a line"])
def test_a_line_that_does_not_come_is_a_failure(words: str) -> None:
    """Neither silence nor half a line outlasts the deadline."""
    with server_with_pipe(_says(words)) as printed, pytest.raises(PeerFailed, match="time limit"):
        next_line(printed, deadline_in(0.5))


@pytest.mark.parametrize(("words", "told"), [("", "said nothing"), ("half a line", "without a whole line")])
def test_a_process_that_ends_before_its_line_is_a_failure(words: str, told: str) -> None:
    """The message says how far it came."""
    command = (sys.executable, "-c", f"print({words!r}, end='')")
    with server_with_pipe(command) as printed, pytest.raises(PeerFailed, match=told):
        next_line(printed, deadline_in(30))

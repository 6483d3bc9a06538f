"""
What LiteLLM's proxy adds when it only passes requests through to a model server on loopback.

No database, no guardrail, no cache, no telemetry; every setting that makes it read its tables from the package instead
of fetching them is on, so that it contacts nothing but loopback.
"""

import http.client
import json
import socket
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.peer_process import Deadline, clean_environment, next_line, server_with_log, server_with_pipe
from tests.bench.peer_result import PeerFailed, PeerResult, cycle, port_in, spread, summarise
from tests.bench.peer_stub import MODEL

DELAY_MS = 150
PAIRS = 100
WARM = 10
ANSWER_S_MAX = 10.0
POLL_S = 0.1
PASSED = "/passed/completions"
ROUTED = "/v1/completions"
DIRECT = "/v1/completions"
_QUIET = {
    "LITELLM_TELEMETRY": "False",
    "LITELLM_LOCAL_MODEL_COST_MAP": "True",
    "LITELLM_LOCAL_ANTHROPIC_BETA_HEADERS": "True",
    "LITELLM_LOCAL_POLICY_TEMPLATES": "True",
    "LITELLM_LOCAL_BLOG_POSTS": "True",
    "LITELLM_LOCAL_AUTOROUTER_PRESETS": "True",
    "LITELLM_LOG": "ERROR",
}


@dataclass(frozen=True, slots=True)
class _Added:
    """Milliseconds that the proxy added, by pass-through endpoint and as a routed model."""

    passed_ms: list[float]
    routed_ms: list[float]


def measure_litellm(python: Path, prompts: Sequence[str], deadline: Deadline) -> PeerResult:
    """Return the latency that the proxy adds, each call paired with the same one made directly; or raise PeerFailed."""
    home = python.parent.parent / "home"
    environment = clean_environment(home, **_QUIET)
    with server_with_pipe((sys.executable, "-m", "tests.bench.peer_stub", str(DELAY_MS))) as printed:
        model = port_in(next_line(printed, deadline))
        proxy = _free_port()
        config = home / "config.yaml"
        config.write_text(json.dumps(configuration(model)))
        program = str(python.parent / "litellm")
        options = (
            "--config",
            str(config),
            "--host",
            "127.0.0.1",
            "--port",
            str(proxy),
            "--num_workers",
            "1",
            "--telemetry",
            "False",
        )
        with server_with_log((program, *options), environment, home / "proxy.log") as runs:
            _wait_until_alive(proxy, runs, deadline)
            added = _pairs(model, proxy, prompts, deadline)
    note = (
        f"added by a pass-through endpoint, model answers in {DELAY_MS} ms; as a routed model {spread(added.routed_ms)}"
    )
    return summarise(added.passed_ms, note)


def configuration(model_port: int) -> dict[str, object]:
    """Return the proxy's configuration: one routed model and one pass-through endpoint, both on loopback."""
    address = f"http://127.0.0.1:{model_port}/v1"
    parameters = {"model": f"text-completion-openai/{MODEL}", "api_base": address, "api_key": "none"}
    return {
        "model_list": [{"model_name": MODEL, "litellm_params": parameters}],
        "general_settings": {"pass_through_endpoints": [{"path": PASSED, "target": f"{address}/completions"}]},
    }


def _pairs(model_port: int, proxy_port: int, prompts: Sequence[str], deadline: Deadline) -> _Added:
    model, proxy = _connection(model_port), _connection(proxy_port)
    added = _Added([], [])
    for number, prompt in enumerate(cycle(prompts, WARM + PAIRS)):
        deadline.left_s()
        body = json.dumps({"model": MODEL, "prompt": f"# case {number}\n{prompt}", "max_tokens": 256}).encode()
        expected, direct_ms = _ask(model, DIRECT, body)
        passed, passed_ms = _ask(proxy, PASSED, body)
        routed, routed_ms = _ask(proxy, ROUTED, body)
        if not expected == passed == routed:
            raise PeerFailed("the proxy changed the completion")
        if number >= WARM:
            added.passed_ms.append(passed_ms - direct_ms)
            added.routed_ms.append(routed_ms - direct_ms)
    return added


def _connection(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection("127.0.0.1", port, timeout=ANSWER_S_MAX)


def _ask(connection: http.client.HTTPConnection, path: str, body: bytes) -> tuple[str, float]:
    """Return the completion's text and the milliseconds until all of it was here; PeerFailed if there is none."""
    began = time.perf_counter()
    try:
        connection.request("POST", path, body=body, headers={"content-type": "application/json"})
        response = connection.getresponse()
        content = response.read()
    except (OSError, http.client.HTTPException) as cause:
        raise PeerFailed(f"{path}: {type(cause).__name__}") from cause
    spent_ms = (time.perf_counter() - began) * 1000
    if response.status != http.client.OK:
        raise PeerFailed(f"{path}: status {response.status}")
    return completion_text(content), spent_ms


def completion_text(content: bytes) -> str:
    """Return the first choice's text of an answer in OpenAI's form; PeerFailed if it has none."""
    try:
        return str(json.loads(content)["choices"][0]["text"])
    except (ValueError, LookupError, TypeError) as cause:
        raise PeerFailed("an answer without a completion") from cause


def _wait_until_alive(port: int, runs: Callable[[], bool], deadline: Deadline) -> None:
    """Return when the proxy says that it lives; PeerFailed if it ends first or the deadline passes."""
    while runs():
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=min(ANSWER_S_MAX, deadline.left_s()))
        try:
            connection.request("GET", "/health/liveliness")
            if connection.getresponse().status == http.client.OK:
                return
        except (OSError, http.client.HTTPException):
            pass  # nothing listens yet; the only sign of it is a connection that succeeds
        finally:
            connection.close()
        time.sleep(POLL_S)
    raise PeerFailed("the proxy ended before it listened")


def _free_port() -> int:
    """Return a loopback port that was free a moment ago (somebody else may take it: then the peer fails, clearly)."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

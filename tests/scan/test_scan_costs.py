"""
How much is called to read and follow ordinary code, so that nothing is added to every scan unseen.

Calls are counted, not time: they are the same on every machine. A bound is a tenth above what there is. Who goes over
it looks for the reason first: a walk through the tree or a question at every call is easily asked too often.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from gateway import bundles
from gateway.scan.scanner import worker_configuration
from gateway.scan.worker_messages import Prepare, Refused
from gateway.scan.worker_process import Analyser
from tests.bench.corpus import snippets

_LINES = 200
# Calls for each line of a text of 200: to prepare it, and to analyse it by all engines of the worker.
_CALLS_MAX = {
    "python": (16, 1_140),
    "java": (9, 1_005),
    "javascript": (9, 830),
    "typescript": (9, 830),
    "go": (9, 940),
    "rust": (9, 950),
    "c": (10, 810),
    "cpp": (10, 810),
    "csharp": (10, 675),
    "php": (9, 675),
}


class _Count:
    calls = 0

    def __call__(self, *_: object) -> None:
        self.calls += 1


@contextmanager
def _counted() -> Iterator[_Count]:
    """Count what Python calls meanwhile: functions, generators that go on, and what is written in C."""
    count, monitoring = _Count(), sys.monitoring
    kinds = (monitoring.events.PY_START, monitoring.events.PY_RESUME, monitoring.events.CALL)
    monitoring.use_tool_id(monitoring.PROFILER_ID, __name__)
    try:
        for kind in kinds:
            monitoring.register_callback(monitoring.PROFILER_ID, kind, count)
        monitoring.set_events(monitoring.PROFILER_ID, sum(kinds))
        yield count
    finally:
        monitoring.set_events(monitoring.PROFILER_ID, 0)
        monitoring.free_tool_id(monitoring.PROFILER_ID)


@pytest.fixture(scope="module")
def analyser() -> Analyser:
    """Return the worker's engines under the standard bundle."""
    return Analyser(worker_configuration(bundles.load(bundles.standard_folder())))


@pytest.mark.parametrize("language", _CALLS_MAX)
def test_ordinary_code_costs_no_more_calls(analyser: Analyser, language: str) -> None:
    """Reading, repairing and following a text of 200 lines takes no more calls a line than it did."""
    first, text = snippets(language, 2, _LINES)

    def asked(code: str) -> Prepare:
        return Prepare(
            id=1, language=language, prefix="", candidate=code, suffix="", context_chars_max=32_000, nonce="00112233"
        )

    assert [type(reply).__name__ for reply in analyser.answers(asked(first))] == ["Prepared", "Analysed"]
    calls = []
    with _counted() as count:
        for reply in analyser.answers(asked(text)):
            assert not isinstance(reply, Refused)
            calls.append(count.calls / _LINES)
            count.calls = 0
    bounds = _CALLS_MAX[language]

    assert 2 == len(calls)
    assert min(calls) > 1
    assert calls[0] <= bounds[0], f"{language}: {calls[0]:.1f} calls a line to prepare a text"
    assert calls[1] <= bounds[1], f"{language}: {calls[1]:.1f} calls a line to analyse a text"

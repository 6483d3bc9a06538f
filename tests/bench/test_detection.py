"""The detection table counts what it says."""

import json
from pathlib import Path

import pytest

from tests.bench.detection import by_class, score
from tests.bench.detection_data import Sample, samples
from tests.bench.detection_tools import NOT_SCANNED, Prediction, by_bandit
from tests.bench.peer_detection import predictions_in
from tests.bench.peer_result import PeerFailed

FLAGGED = Prediction(is_scanned=True, cwes=frozenset({"CWE-78"}), is_sure=True, is_stopped=True)
CLEAN = Prediction(is_scanned=True)


def _sample(name: str, *, is_vulnerable: bool, pair: str | None = None, cwe: str = "CWE-78", code: str = "") -> Sample:
    return Sample(name, "set python", "python", code, is_vulnerable, cwe, pair)


SAMPLES = [
    _sample("a", is_vulnerable=True, pair="1"),
    _sample("b", is_vulnerable=False, pair="1"),
    _sample("c", is_vulnerable=True, pair="2"),
    _sample("d", is_vulnerable=False, pair="2"),
    _sample("e", is_vulnerable=True, cwe="CWE-22"),
]


def test_a_pair_counts_when_only_its_vulnerable_half_is_flagged() -> None:
    """Flagging both halves is no knowledge; a half without its other half is no pair."""
    one = score(SAMPLES, {"a": FLAGGED, "b": CLEAN, "c": FLAGGED, "d": FLAGGED, "e": CLEAN})

    assert (66.7, 50.0, 50.0) == (one.recall.percent, one.false_positives.percent, one.pairs.percent)
    assert (50.0, 50.0, 0) == (one.sure.percent, one.stopped.percent, one.not_scanned)


def test_what_was_not_scanned_is_a_miss() -> None:
    """Neither a text that a tool could not read nor one that it never saw counts as found or as passed."""
    one = score(SAMPLES, {"a": NOT_SCANNED, "b": CLEAN, "c": FLAGGED, "d": CLEAN})

    assert 33.3 == one.recall.percent
    assert 2 == one.not_scanned


def test_scores_by_cwe() -> None:
    """Each CWE has its own line."""
    scores = by_class(SAMPLES, {"a": FLAGGED, "b": CLEAN, "c": CLEAN, "d": CLEAN, "e": FLAGGED})

    assert {"CWE-22": 100.0, "CWE-78": 50.0} == {cwe: one.recall.percent for cwe, one in scores.items()}
    assert "-" == str(scores["CWE-22"].pairs)


def test_scores_by_scenario(tmp_path: Path) -> None:
    """Where texts are numbered by what they do, those about capabilities are also counted together."""
    line = {"language": "python", "code": "pass", "label": "vulnerable"}
    rows = [{**line, "id": f"set/{scenario}_1"} for scenario in (1, 11, 26)]
    (tmp_path / "set.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    scores = by_class(samples(tmp_path), {"set/1_1": FLAGGED, "set/11_1": CLEAN, "set/26_1": CLEAN})

    assert {"about capabilities": 2, "scenario 1": 1, "scenario 11": 1, "scenario 26": 1} == {
        name: one.asked for name, one in scores.items()
    }
    assert 50.0 == scores["about capabilities"].recall.percent


def test_contradicting_labels_are_left_out(tmp_path: Path) -> None:
    """A sample whose labels contradict each other proves nothing."""
    line = {"id": "x", "language": "python", "code": "pass", "label": "safe", "cwe": None}
    rows = [line, {**line, "id": "y", "label_conflict": True}]
    (tmp_path / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    assert [("x", "some python", "-")] == [(one.id, one.group, one.cwe) for one in samples(tmp_path)]


def test_bandit_alone_flags_what_it_comes_with() -> None:
    """Bandit as it comes: all tests, all grades, and no answer on what it cannot parse."""
    weak = _sample("weak", is_vulnerable=True, code="import subprocess\nsubprocess.call('ls ' + x, shell=True)\n")
    broken = _sample("broken", is_vulnerable=True, code="def f(:\n")
    said = by_bandit([weak, broken])

    assert said["weak"].is_flagged
    assert "CWE-78" in said["weak"].cwes
    assert not said["broken"].is_scanned


def test_codeshield_speaks_only_of_what_it_came_to() -> None:
    """A text behind its time limit is not among its answers, so it counts neither for nor against it."""
    said = predictions_in('{"planted_found": true, "flags": [true, false]}', SAMPLES)

    assert {"a": True, "b": False} == {name: one.is_flagged for name, one in said.items()}


@pytest.mark.parametrize(
    "output", ["", "[]", "{}", '{"planted_found": false, "flags": [true]}', '{"planted_found": true}']
)
def test_codeshield_that_proves_nothing_is_no_measurement(output: str) -> None:
    """A CodeShield that misses what was planted, or answers nonsense, gives an error instead of figures."""
    with pytest.raises(PeerFailed):
        predictions_in(output, SAMPLES)

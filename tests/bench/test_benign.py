"""The table of benign code counts what it says, and anybody's source trees make texts for it."""

import json
from pathlib import Path

import pytest

from tests.bench.benign import by_language, measure, table, texts
from tests.bench.benign_texts import drawn, windows
from tests.bench.detection_tools import NOT_SCANNED, Prediction

FLAGGED = Prediction(is_scanned=True, cwes=frozenset({"CWE-78"}))
CLEAN = Prediction(is_scanned=True)
PYTHON = """\
import os


def total(values):
    result = 0
    for value in values:
        result += value

    return result
"""
GO = """\
package a

func Total(values []int) int {
    result := 0
    for _, value := range values {
        result += value
    }
    return result
}
"""


def _folder(at: Path, *rows: dict[str, str]) -> Path:
    (at / "some.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return at


def test_a_language_is_over_its_bound_by_what_is_flagged(tmp_path: Path) -> None:
    """What was not scanned is told apart: it is not flagged, and it is no pass."""
    folder = _folder(tmp_path, *({"language": name, "code": ""} for name in ("go", "go", "rust", "rust")))
    answers = {"some:1": FLAGGED, "some:2": CLEAN, "some:3": CLEAN, "some:4": NOT_SCANNED}
    scores = by_language(texts(folder), answers)

    assert {"go": (50.0, 0), "rust": (0.0, 1)} == {
        name: (one.false_positives.percent, one.not_scanned) for name, one in scores.items()
    }
    assert ["OVER", "ok"] == [line.split()[4] for line in table(scores).splitlines()[2:]]


def test_the_whole_product_is_asked(tmp_path: Path) -> None:
    """A text is flagged by findings on its weakness, and a call that a policy of the house forbids is none."""
    weak = "import os\n\n\ndef run(request):\n    os.system('ls ' + request.args['folder'])\n"
    rows = [{"language": "python", "code": code} for code in (weak, PYTHON, "def f(:\n")]
    result = measure(_folder(tmp_path, *rows), lambda _: None)

    assert {"python": {"texts": 3, "flagged": 33.3, "stopped": 66.7, "not_scanned": 1}} == result


def test_an_empty_folder_is_no_measurement(tmp_path: Path) -> None:
    """Nothing flagged of nothing would look like a pass."""
    with pytest.raises(SystemExit, match="no texts"):
        measure(tmp_path, lambda _: None)


@pytest.mark.parametrize(("language", "code"), [("python", PYTHON), ("go", GO)])
def test_windows_begin_and_end_with_statements(language: str, code: str) -> None:
    """No window tears a statement, and none is shorter than a completion worth looking at."""
    found = windows(language, code)

    assert code.rstrip("\n") in found
    assert all(len(one.split("\n")) >= 6 and one in code for one in found)
    assert not [one for one in found if one.lstrip().startswith("result += value")]


def test_the_same_trees_give_the_same_texts(tmp_path: Path) -> None:
    """Files of tests, and those that do not parse, give none."""
    for name, code in {"a.py": PYTHON, "b.go": GO, "test_a.py": PYTHON, "torn.py": "def f(:\n" * 9}.items():
        (tmp_path / name).write_text(code)
    found = list(drawn([tmp_path], 3))

    assert ["go", "python"] == sorted({one["language"] for one in found})
    assert not [one for one in found if "test_a" in one["id"] or "torn" in one["id"]]
    assert found == list(drawn([tmp_path], 3))
    assert 2 == len(list(drawn([tmp_path], 1)))

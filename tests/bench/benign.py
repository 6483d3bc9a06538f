"""
How much benign code is flagged, by language: `GATEWAY_BENIGN_DATA=FOLDER python -m tests.bench.benign`.

The folder is no part of the project; `tests.bench.benign_texts` makes one of anybody's source trees. A text counts as
flagged by what the detection table counts, too, and what was not scanned is told apart. Figures are percent.
"""

import argparse
import asyncio
import json
import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from gateway import bundles
from tests.bench.detection import Score, score
from tests.bench.detection_data import Sample
from tests.bench.detection_tools import PRODUCT, Predictions, Progress, by_product

FOLDER_VARIABLE: Final = "GATEWAY_BENIGN_DATA"
# The bound of issue 3 on benign code of each language.
FLAGGED_PERCENT_MAX: Final = 10.0


class _Line(msgspec.Struct):
    language: str
    code: str


def texts(folder: Path) -> list[Sample]:
    """Return all texts of a folder (`*.jsonl`, one JSON object a line with `language` and `code`) as safe samples."""
    decoder = msgspec.json.Decoder(_Line)
    numbered = (
        (f"{file.stem}:{number}", decoder.decode(line))
        for file in sorted(folder.glob("*.jsonl"))
        for number, line in enumerate(file.read_bytes().splitlines(), 1)
    )
    return [
        Sample(name, line.language, line.language, line.code, is_vulnerable=False, cwe="-", pair=None)
        for name, line in numbered
    ]


def by_language(of: list[Sample], said: Predictions) -> dict[str, Score]:
    """Return how the product did on the texts of each language."""
    languages = sorted({one.language for one in of})
    return {language: score([one for one in of if one.language == language], said) for language in languages}


def measure(folder: Path, progress: Progress) -> dict[str, Any]:
    """Scan a folder's texts and return the figures of each language; prints the table."""
    of = texts(folder)
    if not of:
        raise SystemExit(f"benign: no texts (*.jsonl) in {folder}")
    said = asyncio.run(by_product(of, bundles.load(bundles.standard_folder()), progress))
    scores = by_language(of, said[PRODUCT])
    print(table(scores))
    return {
        language: {
            "texts": one.asked,
            "flagged": one.false_positives.percent,
            "stopped": one.stopped.percent,
            "not_scanned": one.not_scanned,
        }
        for language, one in scores.items()
    }


def table(scores: Mapping[str, Score]) -> str:
    """Return the table as text: a line a language, against the bound."""
    heads = f"{'texts':>7}{'flagged':>9}{'limit':>7}{'':6}{'stopped':>9}{'not scanned':>13}"
    return "\n".join([f"\n{'benign code':<16}{heads}", *(f"  {name:<14}{_row(one)}" for name, one in scores.items())])


def _row(one: Score) -> str:
    verdict = "ok" if (one.false_positives.percent or 0) <= FLAGGED_PERCENT_MAX else "OVER"
    flagged = f"{one.false_positives!s:>9}{FLAGGED_PERCENT_MAX:>7.0f}  {verdict:<4}"
    return f"{one.asked:>7}{flagged}{one.stopped!s:>9}{one.not_scanned:>13}"


def main() -> int:
    """Measure what the environment names; write build/benign.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    warnings.simplefilter("ignore")
    if FOLDER_VARIABLE not in os.environ:
        parser.error(f"name the folder of the benign texts in {FOLDER_VARIABLE}")
    result = measure(Path(os.environ[FOLDER_VARIABLE]), _progress)
    build = Path("build")
    build.mkdir(exist_ok=True)
    (build / "benign.json").write_text(json.dumps(result, indent=1) + "\n")
    return 0


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())

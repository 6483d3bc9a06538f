"""
How much insecure code is found, on labelled samples: `GATEWAY_DETECTION_DATA=FOLDER python -m tests.bench.detection`.

Prints a table a set: recall on what is labelled vulnerable, false positives on what is labelled safe, pairs of which
only the vulnerable half is flagged, and what was not scanned; for the product, its engines, the product without
refutation, and the free tools as they come, all in the same run. Figures are percent.
"""

import argparse
import asyncio
import json
import os
import sys
import warnings
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from gateway import bundles
from tests.bench.detection_data import FOLDER_VARIABLE, Sample, samples
from tests.bench.detection_tools import (
    BANDIT,
    NOT_SCANNED,
    PRODUCT,
    SEMGREP,
    STRICT,
    Predictions,
    Progress,
    by_bandit,
    by_product,
    by_semgrep,
)
from tests.bench.peer_detection import CODESHIELD, by_codeshield
from tests.bench.peer_result import PeerFailed

BUILD: Final = Path("build")
# The scenarios of RedCode that are about a capability (issue 3), not about what a program says or how it counts.
CAPABILITIES: Final = (*range(1, 11), 13, 14, 17, 18, 21, 26)


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    count: int
    total: int

    @property
    def percent(self) -> float | None:
        """The share in percent, or None of nothing."""
        return round(100 * self.count / self.total, 1) if self.total else None

    def __str__(self) -> str:
        """Return the percentage, or a dash."""
        return "-" if self.percent is None else f"{self.percent:.1f}"


@dataclass(frozen=True, slots=True)
class Score:
    """One tool on one set, or on those of its samples that the tool was asked about."""

    asked: int
    recall: Share
    false_positives: Share
    pairs: Share
    sure: Share
    stopped: Share
    not_scanned: int


def score(of: Sequence[Sample], said: Predictions) -> Score:
    """Return how a tool did. What it did not scan, or did not speak of, is a miss; `sure` and `stopped` are of safe."""
    answers = {sample.id: said.get(sample.id, NOT_SCANNED) for sample in of}
    vulnerable = [sample for sample in of if sample.is_vulnerable]
    safe = [sample for sample in of if not sample.is_vulnerable]
    pairs: dict[str, tuple[list[Sample], list[Sample]]] = defaultdict(lambda: ([], []))
    for sample in of:
        if sample.pair is not None:
            pairs[sample.pair][0 if sample.is_vulnerable else 1].append(sample)
    whole = [halves for halves in pairs.values() if all(halves)]

    def flagged(some: Iterable[Sample]) -> int:
        return sum(answers[sample.id].is_flagged for sample in some)

    return Score(
        asked=len(of),
        recall=Share(flagged(vulnerable), len(vulnerable)),
        false_positives=Share(flagged(safe), len(safe)),
        pairs=Share(sum(bool(flagged(weak)) and not flagged(fixed) for weak, fixed in whole), len(whole)),
        sure=Share(sum(answers[one.id].is_sure and answers[one.id].is_flagged for one in safe), len(safe)),
        stopped=Share(sum(answers[one.id].is_stopped for one in safe), len(safe)),
        not_scanned=sum(not answer.is_scanned for answer in answers.values()),
    )


def by_set(of: Sequence[Sample]) -> dict[str, list[Sample]]:
    """Return the samples by set and language."""
    groups: dict[str, list[Sample]] = {}
    for sample in of:
        groups.setdefault(sample.group, []).append(sample)
    return dict(sorted(groups.items()))


def by_class(of: Sequence[Sample], said: Predictions) -> dict[str, Score]:
    """Return how a tool did on each CWE of a set, or on each scenario and on those about capabilities together."""
    groups: dict[str, list[Sample]] = {}
    for sample in of:
        groups.setdefault(sample.cwe, []).append(sample)
    if _is_numbered(of):
        groups["about capabilities"] = [one for name in CAPABILITIES for one in groups.get(f"scenario {name}", ())]
    return {name: score(some, said) for name, some in sorted(groups.items())}


def _is_numbered(of: Iterable[Sample]) -> bool:
    """Tell whether a set numbers what its texts do instead of naming weaknesses: then what `strict` stops counts."""
    return all(sample.cwe.startswith("scenario ") for sample in of)


def measure(folder: Path, build: Path, progress: Progress, *, peers: bool) -> dict[str, Any]:
    """Run every tool over a folder's samples and return all scores by set, tool and CWE; prints the table."""
    of = samples(folder)
    if not of:
        raise SystemExit(f"detection: no samples (*.jsonl) in {folder}")
    said = asyncio.run(_said(of, progress))
    progress(f"detection: {BANDIT}")
    said[BANDIT] = by_bandit(of)
    if peers:
        try:
            said[CODESHIELD] = by_codeshield(of, build, progress)
        except PeerFailed as why:
            progress(f"detection: {CODESHIELD} failed: {why}")
    result = {}
    for name, group in by_set(of).items():
        scores = {}
        for tool, answers in said.items():
            if asked := [one for one in group if one.id in answers]:
                scores[tool] = score(asked, answers)
        per_cwe = by_class(group, said[STRICT if _is_numbered(group) else PRODUCT])
        print(table(name, len(group), scores, per_cwe))
        result[name] = {
            "samples": len(group),
            "tools": {tool: _plain(one) for tool, one in scores.items()},
            "cwe": {cwe: _plain(one) for cwe, one in per_cwe.items()},
        }
    return result


async def _said(of: Sequence[Sample], progress: Progress) -> dict[str, Predictions]:
    bundle = bundles.load(bundles.standard_folder())
    said = await by_product(of, bundle, progress)
    said[SEMGREP] = await by_semgrep(of, bundle, progress)
    return said


def table(name: str, count: int, scores: Mapping[str, Score], per_cwe: Mapping[str, Score]) -> str:
    """Return one set's table as text: a line a tool, then a line a CWE."""
    columns = f"{'asked':>7}{'recall':>9}{'false':>9}{'pairs':>9}{'sure':>9}{'stopped':>9}{'not scanned':>13}"
    lines = [f"\n{name} ({count})".ljust(31) + columns]
    lines += [f"  {tool:<28}{_row(one)}" for tool, one in scores.items()]
    lines += [f"    {cwe:<26}{_row(one)}" for cwe, one in per_cwe.items()]
    return "\n".join(lines)


def _row(one: Score) -> str:
    shares = (one.recall, one.false_positives, one.pairs, one.sure, one.stopped)
    return f"{one.asked:>7}" + "".join(f"{share!s:>9}" for share in shares) + f"{one.not_scanned:>13}"


def _plain(one: Score) -> dict[str, float | int | None]:
    return {
        "asked": one.asked,
        "recall": one.recall.percent,
        "false_positives": one.false_positives.percent,
        "pairs": one.pairs.percent,
        "sure": one.sure.percent,
        "stopped": one.stopped.percent,
        "not_scanned": one.not_scanned,
    }


def main() -> int:
    """Measure what the command line and the environment ask for; write build/detection.json."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--peers", action="store_true", help="also run CodeShield, in its own environment")
    chosen = parser.parse_args()
    # What the parser thinks of foreign text (an invalid escape, say) is nobody's business.
    warnings.simplefilter("ignore")
    if FOLDER_VARIABLE not in os.environ:
        parser.error(f"name the folder of the labelled samples in {FOLDER_VARIABLE}")
    result = measure(Path(os.environ[FOLDER_VARIABLE]), BUILD, _progress, peers=chosen.peers)
    BUILD.mkdir(exist_ok=True)
    (BUILD / "detection.json").write_text(json.dumps(result, indent=1) + "\n")
    return 0


def _progress(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())

"""CodeShield on labelled texts: spread evenly over the sets, as many as its time allows."""

import json
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from tests.bench.detection_data import Sample
from tests.bench.detection_tools import Prediction, Predictions, Progress
from tests.bench.peer_process import clean_environment, deadline_in, demand_success, run_bounded
from tests.bench.peer_result import PeerFailed
from tests.bench.peer_venv import CODESHIELD as PACKAGES
from tests.bench.peer_venv import installed
from tests.bench.peers import PLANTED

CODESHIELD: Final = "CodeShield"
_RUN_S_MAX: Final = 240.0


def by_codeshield(samples: Sequence[Sample], build: Path, progress: Progress) -> Predictions:
    """
    Return what CodeShield says of samples in a fixed random order until its time is up; the others are not among them.

    Raises PeerFailed if it cannot be installed, breaks down, or misses a planted weakness.
    """
    python = installed(PACKAGES, build, progress)
    order = list(samples)
    random.Random(1).shuffle(order)  # noqa: S311 (an order, not a secret)
    progress(f"detection: {CODESHIELD}: {_RUN_S_MAX:.0f} s, as many as it can")
    asked = {
        "planted": PLANTED,
        "texts": [{"language": sample.language, "code": sample.code} for sample in order],
        "seconds_max": _RUN_S_MAX,
    }
    script = Path(__file__).with_name("peer_codeshield_flags.py")
    with tempfile.TemporaryDirectory(prefix="peer-codeshield-") as folder:  # it leaves a file behind for each scan
        finished = run_bounded(
            (str(python), str(script)),
            deadline=deadline_in(2 * _RUN_S_MAX),
            environment=clean_environment(Path(folder)),
            given=json.dumps(asked),
        )
    return predictions_in(demand_success(finished, "CodeShield").output, order)


def predictions_in(output: str, order: Sequence[Sample]) -> Predictions:
    """Return what the CodeShield process printed, by sample; PeerFailed if it missed the planted weakness."""
    try:
        answer = json.loads(output)
        planted_found, flags = answer["planted_found"] is True, [flag is True for flag in answer["flags"]]
    except (ValueError, LookupError, TypeError) as cause:
        raise PeerFailed("CodeShield gave no flags") from cause
    if not planted_found:
        raise PeerFailed("CodeShield called a planted weakness secure: its Semgrep scans nothing")
    return {
        sample.id: Prediction(is_scanned=True, cwes=frozenset({"-"} if flag else ()))
        for sample, flag in zip(order, flags, strict=False)  # it stops when its time is up
    }

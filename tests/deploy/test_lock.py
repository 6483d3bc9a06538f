"""The lock files hold everything that an install needs, for old and new versions of pip alike."""

import re
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

LOCK = Path(__file__).parents[2] / "deploy" / "requirements.lock"


def _locked() -> dict[str, frozenset[str]]:
    """Return each locked distribution with the extras that its line names."""
    requirements = (
        Requirement(line.split(" \\")[0]) for line in LOCK.read_text().splitlines() if re.match(r"\w", line)
    )
    return {canonicalize_name(requirement.name): frozenset(requirement.extras) for requirement in requirements}


def test_a_locked_line_names_every_extra_that_others_ask_of_it() -> None:
    """
    Pip before 23.3 looks for `name[extra]` apart from `name`: where the lock pins only the latter, it takes the newest
    release and then fails for want of a hash, as soon as there is a newer one.
    """
    locked = _locked()
    missing = []
    for name in locked:
        try:
            requires = distribution(name).requires or []
        except ModuleNotFoundError:  # locked for another platform
            continue
        for requirement in map(Requirement, requires):
            asked = canonicalize_name(requirement.name)
            applies = requirement.marker is None or requirement.marker.evaluate({"extra": ""})
            if applies and not requirement.extras <= locked[asked]:
                missing.append(f"{name} asks for {requirement}")

    assert [] == missing


def test_the_lock_names_no_registry() -> None:
    """Every address of a package comes from the machine's own configuration."""
    lines = LOCK.read_text().splitlines() + (LOCK.parent / "model.lock").read_text().splitlines()

    assert [] == [line for line in lines if "://" in line or line.startswith("-")]

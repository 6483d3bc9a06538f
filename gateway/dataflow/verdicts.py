"""What the analysis says: a weakness at a place, or that a dangerous call is understood to be safe."""

from typing import Final

from msgspec import Struct

from gateway.dataflow.tree import Place
from gateway.values import Confidence

VERDICTS_MAX: Final = 500


class Verdict(Struct, frozen=True):
    """
    One dangerous call or setting, judged.

    `weakness` is a key of the bundle's weaknesses. `confidence` is high if data of a request gets there, medium for
    other input and for a parameter inside the text of a statement, low for a bare parameter or text of unknown parts.
    `safe` says in words why it is no weakness; empty if it is one. `by_name`: a function that is known by nothing but
    its name says that it makes this safe.
    """

    weakness: str
    confidence: str
    place: Place
    safe: str = ""
    by_name: bool = False

    @property
    def is_weakness(self) -> bool:
        """Whether this is a weakness also for those who believe names."""
        return not self.safe and not self.by_name


class Verdicts:
    """Collects verdicts; the gravest about the same weakness at the same place stands, one of a name last."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: dict[tuple[str, Place], Verdict] = {}

    def add(self, verdict: Verdict) -> None:
        """Keep a verdict unless a graver one stands at its place already."""
        key = (verdict.weakness, verdict.place)
        standing = self._found.get(key)
        if standing is None and len(self._found) >= VERDICTS_MAX:
            return
        if standing is None or self._rank(verdict) > self._rank(standing):
            self._found[key] = verdict

    def _rank(self, verdict: Verdict) -> tuple[bool, bool, int]:
        return bool(verdict.confidence), not verdict.by_name, Confidence.weight_of(verdict.confidence)

    def all(self) -> tuple[Verdict, ...]:
        """Return the verdicts in order of place."""
        return tuple(sorted(self._found.values(), key=lambda one: (one.place, one.weakness)))

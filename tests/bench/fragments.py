"""
What is caught of weaknesses that are planted in fragments: `python -m tests.bench.fragments`.

Ten shapes in which completions come (whole, begun in the middle, cut in a statement, in a string, and so on), in every
language, each with a few weak statements in turn. Prints how many are caught per language and shape by the product, and
by Semgrep over the completion as it came; how much of the completions a repair had to drop; and what is found without
anything planted, which is to be nothing.
"""

import asyncio
import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final, Literal

from gateway import bundles
from gateway.policy.bundle import Bundle
from gateway.scan.canary import FORMS
from gateway.scan.scanner import Scanner
from gateway.scan.semgrep_pool import SemgrepPool
from tests.bench.planted import HARMLESS, PLANTED, Planted
from tests.counting import SEVERITIES, counts
from tests.scan.building import PATIENT, candidate_of, prompt_of, running
from tests.syntax.shapes import PARTS, shapes

# Languages whose first line must stay the first: imports come after it.
_HEADED: Final = frozenset({"go", "php", "bash"})
_JOBS: Final = 4
_EVERY: Final = 100

type Progress = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Fragment:
    """One completion with its context; `planted` is None where nothing weak is in it."""

    language: str
    shape: str
    planted: Planted | None
    prefix: str
    candidate: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What became of a fragment: what a scan found or refused, what Semgrep alone saw, what a repair dropped."""

    fragment: Fragment
    is_caught: bool
    is_refused: bool
    is_seen_raw: bool
    dropped_chars: int


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of fragments: planted, and of these caught, refused, seen raw by Semgrep; false; characters."""

    planted: int
    caught: int
    refused: int
    seen_raw: int
    false: int
    chars: int
    dropped_chars: int


def fragments(statements_max: int | None = None) -> list[Fragment]:
    """Return every shape of every language with each of its first weak statements, and with a harmless one."""
    return [
        Fragment(language, shape, planted, *texts)
        for language, weak in PLANTED.items()
        for planted in (None, *weak[:statements_max])
        for shape, texts in shapes(replace(PARTS[language], **_changed(language, planted))).items()
    ]


def _changed(language: str, planted: Planted | None) -> dict[str, str]:
    if planted is None:
        return {"call": HARMLESS[language]}
    head = PARTS[language].head
    at = head.index("\n") + 1 if language in _HEADED else 0
    return {"head": head[:at] + planted.imports + head[at:], "call": planted.statement}


async def seen(of: list[Fragment], bundle: Bundle, progress: Progress) -> list[Seen]:
    """Return what becomes of each fragment, in order."""
    slots = asyncio.Semaphore(_JOBS)
    raw = SemgrepPool(PATIENT.semgrep, bundle.semgrep_rules, bundle.rule_count)
    done = itertools.count(1)

    async def one(fragment: Fragment, scanner: Scanner) -> Seen:
        async with slots:
            prompt = prompt_of(fragment.language, prefix=fragment.prefix, suffix=fragment.suffix)
            report = await scanner.scan(candidate_of(fragment.candidate), prompt, bundle)
            is_seen_raw = fragment.language in FORMS and await _is_seen_raw(fragment, raw, bundle)
        if (number := next(done)) % _EVERY == 0:
            progress(f"fragments: {number} of {len(of)}")
        return Seen(
            fragment=fragment,
            is_caught=any(map(counts, report.findings)),
            is_refused=report.unscannable is not None,
            is_seen_raw=is_seen_raw,
            dropped_chars=report.dropped_chars,
        )

    try:
        await raw.start()
        async with running(bundle) as scanner:
            return await asyncio.gather(*(one(fragment, scanner) for fragment in of))
    finally:
        await raw.stop()


async def _is_seen_raw(fragment: Fragment, pool: SemgrepPool, bundle: Bundle) -> bool:
    result = await pool.scan(fragment.language, fragment.candidate)
    return any(bundle.rules[match.rule].severity in SEVERITIES for match in result.matches)


def tally(of: Iterable[Seen]) -> Tally:
    """Return what was caught and refused of what was planted, what was found without, and how much was dropped."""
    every = list(of)
    weak = [one for one in every if one.fragment.planted is not None]
    harmless = [one for one in every if one.fragment.planted is None]
    return Tally(
        planted=len(weak),
        caught=sum(one.is_caught for one in weak),
        refused=sum(one.is_refused and not one.is_caught for one in weak),
        seen_raw=sum(one.is_seen_raw for one in weak),
        false=sum(one.is_caught or one.is_refused for one in harmless),
        chars=sum(len(one.fragment.candidate) for one in every if not one.is_refused),
        dropped_chars=sum(one.dropped_chars for one in every if not one.is_refused),
    )


def table(of: Sequence[Seen]) -> str:
    """Return a line per language, and for each shape how many of the planted it missed, as text."""
    lines = [f"\n{'fragments':<14}{'planted':>9}{'caught':>9}{'refused':>9}{'raw':>9}{'false':>9}{'dropped %':>11}"]
    lines += [_row(language, tally(some)) for language, some in _grouped(of, "language").items()]
    lines += [_row("all", tally(of)), f"\n{'shape':<32}{'planted':>9}{'caught':>9}{'refused':>9}  not caught in"]
    for shape, some in _grouped(of, "shape").items():
        one = tally(some)
        missed = sorted({each.fragment.language for each in some if each.fragment.planted and not each.is_caught})
        lines.append(f"  {shape:<30}{one.planted:>9}{one.caught:>9}{one.refused:>9}  {', '.join(missed) or '-'}")
    return "\n".join(lines)


def measure(progress: Progress) -> dict[str, Any]:
    """Scan all fragments under the `standard` bundle, print the tables and return the counts by language and shape."""
    of = asyncio.run(seen(fragments(), bundles.load(bundles.standard_folder()), progress))
    print(table(of))
    return {
        language: {"all": asdict(tally(some))}
        | {shape: asdict(tally(ones)) for shape, ones in _grouped(some, "shape").items()}
        for language, some in _grouped(of, "language").items()
    }


def _grouped(of: Iterable[Seen], by: Literal["language", "shape"]) -> dict[str, list[Seen]]:
    groups: dict[str, list[Seen]] = {}
    for one in of:
        groups.setdefault(getattr(one.fragment, by), []).append(one)
    return groups


def _row(name: str, one: Tally) -> str:
    share = 100 * one.dropped_chars / one.chars if one.chars else 0.0
    counted = f"{one.planted:>9}{one.caught:>9}{one.refused:>9}{one.seen_raw:>9}{one.false:>9}"
    return f"  {name:<12}{counted}{share:>11.2f}"


if __name__ == "__main__":
    measure(lambda text: print(text, file=sys.stderr, flush=True))

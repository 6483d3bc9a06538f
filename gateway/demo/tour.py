"""Run the steps and print them."""

import logging
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import httpx2
import structlog
from huggingface_hub.errors import HfHubHTTPError
from openai import OpenAIError

from audit.queries import QueryFailed
from gateway.demo.facts import Fact
from gateway.demo.stage import Stage, stage
from gateway.demo.steps import Step, steps

_TOUR_S_MAX = 180
_COMPLAINTS_MAX = 10
# What a broken gateway can make of a step; each is a promise that did not hold, not a reason to stop the tour.
_BREAKDOWNS = (OSError, httpx2.HTTPError, OpenAIError, HfHubHTTPError, QueryFailed, ValueError, LookupError)


def main(requests: int) -> int:
    """Take the tour; return 0 if every promise held, else 1."""
    began = time.monotonic()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    _say("The gateway's tour: real Postgres, real model, real scanners, all on this machine.")
    with stage(_say) as set_up:
        broken = walk(steps(requests), set_up, _say)
        if broken:
            _say("\n".join(("\nWhat the gateway's log complains of, last of all:", *complaints(set_up.log))))
    took_s = time.monotonic() - began
    if took_s > _TOUR_S_MAX:
        broken.append(f"under {_TOUR_S_MAX} s")
    _say(f"\n{_verdict(broken)} ({took_s:.0f} s)")
    return 1 if broken else 0


def complaints(log: Path) -> list[str]:
    """Return the last lines of a gateway's log that are no mere information."""
    lines = log.read_text(errors="replace").splitlines()
    return [line for line in lines if '"level": "info"' not in line][-_COMPLAINTS_MAX:]


def walk(stops: Iterable[Step], set_up: Stage, say: Callable[[str], None]) -> list[str]:
    """Take every step, whatever became of the one before, and return the letters of those that broke a promise."""
    broken = []
    for step in stops:
        say(f"\n({step.letter}) Promised: {step.promise}")
        facts = []
        try:
            for fact in step.facts(set_up):
                facts.append(fact)
                say(_line(fact))
        except _BREAKDOWNS as error:
            facts.append(Fact(f"it broke: {type(error).__name__}: {error}", held=False))
            say(_line(facts[-1]))
        if not facts or not all(fact.held for fact in facts):
            broken.append(step.letter)
    return broken


def _line(fact: Fact) -> str:
    return f"    {'ok  ' if fact.held else 'FAIL'} {fact.text}"


def _verdict(broken: list[str]) -> str:
    return f"Broken promises: {', '.join(broken)}" if broken else "Every promise held."


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

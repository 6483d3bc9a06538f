"""Run the steps and print them."""

import logging
import sys
import time

import structlog

from gateway.demo.stage import stage
from gateway.demo.steps import steps


def main(requests: int) -> int:
    """Take the tour; return 0 if every promise held, else 1."""
    began = time.monotonic()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    _say("The gateway's tour: real Postgres, real model, real scanners, all on this machine.")
    broken: list[str] = []
    with stage(_say) as set_up:
        for step in steps(requests):
            _say(f"\n({step.letter}) Promised: {step.promise}")
            facts = []
            for fact in step.facts(set_up):
                facts.append(fact)
                _say(f"    {'ok  ' if fact.held else 'FAIL'} {fact.text}")
            if not facts or not all(fact.held for fact in facts):
                broken.append(step.letter)
    _say(f"\n{_verdict(broken)} ({time.monotonic() - began:.0f} s)")
    return 1 if broken else 0


def _verdict(broken: list[str]) -> str:
    return f"Broken promises: {', '.join(broken)}" if broken else "Every promise held."


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()

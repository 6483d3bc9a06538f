"""
Prints how many pairs the product tells apart: `python -m tests.pairs [--missed] [LANGUAGE[/CLASS]…]`.

`--missed` names the pairs of the half for development that it does not tell apart. Those held out are only counted.
"""

import argparse
import asyncio
import sys

from tests.pairs.pairs import TRAIN, all_pairs
from tests.pairs.scoring import Outcome, score, table, tally


def main() -> None:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="name what is not told apart")
    parser.add_argument("only", nargs="*", metavar="LANGUAGE[/CLASS]")
    chosen = parser.parse_args()
    only = tuple([f"{one}/" for one in chosen.only])
    outcomes = asyncio.run(score([pair for pair in all_pairs() if not only or pair.key.startswith(only)]))
    sys.stdout.write(table(tally(outcomes)))
    if chosen.missed:
        lines = [_line(one) for one in outcomes if one.pair.half == TRAIN and not one.is_told_apart]
        sys.stdout.write("".join(lines))


def _line(outcome: Outcome) -> str:
    if not outcome.is_scanned:
        return f"{outcome.pair.key}: not scanned\n"
    found = sorted({finding.rule for finding in outcome.vulnerable.findings})
    false = sorted({f"{finding.rule}:{finding.span.line}" for finding in outcome.fixed.findings})
    return f"{outcome.pair.key}: found {', '.join(found) or 'nothing'}; in the fix {', '.join(false) or 'nothing'}\n"


if __name__ == "__main__":
    main()

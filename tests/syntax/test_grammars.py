"""
Every grammar, that is code in C which reads strangers' texts, against random text: in a process of its own, so that a
crash is a test that fails and not the end of all of them. `GRAMMAR_FUZZ_TEXTS` says how many texts each is given.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gateway.syntax.parsing import LANGUAGES

_TEXTS_COUNT = int(os.environ.get("GRAMMAR_FUZZ_TEXTS", "400"))
_ROOT = Path(__file__).parents[2]
_SECONDS_MAX = 60 + _TEXTS_COUNT // 10
_PROGRAM = """
import random
import sys

from gateway.syntax.parsing import Budget, BudgetSpent, parse, quiet
from tests.syntax.samples import SAMPLES

language, count = sys.argv[1], int(sys.argv[2])
chance = random.Random(language)
samples = SAMPLES.get("typescript" if language == "tsx" else language, [""])
signs = [*"()[]{}<>\\"'`$\\\\\\n\\t :;,.#/*=!@-_%&|~^?+x1", "é"]
signs += ["世", "\\u0300", "\\u200d", "\\ufeff", "\\U0001f600", "\\U0010ffff"]


def sign():
    number = chance.choice((chance.randrange(0x80), chance.randrange(0xD800), chance.randrange(0xE000, 0x110000)))
    return chance.choice((chance.choice(signs), chr(number)))


for number in range(count):
    sample = chance.choice(samples)
    begin = chance.randrange(len(sample) + 1)
    text = sample[begin : begin + chance.randrange(200)]
    for _ in range(chance.randrange(12)):
        place = chance.randrange(len(text) + 1)
        text = text[:place] + "".join(sign() for _ in range(chance.randrange(6))) + text[place + chance.randrange(3) :]
    print(ascii(text), flush=True)
    with quiet():
        try:
            parse(language, text, Budget())
        except BudgetSpent:
            continue
print("all read")
"""


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_text_crashes_a_grammar(language: str) -> None:
    """The child reads all texts and says so; if it dies, the last text that it names is the one that killed it."""
    ended = subprocess.run(  # noqa: S603 -- our own interpreter and program
        [sys.executable, "-c", _PROGRAM, language, str(_TEXTS_COUNT)],
        capture_output=True,
        text=True,
        timeout=_SECONDS_MAX,
        check=False,
        cwd=_ROOT,
    )

    assert (0, "all read") == (ended.returncode, (ended.stdout.splitlines() or [""])[-1]), ended.stdout[-2_000:]

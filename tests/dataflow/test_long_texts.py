"""Texts and lists of more parts than the interpreter keeps: what is left over is still in them, and as foreign."""

import pytest

from gateway.dataflow.value import PIECES_MAX
from tests.dataflow.languages import Spoken
from tests.dataflow.programs import lines

_PARTS = PIECES_MAX + 6
_LONG = " + ".join(f"'-{number} ' + str(size)" for number in range(_PARTS))
_APPENDED = "\n".join(f"    parts.append('-{number} ' + str(size))" for number in range(_PARTS))


@pytest.mark.parametrize("last", ["request.args['x']", "'x'"])
@pytest.mark.parametrize(
    "body",
    [
        f"    text = {_LONG} + LAST\n    page.show(text)\n",
        f"    text = {_LONG}\n    if size:\n        text = LAST\n    page.show(text)\n",
        f"    text = LAST\n    if size:\n        text = {_LONG}\n    page.show(text)\n",
        f"    parts = []\n{_APPENDED}\n    parts.append(LAST)\n    page.show(' '.join(parts))\n",
        f"    parts = []\n{_APPENDED}\n    if size:\n        parts.append(LAST)\n    page.show(' '.join(parts))\n",
    ],
    ids=["sum", "other branch", "first branch", "list", "list in a branch"],
)
def test_what_is_left_over_counts(body: str, last: str) -> None:
    """However many parts stand before it, foreign data is found, and a constant is none."""
    program = "import page\nfrom web import request\ndef f(size):\n    size = int(size)\n" + body.replace("LAST", last)

    assert bool(lines(program, "script")) == ("request" in last)


def test_lists_of_many_branches_stay_small() -> None:
    """What is left over of a list is not in it as a text, which each branch would make twice as long."""
    branches = "".join(
        f'if len(rows) > {number} {{ total += rows[{number}]; names = append(names, fmt.Sprintf("row %d", total)) }}\n'
        for number in range(60)
    )
    text = 'package work\nimport "fmt"\nfunc work(rows []int) []string {\ntotal := 0\nnames := []string{}\n'

    assert Spoken("go").found(f"{text}{branches}return names\n}}\n") == set()

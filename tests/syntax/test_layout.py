"""Fragments of YAML are made whole by their indentation, and what no parser takes is refused."""

import pytest

from gateway.syntax.repair import repair

TORN = {
    "deeper than what follows": "        privileged: true\n      image: a\n  volumes: []\n",
    "in an item, before the next": "      image: a\n    - name: b\n      privileged: true\n",
    "in a list as deep as its key": "  - name: a\n    b: 1\n  volumes: []\nkind: Pod\n",
    "in a list, then out and out again": "    - a\n  - b\n  c: 1\n",
    "in the middle of a line": "true\n      runAsUser: 1\n    name: a\n",
    "in the middle of a key": "ged: true\n      runAsUser: 1\n",
    "in the middle of an indentation": "   env:\n        - name: a\n      securityContext:\n        privileged: true\n",
    "at an item of a list, in mid-line": "name: a\n      image: b\n    - name: c\n",
    "ends in a string in brackets": 'a:\n  b: ["x", "y',
    "ends in braces in brackets": "a: [{b: 1, c",
    "ends in an escape": 'a: "b\\\\c\\',
    "ends in a reference": "a: &b 1\nc: *b",
    "refers to what is further up": "    web: {<<: *base, ports: [*http]}\n  two: *base\n",
    "ends in a mark between documents": "a: 1\n-",
    "refers from a list": "- <<: *base\n  a: 1\n- *other\n",
    "a pattern in a script": "- run: |\n    ls *names\n- run: make\n",
    "says nothing": "  # only this\n\n",
}


@pytest.mark.parametrize("candidate", TORN.values(), ids=TORN)
def test_torn_fragments_are_read_whole(candidate: str) -> None:
    """Wherever it begins and ends, all of it is in the reading, as it came."""
    repaired = repair("yaml", "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept == repaired.text[repaired.start : repaired.end]


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param("a: [1\nb: }\n" * 10, id="broken long before its end"),
        pytest.param("\t\n", id="a tab"),
        pytest.param("- " * 200 + "a\n", id="nested too deeply"),
        pytest.param("- a\n- @b\nc: @d\n\n" * 9, id="marks that begin nothing"),
        pytest.param(
            "a0: &a0 [x, x, x]\n" + "".join(f"a{n}: &a{n} [{f'*a{n - 1}, ' * 9}]\n" for n in range(1, 9)),
            id="aliases that stand for too much",
        ),
    ],
)
def test_what_is_no_yaml_is_refused(candidate: str) -> None:
    """It is not scanned in part."""
    assert repair("yaml", "", candidate) is None


def test_what_begins_in_a_string_is_read_as_code_too() -> None:
    """A prefix may begin anywhere, so its open quote may be a closing one."""
    repaired = repair("yaml", 'a: "b', "\n  privileged: true\n")
    by_itself = repair("yaml", "a: |\n  ", "echo [\n")

    assert repaired is not None
    assert by_itself is not None
    assert repaired.alone is not None
    assert "\n  privileged: true\n" == repaired.alone.text
    assert "|" not in by_itself.text[by_itself.start :]


def test_a_suffix_that_goes_on_in_the_line_is_never_left_out() -> None:
    """The closing quote of an editor belongs to the candidate's string; a broken suffix refuses it."""
    whole = repair("yaml", "a: ", '"b', '"\nc: 1\n')
    later = repair("yaml", "a:\n", "  b: 1\n", "  c: 2\n  d: [\n")

    assert whole is not None
    assert later is not None
    assert 'a: "b"\nc: 1\n' == whole.text
    assert "a:\n  b: 1\n  c: 2\n" == later.text
    assert later.suffix_cut
    assert repair("yaml", "a: ", "b", ": [c: }\n") is None

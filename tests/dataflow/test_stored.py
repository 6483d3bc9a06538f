"""Stored flows: one function leaves foreign data where another finds it, in whichever order they stand."""

from typing import Final

import pytest

from tests.dataflow.programs import found

HEAD: Final = "import page, web\nfrom web import request\nKEPT = {}\nLIST = []\nlast = 'x'\nqueue = web.Queue()\n"


def is_shown(program: str) -> bool:
    """Tell whether data of a request is surely found to get into the page."""
    return any(weakness == "script" and confidence == "high" for weakness, confidence, _ in found(HEAD + program))


@pytest.mark.parametrize(
    ("store", "use", "expected"),
    [
        ("KEPT['a'] = request.args", "KEPT['a']", True),
        ("KEPT[key()] = request.args", "KEPT['a']", True),
        ("KEPT['a'] = request.args", "KEPT.get('a')", True),
        ("KEPT['a'] = 'x'", "KEPT['a']", False),
        ("LIST.append(request.args)", "LIST[0]", True),
        ("LIST.append(sanitise_all(request.args))", "LIST[0]", False),
        ("global last\n    last = request.args", "last", True),
        ("last = request.args", "last", False),
        ("KEPT = {}\n    KEPT['a'] = request.args", "KEPT['a']", False),
        ("queue.text = request.args", "queue.text", True),
        ("web.text = request.args", "web.text", False),
        ("other.text = request.args", "other.text", False),
    ],
)
def test_what_the_program_shares(store: str, use: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A function's own variables are its own; a library's module is nobody's store."""
    one = f"def store():\n    {store}\n"
    other = f"def use():\n    page.show({use})\n"

    assert [expected, expected] == [is_shown(one + other), is_shown(other + one)]


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        ("self.text = request.args", True),
        ("self.text = sanitise_all(request.args)", False),
        ("self.text = 'x'", False),
        ("self.other = request.args", False),
        ("text = request.args", False),
    ],
)
def test_what_objects_keep(store: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """What one method leaves in a member is there in every other, also of what inherits it."""
    one = f"    def store(self):\n        {store}\n"
    other = "    def use(self):\n        page.show(self.text)\n"
    programs = [
        f"class A:\n{one}{other}",
        f"class A:\n{other}{one}",
        f"class B:\n{one}class A(B):\n{other}",
    ]

    assert [expected] * 3 == [is_shown(program) for program in programs]


def test_a_test_in_one_function_says_nothing_of_another() -> None:
    """What was stored is foreign where nobody has looked at it."""
    looked = "def look():\n    if KEPT['a'].isalnum():\n        page.show(KEPT['a'])\n"
    stored = "def store():\n    KEPT['a'] = request.args\n"

    assert [False, True] == [
        is_shown(stored + looked),
        is_shown(stored + looked + "def use():\n    page.show(KEPT['a'])\n"),
    ]

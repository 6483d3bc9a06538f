"""Tests whose outcome was kept, or compared with nothing; tables; what a class is by what it extends."""

from typing import Final

import pytest

from gateway.dataflow.knowledge import Guard, Knowledge, Library, Sanitiser, Sink, Source, Thing, View
from tests.dataflow.programs import LIBRARY, found

HEAD: Final = "import page, re, urls, web\nfrom web import request\nx = request.args\n"
KNOWLEDGE: Final = Knowledge(
    (
        LIBRARY,
        Library(
            library="remembered",
            sources=(Source(names=("web.Handler().path",), origin="request"),),
            things=(Thing(names=("web.Handler",), means="web.Handler()"),),
            guards=(
                Guard(names=("fits",), contexts=("*",), arguments=(0,), absent=True),
                Guard(names=(".parents", "common"), contexts=("*",), arguments=(-1, 0)),
            ),
            sinks=(
                Sink(names=("function.return",), arguments=(0,), context="path", weakness="lent", made=("files.join",)),
            ),
            views=(View(names=("urls.split().host",), blank=("page",)),),
            sanitisers=(Sanitiser(names=("enum.Enum",), contexts=("*",)),),
        ),
    )
)


def is_shown(program: str) -> bool:
    """Tell whether data of a request is surely found to get into the page."""
    reported = found(HEAD + program, KNOWLEDGE)
    return any(weakness == "script" and confidence == "high" for weakness, confidence, _ in reported)


@pytest.mark.parametrize(
    ("before", "test", "expected"),
    [
        ("", "fits(x) is None", False),
        ("", "fits(x) is not None", True),
        ("", "not fits(x)", False),
        ("m = fits(x)", "not m", False),
        ("m = fits(x)", "m is None", False),
        ("m = fits(x)", "m == None", False),
        ("m = fits(x)", "m", True),
        ("m = not fits(x)", "m", False),
        ("m = fits('x')", "not m", True),
        ("m = fits(x)\nx = request.args", "not m", True),
        ("m = fits(x)\nm = web.other()", "not m", True),
        ("m = web.other()\nif web.some():\n    m = fits(x)", "not m", True),
        ("m = fits(x)\nm = m or web.other()", "not m", True),
        ("def f(x):\n    return fits(x)\nm = f('x')", "not m", True),
        ("", "not unknown", True),
    ],
)
def test_the_outcome_of_a_test_may_be_kept(before: str, test: str, expected: bool) -> None:  # noqa: FBT001
    """It says of the value what the test would say, as long as both are the same."""
    assert expected == is_shown(f"{before}\nif {test}:\n    raise ValueError\npage.show(x)\n")


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("urls.split(x).host", False),
        ("urls.split(x).host != ''", False),
        ("urls.split(x).host is not None", False),
        ("urls.split(x).host == ''", True),
        ("urls.split(x).path", True),
        ("urls.split(x)", True),
    ],
)
def test_what_is_shown_by_an_empty_member(test: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A URL without a host leads nowhere else."""
    assert expected == is_shown(f"if {test}:\n    raise ValueError\npage.show(x)\n")


@pytest.mark.parametrize(
    ("table", "use", "expected"),
    [
        ("{'a': 'b'}", "TABLE[x]", False),
        ("{'a': 'b'}", "TABLE.get(x)", False),
        ("{'a': 'b'}", "TABLE.get(x, x)", True),
        ("{'a': request.args}", "TABLE[web.key()]", True),
        ("{'a': request.args}", "TABLE.get(web.key())", True),
    ],
)
def test_tables_give_what_is_in_them(table: str, use: str, expected: bool) -> None:  # noqa: FBT001 - as above
    """Whichever key is asked for."""
    assert expected == is_shown(f"TABLE = {table}\npage.show({use})\n")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("class A(web.Handler):\n    def get(self):\n        page.show(self.path)\n", True),
        ("class A(web.Other):\n    def get(self):\n        page.show(self.path)\n", False),
        ("class A(f()):\n    def get(self):\n        page.show(self.path)\n", False),
        ("class A:\n    def get(self):\n        page.show(self.path)\n", False),
        ("import enum\nclass A(enum.Enum):\n    B = 'b'\npage.show(A(x).value)\n", False),
        ("import enum\nclass A(enum.Other):\n    B = 'b'\npage.show(A(x).value)\n", True),
    ],
)
def test_a_class_is_what_it_extends(program: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A library calls its methods, or says what its objects are."""
    assert expected == is_shown(program)


@pytest.mark.parametrize(("new", "expected"), [("''", []), ("'_'", []), ("'/'", ["path"]), ("x", ["path"])])
def test_what_is_put_in_place_of_a_character(new: str, expected: list[str]) -> None:
    """A character that is as dangerous as the one it replaces makes nothing safe."""
    text = f"{HEAD}import files\nfiles.read('data/' + x.replace('..', {new}))\n"

    assert expected == [weakness for weakness, _, _ in found(text, KNOWLEDGE)]


@pytest.mark.parametrize(
    ("test", "expected"),
    [
        ("not all(fits(one) for one in x)", False),
        ("not all(fits(one) for one in 'ab')", True),
        ("not all(fits(one) for one in x if web.some())", True),
        ("all(fits(one) for one in x)", True),
        ("any(not fits(one) for one in x)", False),
        ("not any(fits(one) for one in x)", True),
        ("not any(x)", True),
        ("not all(fits(one) for one in x for two in x)", True),
        ("common([web.root(), x]) != web.root()", False),
        ("common([web.root(), x]) == web.root()", True),
        ("web.root() not in x.parents", False),
        ("web.root() in x.parents", True),
        ("web.root() not in x.others", True),
    ],
)
def test_what_is_shown_of_each_and_by_comparing(test: str, expected: bool) -> None:  # noqa: FBT001 - as above
    """Of all items, where each is looked at; of a path, where it is compared with its folder."""
    assert expected == is_shown(f"if {test}:\n    raise ValueError\npage.show(x)\n")


def test_each_alone_shows_nothing() -> None:
    """Nobody stops where the answer is not asked for."""
    assert is_shown("all(fits(one) for one in x)\npage.show(x)\n")


@pytest.mark.parametrize(
    ("characters", "expected"), [("'.;'", ["path"]), ("['..', '/']", []), ("('..',)", []), ("web.some()", ["path"])]
)
def test_characters_that_are_refused_one_by_one(characters: str, expected: list[str]) -> None:
    """What is shown of each is shown of all."""
    text = f"{HEAD}import files\nif any(one in x for one in {characters}):\n    raise ValueError\n"

    assert expected == [weakness for weakness, _, _ in found(text + "files.read('data/' + x)\n", KNOWLEDGE)]


def test_an_entry_of_an_object_is_a_member_by_another_name() -> None:
    """A request's data may be asked for as a member or under a key."""
    assert is_shown("class A(web.Handler):\n    def get(self):\n        page.show(self['path'])\n")


@pytest.mark.parametrize(
    ("returned", "expected"),
    [("files.join(root, name)", ["lent"]), ("files.join('a', 'b')", []), ("name", []), ("other(root, name)", [])],
)
def test_what_is_returned_to_nobody_knows_whom(returned: str, expected: list[str]) -> None:
    """Knowledge may be about what a function returns, as about what a call is given."""
    program = f"import files\ndef f(root, name):\n    return {returned}\n"

    assert expected == [weakness for weakness, _, _ in found(program, KNOWLEDGE)]

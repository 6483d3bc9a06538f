"""Classes of the program: what objects inherit, what their members hold, which of their methods need no call."""

from typing import Final

import pytest

from tests.dataflow.programs import found

HEAD: Final = "import page, web\nfrom web import request\n"
READER: Final = "class Reader:\n    def read(self):\n        return request.args\n"
HOLDER: Final = (
    "class Holder:\n    def __init__(self, text, other=None):\n        self.text = text\n        self.other = other\n"
)
SHOWER: Final = "class Shower:\n    def show(self, text):\n        page.show(text)\n"


def is_shown(program: str) -> bool:
    """Tell whether data of a request is surely found to get into the page."""
    return any(weakness == "script" and confidence == "high" for weakness, confidence, _ in found(HEAD + program))


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (READER + "class A(Reader):\n    def f(self):\n        page.show(self.read())\n", True),
        (READER + "class B(Reader):\n    pass\nclass A(B):\n    def f(self):\n        page.show(self.read())\n", True),
        (READER + "class A(web.Base, Reader):\n    def f(self):\n        page.show(self.read())\n", True),
        (READER + "class A(Reader):\n    def read(self):\n        return 'x'\npage.show(A().read())\n", False),
        ("class A(A):\n    pass\nclass B(B, A):\n    def f(self):\n        page.show(self.read())\n", False),
        (SHOWER + "class A(Shower):\n    pass\ndef f():\n    A().show(request.args)\n", True),
        (SHOWER + "class A(Shower):\n    def show(self, a):\n        super().show(a)\nA().show(request.args)\n", True),
        ("class A:\n    def show(self, a):\n        page.show(super().name(a))\nA().show(request.args)\n", True),
        ("class Fixed:\n    NAME = 'x'\nclass A(Fixed):\n    def f(self):\n        page.show(self.NAME)\n", False),
        ("page.show(super())\n", False),
    ],
)
def test_what_a_class_inherits(program: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A method is that of the nearest class which has it."""
    assert expected == is_shown(program)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        (HOLDER + "page.show(Holder(request.args).text)\n", True),
        (HOLDER + "page.show(Holder('x', request.args).text)\n", False),
        (HOLDER + "page.show(Holder('x', other=request.args).other)\n", True),
        (HOLDER + "class A(Holder):\n    pass\npage.show(A(request.args).text)\n", True),
        (
            HOLDER + "class A(Holder):\n    def __init__(self):\n        super().__init__(request.args)\n"
            "    def f(self):\n        page.show(self.text)\n",
            True,
        ),
        (HOLDER + "class A(Holder):\n    def f(self):\n        page.show(self.text)\nA(request.args).f()\n", True),
        (HOLDER + "a = Holder('x')\na.text = request.args\npage.show(a.text)\n", True),
        (HOLDER + "a = Holder(request.args)\na.text = 'x'\npage.show(a.text)\n", False),
        (
            (
                "class A:\n    def read(self):\n        self.text = request.args\n"
                "    def f(self):\n        self.read()\n        page.show(self.text)\n"
            ),
            True,
        ),
        (
            (
                "class A:\n    def read(self):\n        self.text = request.args\n    def show(self):\n"
                "        page.show(self.text)\na = A()\na.read()\na.show()\n"
            ),
            True,
        ),
        (HOLDER + "a = Holder('x')\nb = a\nb.text = request.args\npage.show(a.text)\n", True),
        (
            (
                "class A:\n    def read(self):\n        if web.some():\n            self.text = request.args\n"
                "            return\n        self.text = 'x'\n"
                "    def f(self):\n        self.read()\n        page.show(self.text)\n"
            ),
            True,
        ),
        ("class A:\n    pass\npage.show(A(text=request.args).text)\n", True),
        ("class A:\n    pass\npage.show(A(text=request.args, other='x').other)\n", False),
        ("class A:\n    def __init__(self):\n        page.show(A(request.args).x)\n", True),
    ],
)
def test_what_members_hold(program: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """Each member by itself, whichever method has filled it."""
    assert expected == is_shown(program)


@pytest.mark.parametrize(
    ("decorator", "use", "expected"),
    [
        ("@property", "self.text", True),
        ("@functools.cached_property", "self.text", True),
        ("@property", "self.other", False),
        ("@functools.lru_cache(1)", "self.text", False),
    ],
)
def test_a_property_is_what_its_method_returns(
    decorator: str,
    use: str,
    expected: bool,  # noqa: FBT001 - a case of the table
) -> None:
    """It is called by being read."""
    program = f"class A:\n    {decorator}\n    def text(self):\n        return request.args\n"

    assert expected == is_shown(f"{program}    def f(self):\n        page.show({use})\n")


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("class A:\n    @staticmethod\n    def show(text):\n        page.show(text)\nA.show(request.args)\n", True),
        ("class A:\n    @staticmethod\n    def show(text):\n        page.show(text)\nA().show(request.args)\n", True),
        (
            "class A:\n    @staticmethod\n    def show(a, text):\n        page.show(text)\nA.show(request.args, 'x')\n",
            False,
        ),
        ("class A:\n    @classmethod\n    def show(cls, text):\n        page.show(text)\nA.show(request.args)\n", True),
        (SHOWER + "Shower.show(Shower(), request.args)\n", True),
        (
            HOLDER + "class A(Holder):\n    @classmethod\n    def of(cls, text):\n        return cls(text)\n"
            "page.show(A.of(request.args).text)\n",
            True,
        ),
    ],
)
def test_methods_without_an_object(program: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """A static method gets its arguments alone; one that is called by its class's name gets its object as the first."""
    assert expected == is_shown(program)


@pytest.mark.parametrize(
    ("program", "expected"),
    [
        ("@dataclass\nclass A:\n    name: str\n    text: str\npage.show(A('x', request.args).text)\n", True),
        ("@dataclass\nclass A:\n    name: str\n    text: str\npage.show(A('x', request.args).name)\n", False),
        ("@attrs.define(slots=True)\nclass A:\n    text: str\npage.show(A(request.args).text)\n", True),
        ("class A(typing.NamedTuple):\n    text: str\npage.show(A(request.args).text)\n", True),
        ("@dataclass\nclass A:\n    text: str\n    name: str = 'x'\npage.show(A(request.args).name)\n", False),
        ("@dataclass\nclass A:\n    text: str\n    def f(self):\n        page.show(self.text)\n", False),
        ("class A(f()):\n    text: str\n    def f(self):\n        page.show(self.text)\nA(request.args).f()\n", True),
        (
            (
                "@dataclass\nclass A:\n    text: str\n    def __init__(self, a):\n        self.text = 'x'\n"
                "page.show(A(request.args).text)\n"
            ),
            False,
        ),
    ],
)
def test_fields_describe_an_initialiser(program: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """Dataclasses and their like are given their fields in order, and by their names."""
    assert expected == is_shown(program)

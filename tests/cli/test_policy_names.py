"""`gateway policy names` reads stubs and source as data, and leaves out what cannot be told from the text."""

from pathlib import Path

import pytest

from gateway.cli import main, names
from gateway.cli.names import index_of, parts_of
from gateway.scan.api_index import Names, read_names

FILES = {
    "shop/__init__.py": (
        "from .orders import Order as Order, place\nfrom shop import stock\nfrom .stars import *\n__version__ = '1'\n"
    ),
    "shop/orders.py": (
        "import abc, os.path\nfrom typing import Generic\n"
        "class Base(abc.ABC):\n    kind: str\n    def __init__(self):\n        self.number = 1\n"
        "class Order(Base, Generic[int]):\n    a = b = 1\n    def pay(self): ...\n    def _hide(self): ...\n"
        "class Open(Base):\n    def __getattr__(self, name): ...\n"
        "class Made(make()()):\n    pass\n"
        "class Meta(metaclass=Other):\n    pass\n"
        "@register\nclass Registered:\n    pass\n"
        "class Text(str):\n    pass\n"
        "class Nested(os.path.Thing):\n    pass\n"
        "if x:\n    def place(): ...\nelse:\n    place = None\n"
        "try:\n    import fast\nexcept ImportError:\n    fast = None\n"
        "for each, (one, two) in pairs:\n    pass\nwith opened() as file:\n    pass\ntype Alias = int\n"
    ),
    "shop/stock.pyi": "from typing import Any\nfrom .orders import Order\ncount: int\ndef find(x: Any) -> Order: ...\n",
    "shop/stock.py": "def hidden(): ...\n",
    "shop/stars.py": "from .deeper import *\nhere = 1\n",
    "shop/deeper.py": "class Deep:\n    down = 1\n",
    "shop/dynamic.py": "def __getattr__(name): ...\n",
    "shop/computed.py": "globals()['a'] = 1\n",
    "shop/foreign.py": "from elsewhere import *\n",
    "shop/broken.py": "def (:\n",
    "shop/_private.py": "a = 1\n",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Return the folder of a package."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "shop"


@pytest.fixture
def index(package: Path) -> Names:
    """Return the index of the package."""
    return read_names([index_of([str(package)])])


def test_modules_have_their_names(index: Names) -> None:
    """Names of every kind of statement, of branches, of star imports, and of modules inside."""
    assert {"Order", "place", "stock", "orders", "here", "Deep"} <= index.modules["shop"]
    assert {"each", "one", "two", "file", "Alias", "fast", "place", "os"} <= index.modules["shop.orders"]
    assert "_private" not in index.modules["shop"]


def test_a_stub_says_what_is_public(index: Names) -> None:
    """It goes before the source; the words of its annotations are no names."""
    assert {"count", "find", "Order"} == index.modules["shop.stock"]
    assert "shop.stock.Order" not in index.same


def test_what_cannot_be_told_is_left_out(index: Names) -> None:
    """Modules and classes that make names as they run are never said to lack one."""
    left_out = {f"shop.{name}" for name in ("dynamic", "computed", "foreign", "broken", "_private")}

    assert not left_out & set(index.modules)
    assert {"Base", "Order", "Text", "Nested"} == {
        name[12:] for name in index.classes if name.startswith("shop.orders.")
    }


@pytest.mark.parametrize(
    ("path", "is_missing"),
    [
        ("shop.Order().pay", False),
        ("shop.Order().number", False),
        ("shop.Order.kind", False),
        ("shop.Order().refund", True),
        ("shop.Deep.down", False),
        ("shop.Deep.up", True),
        ("shop.plaice", True),
        ("shop.orders.Text().upper", False),
        ("shop.orders.Open().anything", False),
        ("shop.orders.Nested().anything", False),
    ],
)
def test_the_index_tells_what_is_missing(index: Names, path: str, is_missing: bool) -> None:  # noqa: FBT001 (a table)
    """Through what the package passes on, and through bases."""
    assert is_missing == (index.missing(path) is not None)


def test_a_folder_of_packages_is_read(package: Path) -> None:
    """What is not a package itself holds some; one can be left out."""
    assert "module shop:" in index_of([str(package.parent)])
    assert main(["policy", "names", str(package.parent), "--without", "shop", "--out", str(package / "a.txt")]) == 2


def test_the_command_writes_parts(
    package: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is too long for one file of a bundle goes on in the next; together they are the index."""
    monkeypatch.setattr(names, "_PART_BYTES_MAX", 300)
    out = tmp_path / "shop.txt"

    assert 0 == main(["policy", "names", str(package), "--out", str(out)])
    files = [out, *sorted(tmp_path.glob("shop-*.txt"))]
    assert index_of([str(package)]) == "".join(file.read_text(encoding="utf-8") for file in files)
    assert f"in {len(files)} files" in capsys.readouterr().out
    assert len(parts_of("a\nb\n")) == 1


@pytest.mark.parametrize("arguments", [[], ["source"], ["absent", "--out", "a.txt"]])
def test_what_is_not_there_is_named(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 2."""
    assert 2 == main(["policy", "names", *arguments])
    assert "folder" in capsys.readouterr().err


def test_a_folder_has_a_bound(
    package: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder with too many files is refused."""
    monkeypatch.setattr(names, "_FILES_MAX", 3)

    assert 2 == main(["policy", "names", str(package), "--out", str(package / "a.txt")])
    assert "more than 3 files" in capsys.readouterr().err

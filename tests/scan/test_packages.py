"""Imports of packages that do not exist are found, and what exists, is one's own or is listed is left alone."""

import ast
from pathlib import Path

import pytest

from gateway.errors import SettingsInvalid
from gateway.policy.bundle import ApiCatalogue, PackageNames
from gateway.scan import package_index
from gateway.scan.api_policy import ApiPolicy
from gateway.scan.apis.languages import TONGUES
from gateway.scan.facts import ImportFact
from gateway.scan.fusion import from_packages
from gateway.scan.package_index import Index, read_index, read_indexes, written
from gateway.scan.packages import LOOKALIKE_RULE, UNKNOWN_RULE, Packages, Suspect, own_modules
from gateway.scan.trees import root_of
from gateway.values import Engine, Span

PYTHON = PackageNames("python", "pypi", ("distutils",), {"yaml": "PyYAML", "google.cloud": "google-cloud-core"})
CATALOGUES = {
    "python": ApiCatalogue(language="python", capabilities={}, allowed=("house.tools.*",)),
    "javascript": ApiCatalogue(language="javascript", capabilities={}, allowed=("@house/tools.*",)),
    "go": ApiCatalogue(language="go", capabilities={}),
}
NAMES = {
    "pypi": "requests\nPyYAML\nnumpy\npython-dateutil\ngoogle-cloud-storage\nbeautifulsoup4\nscikit-learn\nbcrypt\n",
    "npm": "lodash\n@babel/core\nreact-dom\nleft-pad\n",
    "go": "github.com/gin-gonic/gin\ngolang.org/x/crypto\n",
}


def index_of(folder: Path, ecosystem: str, text: str | None = None) -> Index:
    """Return an index of a few names."""
    path = folder / f"{ecosystem}.txt"
    path.write_text(NAMES[ecosystem] if text is None else text, encoding="utf-8")
    return read_index(path, ecosystem)


def imports_of(language: str, text: str) -> tuple[ImportFact, ...]:
    """Return what a text imports."""
    policy = ApiPolicy(CATALOGUES[language], report_unlisted=False)
    if language == "python":
        return policy.analyse(ast.parse(text)).imports
    return policy.read(TONGUES[language], root_of(language, text), text).imports


def names_of(language: str) -> PackageNames:
    """Return how imports and packages go together."""
    others = {
        "javascript": PackageNames("javascript", "npm", ("fs", "child_process")),
        "go": PackageNames("go", "go"),
    }
    return PYTHON if language == "python" else others[language]


def suspects_of(folder: Path, language: str, text: str, own: frozenset[str] = frozenset()) -> list[Suspect]:
    """Return what is wrong with the imports of a text, all of which is the candidate."""
    names = names_of(language)
    engine = Packages(names, CATALOGUES[language], index_of(folder, names.ecosystem))
    return engine.suspects(imports_of(language, text), Span, own)


@pytest.mark.parametrize(
    ("language", "text", "nearest"),
    [
        ("python", "import reqeusts", "requests"),
        ("python", "from numpyy.linalg import norm", "numpy"),
        ("python", "import bcrypto", "bcrypt"),
        ("python", "import dateutil", "python-dateutil"),
        ("python", "import learn_scikit", "scikit-learn"),
        ("python", "import beautiful_soup4", "beautifulsoup4"),
        ("python", "import wholly.unheard.of", ""),
        ("python", "__import__('reqeusts')", "requests"),
        ("python", "import importlib\nimportlib.import_module('reqeusts.api')", "requests"),
        ("javascript", "import _ from 'lodahs';", "lodash"),
        ("javascript", "const a = require('leftpad');", "left-pad"),
        ("javascript", "import('dom-react');", "react-dom"),
        ("javascript", "export * from '@bable/core/lib';", "@babel/core"),
        ("go", 'package a\nimport "github.com/gin-gonik/gin"', "github.com/gin-gonic/gin"),
    ],
)
def test_what_does_not_exist_is_found(tmp_path: Path, language: str, text: str, nearest: str) -> None:
    """An import of a package that the index lacks is found, with the name that was meant."""
    found = suspects_of(tmp_path, language, text)

    assert [(UNKNOWN_RULE, nearest)] == [(one.rule, one.nearest) for one in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("python", "import os, collections.abc, requests, distutils.core"),
        ("python", "from . import reqeusts\nfrom .reqeusts import a"),
        ("python", "import yaml\nfrom google.cloud import storage\nimport google.cloud.storage.blob"),
        ("python", "import NumPy"),
        ("python", "import house.tools"),
        ("python", "text = 'import reqeusts'"),
        ("javascript", "import fs from 'node:fs'; import a from './lodahs'; import b from '@/c'; import c from '#d';"),
        ("javascript", "import d from 'lodash/fp'; import e from '@babel/core/lib'; import f from 'https://a.b/c.js';"),
        ("javascript", "import g from '@house/tools';"),
        ("go", 'package a\nimport ("fmt"; "os/exec"; "github.com/gin-gonic/gin/binding"; "golang.org/x/crypto/ssh")'),
    ],
)
def test_what_exists_is_left_alone(tmp_path: Path, language: str, text: str) -> None:
    """The standard library, known packages by any name, the house's list, and the project's own paths pass."""
    assert [] == suspects_of(tmp_path, language, text)


def test_the_projects_own_modules_are_known(tmp_path: Path) -> None:
    """The request names them; the folders of the file are among them."""
    own = own_modules(("reqeusts",), "shop\\orders/views.py")
    text = "import reqeusts.api\nimport shop.orders\nimport views"

    assert [] == suspects_of(tmp_path, "python", text, own)
    assert 3 == len(suspects_of(tmp_path, "python", text, own_modules((), None)))


def test_what_the_user_imports_is_known(tmp_path: Path) -> None:
    """A module that the text around the candidate imports is no invention of the model."""
    engine = Packages(PYTHON, None, index_of(tmp_path, "pypi"))
    imports = imports_of("python", "import unheard\nfrom unheard.of import a\nimport other")
    found = engine.suspects(imports, lambda *place: Span(*place) if place[0] > 1 else None, frozenset())

    assert [3] == [one.span.line for one in found]


def test_without_an_index_nothing_is_guessed() -> None:
    """The evidence says that nothing was checked."""
    engine = Packages(PYTHON, None, None)
    imports = imports_of("python", "import reqeusts")

    assert [] == engine.suspects(imports, Span, frozenset())
    assert "1 imports were not checked" in engine.evidence(imports, 0.0).proof


def test_the_evidence_names_the_index(tmp_path: Path) -> None:
    """Who reads the record knows against which names the imports were checked."""
    index = index_of(tmp_path, "pypi")
    evidence = Packages(PYTHON, None, index).evidence((), 0.0)

    assert (Engine.PACKAGES, index.digest) == (evidence.engine, evidence.rules_digest)
    assert "0 imports checked against 8 names of pypi" == evidence.proof


def test_a_rare_neighbour_of_a_famous_package_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that exists may still be there for those who mistype; without popularity nobody can tell."""
    monkeypatch.setattr(package_index, "_RARE_FROM", 3)
    monkeypatch.setattr(package_index, "_FAMOUS_UNTIL", 2)
    text = "requests\nnumpy\nblack\nreqeusts\nunrelated\n"
    engine = Packages(PYTHON, None, index_of(tmp_path, "pypi", text))
    imports = imports_of("python", "import reqeusts, requests, unrelated, numpy")
    by_name = Packages(PYTHON, None, index_of(tmp_path, "pypi", f"# order: name\n{text}"))

    assert [(LOOKALIKE_RULE, "requests")] == [(s.rule, s.nearest) for s in engine.suspects(imports, Span, frozenset())]
    assert [] == by_name.suspects(imports, Span, frozenset())


def test_the_message_quotes_the_index_only() -> None:
    """A name out of the scanned text never gets into a message."""
    found = from_packages([Suspect(UNKNOWN_RULE, "requests", Span(1, 1, 1, 2))], {})

    assert [(UNKNOWN_RULE, Engine.PACKAGES)] == [(one.rule, one.engine) for one in found]
    assert found[0].message.endswith("The nearest known name is requests.")


def test_an_index_that_is_refreshed_keeps_its_order(tmp_path: Path) -> None:
    """Popularity is not forgotten: what remains stays in place, what is new follows, what is gone goes."""
    before = index_of(tmp_path, "npm", "b\na\nc\n")

    assert "b\na\nd\ne\n" == written(["a", "e", "b", "d"], before=before)
    assert "# order: name\na\nb\n" == written(["b", "a"], before=None)


@pytest.mark.parametrize("text", ["", "# only a comment\n", "\udcff"])
def test_an_index_that_cannot_be_used_is_refused(tmp_path: Path, text: str) -> None:
    """Nothing starts with an index that holds nothing."""
    path = tmp_path / "pypi.txt"
    path.write_bytes(text.encode(errors="surrogateescape"))

    with pytest.raises(SettingsInvalid, match="index of packages"):
        read_index(path, "pypi")


def test_an_index_has_a_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is too large is refused."""
    monkeypatch.setattr(package_index, "INDEX_BYTES_MAX", 3)

    with pytest.raises(SettingsInvalid, match="larger than 3 bytes"):
        index_of(tmp_path, "pypi")


def test_indexes_are_read_by_their_names(tmp_path: Path) -> None:
    """Each ecosystem has its file; a folder that is not there is an error, none at all is none."""
    index_of(tmp_path, "npm")

    assert {"npm"} == set(read_indexes(str(tmp_path)))
    assert {} == read_indexes("")
    with pytest.raises(SettingsInvalid, match="is no folder"):
        read_indexes(str(tmp_path / "absent"))

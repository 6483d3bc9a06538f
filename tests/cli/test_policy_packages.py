"""`gateway policy packages` makes an index of packages out of what mirrors give."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from gateway.cli import main, mirrors

SIMPLE_JSON = json.dumps({"meta": {"api-version": "1.1"}, "projects": [{"name": "Flask"}, {"name": "zope.interface"}]})
SIMPLE_HTML = '<!DOCTYPE html><html><body><a href="/simple/flask/">Flask</a>\n<a href="/b/">a &amp; b</a></body></html>'
NPM_JSON = json.dumps({"total_rows": 2, "rows": [{"id": "lodash"}, {"id": "@babel/core"}, {"key": "no id"}, "text"]})
SOURCES = {
    "PEP 691": (SIMPLE_JSON, "pypi", ["flask", "zope-interface"]),
    "PEP 503": (SIMPLE_HTML, "pypi", ["flask"]),
    "npm": (NPM_JSON, "npm", ["@babel/core", "lodash"]),
    "list": ('["b", "a", 1, "no name"]', "npm", ["a", "b"]),
    "keys": ('{"b": {}, "a": {}}', "npm", ["a", "b"]),
    "lines": ("# comment\nb\n\na\n", "go", ["a", "b"]),
}


class Mirror(BaseHTTPRequestHandler):
    """A mirror that knows two packages, or sends elsewhere."""

    def do_GET(self) -> None:
        """Answer with the simple index, to /away with a redirect."""
        self.send_response(302 if self.path == "/away" else 200)
        self.send_header("Location", "/simple/")
        self.end_headers()
        self.wfile.write(SIMPLE_JSON.encode())

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def mirror() -> Iterator[str]:
    """Yield the address of a mirror on this machine."""
    with HTTPServer(("127.0.0.1", 0), Mirror) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def packages(source: str, out: Path, ecosystem: str = "pypi") -> int:
    """Run the command."""
    return main(["policy", "packages", source, "--ecosystem", ecosystem, "--out", str(out)])


@pytest.mark.parametrize("form", SOURCES)
def test_every_form_of_a_mirror_is_read(tmp_path: Path, form: str) -> None:
    """The names are written by name, as their ecosystem spells them."""
    text, ecosystem, names = SOURCES[form]
    source, out = tmp_path / "source", tmp_path / "out.txt"
    source.write_text(text, encoding="utf-8")

    assert 0 == packages(str(source), out, ecosystem)
    assert ["# order: name", *names] == out.read_text(encoding="utf-8").splitlines()


def test_a_refresh_keeps_the_order(mirror: str, tmp_path: Path) -> None:
    """What was there before keeps its place; what is gone goes."""
    out = tmp_path / "pypi.txt"
    out.write_text("zope-interface\ngone\n", encoding="utf-8")

    assert 0 == packages(f"{mirror}/simple/", out)
    assert "zope-interface\nflask\n" == out.read_text(encoding="utf-8")


def test_no_redirect_is_followed(mirror: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The mirror that was named is the one that is asked."""
    out = tmp_path / "pypi.txt"

    assert 2 == packages(f"{mirror}/away", out)
    assert "sends us elsewhere" in capsys.readouterr().err
    assert not out.exists()


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("http://127.0.0.1:1/simple/", "cannot be fetched"),
        ("absent.txt", "cannot be read"),
        ("{broken", "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, source: str, what: str
) -> None:
    """A mirror that is down, a file that is not there, text that is no list: one line, exit code 2, nothing written."""
    monkeypatch.chdir(tmp_path)
    if source.startswith("{"):
        Path("source").write_text(source, encoding="utf-8")
        source = "source"

    assert 2 == packages(source, tmp_path / "out.txt")
    assert what in capsys.readouterr().err
    assert not (tmp_path / "out.txt").exists()


def test_nothing_is_no_index(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A source without a single name replaces nothing."""
    (tmp_path / "source").write_text('{"projects": []}', encoding="utf-8")

    assert 2 == packages(str(tmp_path / "source"), tmp_path / "out.txt")
    assert "names no package" in capsys.readouterr().err


def test_a_source_has_a_bound(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source that never ends is not read to its end."""
    monkeypatch.setattr(mirrors, "INDEX_BYTES_MAX", 3)
    (tmp_path / "source").write_text("flask\n", encoding="utf-8")

    assert 2 == packages(str(tmp_path / "source"), tmp_path / "out.txt")
    assert "larger than 3 bytes" in capsys.readouterr().err


def test_the_command_says_what_it_wants(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a file to write there is nothing to do."""
    assert 2 == main(["policy", "packages", "source"])
    assert "--out FILE" in capsys.readouterr().err

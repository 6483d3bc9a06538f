"""
A test says nothing of what else was read, nor of what was made of a variable before it became another one; it says
everything of what is asked for again.
"""

import pytest
from msgspec.structs import replace

from gateway.dataflow.naming import element_names
from gateway.dataflow.value import Value, constant
from tests.dataflow.languages import Spoken

_FLASK = "import os, requests\nfrom urllib.parse import urlparse, urlsplit\nfrom flask import request\n"
_EXPRESS = 'const cp = require("child_process");\napp.get("/", (req, res) => { %s });'
_SERVLET = (
    "import javax.servlet.http.*;\nclass A extends HttpServlet {\n"
    "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception { %s } }"
)
_CLASS = "class A { %s }"
_GO = 'package a\nimport ("net/http"; "os/exec")\nfunc h(w http.ResponseWriter, r *http.Request) { %s }'
_PHP = "<?php %s"
_RUN = 'Runtime.getRuntime().exec("ls " + %s);'
# ruff: noqa: E501
# What is tested, and what is used: something else first, then the same.
PROGRAMS = [
    ("python", _FLASK + "a = request.args.get('a')\nb = request.args.get('b')\nif a in ('x', 'y'):\n    os.system(%s)\n"),
    ("python", _FLASK + "if request.args.get('a') in ('x', 'y'):\n    a, b = request.args.get('a'), request.args.get('b')\n    os.system(%s)\n"),
    ("python", _FLASK + "a = request.get_json()['a']\nb = request.get_json()['b']\nif a in ('x', 'y'):\n    os.system(%s)\n"),
    ("python", _FLASK + "c = request.args['c']\nb, a = c.split(':')\nif a in ('x', 'y'):\n    os.system(%s)\n"),
    ("python", _FLASK + "c = request.args['c']\nb = c.split(':')[0]\na = c.split(':')[1]\nif a in ('x', 'y'):\n    os.system(%s)\n"),
    ("python", _FLASK + "a = input()\nb = input()\nif a in ('x', 'y'):\n    os.system(%s)\n"),
    ("python", _FLASK + "def f(c):\n    a = c.get_kind()\n    b = c.get_name()\n    if a in ('x', 'y'):\n        os.system(%s)\n"),
    ("python", _FLASK + "a = request.args['a']\nb = a\na = request.args['a']\nif a in ('x', 'y'):\n    os.system(%s)\n"),
    ("python", _FLASK + "def f(a, c):\n    b = 'ls ' + a\n    a = c\n    if a in ('x', 'y'):\n        os.system(%s)\n"),
    ("javascript", _EXPRESS % 'const a = req.get("a"), b = req.get("b"); if (["x"].includes(a)) cp.exec(%s);'),
    ("javascript", _EXPRESS % 'const u = new URL(req.url).searchParams, a = u.get("a"), b = u.get("b"); if (a === "x") cp.exec(%s);'),
    ("javascript", _EXPRESS % 'let a = req.query.a; const b = a; a = req.query.a; if (["x"].includes(a)) cp.exec(%s);'),
    ("java", _SERVLET % f'String a = q.getParameter("a"), b = q.getParameter("b"); if (a.equals("x")) {{ {_RUN} }}'),
    ("go", _GO % 'a := r.URL.Query().Get("a"); b := r.URL.Query().Get("b"); if a == "x" { exec.Command("sh", "-c", %s).Run() }'),
    ("go", _GO % 'a := r.FormValue("a"); b := r.FormValue("b"); if a == "x" { exec.Command("sh", "-c", %s).Run() }'),
    ("php", _PHP % '$a = $request->input("a"); $b = $request->input("b"); if ($a === "x") { system(%s); }'),
    ("php", _PHP % "$a = $_GET['a']; $b = $a; $a = $_GET['a']; if (in_array($a, ['x', 'y'], true)) { system(%s); }"),
]  # fmt: skip
AGAIN = [
    ("python", _FLASK + "if request.args.get('a') in ('x', 'y'):\n    os.system('ls ' + request.args.get('a'))\n"),
    (
        "python",
        _FLASK + "a = request.args.get('a')\nif a in ('x', 'y'):\n    os.system('ls ' + request.args.get('a'))\n",
    ),
    ("javascript", _EXPRESS % 'if (["x"].includes(req.get("a"))) cp.exec("ls " + req.get("a"));'),
    ("java", _SERVLET % f'if ("x".equals(q.getParameter("a"))) {{ {_RUN % 'q.getParameter("a")'} }}'),
    (
        "javascript",
        _EXPRESS
        % 'const p = new URLSearchParams(req.url); if (["x"].includes(p.get("a"))) cp.exec("ls " + p.get("a"));',
    ),
    (
        "java",
        _CLASS % f'void f(Dto d) throws Exception {{ if ("x".equals(d.getName())) {{ {_RUN % "d.getName()"} }} }}',
    ),
    ("go", _GO % 'q := r.URL.Query(); if q.Get("a") == "x" { exec.Command("sh", "-c", q.Get("a")).Run() }'),
    ("go", _GO % 'if r.FormValue("a") == "x" { exec.Command("sh", "-c", r.FormValue("a")).Run() }'),
    (
        "python",
        _FLASK + "a = request.args.get('a').strip()\nb = 'ls ' + a\nif a in ('x', 'y'):\n    os.system(b)\n",
    ),
]
_PARTS_OF_ADDRESSES = [
    "_, host, *_ = urlsplit(a)\n",
    "host = a.split('/')[2]\n",
    "host = urlsplit(a).netloc\n",
]
_IN_ONE_BRANCH = (
    _FLASK + "def f(c):\n    if c:\n        if request.args.get('a') not in ('x', 'y'):\n            return\n"
    "    os.system('ls ' + request.args.get('a'))\n"
)
_IN_TURN = _FLASK + "while f():\n    if input() in ('x', 'y'):\n        os.system('ls ' + input())\n"
_GAMED_ADDRESS = (
    _FLASK + "a = request.args['a']\np = urlparse(a)\na = request.args['b']\n"
    "if p.scheme == 'https' and p.hostname == 'example.com':\n    requests.get(a, timeout=3)\n"
)


_HALF_TESTED = [
    (
        "python",
        _FLASK
        + "def f(c):\n    if c:\n        if A not in ('x', 'y'):\n            return\n    os.system('ls ' + A)\n",
    ),
    (
        "python",
        _FLASK + "def f(c):\n    try:\n        if A not in ('x', 'y'):\n            return\n"
        "    except KeyError:\n        pass\n    os.system('ls ' + A)\n",
    ),
    ("javascript", _EXPRESS % 'if (c) { if (!["x", "y"].includes(A)) return; } cp.exec("ls " + A);'),
]
_READS = {
    "python": ("request.args['a']", "request.json['a']", "request.args.get('a')"),
    "javascript": ("req.query.a", "req.body['a']", 'req.get("a")'),
}


def _named(language: str, name: str) -> str:
    return f"${name}" if language == "php" else name


@pytest.mark.parametrize(("language", "text"), PROGRAMS)
def test_what_else_was_read_is_not_tested(language: str, text: str) -> None:
    """One key, part or time of reading was looked at, another one is used."""
    speaking = Spoken(language)
    joining = " . " if language == "php" else " + "
    other, same = (text % f"'ls '{joining}{_named(language, name)}" for name in ("b", "a"))
    if language in {"java", "go"}:
        other, same = other.replace("'ls '", '"ls "'), same.replace("'ls '", '"ls "')

    assert "command-injection" in speaking.found(other)
    assert "command-injection" not in speaking.found(same)


@pytest.mark.parametrize(("language", "text"), AGAIN)
def test_what_is_asked_for_again_is_tested(language: str, text: str) -> None:
    """The same key of the same request holds the same, and what a variable was made of is told by it."""
    assert "command-injection" not in Spoken(language).found(text)


def test_the_host_of_an_address_is_no_other_part() -> None:
    """Unlike other properties, of which each is one by itself."""
    text = (
        _SERVLET % 'java.net.URI u = new java.net.URI(q.getParameter("u")); '
        'if ("a.example".equals(u.getHost())) { u.toURL().openStream(); }'
    )

    assert "request-forgery" not in Spoken("java").found(text)
    assert "request-forgery" in Spoken("java").found(text.replace("getHost", "getQuery"))


@pytest.mark.parametrize("part", _PARTS_OF_ADDRESSES)
def test_who_tests_a_part_has_looked_at_the_whole(part: str) -> None:
    """An address whose host was taken out and is ours is no finding, however it was taken out."""
    text = (
        _FLASK
        + f"a = request.args['a']\n{part}if host in ('a.example', 'b.example'):\n    requests.get(a, timeout=3)\n"
    )

    assert "request-forgery" not in Spoken("python").found(text)
    assert "request-forgery" in Spoken("python").found(text.replace("if host in", "if host not in"))


@pytest.mark.parametrize(
    ("text", "weakness"),
    [
        (_IN_ONE_BRANCH, "command-injection"),
        (_IN_TURN, "command-injection"),
        (_GAMED_ADDRESS, "request-forgery"),
    ],
    ids=["in one branch", "in turn", "address"],
)
def test_what_was_not_tested_each_time_is_found(text: str, weakness: str) -> None:
    """A test on one of two ways, of another line of input, or of the address that it was before."""
    assert weakness in Spoken("python").found(text)


@pytest.mark.parametrize(
    ("language", "text", "read"), [(name, text, read) for name, text in _HALF_TESTED for read in _READS[name]]
)
def test_what_is_tested_on_one_way_is_not_tested(language: str, text: str, read: str) -> None:
    """A test within a branch says nothing where the branch was not taken; without the branch it says all."""
    whole = (
        text.replace("    if c:\n    ", "").replace("if (c)", "").replace("    except KeyError:\n        pass\n", "")
    )
    tested = whole.replace("    try:\n    ", "").replace("            return", "        return")

    assert "command-injection" in Spoken(language).found(text.replace("A", read))
    assert "command-injection" not in Spoken(language).found(tested.replace("A", read))


@pytest.mark.parametrize(
    "again", ["x = a.get_item(x)", "x = a.get_item(x, x)", "x = x.fetch(x)", "x = g(x)[0]", "a, x = g(a, x)"]
)
def test_what_is_read_out_of_itself_keeps_short_names(again: str) -> None:
    """Each name would be made of all before, and so twice as long."""
    text = f"def f(a, x):\n{f'    {again}\n' * 80}    os.system('ls ' + x)\n"

    assert "command-injection" in Spoken("python").found("import os\n" + text)


def test_names_of_parts_are_few_and_short() -> None:
    """However often a part is taken out of a part."""
    value = Value(names=frozenset({"x"}))
    for _ in range(500):
        value = replace(value, names=value.names | element_names(value, constant(0)))

    assert len(value.names) < 100
    assert max(map(len, value.names)) < 200

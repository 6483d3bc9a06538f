"""A function of the program that answers a question is a test; what is no page is no page to any answer after it."""

import pytest

from tests.dataflow.languages import Spoken

HEAD = "import re, subprocess\nfrom flask import request, redirect\n"
LOCAL = "def is_ok(to):\n    return to.startswith('/') and not to.startswith('//')\n"
GO = "def go():\n    to = request.args['to']\n    "
HOST = "    if not re.fullmatch(r'[a-z0-9.-]+', host):\n        raise ValueError(host)\n"
PING = "def ping():\n    host = request.args['host']\n    must_be(host)\n    "
PING += "return subprocess.check_output('ping ' + host, shell=True)\n"
KNOWN = "class Known:\n    def holds(self, to):\n        return to in ('/a', '/b')\n"
CLIENT = "import requests\nclass Client:\n    def __init__(self, base):\n        self.base = base\n"
CLIENT += "    def user(self, name):\n"
EXPRESS = 'app.get("/", (req, res) => { %s res.send("<p>" + req.query.a + "</p>"); });'
PHP = '<?php\n%s echo $_GET["a"];'
FOUND = [
    (
        "python",
        HEAD + "def is_ok(to):\n    return to.startswith('/')\n" + GO + "return redirect(to if is_ok(to) else '/')",
    ),
    ("python", HEAD + LOCAL + GO + "return redirect('/' if is_ok(to) else to)"),
    ("python", HEAD + LOCAL + GO + "if is_ok(request.args['a']):\n        return redirect(to)"),
    ("python", HEAD + LOCAL + GO + "is_ok(to)\n    return redirect(to)"),
    ("python", HEAD + LOCAL.replace("return", "return True or") + GO + "return redirect(to if is_ok(to) else '/')"),
    (
        "python",
        HEAD
        + "def is_ok(to):\n    to = '/x'\n    return to in ('/x', '/y')\n"
        + GO
        + "if is_ok(to):\n        redirect(to)",
    ),
    ("python", HEAD + "def must_be(host):\n    if len(host) > 5:\n        return\n" + HOST + PING),
    (
        "python",
        HEAD + "def is_ok(to, n):\n    return is_ok(to, n - 1)\n" + GO + "if is_ok(to, 3):\n        redirect(to)",
    ),
    ("python", CLIENT + "        return requests.get(f'https://{name}/users', timeout=5)"),
    ("javascript", EXPRESS % ""),
    ("javascript", EXPRESS % 'if (req.query.b) res.type("text/plain");'),
    ("javascript", EXPRESS % 'if (req.query.b) { log(); } else { res.type("text/plain"); }'),
    ("javascript", EXPRESS % 'res.type("html");'),
    ("javascript", 'app.get("/", (req, res) => { res.redirect("//" + req.query.a); });'),
    ("php", PHP % 'header("Content-Type: text/html");'),
]
SAFE = [
    ("python", HEAD + LOCAL + GO + "return redirect(to if is_ok(to) else '/')"),
    ("python", HEAD + LOCAL + GO + "ok = is_ok(to)\n    if not ok:\n        to = '/'\n    return redirect(to)"),
    ("python", HEAD + LOCAL.replace("to", "url") + GO + "if is_ok(to):\n        return redirect(to)"),
    ("python", HEAD + "def is_bad(to):\n    if to in ('/a', '/b'):\n        return False\n    return True\n" + GO
     + "return redirect('/' if is_bad(to) else to)"),
    ("python", HEAD + KNOWN + GO + "if Known().holds(to):\n        return redirect(to)"),
    ("python", HEAD + "def must_be(host):\n" + HOST + PING),
    ("python", HEAD + GO + "if '//' not in to and to.startswith('/'):\n        return redirect(to)"),
    ("python", CLIENT + "        return requests.get(f'{self.base}/users/{name}', timeout=5)"),
    ("python", "import os\ndef read(path):\n    return open(f'{path}').read()\n"),
    ("javascript", EXPRESS % 'res.type("text/plain");'),
    ("javascript", EXPRESS % 'res.status(200).set("Content-Type", "application/json");'),
    ("javascript", 'app.get("/", (req, res) => { res.type("text").send("<p>" + req.query.a + "</p>"); });'),
    ("php", PHP % 'header("Content-Type: application/json");'),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), FOUND)
def test_a_check_that_shows_nothing_is_none(language: str, text: str) -> None:
    """What is not looked at, or only on some ways, stays foreign."""
    assert Spoken(language).found(text) != set()


@pytest.mark.parametrize(("language", "text"), SAFE)
def test_what_a_function_has_looked_at_is_known(language: str, text: str) -> None:
    """What every way to an answer has looked at is as safe as if the test stood where the function is called."""
    assert set() == Spoken(language).found(text)

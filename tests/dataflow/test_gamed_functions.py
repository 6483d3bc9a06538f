"""Checks of a program's own that are not what they seem when they are asked: each first text once passed as safe."""

import pytest

from tests.dataflow.languages import Spoken

FLASK = "import os\nfrom flask import Flask, request\napp = Flask(__name__)\n%s\n@app.route('/')\ndef f():\n"
PYTHON = FLASK + "    a = request.args['a']\n    if A().ok(a):\n        os.system('ls ' + a)\n"
EXPRESS = (
    'const cp = require("child_process"); %s\n'
    'app.get("/", (req, res) => { const a = req.query.a; if (%s) cp.exec("ls " + a); });'
)
SERVLET = (
    'import javax.servlet.http.*;\nclass A extends HttpServlet {\nboolean ok(String v%s) { return v.equals("x"); }\n'
    "boolean ok(String v, %s) { return true; }\n"
    "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
    'String a = q.getParameter("a"); if (ok(a, 1)) Runtime.getRuntime().exec("ls " + a); } }'
)
GO = (
    'package a\nimport ("net/http"; "os/exec")\nvar ok = func(v string) bool { return v == "x" }\n'
    "%s\nfunc h(w http.ResponseWriter, r *http.Request) {\n"
    'a := r.FormValue("a"); if ok(a) { exec.Command("sh", "-c", "ls "+a).Run() } }'
)
CLASS = "class A:\n    def ok(self, v):\n        return v.isalnum()\n"
LETTERS = "class A { ok(v) { return /^[a-z]+$/.test(v); } %s } %s"
LOOP = (
    "    a = request.args['a']\n    for c in %s:\n        if not c.isalnum():\n            return\n    os.system(a)\n"
)
NONE = FLASK % ""
OTHERS = [
    # Another of the same name is the one that is called.
    (
        "python",
        PYTHON % (CLASS + "    def ok(self, v):\n        return True\n"),
        PYTHON % (CLASS + "    def no(self, v):\n        return True\n"),
    ),
    (
        "javascript",
        EXPRESS % (LETTERS % ("ok(v) { return true; }", ""), "new A().ok(a)"),
        EXPRESS % (LETTERS % ("no(v) { return true; }", ""), "new A().ok(a)"),
    ),
    ("java", SERVLET % ("", "int n"), SERVLET % (", int n", "int n, int m")),
    # Somebody puts another in its place, sooner or later.
    (
        "python",
        PYTHON % (CLASS + "def g():\n    A.ok = lambda self, v: True\n"),
        PYTHON % (CLASS + "def g():\n    A.no = lambda self, v: True\n"),
    ),
    (
        "javascript",
        EXPRESS % (LETTERS % ("", "A.prototype.ok = () => true;"), "new A().ok(a)"),
        EXPRESS % (LETTERS % ("", "A.prototype.no = () => true;"), "new A().ok(a)"),
    ),
    (
        "javascript",
        EXPRESS % ("let ok = (v) => /^[a-z]+$/.test(v); function g() { ok = () => true; }", "ok(a)"),
        EXPRESS % ("let ok = (v) => /^[a-z]+$/.test(v); function g() { no = () => true; }", "ok(a)"),
    ),
    ("go", GO % "func init() { ok = func(v string) bool { return true } }", GO % ""),
    # It looks at every other letter, or at a text without what it was split by.
    ("python", NONE + LOOP % "a[::2]", NONE + LOOP % "a"),
    ("python", NONE + LOOP % "a.split(';')", NONE + LOOP % "a.split('.')"),
    ("python", NONE + LOOP % "re.findall('[a-z]+', a)", NONE + LOOP % "re.split('[.]', a)"),
]


@pytest.mark.parametrize(("language", "gamed", "honest"), OTHERS)
def test_the_check_that_is_asked_counts(language: str, gamed: str, honest: str) -> None:
    """Not another one of its name, nor what it was before."""
    assert "command-injection" in Spoken(language).found(gamed)
    assert "command-injection" not in Spoken(language).found(honest)

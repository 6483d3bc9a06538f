"""What only looks like a check or an escape protects nothing: each program here once passed as safe."""

import pytest

from tests.dataflow.languages import Spoken

PAGE = "import html, shlex, urllib.parse\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route('/')\n"
PAGE += "def f():\n    a = request.args['a']\n    return "
HEAD = "import os, re, shlex, requests, sqlite3, urllib.parse\nfrom flask import request, redirect\n"
HEAD += "from pathlib import Path\na = request.args['a']\n"
EXPRESS = 'const fs = require("fs"), axios = require("axios"), cp = require("child_process");\n'
EXPRESS += 'const escape = require("escape-html");\napp.get("/", async (req, res) => { const a = req.query.a; %s });'
GO = 'package a\nimport ("net/http"; "os"; "strings")\n'
GO += 'func h(w http.ResponseWriter, r *http.Request) { a := r.FormValue("a"); %s }'
SERVLET = (
    "import java.io.*; import javax.servlet.http.*; import org.owasp.encoder.Encode;\nclass A extends HttpServlet {\n"
)
SERVLET += "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
SERVLET += 'String a = q.getParameter("a"); %s } }'
C = '#include <stdlib.h>\nint main(int n, char **v) { char *c = "ls"; %s system(c); }'
FOUND = [
    ("python", "command-injection", HEAD + "os.system('sh -c \"ls %s\"' % shlex.quote(a))"),
    ("python", "command-injection", HEAD + "if ';' not in a:\n    os.system('ls ' + a)"),
    ("python", "cross-site-scripting", PAGE + "'<p>' + shlex.quote(a) + '</p>'"),
    ("python", "cross-site-scripting", PAGE + "'<a title=\"' + html.escape(a, quote=False) + '\">x</a>'"),
    ("python", "cross-site-scripting", PAGE + "'<script>var a = ' + html.escape(a) + ';</script>'"),
    ("python", "cross-site-scripting", PAGE + "'<a onclick=\"f(%s)\">x</a>' % html.escape(a)"),
    ("python", "cross-site-scripting", PAGE + "'<a title=%s>x</a>' % html.escape(a)"),
    ("python", "path-traversal", HEAD + "p = '/srv/' + a\nif p.startswith('/srv/'):\n    open(p)"),
    ("python", "path-traversal", HEAD + "p = os.path.abspath('/srv/' + a)\nif p.startswith('/srv'):\n    open(p)"),
    ("python", "path-traversal", HEAD + "p = Path('/srv') / a\nif p.is_relative_to('/srv'):\n    open(p)"),
    ("python", "path-traversal", HEAD + "p = '/srv/' + a\nif os.path.commonpath([p, '/srv']):\n    open(p)"),
    ("python", "path-traversal", HEAD + "if os.path.abspath(a) == a:\n    open(a)"),
    ("python", "path-traversal", HEAD + "open('/srv/' + urllib.parse.quote(a))"),
    ("python", "open-redirect", HEAD + "redirect(urllib.parse.quote(a))"),
    ("python", "open-redirect", HEAD + "if a.startswith('/'):\n    redirect(a)"),
    ("python", "request-forgery", HEAD + "if a.startswith('https://example.com'):\n    requests.get(a, timeout=3)"),
    ("javascript", "command-injection", EXPRESS % 'const o = {c: "ls"}; Object.assign(o, {c: a}); cp.exec(o.c);'),
    ("javascript", "command-injection", EXPRESS % 'const o = {c: "ls"}; Reflect.set(o, "c", a); cp.exec(o.c);'),
    ("javascript", "open-redirect", EXPRESS % "res.redirect(encodeURI(a));"),
    ("javascript", "open-redirect", EXPRESS % 'if (a.startsWith("/")) res.redirect(a);'),
    ("javascript", "request-forgery", EXPRESS % 'if (a.startsWith("https://example.com")) await axios.get(a);'),
    ("javascript", "path-traversal", EXPRESS % 'const p = "/srv/" + a; if (p.startsWith("/srv/")) fs.readFile(p, f);'),
    ("javascript", "path-traversal", EXPRESS % 'fs.readFile("/srv/" + encodeURI(a), f);'),
    ("javascript", "code-injection", EXPRESS % 'eval("f(\'" + encodeURIComponent(a) + "\')");'),
    ("javascript", "cross-site-scripting", EXPRESS % 'res.send("<script>var a = " + escape(a) + "</script>");'),
    ("php", "command-injection", '<?php system("sh -c \\"ls " . escapeshellarg($_GET["a"]) . "\\"");'),
    (
        "php",
        "sql-injection",
        "<?php mysqli_query($d, \"select * from t where p = '\" . md5($_GET['a'], true) . \"'\");",
    ),
    ("php", "cross-site-scripting", '<?php echo "<script>var a = " . htmlspecialchars($_GET["a"]) . ";</script>";'),
    ("go", "open-redirect", GO % 'if strings.HasPrefix(a, "/") { http.Redirect(w, r, a, 302) }'),
    ("java", "open-redirect", SERVLET % 'if (a.startsWith("/")) { s.sendRedirect(a); }'),
]
NOT_REFUTED = [
    ("python", "path-traversal", HEAD + "if '..' not in a:\n    open(os.path.join('/srv', a))"),
    (
        "python",
        "path-traversal",
        HEAD + "if os.path.commonpath(['/srv/' + a, '/srv']) == '/srv':\n    open('/srv/' + a)",
    ),
    ("python", "command-injection", HEAD + "if f(a) == 'ls':\n    os.system(a)"),
    ("python", "command-injection", HEAD + "if os.path.splitext(a)[1] == '.txt':\n    os.system('cat ' + a)"),
    ("javascript", "command-injection", EXPRESS % 'const o = {c: "ls"}; with (o) { c = a; } cp.exec(o.c);'),
    ("php", "command-injection", '<?php function s(&$x) { $x = $_GET["a"]; } $c = "ls"; s($c); system($c);'),
    ("php", "command-injection", '<?php $c = $_GET["a"]; goto e; $c = "ls"; e: system($c);'),
    (
        "c",
        "command-injection",
        C % "unsigned i = 0; if (i - 1 > 0) { c = v[1]; }",
    ),
    (
        "c",
        "command-injection",
        C % "unsigned char i = 255; i = i + 1; if (i == 0) { c = v[1]; }",
    ),
]
_SPOKEN = {language: Spoken(language) for language, _, _ in (*FOUND, *NOT_REFUTED)}


@pytest.mark.parametrize(("language", "weakness", "text"), FOUND)
def test_what_protects_nothing_is_found(language: str, weakness: str, text: str) -> None:
    """An escape for another place, a prefix that ends nowhere, a path that nobody has resolved."""
    assert weakness in _SPOKEN[language].found(text)


@pytest.mark.parametrize(("language", "weakness", "text"), NOT_REFUTED)
def test_what_shows_little_refutes_nothing(language: str, weakness: str, text: str) -> None:
    """A hint is no proof, and what may be changed behind the back of the text is not known."""
    assert [] == _SPOKEN[language].refuted(text, weakness)


@pytest.mark.parametrize(
    "text",
    [
        PAGE + "'<a title=\"' + html.escape(a) + '\">x</a>'",
        PAGE + "'<script>f()</script><p>' + html.escape(a) + '</p>'",
        PAGE + "'<a href=\"/find?q=' + html.escape(a) + '\">x</a>'",
        PAGE + "'<p>a = ' + html.escape(a)",
        HEAD + "os.system(\"echo 'a' \" + shlex.quote(a))",
        HEAD + "p = os.path.realpath('/srv/' + a)\nif p.startswith('/srv/'):\n    open(p)",
        HEAD + "if a.startswith('https://example.com/'):\n    requests.get(a, timeout=3)",
    ],
)
def test_what_protects_is_believed(text: str) -> None:
    """The right escape in the right place is no finding."""
    assert set() == _SPOKEN["python"].found(text)

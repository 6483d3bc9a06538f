"""Tests that seem to show where a path or an address leads, and do not: each first text once passed as safe."""

import pytest

from tests.dataflow.languages import Spoken

PLACES = [
    # All paths begin like this, or as the stranger says.
    (
        "python",
        "path-traversal",
        (
            "from flask import request\nimport os\nfrom pathlib import Path\n"
            "a = os.path.realpath(request.args['a'])\nif a.startswith(%s):\n    open(a)\n"
        ),
        ("'/'", "request.args['b']", "('/srv/', '')"),
        "'/srv/'",
    ),
    (
        "python",
        "path-traversal",
        (
            "from flask import request\nfrom pathlib import Path\n"
            "a = Path('/srv', request.args['a']).resolve()\nif a.is_relative_to(%s):\n    a.read_text()\n"
        ),
        ("'/'", "request.args['b']"),
        "'/srv'",
    ),
    (
        "python",
        "path-traversal",
        (
            "from flask import request\nfrom pathlib import Path\n"
            "a = Path('/srv') / request.args['a']\n%s.relative_to('/srv')\na.read_text()\n"
        ),
        ("a",),
        "a.resolve()",
    ),
    (
        "python",
        "path-traversal",
        (
            "from flask import request\nfrom pathlib import Path\n"
            "a = Path('/srv') / request.args['a']%s\nif Path('/srv') in a.parents:\n    a.read_text()\n"
        ),
        ("",),
        "\na = a.resolve()",
    ),
    (
        "java",
        "path-traversal",
        (
            "import javax.servlet.http.*; import java.nio.file.*;\nclass A extends HttpServlet {\n"
            "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
            'Path p = Paths.get("/srv", q.getParameter("a")).normalize(); if (p.startsWith(%s))'
            " Files.readAllBytes(p); } }"
        ),
        ('"/"', 'q.getParameter("b")'),
        '"/srv"',
    ),
    # One part of an address says nothing of where it leads.
    (
        "java",
        "request-forgery",
        (
            "import javax.servlet.http.*; import java.net.*;\nclass A extends HttpServlet {\n"
            "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
            'URI u = new URI(q.getParameter("a")); if ("x".equals(u.%s())) u.toURL().openStream(); } }'
        ),
        ("getPath", "getScheme", "getFragment", "getUserInfo"),
        "getHost",
    ),
    (
        "python",
        "request-forgery",
        (
            "from flask import request\nimport requests\nfrom urllib.parse import urlparse\na = request.args['a']\n"
            "if urlparse(a).%s in ('x', 'y'):\n    requests.get(a, timeout=3)\n"
        ),
        ("scheme", "path", "username", "port"),
        "hostname",
    ),
    (
        "php",
        "request-forgery",
        '<?php $a = $_GET["a"]; if (parse_url($a, %s) === "x") { file_get_contents($a); }',
        ("PHP_URL_PATH", "PHP_URL_SCHEME", "PHP_URL_USER"),
        "PHP_URL_HOST",
    ),
    # An extension says what an uploaded file is, not where it goes.
    (
        "python",
        "path-traversal",
        (
            "from flask import request\nimport os\na = request.args['a']\n"
            "if os.path.splitext(a)%s == '.txt':\n    open('/srv/' + a)\n"
        ),
        ("[1]",),
        "[0].isalnum() and a",
    ),
    # What is taken away once may be there again.
    (
        "python",
        "path-traversal",
        "from flask import request\na = request.args['a'].replace(%s, '')\nopen('/srv/' + a)\n",
        ("'../'",),
        "'..'",
    ),
    (
        "javascript",
        "request-forgery",
        'app.get("/", (req, res) => { const u = new URL(req.query.a); if (u.hostname.endsWith(%s)) fetch(u); });',
        ('"x.example"', "req.query.b", '""'),
        '".x.example"',
    ),
    (
        "cpp",
        "command-injection",
        'void f(const std::string& a) { if (std::all_of(a.begin(), a.end(), %s)) system(("ls " + a).c_str()); }',
        ("[](char c) { return true; }",),
        "[](char c) { return std::isalnum(c); }",
    ),
    # A path that is in a folder of ours is in no other.
    (
        "python",
        "path-traversal",
        (
            "from flask import request\nimport os\na = request.args['a']\np = os.path.realpath('/srv/' + a)\n"
            "if p.startswith('/srv/'):\n    open(%s)\n"
        ),
        ("'/etc/' + a",),
        "p",
    ),
    (
        "java",
        "path-traversal",
        (
            "import javax.servlet.http.*; import java.io.*;\nclass A extends HttpServlet {\n"
            "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
            'String a = q.getParameter("a"); File f = new File("/srv", a); '
            'if (f.getCanonicalPath().startsWith("/srv/")) new FileInputStream(%s); } }'
        ),
        ('"/etc/" + a',),
        "f",
    ),
    (
        "go",
        "path-traversal",
        (
            'package a\nimport ("net/http"; "path/filepath"; "strings")\n'
            "func h(w http.ResponseWriter, r *http.Request) {\n"
            'a := r.FormValue("a"); p := filepath.Join("/srv", a); '
            'if strings.HasPrefix(p, "/srv/") { http.ServeFile(w, r, %s) } }'
        ),
        ('"/etc/" + a',),
        "p",
    ),
    (
        "csharp",
        "path-traversal",
        (
            "using System.IO; public class A : Controller { [HttpGet] public void F() {\n"
            'string a = Request.Query["a"]; '
            'var p = Path.GetFullPath("/srv/" + a); if (p.StartsWith("/srv/")) File.ReadAllText(%s); } }'
        ),
        ('"/etc/" + a',),
        "p",
    ),
    (
        "rust",
        "path-traversal",
        (
            "use actix_web::web; use std::collections::HashMap;\nasync fn h(q: web::Query<HashMap<String, String>>) {\n"
            'let a = q.get("a").unwrap(); let p = std::path::Path::new("/srv").join(a).canonicalize().unwrap();\n'
            'if p.starts_with("/srv") { std::fs::read_to_string(%s); } }'
        ),
        ('format!("/etc/{}", a)',),
        "p",
    ),
]


@pytest.mark.parametrize(("language", "weakness", "text", "gamed", "honest"), PLACES)
def test_a_place_is_told_by_what_leads_there(
    language: str, weakness: str, text: str, gamed: tuple[str, ...], honest: str
) -> None:
    """By a folder of ours, once the path is resolved, or by a host."""
    assert all(weakness in Spoken(language).found(text % one) for one in gamed)
    assert weakness not in Spoken(language).found(text % honest)

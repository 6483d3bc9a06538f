"""What only looks safe in other languages than Python: each program here once passed as safe."""

import pytest

from tests.dataflow.languages import Spoken
from tests.dataflow.test_gamed_checks import EXPRESS, GO, SERVLET, C

GO_PAGE = 'package a\nimport ("fmt"; "html"; "net/http"; "os"; "os/exec"; "path/filepath"; "strings")\n'
GO_PAGE += 'func h(w http.ResponseWriter, r *http.Request) { a := r.FormValue("a"); %s }'
CSHARP = "using System.IO; public class A : Controller { [HttpGet] public IActionResult F(string a) { %s } }"
READ = 'return File(System.IO.File.ReadAllBytes(p), "x"); } return Ok();'
PHP = "<?php $a = $_GET['a']; %s"
URLS = "import os, requests\nfrom urllib.parse import urlparse\nfrom flask import request\na = request.args['a']\n"
NIO = SERVLET.replace("import java.io.*;", "import java.io.*; import java.nio.file.*;")
LIST = 'java.util.List<String> m = new java.util.ArrayList<>(); m.add("ls"); %s s.getWriter().print(m.get(0));'
FOUND = [
    ("javascript", "cross-site-scripting", EXPRESS % 'res.send("<p>" + decodeURIComponent(escape(a)));'),
    ("go", "cross-site-scripting", GO_PAGE % 'fmt.Fprint(w, "<p>"+html.UnescapeString(html.EscapeString(a)))'),
    (
        "go",
        "command-injection",
        GO_PAGE % 'l := []string{"ls"}; copy(l, []string{a}); exec.Command("sh", "-c", l[0]).Run()',
    ),
    (
        "go",
        "path-traversal",
        GO_PAGE % 'p := filepath.Join("/srv", a); if strings.HasPrefix(p, "/srv") { os.ReadFile(p) }',
    ),
    ("java", "path-traversal", SERVLET % 'String p = "/srv/" + a; if (p.startsWith("/srv/")) { new FileReader(p); }'),
    (
        "java",
        "path-traversal",
        SERVLET % 'File f = new File("/srv", a); if (f.getCanonicalPath().startsWith("/srv")) { new FileReader(f); }',
    ),
    (
        "java",
        "path-traversal",
        SERVLET % 'File f = new File("/srv", a); if (f.getAbsolutePath().startsWith("/srv/")) { new FileReader(f); }',
    ),
    ("java", "cross-site-scripting", SERVLET % (LIST % "m.set(0, a);")),
    (
        "java",
        "cross-site-scripting",
        SERVLET % (LIST % "java.util.Collections.addAll(m, a);").replace("get(0)", "get(1)"),
    ),
    (
        "csharp",
        "path-traversal",
        CSHARP % f'var p = Path.GetFullPath("/srv/" + a); if (p.StartsWith("/srv")) {{ {READ}',
    ),
    ("csharp", "path-traversal", CSHARP % f'var p = Path.Combine("/srv/", a); if (p.StartsWith("/srv/")) {{ {READ}'),
    ("php", "sql-injection", PHP % 'mysqli_query($d, "select * from t where i = " . addslashes($a));'),
    ("php", "sql-injection", PHP % '$d->query("select * from t order by " . $d->real_escape_string($a));'),
    ("php", "cross-site-scripting", PHP % 'echo "<p>" . html_entity_decode(htmlspecialchars($a));'),
    ("php", "cross-site-scripting", PHP % 'echo "<p>" . strip_tags($a, "<b>");'),
    ("php", "path-traversal", PHP % 'if (strpos("/srv/" . $a, "/srv/") === 0) { readfile("/srv/" . $a); }'),
    ("c", "command-injection", C % "if (-1 > 1u) { c = v[1]; }"),
    ("c", "command-injection", C % "if (sizeof(int) == 4) { c = v[1]; }"),
    ("c", "command-injection", C % "if ((unsigned char)300 == 44) { c = v[1]; }"),
    ("c", "command-injection", C % 'if ("") { c = v[1]; }'),
    ("c", "command-injection", C % 'if (!"") { c = "id"; } else { c = v[1]; }'),
    ("c", "command-injection", C % 'char b[9] = "ls"; sscanf(v[1], "%%8s", b); c = b;'),
    (
        "python",
        "path-traversal",
        URLS + "if a.startswith('/srv/'):\n    open(os.path.normpath(a))",
    ),
]
NOT_REFUTED = [
    (
        "javascript",
        "command-injection",
        EXPRESS % 'class B { set c(v) { this.d = a; } } const b = new B(); b.d = "ls"; b.c = 1; cp.exec(b.d);',
    ),
    (
        "javascript",
        "command-injection",
        EXPRESS % 'const o = { d: "ls", set c(v) { this.d = v; } }; o.c = a; cp.exec(o.d);',
    ),
    (
        "python",
        "request-forgery",
        URLS + "if urlparse(a).scheme == 'https':\n    requests.get(a, timeout=3)",
    ),
]
PASSED = [
    ("go", GO % 'os.ReadFile("/srv/a"); _ = strings.ToUpper(a)'),
    ("go", GO_PAGE % 'p := filepath.Join("/srv", a); if strings.HasPrefix(p, "/srv/") { os.ReadFile(p) }'),
    (
        "java",
        SERVLET % 'File f = new File("/srv", a); if (f.getCanonicalPath().startsWith("/srv/")) { new FileReader(f); }',
    ),
    (
        "java",
        NIO
        % 'Path d = Paths.get("/srv"); Path p = d.resolve(a).normalize(); if (p.startsWith(d)) { Files.copy(p, o); }',
    ),
    ("csharp", CSHARP % f'var p = Path.GetFullPath("/srv/" + a); if (p.StartsWith("/srv/")) {{ {READ}'),
    ("php", PHP % 'mysqli_query($d, "select * from t where i = \'" . addslashes($a) . "\'");'),
    ("php", PHP % '$d->query("select * from t where i = " . $d->quote($a));'),
    ("php", PHP % '$p = realpath("/srv/" . $a); if (strpos($p, "/srv/") === 0) { readfile($p); }'),
    ("php", PHP % 'echo "<p>" . strip_tags($a);'),
]
_SPOKEN = {language: Spoken(language) for language in {one[0] for one in (*FOUND, *NOT_REFUTED, *PASSED)}}


@pytest.mark.parametrize(("language", "weakness", "text"), FOUND)
def test_what_protects_nothing_is_found(language: str, weakness: str, text: str) -> None:
    """A prefix that ends nowhere, an escape that is undone or stands where it does not hold, a number that wraps."""
    assert weakness in _SPOKEN[language].found(text)


@pytest.mark.parametrize(("language", "weakness", "text"), NOT_REFUTED)
def test_what_shows_little_refutes_nothing(language: str, weakness: str, text: str) -> None:
    """What a function changes when a member is set is not known; a part of a URL says nothing of the rest."""
    assert [] == _SPOKEN[language].refuted(text, weakness)


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_what_protects_is_believed(language: str, text: str) -> None:
    """The right test of the right thing, and the right escape in the right place, are no finding."""
    assert set() == _SPOKEN[language].found(text)

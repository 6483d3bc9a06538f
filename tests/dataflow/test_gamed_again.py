"""Second names, late calls, loose comparisons and escapes in the wrong place: each program here once passed as safe."""

import pytest

from tests.dataflow.languages import Spoken
from tests.dataflow.test_gamed_checks import EXPRESS, SERVLET

FLASK = "import html, urllib.parse\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route('/')\n"
FLASK += "def f():\n    a = request.args['a']\n    return %s"
GO = 'package a\nimport ("fmt"; "html"; "html/template"; "net/http"; "os"; "os/exec")\n%s\n'
HANDLER = GO % "func h(w http.ResponseWriter, r *http.Request) { %s }"
PHP = '<?php $a = $_GET["a"]; %s'
NIO = SERVLET.replace("import java.io.*;", "import java.io.*; import java.nio.file.*; import java.util.*;")
PATH = 'Path p = Paths.get("/srv/data", a).normalize(); if (%s) { Files.copy(p, o); }'
SHOW = "s.getWriter().print(%s);"
RUST = "use actix_web::{get, web};\n#[get('/a')]\nasync fn a(q: web::Query<Q>) -> Vec<u8> {\n"
RUST += '    let p = std::path::Path::new("/srv/data").join(&q.name).canonicalize().unwrap();\n'
RUST += "    if %s { return std::fs::read(p).unwrap(); }\n    vec![]\n}"
RUST = RUST.replace("'/a'", '"/a"')
LINK = "'<a href=\"%s\">x</a>' % "
FOUND = [
    ("go", "cross-site-scripting", HANDLER % 'a := html.EscapeString(r.FormValue("a")); '
     'defer func() { fmt.Fprint(w, "<p>"+a) }(); a = r.FormValue("a")'),
    ("go", "command-injection", HANDLER % 'c := "ls"; defer func() { exec.Command("sh", "-c", c).Run() }(); '
     'c = r.FormValue("a"); return'),
    ("go", "cross-site-scripting", HANDLER % 'fmt.Fprintf(w, "<script>f(\'%s\')</script>", '
     'html.EscapeString(r.FormValue("a")))'),
    ("go", "path-traversal", HANDLER % 'os.ReadFile("/srv/" + html.EscapeString(r.FormValue("a")))'),
    ("javascript", "cross-site-scripting", EXPRESS % "res.send('<a href=\"' + escape(a) + '\">x</a>');"),
    ("javascript", "cross-site-scripting", EXPRESS % 'res.send("<p>" + a.replace(/</g, "<") + "</p>");'),
    ("python", "cross-site-scripting", FLASK % (LINK + "html.escape(a)")),
    ("python", "cross-site-scripting", FLASK % "f'<iframe src=\"{html.escape(a)}\"></iframe>'"),
    ("php", "cross-site-scripting", PHP % "echo \"<div data-a='\" . json_encode($a) . \"'></div>\";"),
    ("php", "command-injection", PHP % 'if ($a == 0) { system("ls " . $a); }'),
    ("php", "command-injection", PHP % 'if ($a != true) { exit; } system("ls " . $a);'),
    ("php", "command-injection", PHP % 'if (in_array($a, [1, 2])) { system("kill " . $a); }'),
    ("php", "command-injection", PHP % 'switch ($a) { case 0: system("ls " . $a); }'),
    ("java", "path-traversal", NIO % (PATH % 'p.toString().startsWith("/srv/data")')),
    ("java", "cross-site-scripting", NIO % ('Map<String, String> m = new HashMap<>(); m.put("k", "x"); '
     'm.replace("k", a); ' + SHOW % 'm.get("k")')),
    ("java", "cross-site-scripting", NIO % ('String[] t = {"x"}; String[] u = {a}; '
     "System.arraycopy(u, 0, t, 0, 1); " + SHOW % "t[0]")),
    ("java", "cross-site-scripting", (NIO % ('String[] t = {"x"}; set(t, a); ' + SHOW % "t[0]"))[:-1]
     + "void set(String[] u, String v) { u[0] = v; } }"),
    ("rust", "path-traversal", RUST % 'p.to_str().unwrap().starts_with("/srv/data")'),
]  # fmt: skip
NOT_REFUTED = [
    ("c", "command-injection", ("#include <stdlib.h>\nunion u { char *a; char *b; };\n"
     'int main(int n, char **v) { union u x; x.a = "ls"; x.b = v[1]; system(x.a); }')),
    ("go", "command-injection", GO % 'func g(r *http.Request) (c string) { defer func() { c = r.FormValue("a") }(); '
     'return "ls" }\nfunc h(w http.ResponseWriter, r *http.Request) { exec.Command("sh", "-c", g(r)).Run() }'),
    ("go", "command-injection", GO % 'func g(r *http.Request) (c string, e error) { defer func() { c = r.FormValue("a")'
     ' }(); return "ls", nil }\nfunc h(w http.ResponseWriter, r *http.Request) { c, _ := g(r); '
     'exec.Command("sh", "-c", c).Run() }'),
    ("go", "command-injection", HANDLER % 'a := make([]string, 1); a[0] = "ls"; b := a[:1]; b[0] = r.FormValue("a"); '
     'exec.Command("sh", "-c", a[0]).Run()'),
    ("java", "command-injection", SERVLET % 'StringBuilder b = new StringBuilder("ls "); StringBuilder c = b; '
     'c.append(a); Runtime.getRuntime().exec(new String[]{"sh", "-c", b.toString()});'),
    ("csharp", "command-injection", ("public class A : Controller { [HttpGet] public void F(string a)"
     ' { var b = new StringBuilder("ls "); var c = b; c.Append(a); Process.Start("sh", "-c " + b.ToString()); } }')),
    ("javascript", "command-injection", EXPRESS % 'const m = {a}; cp.exec("ls a".replace(/a/g, (k) => m[k]));'),
]  # fmt: skip
PASSED = [
    ("go", HANDLER % 'defer func() { fmt.Fprint(w, "<p>end") }(); a := r.FormValue("a"); '
     "fmt.Fprint(w, html.EscapeString(a))"),
    ("go", HANDLER % 'fmt.Fprintf(w, "<script>f(\'%s\')</script>", template.JSEscapeString(r.FormValue("a")))'),
    ("javascript", EXPRESS % 'res.send("<p>" + a.replace(/</g, "&lt;") + "</p>");'),
    ("python", FLASK % (LINK + "urllib.parse.quote(a)")),
    ("python", FLASK % ("'<a href=\"/find?q=%s\">x</a>' % html.escape(a)")),
    ("php", PHP % 'echo json_encode(["a" => $a]);'),
    ("php", PHP % 'echo "<script>f(" . json_encode($a, JSON_HEX_TAG | JSON_HEX_AMP) . ");</script>";'),
    ("php", PHP % 'if ($a === "ls" || $a == "id") { system($a); }'),
    ("php", PHP % 'if (in_array($a, ["ls", "id"])) { system($a); }'),
    ("java", NIO % (PATH % 'p.toString().startsWith("/srv/data/")')),
    ("java", NIO % (PATH % 'p.startsWith(Paths.get("/srv/data"))')),
    ("java", NIO % ('String t = "x"; t = t.replace("x", "y"); ' + SHOW % "t")),
    ("rust", RUST % 'p.starts_with("/srv/data")'),
]  # fmt: skip
_SPOKEN = {language: Spoken(language) for language in {one[0] for one in (*FOUND, *NOT_REFUTED, *PASSED)}}


@pytest.mark.parametrize(("language", "weakness", "text"), FOUND)
def test_what_protects_nothing_is_found(language: str, weakness: str, text: str) -> None:
    """What runs late sees what is there by then, and an escape holds in its own place only."""
    assert weakness in _SPOKEN[language].found(text)


@pytest.mark.parametrize(("language", "weakness", "text"), NOT_REFUTED)
def test_what_shows_little_refutes_nothing(language: str, weakness: str, text: str) -> None:
    """What has a second name, or is returned before something changes it, is not known."""
    assert [] == _SPOKEN[language].refuted(text, weakness)


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_what_protects_is_believed(language: str, text: str) -> None:
    """The right test and the right escape are no finding."""
    assert set() == _SPOKEN[language].found(text)

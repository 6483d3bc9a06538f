"""What only looks constant or checked refutes nothing in other languages than Python, either."""

import pytest

from gateway.dataflow.analyse import analyse
from gateway.dataflow.scopes import hidden, pointed
from tests.dataflow.languages import Spoken

JAVASCRIPT = 'const cp = require("child_process");\napp.get("/", (req, res) => { %s });'
GO = 'package a\nimport ("net/http"; "os/exec")\n%s\nfunc h(w http.ResponseWriter, r *http.Request) { %s }'
RUN = 'exec.Command("sh", "-c", c).Run()'
C = "#include <stdlib.h>\n%s\nint main(int n, char **argv) { %s }"
RUST = "use std::process::Command;\n%s\nfn main() { %s }"
SHELL = 'Command::new("sh").arg("-c").arg(&c).output();'
CSHARP = "class A : Controller { %s public void F() { %s } }"
RUN_BY = ("command-injection", "code-injection")
PROGRAMS = {
    "javascript: equal in its own way": JAVASCRIPT % 'let c = "ls"; if ("1" == 1) { c = req.query.a; } cp.exec(c);',
    "javascript: rounded": JAVASCRIPT % 'let c = "ls"; if (-7 % 3 === -1) { c = req.query.a; } cp.exec(c);',
    "javascript: beyond": JAVASCRIPT % 'let c = "ls"; if ((4294967296 | 0) === 0) { c = req.query.a; } cp.exec(c);',
    "javascript: a second name": JAVASCRIPT % 'const o = {a: "ls"}; const p = o; p.a = req.query.a; cp.exec(o.a);',
    "javascript: a callback": JAVASCRIPT % 'const o = {a: "ls"}; f(() => { o.a = req.query.a; }); cp.exec(o.a);',
    "javascript: another handler": (
        'const cp = require("child_process");\nconst c = {a: "ls"};\n'
        'app.get("/s", (req, res) => { c.a = req.query.a; });\napp.get("/", (req, res) => { cp.exec(c.a); });'
    ),
    "javascript: order": JAVASCRIPT % 'const o = ["ls", req.query.a]; o.reverse(); cp.exec(o[0]);',
    "javascript: filled": JAVASCRIPT % 'const o = ["ls"]; o.fill(req.query.a); cp.exec(o[0]);',
    "javascript: the window": 'var c = "1";\nwindow["c"] = location.hash;\neval(c);',
    "javascript: hidden": JAVASCRIPT % 'let c = req.query.a; { let c = "ls"; f(c); } cp.exec(c);',
    "javascript: a label": JAVASCRIPT % 'let c = req.query.a; l: { if (f(c)) break l; c = "ls"; } cp.exec(c);',
    "javascript: its own set": (
        JAVASCRIPT % "const s = new Set(); s.add(req.query.a); if (s.has(req.query.a)) cp.exec(req.query.a);"
    ),
    "javascript: any letter": JAVASCRIPT % "if (/^[a-z]+$|./.test(req.query.a)) cp.exec(req.query.a);",
    "javascript: replaced by itself": JAVASCRIPT % "cp.exec(req.query.a.replace(/[^a-z]/g, (c) => c));",
    "go: a package's variable": GO % ('var c = "ls"\nfunc s(r *http.Request) { c = r.FormValue("a") }', RUN),
    "go: a pointer": GO % ("", f'c := "ls"; p := &c; *p = r.FormValue("a"); {RUN}'),
    "go: a pointer that is given": (
        GO % ("func s(p *string, v string) { *p = v }", f'c := "ls"; s(&c, r.FormValue("a")); {RUN}')
    ),
    "go: a part": GO % ("", f'd := []string{{"ls"}}; e := d[:1]; e[0] = r.FormValue("a"); c := d[0]; {RUN}'),
    "go: a second name": (
        GO % ("type T struct { c string }", f't := &T{{c: "ls"}}; u := t; u.c = r.FormValue("a"); c := t.c; {RUN}')
    ),
    "go: a closure": GO % ("", f'c := "ls"; f := func() {{ c = r.FormValue("a") }}; f(); {RUN}'),
    "go: hidden": GO % ("", f'c := r.FormValue("a"); {{ c := "ls"; f(c) }}; {RUN}'),
    "go: hidden by a head": GO % ("", f'c := r.FormValue("a"); if c := "ls"; c != "" {{ f(c) }}; {RUN}'),
    "go: rounded": GO % ("", f'c := "ls"; if -7 % 3 == -1 {{ c = r.FormValue("a") }}; {RUN}'),
    "go: any pattern": GO
    % ('var re = regexp.MustCompile("x")', f'c := re.ReplaceAllString(r.FormValue("a"), ""); {RUN}'),
    "php: a second name": '<?php $a = "ls"; $b = &$a; $b = $_GET["a"]; system($a);',
    "php: a global": '<?php $a = "ls"; function f() { global $a; $a = $_GET["a"]; } f(); system($a);',
    "php: a computed name": '<?php $a = "ls"; $n = "a"; $$n = $_GET["a"]; system($a);',
    "php: names from outside": '<?php $a = "ls"; extract($_GET); system($a);',
    "php: a loop that changes": '<?php $a = ["ls"]; foreach ($a as &$x) { $x = $_GET["a"]; } system($a[0]);',
    "php: equal in its own way": '<?php $a = "ls"; if ("1e3" == "1000") { $a = $_GET["a"]; } system($a);',
    "c: a variable of the file": C % ('static const char *c = "ls";\nvoid s(char **a) { c = a[1]; }', "system(c);"),
    "c: a pointer": C % ("", 'const char *c = "ls"; const char **p = &c; *p = argv[1]; system(c);'),
    "c: a second pointer": C
    % ("", 'char c[9] = "ls"; char *d = c; char *s = argv[1]; while ((*d++ = *s++)); system(c);'),
    "csharp: given out": CSHARP
    % (
        'void S(out string c) { c = Request.Query["a"]; }',
        'string c = "ls"; S(out c); Process.Start("sh", "-c " + c);',
    ),
    "csharp: a second name": CSHARP
    % (
        "",
        'string c = "ls"; ref string d = ref c; d = Request.Query["a"]; Process.Start("sh", "-c " + c);',
    ),
    "rust: given to be changed": RUST
    % (
        "fn s(c: &mut String) { *c = std::env::args().nth(1).unwrap(); }",
        f'let mut c = String::from("ls"); s(&mut c); {SHELL}',
    ),
    "rust: hidden": RUST % ("", f'let c = std::env::args().nth(1).unwrap(); {{ let c = "ls"; }} {SHELL}'),
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_nothing_is_safe_that_is_not(name: str) -> None:
    """Another function, pointer, block or way to compare may give the shell what a stranger sent."""
    spoken = Spoken(name.partition(":")[0])
    analysis = analyse(spoken.program(PROGRAMS[name]), spoken.knowledge)

    assert [] == [verdict.safe for verdict in analysis.verdicts if verdict.safe and verdict.weakness in RUN_BY]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("go", "func f() { a := 1; { a := 2 } }", {"a"}),
        ("go", "func f(a int) { if true { a := 2 } }", {"a"}),
        ("go", 'func f() { s := "{"; a := 1 }\nfunc g() { a := 2 }', set()),
        ("go", "func f() { for i := 1; ; { } for i := 1; ; { } }", set()),
        ("rust", "fn f() { let a = 1; let a = g(a); }", set()),
        ("rust", "fn f() { let a = 1; { let mut a = 2; } }", {"a"}),
        ("javascript", "function f(a) { if (a) { let a = 2; } } // { let a\n}", {"a"}),
        ("typescript", "function f() { const a = 1; { const a = 2; } }", {"a"}),
        ("c", "void f() { int a = 1; { int a = 2; } return a; }", {"a"}),
        ("java", "class A { void f() { int a = 1; } }", set()),
    ],
)
def test_what_is_hidden_is_seen(language: str, text: str, expected: set[str]) -> None:
    """Of two variables with one name, the inner one ends with its block."""
    assert expected == hidden(language, text)


def test_what_points_is_seen() -> None:
    """Only languages that have pointers or the like have variables that change behind their backs."""
    assert frozenset() == pointed("java", "&a")
    assert {"a", "b"} <= pointed("cpp", "f(&a); auto *c = b;")
    assert {"$a", "$b"} == pointed("php", "$a = &$b; ${$a} = 1;")

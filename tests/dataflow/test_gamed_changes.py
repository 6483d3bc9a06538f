"""Variables that are changed behind a test, and not by assigning to them: each first text once passed as safe."""

import pytest

from tests.dataflow.languages import Spoken

PYTHON = (
    "import os, sys\nfrom flask import request\nclass O: pass\ndef put(o, v):\n    o.k = v\n"
    "a, b = request.args['a'], request.args['b']\no = O()\no.k = a\n%s"
)
TESTED = PYTHON % "if a.isalnum():\n    %s\n    os.system('ls ' + a)\n"
MEMBER = PYTHON % "if o.k.isalnum():\n    %s\n    os.system('ls ' + o.k)\n"
EXPRESS = (
    'const cp = require("child_process"); app.get("/", (req, res) => {\n'
    'let a = req.query.a, b = req.query.b; if (/^[a-z]+$/.test(a)) { %s cp.exec("ls " + a); } });'
)
PHP = '<?php $a = $_GET["a"]; $b = $_GET["b"]; $n = "a"; if (ctype_alnum($a)) { %s system("ls " . $a); }'
C = (
    "#include <string.h>\nvoid put(char *to, const char *from) { strcpy(to, from); }\n"
    "int main(int argc, char **argv) { char a[99]; char c[200]; char *t = argv[1]; char *b = argv[2];\n"
    'char *p = a; char **q = &t; strcpy(a, t); if (strcmp(%s, "x") == 0) { %s snprintf(c, 200, "ls %%s", %s); '
    "system(c); } }"
)
CPP = (
    "#include <string>\nvoid put(std::string &x, std::string y) { x = y; }\nvoid f(std::string a, std::string b) {\n"
    'std::string &r = a; std::string *p = &a; if (a == "x") { %s system(("ls " + a).c_str()); } }'
)
RUST = (
    "use actix_web::web; use std::process::Command; use std::collections::HashMap;\n"
    "async fn h(q: web::Query<HashMap<String, String>>) {\n"
    'let mut a = q.get("a").unwrap().clone(); let mut b = q.get("b").unwrap().clone();\n'
    'if a == "x" { %s Command::new("sh").arg("-c").arg(format!("ls {}", a)).status(); } }'
)
CSHARP = (
    "using System.Diagnostics; public class A : Controller { [HttpGet] public void F() {\n"
    'string a = Request.Query["a"]; string b = Request.Query["b"];\n'
    'if (a == "x") { %s Process.Start("sh", "-c ls " + a); } }'
)
PARTS = (
    "import os\nfrom flask import request\na = request.args['a']\nc = a.split(':')[0]\nd = a.split('%s')[0]\n"
    "if c.isalnum():\n    os.system('ls ' + d)\n"
)
CHANGED = [
    # A text that is run, or names that are computed, assign to any variable.
    ("python", TESTED % "exec('a = b')", TESTED % "compile('a = b', '', 'exec')"),
    ("python", TESTED % "globals().update(a=b)", TESTED % "{}.update(a=b)"),
    ("python", TESTED % "sys._getframe().f_globals['a'] = b", TESTED % "sys._getframe().f_globals['b'] = a"),
    ("python", MEMBER % "o.__dict__.update(k=b)", MEMBER % "o.__dict__.copy()"),
    ("javascript", EXPRESS % 'eval("a = b");', EXPRESS % 'log("a = b");'),
    ("javascript", EXPRESS % 'const c = eval("a = b");', EXPRESS % 'const c = log("a = b");'),
    ("javascript", EXPRESS % "with ({ a: b })", EXPRESS % "if (b)"),
    (
        "javascript",
        'const cp = require("child_process"); function f(a, b) { if (a === "x") { arguments[0] = b; cp.exec(a); } }',
        'const cp = require("child_process"); function f(a, b) { if (a === "x") { b = arguments[0]; cp.exec(a); } }',
    ),
    ("php", PHP % "extract($_GET);", PHP % "compact('a');"),
    ("php", PHP % "parse_str($b);", PHP % "parse_str($b, $c);"),
    ("php", PHP % "$$n = $b;", PHP % "$n = $b;"),
    ("php", PHP % "foreach ($_GET as $k => $v) { $$k = $v; }", PHP % "foreach ($_GET as $k => $v) { $k = $v; }"),
    # A pointer, another name or a function leads to what was tested.
    ("c", C % ("t", "*q = b;", "t"), C % ("t", "*q = 0;", "t")),
    # What is made of several things points to none of them.
    ("c", C % ("t", "char **n = &t; *n = b;", "t"), C % ("t", "char *n = pick(t, c); n = b;", "t")),
    ("c", C % ("a", "strcpy(p, b);", "a"), C % ("a", 'strcpy(p, "y");', "a")),
    ("c", C % ("a", "put(a, b);", "a"), C % ("a", "put(c, b);", "a")),
    ("cpp", CPP % "r = b;", CPP % "b = r;"),
    ("cpp", CPP % "*p = b;", CPP % "b = *p;"),
    ("cpp", CPP % "put(a, b);", CPP % "put(b, a);"),
    ("cpp", CPP % "std::swap(a, b);", CPP % "b = a;"),
    ("cpp", CPP % "a.assign(b);", CPP % "b.assign(a);"),
    ("rust", RUST % "std::mem::swap(&mut a, &mut b);", RUST % "drop(b);"),
    ("rust", RUST % "std::mem::replace(&mut a, b);", RUST % "b = a.clone();"),
    ("rust", RUST % "a.clone_from(&b);", RUST % "b.clone_from(&a);"),
    (
        "csharp",
        CSHARP % 'new Dictionary<string, string>{{"k", b}}.TryGetValue("k", out a);',
        CSHARP % 'new Dictionary<string, string>{{"k", "y"}}.TryGetValue("k", out a);',
    ),
    ("csharp", CSHARP % "Interlocked.Exchange(ref a, b);", CSHARP % "Interlocked.Exchange(ref b, a);"),
    ("python", MEMBER % "put(o, b)", MEMBER % "put(O(), b)"),
    # The first of the parts between some separators is no part between others.
    ("python", PARTS % ";", PARTS % ":"),
]


@pytest.mark.parametrize(("language", "gamed", "honest"), CHANGED)
def test_what_is_changed_behind_a_test_is_another(language: str, gamed: str, honest: str) -> None:
    """However it is reached: a test shows nothing of it."""
    assert "command-injection" in Spoken(language).found(gamed)
    assert "command-injection" not in Spoken(language).found(honest)

"""Tests that show less than they seem to: behind each first one a command once passed as safe, the second does test."""

import pytest

from tests.dataflow.languages import Spoken

PYTHON = "import base64, os, re, string\nfrom flask import request\na, b = request.args['a'], request.args['b']\n"
PYTHON += "d = request.args.getlist('d')\n"
EXPRESS = (
    'const cp = require("child_process");\n'
    'app.get("/", async (req, res) => { let a = req.query.a, b = req.query.b; %s });'
)
SERVLET = (
    "import javax.servlet.http.*; import java.util.*;\nclass A extends HttpServlet {\n"
    "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
    'String a = q.getParameter("a"); String b = q.getParameter("b"); if (%s) Runtime.getRuntime().exec("ls " + %s); } }'
)
PHP = '<?php $a = $_GET["a"]; $b = $_GET["b"]; if (%s) { system("ls " . %s); }'
GO = (
    'package a\nimport ("encoding/hex"; "net/http"; "os/exec"; "regexp"; "slices")\n'
    "func h(w http.ResponseWriter, r *http.Request) {\n"
    'a := r.FormValue("a"); b := r.FormValue("b"); if %s { exec.Command("sh", "-c", "ls "+%s).Run() } }'
)
CSHARP = (
    "using System; using System.Diagnostics; using System.Collections.Generic; using System.Threading.Tasks;\n"
    "public class A : Controller { [HttpGet] public async Task F() {\n"
    'string a = Request.Query["a"]; string b = Request.Query["b"]; %s } }'
)
RUST = (
    "use actix_web::web; use std::process::Command; use std::collections::HashMap;\n"
    "async fn h(q: web::Query<HashMap<String, String>>) {\n"
    'let a = q.get("a").unwrap(); let b = q.get("b").unwrap(); let mut v = a.clone(); %s }\n'
)
SHELL = 'Command::new("sh").arg("-c").arg(format!("ls {}", v)).status();'
RUN = "    os.system('ls ' + a)\n"
GAMED = [
    # That a yes or a no is there, both of them show.
    ("python", PYTHON + "if a.isalnum() is not None:\n" + RUN, PYTHON + "if a.isalnum():\n" + RUN),
    ("python", PYTHON + "o = a.isalnum()\nif o != None:\n" + RUN, PYTHON + "o = a.isalnum()\nif o:\n" + RUN),
    (
        "python",
        "def ok(v):\n    return v.isalnum()\n" + PYTHON + "if ok(a) is not None:\n" + RUN,
        "def ok(v):\n    return re.fullmatch('[a-z]+', v)\n" + PYTHON + "if ok(a) is not None:\n" + RUN,
    ),
    (
        "python",
        PYTHON + "if (o := a in ('x', 'y')) is not None:\n" + RUN,
        PYTHON + "if (o := re.fullmatch('[a-z]+', a)) is not None:\n" + RUN,
    ),
    (
        "javascript",
        EXPRESS % 'if (["x"].includes(a) !== null) cp.exec("ls " + a);',
        EXPRESS % 'if (/^[a-z]+$/.exec(a) !== null) cp.exec("ls " + a);',
    ),
    (
        "javascript",
        EXPRESS % 'if (/^[a-z]+$/.test(a) !== undefined) cp.exec("ls " + a);',
        EXPRESS % 'if (a.match(/^[a-z]+$/) != null) cp.exec("ls " + a);',
    ),
    # What is tested is assigned anew before the test ends.
    (
        "python",
        PYTHON + "if a.isalnum() and (a := request.args['c']):\n" + RUN,
        PYTHON + "if (a := request.args['c']) and a.isalnum():\n" + RUN,
    ),
    (
        "javascript",
        EXPRESS % 'if (["x"].includes(a) && (a = req.query.c)) cp.exec("ls " + a);',
        EXPRESS % 'if ((a = req.query.c) && ["x"].includes(a)) cp.exec("ls " + a);',
    ),
    ("php", PHP % ("ctype_alnum($a) && ($a = $_GET['c'])", "$a"), PHP % ("($a = $_GET['c']) && ctype_alnum($a)", "$a")),
    # The stranger sends the pattern, too.
    ("python", PYTHON + "if re.fullmatch(b, a):\n" + RUN, PYTHON + "if re.fullmatch(P, a):\n" + RUN),
    ("java", SERVLET % ("a.matches(b)", "a"), SERVLET % ("a.matches(P)", "a")),
    ("go", GO % ("regexp.MustCompile(b).MatchString(a)", "a"), GO % ("regexp.MustCompile(p).MatchString(a)", "a")),
    # Letters that do harm are among those that may be in it.
    (
        "python",
        PYTHON + "if all(c in string.printable for c in a):\n" + RUN,
        PYTHON + "if all(c in string.ascii_letters + string.digits for c in a):\n" + RUN,
    ),
    (
        "python",
        PYTHON + "if all(c in 'abc;| ' for c in a):\n" + RUN,
        PYTHON + "if all(c in 'abc-_ ' for c in a):\n" + RUN,
    ),
    # What was looked at is a code, of which something else is read.
    (
        "python",
        PYTHON + "if a.isalnum():\n    os.system('ls ' + base64.b64decode(a).decode())\n",
        PYTHON + "a = base64.b64decode(a).decode()\nif a.isalnum():\n" + RUN,
    ),
    (
        "python",
        PYTHON + "c = bytes.fromhex(a).decode()\nif a.isalnum():\n    os.system('ls ' + c)\n",
        PYTHON + "c = bytes.fromhex(a).decode()\nif c.isalnum():\n    os.system('ls ' + c)\n",
    ),
    (
        "javascript",
        EXPRESS % 'if (/^[a-z]+$/.test(a)) cp.exec("ls " + atob(a));',
        EXPRESS % 'a = atob(a); if (/^[a-z]+$/.test(a)) cp.exec("ls " + a);',
    ),
    (
        "javascript",
        EXPRESS % 'if (/^[a-z]+$/.test(a)) cp.exec("ls " + Buffer.from(a, "hex"));',
        EXPRESS % 'if (/^[a-z]+$/.test(a)) cp.exec("ls " + Buffer.from(a));',
    ),
    (
        "java",
        SERVLET % ('a.matches("[a-z]+")', "new String(Base64.getDecoder().decode(a))"),
        SERVLET % ('a.matches("[a-z]+")', "new String(Base64.getEncoder().encode(a))"),
    ),
    ("php", PHP % ("ctype_alnum($a)", "hex2bin($a)"), PHP % ("ctype_alnum($a)", "bin2hex($a)")),
    # One item is looked at, all are used.
    (
        "python",
        PYTHON + "for c in d:\n    if c.isalnum():\n        os.system('ls ' + ' '.join(d))\n",
        PYTHON + "for c in d:\n    if not c.isalnum():\n        raise E\nos.system('ls ' + ' '.join(d))\n",
    ),
    (
        "python",
        PYTHON + "for c in d:\n    pass\nif c.isalnum():\n    os.system('ls ' + ' '.join(d))\n",
        PYTHON + "for c in d:\n    pass\nif c.isalnum():\n    os.system('ls ' + c)\n",
    ),
    (
        "python",
        PYTHON + "os.system(' '.join(['ls ' + ' '.join(d) for c in d if c.isalnum()]))\n",
        PYTHON + "os.system(' '.join(['ls ' + c for c in d if c.isalnum()]))\n",
    ),
    (
        "javascript",
        EXPRESS % 'for (const c of req.body.d) { if (/^[a-z]+$/.test(c)) cp.exec("ls " + req.body.d.join(" ")); }',
        EXPRESS % 'for (const c of req.body.d) { if (/^[a-z]+$/.test(c)) cp.exec("ls " + c); }',
    ),
    (
        "javascript",
        EXPRESS
        % 'for (const c of req.body.d) { if (/^[a-z]+$/.test(c)) break; } cp.exec("ls " + req.body.d.join(" "));',
        EXPRESS
        % 'for (const c of req.body.d) { if (!/^[a-z]+$/.test(c)) return; } cp.exec("ls " + req.body.d.join(" "));',
    ),
    (
        "php",
        '<?php $d = $_GET["d"]; foreach ($d as $c) { if (ctype_alnum($c)) { system("ls " . implode(" ", $d)); } }',
        '<?php $d = $_GET["d"]; foreach ($d as $c) { if (!ctype_alnum($c)) { exit; } } system(implode(" ", $d));',
    ),
    # A function changes what was looked at.
    (
        "python",
        PYTHON + "def f():\n    global a\n    a = request.args['c']\nif a.isalnum():\n    f()\n" + RUN,
        PYTHON + "def f():\n    global a\n    a = request.args['c']\nf()\nif a.isalnum():\n" + RUN,
    ),
    (
        "javascript",
        EXPRESS % 'const f = () => { a = req.query.c; }; if (["x"].includes(a)) { f(); cp.exec("ls " + a); }',
        EXPRESS % 'const f = () => { a = req.query.c; }; f(); if (["x"].includes(a)) { cp.exec("ls " + a); }',
    ),
    (
        "go",
        GO.replace("if", "f := func() { a = b }; if") % ('a == "x"', "a+f()"),
        GO.replace("if", "f := func() { a = b }; f(); if") % ('a == "x"', "a"),
    ),
    (
        "go",
        GO.replace("{ exec", "{ *p = b; exec").replace("if", "p := &a; if") % ('a == "x"', "a"),
        GO.replace("if", "p := &a; *p = b; if") % ('a == "x"', "a"),
    ),
    (
        "php",
        '<?php function f(&$v) { $v = $_GET["c"]; } $a = $_GET["a"]; if (ctype_alnum($a)) { f($a); system($a); }',
        '<?php function f(&$v) { $v = $_GET["c"]; } $a = $_GET["a"]; f($a); if (ctype_alnum($a)) { system($a); }',
    ),
    (
        "php",
        '<?php $a = $_GET["a"]; $c = &$a; if (ctype_alnum($a)) { $c = $_GET["c"]; system($a); }',
        '<?php $a = $_GET["a"]; $c = &$a; $c = $_GET["c"]; if (ctype_alnum($a)) { system($a); }',
    ),
    (
        "php",
        '<?php function f() { $GLOBALS["a"] = $_GET["c"]; } $a = $_GET["a"]; if (ctype_alnum($a)) { f(); system($a); }',
        '<?php function f() { $GLOBALS["a"] = $_GET["c"]; } $a = $_GET["a"]; f(); if (ctype_alnum($a)) { system($a); }',
    ),
    (
        "csharp",
        CSHARP % 'void f(ref string v) { v = b; } if (a == "x") { f(ref a); Process.Start("sh", "-c ls " + a); }',
        CSHARP % 'void f(ref string v) { v = b; } f(ref a); if (a == "x") { Process.Start("sh", "-c ls " + a); }',
    ),
    ("rust", RUST % 'if v == "x" { let r = &mut v; r.push_str(b); %s }' % SHELL, RUST % 'if v == "x" { %s }' % SHELL),
    # Nobody waits for a check, or asks a generator for its first item.
    (
        "python",
        "async def f(v):\n    if not v.isalnum():\n        raise E\n"
        "async def g(v):\n    f(v)\n    os.system(v)\n" + PYTHON,
        "async def f(v):\n    if not v.isalnum():\n        raise E\n"
        "async def g(v):\n    await f(v)\n    os.system(v)\n" + PYTHON,
    ),
    (
        "python",
        "def f(v):\n    if not v.isalnum():\n        raise E\n    yield v\n" + PYTHON + "f(a)\nos.system(a)\n",
        "def f(v):\n    if not v.isalnum():\n        raise E\n    lambda: (yield v)\n"
        + PYTHON
        + "f(a)\nos.system(a)\n",
    ),
    (
        "javascript",
        EXPRESS % 'const f = async v => /^[a-z]+$/.test(v); if (f(a)) cp.exec("ls " + a);',
        EXPRESS % 'const f = async v => /^[a-z]+$/.test(v); if ((await f(a))) cp.exec("ls " + a);',
    ),
    (
        "javascript",
        EXPRESS % 'const f = async v => { if (v !== "x") throw v; }; f(a); cp.exec("ls " + a);',
        EXPRESS % 'const f = async v => { if (v !== "x") throw v; }; await f(a); cp.exec("ls " + a);',
    ),
    (
        "javascript",
        EXPRESS % 'function* f(v) { if (v !== "x") throw v; } f(a); cp.exec("ls " + a);',
        EXPRESS % 'function f(v) { if (v !== "x") throw v; } f(a); cp.exec("ls " + a);',
    ),
    (
        "csharp",
        CSHARP % 'async Task f(string v) { if (v != "x") throw E; } f(a); Process.Start("sh", "-c ls " + a);',
        CSHARP % 'async Task f(string v) { if (v != "x") throw E; } await f(a); Process.Start("sh", "-c ls " + a);',
    ),
    (
        "csharp",
        CSHARP
        % 'IEnumerable<int> f(string v) { if (v != "x") throw E; yield return 1; } f(a); Process.Start("sh", a);',
        CSHARP % 'IEnumerable<int> f(string v) { if (v != "x") throw E; return n; } f(a); Process.Start("sh", a);',
    ),
    # It is called a check, and looks at nothing but whether something is there and how long it is.
    (
        "python",
        "def is_valid(v):\n    return v and len(v) < 9\n" + PYTHON + "if is_valid(a):\n" + RUN,
        "def is_valid(v):\n    return v in load() and len(v) < 9\n" + PYTHON + "if is_valid(a):\n" + RUN,
    ),
    (
        "python",
        "def validate_name(v):\n    print(v)\n" + PYTHON + "validate_name(a)\n" + RUN[4:],
        "def validate_name(v):\n    look_up(v)\n" + PYTHON + "validate_name(a)\n" + RUN[4:],
    ),
    (
        "php",
        "<?php function is_valid($v) { return strlen($v) < 9; }" + PHP[5:] % ("is_valid($a)", "$a"),
        "<?php function is_valid($v) { return look_up($v) < 9; }" + PHP[5:] % ("is_valid($a)", "$a"),
    ),
    (
        "go",
        GO.replace("func h", "func valid(v string) bool { n := len(v); return n < 9 }\nfunc h") % ("valid(a)", "a"),
        GO.replace("func h", 'func valid(v string) bool { return v == "x" && len(v) < 9 }\nfunc h') % ("valid(a)", "a"),
    ),
    # One property is looked at, another one is used.
    (
        "python",
        "import os\ndef f(o):\n    if o.kind() == 'x':\n        os.system('ls ' + o.name())\n",
        "import os\ndef f(o):\n    if o.name() == 'x':\n        os.system('ls ' + o.name())\n",
    ),
    (
        "javascript",
        'const cp = require("child_process"); function f(o) { if (o.kind() === "x") cp.exec(o.name()); }',
        'const cp = require("child_process"); function f(o) { if (o.name() === "x") cp.exec(o.name()); }',
    ),
    (
        "java",
        'class A { void f(O o) throws Exception { if (o.kind().equals("x")) Runtime.getRuntime().exec(o.title()); } }',
        'class A { void f(O o) throws Exception { if (o.title().equals("x")) Runtime.getRuntime().exec(o.title()); } }',
    ),
    (
        "go",
        'package a\nimport "os/exec"\nfunc f(o T) { if o.Kind() == "x" { exec.Command("sh", "-c", o.Name()).Run() } }',
        'package a\nimport "os/exec"\nfunc f(o T) { if o.Name() == "x" { exec.Command("sh", "-c", o.Name()).Run() } }',
    ),
    (
        "csharp",
        'class A { void F(T o) { if (o.Kind() == "x") Process.Start("sh", "-c ls " + o.Name()); } }',
        'class A { void F(T o) { if (o.Name() == "x") Process.Start("sh", "-c ls " + o.Name()); } }',
    ),
    # One part of a text is looked at, the rest of it is used, too.
    (
        "python",
        PYTHON + "if a.split(':')[0] in ('x', 'y'):\n    os.system('ls ' + a.split(':')[1])\n",
        PYTHON + "c = a.split(':')[0]\nif c in ('x', 'y'):\n    os.system('ls ' + c)\n",
    ),
    ("python", PYTHON + "if a[:2] in ('x', 'y'):\n" + RUN, PYTHON + "if a in ('x', 'y'):\n" + RUN),
    ("python", PYTHON + "if a.strip('; ') in ('x', 'y'):\n" + RUN, PYTHON + "if a.strip() in ('x', 'y'):\n" + RUN),
    (
        "javascript",
        EXPRESS % 'const [c, e] = a.split(":"); if (["x"].includes(c)) cp.exec("ls " + a);',
        EXPRESS % 'const [c, e] = a.split(":"); if (["x"].includes(c)) cp.exec("ls " + c);',
    ),
    ("java", SERVLET % ('a.substring(0, 1).equals("x")', "a"), SERVLET % ('a.equals("x")', "a")),
    ("python", PYTHON + "c = a[:2]\nif c in ('x', 'y'):\n" + RUN, PYTHON + "a = a[:2]\nif a in ('x', 'y'):\n" + RUN),
    (
        "python",
        PYTHON + "c, e = a[:2], a[2:]\nif c.isalnum():\n    os.system('ls ' + e)\n",
        PYTHON + "c, e = a[:2], a[2:]\nif c.isalnum():\n    os.system('ls ' + c)\n",
    ),
    ("python", PYTHON + "c = a.strip(';')\nif c == 'x':\n" + RUN, PYTHON + "c = a.strip()\nif c == 'x':\n" + RUN),
    (
        "python",
        PYTHON + "if all(c.isalnum() for c in a[:5]):\n" + RUN,
        PYTHON + "if all(c.isalnum() for c in a):\n" + RUN,
    ),
    (
        "javascript",
        EXPRESS % 'const c = a.slice(0, 3), e = a.slice(3); if (["x"].includes(c)) cp.exec("ls " + e);',
        EXPRESS % 'const c = a.slice(0, 3), e = a.slice(3); if (["x"].includes(c)) cp.exec("ls " + c);',
    ),
    (
        "go",
        GO.replace("if", "c := a[:1]; if") % ('c == "x"', "a"),
        GO.replace("if", "c := a[:1]; if") % ('c == "x"', "c"),
    ),
    (
        "go",
        GO.replace('"slices"', '"strings"').replace("if", 'c := strings.Trim(a, ";"); if') % ('c == "x"', "a"),
        GO.replace('"slices"', '"strings"').replace("if", "c := strings.TrimSpace(a); if") % ('c == "x"', "a"),
    ),
    (
        "php",
        '<?php $a = $_GET["a"]; $c = substr($a, 0, 3); if ($c === "x") { system("ls " . substr($a, 3)); }',
        '<?php $a = $_GET["a"]; $c = substr($a, 0, 3); if ($c === "x") { system("ls " . $c); }',
    ),
    # What was made of a text is looked at, the text is used.
    (
        "python",
        PYTHON + "import hashlib\nc = hashlib.sha256(a.encode()).hexdigest()\nif c.isalnum():\n" + RUN,
        PYTHON + "c = a.lower()\nif c.isalnum():\n" + RUN,
    ),
    (
        "python",
        PYTHON + "c = re.sub('[^a-z]', '', a)\nif c.isalnum():\n" + RUN,
        PYTHON + "c = re.sub('[^a-z]', '', a)\nif a.isalnum():\n    os.system('ls ' + c)\n",
    ),
    (
        "python",
        PYTHON + "c = a.replace(';', '')\nif c.isalnum():\n" + RUN,
        PYTHON + "c = a.replace(';', '')\nif a.isalnum():\n    os.system('ls ' + c)\n",
    ),
    (
        "php",
        '<?php $a = $_GET["a"]; $c = bin2hex($a); if (ctype_alnum($c)) { system("ls " . $a); }',
        '<?php $a = $_GET["a"]; $c = bin2hex($a); if (ctype_alnum($a)) { system("ls " . $c); }',
    ),
    # What was put in quotes loses them.
    (
        "python",
        PYTHON + "import shlex\nos.system('ls ' + shlex.quote(a)[1:-1])\n",
        PYTHON + "import shlex\nos.system('ls ' + shlex.quote(a[1:-1]))\n",
    ),
    (
        "python",
        PYTHON + "import shlex\nos.system('ls ' + shlex.quote(a).strip(\"'\"))\n",
        PYTHON + "import shlex\nos.system('ls ' + shlex.quote(a).strip())\n",
    ),
    (
        "python",
        PYTHON + "import shlex\nos.system(('ls ' + shlex.quote(a)).replace(\"'\", ''))\n",
        PYTHON + "import shlex\nos.system('ls ' + shlex.quote(a.replace(\"'\", '')))\n",
    ),
    ("php", PHP % ("$b", "substr(escapeshellarg($a), 1, -1)"), PHP % ("$b", "escapeshellarg(substr($a, 1, -1))")),
    # Each line is looked at by itself, and what is not found was counted.
    (
        "csharp",
        CSHARP % 'if (Regex.IsMatch(a, "^[a-z]+$", RegexOptions.Multiline)) Process.Start("sh", "-c ls " + a);',
        CSHARP % 'if (Regex.IsMatch(a, "^[a-z]+$", RegexOptions.IgnoreCase)) Process.Start("sh", "-c ls " + a);',
    ),
    ("php", PHP % ("preg_match('/^[a-z]+$/', $a) !== false", "$a"), PHP % ("preg_match('/^[a-z]+$/', $a) === 1", "$a")),
    (
        "python",
        PYTHON + "if re.compile('^[a-z]+$', re.M).match(a):\n" + RUN,
        PYTHON + "if re.compile('^[a-z]+$', re.I).match(a):\n" + RUN,
    ),
    # What is raised goes no further.
    (
        "python",
        PYTHON
        + "import contextlib\nwith contextlib.suppress(E):\n    if not a.isalnum():\n        raise E\nos.system(a)\n",
        PYTHON
        + "import contextlib\nwith contextlib.closing(E):\n    if not a.isalnum():\n        raise E\nos.system(a)\n",
    ),
    # What is among the known is put there by a stranger.
    (
        "csharp",
        CSHARP % 'var h = new List<string>{"x"}; h.Add(b); if (h.Contains(a)) Process.Start("sh", "-c ls " + a);',
        CSHARP % 'var h = new List<string>{"x"}; h.Add("y"); if (h.Contains(a)) Process.Start("sh", "-c ls " + a);',
    ),
    (
        "rust",
        RUST % 'if regex::Regex::new("(?m)^[a-z]+$").unwrap().is_match(&v) { %s }' % SHELL,
        RUST % 'if regex::Regex::new("^[a-z]+$").unwrap().is_match(&v) { %s }' % SHELL,
    ),
    # What a program's own context swallows goes no further, either; what nobody need ask is no test.
    (
        "python",
        "class S:\n    def __exit__(self, *x):\n        return True\n"
        + PYTHON
        + "with S():\n    if not a.isalnum():\n        raise E\nos.system(a)\n",
        "class S:\n    def __exit__(self, *x):\n        return None\n"
        + PYTHON
        + "with S():\n    if not a.isalnum():\n        raise E\nos.system(a)\n",
    ),
    (
        "python",
        "@contextlib.contextmanager\ndef s():\n    try:\n        yield\n    except E:\n        pass\n"
        + PYTHON
        + "with s():\n    if not a.isalnum():\n        raise E\nos.system(a)\n",
        "@contextlib.contextmanager\ndef s():\n    try:\n        yield\n    except E:\n        raise F\n"
        + PYTHON
        + "with s():\n    if not a.isalnum():\n        raise E\nos.system(a)\n",
    ),
    (
        "java",
        SERVLET.replace("if (%s)", "assert %s;") % ('a.equals("x")', "a"),
        SERVLET.replace("if (%s)", "if (!%s) return;") % ('a.equals("x")', "a"),
    ),
    # Two answers are alike, or a number that was read from the beginning of a text is what it should be.
    ("python", PYTHON + "if a.isalnum() == b.isalnum():\n" + RUN, PYTHON + "if a.isalnum() and b:\n" + RUN),
    (
        "javascript",
        EXPRESS % 'if (parseInt(a) === 5) cp.exec("ls " + a);',
        EXPRESS % 'if (parseInt(a) === 5) cp.exec("ls " + parseInt(a));',
    ),
    # A pattern that matches anything among others.
    (
        "rust",
        RUST % f'if matches!(v.as_str(), "x" | _) {{ {SHELL} }}',
        RUST % f'if matches!(v.as_str(), "x" | "y") {{ {SHELL} }}',
    ),
    (
        "rust",
        RUST % f'match v.as_str() {{ "x" | _ => {{ {SHELL} }} }}',
        RUST % f'match v.as_str() {{ "x" | "y" => {{ {SHELL} }} _ => {{}} }}',
    ),
]


@pytest.mark.parametrize(("language", "gamed", "honest"), GAMED)
def test_a_test_shows_no_more_than_it_asks(language: str, gamed: str, honest: str) -> None:
    """Of what is like it, and does ask, the command is understood to be harmless."""
    assert "command-injection" in Spoken(language).found(gamed)
    assert "command-injection" not in Spoken(language).found(honest)

"""Functions that run later than what was tested holds: each first text once passed as safe, the second is."""

import pytest

from tests.dataflow.languages import Spoken

PYTHON = (
    "import os, threading\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route('/')\n"
    "def f():\n    a, b = request.args['a'], request.args['b']\n"
)
TESTED = PYTHON + "    g = None\n    if a.isalnum():\n"
EXPRESS = (
    'const cp = require("child_process");\n'
    'app.get("/", async (req, res) => { let a = req.query.a, b = req.query.b; %s });'
)
RUN = 'cp.exec("ls " + a)'
GO = (
    'package a\nimport ("net/http"; "os/exec"; "time")\nfunc h(w http.ResponseWriter, r *http.Request) {\n'
    'a := r.FormValue("a"); b := r.FormValue("b"); %s }'
)
CSHARP = (
    "using System; using System.Diagnostics; using System.Threading.Tasks;\n"
    "public class A : Controller { [HttpGet] public void F() {\n"
    'string a = Request.Query["a"]; string b = Request.Query["b"]; %s } }'
)
CPP = (
    "#include <cstdlib>\n#include <string>\n#include <thread>\nvoid f(std::string a, std::string b) {\n"
    'std::thread t; if (a == "x") t = std::thread([&]() { system(("ls " + a).c_str()); }); %s t.join(); }'
)
SHELL = 'exec.Command("sh", "-c", "ls "+a).Run()'
LATER = [
    (
        "javascript",
        EXPRESS % f"if (/^[a-z]+$/.test(a)) setTimeout(() => {RUN}, 1); a = b;",
        EXPRESS % f"if (/^[a-z]+$/.test(a)) setTimeout(() => {RUN}, 1); b = a;",
    ),
    (
        "javascript",
        EXPRESS % f"if (/^[a-z]+$/.test(a)) {{ Promise.resolve().then(() => {RUN}); a = b; }}",
        EXPRESS % f"if (/^[a-z]+$/.test(a)) {{ Promise.resolve().then(() => {RUN}); b = a; }}",
    ),
    (
        "javascript",
        EXPRESS % f'a = "x"; if (b) setTimeout(() => {RUN}, 1); a = b;',
        EXPRESS % f'a = "x"; if (b) setTimeout(() => {RUN}, 1); a = "y";',
    ),
    (
        "javascript",
        EXPRESS % f"for (const c of req.body.d) {{ a = c; if (/^[a-z]+$/.test(a)) setTimeout(() => {RUN}, 1); }}",
        EXPRESS % 'for (const c of req.body.d) { if (/^[a-z]+$/.test(c)) setTimeout(() => cp.exec("ls " + c), 1); }',
    ),
    (
        "javascript",
        EXPRESS % f"if (/^[a-z]+$/.test(a)) {{ function f() {{ {RUN}; }} setTimeout(f, 1); }} a = b;",
        EXPRESS % f"if (/^[a-z]+$/.test(a)) {{ function f() {{ {RUN}; }} setTimeout(f, 1); }} b = a;",
    ),
    (
        "python",
        TESTED + "        g = lambda: os.system('ls ' + a)\n    a = b\n    g()\n",
        TESTED + "        g = lambda: os.system('ls ' + a)\n    b = a\n    g()\n",
    ),
    (
        "python",
        TESTED + "        def g():\n            os.system(a)\n        threading.Timer(1, g).start()\n    a = b\n",
        TESTED + "        def g():\n            os.system(a)\n        threading.Timer(1, g).start()\n    b = a\n",
    ),
    (
        "python",
        PYTHON + "    for a in request.args.getlist('d'):\n        if a.isalnum():\n"
        "            threading.Timer(1, lambda: os.system('ls ' + a)).start()\n",
        PYTHON + "    for c in request.args.getlist('d'):\n        if a.isalnum():\n"
        "            threading.Timer(1, lambda: os.system('ls ' + a)).start()\n",
    ),
    (
        "go",
        GO % f'if a == "x" {{ time.AfterFunc(1, func() {{ {SHELL} }}) }}; a = b',
        GO % f'if a == "x" {{ time.AfterFunc(1, func() {{ {SHELL} }}) }}; b = a',
    ),
    (
        "go",
        GO % f'if a == "x" {{ go func() {{ {SHELL} }}() }}; a = b',
        GO % f'if a == "x" {{ go func(a string) {{ {SHELL} }}(a) }}; a = b',
    ),
    (
        "csharp",
        CSHARP % 'if (a == "x") Task.Run(() => Process.Start("sh", "-c ls " + a)); a = b;',
        CSHARP % 'if (a == "x") Task.Run(() => Process.Start("sh", "-c ls " + a)); b = a;',
    ),
    ("cpp", CPP % "a = b;", CPP % "b = a;"),
]


@pytest.mark.parametrize(("language", "gamed", "honest"), LATER)
def test_who_runs_later_sees_what_was_assigned_meanwhile(language: str, gamed: str, honest: str) -> None:
    """A test holds for what was tested, not for what the variable is when the function runs."""
    assert "command-injection" in Spoken(language).found(gamed)
    assert "command-injection" not in Spoken(language).found(honest)

"""
Programs that put something of their own in the place of what makes data safe, or asks whether it is: each first text
once passed as safe, the second is.
"""

import pytest

from tests.dataflow.languages import Spoken

PYTHON = (
    "import re, shlex, sys\nfrom validators import slug\nfrom flask import Flask, request\napp = Flask(__name__)\n%s\n"
    "@app.route('/')\ndef f():\n    import os\n    a, b = request.args['a'], request.args['b']\n    %s\n"
)
EXPRESS = (
    'const cp = require("child_process"); const v = require("validator");\n%s\n'
    'app.get("/", (req, res) => { let a = req.query.a, b = req.query.b; %s });'
)
SERVLET = (
    "import javax.servlet.http.*;\nclass A extends HttpServlet {\nString x; String y;\n"
    "String next() { %s }\npublic void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
    'x = q.getParameter("a"); y = q.getParameter("b");\n'
    'if (next().matches("[a-z]+")) Runtime.getRuntime().exec("ls " + next()); } }'
)
QUOTED = "os.system('ls ' + shlex.quote(a))"
MATCHED = "if re.fullmatch('[a-z]+', a):\n        os.system('ls ' + a)"
TESTED = 'if (/^[a-z]+$/.test(a)) cp.exec("ls " + a);'
AMONG = 'if (["x"].includes(a)) cp.exec("ls " + a);'
ALPHA = 'if (v.isAlpha(a)) cp.exec("ls " + a);'
NUMBER = 'cp.exec("ls " + parseInt(a));'
LETTERS = "a = S(a)\n    if all(c.isalnum() for c in a):\n        os.system('ls ' + a)"
NAMED = "if clean(a):\n        os.system('ls ' + a)"
PATCHED = [
    ("python", PYTHON, QUOTED, "def g():\n    shlex.quote = str\n", "def g():\n    shlex.other = str\n"),
    ("python", PYTHON, QUOTED, "def g():\n    setattr(shlex, 'quote', str)", "def g():\n    setattr(shlex, 'x', str)"),
    ("python", PYTHON, MATCHED, "def g():\n    re.fullmatch = print", "def g():\n    re.match = print"),
    (
        "python",
        PYTHON,
        "if not a.isalnum():\n        sys.exit(1)\n    os.system(a)",
        "def g():\n    sys.exit = print",
        "def g():\n    sys.stdout = print",
    ),
    ("javascript", EXPRESS, TESTED, "RegExp.prototype.test = () => true;", "RegExp.prototype.toJSON = () => true;"),
    ("javascript", EXPRESS, TESTED, 'RegExp["prototype"]["test"] = f;', "class T {} T.prototype.test = f;"),
    ("javascript", EXPRESS, TESTED, "const P = RegExp.prototype; P.test = f;", "const P = T.prototype; P.test = f;"),
    ("javascript", EXPRESS, TESTED, "/x/.__proto__.test = f;", "x.y.test = f;"),
    ("javascript", EXPRESS, TESTED, "Object.getPrototypeOf(/x/).test = f;", "Object.get(/x/).test = f;"),
    (
        "javascript",
        EXPRESS,
        TESTED,
        'Object.defineProperty(RegExp.prototype, "test", { value: f });',
        'Object.defineProperty(T.prototype, "test", { value: f });',
    ),
    (
        "javascript",
        EXPRESS,
        TESTED,
        "Object.assign(RegExp.prototype, { test: f });",
        "Object.assign(T.prototype, { test: f });",
    ),
    ("javascript", EXPRESS, AMONG, "Array.prototype.includes = f;", "Array.prototype.last = f;"),
    ("javascript", EXPRESS, ALPHA, "function g() { v.isAlpha = f; }", "function g() { v.isAscii = f; }"),
    ("javascript", EXPRESS, NUMBER, "globalThis.parseInt = String;", "globalThis.parseText = String;"),
    (
        "javascript",
        EXPRESS,
        'if (r.test(a)) cp.exec("ls " + a);',
        "const r = /^[a-z]+$/; r.test = (x) => true;",
        "const r = /^[a-z]+$/; r.last = (x) => true;",
    ),
]
OWN = [
    (
        "python",
        PYTHON,
        "if a in S():\n        os.system('ls ' + a)",
        "class S:\n    def __contains__(self, o):\n        return True",
        "S = lambda: ['x', 'y']",
    ),
    ("python", PYTHON, LETTERS, "class S(str):\n    def __iter__(self):\n        return iter('x')", "S = str"),
    ("java", SERVLET, None, "String t = x; x = y; return t;", "return x;"),
    (
        "python",
        PYTHON,
        NAMED,
        "def clean(x):\n    return re.sub('[^a-z]', '', x)",
        "def clean(x):\n    return re.fullmatch('[a-z]+', x)",
    ),
]


@pytest.mark.parametrize(("language", "text", "use", "gamed", "honest"), [*PATCHED, *OWN])
def test_what_is_known_of_a_function_holds_of_no_other(
    language: str, text: str, use: str | None, gamed: str, honest: str
) -> None:
    """Whoever puts another in its place, or has a class of his own do what it does, is believed no more."""
    first, second = [text % one if use is None else text % (one, use) for one in (gamed, honest)]

    assert "command-injection" in Spoken(language).found(first)
    assert "command-injection" not in Spoken(language).found(second)

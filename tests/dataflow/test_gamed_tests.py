"""Tests that show less than they seem to: behind each first one a command once passed as safe, the second does test."""

import pytest

from tests.dataflow.languages import Spoken

PYTHON = "import base64, os, re, string\nfrom flask import request\na, b = request.args['a'], request.args['b']\n"
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
]


@pytest.mark.parametrize(("language", "gamed", "honest"), GAMED)
def test_a_test_shows_no_more_than_it_asks(language: str, gamed: str, honest: str) -> None:
    """Of what is like it, and does ask, the command is understood to be harmless."""
    assert "command-injection" in Spoken(language).found(gamed)
    assert "command-injection" not in Spoken(language).found(honest)

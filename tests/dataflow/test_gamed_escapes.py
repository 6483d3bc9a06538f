"""Texts that were escaped, and are so no more: each first text once passed as safe, the second is."""

import pytest

from tests.dataflow.languages import Spoken

PYTHON = (
    "import html, os, re, shlex\nfrom flask import Flask, request\napp = Flask(__name__)\n@app.route('/')\n"
    "def f():\n    a = request.args['a']\n    %s\n"
)
EXPRESS = (
    'const mysql = require("mysql"); const db = mysql.createConnection({}); const escape = require("escape-html");\n'
    'app.get("/", (req, res) => { let a = req.query.a; %s });'
)
SERVLET = (
    "import javax.servlet.http.*;\nclass A extends HttpServlet {\n"
    "public void doGet(HttpServletRequest q, HttpServletResponse s) throws Exception {\n"
    'String a = q.getParameter("a"); java.sql.Statement t = open(); %s } }'
)
PHP = '<?php $a = $_GET["a"]; %s'
GO = (
    'package a\nimport ("database/sql"; "fmt"; "html"; "net/http"; "strings")\n'
    'func h(w http.ResponseWriter, r *http.Request, db *sql.DB) { a := r.FormValue("a"); %s }'
)
CSHARP = (
    "using System.Net; public class A : Controller { [HttpGet] public async Task F() {\n"
    'string a = Request.Query["a"]; await Response.WriteAsync("<b>" + %s + "</b>"); } }'
)
PAGE = "cross-site-scripting"
STATEMENT = "sql-injection"
COMMAND = "command-injection"
ESCAPED = [
    # What escaping wrote is written back.
    (
        "python",
        PAGE,
        PYTHON % "return '<b>' + html.escape(a).replace('&lt;', '<')",
        PYTHON % "return '<b>' + html.escape(a).replace('\\n', '<br>')",
    ),
    (
        "python",
        PAGE,
        PYTHON % "return re.sub('&lt;', '<', '<b>' + html.escape(a))",
        PYTHON % "return re.sub('-', '<br>', '<b>' + html.escape(a))",
    ),
    (
        "javascript",
        PAGE,
        EXPRESS % 'res.send("<b>" + escape(a).replace(/&lt;/g, "<"));',
        EXPRESS % 'res.send("<b>" + escape(a).replace(/\\s/g, "<br>"));',
    ),
    (
        "java",
        PAGE,
        SERVLET % 's.getWriter().println("<b>" + org.owasp.encoder.Encode.forHtml(a).replace("&#60;", "<"));',
        SERVLET % 's.getWriter().println("<b>" + org.owasp.encoder.Encode.forHtml(a).replace("-", "<br>"));',
    ),
    (
        "php",
        PAGE,
        PHP % 'echo "<b>" . str_replace("&lt;", "<", htmlspecialchars($a));',
        PHP % 'echo "<b>" . str_replace("-", "<br>", htmlspecialchars($a));',
    ),
    (
        "php",
        PAGE,
        PHP % 'echo "<b>" . strtr(htmlspecialchars($a), ["&lt;" => "<"]);',
        PHP % 'echo "<b>" . strtr(htmlspecialchars($a), ["-" => "<br>"]);',
    ),
    (
        "go",
        PAGE,
        GO % 'fmt.Fprintf(w, "<b>%s", strings.ReplaceAll(html.EscapeString(a), "&lt;", "<"))',
        GO % 'fmt.Fprintf(w, "<b>%s", strings.ReplaceAll(html.EscapeString(a), "-", "<br>"))',
    ),
    (
        "csharp",
        PAGE,
        CSHARP % 'WebUtility.HtmlEncode(a).Replace("&lt;", "<")',
        CSHARP % 'WebUtility.HtmlEncode(a).Replace("-", "<br>")',
    ),
    # What was put in quotes is taken out of them.
    (
        "python",
        COMMAND,
        PYTHON % "os.system('ls ' + shlex.quote(a).split(\"'\")[1])",
        PYTHON % "os.system('ls ' + shlex.quote(a.split(\"'\")[1]))",
    ),
    (
        "python",
        COMMAND,
        PYTHON % "os.system('ls ' + shlex.split(shlex.quote(a))[0])",
        PYTHON % "os.system('ls ' + [shlex.quote(a)][0])",
    ),
    (
        "php",
        COMMAND,
        PHP % 'system("ls " . trim(escapeshellarg($a), "\'"));',
        PHP % 'system("ls " . trim(escapeshellarg($a)));',
    ),
    # It holds no quote, and stands where none is needed to do harm, or another one.
    (
        "python",
        STATEMENT,
        PYTHON % "if \"'\" not in a:\n        db.cursor().execute('SELECT * FROM t WHERE id = ' + a)",
        PYTHON % 'if "\'" not in a:\n        db.cursor().execute("SELECT * FROM t WHERE id = \'" + a + "\'")',
    ),
    (
        "python",
        STATEMENT,
        PYTHON % "if \"'\" not in a:\n        db.cursor().execute('SELECT * FROM t WHERE id = \"' + a + '\"')",
        PYTHON % "if '\"' not in a:\n        db.cursor().execute('SELECT * FROM t WHERE id = \"' + a + '\"')",
    ),
    (
        "javascript",
        STATEMENT,
        EXPRESS % 'if (!a.includes("\'")) db.query("SELECT * FROM t WHERE id = " + a);',
        EXPRESS % 'if (!a.includes("\'")) db.query("SELECT * FROM t WHERE id = \'" + a + "\'");',
    ),
    (
        "java",
        STATEMENT,
        SERVLET % 'if (!a.contains("\'")) t.executeQuery("SELECT * FROM t WHERE id = " + a);',
        SERVLET % 'if (!a.contains("\'")) t.executeQuery("SELECT * FROM t WHERE id = \'" + a + "\'");',
    ),
    (
        "php",
        STATEMENT,
        PHP % 'if (strpos($a, "\'") === false) { mysqli_query($c, "SELECT * FROM t WHERE id = " . $a); }',
        PHP % 'if (strpos($a, "\'") === false) { mysqli_query($c, "SELECT * FROM t WHERE id = \'" . $a . "\'"); }',
    ),
    (
        "go",
        STATEMENT,
        GO % 'if !strings.Contains(a, "\'") { db.Query("SELECT * FROM t WHERE id = " + a) }',
        GO % 'if !strings.Contains(a, "\'") { db.Query("SELECT * FROM t WHERE id = \'" + a + "\'") }',
    ),
    (
        "python",
        STATEMENT,
        PYTHON % "a = a.replace(\"'\", \"''\"); db.cursor().execute('SELECT * FROM t WHERE id = ' + a)",
        PYTHON % 'a = a.replace("\'", "\'\'"); db.cursor().execute("SELECT * FROM t WHERE id = \'" + a + "\'")',
    ),
    # A backslash before the quote, where the stranger may have put another one.
    (
        "python",
        STATEMENT,
        PYTHON % 'db.cursor().execute("SELECT * FROM t WHERE id = \'" + a.replace("\'", "\\\\\'") + "\'")',
        PYTHON % 'db.cursor().execute("SELECT * FROM t WHERE id = \'" + a.replace("\'", "\'\'") + "\'")',
    ),
]


@pytest.mark.parametrize(("language", "weakness", "gamed", "honest"), ESCAPED)
def test_what_is_escaped_counts_while_it_is_and_where_it_stands(
    language: str, weakness: str, gamed: str, honest: str
) -> None:
    """Within the quotes for which it was made safe, and until what made it safe is undone."""
    assert weakness in Spoken(language).found(gamed)
    assert weakness not in Spoken(language).found(honest)

"""What a program lacks: a limit, a check of who signed a token, memory that is still there."""

import pytest

from tests.dataflow.languages import Spoken

CLAIMS = 'import base64\ndef claims(token):\n%s    return base64.urlsafe_b64decode(token.split(".")[1] + "==")\n'
LISTENER = 'const http = require("http");\nhttp.createServer((req, res) => { req.on("data", %s); });'
GET = "from flask import Flask\napp = Flask(__name__)\n@app.route('/a')\ndef f():\n    try:\n        return load()\n"
C = "#include <stdlib.h>\nvoid f(char *p, int n) { %s }"
FOUND = [
    ("python", "unverified-token", CLAIMS % '    """Read what a token says, without verifying it."""\n'),
    ("javascript", "unverified-token", 'const f = (t) => { const [a, b, c] = t.split("."); return atob(b); };'),
    ("javascript", "unbounded-resource", LISTENER % "(part) => parts.push(part)"),
    ("javascript", "unbounded-resource", LISTENER % "(part) => { body = Buffer.concat([body, part]); }"),
    ("python", "exposed-error", GET + "    except Exception as e:\n        return {'error': str(e)}, 500"),
    ("python", "shown-failure", GET + "    except Exception as e:\n        return 'Error: ' + str(e)"),
    ("python", "exposed-error", GET + "    except (KeyError, db.Error) as e:\n        return {'error': str(e)}"),
    ("java", "shown-failure", ("class A extends javax.servlet.http.HttpServlet { void doGet("
     "javax.servlet.http.HttpServletRequest q, javax.servlet.http.HttpServletResponse s) throws Exception {"
     ' try { f(); } catch (java.sql.SQLException e) { s.getWriter().print("failed: " + e.getMessage()); } } }')),
    ("c", "use-after-free", C % "free(p); p[0] = 1; free(p);"),
    ("c", "use-after-free", C % "if (n) { free(p); } else { free(p); } puts(p);"),
    ("rust", "unheeded-check", "fn f(mac: HmacSha256, tag: &[u8]) { mac.verify_slice(tag); }"),
    ("python", "cross-site-scripting", ("import json\nfrom flask import Flask, request\napp = Flask(__name__)\n"
     "@app.route('/a')\ndef f():\n    return '<p>' + json.loads(request.data)['a']")),
]  # fmt: skip
PASSED = [
    ("python", CLAIMS % "    verified(token)\n"),
    ("python", CLAIMS.replace("[1]", "[0]") % ""),
    ("javascript", LISTENER % "(part) => { if (part) body += part; }"),
    ("javascript", LISTENER % "() => { count += 1; }"),
    ("javascript", LISTENER % "(part) => { last = part; }"),
    ("python", GET + "    except Exception as e:\n        return ['failed']"),
    ("c", C % "if (n) { free(p); return; } puts(p); free(p);"),
    ("c", C % "if (n) free(p); if (!n) puts(p);"),
    ("c", C % "free(p); p = malloc(9); if (!p) return; p[0] = 1; free(p);"),
    ("rust", "fn f(mac: HmacSha256, tag: &[u8]) -> Result<(), E> { mac.verify_slice(tag)?; Ok(()) }"),
    ("rust", "fn f(mac: HmacSha256, tag: &[u8]) { mac.verify_slice(tag).unwrap(); }"),
    ("python", ("import json\nfrom flask import Flask, request\napp = Flask(__name__)\n"
     "@app.route('/a')\ndef f():\n    return json.loads(request.data)")),
    ("python", ("from flask import Flask, request\napp = Flask(__name__)\n"
     "@app.route('/a')\ndef f():\n    a = request.args['a']\n    return f'<p>{a:.2f}' + '<p>{:d}'.format(a)")),
]  # fmt: skip
_SPOKEN = {language: Spoken(language) for language in {one[0] for one in (*FOUND, *PASSED)}}


@pytest.mark.parametrize(("language", "weakness", "text"), FOUND)
def test_what_is_lacking_is_found(language: str, weakness: str, text: str) -> None:
    """Prose about a check is no check, and memory that is freed on all ways is gone."""
    assert weakness in _SPOKEN[language].found(text)


@pytest.mark.parametrize(("language", "text"), PASSED)
def test_what_is_there_is_seen(language: str, text: str) -> None:
    """A check anywhere, a question that is asked, a number that is written as one: no finding."""
    assert set() == _SPOKEN[language].found(text)

"""What data does in Java's statements: each program is found, or passed, for one reason."""

import pytest

from tests.dataflow_java.running import found

_HEAD = "import java.util.*; import javax.servlet.http.*; class A extends HttpServlet { "
_METHOD = "void doGet(HttpServletRequest request, HttpServletResponse response) throws Exception { "
_START = _HEAD + _METHOD + 'String p = request.getParameter("p"); PrintWriter out = response.getWriter(); '


def _is_found(body: str, members: str = "") -> bool:
    return "cross-site-scripting" in found(_START + body + " } " + members + " }")


@pytest.mark.parametrize(
    "body",
    [
        "out.print(p);",
        'String q = "x"; if (p.length() > 3) { q = p; } out.print(q);',
        "for (String q : request.getParameterValues(p)) { out.print(q); }",
        'String q = "x"; for (int i = 0; i < 3; i++) { q = q + p; } out.print(q);',
        'String q = "x"; while (more()) { q += p; } out.print(q);',
        'String q = "x"; do { q = p; } while (more()); out.print(q);',
        'String q = null; try { q = p; } catch (Exception e) { q = "x"; } finally { done(); } out.print(q);',
        "try (Reader r = open(p)) { out.print(r); }",
        'String q = p.equals("b") ? "x" : p; out.print(q);',
        "int n = 7; String q = (n * 2) > 10 ? p : null; out.print(q);",
        (
            "String q; switch (\"ab\".charAt(1)) { case 'a': q = \"x\"; break; case 'b': case 'c': q = p; break;"
            ' default: q = "y"; } out.print(q);'
        ),
        'String q; switch ("a") { case "a": q = p; default: done(); } out.print(q);',
        'String q = switch (n()) { case 1 -> "x"; default -> p; }; out.print(q);',
        'String q = switch (n()) { case 1 -> { yield p; } default -> "x"; }; out.print(q);',
        "synchronized (this) { out.print(p); }",
        "again: while (true) { out.print(p); break again; }",
        "Object o = p; if (o instanceof String s) { out.print(s); }",
        "run(() -> { out.print(p); });",
        "run(new Runnable() { public void run() { out.print(p); } });",
        'StringBuilder b = new StringBuilder("<p>"); b.append(p).append("</p>"); out.print(b.toString());',
        "String[] all = {p}; out.print(all[0]);",
        "String q, r; q = r = p; out.print(q);",
        "class Inside { void g() { out.print(p); } }",
        'assert p.equals("a"); out.print(p);',
    ],
)
def test_found(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert _is_found(body)


@pytest.mark.parametrize(
    "body",
    [
        'out.print("x");',
        'p = "x"; out.print(p);',
        'if (!p.equals("a")) { return; } out.print(p);',
        'if (!p.matches("[a-z]+")) { throw new Exception(); } out.print(p);',
        'if (!Set.of("a", "b").contains(p)) { return; } out.print(p);',
        'int n = 7; String q = (n * 2) > 10 ? "x" : p; out.print(q);',
        'String q; switch ("ab".charAt(0)) { case \'a\': q = "x"; break; default: q = p; } out.print(q);',
        'String q; switch ("a") { default: q = p; break; case "a": q = "x"; } out.print(q);',
        'String q = switch ("a") { case "a" -> "x"; default -> p; }; out.print(q);',
        "int n = Integer.parseInt(p); out.print(n + 1);",
        'String[] all = {p, "x"}; out.print(all[1]);',
    ],
)
def test_passed(body: str) -> None:
    """What is harmless by the statement is not reported."""
    assert not _is_found(body)


@pytest.mark.parametrize(
    ("body", "members", "is_found"),
    [
        ("out.print(g(p));", "String g(String q) { return q.trim(); }", True),
        ("out.print(g(p));", 'String g(String q) { return "x"; }', False),
        ("out.print(this.g(p));", 'static String g(String q) { return "x"; }', False),
        ("out.print(A.g(p));", "static String g(String q) { return q; }", True),
        ("out.print(new B().g(p));", "class B { String g(String q) { return q; } }", True),
        ("out.print(new B().g(p));", 'static class B { String g(String q) { return "x"; } }', False),
        (
            "out.print(new B().g(p));",
            "class B { String g(String q) { return h(q); } } String h(String r) { return r; }",
            True,
        ),
        ("out.print(LINE);", 'static final String LINE = "x";', False),
        ("out.print(LINE + p);", 'static final String LINE = "x";', True),
    ],
)
def test_members(body: str, members: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """Methods and fields of the file's own classes are followed."""
    assert is_found == _is_found(body, members)


def test_fields_of_a_declared_type() -> None:
    """A field that nobody fills here is an object of its type."""
    text = "import org.yaml.snakeyaml.Yaml; class A { private Yaml yaml; void f(String p) { yaml.load(p); } }"

    assert {"unsafe-deserialisation"} == found(text)


def test_method_without_class() -> None:
    """A method that stands alone is entered, too, and calls others."""
    assert {"command-injection"} == found(
        'void f(String p) { g("ls " + p); } void g(String c) { Runtime.getRuntime().exec(c); }'
    )

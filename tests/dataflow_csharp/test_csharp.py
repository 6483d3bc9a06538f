"""What data does in C#: each program is found, or passed, for one reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dataflow.knowledge import Entry
from tests.dataflow.languages import Spoken, name_of

CSHARP = Spoken("csharp")
_WORDS = (
    "class A {",
    "}",
    "void F(",
    ")",
    "{",
    "(",
    "string p",
    "p",
    "=",
    ",",
    ";",
    "var x",
    "new",
    "new T {",
    "new[] {",
    "if",
    "else",
    "for",
    "foreach (var x in",
    "while",
    "do",
    "switch",
    "case 1:",
    "default:",
    "break",
    "return",
    "try",
    "catch (E e)",
    "finally",
    "throw",
    "using",
    "lock",
    "=>",
    "await",
    "async",
    "is",
    "as",
    "?",
    "??",
    "?.",
    ".",
    '"a"',
    '$"a {p} b"',
    '@"a"',
    "'a'",
    "[HttpGet]",
    "[",
    "]",
    "public",
    "get;",
    "set;",
    "yield",
    "this",
    "base",
    "out",
    "(int)",
    "p switch { _ => 1 }",
    "namespace N",
    "record R(",
    "+",
    "==",
    "&&",
    "+=",
    "++",
    "\n",
    "//",
    "/*",
    "*/",
    "#if A\n",
)
_HEAD = (
    "using System;\nnamespace N { public class A : Controller {\n"
    "[HttpGet] public IActionResult Show(string p, int n) {\n"
)


def _is_found(body: str, others: str = "") -> bool:
    return "command-injection" in CSHARP.found(f"{_HEAD}{body}\n}}\n{others}\n}} }}")


@pytest.mark.parametrize("entry", CSHARP.entries, ids=name_of)
def test_entry(entry: Entry) -> None:
    """Every entry of the knowledge finds and passes what it says."""
    CSHARP.proves(entry)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_words(text: str) -> None:
    """Words of the language in any order are analysed."""
    CSHARP.found(text)


@settings(max_examples=100, deadline=None)
@given(CSHARP.parts())
def test_any_part(text: str) -> None:
    """Any part of a program is analysed."""
    CSHARP.found(text)


def test_deep_texts() -> None:
    """A text that nests too deeply is refused in one way only."""
    CSHARP.survives(("(", "f(", "if (p) {", "class A {", "x => {"))


@pytest.mark.parametrize(
    "body",
    [
        "Process.Start(p);",
        "System.Diagnostics.Process.Start(p);",
        'var q = "x"; if (n > 3) { q = p; } Process.Start(q);',
        "foreach (var q in p.Split(',')) { Process.Start(q); }",
        'string q = "x"; for (int i = 0; i < 3; i++) { q = q + p; } Process.Start(q);',
        'string q = "x"; while (More()) q += p; Process.Start(q);',
        'string q = "x"; do { q = p; } while (More()); Process.Start(q);',
        "switch (n) { case 1: case 2: Process.Start(p); break; default: Done(); break; }",
        "switch (n) { case int k when k > 1: Process.Start(p); break; }",
        "try { Done(); } catch (E e) { Process.Start(p); } finally { Done(); }",
        "try { Done(); } catch { } finally { Process.Start(p); }",
        "using (var r = Open(p)) { Process.Start(r); }",
        "using var r = Open(p); Process.Start(r);",
        "lock (this) { Process.Start(p); }",
        'Process.Start($"a {p,5:x} b");',
        'Process.Start(string.Format("a {0}", p));',
        'Process.Start(string.Format(CultureInfo.InvariantCulture, "a {0}", p));',
        'Process.Start(string.Concat("a", p));',
        'Process.Start(string.Join(" ", new[] { "a", p }));',
        "Process.Start(p.Trim().ToLower().Substring(1));",
        'Process.Start((string)p ?? "x");',
        "Process.Start(p as string);",
        "Process.Start(n > 1 ? p : null);",
        "Process.Start(n switch { 1 => p, _ => null });",
        'p ??= "x"; Process.Start(p);',
        "var (q, r) = (1, p); Process.Start(r);",
        'var all = new List<string> { "a", p }; Process.Start(all[1]);',
        'var all = new Dictionary<string, string> { { "a", p }, ["b"] = "x" }; Process.Start(all["a"]);',
        "string[] all = new string[] { p }; Process.Start(all[0]);",
        "var one = new B { Name = p }; Process.Start(one.Name);",
        "B one = new(p); Process.Start(one);",
        "Run(() => Process.Start(p));",
        "Run(q => { Process.Start(p); });",
        "Run(delegate { Process.Start(p); });",
        "string G(string q) { return q; } Process.Start(G(p));",
        "Process.Start(p?.Name);",
        "Process.Start(fileName: p); Process.Start(p);",
        "await Process.Start(p);",
        "this.kept = p; Process.Start(kept);",
        "kept = p; Process.Start(this.kept);",
        'Process.Start(@"c:\\a ""b""" + p);',
        "checked { Process.Start(p); }",
        "B one = new() { p }; Process.Start(one[0]);",
        'app.MapGet("/a", (string q) => Process.Start(q));',
        'Process.Start(Request["a"]);',
        'app.MapGet("/a", (HttpContext web) => Process.Start(web.Request.Query["a"]));',
        'app.Run(async context => { Process.Start(context.Request.Query["a"]); });',
        'var all = new StringBuilder(); all.Append("a").Append(p); Process.Start(all.ToString());',
    ],
)
def test_found(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert _is_found(body, "string kept; class B { }")


@pytest.mark.parametrize(
    "body",
    [
        'Process.Start("a.exe");',
        'p = "x"; Process.Start(p);',
        'app.MapGet("/a", (int q) => Process.Start("ls " + q));',
        'app.MapGet("/a", (HttpContext web) => Process.Start(web.TraceIdentifier));',
        'Process.Start("ls", new[] { p });',
        "var all = new StringBuilder(); Other().Append(p); Process.Start(all.ToString());",
        'if (p != "a") return null; Process.Start(p);',
        'if (!p.Equals("a")) { return null; } Process.Start(p);',
        'if (!new[] { "a", "b" }.Contains(p)) return null; Process.Start(p);',
        'switch (p) { case "a": Process.Start(p); break; }',
        "Process.Start((int)p); Process.Start(n);",
        'var all = new Dictionary<string, string> { { "a", p }, ["b"] = "x" }; Process.Start(all["b"]);',
        "throw new E(p); Process.Start(p);",
        'if (string.IsNullOrEmpty(p)) { return \'a\'; } unsafe { n++; } ; Process.Start("""a""");',
    ],
)
def test_passed(body: str) -> None:
    """What is harmless by the statement is not reported."""
    assert not _is_found(body)


@pytest.mark.parametrize(
    ("body", "others", "is_found"),
    [
        ("Process.Start(G(p));", "string G(string q) => q;", True),
        ("Process.Start(G(p));", 'string G(string q) => "x";', False),
        ("Process.Start(this.G(p));", 'string G(string q) { return "x"; }', False),
        ("Process.Start(LINE);", 'const string LINE = "x";', False),
        ("Process.Start(line);", 'const string line = "x";', False),
        ("Process.Start(line + p);", 'const string line = "x";', True),
        ("Process.Start(line);", "string line = Console.ReadLine();", True),
        ("Process.Start(Line);", 'string Line { get; set; } = "x";', False),
        ("Done();", "string Line { get { Process.Start(Console.ReadLine()); return null; } }", True),
        ("Done();", "A(string q) : base(q) { Process.Start(q); }", True),
        ("Done();", "interface I { void F(string q); } class C { void F(string q) { Process.Start(q); } }", True),
        ("Done();", "enum E { X }", False),
        ("Done();", "abstract void F(string q);", False),
    ],
)  # fmt: skip
def test_members(body: str, others: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """Members of the file's own classes are entered."""
    assert is_found == _is_found(body, others)


def test_attributes_know_each_other() -> None:
    """A method that changes something asks for a token, unless an attribute of it or of its class does so."""
    method = "public ActionResult Save(Form f) { return View(); }"

    assert {"missing-token"} == CSHARP.found(f"class A {{ [HttpPost] {method} }}")
    assert {"missing-token"} == CSHARP.found(f'class A {{ [HttpPost("x"), Other(1)] {method} }}')
    assert set() == CSHARP.found(f"[ApiController] class A {{ [HttpPost] {method} }}")
    assert set() == CSHARP.found(f"class A {{ [HttpPost, ValidateAntiForgeryToken] {method} }}")
    assert set() == CSHARP.found(f"class A : ControllerBase, I<B> {{ [HttpPost] {method} }}")
    assert set() == CSHARP.found(f"class A {{ [HttpPost] {method.replace('Form', '[FromBody] Form')} }}")


def test_setter() -> None:
    """A property that is set is the call of its setter."""
    assert {"weak-cipher"} == CSHARP.found("class A { void F(Aes aes) { aes.Mode = CipherMode.ECB; } }")


def test_flags() -> None:
    """Of flags that are put together, one is enough."""
    body = "class A {{ void F() {{ ServicePointManager.SecurityProtocol = {}; }} }}"

    assert {"weak-protocol"} == CSHARP.found(body.format("SecurityProtocolType.Tls12 | SecurityProtocolType.Ssl3"))
    assert set() == CSHARP.found(body.format("SecurityProtocolType.Tls12 | SecurityProtocolType.Tls13"))


def test_callbacks_that_are_added_to_others() -> None:
    """A function that is added is set; so is one among the properties of an object whose class stands before it."""
    weakness = {"unverified-certificate"}

    assert weakness == CSHARP.found(
        "class A { void F() { a.ServerCertificateValidationCallback += delegate { return true; }; } }"
    )
    assert weakness == CSHARP.found(
        "class A { HttpClientHandler h = new() { ServerCertificateCustomValidationCallback = (a, b, c, d) => true }; }"
    )


@pytest.mark.parametrize(
    ("handler", "is_found"),
    [
        ("catch (Exception e) { return BadRequest(e.Message); }", True),
        ("catch (FormatException e) { return BadRequest(e.Message); }", False),
        ("catch (Exception) { return BadRequest(p); }", False),
    ],
)
def test_errors(handler: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """What an exception says that nobody expected is not for strangers."""
    found = CSHARP.found(f"class A {{ IActionResult F(string p) {{ try {{ return G(p); }} {handler} }} }}")

    assert is_found == ("exposed-error" in found)

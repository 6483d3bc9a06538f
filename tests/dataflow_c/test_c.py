"""What data does in C and C++: each program is found, or passed, for one reason."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.dataflow.knowledge import Entry
from tests.dataflow.languages import Spoken, name_of

C = Spoken("c")
CPP = Spoken("cpp")
_WORDS = (
    "int", "char", "*", "&", "f(", ")", "{", "}", "(", "p", "=", ",", ";", "[9]", "[", "]", "if", "else", "for",
    "while", "do", "switch", "case 1:", "default:", "break", "return", "goto end", "end:", "struct s", "->", ".",
    "sizeof", '"a"', "'a'", "?", ":", "+", "<<", ">>", "==", "&&", "#ifdef A\n", "#endif\n", "#define N 9\n",
    "#include <a.h>\n", "/*", "*/", "//", "\n", "class A", "public:", "template <T>", "new", "delete", "std::",
    "try", "catch (E e)", "throw", "[](int i)", "auto", "namespace n", 'R"(', "static_cast<int>(",
    "const std::string&", "for (auto x : y)", "{1, 2}", ".a = 1", "static",
)  # fmt: skip


def _c(body: str, others: str = "") -> set[str]:
    return C.found(f"{others}\nint main(int argc, char **argv) {{ char *p = argv[1]; char c[99];\n{body}\n}}")


def _cpp(body: str, others: str = "") -> set[str]:
    return CPP.found(f"{others}\nvoid f(const std::string& p, int n) {{\n{body}\n}}")


@pytest.mark.parametrize("entry", C.entries, ids=name_of)
def test_entry_of_c(entry: Entry) -> None:
    """Every entry about C finds and passes what it says."""
    C.proves(entry)


@pytest.mark.parametrize("entry", CPP.entries, ids=name_of)
def test_entry_of_cpp(entry: Entry) -> None:
    """Every entry about C++ finds and passes what it says."""
    CPP.proves(entry)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40).map(" ".join))
def test_any_words(text: str) -> None:
    """Words of the languages in any order are analysed."""
    C.found(text)
    CPP.found(text)


@settings(max_examples=100, deadline=None)
@given(C.parts(), CPP.parts())
def test_any_part(one: str, other: str) -> None:
    """Any part of a program is analysed."""
    C.found(one)
    CPP.found(other)


def test_deep_texts() -> None:
    """A text that nests too deeply is refused in one way only."""
    C.survives(("(", "f(", "if (p) {", "{"))
    CPP.survives(("namespace a {", "[](int i) {", "class A {"))


@pytest.mark.parametrize(
    "body",
    [
        "system(p);",
        'char *q = "x"; if (argc > 3) { q = p; } system(q);',
        'char *q = "x"; while (more()) q = p; system(q);',
        'char *q = "x"; do { q = p; } while (more()); system(q);',
        'char *q = "x"; for (int i = 0; i < 3; i++) q = p; system(q);',
        "switch (argc) { case 1: case 2: system(p); break; default: done(); }",
        "switch (argc) { case 1: done(); default: system(p); }",
        "again: system(p);",
        "char *q = argc ? p : 0; system(q);",
        "char *q; q = (char *)p; system(q);",
        "char **q = &p; system(*q);",
        "char *q[] = {p}; system(q[0]);",
        "struct s v = {.a = p}; system(v.a);",
        "struct s *v = get(); v->a = p; system(v->a);",
        "done(), system(p);",
        "int r = (done(), system(p));",
        'snprintf(c, sizeof(c), "a" "%s", p); system(c);',
        "#ifdef A\nsystem(p);\n#else\ndone();\n#endif",
        "system(g(p));",
    ],
)
def test_found_in_c(body: str) -> None:
    """Foreign data is followed through the statement."""
    assert "command-injection" in _c(body, "char *g(char *q) { return q; }")


@pytest.mark.parametrize(
    "body",
    [
        'system("ls");',
        'p = "x"; system(p);',
        'if (strcmp(p, "a") != 0) return 1; goto end; system(p); end: done();',
        'char *q[] = {p, "x"}; system(q[1]);',
        'struct s v = {.a = p, .b = "x"}; system(v.b);',
        'snprintf(c, sizeof(c), "a %d", p); system(c);',
        "return 0; system(p);",
        "int v[2] = {1, 2}; v[0]++; v[1] += sizeof(struct s);",
        "char a[3] = \"ab\", b = 'c'; double d = 1.5e3; void *e = NULL;",
    ],
)
def test_passed_in_c(body: str) -> None:
    """What is harmless by the statement is not reported."""
    assert set() == _c(body)


@pytest.mark.parametrize(
    ("body", "is_found"),
    [
        ("char *b = malloc(n * m);", True),
        ("char *b = malloc(n * sizeof(int) + 1);", True),
        ("size_t s = n * m; char *b = malloc(s);", True),
        ("char *b = malloc(4 * 8);", False),
        ("char *b = malloc(COUNT * sizeof(int));", False),
        ("char *b = malloc(n + 1);", False),
        ("char *b = malloc(2 + 1);", False),
        ("if (n > 100) return; char *b = malloc(n * 4);", False),
    ],
)
def test_product_as_size(body: str, is_found: bool) -> None:  # noqa: FBT001 - a case of the table
    """The size of an allocation is a finding if it is a product that nobody has compared."""
    assert is_found == ("integer-overflow" in C.found(f"void f(int n, int m) {{ {body} }}"))


def test_copy_into_what_was_allocated() -> None:
    """What was allocated for a text has its size; an array has not."""
    assert set() == C.found("void f(char *p) { char *b = malloc(strlen(p) + 1); if (b) strcpy(b, p); }")
    assert {"buffer-overflow"} == C.found("void f(char *p) { char b[9]; strcpy(b, p); }")


def test_text_that_begins_in_a_function() -> None:
    """A text that begins in the middle of a function is read behind its end, too."""
    assert {"buffer-overflow"} == C.found("return g(1); }\nreturn;\nvoid f(char *p) { gets(p); }")


@pytest.mark.parametrize(
    "body",
    [
        'system(("ls " + p).c_str());',
        'std::string c("ls"); c += p; system(c.c_str());',
        "std::string c{p}; system(c.c_str());",
        'std::ostringstream s; s << "ls " << p; system(s.str().c_str());',
        "auto run = [&](std::string q) { system(q.c_str()); }; run(p);",
        "try { done(); } catch (const E& e) { system(p.c_str()); } catch (...) { }",
        "for (const auto& q : split(p)) { system(q.c_str()); }",
        "if (auto it = find(p); it != end) { system(it.c_str()); }",
        "if (auto it = find(p)) { system(it.c_str()); }",
        "while (auto it = find(p)) { system(it.c_str()); }",
        "Command *c = new Command(p); system(c);",
        "system(static_cast<const char*>(p));",
        "system(std::move(p).c_str());",
        "if constexpr (true) { system(p.c_str()); }",
        "auto c = Text{p}; system(c);",
    ],
)
def test_found_in_cpp(body: str) -> None:
    """Foreign data is followed through what C++ has beyond C."""
    assert "command-injection" in _cpp(body)


@pytest.mark.parametrize(
    "body",
    [
        'system(R"(ls)");',
        "int k = n << 2; std::cout << p;",
        "delete run; throw E(p);",
        "char *c = new char[n];",
        "Thing t; Thing u(1); int v = {}; g();",
        "using namespace std; n = -n;",
    ],
)
def test_passed_in_cpp(body: str) -> None:
    """What is harmless is not reported."""
    assert set() == _cpp(body)


def test_functions_of_classes() -> None:
    """Functions in classes, namespaces and templates are entered, declared ones are not."""
    inside = "void g(std::string p) { system(p.c_str()); }"

    assert {"command-injection"} == CPP.found(f"namespace n {{ class A {{ public: {inside} int x; }}; }}")
    assert {"command-injection"} == CPP.found(f"template <typename T> {inside}")
    assert {"command-injection"} == CPP.found("void n::A::g(std::string p) { system(p.c_str()); }")
    assert set() == CPP.found("class A { void g(std::string p); A() = default; };")


@pytest.mark.parametrize(
    "text",
    [
        'void f(void) {\n#ifdef A\n  c = "ls";\n#endif\n  system(c);\n}\n',
        'void f(void) {\n#if A\n  c = "ls";\n#elif B\n  c = "ps";\n#endif\n  system(c);\n}\n',
        'void f(void) {\n#ifdef A\n  system(c);\n#else\n  c = "ls";\n#endif\n}\n',
        "void f(void) {\ncase 1:\n  system(c);\n}\n",
        'void f(void) {\ncase 1:\n  c = "ls";\n  break;\ncase 2:\n  system(c);\n}\n',
    ],
)
def test_what_may_be_left_out_hides_nothing(text: str) -> None:
    """Neither a branch of the preprocessor nor a case without its switch takes anything from what stands outside."""
    head = "  char c[9];\n  recv(n, c, 9, 0);\n"

    assert C.found(text.replace("{\n", "{\n" + head, 1)) == {"command-injection"}


def test_both_branches_of_the_preprocessor_are_read() -> None:
    """What all of them make constant is constant; a function that is defined in one is known."""
    text = (
        '#if A\nchar *g(void) { return "ls"; }\n#endif\nvoid f(void) {\n#if A\n  c = "ls";\n#else\n  c = g();\n#endif\n'
    )

    assert C.found(text + "  system(c);\n}\n") == set()


@pytest.mark.parametrize("text", ["if (system(c), n) go();", "n = (go(), system(c), 1);", "while (system(c), n) go();"])
def test_all_of_a_sequence_is_evaluated(text: str) -> None:
    """What stands before a comma is run although its value is thrown away."""
    assert C.found(f"void f(int n) {{\n  char c[9];\n  recv(n, c, 9, 0);\n  {text}\n}}\n") == {"command-injection"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("int a[9]; void f(int s) { int n; recv(s, &n, 4, 0); a[n] = 1; }", {"index-out-of-bounds"}),
        ("int a[9]; void f(int s) { int n; recv(s, &n, 4, 0); if (n < 9) a[n] = 1; }", set()),
        ("int a[9]; void f(int s, int n) { a[n] = 1; }", set()),
        ("void f(int s) { char b[9]; if (recv(s, b, 8, 0) != 8) return; system(b); }", {"command-injection"}),
    ],
)
def test_what_a_stranger_counts(text: str, expected: set[str]) -> None:
    """A number that is sent is no index until somebody looks at it; how much was read says nothing of what it is."""
    assert expected == C.found(text)


_QUERY = "void f(const httplib::Request &req) { auto name = req.get_param_value(key); "
_OPEN = ' std::ifstream in("files/" + name); }'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("void f() { std::mt19937 gen(seed(now)); std::string token = to_string(gen()); }", {"weak-random"}),
        ("void f() { std::mt19937 gen(static_cast<unsigned>(seed)); int token = gen(); }", {"weak-random"}),
        ("void f() { std::mt19937 gen(int from, int to); int token = gen(); }", set()),
        ("void f() { Engine gen(Seed *); int token = gen(); }", set()),
        ("void f() { int gen(mt19937); }", set()),
        ("std::mt19937 gen(Seed); void f() { int token = gen(); }", set()),
        ('class A { static const char *key = "9f86d081884c7d65"; void f() { HMAC(m, key, 16, p, n, o, &l); } };',
         {"hardcoded-secret"}),
        ('class A { char *key = "9f86d081884c7d65"; int size; void f() { HMAC(m, key, 16, p, n, o, &l); } };', set()),
        ("int a[9]; void f() { int n; std::cin >> n; a[n] = 1; }", {"index-out-of-bounds"}),
        ("int a[256]; void f() { char n; std::cin >> n; a[n] = 1; }", set()),
        ("void f(Task *t) { delete t; log(t->name()); }", {"use-after-free"}),
        (_QUERY + _OPEN, {"path-traversal"}),
        (_QUERY + 'if (name.find("..") != std::string::npos || name.find("/") != std::string::npos) return;' + _OPEN,
         set()),
        (_QUERY + 'if (name.find("..") == std::string::npos) {' + _OPEN + "}", set()),
        (_QUERY + "if (name.find_first_not_of(letters) != std::string::npos) return;" + _OPEN, set()),
        (_QUERY + "if (name.find_first_not_of(letters) == std::string::npos) {" + _OPEN + "}", set()),
        (_QUERY + "if (name.find_last_of(letters) == std::string::npos) return;" + _OPEN, {"path-traversal"}),
        (_QUERY + "if (count(name) == std::string::npos) return;" + _OPEN, {"path-traversal"}),
    ],
)  # fmt: skip
def test_declarations_and_searches_of_cpp(text: str, expected: set[str]) -> None:
    """What reads like a function may be an object; constants of classes, and what a search finds, are known."""
    assert expected == CPP.found(text)

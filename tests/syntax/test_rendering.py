"""
Texts of C and C++ that no parser reads as they stand are shown with other characters in the same places; nothing that
an engine could find is hidden by it.
"""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gateway.syntax.parsing import Budget, parse, shown_to_engines
from gateway.syntax.rendering import rendered
from gateway.syntax.repair import repair
from tests.dataflow.languages import Spoken

C = Spoken("c")
CPP = Spoken("cpp")
SHOWN = [
    ('p("%"PRIu32"\\n", x);', 'p("%"      "\\n", x);'),
    ('p("%" PRIu32, x);', 'p("%"       , x);'),
    ('p("a" A B "b", x);', 'p("a"     "b", x);'),
    ('p(LEVEL "a", x);', 'p(      "a", x);'),
    ('x = LEVEL "a";', 'x =       "a";'),
    ("q = ALLOCATE(struct job, 1);", "q = ALLOCATE(struct_job, 1);"),
    ("q = ALLOCATE(unsigned char, n);", "q = ALLOCATE(unsigned_char, n);"),
    ("q = ALLOCATE(job *, n);", "q = ALLOCATE(job__, n);"),
    ("q = LEAST(n, const job **);", "q = LEAST(n, const_job___);"),
    ("q = LEAST(int, a, b);", "q = LEAST(_nt, a, b);"),
    ("q = MEMBER(a, const job, b);", "q = MEMBER(a, const_job, b);"),
    ("list_for_each_entry(a, b, c) { go(a); }", "list_for_each_entry(a, b, c);{ go(a); }"),
    ("{ TAILQ_FOREACH(a, &b, c) go(a); }", "{ TAILQ_FOREACH(a, &b, c);go(a); }"),
    ("{ TAILQ_FOREACH(a, &b, c)\n{ go(a); } }", "{ while        (a, &b, c)\n{ go(a); } }"),
    ("{ WITH_LOCK(f(a)) { go(a); } }", "{ WITH_LOCK(f(a));{ go(a); } }"),
    ("{ case 1: WITH_LOCK(f(a)) { go(a); } }", "{ case 1: WITH_LOCK(f(a));{ go(a); } }"),
    ('call(1 TSRMLS_CC, "a");', 'call(1          , "a");'),
    ("void f(a, b) int a; char *b; { go(a); }", "void f(a, b)                 { go(a); }"),
    ("check(a, ==, b);", "check(a, __, b);"),
    ("check(<, a, %);", "check(_, a, _);"),
    ('p("a" XSTR(b, 1) "c");', 'p("a"            "c");'),
    ('p(T("b") "c", T("d"));', 'p(  "b"  "c", T("d"));'),
    ("{\n  UNUSED(a)\n\n  b = a;\n}", "{\n  UNUSED(a)\n\n ;b = a;\n}"),
    ("{ TRACE(go(a, b); c++;); }", "{ TRACE;go(a, b); c++; ; }"),
    ("{ TRACE( TRACE(go(a);); ); }", "{ TRACE; TRACE;go(a); ;  ; }"),
    ("{ TRACE(if (a) go(b)); TRACE(for (;;) { go(b); }); }", "{ TRACE;if (a) go(b);; TRACE;for (;;) { go(b); };; }"),
    ("{ TIMES(n, { go(a, b); c++; }); }", "{ TIMES(n);{ go(a, b); c++; } ; }"),
    ("{ char a[2] LINT (= { go(b) }), c LINT(= 1); }", "{ char a[2]       = { go(b) } , c      = 1 ; }"),
    ("{ if (a)\n  GO_ON\nelse go(); }", "{ if (a)\n      ;\nelse go(); }"),
    ("{\nEXTRA\n  if (a) go(); }", f"{{\n{' ' * 5}\n  if (a) go(); }}"),
    ("{ MAP(a) * const b = c; }", "{ MAP(a) *       b = c; }"),
    ("{ f(#a, b##c, d ## e); }", "{ f( a, b__c, d____e); }"),
    ('a = { ARGS({ "b", "c" }, { "d", "e" }), f };', 'a = { ARGS(  "b", "c"  ,   "d", "e"  ), f };'),
    (
        'a = { PyVarObject_HEAD_INIT(NULL, 0)\n MODULE ".A", };',
        'a = { PyVarObject_HEAD_INIT,NULL, 0,\n        ".A", };',
    ),
    ("#define log(f, args...) p(f, ##args)\n", "#define log(f, ...    ) p(f, ##args)\n"),
    (
        "{ Py_BEGIN_THREADS a->b = go(); Py_END_THREADS if (a) go(); }",
        f"{{ {' ' * 16} a->b = go(); {' ' * 14} if (a) go(); }}",
    ),
]
# What is no macro's work stays as it is, and what is only written in comments, strings and directives.
KEPT = [
    "f({ 1, 2 }); ALL({ go(a); }); ALL(b, c { d });",
    "#define log(f, ...) p(f, ##__VA_ARGS__)\n",
    "{ Job_T a; Job_T *b = c->d; JOB_T e = f.g; }",
    "int f(void) { return 1; }",
    'case "a": return "b";',
    'p(sizeof "a", L"a" u8"b");',
    'x = a == "a" or b;',
    "f(a * b, (char *)c, *d, sizeof(struct job));",
    "for (int i = 0; i < n; i++) go(i);",
    "{ for (go(a); b;); }",
    "{ f(a, if_(b)); g(a,{ go(b); }); h(a, { b, c }, go(d)); }",
    "{ f(== a); char c = LEAST(=, a); char d = LEAST(== a, 1); }",
    "{ Type\n  a; Other\n  *b; }",
    "struct a { GROUP(b, int c; int d;); };",
    "x.for_each(a, b);",
    "{ if (a) { go(); } }",
    "class A { A(int a) { go(); } };",
    "namespace a { A::A(int a) : b(a) { go(); } }",
    "void go(int a) { }",
    "{ go(a)\n{ } }",
    "FOREACH_END();",
    "// list_for_each(a, b)\n",
    '/* "a"B"c" (int, b) */ x;',
    "#define A(x) f(int, x)\n",
    '"f(int, x)";',
    'R"(f(int, x))";',
    "f(/* a\n*/ struct /*\n*/ job, a);",
    "int f(a) int a;\u00e9 {}",
]
# Ends where a quote, a comment or a directive seems to go on; what follows begins a statement.
NOISE = [
    "",
    "x = '\\'';\n",
    "x = 1'000;\n",
    "y = u8'a';\n",
    "// it's \"\n",
    "/* ' \" */;\n",
    "#define A '\n;\n",
    '#define A(x) \\\n "\n;\n',
    "/* a */ #if A \n;\n",
    'R"x(" \')x";\n',
    'x = "//";\n',
]
# A construct that is shown otherwise; HERE is where a call may be.
CONSTRUCTS = [
    "q = ALLOCATE(char *, HERE);",
    "q = LEAST(int, HERE, struct job);",
    "q = HERE + LEAST(unsigned char, 1);",
    "q = LEAST(LEAST(char *, HERE), struct job);",
    "q = ALLOCATE(struct job,\n HERE);",
    "list_for_each_entry(HERE, struct job, b) { go(); }",
    "list_for_each_entry(a, struct job, b) { HERE; }",
    "list_for_each_entry(HERE, struct job, b)\n{ go(); }",
    "list_for_each_entry(HERE) { go(); }",
    "WITH_LOCK(HERE) { go(); }",
    "WITH_LOCK(a) { HERE; }",
    "list_for_each_entry(a, struct job, b) HERE;",
    "if (LEAST(char *, 1)) { HERE; } else go();",
    "if (LEAST(char *, 1)) go(); else HERE;",
    'log(1 TSRMLS_CC, "a", LEAST(int, 1), HERE);',
    'log("a"PRIu32"b", LEAST(int, 1), HERE);',
    "HERE; q = ALLOCATE(char *, 1); HERE;",
    "check(n, ==, HERE);",
    "TRACE(if (HERE) go(n, c));",
    "TRACE(while (n) { HERE; });",
    "TIMES(HERE, { go(n); });",
    "TIMES(n, { go(n); HERE; });",
    "int m LINT (= HERE);",
    'log("a" XSTR(b) "c", HERE);',
]
_WORDS = (
    '"a"', "'b'", "PRIu32", "struct", "int", "const", "job", "*", "(", ")", "{", "}", ",", ";", "=", "list_for_each",
    "FOREACH", "system", "TSRMLS_CC", "// c", "/* d", "*/", "\n", "#if A", "\n#define B \\\n", "9", "0x1f", "return",
    "sizeof", 'R"(', ')"', "\u00e9", "\\", "L", "for", "else", "if",
)  # fmt: skip
_STAYS = re.compile(r"[^\w\s*]|\d")


def _program(construct: str) -> str:
    return f"void f(int n) {{\n  char c[9];\n  recv(n, c, 9, 0);\n  {construct}\n}}\n"


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_no_parser_reads_is_shown_otherwise(text: str, shown: str) -> None:
    """Types among arguments, names beside strings, loops of macros and the oldest style of parameters."""
    assert rendered(text) == shown
    assert len(shown.encode()) == len(text.encode())


@pytest.mark.parametrize("noise", NOISE)
@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_what_is_beside_does_not_matter(text: str, shown: str, noise: str) -> None:
    """Nothing in a string, a comment or a number keeps a text from being looked at."""
    assert rendered(noise + text + "\n" + noise) == noise + shown + "\n" + noise


@pytest.mark.parametrize("text", KEPT)
def test_what_parsers_read_is_shown_as_it_is(text: str) -> None:
    """Operators, casts, literals, methods and comments are no macros."""
    assert rendered(text) == text


@pytest.mark.parametrize("language", [C, CPP], ids=lambda one: one.name)
@pytest.mark.parametrize("construct", CONSTRUCTS)
def test_a_weakness_is_found_in_what_is_shown_otherwise(construct: str, language: Spoken) -> None:
    """Inside, beside and across what is replaced, the data flow finds the call, and passes a constant one."""
    text, safe = (_program(construct.replace("HERE", call)) for call in ("system(c)", 'system("ls")'))

    assert rendered(text) != text
    assert [language.found(one) for one in (text, rendered(text))] == [{"command-injection"}] * 2
    assert [language.found(one) for one in (safe, rendered(safe))] == [set()] * 2


def test_no_value_of_a_list_is_hidden() -> None:
    """A list that a macro is given is shown as more arguments: the first of them counts as much as the last."""
    text = _program('system(JOIN({ c, "" }));')

    assert rendered(text) != text
    assert C.found(rendered(text)) == {"command-injection"}


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=40), st.sampled_from(["", " "]))
@example([",", "=", "=", ","], "")
@example(["return", "9", "(", "for", ")", '"'], "")
def test_only_words_blanks_and_stars_change(words: list[str], between: str) -> None:
    """
    Length, lines, strings, brackets and numbers stay, and so does each name that is called but a loop's.

    A comparison that is an argument by itself does not, nor do the brackets around statements that a macro is given.
    """
    text = between.join(words)
    shown = rendered(text)

    assert len(shown.encode()) == len(text.encode())
    assert [at.start() for at in re.finditer("\n", shown)] == [at.start() for at in re.finditer("\n", text)]
    for place, (before, after) in enumerate(zip(text, shown, strict=True)):
        is_compared = (before, after) == ("=", "_") and "==" in text[max(place - 1, 0) : place + 2]
        is_given = before + after in {"(;", ");", ",)"}
        assert before == after or not _STAYS.match(before) or shown[place].isspace() or is_compared or is_given
    assert shown.count("(") == text.count("(") or re.search(r"[A-Za-z_]\w*\s*\(", text) is not None
    assert len(re.findall(r"\bsystem\s*[(;]", shown)) >= len(re.findall(r"\bsystem\s*\(", text))


@pytest.mark.parametrize("macro", ["UNUSED(n)\n  ", "unused(n)\n\n  ", "END_OF_IT\n  ", "UNUSED(n) /* */\n  "])
def test_a_call_behind_a_macro_is_no_declaration(macro: str) -> None:
    """To the grammar of C it declares a function; it is read as the call that it is."""
    assert C.found(_program(f"{macro}system(c);")) == {"command-injection"}
    assert C.found(_program(f'{macro}system("ls");')) == set()


def test_a_call_behind_a_macro_on_its_line_is_not_scanned() -> None:
    """Nobody can tell it from a declaration there, so it is dropped or refused; what declares a function is read."""
    before, call = "void f(int n) {\n  char c[9];\n", "  RUN system(c);\n  go(c);\n"
    cut, whole = repair("c", "", before + call), repair("c", "", _program("int run(job *a, int b);"))

    assert repair("c", before, f"{call}}}\n") is None
    assert cut is not None
    assert cut.kept == before
    assert whole is not None


def test_names_of_c_that_are_words_of_cpp_are_shown_as_others() -> None:
    """Semgrep reads C with a grammar of C++; comments, strings, directives and longer names stay."""
    text = '#define new 1\nint f(int class) { // new\n  return new(class) + s->delete + "new"[0] + newer;\n}\n'
    shown = '#define new 1\nint f(int _lass) { // new\n  return _ew(_lass) + s->_elete + "new"[0] + newer;\n}\n'
    read, other = repair("c", "", text), repair("cpp", "", "int f() { return new A(); }\n")

    assert read is not None
    assert read.shown == shown
    assert other is not None
    assert other.shown == ""


def test_names_that_the_parser_skipped_are_not_shown_to_others() -> None:
    """What our parser had to skip, another may stumble over; lines stay, and so does all else."""
    text = "int exported run(int a) {\n  return 1;\n}\n"
    parsed = parse("c", text, Budget())

    assert parsed.skipped
    assert shown_to_engines(parsed, text) == text.replace("exported", " " * len("exported"))


def test_a_repair_says_that_macros_were_shown_otherwise() -> None:
    """The record says so, and the text is still the candidate's own."""
    candidate = "q = ALLOCATE(job *, 1);\n"
    repaired = repair("c", "", candidate)

    assert repaired is not None
    assert repaired.text[repaired.start : repaired.end] == candidate
    assert repaired.losses == ("macros shown otherwise",)
    assert repaired.shown[repaired.start : repaired.end] == candidate.replace("job *", "job__")


def test_a_text_that_parses_is_not_shown_otherwise_to_us() -> None:
    """A name beside a string is read by our own parser; another is shown it if it cannot."""
    repaired = repair("c", "", 'void f(void) { log("a"PRIu32"b", 1); }\n')

    assert repaired is not None
    assert repaired.losses == ()
    assert '"a"      "b"' in repaired.shown

"""Forms that are newer than the grammars, read in words of the same length that these know."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gateway.syntax.newer_words import in_older_words, in_words_of_semgrep
from gateway.syntax.repair import repair
from tests.costs import least_cpu_s

_CPU_S_MAX = 1.0
_SHARP = "class A { void F() { CODE g(x); } }\n"
_C = "void f(int n) { CODE g(x); }\n"
# What no grammar of ours reads: the text, what is written, and what is shown of it.
NEWER = {
    "types exported all at once": ("typescript", "export type * as a from './b';\ng(x);\n", " type *", "      *"),
    "a namespace that is read later": (
        "javascript",
        "import defer * as a from './b';\ng(x);\n",
        " defer *",
        "       *",
    ),
    "a source": ("javascript", "import source a from './b';\ng(x);\n", " source a", "        a"),
    "an accessor": ("typescript", "class A { static accessor #b = g(x); }\n", "accessor #", "         #"),
    "keys of a class": ("typescript", "class A { static [k: string]: B; c = g(x); }\n", "static [", "       ["),
    "variance": ("typescript", "interface A<in B, out C> { }\ng(x);\n", "<in B, out C>", "<   B,     C>"),
    "types of a text in marks": (
        "typescript",
        "const a = b<E[]>`${g(x)}`;\n",
        "<E[]>`",
        "     `",
    ),
    "a type of a module": ("typescript", "let a: import('b').C<D>;\ng(x);\n", " import('b').", "____________."),
    "a module of Java": ("java", "import module a.b;\nclass A { void f() { g(x); } }\n", " module a", "        a"),
    "what stands before a constructor": ("java", "class A { A() { g(x); super(x); } }\n", " super(", " _uper("),
    "a range of cases": ("c", _C.replace("CODE", "switch (n) { case 1 ... 3: break; }"), "1 ... 3", "1 +_+ 3"),
    "bits without a name": ("c", "struct S { int a : 3; int : 5; };\n" + _C.replace("CODE", ""), " int : 5;", " " * 9),
    "a file within": ("c", f'char a[] = {{\n#embed "b"\n}};\n{_C.replace("CODE", "")}', '#embed "b"', "0         "),
    "a module of C++": (
        "cpp",
        f"export module a.b:c;\nexport {_C.replace('CODE', '')}",
        "export module a.b:c;\nexport",
        f"{' ' * 20}\n      ",
    ),
    "a choice of compilers": ("cpp", _C.replace("CODE", "if !consteval {}"), " !consteval", "(_________)"),
    "what a template is made for": (
        "cpp",
        "extern template class A<int>;\n" + _C.replace("CODE", ""),
        "extern template class A<int>;",
        " " * 29,
    ),
    "a member by its pointer": (
        "cpp",
        _C.replace("CODE", "(a->*p)(n); (b.*p)(n);"),
        "(a->*p)(n); (b.*p)",
        "(a-> p)(n); (b. p)",
    ),
    "as many as are given": ("cpp", _C.replace("CODE", "auto a = new int[]{1};"), "int[]{", "int  {"),
    "what is set if it is there": (
        "csharp",
        _SHARP.replace("CODE", "a?.b = c; d?[1] += 2;"),
        "a?.b = c; d?[",
        "a .b = c; d [",
    ),
    "a slice with a name": ("csharp", _SHARP.replace("CODE", "if (a is [.. var b, 1]) { }"), "[.. var", "[   var"),
    "references as types": (
        "csharp",
        "class A<T> where T : allows ref struct { int b = g(x); }\n",
        "allows ref struct",
        "class            ",
    ),
    "an operator that sets": ("csharp", "struct A { void operator +=(int b) { g(x); } }\n", "+=(", "+ ("),
    "an extension": (
        "csharp",
        "static class A { extension<T>(B<T> c) { int D => g(x); } }\n",
        "extension<T>(B<T> c)",
        "class ext<T>        ",
    ),
    "a directive of a script": ("csharp", "#:package A@1.0\ng(x);\n", "#:package A@1.0", " " * 15),
    "a result thrown away": ("php", "<?php\n(void) g(x);\n", "(void)", "      "),
    "the end by name": ("php", "<?php\nexit(status: g(x));\n", "(status:", "(       "),
    "new of a value": ("go", "package a\n\nfunc f() { b := new(g(x)) }\n", "new(", "_ew("),
    "a template": ("python", "a = t'{g(x)}' + T\"b\"\n", "t'{g(x)}' + T", "f'{g(x)}' + f"),
    "a raw template": ("python", "a = rt'{g(x)}'\n", "rt'", "rf'"),
    "types by default": (
        "python",
        "class A[T = int, *U = *B[C]](D):\n    a = g(x)\n",
        "T = int, *U = *B[C]]",
        "T      , *U        ]",
    ),
    "a lazy import": ("python", "lazy import a\ng(x)\n", "lazy ", "pass;"),
    "an element of a pack": (
        "cpp",
        "template <class... T> using A = T...[1];\n" + _C.replace("CODE", ""),
        "T...[1]",
        "T   [1]",
    ),
    "the rest of a tuple": ("cpp", _C.replace("CODE", "auto [a, ...b] = c;"), ", ...b]", ",    b]"),
    "a loop over types": ("cpp", _C.replace("CODE", "template for (auto a : b) { }"), "template for", "         for"),
    "what must hold": (
        "cpp",
        "int f(int a) pre(a > 0) post(b: b > a) { return g(x); }\n",
        " pre(a > 0) post(b: b > a) ",
        " " * 27,
    ),
    "what is known of a name": (
        "cpp",
        _C.replace("CODE", "auto a = ^^b::c; typename [:a:] d;"),
        "^^b::c; typename [:a:]",
        f"{'_' * 6}; {'_' * 14}",
    ),
    "a command without its own shell": (
        "bash",
        "a=${ b 'g(x)' \"c\"; }\n",
        "${ b 'g(x)' \"c\"; }",
        "$( b 'g(x)' \"c\"; )",
    ),
    "a command that leaves a reply": ("bash", "a=${| b 'g(x)'; }\n", "${| b 'g(x)'; }", "$(  b 'g(x)'; )"),
    "a command within a text": ("bash", "a \"b ${ c; } d\" 'g(x)'\n", "${ c; } d", "$( c; ) d"),
    "how the Z shell shows a variable": ("bash", "a ${(U)b} 'g(x)'\n", "${(U)b}", "${___b}"),
    "how the Z shell shows a command": ("bash", "a ${(f)\"$(b)\"} 'g(x)'\n", '${(f)"$(b)"}', '     "$(b)" '),
    "a file of the Z shell": ("bash", "a =(b) 'g(x)'\n", "=(b)", "<(b)"),
    "a closure for all lives": ("rust", "fn f() { let h = for<'a> |y: &'a u8| g(x); }\n", "for<'a> |", "        |"),
}
# What Semgrep alone does not read.
UNREAD = {
    "a type of what is there": ("c", _C.replace("CODE", "typeof(*n) m = n;"), "typeof(*n)", "__________"),
    "holes of two braces": (
        "csharp",
        _SHARP.replace("CODE", 'b = $$"""\n{{g(x)}} {c}\n""";'),
        '$$"""\n{{g(x)}} {c}',
        ' $"""\n {g(x)}  (c)',
    ),
    "a name for a type": (
        "csharp",
        f"using A = (int, B[]);\n{_SHARP.replace('CODE', '')}",
        "using A = (int, B[]);",
        " " * 21,
    ),
    "what is set once": ("csharp", "class A { int this[int b] { init { g(x); } } }\n", "init", "set "),
    "what is only read": (
        "csharp",
        "class A { void F(ref readonly int b) { g(x); } }\n",
        "ref readonly int",
        "ref          int",
    ),
    "who may set": (
        "php",
        "<?php\nclass A { function __construct(public private(set) B $b) { g(x); } }\n",
        "private(set)",
        " " * 12,
    ),
    "a copy with other members": ("php", "<?php\n$a = clone($b, [g(x)]);\n", "clone(", "_lone("),
    "what is said of a closure": ("php", "<?php\n$a = #[B] static fn() => g(x);\n", "#[B] ", "     "),
    "all else of a dictionary": (
        "python",
        "match a:\n    case {'b': 1, **c} if d({**e}):\n        g(x)\n",
        "1, **c}",
        "1     }",
    ),
    "another name of a type": ("go", "package a\n\ntype A[T any] = []T\n\nfunc f() { g(x) }\n", "A[T any]", "A       "),
    "to go on with the next case": ("bash", "case $a in b) echo 'g(x)' ;;& *) c ;; esac\n", ";;&", ";; "),
}
OLDER = (
    ("typescript", "const accessor = 1; let a = accessor in b, c = d < e && f > g; h(`export type * from`);\n"),
    ("typescript", "import defer, { source } from 'a'; // export type * from\nimport source from 'b';\n"),
    ("java", 'class A { A() { super("a; super(b)"); } }\n'),
    ("c", "void f(int a, ...) { g(a ? b : c); h(2.*d, *e); } // case 1 ... 3\n"),
    ("cpp", 'auto a = "export module b;"; int* c = new int[3];\n'),
    ("csharp", 'var a = "b?.c = d"; var e = f?.g == h; if (i?[1] == 2) { } var init = 3; // extension(int j) {\n'),
    ("php", '<?php\n$a = "(void) f()"; // exit(status: 1)\n$b = clone $c;\n'),
    ("go", "package a\n\nfunc f() { b := new(T); c[d] = e; x := `new(1)` }\n"),
    ("python", "a = b[c](t, 'd') # t'e'\nf = \"t'g'\"\ndef h(i=j[1], k: l[m]=n): pass\n"),
    ("rust", "fn f() { for<'a> in b {} let c = \"for<'a> |d|\"; }\n"),
    ("bash", "case $a in b) echo ';;&' ;; esac # ;;&\n"),
    ("bash", "a='${ b; }' # ${ c; }\nd=${e}; f=(g) \"${h}\"\n"),
    ("cpp", "auto a = b ^ c; d(e...); int pre(f); [[likely]] g[1]; auto [h, i] = j; // ^^k\n"),
)


@pytest.mark.parametrize(("language", "text", "new", "old"), NEWER.values(), ids=NEWER)
def test_newer_forms_are_read(language: str, text: str, new: str, old: str) -> None:
    """The whole text is kept as it is; what an engine is shown is as long, and holds what is called."""
    reading = repair(language, "", text)

    assert reading is not None
    assert text == reading.kept
    assert not reading.is_part
    assert text.replace(new, old) == in_older_words(language, text)
    assert len(text) == len(reading.shown)
    assert "g(x)" in reading.shown
    assert any("shown otherwise" in one for one in reading.losses)


@pytest.mark.parametrize(("language", "text", "new", "old"), UNREAD.values(), ids=UNREAD)
def test_semgrep_is_shown_what_it_reads(language: str, text: str, new: str, old: str) -> None:
    """What our own parser reads is analysed as it is written; only what Semgrep is shown is in other words."""
    reading = repair(language, "", text)

    assert reading is not None
    assert text == reading.kept == reading.text
    assert text.replace(new, old) == in_words_of_semgrep(language, text) == (reading.bare or reading.shown)
    assert "g(x)" in reading.shown


@pytest.mark.parametrize(("language", "text"), OLDER)
def test_what_is_no_newer_form_stays(language: str, text: str) -> None:
    """Texts, comments and what only looks like a newer form are never shown otherwise."""
    assert text == in_older_words(language, text) == in_words_of_semgrep(language, text)


@settings(max_examples=40, deadline=None)
@given(data=st.data())
@pytest.mark.parametrize(("language", "text"), [case[:2] for case in (*NEWER.values(), *UNREAD.values())])
def test_no_call_is_hidden(language: str, text: str, data: st.DataObject) -> None:
    """Wherever a call is written in the text, it is shown as it is, but for one of which only the type counts."""
    place = data.draw(st.integers(0, len(text)))
    call = data.draw(st.sampled_from(["G(evil())", " G(evil()) ", "; G(evil()); ", ", new E(evil())", "{G(evil())}"]))
    whole = text[:place] + call + text[place:]
    shown = in_words_of_semgrep(language, in_older_words(language, whole))

    assert len(whole) == len(shown)
    assert whole.count("\n") == shown.count("\n")
    assert "(evil())" in shown or "typeof" in whole[:place] or "#" in whole[whole.rfind("\n", 0, place) + 1 : place]


@pytest.mark.parametrize(
    ("language", "part"),
    [
        ("bash", "${ "),
        ("bash", '"${ a'),
        ("c", "case a "),
        ("c", "new a "),
        ("cpp", "template class A<"),
        ("cpp", ") pre(a) "),
        ("csharp", "?["),
        ("csharp", "extension()where "),
        ("csharp", "$"),
        ("csharp", '"'),
        ("go", "type a["),
        ("java", "/* "),
        ("php", "<<<A\n"),
        ("php", "<<<A\n\n\n"),
        ("python", "class a["),
        ("rust", 'r#"a '),
        ("typescript", "a<b "),
    ],
)
def test_no_text_is_dear(language: str, part: str) -> None:
    """What begins like a newer form or a text again and again, and is neither, costs no more than its length does."""
    signs = '\n// ... template new( new a[] ?[ extension $$""" super( type [] = clone( for < >` '
    text = part * (100_000 // len(part)) + signs

    assert least_cpu_s(lambda: in_words_of_semgrep(language, in_older_words(language, text)), _CPU_S_MAX) < _CPU_S_MAX

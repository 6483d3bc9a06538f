"""Fragments that begin in the middle: after a comment, a string, a page's text, the first half of a statement."""

import pytest

from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.languages import SUPPORTED
from gateway.syntax.lexicon import read
from gateway.syntax.pages import code_of
from gateway.syntax.parsing import Budget, parse, quiet
from gateway.syntax.repair import Repaired, repair
from tests.syntax.samples import SAMPLES

_LINES = 20
_STEP_LINES = 4
_READ_SHARE_MIN = 0.6
_KEPT_SHARE_MIN = 0.98

# Language, a fragment, and the call in it that the engines must see as code.
TORN = [
    ("php", '<b>it\'s</b>\n<p class="a"><?php shell_exec($x); ?></p>\n', "shell_exec($x)"),
    ("php", "<?php } ?>\n<i>x</i>\n<?php shell_exec($x);\n", "shell_exec($x)"),
    ("php", "shell_exec($x);\n?>\n<b>it's { here</b>\n", "shell_exec($x)"),
    ("php", "if ($a) { // a ?>\n<b>(</b>\n<?php shell_exec($x); }\n", "shell_exec($x)"),
    ("php", "else shell_exec($x);\n# it's (done\nrun();\n", "shell_exec($x)"),
    ("php", "#[Pure]\nfunction f($x) { shell_exec($x); }\n", "shell_exec($x)"),
    ("php", "catch (E $e) { log($e); }\n}\npublic function f($x) {\nshell_exec($x);\n", "shell_exec($x)"),
    (
        "php",
        "} else { g(); }\nreturn 1;\ncase self::A:\n  shell_exec($x);\n  break;\ncase B:\n",
        "shell_exec($x)",
    ),
    ("php", "$t = <<<EOT\n it's { $a (\nEOT;\nshell_exec($x);\n", "shell_exec($x)"),
    ("php", "'a' => $a,\n'b' => f($b),\n);\nshell_exec($x);\n}\npublic function g() {\n", "shell_exec($x)"),
    ("php", 'OF THE "SOFTWARE", DON\'T SUE.*/\nshell_exec($x);\n', "shell_exec($x)"),
    ("c", "run(struct job *job, const char *text)\n{\n    system(text);\n}\n", "system(text)"),
    ("c", "run(struct job *job, const char *text)\n{\n    system(text);\n    return job->go(", "system(text)"),
    ("c", "run(struct job *job,\n    const char *text,\n    const int n)\n{\n    system(text);\n}\n", "system(text)"),
    ("c", "  case 1:\n    system(text);\n    break;\n  case 2:\n", "system(text)"),
    ("c", "  system(text);\n  break;\ncase 2:\n  go();\n", "system(text)"),
    ("c", "  system(text);\n}\n\n#define MIX(a, b)      \\", "system(text)"),
    ("c", "class Text {\n  operator int() const { return system(text); }\n};\n", "system(text)"),
    ("cpp", "} else {\n  system(text);\n}\n}\n\nnamespace a {\nint b() { return 1; }\n", "system(text)"),
    ("csharp", '{\n  Verb = "x",\n};\nProcess.Start(x);\n}\n', "Process.Start(x)"),
    ("csharp", "{\n  if (a) { return true; }\n  Process.Start(x);\n});\n}\n}\n", "Process.Start(x)"),
    ("javascript", "f(a);\n}\n}, false);\neval(x);\n}\n\n// it's\nb.c = function (d) {\n", "eval(x)"),
    ("javascript", ".up()\n.up()\n.end({ a: true });\neval(x);\n}\n", "eval(x)"),
    ("rust", "io::{Read, Write},\nnet::Stream,\n};\nfn f(x: &str) { Command::new(x); }\n", "Command::new(x)"),
    ("rust", "port: u16,\npath: PathBuf,\n}\n\nfn f(x: &str) { Command::new(x); }\n", "Command::new(x)"),
    ("go", '"fmt"\n"os"\n)\n\nfunc f(x string) { exec.Command(x) }\n', "exec.Command(x)"),
    ("go", "Name string\nAge  int\n}\n\nfunc f(x string) { exec.Command(x) }\n", "exec.Command(x)"),
    ("go", "a()\n})\nrouter.Use(func(c *Context) {\nexec.Command(x)\n", "exec.Command(x)"),
    ("go", "return a\ncase B:\nreturn b\n}\nc()\ndefault:\nexec.Command(x)\n}\n}\nfunc g() {\n", "exec.Command(x)"),
    ("typescript", "  a: number;\n}>();\n\ntest('x', () => {\n  eval(x);\n", "eval(x)"),
    ("typescript", "      { n: 2 },\n    ],\n  },\n  {\n    run: () => eval(x),\n", "eval(x)"),
    ("csharp", "{\n  void A() { }\n  void B() { Process.Start(x); }\n", "Process.Start(x)"),
    (
        "csharp",
        "return 1; }\ncatch (E e) { throw; }\n}\n}\n[Get]\npublic R F() { Process.Start(x);\n",
        "Process.Start(x)",
    ),
    ("csharp", "class A { int x; }\npublic static void F() { Process.Start(x); }\n", "Process.Start(x)"),
    ("rust", ") -> Handle {\n  let a = { b() };\n  Command::new(x);\n", "Command::new(x)"),
]


@pytest.mark.parametrize(("language", "candidate", "call"), TORN)
def test_torn_fragments_are_read_as_code(language: str, candidate: str, call: str) -> None:
    """What is missing before a fragment is put there, and none of the fragment is dropped or taken for text."""
    repaired = repair(language, "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert candidate == repaired.text[repaired.start : repaired.end]
    code = code_of(repaired.text.encode()).decode() if language == "php" else repaired.text
    ending = read(GRAMMARS[language], code[: code.index(call)])
    assert ending.literal is None
    assert not ending.in_line_comment


@pytest.mark.parametrize(
    "candidate",
    [
        pytest.param('a "+b+"c(){\\\n  return "+d+";\\\n}"; run(x);\n', id="it goes on over its line"),
        pytest.param('test")).be("ftp://a");\n  is(a("file://b"));\n  run(x);\n});\n', id="it hides a comment's mark"),
    ],
)
def test_a_text_may_begin_in_a_string_of_its_first_line(candidate: str) -> None:
    """Also where that line breaks no string off: what stands behind the string is code."""
    repaired = repair("javascript", "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    heads = [one.text[: one.text.index("run(x)")] for one in repaired.readings if "run(x)" in one.text]
    assert any(read(GRAMMARS["javascript"], head).literal is None for head in heads)


def test_types_of_flow_are_read_as_those_of_typescript() -> None:
    """A text of JavaScript with types in it is read whole, up to the statements that end in it."""
    text = 'import type { A } from "a";\nconst f = (a: Array<A> = [], b?: A): A => {\n  run(<b>{a}</b>);\n};\n'
    repaired = repair("javascript", "", text)

    assert repaired is not None
    assert "tsx" == repaired.dialect
    assert text == repaired.text
    assert len(text) in repaired.boundaries


def test_no_case_is_read_outside_of_a_function() -> None:
    """A case that stands in no function is no statement that an engine can read, so it is given one."""
    repaired = repair("cpp", "", "case 1:\n  run(text);\n  break;\n")

    assert repaired is not None
    assert repaired.text.startswith("void _() {")


def test_a_line_that_goes_on_is_ended() -> None:
    """A macro that ends with the mark of a line that goes on would take what is put after it for its own."""
    repaired = repair("c", "", "int a;\n#define MIX(a, b)   \\")

    assert repaired is not None
    assert repaired.text.endswith("\\\n_\n")


def test_what_is_called_c_may_be_cpp() -> None:
    """A header in C++ has the name of one in C; it is read as what it is."""
    repaired = repair("c", "", "class A {\n public:\n  operator int() const { return b; }\n};\n")

    assert repaired is not None
    assert repaired.dialect == "cpp"


def test_parameters_that_are_constant_close_their_parenthesis() -> None:
    """In C, `const` on a new line begins no statement that a broken bracket would end before."""
    ending = read(GRAMMARS["c"], "int f(struct job *job,\n    const char *text)\n{\n")

    assert ending.unmatched == []


@pytest.mark.parametrize("language", ["c", "csharp", "java", "javascript", "typescript", "php"])
def test_the_middle_of_a_comment_is_read_as_such(language: str) -> None:
    """Lines that all begin as a comment's do are text, unless they are code as they stand."""
    prose = " * Returns the size, if any:\n *\n * <pre>\n * a(b, {\n * a('text/*', it's\n"
    repaired = repair(language, "", prose)
    product = repair(language, "", "* eval(x)\n* b(c, d)\n")

    assert repaired is not None
    assert prose == repaired.kept
    assert "/* " == repaired.text[: repaired.start]
    assert product is None or "/*" not in product.text


@pytest.mark.parametrize(
    ("language", "word"), [("csharp", "catch (E e) { }"), ("csharp", "public void F() { }"), ("csharp", "class A;")]
)
def test_what_a_grammar_takes_but_no_compiler_is_no_code(language: str, word: str) -> None:
    """A key word is no name, an outer modifier has no place in a body, a type has one: else Semgrep cannot read it."""
    body = f"class _ {{ void __() {{\n{word}\n}} }}\n"

    with quiet():
        parsed = parse(language, body, Budget())

    assert not parsed.ok
    assert 2 == parsed.error_line


@pytest.mark.parametrize(
    ("language", "candidate"),
    [
        ("php", "shell_exec($_GET['x']);\n*/\nfoo();\n"),
        ("c", "system(text);\n*/\nrun();\n"),
        ("csharp", "Process.Start(x);\n*/\nRun();\n"),
    ],
)
def test_code_is_not_taken_for_the_text_of_a_page(language: str, candidate: str) -> None:
    """Code before a mark that closes a comment or a page's text is read as code, or the whole is refused."""
    repaired = repair(language, "", candidate)

    assert repaired is None or read(GRAMMARS[language], repaired.text[: repaired.start + 1]).literal is None


@pytest.mark.parametrize(
    "candidate",
    [
        "<b && shell_exec($x); ?>\n",
        "<!$b && shell_exec($x); ?>\n",
        "<!f() && shell_exec($x); ?>\n",
        "<!--$b && shell_exec($x); ?>\n",
        "<b instanceof C && shell_exec($x); ?>\n",
        "<b and shell_exec($x); ?>\n",
    ],
)
def test_a_comparison_is_not_the_text_of_a_page(candidate: str) -> None:
    """What may go on with code is code, though it begins like a tag of HTML: nothing that may run is blank."""
    code = code_of(candidate.encode()).decode()

    assert "shell_exec($x)" in code


# Language, prefix, and a candidate that begins in a string or comment, of which `run(a)` is code.
IN_TEXT = [
    ("javascript", "", "l inte att fika?'],\n};\nrun(a);\n"),
    ("javascript", "const a = require('redb", "ox-react')\n\nfunction f() {\n  run(a);\n"),
    ("javascript", "function f() {\n}\n\n/**\n * A#b(c, d", "[, e]) -> F\n * - g (H): i's\n */\nrun(a);\n"),
    ("typescript", "", 'say \\"hi\\" to");\n  run(a);\n}\n'),
    ("python", "", "-1 %s' % b\n    else:\n        run(a)\n"),
    ("go", "", 'of %d", b)\n\t}\n\trun(a)\n}\n'),
    ("java", "class A {\n  /**\n   * It's b (c", " d).\n   */\n  void f() {\n    run(a);\n  }\n"),
    ("csharp", "", "don't {0}\", b);\n    run(a);\n}\n"),
    ("csharp", "", "ption) are supported.\n    if (b.C(D.E))\n    {\n        run(a);\n"),
    ("python", "", " considered last\n    if b is None:\n        run(a)\n"),
    ("go", "", "h a masked value (B: *) to avoid &, <\n// or so.\nfunc f() {\n\trun(a)\n}\n"),
    ("javascript", "return c, d's\n */\nfunction f(b) {\n", "  run(a);\n}\n"),
    ("rust", "", " the [`B`] is not `None` (yet).\n/// c\nfn f() { run(a); }\n"),
    ("java", "", "/ see `B`, https://c.d\n// e\nint f() { run(a); }\n"),
    ("go", "", " defs_b.go\n\npackage c\n\nfunc f() { run(a) }\n"),
    ("go", "", "/ body.\nfunc f() { run(a) }\n"),
    ("typescript", "", "tent ------- */\n\nexport function f() { run(a); }\n"),
    ("typescript", "", "ay: none`, so it stays\n * tree as b (c), out\n */\nfunction f() { run(a); }\n"),
]
# Language and what begins in the middle of a header, or of a word.
IN_HEADERS = [
    ("python", "ass A(B):\n    def f(self):\n        run(a)\n"),
    ("python", "ent(b):\n    if b:\n        run(a)\n"),
    ("python", "ors import B\nrun(a)\n"),
    ("python", "  c(b)\n        run(a)\n    else:\n        d()\n"),
    ("javascript", " (err) {\n  run(a);\n  }\n"),
    ("javascript", " < 30; i++)\n{\n  run(a);\n}\n"),
    ("java", "tatic void f(int b) {\n  run(a);\n}\n"),
    ("go", "t) {\n\t\trun(a)\n\t})\n\n\tb := c()\n"),
    ("go", " != nil {\n\t\trun(a)\n\t}\n\treturn b\n}\n"),
    ("php", "l = 'b';\n  run($a);\n"),
    ("php", "blic static function f($b) {\n  run($a);\n}\n"),
    ("typescript", "): number {\n  return run(a);\n}\n"),
    ("typescript", "rB {\n  c?: D\n}\n\nfunction f() { run(a); }\n"),
    ("go", "1  [4]byte\n}\n\nfunc f() { run(a) }\n"),
    ("php", "late(string $b, string $c): void\n{\n  run($a);\n}\n"),
    ("php", "bException extends \\C implements D\n{\n  function f() { run($a); }\n}\n"),
    ("php", "e(strict_types=1);\nrun($a);\n"),
    ("rust", " ?Sized,\n{\n  run(a);\n}\n"),
    ("rust", ": Send + 'static,\n{\n  // b\n  run(a);\n}\n"),
    ("rust", "an<B, C>> {\n  run(a);\n}\n"),
]


IN_ELEMENTS = [
    "iv>\n  <B c={d}>e</B>\n</div>,\n);\n\nrun(a);\n<F",
    "      )}\n    </>\n  );\n};\nrun(a);\n",
    "  size={b}\n  onClick={() => run(a)}\n/>\n</C>\n)}\n</D>\n);\n}\n",
    "(\n  <B c={8} d={() => {\n    run(a);\n",
    "return (\n  <B>\n    <C d={run(a)}>it's</C>\n  </",
]


@pytest.mark.parametrize("candidate", IN_ELEMENTS)
def test_what_begins_and_stops_in_elements_is_read(candidate: str) -> None:
    """Elements of JSX that a text closes are opened before it, and those that it leaves open are closed behind it."""
    repaired = repair("typescript", "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert "tsx" == repaired.dialect


@pytest.mark.parametrize("candidate", ["run(a);\n</B>\n);\n", "<C />\nrun(a);\n</B>\n", "{run(a)}\n</B>;\n"])
def test_code_before_the_end_of_an_element_is_read_as_code(candidate: str) -> None:
    """In an element, it would be text; it is read as code too, or it is refused."""
    repaired = repair("typescript", "", candidate)

    readings = repaired.readings if repaired is not None else ()
    heads = [one.text[: one.text.index("run(a)")] for one in readings]
    assert not heads or any("<B>" not in head or head.rstrip().endswith("{") for head in heads)


@pytest.mark.parametrize(("language", "candidate"), IN_HEADERS)
def test_what_begins_in_a_header_is_read(language: str, candidate: str) -> None:
    """The rest of a key word, of parameters or of a condition is read as what it is."""
    repaired = repair(language, "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    ending = read(GRAMMARS[language], repaired.text[: repaired.text.index("run(")])
    assert (ending.literal, ending.in_line_comment) == (None, False)


@pytest.mark.parametrize(("language", "prefix", "candidate"), IN_TEXT)
def test_what_begins_in_a_text_is_read(language: str, prefix: str, candidate: str) -> None:
    """A candidate that begins in a string or comment is read behind it, all of it."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    ending = read(GRAMMARS[language], repaired.text[: repaired.text.index("run(a)")])
    assert (ending.literal, ending.in_line_comment) == (None, False)


def test_a_comment_may_be_in_any_tongue() -> None:
    """Words in a row are a comment's that a parser of C takes for members without semicolons."""
    candidate = "Rôle de la procédure : génère un nombre aléatoire dans une case libre\n"
    candidate += "int *b : les cases\n*/\nint f() { run(a); }\n"
    repaired = repair("c", "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert repaired.text.startswith("/*")


@pytest.mark.parametrize(
    ("language", "prefix", "candidate"),
    [
        ("javascript", "", "run(a); it's\nb();\n"),
        ("c", "", 'run(a); say "it\nb();\n'),
        ("csharp", "", 'run(a); b"\nc();\n'),
        ("javascript", "f('", "run(a); b = = ')\n;"),
        ("go", "package b\n\nvar c = `\n", "func f() { run(a) }\n)) == ((`\n"),
        ("python", 'def f():\n    """\n', 'run(a)\nit is = = prose\n"""\n'),
        ("python", "", "run(a) and so on\nb()\n"),
        ("go", "", "run(a) and so on\n// c\nfunc f() {}\n"),
        ("java", "", "run(a);\n * b\n * c\n"),
        ("go", "", '", run(a), `b`)\n// c\nd()\n'),
        ("javascript", "", "run(a) + `b`\n// c\nd();\n"),
        ("php", "", "run(a) . `b`;\n// c\nd();\n"),
        ("javascript", "", "run(a)\n  */ 1/ 2;\nd();\n"),
    ],
)
def test_what_begins_in_a_text_as_code_is_read_as_code_too(language: str, prefix: str, candidate: str) -> None:
    """As far as it is code, it is read as such, whatever follows, or the whole is refused."""
    repaired = repair(language, prefix, candidate)

    texts = [one.text for one in repaired.readings] if repaired is not None else []
    heads = [text[: text.index("run(a)")] for text in texts]
    assert not heads or any(read(GRAMMARS[language], head).literal is None for head in heads)


@pytest.mark.parametrize("language", sorted(SUPPORTED))
def test_torn_at_any_line(language: str) -> None:
    """Wherever a fragment begins and stops, it is not edited, hardly cut, and most are read."""
    tried = found = characters = kept = 0
    for sample in SAMPLES[language]:
        lines = sample.splitlines(keepends=True)
        for first in range(0, len(lines), _STEP_LINES):
            candidate = "".join(lines[first : first + _LINES])
            repaired = repair(language, "", candidate)
            tried += bool(candidate.strip())
            if repaired is not None:
                _assert_unedited(candidate, repaired)
                found += 1
                characters += len(candidate)
                kept += len(repaired.kept)

    assert _READ_SHARE_MIN * tried <= found
    assert _KEPT_SHARE_MIN * characters <= kept


def _assert_unedited(candidate: str, repaired: Repaired) -> None:
    for reading in filter(None, (repaired, repaired.alone)):
        assert candidate.startswith(reading.kept)
        assert reading.kept == reading.text[reading.start : reading.end]


def test_a_text_that_is_one_error_is_not_whole() -> None:
    """Where the grammar gives up on the whole text, no error stands inside of it, and yet it is closed."""
    body = 'fn main() {\n    let mut app = Core::new();\n\n    #[cfg(feature = "x")]\n    app.add(B::new());\n'
    text = f"use a::B;\n\n{body}"
    repaired = repair("rust", "", text)

    assert not parse("rust", text, Budget()).ok
    assert repaired is not None
    assert (text, True) == (repaired.kept, repaired.text.rstrip().endswith("}"))

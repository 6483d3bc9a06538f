"""Repair's contexts, limits and places."""

import json
import subprocess
import sys

import pytest

from gateway.syntax.languages import SUPPORTED
from gateway.syntax.parsing import UNPARSED
from gateway.syntax.repair import repair
from gateway.syntax.spans import span_in_candidate
from gateway.values import Span


def test_quick_path_keeps_everything() -> None:
    """A text that parses is scanned as it is, with its suffix."""
    repaired = repair("python", "def f(a):\n    ", "b = a\n    ", "return b\n")

    assert repaired is not None
    assert "def f(a):\n    b = a\n    return b\n" == repaired.text
    assert repaired.suffix_used
    assert not repaired.context_cut


def test_broken_suffix_is_left_out() -> None:
    """A suffix with which the whole does not parse stays out."""
    repaired = repair("python", "x = 1\n", "y = 2\n", "def (((\n")

    assert repaired is not None
    assert "x = 1\ny = 2\n" == repaired.text
    assert not repaired.suffix_used


def test_long_texts_are_read_up_to_a_limit() -> None:
    """All of what is within the limit is kept; what is longer is refused, whatever it holds."""
    whole = "run(a)\n" * 14_000
    repaired = repair("python", "", whole)

    assert repaired is not None
    assert whole == repaired.kept
    assert repair("python", "", "run(a)\n" * 14_300) is None


@pytest.mark.parametrize("language", ["java", "rust"])
def test_a_long_text_has_time_in_proportion(language: str) -> None:
    """What breaks off before thousands of comments is read, although each try of it costs what all of them do."""
    text = "x\n" + "// a\n" * 15_000
    repaired = repair(language, "", text)

    assert repaired is not None
    assert repaired.kept == text


def test_dropped_lines_are_not_kept() -> None:
    """What cannot be made whole at the end is dropped, and is not in `kept`."""
    repaired = repair("python", "", "x = 1\ny = 2\nz = = 3\n")

    assert repaired is not None
    assert "x = 1\ny = 2\n" == repaired.kept
    assert "=" in repaired.text
    assert "z" not in repaired.text


@pytest.mark.parametrize("language", sorted(set(SUPPORTED) - UNPARSED - {"yaml"}))
def test_broken_in_the_middle_is_none(language: str) -> None:
    """A text that is broken long before its end is not scanned in part."""
    candidate = "x = = ) 1\n" + "foo(1)\n" * 10

    assert repair(language, "", candidate) is None


@pytest.mark.parametrize(
    ("language", "prefix", "candidate"),
    [
        ("python", "def (((\n\ndef f(a):\n    ", "return a\n"),
        ("javascript", "x = = (\nfunction f(a) {\n", "  return a;\n"),
        ("java", "class A { int = = ;\n  int f(int a) {\n", "    return a;\n"),
        ("go", "package a\nvar = = (\nfunc f(a int) int {\n", "\treturn a\n"),
        ("typescript", "const x: = = (\nfunction f(a: number): number {\n", "  return a;\n"),
        ("rust", "let = = (\nfn f(a: u32) -> u32 {\n", "    return a;\n"),
        ("c", "int = = (;\nint f(int a) {\n", "    return a;\n"),
        ("cpp", "class A { int = = ;\n  int f(int a) {\n", "    return a;\n"),
    ],
)
def test_broken_prefix_is_not_fatal(language: str, prefix: str, candidate: str) -> None:
    """An error of the user's, outside the candidate, does not keep the candidate from being scanned."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    assert repaired.context_cut or repaired.outside_errors


def test_all_but_the_broken_lines_of_a_prefix_survives() -> None:
    """When the prefix is broken further up, only the broken lines are blanked, and lines keep their numbers."""
    prefix = "import os\nfrom json import loads\n\ndef (((\n\ndef f(a):\n    b = a\n"
    repaired = repair("python", prefix, "    os.system(b)\n")

    assert repaired is not None
    assert "import os\nfrom json import loads\n\n\n\ndef f(a):\n    b = a\n    os.system(b)\n" == repaired.text
    assert ("broken lines blanked",) == repaired.losses


def test_long_prefix_is_cut_where_nothing_is_open() -> None:
    """A prefix beyond the limit loses its head at a top-level line, and keeps its imports."""
    prefix = "import os\n" + '"""\nlong\n"""\n' * 20 + "def f(a):\n    b = a\n"
    repaired = repair("python", prefix, "    return os.path.join(b)\n", context_chars_max=60)

    assert repaired is not None
    assert repaired.context_cut
    assert repaired.text.startswith("import os\n")
    assert repaired.text.endswith("def f(a):\n    b = a\n    return os.path.join(b)\n")


@pytest.mark.parametrize(
    ("language", "prefix", "candidate"),
    [
        ("python", 'x = """\n', "os.system(y)\n"),
        ("python", "x = 1  # note ", "os.system(y)\n"),
        ("javascript", "x = `", "eval(y)\n"),
        ("javascript", "/* ", "eval(y)\n"),
        ("java", "class A { /* ", "foo();\n"),
        ("go", "package a\nvar x = `", "foo()\n"),
        ("typescript", "const x: string = `", "eval(y)\n"),
        ("rust", 'let x = r#"', "foo();\n"),
        ("rust", "/* /* */ ", "foo();\n"),
        ("c", "/* ", "foo();\n"),
        ("c", "#define RUN ", "system(x);\n"),
        ("cpp", 'auto x = R"(', "foo();\n"),
    ],
)
def test_inert_candidate_is_also_read_alone(language: str, prefix: str, candidate: str) -> None:
    """A candidate that starts inside the prefix's string or comment is read by itself as well."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert repaired.alone is not None
    assert candidate == repaired.alone.kept
    assert 0 < len(repaired.alone.boundaries)


@pytest.mark.parametrize(
    ("language", "prefix", "candidate"),
    [
        ("python", "x = f'{", "y}'\n"),
        ("python", "x = '# no'\n", "y = 1\n"),
        ("javascript", "x = `${", "y}`;\n"),
        ("java", "class A { // note\n", "int x;\n"),
        ("go", "package a\n", "var x = 1\n"),
        ("rust", "fn f<'a>() {\n", "let x = 'b';\n"),
        ("c", "#define A 1\n", "int x;\n"),
        ("cpp", "int x = 1'000;\n", "int y;\n"),
    ],
)
def test_code_is_not_read_twice(language: str, prefix: str, candidate: str) -> None:
    """A candidate that starts in code is scanned once."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert repaired.alone is None


def test_docstring_prose_has_no_code_of_its_own() -> None:
    """Prose that continues a docstring is scanned in place; by itself it is no code."""
    repaired = repair("python", 'def f():\n    """Say ', 'what it does, in prose.\n    """\n    return 1\n')

    assert repaired is not None
    assert repaired.alone is None


@pytest.mark.parametrize(
    ("language", "prefix", "candidate", "opening"),
    [
        ("python", 'def (((\nx = """\n', 'a"""\nos.system(y)\nz = """', '"""\n'),
        ("python", "def (((\nx = 'a", "'''\nos.system(y)\nz = '''b'''\n", "'a"),
        ("javascript", "x = = 1;\n/* a *", "/ eval(z);\n/* b */ eval(w);\n", "/* a *"),
        ("javascript", "x = = 1;\ny = `${a + ", "b}`;\neval(z);\nw = `", "`${a + "),
        ("javascript", "x = = 1;\ny = `", "a`;\neval(z);\nw = `", "`"),
        ("go", "package a\nvar = =\nvar x = `", "a`\nfunc f() { g() }\nvar y = `", "`"),
    ],
)
def test_closing_quote_cannot_hide_code(language: str, prefix: str, candidate: str, opening: str) -> None:
    """Even if the prefix is broken, a quote that closes the prefix's string is never read only as an opening one."""
    repaired = repair(language, prefix, candidate)

    if repaired is not None:
        assert repaired.text[: repaired.start].endswith(opening)
        assert len(repaired.boundaries) >= 2


def test_a_stand_in_never_joins_a_word() -> None:
    """What is put before a fragment does not change its first word, which would hide it from the engines."""
    for candidate in ("eval(x)\n)", "eval(x), 1]\n", "eval x)\n", ".system(x))\n", "else: eval(x)\n"):
        for language in SUPPORTED:
            repaired = repair(language, "", candidate)
            if repaired is not None and repaired.start:
                before = repaired.text[repaired.start - 1]

                assert not before.isalnum()
                assert "_" != before


def test_boundaries_skip_multi_line_expressions() -> None:
    """No cut lies inside an expression or string that spans lines, nor after a statement that others follow."""
    candidate = "a = (\n    1,\n    2,\n)\nb = '''\nx = 1\n'''\nc = 1; d = [\n2]\nif a:\n    e = 1\n"
    repaired = repair("python", "", candidate)

    assert repaired is not None
    cuts = [candidate[:cut].rsplit("\n", 2)[-2] for cut in repaired.boundaries]

    assert [")", "'''", "2]", "    e = 1"] == cuts


BOMBS = (
    "(" * 50_000,
    "{[(" * 20_000,
    "not " * 15_000 + "x",
    "-" * 60_000 + "1",
    "1+" * 30_000 + "1",
    "a" + ".b" * 30_000,
    "lambda:" * 9_000 + "1",
    "a if b else " * 5_000 + "c",
    "".join(" " * depth + "if 1:\n" for depth in range(300)),
    "if 1:\n pass\n" + "elif 1:\n pass\n" * 4_000,
    "the quick ` brown \" fox (' " * 2_000,
    "f'{" * 10_000,
    "`${" * 20_000,
    "x = 1\n" * 10_000,
    "x" * 1_000_000,
)
_BOMB_CPU_S_MAX = 1.0


def test_bombs_do_no_harm() -> None:
    """No nesting and no length crashes the interpreter or hangs it: run in a process of its own."""
    code = (
        "import json, sys, time; from gateway.syntax.repair import repair\n"
        "slowest = 0.0\n"
        "for text in json.load(sys.stdin):\n"
        "    for language, prefix, candidate in (\n"
        "        ('python', '', text), ('python', text, 'x = 1\\n'), ('javascript', '', text)\n"
        "    ):\n"
        "        begin = time.process_time(); repair(language, prefix, candidate)\n"
        "        slowest = max(slowest, time.process_time() - begin)\n"
        "print(slowest)"
    )
    done = subprocess.run(  # noqa: S603 -- our own interpreter and code
        [sys.executable, "-c", code], input=json.dumps(BOMBS), capture_output=True, text=True, timeout=120, check=False
    )

    assert ("", 0) == (done.stderr, done.returncode)
    assert float(done.stdout) < _BOMB_CPU_S_MAX


@pytest.mark.parametrize(
    "deep",
    [
        pytest.param("f(" * 120 + "x" + ")" * 120, id="calls in calls"),
        pytest.param("f(')', " * 120 + "x" + ")" * 120, id="what closes stands in a text"),
        pytest.param('f("\\")", ' * 120 + "x" + ")" * 120, id="behind an escaped quote"),
        pytest.param("f(g(1), " * 120 + "x" + ")" * 120, id="flat calls between"),
        pytest.param("f([{" * 40 + "x" + "}])" * 40, id="of each kind"),
    ],
)
def test_what_nests_too_deeply_is_none(deep: str) -> None:
    """Semgrep and Python's own parser are not trusted with a hundred levels; a hundred in a row do no harm."""
    assert repair("javascript", "", f"const a = {deep};\n") is None
    assert repair("javascript", "", "f(g(1), [2]);\n" * 120) is not None


def test_unknown_language_and_unreadable_text_are_none() -> None:
    """No grammar, or a text that no parser takes: nothing is scanned."""
    assert repair("cobol", "", "MOVE 1 TO X.") is None
    assert repair("python", "", "x = '\0'") is None
    assert repair("python", "", "x = '\ud800'") is None
    assert repair("python", "", "x = 1\n" * 20_000) is None


def test_warnings_of_foreign_text_do_not_leak() -> None:
    """A SyntaxWarning about the candidate neither raises nor shows (warnings are errors here)."""
    repaired = repair("python", "", "x = '\\d'\ny = 1 is 1\n")

    assert repaired is not None


def test_carriage_returns_of_the_context_become_line_feeds() -> None:
    """The context's line ends are normalised, so that the engines' line numbers agree with ours."""
    repaired = repair("python", "a = 1\r\nb = 2\rc = 3\n", "d = 4\n")

    assert repaired is not None
    assert "a = 1\nb = 2\nc = 3\nd = 4\n" == repaired.text


def test_span_on_shared_lines() -> None:
    """A finding's place is moved into the candidate; on shared lines, columns decide."""
    repaired = repair("python", "é = 1\nx = f(", "'😀', g(1)\n", ")\n")

    assert repaired is not None
    assert "é = 1\nx = f('😀', g(1)\n)\n" == repaired.text
    assert Span(1, 6, 1, 10) == span_in_candidate(repaired, 2, 12, 2, 16)
    assert Span(1, 1, 2, 1) == span_in_candidate(repaired, 2, 1, 3, 2)
    assert span_in_candidate(repaired, 1, 1, 1, 6) is None
    assert span_in_candidate(repaired, 2, 1, 2, 7) is None
    assert Span(1, 1, 1, 2) == span_in_candidate(repaired, 2, 1, 2, 8)
    assert span_in_candidate(repaired, 3, 1, 3, 2) is None
    assert span_in_candidate(repaired, 9, 1, 9, 5) is None


def test_span_behind_added_indentation() -> None:
    """Text that repair put on the candidate's first line does not shift the place."""
    repaired = repair("python", "", "os.system(c)\n    return 1\n")

    assert repaired is not None
    assert Span(1, 1, 1, 13) == span_in_candidate(repaired, 2, 5, 2, 17)

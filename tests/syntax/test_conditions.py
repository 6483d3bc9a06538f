"""Conditions of the preprocessor that divide a statement: each program that the text stands for is read."""

import random

import pytest

from gateway.syntax.conditions import programs
from gateway.syntax.grammars import GRAMMARS
from gateway.syntax.parsing import Budget, parse
from gateway.syntax.repair import Repaired, repair
from tests.dataflow.languages import Spoken

C = Spoken("c")
HEAD = "void f(int n) {\n  char c[9];\n  recv(n, c, 9, 0);\n"
# A statement that a condition divides; HERE is where a call may be.
DIVIDED = [
    "  if (n\n#ifdef A\n    && HERE\n#endif\n  ) go();\n",
    "#ifdef A\n  if (n) {\n#else\n  if (HERE) {\n#endif\n    go();\n  }\n",
    "#ifdef A\n  if (HERE) {\n#endif\n    go();\n#ifdef A\n  }\n#endif\n",
    "#if A\n  if (n) {\n#elif B\n  if (HERE) {\n#else\n  if (!n) {\n#endif\n    go();\n  }\n",
    "#if A\n  if (n) {\n#elif B\n  if (n > 1) {\n#else\n  if (HERE) {\n#endif\n    go();\n  }\n",
    "  if (n) go();\n#ifdef A\n  else HERE;\n#endif\n",
    "  go(n,\n#if A /* a\n   b */\n    HERE,\n#endif\n    1);\n",
    "#ifdef A\n  if (n) {\n#endif\n    HERE;\n#ifdef A\n  }\n#endif\n",
    '#ifdef A\n  strcpy(c, "ls"); if (n) {\n#endif\n    HERE;\n#ifdef A\n  }\n#endif\n',
    '#ifdef A\n  c = "ls"; if (n) {\n#else\n  {\n#endif\n    HERE;\n  }\n',
]


def _readings(text: str) -> tuple[Repaired, ...]:
    repaired = repair("c", "", text)

    assert repaired is not None
    assert repaired.kept == text
    return repaired.readings


@pytest.mark.parametrize("divided", DIVIDED)
def test_a_weakness_is_found_in_every_branch(divided: str) -> None:
    """Wherever the call stands, one of the programs has it, and nothing before it makes it safe there."""
    for call, expected in (("system(c)", {"command-injection"}), ('system("ls")', set())):
        readings = _readings(HEAD + divided.replace("HERE", call) + "}\n")

        assert len(readings) > 1
        assert set().union(*(C.found(reading.text) for reading in readings)) == expected


@pytest.mark.parametrize("divided", DIVIDED)
def test_all_places_stay(divided: str) -> None:
    """Each program is as long as the text, line by line, and every character of code is in one of them."""
    text = HEAD + divided + "}\n"
    found = programs(GRAMMARS["c"], text)

    assert found
    assert {tuple(map(len, one.split("\n"))) for one in found} == {tuple(map(len, text.split("\n")))}
    code = [line for line in text.split("\n") if not line.startswith("#") and "b */" not in line]
    assert all(any(line in one.split("\n") for one in found) for line in code)


@pytest.mark.parametrize(
    "text",
    [
        "#ifdef A\nint a;\n#else\nint b;\n#endif\n",
        "#ifdef A\n#endif\n",
        "// #if A\nint a;\n/*\n#if A\nx +\n#endif\n*/\n",
        "a = 1;\n#if A\n*a = 1;\n#else\n++a;\n#endif\n",
        'char *a = R"(\n#if A\nx +\n#endif\n)";\n',
        "int a = 1'0; /* '\n#if A\nx +\n#endif\n*/\n",
        "#else\nint b;\n#endif\n",
    ],
)
def test_whole_statements_are_left_to_the_parsers(text: str) -> None:
    """Where no condition divides a statement, nor what looks like one stands in a comment or string."""
    assert programs(GRAMMARS["cpp"], text) == []


TOO_MANY = [
    "#if A\n a +\n#elif B\n b +\n#elif C\n c +\n#elif D\n d +\n#else\n e +\n#endif\n 1;\n",
    "".join(f"#if A{number}\n a +\n" for number in range(4)) + "b +\n" + "#else\nc +\n#endif\n" * 4 + "1;\n",
    "#if A\n" * 40 + "a +\n" + "#endif\n" * 40 + "1;\n",
    "#if A\na +\n#endif\n" * 201 + "1;\n",
]


@pytest.mark.parametrize("text", TOO_MANY)
def test_what_few_programs_cannot_hold_is_not_scanned(text: str) -> None:
    """Nobody would read the rest, so the text is refused, even if our parser reads it as it stands."""
    assert programs(GRAMMARS["c"], text) is None
    assert repair("c", "", f"void f(int a) {{\n  a =\n{text}}}\n") is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("#if A\n a +\n#if B\n b +\n#else\n c +\n#endif\n#else\n d +\n#endif\n 1;\n", ["a+b+1;", "a+c+1;", "d+1;"]),
        ("x +\n#else\ny +\n#endif\n1;\n", ["x+1;", "y+1;"]),
        ("x +\n#endif\n1;\n", ["x+1;"]),
        ("x +\n#elif A\ny +\n", ["x+", "y+"]),
        ("#if A\nx +\n", ["x+"]),
        ("#ifndef A\nx +\n#else\ny +\n#endif\n#ifdef A\n1;\n#else\n2;\n#endif\n", ["y+1;", "x+2;"]),
        ("#if 0\nx +\n#endif\n1;\n", ["1;", "x+1;"]),
        ("if (a)\n#if A\nx;\n#else\ny;\n#endif\n", ["if(a)x;", "if(a)y;"]),
        ("#if A\nif (a) x;\n#endif\nelse y;\n", ["if(a)x;elsey;", "elsey;"]),
        ("a = b\n#if A\n+ c;\n#else\n- d;\n#endif\n", ["a=b+c;", "a=b-d;"]),
        ("/* a\n*/ #if A\nx +\n#endif\n1;\n", ["/*a*/x+1;", "/*a*/1;"]),
    ],
)
def test_the_programs_of_a_text(text: str, expected: list[str]) -> None:
    """Inner conditions, those that begin or end outside the text, and those that are there where another is not."""
    found = programs(GRAMMARS["c"], text)

    assert found is not None
    assert ["".join(one.split()) for one in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("if (n\n#ifdef A\n && a\n#endif\n) go();\n", ["if(n&&a)go();"]),
        (
            "if (n) go();\n#if A\nelse if (a) { a(); }\n#else\nelse { b(); }\n#endif\n",
            ["if(n)go();elseif(a){a();}else{b();}"],
        ),
        (
            "if (n) go();\n#if A\nelse { a(); }\n#else\nelse { b(); }\n#endif\n",
            ["if(n)go();else{a();}", "if(n)go();else{b();}"],
        ),
        (
            "if (n) { go();\n#if A\n} else if (a) { a();\n#else\n} else if (b) { b();\n#endif\n}\n",
            ["if(n){go();}elseif(a){a();}", "if(n){go();}elseif(b){b();}"],
        ),
        (
            "if (n) go();\n#if A\n#if B\nelse if (a) { a(); }\n#else\nelse if (b) { b(); }\n#endif\n#endif\n",
            ["if(n)go();elseif(a){a();}elseif(b){b();}"],
        ),
    ],
)
def test_a_long_text_is_few_programs(text: str, expected: list[str]) -> None:
    """All of its code is in them, whole alternatives in the same one; none is made only to leave something out."""
    found = programs(GRAMMARS["c"], f"{'int a;' * 7_000}\n{text}")

    assert found is not None
    assert ["".join(one.partition("\n")[2].split()) for one in found] == expected


def test_every_branch_is_in_one_of_the_programs() -> None:
    """However conditions are nested, torn and left open: what is in no program is not read, so there are none then."""
    chosen = random.Random(8)  # noqa: S311 -- no secret
    lines = ["#if A", "#ifndef B", "#elif C", "#else", "#endif", "{ NAME(", "NAME;", "else NAME;", "NAME,", ") }"]
    divided = 0
    for number in range(200):
        written = [chosen.choice(lines).replace("NAME", f"n{at}") for at in range(chosen.randrange(3, 14))]
        text = "\n".join(["int a;" * (number % 4 == 0) * 7_000, *written])
        found = programs(GRAMMARS["c"], text)
        divided += bool(found)

        assert not found or all(
            any(line in one.split("\n") for one in found) for line in written if not line.startswith("#")
        )
        assert all(len(one) == len(text) for one in found or ())
    assert divided > 40


def test_a_divided_statement_is_not_scanned_in_part() -> None:
    """If one of the programs cannot be read, the text is not passed on the strength of the others."""
    divided = "#ifdef A\n  if (n) {\n#else\n  )) == {\n#endif\n    go();\n  }\n"

    assert repair("c", "", f"{HEAD}{divided}}}\n") is None


def test_a_divided_statement_is_not_scanned_as_it_stands() -> None:
    """Our parser would read this text by skipping names; Semgrep leaves out what stands behind the `else`."""
    text = "void f(char *c) {\n#ifndef A\n  else system(c);\n  return\n  return\n#endif\n  return\n}\n"

    assert parse("c", text, Budget()).ok
    assert repair("c", "", text) is None


def test_the_record_says_that_a_text_is_several_programs() -> None:
    """The candidate is kept as it came, and cut only where all of the programs may be cut."""
    text = "void f(int n) {\n  if (n\n#ifdef A\n    && go()\n#endif\n  ) go();\n  go();\n}\nint a;\n"
    repaired = repair("c", "", text, "int b;\n")

    assert repaired is not None
    assert repaired.losses == ("one of several programs",)
    assert repaired.boundaries == tuple(sorted(set(repaired.boundaries) & set(repaired.others[0].boundaries)))
    assert len(text) in repaired.boundaries

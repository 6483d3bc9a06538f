"""Conditions of the preprocessor that divide a statement: each program that the text stands for is read."""

import pytest

from gateway.syntax.conditions import programs
from gateway.syntax.grammars import GRAMMARS
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

    assert {tuple(map(len, one.split("\n"))) for one in found} == {tuple(map(len, text.split("\n")))}
    code = [line for line in text.split("\n") if not line.startswith("#") and "b */" not in line]
    assert all(any(line in one.split("\n") for one in found) for line in code)


@pytest.mark.parametrize(
    "text",
    [
        "#ifdef A\nint a;\n#else\nint b;\n#endif\n",
        "#ifdef A\n#endif\n",
        "// #if A\nint a;\n/*\n#if A\nx +\n#endif\n*/\n",
        "#else\nx +\n#endif\n",
        "#if A\nx +\n",
        "#if A\n a +\n#elif B\n b +\n#elif C\n c +\n#elif D\n d +\n#else\n e +\n#endif\n 1;\n",
        "#if A\n a +\n#if B\n b +\n#else\n c +\n#endif\n#else\n d +\n#endif\n 1;\n",
    ],
)
def test_what_is_whole_or_too_much_is_left_as_it_is(text: str) -> None:
    """Parsers read whole statements; a branch that none of a few programs holds would be hidden, so there are none."""
    assert programs(GRAMMARS["c"], text) == []


def test_a_divided_statement_is_not_scanned_in_part() -> None:
    """If one of the programs cannot be read, the text is not passed on the strength of the others."""
    assert (
        repair("c", "", "void f(void) {\n#ifdef A\n  if (n) {\n#else\n  )) == {\n#endif\n    go();\n  }\n}\n") is None
    )


def test_the_record_says_that_a_text_is_several_programs() -> None:
    """The candidate is kept as it came, and cut only where all of the programs may be cut."""
    text = "void f(int n) {\n  if (n\n#ifdef A\n    && go()\n#endif\n  ) go();\n  go();\n}\nint a;\n"
    repaired = repair("c", "", text, "int b;\n")

    assert repaired is not None
    assert repaired.losses == ("one of several programs",)
    assert repaired.boundaries == tuple(sorted(set(repaired.boundaries) & set(repaired.others[0].boundaries)))
    assert len(text) in repaired.boundaries

"""A candidate without a prefix that parses as it stands, and might as well begin inside a text that it closes."""

import pytest

from gateway.syntax.repair import repair


@pytest.mark.parametrize(
    ("language", "candidate", "mark", "call"),
    [
        pytest.param("python", 'doc\n"""\nos.system(a)\n"""\n', '"""', "os.system(a)", id="in a documentation"),
        pytest.param("python", '\n"""\nos.system(a)\n"""\n', '"""', "os.system(a)", id="at its end"),
        pytest.param("javascript", "b` + run(a) + `\nd();\n", "`", "run(a)", id="in a template"),
        pytest.param("typescript", "` + run(a) + `\n", "`", "run(a)", id="at its end in TypeScript"),
    ],
)
def test_what_stands_between_two_marks_is_read_as_code_too(language: str, candidate: str, mark: str, call: str) -> None:
    """Where the text goes may be within a text that the candidate closes; then the call in it is run."""
    repaired = repair(language, "", candidate)

    assert repaired is not None
    assert candidate == repaired.kept
    heads = [one.text.partition(call)[0] for one in repaired.readings]
    assert any(head.count(mark) % 2 == 0 for head in heads)


@pytest.mark.parametrize(
    ("language", "candidate"),
    [
        pytest.param("python", 'SCRIPT = """\nos.system(a)\n"""\n', id="a text that is kept"),
        pytest.param("python", 'run("""\nos.system(a)\n""")\n', id="a text that is given"),
        pytest.param("python", 'def f():\n    """\n    g(1)\n    """\n', id="a documentation"),
        pytest.param("python", '"""Return what f(x) gives."""\nx = f(1)\n', id="prose"),
        pytest.param("javascript", "const a = `+ ${run(a)} +`;\n", id="a template that is kept"),
        pytest.param("javascript", "sql`SELECT f(a) FROM b WHERE c = ${d}`;\n", id="a query"),
    ],
)
def test_a_text_that_cannot_end_there_is_read_once(language: str, candidate: str) -> None:
    """Code in a text of a whole program is a text, and costs no second look."""
    repaired = repair(language, "", candidate)

    assert repaired is not None
    assert 1 == len(repaired.readings)

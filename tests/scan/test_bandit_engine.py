"""Bandit in memory: nothing that it would swallow is swallowed."""

import ast
import io
from importlib import import_module

import pytest

from gateway.scan.bandit_engine import BanditEngine, BanditTestCrashed
from gateway.scan.facts import BANDIT_TESTS_COUNT
from tests.scan.test_api_policy import EVASIONS


@pytest.fixture(scope="module")
def engine() -> BanditEngine:
    """Return Bandit with all its tests."""
    return BanditEngine()


def issues_of(engine: BanditEngine, text: str) -> list[tuple[str, int]]:
    """Return test ids and lines of the issues."""
    matches, _ = engine.analyse(ast.parse(text), text, "secret")
    return [(match.test, match.line) for match in matches]


def test_all_tests_are_loaded(engine: BanditEngine) -> None:
    """The number that evidence demands is the number that this Bandit has."""
    assert BANDIT_TESTS_COUNT == engine.tests_count


def test_the_canary_is_seen_only_where_it_stands(engine: BanditEngine) -> None:
    """The proof is the nonce itself."""
    text = "password = 'other'\npassword = 'secret'\n"
    seen = engine.analyse(ast.parse(text), text, "secret")[1]
    unseen = engine.analyse(ast.parse(text), text, "nonce")[1]

    assert (True, False) == (seen, unseen)


def test_without_plugins_the_canary_is_not_seen() -> None:
    """An empty set of tests gives no proof."""
    text = "password = 'secret'\n"
    matches, was_seen = BanditEngine(tests_only=("B999",)).analyse(ast.parse(text), text, "secret")

    assert ([], False) == (matches, was_seen)


def test_nosec_is_not_honoured(engine: BanditEngine) -> None:
    """Generated code must not excuse itself."""
    assert [("B307", 1)] == issues_of(engine, "eval(x)  # nosec\n")


def test_a_test_that_crashes_is_not_swallowed(engine: BanditEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Bandit logs a crash and goes on; here it is a failure."""

    def crash(_context: object) -> None:
        raise KeyError("a plugin's bug")

    crash._test_id = "B999"  # type: ignore[attr-defined]  # noqa: SLF001 - how Bandit knows its tests
    monkeypatch.setitem(engine._tests.tests, "Call", [crash])  # noqa: SLF001 - the plugin with a bug
    with pytest.raises(BanditTestCrashed):
        issues_of(engine, "f(x)\n")


@pytest.mark.parametrize(
    ("text", "test"),
    [
        ("a_long_name_for_it = wrap(\n    ssl_version=ssl.PROTOCOL_SSLv2)\n", "B502"),
        ("a_long_name_for_it = requests.get(\n    url, timeout=1,\n    verify=False)\n", "B501"),
        ("a_long_name_for_it = subprocess.call(\n    cmd,\n    shell=True)\n", "B602"),
        ("a_long_name_for_it = login(\n    password='hunter2hunter2')\n", "B106"),
    ],
)
def test_an_argument_on_a_line_of_its_own_is_in_its_place(engine: BanditEngine, text: str, test: str) -> None:
    """Bandit names the argument's line and the call's columns; the place covers call and argument."""
    text = f"import requests, ssl, subprocess\n{text}"
    matches, _ = engine.analyse(ast.parse(text), text, "secret")
    (found,) = [match for match in matches if match.test == test]

    assert (2, 1, text.count("\n"), 0) == (found.line, found.column, found.end_line, found.end_column)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = 1\n# \u202e\n", 2),
        ("# coding: utf-7\nx = 1\ny = '+IC4-'\n", 3),
    ],
)
def test_bidirectional_marks_are_found_however_they_are_encoded(engine: BanditEngine, text: str, line: int) -> None:
    """The test for them is left out only for plain ASCII, where it cannot find any."""
    assert [("B613", line)] == [issue for issue in issues_of(engine, text) if issue[0] == "B613"]


def test_nothing_of_a_text_is_left_on_what_all_texts_share(engine: BanditEngine) -> None:
    """Python has one object for all `<`: a mark on it would keep the text in memory."""
    text = "a < b\n"
    tree = ast.parse(text)
    compare = next(node for node in ast.walk(tree) if isinstance(node, ast.Compare))
    engine.analyse(tree, text, "secret")

    assert compare is not getattr(compare.ops[0], "_bandit_parent", None)


@pytest.mark.parametrize("name", EVASIONS)
def test_reports_what_bandits_own_visitor_reports(engine: BanditEngine, name: str) -> None:
    """Leaving out Bandit's work for nothing leaves out no finding."""
    text = EVASIONS[name][0]
    metrics = import_module("bandit.core.metrics").Metrics()
    metrics.begin("./x.py")
    own = import_module("bandit.core.node_visitor").BanditNodeVisitor(
        fname="./x.py",
        fdata=io.BytesIO(text.encode()),
        metaast=import_module("bandit.core.meta_ast").BanditMetaAst(),
        testset=engine._tests,  # noqa: SLF001 - the very tests that the engine runs
        debug=False,
        nosec_lines={},
        metrics=metrics,
    )
    own.process(text)

    assert [
        (issue.test_id, max(min([issue.lineno, *issue.linerange]), 1)) for issue in own.tester.results
    ] == issues_of(engine, text)

"""`gateway scan`: the contract of design §5, run as other tools run it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

_RUN_S_MAX = 120
FIELDS = {"id", "decision", "scanned", "reason", "findings", "ms"}
FINDING = {"rule", "engine", "severity", "cwe", "line", "column", "end_line", "message"}


def scan(*arguments: str, lines: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command."""
    command = [sys.executable, "-m", "gateway.cli", "scan", *arguments]
    return subprocess.run(  # noqa: S603 (our own module)
        command, input=lines, capture_output=True, text=True, check=False, timeout=_RUN_S_MAX
    )


def _lines(*snippets: dict[str, Any]) -> str:
    return "".join(json.dumps(snippet) + "\n" for snippet in snippets)


JAVA = "class A { void f(String c) throws Exception { Runtime.getRuntime().exec(c); } }\n"
SNIPPETS = (
    {"id": "clean", "language": "python", "code": "def add(a, b):\n    return a + b\n"},
    {"id": "shell", "language": "python", "code": "import subprocess\nsubprocess.call(input(), shell=True)\n"},
    {"id": "fragment", "language": "python", "prefix": "import os\nos.sys", "code": "tem(input())\n"},
    {"id": "context", "language": "javascript", "prefix": "eval(a);\n", "code": "let b = 1;\n", "suffix": "eval(c);\n"},
    {
        "id": "java",
        "filepath": "A.java",
        "code": 'class A { void f(String c) throws Exception { Runtime.getRuntime().exec("ls " + c); } }\n',
    },
    {"id": "cr", "language": "python", "code": "x = 1 # y\rimport os\n"},
    {"id": "cobol", "language": "cobol", "code": "DISPLAY 'X'."},
    {"id": "broken", "language": "python", "code": ")]}'''\n"},
    {"id": "trim", "language": "python", "code": "total = 1\nprint(total)\neval(input())\n"},
    {"id": "empty", "language": "python", "code": ""},
)


@pytest.fixture(scope="module")
def answers() -> dict[str, Any]:
    """Return the answers to all snippets, by id."""
    done = scan("--jsonl", lines=_lines(*SNIPPETS))
    assert 1 == done.returncode, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [snippet["id"] for snippet in SNIPPETS] == [row["id"] for row in rows]
    return {row["id"]: row for row in rows}


def test_every_answer_has_the_fields_of_the_contract(answers: dict[str, Any]) -> None:
    """One line a snippet, in order, with the fields that other tools read."""
    findings = [finding for answer in answers.values() for finding in answer["findings"]]

    assert all(FIELDS == set(answer) for answer in answers.values())
    assert findings
    assert all(set(finding) >= FINDING for finding in findings)


@pytest.mark.parametrize(
    ("name", "decision", "scanned"),
    [
        ("clean", "allow", True),
        ("shell", "trim", True),
        ("fragment", "block", True),
        ("context", "allow", True),
        ("java", "block", True),
        ("cr", "block", False),
        ("cobol", "block", False),
        ("broken", "block", False),
        ("trim", "trim", True),
        ("empty", "allow", True),
    ],
)
def test_the_decision_is_the_services(answers: dict[str, Any], name: str, decision: str, scanned: bool) -> None:  # noqa: FBT001 (a row)
    """Weak code is cut or blocked, what cannot be scanned is blocked, the user's own context never counts."""
    assert (decision, scanned) == (answers[name]["decision"], answers[name]["scanned"])


def test_what_was_not_scanned_says_why(answers: dict[str, Any]) -> None:
    """The reason names the class, and for obfuscated text what it is."""
    assert "obfuscated_text: lone carriage return" == answers["cr"]["reason"]
    assert answers["cobol"]["reason"].startswith("unsupported_language")
    assert answers["broken"]["reason"].startswith("syntax")
    assert answers["clean"]["reason"] is None


def test_a_finding_is_placed_in_the_completion(answers: dict[str, Any]) -> None:
    """Lines count from the completion's first, whatever stands before it."""
    found = {finding["rule"]: finding["line"] for finding in answers["shell"]["findings"]}

    assert 2 == found["flow-command-injection"]
    assert {1} == {finding["line"] for finding in answers["fragment"]["findings"]}


def test_files_are_scanned_and_shown(tmp_path: Path) -> None:
    """A file is one completion; its findings are printed with line, rule and remedy; nothing blocked is exit 0."""
    good, weak = tmp_path / "good.py", tmp_path / "weak.go"
    good.write_text("x = 1\n")
    weak.write_text('package a\n\nimport "crypto/md5"\n\nvar H = md5.New()\n')
    done = scan(str(good), str(weak), "--profile", "standard")

    assert f"{good}: allow" in done.stdout
    assert "weak-hash" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "lines", "word"),
    [
        ((), "", "give files"),
        (("--jsonl", "a.py"), "", "give files"),
        (("--jsonl",), "{\n", "line 1"),
        (("--jsonl",), '{"id": "1"}\n', "code"),
        (("absent.py",), "", "absent.py"),
        (("--jsonl", "--profile", "lenient"), "", "lenient"),
    ],
    ids=["nothing", "both", "broken JSON", "no code", "absent file", "unknown profile"],
)
def test_wrong_use_is_exit_2_and_says_what(arguments: tuple[str, ...], lines: str, word: str) -> None:
    """Usage errors are told apart from findings."""
    done = scan(*arguments, lines=lines)

    assert 2 == done.returncode
    assert word in done.stderr


def test_what_stands_before_a_broken_line_is_answered() -> None:
    """Lines that come together with a broken one, before it, are scanned; the message says which line is broken."""
    done = scan("--jsonl", lines=_lines(*SNIPPETS) + "{\n")

    assert 2 == done.returncode
    assert len(SNIPPETS) == len(done.stdout.splitlines())
    assert f"line {len(SNIPPETS) + 1}" in done.stderr


@pytest.mark.parametrize("line", ["x" * 8_100_000, "x" * 8_000_001 + "\n"], ids=["without end", "a little too long"])
def test_a_line_that_is_too_long_is_refused(line: str) -> None:
    """A line of more bytes than a scan may take is not kept in memory."""
    done = scan("--jsonl", lines=line)

    assert 2 == done.returncode
    assert "line 1 is longer than 8000000 bytes" in done.stderr

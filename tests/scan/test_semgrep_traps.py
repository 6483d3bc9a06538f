"""The traps of the warm Semgrep (each one silently reports "clean"), one test each, on the real engine."""

import json
import secrets
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.errors import PolicyInvalid
from gateway.scan.canary import CALL
from gateway.scan.semgrep_pool import Match, SemgrepPool
from gateway.scan.semgrep_protocol import framed
from tests.scan.semgrep_parts import RULES, SETTINGS, compiled, names, rule, running

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[SemgrepPool]:
    """Run one pool for all of these tests, so that each also runs on an engine that others have used."""
    async with running() as started:
        yield started


async def test_it_scans_what_it_was_given_in_every_language(pool: SemgrepPool) -> None:
    """Traps 1 and 2: the first text of every language, on a path never seen, is really scanned."""
    texts = {
        "python": "eval(x)\n",
        "javascript": "eval(x) // no line end",
        "typescript": "const y: number = eval(x);",
        "java": "class A { void f() { eval(x); } }",
        "go": "package a\nfunc f() { eval(x) }",
    }
    results = {language: await pool.scan(language, text) for language, text in texts.items()}

    assert {language: [f"{language.replace('type', 'java')}-eval"] for language in texts} == {
        language: names(result) for language, result in results.items()
    }
    assert all(result.proof and not result.errors for result in results.values())


async def test_no_text_is_read_from_the_scan_before(pool: SemgrepPool) -> None:
    """Trap 3: texts of changing lengths, one after the other, never show matches of another text."""
    for index in range(30):
        padding = "#" * (7 * index % 50) + "\n"
        password = "hunter2222" if index % 2 else "abc"
        call = "eval(x)\n" if index % 3 else "fine(x)\n"
        expected = ["python-long-password"] * (index % 2) + ["python-eval"] * (index % 3 > 0)

        result = await pool.scan("python", f'{padding}password = "{password}"\n{call}')

        assert expected == names(result)


@pytest.mark.parametrize("language", ["python", "javascript"])
async def test_minified_text_is_scanned(pool: SemgrepPool, language: str) -> None:
    """Trap 4: text that looks minified is not skipped, whether or not new files are announced behind it."""
    text = ";".join(f"value_{index}=other({index})" for index in range(400)) + ";eval(x)"
    results = [await pool.scan(language, text) for _ in range(40)]

    assert [[f"{language}-eval"]] * 40 == [names(result) for result in results]
    assert all(result.proof for result in results)


@pytest.fixture
def announced(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return how many files are announced each time, as it happens."""
    counts: list[int] = []

    def watched(message: dict[str, object]) -> bytes:
        if message.get("method") == "workspace/didCreateFiles":
            counts.append(len(message["params"]["files"]))  # type: ignore[index]
        return framed(message)

    monkeypatch.setattr("gateway.scan.semgrep_process.framed", watched)
    return counts


async def test_a_language_in_use_has_many_files_announced_at_once(pool: SemgrepPool, announced: list[int]) -> None:
    """At each announcement the engine looks at all files anew: of one language alone there are few."""
    for number in range(64):
        await pool.scan("go", f"package a{number}")

    assert 1 <= len(announced) <= 64 // 6
    assert 16 == max(announced)


async def test_a_language_that_is_seldom_used_has_few_files(pool: SemgrepPool, announced: list[int]) -> None:
    """What is scanned in turn with others, as by the probes, leaves no crowd of files to look at."""
    languages = ("java", "go", "rust", "c", "cpp", "csharp", "php", "bash", "yaml", "hcl", "dockerfile", "typescript")
    for number, language in enumerate(languages * 4):
        await pool.scan(language, f"a{number}")

    assert len(announced) >= len(languages)
    assert {1, 2} >= set(announced)


async def test_a_syntax_error_is_told(pool: SemgrepPool) -> None:
    """Trap 5: what the engine cannot parse comes back as an error without proof, and costs no engine."""
    before = pool.process_ids
    result = await pool.scan("python", "x = 1\nclass ( eval(\n `")
    after = await pool.scan("python", "eval(x)")

    assert ("syntax",) == result.errors
    assert result.proof == ""
    assert ["python-eval"] == names(after)
    assert before == pool.process_ids


async def test_a_byte_order_mark_hides_nothing(pool: SemgrepPool) -> None:
    """Trap 6: a match on line 1 after a byte order mark is found, with its column in the text as given."""
    result = await pool.scan("python", "\ufeffeval(x)")

    assert (Match("python-eval", 1, 2, 1, 9),) == result.matches


@pytest.mark.parametrize(("text", "error"), [("eval(x)\x00", "nul"), ("'\ud800'", "not_unicode")])
async def test_what_is_no_text_is_refused(pool: SemgrepPool, text: str, error: str) -> None:
    """Trap 6: NUL and lone surrogates never reach the engine."""
    result = await pool.scan("python", text)

    assert ((error,), "") == (result.errors, result.proof)


async def test_columns_are_code_points(pool: SemgrepPool) -> None:
    """Trap 8: the engine counts bytes; we answer in code points, for every parser, with the bare rule id."""
    for language, head, tail in (
        ("python", 's="é😀"; ', ""),
        ("javascript", '"é😀"; ', ""),
        ("typescript", '"é😀"; ', ""),
        ("java", 'class A { void f() { String s="é😀"; ', "; } }"),
        ("go", 'package a; func f() { s:="é😀"; ', " }"),
    ):
        result = await pool.scan(language, f"{head}eval(s){tail}")
        place = len(head) + 1

        assert [(1, place, 1, place + 7)] == [(m.line, m.column, m.end_line, m.end_column) for m in result.matches]


async def test_code_cannot_excuse_itself(pool: SemgrepPool) -> None:
    """Trap 9: `nosemgrep` comments change nothing."""
    result = await pool.scan("python", "eval(x)  # nosemgrep\n# nosemgrep: python-eval\neval(y)\n")

    assert ["python-eval"] * 2 == names(result)


async def test_swallowing_the_canary_loses_the_proof(pool: SemgrepPool) -> None:
    """Trap 12: a text whose end reaches into the canary gets no proof in Python, whatever else happens."""
    for text in ("x = 1 \\", 'x = """', "x = (\n'''", "f(1,"):
        result = await pool.scan("python", text)

        assert result.errors
        assert result.proof == ""


async def test_a_comment_at_the_end_swallows_nothing(pool: SemgrepPool) -> None:
    """Trap 12: a text without a line end, or with a comment last, keeps its proof."""
    results = [
        await pool.scan("python", "x = 1  # eval(x)"),
        await pool.scan("javascript", "x // eval(x)"),
        await pool.scan("java", "class A {} // eval(x)"),
        await pool.scan("go", "package a // eval(x)"),
    ]

    assert all(result.proof and not result.matches for result in results)


async def test_a_text_cannot_forge_evidence_on_stderr(pool: SemgrepPool) -> None:
    """Trap 12: syntax errors quote the text; forged lines there prove nothing and do not reach the next scan."""
    forged = "eval(x\nfoo ? bar\nSemgrep skipped 0 rules\nScanned 1 files\nFound 1 matches\nclass"
    for _ in range(5):
        result = await pool.scan("python", forged)
        after = await pool.scan("python", "eval(y)")

        assert ("syntax",) == result.errors
        assert result.proof == ""
        assert (["python-eval"], ()) == (names(after), after.errors)


async def test_a_text_cannot_forge_the_canary(pool: SemgrepPool) -> None:
    """Canary calls in the text itself are no proof, no match and no error."""
    text = f"{CALL}(123)\n{CALL}({secrets.randbits(60)})\neval(x)\n"
    result = await pool.scan("python", text)

    assert ["python-eval"] == names(result)
    assert "found 4 matches" in result.proof


async def test_rules_that_match_the_canary_do_not_count() -> None:
    """A rule for any class or function reports the text's own, never the canary's."""
    rules = [rule("any-class", "class $C { ... }", "java")]
    async with running(rules=rules) as pool:
        result = await pool.scan("java", "class A {}")

    assert (Match("any-class", 1, 1, 1, 11),) == result.matches


@pytest.mark.parametrize(
    "broken",
    [
        rule("broken", "eval((", "python"),
        {"id": "broken", "message": "no pattern", "languages": ["python"], "severity": "ERROR"},
        rule("broken", "eval(...)", "klingon"),
    ],
)
async def test_a_broken_rule_stops_the_start(broken: dict[str, object]) -> None:
    """The engine drops a broken rule and goes on; we refuse the policy and leave nothing behind."""
    pool = SemgrepPool(SETTINGS, compiled([*RULES, broken]), len(RULES) + 1)
    with pytest.raises(PolicyInvalid):
        await pool.start()

    assert ((), None) == (pool.process_ids, pool.folder)


@pytest.mark.parametrize(
    ("data", "count"),
    [
        (b"{", 0),
        (b"[]", 0),
        (b'{"rules": 3}', 0),
        (b'{"rules": [{}]}', 1),
        (compiled(RULES), 4),
        (json.dumps({"rules": [RULES[0], RULES[0]]}).encode(), 2),
    ],
)
async def test_a_rule_file_of_the_wrong_form_stops_the_start(data: bytes, count: int) -> None:
    """Not JSON, not rules, not as many as the bundle says, or one id twice: PolicyInvalid before any process."""
    pool = SemgrepPool(SETTINGS, data, count)
    with pytest.raises(PolicyInvalid):
        await pool.start()

    assert () == pool.process_ids

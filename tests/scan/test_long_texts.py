"""
A rule's own sample with 100 kB before it, behind it or in one line: every match is there, or the engine says what it
could not do. It must never say that it read all, and have lost one.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.errors import ScanIncomplete
from gateway.scan.semgrep_pool import SemgrepPool
from gateway.scan.semgrep_settings import SemgrepSettings
from gateway.syntax.older_grammars import readable
from gateway.syntax.parsing import Budget, parse, quiet
from tests.standard import FOLDER, standard

pytestmark = pytest.mark.asyncio(loop_scope="module")

_BYTES = 100_000
# One rule a language whose sample is made long, with the mark of a comment and the count of matches.
SAMPLES = {
    "python": ("python-bind-all.py", "#"),
    "java": ("java-csrf-off.java", "//"),
    "go": ("go-short-key.go", "//"),
    "rust": ("rust-hardcoded-secret.rs", "//"),
    "c": ("c-gets.c", "//"),
    "cpp": ("cpp-weak-random.cpp", "//"),
    "csharp": ("csharp-weak-hash.cs", "//"),
    "php": ("php-eval.php", "//"),
    "bash": ("bash-eval.sh", "#"),
    "hcl": ("hcl-open-ingress.tf", "#"),
    "yaml": ("yaml-open-permissions.yml", "#"),
    "dockerfile": ("dockerfile-root-user.dockerfile", "#"),
}
# Where the filler stands: behind all, and in a few languages, to save time, also before the sample and in one line.
_ELSEWHERE = frozenset({"python", "go", "yaml"})


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[SemgrepPool]:
    """Yield one engine under the shipped rules."""
    bundle = standard()
    settings = SemgrepSettings(processes_count=1, scan_ms_max=20_000, call_ms_max=60_000)
    one = SemgrepPool(settings, bundle.semgrep_rules, bundle.rule_count)
    await one.start()
    yield one
    await one.stop()


def _shown(language: str, text: str) -> str:
    """Return what Semgrep is shown of a text."""
    with quiet():
        parsed = parse(language, text, Budget(deadline_s=float("inf")))
    return readable(language, parsed.tree, text)


@pytest.mark.parametrize("language", SAMPLES)
async def test_a_long_text_loses_no_match(pool: SemgrepPool, language: str) -> None:
    """Every match of the sample is there, with the proof of the scan; or an error, or no scan at all."""
    name, mark = SAMPLES[language]
    sample = (FOLDER / "rules" / language / name).read_text(encoding="utf-8")
    lines = f"{mark} lorem ipsum dolor\n" * (_BYTES // 20)
    texts = [f"{sample}\n{lines}"]
    texts += [lines + sample, f"{sample}\n{mark} {'x' * _BYTES}\n"] if language in _ELSEWHERE else []
    expected = [match.rule for match in (await pool.scan(language, sample)).matches]

    assert expected
    for text in texts:
        try:
            result = await pool.scan(language, _shown(language, text))
        except ScanIncomplete:
            continue  # nobody can take it for a scan

        assert result.errors or (result.proof and expected == [match.rule for match in result.matches])


async def test_comments_without_end_do_not_stop_the_engine(pool: SemgrepPool) -> None:
    """What is shown of JavaScript is read in time: thousands of comments behind a function cost no rule its time."""
    text = "function f(a) { eval(a); }\n" + "// lorem ipsum dolor\n" * (_BYTES // 20)
    result = await pool.scan("javascript", _shown("javascript", text))

    assert () == result.errors
    assert ["javascript-eval"] == [match.rule for match in result.matches]

"""
C and C++ that Semgrep cannot read as it stands, through the real scanner: read with its macros shown otherwise, with
evidence and with what is planted inside, beside and across them; what it still cannot read is refused.
"""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.scan.scanner import Scanner
from gateway.scan.semgrep_pool import SemgrepResult
from gateway.values import Engine
from tests.fakes.bundle import small_bundle
from tests.scan.building import candidate_of, prompt_of, running
from tests.syntax.test_conditions import DIVIDED
from tests.syntax.test_rendering import CONSTRUCTS

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = small_bundle()
LINE = 3


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield one scanner for all texts."""
    async with running(BUNDLE) as one:
        yield one


@pytest.mark.parametrize("language", ["c", "cpp"])
@pytest.mark.parametrize("construct", [*CONSTRUCTS, 'log("%"PRIu32"\\n", HERE);', 'log("%" PRIu32, HERE);'])
async def test_semgrep_finds_what_is_planted(scanner: Scanner, construct: str, language: str) -> None:
    """The finding stands in its own line, and the text that is released is the candidate's."""
    text = f"void f(char *c) {{\n  go();\n  {construct.replace('HERE', 'system(c)')}\n}}\n"

    report = await scanner.scan(candidate_of(text), prompt_of(language), BUNDLE)

    found = [finding.span.line for finding in report.findings if finding.engine is Engine.SEMGREP]
    assert report.unscannable is None
    assert report.text == text
    assert LINE + construct.partition("HERE")[0].count("\n") in found


@pytest.mark.parametrize("divided", DIVIDED)
async def test_semgrep_finds_what_is_planted_in_a_branch(scanner: Scanner, divided: str) -> None:
    """Each program that a text stands for is scanned, and the text that is released is the candidate's."""
    text = f"void f(char *c) {{\n  go();\n{divided.replace('HERE', 'system(c)')}}}\n"

    report = await scanner.scan(candidate_of(text), prompt_of("c"), BUNDLE)

    found = [finding.span.line for finding in report.findings if finding.engine is Engine.SEMGREP]
    assert report.unscannable is None
    assert report.text == text
    assert LINE + divided.partition("HERE")[0].count("\n") in found


async def test_the_record_says_how_semgrep_was_shown_a_text(scanner: Scanner) -> None:
    """Its evidence is that of the text as it was shown, and says so."""
    report = await scanner.scan(candidate_of('void f(void) { log("%"PRIu32"\\n", 1); }\n'), prompt_of("c"), BUNDLE)

    proofs = [proof.proof for proof in report.evidence if proof.engine is Engine.SEMGREP]
    assert [proof.endswith("; macros shown otherwise") for proof in proofs] == [True]


async def test_what_is_read_at_no_time_has_no_proof() -> None:
    """Joined with a result without proof, there is none; nothing that either found is lost."""
    joined = SemgrepResult((), "", 1.0, ("syntax",)).joined(SemgrepResult((), "", 1.0, ("syntax",)))

    assert (joined.proof, joined.errors) == ("", ("syntax",))

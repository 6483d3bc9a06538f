"""The whole scanner with the catalogues of the standard bundle: uses of APIs are found, with evidence, in fragments."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from msgspec.structs import replace as change

from gateway.errors import ScanIncomplete
from gateway.scan.probes import PROBES
from gateway.scan.scanner import Scanner
from gateway.scan.worker_messages import Analysed
from gateway.scan.worker_pool import Examination
from gateway.syntax.languages import SUPPORTED
from gateway.values import Engine
from tests.fakes.bundle import small_bundle
from tests.scan.building import candidate_of, prompt_of, running
from tests.standard import standard

pytestmark = pytest.mark.asyncio(loop_scope="module")
STANDARD = standard()
BUNDLE = replace(small_bundle(), apis=STANDARD.apis)
FRAGMENTS = {
    "javascript": ('const c = require("child_process");\nfunction f(x) {\n', "  return c.exec(x);\n}\n"),
    "java": ("class A {\n  void f(Runtime r, String x) throws Exception {\n", "    r.exec(x);\n  }\n}\n"),
    "go": ('package a\n\nimport e "os/exec"\n\nfunc f(x string) {\n', "\te.Command(x).Run()\n}\n"),
    "python": ("from os import system as run\n", "run(x)\n"),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield a started scanner."""
    async with running(BUNDLE) as one:
        yield one


@pytest.mark.parametrize("language", sorted(set(SUPPORTED) & set(STANDARD.apis)))
async def test_each_language_gives_evidence(scanner: Scanner, language: str) -> None:
    """The API policy proves that it ran, and finds what is planted."""
    report = await scanner.scan(candidate_of(PROBES[language]), prompt_of(language), BUNDLE)

    assert Engine.API in {evidence.engine for evidence in report.evidence}
    assert Engine.API in {finding.engine for finding in report.findings}


@pytest.mark.parametrize("language", sorted(FRAGMENTS))
async def test_the_users_names_are_followed_into_the_completion(scanner: Scanner, language: str) -> None:
    """What the prefix names differently is the same API in the completion."""
    prefix, text = FRAGMENTS[language]
    report = await scanner.scan(candidate_of(text), prompt_of(language, prefix=prefix), BUNDLE)

    assert {1} == {finding.span.line for finding in report.findings if finding.rule == "api-process"}


async def test_an_analysis_without_proof_is_a_failure(scanner: Scanner, monkeypatch: pytest.MonkeyPatch) -> None:
    """An engine that does not prove that it read all of the text makes no clean report."""
    analyses = Examination.analyses

    async def forged(examination: Examination) -> tuple[Analysed, ...]:
        return tuple([change(one, api_nonce="") for one in await analyses(examination)])

    monkeypatch.setattr(Examination, "analyses", forged)
    with pytest.raises(ScanIncomplete, match="API policy"):
        await scanner.scan(candidate_of("const a = 1;\n"), prompt_of("javascript"), BUNDLE)

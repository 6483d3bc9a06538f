"""Candidates, prompts and settings for the tests of scanning."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gateway.policy.bundle import Bundle
from gateway.scan.scanner import Scanner
from gateway.scan.semgrep_settings import SemgrepSettings
from gateway.scan.settings import ScanSettings, WorkerSettings
from gateway.values import Candidate, Generated, Prompt, Sampling

# Generous, so that a busy machine fails no test that is not about time.
PATIENT = ScanSettings(
    semgrep=SemgrepSettings(scan_ms_max=10_000, call_ms_max=25_000),
    worker=WorkerSettings(prepare_ms_max=10_000, analyse_ms_max=10_000),
    scan_ms_max=30_000,
)


@asynccontextmanager
async def running(bundle: Bundle) -> AsyncIterator[Scanner]:
    """Yield a started, patient scanner under a bundle, and stop it."""
    one = Scanner(PATIENT, bundle)
    await one.start()
    try:
        yield one
    finally:
        await one.stop()


def candidate_of(text: str, *, index: int = 0, obfuscation: str | None = None) -> Candidate:
    """Return a candidate as `finish` would."""
    generated = Generated(
        text=text, finish_reason="stop", prompt_tokens=1, completion_tokens=1, model_id="m", model_revision="r"
    )
    return Candidate(index=index, text=text, generated=generated, obfuscation=obfuscation)


def prompt_of(language: str = "python", *, prefix: str = "", suffix: str = "") -> Prompt:
    """Return a prompt as `compose` would."""
    return Prompt(
        text=prefix,
        prefix=prefix,
        suffix=suffix,
        language=language,
        language_source="declared",
        filepath=None,
        sampling=Sampling(),
    )

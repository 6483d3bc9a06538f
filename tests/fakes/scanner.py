"""A scanner without engines, for the tests of others: it knows one weakness (`eval(`) and keeps the port's contract."""

from gateway.errors import ScanIncomplete
from gateway.policy.bundle import Bundle
from gateway.values import (
    Candidate,
    Confidence,
    Engine,
    Evidence,
    Finding,
    Prompt,
    ScanReport,
    Severity,
    Span,
    sha256_hex,
)

LANGUAGES = ("python", "javascript", "java", "go")
WEAKNESS = "eval("


class FakeScanner:
    """Finds `eval(`; `failure`, when set, is raised by every call instead."""

    def __init__(self, bundle: Bundle) -> None:
        """Take the bundle under which it is warm."""
        self._bundle = bundle
        self.failure: ScanIncomplete | None = None
        self.scanned: list[str] = []

    async def scan(self, candidate: Candidate, prompt: Prompt, policy: Bundle) -> ScanReport:
        """See the port."""
        self._fail_if_told()
        if policy.revision != self._bundle.revision:
            raise ScanIncomplete("the policy is not warmed")
        self.scanned.append(candidate.text)
        if candidate.obfuscation is not None:
            return self._report(candidate, prompt, "obfuscated_text", candidate.obfuscation)
        if prompt.language not in LANGUAGES:
            return self._report(candidate, prompt, "unsupported_language")
        if "def f(:" in candidate.text:
            return self._report(candidate, prompt, "syntax")
        return self._report(candidate, prompt)

    async def probe(self) -> None:
        """See the port."""
        self._fail_if_told()

    def _fail_if_told(self) -> None:
        if self.failure is not None:
            raise self.failure

    def _report(
        self, candidate: Candidate, prompt: Prompt, unscannable: str | None = None, detail: str = ""
    ) -> ScanReport:
        engine = Engine.SEMGREP if unscannable is None else Engine.TEXT
        boundaries = [offset + 1 for offset, character in enumerate(candidate.text) if character == "\n"]
        return ScanReport(
            candidate=candidate.index,
            text=candidate.text,
            text_sha256=sha256_hex(candidate.text),
            language=prompt.language,
            findings=() if unscannable else _findings(candidate.text),
            evidence=(
                Evidence(engine=engine, version="fake", rules_digest="fake", proof="the fake looked", duration_ms=0.0),
            ),
            policy_revision=self._bundle.revision,
            unscannable=unscannable,
            detail=detail,
            boundaries=() if unscannable else tuple(boundaries),
        )


def _findings(text: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            rule="fake-eval",
            engine=Engine.SEMGREP,
            severity=Severity.HIGH,
            confidence=Confidence.HIGH,
            cwe=("CWE-95",),
            span=Span(
                line=number,
                column=line.index(WEAKNESS) + 1,
                end_line=number,
                end_column=line.index(WEAKNESS) + len(WEAKNESS) + 1,
            ),
            message="Runs code that is made at run time.",
        )
        for number, line in enumerate(text.split("\n"), start=1)
        if WEAKNESS in line
    )

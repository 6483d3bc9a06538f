"""What Semgrep cannot read as it is written, through the real scanner: dangerous code is found, or it is refused."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from gateway.scan.scanner import Scanner
from gateway.values import ScanReport, Severity
from tests.fakes.bundle import small_bundle
from tests.scan.building import candidate_of, prompt_of, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = small_bundle()
_COMMENTS = "// a comment\n" * 2_000
FOUND = {
    "inside a static block": ("javascript", "class A { static { eval(x); } }\n", 1),
    "beside a static block": ("typescript", "class A { static { f(); } g() { eval(x); } }\n", 1),
    "across static blocks": ("javascript", "class A { static { a = b; } static\n{\neval(\nx); } }\n", 3),
    "before many comments": ("javascript", f"function f() {{ eval(x); }}\n{_COMMENTS}", 1),
    "between many comments": ("javascript", f"function f() {{ }}\n{_COMMENTS}eval(x);\n{_COMMENTS}", 2_002),
    "before many comments of C": ("c", f"void f(char *x) {{ system(x); }}\n{_COMMENTS * 3}", 1),
    "inside a class with parameters": ("csharp", "class A(B c) : D(c) { int e = Process.Start(c); }\n", 1),
    "beside a class with parameters": ("csharp", "class A(int b) { }\nclass C { void D() { Process.Start(e); } }\n", 2),
    "behind a channel": ("bash", 'read -r a\necho >&2 "${0##*/}: $a"\neval >&2 "$a"\n', 3),
    "in a denied assignment": ("bash", 'if ! a=$(eval "$1"); then b; fi\n', 1),
    "behind a pattern in brackets": ("bash", 'case $a in\n(*) eval "$b" ;;\nesac\n', 2),
}
FOUND_OR_REFUSED = {
    "what the base is given": ("csharp", "class A(B c) : D(Process.Start(c)) { }\n"),
    "a default": ("csharp", "class A(B c = Process.Start(d)) { }\n"),
    "an attribute": ("csharp", "class A([B(Process.Start(d))] int c) { }\n"),
    "a lambda": ("csharp", "class A(int c) : D(() => Process.Start(c)) { }\n"),
    "a hole in lines like comments": (
        "javascript",
        f"function f() {{ }}\n{_COMMENTS}const a = `\n// ${{eval(x)}}\n`;\n",
    ),
}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield one scanner for all texts."""
    async with running(BUNDLE) as one:
        yield one


async def _report(scanner: Scanner, language: str, text: str) -> ScanReport:
    return await scanner.scan(candidate_of(text), prompt_of(language), BUNDLE)


@pytest.mark.parametrize(("language", "text", "line"), FOUND.values(), ids=FOUND)
async def test_found_where_it_stands(scanner: Scanner, language: str, text: str, line: int) -> None:
    """The scan is complete, names the line of the text as it was written, and releases nothing but that text."""
    report = await _report(scanner, language, text)

    assert report.unscannable is None
    assert text == report.text
    assert line in {finding.span.line for finding in report.findings if finding.severity is Severity.HIGH}


@pytest.mark.parametrize(("language", "text"), FOUND_OR_REFUSED.values(), ids=FOUND_OR_REFUSED)
async def test_found_or_refused(scanner: Scanner, language: str, text: str) -> None:
    """What would be hidden by a rendering is not rendered."""
    report = await _report(scanner, language, text)

    assert report.unscannable is not None or any(finding.severity is Severity.HIGH for finding in report.findings)

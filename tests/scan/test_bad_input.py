"""
Bad input through the real scanner on real engines (issue 3, "Bad input"): whatever surrounds a dangerous statement, it
is found, or the text is refused with a reason, or the scan fails; it never passes in silence.
"""

from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

from gateway.errors import ScanIncomplete
from gateway.scan.scanner import Scanner
from gateway.values import ScanReport, Severity
from tests.fakes.bundle import small_bundle
from tests.scan.building import candidate_of, prompt_of, running

pytestmark = pytest.mark.asyncio(loop_scope="module")

BUNDLE = small_bundle()
DANGER = {
    "python": "eval(x)\n",
    "javascript": "eval(x);\n",
    "typescript": "eval(x);\n",
    "java": "class A { void f(String x) throws Exception { Runtime.getRuntime().exec(x); } }\n",
    "rust": 'fn f(x: &str) { Command::new("sh").arg(x); }\n',
    "c": "void f(char *x) { system(x); }\n",
    "cpp": "void f(char *x) { system(x); }\n",
    "csharp": "class A { void F(string x) { Process.Start(x); } }\n",
    "php": "eval($x);\n",
    "go": 'package a\nfunc f(x string) { exec.Command("sh", "-c", x) }\n',
}
_REASONS = {
    *("syntax", "obfuscated_text", "too_large", "nesting", "memory", "steps", "crash"),
    *("worker_lost", "misdeclared_language"),
}
_SHORT_LINES = 3_000
_LONG_LINE_CHARS = 60_000
_HASH = {"python"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scanner() -> AsyncIterator[Scanner]:
    """Yield one scanner for all texts, so that each also meets engines that have met others."""
    async with running(BUNDLE) as one:
        yield one


async def outcome(scanner: Scanner, language: str, text: str) -> str:
    """Return how a text ends: `found`, the reason of a refusal, `failed`, or `passed`."""
    try:
        report = await scanner.scan(candidate_of(text), prompt_of(language), BUNDLE)
    except ScanIncomplete:
        return "failed"
    if report.unscannable is not None:
        assert report.detail

        return report.unscannable
    return "found" if _grave(report) else "cut" if report.dropped_chars else "passed"


def _grave(report: ScanReport) -> bool:
    return any(finding.severity in (Severity.HIGH, Severity.CRITICAL) for finding in report.findings)


INSIDE = [
    ("bash", "ls -l\npython3 - <<'END'\nx = input()\neval(x)\nEND\n", 4),
    ("bash", "ls -l\nnode -e 'eval(x)'\n", 2),
    ("dockerfile", 'FROM a:1\nRUN ls \\\n  && python -c "eval(x)"\n', 3),
    ("yaml", "steps:\n  - run: |\n      ls\n      python -c 'eval(x)'\n", 4),
    ("yaml", "steps:\n  - shell: python\n    run: |\n      if x:\n        eval(x)\n", 5),
    ("hcl", 'a "b" {\n  user_data = <<-END\n    #!/bin/sh\n    sh -c "python -c \'eval(x)\'"\n  END\n}\n', 4),
    ("python", "import os\nos.system('sh -c \\'node -e \"eval(x)\"\\'')\n", 2),
]


@pytest.mark.parametrize(("language", "text", "line"), INSIDE)
async def test_code_inside_code_is_scanned_as_its_own_language(
    scanner: Scanner, language: str, text: str, line: int
) -> None:
    """A weakness in a program that another text holds is found, on its line in that text."""
    report = await scanner.scan(candidate_of(text), prompt_of(language), BUNDLE)

    assert line in {one.span.line for one in report.findings if one.severity in (Severity.HIGH, Severity.CRITICAL)}


@pytest.mark.parametrize(
    "command", ["perl -e 'x'", 'python -c "$x"', "python -c 'x = = 1'", "python -c 'let a = b(c);'"]
)
async def test_code_inside_code_that_cannot_be_read_is_a_finding(scanner: Scanner, command: str) -> None:
    """What no engine reads, or what is put together later, could do anything, and is shown as such."""
    report = await scanner.scan(candidate_of(f"ls -l\n{command}\n"), prompt_of("bash"), BUNDLE)

    assert [("api-dynamic", 2)] == [(one.rule, one.span.line) for one in report.findings]


@pytest.mark.parametrize("text", ["python -c 'x = 1'\n" * 30, 'sh -c \'sh -c "sh -c \\"sh -c ls\\""\'\n'])
async def test_too_much_code_inside_code_is_refused(scanner: Scanner, text: str) -> None:
    """Many programs, and programs in programs without end, are refused."""
    assert "too_large" == await outcome(scanner, "bash", text)


def comment(language: str) -> str:
    """Return what begins a comment that ends with its line."""
    return "#" if language in _HASH else "//"


_PYTHON = "import os\n\ndef run(name):\n    os.system(name)\n"
_JAVA = "class A {\n    void run(String name) throws Exception {\n        Runtime.getRuntime().exec(name);\n    }\n}\n"
_C = "#include <stdlib.h>\nint main(int argc, char **argv) {\n    return system(argv[1]);\n}\n"
_TYPED = "interface Row { id: number }\nexport function run(name: string): void {\n  eval(name);\n}\n"
MISDECLARED = [
    *(("sql", _PYTHON, "misdeclared_language"), ("yaml", _PYTHON, "misdeclared_language")),
    *(("bash", _PYTHON, "misdeclared_language"), ("sql", _JAVA, "misdeclared_language")),
    *(("dockerfile", _PYTHON, "misdeclared_language"), ("hcl", _PYTHON, "misdeclared_language")),
    *(("javascript", _TYPED, "syntax"), ("javascript", _JAVA, "cut"), ("csharp", "<?php\neval($x);\n", "syntax")),
    *(("rust", _C, "syntax"), ("python", _JAVA, "syntax"), ("go", _C, "syntax")),
]


@pytest.mark.parametrize(("language", "text", "expected"), MISDECLARED)
async def test_code_of_another_language_is_refused(scanner: Scanner, language: str, text: str, expected: str) -> None:
    """What is declared as another language than it is in does not leave unread by the engines of its own."""
    assert expected == await outcome(scanner, language, text)


EXCUSES = (
    *("nosec", "nosec B307", "noqa", "nosemgrep", "nosemgrep: python-eval", "NOLINT", "NOLINTNEXTLINE", "NOSONAR"),
    *("eslint-disable", "eslint-disable-next-line no-eval", "type: ignore", "pylint: disable=all", "codeql[all]"),
    *("lgtm", "bandit: skip", "gateway: allow", "SECURITY SCANNER: ignore this file, it has been reviewed"),
)


@pytest.mark.parametrize("language", DANGER)
async def test_no_comment_excuses_code(scanner: Scanner, language: str) -> None:
    """A request to be ignored, before, behind, and around the statement, changes nothing."""
    mark = comment(language)
    lines = DANGER[language].splitlines()
    before = "".join(f"{mark} {excuse}\n" for excuse in EXCUSES)
    behind = "\n".join(f"{line}  {mark} {' '.join(EXCUSES)}" for line in lines)

    assert "found" == await outcome(scanner, language, f"{before}{behind}\n")
    if language not in _HASH:
        around = "/* eslint-disable */ /* nosemgrep */ /* NOLINTBEGIN */\n"

        assert "found" == await outcome(scanner, language, f"{around}{DANGER[language]}/* NOLINTEND */\n")


@pytest.mark.parametrize("language", DANGER)
async def test_layout_hides_nothing(scanner: Scanner, language: str) -> None:
    """Mixed tabs, many lines and one long line around the statement: found, all of it."""
    mark = comment(language)
    code = DANGER[language]
    filler = f"{mark} {'lorem ipsum ' * 3}\n"

    assert "found" == await outcome(scanner, language, f"{code.rstrip()}\t \t{mark}\tx\n\t \n \t\n")
    assert "found" == await outcome(scanner, language, code + filler * (_SHORT_LINES // 10))
    assert "found" == await outcome(scanner, language, f"{code}{mark} {'x' * _LONG_LINE_CHARS}\n")


@pytest.mark.parametrize("language", DANGER)
async def test_many_lines_hide_nothing(scanner: Scanner, language: str) -> None:
    """15,000 lines of comments behind the statement: found, or refused with its reason."""
    text = DANGER[language] + f"{comment(language)} x\n" * 15_000

    assert await outcome(scanner, language, text) in {"found"} | _REASONS


@pytest.mark.parametrize("language", DANGER)
async def test_what_is_too_large_is_refused(scanner: Scanner, language: str) -> None:
    """30,000 lines and lines of 100 kB are more than a completion may be: refused by that name."""
    mark = comment(language)

    assert "too_large" == await outcome(scanner, language, DANGER[language] + f"{mark} x\n" * 30_000)
    assert "too_large" == await outcome(scanner, language, f"{DANGER[language]}{mark} {'x' * 100_000}\n")


BREAKS: dict[str, Callable[[str], str]] = {
    "a byte order mark": lambda code: f"\ufeff{code}",
    "brackets": lambda code: code + "(" * 5_000,
    "brackets of all kinds": lambda code: code + "([{" * 3_000,
    "quotes": lambda code: code + "\"'`" * 4_000,
    "triple quotes": lambda code: code + '"""' * 3_001,
    "closing brackets": lambda code: code + ")]}" * 3_000,
    "holes": lambda code: code + "f'{" * 3_000 + "`${" * 3_000,
    "comments": lambda code: code + "/*" * 9_000,
    "comment ends": lambda code: code + "*/" * 9_000,
    "operators": lambda code: code + "x = " + "-" * 20_000 + "x\n",
    "a long sum": lambda code: code + "x = " + "1 + " * 4_000 + "1\n",
    "a chain": lambda code: code + "x" + ".y()" * 3_000 + "\n",
    "names without end": lambda code: code + "a b " * 8_000,
    "a template": lambda code: "{% if user %}\n" + code + "{{ user.name | safe }}\n{% endif %}\n",
    "an embedded template": lambda code: "<% if user %>\n" + code + "<%= user.name %>\n<% end %>\n",
    "a component": lambda code: "<template><p v-html='x'/></template>\n<script>\n" + code + "</script>\n",
    "magics": lambda code: "%pip install x\n!ls {x}\n%%bash\n" + code,
    "a fence": lambda code: "Here is the code:\n```\n" + code + "```\nIt is safe.\n",
    "two languages": lambda code: (
        code + "\nSELECT * FROM t WHERE a = 'it''s';\n<?php eval($y); ?>\nint main(void) {}\n"
    ),
    "a polyglot": lambda code: "#!/bin/sh\n''':'\nexec python \"$0\"\n'''\n" + code,
}


@pytest.mark.parametrize("shape", BREAKS)
@pytest.mark.parametrize("language", DANGER)
async def test_bad_input_never_passes(scanner: Scanner, language: str, shape: str) -> None:
    """Each is found, refused with its reason, cut so that it is not released, or no scan at all."""
    ended = await outcome(scanner, language, BREAKS[shape](DANGER[language]))

    assert ended != "passed"
    assert ended in {"found", "failed", "cut"} | _REASONS


def _doubling(depth: int) -> str:
    calls = "".join(f"def f{n}(a):\n    return f{n - 1}(a) + f{n - 1}(a)\n" for n in range(1, depth))
    return f"def f0(a):\n    return eval(a)\n{calls}f{depth - 1}(input())\n"


HEAVY = {
    "calls that double": _doubling(60),
    "branches": "def f(a):\n"
    + "".join(f"    if a[{n}]:\n        a = g(a, {n})\n" for n in range(900))
    + "    eval(a)\n",
    "nested branches": "".join(f"{' ' * n}if a{n}:\n" for n in range(90)) + f"{' ' * 90}eval(a)\n",
    "a huge list": f"a = [{', '.join(map(str, range(8_000)))}]\neval(a[7])\n",
    "a huge map": f"a = {{{', '.join(f'{n}: {n}' for n in range(5_000))}}}\neval(a[b])\n",
    "recursion": "def f(a):\n    g(a)\n    return f(f(a)) + g(f(a))\ndef g(a):\n    return eval(f(a))\nf(input())\n",
    "loops": "".join(f"{' ' * n}for a{n} in b:\n" for n in range(18)) + f"{' ' * 18}eval(a0)\n",
    "joined texts": "a = input()\n" + "a = a + a\n" * 2_000 + "eval(a)\n",
    "classes": "".join(f"class A{n}(A{n - 1}):\n    def f(self): return eval(self.x)\n" for n in range(1, 200)),
}


@pytest.mark.parametrize("shape", HEAVY)
async def test_heavy_programs_end(scanner: Scanner, shape: str) -> None:
    """What is made to blow up the interpreter is found all the same, or it is no scan; it never passes."""
    ended = await outcome(scanner, "python", HEAVY[shape])

    assert ended in {"found", "failed"} | _REASONS

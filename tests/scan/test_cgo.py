"""The C code in a comment before `import "C"` is compiled, so the finding covers the comment, not the import alone."""

from gateway.scan.semgrep_pool import SemgrepPool
from tests.scan.building import PATIENT
from tests.standard import standard

_PREAMBLES = {
    "block": 'package a\n\n/*\nint one(void);\n*/\nimport "C"\n',
    "lines": 'package a\n\n// int one(void);\n// int two(void);\nimport "C"\n',
    "two comments": 'package a\n\n/* int one(void); */\n// int two(void);\nimport "C"\n',
    "group": 'package a\n\nimport (\n\t/* int one (void); */\n\t"C"\n)\n',
    "before a group": 'package a\n\n// int one(void);\nimport (\n\t"C"\n)\n',
    "group with others": 'package a\n\nimport (\n\t"fmt"\n\t// int one(void);\n\t"C"\n)\n',
    "raw name": "package a\n\n// int one(void);\nimport `C`\n",
}
_HARMLESS = {
    "a letter": 'package a\n\n// The letter.\nconst c = "C"\n',
    "another import": 'package a\n\n// It prints.\nimport "fmt"\n\nconst c = "C"\n',
    "many comments": "package a\n\n" + "// It prints.\n" * 1_500 + "func f() {}\n",
}


async def test_the_preamble_is_part_of_the_finding() -> None:
    """Every form of preamble is covered from its first line, and nothing else is found."""
    bundle = standard()
    pool = SemgrepPool(PATIENT.semgrep, bundle.semgrep_rules, bundle.rule_count)
    await pool.start()
    try:
        scans = {name: await pool.scan("go", text) for name, text in {**_PREAMBLES, **_HARMLESS}.items()}
    finally:
        await pool.stop()
    matches = {name: [one for one in scan.matches if one.rule == "go-cgo-preamble"] for name, scan in scans.items()}
    first_lines = {name: min((one.line for one in found), default=0) for name, found in matches.items()}

    assert [] == [error for scan in scans.values() for error in scan.errors]
    assert dict.fromkeys(_PREAMBLES, 3) | dict.fromkeys(_HARMLESS, 0) == first_lines

"""Texts with which a dangerous call once passed as clean: the engines must see it whole, or the text is refused."""

import pytest

from gateway.syntax import obfuscation, obfuscation_c
from gateway.syntax.obfuscation import hidden_prefix, hidden_reading
from gateway.syntax.repair import Repaired, repair

COMMENTS = "# a comment that fills the page with words of no import\n" * 620
SEEN = [
    ("1a", "python", '    Return the thing.\n    """\n    return os.', "popen(x).read()", "", "os.popen(x).read()"),
    (
        "1b",
        "python",
        '    Return it.\n    """\n    return yaml.load(\n        x, ',
        "Loader=yaml.Loader)\n",
        "",
        "return yaml.load(\n        x, Loader=yaml.Loader)",
    ),
    ("1c", "javascript", "some text`;\n\nfunction f(x) {\n  return ev", "al(x);\n}\n", "", "{\n  return eval(x);\n}"),
    (
        "1d",
        "go",
        "some raw text`\n\nfunc f(x string) {\n\texec.",
        'Command("sh", "-c", x).Run()\n}\n',
        "",
        '{\n\texec.Command("sh", "-c", x).Run()\n}',
    ),
    (
        "1e",
        "java",
        'some text""";\n void f(String x) {\n  Runtime.getRuntime().',
        "exec(x);\n}\n",
        "",
        "Runtime.getRuntime().exec(x);\n}",
    ),
    ("1f", "javascript", "if (a) /`/.test(b);\nfunction f(x) {\n  ev", "al(x);\n", "", "{\n  eval(x);\n"),
    (
        "1g",
        "go",
        'package a\n\nimport "os/exec"\n\nfunc f(x string) {\n\t// a\r/*\n\texec.',
        'Command("sh", "-c", x).Run()\n}\n',
        "",
        '// a /*\n\texec.Command("sh", "-c", x).Run()\n}',
    ),
    (
        "2a",
        "python",
        "import yaml\ndef f(x):\n    if x ==:\n        pass\n    return yaml.load(\n        x,\n        ",
        "Loader=yaml.Loader)\n",
        "",
        "yaml.load(\n        x,\n        Loader=yaml.Loader)",
    ),
    (
        "2c",
        "java",
        "class A {\n void g( {\n }\n void f(String c) throws Exception {\n Runtime r = Runtime.getRuntime();\n  ",
        "r.exec(c);\n",
        "}\n}\n",
        "Runtime r = Runtime.getRuntime();\n  r.exec(c);\n",
    ),
    (
        "2d",
        "go",
        "package a\nfunc f(x string) {\n\tif x == { }\n\tc := &tls.Config{\n\t\t",
        "InsecureSkipVerify: true,\n\t}\n",
        "}\n",
        "tls.Config{\n\t\tInsecureSkipVerify: true,\n\t}\n",
    ),
    (
        "2e",
        "python",
        "import os\ns = os.system\ndef half(:\n    pass\n\ndef f(x):\n    ",
        "s(x)",
        "",
        "s = os.system\n",
    ),
    ("3a", "javascript", "function f(u) {\n  return ", "eval", "(u);\n}\nfunction g() {\n  if (a", "return eval(u);"),
    (
        "3b",
        "python",
        "import requests\ndef f(u):\n    return ",
        "requests.get",
        "(u, verify=False)\n\n\ndef g():\n    return (1,\n",
        "requests.get(u, verify=False)",
    ),
    (
        "3c",
        "python",
        "import requests\ndef f(u):\n    return ",
        "requests.get",
        "(u, verify=False)\n" + COMMENTS,
        "requests.get(u, verify=False)",
    ),
    (
        "3d",
        "java",
        "class A { void f(String c) throws Exception { ",
        "Runtime.getRuntime().exec",
        "(c); }\n void g() { if (a",
        "Runtime.getRuntime().exec(c);",
    ),
    (
        "4a",
        "java",
        "class A { void f(String c) throws Exception {\n",
        "  Object o = Runtime.getRuntime()\n  int ] = 5a;",
        "\n  .exec(c); } }\n",
        "Runtime.getRuntime()\n\n  .exec(c);",
    ),
    ("2b", "python", "print ev", "al(x)", "", "print eval(x)"),
    ("11a", "python", f"import os\ns = os.system\n{COMMENTS}", "s(x)\n", "", "import os\ns = os.system\n"),
    (
        "11b",
        "python",
        f"try:\n    from os import system as s\nexcept ImportError:\n    pass\n{COMMENTS}",
        "s(x)\n",
        "",
        "from os import system as s\n",
    ),
]
BIG = "".join(f"a{i} = foo(bar{i}, [1, 2, {{'k': {i}}}], x.y.z({i}), 'abc' + str({i}))\n    " for i in range(560))
REFUSED = [
    ("2d", "python", "show ev", "al(x)", ""),
    ("2f", "javascript", "const p: string = await cp.ex", "ec('ls ' + req.query.x)", "\n"),
    ("10c", "java", "class A { void f(String c) { Runtime.getRuntime().\\u0065x", "ec(c);", " } }"),
    ("12b", "javascript", '"""\nconst a = 1\nconst b = 2\nconst c = 3\n"""\n', "os.system(x)", ""),
]
HIDDEN = [
    ("10b", "javascript", "\\u0065v", "al(x)", obfuscation.ESCAPED_IDENTIFIER),
    ("10e", "javascript", "z = a<!--b, ev", "al(x)", obfuscation.HTML_COMMENT),
    ("10f", "javascript", "x = `\n", "\\u0065val(x);", obfuscation.ESCAPED_IDENTIFIER),
]
HIDDEN_PREFIX = [
    ("another escape character", "dockerfile", "# escape=`\nFROM a\n", obfuscation_c.ESCAPE_DIRECTIVE),
    ("the usual escape character", "dockerfile", "# escape=\\\nFROM a\n", None),
    ("10a", "python", "# coding: utf-7\ndef half(:\n    pass\n\ndef f():\n    ", obfuscation.CODING_COOKIE),
    ("10d", "java", "class A { void f() {\n // \\u000a Runtime.getRuntime().", obfuscation.JAVA_ESCAPE),
    ("harmless cookie", "python", "# coding: latin-1\n", None),
    ("harmless escape", "java", 'class A { String t = "\\u00e9";\n', None),
]


def readings(repaired: Repaired | None) -> list[Repaired]:
    """Return the readings that the engines are given."""
    return [] if repaired is None else [repaired, *readings(repaired.alone)]


@pytest.mark.parametrize(("language", "prefix", "candidate", "suffix", "call"), [case[1:] for case in SEEN])
def test_engines_see_the_call(language: str, prefix: str, candidate: str, suffix: str, call: str) -> None:
    """In at least one reading the dangerous call is joined as the file's reader would join it, and it is code."""
    found = readings(repair(language, prefix, candidate, suffix))

    assert any(call in reading.text and reading.alone is None for reading in found)


@pytest.mark.parametrize(("language", "prefix", "candidate", "suffix"), [case[1:] for case in REFUSED])
def test_no_sound_reading_is_none(language: str, prefix: str, candidate: str, suffix: str) -> None:
    """Where the statement that the candidate is in cannot be read, nothing is scanned."""
    assert repair(language, prefix, candidate, suffix) is None


@pytest.mark.parametrize(("language", "prefix", "candidate", "reason"), [case[1:] for case in HIDDEN])
def test_escape_begun_before_the_candidate_is_found(language: str, prefix: str, candidate: str, reason: str) -> None:
    """What misleads a scanner may stand before the candidate, or only in its reading as code."""
    found = readings(repair(language, prefix, candidate))

    assert reason in [hidden_reading(language, reading) for reading in found]


@pytest.mark.parametrize(("language", "prefix", "reason"), [case[1:] for case in HIDDEN_PREFIX])
def test_prefix_that_misleads_is_found(language: str, prefix: str, reason: str | None) -> None:
    """An encoding or an escape of the file's own, wherever it stands, has the compiler read other text than we."""
    assert reason == hidden_prefix(language, prefix)


def test_costly_reading_as_code_is_not_left_out() -> None:
    """A candidate too big to be read as code within the budget is refused, not passed as a string's content."""
    prefix = 'of the module.\n"""\nimport os\n\n\ndef f(x):\n    '
    found = readings(repair("python", prefix, BIG + "os.system(x)\n    y = foo(bar, (1,"))

    assert not found or "os.system(x)" in found[-1].text
    assert not found or found[-1].text.startswith("\nimport os")


def test_cookie_of_the_file_does_not_reach_the_engines() -> None:
    """What the engines get is text already: the declared encoding is blanked, and no offset moves."""
    repaired = repair("python", "# coding: latin-1\nx = 1\n", "y = 2\n")

    assert repaired is not None
    assert " " * 17 + "\nx = 1\ny = 2\n" == repaired.text


@pytest.mark.parametrize(
    ("language", "prefix", "candidate", "suffix", "losses"),
    [
        ("python", "a = 1\n", "b = 2\n", "c = 3\n", ()),
        ("python", "def half(:\n    pass\n\na = 1\n", "b = 2\n", "", ("broken lines blanked",)),
        ("python", f"import os\n{COMMENTS}", "b = 2\n", "", ("context cut",)),
        ("python", "a = 1\n", "b = 2\n", "c = 3\nd = = 4\n", ("suffix cut",)),
    ],
)
def test_losses_are_told(language: str, prefix: str, candidate: str, suffix: str, losses: tuple[str, ...]) -> None:
    """Whatever of the surroundings the engines did not see can be put on record."""
    repaired = repair(language, prefix, candidate, suffix)

    assert repaired is not None
    assert losses == repaired.losses


@pytest.mark.parametrize(
    ("language", "head", "name"),
    [
        ("python", "from a import (\n    b,\n    c as d,\n)\n", "c as d"),
        ("python", "import a; import b  # why\n", "import b"),
        ("python", "s = os.system  # short\n", "s = os.system"),
        ("javascript", "import {\n  exec as e,\n} from 'x';\n", "exec as e"),
        ("javascript", "const { exec: e } = require('child_process'); // why\n", "exec: e"),
        ("java", "import a.B; import a.C; // why\n", "import a.C;"),
        ("go", 'import (\n\te "os/exec"\n)\n', 'e "os/exec"'),
    ],
)
def test_names_of_a_cut_head_stay(language: str, head: str, name: str) -> None:
    """Imports and aliases, however they are laid out, are kept when the prefix is too long."""
    comment = "# note\n" if language == "python" else "// note\n"
    repaired = repair(language, head + comment * 30, "x = 1\n" if language != "go" else "", context_chars_max=60)

    assert repaired is not None
    assert name in repaired.text
    assert repaired.context_cut


IN_COMMENT = "int a;\n/* What (is\n"


@pytest.mark.parametrize("language", ["c", "cpp"])
def test_the_rest_of_what_is_surely_a_comment_is_no_code(language: str) -> None:
    """No string of these languages holds the lines of such a comment, so that nothing else is asked of its rest."""
    repaired = repair(language, IN_COMMENT, "done), (it's\nthe system(x);\n*/\nint f(void) { return 1; }\n")

    assert repaired is not None
    assert repaired.alone is None


@pytest.mark.parametrize(
    ("language", "prefix", "candidate"),
    [
        ("c", "s = 'a'; /* b\n", "go(); /* */\n"),
        ("c", "/* What\n", "go(); /* */\n"),
        ("c", "s = a + \\\n/* b\n", "go(); /* */\n"),
        ("cpp", IN_COMMENT, 'go(")"); /* */\n'),
    ],
)
def test_what_may_be_a_string_is_read_as_code_too(language: str, prefix: str, candidate: str) -> None:
    """A quote beside the mark, a line that is not whole, or a string of C++ that the candidate may close."""
    repaired = repair(language, prefix, candidate)

    assert repaired is not None
    assert repaired.alone is not None

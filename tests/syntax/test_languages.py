"""Languages are told by what the caller says, by file name, and last by looking."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.syntax.languages import SUPPORTED, detect, normalise
from tests.syntax.samples import SAMPLES


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("py", "python"),
        (" Python ", "python"),
        ("golang", "go"),
        ("jsx", "javascript"),
        ("java", "java"),
        ("rs", "rust"),
        ("typescriptreact", "typescript"),
        ("C++", "cpp"),
        ("Terraform", "hcl"),
        ("shellscript", "bash"),
        ("Dockerfile", "dockerfile"),
        ("cobol", None),
        ("", None),
        (None, None),
    ],
)
def test_normalise(name: str | None, expected: str | None) -> None:
    """Every usual name of a supported language is known; others are None."""
    assert expected == normalise(name)


@pytest.mark.parametrize(
    ("declared", "filepath", "text", "expected"),
    [
        ("py", "a.py", "", ("python", "request")),
        ("Rust", "a.rs", "", ("rust", "request")),
        ("javascript", "a.py", "", ("conflict", "request")),
        ("python", "a.ipynb", "", ("python", "request")),
        ("cpp", "a.h", "", ("cpp", "request")),
        ("c", "a.hpp", "", ("conflict", "request")),
        (None, "a.tsx", "", ("typescript", "filename")),
        ("x" * 99, None, "", ("x" * 32, "request")),
        ("<b>\n", None, "", ("b", "request")),
        (None, "file:///home/a/b.PY", "", ("python", "filename")),
        ("", "C:\\src\\Main.java", "", ("java", "filename")),
        (None, "main.rs", "", ("rust", "filename")),
        (None, "k8s/web.yml", "", ("yaml", "filename")),
        ("yaml", "Chart.yaml", "", ("yaml", "request")),
        ("postgres", "a.sql", "", ("sql", "request")),
        (None, None, "import os\nQUERY = '''\nSELECT a\nFROM b\nWHERE c\n'''\n", ("unknown", "none")),
        (None, "prod.tfvars", "", ("hcl", "filename")),
        (None, "run.sh", "", ("bash", "filename")),
        (None, "/home/a/.bashrc", "", ("bash", "filename")),
        (None, "src/Dockerfile", "", ("dockerfile", "filename")),
        (None, "Dockerfile.prod", "", ("dockerfile", "filename")),
        (None, "prod.dockerfile", "", ("dockerfile", "filename")),
        ("python", "Dockerfile", "", ("conflict", "request")),
        (None, "a.fish", "", ("fish", "filename")),
        (None, "a.weird", "", ("weird", "filename")),
        (None, ".gitignore", "", ("unknown", "none")),
        (None, "Makefile", "import os\ndef f():\n", ("python", "text")),
        (None, None, "#!/usr/bin/env python3\n", ("python", "text")),
        (None, None, "#!/bin/sh\n", ("bash", "text")),
        (None, None, "#!/usr/bin/env bash\nx\n", ("bash", "text")),
        (None, None, "#!/usr/bin/env zsh\nx\n", ("unknown", "none")),
        (
            None,
            None,
            "jobs:\n  build:\n    steps:\n      - run: |\n          cd notes\n          make\n",
            ("yaml", "text"),
        ),
        (None, None, "hello", ("unknown", "none")),
        (None, None, "", ("unknown", "none")),
    ],
)
def test_detect(declared: str | None, filepath: str | None, text: str, expected: tuple[str, str]) -> None:
    """The request goes before the file name, the file name before the text, and a foreign name is told, bounded."""
    assert expected == detect(declared, filepath, text)


@pytest.mark.parametrize("language", SUPPORTED)
def test_detect_by_text(language: str) -> None:
    """The samples are recognised by their text alone."""
    for sample in SAMPLES[language]:
        assert (language, "text") == detect(None, None, sample)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import os\nos.system(input())\n", "python"),
        ("from pathlib import Path\nPath('/var/log/wtmp').unlink()\n", "python"),
        (
            'rows = db.run("""\nSELECT name\nFROM users\nWHERE id = 1\n""")\nfor row in rows:\n    print(row)\n',
            "python",
        ),
        ('const cp = require("child_process");\ncp.exec(process.argv[2]);\n', "javascript"),
        ("export interface User { name: string }\nconst users: User[] = [];\n", "typescript"),
        ("public class A { public static void main(String[] a) { } }", "java"),
        ("func run(w http.ResponseWriter) {\n\tx := 1\n}\n", "go"),
        ('fn main() { println!("x"); }', "rust"),
        ("char *p = malloc(n);\nmemcpy(p, q, n);\n", "c"),
        ("std::vector<int> v;\nfor (const auto& x : v) std::cout << x;\n", "cpp"),
        ("public string Name { get; set; }\nConsole.WriteLine(Name);\n", "csharp"),
        ('<?php echo $_GET["a"];', "php"),
        ("SELECT * FROM users WHERE id = 1;", "sql"),
        ("FROM ubuntu\nRUN apt-get update\n", "dockerfile"),
        ("for i in range(10):\n    print(i)\n", "python"),
        ("x = 1", "unknown"),
        ("return a + b;", "unknown"),
        ("if (a > b) {\n  a = b;\n}\n", "unknown"),
    ],
)
def test_detect_a_few_lines(text: str, expected: str) -> None:
    """A few lines are enough where something in them is of one language only; what many have tells nothing."""
    assert detect(None, None, text)[0] == expected


@given(st.one_of(st.none(), st.text()), st.one_of(st.none(), st.text()), st.text())
def test_detect_never_raises(declared: str | None, filepath: str | None, text: str) -> None:
    """Whatever comes in, a short name and a known source come out."""
    language, source = detect(declared, filepath, text)

    assert 0 < len(language) <= 32
    assert source in {"request", "filename", "text", "none"}

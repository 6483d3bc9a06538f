"""Text that is in another language than the one that it is declared as."""

import pytest

from gateway.syntax.misdeclared import misdeclared
from gateway.syntax.parsing import quiet

_PYTHON = "import os\n\ndef run(name):\n    os.system(name)\n"
_SCRIPT = "const { exec } = require('child_process');\nexec(name);\n"
_C = "#include <stdlib.h>\nint main(int argc, char **argv) {\n    return system(argv[1]);\n}\n"
_CASES = [
    ("sql", _PYTHON, "python"),
    ("sql", "    os.system(name)\n", "python"),
    ("sql", _SCRIPT, "javascript"),
    ("sql", _C, "c"),
    ("bash", _PYTHON, "python"),
    ("bash", _SCRIPT, "javascript"),
    ("yaml", "import os\nos.system(name)\n", "python"),
]
_OWN = [
    ("sql", "SELECT count(id) FROM people WHERE name = lower('X');\n"),
    ("sql", "INSERT INTO people (id, name) VALUES (1, 'x');\nUPDATE people SET name = upper(name);\n"),
    ("bash", 'run() {\n  for name in "$@"; do\n    echo "$(date) $name"\n  done\n}\nrun a b\n'),
    ("yaml", "steps:\n  - name: build\n    if: success()\n    run: |\n      make all\n"),
    ("python", _PYTHON),
]


@pytest.mark.parametrize(("language", "text", "other"), _CASES)
def test_code_of_another_language_is_told(language: str, text: str, other: str) -> None:
    """What a language takes that can take anything is refused if it is clearly code in another one."""
    with quiet():
        found = misdeclared(language, text)

    assert f"it reads as {other}: declare the language that it is in" == found


@pytest.mark.parametrize(("language", "text"), _OWN)
def test_code_in_its_own_language_is_not_refused(language: str, text: str) -> None:
    """A text in the language that it is declared in is scanned as that."""
    with quiet():
        found = misdeclared(language, text)

    assert found is None

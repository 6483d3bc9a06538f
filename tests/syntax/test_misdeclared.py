"""Text that is in another language than the one that it is declared as."""

import pytest

from gateway.syntax.misdeclared import misdeclared
from gateway.syntax.parsing import quiet
from tests.costs import least_cpu_s

_CPU_S_MAX = 1.0
_PYTHON = "import os\n\ndef run(name):\n    os.system(name)\n"
_SCRIPT = "const { exec } = require('child_process');\nexec(name);\n"
_C = "#include <stdlib.h>\nint main(int argc, char **argv) {\n    return system(argv[1]);\n}\n"
_SHARP = (
    'public void Run(string name)\n{\n    var info = new ProcessStartInfo("sh", name);\n    Process.Start(info);\n}\n'
)
_PAGE = "<?php\n$name = $_GET['name'];\nsystem($name);\n"
_RUST = 'pub fn run(name: &str) {\n    Command::new("sh").arg(name).spawn().unwrap();\n}\n'
_QUERY = "SELECT id FROM people;\n"
_CASES = [
    ("sql", "", _PYTHON, "python"),
    ("sql", "", "    os.system(name)\n", "python"),
    ("sql", "", "import os", "python"),
    ("sql", "", _SCRIPT, "javascript"),
    ("sql", "", _C, "c"),
    ("sql", "", _PAGE, "php"),
    ("sql", "", _RUST, "rust"),
    ("sql", "", _QUERY + _PYTHON, "python"),
    ("sql", "", _QUERY * 9 + "\n" + _SCRIPT + "\n" + _QUERY * 9, "javascript"),
    ("sql", "import os\ndef run(name):\n    if name:\n", "        os.system(name)\n", "python"),
    ("sql", "import os\ndef run(name):\n    if name:\n", "        return name\n", "python"),
    ("bash", "", _PYTHON, "python"),
    ("bash", "", _SCRIPT, "javascript"),
    ("bash", "", "cd /tmp\n" + _PYTHON, "python"),
    ("yaml", "", "import os\nos.system(name)\n", "python"),
    ("yaml", "", "name: build\n" + _SCRIPT, "javascript"),
    ("bash", "", 'resource "a" "b" {\n  ingress {\n    from_port = 22\n  }\n}\n', "hcl"),
    ("c", "", "import os\nos.system(name)\n", "python"),
    ("rust", "", "import os\nos.system(name)\n", "python"),
    ("java", "", _SCRIPT, "javascript"),
    ("go", "", "function run(x) {\n  return eval(x);\n}\n", "javascript"),
    ("javascript", "", "name: build\non:\n  push:\njobs:\n", "yaml"),
    ("dockerfile", "", _C, "c"),
]
_OWN = [
    ("rust", "", "let total = sum(prices);\n"),
    ("sql", "", "SELECT count(id) FROM people WHERE name = lower('X');\n"),
    ("sql", "", "INSERT INTO people (id, name) VALUES (1, 'x');\nUPDATE people SET name = upper(name);\n"),
    ("sql", "", "BEGIN\n  total := price(id);\n  dbms_output.put_line('x');\nEND;\n"),
    ("sql", "", "CREATE FUNCTION f() RETURNS int AS $$\n" + _SCRIPT + "$$ LANGUAGE plv8;\n"),
    ("sql", "", "INSERT INTO pages VALUES ('function f(x) {\n  return g(x);\n}\n');\n"),
    ("bash", "", 'run() {\n  for name in "$@"; do\n    echo "$(date) $name"\n  done\n}\nrun a b\n'),
    ("bash", "", f"cat > run.py <<'END'\n{_PYTHON}END\npython3 run.py\n"),
    ("bash", "cat > run.py <<END\nimport os\n", "def run(name):\n    os.system(name)\nEND\n"),
    ("bash", "", "awk '\n  function f(x) {\n    return g(x);\n  }\n  { print f($1); }\n' names\n"),
    ("bash", "perl -ne '\n  chomp(my $name = $_);\n", "  $seen{$name} = f($name);\n"),
    ("yaml", "", "steps:\n  - name: build\n    if: success()\n    run: |\n      make all\n"),
    ("yaml", "steps:\n  - run: |\n      import os\n", "      os.system(name)\n      os.remove(name)\n"),
    ("bash", "", '    "text": "a",\n    "names": [],\n    "setup": [\n        {\n            "quiet": true\n'),
    ("bash", "    print(name)\n    run(name, [name])\n    x = 1\nEND\n", "before=$(wc -l names)\n"),
    ("python", "", _PYTHON),
    ("python", "", "    name='a',\n    names=['b'],\n    first=run(name),\n    last=run(name),\n"),
    ("c", "#include <a.h>\n", "import os\nos.system(name)\n"),
    ("typescript", "", _SCRIPT),
    ("cpp", "", "private:\n    String name;\n    public void run(String name) { }\n"),
    ("sql", "", "\n"),
]


@pytest.mark.parametrize(("language", "prefix", "text", "other"), _CASES)
def test_code_of_another_language_is_told(language: str, prefix: str, text: str, other: str) -> None:
    """What a language takes that can take anything is refused if it is clearly code in another one."""
    with quiet():
        found = misdeclared(language, prefix, text)

    assert other == found


@pytest.mark.parametrize(("language", "prefix", "text"), _OWN)
def test_code_in_its_own_language_is_not_refused(language: str, prefix: str, text: str) -> None:
    """A text in the language that it is declared in is scanned as that, with whatever it quotes."""
    with quiet():
        found = misdeclared(language, prefix, text)

    assert found is None


@pytest.mark.parametrize(
    "part", ["a => b ", "'", '"\\', "$$", "$a$", "<<E\n", "a(b)\n", "x = 1\n\n", "  ", "[", "a.b ", "x"]
)
@pytest.mark.parametrize("language", ["sql", "yaml", "bash", "java"])
def test_no_text_is_dear(language: str, part: str) -> None:
    """What repeats one part thousands of times is judged in the time of a scan."""
    text = part * (20_000 // len(part))

    with quiet():
        took_s = least_cpu_s(lambda: misdeclared(language, "", text), _CPU_S_MAX)

    assert took_s < _CPU_S_MAX

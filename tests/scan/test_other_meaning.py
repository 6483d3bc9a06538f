"""Text that is harmless in its declared language, and dangerous in another in which it reads as well."""

from functools import cache

import pytest

from gateway.scan.flow_engine import FlowEngine
from gateway.scan.other_meaning import OtherMeanings
from gateway.syntax.parsing import quiet
from gateway.syntax.repair import repair
from tests.standard import standard

DANGEROUS = [
    ("javascript", "", "os.system(name)\n", "python"),
    ("dockerfile", "", "os.system(name)\n", "python"),
    ("c", "", "value = pickle.loads(data)\nsubprocess.call(value, shell=True)\n", "python"),
    ("rust", "", "eval(name)\n", "javascript"),
    ("c", "", "Runtime.getRuntime().exec(name);\n", "java"),
    ("php", "", "Runtime.getRuntime().exec(name);\n", "java"),
    ("csharp", "", "int main(int argc, char **argv) {\n    return system(argv[1]);\n}\n", "c"),
    ("java", "", 'exec.Command("sh", "-c", name).Run()\n', "go"),
    ("sql", "", 'Command::new("sh").arg("-c").arg(name).output();\n', "rust"),
    ("cpp", "", "public void Run(string name)\n{\n    Process.Start(name);\n}\n", "csharp"),
    ("java", "", "eval($_GET['name']);\n", "php"),
]
HARMLESS = [
    ("python", "", "os.system(name)\n"),
    ("javascript", "", 'os.system("ls")\n'),
    ("javascript", "", "const os = require('os');\nos.system(name);\n"),
    ("c", "#include <parser.h>\nint run(struct node *name) {\n", "    return eval(name);\n"),
    ("java", "public class Run {\n    private int value;\n", "    int run() { return eval(value); }\n"),
    ("cpp", "", "assert(name);\n"),
    ("python", "", "system(name);\n"),
    ("typescript", "", "eval(name);\n"),
    ("go", "", "x.eval(name)\n"),
    ("bash", "", "cat > run.py <<'EOF'\nimport pickle, sys\npickle.loads(sys.argv[1])\nEOF\n"),
]


@cache
def meanings() -> OtherMeanings:
    """Return what the shipped bundle knows."""
    knowledge = standard().knowledge
    return OtherMeanings(knowledge, FlowEngine(knowledge))


def told(language: str, prefix: str, text: str) -> str | None:
    """Return what a text that parses is said to be in."""
    reading = repair(language, prefix, text)

    assert reading is not None

    with quiet():
        return meanings().language_of(language, prefix, text, reading)


@pytest.mark.parametrize(("language", "prefix", "text", "other"), DANGEROUS)
def test_what_is_dangerous_in_another_language_is_told(language: str, prefix: str, text: str, other: str) -> None:
    """A call that says nothing in the declared language is not passed if it runs foreign code in the true one."""
    found = told(language, prefix, text)

    assert other == found


@pytest.mark.parametrize(("language", "prefix", "text"), HARMLESS)
def test_what_is_of_its_own_language_is_not(language: str, prefix: str, text: str) -> None:
    """A text with lines of its own language is in that, and so is one that is dangerous in none."""
    found = told(language, prefix, text)

    assert found is None

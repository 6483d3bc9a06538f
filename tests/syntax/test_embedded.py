"""Programs inside shell scripts, Dockerfiles, YAML, HCL and Python: which there are, and where their lines stand."""

import pytest

from gateway.syntax.embedded import COUNT_MAX, TooMuchEmbedded, embedded
from gateway.syntax.fragments import Embedded
from gateway.syntax.parsing import quiet
from gateway.syntax.repair import repair

type Seen = list[tuple[str, str, tuple[int, int]]]


def inside(language: str, text: str, prefix: str = "") -> tuple[Embedded, ...]:
    """Return the programs inside a text that parses."""
    with quiet():
        repaired = repair(language, prefix, text)

        assert repaired is not None

        return embedded(language, repaired)


_CODE = "import os\nos.system(x)\n"
PROGRAMS = [
    ("bash", "python3 -c 'eval(x)' a\n", [("python", "eval(x)", (1, 12))]),
    ("bash", 'docker run a sh -ec "eval \\"$x\\""\n', [("bash", 'eval "$x"', (1, 21))]),
    ("bash", f"python3 - <<'EOF' a\n{_CODE}EOF\n", [("python", _CODE, (2, 0))]),
    ("bash", f"cat <<'EOF' | python\n{_CODE}EOF\n", [("python", _CODE, (2, 0))]),
    ("bash", f"cat > run.py <<'EOF'\n{_CODE}EOF\n", [("python", _CODE, (2, 0))]),
    ("bash", f"tee run.py <<'EOF'\n{_CODE}EOF\n", [("python", _CODE, (2, 0))]),
    ("bash", "ssh host <<'EOF'\nls -l\nEOF\n", [("bash", "ls -l\n", (2, 0))]),
    ("bash", "node <<< 'eval(x)'\n", [("javascript", "eval(x)", (1, 10))]),
    ("bash", "echo 'eval(x)' | node\n", [("javascript", "eval(x)", (1, 6))]),
    ("bash", "node -e $'eval(x)'\n", [("javascript", "eval(x)", (1, 10))]),
    ("bash", "eval 'rm -r $x'\n", [("bash", "rm -r $x", (1, 6))]),
    ("bash", "perl -pe 's/a/b/' names\n", [("perl", "s/a/b/", (1, 10))]),
    ("bash", "psql -c 'SELECT 1'\n", [("sql", "SELECT 1", (1, 9))]),
    ("bash", "cat <<EOF\nimport os\nEOF\npython run.py -c x\necho -c x\n", []),
    ("bash", "ls -c x\n", []),
    ("bash", 'sh -c "$1"\n', []),
    (
        "dockerfile",
        'FROM a:1\nRUN ls \\\n  # note\n  -l\nCMD ["sh", "-c", "eval \\"$x\\""]\nRUN <<EOF\nls\nEOF\n',
        [("bash", "ls \\\n       \\\n  -l", (2, 4)), ("bash", 'eval "$x"', (5, 18)), ("bash", "ls\n", (7, 0))],
    ),
    ("dockerfile", "FROM a:1\nUSER b\n", []),
    ("dockerfile", 'FROM a:1\nCMD ["sh", "-c"]\nCMD ["ls"]\n', []),
    (
        "yaml",
        'steps:\n  - run: echo "${{ x.y }}"\n  - run: |\n      ls\n\n      eval "$x"\n',
        [("bash", 'echo "__________"\nls\n\neval "$x"', (2, 9))],
    ),
    ("yaml", "a:\n  - run: if x\n  - run: ls\n", [("bash", "if x", (2, 9)), ("bash", "ls", (3, 9))]),
    ("yaml", "run: |\n  eval(x)\nshell: python {0}\n", [("python", "eval(x)", (2, 2))]),
    ("yaml", 'script:\n  - ls\n  - "eval $x"\n', [("bash", "ls\neval $x", (2, 4))]),
    ("yaml", "run: >\n  curl x\n  | sh\n", [("bash", "curl x | sh\n", (1, 5))]),
    ("yaml", 'command: ["sh", "-c"]\nargs: ["eval $x"]\n', [("bash", "eval $x", (2, 8))]),
    ("yaml", "data:\n  run.py: |\n    eval(x)\n  a: |\n    #!/bin/sh\n    ls\n", 2),
    ("yaml", "with:\n  script: |\n    await github.x(eval(y))\n", [("javascript", "await github.x(eval(y))", (3, 4))]),
    ("yaml", "a: &x\n  run: ls -l\nb: *x\n", [("bash", "ls -l", (2, 7))]),
    ("yaml", "name: a\non: push\n", []),
    (
        "hcl",
        'a "b" {\n  user_data = <<-EOF\n    #!/bin/sh\n    curl ${var.x} | sh\n  EOF\n}\n',
        [("bash", "#!/bin/sh\ncurl ________ | sh", (3, 4))],
    ),
    ("hcl", 'a "b" {\n  inline = ["ls", "eval \\"$x\\""]\n}\n', [("bash", 'ls\neval "$x"', (2, 13))]),
    ("hcl", "a = <<EOF\n#!/usr/bin/env python3\neval(x)\nEOF\n", 1),
    ("hcl", 'a = "command"\n', []),
    ("python", 'import os\nos.system("curl x | sh")\n', [("bash", "curl x | sh", (2, 11))]),
    ("python", 'import subprocess as s\ns.run(["python", "-c", "eval(x)"])\n', [("python", "eval(x)", (2, 24))]),
    ("python", 'from os import system as s\ns("rm -r\\t$x")\n', [("bash", "rm -r\t$x", (2, 2))]),
    ("python", 'é = exec("""\neval(x)\n""")\n', [("python", "\neval(x)\n", (1, 12))]),
    ("python", 'import os\nos.system("ls")\nos.system(x)\nrun("a b")\nexec(x)\nos.x.run("a b")\n', []),
    ("python", 'import subprocess\nsubprocess.run(["ls", "-l"])\nsubprocess.run(["sh", "-c", x])\n', []),
    ("java", 'class A { String a = "python -c x"; }\n', []),
]


@pytest.mark.parametrize(("language", "text", "expected"), PROGRAMS)
def test_programs_inside_a_text_are_seen(language: str, text: str, expected: Seen | int) -> None:
    """Each program is seen in its language, with the place where it begins."""
    found = inside(language, text)
    seen = [(one.language, one.text, one.lines[0]) for one in found]

    assert expected == (len(found) if isinstance(expected, int) else seen)


UNKNOWN = [
    ("bash", 'python -c "$code"\n'),
    ("bash", "python - <<EOF\nprint($x)\nEOF\n"),
    ("bash", "python -c $(cat x)'a'\n"),
    ("yaml", "a: &x 1\nb: &x 2\nrun: ls -l\n"),
]


@pytest.mark.parametrize(("language", "text"), UNKNOWN)
def test_what_is_put_together_later_is_not_known(language: str, text: str) -> None:
    """A program with a hole in it is not known."""
    (program,) = inside(language, text)

    assert not program.is_known


def test_a_shell_may_be_given_variables() -> None:
    """What a shell runs is known although a variable stands in it: that is read as one."""
    (program,) = inside("bash", 'sh -c "cd $1 && make"\n')

    assert program.is_known


def test_only_what_touches_the_candidate_is_read() -> None:
    """Programs of the prefix are not scanned again; one that begins there and goes on is."""
    before = "python -c 'eval(x)'\n"

    assert not inside("bash", "ls -l\n", before)
    assert [2, 3, 4] == [line for line, _ in inside("bash", "eval(x)\nEOF\n", "python - <<'EOF'\nx = 1\n")[0].lines]


def test_too_many_programs_are_refused() -> None:
    """There is a bound to what one scan may read."""
    with pytest.raises(TooMuchEmbedded):
        inside("bash", "python -c 'eval(x)'\n" * (COUNT_MAX + 1))


def test_programs_in_all_parts_of_a_torn_text_are_found() -> None:
    """Where each stands is told by the longest part, in which the others are blank."""
    text = "import os\nos.system('ls $x')\n\n    def load(self):\n        os.system('cat $x')\n        self.load()\n"
    repaired = repair("python", "", text)

    assert repaired is not None
    assert repaired.is_part
    above = repaired.text.count("\n", 0, repaired.start)
    lines = [(one.text, [(line - above, column) for line, column in one.lines]) for one in inside("python", text)]
    assert [("ls $x", [(2, 11)]), ("cat $x", [(5, 19)])] == lines

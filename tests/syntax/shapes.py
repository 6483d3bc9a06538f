"""The ten shapes in which completions come, made of a few parts per language."""

import re
from dataclasses import dataclass

from gateway.syntax.repair import Repaired

# What may be in no part: marks that close or separate, the rest of a name, what ends the string it began in.
UNREAD = re.compile(r"(?:[\w$.,<>/-]*[;.,]?)?(?:[)\]};,'`]|\"#*|\*/|#\w+|</[\w.]*>?)*")


@dataclass(frozen=True, slots=True)
class Parts:
    """What the ten shapes are made of in one language; `call` is the statement that must reach the engines whole."""

    head: str
    indent: str
    call: str
    foot: str
    loop: str
    text_opening: str
    function: str
    attempt: str


PARTS = {
    "python": Parts(
        "import os\n\nclass Job:\n    def go(self, command):\n        count = 0\n",
        "        ",
        "os.system(command)",
        "\n        return count\n",
        "for step in range(9):\n            note(step, [1, (2",
        'text = """one\n  two',
        "    def stop(self, ",
        "try:\n            ",
    ),
    "javascript": Parts(
        "const run = require('run');\nfunction go(command) {\n  let count = 0;\n",
        "  ",
        "eval(command);",
        "\n  return count;\n}\n",
        "for (const step of steps) {\n    note(step, [1, (2",
        "const text = `one\n  two",
        "}\nfunction stop(now, ",
        "try {\n    ",
    ),
    "typescript": Parts(
        "import { run } from 'run';\nfunction go(command: string): number {\n  let count: number = 0;\n",
        "  ",
        "eval(command);",
        "\n  return count;\n}\n",
        "for (const step of steps as number[]) {\n    note(step, [1, (2",
        "const text: string = `one\n  two",
        "}\nfunction stop(now: Date, ",
        "try {\n    ",
    ),
    "rust": Parts(
        "use std::process::Command;\n\nfn go(command: &str) -> u32 {\n    let mut count = 0;\n",
        "    ",
        'Command::new("sh").arg("-c").arg(command).output();',
        "\n    return count;\n}\n",
        "for step in steps.iter() {\n        note(step, [1, (2",
        'let text = r#"one\n  two',
        "}\n\nfn stop(now: u32, ",
        "unsafe {\n        ",
    ),
    "c": Parts(
        "#include <stdlib.h>\n\nint go(const char *command)\n{\n    int count = 0;\n",
        "    ",
        "system(command);",
        "\n    return count;\n}\n",
        "for (int step = 0; step < 9; step++) {\n        note(step, add(1, (2",
        "/* one\n  two",
        "}\n\nint stop(int now, ",
        "if (count) {\n        ",
    ),
    "csharp": Parts(
        "using System.Diagnostics;\n\nclass Job {\n  int Go(string command) {\n    int count = 0;\n",
        "    ",
        "Process.Start(command);",
        "\n    return count;\n  }\n}\n",
        "foreach (var step in steps) {\n      Note(step, Add(1, (2",
        'var text = @"one\n  two',
        "}\n  int Stop(int now, ",
        "try {\n      ",
    ),
    "php": Parts(
        "<?php\nclass Job {\n  function go($command) {\n    $count = 0;\n",
        "    ",
        "shell_exec($command);",
        "\n    return $count;\n  }\n}\n",
        "foreach ($steps as $step) {\n      note($step, [1, (2",
        '$text = "one\n  two',
        "}\n  function stop($now, ",
        "try {\n      ",
    ),
    "bash": Parts(
        "#!/bin/bash\n\ngo() {\n  local count=0\n",
        "  ",
        'eval "$1" now;',
        '\n  return "$count"\n}\n',
        'for step in "${steps[@]}"; do\n    note "$step" "$(add 1 ',
        'text="one\n  two',
        "}\n\nstop(",
        "if [ -n now ]; then\n    ",
    ),
    "dockerfile": Parts(
        "FROM python:3.12-slim\nWORKDIR /srv\n",
        "",
        "RUN chmod 777 /srv",
        "\nEXPOSE 8080\nUSER notes\n",
        "RUN apt-get update && \\\n    apt-get install -y ",
        'ENV NOTES="one \\\n  two',
        'HEALTHCHECK CMD ["ls", "-',
        "# as root\nUSER root\n",
    ),
    "hcl": Parts(
        'resource "aws_s3_bucket" "notes" {\n  bucket = "notes"\n',
        "  ",
        'acl    = "public-read"',
        "\n  tags = local.tags\n}\n",
        "names = [\n    upper(merge(1, (2",
        "notes = <<EOT\n  one\n  two",
        '}\n\nresource "aws_instance" "w',
        "lifecycle {\n    ",
    ),
    "yaml": Parts(
        "spec:\n  containers:\n    - name: notes\n      securityContext:\n        runAsGroup: 7\n",
        "        ",
        "privileged: true",
        "\n        runAsUser: 7\n  volumes: []\n",
        "capabilities: {drop: [ALL], add: [A, [B",
        'note: "one\n          two',
        "      env:\n        - name: A\n          val",
        "seccompProfile:\n          ",
    ),
    "sql": Parts(
        "CREATE TABLE notes (id int);\n\nBEGIN;\n",
        "  ",
        "GRANT ALL ON notes TO PUBLIC;",
        "\nCOMMIT;\n",
        "INSERT INTO notes VALUES (add(1, (2",
        "SELECT 'one\n  two",
        "COMMIT;\nCREATE FUNCTION stop(now date, ",
        "IF found THEN\n    ",
    ),
    "cpp": Parts(
        "#include <string>\n\nclass Job {\n  int go(const std::string &command) {\n    int count = 0;\n",
        "    ",
        "system(command.c_str());",
        "\n    return count;\n  }\n};\n",
        "for (auto &step : steps) {\n      note(step, add(1, (2",
        'auto text = R"(one\n  two',
        "}\n  int stop(int now, ",
        "try {\n      ",
    ),
    "java": Parts(
        "class Job {\n  int go(String command) throws Exception {\n    int count = 0;\n",
        "    ",
        "Runtime.getRuntime().exec(command);",
        "\n    return count;\n  }\n}\n",
        "for (int step : steps) {\n      note(step, add(1, (2",
        'String text = """\none\n  two',
        "}\n  int stop(int now, ",
        "try {\n      ",
    ),
    "go": Parts(
        "package job\n\nfunc run(command string) int {\n\tcount := 0\n",
        "\t",
        'exec.Command("sh", "-c", command).Run()',
        "\n\treturn count\n}\n",
        "for _, step := range steps {\n\t\tnote(step, []int{1, (2",
        "text := `one\n  two",
        "}\n\nfunc stop(now ",
        "if count == 0 {\n\t\t",
    ),
}


def shapes(parts: Parts) -> dict[str, tuple[str, str, str]]:
    """Return (prefix, candidate, suffix) of the ten shapes."""
    one = f"{parts.indent}{parts.call}\n"
    return {
        "whole function": ("", parts.head + one + parts.foot, ""),
        "indented body": (parts.head, one + one.rstrip("\n"), parts.foot),
        "first line begun": (parts.head + parts.indent, one.lstrip() + one, parts.foot),
        "stops in the next statement": (parts.head, one + parts.indent + parts.loop, parts.foot),
        "whole function, stops": ("", parts.head + one + parts.indent + parts.loop, ""),
        "stops in the statement": (parts.head, one + one.rstrip("\n;)"), parts.foot),
        "stops in a long string": (parts.head, one + parts.indent + parts.text_opening, parts.foot),
        "stops in a signature": (parts.head, one + parts.function, parts.foot),
        "stops in a guarded block": (parts.head, parts.indent + parts.attempt + parts.call, parts.foot),
        "starts in the statement": (parts.head + parts.indent + parts.call[:7], parts.call[7:] + "\n", parts.foot),
    }


def unread(repaired: Repaired) -> str:
    """Return what of a candidate is blank in all its readings."""
    views = [one.text[one.start : one.start + len(one.kept)] for one in repaired.readings]
    blank = (char for at, char in enumerate(repaired.kept) if not any(view[at] == char for view in views))
    return "".join("".join(blank).split())

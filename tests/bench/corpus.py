"""
Prompts and completions for the bench: each prompt is unique and names its case, so that the stand-in model can answer
with the completion that belongs to it. Completions are about 40 lines; one in ten holds a weakness.
"""

import random
from dataclasses import dataclass

_NOUNS = ("order", "invoice", "ticket", "parcel", "account", "reading", "shipment", "message", "session", "budget")
_VERBS = ("collect", "merge", "filter", "group", "normalise", "summarise", "validate", "rank", "split", "count")
_PYTHON_WEAK = (
    "    subprocess.call('tar cf ' + str({noun}s) + '.tar', shell=True)",
    "    connection.execute('SELECT * FROM {noun} WHERE name = \"%s\"' % {noun}s[0])",
    "    settings = yaml.load(str({noun}s), Loader=yaml.Loader)",
    "    digest = hashlib.md5(str({noun}s).encode()).hexdigest()",
)
LINES = 40


@dataclass(frozen=True, slots=True)
class Case:
    """One prompt and what the stand-in model writes after it."""

    prompt: str
    completion: str
    weak: bool


def python_cases(count: int) -> list[Case]:
    """Return the first `count` cases."""
    return [python_case(number) for number in range(count)]


def python_case(number: int) -> Case:
    """
    Return one case, always the same for its number and unlike every other; the tenth of each ten is weak.

    Its density is that of ordinary code: functions of 35 to 50 lines in Python's standard library have, at the median,
    1,215 characters and 158 syntax nodes.
    """
    chance = random.Random(number)  # noqa: S311 (sample data, not a secret)
    noun, verb = chance.choice(_NOUNS), chance.choice(_VERBS)
    weak = number % 10 == 9
    imports = "import hashlib\nimport subprocess\n\nimport yaml\n"
    prompt = (
        f"{imports}\n# case {number}\n\n\ndef {verb}_{noun}s_{number}({noun}s, limit={chance.randrange(1, 999)}):\n"
    )
    lines = [
        f'    """{verb.title()} the {noun}s.',
        "",
        f"    At most `limit` of them are looked at, the first {noun} first.",
        '    """',
    ]
    lines += [
        "    result = {}",
        f"    for position, {noun} in enumerate({noun}s):",
        "        if position > limit:",
        "            break",
    ]
    while len(lines) < LINES - 5:
        lines += _python_step(noun, chance)
    if weak:
        lines.append(chance.choice(_PYTHON_WEAK).format(noun=noun))
    lines += ["    if not result:", f"        raise ValueError('no {noun} fits')", "    return result", ""]
    return Case(prompt, "\n".join(lines), weak)


def _python_step(noun: str, chance: random.Random) -> list[str]:
    key, bound = f"{chance.choice(_NOUNS)}_{chance.randrange(1000)}", chance.randrange(1, 5000)
    steps = (
        [
            f"        # A {noun} without {key} is",
            "        # left out of the result.",
            f"        if {noun}.{key} is None:",
            "            continue",
        ],
        [f"        amount = {noun}.{key} * {bound}", "", f"        result['{key}'] = amount", ""],
        [
            f"        if {noun}.{key} > {bound}:",
            f"            result['{key}'] = {noun}",
            "        else:",
            "            limit += 1",
        ],
        [
            "        try:",
            f"            value = int({noun}.{key})",
            "        except ValueError:",
            f"            value = {bound}",
        ],
        [f"        name = {noun}.name.strip()", "", f"        result[name] = {bound}"],
    )
    return chance.choice(steps)


def snippets(language: str, count: int, lines: int = LINES) -> list[str]:
    """Return `count` texts of about `lines` lines in a language, for timing the scan alone."""
    chance = random.Random(2)  # noqa: S311 (sample data, not a secret)
    if language == "python" and lines == LINES:
        return [case.prompt + case.completion for case in python_cases(count)]
    return [_text(SHAPES[language], number, lines, chance) for number in range(count)]


@dataclass(frozen=True, slots=True)
class Shape:
    """How a function looks in a language: NUMBER names it, a step is four lines with a STEP and two chosen numbers."""

    head: str
    step: str
    tail: str


def _text(shape: Shape, number: int, lines: int, chance: random.Random) -> str:
    steps = (
        shape.step.replace("STEP", str(step))
        .replace("BOUND", str(chance.randrange(999)))
        .replace("FACTOR", str(chance.randrange(99)))
        for step in range(max((lines - 8) // 4, 1))
    )
    return shape.head.replace("NUMBER", str(number)) + "".join(steps) + shape.tail


_SCRIPT_STEP = (
    "  if (rows.length > BOUND) {\n    total += rows[STEP].amount * FACTOR;\n"
    "    names.push(`row ${total.toFixed(2)} of STEP`);\n  }\n"
)
_C_STEP = (
    "    if (count > BOUND) {\n        total += rows[STEP] * FACTOR;\n"
    '        snprintf(name, sizeof(name), "row %d of STEP", total);\n    }\n'
)
_C_HEAD = (
    "#include <stdio.h>\n\nint work_NUMBER(const int *rows, int count) {\n    int total = 0;\n    char name[64];\n"
)
SHAPES = {
    "python": Shape(
        "def work_NUMBER(rows):\n    total = 0\n    names = []\n",
        "    if len(rows) > BOUND:\n        total += rows[STEP].amount * FACTOR\n"
        "        names.append(f'row {total} of STEP')\n\n",
        "    return total, names\n",
    ),
    "javascript": Shape(
        "function workNUMBER(rows) {\n  let total = 0;\n  const names = [];\n",
        _SCRIPT_STEP,
        "  return { total, names };\n}\n",
    ),
    "typescript": Shape(
        "function workNUMBER(rows: Row[]): string[] {\n  let total: number = 0;\n  const names: string[] = [];\n",
        _SCRIPT_STEP,
        "  return names;\n}\n",
    ),
    "java": Shape(
        "import java.util.ArrayList;\nimport java.util.List;\n\nclass WorkNUMBER {\n"
        "    static List<String> work(List<Integer> rows) {\n        int total = 0;\n"
        "        List<String> names = new ArrayList<>();\n",
        "        if (rows.size() > BOUND) {\n            total += rows.get(STEP) * FACTOR;\n"
        '            names.add("row " + total + " of STEP");\n        }\n',
        "        return names;\n    }\n}\n",
    ),
    "go": Shape(
        'package work\n\nimport "fmt"\n\nfunc workNUMBER(rows []int) []string {\n\ttotal := 0\n\tnames := []string{}\n',
        "\tif len(rows) > BOUND {\n\t\ttotal += rows[STEP] * FACTOR\n"
        '\t\tnames = append(names, fmt.Sprintf("row %d of STEP", total))\n\t}\n',
        "\treturn names\n}\n",
    ),
    "rust": Shape(
        "fn work_NUMBER(rows: &[i64]) -> Vec<String> {\n    let mut total = 0;\n    let mut names = Vec::new();\n",
        "    if rows.len() > BOUND {\n        total += rows[STEP] * FACTOR;\n"
        '        names.push(format!("row {} of STEP", total));\n    }\n',
        "    names\n}\n",
    ),
    "c": Shape(_C_HEAD, _C_STEP, "    return total;\n}\n"),
    "cpp": Shape(_C_HEAD.replace("stdio.h", "cstdio"), _C_STEP, "    return total;\n}\n"),
    "csharp": Shape(
        "using System.Collections.Generic;\n\nclass WorkNUMBER {\n    static List<string> Work(List<int> rows) {\n"
        "        int total = 0;\n        var names = new List<string>();\n",
        "        if (rows.Count > BOUND) {\n            total += rows[STEP] * FACTOR;\n"
        '            names.Add($"row {total} of STEP");\n        }\n',
        "        return names;\n    }\n}\n",
    ),
    "php": Shape(
        "<?php\nfunction work_NUMBER(array $rows): array {\n    $total = 0;\n    $names = [];\n",
        "    if (count($rows) > BOUND) {\n        $total += $rows[STEP] * FACTOR;\n"
        '        $names[] = "row {$total} of STEP";\n    }\n',
        "    return $names;\n}\n",
    ),
    "yaml": Shape(
        "kind: Job\nmetadata:\n  name: work-NUMBER\nspec:\n  template:\n    spec:\n      containers:\n",
        "        - name: step-STEP\n          image: registry.example/work:BOUND\n"
        '          command: ["work", "--rows", "FACTOR"]\n          securityContext: {runAsNonRoot: true}\n',
        "      restartPolicy: Never\n",
    ),
    "sql": Shape(
        "CREATE TABLE work_NUMBER (id integer PRIMARY KEY, name text NOT NULL);\n\n",
        "SELECT r.name, sum(r.amount) * FACTOR AS total_STEP\nFROM rows r\nWHERE r.amount > BOUND\nGROUP BY r.name;\n",
        "COMMIT;\n",
    ),
    "bash": Shape(
        '#!/bin/bash\nset -euo pipefail\n\nwork_NUMBER() {\n    local total=0\n    local rows=("$@")\n',
        '    if [ "${#rows[@]}" -gt BOUND ]; then\n        total=$((total + rows[STEP] * FACTOR))\n'
        '        printf "row %s of STEP\\n" "$total"\n    fi\n',
        '    echo "$total"\n}\n',
    ),
    "dockerfile": Shape(
        "FROM python:3.12-slim AS work-NUMBER\nWORKDIR /srv/work\nCOPY requirements.txt ./\n",
        "RUN mkdir -p /srv/work/STEP && \\\n    cp -r /srv/base/BOUND /srv/work/STEP/ && \\\n"
        "    chown -R FACTOR:BOUND /srv/work/STEP\nENV WORK_STEP=BOUND\n",
        'USER work\nCMD ["python", "-m", "work"]\n',
    ),
    "hcl": Shape(
        'module "work_NUMBER" {\n  source = "./work"\n  rows   = [for row in var.rows : upper(row)]\n}\n\n',
        'resource "aws_sqs_queue" "step_STEP" {\n  name                      = "work-STEP"\n'
        "  message_retention_seconds = BOUND * FACTOR\n}\n",
        'output "queues" {\n  value = [aws_sqs_queue.step_0.arn]\n}\n',
    ),
}

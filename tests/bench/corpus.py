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


def snippets(language: str, count: int) -> list[str]:
    """Return `count` texts of about 40 lines in a language, for timing the scan alone."""
    chance = random.Random(2)  # noqa: S311 (sample data, not a secret)
    if language == "python":
        return [case.prompt + case.completion for case in python_cases(count)]
    return [_SHAPES[language](number, chance) for number in range(count)]


def _javascript(number: int, chance: random.Random) -> str:
    steps = "".join(
        f"  if (rows.length > {chance.randrange(999)}) {{\n    total += rows[{step}].amount * {chance.randrange(99)};\n"
        f"    names.push(`row ${{total.toFixed(2)}} of {step}`);\n  }}\n"
        for step in range(8)
    )
    head = f"function work{number}(rows) {{\n  let total = 0;\n  const names = [];\n"
    return f"{head}{steps}  return {{ total, names }};\n}}\n"


def _java(number: int, chance: random.Random) -> str:
    steps = "".join(
        f"        if (rows.size() > {chance.randrange(999)}) {{\n"
        f"            total += rows.get({step}) * {chance.randrange(99)};\n"
        f'            names.add("row " + total + " of {step}");\n        }}\n'
        for step in range(8)
    )
    head = f"import java.util.ArrayList;\nimport java.util.List;\n\nclass Work{number} {{\n"
    begin = "    static List<String> work(List<Integer> rows) {\n        int total = 0;\n"
    return f"{head}{begin}        List<String> names = new ArrayList<>();\n{steps}        return names;\n    }}\n}}\n"


def _go(number: int, chance: random.Random) -> str:
    steps = "".join(
        f"\tif len(rows) > {chance.randrange(999)} {{\n\t\ttotal += rows[{step}] * {chance.randrange(99)}\n"
        f'\t\tnames = append(names, fmt.Sprintf("row %d of {step}", total))\n\t}}\n'
        for step in range(8)
    )
    head = f'package work\n\nimport "fmt"\n\nfunc work{number}(rows []int) []string {{\n'
    return f"{head}\ttotal := 0\n\tnames := []string{{}}\n{steps}\treturn names\n}}\n"


_SHAPES = {"javascript": _javascript, "java": _java, "go": _go}

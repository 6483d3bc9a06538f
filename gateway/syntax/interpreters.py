"""Commands that run a program which they are given as text, and the language of that program."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from gateway.syntax.languages import SUPPORTED, detect


@dataclass(frozen=True, slots=True)
class _Interpreter:
    language: str
    command: re.Pattern[str]
    option: re.Pattern[str]
    """The option behind which the program stands."""


def _one(language: str, command: str, option: str) -> _Interpreter:
    return _Interpreter(language, re.compile(rf"(?:.*/)?(?:{command})"), re.compile(option))


_INTERPRETERS: Final = (
    _one("python", r"(?:python|pypy)[\d.]*", r"-[A-Za-z]*c"),
    _one("bash", r"(?:ba|da|z|k|a)?sh", r"-[a-z]*c"),
    _one("javascript", r"node|nodejs|deno|bun", r"-[a-z]*[ep]|--eval|--print|eval"),
    _one("perl", r"perl[\d.]*", r"-[a-zA-Z0-9]*[eE]"),
    _one("ruby", r"ruby[\d.]*", r"-[a-z]*e"),
    _one("php", r"php[\d.]*", r"-r|--run"),
    _one("powershell", r"pwsh|powershell(?:\.exe)?", r"-(?i:c|command|enc|encodedcommand)"),
    _one("sql", r"psql", r"-c|--command"),
    _one("sql", r"mysql|mariadb", r"-e|--execute"),
)
_SHELL_LIKE: Final = re.compile(r"ssh")
_TELLING: Final = re.compile(
    r"python|pypy|node|deno|bun|perl|ruby|php|pwsh|powershell|psql|mysql|mariadb|(?:ba|da|z|k|a|s)?sh\b|\beval\b"
)


def may_run_program(text: str) -> bool:
    """Tell whether a text names any of these commands."""
    return _TELLING.search(text) is not None


def program_after(words: Sequence[str]) -> tuple[str, int] | None:
    """Return the language of the program that a command is given, and which of the words it is, or None."""
    for number, word in enumerate(words):
        interpreter = _named(word)
        if interpreter is None:
            continue
        for place in range(number + 1, len(words) - 1):
            if interpreter.option.fullmatch(words[place]):
                return interpreter.language, place + 1
            if not words[place].startswith("-"):
                break
    if len(words) > 1 and words[0] == "eval":
        return "bash", 1
    return None


def language_of_input(words: Sequence[str]) -> str | None:
    """Return the language of the program that a command reads from its input, or None if it reads data."""
    for number, word in enumerate(words):
        interpreter = _named(word)
        if interpreter is not None:
            others = [other for other in words[number + 1 :] if other not in ("-", "/dev/stdin") and other[:1] != "-"]
            is_sql = interpreter.language == "sql"
            return interpreter.language if is_sql or not others else None
    return "bash" if words and _SHELL_LIKE.fullmatch(words[0]) else None


def language_of_file(name: str) -> str | None:
    """Return the language of a program that is written to a file of this name, or None if it is none."""
    language, _ = detect(None, name, "")
    return language if language in SUPPORTED and language not in ("yaml", "hcl") else None


def language_of_script(text: str) -> str:
    """Return the language of a script that begins with the name of its interpreter; a shell's if it does not."""
    head = re.match(r"\s*#!\s*(?:\S*/)?(?:env\s+)?(\S+)", text)
    interpreter = _named(head.group(1)) if head is not None else None
    return interpreter.language if interpreter is not None else "bash"


def _named(word: str) -> _Interpreter | None:
    return next((one for one in _INTERPRETERS if one.command.fullmatch(word)), None)

"""Programs inside a Dockerfile: the shell's commands of all its instructions together, and those behind an option."""

import json
import re
from collections.abc import Iterator
from typing import Final

from tree_sitter import Node, Query, QueryCursor

from gateway.syntax.fragments import Bytes, Embedded, Part, joined
from gateway.syntax.interpreters import language_of_script, program_after
from gateway.syntax.parsing import LANGUAGES, Budget, parse

_QUERY: Final = Query(
    LANGUAGES["dockerfile"],
    "[(run_instruction) (cmd_instruction) (entrypoint_instruction) (healthcheck_instruction)] @instruction",
)
_COMMENT: Final = re.compile(r"^[ \t]*#[^\n]*", re.MULTILINE)


def in_dockerfile(text: str) -> Iterator[Embedded]:
    """Yield the programs inside a Dockerfile that parses. Raises BudgetSpent."""
    tree = parse("dockerfile", text, Budget()).tree
    if tree is None:
        return
    offsets = Bytes(text)
    shell: list[Part] = []
    for instruction in QueryCursor(_QUERY).captures(tree.root_node).get("instruction", ()):
        for part in _descendants(instruction):
            start, end = offsets.span(part)
            if part.type == "shell_command" and "<<" not in text[start:end]:
                # A line of comment between two lines of a command is none of the shell's: the command goes on.
                shown = _COMMENT.sub(lambda found: " " * (len(found.group()) - 1) + "\\", text[start:end])
                shell.append(Part(shown, start))
            elif part.type == "heredoc_content":
                yield joined(language_of_script(text[start:end]), [Part(text[start:end], start)], text)
            elif part.type == "json_string_array":
                yield from _listed(part, text, offsets)
    if shell:
        yield joined("bash", sorted(shell, key=lambda part: part.start), text)


def _listed(array: Node, text: str, offsets: Bytes) -> Iterator[Embedded]:
    """Yield the program that a list of words gives to an interpreter."""
    spans = [offsets.span(word) for word in array.named_children if word.type == "json_string"]
    words = [_unquoted(text[start:end]) for start, end in spans]
    found = program_after(words)
    if found is not None:
        part = Part(words[found[1]], spans[found[1]][0] + 1, is_verbatim=False)
        yield joined(found[0], [part], text)


def _unquoted(quoted: str) -> str:
    try:
        return str(json.loads(quoted))
    except ValueError:
        return quoted.strip('"')


def _descendants(node: Node) -> Iterator[Node]:
    for part in node.named_children:
        yield part
        yield from _descendants(part)

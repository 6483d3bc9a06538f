"""Programs inside a shell script: behind an option (`python -c`), or in the text that follows a command (`<<EOF`)."""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from tree_sitter import Node, Query, QueryCursor

from gateway.syntax.fragments import Bytes, Embedded, Part, holes_filled, joined
from gateway.syntax.interpreters import language_of_file, language_of_input, may_run_program, program_after
from gateway.syntax.parsing import LANGUAGES, Budget, parse

_QUERY: Final = Query(LANGUAGES["bash"], "(command) @command (redirected_statement) @redirected (pipeline) @pipeline")
_HOLES: Final = ("simple_expansion", "expansion", "command_substitution")
_ESCAPED: Final = re.compile(r"\\(?:([\"$`\\])|\n)")
_NO_WORDS: Final = frozenset({"variable_assignment", "comment", "herestring_redirect", "file_redirect"})
_PRINTS: Final = frozenset({"echo", "printf"})


def in_bash(text: str) -> Iterator[Embedded]:
    """
    Yield the programs inside a shell script that parses; not those of a shell that are all one variable, for which
    there are rules. Raises BudgetSpent.
    """
    yield from (one for one in _programs(text) if one.is_known or one.language != "bash")


def _programs(text: str) -> Iterator[Embedded]:
    if not may_run_program(text) and "<<" not in text:
        return
    tree = parse("bash", text, Budget()).tree
    if tree is None:
        return
    found = QueryCursor(_QUERY).captures(tree.root_node)
    script = _Script(text)
    for command in found.get("command", ()):
        yield from script.behind_option(command)
    for redirected in found.get("redirected", ()):
        yield from script.behind_command(redirected)
    for pipeline in found.get("pipeline", ()):
        yield from script.printed(pipeline)


class _Script:
    """One shell script and its offsets."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bytes = Bytes(text)

    def behind_option(self, command: Node) -> Iterator[Embedded]:
        """Yield the program that a command is given among its words."""
        words = _words(command)
        plain = [self._plain(word) for word in words]
        found = program_after(plain)
        if found is not None:
            yield self._quoted(found[0], words[found[1]])
        language = language_of_input(plain)
        for part in command.named_children if language is not None else ():
            if language is not None and part.type == "herestring_redirect":
                yield self._quoted(language, part.named_children[-1])

    def behind_command(self, redirected: Node) -> Iterator[Embedded]:
        """Yield the programs in the texts that follow a command which runs them, or writes them to a file."""
        for redirect in redirected.named_children:
            if redirect.type not in ("heredoc_redirect", "herestring_redirect"):
                continue
            language = self._reader(redirected, redirect)
            if language is None:
                continue
            if redirect.type == "herestring_redirect":
                yield self._quoted(language, redirect.named_children[-1])
            for body in redirect.named_children:
                if body.type == "heredoc_body":
                    start, end = self._bytes.span(body)
                    yield self._filled(language, body, start, end)

    def printed(self, pipeline: Node) -> Iterator[Embedded]:
        """Yield the program that one command prints and the next one runs."""
        commands = [part for part in pipeline.named_children if part.type == "command"]
        for printing, running in pairwise(commands):
            words = _words(printing)
            language = language_of_input([self._plain(word) for word in _words(running)])
            if language is not None and len(words) > 1 and self._plain(words[0]) in _PRINTS:
                yield self._quoted(language, words[-1])

    def _reader(self, redirected: Node, redirect: Node) -> str | None:
        """Return the language of what reads a text: a command, one behind it in a pipeline, or a file's name."""
        inner = [part for part in redirect.named_children if part.type == "pipeline"]
        commands = [part for part in (*redirected.named_children, *inner) if part.type in ("command", "pipeline")]
        for part in commands:
            for command in part.named_children if part.type == "pipeline" else (part,):
                language = language_of_input([self._plain(word) for word in _words(command)])
                if language is not None:
                    return language
        files = [
            part for part in (*redirected.named_children, *redirect.named_children) if part.type == "file_redirect"
        ]
        named = [self._plain(file.named_children[-1]) for file in files if file.named_children]
        tees = [
            self._plain(word) for part in commands for word in _words(part) if self._plain(_words(part)[0]) == "tee"
        ]
        return next((language for name in (*named, *tees) if (language := language_of_file(name))), None)

    def _plain(self, word: Node) -> str:
        """Return a word without its quotes."""
        start, end = self._bytes.span(word)
        return self._text[start:end].strip("'\"")

    def _quoted(self, language: str, word: Node) -> Embedded:
        """Return the program that a word holds, without its quotes."""
        start, end = self._bytes.span(word)
        if word.type in ("raw_string", "string"):
            return self._filled(language, word, start + 1, end - 1)
        if word.type == "ansi_c_string":
            return self._filled(language, word, start + 2, end - 1)
        return self._filled(language, word, start, end)

    def _filled(self, language: str, node: Node, start: int, end: int) -> Embedded:
        """Return a part as a program; what only the running shell puts there is shown as a name."""
        text = self._text[start:end]
        spans = [self._bytes.span(hole) for hole in _holes(node)]
        holes = [(max(first - start, 0), last - start) for first, last in spans if start <= first < end]
        covered = sum(last - first for first, last in holes)
        is_known = not holes if language != "bash" else covered < len(text.strip())
        if language != "bash":
            text = holes_filled(text, holes)
        if node.type == "string":
            text = _ESCAPED.sub(lambda found: found.group(1) or "\n", text)
        return joined(language, [Part(text, start)], self._text, is_known=is_known)


def _words(command: Node) -> list[Node]:
    """Return the words of a command, its name first."""
    words = [part for part in command.named_children if part.type not in _NO_WORDS]
    return [part.named_children[0] if part.type == "command_name" and part.named_children else part for part in words]


def _holes(node: Node) -> Iterator[Node]:
    """Yield what the running shell replaces inside a word or text."""
    if node.type in _HOLES:
        yield node
        return
    for part in node.named_children:
        if part.type in _HOLES:
            yield part
        elif part.type == "concatenation":
            yield from (hole for hole in part.named_children if hole.type in _HOLES)

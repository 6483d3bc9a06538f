"""Programs inside YAML (steps of pipelines, words of containers, files in a map) and HCL (user data, provisioners)."""

import re
from collections.abc import Iterator
from typing import Final

import yaml
from tree_sitter import Node, Query, QueryCursor

from gateway.syntax.fragments import Bytes, Embedded, Part, holes_filled, joined
from gateway.syntax.interpreters import language_of_file, language_of_script, program_after
from gateway.syntax.languages import normalise
from gateway.syntax.parsing import LANGUAGES, Budget, parse

_STEPS: Final = frozenset({"run", "script", "before_script", "after_script", "bash", "sh", "runcmd", "bootcmd"})
_WORDS: Final = ("entrypoint", "command", "cmd", "args")
_TELLING: Final = re.compile(
    r"(?:run|script|bash|sh|runcmd|bootcmd|entrypoint|command|cmd|args|\.\w+)[\"']?[ \t]*:|#!|\bshell[ \t]*:"
)
_TEMPLATE: Final = re.compile(r"\$?\{\{.*?\}\}", re.DOTALL)
_ATTRIBUTES: Final = Query(LANGUAGES["hcl"], "(attribute) @attribute")
_HCL_STEPS: Final = re.compile(r"user_data|custom_data|(?:metadata_)?startup_script|command|inline|script")
_HCL_HOLES: Final = ("template_interpolation", "template_directive")


def in_yaml(text: str) -> Iterator[Embedded]:
    """Yield the programs inside YAML that parses. Raises BudgetSpent."""
    if _TELLING.search(text) is None:
        return
    document = _Document(text)
    try:
        pending: list[yaml.Node | None] = list(yaml.compose_all(text, Loader=yaml.CSafeLoader))
    except yaml.YAMLError:  # two anchors of one name are legal, and none of its nodes
        yield joined("yaml", [Part(text, 0)], text, is_known=False)
        return
    seen: set[int] = set()
    steps: list[Part] = []
    while pending:
        node = pending.pop()
        if node is None or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            for language, parts in document.programs(node):
                if language == "bash" and all(parse("bash", part.text, Budget()).ok for part in parts):
                    steps += parts
                else:
                    yield joined(language, parts, text)
            pending.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
    # The steps of a pipeline are many and small: together they cost one scan. One that is torn must not spoil the rest.
    if steps:
        yield joined("bash", sorted(steps, key=lambda part: part.start), text)


class _Document:
    """One text of YAML."""

    def __init__(self, text: str) -> None:
        self._text = text

    def programs(self, mapping: yaml.MappingNode) -> Iterator[tuple[str, list[Part]]]:
        """Yield the programs that are values of a mapping: of each its language and its parts."""
        members = {key.value: value for key, value in mapping.value if isinstance(key, yaml.ScalarNode)}
        shell = members.get("shell")
        for key, value in members.items():
            scalars = [value] if isinstance(value, yaml.ScalarNode) else _scalars(value)
            if key in _STEPS and scalars:
                yield _language(shell, scalars[0], key), list(map(self._part, scalars))
            elif isinstance(value, yaml.ScalarNode) and value.style == "|":
                language = language_of_file(key) or (language_of_script(value.value) if value.value[:2] == "#!" else "")
                if language:
                    yield language, [self._part(value)]
        yield from self._worded([scalar for key in _WORDS if key in members for scalar in _scalars(members[key])])

    def _worded(self, scalars: list[yaml.ScalarNode]) -> Iterator[tuple[str, list[Part]]]:
        """Yield the program that a container's words give to an interpreter."""
        found = program_after([scalar.value for scalar in scalars])
        if found is not None:
            yield found[0], [self._part(scalars[found[1]])]

    def _part(self, scalar: yaml.ScalarNode) -> Part:
        holes = [found.span() for found in _TEMPLATE.finditer(scalar.value)]
        value, start = holes_filled(scalar.value, holes), scalar.start_mark.index
        if scalar.style == "|":
            start = self._text.find("\n", start) + 1
            source = self._text[start : scalar.end_mark.index].split("\n")
            indent = next((len(line) - len(line.lstrip(" ")) for line in source if line.strip()), 0)
            return Part(value.rstrip("\n"), start + indent, indent)
        at = self._text.find(scalar.value, start, scalar.end_mark.index)
        return Part(value, at if at >= 0 else start, is_verbatim=at >= 0)


def _scalars(node: yaml.Node) -> list[yaml.ScalarNode]:
    """Return the scalars of a sequence, none of anything else."""
    values = node.value if isinstance(node, yaml.SequenceNode) else []
    return [value for value in values if isinstance(value, yaml.ScalarNode)]


def _language(shell: yaml.Node | None, first: yaml.ScalarNode, key: str) -> str:
    """Return the language of a step: what `shell` says, or its first line; a script for an action is JavaScript."""
    if isinstance(shell, yaml.ScalarNode) and shell.value.split():
        name = shell.value.split()[0]
        return normalise(name) or name
    if key == "script" and re.search(r"\b(?:github|context|core)\.\w", first.value) and "await" in first.value:
        return "javascript"
    return language_of_script(first.value)


def in_hcl(text: str) -> Iterator[Embedded]:
    """Yield the programs inside HCL that parses. Raises BudgetSpent."""
    if _HCL_STEPS.search(text) is None and "#!" not in text:
        return
    tree = parse("hcl", text, Budget()).tree
    if tree is None:
        return
    offsets = Bytes(text)
    for attribute in QueryCursor(_ATTRIBUTES).captures(tree.root_node).get("attribute", ()):
        name = attribute.named_children[0]
        parts = [_template(node, text, offsets) for node in _templates(attribute)]
        first = next((part.text for part in parts), "")
        start, end = offsets.span(name)
        if first.strip() and (_HCL_STEPS.fullmatch(text[start:end]) or first.lstrip().startswith("#!")):
            yield joined(language_of_script(first), parts, text)


def _templates(node: Node) -> Iterator[Node]:
    """Yield the texts in an expression, not those in the holes of others."""
    for part in node.named_children:
        if part.type in ("heredoc_template", "quoted_template", "string_lit"):
            yield part
        elif part.type not in _HCL_HOLES:
            yield from _templates(part)


def _template(node: Node, text: str, offsets: Bytes) -> Part:
    start, end = offsets.span(node)
    holes = [offsets.span(part) for part in node.named_children if part.type in _HCL_HOLES]
    shown = holes_filled(text[start:end], [(first - start, last - start) for first, last in holes])
    if node.type != "heredoc_template":
        return Part(shown[1:-1].replace('\\"', '"'), start + 1)
    head, last = shown.find("\n") + 1, shown.rfind("\n") + 1
    lines = shown[head:last].split("\n")
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return Part("\n".join(line[indent:] for line in lines).rstrip("\n"), start + head + indent, indent)

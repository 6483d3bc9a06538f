"""The judge of YAML: libyaml, by which Semgrep reads it too. It reads foreign text, so only in a scan worker."""

from dataclasses import dataclass

import yaml

_DEPTH_MAX = 100
_NODES_MAX = 50_000


class TooDeep(Exception):
    """Collections are nested deeper, or aliases stand for more, than the engines are trusted with."""


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Where what is no plain word lies in a text, as (start, end) in code points.

    `literals` are scalars in quotes, in blocks or over several lines; `escaped` are those of them in which a backslash
    has a meaning; `flows` are collections in brackets. `unknown` are aliases of nothing in the text, which Semgrep
    refuses.
    """

    literals: tuple[tuple[int, int], ...]
    flows: tuple[tuple[int, int], ...]
    escaped: tuple[tuple[int, int], ...]
    unknown: tuple[str, ...]

    def is_literal(self, place: int) -> bool:
        """Tell whether the place lies strictly inside a literal."""
        return any(start < place < end for start, end in self.literals)

    def is_between(self, place: int) -> bool:
        """Tell whether the place lies inside neither a literal nor brackets, so that the text may be cut there."""
        return not any(start < place < end for start, end in (*self.literals, *self.flows))


def layout_of(text: str) -> Layout:
    """Return the layout of a text. Raises yaml.YAMLError if it is no YAML, TooDeep if it nests too deeply."""
    literals: list[tuple[int, int]] = []
    flows: list[tuple[int, int]] = []
    escaped: list[tuple[int, int]] = []
    opened: list[int] = []
    nodes = _Nodes()
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        nodes.count(event)
        if isinstance(event, yaml.CollectionStartEvent):
            opened.append(_places(event)[0] if event.flow_style else -1)
            if len(opened) > _DEPTH_MAX:
                raise TooDeep
        elif isinstance(event, yaml.CollectionEndEvent):
            start = opened.pop()
            if start >= 0:
                flows.append((start, _places(event)[1]))
        elif isinstance(event, yaml.ScalarEvent):
            start, end = _places(event)
            if event.style or "\n" in text[start:end]:
                literals.append((start, end))
            if event.style == '"':
                escaped.append((start, end))
    return Layout(tuple(literals), tuple(flows), tuple(escaped), tuple(nodes.unknown))


class _Nodes:
    """Counts the nodes of a text as a program sees them that puts in the place of each alias what it stands for."""

    def __init__(self) -> None:
        self.unknown: list[str] = []
        self._sizes: dict[str, int] = {}
        self._opened: list[tuple[str | None, int]] = []
        self._total = 0

    def count(self, event: yaml.Event) -> None:
        """Count one event. Raises TooDeep when there are too many nodes."""
        anchor = event.anchor if isinstance(event, yaml.NodeEvent) else None
        if isinstance(event, yaml.AliasEvent) and anchor is not None:
            self._total += self._sizes.get(anchor, 1)
            self.unknown += [] if anchor in self._sizes else [anchor]
        elif isinstance(event, yaml.NodeEvent):
            self._total += 1
            if anchor is not None:
                self._sizes[anchor] = 1
        if isinstance(event, yaml.CollectionStartEvent):
            self._opened.append((event.anchor, self._total))
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, before = self._opened.pop()
            if anchor is not None:
                self._sizes[anchor] = self._total - before + 1
        if self._total > _NODES_MAX:
            raise TooDeep


def _places(event: yaml.Event) -> tuple[int, int]:
    """Return where an event begins and ends."""
    marks = (event.start_mark, event.end_mark)
    start, end = (mark.index if mark is not None else 0 for mark in marks)
    return start, end

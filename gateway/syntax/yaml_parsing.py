"""The judge of YAML: libyaml, by which Semgrep reads it too. It reads foreign text, so only in a scan worker."""

from dataclasses import dataclass

import yaml

_DEPTH_MAX = 100


class TooDeep(Exception):
    """Collections are nested deeper than the engines are trusted with."""


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Where what is no plain word lies in a text, as (start, end) in code points.

    `literals` are scalars in quotes, in blocks or over several lines; `flows` are collections in brackets.
    """

    literals: tuple[tuple[int, int], ...]
    flows: tuple[tuple[int, int], ...]

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
    opened: list[int] = []
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
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
    return Layout(tuple(literals), tuple(flows))


def _places(event: yaml.Event) -> tuple[int, int]:
    """Return where an event begins and ends."""
    marks = (event.start_mark, event.end_mark)
    start, end = (mark.index if mark is not None else 0 for mark in marks)
    return start, end

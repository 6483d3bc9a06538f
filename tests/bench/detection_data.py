"""Labelled samples, read from a folder that is no part of the project: one JSON object a line, `*.jsonl`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

import msgspec

FOLDER_VARIABLE = "GATEWAY_DETECTION_DATA"

# Sets without CWEs may number what their texts do: NAME/SCENARIO_NUMBER.
_SCENARIO: Final = re.compile(r"\w+/(\d+)_\d+")


class _Line(msgspec.Struct):
    id: str
    language: str
    code: str
    label: Literal["vulnerable", "safe"]
    cwe: str | None = None
    pair: str | None = None
    label_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """One labelled text of a set, of a CWE or `scenario NUMBER`; the halves of a `pair` differ by the fix alone."""

    id: str
    group: str
    language: str
    code: str
    is_vulnerable: bool
    cwe: str
    pair: str | None


def samples(folder: Path) -> list[Sample]:
    """Return all samples of a folder, file by file; those whose labels contradict each other are left out."""
    return [sample for file in sorted(folder.glob("*.jsonl")) for sample in _of_file(file)]


def _of_file(file: Path) -> Iterator[Sample]:
    decoder = msgspec.json.Decoder(_Line)
    with file.open("rb") as lines:
        for line in map(decoder.decode, lines):
            if not line.label_conflict:
                is_vulnerable = line.label == "vulnerable"
                group = f"{file.stem} {line.language}"
                yield Sample(line.id, group, line.language, line.code, is_vulnerable, _class_of(line), line.pair)


def _class_of(line: _Line) -> str:
    numbered = _SCENARIO.fullmatch(line.id)
    return line.cwe or (f"scenario {numbered[1]}" if numbered else "-")

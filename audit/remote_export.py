"""
Takes an export from a gateway's audit API, which records it first, streams it leaf by leaf and signs for it at the end.

Standard library only. What breaks off, or is not what the gateway signed for, leaves a folder without a manifest.
"""

import dataclasses
import json
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from audit.bundle import CHECKPOINT, Manifest, parse_manifest
from audit.encoding import decoded
from audit.finding import Extent, QueryFailed
from audit.leaves import BundleInvalid, parse_leaf
from audit.remote import Gateway, parameters_of
from audit.statement import StatementInvalid, check_statement
from audit.writing import BundleWriter, Report, quiet

_LINE_BYTES_MAX = 4_000_000
_SMALL_FILES_MAX = 10
_BROKEN = "the export broke off: take it again (the folder has no manifest, so it is no bundle)"


def export_from(
    gateway: Gateway, wanted: Extent, folder: Path, formats: tuple[str, ...], report: Report = quiet
) -> Manifest:
    """Write a bundle into an empty or new folder and return its manifest; raises QueryFailed for what cannot be."""
    with gateway.open("/v1/audit/export", _parameters(wanted)) as answer:
        try:
            count, files = _head(_line(answer))
            with BundleWriter(folder, formats, count, report) as writer:
                for name, content in files.items():
                    writer.put(name, content)
                manifest, note = _leaves(answer, writer)
                return writer.finish(manifest, note)
        except BundleInvalid as error:
            raise QueryFailed(f"the answer is not a gateway's export: {error}") from error


def _parameters(wanted: Extent) -> dict[str, str]:
    if wanted.search is not None:
        return parameters_of(wanted.search)
    values = {"from": wanted.start, "to": wanted.end}
    return {name: str(value) for name, value in values.items() if value is not None}


def _head(line: bytes) -> tuple[int, dict[str, bytes]]:
    """Return how many leaves will come, and the small files."""
    document = _object(line)
    count, files = document.get("count"), document.get("files")
    if type(count) is not int or not isinstance(files, dict) or CHECKPOINT not in files:
        raise QueryFailed(_unknown())
    contents = {name: decoded(text) for name, text in files.items() if type(text) is str and Path(name).name == name}
    whole = {name: content for name, content in contents.items() if content is not None}
    if len(whole) != len(files) or len(files) > _SMALL_FILES_MAX:
        raise QueryFailed(_unknown())
    return count, whole


def _leaves(answer: BinaryIO, writer: BundleWriter) -> tuple[Manifest, bytes]:
    """Write the leaves as they come, and return what follows the last one: the manifest and its note."""
    while True:
        line = _line(answer)
        if not line.startswith(b'{"index":'):
            return _end(_object(line), writer)
        record = _Kept(answer)
        parse_leaf(line[:-1], record, writer.count + 1)
        writer.add_lines(line, record.line)


def _end(document: dict[str, object], writer: BundleWriter) -> tuple[Manifest, bytes]:
    """Return manifest and note, if they are about what came."""
    if "error" in document:
        raise QueryFailed(f"{_BROKEN}: the gateway says: {str(document['error'])[:300]}")
    manifest = parse_manifest(json.dumps(document.get("manifest")).encode())
    note = str(document.get("note")).encode()
    writer.end_leaves()
    if manifest.files != writer.files or (manifest.count, manifest.pruned) != (writer.count, writer.pruned):
        raise QueryFailed("what came is not what the gateway signed for: take it again")
    try:
        check_statement(note, manifest, ())  # whose signature it is, `verify` finds out with a key from elsewhere
    except StatementInvalid as error:
        raise QueryFailed(str(error)) from error
    return manifest, note


@dataclass(slots=True)
class _Kept:
    """Reads one record's line off the answer and keeps it as it came."""

    answer: BinaryIO
    line: bytes | None = dataclasses.field(default=None)

    def readline(self, _bytes_max: int) -> bytes:
        """Return the line."""
        self.line = _line(self.answer)
        return self.line


def _line(answer: BinaryIO) -> bytes:
    line = answer.readline(_LINE_BYTES_MAX)
    if not line.endswith(b"\n"):
        raise QueryFailed(_BROKEN)
    return line


def _object(line: bytes) -> dict[str, object]:
    try:
        document = json.loads(line)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        raise QueryFailed(_unknown())
    return document


def _unknown() -> str:
    return "the answer is not a gateway's export: is the gateway of another version?"
